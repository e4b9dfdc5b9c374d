"""A match or a draft? `python tests/benchmarks/memory_drafts.py --corpus train.tsv.xz`

From one source of the corpus, pairs go into a memory and others are asked for. Where the memory has a
match of 75 % or more, prints chrF of the match's target and of the engine's draft against the
corpus's own translation, by match rate: from which rate on pretranslation should prefer the match.
"""

from __future__ import annotations

import argparse
import lzma
import random
import tempfile
from pathlib import Path

from workbench.drafting.argos import ArgosEngine
from workbench.memory import Memory, MemoryEntry
from workbench.scoring import score

ROOT = Path(__file__).resolve().parents[2]
BANDS = ((95, 99), (85, 94), (75, 84), (65, 74), (50, 64))


def main() -> int:
    made = argparse.ArgumentParser(description=__doc__)
    made.add_argument("--corpus", type=Path, required=True)
    made.add_argument("--source", default="libreoffice_help")
    made.add_argument("--segments", type=int, default=40_000)
    made.add_argument("--queries", type=int, default=2_000)
    made.add_argument("--each", type=int, default=120, help="at most so many of a band")
    made.add_argument("--package", type=Path, help="an .argosmodel (default: the shipped one)")
    given = made.parse_args()
    archive = given.package or next((ROOT / "workbench/data/packages").glob("*.argosmodel"))
    rows: dict[str, str] = {}
    with lzma.open(given.corpus, "rt", encoding="utf-8") as file:
        for line in file:
            row = line.rstrip("\n").split("\t")
            if len(row) == 3 and row[0] == given.source and 4 < row[1].count(" ") < 40:
                rows[row[1]] = row[2]
    pairs = list(rows.items())
    random.Random(7).shuffle(pairs)
    asked, kept = pairs[: given.queries], pairs[given.queries :][: given.segments]
    found: dict[tuple[int, int], list[tuple[str, str, str]]] = {band: [] for band in BANDS}
    path = Path(tempfile.mkdtemp(prefix="memory-")) / "en-ja.sqlite"
    with Memory(path, "en", "ja") as memory:
        memory.add(MemoryEntry(*pair) for pair in kept)
        for source, target in asked:
            for best in memory.matches(source, limit=1, minimum=50):
                for band in BANDS:
                    if band[0] <= best.rate <= band[1] and len(found[band]) < given.each:
                        found[band].append((source, target, best.target))
    engine = ArgosEngine("en", "ja", archive)
    print(f"{given.source}: {len(kept)} pairs in the memory, {len(asked)} asked for")
    print(f"{'rate':<8} {'n':>5} {'match chrF':>11} {'draft chrF':>11}")
    for (low, high), some in found.items():
        if not some:
            continue
        references = [target for _source, target, _match in some]
        drafts = [d.target for d in engine.translate([source for source, *_rest in some])]
        values = [
            score(side, [references], target_language="ja", metrics=["chrf"])[0].value
            for side in ([match for *_rest, match in some], drafts)
        ]
        print(f"{low}–{high:<5} {len(some):>5} {values[0]:>11.1f} {values[1]:>11.1f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
