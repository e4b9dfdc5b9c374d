"""How long the program takes to say something: `python tests/benchmarks/startup.py`.

Prints the best wall time of several runs of `workbench --version` and `workbench --help` beside
`python -c pass` of the same interpreter, in milliseconds. Exits 1 where a ratio is above --limit.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import sysconfig
import time
from pathlib import Path


def script() -> list[str]:
    """The console script of this interpreter's environment, else `python -m workbench`."""
    place = Path(sysconfig.get_path("scripts")) / "workbench"
    return [str(place)] if place.is_file() else [sys.executable, "-m", "workbench"]


def once(words: list[str]) -> float:
    """Seconds of one run."""
    started = time.perf_counter()
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL, env={**os.environ, "LC_ALL": "C"})
    return time.perf_counter() - started


def main() -> int:
    made = argparse.ArgumentParser(description=__doc__)
    made.add_argument("--runs", type=int, default=7)
    made.add_argument("--limit", type=float, default=5.0, help="times `python -c pass`")
    arguments = made.parse_args()
    rows = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "workbench --version": [*script(), "--version"],
        "workbench --help": [*script(), "--help"],
    }
    best = dict.fromkeys(rows, float("inf"))
    for words in rows.values():
        once(words)  # the first run reads from the disk and may compile
    for _run in range(arguments.runs):  # in turn, so that a busy moment hits all alike
        for name, words in rows.items():
            best[name] = min(best[name], once(words))
    base = best["python -c pass"]
    print(f"best of {arguments.runs}, Python {sys.version.split()[0]}")
    for name, seconds in best.items():
        print(f"{name:<22} {seconds * 1000:7.1f} ms  {seconds / base:5.2f} ×")
    return int(any(seconds / base > arguments.limit for seconds in best.values()))


if __name__ == "__main__":
    raise SystemExit(main())
