"""Settings at the front door: mistakes in workbench.toml, options over it, the program's language."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from calling import Cli, one_line


def settle(text: str) -> None:
    Path("workbench.toml").write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('tarjet = "ja"', ("workbench.toml", "tarjet", "target")),
        ("target = 1", ("workbench.toml", "target", "str")),
        ("target =", ("workbench.toml", "TOML")),
        ('target = "nonsense-language-code"', ("nonsense",)),
        ('interface = "tlh"', ("tlh", "en", "ja")),
        ('glossary = "none.tsv"', ("none.tsv",)),
        ('baseline = "none.txt"', ("none.txt",)),
        ('checks-off = ["numbrs"]', ("numbrs",)),
        ('[severities]\n"numbers.value" = "grave"', ("grave",)),
        ('[severities]\n"numbrs.value" = "note"', ("numbrs.value",)),
    ],
)
def test_mistakes_are_one_line(cli: Cli, catalog: Path, text: str, words: tuple[str, ...]) -> None:
    settle(text)
    command = ("extract", "court.html") if "language-code" in text else ("check", catalog)
    said = cli(*command)
    assert said.status == 2, said
    line = one_line(said)
    assert all(word in line for word in words), line


def test_an_unknown_segmenter(cli: Cli, catalog: Path, tmp_path: Path) -> None:
    from workbench.article import segmenter
    from workbench.errors import UsageError, WorkbenchError

    with pytest.raises(WorkbenchError) as error:
        segmenter("en", "nupnkt")
    assert isinstance(error.value, UsageError)
    assert "nupnkt" in str(error.value)


def test_a_missing_config(cli: Cli) -> None:
    said = cli("status", "--config", "none.toml")
    assert said.status == 2
    assert "none.toml" in one_line(said)


def test_an_option_beats_the_file(cli: Cli, page: Path) -> None:
    settle('target = "fr"\nlocales = "po"\n')
    assert cli("extract", page).status == 0
    assert Path("po/fr/LC_MESSAGES/court.po").is_file()
    assert cli("extract", page, "--to", "de", "--locales", "other").status == 0
    assert Path("other/de/LC_MESSAGES/court.po").is_file()


def test_relative_options_count_from_here(
    cli: Cli, page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle('locales = "po"\n')
    inner = Path("inner").absolute()
    inner.mkdir()
    monkeypatch.chdir(inner)
    assert cli("extract", page, "--locales", "here").status == 0
    assert (inner / "here" / "ja" / "LC_MESSAGES" / "court.po").is_file()
    assert cli("extract", page).status == 0
    assert (inner.parent / "po" / "ja" / "LC_MESSAGES" / "court.po").is_file()


def test_the_authors_name_reaches_no_catalog_unasked(cli: Cli, catalog: Path) -> None:
    settle('author = "\\u001b[31mRin"\n')
    said = cli("check", catalog, "--fix")
    assert said.status == 0
    assert "\x1b" not in said.out + said.err


def test_glossary_by_option(cli: Cli, tmp_path: Path) -> None:
    head = "id\tsubject\tpos\tdefinition\tsource\ten\tja\n"
    row = "x.oath\tlgbtq\tnoun\tA promise.\town\toath\t宣誓\n"
    (tmp_path / "own.tsv").write_text(head + row, encoding="utf-8")
    words = ("glossary", "stats", "--format", "json", "--glossary", "own.tsv")
    assert json.loads(cli(*words).out)["concepts"] == 1


def test_lenient_goes_on_without_bad_rows(cli: Cli, tmp_path: Path) -> None:
    head = "id\tsubject\tpos\tdefinition\tsource\ten\tja\n"
    row = "x.oath\tlgbtq\tnoun\tA promise.\town\toath\t宣誓\n"
    (tmp_path / "own.tsv").write_text(
        head + row + "\tlgbtq\tnoun\tNo id.\town\tbad\t悪\n", encoding="utf-8"
    )
    words = ("glossary", "lookup", "oath", "--glossary", "own.tsv")
    said = cli(*words)
    assert said.status == 2
    assert "own.tsv:3" in one_line(said)
    assert cli(*words, "--lenient").status == 0
