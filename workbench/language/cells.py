"""Text in terminal cells: widths, cutting, padding, wrapping with kinsoku.

Lives here: what a terminal needs to know of a string before it is drawn. Takes text without control
characters (see `errors.printable`), gives numbers and lines. Wrapping follows JIS X 4051's minimum
set: no line starts with closing punctuation, small kana or ー, none ends with an opening bracket.
May import: wcwidth, table.
Apart from `fold` because this is about drawing, that about comparing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from workbench.language.languages import info

NOT_AT_START = frozenset(
    "、。，．・：；？！?!,.:;)]}）］｝〉》」』】〕〗〙”’»ーｰ々ゝゞヽヾ…‥％%℃"
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ｡､｣"
)
NOT_AT_END = frozenset("([{（［｛〈《「『【〔〖〘“‘«｢￥＄$¥£€")
_HANG = 4
"""How many characters a line may give up so that the next one starts well."""
_AGREED = (
    ("\u00ae", "\u02ff"), ("\u2010", "\u2027"), ("\u2030", "\u22ff"), ("\u3000", "\u312f"),
    ("\u3400", "\u4dbf"), ("\u4e00", "\u9fff"), ("\uff00", "\uff9f"),
)  # fmt: skip
_LETTERS = re.compile("[\u00c0-\u024f\u0300-\u052f\uac00-\ud7a3]")
"""Of words that are not broken: with accents, Cyrillic, Hangul."""
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_SPACED = re.compile(r"[^\S\u00a0\u202f]+|(?:\S|[\u00a0\u202f])+")
"""Words and the spaces between them; a no-break space is part of a word."""
_WORD = re.compile(r"[^\S\n]+|[\w'’\-./:@&+%#]+", re.ASCII)


@lru_cache(maxsize=8192)
def width(text: str) -> int:
    """Cells that `text` takes in a terminal; ambiguous characters count one."""
    if text.isascii():
        return len(text)
    if len(text) == 1 and (cells := _surely(text)):
        return cells
    import wcwidth  # 8 ms, which a list of findings need not pay

    return int(wcwidth.width(text))


def _surely(char: str) -> int:
    """The cells of a character of Europe or East Asia, on which all tables agree; 0 for another."""
    known = any(first <= char <= last for first, last in _AGREED)
    if not known or (unicodedata.category(char)[0] in "MCZ" and char != "\u3000"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _graphemes(text: str) -> Iterator[str]:
    """What a reader takes for one character."""
    import wcwidth

    return iter(wcwidth.iter_graphemes(text))


def cut(text: str, cells: int, ellipsis: str = "…") -> str:
    """`text` in at most `cells` cells, with `ellipsis` where something was cut off."""
    if width(text) <= cells:
        return text
    room = cells - width(ellipsis)
    if room < 0:
        return ""
    kept: list[str] = []
    for cluster in _graphemes(text):
        room -= width(cluster)
        if room < 0:
            break
        kept.append(cluster)
    return "".join(kept) + ellipsis


def pad(text: str, cells: int) -> str:
    """`text` cut or filled with spaces to exactly `cells` cells."""
    short = cut(text, cells)
    return short + " " * (cells - width(short))


def wrap(text: str, cells: int, language: str = "en") -> list[str]:
    """`text` in lines of at most `cells` cells (at least 2); a Latin word that fits stays whole.

    Line feeds in `text` end lines. Kinsoku holds in every language; it only bites where lines may
    break anywhere.
    """
    cells = max(cells, 2)
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines.extend(_wrapped(_pieces(paragraph, info(language).spaced), cells))
    return lines


def _pieces(text: str, spaced: bool) -> list[str]:
    """What may not be broken: words and runs of spaces; elsewhere single grapheme clusters."""
    if spaced and text.isascii():
        return re.findall(r"\s+|\S+", text)
    if spaced and _LETTERS.search(text) and not _UNSPACED.search(text):
        return _SPACED.findall(text)
    pieces: list[str] = []
    start = 0
    for match in _WORD.finditer(text):
        pieces.extend(_graphemes(text[start : match.start()]))
        pieces.append(match.group())
        start = match.end()
    pieces.extend(_graphemes(text[start:]))
    return pieces


def _wrapped(pieces: list[str], cells: int) -> list[str]:
    lines: list[str] = []
    line: list[str] = []
    used = 0
    for piece in _cut_long(pieces, cells):
        size = width(piece)
        if used + size > cells and line:
            if piece.isspace():
                continue
            carried = _carry(line, piece)
            if sum(map(width, carried)) + size > cells:  # too narrow for kinsoku
                line, carried = line + carried, []
            lines.append("".join(line).rstrip(" "))
            line, used = carried, sum(width(p) for p in carried)
        if not line and piece.isspace() and lines:
            continue
        line.append(piece)
        used += size
    lines.append("".join(line).rstrip(" ") if lines else "".join(line))
    return lines


def _cut_long(pieces: list[str], cells: int) -> list[str]:
    """Words longer than a line fall into clusters."""
    out: list[str] = []
    for piece in pieces:
        if width(piece) > cells:
            out.extend(_graphemes(piece))
        else:
            out.append(piece)
    return out


def _carry(line: list[str], piece: str) -> list[str]:
    """Take from the end of `line` what must go down with `piece`; `line` is shortened in place."""
    carried: list[str] = []
    for _ in range(_HANG):
        first = carried[0] if carried and not carried[0].isspace() else piece
        if len(line) <= 1 or not (first[:1] in NOT_AT_START or line[-1][-1:] in NOT_AT_END):
            break
        carried.insert(0, line.pop())
    return carried
