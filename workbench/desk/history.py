"""Changes as steps to take back and do again.

Lives here: History. Takes changes, gives their forms back: typing in one unit is one step, a job is one
step. What earlier sessions logged is read, undo and redo marks included.
May import: `change` of this room.
Apart from `session` because undoing is the same for every verb.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from workbench.desk.change import Change, Form

_PAUSE = 1.5
"""Seconds of rest after which typing in the same unit is a new step."""


@dataclass(frozen=True, slots=True)
class Step:
    """One verb's units before and after, as forms."""

    verb: str
    before: tuple[Form, ...]
    after: tuple[Form, ...]
    step: str = ""
    when: float = 0.0
    by: str = ""

    @property
    def turned(self) -> Step:
        """The way back."""
        return Step(self.verb, self.after, self.before, self.step, self.when)

    @property
    def rearranges(self) -> bool:
        """Whether entries go or come."""
        return [form.get("id") for form in self.before] != [form.get("id") for form in self.after]


class History:
    """Steps done and steps taken back."""

    def __init__(self, kept: Sequence[Any] = ()) -> None:
        """`kept` is what earlier sessions logged."""
        self._done: list[Step] = []
        self._undone: list[Step] = []
        for record in kept:
            if not isinstance(record, dict):
                continue
            if record.get("verb") == "undo" and "before" not in record:
                self.undone()
            elif record.get("verb") == "redo" and "before" not in record:
                self.redone()
            elif step := _read(record):
                self._add(step)

    def done(self, change: Change) -> None:
        """A new step; what was undone can no longer be redone."""
        form = change.form()
        self._add(
            Step(
                change.verb,
                tuple(form["before"]),
                tuple(form["after"]),
                change.step,
                change.when,
                change.by,
            )
        )

    def _add(self, step: Step) -> None:
        self._undone.clear()
        last = self._done[-1] if self._done else None
        if last is not None and step.verb == last.verb:
            same = _ids(last.after) == _ids(step.after)
            typing = step.verb == "edit" and same and step.when - last.when < _PAUSE
            if typing:
                self._done[-1] = Step("edit", last.before, step.after, when=step.when, by=step.by)
                return
        self._done.append(step)

    def steps(self) -> tuple[Step, ...]:
        """What was done and not taken back, oldest first."""
        return tuple(self._done)

    def all_steps(self) -> tuple[Step, ...]:
        """Those taken back as well, last."""
        return (*self._done, *self._undone[::-1])

    def last(self) -> Step | None:
        """What would be taken back."""
        return _joined(self._done[-_together(self._done) :])

    def next(self) -> Step | None:
        """What would be done again."""
        return _joined(self._undone[-_together(self._undone) :][::-1])

    def undone(self) -> None:
        """The last step was taken back."""
        for _part in range(_together(self._done)):
            self._undone.append(self._done.pop())

    def redone(self) -> None:
        """The step taken back last was done again."""
        for _part in range(_together(self._undone)):
            self._done.append(self._undone.pop())


def _together(steps: Sequence[Step]) -> int:
    """How many at the end are one step: those of one job are."""
    if not steps or not steps[-1].step:
        return min(1, len(steps))
    last = steps[-1]
    alike = takewhile(lambda s: (s.step, s.verb) == (last.step, last.verb), reversed(steps))
    return sum(1 for _step in alike)


def _joined(steps: Sequence[Step]) -> Step | None:
    """Several as one: a unit goes from what it was before the first to what it is after the last."""
    if len(steps) < 2:
        return steps[0] if steps else None
    before: dict[Any, Form] = {}
    after: dict[Any, Form] = {}
    for step in steps:
        for form in step.before:
            before.setdefault(form["id"], form)
        after |= {form["id"]: form for form in step.after}
    last = steps[-1]
    ends = tuple(before.values()), tuple(after[i] for i in before)
    return Step(last.verb, *ends, last.step, last.when)


def _ids(forms: Iterable[Form]) -> list[Any]:
    return [form.get("id") for form in forms]


def _read(record: dict[str, Any]) -> Step | None:
    """A logged step; those of earlier versions name units by their ids alone."""
    sides = []
    for side in (record.get("before"), record.get("after")):
        if isinstance(side, dict):
            side = [{"id": i, **form} for i, form in side.items() if isinstance(form, dict)]
        if not isinstance(side, list) or not all(isinstance(form, dict) for form in side):
            return None
        sides.append(tuple(side))
    try:
        when = float(record.get("when") or 0)
    except (TypeError, ValueError):
        return None
    step, by = str(record.get("step") or ""), str(record.get("by") or "")
    return Step(str(record.get("verb")), sides[0], sides[1], step, when, by)
