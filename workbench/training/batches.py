"""Batches of like length.

Lives here: Pool and `batches`. Takes the arrays of step 3, gives padded id matrices for ever.
May import: `recipe` and `tokenizer`'s ids; numpy.
Apart from `train` because mixing and padding know nothing of a model.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy

PAD, EOS = 0, 3
_LONGEST = 120


class Pool:
    """Pairs of one kind, as slices of two long arrays."""

    def __init__(self, path: Path) -> None:
        data = numpy.load(path)
        self.source, self.target = data["source"], data["target"]
        self._ends = data["source_ends"], data["target_ends"]
        lengths = [numpy.diff(ends, prepend=0) for ends in self._ends]
        fits = (lengths[0] <= _LONGEST) & (lengths[1] <= _LONGEST) & (lengths[1] > 0)
        self.usable = numpy.nonzero(fits)[0]
        self.lengths = lengths

    def pair(self, number: int) -> tuple[Any, Any]:
        """Source and target ids of one pair."""
        ends = self._ends
        starts = [int(e[number - 1]) if number else 0 for e in ends]
        return (
            self.source[starts[0] : int(ends[0][number])],
            self.target[starts[1] : int(ends[1][number])],
        )


def batches(
    pools: dict[str, Pool], size: int, share: Callable[[], float], seed: int
) -> Iterator[tuple[Any, Any]]:
    """(sources, targets) as int64 matrices, EOS at the end, PAD after it; about `size` padded
    target tokens each. `share()` is the part of pairs taken from the pool `authored`."""
    rng = numpy.random.default_rng(seed)
    orders = {name: iter(()) for name in pools}
    while True:
        drawn: list[tuple[Any, Any]] = []
        tokens = 0
        while tokens < 24 * size:
            name = "authored" if rng.random() < share() else "general"
            number = next(orders[name], None)
            if number is None:
                orders[name] = iter(rng.permutation(pools[name].usable))
                number = next(orders[name])
            pair = pools[name].pair(int(number))
            drawn.append(pair)
            tokens += len(pair[1])
        drawn.sort(key=lambda pair: max(len(pair[0]), len(pair[1])))
        cut = list(_cuts(drawn, size))
        for place in rng.permutation(len(cut)):
            rows = cut[int(place)]
            yield _matrix([row[0] for row in rows]), _matrix([row[1] for row in rows])


def _cuts(pairs: list[tuple[Any, Any]], size: int) -> Iterator[list[tuple[Any, Any]]]:
    rows: list[tuple[Any, Any]] = []
    for pair in pairs:
        rows.append(pair)
        if len(rows) * (max(len(pair[1]), len(pair[0])) + 1) >= size:
            yield rows
            rows = []
    if rows:
        yield rows


def _matrix(rows: list[Any]) -> Any:
    matrix = numpy.full((len(rows), max(map(len, rows)) + 1), PAD, dtype=numpy.int64)
    for number, row in enumerate(rows):
        matrix[number, : len(row)] = row
        matrix[number, len(row)] = EOS
    return matrix
