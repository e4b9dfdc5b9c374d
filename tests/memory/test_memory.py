"""The translation memory: what is kept, what is found again, what is refused."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workbench.errors import MemoryFileError, UsageError
from workbench.memory import Memory, MemoryEntry, Penalties
from workbench.memory.substitute import substitute

PAIRS = [
    ("The court ruled on Tuesday.", "裁判所は火曜日に判断を示した。"),
    ("The mayor of Osaka welcomed the ruling.", "大阪市長は判決を歓迎した。"),
    ("Some 39 couples registered in 2022.", "2022年には39組が登録した。"),
    ("She works for a bank in Fukuoka.", "彼女は福岡の銀行で働いている。"),
    ("The governor did not attend the ceremony.", "知事は式典に出席しなかった。"),
]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "en-ja.sqlite"


@pytest.fixture
def memory(path: Path) -> Iterator[Memory]:
    with Memory(path, "en", "ja") as opened:
        opened.add(MemoryEntry(source, target) for source, target in PAIRS)
        yield opened


def test_what_is_kept_comes_back_whole(path: Path) -> None:
    entry = MemoryEntry(
        "A law.", "法律。", "Before.", "", "a.html", "p2", "Ren", "human",
        "2026-01-02T03:04:05Z", "2026-02-03T04:05:06Z", 3, {"prop:x": "é"},
    )  # fmt: skip
    with Memory(path, "en", "ja") as memory:
        assert memory.add([entry]) == 1
    with Memory(path, "en", "ja", readonly=True) as memory:
        assert [replace(e, id=0) for e in memory.entries()] == [entry]


def test_the_same_again_is_no_double(memory: Memory) -> None:
    assert memory.add(MemoryEntry(*pair) for pair in PAIRS) == 0
    assert len(memory) == len(PAIRS)


def test_a_unit_translated_anew_replaces_its_old_translation(memory: Memory) -> None:
    old = MemoryEntry("It rained.", "雨だった。", document="a.html", unit="p9")
    memory.add([old])
    memory.add([replace(old, target="雨が降った。")])
    assert [m.target for m in memory.matches("It rained.")] == ["雨が降った。"]
    assert [o.entry.target for o in memory.concordance("雨", side="target")] == ["雨が降った。"]


def test_two_translations_of_one_source_are_both_offered(memory: Memory) -> None:
    memory.add([MemoryEntry(PAIRS[0][0], "火曜日、裁判所が判断した。")])
    assert {m.target for m in memory.matches(PAIRS[0][0], minimum=100)} == {
        PAIRS[0][1], "火曜日、裁判所が判断した。",
    }  # fmt: skip


RATES = {
    "the same": ("The court ruled on Tuesday.", 100),
    "other case and punctuation": ("the court ruled on tuesday", 99),
    "one word of five": ("The court ruled on Monday.", 80),
    "one word more": ("The high court ruled on Tuesday.", 83),
}


@pytest.mark.parametrize(("source", "rate"), RATES.values(), ids=RATES)
def test_the_rate_counts_words(memory: Memory, source: str, rate: int) -> None:
    best = memory.matches(source)[0]
    assert (best.entry.source, best.rate) == (PAIRS[0][0], rate)


def test_what_resembles_nothing_has_no_match(memory: Memory) -> None:
    assert memory.matches("Rainbow flags flew over the city hall.") == []
    assert memory.matches("...") == []


def test_in_context_is_better_than_exact(memory: Memory) -> None:
    memory.add([MemoryEntry("Yes.", "はい。", "Really?", "Good.")])
    assert memory.matches("Yes.")[0].rate == 100
    assert memory.matches("Yes.", previous="Really?", next="Good.")[0].rate == 101
    assert memory.matches("Yes.", previous="Really?", next="Bad.")[0].rate == 100


def test_figures_of_the_new_source_are_put_in(memory: Memory) -> None:
    best = memory.matches("Some 1,234 couples registered in 2023.")[0]
    assert (best.target, best.rate) == ("2023年には1234組が登録した。", 98)
    assert best.substituted == (("39", "1,234"), ("2022", "2023"))


FIGURES = {
    "counted by ten thousands": ("5 million", "3 million", "300万人", None),
    "said twice": ("5 men", "3 men", "3人、3人", None),
    "part of another figure": ("5 men", "3 men", "13人", None),
    "full width stays full": ("57 men", "39 men", "３９人", "５７人"),
    "commas stay": ("2,345 men", "1,234 men", "1,234人", "2,345人"),
    "swapped": ("9 in 4", "4 in 9", "9分の4", "4分の9"),
    "none changed": ("3 men", "3 men", "3人", "3人"),
}


@pytest.mark.parametrize(("source", "old", "target", "wanted"), FIGURES.values(), ids=FIGURES)
def test_figures_are_put_in_only_with_certainty(
    source: str, old: str, target: str, wanted: str | None
) -> None:
    made = substitute(source, old, target)
    assert (made[0] if made else None) == wanted


def test_penalties_are_taken_off(memory: Memory) -> None:
    memory.add(
        [MemoryEntry("A draft.", "下書き。", origin="old.tmx", changed="2020-01-01T00:00:00Z")]
    )
    rate = lambda p: memory.matches("A draft.", minimum=1, penalties=p)[0].rate  # noqa: E731
    assert rate(Penalties(origins={"old.tmx": 10})) == 90
    assert rate(Penalties(per_year=1.0)) < 96
    assert rate(Penalties()) == 100


CONCORDANCE = {
    "a word": ("court", "source", "text", [0]),
    "in any case": ("COURT", "source", "text", [0]),
    "a phrase across words": ("court ruled on", "source", "text", [0]),
    "the beginning of a word": ("govern", "source", "text", [4]),
    "two Japanese characters": ("火曜", "target", "text", [0]),
    "one Japanese character": ("銀", "target", "text", [3]),
    "a long Japanese phrase": ("判決を歓迎", "target", "text", [1]),
    "any inflection": ("rule", "source", "lemma", [0]),
    "inflections in a row": ("work for", "source", "lemma", [3]),
    "a pattern": (r"\d+ couples", "source", "regex", [2]),
    "a Japanese pattern": (r"福岡.銀行", "target", "regex", [3]),
    "nothing": ("elephant", "source", "text", []),
}


@pytest.mark.parametrize(("query", "side", "mode", "wanted"), CONCORDANCE.values(), ids=CONCORDANCE)
def test_concordance_finds(
    memory: Memory, query: str, side: str, mode: str, wanted: list[int]
) -> None:
    found = memory.concordance(query, side=side, mode=mode)
    assert [o.entry.source for o in found] == [PAIRS[n][0] for n in wanted]
    assert all(occurrence.spans for occurrence in found)


def test_concordance_is_limited_and_latest_first(memory: Memory) -> None:
    memory.add([MemoryEntry("The court rose.", "閉廷した。")])
    found = memory.concordance("court", limit=1)
    assert [o.entry.source for o in found] == ["The court rose."]


@pytest.mark.parametrize(("query", "mode"), [("(", "regex"), ("a", "soundex")])
def test_a_query_that_cannot_be_is_said(memory: Memory, query: str, mode: str) -> None:
    with pytest.raises(UsageError):
        memory.concordance(query, mode=mode)


def test_what_is_deleted_is_gone(memory: Memory) -> None:
    number = memory.matches(PAIRS[0][0])[0].entry.id
    assert memory.delete([number]) == 1
    assert memory.matches(PAIRS[0][0], minimum=99) == []
    assert memory.concordance("火曜", side="target") == []


def test_an_interrupted_addition_leaves_nothing(memory: Memory) -> None:
    def entries() -> Iterator[MemoryEntry]:
        yield MemoryEntry("One.", "一。")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        memory.add(entries())
    assert len(memory) == len(PAIRS)
    assert memory.add([MemoryEntry("One.", "一。")]) == 1


def test_an_absurd_segment_is_refused_and_nothing_kept(memory: Memory) -> None:
    with pytest.raises(MemoryFileError, match="characters"):
        memory.add([MemoryEntry("One.", "一。"), MemoryEntry("a " * 60_000, "あ")])
    assert len(memory) == len(PAIRS)


def test_segments_without_words_are_passed_over(memory: Memory) -> None:
    assert memory.add([MemoryEntry("***", "***"), MemoryEntry("Word.", "  ")]) == 0


def test_many_single_additions_stay_findable(path: Path) -> None:
    with Memory(path, "en", "ja") as memory:
        for number in range(120):
            memory.add([MemoryEntry(f"Alpha beta gamma word{number}.", f"訳{number}。")])
        assert memory.matches("Alpha beta gamma word77.")[0].target == "訳77。"
        assert len(memory.concordance("beta", limit=500)) == 120


def test_readers_read_while_one_writes(memory: Memory, path: Path) -> None:
    with Memory(path, "en", "ja", readonly=True) as reader, memory.writing():
        memory.add([MemoryEntry("Unseen.", "未見。")])
        assert reader.matches(PAIRS[0][0])[0].rate == 100
        assert reader.matches("Unseen.", minimum=100) == []


def test_a_second_writer_waits_then_is_told(
    memory: Memory, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workbench.memory.schema.WAIT", 0.1)
    with (
        Memory(path, "en", "ja") as other,
        memory.writing(),
        pytest.raises(MemoryFileError, match="written by another"),
    ):
        other.add([MemoryEntry("x y", "z")])


def test_a_killed_writer_damages_nothing(path: Path) -> None:
    script = (
        "import os, sys; from pathlib import Path; from workbench.memory import *\n"
        "m = Memory(Path(sys.argv[1]), 'en', 'ja'); m.add([MemoryEntry('Kept.', '保。')])\n"
        "def rows():\n"
        "    yield MemoryEntry('Lost.', '失。')\n"
        "    os.kill(os.getpid(), 9)\n"
        "m.add(rows())"
    )
    done = subprocess.run([sys.executable, "-c", script, str(path)], check=False)
    assert done.returncode == -9
    with Memory(path, "en", "ja") as memory:
        assert [e.source for e in memory.entries()] == ["Kept."]


def damaged(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\0" + b"\xff" * 5000)


def foreign(path: Path) -> None:
    sqlite3.connect(path).execute("create table t (x)").connection.commit()


def newer(path: Path) -> None:
    Memory(path, "en", "ja").close()
    with sqlite3.connect(path) as db:
        db.execute("pragma user_version = 99")


def other_pair(path: Path) -> None:
    Memory(path, "de", "ja").close()


def folder(path: Path) -> None:
    path.mkdir()


REFUSED = {
    damaged: "fills a new one", foreign: "another program", newer: "newer than", other_pair: "de → ja",
    folder: "cannot be used",
}  # fmt: skip


@pytest.mark.parametrize("spoil", REFUSED, ids=lambda spoil: spoil.__name__)
def test_what_cannot_be_used_is_refused_with_a_way_out(path: Path, spoil: object) -> None:
    assert callable(spoil)
    spoil(path)
    with pytest.raises(MemoryFileError) as caught:
        Memory(path, "en", "ja")
    assert REFUSED[spoil] in str(caught.value)
    assert caught.value.hint


def test_a_memory_that_is_not_there_cannot_be_read(path: Path) -> None:
    with pytest.raises(MemoryFileError, match="does not exist"):
        Memory(path, "en", "ja", readonly=True)


def test_japanese_may_be_the_source(tmp_path: Path) -> None:
    with Memory(tmp_path / "ja-en.sqlite", "ja", "en") as memory:
        memory.add([MemoryEntry(ja, en) for en, ja in PAIRS])
        best = memory.matches("裁判所は水曜日に判断を示した。")[0]
        assert (best.target, best.rate) == (PAIRS[0][0], 93)
        assert memory.concordance("火曜")[0].entry.target == PAIRS[0][0]
        assert memory.concordance("ruling", side="target")[0].entry.target == PAIRS[1][0]


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60
)
@given(
    st.lists(st.text(alphabet="abc 法12、", min_size=1, max_size=12), min_size=1, max_size=6),
    st.text(alphabet="abc 法12、", max_size=4),
)
def test_every_exact_source_and_every_substring_is_found(
    tmp_path_factory: pytest.TempPathFactory, sources: list[str], query: str
) -> None:
    path = tmp_path_factory.mktemp("m") / "x.sqlite"
    with Memory(path, "en", "ja") as memory:
        memory.add(
            MemoryEntry(s, f"{s}。", document="d", unit=str(n)) for n, s in enumerate(sources)
        )
        kept = [entry.source for entry in memory.entries()]
        for source in kept:
            assert source in {m.entry.source for m in memory.matches(source, minimum=100, limit=50)}
        if len(query.strip()) == 2 and "、" not in query and " " not in query:
            wanted = {s for s in kept if query in f"{s}。"}
            found = memory.concordance(query, side="target", limit=50)
            assert {o.entry.source for o in found} >= wanted
