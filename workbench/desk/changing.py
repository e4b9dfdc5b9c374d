"""Changing units.

Lives here: Changing, the verbs that alter a unit; each is one step that can be undone.
May import: catalog (the time as it writes it), errors, language, model, wording and `change`, `moving`,
`states` of this room.
Apart from `session` because what a verb does to a unit needs no file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from workbench.catalog.header import minute
from workbench.desk import states
from workbench.desk.change import Change, Outcome
from workbench.desk.moving import Moving
from workbench.errors import WorkbenchError
from workbench.language.full_width import toggled_width
from workbench.model import Provenance, State, Unit
from workbench.wording import _


class Changing(Moving):
    """What can be done to the present unit."""

    author: str = ""
    """Who is at work, as it stands in reviews; empty where nobody said."""

    def change(
        self, verb: str, units: Iterable[Unit], *, step: str = "", durable: bool = False
    ) -> Change:
        """Keep changed units as one step; the session journals it."""
        raise AssertionError((verb, units, step, durable))

    def _change(
        self, verb: str, units: Iterable[Unit], *, step: str = "", durable: bool = False
    ) -> Outcome:
        """Change units and answer in words."""
        try:
            made = self.change(verb, units, step=step, durable=durable)
        except WorkbenchError as error:
            return Outcome(notice=str(error), failed=True)
        return Outcome(changed=tuple(unit.id for unit in made.after))

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
