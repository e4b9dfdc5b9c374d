"""Revised articles beside `msgmerge --previous`: `python tests/benchmarks/revise_msgmerge.py`.

Prints, for the scripted revisions of tests/catalog/revisions.py, how many paragraphs got the right
translation, somebody else's, and none though there is one. Exits 1 where ours is worse in any sum.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.catalog.test_revise import msgmerge, ours

from tests.catalog.revisions import REVISIONS, Tally


def main() -> int:
    sums = {"workbench update": [0, 0, 0], "msgmerge --previous": [0, 0, 0]}
    for name in REVISIONS:
        with tempfile.TemporaryDirectory() as folder:
            both: tuple[Tally, Tally] = ours(name), msgmerge(name, Path(folder))
        for total, one in zip(sums.values(), both, strict=True):
            for n, count in enumerate((one.right, one.wrong, one.lost)):
                total[n] += count
    print(f"{len(REVISIONS)} revisions{'':<12} {'right':>6} {'wrong':>6} {'lost':>6}")
    for name, (right, wrong, lost) in sums.items():
        print(f"{name:<24} {right:>6} {wrong:>6} {lost:>6}")
    mine, theirs = sums.values()
    return int(mine[0] < theirs[0] or mine[1] > theirs[1] or mine[2] > theirs[2])


if __name__ == "__main__":
    raise SystemExit(main())
