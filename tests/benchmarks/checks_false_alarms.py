"""How often the checks are wrong about good human Japanese, and whether they tell a machine's from it.

    python tests/benchmarks/checks_false_alarms.py [--shared ../shared] [--segments 8000]

Prints per set: segments, share with an error-level finding, share with any finding, seconds; then the
machine-failure errors on Argos' WMT22 output beside the human reference; then, where translate-toolkit
is installed, pofilter's figure on the same segments.
"""

from __future__ import annotations

import argparse
import lzma
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from workbench.checks import CheckContext, run_checks
from workbench.model import Severity, State, Unit

SOURCES = {"kftt", "ud_pud", "tatoeba", "jec", "udhr", "jlt_examples"}


def pairs(source: Path, target: Path) -> list[tuple[str, str]]:
    sides = (path.read_text("utf-8").split("\n") for path in (source, target))
    return [(a, b) for a, b in zip(*sides, strict=True) if a and b]


def corpus(path: Path, count: int) -> list[tuple[str, str]]:
    rng = random.Random(1)
    with lzma.open(path, "rt", encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file]
    rows = [(row[1], row[2]) for row in rows if row[0] in SOURCES]
    return rng.sample(rows, min(count, len(rows)))


def measured(
    rows: list[tuple[str, str]],
) -> tuple[list[Unit], Counter[str], set[str], set[str], float]:
    units = [Unit(f"e{n}", s, t, State.CONFIRMED) for n, (s, t) in enumerate(rows, 1)]
    started = time.perf_counter()
    found = run_checks(units, CheckContext("en", "ja", units))
    took = time.perf_counter() - started
    errors = {f.unit for f in found if f.severity is Severity.ERROR}
    kinds = Counter(f.check for f in found if f.severity is Severity.ERROR)
    return units, kinds, errors, {f.unit for f in found}, took


def pofilter(rows: list[tuple[str, str]]) -> str:
    if not shutil.which("pofilter"):
        return "pofilter: not installed (pip install translate-toolkit)"
    with tempfile.TemporaryDirectory() as folder:
        path, out = Path(folder) / "a.po", Path(folder) / "o.po"
        quoted = [
            (
                s.replace("\\", "\\\\").replace('"', '\\"'),
                t.replace("\\", "\\\\").replace('"', '\\"'),
            )
            for s, t in dict(rows).items()
        ]
        head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        path.write_text(
            head + "\n".join(f'msgid "{s}"\nmsgstr "{t}"\n' for s, t in quoted), "utf-8"
        )
        started = time.perf_counter()
        subprocess.run(["pofilter", "--language", "ja", path, out], check=True, capture_output=True)
        took = time.perf_counter() - started
        flagged = out.read_text("utf-8").count("\nmsgid ") - 1
    return f"pofilter: {len(quoted)} segments, {100 * flagged / len(quoted):.1f} % flagged, {took:.1f} s"


def main() -> int:
    made = argparse.ArgumentParser()
    made.add_argument("--shared", type=Path, default=Path(__file__).resolve().parents[3] / "shared")
    made.add_argument("--segments", type=int, default=8_000)
    arguments = made.parse_args()
    folder = arguments.shared / "eval"
    sets = {
        "flores-dev": pairs(folder / "flores-dev.en", folder / "flores-dev.ja"),
        "wmt22": pairs(folder / "wmt22.en", folder / "wmt22.ja"),
        "corpus": corpus(arguments.shared / "corpus" / "train.tsv.xz", arguments.segments),
    }
    total = wrong = 0
    machine = {}
    print(f"{'set':<12} {'segments':>8} {'errors':>7} {'any':>7} {'seconds':>8}")
    for name, rows in {
        **sets,
        "argos wmt22": pairs(folder / "wmt22.en", folder / "wmt22.argos.ja"),
    }.items():
        units, kinds, errors, flagged, took = measured(rows)
        count = len(units)
        print(
            f"{name:<12} {count:>8} {100 * len(errors) / count:>6.1f}% {100 * len(flagged) / count:>6.1f}% {took:>8.2f}"
        )
        machine[name] = sum(n for check, n in kinds.items() if check.startswith("machine."))
        if name in sets:
            total, wrong = total + count, wrong + len(errors)
    print(f"{'all human':<12} {total:>8} {100 * wrong / total:>6.1f}%")
    print(f"machine failures on wmt22: Argos {machine['argos wmt22']}, human {machine['wmt22']}")
    print(pofilter([pair for rows in sets.values() for pair in rows]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
