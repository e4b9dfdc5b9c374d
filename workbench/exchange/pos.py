"""Parts of speech as other tools write them.

Lives here: `part_of_speech`. Takes a word (Noun, n., properNoun, 名詞), gives the termbase's own; '' where
it means none of them, since a termbase that `lint` refuses helps nobody.
May import: terms.
Apart from the formats because they all meet the same words.
"""

from __future__ import annotations

import re

from workbench.terms.tsv import POS

_OTHER = {
    "n": "noun", "substantive": "noun", "commonnoun": "noun", "名詞": "noun", "普通名詞": "noun",
    "propernoun": "proper noun", "propn": "proper noun", "name": "proper noun",
    "固有名詞": "proper noun", "v": "verb", "動詞": "verb", "サ変動詞": "verb",
    "adj": "adjective", "a": "adjective", "形容詞": "adjective", "形容動詞": "adjective",
    "adv": "adverb", "副詞": "adverb", "phr": "phrase", "nounphrase": "phrase",
    "setphrase": "phrase", "abbr": "abbreviation", "acronym": "abbreviation",
    "initialism": "abbreviation", "sentence": "phrase", "句": "phrase", "略語": "abbreviation",
}  # fmt: skip


def part_of_speech(word: str) -> str:
    """The termbase's part of speech for a word of another tool."""
    low = " ".join(word.split()).lower()
    return low if low in POS else _OTHER.get(re.sub(r"[\s._-]+", "", low), "")
