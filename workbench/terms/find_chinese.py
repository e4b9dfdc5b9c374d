"""A form of a term in a Chinese text.

Lives here: `chinese`. Characters are compared one by
one, variants within a script folded (臺, 台); a place is taken unless a word of the text runs across its
edge: 人权 is not in 个人权利. Takes a form and a text, gives spans.
May import: model, language and `known_words` of this room; rjieba, the dictionary of words.
Apart from `find_target` because nothing of Japanese morphemes holds here.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import accumulate

from workbench.language.chinese import simplified
from workbench.language.fold import fold
from workbench.model import Span
from workbench.terms.known_words import known

_SURE = 4
"""Characters from which on a form stands nowhere by chance."""


@lru_cache(maxsize=256)
def folded(text: str) -> tuple[str, list[int]]:
    """A text as it is compared, and for each offset the one in the text."""
    key, offsets = fold(text, "zh")
    return key.translate(_variants()), offsets


def chinese(form: str, text: str) -> Iterator[Span]:
    """Where a form stands, in order."""
    wanted = folded(form)[0]
    if not wanted:
        return
    key, offsets = folded(text)
    for match in re.finditer(re.escape(wanted), key):
        start, end = match.span()
        if _free(key, start, end) and (len(wanted) >= _SURE or _whole(key, start, end)):
            yield offsets[start], offsets[end]


def _free(key: str, start: int, end: int) -> bool:
    """No Latin letter or digit beside one of the form."""
    pairs = (key[max(0, start - 1) : start + 1], key[end - 1 : end + 1])
    return not any(len(p) == 2 and p.isascii() and p.isalnum() for p in pairs)


def _whole(key: str, start: int, end: int) -> bool:
    """Whether no word of the text begins before the form and ends in it, or begins in it and ends behind."""
    edges, hiding = _words(key)
    first = bisect_right(edges, start) - 1
    if edges[first] < start and edges[first + 1] < end:
        return False
    last = bisect_right(edges, end - 1) - 1
    if edges[last] > start and edges[last + 1] > end:
        return False
    return (
        first != last
        or edges[first] not in hiding
        or edges[first + 1] - edges[first] == end - start
    )


@lru_cache(maxsize=64)
def _words(key: str) -> tuple[list[int], frozenset[int]]:
    """Where the words of a text begin, and its end; where those begin that hide what stands in them."""
    cut = _cutter()
    if cut is None:
        return list(range(len(key) + 1)), frozenset()
    words = cut(key.translate(simplified()), False)
    edges = list(accumulate(map(len, words), initial=0))
    hiding = known("zh").of("hiding")
    return edges, frozenset(at for at, word in zip(edges, words, strict=False) if word in hiding)


@lru_cache(maxsize=1)
def _cutter() -> Callable[[str, bool], list[str]] | None:
    """What cuts a text into words; None where there is no dictionary, and every place counts."""
    try:
        from rjieba import Jieba
    except ImportError:
        return None
    made = Jieba()
    for kind in ("word", "hiding"):
        for word in known("zh").of(kind):
            made.add_word(word, made.suggest_freq(word), "n")
    cut: Callable[[str, bool], list[str]] = made.cut
    return cut


@lru_cache(maxsize=1)
def _variants() -> dict[int, str]:
    words = known("zh")
    return {ord(form): words.replaced["variant", form] for form in words.of("variant")}
