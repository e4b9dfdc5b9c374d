"""The units of a document side by side, so that one search looks through all of them.

Lives here: Document and Texts. Most checks find nothing in most units. Asked unit by unit, Python
spends its time on asking; asked of all texts laid end to end, one search of the regular expression
engine or of `str.find` names the few units worth asking about, some thirty times faster.
Takes units, gives the numbers (from 0) of those that may be worth a check.
May import: model; the standard library.
Apart from `check` because it knows texts and no rules.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate
from typing import TypeVar, cast

from workbench.model import Unit

T = TypeVar("T")
_BETWEEN = "\n"
"""What stands between two texts. No check looks for it."""
_RETURNS = {1: 3, 4: 4, 6: 6, 10: 10, 14: 7, 16: 8, 18: 9} | {
    lag: 2 * lag if lag % 2 else lag // 2 for lag in range(21, 41)
}
"""After how many letters how many return in a row, in loops of 1 to 40 letters. One lag serves two
periods: three times 11 letters show 22 of them at lag 11 and still 11 at lag 22."""


class Texts:
    """Texts laid end to end.

    A search may name a text too many, where a match runs on into the next one; it names none too few
    unless its pattern speaks of the beginning or end of the text (`^`, `$`).
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self.joined = _BETWEEN.join(texts)
        self.starts = list(accumulate((len(text) + 1 for text in texts), initial=0))
        """Where each text starts, and one more."""

    def holding(self, pattern: re.Pattern[str]) -> list[int]:
        """The texts in which a pattern matches, in order."""
        found: list[int] = []
        starts, joined, search = self.starts, self.joined, pattern.search
        match = search(joined)
        while match:
            number = bisect_right(starts, match.start()) - 1
            found.append(number)
            match = search(joined, starts[number + 1])
        return found

    def saying(self, words: Iterable[str]) -> list[int]:
        """The texts that hold one of some words, as letters, in order."""
        found: set[int] = set()
        starts, joined = self.starts, self.joined
        for word in words:
            at = joined.find(word)
            while at >= 0:
                number = bisect_right(starts, at) - 1
                found.add(number)
                at = joined.find(word, starts[number + 1])
        return sorted(found)

    def matches(self, pattern: re.Pattern[str]) -> Iterator[tuple[int, re.Match[str]]]:
        """(number of the text, match in all of them) for every match, in order; one may cross a border."""
        number, following = -1, 0
        for match in pattern.finditer(self.joined):
            if match.start() >= following:
                number = bisect_right(self.starts, match.start()) - 1
                following = self.starts[number + 1]
            yield number, match

    def looping(self) -> list[int]:
        """The texts in which something may stand four times in a row, or six letters and more three
        times; hardly any others.

        In a loop many letters return after as many others.
        """
        return self._returning(_RETURNS)

    def doubling(self, least: int, most: int) -> list[int]:
        """The texts in which something of `least` to `most` letters may stand twice in a row; hardly
        any others."""
        return self._returning({length: length for length in range(least, most + 1)})

    def _returning(self, returns: Mapping[int, int]) -> list[int]:
        """The texts in which after so many letters so many return in a row; a few too many.

        Taken as one long number, the texts are laid over themselves some letters further on. Where the
        difference is zero, letters return after as many.
        """
        wide = not self.joined.isascii() and max(self.joined) > "\uffff"
        data = self.joined.encode("utf-32-le" if wide else "utf-16-le", "surrogatepass")
        data = data[:: 4 if wide else 2]  # of each letter the lowest byte, which says enough
        number = int.from_bytes(data, "little")
        found: set[int] = set()
        for lag, run in returns.items():
            difference = (number ^ (number >> 8 * lag)).to_bytes(len(data), "little")
            same = bytes(run)
            at = difference.find(same)
            while at >= 0:
                place = bisect_right(self.starts, at) - 1
                found.add(place)
                at = difference.find(same, self.starts[place + 1])
        return sorted(found)


class Document:
    """Units with their texts."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self.units = units
        self._known: dict[str, object] = {}

    def once(self, name: str, make: Callable[[Document], T]) -> T:
        """What `make` finds in all texts, for every check that asks under this name."""
        if name not in self._known:
            self._known[name] = make(self)
        return cast(T, self._known[name])

    @cached_property
    def targets(self) -> Texts:
        """What the targets say."""
        return Texts([unit.target for unit in self.units])

    @cached_property
    def sources(self) -> Texts:
        """What the sources say."""
        return Texts([unit.source for unit in self.units])

    @cached_property
    def lower_sources(self) -> Texts:
        """What the sources say, in lower case."""
        return Texts([unit.source.lower() for unit in self.units])

    @cached_property
    def tagged(self) -> frozenset[int]:
        """The units with a `<` on either side: offsets and comparisons need care there."""
        return frozenset((*self.targets.saying("<"), *self.sources.saying("<")))
