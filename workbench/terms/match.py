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
_INSIDE = re.compile(r"[^\W_][-‐‑][^\W_]")
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
class _Node:
    """A place in the tree of terms, reached by the lemmas of their words so far."""

    ends: list[Entry] = field(default_factory=list)
    """Forms whose last word this is (or last before a gap)."""
    next: dict[str, _Node] = field(default_factory=dict)


class _Words:
    """Matching on lemmas, down a tree of them. A word that starts no term costs one look-up,
    remembered per surface form; what the tree proposes, the patterns of an Entry accept."""

    def __init__(self, concepts: Iterable[Concept], language: str) -> None:
        self._language = info(language).code
        self._lemmas = _lemma_function(self._language)
        self._root = _Node()
        self._seen: dict[str, tuple[_Node, ...]] = {}
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
        nodes = [self._root]
        for pattern in entry.words:
            nodes = [
                node.next.setdefault(lemma, _Node()) for node in nodes for lemma in pattern.lemmas
            ]
        for node in nodes:
            node.ends.append(entry)

    def _patterns(self, text: str, case: str) -> tuple[Pattern, ...]:
        out: list[Pattern] = []
        for match in _WORD.finditer(text):
            word = match.group()
            capital = word[:1].isupper() if case == "exact" else _is_acronym(word)
            out.append(Pattern(self._lemmas(word), word if capital and case != "fold" else ""))
        return tuple(out)

    def _starting(self, word: str) -> tuple[_Node, ...]:
        """What may start with `word`; remembered per surface form."""
        starts = self._root.next
        found = tuple(starts[lemma] for lemma in self._lemmas(word) if lemma in starts)
        if len(self._seen) < _REMEMBERED:
            self._seen[word] = found
        return found

    def match(self, text: str) -> tuple[TermHit, ...]:
        """Hits in order, longest first, not overlapping."""
        plain, offsets = stripped(text) if "<" in text else (text, None)
        tokens: list[str] = _WORD.findall(plain)
        hyphens = _INSIDE.search(plain) is not None
        words: list[re.Match[str]] = []
        hits: list[TermHit] = []
        seen = self._seen
        end = 0
        for at, word in enumerate(tokens):
            nodes = seen.get(word)
            if nodes is None:
                nodes = self._starting(word)
            if hyphens:
                words = words or list(_WORD.finditer(plain))
                if not nodes and not _joined(plain, words, at):
                    continue
                candidates = self._hyphenated(plain, words, at)
            elif nodes:
                candidates = self._candidates(nodes, tokens, at)
            else:
                continue
            if not candidates:
                continue
            words = words or list(_WORD.finditer(plain))
            hit = self._at(plain, words, at, candidates) if words[at].start() >= end else None
            if hit is not None:
                end = hit.spans[0][1]
                hits.append(hit)
        return tuple(hits if offsets is None else (_moved(hit, offsets, text) for hit in hits))

    def _candidates(self, nodes: Sequence[_Node], tokens: Sequence[str], at: int) -> list[Entry]:
        """Entries whose words may stand from `at` on."""
        found: list[Entry] = []
        total = len(tokens)
        while True:
            for node in nodes:
                found += node.ends
            at += 1
            if at >= total:
                return found
            following = self._lemmas(tokens[at])
            nodes = [
                node.next[lemma] for node in nodes for lemma in following if lemma in node.next
            ]
            if not nodes:
                return found

    def _hyphenated(self, text: str, words: Sequence[re.Match[str]], at: int) -> list[Entry]:
        """The same where two words with a hyphen between may be one (non-binary, nonbinary)."""
        found: list[Entry] = []
        places = [(self._root, at)]
        while places:
            node, at = places.pop()
            found += node.ends
            if not node.next or at >= len(words):
                continue
            word = words[at].group()
            ways = [(word, at + 1)]
            if _joined(text, words, at):
                ways.append((word + words[at + 1].group(), at + 2))
            for written, after in ways:
                following = (node.next.get(lemma) for lemma in self._lemmas(written))
                places += ((child, after) for child in following if child is not None)
        return found

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
