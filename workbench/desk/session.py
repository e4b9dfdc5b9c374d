"""The editing session: a translator's verbs on one catalog, without a screen.

Lives here: Session. Takes verbs, gives Outcomes; every change is in the journal before it is shown,
and every step can be undone, over restarts too.
May import: catalog, errors, model, wording and the modules of this room.
Apart from the screen because a screen that owns state loses it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from workbench.catalog import Catalog, Recovered, Store, open_store
from workbench.desk.filtering import Asking
from workbench.desk.history import History, Step
from workbench.desk.outcome import Outcome
from workbench.desk.whole import Whole
from workbench.errors import WorkbenchError
from workbench.model import Finding, State, TermHit, Unit
from workbench.wording import _

Check = Callable[[Unit], list[Finding]]
Hits = Callable[[Unit], Sequence[TermHit]]


class Session(Whole):
    """One open catalog. Use as a context manager or call `close`."""

    def __init__(self, store: Store, *, check: Check | None = None) -> None:
        """`check` gives a unit's findings; without it there are none."""
        self._store = store
        self._check = check or (lambda _unit: [])
        self._hits: Hits = lambda _unit: ()
        self._remember: Callable[[Unit], object] = lambda _unit: None
        self._history = History(store.history())
        self.at = next((u.id for u in self.units if u.state is not State.CONFIRMED), "")
        self.at = self.at or (self.units[0].id if self.units else "")

    @classmethod
    def open(
        cls, path: Path, *, check: Check | None = None, read_only: bool = False, author: str = ""
    ) -> Session:
        """Open a catalog. Raises CatalogError, CatalogLocked."""
        return cls(open_store(path, read_only=read_only, author=author), check=check)

    @property
    def catalog(self) -> Catalog:
        """The catalog as edited."""
        return self._store.catalog

    @property
    def read_only(self) -> bool:
        """Whether nothing may be changed."""
        return self._store.read_only

    @property
    def recovered(self) -> tuple[Recovered, ...]:
        """What the journal of a killed session gave back, not yet saved."""
        return self._store.recovered

    def use_check(self, check: Check) -> None:
        """Take a check after opening, as it may need the catalog."""
        self._check = check

    def use_hits(self, hits: Hits) -> None:
        """Take a way to find a unit's terms, so that filters may ask for them."""
        self._hits = hits

    def use_memory(self, remember: Callable[[Unit], object]) -> None:
        """Take a way to keep a unit that was just confirmed."""
        self._remember = remember

    def confirm(self, *, go_on: bool = True) -> Outcome:
        """The unit is translated; on to the next unfinished one. The memory takes it."""
        here = self.at
        outcome = super().confirm(go_on=go_on)
        if outcome.failed:
            return outcome
        try:
            self._remember(self.catalog.unit(here))
        except WorkbenchError as error:
            return replace(outcome, notice=str(error))
        return outcome

    def asking(self) -> Asking:
        """What a filter may ask of this session."""
        return Asking(self.findings, self._hits)

    def findings(self, unit: Unit | None = None) -> list[Finding]:
        """Findings on a unit, the present one by default."""
        return self._check(unit or self.unit)

    def _change(self, verb: str, units: Iterable[Unit], *, durable: bool = False) -> Outcome:
        """Journal and keep changed units as one step that can be undone."""
        befores, afters = [], []
        for unit in units:
            before = self.catalog.unit(unit.id)
            if before != unit:
                befores.append(before)
                afters.append(unit)
        if not afters:
            return Outcome()
        try:
            for unit in afters:
                self._store.record(unit)
            step = Step.of(verb, befores, afters)
            self._history.done(step)
            self._store.log(step.fields(), durable=durable)
        except WorkbenchError as error:
            return Outcome(notice=str(error), failed=True)
        return Outcome(changed=tuple(unit.id for unit in afters))

    def _restructure(self, units: Iterable[Unit]) -> Outcome:
        """Take another list of units and save it at once: the journal holds changes, no structure."""
        try:
            self._store.restructure(units)
        except WorkbenchError as error:
            return Outcome(notice=str(error), failed=True)
        ids = tuple(unit.id for unit in self.units)
        self.at = self.at if self.at in self.catalog else ids[0]
        return Outcome(changed=ids, go_to=self.at, notice=_("saved"))

    def undo(self) -> Outcome:
        """Take the last step back, in whatever unit it was."""
        return self._go_through(self._history.undo, "undo", _("nothing to undo"))

    def redo(self) -> Outcome:
        """Do again what was taken back."""
        return self._go_through(self._history.redo, "redo", _("nothing to redo"))

    def _go_through(
        self, turn: Callable[[Callable[[str], Unit | None]], tuple[Unit, ...]], verb: str, none: str
    ) -> Outcome:
        units = turn(lambda i: self.catalog.unit(i) if i in self.catalog else None)
        if not units:
            return Outcome(notice=none)
        try:
            for unit in units:
                self._store.record(unit)
            self._store.log({"verb": verb})
        except WorkbenchError as error:
            return Outcome(notice=str(error), failed=True)
        self.at = units[0].id
        return Outcome(changed=tuple(unit.id for unit in units), go_to=self.at)

    def save(self) -> Outcome:
        """Write the catalog; what changed outside is merged."""
        try:
            report = self._store.save()
        except WorkbenchError as error:
            return Outcome(notice=str(error), failed=True)
        notice = _("saved") if report.written else _("nothing to save")
        if report.merged_from_outside:
            notice = _("saved; changes from outside were merged")
        if report.conflicts:
            notice = _("saved; both versions kept in {units}").format(
                units=" ".join(report.conflicts)
            )
        self.at = self.at if self.at in self.catalog else self.units[0].id
        return Outcome(changed=tuple(unit.id for unit in self.units), notice=notice)

    @property
    def unsaved(self) -> bool:
        """Whether the file lacks something the journal has."""
        return self.catalog.moved

    def discard_recovery(self) -> Outcome:
        """Go back to what the file says."""
        ids = tuple(item.unit for item in self.recovered)
        self._store.discard_recovery()
        return Outcome(changed=ids, notice=_("the file's version is back"))

    def rest(self) -> None:
        """The keyboard rests: make everything durable."""
        self._store.sync()

    def close(self) -> None:
        """Unlock. What is unsaved stays in the journal."""
        self._store.close()

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()
