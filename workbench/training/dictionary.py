"""What a dictionary says of words the model has hardly met.

Lives here: Dictionary, `base_form`. Takes the corpus, gives each English word's likeliest Japanese, by
how often both stand in one pair and how common the Japanese is, and how often the corpus has the word.
May import: `recipe` of this room; simplemma, ahocorasick_rs.
Apart from `marks` because what a word means is one thing, which words to mark another.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cache

from workbench.training.recipe import WORD_LISTS

WORD = re.compile(r"[A-Za-z][a-z]+(?:-[a-z]+)*")
_TRUSTED = {"jlt_terms": 0, "jmdict": 0, "gov_orgs": 1, "kyoto_lexicon": 2, "jmdict_rare": 2}
"""Word lists that are asked, the most reliable with the lowest number."""
_HEARD = 3
"""Every how manieth pair is listened to for how common a Japanese form is."""


@cache
def base_form(word: str) -> str:
    """The form a dictionary lists, in lower case."""
    import simplemma

    return simplemma.lemmatize(word, "en").lower()


class Dictionary:
    """`likely`: base form → its likeliest Japanese; `often`: base form → pairs of the corpus with it."""

    def __init__(self, pairs: Iterable[tuple[str, str, str]], authored: Iterable[tuple[str, str]],
                 weight: int = 6) -> None:  # fmt: skip
        """`pairs` are (source, English, Japanese); an authored pair counts `weight` times."""
        entries: dict[str, list[tuple[int, str]]] = defaultdict(list)
        rows: list[tuple[str, str, int]] = []
        for source, english, japanese in pairs:
            if source in _TRUSTED:
                word = re.sub(r"^(to|a|an|the) ", "", english.strip()).lower()
                if 3 <= len(word) <= 30 and " " not in word and 2 <= len(japanese) <= 12:
                    entries[word].append((_TRUSTED[source], japanese.strip()))
            elif source not in WORD_LISTS:
                rows.append((english, japanese, 1))
        rows += [(english, japanese, weight) for english, japanese in authored]
        self.often: Counter[str] = Counter()
        beside: dict[str, Counter[str]] = defaultdict(Counter)
        for english, japanese, times in rows:
            for base in {base_form(word) for word in WORD.findall(english)}:
                self.often[base] += times
                for _rank, target in entries.get(base, ()):
                    if target in japanese:
                        beside[base][target] += times
        common = _common({target for found in entries.values() for _r, target in found}, rows)
        self.likely = {
            word: max(
                found,
                key=lambda entry, word=word: (  # type: ignore[misc]
                    (beside[word][entry[1]] * 3 + 1)
                    / (1 + entry[0] / 2)
                    * math.log(2 + common[entry[1]])
                ),
            )[1]
            for word, found in entries.items()
        }


def _common(forms: set[str], rows: list[tuple[str, str, int]]) -> Counter[str]:
    """How often each form is said in a sample of the pairs."""
    import ahocorasick_rs

    order = sorted(forms)
    machine = ahocorasick_rs.AhoCorasick(order, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
    heard: Counter[str] = Counter()
    for _english, japanese, times in rows[::_HEARD]:
        for number, _start, _end in machine.find_matches_as_indexes(japanese):
            heard[order[number]] += times
    return heard
