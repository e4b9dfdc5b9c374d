"""What is known of a unit.

Lives here: Inspector: verdicts and findings of one catalog's units. Its context follows the document: it
hears of every change and looks at the document anew before it is asked again, in the asker's thread, so
that the editor finds what `workbench check` finds. While one types it waits until the keyboard rests.
May import: catalog, checks, model and `change`, `desk`, `terms` of this room.
Apart from `session` because a session can do without.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

from workbench.catalog import Catalog
from workbench.checks import CheckContext, check_unit
from workbench.desk.change import Change
from workbench.desk.desk import Desk
from workbench.desk.terms import Choices
from workbench.model import Finding, Severity, TermHit, Unit, Verdict

_GRAVEST = tuple(Severity)


class Inspector:
    """Verdicts and findings on units of one catalog; any thread may ask."""

    def __init__(self, desk: Desk, catalog: Callable[[], Catalog]) -> None:
        """`catalog` gives the catalog as it now is."""
        self.desk = desk
        self._catalog = catalog
        self._choices: Choices | None = None
        self._context: CheckContext | None = None
        self._wanted = self._had = 0
        """Which look at the document is wanted, and which there is."""
        self._typing = ""
        """The unit whose text the context does not know as it now is."""
        self._known: dict[str, tuple[Unit, list[Finding]]] = {}
        self._looking = threading.RLock()

    def heard(self, change: Change) -> None:
        """The document changed; what was known of it holds no longer."""
        unit = change.after[0].id if change.after else ""
        if change.verb == "edit" and self._typing in {"", unit}:
            self._typing = unit
        else:
            self.anew()

    def rested(self) -> bool:
        """The keyboard rests: what was typed counts from now on. Whether anything was."""
        typed = bool(self._typing)
        if typed:
            self.anew()
        return typed

    def anew(self) -> None:
        """Look at the document, and at what the desk has, before the next answer."""
        self._typing = ""
        self._wanted += 1

    def _seen(self, unit: Unit | None = None) -> CheckContext:
        """The context for a unit: as the document is, but for what is being typed there."""
        with self._looking:
            if unit is None or unit.id != self._typing:
                self.rested()
            termbase = self.desk.termbase
            fresh = self._choices is not None and self._choices.termbase is termbase
            if self._context is None or self._had != self._wanted or not fresh:
                self._had, catalog = self._wanted, self._catalog()
                if self._choices is None or not fresh:
                    self._choices = Choices(termbase)
                self._known.clear()
                self._context = CheckContext(
                    catalog.source_language,
                    catalog.target_language,
                    catalog.live,
                    termbase,
                    self._choices.of(catalog.live),
                    self.desk.house,
                )
            return self._context

    def verdicts(self, unit: Unit) -> tuple[Verdict, ...]:
        """What the target makes of the source's terms."""
        choices = self._seen(unit).choices
        return self.desk.termbase.verdicts(unit.source, unit.target, choices=choices)

    def hits(self, unit: Unit) -> tuple[TermHit, ...]:
        """The terms of the source."""
        return self.desk.termbase.match(unit.source)

    def readings(self, unit: Unit) -> tuple[tuple[str, str], ...]:
        """(target term, its reading) of the source's terms, where the termbase has one."""
        termbase = self.desk.termbase
        found: dict[str, str] = {}
        for hit in self.hits(unit):
            for concept in hit.concepts:
                terms = termbase.concepts[concept].in_(termbase.target)
                if terms.reading:
                    found[terms.preferred] = terms.reading
        return tuple(found.items())

    def findings(self, unit: Unit) -> list[Finding]:
        """Findings on a unit as it now is; asked again about the same unit, nothing is checked again."""
        with self._looking:
            context, config = self._seen(unit), self.desk.config
            known = self._known.get(unit.id)
            if known is None or known[0] is not unit:
                found = check_unit(
                    unit, context, off=config.checks_off, severities=config.severities
                )
                found.sort(key=lambda finding: _GRAVEST.index(finding.severity))
                known = self._known[unit.id] = (unit, found)
            return known[1]
