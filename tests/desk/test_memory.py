"""The memory at the desk: what enters it, what it offers, what it saves the engine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from workbench.catalog import Catalog, build_catalog, save_po
from workbench.config import Config
from workbench.desk.analysis import analyse
from workbench.desk.difference import difference
from workbench.desk.import_tmx import import_tmx
from workbench.desk.matches import (
    entries_of,
    from_memory,
    memory_path,
    open_memory,
    remember,
    suggestions,
)
from workbench.desk.remember import Remembering
from workbench.desk.session import Session
from workbench.errors import ExchangeError
from workbench.exchange.tmx import write_tmx
from workbench.memory import Memory, MemoryEntry
from workbench.model import Article, Kind, Origin, Paragraph, Provenance, State

SOURCES = [
    "Tokyo opens its doors",
    "The court ruled on Tuesday. Nobody appealed.",
    "Some 39 couples registered.",
    "It rained.",
]
TARGETS = [
    "東京、門戸開く",
    "裁判所は火曜日に判断した。誰も控訴しなかった。",
    "39組が登録した。",
    "",
]


def catalog_of(sources: list[str], targets: list[str] | None = None, name: str = "a") -> Catalog:
    paragraphs = tuple(
        Paragraph(text, Kind.PARAGRAPH, n, n, (0, 1)) for n, text in enumerate(sources, 1)
    )
    made = build_catalog(Article(f"{name}.html", "html", "en", "utf-8", "", paragraphs), "en", "ja")
    if targets is None:
        return made
    done = [
        replace(unit, target=target, state=State.CONFIRMED)
        for unit, target in zip(made.units, targets, strict=True)
        if target
    ]
    return made.replace(*done)


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Memory]:
    with Memory(tmp_path / "en-ja.sqlite", "en", "ja") as opened:
        yield opened


def test_confirmed_paragraphs_enter_in_context_and_sentence_by_sentence() -> None:
    entries = list(
        entries_of(catalog_of(SOURCES, TARGETS), catalog_of(SOURCES, TARGETS).live, "Ren")
    )
    assert [(e.unit, e.source) for e in entries] == [
        ("p1", SOURCES[0]), ("p2", SOURCES[1]),
        ("p2/1", "The court ruled on Tuesday."), ("p2/2", "Nobody appealed."), ("p3", SOURCES[2]),
    ]  # fmt: skip
    assert (entries[1].previous, entries[1].next, entries[1].author) == (
        SOURCES[0],
        SOURCES[2],
        "Ren",
    )
    assert entries[3].target == "誰も控訴しなかった。"


def test_drafts_do_not_enter(memory: Memory) -> None:
    catalog = catalog_of(SOURCES, TARGETS)
    drafts = [replace(unit, state=State.FUZZY) for unit in catalog.live if unit.target]
    assert remember(catalog.replace(*drafts), memory) == 0


def test_the_same_catalog_again_changes_nothing(memory: Memory) -> None:
    assert remember(catalog_of(SOURCES, TARGETS), memory) == 5
    assert remember(catalog_of(SOURCES, TARGETS), memory) == 0


def test_a_new_article_is_filled_from_the_memory(memory: Memory) -> None:
    remember(catalog_of(SOURCES, TARGETS), memory)
    new = catalog_of(
        [
            "Some 57 couples registered.",
            "Nobody appealed. The court ruled on Tuesday.",
            "Tokyo opens its doors",
            "Nobody appealed. It snowed.",
        ],
        name="b",
    )
    found = from_memory(new, new.live, memory, Config())
    assert {unit: (one.target, one.rate) for unit, one in found.items()} == {
        "p1": ("57組が登録した。", 98),
        "p2": ("誰も控訴しなかった。裁判所は火曜日に判断した。", 100),
        "p3": ("東京、門戸開く", 100),
    }
    unit = found["p3"].of(new.unit("p3"))
    assert (unit.state, unit.previous_source) == (State.FUZZY, None)
    assert unit.provenance == Provenance(Origin.MEMORY, rate=100)


def test_a_likely_match_comes_with_the_source_it_was_made_for(memory: Memory) -> None:
    remember(catalog_of(SOURCES, TARGETS), memory)
    new = catalog_of(["The court ruled on Monday.", "The mayor ruled on it."], name="b")
    found = from_memory(new, new.live, memory, Config())
    assert list(found) == ["p1"]
    unit = found["p1"].of(new.unit("p1"))
    assert (unit.target, unit.previous_source) == (
        "裁判所は火曜日に判断した。", "The court ruled on Tuesday.",
    )  # fmt: skip
    assert unit.provenance == Provenance(Origin.MEMORY, rate=80)


def test_the_same_place_in_the_same_article_is_101(memory: Memory) -> None:
    remember(catalog_of(SOURCES, TARGETS), memory)
    again = catalog_of(SOURCES, name="b")
    assert from_memory(again, again.live, memory, Config())["p2"].rate == 101


def test_suggestions_show_what_differs(memory: Memory) -> None:
    remember(catalog_of(SOURCES, TARGETS), memory)
    new = catalog_of(["The court ruled on Monday."], name="b")
    (best,) = suggestions(memory, new, new.live[0])
    assert (best.rate, best.origin, best.target) == (80, "a", "裁判所は火曜日に判断した。")
    assert best.diff == (
        ("=", "The court ruled on "),
        ("-", "Tuesday"),
        ("+", "Monday"),
        ("=", "."),
    )


def test_a_units_own_translation_is_no_news(memory: Memory) -> None:
    catalog = catalog_of(SOURCES, TARGETS)
    remember(catalog, memory)
    assert suggestions(memory, catalog, catalog.unit("p1")) == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("", "a b"),
        ("a b", ""),
        ("a, b.", "b a!"),
        ("日本", "日本語"),
        ("a " * 15_000, "b " + "a " * 15_000),
    ],
)
def test_a_diff_holds_both_sides(old: str, new: str) -> None:
    steps = difference(old, new)
    assert "".join(text for sign, text in steps if sign in "=-") == old
    assert "".join(text for sign, text in steps if sign in "=+") == new


def test_confirming_in_the_editor_remembers_at_once(tmp_path: Path, memory: Memory) -> None:
    path = save_po(catalog_of(SOURCES), tmp_path / "a.po").path
    assert path
    with Session.open(path) as session:
        session.subscribe(Remembering(memory, lambda: session.catalog).heard)
        session.edit("東京、門戸を開く")
        session.confirm()
        assert memory.matches(SOURCES[0])[0].target == "東京、門戸を開く"
        session.goto("p1")
        session.edit("東京が門戸を開く")
        session.confirm()
    assert [m.target for m in memory.matches(SOURCES[0])] == ["東京が門戸を開く"]


def test_memories_lie_where_the_settings_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKBENCH_DATA", str(tmp_path / "data"))
    assert memory_path(Config(), "en", "ja") == tmp_path / "data" / "memory" / "en-ja.sqlite"
    assert memory_path(Config(memory=tmp_path), "en", "ja") == tmp_path / "en-ja.sqlite"
    assert open_memory(Config(), "en", "ja", readonly=True) is None


def test_the_table_that_is_billed_by(memory: Memory) -> None:
    remember(catalog_of(SOURCES, TARGETS), memory)
    job = catalog_of(
        [
            "Tokyo opens its doors", "The court ruled on Monday.", "A wholly new paragraph here.",
            "A wholly new paragraph here.", "Some 57 couples registered.",
        ],
        name="b",
    )  # fmt: skip
    bands = {b.name: (b.segments, b.words) for b in analyse([job], memory) if b.segments}
    assert bands == {
        "repetitions": (1, 5), "100": (1, 4), "95–99": (1, 4), "75–84": (1, 5), "new": (1, 5),
        "total": (5, 23),
    }  # fmt: skip


def test_without_a_memory_only_repetitions_count() -> None:
    bands = {
        b.name: b.segments for b in analyse([catalog_of(SOURCES), catalog_of(SOURCES, name="b")])
    }
    assert (bands["repetitions"], bands["new"], bands["total"]) == (4, 4, 8)


def entries(count: int) -> list[MemoryEntry]:
    return [MemoryEntry(f"Sentence {n} of it.", f"第{n}文。") for n in range(count)]


def test_a_tmx_file_is_taken_in_once(tmp_path: Path, memory: Memory) -> None:
    path = tmp_path / "a.tmx"
    write_tmx(path, entries(50), "en", "ja")
    done = import_tmx(path, memory)
    assert (done.units, done.changed, done.resumed) == (50, 50, 0)
    assert import_tmx(path, memory).changed == 0
    assert len(memory) == 50


def test_an_interrupted_import_goes_on_where_it_stopped(
    tmp_path: Path, memory: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workbench.desk.import_tmx._BATCH", 10)
    path = tmp_path / "a.tmx"
    write_tmx(path, entries(50), "en", "ja")

    def stop(done: int, _all: int) -> None:
        if done >= 20:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_tmx(path, memory, on_progress=stop)
    assert len(memory) == 20, "whole batches only"
    done = import_tmx(path, memory)
    assert (done.resumed, done.changed, len(memory)) == (20, 30, 50)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            "<tmx version='1.4'><header srclang='en'/><body><tu><tuv xml:lang='en'><seg>A",
            "well-formed",
        ),
        (
            "<tmx version='1.4'><header srclang='en'/><body><tu><tuv xml:lang='en'><seg>A.</seg></tuv>"
            "<tuv xml:lang='fr'><seg>B.</seg></tuv></tu></body></tmx>",
            "no unit from en to ja",
        ),
    ],
    ids=["cut off at the end", "another pair"],
)
def test_a_bad_file_changes_nothing(tmp_path: Path, memory: Memory, text: str, says: str) -> None:
    path = tmp_path / "a.tmx"
    good = tmp_path / "good.tmx"
    write_tmx(good, entries(3), "en", "ja")
    path.write_text(text, "utf-8")
    memory.add(entries(1))
    with pytest.raises(ExchangeError, match=says):
        import_tmx(path, memory)
    assert len(memory) == 1


def test_the_memory_cuts_sentences_where_the_settings_say(memory: Memory, tmp_path: Path) -> None:
    """An exception of the client's own keeps a sentence whole in the memory as it does in a draft."""
    own = tmp_path / "client.tsv"
    own.write_text("language\tkind\tform\nen\tname\tWhat Now?\n", "utf-8")
    catalog = catalog_of(
        ["He runs What Now? Yoko left. It rained."], ["彼はそれを営む、葉子は去った。雨だった。"]
    )
    said = Config(sentence_exceptions=(own,))
    one, two, three = (
        "He runs What Now? Yoko left. It rained.",
        "He runs What Now? Yoko left.",
        "It rained.",
    )
    assert [e.source for e in entries_of(catalog, catalog.live, config=said)] == [one, two, three]
    assert [e.source for e in entries_of(catalog, catalog.live)] == [one]
