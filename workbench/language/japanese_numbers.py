"""Numbers in Japanese and Chinese text.

Lives here: `japanese`. 150万, 百五十万, １，５００，０００ and 令和4年 as values; shares (5割, 三分の二),
halves (2時間半) and decimals in kanji (三・五) too.
May import: `number_value`; the standard library.
Apart from `english_numbers` because the two scripts share no rule.
"""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

from workbench.language.number_value import RECENT, Number, Value, whole

_KANJI_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {
    "零": 0,
    "両": 2,
}
_KANJI_UNITS = {"十": 10, "百": 100, "千": 1_000}
_KANJI_SCALES = {"万": 10**4, "億": 10**8, "兆": 10**12}
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867}
ERAS = tuple(_ERAS)
"""What the years of an emperor are counted under."""
_WIDE = str.maketrans("０１２３４５６７８９，．壱弐萬", "0123456789,.一二万")
_HAS_WIDE = re.compile("[０-９，．壱弐萬]")
_HALF_MORE = re.compile(
    "(?:時間|年|週間?|日|倍|世紀|[かカヶケヵ]?月|キロ(?:メートル)?|メートル|トン)?半(?![数分期径島額減ば導年世端])"
)
"""2時間半 is 2.5 hours; what follows 半 here makes another word of it."""
_RANGE = re.compile("[〜～~–-]|から|、")
_GAPS = re.compile("[ \u00a0\u202f\u2009]")
_SAID = {"正午": 12, "ゼロ": 0, "ひとつ": 1, "ふたつ": 2, "ひとり": 1, "ふたり": 2}
_JAPANESE = re.compile(
    r"(?=[\d〇零一二三四五六七八九十百千半過令平昭大明正ゼひふ])(?:(?P<era>令和|平成|昭和|大正|明治)(?P<year>元|[\d〇一二三四五六七八九十]+)(?=年)"
    r"|(?P<code>(?:(?<=[A-Za-zＡ-Ｚａ-ｚ][-−‐‑－])|(?<=[A-Za-zＡ-Ｚａ-ｚ]))\d+)"
    r"|(?P<below>[\d一二三四五六七八九十]+)分の(?P<above>[\d一二三四五六七八九十]+)"
    r"|(?P<mixed>(?:\d{1,3}(?:[\u00a0\u202f\u2009 ]\d{3}(?!\d))+|\d[\d,]*(?:\.\d+)?)(?:[ \u00a0\u202f]?[十百千万億兆](?:[ \u00a0\u202f]?\d[\d,]*(?:\.\d+)?(?![\d,]*[時分]))?)*)(?P<wari>割)?"
    r"|(?P<point>[〇零一二三四五六七八九十]+・[〇一二三四五六七八九]+)(?=[%％パポ割倍度万億]|キロ|メートル|秒)"
    r"|(?P<kanji>[〇零一二三四五六七八九十百千]+(?:[万億兆][〇零一二三四五六七八九十百千]*)*)(?P<kwari>割)?"
    r"|(?P<half>半数|半分|半年|半ば|過半)"
    r"|(?P<said>正午|ゼロ|(?<![ぁ-ん])(?:ひと|ふた)[りつ]))"
)


@lru_cache(maxsize=RECENT)
def japanese(text: str) -> tuple[Number, ...]:
    """The numbers of a text, in order; those in kanji are only allowed for, not asked for."""
    plain = text.translate(_WIDE) if _HAS_WIDE.search(text) else text
    out: list[Number] = []
    for match in _JAPANESE.finditer(plain):
        if match["era"]:
            year = 1 if match["year"] == "元" else _mixed(match["year"])
            value = _ERAS[match["era"]] + year
            decade = plain.startswith("年代", match.end())  # 昭和30年代: parts of two of ours
            also = (year, value // 10 * 10, value // 10 * 10 + 10) if decade else (year,)
            out.append(Number(value, match.span(), not decade, also))
        elif match["code"]:
            continue  # COVID-19, G7, 3:09-cv-02292: part of a name
        elif match["below"]:
            above, below = _mixed(match["above"]), _mixed(match["below"]) or 1
            share = Fraction(above) / below
            out.append(Number(share, match.span(), exact=False, also=(above, below, 100 * share)))
        elif match["point"]:
            left, _dot, right = match["point"].partition("・")
            digits = "".join(str(_KANJI_DIGITS[char]) for char in right)
            out.append(Number(_mixed(left) + Fraction("0." + digits), match.span(), exact=False))
        elif match["said"]:
            out.append(Number(_SAID[match["said"]], match.span(), exact=False))
        elif match["half"]:
            out.append(Number(2, match.span(), exact=False, also=(50, 6, Fraction(1, 2))))
        else:
            written = _GAPS.sub("", match["mixed"]) if match["mixed"] else match["kanji"]
            value = _mixed(written)
            tenths = bool(match["wari"] or match["kwari"])
            other: tuple[Value, ...] = (value,) if tenths else ()
            value = value * 10 if tenths else value
            if not tenths and (half := _HALF_MORE.match(plain, match.end())):
                other = (value + Fraction(1, 2),)
                if half[0] in ("時間半", "年半"):
                    other = (*other, 60 * value + 30 if half[0] == "時間半" else 12 * value + 6)
            if value < 12 and plain.startswith("午後", match.start() - 2):
                other = (*other, value + 12)
            exact = bool(match["mixed"]) and not plain.endswith("数", 0, match.start())
            out.append(Number(value, match.span(), exact, other))
            if plain.startswith("時半", end := match.end()):
                out.append(Number(30, (end + 1, end + 2), exact=False))
    for number, (before, after) in enumerate(pairwise(out)):
        if _RANGE.fullmatch(plain, before.span[1], after.span[0]) and before.value < after.value:
            scale = plain[after.span[1] - 1]
            if scale == "割" and plain[before.span[1] - 1] != "割":  # 6～7割: both
                out[number] = replace(before, also=(*before.also, 10 * before.value))
            if scale in _KANJI_SCALES and plain[before.span[1] - 1] not in _KANJI_SCALES:
                many = before.value * _KANJI_SCALES[scale]  # 200～300万: both
                out[number] = replace(before, also=(*before.also, many))
    return tuple(out)


@lru_cache(maxsize=4096)
def _mixed(text: str) -> Value:
    """1億2000万, 二十三, 2千, 百五十万, 二〇二二 as a value."""
    if text.isdecimal() and text.isascii():
        return whole(text)
    if re.fullmatch(r"[〇零一二三四五六七八九]{2,}", text):
        return int("".join(str(_KANJI_DIGITS[char]) for char in text))
    total: Value = 0
    part: Value = 0
    current: Value | None = None
    for piece in re.findall(r"\d[\d,]*(?:\.\d+)?|.", text):
        if piece[0].isdigit() and piece.isascii():
            current = whole(piece.rstrip(",").replace(",", ""))
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
