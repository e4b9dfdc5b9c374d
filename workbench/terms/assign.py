"""Which rendering answers which occurrence of a term.

Lives here: `one_to_one`. Takes, for each occurrence, the stretches of a target that may answer it, gives
the one that does: a stretch answers one occurrence only, and what overlaps it answers no other. The
longest stretches are given away first (人種差別 before the 差別 inside it), then the nearest in
order; then an occurrence left over may take a stretch whose owner has another. May import: model.
Apart from `verdicts` because drafts count by the same rule and know no verdicts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import chain

from workbench.model import Span

_MANY = 4096
"""Occurrences times stretches of one kind from which only those near in rank are weighed."""
_BESIDE = 16
"""Stretches on either side of the one of the same rank."""
_ROUNDS = 8
"""Times that those left over are asked about again."""
_STEPS = 64
"""Owners asked in turn to make room for one that is left over."""


def one_to_one(
    wanted: Sequence[Sequence[Span]], places: Sequence[float], length: int
) -> list[Span | None]:
    """For each occurrence its stretch, None where none is left. `wanted` are the stretches that
    may answer each, the best said first; `places` where each stands in its text, from 0 to 1;
    `length` that of the target in characters."""
    if len(wanted) == 1:
        return [wanted[0][0] if wanted[0] else None]
    given = _Given(wanted, length)
    for number, span in _by_worth(wanted, places, length):
        if given.to[number] is None and not given.owners(span):
            given.give(number, span)
    kinds = _alike(wanted)
    _better_said(given, kinds)
    for _round in range(_ROUNDS):
        if not _room_made(given, kinds):
            break
    _in_order(given, kinds, places)
    return given.to


def _alike(wanted: Sequence[Sequence[Span]]) -> dict[tuple[Span, ...], list[int]]:
    """The occurrences that want the same stretches."""
    same: dict[int, list[int]] = defaultdict(list)
    for number, spans in enumerate(wanted):
        same[id(spans)].append(number)
    alike: dict[tuple[Span, ...], list[int]] = defaultdict(list)
    for numbers in same.values():
        alike[tuple(wanted[numbers[0]])] += numbers
    return alike


def _size(span: Span) -> int:
    return span[1] - span[0]


def _by_worth(
    wanted: Sequence[Sequence[Span]], places: Sequence[float], length: int
) -> list[tuple[int, Span]]:
    """Occurrences with stretches, in the order in which they are given away."""
    edges: list[tuple[int, float, int, int, Span]] = []
    for kind, numbers in _alike(wanted).items():
        spans = sorted(kind)
        for rank, number in enumerate(numbers):
            near = spans
            if len(numbers) * len(spans) > _MANY:
                middle = rank * len(spans) // len(numbers)
                near = spans[max(0, middle - _BESIDE) : middle + _BESIDE + 1]
            for span in near:
                away = abs(places[number] - span[0] / (length or 1))
                edges.append((-_size(span), away, number, span[0], span))
    edges.sort()
    return [(number, span) for _size, _away, number, _start, span in edges]


class _Given:
    """Who has which stretch."""

    def __init__(self, wanted: Sequence[Sequence[Span]], length: int) -> None:
        self._wanted = wanted
        each = {id(spans): spans for spans in wanted}.values()  # occurrences of a kind share theirs
        end = max(chain([length], (span[1] for spans in each for span in spans)))
        self._owner = [-1] * end
        """Of each character of the target, the occurrence that has it."""
        self.to: list[Span | None] = [None] * len(wanted)

    def owners(self, span: Span) -> set[int]:
        """The occurrences that have some of a stretch."""
        return {owner for owner in self._owner[slice(*span)] if owner >= 0}

    def give(self, number: int, span: Span) -> None:
        """Let an occurrence have a stretch, instead of the one it had."""
        self.take(number)
        self.to[number] = span
        self._owner[slice(*span)] = [number] * _size(span)

    def take(self, number: int) -> None:
        """Let an occurrence have none."""
        before = self.to[number]
        if before is not None:
            self._owner[slice(*before)] = [-1] * _size(before)
            self.to[number] = None

    def make_room(self, number: int) -> bool:
        """Give a stretch to an occurrence without one, its owner another, and so on; whether it
        could be done."""
        came: dict[int, tuple[int, Span]] = {}
        line = [number]
        for asking in line:
            asked_for = _line_of(asking, came)
            for span in self._wanted[asking]:
                if any(span[0] < end and start < span[1] for start, end in asked_for):
                    continue
                owners = self.owners(span) - {asking}
                if not owners:
                    self._pass_on(asking, span, came)
                    return True
                owner = next(iter(owners))
                if len(owners) == 1 and owner not in came and owner != number:
                    came[owner] = (asking, span)
                    line.append(owner)
            if len(line) > _STEPS:
                break
        return False

    def _pass_on(self, number: int, span: Span, came: dict[int, tuple[int, Span]]) -> None:
        while True:
            self.give(number, span)
            if number not in came:
                return
            number, span = came[number]


def _line_of(number: int, came: Mapping[int, tuple[int, Span]]) -> list[Span]:
    """The stretches that are to be given away before this one moves."""
    spans: list[Span] = []
    while number in came:
        number, span = came[number]
        spans.append(span)
    return spans


def _room_made(given: _Given, kinds: Mapping[tuple[Span, ...], Sequence[int]]) -> bool:
    made = False
    for numbers in kinds.values():
        for number in numbers:
            if given.to[number] is None:
                if not given.make_room(number):
                    break  # nor is there any for others of the kind
                made = True
    return made


def _better_said(given: _Given, kinds: Mapping[tuple[Span, ...], Sequence[int]]) -> None:
    """One that stands alone and finds a better said one free takes that."""
    for kind, numbers in kinds.items():
        if len(numbers) == 1 and given.to[numbers[0]] is not None:
            for span in kind:
                if not given.owners(span) - {numbers[0]}:
                    given.give(numbers[0], span)
                    break


def _in_order(
    given: _Given, kinds: Mapping[tuple[Span, ...], Sequence[int]], places: Sequence[float]
) -> None:
    """Occurrences of one kind have theirs in the order of the text."""
    for every in kinds.values():
        numbers = sorted(
            (number for number in every if given.to[number] is not None), key=places.__getitem__
        )
        spans = sorted(span for number in numbers if (span := given.to[number]) is not None)
        for number, span in zip(numbers, spans, strict=True):
            given.to[number] = span
