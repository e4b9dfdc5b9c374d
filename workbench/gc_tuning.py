"""When Python looks for garbage.

Lives here: `uncollected`, and `seldom` and `often`, which settle it for a command and for the screen.
Most of what this program makes lives as long as it is at work; looking through it costs more than
the work does.
May import: the standard library only.
On floor 0 because reading, checking and both front doors have a say.
"""

from __future__ import annotations

import atexit
import gc
from collections.abc import Iterator
from contextlib import contextmanager

_FEW = 200_000
"""Objects that may pile up before it is worth looking: some 20 MB."""


class _Counted:
    """Objects that were not looked through."""

    def __init__(self) -> None:
        self.old = 0
        """How many there were when it was last worth looking."""
        self.since = 0
        """How many have been counted as old since."""

    def worth(self, new: int, all_there_are: int) -> bool:
        """Whether to look through all now: when a quarter as many have come as there were, as Python
        itself would. What a program reads first it keeps."""
        self.since += new
        if self.since <= max(_FEW, self.old // 4):
            return False
        first, self.old, self.since = not self.old, all_there_are, 0
        return not first


_counted = _Counted()


@contextmanager
def uncollected() -> Iterator[None]:
    """No garbage collection meanwhile: hundreds of thousands of small objects that all live on.
    Afterwards they count as old, else the very next object would have all of them looked through. From time
    to time all are, so that who reads one catalog after the other does not keep those that were let go."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            new, frozen = gc.get_count()[0], gc.get_freeze_count()
            gc.freeze()
            worth = _counted.worth(new, gc.get_freeze_count())
            if worth or not frozen:
                gc.unfreeze()
            if worth:
                gc.collect()
                if frozen:
                    gc.freeze()
            gc.enable()


def seldom() -> None:
    """For a command, which ends soon; at its end Python would look once more through all there is."""
    gc.set_threshold(50_000, 20, 100)
    atexit.register(gc.freeze)


def often() -> None:
    """For a screen that has settled: what is loaded stays, and looking through it takes 40 ms; of what
    comes later little is looked through at a time, so that no key waits for it."""
    if gc.get_freeze_count():  # the file before this one
        gc.unfreeze()
        gc.collect()
    gc.freeze()
    gc.set_threshold(700, 10, 10)
