"""Names of people and places in another script: English to katakana.

Lives here: `rendered`, `Known`, `Transliterator`, `romaji_to_katakana`, `latin`, `morae`. Takes a name as it is
written in an English text, gives its katakana, by a table of names, by the rules of romaji, or by counts of
pieces learnt from such a table (`data/names`, made by `training.names`; joint n-grams over aligned pieces, as
in Bisani and Ney 2008).
May import: the standard library.
Apart from `fold` because that makes one of two spellings, this makes a spelling.
"""

from __future__ import annotations

import lzma
import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

ORDER = 4
"""Pieces in a row that are counted."""
_BEAM = 10
_FILE = Path(__file__).resolve().parent.parent / "data" / "names" / "names.txt.xz"
_LETTERS = str.maketrans({
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "ö", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "’": "",
    "'": "", "-": "", "‘": "", "`": "", ".": "",
})  # fmt: skip
_KEPT = {"ä", "ö", "ü", "é", "è", "ç", "ñ", "š", "č", "ž", "ş", "ć", "ğ", "á", "í", "ó", "ú"}
"""Letters whose mark tells how they sound; of others the mark is dropped."""
_SMALL = "ァィゥェォャュョヮ"
Piece = tuple[str, str]


def latin(word: str) -> str:
    """Small letters, marks only where they tell a sound; hyphens and apostrophes dropped."""
    out = []
    for char in word.lower().translate(_LETTERS):
        if char.isascii() or char in _KEPT:
            out.append(char)
        else:
            out += [c for c in unicodedata.normalize("NFD", char) if c.isascii()]
    return "".join(char for char in out if char.isalpha())


def morae(kana: str) -> list[str]:
    """Katakana by sounds: a small vowel belongs to the letter before it."""
    out: list[str] = []
    for char in kana:
        if char in _SMALL and out:
            out[-1] += char
        else:
            out.append(char)
    return out


class Transliterator:
    """Latin letters to katakana by counts of runs of pieces."""

    def __init__(self, counts: Mapping[tuple[Piece, ...], int]) -> None:
        """`counts` are of runs of one to ORDER pieces, edges being empty pieces."""
        self._counts = counts
        self._total = sum(n for run, n in counts.items() if len(run) == 1) or 1
        self._after: dict[tuple[Piece, ...], tuple[int, int]] = {}
        sums: dict[tuple[Piece, ...], list[int]] = defaultdict(lambda: [0, 0])
        for run, n in counts.items():
            if len(run) > 1:
                sums[run[:-1]][0] += n
                sums[run[:-1]][1] += 1
        self._after = {run: (n, kinds) for run, (n, kinds) in sums.items()}
        self._pieces: dict[str, list[Piece]] = defaultdict(list)
        for run in counts:
            if len(run) == 1 and run[0][0]:
                self._pieces[run[0][0]].append(run[0])
        self._cached = lru_cache(maxsize=200_000)(self._chance)

    def katakana(self, word: str) -> str:
        """The likeliest katakana; empty where a letter is unknown."""
        found = self._search(latin(word), None)
        return found[1] if found else ""

    def likelihood(self, word: str, kana: str) -> float:
        """Log probability of this spelling; -inf where it cannot be made."""
        found = self._search(latin(word), kana)
        return found[0] if found else -math.inf

    def _chance(self, history: tuple[Piece, ...], piece: Piece) -> float:
        """Witten–Bell: a history says as much as it was seen, shorter ones the rest."""
        if not history:
            return (self._counts.get((piece,), 0) + 0.01) / self._total
        lower = self._chance(history[1:], piece)
        seen = self._after.get(history)
        if seen is None:
            return lower
        n, kinds = seen
        return (self._counts.get((*history, piece), 0) + kinds * lower) / (n + kinds)

    def _search(self, letters: str, wanted: str | None) -> tuple[float, str] | None:
        edge: Piece = ("", "")
        beams: list[dict[tuple[tuple[Piece, ...], str], float]] = [
            {} for _ in range(len(letters) + 1)
        ]
        beams[0][(edge,), ""] = 0.0
        for at in range(len(letters)):
            row = sorted(beams[at].items(), key=lambda item: -item[1])
            for (history, said), score in row[: _BEAM if wanted is None else 60]:
                for size in (1, 2, 3):
                    for piece in self._pieces.get(letters[at : at + size], ()):
                        if at + size > len(letters) or len(piece[0]) != size:
                            continue
                        text = said + piece[1]
                        if wanted is not None and not wanted.startswith(text):
                            continue
                        total = score + math.log(self._cached(history, piece))
                        key = (*history, piece)[-(ORDER - 1) :], text
                        if total > beams[at + size].get(key, -math.inf):
                            beams[at + size][key] = total
        ends = [
            (score + math.log(self._cached(history, edge)), said)
            for (history, said), score in beams[-1].items()
            if said and wanted in (None, said)
        ]
        return max(ends, default=None)


_KANA_ROWS = {
    "": "アイウエオ", "k": "カキクケコ", "s": "サシスセソ", "t": "タチツテト", "n": "ナニヌネノ",
    "h": "ハヒフヘホ", "m": "マミムメモ", "r": "ラリルレロ", "g": "ガギグゲゴ", "z": "ザジズゼゾ",
    "d": "ダヂヅデド", "b": "バビブベボ", "p": "パピプペポ",
}  # fmt: skip
_ROMAJI = {
    row + vowel: kana
    for row, all_kana in _KANA_ROWS.items()
    for vowel, kana in zip("aiueo", all_kana, strict=True)
    if row + vowel not in {"si", "ti", "tu", "hu", "zi", "di", "du"}
} | {
    "shi": "シ", "chi": "チ", "tsu": "ツ", "fu": "フ", "ji": "ジ", "ya": "ヤ", "yu": "ユ", "yo": "ヨ", "wa": "ワ",
    **{
        row + vowel: kana + small
        for row, kana in (("ky", "キ"), ("gy", "ギ"), ("ny", "ニ"), ("hy", "ヒ"), ("by", "ビ"),
                          ("py", "ピ"), ("my", "ミ"), ("ry", "リ"), ("sh", "シ"), ("ch", "チ"), ("j", "ジ"))
        for vowel, small in zip("auo", "ァュョ".replace("ァ", "ャ"), strict=True)
    },
}  # fmt: skip
_SYLLABLE = re.compile(
    r"(?P<double>k(?=k)|s(?=s)|t(?=t|ch)|p(?=p))?"
    r"(?P<kana>(?:sh|ch|ky|gy|ny|hy|by|py|my|ry|ts|[kstnhmyrwgzdbpfj])?[aiueo])|(?P<n>n['’]|[nm](?![aiueoy]))"
)
_LONG = {
    "ā": "aa",
    "ī": "ii",
    "ū": "uu",
    "ē": "ee",
    "ō": "ou",
    "â": "aa",
    "î": "ii",
    "û": "uu",
    "ê": "ee",
    "ô": "ou",
}


def romaji_to_katakana(word: str) -> str:
    """Hepburn romaji as katakana (Soyoka → ソヨカ); empty where it is none."""
    text = "".join(_LONG.get(char, char) for char in word.lower())
    text = re.sub(r"oh(?=$|[^aiueoy])", "oo", text).replace("-", "")
    out, at = "", 0
    while at < len(text):
        match = _SYLLABLE.match(text, at)
        if not match:
            return ""
        if match["n"]:
            if match["n"] == "m" and text[match.end() : match.end() + 1] not in set("bpm"):
                return ""
            out += "ン"
        else:
            kana = _ROMAJI.get(match["kana"])
            if kana is None:
                return ""
            if match["double"] and not out:
                return ""
            out += ("ッ" if match["double"] else "") + kana
        at = match.end()
    return out


@dataclass(frozen=True, slots=True)
class Rendering:
    """A name in katakana."""

    text: str
    japanese: bool = False
    """Whether it is a Japanese name: then somebody has to find its kanji."""
    guessed: bool = False
    """Whether no table knows it."""


@dataclass
class Known:
    """What the data file holds."""

    foreign: dict[str, str] = field(default_factory=dict)
    """Word → katakana."""
    japanese: dict[str, str] = field(default_factory=dict)
    """Romaji in small letters → katakana, for names whose romaji hide a long vowel or that are common."""
    others: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Names of places, bodies and laws → how news write them, likeliest first."""
    ordinary: set[str] = field(default_factory=set)
    """Words in small letters that a text may also write small: mark, brown, grace."""
    counts: list[str] = field(default_factory=list)
    """Lines of runs of pieces with their counts, read only where a name is in no table."""


@lru_cache(maxsize=1)
def known() -> Known:
    """The data file, read once; empty where it is not there."""
    out = Known()
    if not _FILE.is_file():
        return out
    part = ""
    with lzma.open(_FILE, "rt", encoding="utf-8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if line.startswith("#"):
                part = line[1:].strip()
                continue
            left, _tab, right = line.partition("\t")
            if part == "foreign":
                out.foreign[left] = right
            elif part == "japanese":
                out.japanese[left] = right
            elif part == "others":
                out.others[left] = tuple(right.split("|"))
            elif part == "ordinary":
                out.ordinary.add(left)
            elif part == "counts":
                out.counts.append(line)
    return out


@lru_cache(maxsize=1)
def _transliterator() -> Transliterator:
    counts: dict[tuple[Piece, ...], int] = {}
    for line in known().counts:
        run, _tab, number = line.partition("\t")
        pieces = (piece.partition(":") for piece in run.split(" "))
        counts[tuple((left, kana) for left, _colon, kana in pieces)] = int(number)
    return Transliterator(counts)


@lru_cache(maxsize=4096)
def rendered(word: str) -> Rendering | None:
    """One word of a name in katakana; None where nothing can be made of it."""
    if "-" in word.strip("-") and word not in known().foreign:
        parts = [rendered(part) for part in word.split("-") if part]
        if not all(parts):
            return None
        kana = "".join(part.text for part in parts if part)
        return Rendering(
            kana, all(p.japanese for p in parts if p), any(p.guessed for p in parts if p)
        )
    table = known()
    plain = word if not word.isupper() or len(word) < 3 else word.capitalize()
    romaji = romaji_to_katakana(plain)
    bare = latin(plain)
    if romaji and bare in table.japanese and plain not in table.foreign:
        return Rendering(table.japanese[bare], japanese=True)
    if plain in table.foreign:
        kana = table.foreign[plain]
        return Rendering(kana, japanese=kana == table.japanese.get(bare) and bool(romaji))
    if romaji and len(romaji) > 1:
        return Rendering(romaji, japanese=True, guessed=True)
    found = _transliterator().katakana(plain)
    return Rendering(found, guessed=True) if found else None
