"""What is minimised.

Lives here: `loss_of`. Takes a model and a batch, gives label-smoothed cross entropy, with the alignment
loss where asked for. The output layer runs over a few hundred tokens at a time and its gradient is made
on the way: logits of a whole batch are never stored, which on a CPU saves a third of their cost.
May import: `batches` of this room; torch.
Apart from `train` because a loss knows neither data nor schedule.
"""

from __future__ import annotations

from typing import Any

import torch

from workbench.training.batches import PAD

_CHUNK = 256


class ChunkedCrossEntropy(torch.autograd.Function):
    """Label-smoothed cross entropy of an output layer without bias, mean over tokens."""

    @staticmethod
    def forward(ctx: Any, hidden: Any, weight: Any, wanted: Any, smoothing: float) -> Any:
        """`hidden` (tokens, width), `weight` (pieces, width), `wanted` (tokens,)."""
        count, pieces = hidden.shape[0], weight.shape[0]
        hidden_gradient = torch.empty_like(hidden)
        weight_gradient = torch.zeros(weight.shape, dtype=torch.float32, device=weight.device)
        total = torch.zeros((), device=hidden.device)
        for at in range(0, count, _CHUNK):
            part, right = hidden[at : at + _CHUNK], wanted[at : at + _CHUNK]
            scores = (part @ weight.t()).float()
            normaliser = scores.logsumexp(1)
            missed = normaliser - scores.gather(1, right[:, None])[:, 0]
            spread = normaliser - scores.mean(1)
            total += ((1 - smoothing) * missed + smoothing * spread).sum()
            gradient = torch.exp_(scores.sub_(normaliser[:, None])).sub_(smoothing / pieces)
            gradient[torch.arange(len(right), device=right.device), right] -= 1 - smoothing
            gradient = gradient.mul_(1.0 / count).to(hidden.dtype)
            hidden_gradient[at : at + _CHUNK] = gradient @ weight
            weight_gradient.add_(gradient.t() @ part)
        ctx.save_for_backward(hidden_gradient, weight_gradient.to(weight.dtype))
        return total / count

    @staticmethod
    def backward(ctx: Any, scale: Any) -> Any:
        """The gradients made on the way, times `scale`."""
        hidden, weight = ctx.saved_tensors
        return hidden * scale.to(hidden.dtype), weight * scale.to(weight.dtype), None, None


def loss_of(
    model: Any, batch: tuple[Any, ...], smoothing: float, guided: float = 0.0
) -> tuple[Any, Any]:
    """(loss to minimise, label-smoothed cross entropy per target token).

    `guided` weighs the attention of the last layer's first head against the batch's alignment links
    (Chen et al. 2016).
    """
    source, target, links = batch
    start = torch.full((target.shape[0], 1), PAD, dtype=target.dtype, device=target.device)
    looks = guided > 0 and len(links) > 0
    out = model.model(
        input_ids=source,
        attention_mask=(source != PAD).long(),
        decoder_input_ids=torch.cat([start, target[:, :-1]], dim=1),
        use_cache=False,
        output_attentions=looks,
    )
    real = target != PAD
    entropy = ChunkedCrossEntropy.apply(
        out.last_hidden_state[real], model.model.shared.weight, target[real], smoothing
    )
    if not looks:
        return entropy, entropy
    attention = out.cross_attentions[-1][:, 0].float()
    found = attention[links[:, 0], links[:, 1], links[:, 2]]
    return entropy - guided * torch.log(found.clamp_min(1e-5)).mean(), entropy
