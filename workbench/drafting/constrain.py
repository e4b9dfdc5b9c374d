"""Drafts that honour terms.

Lives here: `honour`, the ladder. Takes drafts of sentences with the terms they must honour; each step
runs only on sentences that still miss one, all of them in one batch:
1. the annotated input, where the package was trained for it (the caller's first batch);
2. what stands there nearly as asked put right: a name spelled otherwise, a term without its beginning;
3. the best of several hypotheses;
4. forbidden renderings suppressed, the sentence decoded anew;
5. the term forced where the engine's own rendering stands, or near its place, the rest decoded anew;
6. the engine's habitual rendering of a noun (its translation of the bare term) replaced by the term.
A candidate is taken only if it breaks nothing else, and the engine finds it not much less likely than
what it would have said (`score`). What still misses is said in the draft, never silently inserted.
Sources: Post and Vilar 2018, Hasler et al. 2018 (constrained decoding); the WMT 2023 terminology task
(re-ranking, negative constraints).
May import: model, language, terms (for finding a form, and which occurrence it answers) and the modules of this room.
Apart from `argos` because the ladder works with any engine.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from workbench.drafting.engine import Engine
from workbench.drafting.lost_numbers import FIGURE, figure_said
from workbench.drafting.safety import SEVERE, cost, doubled, warnings_of
from workbench.language import info
from workbench.model import Draft, Span, TermChoice
from workbench.terms.assign import one_to_one
from workbench.terms.find_target import find_form

_HYPOTHESES = 5
_NEAR, _HEADS = 2, 5
"""Places tried for one missed term, first and at most."""
_AT_ONCE = 3
"""Missed terms tried for one sentence."""
_MARGIN = 1.2
"""Mean log probability per token that a term may cost: beyond it the sentence is no sentence."""
_VERBAL = ("する", "う", "く", "ぐ", "す", "つ", "ぬ", "ぶ", "む", "る", "い")
_JOINTS = "、。はがをにでともへの「『（("

_KATAKANA = re.compile("[ァ-ヺー]{2,}(?:[・＝][ァ-ヺー]+)*")
_SOLID = re.compile("[ァ-ヺー一-鿿々]{2}")
_LIKE = 0.6
"""Likeness from which a word in katakana is the same name, spelled otherwise."""

Candidates = list[list[str]]
"""Other targets for each draft."""
Habits = dict[str, str]
"""Source text of a term → what the engine says for it alone."""


def said(choice: TermChoice, target: str, language: str) -> bool:
    """Whether one of the targets asked for stands in the text, and no forbidden one beside it."""
    if choice.concept.startswith(FIGURE):
        return figure_said(choice, target, language)
    good = _good(choice, target, language)
    return bool(good) and not _bad(choice, target, language, good)


def _good(choice: TermChoice, target: str, language: str) -> list[Span]:
    if choice.concept.startswith(FIGURE):
        return []
    return [
        span
        for form in choice.targets
        for span in find_form(form, target, language)
        if not _part_of_a_figure(target, span)
    ]


def _part_of_a_figure(text: str, span: Span) -> bool:
    """Whether digits go on where the found form begins or ends: 22 in 222."""
    start, end = span
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    return (before.isdigit() and text[start].isdigit()) or (
        after.isdigit() and text[end - 1].isdigit()
    )


def _bad(choice: TermChoice, target: str, language: str, good: Sequence[Span]) -> list[Span]:
    """Forbidden forms that are not part of an approved one."""
    return [
        (start, end)
        for form in choice.forbidden
        for start, end in find_form(form, target, language)
        if not any(a <= start and end <= b for a, b in good)
    ]


def judged(draft: Draft, asked: Sequence[TermChoice], language: str) -> Draft:
    """The draft with its accounting, by occurrence: a rendering answers one choice, a forbidden one
    condemns one."""
    target = draft.target
    good_places = [_good(choice, target, language) for choice in asked]
    places = [choice.span[0] / (len(draft.source) or 1) for choice in asked]
    given = one_to_one(good_places, places, len(target))
    every = [span for spans in good_places for span in spans]
    blamed: set[Span] = set()
    for number in sorted(range(len(asked)), key=lambda n: given[n] is not None):
        bad = [s for s in _bad(asked[number], target, language, every) if s not in blamed]
        if bad:
            blamed.add(bad[0])
            given[number] = None
    answered = [
        figure_said(choice, target, language) if choice.concept.startswith(FIGURE) else bool(span)
        for choice, span in zip(asked, given, strict=True)
    ]
    honoured = tuple(c for c, good in zip(asked, answered, strict=True) if good)
    missed = tuple(c for c, good in zip(asked, answered, strict=True) if not good)
    return replace(draft, honoured=honoured, missed=missed)


def _wanting(draft: Draft, asked: Sequence[TermChoice], language: str) -> Draft:
    """The draft with what it says nowhere as missed: where a translator leaves a second mention
    out, nothing is forced."""
    good = tuple(choice for choice in asked if said(choice, draft.target, language))
    missed = tuple(choice for choice in asked if choice not in good)
    return replace(draft, honoured=good, missed=missed)


def honour(
    engine: Engine, drafts: Sequence[Draft], terms: Sequence[Sequence[TermChoice]]
) -> list[Draft]:
    """The drafts with as many terms honoured as the ladder can, each with its accounting."""
    out = [_wanting(d, t, engine.target) for d, t in zip(drafts, terms, strict=True)]
    habits: Habits = {}
    steps: tuple[Callable[[Engine, Sequence[Draft], Habits], Candidates], ...]
    steps = (_completed, _rerank, _suppress, _force_near, _force_far, _substitute)
    if not getattr(engine, "prefixes", True):
        steps = (_completed, _rerank, _suppress, _substitute)
    for step in steps:
        failing = [n for n, draft in enumerate(out) if draft.missed and draft.source.strip()]
        if not failing:
            break
        old = [out[n] for n in failing]
        better = _better(engine, old, step(engine, old, habits))
        for n, draft in zip(failing, better, strict=True):
            out[n] = _wanting(draft, terms[n], engine.target)
    return [judged(d, t, engine.target) for d, t in zip(out, terms, strict=True)]


def _better(engine: Engine, drafts: Sequence[Draft], candidates: Candidates) -> list[Draft]:
    """For each draft the candidate that misses fewest terms, then has fewest failures, then is most
    likely; the draft itself where none is better or likely enough."""
    worth: list[tuple[int, str]] = []
    for n, (draft, found) in enumerate(zip(drafts, candidates, strict=True)):
        least = _price(draft, draft.target, engine)
        worth += [(n, t) for t in dict.fromkeys(found) if t and _price(draft, t, engine) < least]
    if not worth:
        return list(drafts)
    mine = sorted({n for n, _text in worth})
    rows = [(n, drafts[n].target) for n in mine] + worth
    scores = engine.score([drafts[n].source for n, _text in rows], [text for _n, text in rows])
    own = dict(zip(mine, scores, strict=False))
    out = list(drafts)
    best: dict[int, tuple[tuple[int, int, int], float]] = {}
    for (n, text), score in zip(worth, scores[len(mine) :], strict=True):
        if score < own[n] - _margin(drafts[n]):
            continue
        rank = (_price(drafts[n], text, engine), -score)
        if n not in best or rank < best[n]:
            best[n] = rank
            out[n] = replace(drafts[n], target=text, score=score)
    return out


def _margin(draft: Draft) -> float:
    """A lost figure is worse than an odd sentence: it may cost more."""
    lost = not all(map(_is_term, draft.missed))
    return _MARGIN * 3 if lost else _MARGIN


def _price(draft: Draft, target: str, engine: Engine) -> tuple[int, int, int]:
    """Severe failures, terms missed, figures lost and phrases doubled, other warnings: less is better. A term that
    stands beside the engine's own words for the same thing is no gain."""
    codes = warnings_of(draft.source, target, engine.source, engine.target)
    severe, other = cost(codes)
    asked = (*draft.honoured, *draft.missed)
    missed = sum(not said(choice, target, engine.target) for choice in asked)
    twice = doubled(draft.source, target, engine.source, engine.target)
    return severe, missed + ("number" in codes) + len(twice), other


def _asked(draft: Draft) -> tuple[TermChoice, ...]:
    return (*draft.honoured, *draft.missed)


def _completed(_engine: Engine, drafts: Sequence[Draft], _known: Habits) -> Candidates:
    """The least edit: a katakana word that resembles the missed one, or the head of a compound that stands
    there once without the rest, becomes what was asked for."""
    out: Candidates = []
    for draft in drafts:
        target = draft.target
        for choice in _clear(draft):
            if _is_term(choice) and (near := _nearly(choice.targets[0], target)):
                target = target.replace(near, choice.targets[0], 1)
        out.append([target] if target != draft.target else [])
    return out


def _nearly(form: str, target: str) -> str:
    """What stands in the target for a form and is not quite it; empty where that is not sure."""
    if _KATAKANA.fullmatch(form):
        runs: set[str] = set(_KATAKANA.findall(target))
        near = [run for run in runs if abs(len(run) - len(form)) <= 3]
        rated = sorted(((_alike(form, run), run) for run in near), reverse=True)
        if rated and rated[0][0] >= _LIKE and target.count(rated[0][1]) == 1:
            return rated[0][1]
        return ""
    for size in range(len(form) - 1, max(2, len(form) // 2 - 1), -1):
        head = form[-size:]
        at = target.find(head)
        if at < 0 or target.count(head) != 1:
            continue
        whole = _joint(form, len(form) - size) and (at == 0 or _joint(target, at))
        if whole and _SOLID.match(head):
            return head
    return ""


def _joint(text: str, at: int) -> bool:
    """Whether a word may begin here: two signs of one script belong together."""
    pair = text[at - 1 : at + 1]
    return not re.fullmatch("[ァ-ヺー]{2}|[A-Za-z]{2}|[一-鿿々]{2}", pair)


def _alike(one: str, other: str) -> float:
    from difflib import SequenceMatcher

    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _rerank(engine: Engine, drafts: Sequence[Draft], _known: Habits) -> Candidates:
    """More hypotheses of the same input."""
    found = engine.translate(
        [draft.source for draft in drafts],
        terms=[_asked(draft) for draft in drafts],
        hypotheses=_HYPOTHESES,
    )
    return [[draft.target, *draft.alternatives] for draft in found]


def _suppress(engine: Engine, drafts: Sequence[Draft], _known: Habits) -> Candidates:
    """Decode anew without the forbidden renderings; drafts with the same ones share a batch."""
    out: Candidates = [[] for _draft in drafts]
    groups: dict[tuple[str, ...], list[int]] = {}
    for n, draft in enumerate(drafts):
        found = sorted(
            form
            for choice in draft.missed
            for form in choice.forbidden
            if form in draft.target and not any(form in target for target in choice.targets)
        )
        if found:
            groups.setdefault(tuple(dict.fromkeys(found)), []).append(n)
    for words, numbers in groups.items():
        again = engine.translate(
            [drafts[n].source for n in numbers],
            terms=[_asked(drafts[n]) for n in numbers],
            hypotheses=_HYPOTHESES,
            avoid=words,
        )
        for n, draft in zip(numbers, again, strict=True):
            out[n] = [draft.target, *draft.alternatives]
    return out


def _force_near(engine: Engine, drafts: Sequence[Draft], known: Habits) -> Candidates:
    return _force(engine, drafts, known, slice(0, _NEAR))


def _force_far(engine: Engine, drafts: Sequence[Draft], known: Habits) -> Candidates:
    return _force(engine, drafts, known, slice(_NEAR, _HEADS))


def _force(engine: Engine, drafts: Sequence[Draft], known: Habits, which: slice) -> Candidates:
    """Cut the draft where a missed term could stand, put it there, let the engine go on.

    In Japanese the particle follows the noun and nothing inflects, so a noun may stand wherever the
    engine's own word for it stood, and after 、 and particles.
    """
    habits = _habits(engine, drafts, known)
    rows: list[tuple[int, str]] = []
    for number, draft in enumerate(drafts):
        for choice in sorted(_clear(draft), key=_is_term)[:_AT_ONCE]:
            form = _noun(choice.targets[0])
            habit = habits.get(draft.source[slice(*choice.span)], "")
            places = _places(draft, choice, habit, spaced=info(engine.target).spaced)
            rows += [(number, draft.target[:at] + form) for at in places[which]]
    rows = list(dict.fromkeys(rows))
    out: Candidates = [[] for _draft in drafts]
    if not rows:
        return out
    found = engine.translate(
        [drafts[number].source for number, _head in rows],
        terms=[_asked(drafts[number]) for number, _head in rows],
        prefix=[head for _number, head in rows],
    )
    for (number, head), draft in zip(rows, found, strict=True):
        if draft.target.startswith(head) and len(draft.target) > len(head):
            out[number].append(draft.target)
    return out


def _is_term(choice: TermChoice) -> bool:
    """False for a figure: those are tried first."""
    return not choice.concept.startswith(FIGURE)


def _clear(draft: Draft) -> list[TermChoice]:
    """Missed choices where it is sure what is meant; the others are left to the engine."""
    return [choice for choice in draft.missed if choice.clear]


def _noun(form: str) -> str:
    """The part of a term that never inflects."""
    return form.removesuffix("する") or form


def _places(draft: Draft, choice: TermChoice, habit: str, *, spaced: bool) -> list[int]:
    """Offsets of the draft where the term is tried: where the engine's own rendering or a forbidden
    one stands, then the joints nearest to its relative place."""
    text = draft.target
    places = [text.find(word) for word in (*choice.forbidden, habit) if len(word) > 1]
    places = [at for at in places if at >= 0]
    joints = " " if spaced else _JOINTS
    others = [0, *(at + 1 for at, char in enumerate(text[:-1]) if char in joints)]
    wanted = choice.span[0] / max(1, len(draft.source)) * len(text)
    others.sort(key=lambda at: abs(at - wanted))
    return list(dict.fromkeys([*places, *others]))[:_HEADS]


def _habits(engine: Engine, drafts: Sequence[Draft], known: Habits) -> Habits:
    """What the engine says for each missed term alone; `known` keeps it for the next step."""
    bare = [draft.source[slice(*choice.span)] for draft in drafts for choice in _clear(draft)]
    bare = list(dict.fromkeys(text for text in bare if text.strip() and text not in known))
    for text, draft in zip(bare, engine.translate(bare), strict=True):
        known[text] = draft.target.strip("。.「」、 ")
    return known


def _substitute(engine: Engine, drafts: Sequence[Draft], known: Habits) -> Candidates:
    """Replace the engine's own word, or a forbidden one, for a noun, where it stands exactly once.

    Verbs and adjectives inflect: they are left alone. する-verbs keep their tail.
    """
    habits = _habits(engine, drafts, known)
    out: Candidates = []
    for draft in drafts:
        target = draft.target
        for choice in _clear(draft):
            form = choice.targets[0]
            if form.endswith(_VERBAL[1:]) and not form.endswith("する"):
                continue
            words = (*choice.forbidden, habits.get(draft.source[slice(*choice.span)], ""))
            for word in words:
                whole = word == target.strip(
                    "。.「」、 "
                )  # then nothing would be left of the sentence
                if len(word) > 1 and target.count(word) == 1 and form not in target and not whole:
                    target = _swapped(target, word, form)
                    break
        out.append([target] if target != draft.target else [])
    return out


def _swapped(target: str, word: str, form: str) -> str:
    """A noun for a noun; for a する-verb only where する or its like follows the word replaced."""
    if not form.endswith("する"):
        return target.replace(word.removesuffix("する"), form)
    stem = word.removesuffix("する")
    after = target[target.find(stem) + len(stem) :][:1]
    return target.replace(stem, _noun(form)) if after and after in "しすさで" else target


__all__ = ["SEVERE", "honour", "judged", "said"]
