"""What typing, confirming, taking, reviewing and rejecting make of a unit.

Lives here: functions from units to units; nothing is kept. Two rules stand behind all: a text that a
person did not confirm as it now is, is not confirmed; and what was said of a text says nothing of another
one. The second holds for every writer, `Unit.review` asks the text itself: these functions only tidy up.
Steps: draft → translated → reviewed → signed off, and rejected, which is a draft with a reason.
May import: model.
Apart from `session` because what a verb does to a unit needs no file.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from workbench.model import Origin, Provenance, Review, Stage, State, Unit, text_digest


def with_text(unit: Unit, target: str) -> Unit:
    """Another text: a draft, or empty."""
    state = State.FUZZY if target else State.EMPTY
    return replace(unit, target=target, state=state, reviews=_rejections(unit))


def _rejections(unit: Unit) -> tuple[Review, ...]:
    """Why it was rejected stays until somebody reviews it again."""
    return tuple(said for said in unit.reviews if said.verdict is Stage.REJECTED)


def typed(unit: Unit, target: str) -> Unit:
    """A person's text. Typed on what an engine or the memory gave: what was said of that text no longer
    holds, where it came from does."""
    made = unit.provenance
    by_hand = (
        Provenance(Origin.HUMAN)
        if made is None
        else replace(
            made, origin=Origin.HUMAN, rate=None, score=None, terms=None, risk=None, warnings=()
        )
    )
    return replace(with_text(unit, target), provenance=by_hand)


def confirmed(unit: Unit, by: str = "", on: str = "") -> Unit:
    """Translated, by whom and when where that is known; what it was made for no longer matters. What is
    translated or further stays there; a rejected text that is confirmed as it is waits for a reviewer
    again, the reason with it."""
    if unit.state is State.CONFIRMED and unit.stage is not Stage.REJECTED:
        return replace(unit, previous_source=None)
    said = _rejections(unit)
    if by or unit.stage is Stage.REJECTED:
        said = (*said, _said(unit, Stage.TRANSLATED, by, on))
    return replace(unit, state=State.CONFIRMED, previous_source=None, reviews=said)


def needs_work(unit: Unit) -> Unit:
    """A draft again. It never confirms: an untouched draft stays one."""
    if not unit.target:
        return unit
    return replace(unit, state=State.FUZZY, reviews=_rejections(unit))


def approved(unit: Unit, by: str, on: str) -> Unit:
    """Reviewed; an earlier rejection has been answered, who translated it stays."""
    said = (*_steps(unit, Stage.TRANSLATED), _said(unit, Stage.REVIEWED, by, on))
    return replace(unit, state=State.CONFIRMED, previous_source=None, reviews=said)


def signed_off(unit: Unit, by: str, on: str) -> Unit:
    """The last word; who translated and who reviewed it stay."""
    steps = _steps(unit, Stage.TRANSLATED, Stage.REVIEWED)
    said = (*steps, _said(unit, Stage.SIGNED_OFF, by, on))
    return replace(unit, state=State.CONFIRMED, previous_source=None, reviews=said)


def rejected(unit: Unit, by: str, on: str, category: str, gravity: str, reason: str) -> Unit:
    """A draft again, with the reason; who translated it stays, as it goes back to them."""
    word = replace(
        _said(unit, Stage.REJECTED, by, on), category=category, gravity=gravity, reason=reason
    )
    return replace(unit, state=State.FUZZY, reviews=(*_steps(unit, Stage.TRANSLATED), word))


def _said(unit: Unit, verdict: Stage, by: str, on: str) -> Review:
    return Review(verdict, by, on, text_digest(unit.source, unit.target))


def _steps(unit: Unit, *verdicts: Stage) -> tuple[Review, ...]:
    """Earlier steps of the text as it now is."""
    of = text_digest(unit.source, unit.target)
    return tuple(said for said in unit.reviews if said.verdict in verdicts and said.of == of)


def taken(unit: Unit, target: str, made: Provenance | None) -> Unit:
    """What an engine or the memory offered, to be looked at."""
    return replace(with_text(unit, target), provenance=made)


def cleared(unit: Unit) -> Unit:
    """Nothing, made by nobody."""
    return replace(with_text(unit, ""), provenance=None)


def carried_over(unit: Unit, units: Iterable[Unit]) -> list[Unit]:
    """Every other unconfirmed unit with the same source, with this one's target as a draft."""
    return [
        taken(other, unit.target, unit.provenance)
        for other in units
        if other.id != unit.id
        and other.source == unit.source
        and other.state is not State.CONFIRMED
    ]


def parted(unit: Unit) -> list[Unit]:
    """An entry of its own for each place of a paragraph that stands several times (msgctxt = its place)."""
    shared = len(unit.references) == len(unit.places)
    return [
        replace(
            unit,
            id=f"p{place}",
            places=(place,),
            references=(unit.references[n],) if shared else unit.references,
            context=unit.context if n == 0 else f"p{place}",
        )
        for n, place in enumerate(unit.places)
    ]


def joined(unit: Unit, units: Iterable[Unit]) -> tuple[list[Unit], list[Unit]]:
    """(what goes, what comes) where all paragraphs with this source become one entry again with this
    unit's target; nothing where there is no other. Entries that another tool told apart stay apart."""
    same = [u for u in units if u.source == unit.source and u.places]
    if len(same) < 2 or not unit.places:
        return [], []
    first = min(same, key=lambda u: u.places or (0,))
    places = tuple(sorted({place for u in same for place in u.places}))
    references = tuple(dict.fromkeys(r for u in same for r in u.references))
    whole = replace(unit, id=first.id, places=places, references=references, context=None)
    return [unit, *(other for other in same if other.id != unit.id)], [whole]
