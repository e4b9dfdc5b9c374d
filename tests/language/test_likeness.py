"""Names across scripts: the same name is known again, another one is not taken for it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.language.likeness import SAME, alike, is_romaji, read_as


@pytest.mark.parametrize(
    ("latin", "kana"),
    [("Dittrich", "ディトリッヒ"), ("Kennedy", "ケネディ"), ("Newsom", "ニューサム"), ("Katie", "ケイティ"), ("Margaret", "マーガレット"),
     ("Gavin", "ギャビン"), ("Novak", "ノバック"), ("Carter", "カーター"), ("Dubois", "デュボア"), ("Ahmed", "アフメド")],
)  # fmt: skip
def test_a_name_is_known_in_katakana(latin: str, kana: str) -> None:
    """By its consonants, whatever vowels and long marks stand between."""
    assert alike(latin, kana) >= SAME


@pytest.mark.parametrize(
    ("latin", "kana"),
    [("Dittrich", "マカウスキー"), ("Kennedy", "ファンダム"), ("Newsom", "デサンティス"), ("Collins", "ロムニー"), ("Novak", "パートナー")],
)  # fmt: skip
def test_another_name_is_not(latin: str, kana: str) -> None:
    """Nor a word that is none."""
    assert alike(latin, kana) < SAME


@pytest.mark.parametrize(
    ("text", "latin", "what"),
    [("谷川春樹市長が", "Tanigawa", "谷川"), ("峰由紀子さん（48）", "Mine", "峰"), ("渡邉さん", "Watanabe", "渡邉"), ("東京都", "Tokyo", "東京"),
     ("尾辻かな子氏", "Kanako", "かな子"), ("伊東氏", "Ito", "伊東"), ("世田谷区で", "Setagaya", "世田谷")],
)  # fmt: skip
def test_kanji_are_read_as_a_name_may_be(text: str, latin: str, what: str) -> None:
    """Any reading of the dictionary, joined; long vowels count nothing."""
    assert what in {text[a:b] for a, b in read_as(text, latin)}


def test_kanji_that_cannot_be_read_so_are_not() -> None:
    """中村 is never Kawamura."""
    assert not list(read_as("中村さんは佐藤さんと話した", "Kawamura"))
    assert not list(read_as("京都に住む", "Osaka"))


@pytest.mark.parametrize(("word", "it_is"), [("Tanigawa", True), ("Shinjuku", True), ("Kennedy", False), ("Xi", False), ("Otsuji", True), ("Smith", False)])  # fmt: skip
def test_romaji_is_told_by_its_syllables(word: str, it_is: bool) -> None:
    """Consonants with a vowel each."""
    assert is_romaji(word) is it_is


@given(st.text(max_size=40), st.text(max_size=20))
def test_hostile_text_harms_nothing(text: str, name: str) -> None:
    """A likeness from 0 to 1, spans inside the text."""
    assert 0 <= alike(name, text) <= 1
    assert all(0 <= a < b <= len(text) for a, b in read_as(text, name))
