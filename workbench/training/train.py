"""Step 4: the model.

Lives here: `train`. Takes the arrays of step 3, gives snapshots; stops by the clock, goes on from the
last checkpoint when started again, averages the newest snapshots at the end. Started by `torchrun
--nproc-per-node N -m workbench.training train …`, N processes share the work (on two cores, two
processes of one thread are 1.4 times as fast as one of two).
The model is Hugging Face's Pegasus class: a plain Transformer with normalisation before each layer
(after it, as in Marian, a small one collapsed here: every encoder state the same), shared embeddings,
deep encoder, shallow decoder, which CTranslate2 converts.
May import: the modules of this room; torch, transformers, numpy.
Apart from `convert` because it alone needs torch for hours.
"""

from __future__ import annotations

import json
import os
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy
import torch
from torch import distributed
from transformers import PegasusConfig, PegasusForConditionalGeneration

from workbench.training.batches import EOS, PAD, Pool, batches
from workbench.training.loss import loss_of
from workbench.training.muon import Weights
from workbench.training.recipe import CLOSE, OPEN, Recipe
from workbench.training.tokenizer import load
from workbench.training.vary import Variation, marked_words

_SAVE_EVERY = 300.0
"""Seconds between checkpoints."""
_KEPT = 12
"""Snapshots kept."""


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


@dataclass
class _Run:
    """How far a run is, and where its files are. Only the first process writes."""

    work: Path
    device: str
    rank: int = 0
    processes: int = 1
    step: int = 0
    tokens: int = 0
    seconds: float = 0.0
    shown: list[float] = field(default_factory=list)

    @property
    def folder(self) -> Path:
        return self.work / "checkpoints"

    def state(self) -> dict[str, Any]:
        return {"step": self.step, "tokens": self.tokens, "seconds": self.seconds}


def train(recipe: Recipe, work: Path, vocabulary: int, *, threads: int = 1) -> Path:
    """Train until the recipe's seconds are used up; returns the averaged weights' file."""
    torch.manual_seed(recipe.seed)
    torch.set_num_threads(threads)
    run = _Run(work, "cuda" if torch.cuda.is_available() else "cpu")
    if "RANK" in os.environ:
        distributed.init_process_group("nccl" if run.device == "cuda" else "gloo")
        run.rank, run.processes = distributed.get_rank(), distributed.get_world_size()
    run.folder.mkdir(exist_ok=True)
    model = new_model(recipe, vocabulary).to(run.device)
    last = run.folder / "last.pt"
    kept = torch.load(last, map_location=run.device, weights_only=True) if last.exists() else {}
    if kept:
        model.load_state_dict(kept["model"])
        run.step, run.tokens = kept["state"]["step"], kept["state"]["tokens"]
        run.seconds = kept["state"]["seconds"]
    _go_on(recipe, run, Weights(model, recipe.rate, kept.get("optimiser")))
    if run.rank == 0:
        averaged = average(snapshots(run.folder)[-recipe.average :])
        torch.save(averaged, work / "averaged.pt")
        about = {**run.state(), "processes": run.processes, "threads": threads}
        (work / "train.json").write_text(json.dumps({**about, "device": run.device}))
    if run.processes > 1:
        distributed.destroy_process_group()
    return work / "averaged.pt"


def snapshots(folder: Path) -> list[Path]:
    """Snapshots of a run, oldest first."""
    return sorted(folder.glob("step-*.pt"), key=lambda path: int(path.stem.split("-")[1]))


def _go_on(recipe: Recipe, run: _Run, weights: Weights) -> None:
    links = run.work / "links.npz"
    authored = Pool(run.work / "authored.npz", links)
    general = Pool(run.work / "general.npz", links, authored.size)
    stream = batches(
        {"authored": authored, "general": general},
        recipe.batch_tokens,
        recipe.authored_share,
        recipe.seed + run.step * 2 + run.rank * 1_000_003,
        variation(run.work, authored, general),
    )
    began, first = time.monotonic() - run.seconds, run.step
    saved = snapped = time.monotonic()
    weights.model.train()
    while _all_agree(run, time.monotonic() - began < recipe.seconds):
        batch = tuple(torch.from_numpy(matrix).to(run.device) for matrix in next(stream))
        loss, entropy = loss_of(weights.model, batch, recipe.smoothing, recipe.guided)
        loss.backward()
        rate = schedule(run.step - first, (time.monotonic() - began) / recipe.seconds, recipe)
        weights.step(rate)
        run.step += 1
        run.tokens += run.processes * int((batch[1] != PAD).sum())
        run.seconds = time.monotonic() - began
        run.shown.append(float(entropy.detach()))
        if run.rank == 0:
            if len(run.shown) == 100:
                _log(run, rate)
            if time.monotonic() - saved > min(_SAVE_EVERY, recipe.snapshot_every):
                snap = time.monotonic() - snapped > recipe.snapshot_every
                _save(run, weights, snap)
                saved = time.monotonic()
                snapped = saved if snap else snapped
    if run.rank == 0:
        _save(run, weights, True)


def _all_agree(run: _Run, going: bool) -> bool:
    """The first process's word on whether to go on: clocks differ."""
    if run.processes == 1:
        return going
    word = torch.tensor([float(going)], device=run.device)
    distributed.broadcast(word, 0)
    return bool(word[0])


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


def schedule(step: int, part: float, recipe: Recipe) -> float:
    """Linear warm-up by the steps of this sitting, constant, and at the end down to 1 % by the clock."""
    rate = recipe.rate * min(1.0, (step + 1) / recipe.warmup)
    if recipe.anneal and part > 1 - recipe.anneal:
        rate *= max(0.01, (1 - part) / recipe.anneal)
    return rate


def _log(run: _Run, rate: float) -> None:
    line = {**run.state(), "rate": round(rate, 6), "loss": round(float(numpy.mean(run.shown)), 4)}
    with (run.work / "train.log").open("a") as file:
        file.write(json.dumps(line) + "\n")
    run.shown.clear()


def _save(run: _Run, weights: Weights, snap: bool) -> None:
    model = weights.state()
    if snap:
        torch.save(
            {name: tensor.half() for name, tensor in model.items()},
            run.folder / f"step-{run.step}.pt",
        )
        for old in snapshots(run.folder)[:-_KEPT]:
            old.unlink()
    whole = {"model": model, "optimiser": weights.optimiser(), "state": run.state()}
    torch.save(whole, run.folder / "last.part")
    (run.folder / "last.part").replace(run.folder / "last.pt")


def average(paths: list[Path]) -> dict[str, Any]:
    """The mean of snapshots' weights, in 32 bits."""
    total: dict[str, Any] = {}
    for path in paths:
        for name, tensor in torch.load(path, map_location="cpu", weights_only=True).items():
            total[name] = total[name] + tensor.float() if name in total else tensor.float()
    return {name: tensor / len(paths) for name, tensor in total.items()}
