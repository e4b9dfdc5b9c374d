"""Japanese words: morphemes, readings, scripts.

Lives here: the only use of MeCab (with the ipadic dictionary, the one sacreBLEU scores with).
Takes text, gives morphemes with code point offsets.
May import: MeCab and ipadic, at first use (about 10 ms).
Apart from `fold` because this needs a dictionary.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

_KANJI = re.compile(r"[\u3400-\u9fff\uf900-\ufaff々〆ヶ]")
_PARAGRAPH = 20_000
"""Characters that MeCab reads at once; what it keeps of them is 1 KB each."""
_SENTENCE_END = re.compile(r"[。！？!?\n]」?")
_TO_HIRAGANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}


@dataclass(frozen=True, slots=True)
class Morpheme:
    """One dictionary word as it stands in a text."""

    surface: str
    start: int
    end: int
    pos: str
    """Part of speech: 名詞, 動詞, 助詞, …"""
    detail: str
    """Its first subdivision: サ変接続, 固有名詞, 格助詞, …"""
    form: str
    """Inflected form: 基本形, 連用形, …; '*' where it does not inflect."""
    base: str
    reading: str
    """In katakana; '' where the dictionary does not know it."""


@lru_cache(maxsize=1)
def _tagger() -> Any:
    import ipadic
    import MeCab

    return MeCab.Tagger(ipadic.MECAB_ARGS)


@lru_cache(maxsize=4096)
def morphemes(text: str) -> tuple[Morpheme, ...]:
    """The morphemes of `text` in order; white space between them has none."""
    same = sys.intern  # a long text has the same few words again and again
    out: list[Morpheme] = []
    for first, last in _read_at_once(text):
        start = first
        # MeCab stops at NUL and treats a line feed as the end of a sentence.
        read = _tagger().parse(text[first:last].replace("\0", " ").replace("\n", " "))
        for line in read.split("\n"):
            surface, tab, features = line.partition("\t")
            if not tab:
                continue
            start = text.find(surface, start) if not text.startswith(surface, start) else start
            field = [*features.split(","), *["*"] * 9]
            base = field[6] if field[6] != "*" else surface
            reading = field[7] if field[7] != "*" else ""
            end = start + len(surface)
            pos, detail, form = same(field[0]), same(field[1]), same(field[5])
            known = (same(surface), start, end, pos, detail, form, same(base), same(reading))
            out.append(Morpheme(*known))
            start = end
    return tuple(out)


def _read_at_once(text: str) -> Iterator[tuple[int, int]]:
    """Stretches of a text: all of a paragraph; what no paragraph has, in pieces that end where
    sentences do, if there are such ends."""
    start = 0
    while len(text) - start > _PARAGRAPH:
        end = start + _PARAGRAPH
        for found in _SENTENCE_END.finditer(text, start + _PARAGRAPH // 2, end):
            end = found.end()
        yield start, end
        start = end
    yield start, len(text)


@lru_cache(maxsize=1024)
def edges(text: str) -> tuple[tuple[int, ...], tuple[int, ...], frozenset[str]]:
    """Starts, ends and base forms of the morphemes, to find one by its place or by its word."""
    parts = morphemes(text)
    return (
        tuple(p.start for p in parts),
        tuple(p.end for p in parts),
        frozenset(p.base for p in parts),
    )


def reading(text: str) -> str:
    """How `text` is read, in hiragana; parts the dictionary does not know stay as they are."""
    parts: list[str] = []
    end = 0
    for m in morphemes(text):
        parts.append(text[end : m.start])
        parts.append(m.reading or m.surface)
        end = m.end
    return hiragana("".join(parts) + text[end:])


def hiragana(text: str) -> str:
    """Katakana letters as hiragana; everything else unchanged."""
    return text.translate(_TO_HIRAGANA)


def has_kanji(text: str) -> bool:
    """Whether a Chinese character is in `text`."""
    return bool(_KANJI.search(text))


def is_japanese(text: str) -> bool:
    """Whether kana or kanji are in `text`."""
    return bool(re.search(r"[\u3041-\u30ff\u3400-\u9fff\uff66-\uff9f]", text))


def family_name(name: str) -> str:
    """The family name of a Japanese person's whole name; empty where the dictionary sees no joint."""
    found = morphemes(name)
    if len(found) > 1 and found[0].detail == "固有名詞" and found[0].end < len(name):
        return found[0].surface
    return name[:2] if len(name) == 4 and all(map(has_kanji, name)) else ""
