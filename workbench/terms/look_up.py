"""Looking a term up, in either language.

Lives here: `lookup`. Takes a termbase and what somebody typed or selected, gives concepts, best first: exact
form, the terms that stand in it in any form, a form that contains it, a form spelt nearly so.
May import: language, model and the modules of this room; rapidfuzz.
Apart from `source_matcher` because a person asking is not a text being read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from workbench.language import info
from workbench.language.fold import fold
from workbench.terms.concept import Concept
from workbench.terms.termbase import Termbase

NEARLY = 80
"""Likeness in percent from which a form counts as a slip of the keys (rapidfuzz ratio)."""
_EXACT, _IN_ANOTHER_FORM, _WITHIN, _AROUND, _BEGUN = 100, 98, 95, 90, 85
_SHORTEST = 2
"""Characters of what is sought inside of other forms, and of forms that are sought inside of it."""


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
    """Concepts with a form like `query`, best first, one entry per concept.

    `language` keeps to the forms of one language; likeness is in percent.
    """
    best: dict[str, Found] = {}
    for found in (*_read(termbase, query, language), *_compared(termbase, query, language)):
        held = best.get(found.concept.id)
        if held is None or found.likeness > held.likeness:
            best[found.concept.id] = found
    return sorted(best.values(), key=_rank)[:limit]


def _rank(found: Found) -> tuple[int, int, bool, str]:
    """Of terms within the query the longest says most, of forms around it the shortest; preferred forms first."""
    length = len(found.form) * (-1 if found.likeness == _WITHIN else 1)
    preferred = found.form == found.concept.in_(found.language).preferred
    return -found.likeness, length, not preferred, found.concept.id


def _read(termbase: Termbase, query: str, language: str | None) -> Iterator[Found]:
    """The terms of the source language that a text would be found to have."""
    code = termbase.source
    if language and language != code:
        return
    for hit in termbase.match(query):
        like = _IN_ANOTHER_FORM if hit.text == query.strip() else _WITHIN
        for name in hit.concepts:
            yield Found(termbase.concepts[name], code, hit.term, like, hit.forbidden is not None)


def _compared(termbase: Termbase, query: str, language: str | None) -> Iterator[Found]:
    """The forms that are written as the query is, are part of it, have it in them or are nearly it."""
    wanted: dict[str, str] = {}
    for concept in termbase.concepts.values():
        for code, terms in concept.terms.items():
            if language and code != language:
                continue
            if code not in wanted:
                wanted[code] = fold(query.strip(), code)[0]
            rows = [(form, False) for form in terms.approved]
            rows += [(form, True) for form, _why in terms.forbidden]
            for form, forbidden in rows:
                like = _likeness(fold(form, code)[0], wanted[code], spaced=info(code).spaced)
                if like:
                    yield Found(concept, code, form, like, forbidden)


def _likeness(form: str, wanted: str, *, spaced: bool) -> int:
    from rapidfuzz import fuzz

    if form == wanted:
        return _EXACT
    if min(len(form), len(wanted)) < _SHORTEST:
        return 0
    if _inside(form, wanted, whole_words=spaced):
        return _WITHIN
    if _inside(wanted, form, whole_words=spaced):
        return _AROUND
    if _inside(wanted, form, words_begin=True):
        return _BEGUN
    return round(fuzz.ratio(form, wanted, score_cutoff=NEARLY))


def _inside(part: str, text: str, *, words_begin: bool = False, whole_words: bool = False) -> bool:
    """Whether `text` has `part` in it: anywhere, from the beginning of a word, or as whole words."""
    at = text.find(part)
    while at >= 0:
        end = at + len(part)
        begins = at == 0 or not text[at - 1].isalnum()
        ends = end == len(text) or not text[end].isalnum()
        if (begins or not (words_begin or whole_words)) and (ends or not whole_words):
            return True
        at = text.find(part, at + 1)
    return False
