"""What counts as the same when texts are compared; never used when text is saved.

Lives here: `fold`, which gives a comparison key and the way back to the original offsets.
Folded: case, width (full/half), typographic quotes, apostrophes, hyphens and dashes, soft hyphens,
combining marks left by NFD, white space runs; in Japanese also the middle dot and a long vowel
mark at the end of a katakana word (マイノリティー = マイノリティ, サーバー = サーバ).
May import: the standard library.
Apart from `japanese` because folding is about characters and needs no dictionary.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_SAME = str.maketrans(
    {
        **dict.fromkeys("’‘ʼ′`´＇", "'"),
        **dict.fromkeys("“”„«»″＂", '"'),
        **dict.fromkeys("‐‑‒–—―−－﹣", "-"),
        **dict.fromkeys("\u00a0\u2002\u2003\u2009\u202f\u3000\t\n\r", " "),
        "〜": "~",
        "～": "~",
    }
)
_DROPPED = {"\u00ad", "\u200b", "\ufeff", "\u2060"}
_MIDDLE_DOTS = {"・", "･", "·"}


@lru_cache(maxsize=65536)
def _folded(char: str) -> str:
    """One character's key: '' where it does not count."""
    if char in _DROPPED:
        return ""
    char = char.translate(_SAME)
    if char.isascii():
        return char.lower()
    return unicodedata.normalize("NFKC", char).translate(_SAME).casefold()


def fold(text: str, language: str = "en") -> tuple[str, list[int]]:
    """The key of `text` and, for each offset of the key (its end included), the offset in `text`.

    A stretch key[a:b] came from text[offsets[a]:offsets[b]].
    """
    if text.isascii() and not any(run in text for run in ("  ", "\n", "\t", "\r", "`")):
        return text.lower(), list(range(len(text) + 1))
    if _PLAIN.fullmatch(text) and "  " not in text:
        key, offsets = list(text.lower()), list(range(len(text) + 1))
        return _without_marks(key, offsets) if language == "ja" else ("".join(key), offsets)
    key = []
    offsets = []
    last = ""
    for offset, char in _composed(text):
        for piece in _folded(char):
            if piece == " " and last == " ":
                continue
            key.append(piece)
            offsets.append(offset)
            last = piece
    offsets.append(len(text))
    return _without_marks(key, offsets) if language == "ja" else ("".join(key), offsets)


_PLAIN = re.compile(
    "[ -_a-~\u3001\u3002\u300c-\u300f\u3041-\u3094\u30a1-\u30f4\u30fb\u30fc\u4e00-\u9fff々]*"
)
"""A text of which each character but a capital is its own key, as most Japanese sentences are."""


def _without_marks(key: list[str], offsets: list[int]) -> tuple[str, list[int]]:
    """A key of Japanese as `_japanese` makes it; most have nothing to leave out."""
    if "ー" in key or not _MIDDLE_DOTS.isdisjoint(key):
        key, offsets = _japanese(key, offsets)
    return "".join(key), offsets


def _composed(text: str) -> list[tuple[int, str]]:
    """(offset, composed character); marks that NFD or half-width kana split off are joined."""
    out: list[tuple[int, str]] = []
    for index, char in enumerate(text):
        mark = {"ﾞ": "\u3099", "ﾟ": "\u309a"}.get(char, char)
        if out and unicodedata.combining(mark):
            base = unicodedata.normalize("NFKC", out[-1][1])
            joined = unicodedata.normalize("NFC", base + mark)
            if len(joined) == 1:
                out[-1] = (out[-1][0], joined)
                continue
        out.append((index, char))
    return out


def is_katakana(char: str) -> bool:
    """Whether `char` is a full-width katakana letter or the long vowel mark."""
    return "ァ" <= char <= "ヺ" or char == "ー"


def is_kanji(char: str) -> bool:
    """Whether `char` is a Chinese character or the mark that repeats one. A comparison: a class of all
    kanji takes the regular expression engine 1 ms to compile."""
    return "\u3400" <= char <= "\u9fff" or char == "々"


def _japanese(key: list[str], offsets: list[int]) -> tuple[list[str], list[int]]:
    """Without middle dots between letters and without a long mark that ends a katakana word of three
    letters or more (サーバー, not コピー). Before a dot and more katakana no word ends:
    ジェンダー・アイデンティティ is ジェンダーアイデンティティ."""
    kept_key: list[str] = []
    kept_offsets: list[int] = []
    run = 0
    """Letters of the katakana word so far."""
    last = len(key) - 1
    for index, char in enumerate(key):
        if char in _MIDDLE_DOTS and 0 < index < last:
            continue
        if char == "ー" and run >= 3:
            after = index + 1
            while after < last and key[after] in _MIDDLE_DOTS:
                after += 1
            if after > last or not is_katakana(key[after]):
                run = 0
                continue
        run = run + 1 if is_katakana(char) else 0
        kept_key.append(char)
        kept_offsets.append(offsets[index])
    kept_offsets.append(offsets[-1])
    return kept_key, kept_offsets
