"""How often the checks are wrong about good human Japanese, and whether they tell a machine's from it.

    python tests/benchmarks/checks_false_alarms.py [--shared ../shared] [--segments 8000]
                                                   [--pofilter PATH] [--linear]

Prints per set: segments, share with an error-level finding, share with any finding, seconds (wall
clock and CPU); then what the checks for failed drafts find on real systems' WMT22 output beside the
human reference; then, where translate-toolkit is installed, pofilter's figure on the same segments.
`--linear` times 10,000 to 100,000 units instead.
"""

from __future__ import annotations

import argparse
import lzma
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from workbench.checks import CheckContext, run_checks
from workbench.model import Severity, State, Unit

SYSTEMS = ("argos", "nllb", "bergamot-base", "google", "microsoft")
FAILURES = (
    "machine.loop", "machine.junk", "machine.length", "completeness.untranslated", "completeness.language",
)  # fmt: skip
"""What engines do and people do not."""
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
    started = time.process_time()
    found = run_checks(units, CheckContext("en", "ja", units))
    took = time.process_time() - started
    errors = {f.unit for f in found if f.severity is Severity.ERROR}
    kinds = Counter(f.check for f in found)
    return units, kinds, errors, {f.unit for f in found}, took


def linear(rows: list[tuple[str, str]]) -> int:
    """CPU seconds per 10,000 units as their number grows; 1 where the last is 1.5 times the first."""
    each: list[float] = []
    for count in (10_000, 20_000, 50_000, 100_000):
        took = measured((rows * (count // len(rows) + 1))[:count])[4]
        each.append(took / count * 10_000)
        print(f"{count:>7} units {took:6.2f} s CPU, {each[-1]:.2f} s per 10,000")
    return int(each[-1] > 1.5 * each[0])


def pofilter(rows: list[tuple[str, str]], program: str) -> str:
    if not shutil.which(program):
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
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([program, "--language", "ja", path, out], check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        took = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        flagged = out.read_text("utf-8").count("\nmsgid ") - 1
    return f"pofilter: {len(quoted)} segments, {100 * flagged / len(quoted):.1f} % flagged, {took:.1f} s CPU"


def main() -> int:
    made = argparse.ArgumentParser()
    made.add_argument("--shared", type=Path, default=Path(__file__).resolve().parents[3] / "shared")
    made.add_argument("--segments", type=int, default=8_000)
    made.add_argument("--pofilter", default="pofilter", metavar="PATH")
    made.add_argument("--linear", action="store_true")
    arguments = made.parse_args()
    folder = arguments.shared / "eval"
    if arguments.linear:
        return linear(corpus(arguments.shared / "corpus" / "train.tsv.xz", 100_000))
    sets = {
        "flores-dev": pairs(folder / "flores-dev.en", folder / "flores-dev.ja"),
        "wmt22": pairs(folder / "wmt22.en", folder / "wmt22.ja"),
        "corpus": corpus(arguments.shared / "corpus" / "train.tsv.xz", arguments.segments),
    }
    systems = {
        f"wmt22 {name}": pairs(folder / "wmt22.en", folder / f"wmt22.{name}.ja") for name in SYSTEMS
    }
    total = wrong = 0
    machine: dict[str, Counter[str]] = {}
    print(f"{'set':<20} {'segments':>8} {'errors':>7} {'any':>7} {'seconds':>8}")
    for name, rows in {**sets, **systems}.items():
        units, kinds, errors, flagged, took = measured(rows)
        count = len(units)
        print(
            f"{name:<20} {count:>8} {100 * len(errors) / count:>6.1f}% {100 * len(flagged) / count:>6.1f}% {took:>8.2f}"
        )
        machine[name] = Counter({check: kinds[check] for check in FAILURES})
        if name in sets:
            total, wrong = total + count, wrong + len(errors)
    print(f"{'all human':<20} {total:>8} {100 * wrong / total:>6.1f}%")
    print("\nfailed drafts on wmt22: " + ", ".join(FAILURES))
    for name in ("wmt22", *systems):
        each = " ".join(str(machine[name][check]) for check in FAILURES)
        print(f"{name:<16} {machine[name].total():>4}  ({each})")
    rows = [pair for some in sets.values() for pair in some]
    started = time.process_time()
    measured(rows)
    print(f"our checks: {len(rows)} segments, {time.process_time() - started:.1f} s CPU")
    print(pofilter(rows, arguments.pofilter))
    return 0


if __name__ == "__main__":
    sys.exit(main())
