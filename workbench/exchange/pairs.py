"""Concepts as pairs of terms, for formats that know pairs only.

Lives here: Pair, `pairs_of` and `gathered`. Takes concepts and a language pair, gives pairs in
order, and concepts back: the first pair of a concept names its preferred terms, a new source form
or a pair marked admitted adds to them, a forbidden one carries its reason as comment.
May import: terms.
Apart from the formats because UTX, gettext and OmegaT share it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from types import MappingProxyType

from workbench.terms.concept import Concept, Terms

PREFERRED, ADMITTED, FORBIDDEN = "preferred", "admitted", "forbidden"


@dataclass(frozen=True, slots=True)
class Pair:
    """A source form and a target form of one concept."""

    source: str
    target: str
    status: str = PREFERRED
    concept: str = ""
    """Its id; '' where the format does not say."""
    comment: str = ""
    """The note of the concept on its first pair, the reason on a forbidden one."""
    pos: str = ""
    where: str = ""
    context: str = ""
    """What keeps pairs of one source form apart where there is no id."""


def pairs_of(concept: Concept, source: str, target: str) -> Iterator[Pair]:
    """The pairs of a concept, preferred first; none where a preferred term is missing."""
    ours, theirs = concept.in_(source), concept.in_(target)
    if not ours.preferred or not theirs.preferred:
        return
    one, two = ours.preferred, theirs.preferred
    yield Pair(one, two, PREFERRED, concept.id, concept.note, concept.pos)
    for form in ours.admitted:
        yield Pair(form, two, PREFERRED, concept.id, pos=concept.pos)
    for form in theirs.admitted:
        yield Pair(one, form, ADMITTED, concept.id, pos=concept.pos)
    for form, reason in theirs.forbidden:
        yield Pair(one, form, FORBIDDEN, concept.id, reason, concept.pos)


def gathered(pairs: Iterable[Pair], source: str, target: str) -> list[Concept]:
    """Concepts of pairs: by id, or by context and source form where there is none."""
    groups: dict[str, list[Pair]] = {}
    for pair in pairs:
        groups.setdefault(pair.concept or f"\0{pair.context}\0{pair.source}", []).append(pair)
    taken: set[str] = {name for name in groups if not name.startswith("\0")}
    out: list[Concept] = []
    for name, group in groups.items():
        if name.startswith("\0"):
            name = made_id(group[0].source, taken)
        out.append(_concept(name, group, source, target))
    return out


def _concept(name: str, group: list[Pair], source: str, target: str) -> Concept:
    good = [pair for pair in group if pair.status != FORBIDDEN]
    order = sorted(good, key=lambda pair: pair.status != PREFERRED)  # stable
    sources = list(dict.fromkeys(pair.source for pair in order or group))
    targets = list(dict.fromkeys(pair.target for pair in order if pair.target))
    bad = tuple((p.target, p.comment) for p in group if p.status == FORBIDDEN and p.target)
    notes = dict.fromkeys(pair.comment for pair in good if pair.comment)
    terms = {
        source: Terms(sources[0], tuple(sources[1:])),
        target: Terms(targets[0] if targets else "", tuple(targets[1:]), bad),
    }
    return Concept(
        id=name,
        pos=group[0].pos,
        note=" ".join(notes),
        terms=MappingProxyType(terms),
        where=group[0].where,
    )


def made_id(form: str, taken: set[str]) -> str:
    """An id of lower-case words for a form, new among `taken`, which grows by it."""
    stem = re.sub(r"[^a-z0-9]+", "-", form.lower()).strip("-") or "term"
    name, number = stem, 2
    while name in taken:
        name, number = f"{stem}-{number}", number + 1
    taken.add(name)
    return name
