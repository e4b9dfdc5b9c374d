"""How often the checks are wrong about good human Japanese, and whether they tell a machine's from it.

    python tests/benchmarks/checks_false_alarms.py [--shared ../shared] [--segments 8000]
                                                   [--pofilter PATH] [--linear]

Prints per set: segments, share with an error-level finding, share with any finding, seconds of
CPU; then what the checks for failed drafts find on real systems' WMT22 output beside the
human reference; then our time on a catalog of the same segments and, where translate-toolkit is
installed, pofilter's time and share on the same file.
`--linear` times 10,000 to 100,000 units instead.
"""

from __future__ import annotations

import argparse
import lzma
import random
import shutil
import subprocess
import sys
import sysconfig
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
    """Source and target, each source once, as a catalog has it."""
    sides = (path.read_text("utf-8").split("\n") for path in (source, target))
    return list({a: b for a, b in zip(*sides, strict=True) if a and b}.items())


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


def beside_pofilter(rows: list[tuple[str, str]], program: str, limit: float) -> int:
    """Both programs as a user runs them on one file, in turn, start of the process included; pofilter
    with the tests it does by default, ours with all checks but the termbase's, which it has none of.
    1 where we are less than `limit` times as fast."""
    with tempfile.TemporaryDirectory() as folder:
        path, out = Path(folder) / "a.po", Path(folder) / "o.po"
        count = written(rows, path)
        script = Path(sysconfig.get_path("scripts")) / "workbench"
        ours = [script, "check", "--no-terms", "--fail-on", "never", path]
        theirs = [program, "--language", "ja", path, out] if shutil.which(program) else None
        took: dict[str, float] = {}
        for _turn in range(10):
            for name, command in (("ours", ours), ("theirs", theirs)):
                if command is not None:
                    took[name] = min(wall(command), took.get(name, 1e9))
        print(f"\none file of {count} units, wall clock, process start included, best of ten:")
        print(f"workbench check --no-terms  {took['ours']:6.2f} s")
        if theirs is None:
            print("pofilter: not installed (pip install translate-toolkit)")
            return 0
        flagged = out.read_text("utf-8").count("\nmsgid ") - 1
        print(
            f"pofilter, default tests     {took['theirs']:6.2f} s, {100 * flagged / count:.1f} % flagged"
        )
        ratio = took["theirs"] / took["ours"]
        print(f"pofilter / workbench        {ratio:6.2f} (limit {limit})")
        return int(ratio < limit)


def written(rows: list[tuple[str, str]], path: Path) -> int:
    """The rows as a catalog, each source once."""
    table = str.maketrans({"\\": "\\\\", '"': '\\"', "\t": "\\t"})
    once = [(s.translate(table), t.translate(table)) for s, t in dict(rows).items()]
    head = (
        'msgid ""\nmsgstr ""\n"Language: ja\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    )
    path.write_text(head + "\n".join(f'msgid "{s}"\nmsgstr "{t}"\n' for s, t in once), "utf-8")
    return len(once)


def wall(command: list[str | Path]) -> float:
    """Seconds a command takes."""
    started = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - started


def main() -> int:
    made = argparse.ArgumentParser()
    made.add_argument("--shared", type=Path, default=Path(__file__).resolve().parents[3] / "shared")
    made.add_argument("--segments", type=int, default=8_000)
    made.add_argument("--pofilter", default="pofilter", metavar="PATH")
    made.add_argument("--linear", action="store_true")
    made.add_argument("--limit", type=float, default=5.0, help="times pofilter's speed")
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
    return beside_pofilter(rows, arguments.pofilter, arguments.limit)


if __name__ == "__main__":
    sys.exit(main())
