"""Weights in two precisions.

Lives here: Weights. A step adds less to a weight than bfloat16 can hold, so the optimiser works on
32-bit weights; the model computes with bfloat16 copies, a third faster here than casting on the fly.
May import: torch.
Apart from `train` because precision is no matter of data or schedule.
"""

from __future__ import annotations

from typing import Any

import torch


class Weights:
    """A model, its 32-bit weights and their optimiser (AdamW)."""

    def __init__(self, model: Any, rate: float, optimiser: dict[str, Any] | None = None) -> None:
        """`model` holds 32-bit weights and is turned to bfloat16; `optimiser` is a kept state."""
        self.model = model
        self._exact = [
            weight.detach().clone().requires_grad_(weight.requires_grad)
            for weight in model.parameters()
        ]
        model.bfloat16()
        self._used = [
            (exact, weight)
            for exact, weight in zip(self._exact, model.parameters(), strict=True)
            if weight.requires_grad
        ]
        self.optimiser = torch.optim.AdamW(
            self._exact, lr=rate, betas=(0.9, 0.98), eps=1e-9, weight_decay=0.01, fused=True
        )
        if optimiser:
            self.optimiser.load_state_dict(optimiser)

    def step(self, rate: float) -> None:
        """Move the weights along the model's gradients, cut to norm 1, and forget these."""
        for exact, weight in self._used:
            exact.grad = None if weight.grad is None else weight.grad.float()
            weight.grad = None
        torch.nn.utils.clip_grad_norm_([exact for exact, _ in self._used], 1.0)
        for group in self.optimiser.param_groups:
            group["lr"], group["fused"] = rate, True
        self.optimiser.step()
        with torch.no_grad():
            for exact, weight in self._used:
                weight.copy_(exact)

    def state(self) -> dict[str, Any]:
        """The model's state in 32 bits."""
        exact = {
            weight.data_ptr(): kept.detach()
            for weight, kept in zip(self.model.parameters(), self._exact, strict=True)
        }  # by place: the embeddings stand under four names
        return {
            name: exact.get(tensor.data_ptr(), tensor).float().clone()
            for name, tensor in self.model.state_dict().items()
        }
