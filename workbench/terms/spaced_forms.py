"""Base forms of words in languages with spaces, and what stands before a word without being one.

Lives here: `lemma_function`, which gives for a language a function from a word to its base forms;
`apart`, a text with elided articles set apart from their words (l’orientation); `unaccented`. Takes
and gives words. English has rules of its own; of others a dictionary knows the forms, and what it
misses (feminines, participles) is tried by endings that are data (`data/terms/words.fr.tsv`).
May import: language and `known_words` of this room.
Apart from `match_spaced` because that searches, this knows words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache

from workbench.terms.known_words import KINDS, known

Lemmas = Callable[[str], frozenset[str]]
_BARE = "^"
"""Before a word written without its accents: ETAT may be état, cote is no côté."""
_STEM = 3


def lemma_function(language: str) -> Lemmas:
    """The base forms that a word of a language may have."""
    if language == "en":
        from workbench.language.english import lemmas

        return lemmas
    if language in KINDS:
        return _with_rules(language)
    from workbench.language.lemmas import lemma

    def both(word: str) -> frozenset[str]:
        low = word.lower()
        return frozenset({low, lemma(low, language)})

    return both


@lru_cache(maxsize=8)
def _with_rules(language: str) -> Lemmas:
    from workbench.language.lemmas import lemma
    from workbench.language.lexicon import base_form

    words = known(language)
    rules = [
        (kind, ending, words.replaced.get((kind, ending), ""))
        for kind in ("feminine", "participle")
        for ending in sorted(words.of(kind), key=len, reverse=True)
    ]

    def tried(word: str) -> Iterator[str]:
        """Dictionary forms that an ending speaks for."""
        one = word.removesuffix("s")
        itself = one in words.of("apart") or lemma(one + "s", language) == one
        for kind, ending, base in rules:
            if len(one) - len(ending) < _STEM or not one.endswith(ending):
                continue
            if kind == "feminine" and itself:
                continue
            made = one[: len(one) - len(ending)] + base
            if base_form(made, language) is not None:
                yield made

    @lru_cache(maxsize=65536)
    def forms(word: str) -> frozenset[str]:
        low = word.lower()
        same = words.replaced.get(("same", low), "")
        found = {low, same or lemma(low, language)}
        if same:
            found.add(lemma(same, language))
        if word[:1].isupper() and word.isascii():
            found.add(_BARE + low)
        if low in words.of("apart"):
            return frozenset(found)
        if not low.endswith("s") and low + "s" not in words.of("apart"):
            found.add(lemma(low + "s", language))
        found.update({lemma(word, language) for word in found if word[0] != _BARE})
        found.update(tried(low))
        return frozenset(found)

    return forms


def unaccented(word: str, language: str) -> frozenset[str]:
    """How a word of a term may stand in capitals, where a language leaves their accents off."""
    if language not in KINDS or language == "en" or word.isascii():
        return frozenset()
    plain = unicodedata.normalize("NFD", word.lower())
    return frozenset({_BARE + "".join(c for c in plain if not unicodedata.combining(c))})


@lru_cache(maxsize=8)
def _elided(language: str) -> re.Pattern[str] | None:
    words = known(language).of("elided") if language in KINDS else ()
    if not words:
        return None
    some = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    return re.compile(rf"(?<!\w)({some})['’](?=\w)", re.IGNORECASE)


def apart(text: str, language: str) -> str:
    """A text of the same length, in which what is elided before a word stands as a word of its own."""
    if "'" not in text and "’" not in text:
        return text
    pattern = _elided(language)
    return text if pattern is None else pattern.sub(r"\1 ", text)
