"""Numbers by value, whatever script or unit they are written in.

Lives here: `numbers`, `in_words`, `unmatched`. Takes a text and its language, gives each number's value
and span: 1.5 million, 150万 and 百五十万 are the same; so are 57 percent and 57%, half and 5割, 令和4年
and 2022.
May import: number, english_numbers, japanese_numbers, other_numbers, table; the standard library.
Apart from the checks because drafting looks at numbers too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from workbench.language import english_numbers, other_numbers
from workbench.language.japanese_numbers import ERAS, japanese
from workbench.language.languages import info
from workbench.language.number_value import Number, whole

__all__ = ["ERAS", "Number", "in_words", "numbers", "unmatched"]
_READ = frozenset(["en", "ja"]) | other_numbers.READ
"""Languages whose words for thousands and millions are read."""
_FOREIGN = re.compile(r"(?:[mbtr]+illion|thousand|hundred|[ミビト]リ?リオン)", re.I)
"""An English word for many that was kept in a target."""


def numbers(text: str, language: str, *, words: bool = True) -> list[Number]:
    """The numbers of a text, in order; without `words` English ones in digits alone, which is
    several times faster."""
    code = info(language).code
    if code == "ja":
        return list(japanese(text))
    if code in other_numbers.READ:
        figures = other_numbers.figures(text, code)
        worded = other_numbers.said(text, code) if words else []
        return sorted([*figures, *worded], key=lambda n: n.span)
    if code == "en":
        digits = english_numbers.in_digits(text)
        more = english_numbers.in_words(text) if words else ()
        return sorted([*digits, *more], key=lambda n: n.span) if more else list(digits)
    return [
        Number(whole(m[0].replace(",", "")), m.span())
        for m in re.finditer(r"\d+(?:,\d{3})*(?:\.\d+)?", text)
    ]


def in_words(text: str, language: str) -> list[Number]:
    """The numbers that a text says in words beside those in digits, where its language has them apart."""
    code = info(language).code
    return list(english_numbers.in_words(text) if code == "en" else other_numbers.said(text, code))


def unmatched(
    found: Sequence[Number], others: Sequence[Number], text: str, language: str
) -> list[Number]:
    """Those in digits that none of the others answers: one of the two is what the other may appear
    as. `text` is where the others stand, in `language`; 5 answers 5 million only where its words for
    millions are not read."""
    values = {number.value for number in others}
    every = values.union(*(number.also for number in others))
    return [
        number
        for number in found
        if number.exact
        and number.value not in every
        and values.isdisjoint(number.also)
        and not (number.bare in values and _kept(text, language))
    ]


def _kept(text: str, language: str) -> bool:
    """Whether words for many are not read in a text, or one was left as it was."""
    return info(language).code not in _READ or bool(_FOREIGN.search(text))
