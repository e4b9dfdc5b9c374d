"""What a unit's target was before, and what it could be instead.

Lives here: `versions`, `draft_of`, Version. Takes a unit and the steps that were done to its catalog, gives
its earlier texts, latest first, each with what made it; and the draft that its text was made from.
May import: catalog (its provenance lines), model, wording and `change`, `history` of this room.
Apart from `history` because that takes steps back in their order, and this looks at one unit.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from workbench.catalog.comments import read_provenance
from workbench.desk.change import Form
from workbench.desk.history import Step
from workbench.model import Match, Origin, Provenance, Unit
from workbench.wording import _


@dataclass(frozen=True, slots=True)
class Version:
    """A text that the target had, or could have."""

    target: str
    made: Provenance | None = None
    when: float = 0.0
    """Seconds since 1970 at which it came to be; 0 where nobody knows."""
    verb: str = ""
    """What made it; empty: it stood there before."""

    def said(self, now: float) -> str:
        """Who made it, and when."""
        who = made_by(self.made) if self.made else ""
        return " · ".join(part for part in (who, ago(self.when, now)) if part)


def versions(unit: Unit, steps: Sequence[Step], matches: Iterable[Match] = ()) -> list[Version]:
    """Its earlier texts, latest first, then what the memory has; each text once, not the present one.

    What was typed without a pause is one version: the text as it was when the pause came.
    """
    found: dict[str, Version] = {}
    for version in _passed(unit, steps):
        if version.target.strip() and version.target != unit.target:
            found.pop(version.target, None)
            found[version.target] = version
    latest = list(found.values())[::-1]
    known = {unit.target, *found}
    for match in matches:
        if match.target not in known:
            known.add(match.target)
            latest.append(Version(match.target, Provenance(Origin.MEMORY, rate=match.rate)))
    return latest


def _passed(unit: Unit, steps: Sequence[Step]) -> Iterator[Version]:
    """What the unit's target went through, in order."""
    first = True
    for step in steps:
        if first:
            for form in step.before:
                if _of(form, unit):
                    first = False
                    yield Version(str(form["target"]), _made(form))
        for form in step.after:
            if _of(form, unit):
                yield Version(str(form["target"]), _made(form), step.when, step.verb)


def _of(form: Form, unit: Unit) -> bool:
    """Whether a step's form is one of this unit; earlier journals name it by its id and source."""
    if "target" not in form:
        return False
    if "key" in form:
        *entry, plural = form["key"]
        key = unit.key
        return (entry[:2], plural) == ([key.entry.context, key.entry.source], key.form)
    return bool(form.get("id") == unit.id and form.get("source", unit.source) == unit.source)


def _made(form: Form) -> Provenance | None:
    line = form.get("provenance")
    return read_provenance(str(line)) if line else None


def draft_of(unit: Unit, steps: Sequence[Step]) -> Version | None:
    """The latest draft or match that was this unit's target; None where there was none."""
    last = None
    for version in _passed(unit, steps):
        if version.target.strip() and version.made and version.made.origin is not Origin.HUMAN:
            last = version
    if unit.target.strip() and unit.provenance and unit.provenance.origin is not Origin.HUMAN:
        last = Version(unit.target, unit.provenance)
    return last


def ago(when: float, now: float) -> str:
    """`14:05` of a day like today, else `2026-11-30 14:05`; empty where nobody knows."""
    if not when:
        return ""
    then = time.localtime(when)
    today = time.localtime(now)
    same = (then.tm_year, then.tm_yday) == (today.tm_year, today.tm_yday)
    return time.strftime("%H:%M" if same else "%Y-%m-%d %H:%M", then)


def made_by(made: Provenance) -> str:
    """`draft argos en_ja-1.0 risk 31 %`; the score where no risk is known."""
    score = "" if made.score is None else f"{made.score:.2f}"
    if made.risk is not None:
        score = _("risk {percent} %").format(percent=round(100 * made.risk))
    rate = "" if made.rate is None else f"{made.rate} %"
    who = {"mt": _("draft"), "tm": _("memory"), "human": _("typed")}[made.origin.value]
    return " ".join(part for part in (who, made.engine, made.package, score, rate) if part)
