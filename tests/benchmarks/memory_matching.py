"""Matching in a large memory: `python tests/benchmarks/memory_matching.py --corpus train.tsv.xz`.

Fills a memory with --segments pairs of the corpus (source_id, en, ja; where it is shorter, again with
a few words exchanged), then asks for the five best matches of 70 % or more of sources with 5 to 25 %
of their words changed. Brute force over all segments, with the same rate, is the truth on --truth of
the queries. Ours is asked in a process of its own, so that its memory can be told from the brute
force's. Prints recall, median and 95th percentile of the time, time to open, peak memory, and in the
same table plain rapidfuzz and difflib scans. Exits 1 beyond the targets.
"""

from __future__ import annotations

import argparse
import difflib
import json
import lzma
import random
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from workbench.memory import Memory, MemoryEntry
from workbench.memory.tokens import units_of


def pairs(corpus: Path, count: int, rng: random.Random) -> Iterator[tuple[str, str]]:
    """`count` distinct pairs of at least four words; matches with equal targets would be shown once."""
    words: list[str] = []
    seen: set[str] = set()
    for lap in range(100):
        with lzma.open(corpus, "rt", encoding="utf-8") as file:
            for line in file:
                row = line.rstrip("\n").split("\t")
                if len(row) != 3 or row[1].count(" ") < 3 or len(row[1]) > 600:
                    continue
                words += row[1].split()[:1]
                source = changed(row[1], words, rng) if lap else row[1]
                if source not in seen:
                    seen.add(source)
                    yield source, f"{row[2]}（{lap}）" if lap else row[2]
                    if len(seen) >= count:
                        return


def changed(text: str, words: list[str], rng: random.Random) -> str:
    """5 to 25 % of the words taken out, put in or exchanged."""
    row = text.split()
    for _n in range(max(1, round(len(row) * rng.uniform(0.05, 0.25)))):
        at = rng.randrange(len(row))
        kind = rng.random()
        if kind < 0.3 and len(row) > 3:
            del row[at]
        elif kind < 0.5:
            row.insert(at, rng.choice(words))
        else:
            row[at] = rng.choice(words)
    return " ".join(row)


def timed(ask: Callable[[str], object], queries: list[str]) -> tuple[float, float]:
    """(median, 95th percentile) in milliseconds."""
    took = []
    for query in queries:
        started = time.perf_counter()
        ask(query)
        took.append(1000 * (time.perf_counter() - started))
    took.sort()
    return statistics.median(took), took[min(len(took) - 1, int(0.95 * len(took)))]


def peak() -> float:
    """MiB this process ever had; a child's ru_maxrss would begin with its parent's."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(re.search(r"VmHWM:\s+(\d+)", status.read_text())[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def ask(path: str) -> None:
    """A process that opens a memory and answers the queries on its standard input."""
    started = time.perf_counter()
    memory = Memory(Path(path), "en", "ja", readonly=True)
    opened = 1000 * (time.perf_counter() - started)
    queries = json.load(sys.stdin)
    memory.matches(queries[0])
    row = timed(lambda q: memory.matches(q, limit=5, minimum=70), queries)
    json.dump([opened, *row, peak()], sys.stdout)


def main() -> int:
    made = argparse.ArgumentParser(description=__doc__)
    made.add_argument("--corpus", type=Path, required=True)
    made.add_argument("--segments", type=int, default=100_000)
    made.add_argument("--queries", type=int, default=100)
    made.add_argument("--truth", type=int, default=20)
    given = made.parse_args()
    rng = random.Random(7)
    path = Path(tempfile.mkdtemp(prefix="memory-")) / "en-ja.sqlite"
    sources: list[str] = []

    def entries() -> Iterator[MemoryEntry]:
        for source, target in pairs(given.corpus, given.segments, rng):
            sources.append(source)
            yield MemoryEntry(source, target)

    started = time.perf_counter()
    with Memory(path, "en", "ja") as memory:
        memory.add(entries())
    filled = time.perf_counter() - started
    words = [word for source in sources[:5_000] for word in source.split()]
    queries = [changed(rng.choice(sources), words, rng) for _n in range(given.queries)]
    words_of_child = [sys.executable, __file__, "--ask", str(path)]
    answered = subprocess.run(
        words_of_child, input=json.dumps(queries), capture_output=True, text=True, check=True
    )
    opened, median, late, most = json.loads(answered.stdout)
    rows = [("ours", median, late)]
    memory = Memory(path, "en", "ja", readonly=True)
    cut = [units_of(source, "en") for source in sources]

    def brute(query: str) -> list[int]:
        units = units_of(query, "en")
        rates = process.extract(
            units, cut, scorer=Levenshtein.normalized_similarity, score_cutoff=0.7, limit=5,
            processor=None,
        )  # fmt: skip
        return [min(99, int(100 * rate)) if rate < 1 else 100 for _row, rate, _n in rates]

    good = whole = 0
    for query in queries[: given.truth]:
        truth = brute(query)
        found = [min(100, m.rate) for m in memory.matches(query, limit=50, minimum=70)]
        whole += len(truth)
        good += sum(min(found.count(rate), truth.count(rate)) for rate in set(truth))
    few = queries[:5]
    rows.append(("rapidfuzz, words, all segments", *timed(brute, few)))
    some = sources[: min(len(sources), 2_000)]
    share = len(sources) / len(some)
    slow = timed(lambda q: difflib.get_close_matches(q, some, 5, 0.7), few[:2])
    rows.append(("difflib (reckoned from 2,000)", slow[0] * share, slow[1] * share))
    recall = good / max(1, whole)
    size = path.stat().st_size / 1e6
    print(
        f"{len(sources)} segments, {size:.0f} MB, filled in {filled:.0f} s, opened in {opened:.1f} ms"
    )
    print(f"{'':<32} {'median':>10} {'p95':>10}")
    for name, median, late in rows:
        print(f"{name:<32} {median:>7.1f} ms {late:>7.1f} ms")
    print(
        f"recall of the true five best ≥ 70 %: {good}/{whole} = {recall:.3f} on {given.truth} queries"
    )
    print(f"peak memory of the process that asks: {most:.0f} MiB")
    return int(recall < 0.97 or rows[0][2] > 10 or opened > 100 or most > 400)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--ask"]:
        ask(sys.argv[2])
    else:
        raise SystemExit(main())
