"""What a target makes of the terms of its source.

Lives here: `verdicts`. Takes hits and a target, gives one Verdict per hit with spans on both sides.
Approved forms are masked before forbidden ones are sought, so that a slur inside a neutral word is
none; a forbidden form counts only where its own concept is in the source; where one form serves
several concepts, the best answer of any of them stands.
May import: model, wording and the modules of this room.
Apart from `find` because finding is one thing, judging another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from workbench.model import Span, TermHit, Verdict, VerdictKind
from workbench.terms.concept import Concept
from workbench.terms.find import find_form
from workbench.wording import _

_RANK = {
    VerdictKind.HONOURED: 0,
    VerdictKind.ADMITTED: 1,
    VerdictKind.INCONSISTENT: 2,
    VerdictKind.FORBIDDEN: 3,
    VerdictKind.MISSING: 4,
}


def verdicts(
    concepts: Mapping[str, Concept],
    hits: Sequence[TermHit],
    target: str,
    language: str,
    choices: Mapping[str, str],
) -> Iterator[Verdict]:
    """One verdict per hit, in order of the hits."""
    masked = list(_approved_spans(concepts, hits, target, language)) if hits else []
    for hit in hits:
        answers = [
            _answer(concepts[concept], hit, target, language, masked, choices.get(concept))
            for concept in hit.concepts
            if concept in concepts
        ]
        if answers:
            yield min(answers, key=lambda verdict: _RANK[verdict.kind])


def _approved_spans(
    concepts: Mapping[str, Concept], hits: Sequence[TermHit], target: str, language: str
) -> Iterator[Span]:
    """Where approved forms of the concepts in play stand in the target."""
    for concept in dict.fromkeys(c for hit in hits for c in hit.concepts if c in concepts):
        for form in concepts[concept].in_(language).approved:
            yield from find_form(form, target, language)


def _answer(
    concept: Concept,
    hit: TermHit,
    target: str,
    language: str,
    masked: Iterable[Span],
    chosen: str | None,
) -> Verdict:
    terms = concept.in_(language)
    bad = _forbidden(concept, hit, target, language, masked)
    if bad is not None:
        return bad
    for form in terms.approved:
        spans = find_form(form, target, language)
        if not spans:
            continue
        found = target[slice(*spans[0])]
        kind = VerdictKind.HONOURED if form == terms.preferred else VerdictKind.ADMITTED
        reason = ""
        if chosen is not None and chosen != form:
            kind = VerdictKind.INCONSISTENT
            reason = _("this document said {form} before").format(form=chosen)
        return Verdict(kind, hit, concept.id, terms.approved, spans, found, reason)
    return Verdict(VerdictKind.MISSING, hit, concept.id, terms.approved)


def _forbidden(
    concept: Concept, hit: TermHit, target: str, language: str, masked: Iterable[Span]
) -> Verdict | None:
    terms = concept.in_(language)
    covered = list(masked)
    for form, reason in terms.forbidden:
        spans = tuple(
            span
            for span in find_form(form, target, language)
            if not any(a <= span[0] and span[1] <= b for a, b in covered)
        )
        if spans:
            found = target[slice(*spans[0])]
            return Verdict(
                VerdictKind.FORBIDDEN, hit, concept.id, terms.approved, spans, found, reason
            )
    return None
