"""The gold set: every labelled case, and precision and recall over each side.

`tests/data/terms_gold.tsv` has one case a line: side, language, form, text, expect. A form may carry
`@` and a part of speech or `exact`. `expect` is the spans as text, split by `|` (parts of a
discontiguous term by ` … `), or `-`. On the side `verdict` the form is a termbase
(`en=ja|admitted!forbidden;…`), the text `source ⇒ target`, and `expect` a verdict for each occurrence.
Labels were written before the rules were run on them.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benchmarks"))

from terms_goldset import Tally, found, read_gold, tally

GOLD = read_gold()


def test_the_set_is_large_and_has_traps() -> None:
    assert len(GOLD) >= 400
    assert sum(not case.expect for case in GOLD) >= 100
    assert len({(c.side, c.language, c.form, c.pos, c.text) for c in GOLD}) == len(GOLD)


@pytest.mark.parametrize("side", ["source", "target", "verdict"])
def test_precision_and_recall(side: str) -> None:
    """At least 0.98 each on every side."""
    result: Tally = tally([case for case in GOLD if case.side == side], found)

    wrong = "\n".join(f"{case.form!r} in {case.text!r}: {got}" for case, got in result.wrong)
    assert result.precision >= 0.98, wrong
    assert result.recall >= 0.98, wrong
