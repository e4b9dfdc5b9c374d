"""Concordance in a large memory: `python tests/benchmarks/memory_concordance.py --corpus train.tsv.xz`.

Fills a memory with --segments pairs of the corpus, then looks up, at most 50 at a time: words and
phrases of English sources, pieces of two and of more characters of Japanese targets, lemmas and
patterns. Prints median and 95th percentile of the time for each kind, beside a scan with SQLite's own
LIKE. Exits 1 where a kind's 95th percentile is above --limit milliseconds.
"""

from __future__ import annotations

import argparse
import random
import re
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from memory_matching import pairs, timed

from workbench.memory import Memory, MemoryEntry


def main() -> int:
    made = argparse.ArgumentParser(description=__doc__)
    made.add_argument("--corpus", type=Path, required=True)
    made.add_argument("--segments", type=int, default=100_000)
    made.add_argument("--queries", type=int, default=100)
    made.add_argument("--limit", type=float, default=50.0)
    given = made.parse_args()
    rng = random.Random(7)
    path = Path(tempfile.mkdtemp(prefix="memory-")) / "en-ja.sqlite"
    some: list[tuple[str, str]] = []

    def entries() -> Iterator[MemoryEntry]:
        for source, target in pairs(given.corpus, given.segments, rng):
            if rng.random() < 2_000 / given.segments:
                some.append((source, target))
            yield MemoryEntry(source, target)

    with Memory(path, "en", "ja") as memory:
        memory.add(entries())
    memory = Memory(path, "en", "ja", readonly=True)
    kinds = {
        "English word": ("source", "text", lambda s, _t: piece(s, 1)),
        "English phrase": ("source", "text", lambda s, _t: piece(s, 3)),
        "English lemma": ("source", "lemma", lambda s, _t: piece(s, 1)),
        "two Japanese characters": ("target", "text", lambda _s, t: part(t, 2)),
        "six Japanese characters": ("target", "text", lambda _s, t: part(t, 6)),
        "Japanese pattern": ("target", "regex", lambda _s, t: part(t, 2) + "."),
    }

    def piece(text: str, size: int) -> str:
        words = re.findall(r"[A-Za-z]{3,}", text)
        at = rng.randrange(max(1, len(words) - size + 1))
        joined = r"\W+".join(words[at : at + size])
        match = re.search(joined, text) if words else None
        return match.group() if match else "court"

    def part(text: str, size: int) -> str:
        runs = re.findall(rf"[\u3041-\u9fff]{{{size},}}", text) or ["裁判所の判断を示した"]
        run = rng.choice(runs)
        at = rng.randrange(len(run) - size + 1)
        return run[at : at + size]

    print(f"{given.segments} segments, {given.queries} queries of each kind")
    bad = False
    for name, (side, mode, make) in kinds.items():
        queries = [make(*rng.choice(some)) for _n in range(given.queries)]
        median, late = timed(partial(memory.concordance, side=side, mode=mode), queries)
        bad = bad or late > given.limit
        print(f"{name:<26} {median:>8.1f} ms {late:>8.1f} ms")
    raw = sqlite3.connect(path)
    like = "select id from segment where target like ? order by id desc limit 50"
    queries = [f"%{part(rng.choice(some)[1], 2)}%" for _n in range(min(20, given.queries))]
    median, late = timed(lambda q: raw.execute(like, (q,)).fetchall(), queries)
    print(f"{'LIKE, two characters':<26} {median:>8.1f} ms {late:>8.1f} ms")
    return int(bad)


if __name__ == "__main__":
    raise SystemExit(main())
