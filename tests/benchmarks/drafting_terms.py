"""Terms in drafts, and what they cost: `python tests/benchmarks/drafting_terms.py [--package FILE]`.

On tests/data/term_sentences.tsv (sentences of ours with the terms they must honour, right ones and
deliberately wrong ones): share of the terms in the output at the first try and after the ladder, and
chrF against our references. Then the time of drafting an article with the termbase beside the time of
drafting it plain, both loaded before, best of some runs. Exits 1 where success after the ladder with
the right terms is below --success per cent, chrF falls below the plain draft's, or the cost is above
--cost times plain drafting.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def main() -> int:
    made = argparse.ArgumentParser(description=__doc__)
    made.add_argument("article", nargs="?", type=Path,
                      default=ROOT / "workbench/data/sample/tokyo-certificates.html")  # fmt: skip
    made.add_argument("--package", type=Path, help="an .argosmodel (default: the shipped one)")
    made.add_argument("--runs", type=int, default=2)
    made.add_argument("--success", type=float, default=95.0)
    made.add_argument("--cost", type=float, default=3.0)
    given = made.parse_args()
    archive = given.package or next((ROOT / "workbench/data/packages").glob("*.argosmodel"))
    from workbench.article import cut, read_article, segmenter
    from workbench.drafting import draft_texts
    from workbench.drafting.argos import ArgosEngine
    from workbench.terms import Termbase
    from workbench.training.evaluate import term_success

    engine = ArgosEngine("en", "ja", archive)
    engine.load()
    print(f"{archive.name}, terms in the output")
    print(f"{'asked':<7} {'first try':>10} {'ladder':>8} {'chrF':>7}")
    rows = term_success(engine, ROOT / "tests/data/term_sentences.tsv")
    for name, row in rows.items():
        ladder = f"{row['ladder']:.1f} %" if "ladder" in row else "–"
        print(f"{name:<7} {row['success']:>8.1f} % {ladder:>8} {row['chrf']:>7.2f}")
    termbase = Termbase.load([ROOT / "glossary"], "en", "ja")
    texts = [paragraph.text for paragraph in read_article(given.article).paragraphs]
    by = segmenter("en")
    best = {"plain": 1e9, "with terms": 1e9}
    for _run in range(given.runs):
        for name in best:
            started = time.perf_counter()
            draft_texts(
                engine, texts, cut=lambda text: cut(text, by),
                choose=(lambda s: termbase.choices(termbase.match(s))) if name != "plain" else None,
            )  # fmt: skip
            best[name] = min(best[name], time.perf_counter() - started)
    cost = best["with terms"] / best["plain"]
    print(
        f"{given.article.name}: plain {best['plain']:.2f} s, with terms {best['with terms']:.2f} s, {cost:.2f} ×"
    )
    missed = rows["right"]["ladder"] < given.success or rows["right"]["chrf"] < rows["none"]["chrf"]
    return int(missed or cost > given.cost)


if __name__ == "__main__":
    raise SystemExit(main())
