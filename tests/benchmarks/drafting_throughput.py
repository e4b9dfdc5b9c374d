"""Steady speed beside raw CTranslate2: `python tests/benchmarks/drafting_throughput.py`.

Translates the same sentences (those of tests/data/term_sentences.tsv) with the same package and
options, in one process, in turn: by ArgosEngine.translate, and by ctranslate2.Translator's own
translate_batch on token lists made beforehand, sorted by length. Prints sentences a second of each
and exits 1 where ours is below --limit times the raw figure.
"""

from __future__ import annotations

import argparse
import csv
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def main() -> int:
    made = argparse.ArgumentParser(description=__doc__)
    made.add_argument("--package", type=Path, help="an .argosmodel (default: the shipped one)")
    made.add_argument("--runs", type=int, default=3)
    made.add_argument("--limit", type=float, default=0.9)
    given = made.parse_args()
    archive = given.package or next((ROOT / "workbench/data/packages").glob("*.argosmodel"))
    from workbench.drafting.argos import ArgosEngine

    with (ROOT / "tests/data/term_sentences.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        sentences = [row["en"] for row in rows]
    engine = ArgosEngine("en", "ja", archive)
    engine.load()
    model = engine._models[0]
    tokens = [model._read(sentence) for sentence in sentences]
    tokens.sort(key=len, reverse=True)
    options = model._options(1, plain=False, longest=max(map(len, tokens)))
    best = {"ours": 1e9, "raw": 1e9}
    for number in range(given.runs + 1):
        started = time.perf_counter()
        engine.translate(sentences)
        middle = time.perf_counter()
        model._translator.translate_batch(tokens, return_scores=True, **options)
        if number:
            best["ours"] = min(best["ours"], middle - started)
            best["raw"] = min(best["raw"], time.perf_counter() - middle)
    print(f"{archive.name}, {len(sentences)} sentences, best of {given.runs}")
    for name, seconds in best.items():
        print(f"{name:<5} {len(sentences) / seconds:7.1f} sentences a second")
    ratio = best["raw"] / best["ours"]
    print(f"ours is {ratio:.2f} of raw (limit {given.limit})")
    return int(ratio < given.limit)


if __name__ == "__main__":
    raise SystemExit(main())
