"""`workbench glossary`: lint, lookup, match, stats."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from calling import Cli, one_line

HEAD = "id\tsubject\tpos\tdefinition\tsource\ten\tja\tja_admitted\tja_forbidden\n"
ROW = "x.oath\tlgbtq\tnoun\tA solemn promise.\town\toath\t宣誓\t誓い\t呪い: oath の別義\n"


@pytest.fixture
def own(own_folder: Path) -> Path:
    folder = own_folder / "glossary"
    folder.mkdir()
    (folder / "own.tsv").write_text(HEAD + ROW, encoding="utf-8")
    return folder


def test_lint_of_the_shipped_termbase_is_clean(cli: Cli) -> None:
    said = cli("glossary", "lint")
    assert said.status == 0, said.out
    assert "0 problems" in said.err


def test_lint_finds_by_file_and_line(cli: Cli, own: Path) -> None:
    assert cli("glossary", "lint").status == 0
    with (own / "own.tsv").open("a", encoding="utf-8") as file:
        file.write(ROW)
    said = cli("glossary", "lint")
    assert said.status == 1
    assert "own.tsv:3" in said.out
    made = json.loads(cli("glossary", "lint", "--format", "json").out)
    assert made[0].keys() == {"path", "line", "code", "message"}
    assert cli("glossary", "lint", own / "own.tsv").status == 1


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00\x01\x02", b"no header here\n", b"id\ten\n\xff\xfe\t\x80\n", b"id\ten\tja\na\n"],
)
def test_bad_termbases_are_told_not_thrown(cli: Cli, own_folder: Path, content: bytes) -> None:
    Path("bad.tsv").write_bytes(content)
    said = cli("glossary", "lint", "bad.tsv")
    assert said.status in (1, 2)
    assert "bad.tsv" in said.out + said.err
    assert "unexpected" not in said.err
    loaded = cli("glossary", "lookup", "oath", "--glossary", "bad.tsv")
    assert loaded.status in (1, 2)
    assert "unexpected" not in loaded.err


def test_a_missing_termbase(cli: Cli) -> None:
    for words in (["lint", "none.tsv"], ["lookup", "x", "--glossary", "none.tsv"]):
        said = cli("glossary", *words)
        assert said.status == 2
        assert "none.tsv" in one_line(said)


def test_lookup(cli: Cli, own: Path) -> None:
    said = cli("glossary", "lookup", "oaths")
    assert said.status == 0
    assert "宣誓" in said.out
    assert "✗ 呪い: oath の別義" in said.out
    (found,) = json.loads(cli("glossary", "lookup", "oath", "--format", "json").out)
    assert found["terms"]["ja"]["preferred"] == "宣誓"


def test_lookup_in_the_target_language(cli: Cli, own: Path) -> None:
    assert "x.oath" in cli("glossary", "lookup", "宣誓").out


def test_nothing_found_is_a_finding(cli: Cli, own: Path) -> None:
    said = cli("glossary", "lookup", "zebra crossing")
    assert (said.status, said.out) == (1, "")
    assert said.err
    made = cli("glossary", "lookup", "zebra crossing", "--format", "json")
    assert json.loads(made.out) == []


def test_match(cli: Cli, own: Path) -> None:
    Path("a.txt").write_text("Both took an oath.\n\nNothing here.\n", encoding="utf-8")
    said = cli("glossary", "match", "a.txt")
    assert said.status == 0
    assert "[oath = 宣誓]" in said.out
    first, second = json.loads(cli("glossary", "match", "a.txt", "--format", "json").out)
    assert first["hits"][0]["concepts"] == ["x.oath"]
    assert second["hits"] == []


def test_stats(cli: Cli, own: Path) -> None:
    Path("a.txt").write_text("An oath is an oath.\n", encoding="utf-8")
    assert "1 concepts" in cli("glossary", "stats").out
    made = json.loads(cli("glossary", "stats", "a.txt", "--format", "json").out)
    assert (made["concepts"], made["subjects"]) == (1, {"lgbtq": 1})
    assert made["seen"] == {"x.oath": 2}
    assert "2 times" in cli("glossary", "stats", "a.txt").out


def test_match_of_a_missing_article(cli: Cli) -> None:
    assert "none.txt" in one_line(cli("glossary", "match", "none.txt"))


def test_an_unknown_verb_lists_the_verbs(cli: Cli) -> None:
    line = one_line(cli("glossary", "lnt"))
    assert "lookup" in line


def test_lookup_of_nothing(cli: Cli) -> None:
    assert cli("glossary", "lookup").status in (1, 2)
