"""What happened.

Lives here: Change, its form in the journal (the only one), and Outcome, what a verb answers. A change is
its own way back: turned round, it takes back what it did. Its form is JSON-able, so that the journal
keeps it over restarts, and knows each unit by its key, so that it never lands in another.
May import: catalog (its lines of provenance and review), model.
Apart from `session` because history, memory and inspector hear of changes and need no session.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from workbench.catalog.comments import (
    read_provenance,
    read_review,
    write_provenance,
    write_review,
)
from workbench.model import Kind, Reference, State, Unit

Form = Mapping[str, Any]
"""A unit as the journal keeps it in a step."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Which units to paint anew, what to say, where to go."""

    changed: tuple[str, ...] = ()
    notice: str = ""
    go_to: str | None = None
    failed: bool = False
    """The verb could not be carried out; `notice` says why."""
    leave: bool = False
    """This catalog is done with for now: the job wants another one."""
    caret: int | None = None
    """Where the cursor goes in the target, where a front door has one."""
    insert: str = ""
    """Text for the target, at the cursor where there is one, else behind what stands there."""


@dataclass(frozen=True, slots=True)
class Change:
    """One verb's units before and after. Where the ids of both sides differ, entries were rearranged."""

    verb: str
    before: tuple[Unit, ...]
    after: tuple[Unit, ...]
    step: str = ""
    """Changes that say the same here are taken back together: those of one job."""
    when: float = field(default_factory=time.time)
    by: str = ""
    """Who did it; empty where nobody said."""

    @property
    def rearranged(self) -> bool:
        """Whether entries went or came."""
        return [unit.id for unit in self.before] != [unit.id for unit in self.after]

    def form(self) -> dict[str, Any]:
        """JSON-able."""
        whole = self.rearranged
        return {
            "verb": self.verb,
            "before": [form_of(unit, whole=whole) for unit in self.before],
            "after": [form_of(unit, whole=whole) for unit in self.after],
            "step": self.step,
            "when": self.when,
            "by": self.by,
        }


def form_of(unit: Unit, *, whole: bool = False) -> dict[str, Any]:
    """What a change may alter in a unit, and what tells it from others; `whole`: its places, too."""
    form: dict[str, Any] = {
        "id": unit.id,
        "key": [*unit.key.entry, unit.key.form],
        "source": unit.source,
        "context": unit.context,
        "target": unit.target,
        "state": unit.state.value,
        "comments": list(unit.comments),
        "silenced": [list(pair) for pair in unit.silenced],
        "bookmarked": unit.bookmarked,
        "previous": unit.previous_source,
        "provenance": write_provenance(unit.provenance) if unit.provenance else None,
        "reviews": [write_review(None, review) for review in unit.reviews],
    }
    if whole:
        form["kind"] = unit.kind.value
        form["places"] = list(unit.places)
        form["references"] = [[ref.path, ref.line] for ref in unit.references]
        form["notes"] = list(unit.notes)
    return form


def put(unit: Unit, form: Form) -> Unit:
    """The unit with what a form says. Raises ValueError, KeyError, TypeError for one that says nothing."""
    made = form.get("provenance")
    said = replace(
        unit,
        target=str(form["target"]),
        state=State(form["state"]),
        comments=tuple(map(str, form["comments"])),
        bookmarked=bool(form["bookmarked"]),
        previous_source=form["previous"],
        provenance=read_provenance(made) if made else None,
    )
    if "silenced" in form:
        pairs = tuple((str(check), str(reason)) for check, reason in form["silenced"])
        said = replace(said, silenced=pairs)
    if "reviews" in form:
        reviews = tuple(read[1] for text in form["reviews"] if (read := read_review(str(text))))
        said = replace(said, reviews=reviews)
    return said


def whole(form: Form) -> Unit:
    """The unit that a whole form describes. Raises ValueError, KeyError, TypeError."""
    references = tuple(Reference(str(path), line) for path, line in form["references"])
    bare = Unit(
        id=str(form["id"]), source=str(form["source"]), context=form["context"],
        kind=Kind(form["kind"]), places=tuple(map(int, form["places"])), references=references,
        notes=tuple(map(str, form.get("notes", ()))),
    )  # fmt: skip
    return put(bare, form)


def in_order(units: Iterable[Unit]) -> list[Unit]:
    """By first place; entries without one, obsolete ones among them, stay at the end."""
    last = float("inf")
    return sorted(units, key=lambda u: u.places[0] if u.places else last)


def rearranged(units: Sequence[Unit], gone: Iterable[Unit], come: Iterable[Unit]) -> list[Unit]:
    """A document's units without some and with others, each in its place."""
    out = {unit.id for unit in gone}
    return in_order([*(unit for unit in units if unit.id not in out), *come])
