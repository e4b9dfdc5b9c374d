"""Commands that type what nobody should have to type.

Lives here: tags and completion, under “Looking up” in the help. May import: model, wording and `change`, `command`,
`completion`, `desk`, `kept_parts`, `session` of this room.
Apart from `search` because nothing is asked of anybody: the unit itself says it.
"""

from __future__ import annotations

from collections.abc import Iterator

from workbench.desk.change import Outcome
from workbench.desk.commands.command import Command, Dialogue, Offer, Pick, Verb, Work
from workbench.desk.completion import candidates, complete, names_of
from workbench.desk.desk import Desk
from workbench.desk.kept_parts import next_missing
from workbench.desk.session import Session
from workbench.model import Match
from workbench.wording import _


class InsertTag(Verb):
    """Insert tag.

    Insert the next tag, placeholder or address of the source that is missing; a pair of tags goes around
    what is selected."""

    id, standard, group, pane, word = "insert-tag", ("alt+comma",), "search", "target", "tag"

    def run(self, session: Session, desk: Desk) -> Outcome:
        """At the cursor, again for the next."""
        unit, (first, end) = session.unit, session.selected
        missing = next_missing(unit.source, unit.target)
        if missing is None:
            return Outcome(notice=_("no tag and no other kept part is missing here"))
        chosen = unit.target[first:end]
        if chosen:
            return Outcome(insert=missing.around(chosen), notice=missing.open)
        return Outcome(insert=missing.open, notice=missing.open)


class Complete(Verb):
    """Complete.

    Choose how the word before the cursor goes on: terms, figures and dates, names of this document,
    stretches of matches."""

    id, standard, group, pane, word = "complete", ("alt+slash",), "search", "target", "w+"

    def run(self, session: Session, desk: Desk) -> Dialogue:
        """Everything that could be written where nothing is begun."""
        unit, catalog, end = session.unit, session.catalog, session.selected[1]
        typed = unit.target[:end] if end else unit.target
        matches: list[Match] = []

        def steps() -> Iterator[tuple[int, int]]:
            yield 0, 1
            matches.extend(desk.matches(catalog, unit))

        if (yield Work(_("searching"), steps)):
            return Outcome(notice=_("stopped"))
        pair = desk.source, desk.target
        offered = candidates(
            unit, pair, desk.termbase.verdicts(unit.source, unit.target), matches,
            names_of(session.units, desk.target),
        )  # fmt: skip
        found = complete(typed, offered, desk.target)
        if not found:
            return Outcome(notice=_("nothing that fits here begins like that"), failed=True)
        offers = [Offer(one.text, one.said) for one in found]
        taken = yield Pick(_("Complete"), offers)
        if taken is None or session.at != unit.id:
            return Outcome()
        return Outcome(insert=found[offers.index(taken)].rest)


COMMANDS: tuple[type[Command], ...] = (InsertTag, Complete)
