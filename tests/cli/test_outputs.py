"""No option of any command writes over what a person has: the table of all that write, tried on all there is."""

from __future__ import annotations

import argparse
import os
import shlex
import shutil
from importlib import import_module
from pathlib import Path

import pytest
from calling import Cli, one_line

from tests.drafting.tiny import tiny_package
from workbench.cli import available
from workbench.cli.options import parser

WRITERS: dict[str, tuple[str, ...]] = {
    "export html": ("export", "CATALOG", "--to", "html", "-o", "OUT"),
    "export mo": ("export", "CATALOG", "--to", "mo", "-o", "OUT"),
    "export pot": ("export", "CATALOG", "--to", "pot", "-o", "OUT"),
    "export xliff2": ("export", "CATALOG", "--to", "xliff2", "-o", "OUT"),
    "export xliff": ("export", "job.xlf.po", "--to", "xliff", "-o", "OUT"),
    "glossary export": ("glossary", "export", "--glossary", "terms", "--as", "tbx", "-o", "OUT"),
    "glossary import": ("glossary", "import", "foreign.csv", "-o", "OUT"),
    "glossary candidates": ("glossary", "candidates", "CATALOG", "--glossary", "terms", "-o", "OUT"),
    "memory export": ("memory", "export", "--memory", "memories", "-o", "OUT"),
    "check --write-baseline": ("check", "CATALOG", "--glossary", "terms", "--write-baseline", "OUT"),
    "score --html": ("score", "CATALOG", "--reference", "other.po", "--html", "OUT"),
    "score --write-baseline": ("score", "CATALOG", "--reference", "other.po", "--write-baseline", "OUT"),
    "engine compare --html": (
        "engine", "compare", "CATALOG", "--reference", "other.po", "--engine", "process:cat", "--html", "OUT",
    ),
    "guide --html": ("guide", "--html", "OUT"),
    "edit --screenshot": ("edit", "CATALOG", "--size", "40x12", "--screenshot", "OUT"),
}  # fmt: skip
SUFFIXES = {"export mo": ".mo", "export pot": ".pot", "glossary candidates": ".tsv"}
READS = {
    "export html": ["CATALOG", "court.html", "other.po", "workbench.toml"],
    "export mo": ["CATALOG", "court.html", "other.po", "other.pot", "workbench.toml"],
    "export pot": ["CATALOG", "court.html", "other.po", "workbench.toml"],
    "export xliff2": ["CATALOG", "other.mo", "workbench.toml"],
    "export xliff": ["CATALOG", "job.xlf", "job.xlf.po", "other.mo", "workbench.toml"],
    "glossary export": ["CATALOG", "terms/own.tsv", "other.pot", "other.mo", "workbench.toml"],
    "glossary import": ["CATALOG", "foreign.csv", "other.pot", "workbench.toml"],
    "glossary candidates": ["CATALOG", "terms/own.tsv", "other.pot", "workbench.toml"],
    "memory export": ["CATALOG", "memories/en-ja.sqlite", "other.mo", "workbench.toml"],
    "check --write-baseline": ["CATALOG", "other.po", "terms/own.tsv", "workbench.toml"],
    "score --html": ["CATALOG", "other.po", "other.mo", "workbench.toml"],
    "score --write-baseline": ["CATALOG", "other.po", "other.pot", "workbench.toml"],
    "engine compare --html": ["CATALOG", "other.po", "terms/own.tsv", "other.mo", "workbench.toml"],
    "guide --html": ["CATALOG", "other.mo", "workbench.toml"],
    "edit --screenshot": ["CATALOG", "other.po", "workbench.toml"],
}
"""What each must never write over, not even with --force."""
NO_WRITER = {
    "catalog", "catalogs", "article", "articles", "config", "glossary", "package", "baseline",
    "hypothesis", "reference", "source_text", "draft", "compare",
    "locales", "into", "memory", "folder", "file",
}  # fmt: skip
"""Options with a path that is read, or a folder with names of our own choosing in it."""


@pytest.fixture
def house(catalog: Path, cli: Cli) -> Path:
    """A folder with one of everything."""
    shutil.copy(catalog, "other.po")
    cli("export", "other.po", "--to", "mo", "-o", "other.mo")
    cli("export", "other.po", "--to", "pot", "-o", "other.pot")
    Path("terms").mkdir()
    Path("terms/own.tsv").write_text(
        "id\tsubject\tpos\tdefinition\tnote\tsource\ten\tja\n"
        "oath\tlaw\tnoun\tA promise.\t\thttps://example.org/\toath\t宣誓\n", "utf-8",
    )  # fmt: skip
    Path("foreign.csv").write_text("id,en,ja\noath,oath,宣誓\n", "utf-8")
    Path("job.xlf").write_text(
        '<xliff version="1.2"><file original="a" source-language="en" target-language="ja"><body>'
        '<trans-unit id="1"><source>oath</source><target>宣誓</target></trans-unit></body></file></xliff>',
        "utf-8",
    )
    assert cli("import", "job.xlf").status == 0
    Path("workbench.toml").write_text('glossary = ["terms"]\n', "utf-8")
    assert cli("memory", "add", catalog, "--memory", "memories").status == 0
    return catalog


def words_of(name: str, catalog: Path, out: object) -> list[object]:
    there: dict[str, object] = {"CATALOG": catalog, "OUT": out}
    return [there.get(word, word) for word in WRITERS[name]]


def disguises(path: Path, suffix: str) -> list[Path]:
    """One file by other names."""
    Path(f"symlink{suffix}").symlink_to(path)
    os.link(path, f"hardlink{suffix}")
    return [
        path, path.absolute(), path.parent / ".." / path.absolute().parent.name / path.name,
        Path(f"symlink{suffix}"), Path(f"hardlink{suffix}"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "precious"), [(name, precious) for name in WRITERS for precious in READS[name]]
)
def test_what_is_read_and_what_is_a_catalog_stays_by_whatever_name(
    cli: Cli, house: Path, name: str, precious: str
) -> None:
    """The file itself, its whole path, a way round, a symbolic link, a hard link; --force is no licence."""
    path = house if precious == "CATALOG" else Path(precious)
    before = path.read_bytes()
    suffix = SUFFIXES.get(name, ".out")
    for out in disguises(path, suffix):
        for force in ((), ("--force",)):
            said = cli(*words_of(name, house, out), *force)
            assert said.status == 2, (out, force)
            assert str(out) in one_line(said)
            assert path.read_bytes() == before
    assert Path(f"symlink{suffix}").is_symlink()
    assert Path(f"hardlink{suffix}").samefile(path)


@pytest.mark.parametrize("name", WRITERS)
def test_what_somebody_else_made_is_replaced_with_force_only(
    cli: Cli, house: Path, name: str
) -> None:
    """What the command itself wrote it may write again; touched by another hand, it is that hand's."""
    out = Path(f"mine{SUFFIXES.get(name, '.out')}")
    text = b"my notes of a whole week\n"
    out.write_bytes(text)
    said = cli(*words_of(name, house, out))
    assert said.status == 2
    assert "--force" in one_line(said)
    assert out.read_bytes() == text
    assert cli(*words_of(name, house, out), "--force").status == 0
    made = out.read_bytes()
    assert made != text
    assert cli(*words_of(name, house, out)).status == 0
    out.write_bytes(b"touched by hand: " + made[::-1])
    assert cli(*words_of(name, house, out)).status == 2


def test_an_empty_file_and_a_device_are_nobodys_work(cli: Cli, house: Path) -> None:
    Path("empty.html").touch()
    assert cli(*words_of("export html", house, "empty.html")).status == 0
    assert cli(*words_of("export html", house, os.devnull)).status == 0
    assert not Path(os.devnull).is_file()


def test_every_option_that_names_a_file_is_in_the_table() -> None:
    """A new option with a path is either in WRITERS, or known not to write."""
    written = {"output", "html", "write_baseline", "screenshot"}
    for name in available():
        made = parser(f"workbench {name}", "")
        import_module(f"workbench.cli.{available()[name].module}").options(made, name)
        paths = {action.dest for action in made._actions if action.type is Path}
        assert paths <= NO_WRITER | written, name
        for dest in paths & written:
            option = _option(made, dest)
            assert any(words[0] == name and option & set(words) for words in WRITERS.values())


def _option(made: argparse.ArgumentParser, dest: str) -> set[str]:
    return {
        word for action in made._actions if action.dest == dest for word in action.option_strings
    }


def test_the_demo_writes_over_no_page_of_ones_own(cli: Cli) -> None:
    Path("there").mkdir()
    page = Path("there/tokyo-certificates.html")
    page.write_text("<p>Mine.</p>", "utf-8")
    said = cli("demo", "--into", "there", "--no-edit")
    assert said.status == 2
    assert str(page) in one_line(said)
    assert page.read_text("utf-8") == "<p>Mine.</p>"


@pytest.mark.parametrize(
    ("name", "locales"), [("ja/LC_MESSAGES/x.po", "."), ("x.po", "."), ("x.pot", ".")]
)
def test_an_article_is_not_taken_for_its_catalog(cli: Cli, name: str, locales: str) -> None:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text("<p>An article, whatever its suffix.</p>", "utf-8")
    assert cli("extract", name, "--locales", locales).status == 2
    assert Path(name).read_text("utf-8").startswith("<p>An article")


@pytest.mark.parametrize("form", ["html", "mo"])
def test_what_is_not_finished_is_said_and_shows_in_the_status(
    cli: Cli, house: Path, form: str
) -> None:
    """Unconfirmed and empty units are counted; the file is written; `--partial` says it is known."""
    out = Path(f"out.{form}")
    words = ("export", house, "--to", form, "-o", out)
    assert cli(*words).status == 0
    text = house.read_text("utf-8")
    at = text.index('msgid "The court ruled')
    text = text[:at] + "#, fuzzy\n" + text[at:]
    house.write_text(text.replace('msgstr "裁判所、パートナーに関する判断"', 'msgstr ""'), "utf-8")
    said = cli(*words)
    assert said.status == 1
    assert "1 unconfirmed, 1 empty of 3" in said.err
    assert out.exists()
    said = cli(*words, "--partial")
    assert said.status == 0
    assert "1 unconfirmed, 1 empty of 3" in said.err
    assert cli("export", house, "--to", "pot", "-o", "out.pot").status == 0


@pytest.mark.parametrize("name", ["my page.txt", "it's.txt", "記事.txt", "a;b$c.txt"])
def test_the_next_command_can_be_pasted_into_a_shell(cli: Cli, tmp_path: Path, name: str) -> None:
    """Whatever the article is called."""
    Path(name).write_text("The court ruled .\n", encoding="utf-8")
    said = cli("run", name, "--no-terms", "--package", tiny_package(tmp_path))
    (line,) = [line for line in said.err.splitlines() if line.startswith("next: ")]
    for command in line.removeprefix("next: ").split(" · "):
        words = shlex.split(command)
        assert words[0] == "workbench" and len(words) == 3 and Path(words[2]).is_file(), line
