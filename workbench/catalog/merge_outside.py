"""A catalog that somebody else changed while it was open: merged unit by unit.

Lives here: `merge_outside`. Takes what was read (base), what the editor made of it (ours) and what
is on disk now (theirs); gives the merged catalog and what could not be agreed on.
May import: model and catalog modules of this room.
Apart from `update` because here two people edited one catalog; there one article became another.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from workbench.catalog.catalog import Catalog
from workbench.model import State, Unit

T = TypeVar("T")


def merge_outside(ours: Catalog, theirs: Catalog) -> tuple[Catalog, tuple[str, ...]]:
    """`theirs` with our edits put in; ids of units where both sides changed, differently.

    There our target stays, the unit becomes fuzzy and theirs is kept in a translator comment. An
    edited unit whose source is gone from the file stays as an obsolete one.
    """
    base = {unit.key: unit for unit in ours.base}
    edited = {
        unit.key: unit
        for unit in ours.units
        if base.get(unit.key) is not unit and base.get(unit.key) != unit
    }
    merged: list[Unit] = []
    conflicts: list[str] = []
    for their in theirs.units:
        our = edited.pop(their.key, None)
        if our is None:
            merged.append(their)
            continue
        unit, agreed = _merged(base.get(their.key), our, their)
        merged.append(unit)
        if not agreed:
            conflicts.append(unit.id)
    taken = {unit.id for unit in merged}
    for our in edited.values():
        if our.target:
            left = replace(our, id=_free(our.id, taken), state=State.OBSOLETE, places=())
            merged.append(left)
            taken.add(left.id)
    return theirs.with_units(merged), tuple(conflicts)


def _merged(base: Unit | None, our: Unit, their: Unit) -> tuple[Unit, bool]:
    """Our unit on their place in the file; whether the sides agree."""
    placed = replace(
        our, id=their.id, places=their.places, references=their.references, kind=their.kind,
        comments=_said(base.comments if base else (), our.comments, their.comments),
        reviews=_said(base.reviews if base else (), our.reviews, their.reviews),
    )  # fmt: skip
    untouched = base is not None and (base.target, base.state) == (their.target, their.state)
    if untouched or (our.target, our.state) == (their.target, their.state):
        return placed, True
    if base is not None and (our.target, our.state) == (base.target, base.state):
        return replace(placed, target=their.target, state=their.state), True
    if not their.target:
        return placed, True
    note = f"other version: {their.target}"
    comments = placed.comments if note in placed.comments else (*placed.comments, note)
    return replace(placed, state=State.FUZZY, comments=comments), False


def _said(base: tuple[T, ...], our: tuple[T, ...], their: tuple[T, ...]) -> tuple[T, ...]:
    """Notes of both sides: what either took away is gone, what either wrote is there, ours last."""
    if our in (base, their):
        return their
    if their == base:
        return our
    kept = [note for note in their if note in our or note not in base]
    return (*kept, *(note for note in our if note not in kept and note not in base))


def _free(unit_id: str, taken: set[str]) -> str:
    number = 1
    free = unit_id
    while free in taken:
        number += 1
        free = f"{unit_id}-{number}"
    return free
