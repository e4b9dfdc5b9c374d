"""Numbers of a text, by value."""

from __future__ import annotations

import pytest

from workbench.language.numbers import numbers


@pytest.mark.parametrize(
    "text",
    [
        "In May 2022, five of the 1,200 people (57 percent) paid $3.5m at 3:30 p.m.",
        "Twenty-three 23rd-place runners, two hundred 200s; Jan.5 at 10am",
        "COVID-19 and a 39-year-old: one 3-2 win",
    ],
)
def test_without_words_only_the_numbers_in_digits_are_read(text: str) -> None:
    """And they are the very same ones."""
    assert numbers(text, "en", words=False) == [n for n in numbers(text, "en") if n.exact]


@pytest.mark.parametrize(
    ("language", "text", "values"),
    [
        ("ko", "1억 2천만 명", [120_000_000]),
        ("ko", "15만 명과 3천 원", [150_000, 3_000]),
        ("ko", "1조 2000억 원, 2만5천 명", [1_200_000_000_000, 25_000]),
        ("ko", "2022년 6월 3일, 57%, 36개국", [2022, 6, 3, 57, 36]),
        ("ko", "1,234.5점", [1234.5]),
        ("zh-Hans", "3亿人，1.5万人", [300_000_000, 15_000]),
        ("zh-Hant", "3億人，1.5萬人", [300_000_000, 15_000]),
        ("zh-Hans", "二〇二二年6月", [2022, 6]),
        ("fr", "1 234,5 euros et 15\u202f000 personnes", [1234.5, 15_000]),
        ("fr", "1,5 million, 2,3 milliards", [1_500_000, 2_300_000_000]),
        ("fr-CA", "20 000 $ et 3,14", [20_000, 3.14]),
        ("es", "2.300 millones, 3 mil millones", [2_300_000_000, 3_000_000_000]),
        ("es", "1.234,56 y 20.000", [1234.56, 20_000]),
        ("es-MX", "1,234.56 y 20,000", [1234.56, 20_000]),
        ("es", "2,5 y 1.5", [2.5, 1.5]),
    ],
)
def test_figures_of_other_languages_by_value(language: str, text: str, values: list[float]) -> None:
    """Whatever groups and decimals are written with; 만, 亿, millions count."""
    assert [float(n.value) for n in numbers(text, language, words=False)] == values


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [("fr", "au XXIe siècle", 21), ("es", "tres personas", 3), ("ko", "두 사람", 2), ("fr", "la moitié", 0.5)],
)  # fmt: skip
def test_what_is_said_in_words_is_allowed_for_and_never_asked_for(
    language: str, text: str, value: float
) -> None:
    (number,) = numbers(text, language)

    assert (float(number.value), number.exact) == (value, False)
    assert numbers(text, language, words=False) == []
