"""The front door: version, help, unknown words, one-line errors, colours, languages, statuses."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from calling import Cli, one_line, spawn

from workbench import __version__
from workbench.cli import COMMANDS, available
from workbench.cli.guard import guarded
from workbench.errors import DocumentError, Interrupted, PackageError, UsageError


@pytest.mark.parametrize("word", ["--version", "-V"])
def test_version(cli: Cli, word: str) -> None:
    assert cli(word) == (0, f"workbench {__version__}\n", "")


@pytest.mark.parametrize("word", ["--help", "-h", "help"])
def test_help_lists_the_commands(cli: Cli, word: str) -> None:
    said = cli(word)
    assert said.status == 0
    assert all(f"  {name} " in said.out for name in available())
    assert "130 interrupted" in said.out


def test_no_command_is_help_and_usage(cli: Cli) -> None:
    said = cli()
    assert said.status == 2
    assert said.out.startswith("usage: workbench COMMAND")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("chek", "check"), ("extrct", "extract"), ("glosary", "glossary"), ("statis", "status")],
)
def test_a_mistyped_command_names_the_nearest(cli: Cli, typed: str, meant: str) -> None:
    said = cli(typed)
    assert said.status == 2
    assert one_line(said) == (
        f"workbench: there is no command {typed} — did you mean `workbench {meant}`?"
    )


def test_a_far_off_command_points_to_help(cli: Cli) -> None:
    assert "`workbench --help`" in one_line(cli("zzz"))


def test_an_option_before_the_command_is_an_error(cli: Cli) -> None:
    said = cli("--quiet", "status")
    assert said.status == 2
    one_line(said)


def test_an_unknown_option_points_to_the_command_help(cli: Cli) -> None:
    said = cli("status", "--formt", "json")
    assert said.status == 2
    assert "--formt" in one_line(said)
    assert "`workbench status --help`" in said.err


def test_an_option_is_not_abbreviated(cli: Cli, catalog: Path) -> None:
    assert cli("status", catalog, "--form", "json").status == 2


def test_a_bad_choice_lists_the_choices(cli: Cli, catalog: Path) -> None:
    line = one_line(cli("status", catalog, "--format", "yaml"))
    assert "yaml" in line
    assert "json" in line


def test_a_missing_operand(cli: Cli) -> None:
    said = cli("extract")
    assert said.status == 2
    assert "ARTICLE" in one_line(said)


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (UsageError("no"), 2),
        (DocumentError("no"), 2),
        (PackageError("no"), 3),
        (Interrupted("no"), 130),
        (KeyboardInterrupt(), 130),
        (RuntimeError("no"), 2),
    ],
)
def test_errors_and_statuses(
    error: BaseException, status: int, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> int:
        raise error

    assert guarded(fail) == status
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.splitlines()) == 1
    assert "Traceback" not in said.err


def test_verbose_shows_where_our_own_mistakes_are() -> None:
    with pytest.raises(ZeroDivisionError):
        guarded(lambda: 1 // 0, verbose=True)


def test_an_error_says_where_what_and_what_to_do(cli: Cli) -> None:
    said = cli("export", "nowhere.po", "--to", "mo", "-o", "x.mo")
    assert said.status == 2
    assert one_line(said).startswith("workbench: nowhere.po: ")
    assert not Path("x.mo").exists()


def test_quiet_keeps_data_and_errors(cli: Cli, catalog: Path) -> None:
    loud, quiet = cli("check", catalog), cli("check", catalog, "--quiet")
    assert loud.err
    assert quiet.err == ""
    assert loud.out == quiet.out
    assert cli("check", "nowhere.po", "--quiet").err


def test_japanese(cli: Cli) -> None:
    said = cli("status", "nowhere.po", "--language", "xx")
    assert said.status == 2
    assert "does not speak xx" in one_line(said)
    assert cli("glossary", "stats", "--language", "en").status == 0


def test_the_locale_of_the_environment_never_fails(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    for locale in ("xx_YY.UTF-8", "C", "POSIX", "de", "", "@@"):
        monkeypatch.setenv("LC_ALL", locale)
        assert cli("glossary", "stats").status == 0, locale


def test_colours_only_where_wanted(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, catalog: Path
) -> None:
    words = ("glossary", "lookup", "bisexual")
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    assert "\x1b" not in cli(*words, "--no-color").out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in cli(*words).out


def test_a_terminal_gets_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    from workbench.cli import output

    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert output.paint("x", "bad") == "\x1b[31mx\x1b[0m"
    monkeypatch.setenv("TERM", "dumb")
    assert output.paint("x", "bad") == "x"
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("NO_COLOR", "1")
    assert output.paint("x", "bad") == "x"


def test_as_a_process() -> None:
    assert spawn(["--version"]).stdout == f"workbench {__version__}\n"
    missing = spawn(["check", "nowhere.po"])
    assert (missing.returncode, missing.stdout) == (2, "")
    assert len(missing.stderr.splitlines()) == 1
    assert spawn(["doctor", "--format", "json"]).returncode in (0, 3)


def test_any_text_can_be_written_whatever_the_locale() -> None:
    said = spawn(["glossary", "lookup", "bisexual"], PYTHONIOENCODING="ascii", LC_ALL="C")
    assert said.returncode == 0
    assert said.stderr == ""


def test_a_closed_pipe_is_silence() -> None:
    made = subprocess.run(
        ["sh", "-c", f"{sys.executable} -m workbench glossary lookup law | head -n 1"],
        capture_output=True, encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip
    assert made.stderr == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("words", ["--version", "--help", "check --help", "check --list"])
def test_output_that_cannot_be_written_is_said(words: str, unbuffered: str) -> None:
    """It is nobody's mistake, and it is not fine either."""
    with Path("/dev/full").open("w") as full:
        made = subprocess.run(
            [sys.executable, "-m", "workbench", *words.split()], stdout=full,
            stderr=subprocess.PIPE, encoding="utf-8", timeout=120, check=False,
            env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
        )  # fmt: skip
    assert made.returncode == 2
    (line,) = made.stderr.splitlines()
    assert line.startswith("workbench: the output could not be written: ")


def test_a_file_that_cannot_be_written_is_not_the_output(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail() -> int:
        raise OSError(28, "No space left on device")

    assert guarded(fail) == 2
    assert "our mistake" in capsys.readouterr().err


def test_every_command_of_the_table_has_a_purpose() -> None:
    assert all(command.purpose and command.module for command in COMMANDS.values())
