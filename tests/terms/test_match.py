"""Matching with many terms at once: the same answers as one by one, in order, without overlaps."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.language.english import lemmas
from workbench.terms.classes import NONE, TWO, Classes
from workbench.terms.concept import Concept, Terms
from workbench.terms.match import matcher

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benchmarks"))

from terms_goldset import Case, found, read_gold

ENGLISH = [
    case
    for case in read_gold()
    if case.side == "source" and case.language == "en" and not case.pos and not case.exact
]
ALL = matcher(
    [Concept(f"c{n}", terms={"en": Terms(case.form)}) for n, case in enumerate(ENGLISH)], "en"
)
WORDS = st.sampled_from(
    "same sex marriage Marriages non binary nonbinary co plaintiff's WHO took it into account"
    " hate-crime laws anti-discrimination strike the law down <b> </b> . , - ’ é 日本".split()
)


@pytest.mark.parametrize("case", ENGLISH[::3], ids=lambda case: case.text)
def test_among_many_terms_each_is_still_found(case: Case) -> None:
    """A longer or overlapping term may take its place, but nothing is passed over."""
    hits = ALL.match(case.text)

    for text in found(case):
        start = case.text.find(text.split(" … ")[0])
        end = start + len(text.split(" … ")[0])
        assert any(h.spans[0][0] < end and start < h.spans[-1][1] for h in hits), (text, hits)


@settings(max_examples=200, deadline=None)
@given(st.lists(WORDS, max_size=14).map(" ".join))
def test_hits_are_in_order_apart_and_where_they_say(text: str) -> None:
    end = 0
    for hit in ALL.match(text):
        assert hit.text == text[hit.spans[0][0] : hit.spans[-1][1]]
        assert hit.spans[0][0] >= end
        end = hit.spans[0][1]
        assert hit.concepts


def test_tags_are_looked_through() -> None:
    hit = ALL.match("A <em>same-sex</em> marriage.")[0]

    assert hit.text == "same-sex</em> marriage"


def test_words_of_two_classes_are_sought_as_both() -> None:
    """`leaves` may be leaf or leave."""
    classes = Classes(lambda word: frozenset({"leaf", "leave"} if word == "leaves" else {word}))
    one, other = (classes.character(classes.join([word])) for word in ("leaf", "leave"))

    assert classes["leaves"] == TWO
    assert set(classes.readings["leaves"]) == {one, other}
    assert classes["unknown"] == NONE


def test_joined_lemmas_share_a_character() -> None:
    classes = Classes(lemmas)
    member = classes.join(["court", "courts"])
    classes.join(["courts", "courtes"])

    assert classes.character("courtes") == classes.character(member) == classes["courts"]


def test_a_base_without_terms_matches_nothing() -> None:
    assert matcher([], "en").match("Some text, same-sex marriage.") == ()
    assert matcher([], "ja").match("同性婚") == ()
    assert matcher([Concept("x", terms={"en": Terms("!!!")})], "en").match("!!!") == ()
