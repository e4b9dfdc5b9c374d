"""Numbers by value, whatever script or unit they are written in.

Lives here: `numbers`. Takes a text and its language, gives each number's value and span:
1.5 million, 150万 and 百五十万 are the same; so are 57 percent and 57%, half and 5割, 令和4年 and 2022.
May import: table, the standard library.
Apart from the checks because drafting looks at numbers too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from workbench.language.table import info


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text."""

    value: int | Fraction
    span: tuple[int, int]
    exact: bool = True
    """Written in digits; numbers in words may be idiom ("one of the…") and are only allowed for."""
    also: tuple[int | Fraction, ...] = ()
    """Other values it may rightly appear as (15:00 for 3 p.m., 1990 for the '90s)."""


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
    "decades": 10, "teen": 10, "teens": 10,
}  # fmt: skip
_SCALES = {
    "hundred": 100, "thousand": 1_000, "million": 10**6, "billion": 10**9, "trillion": 10**12,
    "m": 10**6, "bn": 10**9, "k": 1_000, "mn": 10**6, "tn": 10**12, "dozen": 12,
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
    r"(?P<digits>[$€£¥\d](?:(?<![\w.].)(?:(?<=\d)\d{0,2}|(?<!\d)\d{1,3})(?:,\d{3})+(?:\.\d+)?"
    r"|(?<=\d)(?<![A-Za-z\d].)(?<![A-Za-z]-.)(?<![A-Za-z][A-Za-z]:.)\d*(?:\.\d+)?))"
    r"(?P<tail>(?:st|nd|rd|th|s)\b)?"
    r"(?:[\s-]*(?P<scale>hundred|thousand|million|billion|trillion|bn|mn|tn|m|k)\b)?"
    r"(?P<clock>(?:[:.](?P<minutes>\d\d))?\s*(?P<half>[ap])\.?m\b\.?)?"
)
_IN_DIGITS = re.compile(_DIGITS, re.I)
_IN_WORDS = re.compile(
    rf"\b(?:(?P<words>(?:{_SPOKEN})(?:[\s-]+(?:and\s+)?(?:{_SPOKEN}|hundred|thousand|million|billion))*)\b"
    r"|(?P<alone>hundreds?|thousands?|millions?|billions?|" + "|".join(_ORDINALS) + r")\b"
    r"|(?P<month>" + "|".join(_MONTHS) + r")\b\.?)",
)
"""For text in lower case, which is several times faster than ignoring case."""
_DECADES = re.compile(r"[\s-]+decades?\b", re.I)
_NO_10 = re.compile(r"(?<!world )(?<!ranked )\b(?:No|Number)[ \u00a0]\Z")
"""Number 10 is the British prime minister, not a count."""
_KANJI_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {
    "零": 0,
    "両": 2,
}
_KANJI_UNITS = {"十": 10, "百": 100, "千": 1_000}
_KANJI_SCALES = {"万": 10**4, "億": 10**8, "兆": 10**12}
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867}
ERAS = tuple(_ERAS)
"""What the years of an emperor are counted under."""
_WIDE = str.maketrans("０１２３４５６７８９，．", "0123456789,.")
_HAS_WIDE = re.compile("[０-９，．]")
_JAPANESE = re.compile(
    r"(?=[\d〇零一二三四五六七八九十百千半過令平昭大明])(?:(?P<era>令和|平成|昭和|大正|明治)(?P<year>元|[\d〇一二三四五六七八九十]+)(?=年)"
    r"|(?P<code>(?<=[A-Za-z]-)\d+)"
    r"|(?P<below>[\d一二三四五六七八九十]+)分の(?P<above>[\d一二三四五六七八九十]+)"
    r"|(?P<mixed>\d[\d,]*(?:\.\d+)?(?:[十百千万億兆](?:\d[\d,]*(?:\.\d+)?)?)*)(?P<wari>割)?"
    r"|(?P<kanji>[〇零一二三四五六七八九十百千]+(?:[万億兆][〇零一二三四五六七八九十百千]*)*)(?P<kwari>割)?"
    r"|(?P<half>半数|半分|半年|半ば|過半))"
)


def numbers(text: str, language: str, *, words: bool = True) -> list[Number]:
    """The numbers of a text, in order; without `words` English ones in digits alone, which is
    several times faster."""
    code = info(language).code
    if code == "ja" or code == "zh":
        return _japanese(text)
    if code == "en":
        digits = [_english_digits(match) for match in _IN_DIGITS.finditer(text)]
        more = _in_words(text, digits) if words else []
        return sorted([*digits, *more], key=lambda n: n.span) if more else digits
    return [
        Number(_whole(m[0].replace(",", "")), m.span())
        for m in re.finditer(r"\d+(?:,\d{3})*(?:\.\d+)?", text)
    ]


def in_words(text: str, language: str, digits: list[Number]) -> list[Number]:
    """The numbers that a text says in words beside `digits`, where its language has them apart."""
    return _in_words(text, digits) if info(language).code == "en" else []


def _in_words(text: str, digits: list[Number]) -> list[Number]:
    """English numbers in words; the `million` of 5 million belongs to its digits."""
    taken = {at for number in digits for at in range(*number.span)}
    out: list[Number] = []
    lower = text.lower()
    lower = lower if len(lower) == len(text) else "".join(c.lower()[0] for c in text)
    for match in _IN_WORDS.finditer(lower):
        if match.start() in taken:
            continue
        if match["words"]:
            value = _spoken(match["words"])
            also = tuple(_years(value, match))
            out.append(Number(value, match.span(), exact=False, also=also))
        elif match["month"]:
            as_verb = match["month"] in {"may", "march"} and text[match.start()].islower()
            if not as_verb:
                month = _MONTHS[match["month"]]
                out.append(Number(month, match.span(), exact=False))
        else:
            word = match["alone"]
            count = _ORDINALS.get(word) or _SCALES[word.rstrip("s")]
            out.append(Number(count, match.span(), exact=False, also=_IDIOMS.get(word, ())))
    return out


_IDIOMS: dict[str, tuple[int | Fraction, ...]] = {
    "half": (50, Fraction(1, 2), 5, 6),
    "quarter": (25, Fraction(1, 4), 3),
    "double": (2,),
    "third": (Fraction(1, 3), 33),
    "second": (1,),
    "dozen": (10,),
    "century": (1,),
}


def _english_digits(match: re.Match[str]) -> Number:
    written, also = match["digits"].lstrip("$€£¥").replace(",", ""), list[int | Fraction]()
    minutes, half = match["minutes"], match["half"]
    if half and written[-3:-2] == ".":  # 5.30pm
        also.append(_whole(written))
        written, _dot, minutes = written.partition(".")
    value = _whole(written)
    if match["scale"]:
        also.append(value)
        value *= _SCALES[match["scale"].lower()]
    if half:
        hour = value % 12 + (12 if half.lower() == "p" else 0)
        also.append(hour)
        if minutes:
            also.append(int(minutes))
    if match["tail"] and match["tail"].lower() == "s" and value < 100:
        also += [1900 + value, 2000 + value]
    if 1000 < value < 2200 and value == int(value):
        also.append(value % 100)
    also += _years(value, match)
    start, end = match.span()
    downing_street = match[0] == "10" and (
        _NO_10.search(match.string, max(0, start - 20), start)
        or match.string.startswith(" Downing Street", end)
    )
    return Number(value, (start, end), not downing_street, tuple(also))


def _years(value: int | Fraction, match: re.Match[str]) -> list[int | Fraction]:
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


def _japanese(text: str) -> list[Number]:
    plain = text.translate(_WIDE) if _HAS_WIDE.search(text) else text
    out: list[Number] = []
    for match in _JAPANESE.finditer(plain):
        if match["era"]:
            year = 1 if match["year"] == "元" else _mixed(match["year"])
            out.append(Number(_ERAS[match["era"]] + year, match.span(), also=(year,)))
        elif match["code"]:
            continue  # COVID-19, 3:09-cv-02292: part of a name
        elif match["below"]:
            above, below = _mixed(match["above"]), _mixed(match["below"]) or 1
            share = Fraction(above) / below
            out.append(Number(share, match.span(), exact=False, also=(above, below, 100 * share)))
        elif match["half"]:
            out.append(Number(2, match.span(), exact=False, also=(50, 6, Fraction(1, 2))))
        else:
            written = match["mixed"] or match["kanji"]
            value = _mixed(written)
            tenths = bool(match["wari"] or match["kwari"])
            other = (value,) if tenths else ()
            value = value * 10 if tenths else value
            out.append(Number(value, match.span(), bool(match["mixed"]), other))
            if plain.startswith("時半", end := match.end()):
                out.append(Number(30, (end + 1, end + 2), exact=False))
    return out


@lru_cache(maxsize=4096)
def _whole(text: str) -> int | Fraction:
    return Fraction(text) if "." in text else int(text)


def _mixed(text: str) -> int | Fraction:
    """1億2000万, 二十三, 2千, 百五十万, 二〇二二 as a value."""
    if text.isdecimal() and text.isascii():
        return _whole(text)
    if re.fullmatch(r"[〇零一二三四五六七八九]{2,}", text):
        return int("".join(str(_KANJI_DIGITS[char]) for char in text))
    total: int | Fraction = 0
    part: int | Fraction = 0
    current: int | Fraction | None = None
    for piece in re.findall(r"\d[\d,]*(?:\.\d+)?|.", text):
        if piece[0].isdigit() and piece.isascii():
            current = _whole(piece.rstrip(",").replace(",", ""))
        elif piece in _KANJI_DIGITS:
            current = (current or 0) * 10 + _KANJI_DIGITS[piece]
        elif piece in _KANJI_UNITS:
            part += (1 if current is None else current) * _KANJI_UNITS[piece]
            current = None
        elif piece in _KANJI_SCALES:
            part += current or 0
            total += (part or 1) * _KANJI_SCALES[piece]
            part, current = 0, None
    return total + part + (current or 0)
