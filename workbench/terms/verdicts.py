"""What a target makes of the terms of its source.

Lives here: `verdicts`. Takes hits and a target, gives one Verdict per hit with spans on both sides;
`meant` and `worded`, which say what concepts a hit may mean; `choice_key`. A rendering answers one hit, a forbidden
one condemns one. Approved forms are masked before forbidden ones are sought, so that a slur inside a
neutral word is none; a forbidden form counts only where its own concept is in the source; where one
form serves several concepts, the best answer of any of them stands. Order of loading decides nothing.
May import: model, wording and the modules of this room.
Apart from `find_target` because finding is one thing, judging another.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, combinations
from operator import itemgetter

from workbench.model import Span, TermHit, Verdict, VerdictKind
from workbench.terms.assign import one_to_one
from workbench.terms.concept import Concept
from workbench.terms.find_target import find_form
from workbench.terms.longer_terms import points_back
from workbench.wording import _

_HYPHENS = re.compile(r"[-‐‑\s]+")
_QUOTED = frozenset(["「」", "『』", "“”", "‘’", "＂＂", '""', "«»", "„“"])
_BENT = frozenset(["adjective", "adverb", "phrase"])
"""Parts of speech whose rendering follows from the sentence: gay is ゲイの, 同性, 同性愛者の."""
_LOOKED_AT = 16
"""Renderings of other mentions that are named beside one that has none."""
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


Pieces = Callable[[TermHit, str, str, Iterable[Span]], set[Span]]
"""Of a hit, the source, the target and some renderings those that are pieces of longer terms."""


@dataclass(slots=True)
class _Said:
    """What a target has for the concepts that one kind of hit may mean."""

    ids: tuple[str, ...]
    approved: dict[Span, tuple[str, str]] = field(default_factory=dict)
    """Concept and form, what is preferred first."""
    forbidden: dict[Span, tuple[str, str, str]] = field(default_factory=dict)
    """Concept, form and reason."""
    every: tuple[Span, ...] = ()
    whole: dict[str, tuple[Span, ...]] = field(default_factory=dict)
    """By term of the source, the approved ones that are no pieces of longer terms."""
    ordered: list[Span] = field(default_factory=list)

    def around(self, here: int) -> tuple[Span, ...]:
        """The approved ones; of more than a reader would look at, those around a place."""
        if len(self.every) <= _LOOKED_AT:
            return self.every
        if not self.ordered:
            self.ordered = sorted(self.every)
        first = bisect_right(self.ordered, (here,)) - _LOOKED_AT // 2
        first = max(0, min(first, len(self.ordered) - _LOOKED_AT))
        return tuple(self.ordered[first : first + _LOOKED_AT])


def verdicts(
    concepts: Mapping[str, Concept],
    hits: Sequence[TermHit],
    texts: tuple[str, str],
    languages: tuple[str, str],
    choices: Mapping[str, str],
    pieces: Pieces | None = None,
) -> Iterator[Verdict]:
    """One verdict per hit, in order of the hits; `texts` and `languages` are source and target."""
    source, target = texts
    kinds: dict[tuple[str, ...], _Said] = {}
    asked: list[tuple[TermHit, _Said]] = []
    for hit in hits:
        ids = meant(concepts, hit, *languages)[0]
        if ids:
            asked.append((hit, kinds.setdefault(ids, _Said(ids))))
    if not asked:
        return
    for said in kinds.values():
        _find_approved(said, concepts, target, languages[1])
    _find_forbidden(list(kinds.values()), concepts, target, languages[1])
    wanted = [_wanted(hit, said, texts, pieces) for hit, said in asked]
    places = [hit.spans[0][0] / (len(source) or 1) for hit, _said in asked]
    given = one_to_one(wanted, places, len(target))
    bad = _condemned([said for _hit, said in asked], given, places, len(target))
    for number, (hit, said) in enumerate(asked):
        yield _verdict(
            concepts,
            hit,
            said,
            (given[number], bad.get(number)),
            target,
            languages,
            choices,
            places[number],
        )


def _find_approved(
    said: _Said, concepts: Mapping[str, Concept], target: str, language: str
) -> None:
    rows = [(c, concepts[c].in_(language)) for c in said.ids]
    forms = [(c, terms.preferred) for c, terms in rows if terms.preferred]
    for concept, form in (*forms, *((c, f) for c, terms in rows for f in terms.admitted)):
        for written in concepts[concept].in_(language).written(form):
            for span in find_form(written, target, language):
                said.approved.setdefault(span, (concept, form))
    said.every = tuple(_outer_first(said.approved))


def _outer_first(spans: Iterable[Span]) -> list[Span]:
    """Stretches that stand inside others last: 被告 in 被告人 is what was meant only if that is taken."""
    given = list(spans)
    inner: set[Span] = set()
    end = -1
    for span in sorted(given, key=lambda span: (span[0], -span[1])):
        if span[1] <= end:
            inner.add(span)
        end = max(end, span[1])
    return [s for s in given if s not in inner] + [s for s in given if s in inner]


def _find_forbidden(
    kinds: Sequence[_Said], concepts: Mapping[str, Concept], target: str, language: str
) -> None:
    """Forbidden forms that stand in no approved one of any concept in play."""
    masked = sorted({span for said in kinds for span in said.approved})
    ends = list(accumulate((end for _start, end in masked), max))
    for said in kinds:
        found: dict[Span, tuple[str, str, str]] = {}
        for concept in said.ids:
            for form, reason in concepts[concept].in_(language).forbidden:
                forms = concepts[concept].in_(language).written(form)
                for span in [s for one in forms for s in find_form(one, target, language)]:
                    before = bisect_right(masked, (span[0], len(target)))
                    if not before or ends[before - 1] < span[1]:
                        found.setdefault(span, (concept, form, reason))
        end = 0
        for span in sorted(found, key=lambda span: (span[0], -span[1])):
            if span[0] >= end:  # one inside another is the same slip
                said.forbidden[span] = found[span]
                end = span[1]


def _wanted(
    hit: TermHit, said: _Said, texts: tuple[str, str], pieces: Pieces | None
) -> tuple[Span, ...]:
    if pieces is None or not said.every or points_back(hit, texts[0]):
        return said.every
    if hit.term not in said.whole:
        no = pieces(hit, *texts, said.every)
        said.whole[hit.term] = tuple(span for span in said.every if span not in no)
    return said.whole[hit.term]


def _condemned(
    kinds: Sequence[_Said], given: Sequence[Span | None], places: Sequence[float], length: int
) -> dict[int, Span]:
    """The hit that each forbidden rendering condemns: the nearest without an approved one, else the
    nearest whose approved one is of the same concept."""
    by_span: dict[Span, list[_Said]] = defaultdict(list)
    for said in {id(said): said for said in kinds}.values():
        for span in said.forbidden:
            by_span[span].append(said)
    if not by_span:
        return {}
    waiting: dict[tuple[int, str], list[tuple[float, int]]] = defaultdict(list)
    """By kind and concept said ('' for none), the hits that are not condemned, by their places."""
    for number, said in enumerate(kinds):
        answer = given[number]
        concept = "" if answer is None else said.approved[answer][0]
        waiting[id(said), concept].append((places[number], number))
    for line in waiting.values():
        line.sort()
    bad: dict[int, Span] = {}
    for span in sorted(by_span):
        here = span[0] / (length or 1)
        for answered in (False, True):
            keys = [(id(s), s.forbidden[span][0] if answered else "") for s in by_span[span]]
            near = [found for key in keys for found in _nearest(waiting[key], here)]
            if near:
                _away, number, line, at = min(near, key=itemgetter(0, 1))
                del line[at]
                bad[number] = span
                break
    return bad


def _nearest(
    line: list[tuple[float, int]], here: float
) -> Iterator[tuple[float, int, list[tuple[float, int]], int]]:
    """The hits on either side of a place: distance, number, and where in the line it stands."""
    after = bisect_right(line, (here,))
    for at in range(max(0, after - 1), min(len(line), after + 1)):
        yield abs(line[at][0] - here), line[at][1], line, at


def _verdict(
    concepts: Mapping[str, Concept],
    hit: TermHit,
    said: _Said,
    found: tuple[Span | None, Span | None],
    target: str,
    languages: tuple[str, str],
    choices: Mapping[str, str],
    place: float,
) -> Verdict:
    good, bad = found
    language = languages[1]
    if bad is not None and (good is not None or hit.forbidden) and _mentioned(target, bad):
        bad = None
    if bad is not None:
        concept, _form, reason = said.forbidden[bad]
        approved = concepts[concept].in_(language).approved
        text = target[slice(*bad)]
        return Verdict(VerdictKind.FORBIDDEN, hit, concept, approved, (bad,), text, reason)
    if good is not None:
        concept, form = said.approved[good]
        terms = concepts[concept].in_(language)
        kind = VerdictKind.HONOURED if form == terms.preferred else VerdictKind.ADMITTED
        chosen = choices.get(choice_key(concept, hit), choices.get(concept, form))
        reason = ""
        if _competes(concepts[concept], hit, (form, chosen), languages):
            kind = VerdictKind.INCONSISTENT
            reason = _("this document said {form} before").format(form=chosen)
        return Verdict(kind, hit, concept, terms.approved, (good,), target[slice(*good)], reason)
    rows = [concepts[concept].in_(language).approved for concept in said.ids]
    targets = dict.fromkeys([*(r[0] for r in rows if r), *(f for r in rows for f in r[1:])])
    here = int(place * len(target))
    free = bool(hit.forbidden) or any(
        concepts[concept].in_(languages[0]).used(hit.term, "optional") for concept in said.ids
    )
    kind = VerdictKind.OPTIONAL if free else VerdictKind.MISSING
    return Verdict(kind, hit, said.ids[0], tuple(targets), elsewhere=said.around(here))


def _mentioned(target: str, span: Span) -> bool:
    """Whether a word is spoken of, not used: it stands alone between quotation marks."""
    before, after = target[max(0, span[0] - 1) : span[0]], target[span[1] : span[1] + 1]
    return bool(before) and (before + after) in _QUOTED


def choice_key(concept: str, hit: TermHit) -> str:
    """What `choices` keep a form under: of one concept, each term of the source has its own."""
    return f"{concept}\n{hit.term}"


def _competes(
    concept: Concept, hit: TermHit, forms: tuple[str, str], languages: tuple[str, str]
) -> bool:
    """Whether two renderings are rivals in one document: not if one is short for the other or of another
    register, if either may stand beside any, nor for everyday words and words whose rendering follows
    from the grammar around them."""
    one, two = forms
    terms = concept.in_(languages[1])
    if _same_name(one, two) or concept.pos in _BENT:
        return False
    if concept.in_(languages[0]).used(hit.term, "optional"):
        return False
    if terms.used(one, "any") or terms.used(two, "any"):
        return False
    registers = {terms.used(one, "law", "news"), terms.used(two, "law", "news")}
    return registers != {"law", "news"}


def rivals(concept: Concept, hit: TermHit, languages: tuple[str, str]) -> bool:
    """Whether any two approved renderings of a concept compete: of others no document has to choose one."""
    approved = concept.in_(languages[1]).approved
    return any(_competes(concept, hit, pair, languages) for pair in combinations(approved, 2))


def _same_name(form: str, other: str) -> bool:
    """Whether one is the other, or short for it: 岸田首相 for 岸田文雄首相."""
    short, long = sorted((form, other), key=len)
    rest = iter(long)
    return all(char in rest for char in short)
