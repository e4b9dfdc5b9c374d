"""Checking catalogs.

Lives here: `check_catalog` and `mend`. Takes a path and a Config, gives located findings.
May import: catalog, checks, config, model, terms, `places`, `sharing` and `terms` of this room.
Apart from `prepare` because checking drafts nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from workbench.catalog import Catalog, open_store, read_po
from workbench.checks import CheckContext, run_checks
from workbench.checks.reporters import Located
from workbench.config import Config
from workbench.desk.sharing import shared_findings
from workbench.desk.terms import document_choices
from workbench.model import Finding, Severity, Unit
from workbench.terms import Termbase

_ROUNDS = 50
"""Repairs on one unit one after another; the dirtiest seen needed seven."""


def context_of(catalog: Catalog, termbase: Termbase | None) -> CheckContext:
    """What checks may know of a catalog."""
    choices = document_choices(termbase, catalog.live) if termbase else {}
    return CheckContext(
        catalog.source_language, catalog.target_language, catalog.live, termbase, choices
    )


def findings_of(
    catalog: Catalog, config: Config, termbase: Termbase | None, *, only: tuple[str, ...] = (),
    processes: int = 1,
) -> list[Finding]:  # fmt: skip
    """Findings on a catalog as the Config weighs them; big ones by several processes where asked."""
    context = context_of(catalog, termbase)

    def look(units: Sequence[Unit]) -> list[Finding]:
        return run_checks(
            units, context, off=config.checks_off, only=only, severities=config.severities
        )

    return shared_findings(catalog.live, look, processes)


def located(path: Path, catalog: Catalog, findings: list[Finding]) -> list[Located]:
    """Findings with the line of their entry in the file."""
    lines = entry_lines(path, catalog)
    return [Located(f, catalog.unit(f.unit), str(path), lines.get(f.unit, 1)) for f in findings]


def entry_lines(path: Path, catalog: Catalog) -> dict[str, int]:
    """Unit id → line of its msgid in the file."""
    found = [
        number
        for number, line in enumerate(path.read_text("utf-8", "replace").split("\n"), 1)
        if re.match(r"(?:#~ )?msgid ", line)
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
