"""Numbers and marked terms, exchanged.

Lives here: Variation. Takes the ids of a pair, gives the same pair with other figures, or with another
word where a term is marked, on both sides at once: what a small model has to learn is to copy them.
Lengths stay, so alignment links stay true.
May import: `recipe` of this room; numpy.
Apart from `batches` because it knows what the pieces mean.
The idea of exchanged terms: Dinu et al. 2019 (terminology by source annotation), which showed that
a model copies what it cannot guess.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import numpy

_NUMBERS, _TERMS = 0.5, 0.35
"""Share of the pairs with figures, and of those with marked terms, that are changed."""


class Variation:
    """Changes pairs of one vocabulary. `marks` are the ids of the annotation brackets and of the
    bare word mark, `digits` those of 0 to 9, `joints` those of comma and stop (1,587 is one number in
    two runs of digits), `words` target terms as id tuples."""

    def __init__(self, digits: Any, marks: Any, joints: Any, words: list[tuple[int, ...]]) -> None:
        self._joints = frozenset(int(number) for number in joints)
        self._digits = [int(number) for number in digits]
        self._value = {piece: value for value, piece in enumerate(self._digits)}
        self._open, self._close, self._space = (int(number) for number in marks)
        self._words: dict[int, list[tuple[int, ...]]] = {}
        for word in words:
            self._words.setdefault(len(word), []).append(word)

    def vary(self, source: Any, target: Any, rng: Any) -> tuple[Any, Any]:
        """The pair, as often as not with other figures or terms."""
        chance = rng.random()
        if self._open in source and chance < _TERMS:
            return self._other_terms(source.tolist(), target.tolist(), rng)
        if chance > 1 - _NUMBERS:
            return self._other_numbers(source, target, rng)
        return source, target

    def _other_numbers(self, source: Any, target: Any, rng: Any) -> tuple[Any, Any]:
        ours, theirs = list(self._runs(source)), list(self._runs(target))
        if not ours or not theirs:
            return source, target
        counts = Counter(run for run, _at in theirs)
        source, target = source.copy(), target.copy()
        for run, times in Counter(run for run, _at in ours).items():
            if counts[run] != times:
                continue
            drawn = [int(rng.integers(10)) for _ in run]
            if self._value[run[0]] and not drawn[0]:
                drawn[0] = int(rng.integers(1, 10))
            pieces = [self._digits[value] for value in drawn]
            for row, runs in ((source, ours), (target, theirs)):
                for found, at in runs:
                    if found == run:
                        row[at : at + len(run)] = pieces
        return source, target

    def _runs(self, row: Any) -> Iterator[tuple[tuple[int, ...], int]]:
        """(digits, place) of every run of digits that is a number by itself."""
        run: list[int] = []
        pieces = [-1, *row.tolist(), -1]
        for at, piece in enumerate(pieces):
            if piece in self._value:
                run.append(piece)
            elif run:
                before = pieces[at - len(run) - 1]
                last = piece in self._joints and pieces[at + 1 : at + 2] != [-1]
                if before not in self._joints and not last:
                    yield tuple(run), at - len(run) - 1
                run = []

    def _other_terms(self, source: list[int], target: list[int], rng: Any) -> tuple[Any, Any]:
        at = 0
        while self._open in source[at:]:
            first = source.index(self._open, at) + 1
            if self._close not in source[first:]:
                break
            last = at = source.index(self._close, first)
            first += source[first] == self._space
            last -= source[last - 1] == self._space
            place = _place(target, source[first:last])
            others = self._words.get(last - first)
            if place is not None and others:
                word = others[int(rng.integers(len(others)))]
                source[first:last] = word
                target[place : place + len(word)] = word
        return numpy.asarray(source, numpy.uint16), numpy.asarray(target, numpy.uint16)


def marked_words(source: Any, marks: Any) -> set[tuple[int, ...]]:
    """Every word that stands in annotation brackets in a flat array of ids."""
    opening, closing, space = (int(number) for number in marks)
    found = set()
    for first in numpy.nonzero(source == opening)[0].tolist():
        run = source[first + 1 : first + 20].tolist()
        if closing in run:
            word = run[: run.index(closing)]
            word = word[word[:1] == [space] : len(word) - (word[-1:] == [space])]
            if word:
                found.add(tuple(word))
    return found


def _place(row: list[int], part: list[int]) -> int | None:
    """Where `part` stands in `row`; None unless exactly once."""
    size = len(part)
    places = [n for n in range(len(row) - size + 1) if row[n : n + size] == part]
    return places[0] if size and len(places) == 1 else None
