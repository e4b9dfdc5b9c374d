"""What the editor works with: termbase, checks.

Lives here: Services and `services`. Takes a Config and a catalog, gives verdicts and findings for
units; nothing here needs a screen or an engine.
May import: catalog, checks, config, model, terms, `check` and `terms` of this room.
Apart from `session` because a session can do without.
"""

from __future__ import annotations

from dataclasses import dataclass

from workbench.catalog import Catalog
from workbench.checks import CheckContext, check_unit
from workbench.config import Config
from workbench.desk.check import context_of
from workbench.desk.terms import open_termbase
from workbench.model import Finding, TermHit, Unit, Verdict
from workbench.terms import Termbase


@dataclass
class Services:
    """Verdicts and findings on units of one catalog."""

    config: Config
    termbase: Termbase
    context: CheckContext

    def verdicts(self, unit: Unit) -> tuple[Verdict, ...]:
        """What the target makes of the source's terms."""
        return self.termbase.verdicts(unit.source, unit.target, choices=self.context.choices)

    def hits(self, unit: Unit) -> tuple[TermHit, ...]:
        """The terms of the source."""
        return self.termbase.match(unit.source)

    def readings(self, unit: Unit) -> tuple[tuple[str, str], ...]:
        """(target term, its reading) of the source's terms, where the termbase has one."""
        found: dict[str, str] = {}
        for hit in self.hits(unit):
            for concept in hit.concepts:
                terms = self.termbase.concepts[concept].in_(self.termbase.target)
                if terms.reading:
                    found[terms.preferred] = terms.reading
        return tuple(found.items())

    def check(self, unit: Unit) -> list[Finding]:
        """Findings on a unit as it now is."""
        return check_unit(
            unit, self.context, off=self.config.checks_off, severities=self.config.severities
        )

    def refresh(self, catalog: Catalog) -> None:
        """Look at the document anew (after a save, or when many units changed)."""
        self.context = context_of(catalog, self.termbase)


def services(config: Config, catalog: Catalog) -> Services:
    """Services for a catalog. Raises TermbaseError."""
    termbase = open_termbase(config, catalog.source_language, catalog.target_language, lenient=True)
    return Services(config, termbase, context_of(catalog, termbase))
