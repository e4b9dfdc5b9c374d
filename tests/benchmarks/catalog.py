"""Catalogs of 1,000, 10,000 and 50,000 units beside polib and msgfmt.

Run: `python tests/benchmarks/catalog.py [--slow]`. Prints a table: loading and saving one edit, ours
and polib's with `wrapwidth=0` (the width that does not rewrap), and compiling to `.mo`, ours, polib's
and msgfmt's (whole process), best of three, each measurement in a process of its own; peak memory of
the process. polib's `.mo` is quadratic: at 50,000 units it is measured with --slow only.
Exits 1 where loading and saving takes more than 1.5 × polib, or `.mo` more than 2 × msgfmt, at 50,000.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

SIZES = (1_000, 10_000, 50_000)
_EN = "the court ruled on Tuesday that couples partners city system oath law family right same".split()
_JA = (
    "裁判所は火曜日に判断した。 同性カップルの 権利を 認める 都は 制度を 始めた。 宣誓 法律".split()
)
_HEAD = (
    'msgid ""\nmsgstr ""\n"Project-Id-Version: big\\n"\n"Language: ja\\n"\n"MIME-Version: 1.0\\n"\n'
    '"Content-Type: text/plain; charset=UTF-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
    '"Plural-Forms: nplurals=1; plural=0;\\n"\n"X-Source-Language: en\\n"\n'
)


def write(path: Path, size: int) -> None:
    """A catalog of `size` units: paragraphs of 10 to 40 words, two thirds of them drafts."""
    chance = random.Random(5)
    with path.open("w", encoding="utf-8") as file:
        file.write(_HEAD)
        for n in range(size):
            words = " ".join(chance.choices(_EN, k=chance.randint(10, 40)))
            target = "".join(chance.choices(_JA, k=chance.randint(4, 15)))
            file.write(f"\n#. p{n + 1} paragraph\n#: big.html:{n + 1}\n")
            file.write("#, fuzzy\n" if n % 3 else "")
            file.write(f'msgid "{n} {words}"\nmsgstr "{target}"\n')


def ours_edit(path: Path) -> None:
    """Load, change one unit, save."""
    from workbench.catalog import read_po, save_po

    catalog = read_po(path)
    unit = catalog.units[len(catalog.units) // 2]
    save_po(catalog.replace(replace(unit, target=unit.target + "。")), path)


def polib_edit(path: Path) -> None:
    """The same with polib."""
    import polib

    catalog = polib.pofile(str(path), wrapwidth=0)
    catalog[len(catalog) // 2].msgstr += "。"
    catalog.save()


def ours_mo(path: Path) -> float:
    """Compile; returns the seconds of the compiling itself."""
    from workbench.catalog import read_po, write_mo

    catalog = read_po(path)
    return timed(lambda: write_mo(catalog, path.with_suffix(".mo")))


def polib_mo(path: Path) -> float:
    """The same with polib."""
    import polib

    catalog = polib.pofile(str(path), wrapwidth=0)
    return timed(lambda: catalog.save_as_mofile(str(path.with_suffix(".mo"))))


def ours_po_to_mo(path: Path) -> None:
    """From file to file, as msgfmt does."""
    ours_mo(path)


TASKS: dict[str, Callable[[Path], float | None]] = {
    f.__name__: f for f in (ours_edit, polib_edit, ours_mo, polib_mo, ours_po_to_mo)
}


def timed(call: Callable[[], object]) -> float:
    started = time.perf_counter()
    call()
    return time.perf_counter() - started


def child(task: str, path: Path) -> None:
    """Run one task on a copy and print its seconds and the peak memory in MB."""
    copy = path.with_name(f"copy-{path.name}")
    shutil.copyfile(path, copy)
    import polib  # noqa: F401  (both sides read through it: its import is nobody's time)

    inner: list[float | None] = []
    whole = timed(lambda: inner.append(TASKS[task](copy)))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps([inner[0] if inner[0] is not None else whole, peak]))


def measured(task: str, path: Path, runs: int) -> tuple[float, float]:
    """Best seconds and their memory over `runs` processes."""
    words = [sys.executable, __file__, "--task", task, "--path", str(path)]
    found = [json.loads(subprocess.run(words, check=True, stdout=subprocess.PIPE).stdout)
             for _run in range(runs)]  # fmt: skip
    seconds, peak = min(found)
    return seconds, peak


def msgfmt(path: Path, runs: int) -> float | None:
    """Best seconds of msgfmt's whole process; None where it is not installed."""
    program = shutil.which("msgfmt")
    if program is None:
        return None
    words = [program, "-o", str(path.with_suffix(".ref.mo")), str(path)]
    return min(timed(lambda: subprocess.run(words, check=True)) for _run in range(runs))


def compare(path: Path, size: int, runs: int, slow: bool) -> tuple[float, float]:
    """Print the rows of one size; returns the two ratios that are promised."""
    edit, polibs = measured("ours_edit", path, runs), measured("polib_edit", path, runs)
    mo = measured("ours_mo", path, runs)
    whole, gettext = measured("ours_po_to_mo", path, runs), msgfmt(path, runs)
    quadratic = slow or size <= 10_000
    theirs = measured("polib_mo", path, runs if size <= 10_000 else 1) if quadratic else None
    ratio = edit[0] / polibs[0]
    print(f"{size:>6}  load + save  ours {edit[0]:7.3f} s {edit[1]:5.0f} MB   polib {polibs[0]:7.3f} s "
          f"{polibs[1]:5.0f} MB   {ratio:5.2f} ×")  # fmt: skip
    line = f"{size:>6}  .mo          ours {mo[0]:7.3f} s"
    line += f"   polib {theirs[0]:7.3f} s   {mo[0] / theirs[0]:6.3f} ×" if theirs else ""
    line += f"   msgfmt {gettext:6.3f} s   {mo[0] / gettext:5.2f} ×" if gettext else ""
    print(line)
    if gettext:
        print(f"{size:>6}  .po → .mo    ours {whole[0]:7.3f} s   msgfmt {gettext:6.3f} s   "
              f"{whole[0] / gettext:5.2f} ×", flush=True)  # fmt: skip
    return ratio, mo[0] / gettext if gettext else 0.0


def main() -> int:
    made = argparse.ArgumentParser(description=__doc__)
    made.add_argument("--slow", action="store_true", help="polib's .mo at 50,000 units too")
    made.add_argument("--runs", type=int, default=3)
    made.add_argument("--task", choices=TASKS, help=argparse.SUPPRESS)
    made.add_argument("--path", type=Path, help=argparse.SUPPRESS)
    arguments = made.parse_args()
    if arguments.task:
        child(arguments.task, arguments.path)
        return 0
    ratios = (0.0, 0.0)
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            path = Path(folder) / f"big-{size}.po"
            write(path, size)
            ratios = compare(path, size, arguments.runs, arguments.slow)
    return int(ratios[0] > 1.5 or ratios[1] > 2.0)


if __name__ == "__main__":
    raise SystemExit(main())
