"""Looking a term up, in either language.

Lives here: `lookup`. Takes a termbase and what somebody typed, gives concepts, best first: exact
form, a form that contains it, a form like it.
May import: language and the modules of this room; rapidfuzz.
Apart from `source_matcher` because a person asking is not a text being read.
"""

from __future__ import annotations

from dataclasses import dataclass

from workbench.language.fold import fold
from workbench.terms.concept import Concept
from workbench.terms.termbase import Termbase

FLOOR = 78
"""Likeness in percent from which a form is offered (rapidfuzz WRatio)."""


@dataclass(frozen=True, slots=True)
class Found:
    """One concept and the form that matched."""

    concept: Concept
    language: str
    form: str
    likeness: int
    forbidden: bool = False


def lookup(
    termbase: Termbase, query: str, *, language: str | None = None, limit: int = 10
) -> list[Found]:
    """Concepts with a form like `query`, best first, one entry per concept."""
    from rapidfuzz import fuzz

    best: dict[str, Found] = {}
    for concept in termbase.concepts.values():
        for code, terms in concept.terms.items():
            if language and code != language:
                continue
            wanted = fold(query.strip(), code)[0]
            rows = [(form, False) for form in terms.approved]
            rows += [(form, True) for form, _why in terms.forbidden]
            for form, forbidden in rows:
                key = fold(form, code)[0]
                like = 100 if key == wanted else round(fuzz.WRatio(key, wanted))
                if wanted in key and like < 100 and len(wanted) > 1:
                    like = max(like, 90)
                held = best.get(concept.id)
                if like >= FLOOR and (held is None or like > held.likeness):
                    best[concept.id] = Found(concept, code, form, like, forbidden)
    return sorted(best.values(), key=lambda f: (-f.likeness, len(f.form), f.concept.id))[:limit]
