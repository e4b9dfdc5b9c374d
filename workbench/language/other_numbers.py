"""Numbers in Korean, Chinese, French and Spanish, as values.

Lives here: `figures`, what is written in digits (1억 2천만, 1 234,5, 2.300 millones, 3亿), and `said`, what is said in
words and only allowed for. Takes a text and a language, gives Numbers. Which words are numbers is data
(`data/numbers/words.tsv`).
May import: config, number_value, japanese_numbers; the standard library.
Apart from `english_numbers` and `japanese_numbers` because those read words as grammar makes them, this
figures with a word behind them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import lru_cache

from workbench.config import shipped
from workbench.language.japanese_numbers import japanese
from workbench.language.number_value import RECENT, Number, Value

READ = frozenset(["ko", "zh", "fr", "es"])
_AS_JAPANESE = str.maketrans({"亿": "億", "萬": "万", "两": "二", "兩": "二", "廿": "二"})
_SPACE = "[ \u00a0\u202f\u2009]"
_EUROPEAN = re.compile(
    rf"(?<![\w.,])\d{{1,3}}(?:{_SPACE}\d{{3}})+(?!\d)(?:,\d+)?|\d{{1,3}}(?:\.\d{{3}})+(?!\d)(?:,\d+)?"
    r"|\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:[.,]\d+)?"
)
_KOREAN = re.compile(r"\d[\d,]*(?:\.\d+)?")
_ROMAN = re.compile(r"\b[IVXL]{1,7}(?=e\b|er\b|ème\b|\b)")
_ROMANS = {"I": 1, "V": 5, "X": 10, "L": 50}


@lru_cache(maxsize=8)
def _words(language: str) -> Mapping[str, Mapping[str, Value]]:
    """By kind, the words of a language and their values."""
    found: dict[str, dict[str, Value]] = {"size": {}, "word": {}}
    for line in shipped("numbers", "words.tsv").read_text("utf-8").splitlines():
        code, _tab, rest = line.partition("\t")
        if code == language:
            kind, form, value = rest.split("\t")
            found[kind][form] = Fraction(value) if "/" in value else int(value)
    return found


@lru_cache(maxsize=8)
def _of(language: str, kind: str) -> re.Pattern[str]:
    forms = sorted(_words(language)[kind], key=len, reverse=True)
    some = "|".join(map(re.escape, forms))
    if language == "ko":
        return re.compile(
            f"({some})" if kind == "size" else rf"(?<![가-힣])({some})(?=\s|[가-힣]{{1,2}}\b)"
        )
    return re.compile(rf"{_SPACE if kind == 'size' else ''}\b({some})s?\b", re.IGNORECASE)


@lru_cache(maxsize=RECENT)
def figures(text: str, language: str) -> list[Number]:
    """The numbers that a text writes in digits, in order; Chinese ones in characters, too."""
    if language == "zh":
        return list(japanese(text.translate(_AS_JAPANESE)))
    return list(_korean(text) if language == "ko" else _european(text, language))


def _korean(text: str) -> Iterator[Number]:
    """1억 2천만 is one number: each figure times the sizes behind it, added up while they get smaller."""
    at = 0
    sizes = _of("ko", "size")
    known = _words("ko")["size"]
    while match := _KOREAN.search(text, at):
        start, end = match.span()
        total: Value = 0
        group: Value = 0
        last: Value | None = None
        bare: Value | None = None
        while match:
            value = _value(match[0].replace(",", ""))
            bare = value if bare is None else bare
            size = 1
            end = match.end()
            ordinal = text.endswith("제", 0, match.start())  # 제24조 is an article
            while not ordinal and (step := sizes.match(text, end)):
                size *= int(known[step[1]])
                end = step.end()
                if known[step[1]] >= 10_000:
                    break
            if last is not None and size >= last:
                end = match.start()
                break
            big = max((s for s in (10**12, 10**8, 10**4) if size >= s), default=1)
            group += value * Fraction(size, big)
            if big > 1 or size == 1:
                total += group * big
                group = 0
            last = size
            after = re.compile(r"\s?").match(text, end)
            following = _KOREAN.match(text, after.end() if after else end) if size > 1 else None
            if following is None:
                break
            match = following
        total += group
        at = max(end, start + 1)
        yield Number(_plain(total), (start, end), bare=bare if bare != total else None)


def _european(text: str, language: str) -> Iterator[Number]:
    sizes = _of(language, "size")
    known = _words(language)["size"]
    for match in _EUROPEAN.finditer(text):
        readings = [_plain(value) for value in _readings(match[0])]
        start, end = match.span()
        size = sizes.match(text, end)
        if size:
            times = known[size[1].lower()]
            scaled = [_plain(value * times) for value in readings]
            yield Number(scaled[0], (start, size.end()), also=tuple(scaled[1:]), bare=readings[0])
        else:
            yield Number(readings[0], (start, end), also=tuple(readings[1:]))


def _readings(written: str) -> list[Value]:
    """What a figure may be, the usual first: 1.500 is 1500, and 1.5 to who writes points for decimals."""
    plain = re.sub(_SPACE, "", written)
    if len(set(re.findall("[.,]", plain))) == 2:  # the last one is the decimal mark
        mark = max("., ", key=plain.rfind)
        whole, _mark, rest = plain.rpartition(mark)
        return [_value(re.sub("[.,]", "", whole) + "." + rest)]
    if plain.count(".") + plain.count(",") == 1:
        whole, mark, rest = plain.replace(",", ".").partition(".")
        decimal, grouped = _value(f"{whole}.{rest}"), _value(whole + rest)
        return [grouped, decimal] if len(rest) == 3 and whole != "0" else [decimal]
    return [_value(re.sub("[.,]", "", plain))]


def _value(digits: str) -> Value:
    return Fraction(digits) if "." in digits else int(digits or 0)


def _plain(value: Value) -> Value:
    return int(value) if Fraction(value).denominator == 1 else value


@lru_cache(maxsize=RECENT)
def said(text: str, language: str) -> list[Number]:
    """The numbers that a text says in words, and Roman ones: allowed for, never asked for."""
    if language not in READ or language == "zh":
        return []
    known = _words(language)["word"]
    found = []
    for match in _of(language, "word").finditer(text):
        value = known.get(match[1].lower())
        if value is not None:
            found.append(Number(value, match.span(), exact=False))
    if language != "ko":
        for match in _ROMAN.finditer(text):
            found.append(Number(_roman(match[0]), match.span(), exact=False))
    return found


def _roman(letters: str) -> int:
    values = [_ROMANS[letter] for letter in letters]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-one if one < after else one for one, after in pairs)
