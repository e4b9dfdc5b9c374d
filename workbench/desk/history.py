"""Undo and redo as values.

Lives here: Step and History. Takes what units were and became, gives them back. Steps are JSON-able,
so that the journal keeps them over restarts.
May import: catalog (its provenance lines), model.
Apart from `session` because undoing is the same for every verb.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from workbench.catalog.comments import read_provenance, write_provenance
from workbench.model import State, Unit

_PAUSE = 1.5
"""Seconds of rest after which typing in the same unit is a new step."""


@dataclass(frozen=True, slots=True)
class Step:
    """One verb's changes: unit id → fields before and after."""

    verb: str
    before: dict[str, dict[str, Any]]
    after: dict[str, dict[str, Any]]
    when: float = 0.0

    @classmethod
    def of(cls, verb: str, before: Iterable[Unit], after: Iterable[Unit]) -> Step:
        """The step that made `after` of `before`."""
        return cls(
            verb, {u.id: _fields(u) for u in before}, {u.id: _fields(u) for u in after}, time.time()
        )

    def fields(self) -> dict[str, Any]:
        """JSON-able."""
        return {"verb": self.verb, "before": self.before, "after": self.after, "when": self.when}


def _fields(unit: Unit) -> dict[str, Any]:
    return {
        "target": unit.target,
        "state": unit.state.value,
        "comments": list(unit.comments),
        "bookmarked": unit.bookmarked,
        "previous": unit.previous_source,
        "provenance": write_provenance(unit.provenance) if unit.provenance else None,
    }


def _put(unit: Unit, fields: dict[str, Any]) -> Unit:
    made = fields.get("provenance")
    return replace(
        unit,
        target=str(fields["target"]),
        state=State(fields["state"]),
        comments=tuple(fields["comments"]),
        bookmarked=bool(fields["bookmarked"]),
        previous_source=fields["previous"],
        provenance=read_provenance(made) if made else None,
    )


class History:
    """Steps done and steps taken back."""

    def __init__(self, kept: Sequence[Any] = ()) -> None:
        """`kept` is what earlier sessions logged, undo and redo marks included."""
        self._done: list[Step] = []
        self._undone: list[Step] = []
        for record in kept:
            if not isinstance(record, dict):
                continue
            if record.get("verb") == "undo" and self._done:
                self._undone.append(self._done.pop())
            elif record.get("verb") == "redo" and self._undone:
                self._done.append(self._undone.pop())
            elif isinstance(record.get("before"), dict) and isinstance(record.get("after"), dict):
                when = float(record.get("when") or 0)
                self._add(Step(str(record["verb"]), record["before"], record["after"], when))

    def done(self, step: Step) -> None:
        """A new step; what was undone can no longer be redone."""
        self._add(step)

    def _add(self, step: Step) -> None:
        self._undone.clear()
        last = self._done[-1] if self._done else None
        typing = last is not None and step.verb == last.verb == "edit"
        if typing and last is not None and list(last.after) == list(step.after):
            if step.when - last.when < _PAUSE:
                self._done[-1] = Step("edit", last.before, step.after, step.when)
                return
        self._done.append(step)

    def undo(self, current: Callable[[str], Unit | None]) -> tuple[Unit, ...]:
        """Units as they were before the last step; empty where there is none."""
        if not self._done:
            return ()
        step = self._done.pop()
        self._undone.append(step)
        return _turned(step.before, current)

    def redo(self, current: Callable[[str], Unit | None]) -> tuple[Unit, ...]:
        """Units as the last undone step made them."""
        if not self._undone:
            return ()
        step = self._undone.pop()
        self._done.append(step)
        return _turned(step.after, current)


def _turned(
    table: dict[str, dict[str, Any]], current: Callable[[str], Unit | None]
) -> tuple[Unit, ...]:
    found = ((current(unit_id), fields) for unit_id, fields in table.items())
    return tuple(_put(unit, fields) for unit, fields in found if unit is not None)
