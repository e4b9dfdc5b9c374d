"""What the screen shows: frozen values that flow from the editor to its widgets.

Lives here: Shown, what is shown of a session, Lit, the sentence that is lit, Known, what is known of the present
unit, `within`, what of it is of a sentence, Marking, which spans are marked, and MARKS, the sign of how far a
unit is: whoever brings another stage puts its letter there.
May import: model.
Apart from the widgets because all of them are given the same.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

from workbench.model import Finding, Match, Span, Stage, Unit, Verdict

MARKS = {
    Stage.EMPTY: ".", Stage.DRAFT: "~", Stage.TRANSLATED: "v", Stage.REVIEWED: "V", Stage.SIGNED_OFF: "S",
    Stage.REJECTED: "R",
}  # fmt: skip
"""A letter first and a colour second; ASCII, as other marks are two cells wide in Japan."""
NOBODY = Unit("", "")
"""What is shown where a catalog has no units."""


class Lit(NamedTuple):
    """The sentence that is lit."""

    source: Span | None
    target: Span | None
    sure: bool = True
    """Whether they surely answer each other."""

    def marks(self, text: str, *, source: bool) -> list[tuple[Span, str]]:
        """Roles of a side's stretches: the sentence is lit, the rest is dim."""
        span = self.source if source else self.target
        if span is None:
            return [((0, len(text)), "dim")]
        around = [((0, span[0]), "dim"), ((span[1], len(text)), "dim")]
        return [*around, (span, "lit" if self.sure else "doubt")]


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
    lit: Lit | None = None
    """The sentence that is looked at; None where it is the whole unit."""
    kept: tuple[tuple[Span, ...], tuple[Span, ...]] = ((), ())
    """Tags and other parts of source and target that nobody types."""
    draft: str = ""
    """The draft that the target was made from, where it is to stay in sight."""
    draft_said: str = ""
    """Who made it."""

    def under(self, *, source: bool) -> tuple[tuple[Span, str], ...]:
        """Roles that lie under terms and findings: the sentence that is lit, parts that nobody types."""
        text = self.unit.source if source else self.unit.target
        lit = self.lit.marks(text, source=source) if self.lit else []
        return (*lit, *((span, "kept") for span in self.kept[0 if source else 1]))


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


def within(known: Known, lit: Lit | None) -> Known:
    """What is known of the sentence that is lit; of all, where none is. What has no place in either text
    stays."""
    if lit is None:
        return known
    return replace(
        known,
        verdicts=tuple(v for v in known.verdicts if _meets(v.hit.spans, lit.source)),
        findings=tuple(
            f
            for f in known.findings
            if not (f.source_spans or f.target_spans)
            or _meets(f.source_spans, lit.source)
            or _meets(f.target_spans, lit.target)
        ),
    )


def _meets(spans: tuple[Span, ...], around: Span | None) -> bool:
    return around is not None and any(a < around[1] and around[0] < b for a, b in spans)
