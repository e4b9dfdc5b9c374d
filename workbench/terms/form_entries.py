"""The forms of concepts as entries to match with, in a language with spaces.

Lives here: Forms. A form becomes word patterns, with its hyphenated words closed up as well
(co-plaintiff, coplaintiff), and the words that may stand for one another are put into one class.
Takes concepts, gives entries. May import: the modules of this room.
Apart from `match_spaced` because that is about texts, this about terms.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from workbench.terms.concept import Concept
from workbench.terms.part_of_speech import conjugates
from workbench.terms.pattern import Entry, Lemmas, Pattern
from workbench.terms.spaced_forms import apart, unaccented
from workbench.terms.split_words import WORD
from workbench.terms.word_classes import Classes

_ELLIPSIS = re.compile(r"\s*(?:…|\.\.\.)\s*")
_INNER_HYPHEN = re.compile(r"(?<=\w)[-‐‑](?=[a-z])")


class Forms:
    """Reads the forms of one language."""

    def __init__(self, language: str, lemmas: Lemmas, classes: Classes) -> None:
        self._language = language
        self._lemmas = lemmas
        self._classes = classes
        self._made: dict[tuple[str, str, str, str | None, str], Entry] = {}
        self.words: set[str] = set()
        """Words of forms, as written."""

    def entries(self, concepts: Iterable[Concept]) -> list[Entry]:
        """What to match with; a form that several concepts have is one entry."""
        entries: list[Entry] = []
        for concept in concepts:
            terms = concept.in_(self._language)
            for form in terms.approved:
                written = terms.used(form, "plural", "as written")
                for said in terms.written(form):
                    entries += self._read(form, concept, None, written, said)
            for form, reason in terms.forbidden:
                for said in terms.written(form):
                    entries += self._read(form, concept, reason, "", said)
            for wording in terms.exceptions:
                entries += self._excepted(wording, concept.id)
        return entries

    def _excepted(self, wording: str, concept: str) -> Iterator[Entry]:
        """A wording that is not the concept, nor any term inside it; its capitals count."""
        key = (wording, "exact", "", None, "except")
        if key in self._made:
            self._made[key].hides.append(concept)
        else:
            hides = [concept]
            for variant in _variants(wording):
                words = self._patterns(variant, "exact")
                if words:
                    for pattern in words:
                        self._classes.join(pattern.lemmas)
                    yield self._made.setdefault(key, Entry(wording, words, hides=hides))

    def _read(
        self, form: str, concept: Concept, reason: str | None, written: str, said: str
    ) -> Iterator[Entry]:
        """Entries of a form of a concept, as it is said here."""
        folded = said if concept.case != "fold" else said.lower()
        key = (folded, concept.case, concept.pos, reason, written)
        entry = self._made.get(key)
        if entry is not None:
            if concept.id not in entry.concepts:
                entry.concepts.append(concept.id)
            return
        for variant in _variants(said):
            parts = _ELLIPSIS.split(variant)
            head, *later = [self._patterns(part, concept.case) for part in parts]
            if not head:
                continue
            for pattern in head:
                self._classes.join(pattern.lemmas)
            if self._language == "en" and conjugates(concept.pos, parts[0]):
                head = (head[0].with_forms(), *head[1:])
                for verb in head[0].lemmas:
                    self._classes.join(self._lemmas(verb))
            spans = [match.span() for match in WORD.finditer(apart(parts[0], self._language))]
            gaps = tuple(parts[0][a[1] : b[0]] for a, b in pairwise(spans))
            new = Entry(form, head, tuple(later), gaps, concept.pos, [concept.id], reason)
            new.written = written
            new.concepts = self._made.setdefault(key, new).concepts
            yield new

    def _patterns(self, text: str, case: str) -> tuple[Pattern, ...]:
        out: list[Pattern] = []
        for match in WORD.finditer(apart(text, self._language)):
            word = match.group()
            self.words.add(word)
            capital = word[:1].isupper() if case == "exact" else _is_acronym(word)
            lemmas = self._lemmas(word) | unaccented(word, self._language)
            if self._language in ("fr", "es") and " " in text:  # cours suprêmes, and no cours alone
                lemmas |= {word.lower() + "s"}
            out.append(Pattern(lemmas, word if capital and case != "fold" else ""))
        return tuple(out)


def _is_acronym(word: str) -> bool:
    return not word.islower() and sum(char.isupper() for char in word) >= 2


def _variants(form: str) -> list[str]:
    """The form, and its hyphenated words closed up (co-plaintiff, coplaintiff)."""
    closed = _INNER_HYPHEN.sub("", form)
    return [form] if closed == form else [form, closed]
