"""`workbench import`: files that other tools hand a translator.

Lives here: its options and what it prints. May import: config, desk, errors, wording and `output`, `options` of
this room.
Apart from `export` because this one makes a catalog, or brings edits into one, and that one writes files.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from workbench.cli import output
from workbench.cli.options import add_format, add_pair
from workbench.config import Config
from workbench.errors import printable
from workbench.wording import _


def options(made: argparse.ArgumentParser, name: str) -> None:
    """FILE [-o CATALOG]"""
    made.add_argument("file", type=Path, metavar="FILE")
    made.add_argument("-o", "--output", dest="catalog", type=Path, metavar="CATALOG",
                      help=_("the catalog to make (default: FILE.po beside it)"))  # fmt: skip
    add_pair(made)
    add_format(made)


def run(arguments: argparse.Namespace, config: Config, name: str) -> int:
    """Make the catalog and say what is in it."""
    from dataclasses import asdict

    from workbench.desk.bilingual import import_file

    made = import_file(
        arguments.file, config, out=arguments.catalog,
        source=arguments.source or "", target=arguments.target or "",
    )  # fmt: skip
    if arguments.format == "json":
        output.say_json({**asdict(made), "path": str(made.path)})
        return 0
    words = {
        "empty": _("empty"), "draft": _("draft"), "rejected": _("rejected"),
        "translated": _("translated"), "reviewed": _("reviewed"), "signed-off": _("signed off"),
    }  # fmt: skip
    said = [f"{count} {words[stage]}" for stage, count in made.stages.items()]
    said += [_("{count} locked").format(count=made.locked)] if made.locked else []
    said += [_("{count} matches").format(count=made.offers)] if made.offers else []
    output.say(
        _("{path}: {form}, {source} → {target}, {count} units").format(
            path=printable(str(made.path)), form=made.form, source=made.source,
            target=made.target, count=made.units,
        )
        + " (" + ", ".join(said) + ")"
    )  # fmt: skip
    return 0
