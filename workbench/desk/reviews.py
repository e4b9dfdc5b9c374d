"""What people said of units, in words and in numbers.

Lives here: `stage_word` and `said` for people, `waits_for`, who has the next step, Stages, how many units are
how far, and `versions`, the texts a unit has had. What travels with the catalog are the reviews themselves, a
line a step: they are what a colleague or CI must see, and they are small. Texts that were replaced stay in the
journal beside the catalog, as a copy of each in the file would double every diff; version control has them too.
May import: catalog (comments of reviews), model, wording and `change`, `history` of this room.
Apart from `states` because this changes nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workbench.desk.change import Form, put
from workbench.desk.history import History
from workbench.model import Review, Stage, State, Unit
from workbench.wording import _

ORDER = (
    Stage.EMPTY,
    Stage.DRAFT,
    Stage.REJECTED,
    Stage.TRANSLATED,
    Stage.REVIEWED,
    Stage.SIGNED_OFF,
)
"""Stages from nothing to done; a rejected text is no further than a draft."""
TRANSLATOR, REVIEWER, SIGNER = "translator", "reviewer", "sign-off"


def stage_word(stage: Stage) -> str:
    """How far a unit is, for people."""
    return {
        Stage.EMPTY: _("empty"),
        Stage.DRAFT: _("draft"),
        Stage.REJECTED: _("rejected"),
        Stage.TRANSLATED: _("translated"),
        Stage.REVIEWED: _("reviewed"),
        Stage.SIGNED_OFF: _("signed off"),
    }[stage]


def said(review: Review) -> str:
    """`rejected (accuracy, major): the wrong court · Mia 2026-12-01 09:30`."""
    about = ", ".join(_fault(word) for word in (review.category, review.gravity) if word)
    words = stage_word(review.verdict) + (f" ({about})" if about else "")
    when = review.on.replace("T", " ").removesuffix("Z")
    who = " ".join(filter(None, (review.by, when)))
    return " · ".join(filter(None, (words + (f": {review.reason}" if review.reason else ""), who)))


def faults() -> dict[str, str]:
    """The words of rejections, for people: categories and gravities after MQM."""
    return {
        "accuracy": _("accuracy"), "fluency": _("fluency"), "terminology": _("terminology"), "style": _("style"),
        "formatting": _("formatting"), "critical": _("critical"), "major": _("major"), "minor": _("minor"),
    }  # fmt: skip


def _fault(word: str) -> str:
    return faults().get(word, word)


def waits_for(unit: Unit) -> str:
    """Who has the next step: `translator`, `reviewer`, `sign-off`, or nobody, as it is done."""
    return {
        Stage.TRANSLATED: REVIEWER,
        Stage.REVIEWED: SIGNER,
        Stage.SIGNED_OFF: "",
    }.get(unit.stage, TRANSLATOR)


def answers_for(unit: Unit, stage: Stage) -> str:
    """Who took a step last, for this text or an earlier one; empty where nobody said."""
    return next((word.by for word in reversed(unit.reviews) if word.verdict is stage), "")


class Stages:
    """How many units are how far; a unit that did not change is not asked again."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[Unit, Stage]] = {}

    def of(self, units: Sequence[Unit]) -> Counter[Stage]:
        """The count of each stage."""
        known, found = self._known, Counter[Stage]()
        for unit in units:
            if not unit.reviews:
                found[unit.stage if unit.state is not State.CONFIRMED else Stage.TRANSLATED] += 1
                continue
            kept = known.get(unit.id)
            if kept is None or kept[0] is not unit:
                kept = known[unit.id] = (unit, unit.stage)
            found[kept[1]] += 1
        return found


@dataclass(frozen=True, slots=True)
class Version:
    """One text that a unit has had."""

    text: str
    stage: Stage
    verb: str
    """What was done; empty for the text that was there first."""
    by: str = ""
    when: float = 0.0
    """Seconds since 1970; 0 where nobody knows."""
    reviews: tuple[Review, ...] = ()


def versions(steps: Iterable[Any], unit: Unit) -> tuple[Version, ...]:
    """What a journal's steps know of a unit, oldest first; what was taken back is left out, and typing in
    one go is one version. The last is the unit as it is now, which may have been changed elsewhere."""
    made: list[Version] = []
    for step in History(list(steps)).steps():
        pairs = list(zip(step.before, step.after, strict=False))
        for before, after in pairs:
            if not _is(after, unit):
                continue
            old, new = _put(unit, before), _put(unit, after)
            if old is None or new is None:
                continue
            if not made and old.target:
                made.append(_version(old, "", "", 0.0))
            if not made or (new.target, new.stage) != (made[-1].text, made[-1].stage):
                made.append(_version(new, step.verb, step.by, step.when))
    if not made or (unit.target, unit.stage) != (made[-1].text, made[-1].stage):
        made.append(_version(unit, "elsewhere" if made else "", "", 0.0))
    return tuple(made)


def _version(unit: Unit, verb: str, by: str, when: float) -> Version:
    return Version(unit.target, unit.stage, verb, by, when, unit.reviews)


def _is(form: Form, unit: Unit) -> bool:
    """Whether a journal's form is of this unit; a text for another source is not."""
    if "key" in form:
        return list(form["key"]) == [*unit.key.entry, unit.key.form]
    return form.get("id") == unit.id and form.get("source") == unit.source


def _put(unit: Unit, form: Mapping[str, Any]) -> Unit | None:
    try:
        return put(unit, form)
    except (KeyError, ValueError, TypeError):
        return None
