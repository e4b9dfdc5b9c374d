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

    value: Fraction
    span: tuple[int, int]
    exact: bool = True
    """Written in digits; numbers in words may be idiom ("one of the…") and are only allowed for."""
    also: tuple[Fraction, ...] = ()
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
    r"(?P<digits>(?=[$€£¥\d])(?:(?<![\w.])[$€£¥]?\d{1,3}(?:,\d{3})+(?:\.\d+)?"
    r"|(?<![A-Za-z\d])(?<![A-Za-z]-)(?<![A-Za-z][A-Za-z]:)\d+(?:\.\d+)?))"
    r"(?P<tail>(?:st|nd|rd|th|s)\b)?"
    r"(?:[\s-]*(?P<scale>hundred|thousand|million|billion|trillion|bn|mn|tn|m|k)\b)?"
    r"(?P<clock>(?:[:.](?P<minutes>\d\d))?\s*(?P<half>[ap])\.?m\b\.?)?"
)
_IN_DIGITS = re.compile(_DIGITS, re.I)
_ENGLISH = re.compile(
    _DIGITS
    + rf"|\b(?P<words>(?:{_SPOKEN})(?:[\s-]+(?:and\s+)?(?:{_SPOKEN}|hundred|thousand|million|billion))*)\b"
    r"|\b(?P<alone>hundreds?|thousands?|millions?|billions?|" + "|".join(_ORDINALS) + r")\b"
    r"|\b(?P<month>" + "|".join(_MONTHS) + r")\b\.?",
    re.I,
)
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
_WIDE = {code: code - 0xFEE0 for code in range(ord("０"), ord("９") + 1)}
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
        return _english(text, _ENGLISH if words else _IN_DIGITS)
    return [
        Number(Fraction(m[0].replace(",", "")), m.span())
        for m in re.finditer(r"\d+(?:,\d{3})*(?:\.\d+)?", text)
    ]


def _english(text: str, pattern: re.Pattern[str]) -> list[Number]:
    out: list[Number] = []
    for match in pattern.finditer(text):
        if match["digits"]:
            out.append(_english_digits(match))
        elif match["words"]:
            value = Fraction(_spoken(match["words"]))
            also = tuple(_years(value, match))
            out.append(Number(value, match.span(), exact=False, also=also))
        elif match["month"]:
            if not (match[0][0].islower() and match["month"] in {"may", "march"}):
                value = Fraction(_MONTHS[match["month"].lower()])
                out.append(Number(value, match.span(), exact=False))
        else:
            word = match["alone"].lower()
            count = _ORDINALS.get(word) or _SCALES[word.rstrip("s")]
            out.append(Number(Fraction(count), match.span(), exact=False, also=_idiom(word)))
    return out


def _idiom(word: str) -> tuple[Fraction, ...]:
    return {
        "half": (Fraction(50), Fraction(1, 2), Fraction(5), Fraction(6)),
        "quarter": (Fraction(25), Fraction(1, 4), Fraction(3)),
        "double": (Fraction(2),),
        "third": (Fraction(1, 3), Fraction(33)),
        "second": (Fraction(1),),
        "dozen": (Fraction(10),),
        "century": (Fraction(1),),
    }.get(word, ())


def _english_digits(match: re.Match[str]) -> Number:
    written, also = match["digits"].lstrip("$€£¥").replace(",", ""), list[Fraction]()
    minutes = match["minutes"]
    if match["half"] and written[-3:-2] == ".":  # 5.30pm
        also.append(_whole(written))
        written, _dot, minutes = written.partition(".")
    value = _whole(written)
    if match["scale"]:
        also.append(value)
        value *= _SCALES[match["scale"].lower()]
    if match["half"]:
        hour = value % 12 + (12 if match["half"].lower() == "p" else 0)
        also.append(hour)
        if minutes:
            also.append(Fraction(minutes))
    if match["tail"] and match["tail"].lower() == "s" and value < 100:
        also += [1900 + value, 2000 + value]
    if value == int(value) and 1000 < value < 2200:
        also.append(value % 100)
    also += _years(value, match)
    start, end = match.span()
    downing_street = match[0] == "10" and (
        _NO_10.search(match.string, max(0, start - 20), start)
        or match.string.startswith(" Downing Street", end)
    )
    return Number(value, (start, end), not downing_street, tuple(also))


def _years(value: Fraction, match: re.Match[str]) -> list[Fraction]:
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
    plain = text if _WIDE.keys().isdisjoint(map(ord, text)) else text.translate(_WIDE)
    plain = plain.replace("，", ",").replace("．", ".")
    out: list[Number] = []
    for match in _JAPANESE.finditer(plain):
        if match["era"]:
            year = 1 if match["year"] == "元" else _mixed(match["year"])
            year_of_era = (Fraction(year),)
            value = Fraction(_ERAS[match["era"]] + year)
            out.append(Number(value, match.span(), also=year_of_era))
        elif match["code"]:
            continue  # COVID-19, 3:09-cv-02292: part of a name
        elif match["below"]:
            above, below = _mixed(match["above"]), _mixed(match["below"]) or Fraction(1)
            parts = (above, below, 100 * above / below)
            out.append(Number(above / below, match.span(), exact=False, also=parts))
        elif match["half"]:
            values = (Fraction(50), Fraction(6), Fraction(1, 2))
            out.append(Number(Fraction(2), match.span(), exact=False, also=values))
        else:
            written = match["mixed"] or match["kanji"]
            value = _mixed(written)
            tenths = bool(match["wari"] or match["kwari"])
            other = (value,) if tenths else ()
            value = value * 10 if tenths else value
            out.append(Number(value, match.span(), bool(match["mixed"]), other))
            if plain.startswith("時半", end := match.end()):
                out.append(Number(Fraction(30), (end + 1, end + 2), exact=False))
    return out


@lru_cache(maxsize=4096)
def _whole(text: str) -> Fraction:
    return Fraction(text)


def _mixed(text: str) -> Fraction:
    """1億2000万, 二十三, 2千, 百五十万, 二〇二二 as a value."""
    if text.isdecimal() and text.isascii():
        return _whole(text)
    if re.fullmatch(r"[〇零一二三四五六七八九]{2,}", text):
        return Fraction(int("".join(str(_KANJI_DIGITS[char]) for char in text)))
    total = part = Fraction(0)
    current: Fraction | None = None
    for piece in re.findall(r"\d[\d,]*(?:\.\d+)?|.", text):
        if piece[0].isdigit() and piece.isascii():
            current = Fraction(piece.rstrip(",").replace(",", ""))
        elif piece in _KANJI_DIGITS:
            current = Fraction((current or 0) * 10 + _KANJI_DIGITS[piece])
        elif piece in _KANJI_UNITS:
            part += (1 if current is None else current) * _KANJI_UNITS[piece]
            current = None
        elif piece in _KANJI_SCALES:
            part += current or 0
            total += (part or 1) * _KANJI_SCALES[piece]
            part, current = Fraction(0), None
    return total + part + (current or 0)
