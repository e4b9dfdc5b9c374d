"""Base forms of words in spaced languages.

Lives here: the only use of simplemma. Takes a word and a language, gives its dictionary form, or
the word itself where the language is not known.
May import: simplemma (loaded at first use; its dictionary takes about 0.1 s).
Apart because it is the one door to that library.
"""

from __future__ import annotations

from functools import lru_cache

from workbench.language.table import info


@lru_cache(maxsize=65536)
def lemma(word: str, language: str) -> str:
    """The base form of a lower-case word."""
    import simplemma

    try:
        return str(simplemma.lemmatize(word, lang=info(language).code))
    except (ValueError, KeyError):  # a language simplemma has no dictionary for
        return word
