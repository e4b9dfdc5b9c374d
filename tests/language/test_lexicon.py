"""Base forms come from simplemma's dictionary, whether or not it could be laid out on disk."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from workbench.language import lexicon
from workbench.language.english import lemmas
from workbench.language.lemmas import lemma

WORDS = {
    ("houses", "en"): "house",
    ("ruled", "en"): "rule",
    ("tokyo", "en"): "Tokyo",
    ("häuser", "de"): "Haus",
    ("mariages", "fr"): "mariage",
}


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache folder, and nothing remembered."""
    monkeypatch.setenv("WORKBENCH_DATA", str(tmp_path))
    lexicon._opened.cache_clear()
    yield tmp_path / "cache"
    lexicon._opened.cache_clear()


def found() -> dict[tuple[str, str], str | None]:
    lexicon._opened.cache_clear()
    return {(word, code): lexicon.base_form(word, code) for word, code in WORDS}


def test_the_first_use_lays_out_what_later_ones_read(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert found() == WORDS
    assert sorted(path.name for path in cache.rglob("*.sqlite*")) == [
        "de.sqlite", "en.sqlite", "fr.sqlite",
    ]  # fmt: skip
    monkeypatch.setattr(lexicon, "_dictionary", lambda _code: pytest.fail("read once more"))
    assert found() == WORDS


def test_a_folder_that_cannot_be_written_costs_time_only(cache: Path) -> None:
    cache.write_text("a file where the folder should be")
    assert found() == WORDS


@pytest.mark.parametrize(
    "content", [b"", b"not a database", b"SQLite format 3\x00" + b"\xff" * 900]
)
def test_a_damaged_file_is_answered_from_memory_and_made_anew(cache: Path, content: bytes) -> None:
    found()
    path = next(cache.rglob("en.sqlite"))
    path.write_bytes(content)
    assert found() == WORDS
    assert found() == WORDS
    with sqlite3.connect(path) as database:
        assert database.execute("SELECT count(*) > 100000 FROM forms").fetchone() == (1,)


@pytest.mark.parametrize("content", [None, b"", b"not a database"])
def test_a_dictionary_read_whole_answers_the_same(cache: Path, content: bytes | None) -> None:
    """From its file, or where that is damaged from memory; where there is none nothing happens."""
    found()
    if content is not None:
        next(cache.rglob("en.sqlite")).write_bytes(content)
        lexicon._opened.cache_clear()
    lexicon.read_whole("en")
    lexicon.read_whole("ain")
    assert {(word, code): lexicon.base_form(word, code) for word, code in WORDS} == WORDS


def test_a_language_without_a_dictionary_gives_its_words_as_they_are(cache: Path) -> None:
    assert lexicon.base_form("aonaik", "ain") is None
    assert lemma("aonaik", "ain") == "aonaik"


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("enbies", {"enbies", "enby"}),
        ("bodhisattvas", {"bodhisattvas", "bodhisattva"}),
        ("exclusionists", {"exclusionists", "exclusionist"}),
        ("news", {"news"}),
        ("politics", {"politics"}),
        ("hrc", {"hrc"}),
        ("chaebus", {"chaebus"}),
    ],
)
def test_a_word_no_dictionary_has_may_be_a_plural(word: str, expected: set[str]) -> None:
    assert lemmas(word) >= expected
    assert lemmas(word) <= expected | {word}
