"""Going from unit to unit.

Lives here: Moving, the part of the session that changes nothing. Takes verbs, gives Outcomes.
May import: catalog, errors, model, wording and `change`, `filters` of this room.
Apart from `session` because it needs neither journal nor history.
"""

from __future__ import annotations

from collections.abc import Callable

from workbench.catalog import Catalog
from workbench.desk.change import Outcome
from workbench.desk.filters import Asking, parse_filter
from workbench.errors import UsageError
from workbench.model import Finding, State, Unit
from workbench.wording import _


class Moving:
    """Where the translator is."""

    at: str
    """Id of the present unit."""
    _only: frozenset[str] | None = None
    _filter: str = ""

    @property
    def catalog(self) -> Catalog:
        """The catalog as edited; the session gives it."""
        raise AssertionError("a session has a catalog")

    @property
    def units(self) -> tuple[Unit, ...]:
        """Units in document order, obsolete ones left out."""
        return self.catalog.live

    @property
    def shown(self) -> tuple[Unit, ...]:
        """Units the filter lets pass, and the present one; all of them without a filter."""
        if self._only is None:
            return self.units
        return tuple(u for u in self.units if u.id in self._only or u.id == self.at)

    @property
    def filtered(self) -> str:
        """The filter as it was typed; empty where there is none."""
        return self._filter

    def asking(self) -> Asking:
        """What a filter may ask; the session knows terms too."""
        return Asking(self.findings, lambda _unit: ())

    def filter(self, text: str) -> Outcome:
        """Show only units for which all words of `text` hold (see `filtering`); empty shows all.

        The filter keeps its units until it is set anew: a unit just confirmed does not jump away.
        """
        try:
            wanted = parse_filter(text)
        except UsageError as error:
            return Outcome(notice=str(error), failed=True)
        if not wanted.tests:
            self._only, self._filter = None, ""
            return Outcome(notice=_("all units are shown"))
        found = wanted.ids(self.units, self.asking())
        if not found:
            return Outcome(notice=_("no unit is like that: {text}").format(text=text), failed=True)
        self._only, self._filter = found, wanted.text
        if self.at not in found:
            self.at = next(unit.id for unit in self.units if unit.id in found)
        notice = _("{count} units are shown").format(count=len(found))
        return Outcome(notice=notice, go_to=self.at)

    @property
    def unit(self) -> Unit:
        """The unit the session is at."""
        return self.catalog.unit(self.at)

    def findings(self, unit: Unit | None = None) -> list[Finding]:
        """Findings on a unit, the present one by default; the session has the check."""
        raise AssertionError(unit)

    def move(self, by: int) -> Outcome:
        """Go `by` units on or back; stays at the ends."""
        ids = [unit.id for unit in self.shown]
        if not ids:
            return Outcome(notice=_("the catalog is empty"), failed=True)
        place = min(max(ids.index(self.at) + by, 0), len(ids) - 1)
        return self.goto(ids[place])

    def goto(self, unit_id: str) -> Outcome:
        """Go to a unit by id (`p12`, or `12`)."""
        wanted = f"p{unit_id}" if unit_id.isdigit() else unit_id
        if wanted not in self.catalog and wanted[1:].isdigit():
            place = int(wanted[1:])  # a paragraph that stands twice is one unit
            wanted = next((unit.id for unit in self.units if place in unit.places), wanted)
        if wanted not in self.catalog:
            return Outcome(notice=_("there is no unit {unit}").format(unit=unit_id), failed=True)
        self.at = wanted
        return Outcome(go_to=wanted)

    def next_where(
        self, wanted: Callable[[Unit], bool], none: str, *, back: bool = False
    ) -> Outcome:
        """Go to the next unit (round the end) for which `wanted` holds."""
        units = self.shown
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

    def find(self, text: str, *, back: bool = False) -> Outcome:
        """The next unit whose source or target holds `text`, in any case; `/…/` is a pattern."""
        key = text.casefold()

        def holds(unit: Unit) -> bool:
            return key in unit.source.casefold() or key in unit.target.casefold()

        if len(text) > 2 and text[0] == text[-1] == "/":
            try:
                wanted = parse_filter(text)
            except UsageError as error:
                return Outcome(notice=str(error), failed=True)
            asking = self.asking()
            return self.next_where(
                lambda unit: wanted.passes(unit, asking),
                _("“{text}” is nowhere").format(text=text),
                back=back,
            )
        return self.next_where(holds, _("“{text}” is nowhere").format(text=text), back=back)
