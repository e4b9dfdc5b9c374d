"""The screen's speed: the real program on a pseudo terminal, keys sent, what is drawn timed.

    python tests/benchmarks/screen_speed.py [--keys 40] [--units 27 1000 10000]

Prints for each size: seconds from starting the process to the first frame with a source in it; key to
paint (a Japanese character sent, until the terminal receives it drawn) as median and 95th percentile;
the same for going to the next unit; the resident memory's peak. Then, in one process, the time from the
last key to terms and findings drawn for a paragraph of 1,000 characters, and the time the shipped
package takes to say how a sentence goes on. Figures are wall clock on
the machine as it is: say what else ran.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tui"))

from stage import article
from terminal import Terminal

from workbench.config import Config
from workbench.desk.desk import Desk
from workbench.desk.session import Session
from workbench.model import Finding, Verdict
from workbench.tui.app import EditorApp

ROOT = Path(__file__).resolve().parents[2]

KANA = "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめも"
SENTENCE = "The High Court ruled on {n} that same-sex couples may register."
LONG = "札幌高等裁判所は、同性カップルの結婚を認めない法律は憲法に違反すると判断した。"


def quantiles(seconds: list[float]) -> str:
    """`median / p95` in milliseconds."""
    ordered = sorted(seconds)
    p95 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    return f"{statistics.median(ordered) * 1000:6.1f} / {p95 * 1000:6.1f}"


def timed(terminal: Terminal, keys: str, wanted: str) -> float:
    """Seconds from sending keys to reading what they draw."""
    terminal.said = b""
    begun = time.perf_counter()
    terminal.burst(keys)
    terminal.read(wanted)
    return time.perf_counter() - begun


def peak(pid: int) -> float:
    """Peak resident memory in MiB."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) / 1024
    return 0.0


def one(units: int, keys: int, folder: Path) -> str:
    """A row of the table."""
    path = article(folder / f"{units}.po", [SENTENCE.format(n=n) for n in range(1, units + 1)])
    begun = time.perf_counter()
    terminal = Terminal(path)
    terminal.read("ruled on 1 that")
    first = time.perf_counter() - begun
    terminal.keys("\x1b[B")
    typed = []
    for number in range(keys):
        typed.append(timed(terminal, KANA[number % len(KANA)], KANA[number % len(KANA)]))
        time.sleep(0.1)
    moved = []
    for number in range(2, min(keys, units)):
        moved.append(timed(terminal, "\x1b[1;5B", f"{number}/{units}"))
        time.sleep(0.1)
    memory = peak(terminal.pid)
    terminal.keys("\x03", "d")
    terminal.status()
    return f"{units:>6}  {first:8.2f}  {quantiles(typed)}  {quantiles(moved)}  {memory:6.0f}"


class Timed(EditorApp):
    """The editor, noting when terms and findings of the last key are known and handed to the painter."""

    def _judged(self, stamp: int, verdicts: tuple[Verdict, ...]) -> bool:
        wanted = super()._judged(stamp, verdicts)
        self.terms_at = time.perf_counter()
        return wanted

    def _inspected(self, stamp: int, findings: list[Finding]) -> None:
        super()._inspected(stamp, findings)
        self.findings_at = time.perf_counter()


async def verdicts(folder: Path, keys: int) -> str:
    """Milliseconds from a key to its terms and to its findings, in a paragraph of 1,000 characters."""
    path = article(folder / "long.po", [SENTENCE.format(n=1) * 16])
    with Session.open(path) as session:
        desk = Desk.of(Config(), session.catalog)
        desk.memory = None
        session.edit((LONG * 30)[:1000])
        app = Timed(session, desk, Config(theme="workbench-dark"))
        terms, findings = [], []
        async with app.run_test(size=(120, 40)) as pilot:
            await app.workers.wait_for_complete()
            for number in range(keys):
                begun = time.perf_counter()
                app.target.insert(KANA[number % len(KANA)])
                await pilot.pause()
                await app.workers.wait_for_complete()
                terms.append(app.terms_at - begun)
                findings.append(app.findings_at - begun)
        return f"{quantiles(terms)}   {quantiles(findings)}"


def offers(count: int) -> str:
    """Milliseconds until the shipped package says how a sentence goes on, and the engine's loading."""
    path = ROOT / "workbench/data/sample/tokyo-certificates.ja.po"
    with Session.open(path, read_only=True) as session:
        drafter = Desk.of(Config(), session.catalog)
        units = [unit for unit in session.units if len(unit.target) > 30]
        begun = time.perf_counter()
        drafter.rest(units[0].source, units[0].target[:4])
        loading = time.perf_counter() - begun
        took: list[float] = []
        for number in range(count):
            unit = units[number % len(units)]
            typed = unit.target[: 3 + (7 * number) % (len(unit.target) - 3)]
            begun = time.perf_counter()
            if drafter.rest(unit.source, typed):  # an offer that is none costs nothing
                took.append(time.perf_counter() - begun)
    said = f"{len(took)} offers for {count} pauses; the first, with loading: {loading * 1000:.0f}"
    return f"{quantiles(took)}   ({said})"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keys", type=int, default=40)
    parser.add_argument("--units", type=int, nargs="*", default=[27, 1000, 10_000])
    given = parser.parse_args()
    load = os.getloadavg()[0]
    print(f"load {load:.1f} on {os.cpu_count()} cores")
    print(" units  first s   key ms p50/p95   next ms p50/p95     MiB")
    with tempfile.TemporaryDirectory() as folder:
        for units in given.units:
            print(one(units, given.keys, Path(folder)), flush=True)
        print("1,000 characters: terms, then findings, ms p50/p95:", end=" ", flush=True)
        print(asyncio.run(verdicts(Path(folder), given.keys)))
    print(f"type-ahead, from the pause to the offer, ms p50/p95: {offers(5 * given.keys)}")


if __name__ == "__main__":
    main()
