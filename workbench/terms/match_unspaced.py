"""Terms in a source text of a language without spaces.

Lives here: Characters, the Matcher for such languages. Aho–Corasick over folded characters
proposes, the rules of `find_target` accept. Takes concepts and texts, gives TermHits.
May import: model, language and the modules of this room; ahocorasick_rs.
Apart from `source_matcher` because nothing of word-by-word matching holds here.
"""

from __future__ import annotations

from collections.abc import Iterable

from workbench.language import info
from workbench.language.fold import fold
from workbench.language.tags import stripped
from workbench.model import Span, TermHit
from workbench.terms.concept import Concept
from workbench.terms.find_target import find_form


class Characters:
    """Matching on characters. In Japanese a する-verb is proposed by its noun, a form with okurigana by what
    stands before its first kana; `find_form` then decides."""

    def __init__(self, concepts: Iterable[Concept], language: str) -> None:
        from ahocorasick_rs import AhoCorasick, MatchKind

        self._language = language if "-" in language else info(language).code
        self._code = info(language).code
        self._forms: dict[str, list[tuple[str, str, list[str], str | None]]] = {}
        for concept in concepts:
            terms = concept.in_(self._language)
            rows = [(form, None) for form in (*terms.approved, *terms.exceptions)]
            for form, reason in [*rows, *terms.forbidden]:
                ids = [] if reason is None and form in terms.exceptions else [concept.id]
                for said in terms.written(form):
                    self._add(said, form, ids, reason)
        self._seeds = list(self._forms)
        self._automaton = AhoCorasick(self._seeds, matchkind=MatchKind.Standard)

    def _add(self, said: str, form: str, ids: list[str], reason: str | None) -> None:
        """A form as it may be said, and the concepts it is of."""
        for key in filter(None, self._seeds_of(said)):
            known = self._forms.setdefault(key, [])
            for entry in known:
                if entry[0] == said and entry[3] == reason:
                    entry[2].extend(ids)
                    break
            else:
                known.append((said, form, list(ids), reason))

    def _seeds_of(self, form: str) -> list[str]:
        if self._code == "ko":
            from workbench.terms.find_korean import seeds

            return seeds(form)
        if self._code == "zh":
            return [self._folded(form)]
        return [self._seed(form)]

    def _folded(self, text: str) -> str:
        if self._code == "zh":
            from workbench.terms.find_chinese import folded

            return folded(text)[0]
        return fold(text, self._language)[0]

    def _seed(self, form: str) -> str:
        key = fold(form.removesuffix("する") or form, self._language)[0]
        kana = next((at for at, char in enumerate(key) if "ぁ" <= char <= "ん"), len(key))
        # A kana word keeps two characters, enough to propose it and few enough to inflect.
        return key[: kana or 2] if kana < 4 else key

    def match(self, text: str) -> tuple[TermHit, ...]:
        plain, offsets = stripped(text)
        key = self._folded(plain)
        found: dict[Span, TermHit] = {}
        for seed in dict.fromkeys(
            self._seeds[number] for number, _a, _b in
            self._automaton.find_matches_as_indexes(key, overlapping=True)
        ):  # fmt: skip
            for said, form, concepts, reason in self._forms[seed]:
                for a, b in find_form(said, plain, self._language):
                    span = (offsets[a], offsets[b - 1] + 1)
                    hit = TermHit(tuple(concepts), form, (span,), text[slice(*span)], reason)
                    before = found.get(span)
                    if before is not None and before.forbidden is None and reason is None:
                        both = tuple(dict.fromkeys([*before.concepts, *concepts]))
                        hit = TermHit(both, before.term, (span,), before.text)
                    if before is None or before.forbidden is not None or reason is None:
                        found[span] = hit
        return tuple(hit for hit in _longest(found) if hit.concepts)


def _longest(found: dict[Span, TermHit]) -> tuple[TermHit, ...]:
    """Leftmost-longest, not overlapping."""
    kept: list[TermHit] = []
    end = 0
    for a, b in sorted(found, key=lambda span: (span[0], -span[1])):
        if a >= end:
            kept.append(found[a, b])
            end = b
    return tuple(kept)
