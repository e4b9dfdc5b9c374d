"""Commands that go somewhere.

Lives here: what stands under “Going” in the help, in its order. May import: model, wording and `change`,
`desk`, `session`, `command` of this room.
Apart from `edit` because going somewhere changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workbench.desk.change import Outcome
from workbench.desk.commands.command import Command, Dialogue, Line, Verb, Work
from workbench.desk.desk import Desk
from workbench.desk.session import Session
from workbench.model import Finding, Severity, Unit
from workbench.wording import _


class Next(Verb):
    """Next unit.

    Go to the next unit."""

    id, standard, group, word, changes = "next", ("ctrl+down",), "move", "n", False

    def run(self, session: Session, desk: Desk) -> Outcome:
        """One on."""
        return session.move(1)


class Previous(Verb):
    """Previous unit.

    Go to the unit before."""

    id, standard, group, word, changes = "previous", ("ctrl+up",), "move", "p", False

    def run(self, session: Session, desk: Desk) -> Outcome:
        """One back."""
        return session.move(-1)


class NextUnfinished(Verb):
    """Next unfinished.

    Go to the next unit that is not confirmed."""

    id, standard, group, bar = "next-unfinished", ("alt+down",), "move", 2
    word, changes = "u", False

    def run(self, session: Session, desk: Desk) -> Outcome:
        """On."""
        return session.next_unfinished()


class PreviousUnfinished(Verb):
    """Previous unfinished.

    Go back to a unit that is not confirmed."""

    id, standard, group = "previous-unfinished", ("alt+up",), "move"
    word, changes = "U", False

    def run(self, session: Session, desk: Desk) -> Outcome:
        """Back."""
        return session.next_unfinished(back=True)


class NextFinding(Verb):
    """Next finding.

    Go to the next unit in which a check finds something."""

    id, standard, group, bar, pane = "next-finding", ("f8",), "move", 3, "findings"
    word, changes = "e", False

    def run(self, session: Session, desk: Desk) -> Dialogue:
        """Check unit after unit from here, round the end, until one has a finding."""
        units = session.shown
        here = next((n for n, unit in enumerate(units) if unit.id == session.at), 0)
        order = [*units[here + 1 :], *units[: here + 1]]
        found: list[str] = []

        def steps() -> Iterator[tuple[int, int]]:
            for number, unit in enumerate(order, 1):
                if session.findings(unit):
                    found.append(unit.id)
                    return
                yield number, len(order)

        stopped = yield Work(_("checking"), steps)
        if found:
            return session.goto(found[0])
        return Outcome(notice=_("stopped") if stopped else _("nothing is found"))


class CheckAll(Verb):
    """Check all.

    Check every listed unit; the list shows what was found."""

    id, standard, group, pane = "check-all", ("alt+l",), "move", "findings"
    word, changes = "check", False

    def run(self, session: Session, desk: Desk) -> Dialogue:
        """The sum is said; the filter `finding` lists them."""
        units, found = session.shown, list[Sequence[Finding]]()
        stopped = yield Work(_("checking"), lambda: _checked(session, units, found))
        if stopped:
            return Outcome(notice=_("stopped"))
        said = _("{units} of {all} units have findings, {errors} errors; F4 finding lists them")
        errors = sum(f.severity is Severity.ERROR for findings in found for f in findings)
        return Outcome(
            notice=said.format(units=sum(map(bool, found)), all=len(units), errors=errors)
        )


def _checked(
    session: Session, units: Sequence[Unit], found: list[Sequence[Finding]]
) -> Iterator[tuple[int, int]]:
    """Check units one by one."""
    for number, unit in enumerate(units, 1):
        found.append(session.findings(unit))
        yield number, len(units)


class NextBookmark(Verb):
    """Next bookmark.

    Go to the next unit that is marked."""

    id, standard, group, word, changes = "next-bookmark", ("f6",), "move", "k", False

    def run(self, session: Session, desk: Desk) -> Outcome:
        """Round the end."""
        return session.next_where(lambda unit: unit.bookmarked, _("no unit is bookmarked"))


class Find(Verb):
    """Find.

    Find text in sources and targets."""

    id, standard, group, word, changes = "find", ("ctrl+f",), "move", "f", False

    def run(self, session: Session, desk: Desk) -> Dialogue:
        """Ask what for, beginning with what was sought last."""
        session.search = yield Line(_("Find in sources and targets"), session.search)
        return session.find(session.search)


class FindNext(Verb):
    """Find again.

    Find the same text further on."""

    id, standard, group, word, changes = "find-next", ("f3",), "move", "ff", False

    def run(self, session: Session, desk: Desk) -> Outcome:
        """On."""
        return _again(session, back=False)


class FindPrevious(Verb):
    """Find back.

    Find the same text further back."""

    id, standard, group, word, changes = "find-previous", ("f7",), "move", "fb", False

    def run(self, session: Session, desk: Desk) -> Outcome:
        """Back."""
        return _again(session, back=True)


def _again(session: Session, *, back: bool) -> Outcome:
    if not session.search:
        return Outcome(notice=_("nothing was sought yet"))
    return session.find(session.search, back=back)


class GoTo(Verb):
    """Go to.

    Go to a unit by its id or number."""

    id, standard, group, word, changes = "goto", ("ctrl+l",), "move", "g", False

    def run(self, session: Session, desk: Desk) -> Dialogue:
        """Ask where to."""
        name = yield Line(_("Go to unit, by id or number"))
        return session.goto(name.strip())


class Filter(Verb):
    """Filter.

    List only some units: state:fuzzy, finding, term:WORD, bookmarked, repeated, /pattern/ or text."""

    id, standard, group, word, changes = "filter", ("f4",), "move", "l", False

    def run(self, session: Session, desk: Desk) -> Dialogue:
        """Ask which; findings of a long catalog take a while, they are checked with progress first."""
        label = _(
            "List only: state:fuzzy finding term:WORD bookmarked repeated risk:>0.5 by:risk /pattern/ text"
        )
        text = yield Line(label, session.filtered)
        if "finding" in text:
            units = session.units
            if (yield Work(_("checking"), lambda: _checked(session, units, []))):
                return Outcome(notice=_("stopped"))
        return session.filter(text)


COMMANDS: tuple[type[Command], ...] = (
    Next, Previous, NextUnfinished, PreviousUnfinished, NextFinding, CheckAll, NextBookmark, Find,
    FindNext, FindPrevious, GoTo, Filter,
)  # fmt: skip
