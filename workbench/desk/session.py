"""The editing session: a translator's verbs on one catalog, without a screen.

Lives here: Session: where one is, the one way to change the catalog, the way back, and who hears of it.
Every change is in the journal before it is shown, and every step can be undone, over restarts too.
May import: catalog, errors, model, wording and the modules of this room.
Apart from the screen because a screen that owns state loses it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from workbench.catalog import Catalog, Recovered, Store, open_store
from workbench.desk.change import Change, Form, Outcome, put, rearranged, whole
from workbench.desk.filters import Asking
from workbench.desk.history import History, Step
from workbench.desk.whole import Whole
from workbench.errors import WorkbenchError
from workbench.model import EntryKey, Finding, Span, State, TermHit, Unit, UnitKey
from workbench.wording import _

Check = Callable[[Unit], list[Finding]]
Hits = Callable[[Unit], Sequence[TermHit]]
Hearer = Callable[[Change], None]


class Session(Whole):
    """One open catalog. Use as a context manager or call `close`."""

    def __init__(self, store: Store, *, check: Check | None = None, author: str = "") -> None:
        """`check` gives a unit's findings; without it there are none. `author` stands in reviews."""
        self._store = store
        self._check = check or (lambda _unit: [])
        self._hits: Hits = lambda _unit: ()
        self._hearers: list[Hearer] = []
        self._history = History(store.history())
        self.author = author
        self.search = ""
        """What was sought last."""
        self.selected: Span = (0, 0)
        """What is selected in the target, where a front door has selections."""
        self.at = next((u.id for u in self.units if u.state is not State.CONFIRMED), "")
        self.at = self.at or (self.units[0].id if self.units else "")

    @classmethod
    def open(
        cls, path: Path, *, check: Check | None = None, read_only: bool = False, author: str = ""
    ) -> Session:
        """Open a catalog. Raises CatalogError, CatalogLocked."""
        store = open_store(path, read_only=read_only, author=author)
        return cls(store, check=check, author=author)

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

    def asking(self) -> Asking:
        """What a filter may ask of this session."""
        return Asking(self.findings, self._hits)

    def findings(self, unit: Unit | None = None) -> list[Finding]:
        """Findings on a unit, the present one by default."""
        return self._check(unit or self.unit)

    def subscribe(self, heard: Hearer) -> None:
        """Tell of every change from now on, after it is in the catalog; of a killed session's at once."""
        self._hearers.append(heard)
        if self.recovered:
            kept = [(item.on_disk, item.journalled) for item in self.recovered]
            heard(Change("recover", tuple(a for a, _b in kept), tuple(b for _a, b in kept)))

    def change(
        self, verb: str, units: Iterable[Unit], *, step: str = "", durable: bool = False
    ) -> Change:
        """Journal and keep changed units as one step that can be undone; what is equal is left out.

        The one way to change units. `step` makes one step of several changes. Raises CatalogError.
        """
        pairs = [(self.catalog.unit(unit.id), unit) for unit in units]
        pairs = [(before, after) for before, after in pairs if before != after]
        made = Change(verb, tuple(a for a, _b in pairs), tuple(b for _a, b in pairs), step)
        if made.after:
            made = self._keep(made)
            self._store.log(made.form(), durable=durable)
            self._history.done(made)
            self._tell(made)
        return made

    def rearrange(self, verb: str, gone: Sequence[Unit], come: Sequence[Unit]) -> Change:
        """Put entries in the place of others and save at once, as one step that can be undone.

        Raises CatalogError; then nothing is changed.
        """
        made = self._keep(Change(verb, tuple(gone), tuple(come)))
        self._store.log(made.form(), durable=True)
        self._history.done(made)
        self._tell(made)
        return made

    def _keep(self, made: Change) -> Change:
        """Into the journal and the catalog; the journal holds changes and no structure, so a
        rearrangement is saved. What it changed: other plural forms of the entry go along."""
        if not made.rearranged:
            before = self.catalog.units
            for unit in made.after:
                self._store.record(unit)
            if all(unit.plural is None for unit in made.after):
                return made
            pairs = [
                (old, new)
                for old, new in zip(before, self.catalog.units, strict=True)
                if old is not new and old != new
            ]
            return replace(
                made, before=tuple(a for a, _b in pairs), after=tuple(b for _a, b in pairs)
            )
        self._store.restructure(rearranged(self.catalog.units, made.before, made.after))
        if self._only is not None and self._only & {unit.id for unit in made.before}:
            self._only |= {unit.id for unit in made.after}
        if self.at not in self.catalog:
            self.at = next((u.id for u in made.after if u.id in self.catalog), self.units[0].id)
        return made

    def _tell(self, made: Change) -> None:
        for heard in self._hearers:
            heard(made)

    def undo(self) -> Outcome:
        """Take the last step back, in whatever unit it was, and say what it was."""
        step = self._history.last()
        if step is None:
            return Outcome(notice=_("nothing to undo"))
        return self._tried(lambda: self._gone_through("undo", step.turned, self._history.undone))

    def redo(self) -> Outcome:
        """Do again what was taken back."""
        step = self._history.next()
        if step is None:
            return Outcome(notice=_("nothing to redo"))
        return self._tried(lambda: self._gone_through("redo", step, self._history.redone))

    def _gone_through(self, way: str, step: Step, turned: Callable[[], None]) -> Outcome:
        """Go a step, back or forth, where units still are as it left them."""
        made = self._moved(way, step)
        if made.after:
            made = self._keep(made)
        self._store.log({"verb": way}, durable=True)
        turned()
        what = verb_in_words(step.verb)
        if not made.after:
            notice = _("{verb}: what it changed was changed since; it stays as it is")
            return Outcome(notice=notice.format(verb=what), failed=True)
        self._tell(made)
        self.at = next((u.id for u in made.after if u.id in self.catalog), self.at)
        said = _("taken back") if way == "undo" else _("done again")
        where = made.after[0].id
        if len(made.after) > 1:
            where = _("{count} units").format(count=len(made.after))
        changed = tuple(unit.id for unit in made.after)
        return Outcome(changed=changed, go_to=self.at, notice=f"{said}: {what} · {where}")

    def _moved(self, way: str, step: Step) -> Change:
        """What going a step changes now; nothing where other hands were there meanwhile."""
        try:
            found = [(self._meant(form), form) for form in step.before]
            if step.rearranges:
                if not all(found and unit.target == form["target"] for unit, form in found if unit):
                    return Change(way, (), ())
                gone = tuple(unit for unit, _form in found if unit)
                if len(gone) < len(found):
                    return Change(way, (), ())
                return Change(way, gone, tuple(whole(form) for form in step.after))
            wanted = {form["id"]: form for form in step.after}
            pairs = [
                (unit, put(unit, wanted[form["id"]]))
                for unit, form in found
                if unit is not None and unit.target == form["target"]
            ]
        except (KeyError, ValueError, TypeError):  # a journal that another version wrote
            return Change(way, (), ())
        pairs = [(before, after) for before, after in pairs if before != after]
        return Change(way, tuple(a for a, _b in pairs), tuple(b for _a, b in pairs))

    def _meant(self, form: Form) -> Unit | None:
        """The unit that a step speaks of, whatever it is called now; steps of earlier versions name it
        by its id alone."""
        if "key" in form:
            *entry, plural = form["key"]
            return self.catalog.by_key.get(UnitKey(EntryKey(*entry), plural))
        name = str(form["id"])
        if name not in self.catalog:
            return None
        return self.catalog.unit(name)

    def _tried(self, do: Callable[[], Outcome]) -> Outcome:
        """What a verb answers; an error in words."""
        try:
            return do()
        except WorkbenchError as error:
            return Outcome(notice=str(error), failed=True)

    def save(self) -> Outcome:
        """Write the catalog; what changed outside is merged."""
        return self._tried(self._saved)

    def _saved(self) -> Outcome:
        before = self.catalog
        report = self._store.save()
        notice = _("saved") if report.written else _("nothing to save")
        if report.merged_from_outside:
            notice = _("saved; changes from outside were merged")
            old, new = set(before.units), set(self.catalog.units)
            gone = tuple(unit for unit in before.units if unit not in new)
            self._tell(Change("merge outside", gone, tuple(u for u in self.units if u not in old)))
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
        items = self.recovered
        self._store.discard_recovery()
        self._tell(
            Change("discard", tuple(i.journalled for i in items), tuple(i.on_disk for i in items))
        )
        ids = tuple(item.unit for item in items)
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


def verb_in_words(verb: str) -> str:
    """What a step did, for people."""
    return {
        "edit": _("typing"),
        "confirm": _("confirming"),
        "state": _("needs work"),
        "copy source": _("copying the source"),
        "comment": _("comment"),
        "bookmark": _("bookmark"),
        "fix": _("repair"),
        "width": _("width"),
        "take": _("taking an offer"),
        "clear": _("clearing"),
        "draft": _("drafting"),
        "replace": _("replacing"),
        "propagate": _("carrying over"),
        "split": _("splitting"),
        "merge": _("joining"),
        "dismiss": _("dismissing a finding"),
    }.get(verb, verb)
