"""Termbases laid over one another, and what a project prefers.

Lives here: `layered`, `in_register` and `form_key`, by which forms are one. Of termbases named one after another the first wins: a row of it
takes the place of lower rows of the same id, and takes from lower rows each source form that it has in
the same part of speech, with all that they would say for it. Takes concepts, gives concepts.
May import: the modules of this room.
Apart from `termbase` because lint asks the same of files that nobody wants to match with.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from workbench.terms.concept import Concept, Terms

_KINDS = {"proper noun": "noun", "abbreviation": "noun", "phrase": ""}
"""Parts of speech that may stand for one another; '' for any."""
_HYPHENS = re.compile(r"[-‐‑\s]+")


@dataclass(frozen=True, slots=True)
class Overridden:
    """A source form that two layers have; the upper one counts."""

    form: str
    upper: Concept
    lower: Concept


def layered(
    stack: Sequence[Sequence[Concept]], source: str, target: str
) -> tuple[list[Concept], list[Overridden]]:
    """The concepts that count, upper ones first, and the forms that lower ones lost."""
    if len(stack) < 2:
        return [concept for layer in stack for concept in layer], []
    kept: dict[str, Concept] = {}
    owners: dict[str, list[Concept]] = {}
    lost: list[Overridden] = []
    for layer in stack:
        mine: list[Concept] = []
        for concept in layer:
            if concept.id in kept:
                if concept.in_(target).approved and not kept[concept.id].in_(target).approved:
                    _lend(kept, concept, target)  # it says nothing in this language itself
                continue
            rest = _without(concept, source, target, owners, lost)
            if rest is not None:
                mine.append(rest)
        for concept in mine:
            kept[concept.id] = concept
        for concept in mine:
            if concept.in_(target).approved:
                for form in concept.in_(source).approved:
                    owners.setdefault(form_key(form), []).append(concept)
    return list(kept.values()), lost


def _lend(kept: dict[str, Concept], lower: Concept, target: str) -> None:
    """Give the concept that counts the terms which only a lower layer has in a language."""
    upper = kept[lower.id]
    terms = MappingProxyType({**upper.terms, target: lower.in_(target)})
    kept[lower.id] = replace(upper, terms=terms)


def _without(
    concept: Concept,
    source: str,
    target: str,
    owners: dict[str, list[Concept]],
    lost: list[Overridden],
) -> Concept | None:
    """The concept without the forms that upper layers have; None where none is left."""
    terms = concept.in_(source)
    gone: set[str] = set()
    for form in (*terms.approved, *(form for form, _why in terms.forbidden)):
        upper = next(
            (o for o in owners.get(form_key(form), ()) if _same_sense(o, concept, form)), None
        )
        if upper is not None:
            gone.add(form)
            if upper.in_(target).preferred != concept.in_(target).preferred:
                lost.append(Overridden(form, upper, concept))
    if not gone:
        return concept
    left = [form for form in terms.approved if form not in gone]
    if not left:
        return None
    rest = replace(
        terms,
        preferred=left[0],
        admitted=tuple(left[1:]),
        forbidden=tuple(pair for pair in terms.forbidden if pair[0] not in gone),
    )
    return replace(concept, terms=MappingProxyType({**concept.terms, source: rest}))


def _same_sense(upper: Concept, lower: Concept, form: str) -> bool:
    one, two = (_KINDS.get(pos, pos) for pos in (upper.pos, lower.pos))
    if one and two and one != two:
        return False
    if "exact" in {upper.case, lower.case}:
        return any(form == other for terms in upper.terms.values() for other in terms.approved)
    return True


def form_key(form: str) -> str:
    """A form without capitals, hyphens and the s of a plural."""
    key = _HYPHENS.sub(" ", form.lower())
    return key[:-1] if key.endswith("s") and not key.endswith("ss") and len(key) > 3 else key


def in_register(concepts: Iterable[Concept], language: str, register: str) -> list[Concept]:
    """Concepts that prefer, of their terms in a language, one of the register; the others are
    admitted. Without a register all stay as they are."""
    if not register:
        return list(concepts)
    return [_preferring(concept, language, register) for concept in concepts]


def _preferring(concept: Concept, language: str, register: str) -> Concept:
    terms: Terms = concept.in_(language)
    wanted = [form for form in terms.approved if terms.used(form, register)]
    if not wanted or terms.preferred in wanted:
        return concept
    rest = tuple(form for form in terms.approved if form != wanted[0])
    reading = terms.reading if terms.preferred == wanted[0] else ""
    made = replace(terms, preferred=wanted[0], admitted=rest, reading=reading)
    return replace(concept, terms=MappingProxyType({**concept.terms, language: made}))
