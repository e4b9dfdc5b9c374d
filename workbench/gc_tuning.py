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


@contextmanager
def uncollected() -> Iterator[None]:
    """No garbage collection meanwhile: hundreds of thousands of small objects that all live on.
    Afterwards they count as old, else the very next object would have all of them looked through."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            frozen = gc.get_freeze_count()
            gc.freeze()
            if not frozen:
                gc.unfreeze()
            gc.enable()


def seldom() -> None:
    """For a command, which ends soon; at its end Python would look once more through all there is."""
    gc.set_threshold(50_000, 20, 100)
    atexit.register(gc.freeze)


def often() -> None:
    """For a screen that has settled: what is loaded stays, and looking through it takes 40 ms; of what
    comes later little is looked through at a time, so that no key waits for it."""
    gc.freeze()
    gc.set_threshold(700, 10, 10)
