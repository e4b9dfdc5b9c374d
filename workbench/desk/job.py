"""Several catalogs as one job.

Lives here: Job, Totals, Pace, `spoken_time`. Takes catalogs in order, keeps which is open and which is wanted next; says
of each how far it is, and of all how long they will take at the pace of today.
May import: catalog, errors, model, wording and `history`, `summary` of this room.
Apart from `session` because a session has one catalog, and its lock ends with it.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from workbench.catalog import Catalog, read_po
from workbench.desk.history import Step
from workbench.desk.summary import length
from workbench.errors import WorkbenchError
from workbench.model import State, Unit
from workbench.wording import _

_PAUSE = 300.0
"""Seconds between two steps that still count as work; after a longer rest one begins anew."""
_LEAST = 120.0
"""Seconds of work from which a pace is said."""


@dataclass(frozen=True, slots=True)
class Totals:
    """How far a catalog is, or several."""

    units: int = 0
    done: int = 0
    words: int = 0
    """Of the source; characters where its words are not spaced."""
    left: int = 0
    """Words of units that are not confirmed."""

    def __add__(self, other: Totals) -> Totals:
        return Totals(
            self.units + other.units, self.done + other.done,
            self.words + other.words, self.left + other.left,
        )  # fmt: skip

    @classmethod
    def of(cls, catalog: Catalog) -> Totals:
        """Of one catalog."""
        units, language = catalog.live, catalog.source_language
        open_ = [unit for unit in units if unit.state is not State.CONFIRMED]
        return cls(
            len(units), len(units) - len(open_), _words(units, language), _words(open_, language)
        )


def _words(units: Iterable[Unit], language: str) -> int:
    return sum(length(unit.source, language) for unit in units)


@dataclass(frozen=True, slots=True)
class Pace:
    """What was confirmed today, and how long that took without the pauses."""

    words: int = 0
    seconds: float = 0.0

    def __add__(self, other: Pace) -> Pace:
        return Pace(self.words + other.words, self.seconds + other.seconds)

    @classmethod
    def today(cls, steps: Sequence[Step], language: str, now: float) -> Pace:
        """From what was done to a catalog since midnight. A text confirmed twice counts once."""
        day = time.localtime(now)[:3]
        mine = [step for step in steps if step.when and time.localtime(step.when)[:3] == day]
        gaps = [b.when - a.when for a, b in pairwise(mine)]
        confirmed = {
            str(form.get("source")): None
            for step in mine
            if step.verb == "confirm"
            for form in step.after
        }
        words = sum(length(source, language) for source in confirmed)
        return cls(words, sum(gap for gap in gaps if 0 <= gap <= _PAUSE))

    def left(self, words: int) -> float | None:
        """Seconds for so many words; None where too little was done to say."""
        if self.seconds < _LEAST or not self.words:
            return None
        return words * self.seconds / self.words


class Job:
    """Catalogs in order, one of them open."""

    def __init__(self, paths: Sequence[Path]) -> None:
        """`paths` are one at least, none twice."""
        self.paths = tuple(paths)
        self.at = 0
        """Number of the one that is open."""
        self.wanted: int | None = None
        """Number of the one to open next, once this one is left."""
        self._totals: dict[Path, tuple[float, Totals | None]] = {}
        self._pace: dict[Path, Pace] = {}

    @property
    def path(self) -> Path:
        """The one that is open."""
        return self.paths[self.at]

    def begin(self) -> None:
        """With the first that has something to confirm."""
        totals = self.totals()
        self.at = next((n for n, one in enumerate(totals) if one and one.left), 0)

    def want(self, number: int) -> None:
        """Open that one next."""
        self.wanted = number

    def go_on(self) -> bool:
        """Turn to what is wanted; False where nothing is."""
        if self.wanted is None:
            return False
        self.at, self.wanted = self.wanted, None
        return True

    def worked(self, steps: Sequence[Step], language: str) -> None:
        """What was done to the open one, so that it counts for the pace of all."""
        self._pace[self.path] = Pace.today(steps, language, time.time())

    def totals(self, present: Catalog | None = None) -> list[Totals | None]:
        """Of each catalog; of the open one as it now is. None where one cannot be read."""
        return [
            Totals.of(present) if present is not None and n == self.at else self._read(path)
            for n, path in enumerate(self.paths)
        ]

    def _read(self, path: Path) -> Totals | None:
        try:
            stamp = path.stat().st_mtime
        except OSError:
            return None
        known = self._totals.get(path)
        if known is None or known[0] != stamp:
            try:
                found: Totals | None = Totals.of(read_po(path))
            except WorkbenchError:
                found = None
            known = self._totals[path] = (stamp, found)
        return known[1]

    def said(self, present: Catalog | None = None) -> str:
        """How far all of them are, in words."""
        found = [totals for totals in self.totals(present) if totals]
        whole = sum(found, Totals())
        parts = [
            _("{count} files").format(count=len(self.paths)),
            _("{done}/{all} units confirmed").format(done=whole.done, all=whole.units),
            _("{count} words left").format(count=whole.left),
        ]
        seconds = sum(self._pace.values(), Pace()).left(whole.left)
        if seconds is not None and whole.left:
            parts.append(_("about {time} at today's pace").format(time=spoken_time(seconds)))
        return " · ".join(parts)

    def next_open(self, present: Catalog | None = None) -> int | None:
        """The next one, round the end, that has units to confirm; None where none has."""
        totals = self.totals(present)
        order = [*range(self.at + 1, len(self.paths)), *range(self.at)]
        return next((n for n in order if (t := totals[n]) and t.left), None)


def spoken_time(seconds: float) -> str:
    """`2 h 10 min`, `8 min`."""
    minutes = max(1, round(seconds / 60))
    if minutes < 60:
        return _("{n} min").format(n=minutes)
    return _("{hours} h {minutes} min").format(hours=minutes // 60, minutes=minutes % 60)
