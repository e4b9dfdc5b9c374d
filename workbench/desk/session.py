"""The editing session: a translator's verbs on one catalog, without a screen.

Lives here: Session: where one is, the one way to change the catalog, the way back, and who hears of it.
Every change is in the journal before it is shown, and every step can be undone, over restarts too.
Where one is is kept by `place`, what was done by `history`; what a verb makes of a unit stands in `states`.
May import: catalog, errors, language, model, wording and the modules of this room.
Apart from the screen because a screen that owns state loses it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.catalog import Catalog, Recovered, Store, open_store
from workbench.catalog.header import minute
from workbench.desk import states
from workbench.desk.change import Change, Form, Outcome, put, rearranged, whole
from workbench.desk.filters import Asking
from workbench.desk.history import History, Step
from workbench.desk.place import Place
from workbench.desk.replace import Replacement, replacements
from workbench.errors import CatalogError, WorkbenchError
from workbench.language.full_width import toggled_width
from workbench.model import EntryKey, Finding, Provenance, Span, State, TermHit, Unit, UnitKey
from workbench.wording import _

if TYPE_CHECKING:
    from workbench.desk.job import Job

Check = Callable[[Unit], list[Finding]]
Hits = Callable[[Unit], Sequence[TermHit]]
Hearer = Callable[[Change], None]


class Session:
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
        self.selected_source: Span = (0, 0)
        """What is selected in the source."""
        self.in_source = False
        """Whether the keys are in the source just now."""
        self.warned = ("", "")
        """Unit id and target of which one was told that there is an error."""
        self.job: Job | None = None
        """The catalogs that this one was opened with."""
        self.draft_in_sight = False
        """Whether the draft that a target was made from is shown beside it."""
        self._lit = ("", 0)
        self.place = Place(lambda: self.catalog, self.asking)
        """Where one is, and what is listed."""

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

    def steps(self) -> list[Any]:
        """What the journal has of this catalog's changes, oldest first; see `reviews.versions`."""
        return self._store.history()

    def use_check(self, check: Check) -> None:
        """Take a check after opening, as it may need the catalog."""
        self._check = check

    def use_hits(self, hits: Hits) -> None:
        """Take a way to find a unit's terms, so that filters may ask for them."""
        self._hits = hits

    @property
    def at(self) -> str:
        """Id of the present unit; empty where the catalog has none."""
        return self.place.at

    @at.setter
    def at(self, unit: str) -> None:
        self.place.at = unit

    @property
    def all_steps(self) -> tuple[Step, ...]:
        """What was done to the catalog, earlier sessions included, oldest first."""
        return self._history.all_steps()

    @property
    def sentence(self) -> int | None:
        """Number of the sentence that is lit, from 0; None where the whole unit is looked at."""
        unit, number = self._lit
        return number if unit == self.at and unit else None

    @sentence.setter
    def sentence(self, number: int | None) -> None:
        self._lit = ("", 0) if number is None else (self.at, number)

    @property
    def unit(self) -> Unit:
        """The unit the session is at."""
        return self.place.unit

    @property
    def units(self) -> tuple[Unit, ...]:
        """Units in document order, obsolete ones left out."""
        return self.catalog.live

    @property
    def shown(self) -> tuple[Unit, ...]:
        """Units the filter lets pass, and the present one; all of them without a filter."""
        return self.place.shown

    @property
    def filtered(self) -> str:
        """The filter as it was typed; empty where there is none."""
        return self.place.filtered

    def filter(self, text: str) -> Outcome:
        """Show only units for which all words of `text` hold (see `filters`); empty shows all."""
        return self.place.filter(text)

    def move(self, by: int) -> Outcome:
        """Go `by` units on or back; stays at the ends."""
        return self.place.move(by)

    def goto(self, unit_id: str) -> Outcome:
        """Go to a unit by id (`p12`, or `12`)."""
        return self.place.goto(unit_id)

    def next_where(
        self, wanted: Callable[[Unit], bool], none: str, *, back: bool = False
    ) -> Outcome:
        """Go to the next unit (round the end) for which `wanted` holds; `none` is said without one."""
        return self.place.next_where(wanted, none, back=back)

    def next_unfinished(self, *, back: bool = False) -> Outcome:
        """Go to the next unit that is not confirmed."""
        return self.place.next_unfinished(back=back)

    def next_finding(self, *, back: bool = False) -> Outcome:
        """Go to the next unit with a finding."""
        return self.place.next_finding(back=back)

    def find(self, text: str, *, back: bool = False) -> Outcome:
        """Go to the next unit whose source or target holds `text`; `/…/` is a pattern."""
        return self.place.find(text, back=back)

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
        self,
        verb: str,
        units: Iterable[Unit],
        *,
        step: str = "",
        durable: bool = False,
        by: str = "",
    ) -> Change:
        """Journal and keep changed units as one step that can be undone; what is equal is left out.

        The one way to change units. `step` makes one step of several changes; `by` did it, else who is at
        work. Raises CatalogError.
        """
        pairs = [(self.catalog.unit(unit.id), unit) for unit in units]
        pairs = [(before, after) for before, after in pairs if before != after]
        pairs = _free(pairs)
        before, after = tuple(a for a, _b in pairs), tuple(b for _a, b in pairs)
        made = Change(verb, before, after, step, by=by or self.author)
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
        self.place.replaced(made.before, made.after)
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

    def _change(
        self, verb: str, units: Iterable[Unit], *, step: str = "", durable: bool = False
    ) -> Outcome:
        """Change units and answer in words."""

        def do() -> Outcome:
            made = self.change(verb, units, step=step, durable=durable)
            return Outcome(changed=tuple(unit.id for unit in made.after))

        return self._tried(do)

    def edit(self, target: str) -> Outcome:
        """The target's new text, as typed so far. Typing in one unit is one step of undo; a confirmed
        unit is confirmed no longer."""
        unit = self.unit
        return (
            Outcome()
            if target == unit.target
            else self._change("edit", [states.typed(unit, target)])
        )

    def confirm(self, *, go_on: bool = True) -> Outcome:
        """The unit is translated; on to the next unfinished one."""
        unit = self.unit
        if not unit.target.strip():
            return Outcome(notice=_("there is nothing to confirm"), failed=True)
        made = states.confirmed(unit, self.author, minute())
        changed = self._change("confirm", [made], durable=True)
        if changed.failed or not go_on:
            return changed
        onward = self.next_unfinished()
        return replace(changed, go_to=onward.go_to or unit.id, notice=onward.notice)

    def needs_work(self) -> Outcome:
        """A confirmed unit is a draft again; a draft stays one, and that is said."""
        unit = self.unit
        if not unit.target:
            return Outcome(notice=_("an empty unit has no state to change"), failed=True)
        if unit.state is State.FUZZY:
            return Outcome(notice=_("it needs work already; confirm it when it is done"))
        made = self._change("state", [states.needs_work(unit)], durable=True)
        return made if made.failed else replace(made, notice=_("marked as needing work"))

    def copy_source(self) -> Outcome:
        """The source as target."""
        return self._change("copy source", [states.with_text(self.unit, self.unit.source)])

    def comment(self, text: str) -> Outcome:
        """The unit's comment; empty takes it away."""
        lines = tuple(text.split("\n")) if text.strip() else ()
        return self._change("comment", [replace(self.unit, comments=lines)])

    def bookmark(self) -> Outcome:
        """Mark the unit, or unmark it."""
        return self._change("bookmark", [replace(self.unit, bookmarked=not self.unit.bookmarked)])

    def apply_fix(self) -> Outcome:
        """The first safe repair among the unit's findings."""
        for finding in self.findings():
            if finding.fix:
                target = finding.fix.apply(self.unit.target)
                made = self._change("fix", [states.with_text(self.unit, target)])
                return made if made.failed else replace(made, notice=finding.fix.title)
        return Outcome(notice=_("nothing here can be repaired safely"))

    def toggle_width(self, start: int = 0, end: int | None = None) -> Outcome:
        """ASCII of the target, or of a stretch of it, in the other width."""
        target = self.unit.target
        stretch = toggled_width(target[start:end])
        tail = "" if end is None else target[end:]
        text = target[:start] + stretch + tail
        if text == target:
            return Outcome(notice=_("nothing here has another width"))
        return self._change("width", [states.with_text(self.unit, text)])

    def take(self, target: str, provenance: Provenance) -> Outcome:
        """Put an offered target in the place of the present one: a draft, a match."""
        return self._change("take", [states.taken(self.unit, target, provenance)], durable=True)

    def clear(self) -> Outcome:
        """Empty the target."""
        return self._change("clear", [states.cleared(self.unit)], durable=True)

    def take_drafts(
        self, drafts: Mapping[str, tuple[str, Provenance]], *, step: str = ""
    ) -> Outcome:
        """Give targets to units that are still empty, as one step; the others are left alone."""
        units = [self.catalog.unit(name) for name in drafts if name in self.catalog]
        made = [states.taken(u, *drafts[u.id]) for u in units if u.state is State.EMPTY]
        return self._change("draft", made, step=step, durable=True)

    def _rearranged(self, verb: str, gone: Sequence[Unit], come: Sequence[Unit]) -> Outcome:
        """Rearrange entries and answer in words."""

        def do() -> Outcome:
            made = self.rearrange(verb, gone, come)
            changed = tuple(unit.id for unit in made.after)
            return Outcome(changed=changed, go_to=self.at, notice=_("saved"))

        return self._tried(do)

    def preview_replace(
        self, old: str, new: str, *, regex: bool = False, case: bool = True, here: bool = False
    ) -> list[Replacement]:
        """What replacing would change, in the units the filter shows, or in this one.

        Raises UsageError for a bad pattern.
        """
        units = (self.unit,) if here else self.shown
        return replacements(units, old, new, regex=regex, case=case)

    def apply_replacements(self, wanted: Sequence[Replacement]) -> Outcome:
        """Do what a preview showed, as one step; a target that changed since is left alone."""
        found = [(r, self.catalog.unit(r.unit)) for r in wanted if r.unit in self.catalog]
        made = [r.applied(unit) for r, unit in found if unit.target == r.before]
        done = self._change("replace", made, durable=True)
        if done.failed:
            return done
        notice = _("{count} units changed").format(count=len(done.changed))
        return replace(done, notice=notice)

    def propagate(self) -> Outcome:
        """Give this target to every unconfirmed unit with the same source, as a draft."""
        if not self.unit.target.strip():
            return Outcome(notice=_("there is nothing to carry over"), failed=True)
        same = states.carried_over(self.unit, self.units)
        done = self._change("propagate", same, durable=True)
        if done.failed:
            return done
        return replace(done, notice=_("{count} units changed").format(count=len(done.changed)))

    def split(self) -> Outcome:
        """Give each occurrence of this paragraph an entry of its own (msgctxt = its place)."""
        if len(self.unit.places) < 2:
            return Outcome(notice=_("this paragraph stands only once"), failed=True)
        return self._rearranged("split", [self.unit], states.parted(self.unit))

    def merge(self) -> Outcome:
        """Join all paragraphs with this source again; this unit's target is kept. Entries that another
        tool told apart stay apart."""
        gone, come = states.joined(self.unit, self.units)
        if not come:
            return Outcome(notice=_("no other entry has this source"), failed=True)
        return self._rearranged("merge", gone, come)

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
        self.place.stay()
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


def _free(pairs: list[tuple[Unit, Unit]]) -> list[tuple[Unit, Unit]]:
    """What may be changed: of a locked unit only what is said about it. Raises CatalogError where
    nothing is left of what was asked."""
    free = [
        (before, after)
        for before, after in pairs
        if not before.locked or (before.target, before.state) == (after.target, after.state)
    ]
    if pairs and not free:
        unit = pairs[0][0]
        raise CatalogError(
            _("is locked in the file it came from ({reason})").format(reason=unit.locked),
            where=unit.id,
        )
    return free


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
        "approve": _("approving"),
        "sign off": _("signing off"),
        "reject": _("rejecting"),
        "review": _("a review table"),
    }.get(verb, verb)
