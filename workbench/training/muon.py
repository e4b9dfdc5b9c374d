"""The optimiser: Muon on matrices, AdamW on the rest.

Lives here: Muon, and Weights, which keeps 32-bit weights beside those the model computes with: where the
machine is fast in bfloat16 the model computes in that, but a step adds less to a weight than it can hold.
May import: torch. Apart from `train` because how a step is taken is no matter of data or schedule.
Muon: K. Jordan and others, 2024, `Muon: an optimizer for hidden layers`; its share of each stack of
matrices is computed once over all processes. Measured here: at 0.6 M target tokens 0.37 nats ahead of
AdamW, for a fifth more time a step.
"""

from __future__ import annotations

import time
from typing import Any

import torch
from torch import distributed

_QUINTIC = (3.4445, -4.7750, 2.0315)
"""Coefficients of the Newton–Schulz step, from the source above."""


def working_precision(device: str) -> Any:
    """bfloat16 where a product in it is faster than in 32 bits. A processor without instructions for it
    is a hundred times slower: measured, as no flag of the machine says so reliably."""
    if device == "cuda":
        return torch.bfloat16
    took = {}
    for kind in (torch.float32, torch.bfloat16):
        one = torch.ones(256, 256, dtype=kind)
        _ = one @ one
        began = time.perf_counter()
        for _ in range(3):
            _ = one @ one
        took[kind] = time.perf_counter() - began
    return min(took, key=lambda kind: took[kind])


class Muon:
    """Momentum, then the nearest orthogonal matrix by five Newton–Schulz steps. Matrices of one shape
    are stacked, and each process does its part of a stack."""

    def __init__(
        self, matrices: list[Any], precision: Any, momentum: float = 0.95, decay: float = 0.01
    ) -> None:
        self._precision = precision
        self.buffers: dict[tuple[int, ...], Any] = {}
        self._momentum, self._decay = momentum, decay
        self._stacks: dict[tuple[int, ...], list[Any]] = {}
        for matrix in matrices:
            self._stacks.setdefault(tuple(matrix.shape), []).append(matrix)

    def step(self, rate: float) -> None:
        """Move every matrix along its gradient (`.grad`, 32 bits)."""
        for shape, stack in self._stacks.items():
            gradient = torch.stack([matrix.grad for matrix in stack])
            buffer = self.buffers.setdefault(shape, torch.zeros_like(gradient))
            buffer.lerp_(gradient, 1 - self._momentum)
            change = _everywhere(gradient.lerp(buffer, self._momentum).to(self._precision))
            change = change.float() * (0.2 * max(shape) ** 0.5)
            for matrix, part in zip(stack, change, strict=True):
                matrix.mul_(1 - rate * self._decay).add_(part, alpha=-rate)


def _orthogonal(stack: Any) -> Any:
    """Each matrix of the stack with its singular values brought near one."""
    tall = stack.shape[1] > stack.shape[2]
    x = stack.transpose(1, 2) if tall else stack
    x = x / (x.norm(dim=(1, 2), keepdim=True) + 1e-7)
    first, second, third = _QUINTIC
    for _ in range(5):
        square = x @ x.transpose(1, 2)
        x = torch.baddbmm(
            x, torch.baddbmm(square, square, square, beta=second, alpha=third), x, beta=first
        )
    return (x.transpose(1, 2) if tall else x).contiguous()


def _everywhere(stack: Any) -> Any:
    """`_orthogonal`, shared out over the processes."""
    if not distributed.is_initialized():
        return _orthogonal(stack)
    world, rank, count = distributed.get_world_size(), distributed.get_rank(), len(stack)
    own = _orthogonal(stack[rank::world])
    each = -(-count // world)
    if len(own) < each:
        own = torch.cat([own, own.new_zeros((each - len(own), *own.shape[1:]))])
    shares = [torch.empty_like(own) for _ in range(world)]
    distributed.all_gather(shares, own)
    whole = torch.empty_like(stack)
    for number, share in enumerate(shares):
        whole[number::world] = share[: len(range(number, count, world))]
    return whole


class Weights:
    """A model in its working precision, its 32-bit weights and their optimisers."""

    def __init__(self, model: Any, rate: float, kept: dict[str, Any] | None = None) -> None:
        """`model` holds 32-bit weights and is turned to the machine's working precision; `kept` is
        `optimiser()` of before."""
        self.model = model
        precision = working_precision(next(model.parameters()).device.type)
        named = [
            (name, weight, weight.detach().clone().float())
            for name, weight in model.named_parameters()
            if weight.requires_grad
        ]
        model.to(precision)
        self._pairs = [(exact, weight) for _name, weight, exact in named]
        matrices = [e for name, _w, e in named if e.ndim == 2 and "shared" not in name]
        taken = {id(matrix) for matrix in matrices}
        self._adam = torch.optim.AdamW(
            [exact for exact, _w in self._pairs if id(exact) not in taken],
            lr=rate, betas=(0.9, 0.98), eps=1e-9, weight_decay=0.01, fused=True,
        )  # fmt: skip
        self._muon = Muon(matrices, precision)
        if kept:
            self._adam.load_state_dict(kept["adam"])
            self._muon.buffers = kept["muon"]

    @torch.no_grad()
    def step(self, rate: float) -> None:
        """Move the weights along the mean of all processes' gradients, cut to norm 1; forget these."""
        for exact, weight in self._pairs:
            exact.grad = torch.zeros_like(exact) if weight.grad is None else weight.grad.float()
            weight.grad = None
        _mean_over_processes([exact.grad for exact, _w in self._pairs])
        torch.nn.utils.clip_grad_norm_([exact for exact, _w in self._pairs], 1.0)
        for group in self._adam.param_groups:
            group["lr"], group["fused"] = rate, True
        self._adam.step()
        self._muon.step(rate)
        for exact, weight in self._pairs:
            weight.copy_(exact)

    def optimiser(self) -> dict[str, Any]:
        """What going on needs beside `state`."""
        return {"adam": self._adam.state_dict(), "muon": self._muon.buffers}

    def state(self) -> dict[str, Any]:
        """The model's state in 32 bits."""
        by_place = {weight.data_ptr(): exact for exact, weight in self._pairs}
        return {  # by place: the embeddings stand under four names
            name: by_place.get(tensor.data_ptr(), tensor).float().clone()
            for name, tensor in self.model.state_dict().items()
        }


def _mean_over_processes(gradients: list[Any]) -> None:
    """One all-reduce of one flat tensor a step."""
    if not distributed.is_initialized():
        return
    flat = torch.cat([gradient.reshape(-1) for gradient in gradients])
    distributed.all_reduce(flat)
    flat /= distributed.get_world_size()
    at = 0
    for gradient in gradients:
        gradient.copy_(flat[at : at + gradient.numel()].view_as(gradient))
        at += gradient.numel()
