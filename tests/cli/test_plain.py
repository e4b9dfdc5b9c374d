"""Line mode: the same session for screen readers."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from calling import Cli

from tests.drafting.tiny import tiny_package
from workbench.catalog import build_catalog, read_po, save_po
from workbench.cli.line_mode import Lines
from workbench.cli.plain import run
from workbench.config import Config
from workbench.desk.session import Session
from workbench.memory import Memory
from workbench.model import Article, Kind, Paragraph, State


def test_a_catalog_is_edited_line_by_line(tmp_path: Path) -> None:
    """Text replaces, an empty line confirms, :q saves; unknown commands are answered."""
    paragraphs = tuple(
        Paragraph(text, Kind.PARAGRAPH, n, n, (0, 1))
        for n, text in enumerate(["It rained in 2022.", "Red \x1b[31m sky."], 1)
    )
    article = Article("a.txt", "text", "en", "utf-8", "", paragraphs)
    path = tmp_path / "a.po"
    save_po(build_catalog(article, "en", "ja"), path)
    lines = (
        "2023年に雨が降った。\n:zap\n:c ask\n:z\n2022年に雨が降った。\n\n赤い空。\n:w\n:g 1\n:q\n"
    )
    out = io.StringIO()

    assert run(path, Config(), io.StringIO(lines), out) == 0
    said = out.getvalue()
    assert "2022 became 2023" in said and "there is no command :zap" in said
    assert "\x1b" not in said and "p2 (2/2)" in said and said.rstrip().endswith("saved")
    saved = read_po(path)
    assert [(unit.target, unit.state) for unit in saved.units] == [
        ("2022年に雨が降った。", State.CONFIRMED),
        ("赤い空。", State.FUZZY),
    ]


SOURCES = ["The court ruled .", "It rained .", "The court ruled on Monday .", "The court ruled ."]


def conversation(tmp_path: Path, lines: str, **settings: Any) -> tuple[str, Path]:
    """What is said while `lines` are typed at a catalog of SOURCES."""
    paragraphs = tuple(
        Paragraph(text, Kind.PARAGRAPH, n, n, (0, 1)) for n, text in enumerate(SOURCES, 1)
    )
    path = tmp_path / "a.po"
    if not path.exists():
        article = Article("a.txt", "text", "en", "utf-8", "", paragraphs)
        save_po(build_catalog(article, "en", "ja"), path)
    out = io.StringIO()
    config = Config(memory=tmp_path / "memory", **settings)
    assert run(path, config, io.StringIO(lines + ":q\n"), out) == 0
    return out.getvalue(), path


def test_lists_are_filtered_and_replaced_after_a_look(tmp_path: Path) -> None:
    said, path = conversation(
        tmp_path, "裁判所は判断した。\n\n雨だった。\n\n:l rained\n:r 雨/雪\n:l\n:r 判断/決定\n:r!\n"
    )
    assert "1 units are shown" in said
    assert "- 雨だった。" in said and "+ 雪だった。" in said
    assert [unit.target for unit in read_po(path).units[:2]] == ["裁判所は決定した。", "雨だった。"]


def test_what_was_confirmed_is_offered_and_taken_by_its_number(tmp_path: Path) -> None:
    said, path = conversation(tmp_path, "裁判所は判断した。\n\n:g 3\n:m\n:m 2\n:m 1\n")
    assert "60 %  裁判所は判断した。" in said
    assert "list them first" in said
    unit = read_po(path).unit("p3")
    assert (unit.target, str(getattr(unit.provenance, "origin", ""))) == (
        "裁判所は判断した。",
        "tm",
    )


def test_drafts_are_offered_and_taken_by_their_number(tmp_path: Path) -> None:
    package = tiny_package(tmp_path / "tiny")
    said, path = conversation(tmp_path, ":d\n:d 1\n", package=package)
    assert "1  その裁判所判断した 。" in said
    assert read_po(path).unit("p1").target == "その裁判所判断した 。"


def test_without_an_engine_a_line_says_so_and_nothing_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said, _path = conversation(tmp_path, ":d\n:n\n", package=tmp_path / "none.argosmodel")
    assert "none.argosmodel" in said
    assert "p2 (2/3)" in said


def test_a_phrase_is_looked_up_and_what_was_said_is_taken_by_number(tmp_path: Path) -> None:
    """`:con` and a number behind the text; `:term` writes a term of one's own; help has every word."""
    (tmp_path / "own.tsv").write_text("id\ten\tja\nx.a\tapple\tりんご\n", "utf-8")
    said, path = conversation(
        tmp_path,
        "裁判所は判断した。\n\n:g 3\nまた\n:con court\n:1\n:con zebra\n:look APPLES\n:1\n"
        ":term Monday = 月曜\n:look 月曜\n:h con\n:term Monday\n",
        glossary=(tmp_path / "own.tsv",),
    )
    assert "1  裁判所は判断した。  (p1: The court ruled .)" in said
    assert "“zebra” was not said before" in said and "1  りんご  (apple)" in said
    assert read_po(path).unit("p3").target == "また裁判所は判断した。りんご"
    assert "Monday = 月曜 added" in said and "1  月曜  (Monday)" in said
    assert ":con  Concordance. Where" in said and "a term is written: source = target" in said


def test_sentences_and_drafts_are_said_where_one_wishes(tmp_path: Path) -> None:
    """`:.` says both sides of a sentence, `:sight` the draft with what differs, `:versions` compares."""
    package = tiny_package(tmp_path / "tiny")
    said, _path = conversation(
        tmp_path,
        ":d\n:d 1\nその裁判所は判断した 。\n:sight\n:.\n:versions\n:1\n:sight\n",
        package=package,
    )
    assert "sentence 1/1" in said
    assert "sentence: The court ruled . → その裁判所は判断した 。" in said
    assert "draft: その裁判所[+は+]判断した 。" in said
    assert "1  その裁判所[-は-]判断した 。  (draft" in said
    assert said.count("target: その裁判所判断した") == 3


CHANGES = [
    "", "別の訳", ":x", ":w", ":c ask", ":s", ":b", ":a", ":split", ":join", ":m 1", ":d 1", ":r!",
    ":z", ":y", ":save", ":term a = b",
]  # fmt: skip


def test_nothing_is_changed_where_one_only_looks(tmp_path: Path) -> None:
    """Every line that asks for a change is answered with a sentence; the others do what they do."""
    _said, path = conversation(tmp_path, "裁判所は判断した。\n\n")
    before = path.read_bytes()
    said: list[str] = []
    config = Config(memory=tmp_path / "other")
    with (
        Session.open(path, read_only=True) as session,
        Lines(session, config, said.append) as lines,
    ):
        units = session.units
        for line in CHANGES:
            outcome = lines.obey(line)
            assert (outcome.failed, outcome.notice) == (True, "read-only: nothing is changed"), line
        assert lines.obey(":g 3").go_to == "p3"
        assert not lines.obey(":m").failed
        assert "1 units" in lines.obey(":l Monday").notice
        assert session.catalog.units == tuple(units)
    assert path.read_bytes() == before
    assert not (tmp_path / "other").exists()


def test_line_mode_heeds_read_only_and_at(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _said, path = conversation(tmp_path, "")
    before = path.read_bytes()
    monkeypatch.setattr("sys.stdin", io.StringIO("月曜日の判断\n\n:q\n"))
    said = cli("edit", "--plain", "--read-only", "--at", "p3", path)
    assert said.status == 0
    assert "p3 (3/3)" in said.out and "p1 (" not in said.out
    assert said.out.count("read-only: nothing is changed") == 2
    assert path.read_bytes() == before
    assert not list(tmp_path.glob(".*.journal"))
    for unit, status in (("3", 0), ("p9", 2)):
        assert cli("edit", "--plain", "--at", unit, path).status == status


def test_shared_paragraphs_are_split_joined_and_filled(tmp_path: Path) -> None:
    said, path = conversation(tmp_path, ":split\n判断した。\n:a\n")
    assert [(u.id, u.target) for u in read_po(path).units if u.source == SOURCES[0]] == [
        ("p1", "判断した。"),
        ("p4", "判断した。"),
    ]
    assert "1 units changed" in said
    conversation(tmp_path, ":g 1\n:join\n")
    assert len(read_po(path).units) == 3


def test_the_memory_follows_line_by_line_and_over_a_restart(tmp_path: Path) -> None:
    """Confirmed, it is in; needs work, typed over or taken back, also another day, it is out. Undo says
    what it took back."""

    def known() -> list[str]:
        with Memory(tmp_path / "memory" / "en-ja.sqlite", "en", "ja") as memory:
            return [entry.target for entry in memory.entries()]

    conversation(tmp_path, "裁判所は判断した。\n\n")
    assert known() == ["裁判所は判断した。"]
    said, _path = conversation(tmp_path, ":z\n")
    assert known() == [] and "taken back: confirming · p1" in said
    said, _path = conversation(tmp_path, ":y\n")
    assert known() == ["裁判所は判断した。"] and "done again: confirming · p1" in said
    said, _path = conversation(tmp_path, ":g 1\n:w\n:w\n")
    assert known() == [] and "it needs work already" in said
    conversation(tmp_path, ":g 1\n\n:g 1\n裁判所の判断。\n")
    assert known() == []


@pytest.mark.parametrize("word", [":undo", ":z"])
def test_words_do_as_well_as_letters(tmp_path: Path, word: str) -> None:
    """`:help` lists what can be said, `:undo` among it; `:quit` saves and leaves."""
    said, path = conversation(tmp_path, f":help\n雨。\n{word}\n:redo\n{word}\n:quit\n無。\n")
    assert said.count(":undo") == 2 and "there is no command" not in said
    assert [unit.target for unit in read_po(path).units] == [""] * 3


def test_a_word_changes_nothing_where_one_only_looks(tmp_path: Path) -> None:
    _said, path = conversation(tmp_path, "雨。\n")
    before = path.read_bytes()
    out = io.StringIO()
    assert run(path, Config(), io.StringIO(":undo\n:quit\n"), out, read_only=True) == 0
    assert "read-only" in out.getvalue() and path.read_bytes() == before
