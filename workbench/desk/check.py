"""Checking catalogs.

Lives here: `check_catalog` and `mend`. Takes a path and a Config, gives located findings.
May import: catalog, checks, config, model, terms, `places`, `sharing` and `terms` of this room.
Apart from `prepare` because checking drafts nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.catalog import Catalog, read_po
from workbench.catalog.po import uncollected
from workbench.checks import CheckContext, in_order, run_checks
from workbench.checks.reporters import Located
from workbench.config import Config
from workbench.desk.sharing import shared
from workbench.model import Finding, Severity, Unit

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


def context_of(catalog: Catalog, termbase: Termbase | None) -> CheckContext:
    """What checks may know of a catalog."""
    choices: dict[str, str] = {}
    if termbase is not None:
        from workbench.desk.terms import document_choices

        choices = document_choices(termbase, catalog.live)
    return CheckContext(
        catalog.source_language, catalog.target_language, catalog.live, termbase, choices
    )


def findings_of(
    catalog: Catalog, config: Config, termbase: Termbase | None, *, only: tuple[str, ...] = (),
    processes: int = 1,
) -> list[Finding]:  # fmt: skip
    """Findings on a catalog as the Config weighs them; big ones by several processes where asked."""
    context, units = context_of(catalog, termbase), catalog.live

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
    lines = entry_lines(path, catalog) if findings else {}
    return [Located(f, catalog.unit(f.unit), str(path), lines.get(f.unit, 1)) for f in findings]


def entry_lines(path: Path, catalog: Catalog) -> dict[str, int]:
    """Unit id → line of its msgid in the file."""
    found = [
        number
        for number, line in enumerate(path.read_bytes().split(b"\n"), 1)
        if line.startswith((b"msgid ", b"#~ msgid "))
    ]
    header = 1 if catalog.metadata else 0
    lines: dict[str, int] = {}
    entry, last = header - 1, ""
    for unit in catalog.units:
        base = unit.id.rsplit(".", 1)[0] if unit.id.startswith("e") else unit.id
        entry, last = (entry, last) if base == last else (entry + 1, base)
        if entry < len(found):
            lines[unit.id] = found[entry]
    return lines


def mend(path: Path, config: Config, termbase: Termbase | None) -> int:
    """Apply every safe repair, again until nothing is left to repair; returns their number."""
    from workbench.catalog import open_store

    done = 0
    with open_store(path, author=config.author) as store:
        for _round in range(_ROUNDS):
            edits = {f.unit: f for f in findings_of(store.catalog, config, termbase) if f.fix}
            if not edits:
                break
            for finding in edits.values():
                unit = store.catalog.unit(finding.unit)
                assert finding.fix is not None
                store.record(replace(unit, target=finding.fix.apply(unit.target)))
                done += 1
        store.save()
    return done


def worst(findings: list[Located], fail_on: str) -> bool:
    """Whether something is as grave as `fail_on` (`error`, `warning`, `note` or `never`)."""
    order = [Severity.ERROR, Severity.WARNING, Severity.NOTE]
    if fail_on == "never":
        return False
    grave = set(order[: order.index(Severity(fail_on)) + 1])
    return any(row.finding.severity in grave for row in findings)


def read(path: Path) -> Catalog:
    """A catalog to check. Raises CatalogError."""
    return read_po(path)
