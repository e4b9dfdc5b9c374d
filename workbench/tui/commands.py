"""What commands do that start from what the screen knows of the unit: its terms, its matches, other drafts.

Lives here: a function for each, which answers or asks as a verb of the desk does.
May import: desk, model, wording and `pane_text`, `shown` of this room.
Apart from the desk's commands because these take what is seen, so that a number means what stands there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.desk.change import Outcome
from workbench.desk.commands import Dialogue, Offer, Pick, Work, sentence
from workbench.desk.desk import Desk
from workbench.desk.session import Session
from workbench.desk.versions import made_by
from workbench.model import Match, Origin, Provenance, VerdictKind
from workbench.tui.shown import Known
from workbench.wording import _

if TYPE_CHECKING:
    from workbench.drafting import TextDraft


def insert_term(known: Known) -> Outcome:
    """The first missing term's preferred target, at the cursor."""
    wanted = {VerdictKind.MISSING, VerdictKind.FORBIDDEN, VerdictKind.OPTIONAL}
    for verdict in known.verdicts:
        if verdict.kind in wanted and verdict.targets:
            return Outcome(insert=verdict.targets[0])
    return Outcome(notice=_("no term is missing here"))


def choose_term(known: Known) -> Dialogue:
    """Every form of the source's terms, preferred ones first; a number inserts it."""
    forms = dict[str, str]()
    for verdict in known.verdicts:
        for form in verdict.targets:
            forms.setdefault(form, verdict.hit.text)
    if not forms:
        return Outcome(notice=_("no terms in this unit"))
    taken = yield Pick(_("Terms"), [Offer(form, of) for form, of in forms.items()])
    return Outcome(insert=taken.text) if taken else Outcome()


def take_match(session: Session, known: Known) -> Outcome:
    """The memory's best match in the place of the target; again for the next one."""
    if not known.matches:
        return Outcome(notice=_("the memory has nothing like it"))
    targets = [match.target for match in known.matches]
    present = session.unit.target
    number = targets.index(present) + 1 if present in targets else 0
    return _taken(session, known.matches[number % len(targets)])


def choose_match(session: Session, known: Known) -> Dialogue:
    """What the memory has, best first; a number takes it."""
    if not known.matches:
        return Outcome(notice=_("the memory has nothing like it"))
    offers = [Offer(match.target, _said(match)) for match in known.matches]
    taken = yield Pick(_("Memory"), offers)
    return _taken(session, known.matches[offers.index(taken)]) if taken else Outcome()


def take_numbered(session: Session, desk: Desk, known: Known, pane: str, number: int) -> Outcome:
    """What has that number in a pane: a match is taken, a term inserted. While a sentence is lit, a match
    is of it alone."""
    if pane == "memory" and number <= len(known.matches):
        if session.sentence is not None:
            match = known.matches[number - 1]
            return sentence.put(session, desk, session.sentence, match.target)
        return _taken(session, known.matches[number - 1])
    if pane == "terms" and number <= len(known.verdicts) and known.verdicts[number - 1].targets:
        form = known.verdicts[number - 1].targets[0]
        return Outcome(insert=form, notice=form)
    return Outcome(notice=_("nothing here has the number {number}").format(number=number))


def redraft(session: Session, desk: Desk) -> Dialogue:
    """Several drafts of this unit, to choose from; the target stays until one is chosen."""
    if session.read_only:
        return Outcome(notice=_("read-only: nothing is changed"), failed=True)
    unit, drafts = session.unit, list["TextDraft"]()

    def steps() -> Iterator[tuple[int, int]]:
        drafts.extend(desk.redrafts(unit))
        yield 1, 1

    stopped = yield Work(_("drafting"), steps)
    if stopped or session.at != unit.id:
        return Outcome(notice=_("stopped"))
    if not drafts:
        return Outcome(notice=_("the engine has no draft of this"))
    offers = [Offer(draft.target, made_by(draft.provenance)) for draft in drafts]
    taken = yield Pick(_("Drafts"), offers)
    if not taken:
        return Outcome()
    draft = drafts[offers.index(taken)]
    return session.take(draft.target, draft.provenance)


def _said(match: Match) -> str:
    return f"{match.rate} % {match.origin}"


def _taken(session: Session, match: Match) -> Outcome:
    made = session.take(match.target, Provenance(Origin.MEMORY, rate=match.rate))
    return made if made.failed else replace(made, notice=_said(match))
