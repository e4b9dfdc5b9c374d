"""Markdown (CommonMark and tables): where its paragraphs are.

Lives here: `markdown_paragraphs`. Takes decoded text, gives headings, paragraphs, list items,
quotes and table cells with their place in the text; inline markup stays as written. Code blocks
and front matter are not text to translate; raw HTML blocks are read as HTML.
May import: model and `html` of this room; markdown-it-py.
Apart from `read` because this is one format's grammar.
"""

from __future__ import annotations

import re
from itertools import accumulate

from workbench.article.html import html_paragraphs
from workbench.model import Kind, Paragraph

_FRONT = re.compile(r"\A(---|\+\+\+)[ \t]*\n.*?\n\1[ \t]*(?:\n|\Z)", re.S)
_KINDS = {
    "list_item_open": Kind.LIST_ITEM,
    "blockquote_open": Kind.QUOTE,
    "heading_open": Kind.HEADING,
    "th_open": Kind.CELL,
    "td_open": Kind.CELL,
}


def markdown_paragraphs(text: str) -> list[Paragraph]:
    """The paragraphs of a Markdown text, in order."""
    from markdown_it import MarkdownIt

    lines = text.split("\n")
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    front = _FRONT.match(text)
    skip = text.count("\n", 0, front.end()) if front else 0
    tokens = MarkdownIt("commonmark").enable("table").parse("\n" * skip + text[starts[skip] :])
    found: list[Paragraph] = []
    open_kinds: list[tuple[str, Kind]] = []
    level = 0
    at = 0
    row = (0, 0)
    for token in tokens:
        row = (token.map[0], token.map[1]) if token.map else row
        if token.type in _KINDS:
            open_kinds.append((token.type.removesuffix("_open"), _KINDS[token.type]))
            level = int(token.tag[1]) if token.type == "heading_open" else 0
        elif open_kinds and token.type == open_kinds[-1][0] + "_close":
            open_kinds.pop()
        elif token.type == "html_block":
            a, b = starts[row[0]], min(starts[row[1]], len(text))
            found += html_paragraphs(
                text[a:b], first_place=len(found) + 1, base=a, first_line=row[0] + 1
            )
        elif token.type == "inline" and (span := _span(text, starts, row, token.content, at)):
            at = span[1]
            kind = open_kinds[-1][1] if open_kinds else Kind.PARAGRAPH
            content = re.sub(r"\s*\n\s*", " ", token.content.strip())
            line = text.count("\n", 0, span[0]) + 1
            depth = level if kind is Kind.HEADING else 0
            found.append(Paragraph(content, kind, len(found) + 1, line, span, depth))
    return found


def _span(
    text: str, starts: list[int], row: tuple[int, int], content: str, at: int
) -> tuple[int, int] | None:
    """Where an inline token's content lies: from its first line's text to its last line's end."""
    parts = content.strip().split("\n")
    if not any(char.isalnum() for char in content):
        return None
    first = text.find(parts[0].strip(), max(at, starts[row[0]]))
    limit = starts[min(row[1], len(starts) - 1)]
    if first < 0 or first > limit:
        return None
    end = first + len(parts[0].strip())
    for part in parts[1:]:
        place = text.find(part.strip(), end)
        if place < 0 or place > limit:
            return None
        end = place + len(part.strip())
    return first, end
