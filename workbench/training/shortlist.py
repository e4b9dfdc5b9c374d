"""Step 5b: what a source can become.

Lives here: `write_shortlist`. Takes the arrays of step 3 and the links, gives `model/vmap.txt`, which CTranslate2
reads: for each source piece the target pieces that it may bring about. The output layer then weighs some
thousand pieces instead of all, which is half of the time a small model takes (Junczys-Dowmunt et al. 2018).
May import: `batches` of this room; numpy, sentencepiece.
Apart from `convert` because a shortlist can be made again without the weights.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sentencepiece import SentencePieceProcessor

from workbench.training.batches import POOLS, Pool

LINKED = 100
"""Pieces of the target kept for one of the source by the alignment links, most frequent first."""
TOGETHER = 100
"""And by standing in the same pairs more often than chance has it (count × log of the ratio)."""
ALWAYS = 1500
"""Pieces that every sentence may use: the most frequent ones; kana and figures besides.

With 100, 100, 1500 version 0.4 scores as without a shortlist (held-back 32.45 and 32.47 BLEU, FLORES-dev 13.33 and
13.40, WMT22 10.53 and 10.63); with 40, 40, 800 it is a fifth faster still and loses 0.2."""
_WEIGHT = {"authored": 4.0, "general": 1.0}
Counts = npt.NDArray[np.float32]


@dataclass
class _Counts:
    """Of pieces in the pairs, authored pairs counted several times."""

    linked: Counts
    """Links, source × target."""
    together: Counts
    """Pairs that have both."""
    source: Counts
    target: Counts
    """Pairs that have the piece."""
    frequency: Counts
    """Occurrences in targets."""
    pairs: float = 0.0


def write_shortlist(work: Path) -> Path:
    """Write `<work>/model/vmap.txt`: a line a source piece, `piece TAB piece piece …`, the first for all."""
    tokenizer = SentencePieceProcessor(model_file=str(work / "sentencepiece.model"))
    pieces = [tokenizer.id_to_piece(number) for number in range(tokenizer.get_piece_size())]
    counts = _counted(work, len(pieces))
    likely = _association(counts)
    frequent = np.argsort(-counts.frequency, kind="stable")[:ALWAYS]
    always = dict.fromkeys([*(int(n) for n in frequent), *_spelling(pieces)])
    lines = ["\t" + " ".join(pieces[n] for n in always)]
    known = {piece: number for number, piece in enumerate(pieces)}
    for number, piece in enumerate(pieces):
        itself = [number, known.get(piece.removeprefix("▁"), number)]  # terms stand in the source
        found = _best(counts.linked[number], LINKED, 2.0) + _best(likely[number], TOGETHER, 4.0)
        kept = [n for n in dict.fromkeys([*itself, *found]) if n not in always]
        if kept:
            lines.append(f"{piece}\t" + " ".join(pieces[n] for n in kept))
    path = work / "model" / "vmap.txt"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def _counted(work: Path, size: int) -> _Counts:
    table = np.load(work / "links.npz")
    links, ends = table["links"], table["ends"]
    square, row = (size, size), (size,)
    made = _Counts(*(np.zeros(shape, np.float32) for shape in (square, square, row, row, row)))
    at = 0
    for name in POOLS:
        pool, weight = Pool(work / f"{name}.npz"), _WEIGHT[name]
        for number in range(pool.size):
            source, target = (np.asarray(side, dtype=np.int64) for side in pool.pair(number))
            here = links[(ends[at - 1] if at else 0) : ends[at]].astype(np.int64)
            np.add.at(made.linked, (source[here[:, 0]], target[here[:, 1]]), weight)
            np.add.at(made.frequency, target, weight)
            one, other = np.unique(source), np.unique(target)
            made.together[np.ix_(one, other)] += weight
            made.source[one] += weight
            made.target[other] += weight
            at += 1
        made.pairs += pool.size * weight
    return made


def _association(counts: _Counts) -> Counts:
    """Pairs with both × log(that / what chance would give)."""
    expected = np.maximum(counts.source, 1)[:, None] * np.maximum(counts.target, 1)[None, :]
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.log(counts.together * counts.pairs / expected)
        return np.where(counts.together >= 2, counts.together * ratio, 0).astype(np.float32)


def _best(row: Counts, most: int, least: float) -> list[int]:
    order = np.argsort(-row, kind="stable")[:most]
    return [int(n) for n in order if row[n] >= least]


def _spelling(pieces: list[str]) -> list[int]:
    """Single kana and figures: what spells a name nobody has met."""
    return [
        n for n, piece in enumerate(pieces)
        if piece.isdigit() or (len(bare := piece.removeprefix("▁")) == 1 and "぀" <= bare <= "ヿ")
    ]  # fmt: skip
