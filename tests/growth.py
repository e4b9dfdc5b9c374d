"""How running time grows with the input, told without asking how fast the machine is.

A limit in seconds, or a ratio taken once, fails on a busy machine that has done nothing wrong. Here the
processor time of this thread counts, not the clock; the garbage of other tests is not collected meanwhile;
of several tries the best of each size is compared, and one good comparison is enough: noise only ever adds
time, and what is quadratic stays so in every try.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

import pytest

TRIES = 6


def seconds(work: Callable[[], object]) -> float:
    """Processor time of one call in this thread."""
    gc.collect()
    gc.disable()
    try:
        started = time.thread_time()
        work()
        return time.thread_time() - started
    finally:
        gc.enable()


def grows_at_most(
    most: float, short: Callable[[int], object], long: Callable[[int], object], floor: float = 0.02
) -> None:
    """Fail unless `long` takes at most `most` times what `short` takes.

    Both are called with the number of the try, so that they can work on another text each time. `floor`
    (seconds) stands for a short time too small to be measured.
    """
    least_short = least_long = float("inf")
    for attempt in range(TRIES):
        least_short = min(least_short, seconds(lambda: short(attempt)))  # noqa: B023 called at once
        least_long = min(least_long, seconds(lambda: long(attempt)))  # noqa: B023
        if least_long <= most * max(least_short, floor):
            return
    pytest.fail(f"{least_long:.2f} s against {least_short:.2f} s: more than {most} times")
