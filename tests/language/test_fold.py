"""What counts as the same when texts are compared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.language.fold import fold


@pytest.mark.parametrize(
    ("left", "right", "language"),
    [
        ("Same‐Sex", "same-sex", "en"),
        ("the plaintiff’s", "the plaintiff's", "en"),
        ("“proud”", '"proud"', "en"),
        ("LGBTQ", "ＬＧＢＴＱ", "ja"),
        ("パートナーシップ", "ﾊﾟｰﾄﾅｰｼｯﾌﾟ", "ja"),
        ("性的マイノリティー", "性的マイノリティ", "ja"),
        ("セクシュアル・マイノリティ", "セクシュアルマイノリティ", "ja"),
        ("が", "か\u3099", "ja"),
        ("a\u00a0b", "a  b", "en"),
        ("tran\u00adscript", "transcript", "en"),
    ],
)
def test_variants_fold_together(left: str, right: str, language: str) -> None:
    """Width, quotes, hyphens, long marks, middle dots, composition."""
    assert fold(left, language)[0] == fold(right, language)[0]


@pytest.mark.parametrize(
    ("left", "right", "language"),
    [("バー", "バ", "ja"), ("カード", "カド", "ja"), ("ば", "は", "ja"), ("co-op", "coop", "en")],
)
def test_different_words_stay_apart(left: str, right: str, language: str) -> None:
    """A long mark inside a word or in a short one is a different word."""
    assert fold(left, language)[0] != fold(right, language)[0]


@given(st.text(max_size=40), st.sampled_from(["en", "ja", "de"]))
def test_every_folded_offset_leads_back(text: str, language: str) -> None:
    """Offsets never go back, start inside the text and end at its end."""
    key, offsets = fold(text, language)

    assert len(offsets) == len(key) + 1
    assert offsets == sorted(offsets)
    assert offsets[-1] == len(text)


def test_a_span_of_the_key_is_a_span_of_the_text() -> None:
    """Half-width katakana with its marks comes back whole."""
    text = "同性ﾊﾟｰﾄﾅｰ制度"
    key, offsets = fold(text, "ja")
    start = key.index("パートナ")

    assert text[offsets[start] : offsets[start + 4]] == "ﾊﾟｰﾄﾅｰ"
