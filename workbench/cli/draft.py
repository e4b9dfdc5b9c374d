"""`workbench pretranslate`: drafts for a catalog.

Lives here: its options and report. May import: catalog, desk, config, wording and `output`, `options`
of this room.
Apart from `run` because a catalog may come from anywhere.
"""

from __future__ import annotations

import argparse
from contextlib import nullcontext
from pathlib import Path

from workbench.cli import output
from workbench.cli.options import add_format, add_termbase
from workbench.config import Config
from workbench.wording import _


def add_engine(made: argparse.ArgumentParser) -> None:
    """`--engine`, `--package`, `--no-terms`, `--no-memory`."""
    made.add_argument(
        "--engine", default="argos", metavar="NAME", help=_("which engine (default: argos)")
    )
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


def draft(path: Path, arguments: argparse.Namespace, config: Config, only: str):  # type: ignore[no-untyped-def]
    """Draft a catalog with what the options say; narrates the report and gives it."""
    from workbench.catalog import read_po
    from workbench.desk.memory import open_memory
    from workbench.desk.prepare import pretranslate
    from workbench.desk.terms import open_termbase

    catalog = read_po(path)
    pair = (catalog.source_language, catalog.target_language)
    termbase = None if arguments.no_terms else open_termbase(
        config, *pair, lenient=arguments.lenient
    )  # fmt: skip
    memory = None if arguments.no_memory else open_memory(config, *pair, readonly=True)
    with memory or nullcontext(), output.progress(_("drafting")) as tick:
        report = pretranslate(
            path, config, termbase=termbase, only=only, engine=arguments.engine, memory=memory,
            on_progress=tick,
        )  # fmt: skip
    warnings = ", ".join(f"{code} {count}" for code, count in report.warnings)
    output.narrate(
        _("{path}: {drafted} drafts by {engine} in {seconds:.1f} s, terms {honoured}/{asked}").format(
            path=path, drafted=report.drafted, engine=report.engine, seconds=report.seconds,
            honoured=report.honoured, asked=report.asked,
        )
        + (" · " + _("{count} from the memory").format(count=report.remembered)
           if report.remembered else "")
        + (" · " + _("look at: {warnings}").format(warnings=warnings) if warnings else "")
    )  # fmt: skip
    return report
