"""How many of the faults written by hand the checks find, kind by kind, and what they say of the good side.

    python tests/benchmarks/checks_faults.py [--show] [KIND]

`tests/data/check_faults*.tsv` hold a kind, a source, a good target and any number of bad ones a row; units of
one document stand apart by ` / `. A fault is found where a check of the kind's families says something that it
does not say of the good target.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from workbench.checks import CheckContext, run_checks
from workbench.model import Finding, State, Unit

ROWS = [
    Path(__file__).resolve().parents[1] / "data" / name
    for name in ("check_faults.tsv", *(f"check_faults_{batch}.tsv" for batch in (2, 3, 4, 5)))
]
"""All but the first were written before the checks of their day had been run on them, which found .845, .940, .842
and .745 of them at first."""
FAMILIES = {
    "names": ("names",), "register": ("register",), "negation": ("machine.negation",), "numbers": ("numbers",),
    "language": ("completeness",), "invisible": ("spacing.invisible",), "length": ("machine.length",), "markup": ("markup",),
    "untranslated": ("completeness",), "doubled": ("words", "machine.loop"), "punctuation": ("punctuation", "quotes"),
    "quotes": ("quotes",), "spacing": ("spacing",), "width": ("punctuation",), "address": ("markup",), "machine": ("machine",),
    "consistency": ("consistency", "names"), "honorific": ("names",),
}  # fmt: skip


class Row(NamedTuple):
    """A kind of fault, a source, its good translation and bad ones."""

    kind: str
    source: str
    good: str
    bad: tuple[str, ...]


def rows() -> Iterator[Row]:
    """Every row of the data files."""
    for line in (line for path in ROWS for line in path.read_text("utf-8").split("\n")[1:]):
        if line:
            kind, source, good, *bad = line.split("\t")
            yield Row(kind, source, good, tuple(bad))


def findings(source: str, target: str) -> list[Finding]:
    """What all checks but the termbase's say."""
    pairs = zip(source.split(" / "), target.split(" / "), strict=True)
    units = [Unit(f"p{n}", a, b, State.CONFIRMED) for n, (a, b) in enumerate(pairs, 1)]
    return run_checks(units, CheckContext("en", "ja", units))


def found(row: Row, bad: str) -> bool:
    """Whether a check of the kind's families says something new of a bad target."""
    known = {(f.unit, f.check, f.message) for f in findings(row.source, row.good)}
    wanted = FAMILIES[row.kind.split(".")[0]]
    return any(
        f.check.startswith(wanted) and (f.unit, f.check, f.message) not in known
        for f in findings(row.source, bad)
    )


def main() -> int:
    made = argparse.ArgumentParser()
    made.add_argument("kind", nargs="?", default="")
    made.add_argument(
        "--show", action="store_true", help="print what was missed and what was flagged wrongly"
    )
    given = made.parse_args()
    faults, caught, good, flagged = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    for row in rows():
        if not row.kind.startswith(given.kind):
            continue
        good[row.kind] += 1
        said = findings(row.source, row.good)
        flagged[row.kind] += bool(said)
        if given.show and said:
            print(f"flagged: {row.good}\n         {[(f.check, f.message) for f in said]}")
        for bad in row.bad:
            faults[row.kind] += 1
            hit = found(row, bad)
            caught[row.kind] += hit
            if given.show and not hit:
                print(f"missed ({row.kind}): {row.source}\n        {bad}")
    print(f"{'kind':<20} {'faults':>6} {'found':>6} {'recall':>7} {'good':>5} {'flagged':>7}")
    for kind in good:
        recall = f"{caught[kind] / faults[kind]:7.2f}" if faults[kind] else "      –"
        print(
            f"{kind:<20} {faults[kind]:>6} {caught[kind]:>6} {recall} {good[kind]:>5} {flagged[kind]:>7}"
        )
    total = max(1, faults.total())
    print(
        f"{'all':<20} {total:>6} {caught.total():>6} {caught.total() / total:7.3f} {good.total():>5} {flagged.total():>7}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
