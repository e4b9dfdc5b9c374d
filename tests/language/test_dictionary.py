"""A dictionary of two languages: words of either, in any form, are found; the file may be damaged, the cache closed."""

from __future__ import annotations

import lzma
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.language import dictionary as room
from workbench.language.dictionary import Dictionary, Entry, dictionary, headword, look_up

FILE = """[entries]
提灯\tちょうちん\tn*\tpaper lantern=9|lantern=20
ランタン\t\tn\tlantern=31
捨てる\tすてる\tv*\tto throw away=30|to abandon=44
前\tまえ\tn*\tin front (of)=50|before=40
野郎\tやろう\tn*!\trascal=12
[met]
lantern\t298
"""


@pytest.fixture
def small(tmp_path: Path) -> Dictionary:
    path = tmp_path / "en-ja.txt.xz"
    path.write_bytes(lzma.compress(FILE.encode()))
    return Dictionary(path, tmp_path / "cache")


@pytest.mark.parametrize(
    ("asked", "answers"),
    [
        ("lantern", ["ランタン", "提灯"]),
        ("Lanterns", ["ランタン", "提灯"]),
        ("a lantern", ["ランタン", "提灯"]),
        ("paper lanterns", ["提灯"]),
        ("throwing away", ["捨てる"]),
        ("abandoned", ["捨てる"]),
        ("in front", ["前"]),
        ("rascals", ["野郎"]),
        ("lanter", []),
        ("", []),
        ("   ", []),
        ("提灯", ["提灯"]),
        ("ちょうちん", ["提灯"]),
        ("捨てた", ["捨てる"]),
        ("すてる", ["捨てる"]),
        ("らんたん", []),
        ("存在しない語", []),
        ("x" * 10_000, []),
        ("%' OR 1=1 --", []),
    ],
)
def test_words_of_either_language_are_found(
    small: Dictionary, asked: str, answers: list[str]
) -> None:
    """In any of their forms, likeliest first."""
    assert [entry.written for entry in small.look_up(asked)] == answers


def test_an_entry_says_what_a_translator_asks(small: Dictionary) -> None:
    assert small.look_up("abandon") == [
        Entry("捨てる", "すてる", "v", ("to throw away", "to abandon"), True, False, 44)
    ]
    assert [(e.unsaid, e.kind, e.reading) for e in small.look_up("rascal")] == [
        (True, "n", "やろう")
    ]
    assert small.look_up("lantern")[0].reading == "ランタン"


def test_words_can_be_completed_and_their_frequency_asked(small: Dictionary) -> None:
    assert small.going_on("lan") == ["lantern"]
    assert small.going_on("") == small.going_on("提") == []
    assert (small.met("lanterns"), small.met("ruling")) == (298, 0)


@pytest.mark.parametrize(
    ("gloss", "found_by"),
    [
        ("to abandon", "abandon"),
        ("in front (of)", "in front"),
        ("(a) state-of-the-art device", "state-of-the-art device"),
        ("the one and only chance ever", ""),
        ("10-year period", ""),
        ("", ""),
        ("(((", ""),
    ],
)
def test_a_gloss_is_found_by_its_words(gloss: str, found_by: str) -> None:
    assert headword(gloss) == found_by


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_whatever_is_asked_is_answered(asked: str) -> None:
    """Nobody's question is an error."""
    for entry in look_up(asked, "en", "ja"):
        assert entry.written
        assert entry.glosses


def test_a_damaged_or_closed_cache_costs_nothing_but_time(
    small: Dictionary, tmp_path: Path
) -> None:
    path = tmp_path / "en-ja.txt.xz"
    laid = next((tmp_path / "cache").rglob("*.sqlite"))
    laid.write_bytes(b"no database" * 100)
    assert [e.written for e in Dictionary(path, tmp_path / "cache").look_up("rascal")] == ["野郎"]
    closed = tmp_path / "closed"
    closed.write_text("a file where a folder should be")
    assert [e.written for e in Dictionary(path, closed).look_up("rascal")] == ["野郎"]


def test_pairs_without_a_dictionary_have_none(monkeypatch: pytest.MonkeyPatch) -> None:
    assert dictionary("de", "fr") is None
    assert look_up("Haus", "de", "fr") == []
    assert dictionary("ja", "en") is not None


def test_the_shipped_lexicon_knows_news_and_its_size() -> None:
    """Words of court and street, each with the entry a translator expects among the first five."""
    wanted = {
        "embezzlement": "横領", "plaintiff": "原告", "ordinance": "条例", "shelter": "避難所", "custody": "拘禁",
        "marriage": "結婚", "withhold": "差し控える", "footage": "映像", "lawsuit": "訴訟", "notary": "公証人",
    }  # fmt: skip
    for word, expected in wanted.items():
        assert expected in [entry.written for entry in look_up(word, "en", "ja", 5)], word
    assert room.shipped("lexicon", "en-ja.txt.xz").stat().st_size < 3_000_000
