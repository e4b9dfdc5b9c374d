"""Which concepts a hit may mean: the words themselves decide, never the order of loading."""

from __future__ import annotations

import itertools

import pytest

from workbench.model import TermHit, VerdictKind
from workbench.terms import Termbase
from workbench.terms.concept import Concept, Terms
from workbench.terms.verdicts import meant


def concept(name: str, en: str, ja: str, *admitted: str) -> Concept:
    return Concept(name, pos="noun", terms={"en": Terms(en, admitted), "ja": Terms(ja)})


COURTS = [
    concept("high", "high court", "高等裁判所"),
    concept("higher", "higher court", "上級審"),
    concept("top", "supreme court", "最高裁判所", "highest court"),
]


@pytest.mark.parametrize("order", list(itertools.permutations(COURTS)))
@pytest.mark.parametrize(
    ("text", "ids", "clear"),
    [
        ("high court", ("high",), True),
        ("High Courts", ("high",), True),
        ("the high court's", ("high",), True),
        ("Higher-court", ("higher",), True),
        ("highest court", ("top",), True),
        ("highermost court", ("high", "higher", "top"), False),
    ],
)
def test_words_decide_not_the_order(
    order: tuple[Concept, ...], text: str, ids: tuple[str, ...], clear: bool
) -> None:
    concepts = {c.id: c for c in order}
    words = text.removeprefix("the ")
    hit = TermHit(tuple(concepts), "high court", ((0, len(words)),), words)

    assert meant(concepts, hit, "en", "ja") == (ids, clear)


def test_the_concept_that_prefers_the_words_comes_first() -> None:
    base = Termbase(
        [concept("a", "hospital ward", "病棟", "ward"), concept("b", "ward", "区")], "en", "ja"
    )

    asked = base.choices(base.match("The ward said so."))[0]

    assert (asked.concept, asked.targets, asked.clear) == ("b", ("区", "病棟"), True)
    kinds = [base.verdicts("The ward said so.", target)[0].kind for target in ("区だ", "病棟だ")]
    assert kinds == [VerdictKind.HONOURED, VerdictKind.HONOURED]


def test_nothing_is_forced_where_the_choice_is_not_clear() -> None:
    rows = [
        concept("a", "House of Councillors", "参議院", "upper house"),
        concept("b", "Senate", "上院", "upper house"),
    ]
    for order in (rows, rows[::-1]):
        base = Termbase(order, "en", "ja")

        asked = base.choices(base.match("The upper house voted."))[0]
        missing = base.verdicts("The upper house voted.", "投票した")[0]

        assert (asked.concept, asked.targets, asked.clear) == ("a", ("参議院", "上院"), False)
        assert missing.targets == ("参議院", "上院")


def test_two_concepts_that_say_the_same_are_clear() -> None:
    verb = Concept("v", pos="verb", terms={"en": Terms("appeal"), "ja": Terms("控訴する")})
    base = Termbase([concept("n", "appeal", "控訴"), verb], "en", "ja")

    assert base.choices(base.match("The appeal failed."))[0].clear
