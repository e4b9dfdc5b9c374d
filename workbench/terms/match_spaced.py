"""Terms in a source text of a language with spaces.

Lives here: Words, the Matcher for such languages. Terms match word by word on lemmas, so that
inflection, hyphenation and spelling families fold and nothing is found inside a word. Takes
concepts and texts, gives TermHits; inline tags are looked through.
May import: model, language and the modules of this room; ahocorasick_rs.
Apart from `match_unspaced` because nothing of matching on characters holds here.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import accumulate, count, groupby, product
from operator import add, itemgetter

from workbench.language import info
from workbench.language.lexicon import read_whole
from workbench.language.tags import stripped
from workbench.model import Span, TermHit
from workbench.terms.concept import Concept
from workbench.terms.form_entries import Forms
from workbench.terms.judge_hits import NOTHING, OPEN, Known, Wordings, standing
from workbench.terms.pattern import Entry
from workbench.terms.spaced_forms import apart, lemma_function
from workbench.terms.split_words import ODD, WORD, Chunks, Reading
from workbench.terms.word_classes import Classes

Proposal = tuple[int, int, int]
"""Number of a key, start in the text, end with the punctuation after it."""
_START = itemgetter(1)
_new = tuple.__new__
"""Makes a TermHit in half the time that its constructor takes."""
_LONG = 200
"""Words of a text too long to begin anew each time a proposal does not hold."""
_LARGE = 5000
"""Concepts from which on reading a dictionary whole costs less than looking up word by word."""
Tokens = Sequence["re.Match[str]"]


class Words:
    """Each word becomes a character (see `word_classes`), Aho–Corasick proposes, an Entry accepts."""

    def __init__(self, concepts: Iterable[Concept], language: str) -> None:
        code = info(language).code
        self._language = code
        self._lemmas = lemma_function(code)
        self._classes = Classes(self._lemmas)
        concepts = list(concepts)
        if len(concepts) >= _LARGE:
            read_whole(code)
        forms = Forms(code, self._lemmas, self._classes)
        self._build(forms.entries(concepts))
        if len(concepts) >= _LARGE:  # texts will have most of the words of terms
            for word in forms.words:
                self._code(word)

    def _build(self, entries: Sequence[Entry]) -> None:
        from ahocorasick_rs import AhoCorasick, MatchKind

        self._classes.number(
            lemma for entry in entries for pattern in entry.words for lemma in pattern.lemmas
        )
        # Not with terms in two parts, which are weighed against all that is proposed beside them,
        # nor with a form of many stops, which may be read in too many ways.
        stops = not any(e.later or len(e.gaps) - e.gaps.count(" ") > 5 for e in entries)
        self._in_parts = any(entry.later for entry in entries)
        self._excepts = any(entry.hides for entry in entries)
        self._chunks = Chunks(self._classes, stops=stops)
        self._pieces = self._chunks.pieces
        self._code = self._chunks.__getitem__
        keyed: dict[str, list[Entry]] = {}
        for entry in entries:
            words = [list(self._classes.characters(pattern.lemmas)) for pattern in entry.words]
            for word, gap in zip(words, entry.gaps, strict=False):
                if gap != " " and (stop := self._chunks.stops(gap)):
                    word += [character + stop for character in word]
            for key in map("".join, product(*words)):
                keyed.setdefault(key, []).append(entry)
        keys = list(keyed)
        self._numbers = {key: number for number, key in enumerate(keys)}
        longest = AhoCorasick(keys, matchkind=MatchKind.LeftmostLongest)
        self._longest = longest.find_matches_as_indexes
        self._every = AhoCorasick(keys, matchkind=MatchKind.Standard).find_matches_as_indexes
        self._keyed = list(keyed.values())
        wordings = Wordings(self._keyed, self._lemmas)
        self._known = wordings.get
        self._judged = wordings.judged

    def match(self, text: str) -> tuple[TermHit, ...]:
        """Hits in order, longest first, not overlapping."""
        if "<" in text:
            plain, offsets = stripped(text)
            return tuple(_moved(hit, offsets, text) for hit in self._read(plain))
        return self._read(text)

    def _read(self, text: str) -> tuple[TermHit, ...]:
        """Hits in a text without tags, with what is elided before words left out."""
        plain = apart(text, self._language)
        hits = self._found_in(plain)
        if plain is text:
            return hits
        return tuple(hit._replace(text=text[hit.spans[0][0] : hit.spans[-1][1]]) for hit in hits)

    def _found_in(self, text: str) -> tuple[TermHit, ...]:
        hits = self._matched(text)
        if self._in_parts:
            hits = _apart(hits)
        return tuple(hit for hit in hits if hit.concepts) if self._excepts else hits

    def _matched(self, text: str) -> tuple[TermHit, ...]:
        """Hits in a text without tags: the longest proposals; where one does not hold, the next
        shorter one at the same word, then those from the next word on."""
        chunks = self._pieces(text)
        codes = "".join(map(self._code, chunks))
        starts: Sequence[int] = list(map(add, accumulate(map(len, chunks), initial=0), count()))
        if ODD in codes:
            readings = self._chunks.readings(chunks, codes, starts)
            if len(readings) > 1:
                return self._read_twice(text, readings)
            codes, starts = readings[0]
        if len(codes) > _LONG:
            return self._weighed(text, [(codes, starts)])
        hits: list[TermHit] = []
        words: list[re.Match[str]] = []
        while stuck := self._straight(text, codes, starts, hits):
            first, last = stuck
            free = first + 1
            second = [
                (self._numbers[key], starts[first], starts[end] - 1)
                for end in range(last, first, -1)
                if (key := codes[first:end]) in self._numbers
            ]
            hit = self._held(text, words, second)
            if hit is not None:
                hits.append(hit)
                while starts[free] < hit.spans[0][1]:
                    free += 1
            codes, starts = codes[free:], starts[free:]
        return tuple(hits)

    def _straight(
        self, text: str, codes: str, starts: Sequence[int], hits: list[TermHit]
    ) -> tuple[int, int] | None:
        """Adds the longest proposals to the hits; first and last word of one that does not hold."""
        for number, first, last in self._longest(codes):
            start = starts[first]
            wording = text[start : starts[last] - 1]
            known = self._known(wording) or self._judged(wording, number)
            lead, length, concepts, form, reason = known
            if not length:
                return first, last if known is OPEN else last - 1
            start += lead
            end = start + length
            hit = (
                concepts,
                form,
                ((start, end),),
                text[start:end],
                reason,
            )  # as _hit, a third faster
            hits.append(_new(TermHit, hit))
        return None

    def _read_twice(self, text: str, readings: Sequence[Reading]) -> tuple[TermHit, ...]:
        """Hits of several readings: the longest proposals of each, unless some overlap."""
        hits: list[TermHit] = []
        free = 0
        for number, start, stop in self._found(readings, self._longest):
            if start < free:
                if stop > free:
                    return self._weighed(text, readings)
                continue
            wording = text[start:stop]
            known = self._known(wording) or self._judged(wording, number)
            if not known[1]:
                return self._weighed(text, readings)
            hits.append(_hit(text, start, known))
            free = stop
        return tuple(hits)

    def _weighed(self, text: str, readings: Sequence[Reading]) -> tuple[TermHit, ...]:
        """Every proposal tried, from left to right, longest first."""
        found = self._found(readings, partial(self._every, overlapping=True))
        hits: list[TermHit] = []
        words: list[re.Match[str]] = []
        free = 0
        for start, here in groupby(found, _START):
            if start >= free and (hit := self._held(text, words, list(here))):
                hits.append(hit)
                free = hit.spans[0][1]
        return tuple(hits)

    @staticmethod
    def _found(
        readings: Sequence[Reading], search: Callable[[str], Iterable[tuple[int, int, int]]]
    ) -> list[Proposal]:
        """Proposals of all readings from left to right, at one place those of the last first."""
        found = [
            (number, starts[first], starts[last] - 1)
            for codes, starts in readings
            for number, first, last in search(codes)
        ]
        found.reverse()  # overlapping ones come by their ends
        found.sort(key=_START)
        return found

    def _held(
        self, text: str, words: list[re.Match[str]], proposals: Sequence[Proposal]
    ) -> TermHit | None:
        """The first of the proposals at one place that holds."""
        for index, (number, start, stop) in enumerate(proposals):
            wording = text[start:stop]
            known = self._known(wording) or self._judged(wording, number)
            if known is OPEN:
                words += () if words else WORD.finditer(text)
                candidates = [e for n, _start, _stop in proposals[index:] for e in self._keyed[n]]
                at = bisect_left(words, start, key=re.Match.start)
                hit = standing(text, words, at, candidates, self._lemmas)
                if hit is not None:
                    return hit
            elif known is not NOTHING:
                return _hit(text, start, known)
        return None


def _apart(hits: Sequence[TermHit]) -> tuple[TermHit, ...]:
    """Hits without those that stand in a later part of one before: `ruled on` of `court … ruled`."""
    taken: list[Span] = []
    kept: list[TermHit] = []
    for hit in hits:
        start = hit.spans[0][0]
        taken = [span for span in taken if span[1] > start]
        if not any(a < end and begin < b for a, b in taken for begin, end in hit.spans):
            kept.append(hit)
            taken += hit.spans[1:]
    return tuple(kept)


def _hit(text: str, start: int, known: Known) -> TermHit:
    """The term in a wording that starts there."""
    lead, length, concepts, form, reason = known
    start += lead
    end = start + length
    return _new(TermHit, (concepts, form, ((start, end),), text[start:end], reason))


def _moved(hit: TermHit, offsets: Sequence[int], text: str) -> TermHit:
    """A hit in the text without tags as a hit in the text with them."""
    spans = tuple((offsets[a], offsets[b - 1] + 1) for a, b in hit.spans)
    return TermHit(hit.concepts, hit.term, spans, text[spans[0][0] : spans[-1][1]], hit.forbidden)
