"""Words as single characters, so that terms can be sought by Aho–Corasick.

Lives here: Classes. Words of terms that share a base form get one character, words of no term
another; a text becomes a string of as many characters as it has words, and a search for strings of
them proposes every place where a term may stand. Too many rather than too few: what is proposed is
tried against the patterns of the term.
Takes lemmas, gives characters. May import: the standard library.
Apart from `source_matcher` because nothing of languages or terms is known here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from functools import cached_property

NONE = "\x01"
"""The character of words that stand in no term."""
TWO = "\x02"
"""The character of words that may be one of two."""
_FIRST, _GAP, _LAST = 0x20, range(0xD800, 0xE000), 0x10FFFF
"""Characters are counted from here, surrogates left out: a million classes, then the last one is
shared, which only proposes more."""
REMEMBERED = 500_000
"""How many surface words an answer is kept for."""


class Classes(dict[str, str]):
    """The character of each surface word, worked out when first asked for."""

    def __init__(self, lemmas: Callable[[str], frozenset[str]]) -> None:
        super().__init__()
        self._lemmas = lemmas
        self._parents: dict[str, str] = {}
        self._characters: dict[str, str] = {}
        self.readings: dict[str, tuple[str, str]] = {}
        """Words met whose base forms belong to two classes; their character is TWO."""

    def join(self, lemmas: Iterable[str]) -> str:
        """Put lemmas into one class; gives a member, for `character` once all are joined."""
        roots = [self._root(lemma) for lemma in lemmas]
        for root in roots[1:]:
            self._parents[root] = roots[0]
        return roots[0]

    def _root(self, lemma: str) -> str:
        parents = self._parents
        parent = parents.setdefault(lemma, lemma)
        while parent != lemma:
            parents[lemma] = parents[parent]
            lemma, parent = parent, parents[parent]
        return lemma

    def number(self, lemmas: Iterable[str]) -> None:
        """Give out characters, short ones (in UTF-8) to the classes that are met most often."""
        for root, _count in Counter(map(self._root, lemmas)).most_common():
            self.character(root)

    def character(self, lemma: str) -> str:
        """The character of a lemma's class."""
        root = self._root(lemma)
        known = self._characters.get(root)
        if known is None:
            number = _FIRST + len(self._characters)
            number += len(_GAP) if number >= _GAP.start else 0
            known = chr(min(number, _LAST))
            self._characters[root] = known
        return known

    def characters(self, lemmas: Iterable[str]) -> set[str]:
        """The characters of the classes that some lemmas are in."""
        return set(map(self._of.__getitem__, lemmas))

    @cached_property
    def _of(self) -> dict[str, str]:
        """The character of each lemma, once all are joined."""
        return {lemma: self.character(lemma) for lemma in self._parents}

    def known(self, word: str) -> bool:
        """Whether a word may stand in a term."""
        return self[word] != NONE

    def read(self, words: Iterable[str], reading: int) -> str:
        """The characters of words; of those that may be one of two, the first or the second."""
        each = ((self[word], word) for word in words)
        return "".join(self.readings[w][reading] if code == TWO else code for code, w in each)

    def __missing__(self, word: str) -> str:
        of = self._of
        found = {of[lemma]: None for lemma in self._lemmas(word) if lemma in of}
        answer = NONE
        if len(found) == 1:
            (answer,) = found
        elif found:
            one, other, *_ = found
            self.readings[word] = (one, other)
            answer = TWO
        if len(self) < REMEMBERED:
            self[word] = answer
        return answer
