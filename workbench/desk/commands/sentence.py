"""Commands on one sentence of the unit.

Lives here: what stands under “Sentences” in the help, in its order. The entry stays the paragraph; a sentence of
it is looked at, drafted and taken by itself.
May import: model, wording and `change`, `command`, `desk`, `sentences`, `session`, `versions` of this room.
Apart from `move` because a sentence is no unit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from workbench.desk import states
from workbench.desk.change import Outcome
from workbench.desk.commands.command import Command, Dialogue, Offer, Pick, Verb, Work
from workbench.desk.desk import Desk
from workbench.desk.sentences import Pair, with_sentence
from workbench.desk.session import Session
from workbench.desk.versions import made_by
from workbench.wording import _


class NextSentence(Verb):
    """Next sentence.

    Light the sentence at the cursor on both sides, then the next one, on into the next unit; what stands
    beside is for that sentence."""

    id, standard, group, word = "next-sentence", ("alt+right",), "sentence", "."
    pane, changes = "read", False

    def run(self, session: Session, desk: Desk) -> Outcome:
        """On."""
        return _step(session, desk, 1)


class PreviousSentence(Verb):
    """Previous sentence.

    Light the sentence before; before the first one, the whole unit again."""

    id, standard, group, word = "previous-sentence", ("alt+left",), "sentence", ","
    pane, changes = "read", False

    def run(self, session: Session, desk: Desk) -> Outcome:
        """Back."""
        return _step(session, desk, -1)


def _step(session: Session, desk: Desk, by: int) -> Outcome:
    pairs, lit = desk.pairs(session.unit), session.sentence
    if lit is None:
        number = at_caret(session, pairs) if by > 0 else len(pairs) - 1
    else:
        number = min(lit, len(pairs) - 1) + by
    if number < 0:
        session.sentence = None
        return Outcome(notice=_("the whole unit"))
    if number >= len(pairs):
        before = session.at
        moved = session.move(1)
        if moved.failed or session.at == before:
            return Outcome(notice=_("this is the last sentence"))
        pairs, number = desk.pairs(session.unit), 0
        if not pairs:
            return moved
    session.sentence = number
    return replace(_said(session, pairs, number), go_to=session.at)


def _said(session: Session, pairs: Sequence[Pair], number: int) -> Outcome:
    """Which sentence it is, and where the cursor goes: to the end of its answer."""
    said = _("sentence {n}/{all}").format(n=number + 1, all=len(pairs))
    if not pairs[number].sure:
        said += " · " + _("which one answers it is uncertain")
    ends = [p.target[1] for p in pairs[: number + 1] if p.target]
    return Outcome(notice=said, caret=max(ends, default=0))


def at_caret(session: Session, pairs: Sequence[Pair]) -> int:
    """The pair whose answer holds the cursor; where it stands behind all of them, the first that has no
    answer yet."""
    caret = session.selected[1]
    for number, pair in enumerate(pairs):
        if pair.target and pair.target[0] <= caret < pair.target[1]:
            return number
    open_ = (number for number, pair in enumerate(pairs) if pair.target is None)
    return next(open_, max(0, len(pairs) - 1))


def _present(session: Session, pairs: Sequence[Pair]) -> int:
    lit = session.sentence
    return at_caret(session, pairs) if lit is None else min(lit, len(pairs) - 1)


class SentenceDraft(Verb):
    """Draft sentence.

    Ask the engine for drafts of the sentence alone and choose one; the rest of the unit stays."""

    id, standard, group, pane, word = (
        "sentence-draft",
        ("alt+full_stop",),
        "sentence",
        "target",
        "ds",
    )

    def run(self, session: Session, desk: Desk) -> Dialogue:
        """Drafted beside the keys."""
        unit, pairs = session.unit, desk.pairs(session.unit)
        number = _present(session, pairs)
        span = pairs[number].source if pairs else None
        if span is None:
            return Outcome(notice=_("no sentence of the source stands here"), failed=True)
        alone = replace(unit, source=unit.source[slice(*span)], target="")
        offers: list[Offer] = []

        def steps() -> Iterator[tuple[int, int]]:
            yield 0, 1
            offers.extend(Offer(d.target, made_by(d.provenance)) for d in desk.redrafts(alone))

        if (yield Work(_("drafting"), steps)):
            return Outcome(notice=_("stopped"))
        if not offers:
            return Outcome(notice=_("the engine has no draft of this"), failed=True)
        taken = yield Pick(_("Drafts") + f" · {alone.source}", offers)
        return _taken(session, desk, unit.id, number, taken)


class SentenceMatch(Verb):
    """Match sentence.

    What the memory has for the sentence alone, to choose from; the rest of the unit stays."""

    id, standard, group, pane, word = "sentence-match", ("ctrl+o",), "sentence", "memory", "ms"

    def run(self, session: Session, desk: Desk) -> Dialogue:
        """Searched beside the keys."""
        unit, pairs, catalog = session.unit, desk.pairs(session.unit), session.catalog
        number = _present(session, pairs)
        span = pairs[number].source if pairs else None
        if span is None:
            return Outcome(notice=_("no sentence of the source stands here"), failed=True)
        alone = replace(unit, id=f"{unit.id}/{number + 1}", source=unit.source[slice(*span)])
        offers: list[Offer] = []

        def steps() -> Iterator[tuple[int, int]]:
            yield 0, 1
            for match in desk.matches(catalog, alone):
                offers.append(Offer(match.target, f"{match.rate} % {match.origin}: {match.source}"))

        if (yield Work(_("searching"), steps)):
            return Outcome(notice=_("stopped"))
        if not offers:
            return Outcome(notice=_("the memory has nothing like it"), failed=True)
        taken = yield Pick(_("Memory") + f" · {alone.source}", offers)
        return _taken(session, desk, unit.id, number, taken)


def _taken(session: Session, desk: Desk, unit_id: str, number: int, taken: Offer | None) -> Outcome:
    """Put what was chosen in the sentence's place, where the unit is still the one that was asked for."""
    if taken is None:
        return Outcome()
    if session.at != unit_id:
        return Outcome(notice=_("this unit is another one"), failed=True)
    return put(session, desk, number, taken.text)


def put(session: Session, desk: Desk, number: int, words: str) -> Outcome:
    """Other words for the sentence of a number; the rest of the unit stays. Raises WorkbenchError."""
    unit, pairs = session.unit, desk.pairs(session.unit)
    if number >= len(pairs):
        return Outcome(notice=_("no sentence of the source stands here"), failed=True)
    text = with_sentence(unit.target, pairs, number, words, session.catalog.target_language)
    made = session.change("take", [states.typed(unit, text)], durable=True)
    after = desk.pairs(session.unit)
    said = _said(session, after, min(number, len(after) - 1))
    return replace(said, changed=tuple(u.id for u in made.after))


COMMANDS: tuple[type[Command], ...] = (NextSentence, PreviousSentence, SentenceDraft, SentenceMatch)
