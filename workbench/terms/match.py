"""Terms in a source text.

Lives here: `matcher`, which builds a Matcher for a language. In spaced languages terms match word
by word on lemmas, so that inflection, hyphenation and spelling families fold and nothing is found
inside a word; in unspaced ones on characters confirmed by morphology (see `find`).
Takes concepts and texts, gives TermHits; inline tags are looked through.
May import: model, language and the modules of this room; ahocorasick_rs.
Apart from `used` because the two sides follow different rules.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Protocol

from workbench.language import info
from workbench.language.tags import stripped
from workbench.model import Span, TermHit
from workbench.terms.classes import Classes
from workbench.terms.concept import Concept
from workbench.terms.pattern import HYPHENS, Entry, Pattern
from workbench.terms.speech import conjugates

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_ELLIPSIS = re.compile(r"\s*(?:…|\.\.\.)\s*")
_INNER_HYPHEN = re.compile(r"(?<=\w)[-‐‑](?=[a-z])")
_INSIDE = re.compile(r"[^\W_][-‐‑][^\W_]")


class Matcher(Protocol):
    """Finds terms in texts of one language."""

    def match(self, text: str) -> tuple[TermHit, ...]:
        """Hits in order, longest first, not overlapping."""
        ...


def matcher(concepts: Iterable[Concept], language: str) -> Matcher:
    """A matcher for the terms that `concepts` have in `language`."""
    if info(language).spaced:
        return _Words(concepts, language)
    from workbench.terms.unspaced import Characters

    return Characters(concepts, language)


class _Words:
    """Matching on lemmas. Each word becomes a character (see `classes`), Aho–Corasick over those
    proposes, the patterns of an Entry accept."""

    def __init__(self, concepts: Iterable[Concept], language: str) -> None:
        self._language = info(language).code
        self._lemmas = _lemma_function(self._language)
        self._classes = Classes(self._lemmas)
        entries: list[Entry] = []
        made: dict[tuple[str, str, str | None], Entry] = {}
        for concept in concepts:
            terms = concept.in_(self._language)
            for form in terms.approved:
                entries += self._made(made, form, concept, None)
            for form, reason in terms.forbidden:
                entries += self._made(made, form, concept, reason)
        self._keyed: list[list[Entry]] = []
        self._automaton = self._built(entries)

    def _made(
        self,
        made: dict[tuple[str, str, str | None], Entry],
        form: str,
        concept: Concept,
        reason: str | None,
    ) -> Iterator[Entry]:
        key = (form if concept.case != "fold" else form.lower(), concept.case, reason)
        entry = made.get(key)
        if entry is not None:
            if concept.id not in entry.concepts:
                entry.concepts.append(concept.id)
            return
        for variant in _variants(form):
            parts = _ELLIPSIS.split(variant)
            head, *later = [self._patterns(part, concept.case) for part in parts]
            if not head:
                continue
            if self._language == "en" and conjugates(concept.pos, parts[0]):
                head = (head[0].with_forms(), *head[1:])
            spans = [match.span() for match in _WORD.finditer(parts[0])]
            gaps = tuple(parts[0][a[1] : b[0]] for a, b in itertools.pairwise(spans))
            new = Entry(form, head, tuple(later), gaps, concept.pos, [concept.id], reason)
            new.concepts = made.setdefault(key, new).concepts
            for pattern in head:
                self._classes.join(pattern.lemmas)
            yield new

    def _built(self, entries: Iterable[Entry]) -> AhoCorasick:
        from ahocorasick_rs import AhoCorasick, MatchKind

        keyed: dict[str, list[Entry]] = {}
        for entry in entries:
            lemmas = (next(iter(pattern.lemmas)) for pattern in entry.words)
            keyed.setdefault("".join(map(self._classes.character, lemmas)), []).append(entry)
        self._keyed = list(keyed.values())
        return AhoCorasick(list(keyed), matchkind=MatchKind.Standard)

    def _patterns(self, text: str, case: str) -> tuple[Pattern, ...]:
        out: list[Pattern] = []
        for match in _WORD.finditer(text):
            word = match.group()
            capital = word[:1].isupper() if case == "exact" else _is_acronym(word)
            out.append(Pattern(self._lemmas(word), word if capital and case != "fold" else ""))
        return tuple(out)

    def match(self, text: str) -> tuple[TermHit, ...]:
        """Hits in order, longest first, not overlapping."""
        plain, offsets = stripped(text) if "<" in text else (text, None)
        tokens: list[str] = _WORD.findall(plain)
        places = self._proposed(plain, tokens)
        if not places:
            return ()
        words = list(_WORD.finditer(plain))
        hits: list[TermHit] = []
        end = 0
        for at in sorted(places):
            if words[at].start() >= end:
                hit = self._at(plain, words, at, places[at])
                if hit is not None:
                    end = hit.spans[0][1]
                    hits.append(hit)
        return tuple(hits if offsets is None else (_moved(hit, offsets, text) for hit in hits))

    def _proposed(self, text: str, tokens: Sequence[str]) -> dict[int, list[Entry]]:
        """Entries that may stand at a word, by its number."""
        classes = self._classes
        places: dict[int, list[Entry]] = {}
        self._propose(places, "".join(map(classes.__getitem__, tokens)), None)
        if classes.second and not classes.second.keys().isdisjoint(tokens):
            other = (classes.second.get(word) or classes[word] for word in tokens)
            self._propose(places, "".join(other), None)
        if _INSIDE.search(text):
            self._propose_joined(places, text)
        return places

    def _propose(
        self, places: dict[int, list[Entry]], codes: str, numbers: Sequence[int] | None
    ) -> None:
        keyed = self._keyed
        found = self._automaton.find_matches_as_indexes(codes, overlapping=True)
        for number, start, _end in found:
            at = start if numbers is None else numbers[start]
            if at in places:
                places[at] = keyed[number] + places[at]  # matches come by their ends: longest first
            else:
                places[at] = keyed[number]

    def _propose_joined(self, places: dict[int, list[Entry]], text: str) -> None:
        """The same where two words with a hyphen between are one of a term (non-binary)."""
        words = list(_WORD.finditer(text))
        pairs: dict[int, str] = {}
        for at in range(len(words) - 1):
            if text[words[at].end() : words[at + 1].start()] in HYPHENS:
                both = words[at][0] + words[at + 1][0]
                if self._classes.known(both):
                    pairs[at] = both
        if not pairs:
            return
        codes: list[str] = []
        numbers: list[int] = []
        at = 0
        while at < len(words):
            numbers.append(at)
            codes.append(self._classes[pairs.get(at) or words[at][0]])
            at += 2 if at in pairs else 1
        self._propose(places, "".join(codes), numbers)

    def _at(
        self, text: str, words: Sequence[re.Match[str]], at: int, candidates: Sequence[Entry]
    ) -> TermHit | None:
        """The longest of the candidates that stand at word `at`; approved before forbidden."""
        best: tuple[int, Entry, tuple[Span, ...]] | None = None
        concepts: list[str] = []
        enough = 0
        for entry in candidates:
            if len(entry.words) < enough and not entry.later:
                continue
            spans = entry.at(text, words, at, self._lemmas)
            if not spans:
                continue
            start, stop = spans[0]
            length = stop - start
            if len(spans) > 1:
                length = sum(b - a for a, b in spans)
            if best is None or length > best[0]:
                best, concepts = (length, entry, spans), entry.concepts
                enough = len(entry.words)
            elif length == best[0] and entry.forbidden is None:
                if best[1].forbidden is not None:
                    best, concepts = (length, entry, spans), []
                concepts = list(dict.fromkeys([*concepts, *entry.concepts]))
        if best is None:
            return None
        _length, entry, spans = best
        written = text[spans[0][0] : spans[-1][1]]
        return TermHit(tuple(concepts), entry.form, spans, written, entry.forbidden)


def _is_acronym(word: str) -> bool:
    return sum(char.isupper() for char in word) >= 2


def _variants(form: str) -> list[str]:
    """The form, and its hyphenated words closed up (co-plaintiff, coplaintiff)."""
    closed = _INNER_HYPHEN.sub("", form)
    return [form] if closed == form else [form, closed]


def _lemma_function(language: str) -> Callable[[str], frozenset[str]]:
    if language == "en":
        from workbench.language.english import lemmas

        return lemmas
    from workbench.language.lemmas import lemma

    def both(word: str) -> frozenset[str]:
        low = word.lower()
        return frozenset({low, lemma(low, language)})

    return both


def _moved(hit: TermHit, offsets: Sequence[int], text: str) -> TermHit:
    """A hit in the text without tags as a hit in the text with them."""
    spans = tuple((offsets[a], offsets[b - 1] + 1) for a, b in hit.spans)
    return TermHit(hit.concepts, hit.term, spans, text[spans[0][0] : spans[-1][1]], hit.forbidden)
