"""What is known of single words is data: it ships, and a user's own comes after it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from workbench.errors import UsageError
from workbench.terms import Concept, Termbase, Terms
from workbench.terms.find_target import find_form
from workbench.terms.known_words import KINDS, known
from workbench.terms.pattern import _asked

Own = Callable[[str], None]


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Own]:
    """Writes the user's own file; nothing of it is remembered afterwards."""
    monkeypatch.setenv("WORKBENCH_DATA", str(tmp_path))

    def forget() -> None:
        for cached in (known, _asked, find_form):
            cached.cache_clear()

    def write(rows: str) -> None:
        (tmp_path / "words.tsv").write_text("language\tkind\tform\tbefore\tafter\n" + rows, "utf-8")
        forget()

    yield write
    forget()


def hits(text: str) -> list[str]:
    terms = {"en": Terms("strike"), "ja": Terms("ストライキ")}
    base = Termbase([Concept("strike", pos="noun", terms=terms)], "en", "ja")
    return [hit.text for hit in base.match(text)]


def test_every_kind_ships() -> None:
    assert all(known(code).of(kind) for code, kinds in KINDS.items() for kind in kinds)


def test_a_sense_of_the_users_own(own: Own) -> None:
    """A strike of lightning is none of workers; a shipped row can be taken off."""
    text = "A lightning strike hit during the strike."
    own("")
    assert hits(text) == ["strike", "strike"]
    own("en\tother\tstrike\tlightning\\s+$\n")
    assert hits(text) == ["strike"]
    own("en\tother\tstrike\tlightning\\s+$\nen\t-\tstrike\n")
    assert hits(text) == ["strike", "strike"]


def test_a_japanese_word_of_the_users_own(own: Own) -> None:
    """脱 before a form says the opposite, once it is said."""
    own("")
    assert find_form("差別", "脱差別の街", "ja")
    own("ja\tnegating\t脱\n")
    assert not find_form("差別", "脱差別の街", "ja")


@pytest.mark.parametrize(
    "row",
    [
        "en\tother",
        "en\tsometimes\tx",
        "ja\tother\tx",
        "en\tother\tx\t(",
        "fr\tother\tx",
        "en\tother\tx\ta\tb\tc",
    ],
)
def test_a_row_that_says_nothing_is_refused_with_its_line(own: Own, row: str) -> None:
    """One line: which file, which row."""
    own(row + "\n")
    with pytest.raises(UsageError, match=r"words\.tsv:2: "):
        known("en")
