"""`workbench guide`: the manual, in the terminal or as one HTML file.

Lives here: its options, and what the command line adds to the pages: the commands and their options.
May import: config, desk, wording and `options`, `output` of this room; rich (deferred, on a terminal).
Apart from the pages because a page is the same wherever it is read.
"""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from pathlib import Path

from workbench.cli import output
from workbench.cli.options import add_force, parser
from workbench.config import Config
from workbench.wording import _, spoken


def options(made: argparse.ArgumentParser, name: str) -> None:
    """[TOPIC]"""
    made.add_argument("topic", nargs="?", default="", metavar="TOPIC")
    made.add_argument("--all", action="store_true", help=_("every page"))
    made.add_argument(
        "--html", type=Path, metavar="FILE", help=_("write it as one page to read in a browser")
    )
    add_force(made)


def run(arguments: argparse.Namespace, config: Config, name: str) -> int:
    """Print the list of pages, a page, or write the HTML page."""
    from workbench.desk import guide

    language = spoken()
    fillers = {"commands": _commands}
    if arguments.html:
        from workbench.desk.outputs import apart, wrote

        apart(
            arguments.html, config.path, command="guide", option="--html", force=arguments.force,
            ours=lambda data: b"<section id=\"first-hour\">" in data,
        )  # fmt: skip
        text = guide.document(language, fillers)
        arguments.html.write_text(text, encoding="utf-8")
        wrote(arguments.html, "guide")
        return 0
    if arguments.all:
        for each in guide.topics(language):
            _show(guide.page(each.name, language, fillers))
        return 0
    if arguments.topic:
        _show(guide.page(arguments.topic, language, fillers))
        return 0
    rows = [[str(n), t.name, t.title] for n, t in enumerate(guide.topics(language), 1)]
    output.table(rows, right=[0])
    output.say()
    output.say(_("`workbench guide TOPIC` shows a page; begin with `workbench guide first-hour`"))
    return 0


def _show(text: str) -> None:
    """Laid out on a terminal; elsewhere as it is written, which is Markdown."""
    if not (sys.stdout.isatty() and output.coloured()):
        output.say(text.rstrip("\n"))
        return
    from rich.console import Console
    from rich.markdown import Markdown

    console = Console(width=min(Console().width, 100))
    console.print(Markdown(text, hyperlinks=False))


def _commands(_rest: str) -> str:
    """Every command: what it is for and what it takes."""
    from workbench.cli import COMMANDS
    from workbench.desk.guide import table

    rows = [(f"`workbench {name}`", _(command.purpose)) for name, command in COMMANDS.items()]
    parts = [table([(_("command"), _("for")), *rows])]
    for name, command in COMMANDS.items():
        parts += [f"## workbench {name}", _(command.purpose), _options(name)]
    return "\n\n".join(part for part in parts if part)


def _options(name: str) -> str:
    """What a command takes, as its own parser says it."""
    from workbench.cli import COMMANDS
    from workbench.desk.guide import table

    made = parser(f"workbench {name}", _(COMMANDS[name].purpose))
    own = {id(action) for action in made._actions}
    import_module(f"workbench.cli.{COMMANDS[name].module}").options(made, name)
    rows = []
    for action in made._actions:
        if id(action) in own:
            continue
        form = made._get_formatter()
        words = (
            ", ".join(action.option_strings) or form._metavar_formatter(action, action.dest)(1)[0]
        )
        if (
            action.option_strings
            and action.nargs != 0
            and not isinstance(action, argparse.BooleanOptionalAction)
        ):
            words += " " + form._metavar_formatter(action, action.dest.upper())(1)[0]
        rows.append((f"`{words}`", action.help or ""))
    return table([(_("option"), _("what it does")), *rows]) if rows else ""
