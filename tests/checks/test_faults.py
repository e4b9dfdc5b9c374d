"""Faults written by hand, kind by kind, beside their good side: what is found and what is left alone."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benchmarks"))
import checks_faults


def test_faults_are_found_and_good_pairs_left_alone() -> None:
    """More than 1,100 faults, 0.96 of each kind found; at most 3 in 100 good pairs with an error or a warning."""
    faults, caught = Counter[str](), Counter[str]()
    good = wrong = 0
    for row in checks_faults.rows():
        good += 1
        wrong += any(f.severity != "note" for f in checks_faults.findings(row.source, row.good))
        for bad in row.bad:
            faults[row.kind] += 1
            caught[row.kind] += checks_faults.found(row, bad)
    missed = {
        kind: caught[kind] / count for kind, count in faults.items()
        if caught[kind] < 0.96 * count
    }  # fmt: skip
    assert faults.total() > 1_100
    assert not missed
    assert wrong <= 0.02 * good
