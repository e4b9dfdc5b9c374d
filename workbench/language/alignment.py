"""Which sentences of a paragraph answer which of its translation.

Lives here: `aligned`, Piece, Bead. Takes the sentences of both sides as lengths and anchors (what stands on both
sides: figures, tags, terms), gives beads in order: one to one, two to one, and so on, with how sure each is.
Lengths are compared as Gale and Church (1993) do; how sure a bead is, is the share of all ways through the
paragraph that go over it.
May import: the standard library.
Apart from `likeness` because that compares words, and here nothing is known of them.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

_KINDS: Mapping[tuple[int, int], float] = MappingProxyType({
    (1, 1): -math.log(0.87), (1, 2): -math.log(0.045), (2, 1): -math.log(0.045), (1, 0): -math.log(0.012),
    (0, 1): -math.log(0.012), (2, 2): -math.log(0.006), (1, 3): -math.log(0.006), (3, 1): -math.log(0.006),
})  # fmt: skip
"""Sentences of source and target in a bead, and how rarely that is."""
_OPEN = -math.log(0.3)
"""A sentence at the end that is not translated yet, where one is still at it."""
_SPREAD = 0.45
"""How far the length of a translated sentence of fifty characters lies from what is expected, as a share."""
_FIFTY = 50.0
_ANCHOR = 3.0
"""What an anchor that is answered outside its bead costs."""
_SHORT = 60
"""Sentences of a paragraph of which every way is looked at."""
_BAND = 10
"""Sentences that a longer one may run ahead of its translation."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One sentence."""

    length: int
    """Characters."""
    anchors: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    """What its partner is known by, and how often."""


class Bead(NamedTuple):
    """Sentences that answer each other; an empty stretch where a side has none."""

    source: tuple[int, int]
    target: tuple[int, int]
    sure: float
    """0 to 1."""


def aligned(
    sources: Sequence[Piece], targets: Sequence[Piece], *, begun: bool = False
) -> list[Bead]:
    """The likeliest beads; each sentence of both sides lies in exactly one, in order.

    `begun`: the translation may not have reached the end yet.
    """
    if not sources or not targets:
        return [Bead((n, n + 1), (0, 0), 1.0) for n in range(len(sources))] + [
            Bead((0, 0), (n, n + 1), 1.0) for n in range(len(targets))
        ]
    return _Table(sources, targets, begun).best()


class _Table:
    """Costs of all ways through a paragraph, from its beginning and to its end."""

    def __init__(self, sources: Sequence[Piece], targets: Sequence[Piece], begun: bool) -> None:
        self.sources, self.targets, self.begun = sources, targets, begun
        self._runs = [_sums(side) for side in (sources, targets)]
        total = [max(1, run[-1]) for run in self._runs]
        self._ratio = total[1] / total[0]
        if begun and len(targets) < len(sources):  # the ratio of what is translated so far
            upto = self._runs[0][len(targets)]
            self._ratio = total[1] / max(1, upto)
        held = [_total(side) for side in (sources, targets)]
        self._both = {name for name in held[0] if name in held[1]}
        self._anchors = [
            [{n: c for n, c in piece.anchors.items() if n in self._both} for piece in side]
            for side in (sources, targets)
        ]

    def _near(self, i: int) -> range:
        """The places of the target that are near the diagonal."""
        n, m = len(self.sources), len(self.targets)
        if n <= _SHORT and m <= _SHORT:
            return range(m + 1)
        expected, slope = i * m // n, m // n
        first = 0 if i == 0 else max(0, expected - _BAND - slope)
        last = m if i == n else min(m, expected + _BAND + slope)
        return range(first, last + 1)

    def _cost(self, i: int, j: int, kind: tuple[int, int]) -> float:
        """Of a bead that ends before sentence i of the source and j of the target."""
        a, b = i - kind[0], j - kind[1]
        if not kind[1]:
            last = self.begun and b == len(self.targets)
            return _OPEN if last else _KINDS[kind] + self._strays(a, i, b, j)
        if not kind[0]:
            return _KINDS[kind] + self._strays(a, i, b, j)
        source = self._runs[0][i] - self._runs[0][a]
        target = self._runs[1][j] - self._runs[1][b]
        expected = max(1.0, source * self._ratio)
        spread = _SPREAD * expected * math.sqrt(_FIFTY / max(_FIFTY / 4, source))
        off = (target - expected) / max(2.0, spread)
        if self.begun and j == len(self.targets) and off < 0:
            off *= 0.3  # the last one is being typed
        return _KINDS[kind] + min(off * off / 2, 20.0) + self._strays(a, i, b, j)

    def _strays(self, a: int, i: int, b: int, j: int) -> float:
        """What anchors of a bead cost that are not answered in it."""
        if not self._both:
            return 0.0
        one: Counter[str] = Counter()
        for n in range(a, i):
            one.update(self._anchors[0][n])
        other: Counter[str] = Counter()
        for n in range(b, j):
            other.update(self._anchors[1][n])
        return _ANCHOR * min(8, sum((one - other).values()) + sum((other - one).values()))

    def best(self) -> list[Bead]:
        """The likeliest way, each bead with its share of all ways."""
        n, m = len(self.sources), len(self.targets)
        far = math.inf
        cost = {(0, 0): 0.0}
        all_ways = {(0, 0): 0.0}
        came: dict[tuple[int, int], tuple[tuple[int, int], float]] = {}
        steps: dict[tuple[int, int], list[tuple[tuple[int, int], float]]] = {}
        for i in range(n + 1):
            for j in self._near(i):
                if not (i or j):
                    continue
                ways = []
                for kind in _KINDS:
                    a, b = i - kind[0], j - kind[1]
                    if (a, b) not in cost:
                        continue
                    price = self._cost(i, j, kind)
                    steps.setdefault((a, b), []).append(((i, j), price))
                    ways.append(all_ways[a, b] + price)
                    if cost[a, b] + price < cost.get((i, j), far):
                        cost[i, j] = cost[a, b] + price
                        came[i, j] = ((a, b), price)
                if ways:
                    all_ways[i, j] = _together(ways)
        onward = self._onward(steps, n, m)
        whole = all_ways[n, m]
        beads: list[Bead] = []
        i, j = n, m
        while (i, j) in came:
            (a, b), price = came[i, j]
            share = math.exp(min(0.0, whole - all_ways[a, b] - price - onward[i, j]))
            beads.append(Bead((a, i), (b, j), share))
            i, j = a, b
        return beads[::-1]

    def _onward(
        self,
        steps: Mapping[tuple[int, int], list[tuple[tuple[int, int], float]]],
        n: int,
        m: int,
    ) -> dict[tuple[int, int], float]:
        """Cost of all ways from each place to the end."""
        onward = {(n, m): 0.0}
        for place in sorted(steps, reverse=True):
            ways = [onward[to] + price for to, price in steps[place] if to in onward]
            if ways and place not in onward:
                onward[place] = _together(ways)
        return onward


def _together(costs: Sequence[float]) -> float:
    """The cost of several ways taken as one: minus the logarithm of the sum of their likelihoods."""
    low = min(costs, default=math.inf)
    if math.isinf(low):
        return low
    return low - math.log(sum(math.exp(low - cost) for cost in costs))


def _sums(pieces: Sequence[Piece]) -> list[int]:
    out = [0]
    for piece in pieces:
        out.append(out[-1] + piece.length)
    return out


def _total(pieces: Sequence[Piece]) -> Counter[str]:
    found: Counter[str] = Counter()
    for piece in pieces:
        found.update(piece.anchors)
    return found
