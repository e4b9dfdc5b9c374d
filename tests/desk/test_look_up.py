"""Looking a word up: every form that could be written, with all that is said of it."""

from __future__ import annotations

import pytest

from workbench.desk.look_up import in_dictionary, looked_up
from workbench.terms import Concept, Termbase, Terms

TERMBASE = Termbase(
    [
        Concept(
            "x.court", note="of an appeal",
            terms={"en": Terms("High Court"), "ja": Terms("高等裁判所", ("高裁",), (("高級裁判所", "no such court"),), reading="こうとうさいばんしょ")},
        ),
        Concept("x.gay", terms={"en": Terms("gay", (), (("homosexual", "clinical"),)), "ja": Terms("ゲイ")}),
    ],
    "en", "ja",
)  # fmt: skip


@pytest.mark.parametrize(
    ("query", "forms"),
    [
        ("high court", ["高等裁判所", "高裁", "高級裁判所"]),
        ("高裁", ["高等裁判所", "高裁", "高級裁判所"]),
        ("homosexual", ["ゲイ", "ゲイ"][:1]),
        ("zebra", []),
        ("", []),
    ],
)
def test_forms_of_the_target_are_offered_for_words_of_either_side(
    query: str, forms: list[str]
) -> None:
    assert [known.form for known in looked_up(TERMBASE, query)] == forms


def test_what_a_concept_says_stands_with_its_forms() -> None:
    """Reading and note with the preferred form; why a form is to be avoided."""
    preferred, admitted, forbidden = (known.said for known in looked_up(TERMBASE, "High Court"))
    assert preferred == "High Court · こうとうさいばんしょ · of an appeal"
    assert "admitted" in admitted and forbidden.endswith("avoid: no such court")


@pytest.mark.parametrize(
    ("query", "pair", "form", "said"),
    [
        ("lawyers", ("en", "ja"), "弁護士", "lawyer"),
        ("弁護士", ("en", "ja"), "弁護士", "べんごし"),
        ("弁護士", ("ja", "en"), "lawyer", "弁護士 · べんごし"),
        ("見送った", ("ja", "en-GB"), "to escort (e.g. home)", "見送る"),
    ],
)
def test_the_dictionary_gives_what_could_be_written_and_what_it_means(
    query: str, pair: tuple[str, str], form: str, said: str
) -> None:
    """Inflected words are found; the form is of the target, whichever side was asked about."""
    found = {known.form: known.said for known in in_dictionary(query, *pair)}
    assert said in found[form] and found[form].endswith("dictionary")


def test_a_pair_without_a_dictionary_and_a_word_that_is_none_have_no_entries() -> None:
    assert in_dictionary("lawyer", "en", "ko") == [] and in_dictionary("qzxw", "en", "ja") == []
