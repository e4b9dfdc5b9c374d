"""Step 4: the model.

Lives here: `train`. Takes the arrays of step 3, gives checkpoints; stops by the clock, goes on from
the last checkpoint when started again, averages the last ones at the end.
The model is Hugging Face's Pegasus class: a plain Transformer with normalisation before each layer
(after it, as in Marian, a small one collapsed here: every encoder state the same), shared embeddings,
deep encoder, shallow decoder, which CTranslate2 converts.
May import: the modules of this room; torch, transformers, numpy.
Apart from `convert` because it alone needs torch for hours.
"""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy
import torch
from transformers import PegasusConfig, PegasusForConditionalGeneration

from workbench.training.batches import EOS, PAD, Pool, batches
from workbench.training.recipe import CLOSE, OPEN, Recipe
from workbench.training.tokenizer import load
from workbench.training.vary import Variation, marked_words
from workbench.training.weights import Weights

_SAVE_EVERY = 240.0
"""Seconds between checkpoints."""


def new_model(recipe: Recipe, vocabulary: int) -> Any:
    """A fresh model of the recipe's size."""
    config = PegasusConfig(
        vocab_size=vocabulary,
        d_model=recipe.width,
        encoder_layers=recipe.encoder_layers,
        decoder_layers=recipe.decoder_layers,
        encoder_attention_heads=recipe.heads,
        decoder_attention_heads=recipe.heads,
        encoder_ffn_dim=recipe.feed_forward,
        decoder_ffn_dim=recipe.feed_forward,
        dropout=recipe.dropout,
        attention_dropout=0.0,
        activation_dropout=0.0,
        activation_function="relu",
        scale_embedding=True,
        max_position_embeddings=256,
        init_std=recipe.width**-0.5,
        pad_token_id=PAD,
        eos_token_id=EOS,
        bos_token_id=2,
        decoder_start_token_id=PAD,
        forced_eos_token_id=None,
        tie_word_embeddings=True,
    )
    model = PegasusForConditionalGeneration(config)
    if not torch.cuda.is_available():
        model.set_attn_implementation("eager")  # a third faster here than PyTorch's CPU kernel
    return model


def loss_of(
    model: Any, batch: tuple[Any, ...], smoothing: float, guided: float = 0.0
) -> tuple[Any, Any]:
    """(loss to minimise, label-smoothed cross entropy per target token).

    The output layer is applied to real tokens only and without the bias (zero throughout): a
    quarter of the time on a CPU. `guided` weighs the attention of the last layer's first head
    against the links of step 3b (Chen et al. 2016).
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
    logits = torch.nn.functional.linear(out.last_hidden_state[real], model.model.shared.weight)
    entropy = torch.nn.functional.cross_entropy(
        logits.float(), target[real], label_smoothing=smoothing
    )
    if not looks:
        return entropy, entropy
    attention = out.cross_attentions[-1][:, 0].float()
    found = attention[links[:, 0], links[:, 1], links[:, 2]]
    return entropy - guided * torch.log(found.clamp_min(1e-5)).mean(), entropy


def train(recipe: Recipe, work: Path, vocabulary: int, *, threads: int = 1) -> Path:
    """Train until the recipe's seconds are used up; returns the averaged weights' file."""
    torch.manual_seed(recipe.seed)
    torch.set_num_threads(threads)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    model = new_model(recipe, vocabulary).to(device)
    state = {"step": 0, "seconds": 0.0, "tokens": 0}
    folder = work / "checkpoints"
    folder.mkdir(exist_ok=True)
    last = folder / "last.pt"
    kept = torch.load(last, map_location=device, weights_only=True) if last.exists() else None
    if kept:
        model.load_state_dict(kept["model"])
        state = kept["state"]
    weights = Weights(model, recipe.learning_rate, kept["optimiser"] if kept else None)
    _run(recipe, work, weights, state, folder, device)
    averaged = average(sorted(folder.glob("step-*.pt"), key=_step)[-recipe.average :])
    torch.save(averaged, work / "averaged.pt")
    (work / "train.json").write_text(json.dumps({**state, "threads": threads, "device": device}))
    return work / "averaged.pt"


def _step(path: Path) -> int:
    return int(path.stem.split("-")[1])


def _run(
    recipe: Recipe,
    work: Path,
    weights: Weights,
    state: dict[str, Any],
    folder: Path,
    device: str,
) -> None:
    links = work / "links.npz"
    authored = Pool(work / "authored.npz", links)
    general = Pool(work / "general.npz", links, authored.size)
    pools = {"authored": authored, "general": general}
    low, high = recipe.authored_share
    began = time.monotonic() - state["seconds"]
    part: Callable[[], float] = lambda: min(1.0, (time.monotonic() - began) / recipe.seconds)  # noqa: E731
    stream = batches(
        pools,
        recipe.batch_tokens,
        lambda: low + (high - low) * part() ** 2,
        recipe.seed + state["step"],
        variation(work, authored, general),
    )
    saved = time.monotonic()
    shown: list[float] = []
    weights.model.train()
    while part() < 1.0:
        batch = tuple(torch.from_numpy(matrix).to(device) for matrix in next(stream))
        rate = schedule(state["step"], part(), recipe)
        shown.append(_update(weights, batch, rate, recipe))
        state["step"] += 1
        state["tokens"] += int((batch[1] != PAD).sum())
        state["seconds"] = time.monotonic() - began
        if len(shown) == 100:
            _log(work, state, rate, shown)
        if time.monotonic() - saved > _SAVE_EVERY * min(1.0, recipe.seconds / 2_000):
            _save(weights, state, folder)
            saved = time.monotonic()
    _save(weights, state, folder)


def variation(work: Path, *pools: Pool) -> Variation:
    """What may be exchanged, in the vocabulary of this run."""
    tokenizer = load(work / "sentencepiece.model", normalising=True)
    digits, marks, joints = (
        [tokenizer.piece_to_id(piece) for piece in pieces]
        for pieces in ("0123456789", (OPEN, CLOSE, "▁"), ",.")
    )
    words = set().union(*(marked_words(pool.source, marks) for pool in pools))
    inner = [word for word in words if not tokenizer.id_to_piece(word[0]).startswith("▁")]
    return Variation(digits, marks, joints, sorted(inner))


def _update(weights: Weights, batch: tuple[Any, ...], rate: float, recipe: Recipe) -> float:
    """One step; returns the cross entropy."""
    loss, entropy = loss_of(weights.model, batch, recipe.smoothing, recipe.guided)
    loss.backward()
    weights.step(rate)
    return float(entropy.detach())


def schedule(step: int, part: float, recipe: Recipe) -> float:
    """Linear warm-up by steps, then a cosine to 3 % by the clock."""
    warm = min(1.0, (step + 1) / recipe.warmup)
    return recipe.learning_rate * warm * (0.03 + 0.97 * 0.5 * (1 + math.cos(math.pi * part)))


def _log(work: Path, state: dict[str, Any], rate: float, losses: list[float]) -> None:
    line = {**state, "rate": round(rate, 6), "loss": round(float(numpy.mean(losses)), 4)}
    with (work / "train.log").open("a") as file:
        file.write(json.dumps(line) + "\n")
    losses.clear()


def _save(weights: Weights, state: dict[str, Any], folder: Path) -> None:
    model = weights.state()
    torch.save(model, folder / f"step-{state['step']}.pt")
    whole = {"model": model, "optimiser": weights.optimiser.state_dict(), "state": state}
    torch.save(whole, folder / "last.part")
    (folder / "last.part").replace(folder / "last.pt")
    for old in sorted(folder.glob("step-*.pt"), key=_step)[:-8]:
        old.unlink()


def average(paths: list[Path]) -> dict[str, Any]:
    """The mean of checkpoints' weights."""
    total: dict[str, Any] = {}
    for path in paths:
        for name, tensor in torch.load(path, map_location="cpu", weights_only=True).items():
            total[name] = total[name] + tensor.float() if name in total else tensor.float()
    return {name: tensor / len(paths) for name, tensor in total.items()}
