"""The memory to start with: whole pairs that ship, offered below one's own."""

from __future__ import annotations

import lzma
from pathlib import Path

import pytest

from workbench.config import shipped
from workbench.desk import starter
from workbench.desk.matches import SURE
from workbench.errors import UsageError
from workbench.memory import Memory, MemoryEntry


@pytest.fixture
def few(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The first rows of what ships, in a folder of the same form; the first of them is returned."""
    with lzma.open(shipped("pairs", "en-ja.tsv.xz"), "rt", encoding="utf-8") as file:
        rows = [next(file) for _ in range(40)]
    with lzma.open(tmp_path / "en-ja.tsv.xz", "wt", encoding="utf-8") as file:
        file.writelines(rows)
    monkeypatch.setattr(starter, "shipped", lambda *parts: tmp_path.joinpath(*parts[1:]))
    return rows[1].split("\t")[1]


def test_what_ships_comes_in_once_and_is_offered_below_ones_own(tmp_path: Path, few: str) -> None:
    """Origin `starter`; an exact match stays under what is taken unread; again changes nothing."""
    with Memory(tmp_path / "m.sqlite", "en", "ja") as memory:
        assert starter.import_starter(memory) == (39, 39)
        assert starter.import_starter(memory) == (39, 0)
        (found,) = memory.matches(few, limit=1)
        assert (found.entry.origin, found.rate < SURE, found.rate >= 95) == ("starter", True, True)

        memory.add([MemoryEntry(few, "自分の訳。")])
        assert memory.matches(few, limit=1)[0].target == "自分の訳。"


def test_a_pair_without_one_says_which_have_one(tmp_path: Path, few: str) -> None:
    """No memory ships for en-fr."""
    with (
        Memory(tmp_path / "m.sqlite", "en", "fr") as memory,
        pytest.raises(UsageError, match="en-fr") as said,
    ):
        starter.import_starter(memory)
    assert "en-ja" in str(said.value.hint)


def test_every_row_that_ships_is_whole() -> None:
    """Four columns, both sides filled, no line breaks, each name on both sides of most rows."""
    with lzma.open(shipped("pairs", "en-ja.tsv.xz"), "rt", encoding="utf-8") as file:
        assert next(file) == "field\ten\tja\tnames\n"
        count = 0
        for line in file:
            field, source, target, names = line.rstrip("\n").split("\t")
            assert field and source.strip() and target.strip(), line
            assert all("=" in name for name in names.split("|") if name.strip()), line
            count += 1
    assert count >= 70_000
