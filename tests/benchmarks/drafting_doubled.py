"""Terms and doubled phrases: `python tests/benchmarks/drafting_doubled.py [--pairs 300] [--seed 5]`.

On pairs held back from training whose source has a term of the shipped termbase: BLEU and chrF of drafts without
and with terms, the share of terms said, and how many drafts say a phrase twice that their source says once
(`safety.doubled`; of translations made by people one in two hundred does). Exits 1 where more drafts double a
phrase with terms than without.
"""

from __future__ import annotations

import argparse
import random
import time


def main() -> int:
    made = argparse.ArgumentParser(description=__doc__)
    made.add_argument("--pairs", type=int, default=300)
    made.add_argument("--seed", type=int, default=5)
    made.add_argument("--show", action="store_true", help="print the drafts that double a phrase")
    given = made.parse_args()
    from workbench.article import cut, segmenter
    from workbench.config import shipped
    from workbench.drafting import draft_texts
    from workbench.drafting.argos import ArgosEngine
    from workbench.drafting.safety import doubled
    from workbench.scoring import score
    from workbench.terms import Termbase
    from workbench.training.prepare import is_held_back, triples

    termbase = Termbase.load([shipped("glossary")], "en", "ja")
    by = segmenter("en", "paragraph")
    rows = sorted(
        {(en, ja) for _f, en, ja in triples(shipped("pairs", "en-ja.tsv.xz")) if is_held_back(en)}
    )
    random.Random(given.seed).shuffle(rows)
    rows = [row for row in rows[: 4 * given.pairs] if termbase.choices(termbase.match(row[0]))]
    rows = rows[: given.pairs]
    engine = ArgosEngine("en", "ja", None, 1)
    engine.load()
    print(f"{engine.package}, {len(rows)} held-back pairs with terms")
    print(f"{'':12}{'BLEU':>7}{'chrF':>7}{'terms said':>16}{'doubled':>9}{'CPU s':>8}")
    count = {}
    for name in ("without", "with"):
        started = time.process_time()
        made_by = draft_texts(
            engine, [en for en, _ja in rows], cut=lambda text: cut(text, by),
            choose=(lambda s: termbase.choices(termbase.match(s))) if name == "with" else None,
        )  # fmt: skip
        seconds = time.process_time() - started
        targets = [draft.target for draft in made_by]
        bleu, chrf = score(targets, [[ja for _en, ja in rows]], target_language="ja")[:2]
        verdicts = [
            v.kind.value
            for (en, _ja), t in zip(rows, targets, strict=True)
            for v in termbase.verdicts(en, t)
        ]
        good = sum(kind in {"honoured", "admitted"} for kind in verdicts)
        twice = [(en, t, d) for (en, _ja), t in zip(rows, targets, strict=True)
                 if (d := doubled(en, t, "en", "ja"))]  # fmt: skip
        count[name] = len(twice)
        print(
            f"{name:12}{bleu.value:7.2f}{chrf.value:7.2f}{good:9}/{len(verdicts):<6}{len(twice):9}{seconds:8.1f}"
        )
        for source, target, phrases in twice if given.show else ():
            print(f"  {'; '.join(phrases)}\n    {source}\n    {target}")
    return int(count["with"] > count["without"])


if __name__ == "__main__":
    raise SystemExit(main())
