"""Texts as characters, one a word.

Lives here: Chunks. A text is cut at its spaces, which is many times faster than looking for words,
and each piece is looked up whole: `(court` and `court.` are `court`. Pieces of several words
(same-sex), or of none, are taken apart once. Punctuation may count as space: where it stands beside
one, the empty piece between keeps terms from being sought across it. Takes texts, gives strings to
search in and where each word of them starts. May import: the modules of this room.
Apart from `word_classes` because that knows words only, this what stands around them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from string import punctuation
from typing import Literal, NamedTuple

from workbench.terms.pattern import HYPHENS
from workbench.terms.word_classes import NONE, REMEMBERED, TWO, Classes

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
ODD = "\x03"
"""The character of pieces that are not one word, or not one in every reading."""
_PUNCTUATION = "".join(char for char in punctuation if char not in "'-/").encode()
_AS_SPACE = bytes.maketrans(_PUNCTUATION, b" " * len(_PUNCTUATION))
"""What stands neither in a word nor, unless a form has it there, between the words of a term."""
EDGES = punctuation + "“”‘’…—–"
"""What may stand before and after a word; the rest is found with more effort."""
Reading = tuple[str, Sequence[int]]
"""The characters of the pieces of a text and where these start; one start more, past the end."""
Words = Sequence[tuple[int, str]]
"""Where words start in a piece, and the words."""
_HYPHENED = re.compile(r"[-‐‑](?<=[^\W_].)([^\W_]+)")
_LAST = re.compile(r"[^\W_]+$")
_LONG = 40
"""Characters of the longest word that is looked for before a hyphen."""
_KEPT = 100
"""Characters of the longest piece that is remembered."""


class Odd(NamedTuple):
    """An odd piece, read in up to three ways."""

    first: Reading
    second: Reading
    """Not as the first where a word may be one of two."""
    joined: Reading
    """With two words that a hyphen joins as one, where a term has that (non-binary)."""
    two: bool
    """Whether a text with this piece is to be read the second way, too."""
    joins: bool
    """Whether it is to be read the third way, too."""


class Chunks(dict[str, str]):
    """The character of each piece between spaces, worked out when first met."""

    def __init__(self, classes: Classes, *, stops: bool) -> None:
        """`stops`: terms are not sought across punctuation that is none of theirs."""
        super().__init__()
        self._classes = classes
        self._stops = stops
        self._odd: dict[str, Odd] = {}

    def pieces(self, text: str) -> list[str]:
        """What stands between spaces; with one between each they are as long as the text."""
        text = text.replace("  ", " \t")  # space alone makes no empty piece
        if self._stops and text.isascii():
            text = text.encode().translate(_AS_SPACE).decode()
        return text.split(" ")

    def stops(self, gap: str) -> str:
        """What is read where a form itself has a gap between two words."""
        return NONE * self.pieces(f"x{gap}x").count("")

    def __missing__(self, chunk: str) -> str:
        word = chunk if chunk.isalnum() else chunk.strip(EDGES)
        if not word.isalnum():
            words = WORD.findall(chunk)
            word = words[0] if len(words) == 1 else ""
        answer = self._classes[word] if word else ODD if chunk else NONE
        if answer == TWO:
            answer = ODD
        if len(self) < REMEMBERED and len(chunk) < _KEPT:
            self[chunk] = answer
        return answer

    def readings(self, chunks: Sequence[str], codes: str, starts: Sequence[int]) -> list[Reading]:
        """The ways to read a text that has odd pieces."""
        odd: list[tuple[int, Odd]] = []
        two = joins = False
        at = codes.find(ODD)
        while at >= 0:
            piece = self._odd.get(chunks[at]) or self._taken_apart(chunks[at])
            two = two or piece.two
            joins = joins or piece.joins
            odd.append((at, piece))
            at = codes.find(ODD, at + 1)
        readings = [_spread(codes, starts, odd, 0)]
        if two:
            readings.append(_spread(codes, starts, odd, 1))
        if joins:
            readings.append(_spread(codes, starts, odd, 2))
        return readings

    def _taken_apart(self, chunk: str) -> Odd:
        words = [(match.start(), match[0]) for match in WORD.finditer(chunk)]
        first = second = joined = self._read(words, 0)
        two = any(self._classes[word] == TWO for _start, word in words)
        if two:
            second = self._read(words, 1)
        if not HYPHENS.isdisjoint(chunk):
            joined = self._read(self._joined(chunk, words), 0)
        odd = Odd(first, second, joined, two, self._may_join(chunk))
        if len(self._odd) < REMEMBERED and len(chunk) < _KEPT:
            self._odd[chunk] = odd
        return odd

    def _read(self, words: Words, reading: int) -> Reading:
        codes = self._classes.read((word for _start, word in words), reading)
        return codes, [start for start, _word in words]

    def _joined(self, chunk: str, words: Words) -> Words:
        joined: list[tuple[int, str]] = []
        rest = iter(pairwise([*words, (len(chunk), "")]))
        for (start, word), (after, other) in rest:
            if (
                other
                and chunk[start + len(word) : after] in HYPHENS
                and self._classes.known(word + other)
            ):
                word += other
                next(rest)
            joined.append((start, word))
        return joined

    def _may_join(self, text: str) -> bool:
        """Whether two words with a hyphen between are one of a term (non-binary)."""
        known = self._classes.known
        return any(
            known(
                _LAST.findall(text[max(0, hyphen.start() - _LONG) : hyphen.start()])[0] + hyphen[1]
            )
            for hyphen in _HYPHENED.finditer(text)
        )


def _spread(
    codes: str, starts: Sequence[int], odd: Iterable[tuple[int, Odd]], way: Literal[0, 1, 2]
) -> Reading:
    """One reading: each odd piece replaced by its words."""
    characters: list[str] = []
    places: list[int] = []
    done = 0
    for at, piece in odd:
        inner, offsets = piece[way]
        characters += (codes[done:at], inner)
        places += starts[done:at]
        start = starts[at]
        for offset in offsets:
            places.append(start + offset)
        done = at + 1
    characters.append(codes[done:])
    places += starts[done:]
    return "".join(characters), places
