"""Batches of like length.

Lives here: Pool and `batches`. Takes the arrays of step 3, gives padded id matrices for ever.
May import: `vary` of this room; numpy.
Apart from `train` because mixing and padding know nothing of a model.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy

from workbench.training.vary import Variation

PAD, EOS = 0, 3
POOLS = ("authored", "general")
"""Files of pairs, in the order of their links."""
_LONGEST = 120
_POOLED = 160
"""Batches drawn at once and sorted: 3 % of the places are padding (24 % with a small pool sorted by the
longer side)."""


class Pool:
    """Pairs of one kind, as slices of two long arrays."""

    def __init__(self, path: Path, links: Path | None = None, first: int = 0) -> None:
        """`links` is the file of step 3b, `first` the number of this pool's first pair in it."""
        data = numpy.load(path)
        self.source, self.target = data["source"], data["target"]
        self._ends = data["source_ends"], data["target_ends"]
        lengths = [numpy.diff(ends, prepend=0) for ends in self._ends]
        fits = (lengths[0] <= _LONGEST) & (lengths[1] <= _LONGEST) & (lengths[1] > 0)
        self.usable = numpy.nonzero(fits)[0]
        self.lengths = lengths
        self.size = len(lengths[0])
        self._links = self._link_ends = None
        if links is not None and links.exists():
            kept = numpy.load(links)
            self._links, ends = kept["links"], kept["ends"]
            self._link_ends = numpy.concatenate([[0], ends])[first : first + self.size + 1]

    def links(self, number: int) -> Any:
        """Links of one pair as (source piece, target piece) rows; empty where there are none."""
        if self._links is None or self._link_ends is None:
            return numpy.zeros((0, 2), dtype=numpy.uint8)
        return self._links[int(self._link_ends[number]) : int(self._link_ends[number + 1])]

    def pair(self, number: int) -> tuple[Any, Any]:
        """Source and target ids of one pair."""
        ends = self._ends
        starts = [int(e[number - 1]) if number else 0 for e in ends]
        return (
            self.source[starts[0] : int(ends[0][number])],
            self.target[starts[1] : int(ends[1][number])],
        )


def batches(
    pools: dict[str, Pool],
    size: int,
    share: float,
    seed: int,
    variation: Variation | None = None,
) -> Iterator[tuple[Any, Any, Any]]:
    """(sources, targets, links): int64 matrices, EOS at the end, PAD after it, about `size` padded
    tokens each; links as (row, target piece, source piece). `share` is the part of
    pairs taken from the pool `authored`; `variation` exchanges figures and terms."""
    rng = numpy.random.default_rng(seed)
    orders = {name: iter(()) for name in pools}
    while True:
        drawn: list[tuple[Any, Any, Any]] = []
        tokens = 0
        while tokens < _POOLED * size:
            name = "authored" if rng.random() < share else "general"
            number = next(orders[name], None)
            if number is None:
                orders[name] = iter(rng.permutation(pools[name].usable))
                number = next(orders[name])
            pair = pools[name].pair(int(number))
            if variation is not None:
                pair = variation.vary(*pair, rng)
            drawn.append((*pair, pools[name].links(int(number))))
            tokens += len(pair[1])
        drawn.sort(key=lambda pair: (len(pair[1]) // 3, len(pair[0])))
        cut = list(_cuts(drawn, size))
        for place in rng.permutation(len(cut)):
            rows = cut[int(place)]
            yield (
                _matrix([row[0] for row in rows]),
                _matrix([row[1] for row in rows]),
                _links([row[2] for row in rows]),
            )


def _links(rows: list[Any]) -> Any:
    parts = [
        numpy.column_stack([numpy.full(len(links), number), links[:, 1], links[:, 0]])
        for number, links in enumerate(rows)
    ]
    return numpy.concatenate(parts).astype(numpy.int64)


def _cuts(pairs: list[tuple[Any, Any, Any]], size: int) -> Iterator[list[tuple[Any, Any, Any]]]:
    """Rows of a batch: as many as keep the padded area within `size`, at least one."""
    rows: list[tuple[Any, Any, Any]] = []
    widest = 0
    for pair in pairs:
        width = max(len(pair[0]), len(pair[1])) + 1
        if rows and (len(rows) + 1) * max(widest, width) > size:
            yield rows
            rows, widest = [], 0
        rows.append(pair)
        widest = max(widest, width)
    if rows:
        yield rows


def _matrix(rows: list[Any]) -> Any:
    matrix = numpy.full((len(rows), max(map(len, rows)) + 1), PAD, dtype=numpy.int64)
    for number, row in enumerate(rows):
        matrix[number, : len(row)] = row
        matrix[number, len(row)] = EOS
    return matrix
