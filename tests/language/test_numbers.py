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
