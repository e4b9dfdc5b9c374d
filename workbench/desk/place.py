"""Where the translator is in a catalog, and which units are listed.

Lives here: Place. Takes wishes to go somewhere, gives Outcomes; changes nothing.
May import: catalog, errors, model, wording and `change`, `filters` of this room.
Apart from `session` because it needs neither journal nor history.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from workbench.catalog import Catalog
from workbench.desk.change import Outcome
from workbench.desk.filters import Asking, parse_filter, risk_of
from workbench.errors import UsageError
from workbench.model import State, Unit
from workbench.wording import _


class Place:
    """The present unit of a catalog, and the filter that says which units are listed."""

    def __init__(self, catalog: Callable[[], Catalog], asking: Callable[[], Asking]) -> None:
        """`catalog` gives the catalog as it now is, `asking` what a filter may ask of a unit."""
        self._catalog, self._asking = catalog, asking
        self._only: frozenset[str] | None = None
        self._rank: dict[str, float] = {}
        """Unit id → its place where the list is not in document order."""
        self._ranked: tuple[tuple[Unit, ...], tuple[Unit, ...]] = ((), ())
        self.filtered = ""
        """The filter as it was typed; empty where there is none."""
        self.at = next((u.id for u in self.units if u.state is not State.CONFIRMED), "")
        """Id of the present unit; empty where there is none."""
        self.at = self.at or (self.units[0].id if self.units else "")

    @property
    def catalog(self) -> Catalog:
        """The catalog as edited."""
        return self._catalog()

    @property
    def units(self) -> tuple[Unit, ...]:
        """Units in document order, obsolete ones left out."""
        return self.catalog.live

    @property
    def shown(self) -> tuple[Unit, ...]:
        """Units the filter lets pass, and the present one; all of them without a filter. In document order, or
        as the filter ordered them when it was set."""
        units = self._in_order()
        if self._only is None:
            return units
        return tuple(u for u in units if u.id in self._only or u.id == self.at)

    def _in_order(self) -> tuple[Unit, ...]:
        units = self.units
        if not self._rank:
            return units
        if self._ranked[0] is not units:
            last = float(len(self._rank))
            self._ranked = units, tuple(sorted(units, key=lambda u: self._rank.get(u.id, last)))
        return self._ranked[1]

    def filter(self, text: str) -> Outcome:
        """Show only units for which all words of `text` hold (see `filters`); empty shows all.

        The filter keeps its units until it is set anew: a unit just confirmed does not jump away.
        """
        try:
            wanted = parse_filter(text)
        except UsageError as error:
            return Outcome(notice=str(error), failed=True)
        if not wanted.tests and not wanted.by_risk:
            self._only, self.filtered, self._rank = None, "", {}
            return Outcome(notice=_("all units are shown"))
        found = wanted.ids(self.units, self._asking())
        if not found:
            return Outcome(notice=_("no unit is like that: {text}").format(text=text), failed=True)
        self._only, self.filtered = found, wanted.text
        ranked = sorted(self.units, key=risk_of, reverse=True) if wanted.by_risk else ()
        self._rank = {unit.id: float(n) for n, unit in enumerate(ranked)}
        self._ranked = (), ()
        if self.at not in found or wanted.by_risk:
            self.at = next(unit.id for unit in self._in_order() if unit.id in found)
        notice = _("{count} units are shown").format(count=len(found))
        return Outcome(notice=notice, go_to=self.at)

    @property
    def unit(self) -> Unit:
        """The unit the session is at."""
        return self.catalog.unit(self.at)

    def stay(self, near: Iterable[str] = ()) -> None:
        """The catalog changed: be at a unit that there is, one of `near` (ids) by preference."""
        if self.at not in self.catalog:
            known = (name for name in near if name in self.catalog)
            self.at = next(known, self.units[0].id if self.units else "")

    def replaced(self, gone: Iterable[Unit], come: Iterable[Unit]) -> None:
        """Entries went and others came: the list has them in their place."""
        gone = tuple(gone)
        came = [unit.id for unit in come]
        places = [self._rank[unit.id] for unit in gone if unit.id in self._rank]
        if places:
            self._rank |= dict.fromkeys(came, min(places))
        self._ranked = (), ()
        if self._only is not None and self._only & {unit.id for unit in gone}:
            self._only |= set(came)
        self.stay(came)

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
        ask = self._asking()
        return self.next_where(
            lambda unit: bool(ask.findings(unit)), _("nothing is found"), back=back
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
            asking = self._asking()
            return self.next_where(
                lambda unit: wanted.passes(unit, asking),
                _("“{text}” is nowhere").format(text=text),
                back=back,
            )
        return self.next_where(holds, _("“{text}” is nowhere").format(text=text), back=back)
