"""Terms in a source text of a language with spaces.

Lives here: Words, the Matcher for such languages. Terms match word by word on lemmas, so that
inflection, hyphenation and spelling families fold and nothing is found inside a word. Most
wordings mean the same wherever they stand and are judged once; the others are weighed in place.
Takes concepts and texts, gives TermHits; inline tags are looked through.
May import: model, language and the modules of this room; ahocorasick_rs.
Apart from `unspaced` because nothing of matching on characters holds here.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING

from workbench.language import info
from workbench.language.tags import stripped
from workbench.model import Span, TermHit
from workbench.terms.classes import REMEMBERED, TWO, Classes
from workbench.terms.concept import Concept
from workbench.terms.pattern import HYPHENS, Entry, Pattern
from workbench.terms.speech import conjugates

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_ELLIPSIS = re.compile(r"\s*(?:…|\.\.\.)\s*")
_INNER_HYPHEN = re.compile(r"(?<=\w)[-‐‑](?=[a-z])")
_HYPHENED = re.compile(r"[-‐‑](?<=[^\W_].)([^\W_]+)")
_LAST = re.compile(r"[^\W_]+$")
_LONG = 40
"""Characters of the longest word that is looked for before a hyphen."""
Known = tuple[tuple[str, ...], str, str | None]
"""What a wording is: concepts, form, and the reason where it is one to avoid."""
_NOTHING: Known = ((), "", None)
_OPEN: Known = ((), "?", None)
Proposal = tuple[int, int, int]
"""Number of a key, first word, word after the last."""
_START = itemgetter(1)
_SAME = 64
"""Keys that may begin at one word; no glossary has more."""
Tokens = Sequence["re.Match[str]"]


class Words:
    """Each word becomes a character (see `classes`), Aho–Corasick proposes, an Entry accepts."""

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
        self._known: dict[str, Known] = {}
        self._find = self._built(entries).find_matches_as_indexes

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
        found = self._proposed(plain, tokens)
        if not found:
            return ()
        hits = self._chosen(plain, tokens, found)
        return tuple(hits if offsets is None else (_moved(hit, offsets, text) for hit in hits))

    def _proposed(self, text: str, tokens: Sequence[str]) -> list[Proposal]:
        """Where forms may stand: from left to right, longest first."""
        codes = "".join(map(self._classes.__getitem__, tokens))
        if TWO in codes:
            found = [
                proposal
                for reading in (0, 1)
                for proposal in self._find(self._classes.read(tokens, reading), overlapping=True)
            ]
        else:
            found = self._find(codes, overlapping=True)
        if "-" in text or not text.isascii():
            found += self._joined(text, tokens)
        if len(found) > 1:
            found.reverse()  # they come by their ends
            found.sort(key=_START)
        return found

    def _joined(self, text: str, tokens: Sequence[str]) -> list[Proposal]:
        """The same where two words with a hyphen between are one of a term (non-binary)."""
        known = self._classes.known
        if not any(
            known(
                _LAST.findall(text[max(0, hyphen.start() - _LONG) : hyphen.start()])[0] + hyphen[1]
            )
            for hyphen in _HYPHENED.finditer(text)
        ):
            return []
        words = list(_WORD.finditer(text))
        joined: list[str] = []
        numbers: list[int] = []
        at = 0
        while at < len(words):
            numbers.append(at)
            joined.append(tokens[at])
            if at + 1 < len(words) and text[words[at].end() : words[at + 1].start()] in HYPHENS:
                both = tokens[at] + tokens[at + 1]
                if self._classes.known(both):
                    joined[-1] = both
                    at += 1
            at += 1
        numbers.append(len(words))
        found = self._find(self._classes.read(joined, 0), overlapping=True)
        return [(number, numbers[first], numbers[last]) for number, first, last in found]

    def _chosen(self, text: str, tokens: Sequence[str], found: list[Proposal]) -> list[TermHit]:
        """The proposals that hold. A wording that means the same everywhere is judged once."""
        hits: list[TermHit] = []
        starts: list[int] = []
        position = free = 0
        words: Tokens = ()
        for index, (number, first, last) in enumerate(found):
            if first < free:
                continue
            for token in tokens[len(starts) : last]:
                position = text.find(token, position)
                starts.append(position)
                position += len(token)
            start = starts[first]
            written = text[start : starts[last - 1] + len(tokens[last - 1])]
            known = self._known.get(written) or self._asked(number, written)
            if known is _OPEN:
                words = words or list(_WORD.finditer(text))
                hit, free = self._weighed(text, words, found[index : index + _SAME], free)
                hits += hit
            elif known is not _NOTHING:
                span = (start, start + len(written))
                hits.append(TermHit(known[0], known[1], (span,), written, known[2]))
                free = last
        return hits

    def _weighed(
        self, text: str, words: Tokens, found: Sequence[Proposal], free: int
    ) -> tuple[Sequence[TermHit], int]:
        """The hit at the first word of `found`, if any, and the first word that is free then."""
        first = found[0][1]
        here = itertools.takewhile(lambda proposal: proposal[1] == first, found)
        candidates = [entry for number, _first, _last in here for entry in self._keyed[number]]
        hit = self._at(text, words, first, candidates)
        if hit is None:
            return (), free
        end = hit.spans[0][1]
        while first < len(words) and words[first].start() < end:
            first += 1
        return (hit,), first

    def _asked(self, number: int, written: str) -> Known:
        """What a wording is wherever it stands; _OPEN where what is around it has a say."""
        candidates = self._keyed[number]
        answer = _OPEN
        if all(entry.plain for entry in candidates):
            hit = self._at(written, list(_WORD.finditer(written)), 0, candidates)
            whole = hit is not None and hit.text == written
            answer = (hit.concepts, hit.term, hit.forbidden) if hit and whole else _NOTHING
        if len(self._known) < REMEMBERED:
            self._known[written] = answer
        return answer

    def _at(self, text: str, words: Tokens, at: int, candidates: Sequence[Entry]) -> TermHit | None:
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
