"""Numbers in English text.

Lives here: `in_digits`, `in_words` and their pattern `IN_WORDS`. 1.5 million, $5m, 57 percent, 3 p.m., 1/2, 2-3 million, FY2022,
half a million, two dozen, thirty-nine as values.
May import: `number_value`; the standard library.
Apart from `japanese_numbers` because the two scripts share no rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

from workbench.language.number_value import RECENT, Number, Value, whole

_SMALL = {
    word: value
    for value, word in enumerate(
        re.findall(
            r"\w+",
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
            " fifteen sixteen seventeen eighteen nineteen",
        )
    )
}
_TENS = {
    word: 10 * value
    for value, word in enumerate(
        re.findall(r"\w+", "twenty thirty forty fifty sixty seventy eighty ninety"), 2
    )
}
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "twentieth": 20,
    "once": 1, "twice": 2, "thrice": 3, "single": 1, "double": 2, "triple": 3, "both": 2,
    "pair": 2, "couple": 2, "dozen": 12, "half": 2, "quarter": 4, "decade": 10, "century": 100,
    "decades": 10, "teen": 10, "teens": 10, "teenager": 10, "teenagers": 10, "teenage": 10,
    "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70,
    "eighties": 80, "nineties": 90, "noon": 12, "midday": 12, "midnight": 0, "doubled": 2,
    "doubles": 2, "doubling": 2, "twofold": 2, "tripled": 3, "triples": 3, "tripling": 3,
    "threefold": 3, "quadruple": 4, "quadrupled": 4, "fourfold": 4, "fivefold": 5, "sixfold": 6,
    "sevenfold": 7, "eightfold": 8, "ninefold": 9, "tenfold": 10, "twin": 2, "twins": 2,
    "fortnight": 14, "thirds": 3, "quarters": 4, "fifths": 5, "tenths": 10, "hundredth": 100,
    "thirtieth": 30, "fortieth": 40, "fiftieth": 50, "sixtieth": 60, "seventieth": 70,
    "eightieth": 80, "ninetieth": 90, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15,
    "sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19,
}  # fmt: skip
_SCALES = {
    "hundred": 100, "thousand": 1_000, "million": 10**6, "billion": 10**9, "trillion": 10**12,
    "m": 10**6, "bn": 10**9, "k": 1_000, "mn": 10**6, "tn": 10**12, "dozen": 12,
    "lakh": 10**5, "crore": 10**7,
}  # fmt: skip
_MONTHS = {
    month: number
    for number, names in enumerate(
        ["jan january", "feb february", "mar march", "apr april", "may may", "jun june",
         "jul july", "aug august", "sep september sept", "oct october", "nov november",
         "dec december"], 1,
    )
    for month in names.split()
}  # fmt: skip
_SPOKEN = "|".join(sorted({*_SMALL, *_TENS}, key=len, reverse=True))
_DIGITS = (
    r"(?P<digits>[$€£¥\d](?:(?<![\w.].)(?:(?<=\d)\d{0,2}|(?<!\d)\d{1,3})(?:,\d{3}|[\u00a0\u202f\u2009]\d{3}(?!\d))+(?:\.\d+)?"
    r"|(?<=\d)(?<![A-Za-z\d].)(?:(?<![A-Za-z][-−‐‑].)|(?<=\b(?i:mid)-.)|(?<=\b(?i:pre)-.)|(?<=\b(?i:late)-.)|(?<=\b(?i:over)-.)|(?<=\b(?i:post)-.)|(?<=\b(?i:early)-.)|(?<=\b(?i:under)-.))(?<![A-Za-z][A-Za-z]:.)\d*(?:\.\d+)?))"
    r"(?P<tail>(?:st|nd|rd|th|s)\b)?"
    r"(?:[\s-]*(?P<scale>hundred|thousand|million|billion|trillion|lakh|crore|bn|mn|tn|m|k)\b)?"
    r"(?P<clock>(?:[:.](?P<minutes>\d\d))?\s*(?P<half>[ap])\.?m\b\.?)?"
)
_IN_DIGITS = re.compile(_DIGITS, re.I)


def _begins(words: Iterable[str]) -> str:
    """A pattern of the first two letters of some words, which rules out most others at once."""
    second: dict[str, set[str]] = {}
    for word in words:
        second.setdefault(word[0], set()).add(word[1])
    return "|".join(f"{first}[{''.join(sorted(second[first]))}]" for first in sorted(second))


_ALONE = ("hundred", "thousand", "million", "billion", "trillion", *_ORDINALS)
IN_WORDS = re.compile(
    rf"\b(?={_begins((*_SMALL, *_TENS, *_ALONE, *_MONTHS))})(?:(?P<words>(?:{_SPOKEN})(?:[\s-]+(?:{_SPOKEN}|hundred|thousand|million|billion|trillion)"
    rf"|(?:(?<=hundred)|(?<=thousand)|(?<=million))\s+and\s+(?:{_SPOKEN})|(?:(?<=thousand)|(?<=million)),\s+(?:{_SPOKEN}))*)\b"
    r"|(?P<alone>hundreds?|thousands?|millions?|billions?|trillions?|"
    + "|".join(_ORDINALS)
    + r")\b"
    r"|(?P<month>" + "|".join(_MONTHS) + r")\b\.?)",
)
"""For text in lower case, which is several times faster than ignoring case."""
_MANY = r"hundred|thousand|million|billion|trillion|dozen|decade|century"
_HALF_OF = re.compile(rf"\s+an?\s+({_MANY})\b")
_HUNDRED_OF = re.compile(r"\s+(thousand|million|billion)\b")
_AND_A_HALF = re.compile(rf"\s+and\s+a\s+half(?:[\s-]+({_MANY}))?\b")
_TIMES = re.compile(r"[\s-]+(dozen|decade)s?\b")
_SHORT = frozenset(["m", "bn", "k", "mn", "tn"])
"""Scales that may be something else: 100m is a distance, 5k a race."""
_MONEY = frozenset("$€£¥")
_RANGE = re.compile(r"\s*(?:[-–—~]|to|and|or)\s*$")
_OUT_OF = re.compile(r"\s+(?:in|out of)\s+(?:every\s+)?$")
_GROUPS = re.compile("[\u00a0\u202f\u2009]")
_ZONE = re.compile(r"\s*(?:GMT|UTC|JST|EST|EDT|BST|CET|local time|hours)\b")
_LETTERED = re.compile(r"[QYH](?:(?<=\b[QH])|(?<=\bFY))(\d{1,4})\b(?![.,]\d)")
_ROMAN = re.compile(r"\b(X{0,2}(?:IX|IV|V?I{0,3}))(?<=[XVI]{2})\b|\((x{0,2}(?:ix|iv|v?i{0,3}))\)")
_ROMANS = re.compile(r"[XVI][XVI]|\([xvi]")
_ROMAN_DIGITS = {"i": 1, "v": 5, "x": 10}
_DECADES = re.compile(r"[\s-]+decades?\b", re.I)
_NO_10 = re.compile(r"(?<!world )(?<!ranked )\b(?:No|Number)[ \u00a0]\Z")
"""Number 10 is the British prime minister, not a count."""


@lru_cache(maxsize=RECENT)
def in_digits(text: str) -> tuple[Number, ...]:
    """The numbers written in digits, in order; 1/2 and 8 in 10 are one each."""
    found = [_english_digits(match) for match in _IN_DIGITS.finditer(text)]
    out = found[:1]
    for before, number in pairwise(found):
        between = text[before.span[1] : number.span[0]]
        if between == "/" and out[-1] is before and _is_share(before, number, text):
            out[-1] = _share(before, number)
            continue
        if between in ("-", "–", "/") and _SEASON.match(text[slice(*before.span)]):
            if number.span[1] - number.span[0] == 2 and isinstance(before.value, int):
                century = before.value // 100 * 100  # 1995-96
                number = replace(number, also=(*number.also, century + number.value))
        if before.bare is None and number.bare and _RANGE.match(between):
            many = number.value // number.bare  # 2-3 million: both
            out[-1] = replace(out[-1], also=(*out[-1].also, before.value * many))
        elif _OUT_OF.match(between) and before.value < number.value in _WHOLES:
            share = Fraction(100 * before.value) / number.value
            out[-1] = replace(out[-1], also=(*out[-1].also, share, share / 100))
            number = replace(number, exact=False)
        out.append(number)
    return tuple(out)


_SEASON = re.compile(r"(?:1[0-9]|20)\d\d\Z")
_WHOLES = frozenset([3, 4, 5, 6, 7, 8, 9, 10, 100, 1_000, 10_000])


def _is_share(above: Number, below: Number, text: str) -> bool:
    """Whether two numbers with a stroke between are one: a fraction, or the day of an event; three
    are a date."""
    whole_date = text.startswith("/", below.span[1]) or text.endswith("/", 0, above.span[0])
    plain = isinstance(above.value, int) and isinstance(below.value, int) and below.value > 0
    return plain and not whole_date and above.bare is below.bare is None


def _share(above: Number, below: Number) -> Number:
    value = Fraction(above.value) / below.value
    span = (above.span[0], below.span[1])
    return Number(value, span, also=(above.value, below.value, 100 * value))


@lru_cache(maxsize=RECENT)
def in_words(text: str) -> tuple[Number, ...]:
    """English numbers in words; the `million` of 5 million belongs to its digits."""
    taken = {at for number in in_digits(text) for at in range(*number.span)}
    out: list[Number] = []
    lower = text.lower()
    lower = lower if len(lower) == len(text) else "".join(c.lower()[0] for c in text)
    for match in IN_WORDS.finditer(lower):
        if match.start() in taken:
            continue
        if match["words"]:
            value = _spoken(match["words"])
            also = (*_years(value, match), *_more(value, lower, match.end()))
            out.append(Number(value, match.span(), exact=False, also=also))
        elif match["month"]:
            as_verb = match["month"] in {"may", "march"} and text[match.start()].islower()
            if not as_verb:
                month = _MONTHS[match["month"]]
                out.append(Number(month, match.span(), exact=False))
        else:
            word = match["alone"]
            count = _ORDINALS[word] if word in _ORDINALS else _SCALES[word.rstrip("s")]
            also = _IDIOMS.get(word, ())
            if word == "half" and (of := _HALF_OF.match(lower, match.end())):
                also = (*also, Fraction(_many(of[1])) / 2)
            if word == "hundred" and (of := _HUNDRED_OF.match(lower, match.end())):
                also = (*also, count * _SCALES[of[1]])
            out.append(Number(count, match.span(), exact=False, also=also))
    return (*out, *_numerals(text))


def _many(word: str) -> int:
    return _SCALES.get(word) or _ORDINALS[word]


def _more(value: int, lower: str, end: int) -> tuple[Value, ...]:
    """What words behind a number make of it: two dozen, one and a half million."""
    if many := _TIMES.match(lower, end):
        dozens = value * _many(many[1])
        return (dozens, 20) if dozens == 24 else (dozens,)
    if half := _AND_A_HALF.match(lower, end):
        exact = value + Fraction(1, 2)
        return (exact, exact * _many(half[1])) if half[1] else (exact,)
    return ()


def _numerals(text: str) -> list[Number]:
    """Elizabeth II, (iii), Q3, FY2022: numbers that are names as well."""
    out = [
        Number(int(match[1]), match.span(), exact=False, also=(int(match[1]) % 100,))
        for match in _LETTERED.finditer(text)
    ]
    for match in _ROMAN.finditer(text) if _ROMANS.search(text) else ():
        digits = [_ROMAN_DIGITS[char] for char in (match[1] or match[2] or "").lower()]
        if digits:
            value = sum(-a if a < b else a for a, b in pairwise([*digits, 0]))
            out.append(Number(value, match.span(), exact=False))
    return out


_IDIOMS: dict[str, tuple[Value, ...]] = {
    "half": (50, Fraction(1, 2), 5, 6, 30),
    "quarter": (25, Fraction(1, 4), 3, 15, 45),
    "quarters": (Fraction(3, 4), 75, 45),
    "midnight": (24, 12),
    "noon": (0,),
    "fortnight": (2,),
    "third": (Fraction(1, 3), 33),
    "fourth": (Fraction(1, 4), 25),
    "fifth": (Fraction(1, 5), 20),
    "sixth": (Fraction(1, 6),),
    "seventh": (Fraction(1, 7),),
    "eighth": (Fraction(1, 8),),
    "ninth": (Fraction(1, 9),),
    "tenth": (Fraction(1, 10),),
    "double": (2,),
    "second": (1,),
    "dozen": (10,),
    "century": (1,),
}


def _english_digits(match: re.Match[str]) -> Number:
    start, end = match.span()
    written, also = match["digits"].lstrip("$€£¥").replace(",", ""), list[Value]()
    written = _GROUPS.sub("", written)
    minutes, half = match["minutes"], match["half"]
    if half and written[-3:-2] == ".":  # 5.30pm
        also.append(whole(written))
        written, _dot, minutes = written.partition(".")
    value = whole(written)
    bare: Value | None = None
    if match["scale"]:
        scale = match["scale"].lower()
        money = match.string[start - 1 : start + 1].strip("0123456789") in _MONEY
        if scale in _SHORT and not money:
            also.append(value)
        bare, value = value, value * _SCALES[scale]
    if half:
        hour = value % 12 + (12 if half.lower() == "p" else 0)
        also.append(hour)
        if minutes:
            also.append(int(minutes))
    short = match["tail"] and match["tail"].lower() == "s"
    if value < 100 and (short or match.string[start - 1 : start] in {"'", "’"}):
        also += [1900 + value, 2000 + value]
    if len(written) == 4 and written.isdecimal() and bare is None:
        also += _four_digits(value, match)
    also += _years(value, match)
    downing_street = match[0] == "10" and (
        _NO_10.search(match.string, max(0, start - 20), start)
        or match.string.startswith(" Downing Street", end)
    )
    return Number(value, (start, end), not downing_street, tuple(also), bare)


def _four_digits(value: Value, match: re.Match[str]) -> list[Value]:
    """2022 may be the year 22; 0930 GMT is half past nine."""
    if _ZONE.match(match.string, match.end()):
        return [value // 100, value % 100]
    if 1000 < value < 2200 and "," not in match["digits"]:
        return [value % 100]
    return []


def _years(value: Value, match: re.Match[str]) -> list[Value]:
    """6 decades are 60 years, too."""
    return [10 * value] if _DECADES.match(match.string, match.end()) else []


def _spoken(words: str) -> int:
    total = part = 0
    for word in re.findall(r"[a-z]+", words.lower()):
        if word in _SCALES:
            part = max(part, 1) * _SCALES[word]
            if _SCALES[word] >= 1_000:
                total, part = total + part, 0
        else:
            part += _SMALL.get(word, _TENS.get(word, 0))
    return total + part
