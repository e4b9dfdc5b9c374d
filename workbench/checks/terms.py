"""Terms: the termbase is kept to.

Lives here: checks of this family; the only module of the room that knows `terms`.
May import: model, language, wording, terms (through the context) and `check` of this room.
Apart from `words` because a term is agreed on and a word is not.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from workbench.checks.check import Check, CheckContext, Example
from workbench.checks.prefilter import Document
from workbench.language.tags import unread
from workbench.model import Finding, Severity, Unit, Verdict, VerdictKind
from workbench.wording import _


class _Terms(Check):
    """Base: one finding per verdict of certain kinds."""

    family = "terms"
    kinds: tuple[VerdictKind, ...] = ()

    def worth(self, document: Document, context: CheckContext) -> Collection[int] | None:
        """None without a termbase."""
        return () if context.termbase is None else None

    def check(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """Nothing to say without a termbase."""
        if context.termbase is None:
            return
        target, offsets = unit.target, None
        if "<r" in target:
            target, offsets = unread(target)
        for verdict in context.termbase.verdicts(unit.source, target, choices=context.choices):
            if verdict.kind in self.kinds:
                spans = verdict.target_spans or verdict.elsewhere
                if offsets:
                    spans = tuple((offsets[a], offsets[b - 1] + 1) for a, b in spans if b > a)
                yield self.finding(
                    unit,
                    self.says(verdict),
                    source=verdict.hit.spans,
                    target=spans,
                    severity=self.weight(verdict),
                )

    def weight(self, verdict: Verdict) -> Severity:
        """How much a verdict weighs."""
        return self.severity

    def says(self, verdict: Verdict) -> str:
        """What to do about a verdict."""
        raise AssertionError(verdict)


class Missing(_Terms):
    """A term of the source has no approved rendering in the target.

    Where the target says it for another mention, or inside another term, this is a note: a translator
    may leave out what a reader knows.
    """

    id = "terms.missing"
    severity = Severity.WARNING
    kinds = (VerdictKind.MISSING,)
    bad = Example("A same-sex couple applied.", "ある二人が申請した。")
    good = Example("A same-sex couple applied.", "ある同性カップルが申請した。")

    def weight(self, verdict: Verdict) -> Severity:
        """A mention left out weighs less than a term that is wholly missing."""
        return Severity.NOTE if verdict.elsewhere else self.severity

    def says(self, verdict: Verdict) -> str:
        """Term and what to write."""
        if verdict.elsewhere:
            return _("{term}: no {target} of its own; is another mention enough?").format(
                term=verdict.hit.text, target=verdict.targets[0]
            )
        return _("{term}: write {target}").format(
            term=verdict.hit.text, target=" / ".join(verdict.targets[:3])
        )


class Forbidden(_Terms):
    """The target uses a form that the termbase forbids for this concept."""

    id = "terms.forbidden"
    severity = Severity.ERROR
    kinds = (VerdictKind.FORBIDDEN,)
    bad = Example("A same-sex union was refused.", "同性組合は認められなかった。")
    good = Example("A same-sex union was refused.", "同性間の結び付きは認められなかった。")

    def says(self, verdict: Verdict) -> str:
        """Form, reason and what to write."""
        return _("{found} for {term}: {reason}; write {target}").format(
            found=verdict.found,
            term=verdict.hit.text,
            reason=verdict.reason,
            target=verdict.targets[0] if verdict.targets else "?",
        )


class Inconsistent(_Terms):
    """A concept is said in another way than in the rest of the document."""

    id = "terms.inconsistent"
    severity = Severity.WARNING
    kinds = (VerdictKind.INCONSISTENT,)
    bad = Example("Sexual minorities marched.", "性的マイノリティーが行進した。")
    good = Example("Sexual minorities marched.", "性的少数者が行進した。")

    def says(self, verdict: Verdict) -> str:
        """The form used here and the one used before."""
        return _("{found}: {reason}").format(found=verdict.found, reason=verdict.reason)


class AvoidedSource(Check):
    """The source itself uses wording to avoid.

    Inside a quotation keep it and mark it; elsewhere translate what is meant.
    """

    id = "terms.source"
    family = "terms"
    severity = Severity.NOTE
    bad = Example("The homosexuals marched.", "ホモセクシュアルが行進した。")
    good = Example("Gay people marched.", "同性愛者らが行進した。")

    def worth(self, document: Document, context: CheckContext) -> Collection[int] | None:
        """None without a termbase."""
        return () if context.termbase is None else None

    def check(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """Forbidden forms of the source language."""
        if context.termbase is None:
            return
        for hit in context.termbase.match(unit.source):
            if hit.forbidden:
                yield self.finding(
                    unit,
                    _("source says “{text}”: {reason}").format(text=hit.text, reason=hit.forbidden),
                    source=hit.spans,
                )


CHECKS: tuple[type[Check], ...] = (Missing, Forbidden, Inconsistent, AvoidedSource)
