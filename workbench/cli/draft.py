"""`workbench pretranslate`: drafts for a catalog.

Lives here: its options and report. May import: catalog, desk, config, errors, wording and `output`,
`options` of this room.
Apart from `run` because a catalog may come from anywhere.
"""

from __future__ import annotations

import argparse
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.cli import output
from workbench.cli.options import add_format, add_termbase
from workbench.config import Config
from workbench.errors import Interrupted
from workbench.wording import _

if TYPE_CHECKING:
    from workbench.catalog import Catalog
    from workbench.desk.pretranslate import DraftReport


def add_engine(made: argparse.ArgumentParser) -> None:
    """`--engine`, `--package`, `--no-terms`, `--no-memory`."""
    made.add_argument(
        "--engine", action="append", metavar="NAME",
        help=_("argos, ollama:MODEL, chat:MODEL@ADDRESS or process:COMMAND; may be repeated, the next is asked what the one before could not do (default: argos)"),
    )  # fmt: skip
    made.add_argument(
        "--package", type=Path, metavar="PATH", help=_("an .argosmodel or its folder")
    )
    made.add_argument("--no-terms", action="store_true", help=_("draft without the termbase"))
    made.add_argument("--no-memory", action="store_true", help=_("draft without the memory"))


def options(made: argparse.ArgumentParser, name: str) -> None:
    """CATALOG"""
    made.add_argument("catalog", type=Path, metavar="CATALOG")
    made.add_argument("--only", choices=["untranslated", "fuzzy", "all"], default="untranslated")
    add_engine(made)
    add_termbase(made)
    add_format(made)


def run(arguments: argparse.Namespace, config: Config, name: str) -> int:
    """Draft and report."""
    from dataclasses import asdict

    report = draft(arguments.catalog, arguments, config, arguments.only)
    if arguments.format == "json":
        output.say_json(asdict(report))
    return 0


def draft(path: Path, arguments: argparse.Namespace, config: Config, only: str) -> DraftReport:
    """Draft a catalog with what the options say; narrates the report and gives it.

    Raises Interrupted at Ctrl-C, with what was finished.
    """
    from workbench.catalog import read_po

    catalog = read_po(path)
    try:
        report = _drafted(path, catalog, arguments, config, only)
    except KeyboardInterrupt as stop:
        raise _interrupted(path, catalog) from stop
    warnings = ", ".join(f"{code} {count}" for code, count in report.warnings)
    output.narrate(
        _("{path}: {drafted} drafts by {engine} in {seconds:.1f} s").format(
            path=path, drafted=report.drafted, engine=report.engine, seconds=report.seconds,
        )
        + (" · " + _("{missed} of {asked} terms missed").format(
            missed=report.asked - report.honoured, asked=report.asked)
           if report.honoured < report.asked else "")
        + (" · " + _("{count} left empty, as they would be written anew").format(count=report.left)
           if report.left else "")
        + (" · " + _("{count} from the memory").format(count=report.remembered)
           if report.remembered else "")
        + (" · " + _("look at: {warnings}").format(warnings=warnings) if warnings else "")
    )  # fmt: skip
    return report


def _drafted(
    path: Path, catalog: Catalog, arguments: argparse.Namespace, config: Config, only: str
) -> DraftReport:
    from workbench.desk.matches import open_memory
    from workbench.desk.pretranslate import pretranslate
    from workbench.desk.terms import open_termbase

    pair = (catalog.source_language, catalog.target_language)
    termbase = None if arguments.no_terms else open_termbase(
        config, *pair, lenient=arguments.lenient
    )  # fmt: skip
    memory = None if arguments.no_memory else open_memory(config, *pair, readonly=True)
    with memory or nullcontext(), output.progress(_("drafting")) as tick:
        return pretranslate(
            path, config, termbase=termbase, only=only, engine=config.engine or "argos", memory=memory,
            on_progress=tick,
        )  # fmt: skip


def _interrupted(path: Path, before: Catalog) -> Interrupted:
    """How many drafts there are now that were not there before; a paragraph that was under way is none."""
    from workbench.catalog import open_store

    with open_store(path) as store:  # the journal may hold what a second Ctrl-C kept from the file
        store.save()
        known = {unit.id: unit for unit in before.units}
        kept = sum(bool(u.target) and u != known.get(u.id) for u in store.catalog.live)
    if not kept:
        return Interrupted(_("interrupted before a draft was finished"), where=str(path))
    return Interrupted(
        _("interrupted; drafts that are kept: {count}").format(count=kept), where=str(path),
        hint=_("run it again for the rest"),
    )  # fmt: skip
