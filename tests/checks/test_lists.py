"""The lists that ship beside the checks: what a row must be."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from workbench.checks.lists import rows, words
from workbench.config import shipped

PATTERNS = {
    "anchors.en-ja.tsv": (0, 1), "counters.en-ja.tsv": (1, 2), "noes.en-ja.tsv": (0, 1),
    "no-bringers.en-ja.tsv": (0, 1), "places.en-ja.tsv": (1,),
}  # fmt: skip
"""Tables, and which of their fields are patterns."""


@pytest.mark.parametrize("name", PATTERNS)
def test_rows_have_their_fields_and_every_pattern_compiles(name: str) -> None:
    """A pattern that matches nothing at all would answer for every text."""
    table = rows(name)
    assert len(table) > 20
    for row in table:
        assert len(row) > max(PATTERNS[name]), row
        for field in PATTERNS[name]:
            assert not re.compile(row[field]).fullmatch(""), row


@pytest.mark.parametrize(
    "name", ["given.en.txt", "titles.en.txt", "twice.ja.txt", "variants.ja.txt"]
)
def test_lists_of_words_have_each_once(name: str) -> None:
    """One row a word; a second one would only make the list longer to read."""
    assert len(words(name)) == len(rows(name)) > 20


def test_every_list_says_what_it_is() -> None:
    """The first line of each tells a user what to write in a list of the same name of their own."""
    paths = sorted(Path(str(shipped("checks"))).iterdir())
    assert len(paths) > 8
    assert [p.name for p in paths if not p.read_text("utf-8").startswith("# ")] == []
