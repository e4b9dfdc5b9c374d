"""`workbench init`: a project in one step.

Lives here: its options and what it says. May import: config, desk, errors, wording and `output`, `options` of this room.
Apart from `doctor` because that only looks.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from workbench.cli import output
from workbench.cli.options import add_pair
from workbench.config import Config
from workbench.errors import FINE
from workbench.wording import _


def options(made: argparse.ArgumentParser, name: str) -> None:
    """[FOLDER]"""
    made.add_argument("folder", type=Path, nargs="?", default=Path(), metavar="FOLDER")
    add_pair(made)


def run(arguments: argparse.Namespace, config: Config, name: str) -> int:
    """Write what is missing, say what was there, and what comes next."""
    from workbench.desk.project import WORKFLOW, begin

    made = begin(arguments.folder, config.source, config.target)
    for file in made:
        state = _("written") if file.new else _("there already, not touched")
        output.say(f"{file.path}: {state} · {file.what}")
    if not any(file.new for file in made):
        return FINE
    output.say("")
    output.say(_("What comes next:"))
    steps = [
        _("workbench run ARTICLE            an article becomes a catalog, drafted and checked"),
        _("workbench edit locales           work on what there is; Ctrl+T adds a term of your own"),
        _("pre-commit install               checks before each commit"),
        _("{workflow}   name the workbench's git address in it").format(workflow=WORKFLOW),
        _("workbench doctor                 what is there and what is missing"),
    ]
    for step in steps:
        output.say("  " + step)
    return FINE
