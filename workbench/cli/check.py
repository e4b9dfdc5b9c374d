"""`workbench check`: Japanese QA, terms, numbers, markup.

Lives here: its options and what it prints. May import: catalog, checks, desk, config, errors, wording and
`output`, `options` of this room.
Apart from `score` because a check needs no reference.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.cli import output
from workbench.cli.options import add_termbase
from workbench.config import Config
from workbench.errors import FINDINGS, FINE, UsageError, printable_json
from workbench.wording import _

if TYPE_CHECKING:
    from workbench.catalog import Catalog
    from workbench.checks.reporters import Located
    from workbench.terms import Termbase


def options(made: argparse.ArgumentParser, name: str) -> None:
    """CATALOG… and what to make of the findings."""
    made.add_argument("catalogs", type=Path, nargs="*", metavar="CATALOG")
    made.add_argument(
        "--format", choices=["text", "json", "sarif", "github", "junit"], default="text"
    )
    made.add_argument("--fail-on", choices=["error", "warning", "note", "never"], default="error")
    made.add_argument("--baseline", type=Path, metavar="FILE", help=_("findings already accepted"))
    made.add_argument("--write-baseline", type=Path, metavar="FILE", help=_("accept them all"))
    made.add_argument("--only", action="append", default=[], metavar="CHECK",
                      help=_("only this check or family; may be repeated"))  # fmt: skip
    made.add_argument("--off", action="append", default=[], metavar="CHECK",
                      help=_("without this check or family; may be repeated"))  # fmt: skip
    made.add_argument("--fix", action="store_true", help=_("write the safe repairs"))
    made.add_argument("--explain", metavar="CHECK", help=_("what a check or a family is for"))
    made.add_argument("--list", action="store_true", help=_("name the checks"))
    made.add_argument("--no-terms", action="store_true", help=_("without the termbase"))
    add_termbase(made)


def run(arguments: argparse.Namespace, config: Config, name: str) -> int:
    """Check and print."""
    from dataclasses import replace

    from workbench.checks import explain, registry

    if arguments.explain:
        output.say(explain(arguments.explain))
        return FINE
    if arguments.list:
        rows = [[c.id, c.severity.value, ",".join(c.languages) or "*", _(c.title())]
                for c in registry().values()]  # fmt: skip
        output.table(rows)
        return FINE
    config = replace(config, checks_off=(*config.checks_off, *arguments.off))
    return _check(arguments, config)


def _check(arguments: argparse.Namespace, config: Config) -> int:
    from workbench.catalog import write_atomic
    from workbench.catalog.po import uncollected
    from workbench.desk.check import worst
    from workbench.desk.places import catalogs

    paths = catalogs(arguments.catalogs or [config.locales])
    if arguments.baseline and arguments.write_baseline:
        raise UsageError(_("--baseline and --write-baseline exclude each other"))
    with uncollected():
        rows, units, kept = _found(arguments, config, paths)
    if arguments.write_baseline:
        write_atomic(arguments.write_baseline, kept.encode())
        return FINE
    _print(arguments.format, rows, units, [str(path) for path in paths])
    return FINDINGS if worst(rows, arguments.fail_on) else FINE


def _found(
    arguments: argparse.Namespace, config: Config, paths: Sequence[Path]
) -> tuple[list[Located], int, str]:
    """Findings that no baseline accepts, the number of units, and the baseline asked for."""
    from workbench.checks import accepted, read_findings_baseline, write_findings_baseline
    from workbench.desk.check import findings_of, located, mend, read
    from workbench.desk.sharing import cores

    rows: list[Located] = []
    units, kept = 0, ""
    for path in paths:
        catalog = read(path)
        termbase = _termbase(arguments, config, catalog)
        if arguments.fix:
            output.narrate(
                f"{path}: " + _("{count} repairs").format(count=mend(path, config, termbase))
            )
            catalog = read(path)
        only = tuple(arguments.only)
        findings = findings_of(catalog, config, termbase, only=only, processes=cores())
        by_id = {unit.id: unit for unit in catalog.live}
        if config.baseline:
            accepted_before = read_findings_baseline(config.baseline)
            findings = accepted(findings, by_id, accepted_before)
        if arguments.write_baseline:
            kept += write_findings_baseline(findings, by_id)
        rows += located(path, catalog, findings)
        units += len(by_id)
    return rows, units, kept


def _termbase(arguments: argparse.Namespace, config: Config, catalog: Catalog) -> Termbase | None:
    if arguments.no_terms:
        return None
    from workbench.desk.terms import open_termbase

    pair = (catalog.source_language, catalog.target_language)
    return open_termbase(config, *pair, lenient=arguments.lenient)


def _print(form: str, rows: list, units: int, paths: list[str]) -> None:  # type: ignore[type-arg]
    from workbench.checks import reporters

    if form == "text":
        if rows:
            output.say(reporters.text(rows, output.paint))
        output.narrate(reporters.summary_line(rows, units))
        return
    made = {
        "json": lambda: reporters.as_json(rows, units),
        "sarif": lambda: reporters.sarif(rows),
        "github": lambda: reporters.github(rows),
        "junit": lambda: reporters.junit(rows, paths),
    }[form]()
    if made:
        output.say(printable_json(made) if form in ("json", "sarif") else made)
