"""Plain text: where its paragraphs are.

Lives here: TextFormat. Blank lines separate paragraphs, where there are any; wrapped lines are joined, a
line that was ended on purpose stays one; an item of a list is a paragraph, its mark and its indent are
not its text, nor are the `>` of a quoted letter. Without blank lines every line is a paragraph, unless
the whole is wrapped.
May import: model and the modules of this room.
Apart from `read` because this is one format's grammar.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import groupby

from workbench.article.blocks import Block, Copy, Part, Put, finished, line_at, lines_of, paragraphs
from workbench.article.charset import assembled
from workbench.article.decode import decode
from workbench.article.lines import Line, cells, joined, wrapped
from workbench.model import Article, Kind

_LINE = re.compile(r"[^\r\n]*")
_MARGIN = re.compile(r"[\s>]*>[\s>]*|\s*")
_BULLET = re.compile(r"(?:[-*+•‣◦–—●○■□◆◇▪▫➤→][ \t\u3000]+|[・※•●○■□◆◇][ \t\u3000]*)(?=\S)")
_NUMBER = re.compile(
    r"(?:\d{1,3}[.)．）]|[(（](?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[)）]|[a-z][)]|[ivx]{1,5}[.)]|[①-⑳])[ \t\u3000]+(?=\S)"
)


class TextFormat:
    """Plain text."""

    name = "text"
    suffixes = (".txt", ".text", "")

    def recognises(self, head: bytes, name: str) -> bool:
        """Anything may be text."""
        return True

    def read(self, data: bytes, name: str, *, encoding: str | None = None) -> Article:
        """The text. Raises DocumentError: not text."""
        text, used = decode(data, name, encoding)
        newline = "\r\n" if "\r\n" in text else "\n"
        return Article(
            name, self.name, None, used, text, paragraphs(text_blocks(text)), newline, data
        )

    def write(self, article: Article, targets: Mapping[int, str], *, language: str) -> bytes:
        """The text with targets in it."""
        blocks = text_blocks(article.text)
        parts = finished(blocks, targets, len(article.text))
        return assembled(article, parts, None).data


def text_blocks(text: str) -> list[Block]:
    """The paragraphs of a plain text; lines without a letter or digit are not paragraphs."""
    starts = lines_of(text)
    newline = "\r\n" if "\r\n" in text else "\n"
    lines = [_line(text, start) for start in starts]
    filled = [place for place, line in enumerate(lines) if line.text]
    if not filled:
        return []
    separated = len(filled) < filled[-1] - filled[0] + 1
    chunks = list(_chunks(lines))
    usual = max(
        (cells(line.text) for chunk in chunks if len(chunk) > 1 for line in chunk), default=0
    )
    found: list[Block] = []
    for chunk in chunks:
        for kind, group in _groups(chunk, usual, separated or (len(chunk) > 2 and wrapped(chunk))):
            shown = joined(group, usual)
            if any(map(str.isalnum, shown)):
                line = line_at(starts, group[0].start)
                span = (group[0].start, group[-1].end)
                found.append(Block(shown, kind, span, line, _put(group, shown, newline)))
    return found


def _line(text: str, start: int) -> Line:
    raw = _LINE.match(text, start)[0]  # type: ignore[index]
    margin = _MARGIN.match(raw)[0]  # type: ignore[index]
    return Line(raw[len(margin) :].rstrip(), start + len(margin), margin)


def _chunks(lines: list[Line]) -> Iterator[list[Line]]:
    """Lines without a blank line, a ruler, or a change of who is quoted between them."""
    for depth, chunk in groupby(
        lines, lambda line: line.margin.count(">") if any(map(str.isalnum, line.text)) else -1
    ):
        if depth >= 0:
            yield list(chunk)


def _groups(chunk: list[Line], usual: int, together: bool) -> Iterator[tuple[Kind, list[Line]]]:
    """Items of a list, and what stands before, between and behind them."""
    numbers = sum(bool(_NUMBER.match(line.text)) for line in chunk)
    group: list[Line] = []
    kind, indent = Kind.PARAGRAPH, 0
    for line in chunk:
        mark = _BULLET.match(line.text) or (numbers > 1 and _NUMBER.match(line.text))
        over = kind is Kind.LIST_ITEM and len(line.margin) <= indent and (
            "\n" in joined([group[-1], line], usual)
        )  # fmt: skip
        if group and (mark or over or not together):
            yield kind, group
            group, kind = [], Kind.PARAGRAPH
        if mark:
            kind, indent, size = Kind.LIST_ITEM, len(line.margin), mark.end()
            line = Line(line.text[size:], line.start + size, line.margin + " " * size)
        group.append(line)
    yield kind, group


def _put(group: list[Line], shown: str, newline: str) -> Put:
    """Line feeds of a target are lines where the source has some, else white space."""
    margin = group[min(1, len(group) - 1)].margin
    between = newline + margin if "\n" in shown else " "

    def put(target: str, copy: Copy) -> list[Part]:
        return [re.sub(r"[ \t]*(?:\r\n?|\n)[ \t]*", lambda _: between, target.strip())]

    return put
