"""Commands that compare the unit with what it was and could be.

Lives here: what stands under “Versions” in the help, in its order. May import: model, wording and `change`,
`command`, `desk`, `difference`, `session`, `versions` of this room.
Apart from `edit` because it is looked at first.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

from workbench.desk.change import Outcome
from workbench.desk.commands.command import Command, Dialogue, Offer, Pick, Verb, Work
from workbench.desk.desk import Desk
from workbench.desk.difference import difference
from workbench.desk.session import Session
from workbench.desk.versions import Version, versions
from workbench.model import Match, Origin, Provenance
from workbench.wording import _


class Versions(Verb):
    """Versions.

    Compare the target with its drafts, its earlier texts and the memory's matches: what taking one would
    bring and what it would take away; a number takes it back."""

    id, standard, pane, word = "versions", ("alt+h",), "history", "versions"

    def run(self, session: Session, desk: Desk) -> Dialogue:
        """Look, then take one, or none."""
        unit, catalog = session.unit, session.catalog
        matches: list[Match] = []

        def steps() -> Iterator[tuple[int, int]]:
            yield 0, 1
            matches.extend(desk.matches(catalog, unit))

        if (yield Work(_("searching"), steps)):
            return Outcome(notice=_("stopped"))
        found = versions(unit, session.all_steps, matches)
        if not found:
            return Outcome(notice=_("this unit has no other version"), failed=True)
        now = time.time()
        taken = yield Pick(_("Versions"), [_offer(version, unit.target, now) for version in found])
        if taken is None:
            return Outcome()
        if session.at != unit.id:
            return Outcome(notice=_("this unit is another one"), failed=True)
        made = next(version.made for version in found if version.target == taken.text)
        return session.take(taken.text, made or Provenance(Origin.HUMAN))


def _offer(version: Version, present: str, now: float) -> Offer:
    diff = difference(present, version.target) if present.strip() else ()
    return Offer(version.target, version.said(now) or _("before"), diff)


class DraftInSight(Verb):
    """Draft in sight.

    Keep the draft or match that the target was made from in sight while you type, with what differs; again
    to hide it."""

    id, standard, pane, word, changes = "draft-in-sight", ("alt+minus",), "history", "sight", False

    def run(self, session: Session, desk: Desk) -> Outcome:
        """A switch."""
        session.draft_in_sight = not session.draft_in_sight
        shown = (
            _("the draft stays in sight") if session.draft_in_sight else _("the draft is hidden")
        )
        return Outcome(changed=(session.at,), notice=shown)


COMMANDS: tuple[type[Command], ...] = (Versions, DraftInSight)
