"""What a text is compared and looked up by.

Lives here: `units_of` (what edit distance counts), `index_terms` (what the index holds), `masked`.
Languages with spaces go by words, the others by characters, and by pairs of them in the index: a
two-character word is found, which a trigram index cannot.
May import: language.
Apart from `fuzzy` because the store writes what searching reads.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from itertools import pairwise

from workbench.language import info

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*", re.UNICODE)
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
LONGEST_TERM = 40
"""Characters of a word that the index keeps; what is longer is no word."""


def folded(text: str) -> str:
    """Case, width and typographic apostrophes do not count."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFKC", text).replace("’", "'").casefold()


def units_of(text: str, language: str) -> list[str]:
    """Words, or characters without white space, folded: what an edit replaces."""
    plain = folded(text)
    if info(language).spaced:
        return _WORD.findall(plain)
    return [char for char in plain if not char.isspace()]


def index_terms(units: Iterable[str], language: str) -> set[str]:
    """Words, or pairs of neighbouring characters; a single character stands for itself."""
    row = list(units)
    if info(language).spaced:
        return {unit[:LONGEST_TERM] for unit in row}
    return {a + b for a, b in pairwise(row)} or set(row)


def key_of(units: Iterable[str]) -> int:
    """63 bits that say whether two texts are the same but for case, width and punctuation."""
    data = "\x1f".join(units).encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), "big") >> 1


def masked(text: str) -> str:
    """The text with every figure as #."""
    return _DIGITS.sub("#", text)


def figures(text: str) -> list[str]:
    """The figures of a text, in order."""
    return _DIGITS.findall(text)
