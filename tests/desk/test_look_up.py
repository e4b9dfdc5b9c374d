"""Looking a word up: every form that could be written, with all that is said of it."""

from __future__ import annotations

import pytest

from workbench.desk.look_up import looked_up
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
