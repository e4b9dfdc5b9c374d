"""HTML, whole pages and fragments: where its paragraphs are.

Lives here: `html_paragraphs`. Takes decoded text, gives the runs of inline content between block
tags, with their place in the text. Malformed markup is normal: nothing here fails.
A run without a letter or digit (the stray full stop in `</p>.<p>`) is not a paragraph. Skipped:
scripts, styles, `translate="no"`, class `notranslate`.
May import: model, language and the modules of this room.
Apart from `read` because this is one format's grammar. A scanner of our own, as the parsers at hand
(html.parser, lxml, selectolax) give no exact offsets or take quadratic time on hostile input.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from workbench.language.tags import INLINE, TAG, readable, unmatched
from workbench.model import Kind, Paragraph

_MARKUP = re.compile(r"<!--|<!\[CDATA\[|<[!?]|" + TAG.pattern)
_LANGUAGE = re.compile(r"""<html\b[^>]{0,500}?\s(?:xml:)?lang\s*=\s*["']?([A-Za-z][\w-]*)""", re.I)
_NO = re.compile(r"""\btranslate\s*=\s*["']?no\b|\bclass\s*=\s*["'][^"']*\bnotranslate\b""", re.I)
_RAW = frozenset(["script", "style", "template", "noscript", "svg", "math", "iframe", "object"])
_KINDS = {
    "title": Kind.TITLE, "li": Kind.LIST_ITEM, "dt": Kind.LIST_ITEM, "dd": Kind.LIST_ITEM,
    "figcaption": Kind.CAPTION, "caption": Kind.CAPTION, "blockquote": Kind.QUOTE,
    "td": Kind.CELL, "th": Kind.CELL, "summary": Kind.HEADING,
    **{f"h{n}": Kind.HEADING for n in range(1, 7)},
}  # fmt: skip
_CLOSED_BY_BLOCK = frozenset(["p", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "dd", "li"])
_DEEPEST = 500
_BLANK = re.compile(r"(?:\s|&nbsp;|&#160;|\xa0|<br\s*/?>)+", re.I)


@dataclass(slots=True)
class _Run:
    """Inline content between two block tags."""

    start: int
    end: int
    blocks: list[str]
    """Names of the open block elements, outermost first; the scanner's own list."""


def language_of(text: str) -> str | None:
    """The language an `<html lang>` declares."""
    match = _LANGUAGE.search(text, 0, 20_000)
    return match[1] if match else None


def html_paragraphs(
    text: str, *, first_place: int = 1, base: int = 0, first_line: int = 1
) -> list[Paragraph]:
    """The paragraphs of a page or fragment; offsets, lines and places count from the
    ones given, for HTML inside another document."""
    newlines = [match.start() for match in re.finditer("\n", text)]
    found: list[Paragraph] = []
    for run in _runs(text):
        span = _trimmed(text, run.start, run.end)
        raw = text[slice(*span)]
        if not any(char.isalnum() for char in readable(TAG.sub("", raw))):
            continue
        block = next((name for name in reversed(run.blocks) if name in _KINDS), "")
        content = _balanced(readable(raw, collapse="pre" not in run.blocks))
        found.append(
            Paragraph(
                text=content,
                kind=_KINDS.get(block, Kind.PARAGRAPH),
                place=first_place + len(found),
                line=bisect_right(newlines, span[0] - 1) + first_line,
                span=(base + span[0], base + span[1]),
                level=int(block[1]) if re.fullmatch(r"h[1-6]", block) else 0,
            )
        )
    return found


def _runs(text: str) -> Iterator[_Run]:
    """Runs in order. A double `<br>` ends a run as a block tag does."""
    blocks: list[str] = []
    start = at = 0
    breaks = 0
    while match := _MARKUP.search(text, at):
        if text[at : match.start()].strip():
            breaks = 0
        name = (match["name"] or "").lower()
        at = match.end()
        if name in INLINE and not (match["end"] == "" and _NO.search(match["attributes"])):
            breaks = breaks + 1 if name == "br" else breaks
            if breaks == 2:
                yield _Run(start, match.start(), blocks)
                start, breaks = at, 0
            continue
        if not name:
            yield _Run(start, match.start(), blocks)
            start = at = _past_declaration(text, match)
            continue
        yield _Run(start, match.start(), blocks)
        breaks = 0
        if not match["end"] and (name in _RAW or _NO.search(match["attributes"])):
            at = _past_element(text, name, at)
        else:
            _nest(blocks, name, bool(match["end"]), match["attributes"].endswith("/"))
        start = at
    yield _Run(start, len(text), blocks)


def _past_declaration(text: str, match: re.Match[str]) -> int:
    """Where a comment, CDATA section, doctype or processing instruction ends."""
    closer = {"<!--": "-->", "<![CDATA[": "]]>"}.get(match.group(), ">")
    end = text.find(closer, match.end())
    return len(text) if end < 0 else end + len(closer)


def _past_element(text: str, name: str, at: int) -> int:
    """Where the element that opened before `at` ends, nested ones of its name counted."""
    depth = 1
    for match in re.compile(rf"<(/?){re.escape(name)}\b[^>]*>", re.I).finditer(text, at):
        depth += -1 if match[1] else 1
        if depth == 0:
            return match.end()
    return len(text)


def _nest(blocks: list[str], name: str, closing: bool, empty: bool) -> None:
    """Keep the stack of open block elements as a browser would, roughly."""
    if closing:
        if name in blocks[-50:]:
            while blocks.pop() != name:
                pass
    elif not empty and name not in {"hr", "meta", "link", "input", "col", "base", "area", "source"}:
        last = blocks[-1] if blocks else ""
        if last == name if last == "li" else last in _CLOSED_BY_BLOCK and name in {last, "p"}:
            blocks.pop()
        if len(blocks) < _DEEPEST:
            blocks.append(name)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Without white space and breaks at the ends and without inline tags around the whole."""
    while True:
        if match := _BLANK.match(text, start, end):
            start = match.end()
        while start < end and (
            tail := re.search(r"(?:\s|&nbsp;|<br\s*/?>)$", text[start:end][-12:])
        ):
            end -= len(tail.group())
        inner = _unwrapped(text, start, end)
        if inner == (start, end):
            return start, end
        start, end = inner


def _unwrapped(text: str, start: int, end: int) -> tuple[int, int]:
    first = TAG.match(text, start, end)
    if not first or first["end"] or first["name"].lower() not in INLINE:
        return start, end
    depth = 0
    for match in TAG.finditer(text, start, end):
        if match["name"].lower() != first["name"].lower():
            continue
        depth += -1 if match["end"] else 1
        if depth == 0:
            return (first.end(), match.start()) if match.end() == end else (start, end)
    return start, end


def _balanced(text: str) -> str:
    """Without the tags that have no partner in the run."""
    for a, b in reversed(unmatched(text)):
        text = text[:a] + text[b:]
    return text
