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
from workbench.terms.speech import allowed, conjugated, conjugates

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_GAP = re.compile(r"[\s\u00ad\u200b]*[-‐‑‒–−/]?[\s\u00ad\u200b]*$")
_REACH = 6
"""Words that may stand between the parts of a discontiguous term."""
_ELLIPSIS = re.compile(r"\s*(?:…|\.\.\.)\s*")


class Matcher(Protocol):
    """Finds terms in texts of one language."""

    def match(self, text: str) -> tuple[TermHit, ...]:
        """Hits in order, longest first, not overlapping."""
        ...


@dataclass(frozen=True, slots=True)
class _Pattern:
    """What one word of a form accepts."""

    lemmas: frozenset[str]
    exact: str = ""
    """As written, where capitals decide."""

    def with_forms(self) -> _Pattern:
        """Accepting verb forms that a dictionary of base forms may take for nouns (filing)."""
        return _Pattern(self.lemmas.union(*map(conjugated, self.lemmas)), self.exact)

    def accepts(self, word: str, lemmas: frozenset[str]) -> bool:
        if self.exact:
            tail = word.replace("’", "'").removeprefix(self.exact)
            return word.startswith(self.exact) and tail in {"", "s", "'s", "s'", "es"}
        return not self.lemmas.isdisjoint(lemmas)


@dataclass(slots=True)
class _Entry:
    """One form of one or several concepts, as word patterns."""

    form: str
    words: tuple[_Pattern, ...]
    later: tuple[tuple[_Pattern, ...], ...] = ()
    """Further parts of a discontiguous term."""
    gaps: tuple[str, ...] = ()
    """What the form itself has between its words (`.` in L.G.B.T.)."""
    pos: str = ""
    concepts: list[str] = field(default_factory=list)
    forbidden: str | None = None


def matcher(concepts: Iterable[Concept], language: str) -> Matcher:
    """A matcher for the terms that `concepts` have in `language`."""
    if info(language).spaced:
        return _Words(concepts, language)
    from workbench.terms.unspaced import Characters

    return Characters(concepts, language)


class _Words:
    """Matching on lemmas. One look-up per word decides whether a term may start there."""

    def __init__(self, concepts: Iterable[Concept], language: str) -> None:
        self._language = info(language).code
        self._lemmas = _lemma_function(self._language)
        self._by_lemma: dict[str, list[_Entry]] = {}
        self._seen: dict[str, list[_Entry] | None] = {}
        made: dict[tuple[str, str, str | None], _Entry] = {}
        for concept in concepts:
            terms = concept.in_(self._language)
            for form in terms.approved:
                self._add(made, form, concept, None)
            for form, reason in terms.forbidden:
                self._add(made, form, concept, reason)
        for entries in self._by_lemma.values():
            entries.sort(key=lambda e: (-len(e.words), e.forbidden is not None, -len(e.form)))

    def _add(
        self,
        made: dict[tuple[str, str, str | None], _Entry],
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
            new = _Entry(form, head, tuple(later), gaps, concept.pos, [concept.id], reason)
            made.setdefault(key, new)
            for lemma in head[0].lemmas:
                self._by_lemma.setdefault(lemma, []).append(new)
            if made[key] is not new:
                new.concepts = made[key].concepts

    def _patterns(self, text: str, case: str) -> tuple[_Pattern, ...]:
        out: list[_Pattern] = []
        for match in _WORD.finditer(text):
            word = match.group()
            capital = word[:1].isupper() if case == "exact" else _is_acronym(word)
            lemmas = self._lemmas(word)
            out.append(_Pattern(lemmas, word if capital and case != "fold" else ""))
        return tuple(out)

    def _starting(self, word: str) -> list[_Entry] | None:
        """Entries whose first word may be `word`; remembered per surface form."""
        found: dict[int, _Entry] = {}
        for lemma in self._lemmas(word):
            for entry in self._by_lemma.get(lemma, ()):
                found[id(entry)] = entry
        entries = sorted(
            found.values(), key=lambda e: (-len(e.words), e.forbidden is not None, -len(e.form))
        )
        if len(self._seen) < 500_000:
            self._seen[word] = entries or None
        return entries or None

    def match(self, text: str) -> tuple[TermHit, ...]:
        plain, offsets = stripped(text) if "<" in text else (text, None)
        hits: list[TermHit] = []
        seen = self._seen
        end = 0
        words: list[re.Match[str]] | None = None
        number = -1
        for match in _WORD.finditer(plain):
            number += 1
            word = match.group()
            entries = seen[word] if word in seen else self._starting(word)
            compound = plain[match.end() : match.end() + 1] in _HYPHENS
            if (entries is None and not compound) or match.start() < end:
                continue
            words = list(_WORD.finditer(plain)) if words is None else words
            hit = self._at(plain, words, number, entries or ())
            if hit is not None:
                end = hit.spans[0][1]
                hits.append(hit)
        return tuple(hits if offsets is None else (_moved(hit, offsets, text) for hit in hits))

    def _at(
        self, text: str, words: Sequence[re.Match[str]], at: int, entries: Sequence[_Entry]
    ) -> TermHit | None:
        """The longest term that starts at word `at`."""
        best: tuple[int, _Entry, tuple[Span, ...]] | None = None
        for entry in [*entries, *self._closed(text, words, at)]:
            spans = self._spans(entry, text, words, at)
            if spans and allowed(entry.pos, entry.form, text, spans[0]):
                length = sum(b - a for a, b in spans)
                if best is None or length > best[0]:
                    best = (length, entry, spans)
                elif length == best[0] and entry.forbidden is None and best[1].forbidden is None:
                    more = [c for c in entry.concepts if c not in best[1].concepts]
                    if more:
                        merged = [*best[1].concepts, *more]
                        best = (length, _Entry(entry.form, (), concepts=merged), spans)
        if best is None:
            return None
        _length, entry, spans = best
        written = text[spans[0][0] : spans[-1][1]]
        return TermHit(tuple(entry.concepts), entry.form, spans, written, entry.forbidden)

    def _closed(self, text: str, words: Sequence[re.Match[str]], at: int) -> Sequence[_Entry]:
        """Entries written as one word where the text has a hyphen (non-binary, nonbinary)."""
        if at + 1 >= len(words) or text[words[at].end() : words[at + 1].start()] not in _HYPHENS:
            return ()
        joined = words[at].group() + words[at + 1].group()
        entries = self._seen[joined] if joined in self._seen else self._starting(joined)
        return entries or ()

    def _spans(
        self, entry: _Entry, text: str, words: Sequence[re.Match[str]], at: int
    ) -> tuple[Span, ...]:
        first = self._run(entry.words, entry.gaps, text, words, at)
        if first is None:
            return ()
        spans = [(words[at].start(), words[first - 1].end())]
        at = first
        for part in entry.later:
            for start in range(at, min(at + _REACH, len(words))):
                if re.search(r"[.;:!?]", text[words[at - 1].end() : words[start].start()]):
                    return ()
                end = self._run(part, (), text, words, start)
                if end is not None:
                    spans.append((words[start].start(), words[end - 1].end()))
                    at = end
                    break
            else:
                return ()
        return tuple(spans)

    def _run(
        self,
        patterns: Sequence[_Pattern],
        gaps: Sequence[str],
        text: str,
        words: Sequence[re.Match[str]],
        at: int,
    ) -> int | None:
        """Index after the last word, if the patterns match from word `at` on."""
        for number, pattern in enumerate(patterns):
            if at >= len(words):
                return None
            if number:
                gap = text[words[at - 1].end() : words[at].start()]
                if not _GAP.match(gap) and gap != (gaps[number - 1] if gaps else None):
                    return None
            word = words[at].group()
            if pattern.accepts(word, self._lemmas(word)):
                at += 1
                continue
            if at + 1 < len(words) and text[words[at].end() : words[at + 1].start()] in _HYPHENS:
                joined = word + words[at + 1].group()
                if pattern.accepts(joined, self._lemmas(joined)):
                    at += 2
                    continue
            return None
        return at


_HYPHENS = frozenset(["-", "‐", "‑"])


def _is_acronym(word: str) -> bool:
    return sum(char.isupper() for char in word) >= 2


def _variants(form: str) -> list[str]:
    """The form, and its hyphenated words closed up (co-plaintiff, coplaintiff)."""
    closed = re.sub(r"(?<=\w)[-‐‑](?=[a-z])", "", form)
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
