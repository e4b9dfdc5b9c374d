"""Options and arguments in any order, for every command."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest
from calling import Cli, one_line

from workbench.cli import COMMANDS, available
from workbench.cli.options import Parser, parser
from workbench.errors import UsageError

TABLE: dict[str, tuple[str, str]] = {
    "demo": ("-q --into there --no-edit", ""),
    "run": ("--from en --locales there --format json", "a.html b.html"),
    "batch": ("--workers 3 --no-terms", "a.html b.html"),
    "extract": ("--encoding utf-8 --to ja", "a.html b.html"),
    "update": ("--format json -v", "a.po a.html"),
    "pretranslate": ("--only fuzzy --package p.argosmodel", "a.po"),
    "check": ("--only numbers --fix --off terms", "a.po b.po"),
    "edit": ("--at p3 --plain", "a.po"),
    "serve": ("--port 8080 --read-only", "a.po"),
    "score": ("--reference r.po --metrics bleu --reference s.po", "a.po"),
    "glossary": ("--glossary own --lenient --format json", "match a.html b.html"),
    "memory": ("--side target --limit 5", "search the oath"),
    "analyse": ("--memory there --no-memory", "a.po b.po"),
    "engine": ("--format json", "info en_ja"),
    "export": ("--to mo -o a.mo --drafts", "a.po"),
    "status": ("--format csv --glossary own", "a.po b.po"),
    "guide": ("--language ja", "first-hour"),
    "import": ("-o a.po --dry-run", "a.xlf"),
    "init": ("-q", "there"),
    "review": ("--for reviewer --format json", "a.po b.po"),
    "doctor": ("--format json --language ja", ""),
}
"""Command → some of its options, and its arguments."""


def of(name: str) -> Parser:
    """The parser of a command."""
    made = parser(f"workbench {name}", "")
    import_module(f"workbench.cli.{COMMANDS[name].module}").options(made, name)
    return made


@pytest.mark.parametrize("name", TABLE)
def test_options_stand_before_after_and_between_arguments(name: str) -> None:
    options, arguments = (words.split() for words in TABLE[name])
    made = of(name)
    usual = made.read([*arguments, *options])
    assert made.read([*options, *arguments]) == usual
    assert made.read([*arguments[:1], *options, *arguments[1:]]) == usual
    assert made.read([*options, *(["--"] if arguments else []), *arguments]) == usual


def test_every_command_is_in_the_table() -> None:
    assert set(TABLE) == set(available())


def test_what_follows_two_hyphens_is_no_option() -> None:
    made = of("memory").read(["search", "--side", "target", "--", "-q", "--limit"])
    assert (made.what, made.side, made.quiet) == (["-q", "--limit"], "target", False)


@pytest.mark.parametrize(
    "words", ["-qo out.tmx", "-oout.tmx -q", "-qoout.tmx", "--output=out.tmx -q"]
)
def test_values_joined_to_their_options(words: str) -> None:
    made = of("memory").read([*words.split(), "export"])
    assert (made.action, made.output, made.quiet) == ("export", Path("out.tmx"), True)


def test_what_looks_like_an_option_and_is_none() -> None:
    """A number below zero, a hyphen alone, text with a space: words to search."""
    words = ["-5", "-", "- oath", "--an oath"]
    assert of("memory").read(["--limit", "3", "search", *words]).what == words


@pytest.mark.parametrize("words", ["a.po --only", "--only --fix a.po", "--onyl numbers a.po"])
def test_mistakes_are_still_said(words: str) -> None:
    with pytest.raises(UsageError, match="--on"):
        of("check").read(words.split())


def test_the_commands_run_so(cli: Cli, page: Path, catalog: Path) -> None:
    Path("own.tsv").write_text(
        "id\tsubject\tpos\tdefinition\tsource\ten\tja\nx.b\tlgbtq\tnoun\tOne who bakes.\town\tbaker\tパン職人\n",
        encoding="utf-8",
    )
    matched = cli("glossary", "match", "--glossary", "own.tsv", page)
    assert (matched.status, "パン職人" in matched.out) == (0, True), matched
    assert cli("check", "--fail-on", "never", catalog).status == 0
    assert cli("memory", "add", "--quiet", catalog).status == 0
    assert "1 found" in cli("memory", "search", "--side", "target", "裁判所は").err
    assert "xx_yy" in one_line(cli("engine", "info", "--format", "json", "xx_yy"))
