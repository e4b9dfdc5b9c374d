"""What a long text costs: four times the text takes about four times the work, never sixteen times."""

from __future__ import annotations

import itertools
from functools import partial
from pathlib import Path

import pytest

from tests.growth import grows_at_most
from workbench.language.japanese import morphemes
from workbench.model import VerdictKind
from workbench.terms import Termbase

BASE = Path(__file__).resolve().parents[2] / "glossary"
ENGLISH = (
    "The court held that a same-sex couple may register a partnership. Nobody is told of discrimination."
    " The High Court ruled on the injunction. Homosexuals and transgender people marched for a bill. "
)
TARGETS = {
    "all said": "裁判所は同性カップルがパートナーシップを届け出られるとした。差別は語られない。"
    "高等裁判所は差し止めについて判決を下した。同性愛者とトランスジェンダーの人びとが法案を求めた。",
    "half of it said": "裁判所は差別を語った。",
    "forbidden words": "ホモとレズとおかまが裁判所で差別を訴えた。ホモのカップルもいた。",
    "no terms": "区役所は月曜に開くと発表した。",
    "no sentence ends": "裁判所差別",
}


@pytest.fixture(scope="module")
def base() -> Termbase:
    made = Termbase.load([BASE], "en", "ja")
    made.verdicts(ENGLISH, TARGETS["all said"])  # dictionaries are read at first use
    return made


@pytest.mark.parametrize("name", TARGETS)
def test_time_grows_with_the_text(base: Termbase, name: str) -> None:
    """From 20,000 to 80,000 characters the time grows at most sixfold."""

    def judge(size: int, attempt: int) -> None:
        head = f"{attempt}. "  # another text: nothing is remembered of it
        base.verdicts(
            head + ENGLISH * (size // len(ENGLISH)),
            head + TARGETS[name] * (size // len(TARGETS[name])),
        )

    grows_at_most(6, partial(judge, 20_000), partial(judge, 80_000), floor=0.001)


def test_of_many_other_mentions_those_near_by_are_named(base: Termbase) -> None:
    """A thousand findings name sixteen stretches each, not a thousand."""
    found = base.verdicts("discrimination. " * 400, "差別。" * 200)
    missing = [verdict for verdict in found if verdict.kind is VerdictKind.MISSING]
    assert len(missing) == 200
    assert {len(verdict.elsewhere) for verdict in missing} == {16}


@pytest.mark.parametrize("unit", ["彼は「家を買う。」と言った。\n", "同性婚、", "a", "東京 "])
def test_a_text_read_in_pieces_has_each_of_its_words_in_its_place(unit: str) -> None:
    """Beyond what is read at once the words still stand where they say, in order, none twice and none
    left out; where sentences end they are those of one sentence alone."""
    text = unit * (50_000 // len(unit))
    found = morphemes(text)
    assert all(text[word.start : word.end] == word.surface for word in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    assert sum(len(word.surface) for word in found) == len("".join(text.split()))
    if "。" in unit:
        alone = [word.surface for word in morphemes(unit)]
        assert [word.surface for word in found] == alone * (50_000 // len(unit))
