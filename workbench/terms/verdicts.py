"""What a target makes of the terms of its source.

Lives here: `verdicts`. Takes hits and a target, gives one Verdict per hit with spans on both sides;
`meant` and `worded`, which say what concepts a hit may mean. Approved forms are masked before forbidden ones are sought, so that a slur inside a neutral word is
none; a forbidden form counts only where its own concept is in the source; where one form serves
several concepts, the best answer of any of them stands. Order of loading decides nothing.
May import: model, wording and the modules of this room.
Apart from `find_target` because finding is one thing, judging another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from workbench.model import Span, TermHit, Verdict, VerdictKind
from workbench.terms.concept import Concept
from workbench.terms.find_target import find_form
from workbench.wording import _

_RANK = {
    VerdictKind.HONOURED: 0,
    VerdictKind.ADMITTED: 1,
    VerdictKind.INCONSISTENT: 2,
    VerdictKind.FORBIDDEN: 3,
    VerdictKind.MISSING: 4,
}


_HYPHENS = re.compile(r"[-‐‑\s]+")
_ENDING = re.compile(r"(?<=[a-z])(?:['’]s|s['’]|s|['’])$")


def meant(
    concepts: Mapping[str, Concept], hit: TermHit, source: str, target: str
) -> tuple[tuple[str, ...], bool]:
    """The concepts that a hit may mean, likeliest first, and whether the first is clearly meant.

    Concepts that have the very words count before those that match by inflection (high, highest), and
    one that prefers them before those that admit them. It is clear what is meant if one alone comes
    first, or all say the same in the target.
    """
    known = [concept for concept in hit.concepts if concept in concepts]
    if len(known) < 2:
        return tuple(known), True
    said = _key(hit.text)
    exact = worded(concepts, hit, source).concepts
    first = sorted(c for c in exact if _key(concepts[c].in_(source).preferred) == said)
    ids = (*first, *sorted(c for c in exact if c not in first))
    wordings = {concepts[c].in_(target).preferred.removesuffix("する") for c in ids}
    return ids, len(first) == 1 or len(ids) == 1 or len(wordings) == 1


def worded(concepts: Mapping[str, Concept], hit: TermHit, source: str) -> TermHit:
    """The hit with those of its concepts only that have its very words, if any has."""
    known = [concept for concept in hit.concepts if concept in concepts]
    said = _key(hit.text)
    exact = [c for c in known if said in map(_key, concepts[c].in_(source).approved)]
    return hit._replace(concepts=tuple(exact or known))


def _key(form: str) -> str:
    """A form without capitals, hyphens and the s of plural and possessive."""
    return _ENDING.sub("", _HYPHENS.sub(" ", form.lower()))


def verdicts(
    concepts: Mapping[str, Concept],
    hits: Sequence[TermHit],
    target: str,
    languages: tuple[str, str],
    choices: Mapping[str, str],
) -> Iterator[Verdict]:
    """One verdict per hit, in order of the hits; `languages` are those of source and target."""
    language = languages[1]
    played = [meant(concepts, hit, *languages)[0] for hit in hits]
    masked = list(_approved_spans(concepts, played, target, language))
    for hit, ids in zip(hits, played, strict=True):
        answers = [
            _answer(concepts[concept], hit, target, language, masked, choices.get(concept))
            for concept in ids
        ]
        if answers:
            best = min(answers, key=lambda verdict: _RANK[verdict.kind])
            several = best.kind is VerdictKind.MISSING and len(answers) > 1
            yield replace(best, targets=_any_of(answers)) if several else best


def _any_of(answers: Sequence[Verdict]) -> tuple[str, ...]:
    """What several concepts would accept: what each prefers, then the rest."""
    rest = (form for answer in answers for form in answer.targets[1:])
    return tuple(dict.fromkeys([*(a.targets[0] for a in answers if a.targets), *rest]))


def _approved_spans(
    concepts: Mapping[str, Concept], played: Sequence[Sequence[str]], target: str, language: str
) -> Iterator[Span]:
    """Where approved forms of the concepts in play stand in the target."""
    for concept in dict.fromkeys(c for ids in played for c in ids):
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
