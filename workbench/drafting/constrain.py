"""Drafts that honour terms.

Lives here: `honour`, the ladder. Takes drafts of sentences with the terms they must honour; each step
runs only on sentences that still miss one, all of them in one batch:
1. the annotated input, where the package was trained for it (done by the caller's first batch);
2. the best of several hypotheses, forbidden renderings suppressed;
3. the term forced at the place of the engine's own rendering, the rest decoded anew;
4. the engine's habitual rendering of a noun (its translation of the bare term) replaced by the term.
What still misses is said in the draft, never silently inserted.
May import: model, language, terms (for finding a form) and the modules of this room.
Apart from `argos` because the ladder works with any engine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from workbench.drafting.engine import Engine
from workbench.drafting.safety import SEVERE, warnings_of
from workbench.language import info
from workbench.model import Draft, TermChoice
from workbench.terms.find import find_form

_HYPOTHESES = 6


def said(choice: TermChoice, target: str, language: str) -> bool:
    """Whether one of the targets asked for stands in the text."""
    return any(find_form(form, target, language) for form in choice.targets)


def avoided(choices: Sequence[TermChoice], target: str, language: str) -> int:
    """How many choices have a forbidden form in the text and no approved one that covers it."""
    bad = 0
    for choice in choices:
        good = [span for form in choice.targets for span in find_form(form, target, language)]
        spans = [span for form in choice.forbidden for span in find_form(form, target, language)]
        bad += any(not any(a <= s and e <= b for a, b in good) for s, e in spans)
    return bad


def judged(draft: Draft, asked: Sequence[TermChoice], language: str) -> Draft:
    """The draft with its accounting."""
    good = tuple(choice for choice in asked if said(choice, draft.target, language))
    missed = tuple(choice for choice in asked if choice not in good)
    return replace(draft, honoured=good, missed=missed)


def honour(
    engine: Engine, drafts: Sequence[Draft], terms: Sequence[Sequence[TermChoice]]
) -> list[Draft]:
    """The drafts with as many terms honoured as the ladder can, each with its accounting."""
    out = [judged(d, t, engine.target) for d, t in zip(drafts, terms, strict=True)]
    for step in (_rerank, _force, _substitute, _force, _force):
        failing = [n for n, draft in enumerate(out) if draft.missed and draft.source.strip()]
        if not failing:
            break
        for n, better in zip(failing, step(engine, [out[n] for n in failing]), strict=True):
            out[n] = judged(better, terms[n], engine.target)
    return out


def _cost(draft: Draft, target: str, engine: Engine) -> tuple[int, int, int]:
    """Severe failures, terms missed, other warnings: less is better."""
    warnings = warnings_of(draft.source, target, engine.source, engine.target)
    severe = sum(code in SEVERE for code in warnings)
    asked = (*draft.honoured, *draft.missed)
    missed = sum(not said(choice, target, engine.target) for choice in asked)
    missed += avoided(asked, target, engine.target)
    return severe, missed, len(warnings) - severe


def _best(draft: Draft, candidates: Sequence[str], engine: Engine) -> Draft:
    """The candidate of least cost; the draft itself where none is better."""
    best, cost = draft.target, _cost(draft, draft.target, engine)
    for candidate in candidates:
        other = _cost(draft, candidate, engine)
        if candidate and other < cost:
            best, cost = candidate, other
    return draft if best == draft.target else replace(draft, target=best)


def _terms_of(drafts: Sequence[Draft]) -> list[tuple[TermChoice, ...]]:
    return [(*draft.honoured, *draft.missed) for draft in drafts]


def _rerank(engine: Engine, drafts: Sequence[Draft]) -> list[Draft]:
    found = engine.translate(
        [draft.source for draft in drafts],
        terms=_terms_of(drafts),
        hypotheses=_HYPOTHESES,
        never=tuple({f for d in drafts for c in d.missed for f in c.forbidden if len(f) > 1}),
    )
    return [
        _best(draft, [again.target, *again.alternatives], engine)
        for draft, again in zip(drafts, found, strict=True)
    ]


def _force(engine: Engine, drafts: Sequence[Draft]) -> list[Draft]:
    """Cut the draft where a missed term could stand, put it there, let the engine go on.

    In Japanese the particle follows the noun and nothing inflects, so a noun may open a clause:
    candidate places are the start and after each 、 and particle.
    """
    rows: list[tuple[int, str]] = []
    for number, draft in enumerate(drafts):
        for choice in draft.missed[:2]:
            form = choice.targets[0].removesuffix("する")
            rows += [(number, head + form) for head in _heads(draft, choice, engine)]
    if not rows:
        return list(drafts)
    found = engine.translate(
        [drafts[number].source for number, _head in rows],
        terms=[_terms_of(drafts)[number] for number, _head in rows],
        prefix=[head for _number, head in rows],
    )
    candidates: dict[int, list[str]] = {}
    for (number, head), draft in zip(rows, found, strict=True):
        text = draft.target
        if text.startswith(head) and len(text) > len(head):
            candidates.setdefault(number, []).append(text)
    return [_best(draft, candidates.get(n, ()), engine) for n, draft in enumerate(drafts)]


def _heads(draft: Draft, choice: TermChoice, engine: Engine) -> list[str]:
    """Beginnings of the draft after which the term is tried, nearest to its relative place first."""
    text = draft.target
    joints = "、はがをにでと「" if not info(engine.target).spaced else " "
    places = [0, *(at + 1 for at, char in enumerate(text[:-1]) if char in joints)]
    wanted = choice.span[0] / max(1, len(draft.source)) * len(text)
    places.sort(key=lambda at: abs(at - wanted))
    return [text[:at] for at in places[:4]]


def _substitute(engine: Engine, drafts: Sequence[Draft]) -> list[Draft]:
    """Replace the engine's own word for a noun, where it stands exactly once."""
    bare = list(
        dict.fromkeys(
            draft.source[slice(*choice.span)] for draft in drafts for choice in draft.missed
        )
    )
    words = [draft.target.strip("。.「」 ") for draft in engine.translate(bare)] if bare else []
    habits = dict(zip(bare, words, strict=True))
    out: list[Draft] = []
    for draft in drafts:
        target = draft.target
        for choice in draft.missed:
            form = choice.targets[0]
            renderings = [habits.get(draft.source[slice(*choice.span)], ""), *choice.forbidden]
            for habit in renderings:
                if len(habit) > 1 and target.count(habit) == 1 and not form.endswith(_VERBAL):
                    target = target.replace(habit, form)
                    break
        out.append(_best(draft, [target], engine))
    return out


_VERBAL = ("する", "う", "く", "ぐ", "す", "つ", "ぬ", "ぶ", "む", "る", "い")
