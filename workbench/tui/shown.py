"""What the screen shows: frozen values that flow from the editor to its widgets.

Lives here: Shown, what is shown of a session, Known, what is known of the present unit, Marking, which
spans are marked, and MARKS, the sign of
how far a unit is: whoever brings another stage puts its letter there.
May import: model.
Apart from the widgets because all of them are given the same.
"""

from __future__ import annotations

from dataclasses import dataclass

from workbench.model import Finding, Match, Span, Stage, Unit, Verdict

MARKS = {
    Stage.EMPTY: ".", Stage.DRAFT: "~", Stage.TRANSLATED: "v", Stage.REVIEWED: "V", Stage.SIGNED_OFF: "S",
    Stage.REJECTED: "R",
}  # fmt: skip
"""A letter first and a colour second; ASCII, as other marks are two cells wide in Japan."""
NOBODY = Unit("", "")
"""What is shown where a catalog has no units."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A session at one moment."""

    unit: Unit = NOBODY
    listed: tuple[Unit, ...] = ()
    place: int = 0
    """Of the unit among all, from 0."""
    units: int = 0
    confirmed: int = 0
    stages: tuple[tuple[Stage, int], ...] = ()
    """How many units are how far."""
    before: str = ""
    """What stands in the unit before, the beginning of it."""
    after: str = ""
    only: str = ""
    """The filter as it was typed."""
    unsaved: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """Terms, findings and matches of a unit; what is not known yet is what was known last."""

    unit: str = ""
    """Id of the unit that verdicts and findings are of."""
    verdicts: tuple[Verdict, ...] = ()
    findings: tuple[Finding, ...] = ()
    matches: tuple[Match, ...] = ()
    readings: tuple[tuple[str, str], ...] = ()
    """(form, how it is read), where they are asked for."""


class Marking:
    """Marks of what is known; the same tuples until something else is known."""

    def __init__(self, *, target: bool) -> None:
        self._target = target
        self._of: tuple[object, object] = (None, None)
        self._marks: tuple[tuple[Span, str], ...] = ()

    def of(self, known: Known, unit: Unit) -> tuple[tuple[Span, str], ...]:
        """(span, role) in the source or the target of a unit."""
        if known.unit != unit.id:
            return ()
        findings, verdicts = known.findings, known.verdicts
        if self._of[0] is not findings or self._of[1] is not verdicts:
            of = "target_spans" if self._target else "source_spans"
            marks = [(s, f.severity.value) for f in findings for s in getattr(f, of)]
            marks += [
                (s, v.kind.value)
                for v in verdicts
                for s in (v.target_spans if self._target else v.hit.spans)
            ]
            self._of, self._marks = (findings, verdicts), tuple(marks)
        return self._marks
