"""Options that every command has.

Lives here: `parser` and `settle`. Takes argparse's namespace, gives the Config that options and
`workbench.toml` make together.
May import: config, desk, errors, wording and `output` of this room.
Apart from the commands so that an option means the same everywhere.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any, NoReturn

from workbench.cli import output
from workbench.config import Config, environment, load_config, locale_language, shipped
from workbench.desk.terms import heard_by
from workbench.errors import UsageError
from workbench.wording import _, speak


def _formatter(prog: str) -> argparse.HelpFormatter:
    """As wide as the terminal; left to itself argparse asks shutil, which loads every compressor."""
    columns = environment("COLUMNS")
    width = int(columns) if columns.isdecimal() else 0
    with contextlib.suppress(OSError, ValueError, AttributeError):
        width = width or os.get_terminal_size(sys.__stdout__.fileno()).columns  # type: ignore[union-attr]
    return argparse.HelpFormatter(prog, width=(width or 80) - 2)


class Parser(argparse.ArgumentParser):
    """argparse with our error form: one line, exit status 2; its few own words in ours."""

    def __init__(self, **given: Any) -> None:
        given.setdefault("formatter_class", _formatter)
        super().__init__(**given, add_help=False)
        self._positionals.title, self._optionals.title = _("arguments"), _("options")
        self.add_argument("-h", "--help", action="help", help=_("show this help and stop"))

    def format_usage(self) -> str:
        """The usage line with its first word translated."""
        return super().format_usage().replace("usage:", _("usage:"), 1)

    def format_help(self) -> str:
        """The help page with its first word translated."""
        return super().format_help().replace("usage:", _("usage:"), 1)

    def print_help(self, file: object = None) -> None:
        """The help page on stdout; argparse would not tell where it cannot be written."""
        output.say(self.format_help().rstrip("\n"))

    def read(self, words: Sequence[str]) -> argparse.Namespace:
        """The words of a command, options and arguments in any order.

        argparse gives `nargs="*"` what stands before the next option and refuses the rest, so that
        the options are put first, each with its value (as getopt does). Raises UsageError.
        """
        options: list[str] = []
        arguments: list[str] = []
        ended: list[str] = []
        left = iter(words)
        for word in left:
            if word == "--":
                ended = [word]
                arguments += left
            elif self._parse_optional(word) is None:
                arguments.append(word)
            else:
                takes = self._takes(word)
                value = list(islice(left, takes))
                options += [word, *value]
                if len(value) < takes:
                    ended = ["--"]  # else an argument would become the value
        return self.parse_args([*options, *ended, *arguments])

    def _takes(self, word: str) -> int:
        """How many words after an option are its value; `-o` may end a cluster such as `-qo`."""
        known = self._option_string_actions
        if word not in known and not word.startswith("--"):
            cluster = [f"-{letter}" for letter in word[1:]]
            flags = all(name in known and known[name].nargs == 0 for name in cluster[:-1])
            word = cluster[-1] if flags else word
        return int(word in known and known[word].nargs is None)

    def error(self, message: str) -> NoReturn:
        """Raise UsageError instead of printing a usage block."""
        raise UsageError(message, hint=_("see `{prog} --help`").format(prog=self.prog))


def parser(prog: str, purpose: str) -> Parser:
    """A parser with the options all commands share."""
    made = Parser(prog=prog, description=purpose, allow_abbrev=False)
    shared = made.add_argument_group(_("common options"))
    shared.add_argument("--config", type=Path, metavar="FILE", help=_("a workbench.toml to read"))
    shared.add_argument("-q", "--quiet", action="store_true", help=_("no narration on stderr"))
    shared.add_argument("-v", "--verbose", action="store_true", help=_("tracebacks, more detail"))
    shared.add_argument("--no-color", action="store_true", help=_("no colours (also NO_COLOR)"))
    shared.add_argument("--language", metavar="CODE", help=_("language of the program: en, ja"))
    return made


def add_format(made: argparse.ArgumentParser, *more: str) -> None:
    """`--format text|json|…` for read-only commands."""
    choices = ["text", "json", *more]
    made.add_argument("--format", choices=choices, default="text", help=_("form of the output"))


def add_termbase(made: argparse.ArgumentParser) -> None:
    """`--glossary` and `--lenient`."""
    made.add_argument(
        "--glossary", type=Path, action="append", metavar="PATH",
        help=_("termbase file or folder, or `shipped`; may be repeated, the first wins (default: ./glossary, then what ships)"),
    )  # fmt: skip
    made.add_argument("--lenient", action="store_true", help=_("go on without bad termbase rows"))


def add_force(made: argparse.ArgumentParser) -> None:
    """`--force`."""
    made.add_argument(
        "--force", action="store_true", help=_("replace a file that this command has not written")
    )


def add_pair(made: argparse.ArgumentParser) -> None:
    """`--from` and `--to`."""
    made.add_argument("--from", dest="source", metavar="LANG", help=_("language of the article"))
    made.add_argument("--to", dest="target", metavar="LANG", help=_("language to translate into"))


def each_target(config: Config) -> list[Config]:
    """The settings for each of the languages that `--to ja,ko,fr` names, each once."""
    names = dict.fromkeys(filter(None, map(str.strip, config.target.split(","))))
    return [replace(config, target=name) for name in names]


def add_parts(made: argparse.ArgumentParser) -> None:
    """`--main` and `--attributes`."""
    made.add_argument(
        "--main", action=argparse.BooleanOptionalAction,
        help=_("leave out what stands around the main text: navigation, footer, adverts"),
    )  # fmt: skip
    made.add_argument(
        "--attributes", action=argparse.BooleanOptionalAction,
        help=_("all texts of attributes and front matter, or none (default: of images and tooltips)"),
    )  # fmt: skip


def settle(arguments: argparse.Namespace) -> Config:
    """The Config of `workbench.toml` with the options put over it; output and language set."""
    config = load_config(file=arguments.config) if arguments.config else load_config()
    given = {
        name: value
        for name in (
            "source",
            "target",
            "locales",
            "package",
            "baseline",
            "memory",
            "main",
            "attributes",
        )
        if (value := getattr(arguments, name, None)) is not None
    }
    if getattr(arguments, "engine", None):
        given["engine"] = tuple(arguments.engine)
    if getattr(arguments, "glossary", None):
        given["glossary"] = tuple(path.absolute() for path in arguments.glossary)
    config = replace(config, **given)
    several = getattr(arguments, "several", False)
    targets = [one.target for one in each_target(config)] if several else []
    for code in (config.source, *(targets or [config.target])):
        _language_code(code)
    output.settle(quiet=arguments.quiet, colour=False if arguments.no_color else None)
    heard_by(lambda problem: output.complain(_("passed over: {problem}").format(problem=problem)))
    language = arguments.language or config.interface or locale_language()
    if not speak(language, shipped("locales")) and (arguments.language or config.interface):
        raise UsageError(
            _("the program does not speak {language}").format(language=language),
            hint=_("it speaks {languages}").format(languages=", ".join(_spoken())),
        )
    return config


def _spoken() -> list[str]:
    """The languages of the interface."""
    there = shipped("locales").glob("*/LC_MESSAGES/workbench.mo")
    return ["en", *sorted(path.parts[-3] for path in there)]


def _language_code(code: str) -> None:
    """Codes become folder names: refuse what cannot be one (BCP 47, RFC 5646 section 2.1)."""
    first, *rest = code.replace("_", "-").split("-")
    good = first.isascii() and first.isalpha() and 2 <= len(first) <= 3
    if not good or not all(part.isascii() and part.isalnum() for part in rest):
        raise UsageError(
            _("{code} is no language code").format(code=code), hint=_("such as en, ja or pt-BR")
        )


def interactive() -> bool:
    """Whether a person sits at both ends."""
    return sys.stdin.isatty() and sys.stdout.isatty()
