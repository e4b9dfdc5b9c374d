"""Terms that nobody has named yet.

Lives here: the command that offers a catalog's candidates and takes one into the user's termbase. May import:
model, terms, wording and `add_term`, `change`, `command`, `desk`, `search` (how a term is written), `session`,
`term_candidates` of this room.
Apart from `search` because that asks what there is, this what is missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from workbench.desk.add_term import add_term
from workbench.desk.change import Outcome
from workbench.desk.commands.command import Command, Dialogue, Line, Offer, Pick, Verb, Work
from workbench.desk.commands.search import new_term
from workbench.desk.desk import Desk
from workbench.desk.session import Session
from workbench.desk.term_candidates import Candidate
from workbench.model import State, Unit
from workbench.wording import _

_OFFERED = 60
_REMEMBERED = 2_000
"""Segments of the memory that are asked what a phrase was called."""
_PARTS = {"name": "proper noun", "abbreviation": "abbreviation"}


class Candidates(Verb):
    """Term candidates.

    Phrases of this catalog that no termbase has, likeliest terms first, with what translations call them;
    one that you choose goes into your own termbase: source = target | note."""

    id, standard, group, pane, word = "term-candidates", ("f10",), "search", "terms", "cand"

    def run(self, session: Session, desk: Desk) -> Dialogue:
        """Look through the catalog, offer what is found, ask how the chosen one is called."""
        units, found = session.catalog.live, list[Candidate]()
        if (yield Work(_("looking for terms"), lambda: _sought(found, units, desk))):
            return Outcome(notice=_("stopped"))
        if not found:
            return Outcome(notice=_("nothing here looks like a term that is missing"), failed=True)
        offers = [Offer(one.phrase, _said(one)) for one in found]
        taken = yield Pick(_("Term candidates"), offers)
        if taken is None:
            return Outcome()
        one = found[offers.index(taken)]
        best = one.renderings[0][0] if one.renderings else ""
        asked = _("Add a term: source = target | note")
        text = (yield Line(asked, f"{one.phrase} = {best}")).strip()
        if not text or text.endswith("="):
            return Outcome(notice=_("no term was added"))
        if "=" not in text and "~" not in text:  # the rendering alone
            text = f"{one.phrase} = {text}"
        term = new_term(text, f"{session.catalog.name} {session.at}")
        added = add_term(desk, replace(term, pos=_PARTS.get(one.kind, "noun")))
        return Outcome(changed=(session.at,), notice=added.said())


def _sought(found: list[Candidate], units: Sequence[Unit], desk: Desk) -> Iterator[tuple[int, int]]:
    """Put the candidates into `found`: first the phrases, then what translations call them."""
    from workbench.desk.term_candidates import candidates, rendered

    made = candidates(desk.termbase, dict.fromkeys(unit.source for unit in units), _OFFERED)
    yield 1, 2
    pairs = [(u.source, u.target) for u in units if u.state is State.CONFIRMED]
    pairs += islice(_remembered(made, desk), _REMEMBERED)
    found += rendered(made, pairs, desk.termbase)
    yield 2, 2


def _remembered(made: Sequence[Candidate], desk: Desk) -> Iterator[tuple[str, str]]:
    """Segments of the memory that say one of the phrases."""
    if desk.memory is None or not made:
        return
    phrases = [one.phrase.lower() for one in made]
    with desk.remembering:
        entries = [(entry.source, entry.target) for entry in desk.memory.entries()]
    for source, target in entries:
        low = source.lower()
        if any(phrase in low for phrase in phrases):
            yield source, target


def _said(one: Candidate) -> str:
    """How often, what it is called, and where it stands first."""
    called = ", ".join(f"{words} ({count})" for words, count in one.renderings)
    parts = [
        _("{count} times").format(count=one.count),
        called,
        one.contexts[0] if one.contexts else "",
    ]
    return " · ".join(part for part in parts if part)


COMMANDS: tuple[type[Command], ...] = (Candidates,)
