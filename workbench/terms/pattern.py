"""One form of a term as word patterns, and whether it stands at a word of a text.

Lives here: Pattern and Entry. Takes the words of a text and a place, gives spans.
May import: model and the modules of this room.
Apart from `source_matcher` because that says where to look, this what counts as found.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from workbench.model import Span
from workbench.terms.known_words import known
from workbench.terms.part_of_speech import allowed, conjugated

HYPHENS = frozenset(["-", "‐", "‑"])
_GAP = re.compile(r"[\s\u00ad\u200b]*[-‐‑‒–−/]?[\s\u00ad\u200b]*$")
_ENDS = frozenset("+)")
_HYPHEN = re.compile(r"[-‐‑\s]+")
_POSSESSIVE = re.compile(r"['’]s?$")
_MORE_FIGURES = re.compile(r"[.,]\d")
_STOP = re.compile(r"[.;:!?]")
_REACH = 5
"""The next part of a discontiguous term starts at one of so many words: up to four between."""
_TAILS = frozenset(["", "s", "'s", "s'", "es"])
Lemmas = Callable[[str], frozenset[str]]
Words = Sequence["re.Match[str]"]


@lru_cache(maxsize=1)
def _asked() -> frozenset[str]:
    """Words whose surroundings are asked."""
    words = known("en")
    return words.ambiguous | words.of("prefix")


@dataclass(frozen=True, slots=True)
class Pattern:
    """What one word of a form accepts."""

    lemmas: frozenset[str]
    exact: str = ""
    """As written, where capitals decide."""

    def with_forms(self) -> Pattern:
        """Accepting verb forms that a dictionary of base forms may take for nouns (filing)."""
        return Pattern(self.lemmas.union(*map(conjugated, self.lemmas)), self.exact)

    def accepts(self, word: str, lemmas: frozenset[str]) -> bool:
        """Whether a word, or two joined, is this one."""
        if self.exact:
            tail = word.replace("’", "'").removeprefix(self.exact)
            return word.startswith(self.exact) and tail in _TAILS
        return not self.lemmas.isdisjoint(lemmas)


@dataclass(slots=True)
class Entry:
    """One form of one or several concepts, as word patterns."""

    form: str
    words: tuple[Pattern, ...]
    later: tuple[tuple[Pattern, ...], ...] = ()
    """Further parts of a discontiguous term."""
    gaps: tuple[str, ...] = ()
    """What the form itself has between its words (`.` in L.G.B.T.)."""
    pos: str = ""
    concepts: list[str] = field(default_factory=list)
    forbidden: str | None = None
    hides: list[str] = field(default_factory=list)
    """Concepts that a wording is not, which is no term itself and hides those inside it."""
    written: str = ""
    """`plural`: only as the form has it, capitals aside; `as written`: only as the form has it."""
    guarded: bool = False
    """Whether part of speech has a say."""
    tail: str = ""
    """What the form ends in: + (LGBTQ+), which the text must have, too, or ) (Article 24(1))."""
    figure: bool = False
    """Whether the form ends in a figure: Article 13 is not in Article 13.5."""
    plain: bool = True
    """Whether what stands there is all there is to ask, nothing before or after it."""

    def __post_init__(self) -> None:
        first = self.form.lower().partition(" ")[0] if self.pos == "verb" else self.form.lower()
        between = first in _asked()
        self.guarded = self.pos.endswith("noun") or between
        self.tail = self.form[-1:] if self.form[-1:] in _ENDS else ""
        self.figure = self.form[-1:].isdecimal()
        self.plain = not (between or self.tail or self.figure or self.later)

    def at(self, text: str, words: Words, at: int, lemmas: Lemmas) -> tuple[Span, ...]:
        """The spans of this form where it starts at word `at`; empty where it does not."""
        if len(self.words) == 1 and self.words[0].accepts(words[at][0], lemmas(words[at][0])):
            first, span = at + 1, words[at].span()
        else:
            first = _run(self.words, self.gaps, text, words, at, lemmas)
            if not first:
                return ()
            span = (words[at].start(), words[first - 1].end())
        if self.tail:
            if text.startswith(self.tail, span[1]):
                span = (span[0], span[1] + 1)
            elif self.tail == "+":
                return ()
        if self.figure and _MORE_FIGURES.match(text, span[1]):
            return ()
        if self.written and not self._as_said(text[slice(*span)]):
            return ()
        if self.guarded and not allowed(self.pos, self.form, text, span):
            return ()
        return self._rest(span, text, words, first, lemmas) if self.later else (span,)

    def is_wholly(self, words: Sequence[str], text: str, lemmas: Lemmas) -> bool:
        """Whether words with single spaces between, `text` in all, are this plain form."""
        if len(words) != len(self.words):
            return False
        for word, pattern in zip(words, self.words, strict=True):
            if not pattern.accepts(word, lemmas(word)):
                return False
        if self.written and not self._as_said(text):
            return False
        return not self.guarded or allowed(self.pos, self.form, text, (0, len(text)))

    def _as_said(self, written: str) -> bool:
        """Whether the text has the form as its row wants it."""
        one, two = (_POSSESSIVE.sub("", _HYPHEN.sub(" ", text)) for text in (written, self.form))
        return one == two if self.written == "as written" else one.lower() == two.lower()

    def _rest(
        self, span: Span, text: str, words: Words, at: int, lemmas: Lemmas
    ) -> tuple[Span, ...]:
        spans = [span]
        for part in self.later:
            for start in range(at, min(at + _REACH, len(words))):
                if _STOP.search(text, words[at - 1].end(), words[start].start()):
                    return ()
                end = _run(part, (), text, words, start, lemmas)
                if end:
                    spans.append((words[start].start(), words[end - 1].end()))
                    at = end
                    break
            else:
                return ()
        return tuple(spans)


def _run(
    patterns: Sequence[Pattern],
    gaps: Sequence[str],
    text: str,
    words: Words,
    at: int,
    lemmas: Lemmas,
) -> int:
    """Index after the last word, if the patterns match from word `at` on; else 0."""
    total = len(words)
    end = 0
    for number, pattern in enumerate(patterns):
        if at >= total:
            return 0
        match = words[at]
        start, stop = match.span()
        if number and text[end:start] != " ":
            gap = text[end:start].replace("’", "'")
            if not _GAP.match(gap) and gap != (gaps[number - 1] if gaps else None):
                return 0
        word = match[0]
        at += 1
        end = stop
        if pattern.exact or pattern.lemmas.isdisjoint(lemmas(word)):
            if pattern.accepts(word, lemmas(word)):
                continue
            if at >= total or text[stop : words[at].start()] not in HYPHENS:
                return 0
            joined = word + words[at][0]
            if not pattern.accepts(joined, lemmas(joined)):
                return 0
            end = words[at].end()
            at += 1
    return at
