"""Entries that resemble a source.

Lives here: FuzzySearch. Takes a source, gives Matches: exact ones by key, then candidates that share rare
terms, weighed by edit distance.
The candidates: terms rarest first until a budget of list entries is read, each adding its inverse
document frequency to the segments that hold it (the prefilter of classic search engines, Zobel and
Moffat 2006); only sources whose length allows the wanted rate count. The rate: 1 − edit distance in
words (characters where words are not spaced) / length of the longer text, as CAT tools show it.
May import: `entry`, `postings`, `tokens`, `substitute` of this room; numpy, rapidfuzz.
Apart from `memory` because how one searches changes more often than what one keeps.
"""

from __future__ import annotations

import math
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from workbench.memory.entry import COLUMNS, Found, MemoryEntry, Penalties
from workbench.memory.postings import Postings
from workbench.memory.substitute import substitute
from workbench.memory.tokens import index_terms, key_of, masked, units_of

if TYPE_CHECKING:
    import numpy

_CANDIDATES = 400
"""Segments whose edit distance is computed."""
_ROW = 100
"""Candidates weighed together, heaviest first; where none of them is near enough, later ones hardly are."""
_BUDGET = 80_000
"""List entries read for one source."""
_SAME_WORDS = 99
"""Rate where only case, width or punctuation differ."""
_FIGURES = 98
"""Rate where only figures differ and could be put in."""


class FuzzySearch:
    """Fuzzy search in one database."""

    def __init__(self, connection: sqlite3.Connection, postings: Postings, language: str) -> None:
        self._db, self._postings, self._language = connection, postings, language
        self._board: numpy.ndarray[Any, Any] | None = None
        self._lengths: numpy.ndarray[Any, Any] | None = None

    def forget(self) -> None:
        """Something was added or taken out."""
        self._board = self._lengths = None

    def matches(
        self,
        source: str,
        *,
        limit: int,
        minimum: int,
        previous: str | None,
        following: str | None,
        penalties: Penalties,
    ) -> list[Found]:
        """At most `limit` matches of at least `minimum` per cent, best first."""
        units = units_of(source, self._language)
        if not units or limit < 1:
            return []
        rated: dict[int, tuple[int, tuple[tuple[str, str], ...], str]] = {}
        found = {entry.id: entry for entry in self._rows("key = ?", [key_of(units)])}
        for entry in found.values():
            exact = entry.source == source
            here = exact and _in_context(entry, previous, following)
            rated[entry.id] = (101 if here else 100 if exact else _SAME_WORDS, (), entry.target)
        self._with_figures(source, units, rated, found)
        if len(rated) < limit:
            for number, rate in self._resembling(units, max(minimum, 1)):
                if number not in rated:
                    rated[number] = (rate, (), "")
            missing = [number for number in rated if number not in found]
            for start in range(0, len(missing), 500):
                some = missing[start : start + 500]
                marks = ",".join("?" * len(some))
                found |= {entry.id: entry for entry in self._rows(f"id in ({marks})", some)}
        made = [
            Found(found[number], rate, target or found[number].target, figures)
            for number, (rate, figures, target) in rated.items()
            if number in found
        ]
        return _best(_penalised(made, penalties), limit, minimum)

    def _with_figures(
        self, source: str, units: list[str], rated: dict[int, Any], found: dict[int, MemoryEntry]
    ) -> None:
        """Entries that differ in figures alone, the new ones put in."""
        mask = key_of(units_of(masked(source), self._language))
        if masked(source) == source:
            return
        for entry in self._rows("mask = ?", [mask]):
            put = substitute(source, entry.source, entry.target)
            if entry.id not in rated and put:
                rated[entry.id] = (_FIGURES, put[1], put[0])
                found[entry.id] = entry

    def _rows(self, where: str, values: list[Any]) -> list[MemoryEntry]:
        rows = self._db.execute(
            f"select {COLUMNS} from segment where {where} limit 1000", values
        ).fetchall()
        return [MemoryEntry.of(row) for row in rows]

    def _resembling(self, units: list[str], minimum: int) -> list[tuple[int, int]]:
        """(number, rate) of the segments nearest in edit distance."""
        from rapidfuzz.distance import Levenshtein

        numbers = self._candidates(units, minimum)
        if not numbers:
            return []
        out: list[tuple[int, int]] = []
        least = (minimum - 0.5) / 100  # a cut-off of exactly 0.6 loses 1 − 2/5
        for start in range(0, len(numbers), _ROW):
            some, before = numbers[start : start + _ROW], len(out)
            marks = ",".join("?" * len(some))
            for number, text in self._db.execute(
                f"select id, source from segment where id in ({marks})", some
            ):
                other = units_of(text, self._language)
                likeness = Levenshtein.normalized_similarity(units, other, score_cutoff=least)
                rate = min(_SAME_WORDS, int(100 * likeness + 1e-6))
                if rate >= minimum:
                    out.append((number, rate))
            if len(out) == before:
                break
        return out

    def _candidates(self, units: list[str], minimum: int) -> list[int]:
        import numpy

        terms = index_terms(units, self._language)
        frequencies = self._postings.frequencies("s", terms)
        if not frequencies:
            return []
        self._ready()
        board, lengths = self._board, self._lengths
        assert board is not None and lengths is not None
        total = len(board)
        touched: list[numpy.ndarray[Any, Any]] = []
        weights: list[float] = []
        read = 0
        for term, count in sorted(frequencies.items(), key=lambda item: item[1]):
            if read and read + count > _BUDGET:
                break
            ids = self._postings.numbers("s", term)
            weights.append(math.log(1 + total / (1 + count)))
            board[ids] += weights[-1]
            touched.append(ids)
            read += len(ids)
        if not touched:
            return []
        ids = numpy.concatenate(touched)
        size = len(units)
        other, held = lengths[ids], board[ids]
        fits = numpy.minimum(other, size) * 100 >= minimum * numpy.maximum(other, size)
        fits &= held >= _least(weights, size, minimum)
        fitting = ids[fits]
        weighed = held[fits] - 0.5 * numpy.abs(other[fits] - size)
        board[ids] = 0
        return _heaviest(fitting, weighed)

    def _ready(self) -> None:
        """Room for one weight a segment, and every length."""
        import numpy

        if self._board is None or self._lengths is None:
            last = self._db.execute("select coalesce(max(id), 0) from segment").fetchone()[0]
            size = max(int(last), (max(self._postings.blocks(), default=0) + 1) << 16) + 1
            self._board = numpy.zeros(size, numpy.float32)
            self._lengths = self._postings.lengths(size)


def _least(weights: list[float], size: int, minimum: int) -> float:
    """What a source of `minimum` per cent has at least in common with one of so many units.

    Each edit takes away one term at most; the heaviest may be those.
    """
    edits = int((100 - minimum) * (100 * size / minimum) / 100)
    return sum(sorted(weights)[: max(0, len(weights) - edits)]) - 0.01


def _heaviest(numbers: numpy.ndarray[Any, Any], weights: numpy.ndarray[Any, Any]) -> list[int]:
    """The distinct numbers of most weight, heaviest first."""
    import numpy

    if len(numbers) > 3 * _CANDIDATES:
        order = numpy.argpartition(-weights, 3 * _CANDIDATES)[: 3 * _CANDIDATES]
        numbers, weights = numbers[order], weights[order]
    numbers, places = numpy.unique(numbers, return_index=True)
    best = numpy.argsort(-weights[places], kind="stable")[:_CANDIDATES]
    return [int(number) for number in numbers[best]]


def _in_context(entry: MemoryEntry, previous: str | None, following: str | None) -> bool:
    """Both neighbours are the same; what is not known on either side is no context."""
    if previous is None and following is None:
        return False
    return (entry.previous, entry.next) == (previous, following)


def _penalised(matches: list[Found], penalties: Penalties) -> list[Found]:
    targets: dict[str, set[str]] = {}
    for match in matches:
        targets.setdefault(match.entry.source, set()).add(match.entry.target)
    out: list[Found] = []
    for match in matches:
        entry = match.entry
        off = penalties.origins.get(entry.origin, 0) + penalties.documents.get(entry.document, 0)
        off += round(penalties.per_year * _years(entry.changed or entry.created))
        off += penalties.several if len(targets[entry.source]) > 1 else 0
        out.append(replace(match, rate=max(0, match.rate - off)) if off else match)
    return out


def _years(date: str) -> float:
    try:
        when = datetime.fromisoformat(date)
    except ValueError:
        return 0.0
    if when.tzinfo is None:
        when = when.replace(tzinfo=UTC)
    return max(0.0, (datetime.now(UTC) - when).days / 365.25)


def _best(matches: list[Found], limit: int, minimum: int) -> list[Found]:
    """The best of each target; later ones and more used ones first among equals."""
    matches = [match for match in matches if match.rate >= minimum]
    matches.sort(key=lambda m: (m.rate, m.entry.changed, m.entry.used, m.entry.id), reverse=True)
    seen: set[str] = set()
    out: list[Found] = []
    for match in matches:
        if match.target not in seen:
            seen.add(match.target)
            out.append(match)
    return out[:limit]
