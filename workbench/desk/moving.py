"""Going from unit to unit.

Lives here: Moving, the part of the session that changes nothing. Takes verbs, gives Outcomes.
May import: catalog, model, wording and `outcome` of this room.
Apart from `session` because it needs neither journal nor history.
"""

from __future__ import annotations

from collections.abc import Callable

from workbench.catalog import Catalog
from workbench.desk.outcome import Outcome
from workbench.model import Finding, State, Unit
from workbench.wording import _


class Moving:
    """Where the translator is."""

    at: str
    """Id of the present unit."""

    @property
    def catalog(self) -> Catalog:
        """The catalog as edited; the session gives it."""
        raise AssertionError("a session has a catalog")

    @property
    def units(self) -> tuple[Unit, ...]:
        """Units in document order, obsolete ones left out."""
        return self.catalog.live

    @property
    def unit(self) -> Unit:
        """The unit the session is at."""
        return self.catalog.unit(self.at)

    def findings(self, unit: Unit | None = None) -> list[Finding]:
        """Findings on a unit, the present one by default; the session has the check."""
        raise AssertionError(unit)

    def move(self, by: int) -> Outcome:
        """Go `by` units on or back; stays at the ends."""
        ids = [unit.id for unit in self.units]
        if not ids:
            return Outcome(notice=_("the catalog is empty"), failed=True)
        place = min(max(ids.index(self.at) + by, 0), len(ids) - 1)
        return self.goto(ids[place])

    def goto(self, unit_id: str) -> Outcome:
        """Go to a unit by id (`p12`, or `12`)."""
        wanted = f"p{unit_id}" if unit_id.isdigit() else unit_id
        if wanted not in self.catalog:
            return Outcome(notice=_("there is no unit {unit}").format(unit=unit_id), failed=True)
        self.at = wanted
        return Outcome(go_to=wanted)

    def next_where(
        self, wanted: Callable[[Unit], bool], none: str, *, back: bool = False
    ) -> Outcome:
        """Go to the next unit (round the end) for which `wanted` holds."""
        units = self.units
        here = next((n for n, unit in enumerate(units) if unit.id == self.at), 0)
        order = [*units[here + 1 :], *units[: here + 1]]
        if back:
            order = [*units[:here][::-1], *units[here:][::-1]]
        found = next((unit for unit in order if wanted(unit)), None)
        return self.goto(found.id) if found else Outcome(notice=none)

    def next_unfinished(self, *, back: bool = False) -> Outcome:
        """The next unit that is not confirmed."""
        return self.next_where(
            lambda unit: unit.state is not State.CONFIRMED, _("everything is confirmed"), back=back
        )

    def next_finding(self, *, back: bool = False) -> Outcome:
        """The next unit with a finding."""
        return self.next_where(
            lambda unit: bool(self.findings(unit)), _("nothing is found"), back=back
        )

    def find(self, text: str) -> Outcome:
        """The next unit whose source or target holds `text`, in any case."""
        key = text.casefold()
        return self.next_where(
            lambda unit: key in unit.source.casefold() or key in unit.target.casefold(),
            _("“{text}” is nowhere").format(text=text),
        )
