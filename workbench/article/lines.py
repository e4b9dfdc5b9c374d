"""Lines: whether a line end was meant, and what stands in its place.

Lives here: Line, `joined`, `joint`, `wrapped`. Takes lines of a text, gives the text with a line feed where a
line was ended on purpose (an address, verse), else joined: with a space, or with nothing between
characters of a language that sets none.
May import: language.
Apart from `text` because Markdown has wrapped lines, too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

_NARROW, _NARROW_JAPANESE, _WIDE = 40, 32, 100
_COLUMNS = re.compile(r"\S(?: {3,}|\t+ *)\S")
_ENDS = re.compile(r"[.,;:!?…—–)\]”’\"'|]$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line's content, and where it stands; what is before `start` is its margin."""

    text: str
    start: int
    margin: str = ""

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def cells(text: str) -> int:
    """Width in cells; an estimate is enough."""
    return (
        sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
        if not text.isascii()
        else len(text)
    )


def unspaced(char: str) -> bool:
    """Whether a character belongs to a script that sets no spaces at a line end; Hangul does."""
    return unicodedata.east_asian_width(char) in "WFH" and not "\uac00" <= char <= "\ud7af" \
        and char.isprintable() and unicodedata.category(char) != "So"  # fmt: skip


def joint(before: str, after: str) -> str:
    """What stands between two lines that are one."""
    return "" if before and after and (unspaced(before[-1]) or unspaced(after[0])) else " "


def joined(lines: Sequence[Line], usual: int = 0) -> str:
    """The text of lines that belong together; `usual` is how wide lines of this document are."""
    width = max((cells(line.text) for line in lines), default=0)
    wide = max(width, min(usual, _WIDE))
    out = lines[0].text if lines else ""
    short = len(lines) > 2 and all(
        _needs(a.text, b.text) <= 0.6 * _NARROW for a, b in pairwise(lines)
    )
    for before, after in pairwise(lines):
        meant = short or _meant(before.text, after.text, width, wide)
        out += ("\n" if meant else joint(before.text, after.text)) + after.text
    return out


def wrapped(lines: Sequence[Line]) -> bool:
    """Whether every line but the last is as full as the next word allowed."""
    width = max((cells(line.text) for line in lines), default=0)
    return width > _NARROW and all(_needs(a.text, b.text) > 0.9 * width for a, b in pairwise(lines))


def _needs(before: str, after: str) -> int:
    """How wide a line would be with the first word of the next."""
    word = after[:1] if unspaced(after[0]) else after.split(None, 1)[0]
    return cells(before) + 1 + cells(word)


def _meant(before: str, after: str, width: int, wide: int) -> bool:
    """Whether a line was ended although the next word would still have had room."""
    if unspaced(before[-1]) or unspaced(after[0]):
        return cells(before) + 4 <= max(width, _NARROW_JAPANESE)
    if _COLUMNS.search(before) and _COLUMNS.search(after):
        return True
    needs = _needs(before, after)
    room = max(wide, _NARROW)
    if not after[:1].islower():
        return needs <= 0.9 * room
    return bool(_ENDS.search(before)) and needs <= 0.75 * room
