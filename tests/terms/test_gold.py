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

from terms_goldset import FOLDER, LANGUAGES, Tally, found, read_gold, tally

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


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sets_of_further_languages_are_large_and_have_traps(language: str) -> None:
    """At least 80 cases each, on both sides and as verdicts, the language as target and as source."""
    cases = read_gold(FOLDER / f"{language}.tsv")

    assert len(cases) >= 80
    assert sum(not case.expect for case in cases) >= 15
    assert {case.language for case in cases} == {language, f"en>{language}", f"{language}>en"}
    assert len({(c.side, c.language, c.form, c.pos, c.text) for c in cases}) == len(cases)


@pytest.mark.parametrize("side", ["source", "target", "verdict"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_precision_and_recall_in_further_languages(language: str, side: str) -> None:
    """At least 0.95 each on every side; `python tests/benchmarks/terms_gold.py` prints them."""
    if language.startswith("zh"):
        pytest.importorskip("rjieba", reason="the words of a Chinese text are asked of rjieba")
    cases = read_gold(FOLDER / f"{language}.tsv")
    result = tally([case for case in cases if case.side == side], found)

    wrong = "\n".join(f"{case.form!r} in {case.text!r}: {got}" for case, got in result.wrong)
    assert result.precision >= 0.95, wrong
    assert result.recall >= 0.95, wrong
