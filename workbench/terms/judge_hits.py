"""What a wording is: a term, none, or a question of what stands around it.

Lives here: Wordings and `standing`. Most wordings mean the same wherever they stand and are judged
once. Takes wordings that a search proposed and the entries that may be meant, gives what they are.
May import: model and the modules of this room.
Apart from `match_spaced` because that searches, this judges what was found.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from workbench.model import Span, TermHit
from workbench.terms.pattern import Entry
from workbench.terms.split_words import EDGES, WORD
from workbench.terms.word_classes import REMEMBERED

Known = tuple[int, int, tuple[str, ...], str, str | None]
"""Where in a wording the term starts and its length; its concepts, form, and the reason where it is
one to avoid. Length 0: no term."""
NOTHING: Known = (0, 0, (), "", None)
OPEN: Known = (0, 0, (), "?", None)
_KEPT = 200
"""Characters of the longest wording that is remembered."""
Lemmas = Callable[[str], frozenset[str]]


class Wordings(dict[str, Known]):
    """Wordings met, each with the punctuation that its pieces had."""

    def __init__(self, keyed: Sequence[Sequence[Entry]], lemmas: Lemmas) -> None:
        super().__init__()
        self._keyed = keyed
        self._lemmas = lemmas

    def judged(self, wording: str, number: int) -> Known:
        """What a wording is wherever it stands; OPEN where what is around it has a say."""
        bare = wording.strip(EDGES)
        if not (bare[0].isalnum() and bare[-1].isalnum()):
            words = list(WORD.finditer(bare))
            bare = bare[words[0].start() : words[-1].end()]
        answer = self.get(bare) or self._answer(bare, number)
        self._remember(bare, answer)
        if wording != bare:
            if answer[1]:
                answer = (wording.index(bare), *answer[1:])
            self._remember(wording, answer)
        return answer

    def _remember(self, wording: str, answer: Known) -> None:
        if len(self) < REMEMBERED and len(wording) < _KEPT:
            self[wording] = answer

    def _answer(self, bare: str, number: int) -> Known:
        candidates = self._keyed[number]
        for entry in candidates:
            if not entry.plain:
                return OPEN
        words = bare.split(" ")
        if all(map(str.isalnum, words)):  # nearly always, and then quickly told
            held = [entry for entry in candidates if entry.is_wholly(words, bare, self._lemmas)]
            best = [entry for entry in held if entry.forbidden is None] or held[:1]
            if not best:
                return NOTHING
            hidden = {concept for entry in held for concept in entry.hides}
            concepts = dict.fromkeys(
                concept for entry in best for concept in entry.concepts if concept not in hidden
            )
            best.sort(key=lambda entry: bool(entry.hides))
            return (0, len(bare), tuple(concepts), best[0].form, best[0].forbidden)
        hit = standing(bare, list(WORD.finditer(bare)), 0, candidates, self._lemmas)
        if hit is None or hit.text != bare:
            return NOTHING
        return (0, len(bare), hit.concepts, hit.term, hit.forbidden)


def standing(
    text: str,
    words: Sequence[re.Match[str]],
    at: int,
    candidates: Sequence[Entry],
    lemmas: Lemmas,
) -> TermHit | None:
    """The longest of the candidates that stand at word `at`; approved before forbidden."""
    best: tuple[int, Entry, tuple[Span, ...]] | None = None
    concepts: list[str] = []
    hidden: set[str] = set()
    enough = 0
    for entry in candidates:
        if len(entry.words) < enough and not entry.later:
            continue
        spans = entry.at(text, words, at, lemmas)
        if not spans:
            continue
        start, stop = spans[0]
        length = stop - start
        if len(spans) > 1:
            length = sum(b - a for a, b in spans)
        if best is None or length > best[0]:
            best, concepts, hidden = (length, entry, spans), entry.concepts, set(entry.hides)
            enough = len(entry.words)
        elif length == best[0] and entry.forbidden is None:
            if best[1].forbidden is not None:
                best, concepts = (length, entry, spans), []
            if best[1].hides and not entry.hides:
                best = (length, entry, spans)
            concepts = list(dict.fromkeys([*concepts, *entry.concepts]))
            hidden.update(entry.hides)
    if best is None:
        return None
    _length, entry, spans = best
    written = text[spans[0][0] : spans[-1][1]]
    if hidden:
        concepts = [concept for concept in concepts if concept not in hidden]
    return TermHit(tuple(concepts), entry.form, spans, written, entry.forbidden)
