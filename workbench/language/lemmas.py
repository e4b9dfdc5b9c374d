"""Base forms of words in spaced languages.

Lives here: `lemma`. Takes a word and a language, gives its dictionary form, or the word itself
where the language is not known.
May import: lexicon, table; simplemma for words that its dictionary does not have as they are.
Apart from `english` because that knows one language, this all that simplemma has a dictionary of.
"""

from __future__ import annotations

from functools import lru_cache

from workbench.language.languages import info
from workbench.language.lexicon import base_form

_OWN_RULES = frozenset(["en"])
"""Languages with rules of their own for words that no dictionary has (see `english`)."""


@lru_cache(maxsize=65536)
def lemma(word: str, language: str) -> str:
    """The base form of a lower-case word."""
    code = info(language).code
    known = base_form(word, code)
    if known is not None:
        return known
    if code in _OWN_RULES or not word:
        return word
    import simplemma

    try:
        return str(simplemma.lemmatize(word, lang=code))
    except (ValueError, KeyError):  # a language simplemma has no dictionary for
        return word
