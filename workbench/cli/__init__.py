"""Front door A: the command line.

Lives here: `main`, the table of commands, exit statuses and the one place where errors become
lines. Takes argv, gives an exit status. A command's module is imported when it is called, so that
each pays only for what it uses.
May import: gc_tuning, errors, config, wording, desk and the modules of this room, each when its command runs.
Apart from `tui` because one prints and the other draws.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from workbench.wording import _

if TYPE_CHECKING:
    import argparse

    from workbench.config import Config


class Command(NamedTuple):
    """One line of the table: where a command lives and what it is for."""

    module: str
    purpose: str


COMMANDS = {
    "init": Command("init", "a project in one step: settings, own terms, commit hook, CI"),
    "demo": Command("run", "the sample article end to end; opens the editor on a terminal"),
    "run": Command("run", "article → catalog → draft → checks → summary"),
    "batch": Command("batch", "the same for many articles; goes on where it was stopped"),
    "import": Command("import_", "a bilingual file (XLIFF, Trados, memoQ) → catalog"),
    "extract": Command("extract", "articles → template and catalogs"),
    "update": Command("extract", "a revised article: keep, mark, retire its units"),
    "pretranslate": Command("draft", "draft the units of a catalog"),
    "check": Command("check", "Japanese QA, terms, numbers, markup"),
    "edit": Command("edit", "the translator's screen"),
    "serve": Command("serve", "the same screen in a browser on this machine"),
    "score": Command("score", "BLEU, chrF, TER and terms, with signatures"),
    "glossary": Command("glossary", "lint, look up, match and exchange terms"),
    "memory": Command("memory", "translation memory: add, import, export, search, match, stats"),
    "analyse": Command("analyse", "what there is to translate, by match rate"),
    "engine": Command("engine", "translation packages: list, install, info, remove"),
    "export": Command("export", "the finished document, a compiled catalog, exchange formats"),
    "review": Command("review", "what waits for whom; the texts a unit has had"),
    "status": Command("status", "how far catalogs are"),
    "doctor": Command("doctor", "what is installed, what is missing and how to get it"),
    "guide": Command("guide", "the manual: a first hour, tasks, every command, setting and check"),
}

EXIT_STATUSES = """\
exit status: 0 fine · 1 findings, or a threshold not met · 2 usage or unreadable input
             3 engine or package missing · 130 interrupted"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; every error is one line on stderr and an exit status."""
    words = list(sys.argv[1:] if argv is None else argv)
    if words in (["--version"], ["-V"]):
        return _version()
    from workbench.cli.guard import guarded
    from workbench.gc_tuning import seldom

    seldom()
    _speak(words)
    return guarded(lambda: _dispatch(words), verbose="--verbose" in words or "-v" in words)


def _version() -> int:
    """Say it without what a command needs; only where that fails, as a command would."""
    from workbench import __version__

    def say() -> int:
        sys.stdout.write(f"workbench {__version__}\n")
        sys.stdout.flush()
        return 0

    try:
        return say()
    except OSError:
        from workbench.cli.guard import guarded

        return guarded(say)


def _speak(words: list[str]) -> None:
    """The language asked for, else the environment's, before help is worded; `settle` complains."""
    from workbench.config import locale_language, shipped
    from workbench.wording import speak

    asked = [after for word, after in pairwise([*words, ""]) if word == "--language"]
    asked += [word.partition("=")[2] for word in words if word.startswith("--language=")]
    language = (asked or [locale_language()])[-1]
    if language != "en":
        speak(language, shipped("locales"))


def available() -> dict[str, Command]:
    """The commands whose modules are here."""
    from importlib.util import find_spec

    return {n: c for n, c in COMMANDS.items() if find_spec(f"workbench.cli.{c.module}")}


def _dispatch(words: list[str]) -> int:
    from workbench.cli.options import parser, settle

    name = next((word for word in words if not word.startswith("-")), "")
    commands = available()
    if name not in commands or words[0] != name:
        return _no_command(words, name, commands)
    from importlib import import_module

    module = import_module(f"workbench.cli.{commands[name].module}")
    made = parser(f"workbench {name}", _(commands[name].purpose))
    module.options(made, name)
    arguments = made.read(words[1:])
    config = settle(arguments)
    run: Callable[[argparse.Namespace, Config, str], int] = module.run
    return run(arguments, config, name)


def _no_command(words: list[str], name: str, commands: dict[str, Command]) -> int:
    """Help, or the nearest command to a mistyped one."""
    from workbench.cli import output

    if not words or words[0] in {"-h", "--help", "help"}:
        output.say(help_page(commands))
        return 0 if words else 2
    from difflib import get_close_matches

    from workbench.errors import UsageError

    near = get_close_matches(name, commands, 1)
    raise UsageError(
        _("there is no command {name}").format(name=name or words[0]),
        hint=_("did you mean `workbench {near}`?").format(near=near[0])
        if near
        else _("`workbench --help` lists them"),
    )


def help_page(commands: dict[str, Command]) -> str:
    """What `workbench --help` prints."""
    rows = "\n".join(f"  {name:<13} {_(command.purpose)}" for name, command in commands.items())
    usage = _("usage: workbench COMMAND [options]   (`workbench COMMAND --help` for each)")
    return f"{usage}\n\n{rows}\n\n{_(EXIT_STATUSES)}"
