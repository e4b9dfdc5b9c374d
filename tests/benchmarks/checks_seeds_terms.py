"""Seeded errors against the termbase: a term dropped, a form to avoid, a form of one's own.

Importing this module registers its rules; `use` hands them the termbase first.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

from checks_seeds import Case, Pair, case, rule

from workbench.model import Verdict, VerdictKind
from workbench.terms import Concept, Termbase

CHOICES: dict[int, Mapping[str, str]] = {}
"""What a case's document said before, by the case's identity."""
_base: list[Termbase] = []
_kept: list[Case] = []


def use(termbase: Termbase) -> None:
    """The termbase that the rules break."""
    _base[:] = [termbase]


def _honoured(pair: Pair, rng: random.Random) -> Verdict | None:
    found = [
        v for v in _base[0].verdicts(*pair)
        if v.kind in {VerdictKind.HONOURED, VerdictKind.ADMITTED} and v.target_spans and v.found
    ]  # fmt: skip
    return rng.choice(found) if found else None


def _put(target: str, verdict: Verdict, text: str) -> str:
    for start, end in sorted(verdict.target_spans, reverse=True):
        target = target[:start] + text + target[end:]
    return target


@rule("terms.missing")
def _dropped(pair: Pair, rng: random.Random, pool: Sequence[Pair]) -> Case | None:
    """Every approved rendering of a term replaced by a word that says less."""
    verdict = _honoured(pair, rng)
    if verdict is None:
        return None
    target = pair[1]
    for _n in range(9):
        left = _base[0].find_targets(verdict.concept, target)
        if not left:
            return case(pair, target)
        (start, end) = left[0][1]
        target = target[:start] + "それ" + target[end:]
    return None


@rule("terms.forbidden")
def _forbidden(pair: Pair, rng: random.Random, pool: Sequence[Pair]) -> Case | None:
    """The form to avoid in place of the approved one."""
    verdict = _honoured(pair, rng)
    forms = _base[0].concepts[verdict.concept].in_("ja").forbidden if verdict else ()
    return case(pair, _put(pair[1], verdict, rng.choice(forms)[0])) if verdict and forms else None


def _rivals(concept: Concept, one: str, two: str) -> bool:
    """Whether the termbase holds two renderings of a noun apart: neither is short for the other, of another
    register, or marked as one that may stand beside any."""
    short, long = sorted((one, two), key=len)
    rest = iter(long)
    if concept.pos != "noun" or all(char in rest for char in short):
        return False
    english, japanese = concept.in_("en"), concept.in_("ja")
    uses = ("any", "law", "news")
    return not any(japanese.used(form, use) for form in (one, two) for use in uses) and not any(
        english.used(form, "optional") for form in english.approved
    )


@rule("terms.inconsistent")
def _otherwise(pair: Pair, rng: random.Random, pool: Sequence[Pair]) -> Case | None:
    """The document said it in one approved way, this unit says it in another."""
    verdict = _honoured(pair, rng)
    concept = _base[0].concepts[verdict.concept] if verdict else None
    others = [
        form
        for form in (concept.in_("ja").approved if concept else ())
        if concept and verdict and _rivals(concept, form, verdict.found)
    ]
    made = case(pair, _put(pair[1], verdict, rng.choice(others))) if verdict and others else None
    if made and verdict:
        CHOICES[id(made)] = {verdict.concept: verdict.found}
        _kept.append(made)  # an identity is only good while its owner lives
    return made


@rule("terms.source")
def _worded(pair: Pair, rng: random.Random, pool: Sequence[Pair]) -> Case | None:
    """The source itself uses a form to avoid."""
    verdict = _honoured(pair, rng)
    forms = _base[0].concepts[verdict.concept].in_("en").forbidden if verdict else ()
    if not verdict or not forms:
        return None
    start, end = verdict.hit.spans[0]
    return case(pair, pair[1], pair[0][:start] + rng.choice(forms)[0] + pair[0][end:])
