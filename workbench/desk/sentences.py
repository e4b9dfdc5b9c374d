"""The sentences of a unit, each beside the one that answers it.

Lives here: `paired`, Pair, `with_sentence`. Takes both texts and who cuts them, gives pairs in the source's
order: spans on both sides, and whether it is sure. The unit stays one text: a sentence of it is looked at, drafted
and replaced by itself.
May import: article, language, model.
Apart from `matches` because that asks a memory and this reads the unit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from workbench.article import Segmenter
from workbench.language import info
from workbench.language.alignment import Bead, Piece, aligned
from workbench.language.numbers import numbers
from workbench.language.protected import verbatim
from workbench.language.tags import TAG, is_inline
from workbench.model import Sentence, Span

SURE = 0.8
"""Share of all ways from which a pair is not marked as uncertain."""
_ASKS = ("?", "？", "か。", "か", "?”", "？」", "か。」")


@dataclass(frozen=True, slots=True)
class Pair:
    """One sentence, or a few that one answers; None where a side has none."""

    source: Span | None
    target: Span | None
    sure: bool = True


def paired(
    source: str,
    target: str,
    by: tuple[Segmenter, Segmenter],
    terms: Sequence[tuple[Span, Span]] = (),
    *,
    begun: bool = True,
) -> tuple[Pair, ...]:
    """The sentences of both texts in order, each in exactly one pair.

    `terms` are places on both sides that are known to answer each other; `begun`: the target may not have
    reached the end yet.
    """
    sides = [by[0].sentences(source), by[1].sentences(target)]
    beads = aligned(
        _pieces(sides[0], by[0].language, [(a, n) for n, (a, _b) in enumerate(terms)]),
        _pieces(sides[1], by[1].language, [(b, n) for n, (_a, b) in enumerate(terms)]),
        begun=begun,
    )
    return tuple(_pair(bead, sides[0], sides[1]) for bead in beads)


def _pair(bead: Bead, sources: Sequence[Sentence], targets: Sequence[Sentence]) -> Pair:
    return Pair(
        _whole(sources[bead.source[0] : bead.source[1]]),
        _whole(targets[bead.target[0] : bead.target[1]]),
        bead.sure >= SURE,
    )


def _whole(sentences: Sequence[Sentence]) -> Span | None:
    return (sentences[0].span[0], sentences[-1].span[1]) if sentences else None


def _pieces(
    sentences: Sequence[Sentence], language: str, places: Sequence[tuple[Span, int]]
) -> list[Piece]:
    """What each sentence is known by: figures by value, what is copied, tags, terms, whether it asks."""
    out: list[Piece] = []
    for sentence in sentences:
        text, (start, end) = sentence.text, sentence.span
        known: Counter[str] = Counter()
        known.update(f"number {number.value}" for number in numbers(text, language))
        known.update(f"copied {kept.text}" for kept in verbatim(text))
        known.update(f"tag {tag.group()}" for tag in TAG.finditer(text) if is_inline(tag))
        known.update(f"term {n}" for (a, _b), n in places if start <= a < end)
        if text.rstrip().endswith(_ASKS):
            known["asks"] = 1
        out.append(Piece(len(text), dict(known)))
    return out


def with_sentence(target: str, pairs: Sequence[Pair], number: int, text: str, language: str) -> str:
    """The target with another text for the pair of a number, put where it belongs where it has none."""
    span = pairs[number].target
    if span is not None:
        return target[: span[0]] + text + target[span[1] :]
    before = [pair.target for pair in pairs[:number] if pair.target]
    after = [pair.target for pair in pairs[number:] if pair.target]
    gap = " " if info(language).spaced else ""
    if before:
        at = max(end for _start, end in before)
        return target[:at] + gap + text + target[at:]
    at = min(start for start, _end in after) if after else len(target.rstrip())
    return target[:at] + text + (gap if after else "") + target[at:]
