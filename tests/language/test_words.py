"""Where words begin and end for an eye: what a cursor goes over in a text that is only read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.language.words import word_after, word_at, word_before

TEXTS = [
    ("A same-sex couple's £1,200.50 claim.", ["A", "same-sex", "couple's", "1,200.50", "claim"]),
    ("the state’s LGBTQ+ law (s. 2)", ["the", "state’s", "LGBTQ", "law", "s", "2"]),
    ("mail a@b.example, https://x.example/y?z", ["mail", "a@b.example", "https", "x.example/y", "z"]),
    ("同性カップルが2022年に申請した。", ["同性", "カップル", "が", "2022", "年", "に", "申請", "した"]),
    ("동성 커플이 왔다", ["동성", "커플이", "왔다"]),
    ("été à l’école", ["été", "à", "l’école"]),
    ("", []),
    ("… — ！", []),
]  # fmt: skip


def forward(text: str) -> list[tuple[int, int]]:
    found, at = [], 0
    while (span := word_after(text, at)) is not None:
        found.append(span)
        at = span[1]
    return found


@pytest.mark.parametrize(("text", "words"), TEXTS)
def test_words_are_gone_over_in_either_direction(text: str, words: list[str]) -> None:
    assert [text[a:b] for a, b in forward(text)] == words
    back, at = [], len(text)
    while (span := word_before(text, at)) is not None:
        back.append(span)
        at = span[0]
    assert back == forward(text)[::-1]


@given(st.text("aé 同か。-’0\n", max_size=60), st.integers(0, 60))
def test_a_place_has_the_word_it_lies_in_or_the_nearest(text: str, at: int) -> None:
    at = min(at, len(text))
    words, found = forward(text), word_at(text, at)
    around = [span for span in words if span[0] <= at < span[1]]
    assert found == (around or [w for w in words if w[0] >= at] or words[-1:] or [(0, 0)])[0]


def test_a_place_far_into_a_long_text_is_answered_from_its_neighbourhood() -> None:
    text = "word " * 200_000
    assert word_at(text, 900_003) == (900_000, 900_004)
    assert word_before(text, 900_000) == (899_995, 899_999)
    gap = "first" + " " * 5_000 + "last"
    assert word_after(gap, 6) == (5_005, 5_009) and word_before(gap, 5_000) == (0, 5)
