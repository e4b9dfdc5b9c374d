"""Commands of a reviewer.

Lives here: what stands under “Reviewing” in the help. May import: catalog (the time as it writes it), checks
(what a text may be wrong in), model, wording and `change`, `desk`, `reviews`, `session`, `states`, `command` of
this room.
Apart from `edit` because another person does it.
"""

from __future__ import annotations

from workbench.catalog.header import minute
from workbench.checks.gravity import CATEGORIES, GRAVITIES
from workbench.desk import states
from workbench.desk.change import Outcome
from workbench.desk.commands.command import Command, Dialogue, Line, Offer, Pick, Verb
from workbench.desk.desk import Desk
from workbench.desk.reviews import answers_for, faults, said
from workbench.desk.session import Session
from workbench.model import Stage, Unit
from workbench.wording import _


def _unsigned() -> Outcome:
    """A verdict that nobody signs is none."""
    notice = _("say first who you are: `{command}`, or `author` in workbench.toml")
    return Outcome(notice=notice.format(command=_("Sign as")), failed=True)


class Approve(Verb):
    """Approve.

    The translation is right: reviewed, by you, today; go to the next one that waits for a reviewer."""

    id, standard, group, pane, word = "approve", ("alt+a",), "review", "history", "ok"

    def run(self, session: Session, desk: Desk) -> Outcome:
        """Approve and go on."""
        unit = session.unit
        if not session.author:
            return _unsigned()
        if unit.stage in {Stage.EMPTY, Stage.DRAFT}:
            return Outcome(notice=_("this is not translated yet; confirm it first"), failed=True)
        if unit.stage in {Stage.REVIEWED, Stage.SIGNED_OFF}:
            return Outcome(notice=said(unit.reviews[-1]))
        own = answers_for(unit, Stage.TRANSLATED) == session.author
        made = states.approved(unit, session.author, minute())
        notice = _("{unit} is reviewed") if not own else _("{unit} is reviewed, by its translator")
        return _kept(session, "approve", made, notice)


class SignOff(Verb):
    """Sign off.

    The last word on a reviewed translation; go to the next one that is reviewed."""

    id, standard, group, pane, word = "sign-off", ("alt+q",), "review", "history", "sign"

    def run(self, session: Session, desk: Desk) -> Outcome:
        """Sign and go on."""
        unit = session.unit
        if not session.author:
            return _unsigned()
        if unit.stage is Stage.SIGNED_OFF:
            return Outcome(notice=said(unit.reviews[-1]))
        if unit.stage is not Stage.REVIEWED:
            return Outcome(notice=_("this is not reviewed yet; approve it first"), failed=True)
        made = states.signed_off(unit, session.author, minute())
        return _kept(session, "sign off", made, _("{unit} is signed off"))


class Reject(Verb):
    """Reject translation.

    Send it back to the translator with a reason, in what respect it is wrong and how gravely; `accuracy:major`
    before the reason says both at once."""

    id, standard, group, pane, word = "reject", ("alt+e",), "review", "history", "no"

    def run(self, session: Session, desk: Desk) -> Dialogue:
        """Ask why, then in what respect and how gravely."""
        if not session.author:
            return _unsigned()
        unit = session.unit
        if not unit.target:
            return Outcome(notice=_("there is nothing to reject"), failed=True)
        text = yield Line(_("What is wrong?"))
        first, _space, rest = text.strip().partition(" ")
        category, _colon, gravity = first.partition(":")
        if category in CATEGORIES and gravity in GRAVITIES:
            text = rest
        else:
            category = gravity = ""
        if not text.strip():
            return Outcome(notice=_("without a reason nothing is rejected"), failed=True)
        words = faults()
        for kind, title in ((CATEGORIES, _("In what respect?")), (GRAVITIES, _("How gravely?"))):
            if category and gravity:
                break
            picked = yield Pick(title, [Offer(one, words[one]) for one in kind])
            if picked is None:
                return Outcome(notice=_("nothing was rejected"))
            category, gravity = (picked.text, "") if kind is CATEGORIES else (category, picked.text)
        now = session.catalog.unit(unit.id)
        if now.target != unit.target:
            return Outcome(notice=_("it was changed meanwhile; nothing was rejected"), failed=True)
        made = states.rejected(now, session.author, minute(), category, gravity, text.strip())
        return _kept(session, "reject", made, _("{unit} goes back to the translator"), on=False)


def _kept(session: Session, verb: str, made: Unit, notice: str, *, on: bool = True) -> Outcome:
    """Keep a verdict and go to the next unit that was as this one is no longer."""
    before = session.catalog.unit(made.id).stage
    changed = session.change(verb, [made], durable=True)
    words = notice.format(unit=made.id)
    ids = tuple(unit.id for unit in changed.after)
    if not on:
        return Outcome(changed=ids, notice=words)
    onward = session.next_where(lambda unit: unit.stage is before, _("nothing else waits"))
    if not onward.go_to:
        words = f"{words} · {onward.notice}"
    return Outcome(changed=ids, go_to=onward.go_to or made.id, notice=words)


class NextWaiting(Verb):
    """Next to review.

    Go to the next unit that is translated and not yet reviewed."""

    id, standard, group, word, changes = "next-waiting", ("ctrl+n",), "review", "wait", False

    def run(self, session: Session, desk: Desk) -> Outcome:
        """Round the end."""
        none = _("nothing waits for a reviewer")
        return session.next_where(lambda unit: unit.stage is Stage.TRANSLATED, none)


class SignAs(Verb):
    """Sign as.

    Say under which name reviews are kept; `author` in workbench.toml says it for good."""

    id, standard, group, word, changes = "sign-as", ("ctrl+g",), "review", "by", False

    def run(self, session: Session, desk: Desk) -> Dialogue:
        """Ask for the name, beginning with the present one."""
        name = yield Line(_("Who are you, as it shall stand in reviews?"), session.author)
        session.author = " ".join(name.split())
        if not session.author:
            return Outcome(notice=_("reviews are not signed now"))
        return Outcome(notice=_("reviews are signed by {name}").format(name=session.author))


COMMANDS: tuple[type[Command], ...] = (Approve, Reject, SignOff, NextWaiting, SignAs)
