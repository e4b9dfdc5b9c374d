"""Completion: what is being typed goes on as a term, a figure, a name or a stretch of a match does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.desk.completion import Candidate, candidates, complete, names_of
from workbench.model import Match, TermHit, Unit, Verdict, VerdictKind

PAIR = ("en", "ja")
UNIT = Unit(
    "p1", "On May 3, 2022 a same-sex couple paid 1.5 million yen; see https://example.org/a."
)


def verdict(kind: VerdictKind, text: str, *targets: str) -> Verdict:
    return Verdict(kind, TermHit(("x",), text, ((0, 1),), text), "x", targets)


OFFERED = candidates(
    UNIT, PAIR,
    [
        verdict(VerdictKind.HONOURED, "couple", "カップル"),
        verdict(VerdictKind.MISSING, "same-sex couple", "同性カップル", "同性のカップル"),
    ],
    [Match("s", "裁判所は、同性婚を認めない規定は違憲だと判断した。", 80)],
    ["マイケル・タナカ"],
)  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "rests"),
    [
        ("雨の日、同", ["性カップル", "性のカップル", "性婚を認めない規定は違憲だと判断した"]),
        ("同性カップ", ["ル"]),
        ("同性カップル", []),
        ("マイ", ["ケル・タナカ"]),
        ("2022年", ["5月3日"]),
        ("see ht", ["tps://example.org/a"]),
        ("規定は違", ["憲だと判断した"]),
        ("zebra", []),
        ("", []),
        ("は", []),
    ],
)
def test_what_was_typed_goes_on(typed: str, rests: list[str]) -> None:
    assert [one.rest for one in complete(typed, OFFERED, "ja")] == rests


def test_missing_terms_come_first_then_figures() -> None:
    texts = [one.text for one in OFFERED]
    assert texts[:2] == ["同性カップル", "同性のカップル"]
    assert "2022年5月3日" in texts[2:4] and "150万円" in texts
    assert texts.index("カップル") > texts.index("150万円")
    assert len(set(texts)) == len(texts)


def test_names_of_the_document_are_offered_where_it_uses_them() -> None:
    units = [
        Unit("p1", "a", "マイケル・タナカさんはバスで来た。"),
        Unit("p2", "b", "マイケル・タナカさん"),
    ]
    assert names_of(units, "ja")[0] == "マイケル・タナカ"
    english = [Unit("p1", "あ", "She met Mary Ann Evans in Kyoto.")]
    assert set(names_of(english, "en")) >= {"Mary Ann Evans", "Kyoto"}


@pytest.mark.parametrize(
    ("typed", "rests"),
    [
        ("the Hi", ["gh Court"]),
        ("aHi", []),
        ("H", []),
        ("the High ", ["Court"]),
        ("(Hig", ["h Court"]),
    ],
)
def test_in_languages_with_spaces_a_word_begins_where_it_begins(
    typed: str, rests: list[str]
) -> None:
    offered = [Candidate("High Court", "高裁")]
    assert [one.rest for one in complete(typed, offered, "en")] == rests


@given(
    st.text(max_size=30),
    st.lists(st.text(min_size=2, max_size=12), max_size=8),
    st.sampled_from(["ja", "en"]),
)
def test_a_rest_makes_a_candidate_whole(typed: str, texts: list[str], language: str) -> None:
    """Whatever is typed: behind it stands a candidate, and no rest is offered twice or empty."""
    found = complete(typed, [Candidate(text, "") for text in texts], language)
    assert all((typed + one.rest).endswith(one.text) and one.rest for one in found)
    assert len({one.rest for one in found}) == len(found)
