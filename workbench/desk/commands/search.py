"""Commands that look something up and write it where one is.

Lives here: what stands under “Looking up” in the help, in its order. May import: errors, model,
wording and `add_term`, `change`, `command`, `concordance`, `desk`, `look_up`, `session` of this room.
Apart from `edit` because what changes is asked for first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.desk.add_term import NewTerm, add_term
from workbench.desk.change import Outcome
from workbench.desk.commands.command import Command, Dialogue, Line, Offer, Pick, Verb, Work
from workbench.desk.concordance import Said, renderings
from workbench.desk.desk import Desk
from workbench.desk.look_up import Known, in_dictionary, looked_up
from workbench.desk.session import Session
from workbench.errors import UsageError
from workbench.model import Unit
from workbench.wording import _

_ROWS = 30


def selected(session: Session) -> str:
    """What is selected, in the text that is read or written just now, else in the other; empty where nothing is."""
    unit = session.unit
    sides = [unit.target[slice(*session.selected)], unit.source[slice(*session.selected_source)]]
    if session.in_source:
        sides.reverse()
    return next((side.strip() for side in sides if side.strip()), "")


class Concordance(Verb):
    """Concordance.

    Where the selection, or words you type, was said before, in either language, in this document and in
    the memory; a number inserts how it was rendered."""

    id, standard, group, pane, word = "concordance", ("f5",), "search", "memory", "con"
    changes = False

    def run(self, session: Session, desk: Desk) -> Dialogue:
        """Ask for the words where none are selected, search beside the keys, offer what was found."""
        query = selected(session) or (
            yield Line(_("Where was it said before? Words of either language"))
        )
        query = query.strip()
        if not query:
            return Outcome()
        units = tuple(unit for unit in session.units if unit.id != session.at)
        found: list[Said] = []

        def steps() -> Iterator[tuple[int, int]]:
            yield 0, 1
            found.extend(desk.said_before(query, units, limit=_ROWS))

        if (yield Work(_("searching"), steps)):
            return Outcome(notice=_("stopped"))
        if not found:
            return Outcome(notice=_("“{text}” was not said before").format(text=query), failed=True)
        taken = yield Pick(_("Said before: {text}").format(text=query), _offers(found, units, desk))
        return Outcome(insert=taken.text) if taken else Outcome()


def _offers(found: list[Said], units: tuple[Unit, ...], desk: Desk) -> list[Offer]:
    """What the phrase was most likely called, then each place with what it is from."""
    offers: list[Offer] = []
    if found[0].side == "source":
        for words, count in renderings(found, units, desk.target):
            offers.append(Offer(words, _("likely, {count} times").format(count=count)))
    for said in found:
        offers.append(Offer(said.target, f"{said.where}: {said.source}"))
    return offers


class LookUp(Verb):
    """Look up.

    What the termbases and the dictionary say of the selection, or of words you type, in either language; a
    number inserts a form."""

    id, standard, group, pane, word, changes = "look-up", ("f12",), "search", "terms", "look", False

    def run(self, session: Session, desk: Desk) -> Dialogue:
        """Ask for a word where none is selected, offer every form."""
        query = selected(session) or (yield Line(_("Look up a word of either language")))
        query = query.strip()
        if not query:
            return Outcome()
        known: list[Known] = []

        def steps() -> Iterator[tuple[int, int]]:
            yield 0, 1
            known.extend(looked_up(desk.termbase, query))
            known.extend(in_dictionary(query, desk.source, desk.target))

        if (yield Work(_("looking up"), steps)):
            return Outcome(notice=_("stopped"))
        found = [Offer(one.form, one.said) for one in known]
        if not found:
            said = _("neither termbases nor dictionary know “{text}”")
            return Outcome(notice=said.format(text=query), failed=True)
        taken = yield Pick(_("Look up: {text}").format(text=query), found)
        return Outcome(insert=taken.text) if taken else Outcome()


_SIGNS = {"!=": "forbidden", "~": "admitted", "=": "preferred"}
"""Between the two sides of a new term."""
_SIDES = re.compile(r"\s*(!=|=|~)\s*")


def new_term(text: str, seen: str) -> NewTerm:
    """`source = target | note` as a term; `~` admits a rendering, `!=` forbids one. Raises UsageError."""
    words, _bar, note = text.partition("|")
    source, *rest = _SIDES.split(words.strip(), maxsplit=1)
    if len(rest) < 2 or not source.strip() or not rest[1].strip():
        raise UsageError(
            _("a term is written: source = target | note"),
            hint=_("~ instead of = admits a rendering, != is one to avoid, the note says why"),
        )
    return NewTerm(source.strip(), rest[1].strip(), _SIGNS[rest[0]], note.strip(), seen=seen)


class AddTerm(Verb):
    """Add term.

    Add a term to your own termbase, from what is selected in source and target: source = target | note;
    ~ admits a rendering, != is one to avoid."""

    id, standard, group, pane, word = "add-term", ("ctrl+t",), "search", "terms", "term"

    def run(self, session: Session, desk: Desk) -> Dialogue:
        """Ask for it in one line; it is written at once, and seen at once."""
        first, end = session.selected_source
        source, unit = session.unit.source[first:end], session.unit
        first, end = session.selected
        sides = f"{_one_line(source)} = {_one_line(unit.target[first:end])}"
        text = yield Line(_("Add a term: source = target | note"), sides)
        if text.strip() in {"", "="}:
            return Outcome(notice=_("no term was added"))
        added = add_term(desk, new_term(text, f"{session.catalog.name} {unit.id}"))
        return Outcome(changed=(session.at,), notice=added.said())


def _one_line(text: str) -> str:
    return " ".join(text.split())


COMMANDS: tuple[type[Command], ...] = (Concordance, LookUp, AddTerm)
