"""Checking catalogs.

Lives here: `check_catalog` and `repair`. Takes a path and a Config, gives located findings.
May import: gc_tuning, catalog, checks, config, errors, model, terms, wording, `paths`, `parallel` and `terms` of this room.
Apart from `pretranslate` because checking drafts nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.catalog import Catalog, read_po
from workbench.checks import CheckContext, in_order, run_checks
from workbench.checks.house_list import read_house_list
from workbench.checks.reporters import Located
from workbench.config import Config
from workbench.desk.parallel import shared
from workbench.errors import UsageError
from workbench.gc_tuning import uncollected
from workbench.model import Finding, Fix, Span, Unit
from workbench.wording import _

if TYPE_CHECKING:
    from workbench.terms import Termbase

WORTH = 4_000
"""Units from which a second process is sooner done than started."""
_FIRST = 100
"""Units looked at before the others are shared where there is a termbase, so that every process has
what the first look loads: dictionaries, automata."""
_LEAST = 300
"""Units of one task at least."""
_ROUNDS = 50
"""Repairs on one unit one after another; the dirtiest seen needed seven."""


def context_of(
    catalog: Catalog, termbase: Termbase | None, config: Config | None = None
) -> CheckContext:
    """What checks may know of a catalog. Raises UsageError: a house list that cannot be read."""
    choices: dict[str, str] = {}
    if termbase is not None:
        from workbench.desk.terms import document_choices

        choices = document_choices(termbase, catalog.live)
    house = read_house_list(config.house_style if config else (), catalog.target_language)
    return CheckContext(
        catalog.source_language, catalog.target_language, catalog.live, termbase, choices, house
    )


def findings_of(
    catalog: Catalog, config: Config, termbase: Termbase | None, *, only: tuple[str, ...] = (),
    processes: int = 1,
) -> list[Finding]:  # fmt: skip
    """Findings on a catalog as the Config weighs them; big ones by several processes where asked."""
    context, units = context_of(catalog, termbase, config), catalog.live

    def look(part: Sequence[Unit], whole: bool | None) -> list[Finding]:
        return run_checks(
            part,
            context,
            off=config.checks_off,
            only=only,
            severities=config.severities,
            whole=whole,
        )

    if len(units) < WORTH or processes < 2:
        return look(units, None)
    first, rest = (units[:_FIRST], units[_FIRST:]) if termbase else ((), units)
    with uncollected():
        found = look(first, False)
        tasks = [partial(look, part, False) for part in _parts(rest, processes)]
        found += shared([partial(look, units, True), *tasks], processes)
    return in_order(found, units)


def _parts(units: Sequence[Unit], processes: int) -> Iterator[Sequence[Unit]]:
    """Units in parts, the largest first, so that all processes end together; at most 200 parts."""
    least = max(_LEAST, len(units) // 100)
    while units:
        size = max(least, len(units) // (3 * processes))
        yield units[:size]
        units = units[size:]


def located(path: Path, catalog: Catalog, findings: list[Finding]) -> list[Located]:
    """Findings with the line of their entry in the file."""
    return [Located(f, catalog.unit(f.unit), str(path), catalog.line(f.unit)) for f in findings]


def repair(
    path: Path, config: Config, termbase: Termbase | None, *, only: tuple[str, ...] = (),
    kept: Counter[str] | None = None,
) -> int:  # fmt: skip
    """Apply every safe repair, again until nothing is left to repair; returns their number.

    Findings that a baseline accepts (`kept`) stay as they are.
    """
    from workbench.catalog import open_store
    from workbench.checks import accepted

    done = 0
    with open_store(path, author=config.author) as store:
        for _round in range(_ROUNDS):
            found = findings_of(store.catalog, config, termbase, only=only)
            if kept:
                found = accepted(found, {u.id: u for u in store.catalog.live}, Counter(kept))
            repairs: dict[str, list[tuple[str, Fix]]] = {}
            for finding in found:
                if finding.fix:
                    repairs.setdefault(finding.unit, []).append((finding.check, finding.fix))
            if not repairs:
                break
            for unit_id, fixes in repairs.items():
                unit = store.catalog.unit(unit_id)
                fix, count = _together(fixes)
                store.record(replace(unit, target=fix.apply(unit.target)))
                done += count
        store.save()
    return done


def _together(fixes: Sequence[tuple[str, Fix]]) -> tuple[Fix, int]:
    """(repairs of one unit that can be made at once, how many): those of the last one's check that do
    not touch each other. A long unit may need a thousand; others wait for the next look."""
    last = fixes[-1][0]
    edits: list[tuple[Span, str]] = []
    count, free = 0, -1
    for fix in sorted((f for check, f in fixes if check == last), key=lambda f: min(f.edits)):
        if min(fix.edits)[0][0] > free:
            edits += fix.edits
            free = max(end for (_start, end), _text in fix.edits)
            count += 1
    return Fix(fixes[-1][1].title, tuple(edits)), count


def worst(findings: list[Located], fail_on: str) -> bool:
    """Whether something is as grave as `fail_on`, as `checks.gravity.grave` reads it. Raises UsageError."""
    from workbench.checks.gravity import grave

    failing = grave(fail_on)
    return any(failing(row.finding) for row in findings)


def dismiss(path: Path, config: Config, unit_id: str, check: str, reason: str) -> None:
    """Silence a check (or a family) on one unit, with the reason, in the catalog. Raises UsageError."""
    from workbench.catalog import open_store
    from workbench.checks.run import selected

    selected("en", [check])
    if not reason.strip():
        raise UsageError(_("say why: --reason TEXT"))
    with open_store(path, author=config.author) as store:
        units = {unit.id: unit for unit in store.catalog.live}
        if unit_id not in units:
            raise UsageError(_("there is no unit {unit}").format(unit=unit_id), where=str(path))
        unit = units[unit_id]
        others = tuple(pair for pair in unit.silenced if pair[0] != check)
        store.record(replace(unit, silenced=(*others, (check, " ".join(reason.split())))))
        store.save()


def silenced(
    path: Path, catalog: Catalog, termbase: Termbase | None
) -> list[tuple[str, Unit, str, str, bool]]:
    """What is dismissed in a catalog: (file:line, unit, check, reason, whether it would still speak)."""
    from workbench.checks import registry
    from workbench.checks.completeness import still_found

    context = context_of(catalog, termbase)
    known = {name for check in registry().values() for name in (check.id, check.family)}
    return [
        (f"{path}:{catalog.line(unit.id)}", unit, check, reason,
         check in known and still_found(unit, check, context))
        for unit in catalog.live
        for check, reason in unit.silenced
    ]  # fmt: skip


def read(path: Path) -> Catalog:
    """A catalog to check. Raises CatalogError."""
    return read_po(path, to_write=False)
