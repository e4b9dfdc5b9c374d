"""Widths, cutting and wrapping in terminal cells."""

from __future__ import annotations

import pytest
import wcwidth
from hypothesis import given
from hypothesis import strategies as st

from workbench.language import cells

PROSE = "札幌高等裁判所は2024年3月14日、同性カップルに結婚する権利を認めないことは「憲法14条」に違反すると判断した。"
SAFE = st.text(st.characters(exclude_categories=("C", "Zl", "Zp", "Mn", "Me", "Mc")), max_size=60)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("abc", 3), ("日本語", 6), ("ｶﾅ", 2), ("Ａ", 2), ("é", 1), ("か\u3099", 2), ("…", 1), ("", 0)],
)
def test_width_counts_cells(text: str, expected: int) -> None:
    """Kanji and kana take two cells, half-width kana one, combining marks none."""
    assert cells.width(text) == expected


@pytest.mark.parametrize(
    ("text", "room", "expected"),
    [
        ("日本語", 6, "日本語"),
        ("日本語", 5, "日本…"),
        ("日本語", 4, "日…"),
        ("abc", 2, "a…"),
        ("日", 0, ""),
    ],
)
def test_cut_never_splits_a_wide_character(text: str, room: int, expected: str) -> None:
    """What is cut off is marked, and never more cells are used than there are."""
    assert cells.cut(text, room) == expected


@given(SAFE, st.integers(1, 40))
def test_pad_gives_exactly_the_cells_asked_for(text: str, room: int) -> None:
    """Columns line up whatever stands in them."""
    assert cells.width(cells.pad(text, room)) == room


@pytest.mark.parametrize("room", range(8, 60))
def test_no_line_starts_or_ends_against_kinsoku(room: int) -> None:
    """No line starts with 、。」 or ends with 「, at any width from eight cells on."""
    lines = cells.wrap(PROSE, room, "ja")

    assert all(cells.width(line) <= room for line in lines)
    assert all(line[0] not in cells.NOT_AT_START for line in lines[1:])
    assert all(line[-1] not in cells.NOT_AT_END for line in lines)
    assert "".join(lines) == PROSE


@given(st.text("ab 日本、。「」ー12\n", max_size=80), st.integers(2, 30))
def test_wrapping_loses_nothing_but_spaces(text: str, room: int) -> None:
    """Joining the lines gives the text back, spaces at the breaks aside."""
    lines = cells.wrap(text, room, "ja")

    assert "".join(lines).replace(" ", "") == text.replace("\n", "").replace(" ", "")


def test_english_breaks_at_spaces() -> None:
    """Words stay whole; a word longer than the line is cut."""
    assert cells.wrap("the right to marry", 9) == ["the right", "to marry"]
    assert cells.wrap("incomprehensible", 10) == ["incomprehe", "nsible"]


def test_what_is_told_without_a_table_is_what_the_table_says() -> None:
    """Of every character of Unicode; one that this does not know is looked up."""
    told = {char: cells._surely(char) for char in map(chr, range(0x110000))}

    assert [char for char, n in told.items() if n and wcwidth.width(char) != n] == []
    assert all(told[char] for char in "日本語ー、。「」（）！Ａ“”’–…é−→　ゝ")


@pytest.mark.parametrize(
    ("language", "text", "lines"),
    [
        ("fr", "L’égalité des droits", ["L’égalité", "des droits"]),
        ("fr", "Qui a gagné\u202f? Elle.", ["Qui a", "gagné\u202f?", "Elle."]),
        ("es", "orientación sexual", ["orientación", "sexual"]),
        ("ko", "동성 결혼을 인정", ["동성 결혼을", "인정"]),
        ("fr", "e\u0301galite\u0301 et unite\u0301", ["e\u0301galite\u0301 et", "unite\u0301"]),
    ],
)
def test_words_with_accents_and_hangul_stay_whole(
    language: str, text: str, lines: list[str]
) -> None:
    assert cells.wrap(text, 11, language) == lines


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("한국어", 6), ("简体", 4), ("caf\u00e9", 4), ("cafe\u0301", 4), ("👩‍👩‍👧", 2), ("🏳️‍🌈 ok", 5)],
)
def test_columns_align_with_hangul_chinese_combining_accents_and_emoji(
    text: str, wanted: int
) -> None:
    assert cells.width(text) == wanted
    assert cells.width(cells.pad(text, 9)) == 9
