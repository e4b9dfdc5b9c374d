"""The gold set: every labelled case, and precision and recall over each side.

`tests/data/terms_gold.tsv` has one case a line: side, language, form, text, expect. A form may carry
`@` and a part of speech or `exact`. `expect` is the spans as text, split by `|` (parts of a
discontiguous term by ` … `), or `-`. Labels were written before the rules were run on them.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benchmarks"))

from terms_goldset import Case, Tally, read_gold, tally

from workbench.terms.concept import Concept, Terms
from workbench.terms.find import find_form
from workbench.terms.match import matcher

GOLD = read_gold()


def found(case: Case) -> list[str]:
    """What we find, written as the gold set writes it."""
    if case.side == "target":
        return [case.text[slice(*span)] for span in find_form(case.form, case.text, case.language)]
    concept = Concept(
        "c",
        pos=case.pos,
        case="exact" if case.exact else "smart",
        terms={case.language: Terms(preferred=case.form)},
    )
    hits = matcher([concept], case.language).match(case.text)
    return [" … ".join(case.text[slice(*span)] for span in hit.spans) for hit in hits]


def test_the_set_is_large_and_has_traps() -> None:
    assert len(GOLD) >= 400
    assert sum(not case.expect for case in GOLD) >= 100
    assert len({(c.side, c.language, c.form, c.pos, c.text) for c in GOLD}) == len(GOLD)


@pytest.mark.parametrize("side", ["source", "target"])
def test_precision_and_recall(side: str) -> None:
    """At least 0.98 each on either side."""
    result: Tally = tally([case for case in GOLD if case.side == side], found)

    wrong = "\n".join(f"{case.form!r} in {case.text!r}: {got}" for case, got in result.wrong)
    assert result.precision >= 0.98, wrong
    assert result.recall >= 0.98, wrong
