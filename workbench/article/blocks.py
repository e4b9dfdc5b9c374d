"""Blocks: where a document's texts stand, and how a target is put in their place.

Lives here: Block, `paragraphs`, `finished`. A reader finds blocks, each a span of the file and a way to
write a target there; what no block covers is copied. Blocks may stand inside others (the alt text of an
image in a sentence). Main text comes first, then the page's frame, then attributes that few ask for, so
that a paragraph's place is the same whatever was asked for.
May import: model.
Apart from the formats because all of them are read and written in this way.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from workbench.model import ATTRIBUTES, Kind, Paragraph, Span

Part = str | Span
"""A piece of a finished document: new text, or a stretch of the source to be copied."""
Copy = Callable[[int, int], list[Part]]
"""Gives the parts of a stretch of the source, the blocks inside it finished."""
Put = Callable[[str, Copy], list[Part]]
"""The parts that stand in place of a block for a target."""
_ALWAYS = (Kind.IMAGE, Kind.TOOLTIP)


@dataclass(slots=True)
class Block:
    """One text of a document, and how it is written."""

    text: str
    kind: Kind
    span: Span
    line: int
    put: Put
    """The parts that stand in place of the span for a target; only asked where it differs."""
    level: int = 0
    frame: bool = False
    seconds: float = 0.0


def lines_of(text: str) -> list[int]:
    """Where each line begins."""
    import re

    return [0, *(match.end() for match in re.finditer(r"\r\n?|\n", text))]


def line_at(starts: Sequence[int], offset: int) -> int:
    """1-based line of an offset."""
    return bisect_right(starts, offset)


def in_order(blocks: Iterable[Block]) -> list[Block]:
    """Main text with image texts and tooltips, the frame with its own, then other attributes."""
    found = sorted(blocks, key=lambda block: block.span[0])
    others = [b for b in found if b.kind in ATTRIBUTES and b.kind not in _ALWAYS]
    rest = [b for b in found if not (b.kind in ATTRIBUTES and b.kind not in _ALWAYS)]
    return [
        *(b for b in rest if not b.frame),
        *(b for b in rest if b.frame),
        *sorted(others, key=lambda b: b.frame),
    ]


def paragraphs(blocks: Iterable[Block]) -> tuple[Paragraph, ...]:
    """The paragraphs of a document, numbered from 1."""
    return tuple(
        Paragraph(b.text, b.kind, place, b.line, b.span, b.level, b.frame, b.seconds)
        for place, b in enumerate(in_order(blocks), 1)
    )


def finished(
    blocks: Iterable[Block],
    targets: Mapping[int, str],
    length: int,
    edits: Iterable[tuple[Span, str]] = (),
) -> list[Part]:
    """The parts of the finished document.

    `edits` are other changes: spans that no block covers, and what to write there.
    """
    changes: list[tuple[Span, str, Block | None]] = [(span, text, None) for span, text in edits]
    for place, block in enumerate(in_order(blocks), 1):
        target = targets.get(place)
        if target and target != block.text:
            changes.append((block.span, target, block))
    changes.sort(key=lambda change: (change[0][0], -change[0][1]))
    starts = [span[0] for span, _text, _block in changes]

    def copy(start: int, end: int) -> list[Part]:
        parts: list[Part] = []
        at = start
        number = bisect_left(starts, start)
        while number < len(changes) and (span := changes[number][0])[1] <= end and span[0] >= at:
            _span, text, block = changes[number]
            parts += [(at, span[0]), *(block.put(text, copy) if block else [text])]
            at = span[1]
            number = max(number + 1, bisect_left(starts, at))
        return [*parts, (at, end)]

    return copy(0, length)
