"""How many concepts of the shipped termbase are proposed where it is hidden, and how many proposals are
such concepts.

Lives here: ten articles drawn from a folder of `topic, English, Japanese` tables, three draws. Run:
`python tests/benchmarks/terms_candidates.py ../shared/corpus/authored`. May import: terms, desk.
Precision here is a lower bound: a good proposal that the termbase happens not to have counts as wrong.
"""

from __future__ import annotations

import random
import sys
from collections import defaultdict
from pathlib import Path

from workbench.desk.term_candidates import _key, candidates
from workbench.terms import Termbase


def articles(folder: Path) -> list[list[str]]:
    """English paragraphs of one topic of one file, of ten or more."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for file in sorted(folder.glob("*.tsv")):
        for line in file.read_text("utf-8").splitlines():
            cells = line.split("\t")
            if len(cells) >= 3:
                found[file.name, cells[0].split(" ")[0]].append(cells[1])
    return [texts for texts in found.values() if len(texts) >= 10]


def main(folder: Path) -> None:
    """Print a line for each draw and length of list."""
    glossary = Path(__file__).resolve().parents[2] / "glossary"
    full, hidden = Termbase.load([glossary], "en", "ja"), Termbase([], "en", "ja")
    groups = articles(folder)
    for seed in (1, 2, 3):
        texts = [text for group in random.Random(seed).sample(groups, 10) for text in group]
        stands: dict[str, list[str]] = defaultdict(list)
        for text in texts:
            for hit in full.match(text):
                stands[hit.concepts[0]].append(_key(hit.text))
        often = {concept for concept, forms in stands.items() if len(forms) > 1}
        for limit in (100, 200, 400):
            found = candidates(hidden, texts, limit)
            keys = {_key(one.phrase) for one in found}
            proposed = {c for c, forms in stands.items() if keys.intersection(forms)}
            forms = {form for forms in stands.values() for form in forms}
            print(
                f"draw {seed}, {len(texts)} paragraphs, first {limit}:"
                f" recall {len(proposed) / len(stands):.2f} of {len(stands)} concepts,"
                f" {len(proposed & often) / len(often):.2f} of {len(often)} that stand twice,"
                f" precision at least {len(keys & forms) / len(keys):.2f}"
            )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
