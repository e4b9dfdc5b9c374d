"""Terms in a source text.

Lives here: `matcher`, which builds a Matcher for a language. In spaced languages terms match word
by word on lemmas, so that inflection, hyphenation and spelling families fold and nothing is found
inside a word; in unspaced ones on characters confirmed by morphology (see `find`).
Takes concepts and texts, gives TermHits; inline tags are looked through.
May import: model, language and the modules of this room.
Apart from `used` because the two sides follow different rules.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from workbench.language import info
from workbench.language.tags import stripped
from workbench.model import Span, TermHit
from workbench.terms.concept import Concept
from workbench.terms.pattern import HYPHENS, Entry, Pattern
from workbench.terms.speech import conjugates

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_ELLIPSIS = re.compile(r"\s*(?:…|\.\.\.)\s*")
_INNER_HYPHEN = re.compile(r"(?<=\w)[-‐‑](?=[a-z])")
_REMEMBERED = 500_000
"""How many surface words a matcher keeps an answer for."""


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


@dataclass(slots=True)
class _Start:
    """What may start with a lemma: forms of one word, and longer ones by their second word."""

    single: list[Entry] = field(default_factory=list)
    second: dict[str, list[Entry]] = field(default_factory=dict)


class _Words:
    """Matching on lemmas. Two look-ups decide whether a term may start at a word: the word's own,
    remembered per surface form, and the next word's; a large termbase costs no more than a small
    one as long as few of its terms share their first two words."""

    def __init__(self, concepts: Iterable[Concept], language: str) -> None:
        self._language = info(language).code
        self._lemmas = _lemma_function(self._language)
        self._starts: dict[str, _Start] = {}
        self._seen: dict[str, tuple[_Start, ...]] = {}
        made: dict[tuple[str, str, str | None], Entry] = {}
        for concept in concepts:
            terms = concept.in_(self._language)
            for form in terms.approved:
                self._add(made, form, concept, None)
            for form, reason in terms.forbidden:
                self._add(made, form, concept, reason)

    def _add(
        self,
        made: dict[tuple[str, str, str | None], Entry],
        form: str,
        concept: Concept,
        reason: str | None,
    ) -> None:
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
            self._index(new)

    def _index(self, entry: Entry) -> None:
        for lemma in entry.words[0].lemmas:
            start = self._starts.setdefault(lemma, _Start())
            if len(entry.words) == 1:
                start.single.append(entry)
                continue
            for following in entry.words[1].lemmas:
                start.second.setdefault(following, []).append(entry)

    def _patterns(self, text: str, case: str) -> tuple[Pattern, ...]:
        out: list[Pattern] = []
        for match in _WORD.finditer(text):
            word = match.group()
            capital = word[:1].isupper() if case == "exact" else _is_acronym(word)
            out.append(Pattern(self._lemmas(word), word if capital and case != "fold" else ""))
        return tuple(out)

    def _starting(self, word: str) -> tuple[_Start, ...]:
        """What may start with `word`; remembered per surface form."""
        starts = self._starts
        found = tuple(starts[lemma] for lemma in self._lemmas(word) if lemma in starts)
        if len(self._seen) < _REMEMBERED:
            self._seen[word] = found
        return found

    def match(self, text: str) -> tuple[TermHit, ...]:
        """Hits in order, longest first, not overlapping."""
        plain, offsets = stripped(text) if "<" in text else (text, None)
        tokens: list[str] = _WORD.findall(plain)
        hyphens = "-" in plain or "‐" in plain or "‑" in plain
        words: list[re.Match[str]] = []
        hits: list[TermHit] = []
        seen, lemmas = self._seen, self._lemmas
        end = 0
        last = len(tokens) - 1
        for at, word in enumerate(tokens):
            starts = seen.get(word)
            if starts is None:
                starts = self._starting(word)
            if not hyphens:
                if not starts:
                    continue
                after = lemmas(tokens[at + 1]) if at < last else ()
                candidates = _candidates(starts, after)
            else:
                words = words or list(_WORD.finditer(plain))
                candidates = self._hyphenated(plain, words, at, starts)
            if not candidates:
                continue
            words = words or list(_WORD.finditer(plain))
            hit = self._at(plain, words, at, candidates) if words[at].start() >= end else None
            if hit is not None:
                end = hit.spans[0][1]
                hits.append(hit)
        return tuple(hits if offsets is None else (_moved(hit, offsets, text) for hit in hits))

    def _hyphenated(
        self, text: str, words: Sequence[re.Match[str]], at: int, starts: Sequence[_Start]
    ) -> list[Entry]:
        """Candidates where two words with a hyphen between may be one (non-binary, nonbinary)."""
        found = _candidates(starts, self._after(text, words, at + 1))
        if _joined(text, words, at):
            word = words[at].group() + words[at + 1].group()
            both = self._seen.get(word)
            both = self._starting(word) if both is None else both
            found += _candidates(both, self._after(text, words, at + 2))
        return found

    def _after(self, text: str, words: Sequence[re.Match[str]], at: int) -> Iterable[str]:
        """Lemmas of the word at `at`, and of it and the next one where a hyphen joins them."""
        if at >= len(words):
            return ()
        word = words[at].group()
        if _joined(text, words, at):
            return self._lemmas(word) | self._lemmas(word + words[at + 1].group())
        return self._lemmas(word)

    def _at(
        self, text: str, words: Sequence[re.Match[str]], at: int, candidates: Sequence[Entry]
    ) -> TermHit | None:
        """The longest of the candidates that stand at word `at`; approved before forbidden."""
        best: tuple[int, Entry, tuple[Span, ...]] | None = None
        concepts: list[str] = []
        for entry in candidates:
            spans = entry.at(text, words, at, self._lemmas)
            if not spans:
                continue
            length = sum(b - a for a, b in spans)
            if best is None or length > best[0]:
                best, concepts = (length, entry, spans), list(entry.concepts)
            elif length == best[0] and entry.forbidden is None:
                if best[1].forbidden is not None:
                    best, concepts = (length, entry, spans), []
                concepts += (c for c in entry.concepts if c not in concepts)
        if best is None:
            return None
        _length, entry, spans = best
        written = text[spans[0][0] : spans[-1][1]]
        return TermHit(tuple(concepts), entry.form, spans, written, entry.forbidden)


def _candidates(starts: Iterable[_Start], following: Iterable[str]) -> list[Entry]:
    """Entries whose first two words may stand here."""
    found: list[Entry] = []
    for start in starts:
        if start.single:
            found += start.single
        second = start.second
        for lemma in following:
            if lemma in second:
                found += second[lemma]
    return found


def _joined(text: str, words: Sequence[re.Match[str]], at: int) -> bool:
    """Whether nothing but a hyphen stands between the words at `at` and after it."""
    return at + 1 < len(words) and text[words[at].end() : words[at + 1].start()] in HYPHENS


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
