"""Numbers: the same values on both sides, whatever they are written in.

Lives here: checks of this family. May import: model, language, wording and `check`, `prefilter`,
`lists` of this room.
Apart from the other families because values need a reader of their own (`language.numbers`).
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Collection, Iterator
from fractions import Fraction
from functools import cache, lru_cache
from itertools import islice, pairwise
from operator import itemgetter

from workbench.checks.check import Check, CheckContext, Example
from workbench.checks.lists import rows
from workbench.checks.prefilter import Document
from workbench.language.number_value import RECENT
from workbench.language.numbers import ERAS, Number, in_words, numbers, unmatched
from workbench.language.verbatim import blanked
from workbench.model import Finding, Severity, Span, Unit
from workbench.wording import _

_SIGNS_APART = ("<", "//", "www.", "@", "&#", "%", "{", "`", "](", "[^")
_APART = re.compile(r"https?://\S+|www\.\S+|\S+@\S+|&#\d+;|%\d+\$")
"""Figures that count nothing: in addresses, entities, placeholders."""
_DIGITS = re.compile(r"\d+")
_DIGIT = re.compile(r"[\d①-⑳〇一二三四五六七八九十百千万億兆]")
_EXACT = re.compile(r"[\d令平昭大明]")
"""What a number in digits has, or one with an era; without one nothing is asked for."""
_MORE = re.compile(
    r"\d(?:(?<=[A-Za-z:.,，．\-和成昭正治].)|(?=[.,，．]\d|[十百千万億兆割]|分の|[ -]?(?i:hundred|thousand|[mbtr]+illion|lakh|crore|[mbt]?n|[mk])\b))"
)
"""A digit in a number that may be more than its digits say: 1.5, 12万, COVID-19, 令和4年."""
_ONE = re.compile(r"\b(?:an?|one|each|per|another|single|every)\b", re.I)
"""English says one in many ways: an hour is 1時間."""


@lru_cache(maxsize=RECENT)
def _readable(text: str) -> str:
    """Tags, addresses, entities and placeholders blanked, so that offsets stay."""
    text = blanked(text)
    if any(map(text.__contains__, _SIGNS_APART)):
        text = _APART.sub(lambda match: " " * len(match.group()), text)
    return text


class Missing(Check):
    """A number of the source is not in the target, or another one is.

    Values are compared: 1.5 million = 150万, 57 percent = 57%, 3 p.m. = 午後3時 = 15時,
    2022 = 令和4年. Numbers written in words are allowed for, not asked for.
    """

    id = "numbers.value"
    family = "numbers"
    severity = Severity.ERROR
    bad = Example("About 1.5 million people marched.", "約15万人が行進した。")
    good = Example("About 1.5 million people marched.", "約150万人が行進した。")

    def worth(self, document: Document, context: CheckContext) -> Collection[int] | None:
        """Those with a number in digits, unless both sides plainly say the same ones."""
        sources, targets = document.sources, document.targets
        some = {*sources.holding(_DIGITS), *targets.holding(_DIGITS), *targets.saying(ERAS)}
        return sorted(n for n in some if not _plainly_same(document.units[n]))

    def check(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """Digits without a partner, on either side; words alone ask for nothing."""
        for name, wrong in _glued(unit):
            yield self.finding(
                unit, _("{source} became {target}").format(source=name[0], target=wrong[0]),
                source=[name.span()], target=[wrong.span()],
            )  # fmt: skip
        lost, added = _unmatched(unit, context)
        if lost and added and len(lost) == len(added) == 1:
            yield self.finding(
                unit,
                _("{source} became {target}").format(
                    source=unit.source[slice(*lost[0].span)],
                    target=unit.target[slice(*added[0].span)],
                ),
                source=[lost[0].span],
                target=[added[0].span],
            )
            return
        for number in lost:
            shown = unit.source[slice(*number.span)]
            yield self.finding(
                unit, _("{number} is missing").format(number=shown), source=[number.span]
            )
        for number in added:
            shown = unit.target[slice(*number.span)]
            yield self.finding(
                unit,
                _("{number} is not in the source").format(number=shown),
                target=[number.span],
                severity=Severity.WARNING,
            )


_SMALL = re.compile(
    r"[人組つ名件点冊通回度歳匹頭台階校社行国]|ヵ所|カ所|[か箇]所|者|[週月年日]|倍|種類|方"
)
"""What Japanese counts where English says they, both, a, none, each."""
_DECADE = re.compile("代")
_IN_FEET = re.compile(
    r"\s?-?(?:feet|foot|ft|inch|inches|in|miles?|mi|yards?|yd|pounds?|lbs?|lb|acres?|ounces?|oz|gallons?|mph|°?F\b"
    r"|degrees Fahrenheit|square (?:feet|miles?)|sq ?(?:ft|mi))\b|\s?[\"″′']"
)
_METRIC = {
    "f": 0.3048, "i": 2.54, "m": 1.609, "y": 0.9144, "p": 0.4536, "l": 0.4536, "a": 0.4047, "o": 28.35, "g": 3.785,
}  # fmt: skip
_ASIDE = re.compile(r"\([^()]*\Z")
_GLUED = re.compile(r"(?<![A-Za-z0-9])([A-Za-z]{1,12})-?(\d+(?:\.\d+)+)(?![\d])")
"""PM2.5, v1.1: figures that are part of a name."""


_POINT = re.compile(r"\d\.\d")


def _plainly_same(unit: Unit) -> bool:
    """Whether both sides say the same digits, and nothing that would need to be read."""
    source, target = unit.source, unit.target
    if {*map(int, _DIGITS.findall(source))} != {*map(int, _DIGITS.findall(target))}:
        return False
    if _MORE.search(source) or _MORE.search(target):
        return False
    return not any(sign in text for text in (source, target) for sign in _SIGNS_APART)


def _unmatched(unit: Unit, context: CheckContext) -> tuple[list[Number], list[Number]]:
    """Numbers of either side without a partner; words are read only where digits do not do."""
    texts = (unit.source, unit.target)
    if not any(map(_EXACT.search, texts)) or not any(map(_DIGIT.search, texts)):
        return [], []
    source, target = map(_readable, texts)
    if any(map(_POINT.search, texts)):
        source, target = (_GLUED.sub(_spaces, text) for text in (source, target))
    left = numbers(source, context.source_language, words=False)
    right = numbers(target, context.target_language, words=False)
    here, there = (source, context.source_language), (target, context.target_language)
    lost = unmatched(left, right, *there)
    added = unmatched(right, left, *here)
    if lost:
        lost = unmatched(lost, in_words(*there), *there)
    if added:
        added = unmatched(added, in_words(*here), *here)
    lost, added = _joined(lost, source, right), _joined(added, target, left)
    lost = [n for n in lost if not _may_go(n, source)]
    if lost:
        lost, added = _composed(lost, added, target)
    if lost and added:
        lost, added = _converted(lost, added, source)
    if added:
        asked = lost or _unsaid(in_words(*here), right)
        added = [
            n for n in added
            if (n.value != 1 or not _ONE.search(unit.source)) and (asked or not _may_come(n, target))
        ]  # fmt: skip
    return _sums(lost, added)


def _spaces(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _glued(unit: Unit) -> Iterator[tuple[re.Match[str], re.Match[str]]]:
    """Names with figures that have other figures in the target."""
    if "." not in unit.source or "." not in unit.target:
        return
    there = list(_GLUED.finditer(unit.target))
    same = {match[0].lower() for match in there}
    for match in _GLUED.finditer(unit.source):
        if match[0].lower() not in same:
            wrong = [m for m in there if m[1].lower() == match[1].lower()]
            if wrong:
                yield match, wrong[0]


_COMPOSED = tuple(
    (re.compile(pattern), size) for pattern, size in (
        (r"(\d+)年(?:と)?(\d+)[かカヶケヵ]月", 12), (r"(\d[\d万億,]*)円(\d+)銭", 100), (r"(\d+)メートル(\d+)センチ", 100),
        (r"(\d+)時(\d+)分", 100), (r"(\d+)時間(\d+)分", 60), (r"(\d+)ドル(\d+)セント", 100), (r"(\d+)分(\d+)秒", 60),
        (r"(\d+)キロ(\d+)メートル", 1000), (r"(\d+)週間?と?(\d+)日", 7),
    )
)  # fmt: skip


def _composed(
    lost: list[Number], added: list[Number], target: str
) -> tuple[list[Number], list[Number]]:
    """Without one number that became two: 16 months 1年4カ月, 148.60 yen 148円60銭."""
    for pattern, size in _COMPOSED:
        for match in pattern.finditer(target):
            parts = [n for n in numbers(match[0], "ja") if n.exact]
            if len(parts) != 2:
                continue
            large, small = (n.value for n in parts)
            values = {
                large * size + small,
                large + Fraction(small) / size,
                large + Fraction(small) / 100,
            }
            if any(n.value in values for n in lost):
                lost = [n for n in lost if n.value not in values]
                a, b = match.span()
                added = [n for n in added if not a <= n.span[0] < b]
    return lost, added


def _joined(found: list[Number], text: str, others: list[Number]) -> list[Number]:
    """Without neighbours that are one number with a space in it: 25 000."""
    if len(found) < 2:
        return found
    known = {n.value for n in others}
    out = list(found)
    for before, after in pairwise(found):
        between = text[before.span[1] : after.span[0]]
        if between == " " and after.span[1] - after.span[0] == 3 and before in out:
            if before.value * 1_000 + after.value in known:
                out = [n for n in out if n not in (before, after)]
    return out


def _may_go(number: Number, text: str) -> bool:
    """The minutes of 12:00, and in brackets what a length is in other units."""
    start, end = number.span
    if number.value == 0 and text[start - 1 : start] in (":", ".") and end - start == 2:
        return True
    return bool(_IN_FEET.match(text, end) and _ASIDE.search(text, 0, start))


def _may_come(number: Number, text: str) -> bool:
    """A small number where English has none: 2人 for they, 10代 for young people, 1件も for no."""
    after = number.span[1]
    if number.value in (1, 2):
        return bool(_SMALL.match(text, after))
    if number.value == 24 and text.startswith("時間", after):
        return True
    return number.value in range(10, 100, 10) and bool(_DECADE.match(text, after))


def _unsaid(words: list[Number], right: list[Number]) -> bool:
    """Whether a number in words, other than one and two that may be idiom, is not in the target."""
    values = {value for n in right for value in (n.value, *n.also)}
    return any(
        n.value not in values and not values.intersection(n.also) for n in words if n.value > 2
    )


def _converted(
    lost: list[Number], added: list[Number], text: str
) -> tuple[list[Number], list[Number]]:
    """Without feet, miles and pounds that became metric ones of about the same size."""
    for number in list(lost):
        unit = _IN_FEET.match(text, number.span[1])
        if not unit or not (factor := _METRIC.get(unit[0].strip(" -")[:1].lower())):
            continue
        size = float(number.value) * factor
        for other in added:
            if any(
                0.85 * size <= float(other.value) * scale <= 1.15 * size for scale in (1, 0.01, 100)
            ):
                lost = [n for n in lost if n is not number]
                added = [n for n in added if n is not other]
                break
    return lost, added


def _sums(lost: list[Number], added: list[Number]) -> tuple[list[Number], list[Number]]:
    """Several numbers of one side may be one of the other (2021-22, 1,234 as 1 and 234)."""
    if len(lost) == 1 and len(added) == 2 and added[0].value + added[1].value == lost[0].value:
        return [], []
    if len(added) == 1 and len(lost) == 2 and lost[0].value + lost[1].value == added[0].value:
        return [], []
    return lost, added


_AMOUNT = r"(?:\d[\d,.]*|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|hundred|thousand))(?: \w+illion| thousand)?"
_OTHER = re.compile(r"\s?(?:円|ドル|ユーロ|ポンド|ウォン|人|歳|件|[%％]|パーセント)")
_UNITS: tuple[tuple[str, tuple[str, ...], re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (
        name,
        tuple(signs.split("|")),
        re.compile(source.replace("_AMOUNT", _AMOUNT)),
        re.compile(target),
    )
    for name, signs, source, target in (
        (
            "ドル",
            "$|dollar",
            r"(?:US|A|NZ|HK)?\$ ?\d|_AMOUNT dollars?\b",
            r"ドル|[$＄]|豪|香港|USD",
        ),
        (
            "ユーロ",
            "€|euro",
            r"€ ?\d|_AMOUNT euros?\b",
            r"ユーロ|€|EUR",
        ),
        (
            "ポンド",
            "£|pound",
            r"£ ?\d|_AMOUNT pounds?\b",
            r"ポンド|£|GBP",
        ),
        ("円", "¥|yen", r"¥ ?\d|_AMOUNT yen\b", r"円|[¥￥]|JPY"),
        (
            "ウォン",
            "₩|won",
            r"₩ ?\d|(?:\d{1,3}(?:,\d{3})+|\d{5,}|\d[\d.,]* \w+illion) won\b",
            r"ウォン|₩",
        ),
        (
            "%",
            "%|percent|per cent",
            r"\d[\d,.]* ?(?:%|(?:percent|per cent)\b)|\b(?:percent|per cent)\b"
            r"|\d[\d.]*(?=\s?(?:to|and|or|[-–])\s?\d[\d.]*\s?(?:%|percent\b|per cent\b))",
            r"[%％]|パーセント|ポイント|割|分の|率|半|倍|‰",
        ),
    )
)
"""What to write, what its sign or name is in the source, how it stands there, what it is in Japanese."""
_SIGNS = tuple(sign for _name, signs, _source, _target in _UNITS for sign in signs)
_SHARE = re.compile(r"(?<![\d.,])(\d+(?:\.\d+)?) ?(?:%|percent\b|per cent\b)")


class Units(Check):
    """The number is there, its currency or percent sign is not.

    $500 is 500ドル, not 500円; 57 percent is 57% or 5割7分, not 57人.
    """

    id = "numbers.unit"
    family = "numbers"
    severity = Severity.WARNING
    languages = ("ja",)
    bad = Example("Tickets cost $500.", "チケットは500円だ。")
    good = Example("Tickets cost $500.", "チケットは500ドルだ。")

    def worth(self, document: Document, context: CheckContext) -> Collection[int] | None:
        """Those with a currency or a share."""
        return document.sources.saying(_SIGNS)

    def check(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """A unit of the English source whose Japanese names are all absent."""
        if not context.source_language.startswith("en"):
            return
        for name, signs, source, target in _UNITS:
            if not any(map(unit.source.__contains__, signs)):
                continue
            matches = list(source.finditer(unit.source))
            if matches and not target.search(unit.target):
                yield self.finding(
                    unit,
                    _("{source}: write {unit}").format(source=matches[0].group(), unit=name),
                    source=[matches[0].span()],
                )
            elif len(matches) > 1:
                yield from self._exchanged(unit, context, name, matches, target)
        shares = list(_SHARE.finditer(unit.source))
        others: dict[str, Span] = {}
        said: set[str] = set()
        for found in _COUNTED_JA.finditer(unit.target) if shares else ():
            if found["of"]:
                others.setdefault(found[1], found.span("of"))
            elif found["share"]:
                said.add(found[1])
            said.add(found[1].partition(".")[0] if "." in found[1] else "")
        for match in shares:
            if match[1] in others and match[1] not in said:
                yield self.finding(
                    unit,
                    _("{source}: write {unit}").format(source=match.group(), unit="%"),
                    source=[match.span()],
                    target=[others[match[1]]],
                )

    def _exchanged(
        self, unit: Unit, context: CheckContext, name: str, matches: list[re.Match[str]],
        right: re.Pattern[str],
    ) -> Iterator[Finding]:  # fmt: skip
        """Of several amounts, those whose value stands in the target with another unit only."""
        here = sorted((n.span[0], n.value) for n in numbers(unit.source, context.source_language))
        there: dict[object, list[tuple[int, re.Match[str]]]] = {}
        for place, number in enumerate(numbers(unit.target, context.target_language)):
            if wrong := _OTHER.match(unit.target, number.span[1]):
                there.setdefault(number.value, []).append((place, wrong))
        for match in matches:
            mine = here[bisect_left(here, (match.start(),)) : bisect_left(here, (match.end(),))]
            values = {value for _start, value in mine}
            behind = [
                wrong
                for _place, wrong in sorted(
                    (each for value in values for each in there.get(value, ())), key=itemgetter(0)
                )
            ]
            if behind and not any(right.fullmatch(found[0].strip()) for found in behind):
                yield self.finding(
                    unit,
                    _("{source}: write {unit}").format(source=match.group(), unit=name),
                    source=[match.span()],
                    target=[behind[0].span()],
                )


_COUNTED_JA = re.compile(
    r"(?<![\d.])(\d+(?:\.\d+)?)(?:(?P<of>人|円|件|年|歳|票|回|組|ドル)|(?P<share>[%％パポ割]))?"
)
_CLOCK = re.compile(r"(?<![\d.:])(1?\d)(?:[:.]\d\d)?\s*([ap])(?:m\b|\.m\.?(?!\w))", re.I)
_MIDNIGHT = re.compile(r"\bmidnight\b", re.I)
_HALVES = {"a": "午前", "p": "午後"}
_NOON = re.compile(r"\b(?:noon|midday)\b", re.I)
_NOON_JA = re.compile("正午|昼|12時|午後0時")
_MIDNIGHT_JA = re.compile("真夜中|深夜|午前0時|24時|夜中|未明|日付|夜半|夜の12時|午後12時|0時")


class HalfDay(Check):
    """Morning and afternoon are exchanged.

    3 p.m. is 午後3時 or 15時, not 午前3時. Noon and midnight, which both languages say in several
    ways, are let through.
    """

    id = "numbers.half-day"
    family = "numbers"
    severity = Severity.ERROR
    languages = ("ja",)
    bad = Example("Polls close at 8 p.m.", "投票は午前8時に締め切られる。")
    good = Example("Polls close at 8 p.m.", "投票は午後8時に締め切られる。")

    def worth(self, document: Document, context: CheckContext) -> Collection[int] | None:
        """Those that say which half of the day."""
        return document.targets.saying((*_HALVES.values(), "正午", "真夜中", "時"))

    def check(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """An hour of the source that the target has in the other half of the day only."""
        if not context.source_language.startswith("en"):
            return
        target = unicodedata.normalize("NFKC", unit.target)
        times = {(int(m[1]), m[2].lower()): m.span() for m in _CLOCK.finditer(unit.source)}
        times.update(((0, "a"), m.span()) for m in _MIDNIGHT.finditer(unit.source))
        yield from self._noon(unit, target, times)
        for (hour, half), span in times.items():
            other = "p" if half == "a" else "a"
            if hour == 12 or (hour, other) in times:
                continue
            wrong = re.search(rf"{_HALVES[other]}{hour}(?:時|:)", target)
            if wrong and not re.search(rf"{_HALVES[half]}{hour}(?:時|:)", target):
                where = [wrong.span()] if target == unit.target else []
                form = f"{_HALVES[half]}{hour}時"
                yield self.finding(
                    unit,
                    _("{source}: write {form}").format(source=unit.source[slice(*span)], form=form),
                    source=[span],
                    target=where,
                )

    def _noon(
        self, unit: Unit, target: str, times: dict[tuple[int, str], Span]
    ) -> Iterator[Finding]:
        """Noon and midnight taken for each other, or for an hour the source does not name."""
        noon, midnight = _NOON.search(unit.source), _MIDNIGHT.search(unit.source)
        for said, own, other, form in (
            (noon, _NOON_JA, _MIDNIGHT_JA, "正午"), (midnight, _MIDNIGHT_JA, _NOON_JA, "午前0時"),
        ):  # fmt: skip
            if not said or own.search(target) or (noon and midnight) or len(times) > bool(midnight):
                continue
            wrong = other.search(target) or re.search(r"午[前後]\d{1,2}時", target)
            if wrong:
                yield self.finding(
                    unit, _("{source}: write {form}").format(source=said[0], form=form),
                    source=[said.span()],
                )  # fmt: skip


_PARTS = {
    "half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10,
}  # fmt: skip
_COUNT = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10,
}  # fmt: skip
_SHARE_EN = re.compile(
    rf"\b(?:(?P<above>{'|'.join(_COUNT)})[\s-](?P<below>{'|'.join(_PARTS)})s?\b(?!\s(?:of\san?\s(?:hour|century|dozen)|an?\shour|hour"
    rf"|day|time|week|year|month|party|place|century|floor|round|man|woman|child|couple|person|country|city|state|court|trial|since))"
    rf"|(?P<half>half)\b(?!\s(?:an?|past|hour|dozen|a\s|brother|sister)|-)"
    rf"|(?P<in>{'|'.join(_COUNT)}|\d+)\s(?:in|out\sof)\s(?:every\s)?(?P<of>{'|'.join(_COUNT)}|\d+)\b)",
    re.I,
)
_SHARE_JA = re.compile(
    r"(?P<below>[\d一二三四五六七八九十]+)分の(?P<above>[\d一二三四五六七八九十]+)|(?P<tenths>\d+|[一二三四五六七八九])割(?!引|安|増|高)|(?P<half>(?<!過)半数|半分)"
)
_TIMES_EN = (
    (2, re.compile(r"\b(?:doubl(?:ed|es|e|ing)|twice|twofold|two-fold|two times)\b", re.I)),
    (
        3,
        re.compile(r"\b(?:tripl(?:ed|es|e|ing)|threefold|three-fold|three times|trebled?)\b", re.I),
    ),
    (4, re.compile(r"\b(?:quadrupl(?:ed|es|e|ing)|fourfold|four-fold|four times)\b", re.I)),
    (5, re.compile(r"\b(?:quintupl(?:ed|e)|fivefold|five-fold|five times)\b", re.I)),
    (10, re.compile(r"\b(?:tenfold|ten-fold|10-fold|ten times|10 times)\b", re.I)),
    (Fraction(1, 2), re.compile(r"\b(?:halv(?:ed|es|ing)|half)\b", re.I)),
)
_TIMES_JA = re.compile(
    r"(?P<count>[\d.]+|[二三四五六七八九十])?倍(?![率数])(?P<more>増)?|(?P<half>半減)"
)
_TIMES_OF = re.compile(r"\b(\d+(?:\.\d+)?)[\s-](?:times|fold)\b", re.I)
_VAGUE_EN = re.compile(
    r"\b(?:(?P<many>tens|dozens|scores|hundreds|several hundred|a few hundred|thousands|several thousand|a few thousand)\s(?:of\s)?"
    r"(?P<scale>thousands?|millions?|billions?)|(?P<alone>dozens|scores|hundreds|thousands|millions|billions"
    r"|(?:several|a\sfew|many)\s(?:dozen|hundred|thousand|million|billion)))\b",
    re.I,
)
_VAGUE_JA = re.compile(
    r"[数何](?P<many>[十百千]?)(?P<scale>[万億兆]?)(?=[人件組通回個名枚台軒社冊羽頭匹円ドル年カ日時ページも])"
)
_VAGUE = {
    "tens": 10, "dozen": 10, "score": 10, "hundred": 100, "thousand": 1_000, "million": 10**6, "billion": 10**9,
}  # fmt: skip
_KANJI = {char: value for value, char in enumerate("一二三四五六七八九十", 1)}


class Shares(Check):
    """A share, a multiple or a vague number is another one.

    Two-thirds is 3分の2, doubled 2倍, dozens 数十.
    """

    id = "numbers.share"
    family = "numbers"
    severity = Severity.ERROR
    languages = ("ja",)
    bad = Example("Two-thirds of voters agreed.", "有権者の3分の1が賛成した。")
    good = Example("Two-thirds of voters agreed.", "有権者の3分の2が賛成した。")

    def worth(self, document: Document, context: CheckContext) -> Collection[int] | None:
        """Those whose target has one."""
        return document.targets.saying(("分の", "割", "半", "倍", "数", "何"))

    def check(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """Where both sides say one of a kind and the target's is none of the source's."""
        if not context.source_language.startswith("en"):
            return
        target = unit.target
        for reader, reader_ja in (
            (_shares, _shares_ja),
            (_multiples, _multiples_ja),
            (_vague, _vague_ja),
        ):
            found = reader_ja(target)
            wanted = reader(unit.source) if found else []  # English is the slow one
            for match, value in found if wanted else ():
                near = 0.05 if "割" in match[0] else 0.01
                if not any(abs(value - other) <= near for other in wanted):
                    yield self.finding(
                        unit, _("{text} is not what the source says").format(text=match[0]),
                        target=[match.span()],
                    )  # fmt: skip


def _shares(text: str) -> list[float]:
    found: list[float] = []
    for match in _SHARE_EN.finditer(text):
        if match["half"]:
            found.append(0.5)
        elif match["above"]:
            found.append(_COUNT[match["above"].lower()] / _PARTS[match["below"].lower()])
        else:
            above, below = (
                _COUNT.get(side.lower()) or int(side) for side in (match["in"][:9], match["of"][:9])
            )
            found.append(above / below if below else 0.0)
    if found:  # 6割 may be the 60 percent that stands beside
        found += [float(match[1]) / 100 for match in _SHARE.finditer(text)]
    return found


def _shares_ja(text: str) -> list[tuple[re.Match[str], float]]:
    found: list[tuple[re.Match[str], float]] = []
    for match in _SHARE_JA.finditer(text):
        if match["half"]:
            found.append((match, 0.5))
        elif match["tenths"]:
            found.append((match, _digits(match["tenths"]) / 10))
        elif below := _digits(match["below"]):
            found.append((match, _digits(match["above"]) / below))
    return found


def _digits(text: str) -> float:
    return float(_KANJI.get(text) or (text if text.isdecimal() else 0))


def _multiples(text: str) -> list[float]:
    found = [float(value) for value, pattern in _TIMES_EN if pattern.search(text)]
    return found and [*found, *(float(match[1]) for match in _TIMES_OF.finditer(text))]


def _multiples_ja(text: str) -> list[tuple[re.Match[str], float]]:
    found: list[tuple[re.Match[str], float]] = []
    for match in _TIMES_JA.finditer(text):
        count = match["count"]
        if match["half"]:
            found.append((match, 0.5))
        elif count is None:
            found.append((match, 2.0))
        elif count.strip(".").count(".") < 2 and count.strip("."):
            found.append((match, float(_KANJI.get(count) or count.strip("."))))
    return found


def _vague(text: str) -> list[float]:
    found: list[float] = []
    for match in _VAGUE_EN.finditer(text):
        words = (match["alone"] or match["many"]).lower().split()
        size = float(_VAGUE.get(words[-1].rstrip("s")) or _VAGUE.get(words[-1]) or 1)
        if match["scale"]:
            size *= _VAGUE[match["scale"].lower().rstrip("s")]
        found += (
            [size, 10 * size] if words[-1].rstrip("s") == "thousand" and match["scale"] else [size]
        )
    return found


def _vague_ja(text: str) -> list[tuple[re.Match[str], float]]:
    scales = {"": 1.0, "十": 10.0, "百": 100.0, "千": 1_000.0, "万": 1e4, "億": 1e8, "兆": 1e12}
    return [
        (match, scales[match["many"]] * scales[match["scale"]])
        for match in _VAGUE_JA.finditer(text)
        if match["many"] or match["scale"]
    ]


_YEAR_EN = re.compile(
    r"(?:\b(?:the|in|since|by|from|until|of|before|after|during|early|late|mid|January|February|March|April|May|June|July|August"
    r"|September|October|November|December|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.)[\s-]|\d{1,2}, )\Z",
    re.I,
)
_MONTH_DAY = re.compile(
    r"\b(?P<month>January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?)\s(?P<day>\d{1,2})\b(?![,.]?\d|%)"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FROM_TO = re.compile(
    r"\bfrom (?:[a-z]+ )?[$€£¥]?(?P<from>\d[\d,.]*)(?P<unit>%| ?percent| ?per cent| [a-z]+)? to (?:[a-z]+ )?[$€£¥]?(?P<to>\d[\d,.]*\d|\d)"
)
_JA_MONTH_DAY = re.compile(r"(?<!\d)(\d{1,2})月(\d{1,2})日")
_JA_FROM_TO = re.compile(
    r"(?<![\d.])(?=(?P<from>\d+(?:\.\d+)*)[^\d、。]{0,6}(?:から|だったのが)[^\d]{0,12}?(?P<to>\d+(?:\.\d+)*)(?![\d.]))"
)
_NEAR = 24
"""Letters of English between a number and the word that says whose it is."""
_NEAR_JA = 10


@cache
def _counters() -> tuple[tuple[str, ...], re.Pattern[str], re.Pattern[str]]:
    """Classes, and for either language one pattern of what stands behind a number, a group each."""
    table = rows("counters.en-ja.tsv")
    english = "|".join(f"({row[1]})" for row in table)
    japanese = "|".join(f"({row[2]})" for row in table)
    return (
        tuple(row[0] for row in table),
        re.compile(
            r"(?:[\s-](?:hundred|thousand|million|billion|trillion))?(?:"
            + english + r"|(?:\s(?!" + _NO_KIND + r")[A-Za-z]+)(?:" + english + "))"
        ),
        re.compile(r"\s?(?:余り?|以上の?|近く|強|弱|程度)?(?:" + japanese + ")"),
    )  # fmt: skip


def _class_behind(pattern: re.Pattern[str], text: str, end: int) -> str:
    """The class whose pattern matches at a place; '' where none does."""
    names = _counters()[0]
    match = pattern.match(text, end)
    return names[((match.lastindex or 1) - 1) % len(names)] if match else ""


@cache
def _anchors() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    return tuple(
        (re.compile(rf"\b(?:{row[0]})\b", re.I), re.compile(row[1]))
        for row in rows("anchors.en-ja.tsv")
    )


_NO_KIND = r"(?:an?|per|in|of|or|and|the|to|last|this|each|every|for|at|by|as|than|on|from|were|was|is|are|had|have|left)\b"


@cache
def _any_anchor() -> re.Pattern[str]:
    words = "|".join(rf"(?:{row[0]})\b" for row in rows("anchors.en-ja.tsv"))
    return re.compile(rf"\b(?:{words})", re.I)


_FRIENDS = {
    frozenset(pair.split()) for pair in (
        "year years", "year age", "age years", "people couples", "people votes", "couples votes", "percent times",
        "kilometres metres", "days hours", "minutes hours", "people times", "weeks days", "weeks months", "months years",
        "days day-name", "hours clock", "months month-name",
    )
}  # fmt: skip
"""Classes that one number may rightly pass between: 3 years is 3年, a vote is a person."""
_HARD = frozenset(["year", "age", "percent", "people", "couples", "pages", "yen", "dollars", "feet", "inches", "miles",
                   "square", "month-name", "day-name", "clock", "minutes", "hours", "months", "weeks", "votes", "years", "times", "things"])  # fmt: skip
_LOOSE = frozenset(["things", "people", "couples", "votes", "pages", "times"])
"""Classes of what is counted in many ways: 30 schools may be 30件 or 30回."""


class Exchanged(Check):
    """Two numbers changed places, or one counts something else.

    45から63 for from 63 to 45, 2017組 for the year 2017, 6月5日 for May 6.
    """

    id = "numbers.exchanged"
    family = "numbers"
    severity = Severity.ERROR
    languages = ("ja",)
    bad = Example("Support rose from 45 percent to 63 percent.", "支持は63%から45%に上がった。")
    good = Example("Support rose from 45 percent to 63 percent.", "支持は45%から63%に上がった。")

    def worth(self, document: Document, context: CheckContext) -> Collection[int] | None:
        """Those with figures on both sides."""
        return document.targets.holding(_FIGURE)

    def check(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """What a number counts, month and day, from and to, whose it is."""
        if not context.source_language.startswith("en"):
            return
        source, written = _readable(unit.source), _readable(unit.target)
        target = unicodedata.normalize("NFKC", written)
        if len(target) != len(unit.target):
            return
        known = written == target or written.translate(_WIDE) == target
        right = numbers(written if known else target, context.target_language)
        found = next(_wrong_places(source, target, right, context), None)
        if found:
            here, there = found
            yield self.finding(
                unit, _("{text}: the source counts another thing, or two numbers changed places").format(
                    text=unit.target[there[0] : there[1] + 2].strip()),
                source=[here] if here[1] else [], target=[there],
            )  # fmt: skip


_FIGURE = re.compile(r"\d")
_WIDE = str.maketrans("０１２３４５６７８９（）％！？：；／～，", "0123456789()%!?:;/~,")
"""Where only these are wide, numbers are read as before, and what was read is remembered."""
Places = tuple[tuple[int, int], tuple[int, int]]


_CARDINAL = frozenset(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen"
    " nineteen twenty thirty forty fifty sixty seventy eighty ninety".split()
)
_NO_MONTH = re.compile(
    r"(?<![\d.,])(?:1[3-9]|[2-9]\d|\d{3,})月(?![間曜])|(?<![\d.,])[1-9][1-9]代(?!目)"
)


def _wrong_places(
    source: str, target: str, right: list[Number], context: CheckContext
) -> Iterator[Places]:
    yield from _month_and_day(source, target)
    odd = _NO_MONTH.search(target) if "月" in target or "代" in target else None
    if odd and not _NO_MONTH.search(source):
        yield (0, 0), odd.span()
    yield from _from_and_to(source, target)
    right = [n for n in right if n.exact]
    left = numbers(source, context.source_language, words=False)
    known = {n.value for n in left}
    if any(n.value not in known and n.value > 3 for n in right):  # words are slow to read
        left = [
            n for n in numbers(source, context.source_language)
            if n.exact or source[slice(*n.span)].split("-")[0].split()[0].lower() in _CARDINAL
        ]  # fmt: skip
    both = {n.value for n in left}.intersection(n.value for n in right)
    if not both:
        return
    yield from _other_things(source, target, left, right)
    if len(both) > 1:
        yield from _others_values(source, target, left, right)


def _month_and_day(source: str, target: str) -> Iterator[Places]:
    dates: dict[tuple[str, str], tuple[int, int]] = {}
    for match in _MONTH_DAY.finditer(source) if "月" in target else ():
        if not dates:
            dates["", ""] = (0, 0)
            for said in _JA_MONTH_DAY.finditer(target):
                dates.setdefault((said[1], said[2]), said.span())
        month, day = _MONTHS.index(match["month"][:3].lower()) + 1, int(match["day"])
        wrong = dates.get((str(day), str(month)))
        if day <= 12 and day != month and wrong and f"{month}月{day}日" not in target:
            yield match.span(), wrong


def _from_and_to(source: str, target: str) -> Iterator[Places]:
    ways: dict[tuple[str, str], tuple[int, int]] = {}
    for match in _FROM_TO.finditer(source) if "から" in target or "だったのが" in target else ():
        if not ways:
            ways["", ""] = (0, 0)
            for said in _JA_FROM_TO.finditer(target.replace(",", "\0")):
                ways.setdefault((said["from"], said["to"]), (said.start(), said.end("to")))
        first, last = (match[side].rstrip(",.").replace(",", "") for side in ("from", "to"))
        wrong = ways.get((last, first))
        if first != last and wrong:
            yield match.span(), wrong


_OF_AGE = re.compile(r"\b(?:of|aged?|under|over|above|below|past|turned|at|only) \Z|, \Z", re.I)
_PLURAL = re.compile(
    r" (?:people|men|women|children|couples|members)\b(?! (?:in|at|on|a|the|when|for)\b)"
)


def _class_en(number: Number, text: str) -> str:
    start, end = number.span
    if (
        1500 <= number.value < 2200
        and end - start == 4
        and _YEAR_EN.search(text, max(0, start - 12), start)
    ):
        return "people" if _PLURAL.match(text, end) else "year"
    if text.endswith(" age of ", 0, start):
        return ""
    if text[start - 1 : start] == ":" or text.startswith(":", end):
        return ""
    if text[start : start + 1] == "$":
        return "dollars"
    found = _class_behind(_counters()[1], text, end)
    if found == "things" and (
        _OF_AGE.search(text, max(0, start - 9), start) or 1500 < number.value < 2200
    ):
        return ""
    return found


def _class_ja(number: Number, text: str) -> str:
    return _class_behind(_counters()[2], text, number.span[1])


def _other_things(
    source: str, target: str, left: list[Number], right: list[Number]
) -> Iterator[Places]:
    """Values that count one thing in the source, and in the target only others."""
    counted: dict[object, list[tuple[str, Number]]] = {}
    for number in right:
        if number.value not in (1, 2, 3):
            counted.setdefault(number.value, []).append((_class_ja(number, target), number))
    hard = {value for value, there in counted.items() if all(name in _HARD for name, _n in there)}
    meant: dict[object, list[tuple[str, Number]]] = {}
    for number in left:
        if number.value in hard:
            meant.setdefault(number.value, []).append((_class_en(number, source), number))
    for value, readings in meant.items():
        there = counted.get(value, [])
        classes = {name for name, _number in readings}
        if "" in classes or not classes <= _HARD:
            continue
        others = {name for name, _n in there}
        if any(
            name in classes or frozenset((name, c)) in _FRIENDS or {name, c} <= _LOOSE - {"pages", "times"}
            for name in others for c in classes
        ):  # fmt: skip
            continue
        if {"things", "times"} >= classes | others:
            continue
        yield readings[0][1].span, there[0][1].span


def _others_values(
    source: str, target: str, left: list[Number], right: list[Number]
) -> Iterator[Places]:
    """Two words that say whose a number is, each beside the other's number."""
    pairs: list[tuple[Number, Number]] = []
    for english, japanese in _anchors() if len(set(_any_anchor().findall(source))) > 1 else ():
        here, there = english.search(source), japanese.search(target)
        if not here or not there or english.search(source, here.end()):
            continue
        mine, theirs = (
            _nearest(here.span(), left, source, _NEAR),
            _nearest(there.span(), right, target, _NEAR_JA),
        )
        if mine and theirs:
            pairs.append((mine, theirs))
    years: dict[object, Number] = {}
    for number in right:
        if target.startswith("年", number.span[1]):
            years.setdefault(number.value, number)
    ends = sorted(number.span[1] for number in left)
    for number in left if years else ():  # a year is a word of that kind, too
        year = years.get(number.value)
        if year is None or _class_en(number, source) != "year":
            continue
        start, end = number.span
        before = bisect_left(ends, start) - 1
        if before >= 0 and start - ends[before] < 12:
            continue  # 6 in 2018
        mine, theirs = _first_from(left, end, exact=True), _first_from(right, year.span[1])
        if mine and theirs and source[end : mine.span[0]].count(" ") < 4:
            pairs.append((mine, theirs))
    crossing: dict[object, list[int]] = {}
    for n, (mine, theirs) in enumerate(pairs):
        crossing.setdefault((theirs.value, mine.value), []).append(n)
    for n, (mine, theirs) in enumerate(pairs):
        later = crossing.get((mine.value, theirs.value), ()) if mine.value != theirs.value else ()
        if later and later[-1] > n:
            yield mine.span, theirs.span


def _first_from(numbers: list[Number], place: int, *, exact: bool = False) -> Number | None:
    """The first number that starts at a place or behind it; `numbers` stand in order."""
    at = bisect_left(numbers, place, key=lambda number: number.span[0])
    return next((n for n in islice(numbers, at, None) if n.exact or not exact), None)


def _nearest(span: tuple[int, int], numbers: list[Number], text: str, near: int) -> Number | None:
    """The number nearest to a word with no comma or full stop between; None where none is near."""
    best: tuple[int, Number] | None = None
    for number in numbers:
        a, b = (number.span[1], span[0]) if number.span[0] < span[0] else (span[1], number.span[0])
        distance = b - a
        if 0 <= distance <= near and not re.search("[,.;、。]", text[a:b]):
            if best is None or distance < best[0]:
                best = (distance, number)
    return best[1] if best else None


CHECKS: tuple[type[Check], ...] = (Missing, Units, HalfDay, Shares, Exchanged)
