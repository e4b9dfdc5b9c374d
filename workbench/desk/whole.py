"""Verbs on several units at once.

Lives here: Whole: replace everywhere, carry a translation to identical sources, give one occurrence of
a shared paragraph an entry of its own and join it again.
May import: catalog, errors, model, wording and `change`, `changing`, `replace`, `states` of this room.
Apart from `changing` because these look at the whole document.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from workbench.desk import states
from workbench.desk.change import Change, Outcome
from workbench.desk.changing import Changing
from workbench.desk.replace import Replacement, replacements
from workbench.errors import WorkbenchError
from workbench.model import State, Unit
from workbench.wording import _


class Whole(Changing):
    """What can be done to many units in one step."""

    def rearrange(self, verb: str, gone: Sequence[Unit], come: Sequence[Unit]) -> Change:
        """Put entries in the place of others; the session saves them."""
        raise AssertionError((verb, gone, come))

    def _rearranged(self, verb: str, gone: Sequence[Unit], come: Sequence[Unit]) -> Outcome:
        """Rearrange entries and answer in words."""
        try:
            made = self.rearrange(verb, gone, come)
        except WorkbenchError as error:
            return Outcome(notice=str(error), failed=True)
        changed = tuple(unit.id for unit in made.after)
        return Outcome(changed=changed, go_to=self.at, notice=_("saved"))

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
        unit = self.unit
        if not unit.target.strip():
            return Outcome(notice=_("there is nothing to carry over"), failed=True)
        same = [
            states.taken(other, unit.target, unit.provenance)
            for other in self.units
            if other.id != unit.id
            and other.source == unit.source
            and other.state is not State.CONFIRMED
        ]
        done = self._change("propagate", same, durable=True)
        if done.failed:
            return done
        return replace(done, notice=_("{count} units changed").format(count=len(done.changed)))

    def split(self) -> Outcome:
        """Give each occurrence of this paragraph an entry of its own (msgctxt = its place)."""
        unit = self.unit
        if len(unit.places) < 2:
            return Outcome(notice=_("this paragraph stands only once"), failed=True)
        shared = len(unit.references) == len(unit.places)
        parts = [
            replace(
                unit,
                id=f"p{place}",
                places=(place,),
                references=(unit.references[n],) if shared else unit.references,
                context=unit.context if n == 0 else f"p{place}",
            )
            for n, place in enumerate(unit.places)
        ]
        return self._rearranged("split", [unit], parts)

    def merge(self) -> Outcome:
        """Join all paragraphs with this source again; this unit's target is kept. Entries that another
        tool told apart stay apart."""
        unit = self.unit
        same = [u for u in self.units if u.source == unit.source and u.places]
        if len(same) < 2 or not unit.places:
            return Outcome(notice=_("no other entry has this source"), failed=True)
        first = min(same, key=lambda u: u.places or (0,))
        places = tuple(sorted({place for u in same for place in u.places}))
        references = tuple(dict.fromkeys(r for u in same for r in u.references))
        whole = replace(unit, id=first.id, places=places, references=references, context=None)
        others = [other for other in same if other.id != unit.id]
        return self._rearranged("merge", [unit, *others], [whole])
