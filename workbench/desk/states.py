"""What typing, confirming and taking make of a unit.

Lives here: functions from a unit to a unit; nothing is kept. One rule stands behind all: a text that a
person did not confirm as it now is, is not confirmed.
May import: model.
Apart from `session` because what a verb does to a unit needs no file.
"""

from __future__ import annotations

from dataclasses import replace

from workbench.model import Origin, Provenance, State, Unit


def with_text(unit: Unit, target: str) -> Unit:
    """Another text: a draft, or empty."""
    return replace(unit, target=target, state=State.FUZZY if target else State.EMPTY)


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


def confirmed(unit: Unit) -> Unit:
    """Translated; what it was made for no longer matters."""
    return replace(unit, state=State.CONFIRMED, previous_source=None)


def needs_work(unit: Unit) -> Unit:
    """A draft again. It never confirms: an untouched draft stays one."""
    return replace(unit, state=State.FUZZY) if unit.target else unit


def taken(unit: Unit, target: str, made: Provenance | None) -> Unit:
    """What an engine or the memory offered, to be looked at."""
    return replace(with_text(unit, target), provenance=made)


def cleared(unit: Unit) -> Unit:
    """Nothing, made by nobody."""
    return replace(unit, target="", state=State.EMPTY, provenance=None)
