"""`workbench glossary`: lint, lookup, match, stats."""

from __future__ import annotations

import io
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
    (own_folder / "workbench.toml").write_text('glossary = ["glossary"]\n', encoding="utf-8")
    return folder


def test_lint_of_the_shipped_termbase_is_clean(cli: Cli) -> None:
    said = cli("glossary", "lint")
    assert said.status == 0, said.out
    assert all("[no-source]" in line for line in said.out.splitlines())


def test_lint_finds_by_file_and_line(cli: Cli, own: Path) -> None:
    assert cli("glossary", "lint").status == 0
    with (own / "own.tsv").open("a", encoding="utf-8") as file:
        file.write(ROW)
    said = cli("glossary", "lint")
    assert said.status == 1
    assert "own.tsv:3" in said.out
    made = json.loads(cli("glossary", "lint", "--format", "json").out)
    assert made[0].keys() == {"path", "line", "code", "severity", "message"}
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


@pytest.fixture
def half_bad(own: Path) -> Path:
    """The termbase with a row without an id and a second row of an id."""
    path = own / "own.tsv"
    path.write_text(HEAD + ROW + ROW[6:] + ROW, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "words",
    [
        ("glossary", "lookup", "oath"),
        ("glossary", "match", "court.html"),
        ("glossary", "stats", "court.html"),
        ("glossary", "export", "--as", "tbx"),
        ("glossary", "diff", "glossary", "glossary"),
        ("status", "CATALOG"),
        ("check", "CATALOG", "CATALOG"),
        ("check", "CATALOG", "--format", "json", "--quiet"),
        ("score", "CATALOG", "--reference", "CATALOG", "--metrics", "terms"),
        ("pretranslate", "CATALOG"),
    ],
)
def test_lenient_says_every_row_it_passes_over(
    cli: Cli, half_bad: Path, catalog: Path, words: tuple[str, ...]
) -> None:
    """Once each, on stderr, whatever --quiet says; without --lenient the first one stops it."""
    line = [str(catalog) if word == "CATALOG" else word for word in words]

    strict = cli(*line)
    said = cli(*line, "--lenient")

    assert strict.status == 2
    assert "own.tsv:3: the row has no id" in strict.err
    told = [heard for heard in said.err.splitlines() if "passed over" in heard]
    assert len(told) == 2
    assert "own.tsv:3: the row has no id; write one" in told[0]
    assert "own.tsv:4: the id x.oath is also at " in told[1]
    assert said.status in (0, 1, 3)


def test_the_editor_says_them_too(
    cli: Cli, half_bad: Path, catalog: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(":q\n"))

    said = cli("edit", "--plain", catalog)

    assert said.status == 0
    assert said.err.count("passed over") == 2


def test_nothing_a_terminal_obeys_is_printed(cli: Cli, own: Path) -> None:
    path = own / "own.tsv"
    path.write_text(HEAD + ROW, encoding="utf-8")
    evil = own.parent / "evil.tsv"
    row = ROW.replace("x.oath", "x.oath\x1b[31m").replace("lgbtq", "\x1b]0;title\x07")
    evil.write_text(HEAD + row.replace("noun", "noun\x1b[2J"), encoding="utf-8")

    looked = cli("glossary", "lookup", "oath", "--glossary", evil)
    compared = cli("glossary", "diff", path, evil)
    listed = cli("glossary", "lint", evil)

    for said in (looked, compared, listed):
        assert "\x1b" not in said.out + said.err
        assert "\\x1b[31m" in said.out


def test_a_third_language_is_exported_imported_or_said_to_be_left_out(cli: Cli, own: Path) -> None:
    head, row = HEAD.rstrip("\n") + "\tfr\n", ROW.rstrip("\n") + "\tserment\n"
    (own / "own.tsv").write_text(head + row, encoding="utf-8")

    for name in ("t.csv", "t.tbx", "t.tsv"):
        said = cli("glossary", "export", "-o", name)
        assert (said.status, "fr" in said.err) == (0, False)
        assert "\tserment\t" in cli("glossary", "import", name).out
    assert "utx cannot hold: fr" in cli("glossary", "export", "-o", "t.utx").err


def test_concepts_that_are_no_pair_are_said_to_be_left_out(cli: Cli, own: Path) -> None:
    (own / "own.tsv").write_text(HEAD + ROW.replace("\t宣誓\t", "\t\t"), encoding="utf-8")

    said = cli("glossary", "export", "--as", "po")

    assert (
        "own.tsv:2: x.oath has no preferred term in both languages; po cannot hold it" in said.err
    )


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("t.utx", "#UTX 1.20; en/ja\n#src\ttgt\nbad\na\tあ\n"),
        ("t.txt", "# en\n#\nbad\na\tあ\n"),
        ("t.po", '\n\nbad\nmsgid "a"\nmsgstr "あ"\n'),
        ("t.csv", 'id,en,ja\nb,b,い\n"bad\na,a,あ\n'),
    ],
)
def test_import_goes_on_without_bad_rows(cli: Cli, name: str, text: str) -> None:
    Path(name).write_text(text, encoding="utf-8")

    assert f"{name}:3: " in one_line(cli("glossary", "import", name))
    said = cli("glossary", "import", name, "--lenient", "-o", "ours.tsv")

    assert said.status == 0
    assert f"passed over: {name}:3: " in said.err
    assert cli("glossary", "lookup", "a", "--glossary", "ours.tsv").status == 0
