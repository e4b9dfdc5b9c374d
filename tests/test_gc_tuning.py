"""Reading without garbage collection: fast, and yet nothing that was let go is kept for ever."""

from __future__ import annotations

import gc
import subprocess
import sys

import pytest

PROGRAM = """
import gc, weakref
from workbench.gc_tuning import often, uncollected
if {screen}:
    often()
class Held:
    def __init__(self):
        self.me, self.much = self, [[] for _ in range(20_000)]
gone = []
for n in range(60):
    with uncollected():
        gone.append(weakref.ref(Held()))
alive = sum(ref() is not None for ref in gone)
print(alive, gc.isenabled(), bool(gc.get_freeze_count()))
"""


@pytest.mark.parametrize("screen", [False, True], ids=["a command", "the screen"])
def test_who_reads_much_one_after_the_other_does_not_keep_it(screen: bool) -> None:
    """60 rings of 20,000 objects were made and let go; a few are waiting, not all."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(screen=screen)], capture_output=True, text=True, check=True
    )  # fmt: skip
    alive, enabled, frozen = done.stdout.split()
    assert int(alive) <= 25 and enabled == "True" and frozen == str(screen)


def test_who_has_no_collection_gets_none() -> None:
    from workbench.gc_tuning import uncollected

    gc.disable()
    try:
        with uncollected():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
