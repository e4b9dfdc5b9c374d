"""Changing units.

Lives here: Changing, the verbs that alter a unit; each is one step that can be undone.
May import: model, wording and `moving`, `outcome` of this room.
Apart from `session` because what a verb does to a unit needs no file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from workbench.desk.moving import Moving
from workbench.desk.outcome import Outcome
from workbench.desk.widths import toggled_width
from workbench.model import Origin, Provenance, State, Unit
from workbench.wording import _


class Changing(Moving):
    """What can be done to the present unit."""

    def _change(self, verb: str, units: Iterable[Unit], *, durable: bool = False) -> Outcome:
        """Keep changed units as one step; the session journals it."""
        raise AssertionError((verb, units, durable))

    def edit(self, target: str) -> Outcome:
        """The target's new text, as typed so far. Typing in one unit is one step of undo."""
        unit = self.unit
        if target == unit.target:
            return Outcome()
        state = unit.state if target else State.EMPTY
        if state is State.EMPTY and target:
            state = State.FUZZY
        made = _by_hand(unit.provenance)
        return self._change("edit", [replace(unit, target=target, state=state, provenance=made)])

    def confirm(self, *, go_on: bool = True) -> Outcome:
        """The unit is translated; on to the next unfinished one."""
        unit = self.unit
        if not unit.target.strip():
            return Outcome(notice=_("there is nothing to confirm"), failed=True)
        done = replace(unit, state=State.CONFIRMED, previous_source=None)
        changed = self._change("confirm", [done], durable=True)
        if changed.failed or not go_on:
            return changed
        onward = self.next_unfinished()
        return replace(changed, go_to=onward.go_to or unit.id, notice=onward.notice)

    def toggle_fuzzy(self) -> Outcome:
        """Needs work, or no longer."""
        unit = self.unit
        if not unit.target:
            return Outcome(notice=_("an empty unit has no state to change"), failed=True)
        state = State.FUZZY if unit.state is State.CONFIRMED else State.CONFIRMED
        return self._change("state", [replace(unit, state=state)], durable=True)

    def copy_source(self) -> Outcome:
        """The source as target."""
        return self._change(
            "copy source", [replace(self.unit, target=self.unit.source, state=State.FUZZY)]
        )

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
                made = self._change("fix", [replace(self.unit, target=target)])
                return replace(made, notice=finding.fix.title)
        return Outcome(notice=_("nothing here can be repaired safely"))

    def toggle_width(self, start: int = 0, end: int | None = None) -> Outcome:
        """ASCII of the target, or of a stretch of it, in the other width."""
        target = self.unit.target
        stretch = toggled_width(target[start:end])
        tail = "" if end is None else target[end:]
        return self._change("width", [replace(self.unit, target=target[:start] + stretch + tail)])

    def take(self, target: str, provenance: Provenance) -> Outcome:
        """Put an offered target in the place of the present one: a draft, a match."""
        return self._change(
            "take",
            [replace(self.unit, target=target, state=State.FUZZY, provenance=provenance)],
            durable=True,
        )

    def clear(self) -> Outcome:
        """Empty the target."""
        empty = replace(self.unit, target="", state=State.EMPTY, provenance=None)
        return self._change("clear", [empty], durable=True)

    def take_drafts(self, drafts: Mapping[str, tuple[str, Provenance]]) -> Outcome:
        """Give targets to units that are still empty, as one step; the others are left alone."""
        units = [self.catalog.unit(name) for name in drafts if name in self.catalog]
        return self._change(
            "draft",
            [
                replace(u, target=drafts[u.id][0], state=State.FUZZY, provenance=drafts[u.id][1])
                for u in units
                if u.state is State.EMPTY
            ],
            durable=True,
        )

    def replace_text(self, old: str, new: str) -> Outcome:
        """Replace in all targets; confirmed units become fuzzy where something changed."""
        if not old:
            return Outcome(notice=_("replace what?"), failed=True)
        hit = [unit for unit in self.units if old in unit.target]
        made = self._change(
            "replace",
            [replace(u, target=u.target.replace(old, new), state=State.FUZZY) for u in hit],
        )
        return replace(made, notice=_("{count} units changed").format(count=len(made.changed)))


def _by_hand(made: Provenance | None) -> Provenance:
    """Typed by a person, on what an engine or the memory gave: what was said of that text no longer
    holds, where it came from does."""
    if made is None:
        return Provenance(Origin.HUMAN)
    return replace(made, origin=Origin.HUMAN, rate=None, score=None, terms=None, warnings=())
