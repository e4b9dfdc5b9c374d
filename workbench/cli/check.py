"""`workbench check`: Japanese QA, terms, numbers, markup.

Lives here: its options and what it prints. May import: gc_tuning, catalog, checks, desk, config,
errors, wording and `output`, `options` of this room.
Apart from `score` because a check needs no reference.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.cli import output
from workbench.cli.options import add_force, add_termbase
from workbench.config import Config
from workbench.errors import FINDINGS, FINE, UsageError, printable, printable_json
from workbench.wording import _

if TYPE_CHECKING:
    from workbench.checks.reporters import Located


def options(made: argparse.ArgumentParser, name: str) -> None:
    """CATALOG… and what to make of the findings."""
    made.add_argument("catalogs", type=Path, nargs="*", metavar="CATALOG")
    made.add_argument(
        "--format", choices=["text", "json", "sarif", "github", "junit"], default="text"
    )
    made.add_argument(
        "--fail-on", default="error", metavar="WHAT",
        help=_("error, warning, note, never; critical, major, minor; accuracy, fluency, terminology, style, formatting"),
    )  # fmt: skip
    made.add_argument("--silenced", action="store_true", help=_("list what was dismissed, and why"))
    made.add_argument("--dismiss", metavar="UNIT:CHECK", help=_("silence a check on one unit"))
    made.add_argument("--reason", default="", metavar="TEXT", help=_("why it is dismissed"))
    made.add_argument("--baseline", type=Path, metavar="FILE", help=_("findings already accepted"))
    made.add_argument("--write-baseline", type=Path, metavar="FILE", help=_("accept them all"))
    add_force(made)
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
    if arguments.dismiss:
        return _dismiss(arguments, config)
    if arguments.silenced:
        return _silenced(arguments, config)
    return _check(arguments, config)


def _dismiss(arguments: argparse.Namespace, config: Config) -> int:
    from workbench.desk.check import dismiss
    from workbench.desk.paths import catalogs

    paths = catalogs(arguments.catalogs or [config.locales])
    unit, colon, check = arguments.dismiss.partition(":")
    if len(paths) != 1 or not colon:
        raise UsageError(
            _("one catalog, and what is dismissed in it"),
            hint=_("for example: {command}").format(
                command="workbench check a.po --dismiss p12:numbers.value --reason TEXT"
            ),
        )
    dismiss(paths[0], config, unit, check, arguments.reason)
    said = _("{unit}: {check} is silent; `--silenced` lists what is").format(unit=unit, check=check)
    output.narrate(printable(f"{paths[0]}: {said}"))
    return FINE


def _silenced(arguments: argparse.Namespace, config: Config) -> int:
    """Prints what is dismissed; a run fails where something is so in vain."""
    import json

    from workbench.desk.check import read, silenced
    from workbench.desk.desk import Desks
    from workbench.desk.paths import catalogs

    rows = []
    desks = Desks(config, lenient=arguments.lenient)
    for path in catalogs(arguments.catalogs or [config.locales]):
        catalog = read(path)
        termbase = None if arguments.no_terms else desks.of(catalog).termbase
        rows += silenced(path, catalog, termbase)
    if arguments.format == "json":
        found = [
            {"place": place, "unit": unit.id, "check": check, "reason": reason, "applies": applies}
            for place, unit, check, reason, applies in rows
        ]
        output.say(printable_json(json.dumps({"silenced": found}, ensure_ascii=False, indent=2)))
    else:
        for place, unit, check, reason, applies in rows:
            said = "" if applies else "  " + _("finds nothing any more: remove the comment")
            output.say(printable(f"{place}: {unit.id}: {check}: {reason}{said}"))
    return FINE if all(row[-1] for row in rows) else FINDINGS


def _check(arguments: argparse.Namespace, config: Config) -> int:
    from workbench.catalog import write_atomic
    from workbench.checks import write_findings_baseline
    from workbench.checks.gravity import grave
    from workbench.desk.check import worst
    from workbench.desk.outputs import wrote
    from workbench.desk.paths import catalogs
    from workbench.gc_tuning import uncollected

    grave(arguments.fail_on)  # a name that is none is said before anything is read
    if arguments.write_baseline:
        _fit_to_write(arguments, config)
    paths = catalogs(arguments.catalogs or [config.locales])
    with uncollected():
        rows, units = _found(arguments, config, paths)
    if arguments.write_baseline:
        text = write_findings_baseline((row.finding, row.unit) for row in rows)
        write_atomic(arguments.write_baseline, text.encode())
        wrote(arguments.write_baseline, "check baseline")
        return FINE
    _print(arguments, rows, units, [str(path) for path in paths])
    return FINDINGS if worst(rows, arguments.fail_on) else FINE


def _fit_to_write(arguments: argparse.Namespace, config: Config) -> None:
    """Raises UsageError before anything is read where no baseline can be meant."""
    from workbench.checks import is_findings_baseline
    from workbench.desk.outputs import apart, same_file
    from workbench.desk.paths import termbase_paths

    if arguments.baseline:
        raise UsageError(_("--baseline and --write-baseline exclude each other"))
    settled = config.baseline is not None and same_file(arguments.write_baseline, config.baseline)
    apart(
        arguments.write_baseline, *termbase_paths(config), config.path, command="check baseline",
        option="--write-baseline", force=arguments.force or settled, ours=is_findings_baseline,
        hint=_("name the baseline first: --write-baseline FILE CATALOG"),
    )  # fmt: skip


def _found(
    arguments: argparse.Namespace, config: Config, paths: Sequence[Path]
) -> tuple[list[Located], int]:
    """Findings that no baseline accepts, all of them where one is written, and the number of units."""
    from workbench.catalog import no_language
    from workbench.checks import accepted
    from workbench.checks.run import without_rules
    from workbench.desk.check import findings_of, located, read, repair
    from workbench.desk.desk import Desks
    from workbench.desk.parallel import cores
    from workbench.desk.terms import layers_of

    rows: list[Located] = []
    desks = Desks(config, lenient=arguments.lenient)
    told: list[object] = []
    units, only = 0, tuple(arguments.only)
    left = _accepted_before(arguments, config)
    for path in paths:
        catalog = read(path)
        if unknown := no_language(catalog):
            output.complain(str(unknown))
        if unchecked := without_rules(catalog.target_language):
            said = _("not checked in {language}, for want of rules: {families}").format(
                language=catalog.target_language, families=", ".join(unchecked)
            )
            if said not in told:
                told.append(said)
                output.narrate(said)
        termbase = None if arguments.no_terms else desks.of(catalog).termbase
        if arguments.verbose and termbase is not None and termbase not in told:
            told.append(termbase)
            for line in layers_of(termbase):
                output.narrate(line)
        if arguments.fix:
            count = repair(path, config, termbase, only=only, kept=left)
            output.narrate(f"{path}: " + _("{count} repairs").format(count=count))
            catalog = read(path)
        findings = findings_of(catalog, config, termbase, only=only, processes=cores())
        by_id = {unit.id: unit for unit in catalog.live}
        new = accepted(findings, by_id, left) if left else findings
        rows += located(path, catalog, findings if arguments.write_baseline else new)
        units += len(by_id)
    return rows, units


def _accepted_before(arguments: argparse.Namespace, config: Config) -> Counter[str]:
    """What the baseline accepts. Where one is written, the old one only keeps repairs away; it may be
    missing or damaged, as writing mends that."""
    from workbench.checks import read_findings_baseline

    if config.baseline is None or (arguments.write_baseline and not arguments.fix):
        return Counter()
    if arguments.write_baseline and not config.baseline.exists():
        return Counter()
    return read_findings_baseline(config.baseline)


def _print(
    arguments: argparse.Namespace, rows: list[Located], units: int, paths: list[str]
) -> None:
    from workbench.checks import reporters
    from workbench.checks.gravity import grave

    form = arguments.format
    if form == "text":
        if rows:
            output.say(reporters.text(rows, output.painter()))
        output.narrate(reporters.summary_line(rows, units))
        return
    made = {
        "json": lambda: reporters.as_json(rows, units),
        "sarif": lambda: reporters.sarif(rows),
        "github": lambda: reporters.github(rows),
        "junit": lambda: reporters.junit(rows, paths, grave(arguments.fail_on)),
    }[form]()
    if made:
        output.say(printable_json(made) if form in ("json", "sarif") else made)
