"""How many of the mistakes made on purpose the checks find.

    python tests/benchmarks/checks_seeded.py [--each 20] [--show]

Good pairs (the sample article's reference, the sentences of tests/data, the project's own training
sentences) are broken by the rules of `checks_seeds`; for each check this prints how many seeds it
found, and fails below 0.95 in all. A pair on which a check already speaks is not used for it.
`--show` prints the seeds that were missed.
"""

from __future__ import annotations

import argparse
import csv
import lzma
import random
import sys
from collections.abc import Sequence
from pathlib import Path

import checks_seeds_terms
from checks_seeds import RULES, Case, Pair
from checks_seeds_more import HOUSE

from workbench.catalog import read_po
from workbench.checks import CheckContext, registry, run_checks
from workbench.checks.house_list import HouseList
from workbench.config import shipped
from workbench.model import Unit
from workbench.terms import Termbase

ROOT = Path(__file__).resolve().parents[2]
WANTED = 0.95
PAIRS = 5_000
"""Of each table, so that the figures stay comparable when more pairs are written."""


def good_pairs() -> list[Pair]:
    """Every good pair in the checkout that this project wrote, in one order, once each."""
    found: dict[Pair, None] = {}
    for unit in read_po(ROOT / "workbench/data/sample/tokyo-certificates.ja.po").live:
        found[unit.source, unit.target] = None
    texts = [
        (ROOT / "tests/data/term_sentences.tsv").read_text("utf-8"),
        lzma.decompress((ROOT / "workbench/data/pairs/en-ja.tsv.xz").read_bytes()).decode(),
    ]
    for text in texts:
        lines = text.splitlines()[1 : 1 + PAIRS]
        for row in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            found[row[1], row[2]] = None
    return list(found)


def finds(
    check: str, units: Sequence[Unit], wrong: frozenset[str], made: Case, termbase: Termbase
) -> bool:
    context = CheckContext(
        "en", "ja", units, termbase, checks_seeds_terms.CHOICES.get(id(made), {}), HouseList(HOUSE)
    )
    return any(f.unit in wrong for f in run_checks(units, context, only=[check]))


def seeds_of(check: str, pairs: list[Pair], each: int, termbase: Termbase) -> list[Case]:
    """Seeds for a check, its rules in turn, on pairs in a random but fixed order."""
    rng = random.Random(check)
    rules = RULES[check]
    made: list[Case] = []
    order = rng.sample(pairs, len(pairs))
    for number in range(6 * len(order)):
        if len(made) >= each:
            break
        found = rules[len(made) % len(rules) if number < 5 * len(order) else number % len(rules)](
            order[number % len(order)], rng, pairs
        )
        if found and not finds(check, found.good, found.wrong, found, termbase):
            made.append(found)
    return made


def main() -> int:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--each", type=int, default=20, help="seeds per check")
    arguments.add_argument("--show", action="store_true")
    given = arguments.parse_args()
    pairs = good_pairs()
    termbase = Termbase.load([shipped("glossary")], "en", "ja")
    checks_seeds_terms.use(termbase)
    total = caught = 0
    print(f"{len(pairs)} good pairs\n{'check':<30} {'seeds':>5} {'found':>5} {'recall':>7}")
    for check, asked in registry().items():
        if asked.languages and "ja" not in asked.languages:
            continue  # its good pairs are Japanese
        seeds = seeds_of(check, pairs, given.each, termbase) if check in RULES else []
        hit = [finds(check, seed.units, seed.wrong, seed, termbase) for seed in seeds]
        total, caught = total + len(seeds), caught + sum(hit)
        recall = f"{sum(hit) / len(seeds):7.2f}" if seeds else "      –"
        print(f"{check:<30} {len(seeds):>5} {sum(hit):>5} {recall}")
        if given.show:
            for seed, found in zip(seeds, hit, strict=True):
                if not found:
                    print(
                        f"    missed: {seed.units[-1].source}\n            {seed.units[-1].target}"
                    )
    print(f"{'all':<30} {total:>5} {caught:>5} {caught / max(1, total):7.3f}")
    return 0 if total >= 600 and caught / total >= WANTED else 1


if __name__ == "__main__":
    sys.exit(main())
