"""Help: every command has it, says what it is for, and the exit statuses are printed."""

from __future__ import annotations

import re
from importlib import import_module

import pytest

from workbench.cli import COMMANDS, EXIT_STATUSES, available, main
from workbench.cli.options import parser
from workbench.errors import FINDINGS, FINE, INTERRUPTED, NO_ENGINE, USAGE

SAID = {FINE: "0 fine", FINDINGS: "1 findings", USAGE: "2 usage", NO_ENGINE: "3 engine",
        INTERRUPTED: "130 interrupted"}  # fmt: skip


def help_of(name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("COLUMNS", "100")
    with pytest.raises(SystemExit) as stop:
        main([name, "--help"])
    assert stop.value.code == 0
    said = capsys.readouterr()
    assert said.err == ""
    return said.out


@pytest.mark.parametrize("name", sorted(available()))
def test_each_command_has_help(
    name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    said = help_of(name, capsys, monkeypatch)
    assert said.startswith(f"usage: workbench {name} ")
    assert COMMANDS[name].purpose in " ".join(said.split())
    for option in ("--config", "--quiet", "--verbose", "--no-color", "--language"):
        assert option in said


@pytest.mark.parametrize("name", sorted(available()))
def test_each_option_says_what_it_does(name: str) -> None:
    made = parser(f"workbench {name}", "")
    import_module(f"workbench.cli.{COMMANDS[name].module}").options(made, name)
    silent = [
        action.option_strings
        for action in made._actions
        if action.option_strings and not action.help and not action.choices
    ]
    assert silent == []


@pytest.mark.parametrize("words", [["--help"], ["help"], ["-h"]])
def test_the_first_page(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 0
    said = capsys.readouterr().out
    for name, command in available().items():
        assert re.search(rf"^  {name} +{re.escape(command.purpose)}$", said, re.MULTILINE)
    assert EXIT_STATUSES in said
    assert all(len(line) <= 100 for line in said.splitlines())


@pytest.mark.parametrize("status", sorted(SAID))
def test_the_statuses_are_those_of_the_errors(status: int) -> None:
    assert SAID[status] in EXIT_STATUSES


def test_a_command_is_listed_where_its_module_is_here() -> None:
    assert {"demo", "run", "extract", "update", "pretranslate", "check", "edit", "score", "glossary",
            "engine", "export", "status", "doctor"} <= set(available())  # fmt: skip
