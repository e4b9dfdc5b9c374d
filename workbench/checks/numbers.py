"""Numbers: the same values on both sides, whatever they are written in.

Lives here: checks of this family. May import: model, language, wording and `check`, `prefilter`,
`lists` of this room.
Apart from the other families because values need a reader of their own (`language.numbers`).
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cache, lru_cache
from itertools import islice, pairwise
from operator import itemgetter
from typing import NamedTuple

from workbench.checks.check import Check, CheckContext, Example
from workbench.checks.lists import rows
from workbench.checks.prefilter import Document, Texts
from workbench.language import english_numbers, info
from workbench.language.likeness import SAME, alike, is_romaji, read_as
from workbench.language.number_value import RECENT
from workbench.language.numbers import ERAS, Number, in_words, numbers, unmatched
from workbench.language.verbatim import blanked
from workbench.model import Finding, Severity, Span, Unit
from workbench.wording import _

_SIGNS_APART = ("<", "//", "www.", "@", "&#", "%", "{", "`", "](", "[^")
_APART = re.compile(r"https?://\S+|www\.\S+|\S+@\S+|&#\d+;|%\d+\$")
"""Figures that count nothing: in addresses, entities, placeholders."""
_BY = re.compile("(?<=\\d)[xｘ](?=\\d)")
"""20x16 is two numbers."""
_DIGITS = re.compile(r"\d+")
_FIGURE_EN = re.compile(r"\d+(?:(?:st|nd|rd|th|s)\b)?")
_DIGIT = re.compile(r"[\d①-⑳〇一二三四五六七八九十百千万億兆]")
_EXACT = re.compile(r"[\d令平昭大明]")
"""What a number in digits has, or one with an era; without one nothing is asked for."""
_MORE = re.compile(
    r"\d(?:(?<=[A-Za-z:.,，．\-和成昭正治].)|(?=[.,，．]\d|[十百千万億兆割]|分の|[ -]?(?i:hundred|thousand|[mbtr]+illion|lakh|crore|[mbt]?n|[mk])\b))"
)
"""A digit in a number that may be more than its digits say: 1.5, 12万, COVID-19, 令和4年."""
_ONE = re.compile(
    r"\b(?:an?|one|each|per|another|single|every|the (?:hour|day|week|month|year))\b", re.I
)
"""English says one in many ways: an hour is 1時間."""


@lru_cache(maxsize=RECENT)
def _readable(text: str) -> str:
    """Tags, addresses, entities and placeholders blanked, so that offsets stay."""
    text = blanked(text)
    if "x" in text or "ｘ" in text:
        text = _BY.sub("×", text)
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
        figures = document.once("figures", _figures)
        if (
            info(context.target_language).code != "ja"
        ):  # what is the same in figures may not be in words: 15만
            return sorted({*figures.left, *figures.right})
        named = {*figures.left, *figures.right, *document.targets.saying(ERAS)}
        named -= figures.said_in_figures
        if context.source_language.startswith("en"):
            named -= figures.said_in_words
        return sorted(named)

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


class _Figures(NamedTuple):
    """What the units of a document count, as far as a few searches through all texts show it. Values stand with
    the places behind them, in the texts laid end to end."""

    left: Mapping[int, Sequence[tuple[int, int]]]
    """Unit → what the figures of its source say; units without any are left out."""
    right: Mapping[int, Sequence[tuple[int, int]]]
    """The same of its target."""
    words: Mapping[int, Sequence[re.Match[str]]]
    """Unit → numbers in words in its source, in lower case; only where the figures of the target ask for them."""
    odd: frozenset[int]
    """Units whose figures may say more than they show."""
    said_in_figures: frozenset[int]
    """Units whose sides show the same figures, which say no more."""
    said_in_words: frozenset[int]
    """Units whose source says in English words what its figures do not."""


def _figures(document: Document) -> _Figures:
    left = _integers(document.sources, _FIGURE_EN)
    right = _integers(document.targets, _DIGITS)
    odd = {
        *document.sources.holding(_MORE), *document.targets.holding(_MORE),
        *document.sources.saying(_SIGNS_APART), *document.targets.saying(_SIGNS_APART),
    }  # fmt: skip
    same: set[int] = set()
    in_words: set[int] = set()
    words: dict[int, list[re.Match[str]]] = {}
    for unit in {*left, *right} - odd:
        here, there = ({value for value, _end in side.get(unit, ())} for side in (left, right))
        if here == there:
            same.add(unit)
        elif here <= there:
            text = document.units[unit].source.lower()
            words[unit] = [
                m for m in english_numbers.IN_WORDS.finditer(text) if m[0] not in ("may", "march")
            ]
            if all(any(value in _worth_of(m[0]) for m in words[unit]) for value in there - here):
                in_words.add(unit)
    return _Figures(left, right, words, frozenset(odd), frozenset(same), frozenset(in_words))


def _integers(texts: Texts, pattern: re.Pattern[str]) -> dict[int, list[tuple[int, int]]]:
    found: dict[int, list[tuple[int, int]]] = {}
    for number, match in texts.matches(pattern):
        found.setdefault(number, []).append((int(match[0].rstrip("stndrh")), match.end()))
    return found


@lru_cache(maxsize=2048)
def _worth_of(words: str) -> frozenset[object]:
    """What an English number in words may be in digits."""
    return frozenset(v for n in english_numbers.in_words(words) for v in (n.value, *n.also))


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
    grouped = _grouped(source, right) | _grouped(target, left)
    lost, added = _joined(lost, source, right), _joined(added, target, left)
    added = [n for n in added if n.value not in grouped]
    lost = [n for n in lost if n.value not in grouped and not _may_go(n, source, target)]
    if lost:
        lost = [n for n in lost if not _said_otherwise(source[slice(*n.span)], unit.target)]
        lost, added = _split(lost, added, source, target)
    if lost:
        lost, added = _composed(lost, added, target)
    if added:
        lost, added = _converted(lost, added, left, source, target)
    if added:
        said = in_words(*here)
        added = _composed_words(said, added, target)
        asked = lost or _unsaid(said, right)
        added = [
            n for n in added
            if (n.value != 1 or not _ONE.search(unit.source))
            and not _counted_out(n, unit.source, target)
            and (asked or not _may_come(n, target, unit.source))
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
        (r"(\d+)[年歳](?:と)?(\d+)(?:[かカヶケヵ]月|月(?!\d))", 12), (r"(\d[\d万億,]*)円(\d+)銭", 100), (r"(\d+)メートル(\d+)センチ", 100),
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


def _composed_words(said: list[Number], added: list[Number], target: str) -> list[Number]:
    """Without two numbers that are one in English words: 1年6カ月 for eighteen months."""
    if len(added) > 1 and said:
        left = _composed(said, added, target)
        if len(left[0]) < len(said):
            return left[1]
    return added


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


_IN_N = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten)\b(?: [\w-]+){0,2} (?:in|out of)(?: every)? \Z",
    re.I,
)


def _may_go(number: Number, text: str, target: str) -> bool:
    """The minutes of 12:00, in brackets what a length is in other units, the 10 of six in 10, 12 months."""
    start, end = number.span
    if number.value in (3, 4, 5, 6, 7, 8, 9, 10, 100) and _IN_N.search(
        text, max(0, start - 40), start
    ):
        return True
    if (
        number.value == 1
        and text.endswith(" to ", 0, start)
        and text[start - 5 : start - 4].isdigit()
    ):
        return True  # 2.2 to 1
    if text.startswith(" months", end) and isinstance(number.value, int) and not number.value % 12:
        return f"{number.value // 12}年" in target
    if number.value == 0 and text[start - 1 : start] in (":", ".") and end - start == 2:
        return True
    return bool(_IN_FEET.match(text, end) and _ASIDE.search(text, 0, start))


_GROUP = re.compile(r"(?<![\d.,])\d{1,3}(?: \d{3})+(?![\d.,])")


def _grouped(text: str, others: list[Number]) -> set[object]:
    """Numbers with a plain space in them that the other side has, and their parts: 25 000."""
    found: set[object] = set()
    for match in _GROUP.finditer(text):
        whole = int(match[0].replace(" ", ""))
        if any(n.value == whole for n in others):
            found.update([whole, *map(int, match[0].split(" "))])
    return found


_KATAKANA_NUMBERS = {
    "1st": "ファースト", "2nd": "セカンド", "3rd": "サード", "1": "ワン", "2": "ツー", "3": "スリー", "4": "フォー", "5": "ファイブ",
    "6": "シックス", "7": "セブン", "8": "エイト", "9": "ナイン", "10": "テン", "9s": "ナイン", "1s": "ワン",
}  # fmt: skip


def _said_otherwise(written: str, target: str) -> bool:
    """Whether a number is part of a name in the target: FM105.3, ファーストクラス."""
    kana = _KATAKANA_NUMBERS.get(written)
    if kana and kana in target:
        return True
    return written.replace(".", "").isdigit() and bool(
        re.search(rf"[A-Za-zＡ-Ｚ][-‐‑−–－]?{re.escape(written)}(?![\d.])", target)
    )


_DATE_OR_PART = re.compile(r"(\d{1,2})[./](\d{1,2})\Z")


def _split(
    lost: list[Number], added: list[Number], source: str, target: str
) -> tuple[list[Number], list[Number]]:
    """Without 18.12 that became 12月18日, 4.2 that became 4条2項."""
    for number in list(lost):
        match = _DATE_OR_PART.search(source[slice(*number.span)])
        if match:
            parts = {int(match[1]), int(match[2])}
            there = {n.value for n in added}
            if parts <= there or re.search(
                rf"(?<!\d){match[2]}月{match[1]}日|(?<!\d){match[1]}月{match[2]}日", target
            ):
                lost = [n for n in lost if n is not number]
                added = [n for n in added if n.value not in parts]
    return lost, added


_ALL = re.compile(
    r"\b(?:full\w*|total\w*|complete\w*|entire\w*|all|pure\w*|absolute\w*|whol\w*|perfect\w*|guarantee\w*)\b",
    re.I,
)
_THEY = re.compile(
    r"\b(?:they|them|their|others|both|all|the (?:men|women|others|other|group|friends|brothers|sisters|girls|boys))\b",
    re.I,
)
_TWO = re.compile(
    r"\b(?:couples?|each other|both|two|pair|side by side|husband|wife|spouses?|partners?)\b", re.I
)
_PEOPLE_JA = re.compile("人(?!目|気|口|間)|名(?!前|称|目)")
_PER = re.compile(r"\b(?:to the|per|an?|each|every)\b")
_UNIT_JA = re.compile("ドル|円|ユーロ|ポンド|キロ|リットル|平方|トン|バレル")


def _counted_out(number: Number, source: str, target: str) -> bool:
    """What Japanese counts where English says it in words: 100% for fully, 4人 for the men, 1ドル for the dollar."""
    after = number.span[1]
    if number.value == 100 and target.startswith(("%", "％"), after):
        return bool(_ALL.search(source))
    if number.value == 1 and (_UNIT_JA.match(target, after) and _PER.search(source)):
        return True
    if number.value in (1, 2, 3) and target.startswith("第", number.span[0] - 1):
        named = target[after : after + 1] not in "条項号章節編回"  # 第1党, 福島第1原発
        return named and not _ORDINAL.search(source)
    if number.value == 0:
        return bool(_NONE.search(source))
    if number.value == 3 and target[number.span[0] - 2 : number.span[0]] in (
        "2、",
        "2,",
        "2～",
        "2〜",
        "2・",
    ):
        return bool(_FEW.search(source))
    if isinstance(number.value, int) and 2 < number.value < 8:
        if re.match(r"[人組社校カ国世帯]{1,2}以上", target[after:]):
            return f"more than {_WORD[number.value - 1]}" in source.lower()
        if _LISTED.match(target, after):
            return source.count(",") + source.count(" and ") >= number.value - 1
    return bool(re.search(rf"[A-Za-z][-‐–]?{number.value}(?!\d)", source))


_ORDINAL = re.compile(r"\b(?:first|second|third|fourth|1st|2nd|3rd|4th)\b", re.I)
_NONE = re.compile(r"\b(?:none|no|nobody|zero|nil|without|nothing)\b", re.I)
_FEW = re.compile(r"\b(?:couple|few|several)\b", re.I)
_LISTED = re.compile("県|[カかヶ]国|州|都市|氏|社(?!会)|団体|党|地域|市(?!民)")
_WORD = ("zero", "one", "two", "three", "four", "five", "six", "seven")


_MONTH_EN = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
)
_JUST_ONE = re.compile(
    r"\A(?!.*\b(?:(?:an)?other|each|with)\b).*\bone (?!of\b)[a-z]+\b", re.I | re.S
)
_A_TIME = re.compile(r"\b(?:an?|one) (?:year|month|week|day)\b", re.I)


def _may_come(number: Number, text: str, source: str) -> bool:
    """A small number where English has none: 2人 for they, 10代 for young people, 1件も for no."""
    after = number.span[1]
    if number.value == 2 and text[after : after + 1] in "年月週日" and _A_TIME.search(source):
        return False
    if number.value in (1, 2):
        if text.startswith("月", after) and _MONTH_EN.search(source):
            return False
        if number.value == 2 and _PEOPLE_JA.match(text, after) and _JUST_ONE.search(source):
            return bool(_TWO.search(source) or _THEY.search(source))
        return bool(_SMALL.match(text, after))
    if 2 < number.value < 11 and _PEOPLE_JA.match(text, after):
        return bool(_THEY.search(source)) and not _TWO.search(source)
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
    lost: list[Number], added: list[Number], left: list[Number], source: str, target: str
) -> tuple[list[Number], list[Number]]:
    """Without feet, miles and pounds that became metric ones of about the same size, or have them beside in
    brackets: 12マイル（約19キロ）."""
    for number in left:
        unit = _IN_FEET.match(source, number.span[1])
        if not unit or not (factor := _METRIC.get(unit[0].strip(" -")[:1].lower())):
            continue
        size = float(number.value) * factor
        for other in added:
            near = any(
                0.85 * size <= float(other.value) * scale <= 1.15 * size for scale in (1, 0.01, 100)
            )
            if near and (number in lost or _BESIDE.search(target, 0, other.span[0])):
                lost = [n for n in lost if n is not number]
                added = [n for n in added if n is not other]
                break
    return lost, added


_BESIDE = re.compile(r"[（(＝=][^（）()]{0,6}\Z")


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
_MEASURES = tuple(
    (
        tuple(signs.split()),
        re.compile(rf"(?<![\d.,])(\d[\d,]*(?:\.\d+)?)[ -]{english}\b"),
        re.compile(rf"(?<![\d.,])(\d[\d,]*(?:\.\d+)?){japanese}"),
        right,
    )
    for signs, english, japanese, right in (
        ("feet foot ft", r"(?:feet|foot|ft)", r"(?:メートル|センチ|キロ|ヤード|インチ|マイル)", "フィート"),
        ("inch", r"inch(?:es)?", r"(?:センチ|ミリ|メートル|フィート)", "インチ"), ("mile", r"miles?", r"(?:キロ|メートル|ヤード|フィート)", "マイル"),
        ("yard", r"yards?", r"(?:メートル|フィート)", "ヤード"), ("acre", r"acres?", r"(?:ヘクタール|平方)", "エーカー"),
        ("square sq", r"(?:square kilomet(?:re|er)s|sq km)", r"キロ", "平方"), ("square sq", r"(?:square met(?:re|er)s|sq m)", r"メートル", "平方"),
        ("square sq", r"(?:square miles|sq mi)", r"平方(?:キロ|メートル)", "マイル"),
        ("square sq", r"(?:square feet|sq ft)", r"平方(?:キロ|メートル)", "フィート"),
        ("kilom km", r"(?:kilomet(?:re|er)s?|km)", r"(?:マイル|メートル)", "キロ"), ("kilo kg", r"(?:kilograms?|kg|kilos?)", r"(?:グラム|トン|ポンド)", "キロ"),
        ("ton", r"(?:tons?|tonnes?)", r"(?:キロ|グラム)", "トン"), ("meters metres", r"met(?:re|er)s", r"(?:キロ|センチ|フィート|ミリ)", "メートル"),
        ("hectare", r"hectares?", r"(?:エーカー|平方)", "ヘクタール"),
    )
)  # fmt: skip
"""Its letters, a measure, names of others right behind its number, its own."""
_DIGIT_FOLLOWED = re.compile(r"\d[ -](?=[a-z])")
_MEASURED = (
    "feet",
    "foot",
    "inch",
    "mile",
    "yard",
    "acre",
    "kilo",
    "km",
    "kg",
    "ton",
    "met",
    "hectare",
    " ft",
    "square",
)
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
        """Those with a currency, a share or a measure."""
        measured = set(document.sources.saying(_MEASURED)).intersection(
            document.sources.holding(_DIGIT_FOLLOWED)
        )
        return sorted(measured.union(document.sources.saying(_SIGNS)))

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
        yield from self._measured(unit)
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

    def _measured(self, unit: Unit) -> Iterator[Finding]:
        """10 feet as 10メートル: the number of one measure with the name of another."""
        for signs, english, japanese, right in _MEASURES:
            if not any(map(unit.source.__contains__, signs)):
                continue
            there: dict[str, re.Match[str]] | None = None
            for match in english.finditer(unit.source):
                if there is None:
                    found = japanese.finditer(unit.target)
                    there = {m[1].replace(",", ""): m for m in found}
                wrong = there.get(match[1].replace(",", ""))
                if wrong and right not in unit.target[wrong.start() : wrong.end() + 2]:
                    yield self.finding(
                        unit, _("{source}: write {unit}").format(source=match.group(), unit=right),
                        source=[match.span()], target=[wrong.span()],
                    )  # fmt: skip
                    return

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
    r"(?<![\d.])(\d+(?:\.\d+)?)(?:(?P<of>人|円|件|年|歳|票|回|組|ドル|代(?![表理金々わ]))|(?P<share>[%％パポ割]))?"
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
            if noon and midnight:
                a, b = _NOON_JA.search(target), _MIDNIGHT_JA.search(target)
                if (
                    said is noon
                    and a
                    and b
                    and (a.start() < b.start()) != (noon.start() < midnight.start())
                ):
                    yield self.finding(
                        unit, _("{source}: write {form}").format(source=noon[0], form="正午"),
                        source=[noon.span()],
                    )  # fmt: skip
                continue
            if not said or own.search(target) or len(times) > bool(midnight):
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
    rf"|(?P<half>half)\b(?!\s(?:an?\b|past|hour|dozen|a\s|brother|sister)|-)"
    rf"|(?P<in>{'|'.join(_COUNT)}|\d+)\s(?:in|out\sof)\s(?:every\s)?(?P<of>{'|'.join(_COUNT)}|\d+)\b(?!\s(?:hundred|thousand|million)))",
    re.I,
)
_SHARE_JA = re.compile(
    r"(?P<below>[\d一二三四五六七八九十]+)分の(?P<above>[\d一二三四五六七八九十]+)|(?P<tenths>\d+|[一二三四五六七八九])割(?!引|安|増|高)|(?P<half>(?<!過)半数|半分)"
    r"|(?P<of>\d+|[一二三四五六七八九十])(?:人|組|世帯|社|校|件|つ|台|軒|カ所)に(?P<in>\d+|[一二三四五六七八九])(?:人|組|世帯|社|校|件|つ|台|軒|カ所)"
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
_HALF_MORE = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d+)[\s-]and[\s-]a[\s-]half\b",
    re.I,
)
_HALF_MORE_JA = re.compile(
    r"半|[.．・][5５五]|[5５]割|30分|6[かカヶケヵ]月|\d\d[かカヶケヵ]月|[05]00|50|5"
)
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
        """Those whose target has one, or whose source has a half more."""
        said = document.targets.saying(
            ("分の", "割", "半", "倍", "数", "何", "人に", "組に", "つに", "社に", "校に", "件に")
        )
        return sorted({*said, *document.lower_sources.saying(("and a half", "and-a-half"))})

    def check(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """Where both sides say one of a kind and the target's is none of the source's."""
        if not context.source_language.startswith("en"):
            return
        target = unit.target
        half = _HALF_MORE.search(unit.source) if "half" in unit.source else None
        if half and not _HALF_MORE_JA.search(target):
            yield self.finding(
                unit, _("{number} is missing").format(number=half[0]), source=[half.span()]
            )
        for reader, reader_ja in (
            (_shares, _shares_ja),
            (_multiples, _multiples_ja),
            (_vague, _vague_ja),
        ):
            found = reader_ja(target)
            wanted = reader(unit.source) if found else []  # English is the slow one
            for match, value in found if wanted else ():
                near = 0.05 if "割" in match[0] else 0.01
                if reader is _multiples and match["count"] and match["count"] in unit.source:
                    continue
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
        elif below := _digits(match["below"] or match["of"]):
            found.append((match, _digits(match["above"] or match["in"]) / below))
    return found


def _digits(text: str) -> float:
    return float(_KANJI.get(text) or (text if text and text.isdecimal() else 0))


_HALF_TIMES = re.compile(r"\b(one|two|three|four|five|\d+) and a half times\b", re.I)


def _digits_en(text: str) -> float:
    return float(_COUNT.get(text.lower()) or text)


def _multiples(text: str) -> list[float]:
    found = [float(value) for value, pattern in _TIMES_EN if pattern.search(text)]
    found += [_digits_en(m[1]) + 0.5 for m in _HALF_TIMES.finditer(text)]
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
_DAY_MONTH = re.compile(
    r"(?<![\d,.:])(?P<day>\d{1,2})(?:st|nd|rd|th)? (?P<month>January|February|March|April|May|June|July|August|September|October|November|December)\b"
)
_ANY_DATE = r"(?:(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d{1,2}|\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*)"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FROM_TO = re.compile(
    r"\b(?:[Ff]rom|[Bb]etween) (?:[a-z]+ )?[$€£¥]?(?P<from>\d[\d,.]*)(?P<unit>%| ?percent| ?per cent| [a-z]+)? (?:to|and|until) (?:[a-z]+ )?[$€£¥]?(?P<to>\d[\d,.]*\d|\d)"
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


_NO_KIND = r"(?:next|one|two|three|four|five|six|seven|eight|nine|ten|twelve|which|who|that|when|where|but|because|so|an?|per|in|of|or|and|the|to|last|this|each|every|for|at|by|as|than|on|from|were|was|is|are|had|have|left)\b"


@cache
def _any_anchor() -> re.Pattern[str]:
    found = [row[0].lower() for row in rows("anchors.en-ja.tsv")]
    first = re.escape("".join({word[0] for words in found for word in words.split("|")}))
    words = "|".join(rf"(?:{words})\b" for words in found)
    return re.compile(rf"\b(?=[{first}])(?:{words})")


def _anchored(source: str) -> bool:
    """Whether an English text has two words that say whose a number is."""
    return len(set(_any_anchor().findall(source.lower()))) > 1


_FRIENDS = {
    frozenset(pair.split()) for pair in (
        "year years", "year age", "age years", "people couples", "people votes", "couples votes", "percent times",
        "kilometres metres", "days hours", "minutes hours", "people times", "weeks days", "weeks months", "months years",
        "days day-name", "hours clock", "months month-name", "companies things", "companies times",
    )
}  # fmt: skip
"""Classes that one number may rightly pass between: 3 years is 3年, a vote is a person."""
_HARD = frozenset(["year", "age", "percent", "people", "couples", "pages", "yen", "dollars", "feet", "inches", "miles",
                   "square", "companies", "month-name", "day-name", "clock", "minutes", "hours", "months", "weeks", "votes", "years", "times", "things", "days"])  # fmt: skip
_OF_TIME = frozenset(["days", "day-name", "clock", "years", "year"])
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
        """Those whose figures may count another thing, or stand in another order."""
        if not context.source_language.startswith("en"):
            return ()
        figures = document.once("figures", _figures)
        units = document.units
        named = {
            n for n in document.targets.holding(_MONTHS_OR_DECADES)
            if any(p.search(units[n].source) for p in (_MONTH_DAY, _DAY_MONTH, _TWO_DATES))
            or _NO_MONTH.search(units[n].target)
        }  # fmt: skip
        named.update(
            n
            for n in document.sources.saying(("from ", "between ", "Between ", "From "))
            if n in figures.right
        )
        named.update(n for n in document.sources.holding(_ORDERED) if n in figures.right)
        named.update(document.targets.holding(_PART_OF))
        named.update(document.sources.holding(_AND_LESS))
        odd = {*figures.odd, *document.sources.holding(_ODD_EN), *document.targets.holding(_ODD_JA)}
        named.update(odd.intersection(figures.right))
        named.update(_counting_otherwise(document, figures, figures.right.keys() - named))
        return sorted(named)

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


_MONTHS_OR_DECADES = re.compile(r"[月代](?<=[\d０-９].)")
_ODD_EN = re.compile(
    r"\d(?:(?<=(?:no|er)[ \u00a0]1)0|(?:[:.]\d\d)?\s*[ap]\.?m\b|\s+(?:in|out of)\s|/|\s\s)|\*\*|~~|[\u00a0\u202f\u2009]|[$€£¥](?=(?:1[5-9]|20|21)\d\d\b)",
    re.I,
)
_ODD_JA = re.compile(r"[０-９/\u00a0\u202f\u2009]|\d\s|\*\*|~~")
"""What the quick look at figures does not understand."""


def _counting_otherwise(
    document: Document, figures: _Figures, units: Collection[int]
) -> Iterator[int]:
    """Of units whose figures are plain, those in which a value may count another thing, or two may have
    changed places; some too many."""
    _names, behind_en, behind_ja = _counters()
    targets, sources = document.targets.joined, document.sources.joined
    for unit in units:
        there: dict[object, list[str]] = {}
        for value, end in figures.right[unit]:
            there.setdefault(value, []).append(_class_behind(behind_ja, targets, end))
        here: dict[object, list[str]] = {}
        years = 0
        for value, end in figures.left.get(unit, ()):
            kind = "" if sources[end : end + 1] == "\n" else _class_behind(behind_en, sources, end)
            if sources.endswith("$", 0, end - len(str(value))):
                kind = "dollars"
            if 10 < value < 100 and sources[end - 3 : end - 2] in ("'", "’"):
                kind = "year"
            if 1500 <= value < 2200:
                years += 1
                kind = kind or "year"
            here.setdefault(value, []).append(kind)
        if any(value > 3 and value not in here for value, _end in figures.right[unit]):
            for match in figures.words.get(unit, ()):
                if match[0].split("-")[0].split()[0] in _CARDINAL:
                    kind = _class_behind(behind_en, document.units[unit].source, match.end())
                    for said in _worth_of(match[0]):
                        here.setdefault(said, []).append(kind)
        both = here.keys() & there.keys()
        if any(_other_kind(value, here[value], there[value]) for value in both) or (
            len(both) > 1 and (years > 1 or _anchored(document.units[unit].source))
        ):
            yield unit


def _other_kind(value: object, left: list[str], right: list[str]) -> bool:
    """Whether a value may count another thing, in the sense of `_other_things`."""
    if value in (1, 2, 3) or not _HARD.issuperset(right):
        return False
    if "year" in left:  # or none at all
        return "year" not in right
    if "" in left or not _HARD.issuperset(left):
        return False
    return not any(_may_be(one, other) for one in left for other in right)


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
    if "月" in target:
        yield from _dates_in_turn(source, target)
    yield from _less_left_out(source, target)
    odd = _NO_MONTH.search(target) if "月" in target or "代" in target else None
    if odd and not _NO_MONTH.search(source):
        yield (0, 0), odd.span()
    yield from _from_and_to(source, target)
    yield from _out_of_order(source, target)
    right = [n for n in right if n.exact]
    left = numbers(source, context.source_language, words=False)
    known = {n.value for n in left}
    if any(n.value not in known and n.value > 3 for n in right):  # words are slow to read
        left = [
            n for n in numbers(source, context.source_language)
            if n.exact or source[slice(*n.span)].split("-")[0].split()[0].lower() in _CARDINAL
        ]  # fmt: skip
    yield from _ranges_turned(source, target, left, right)
    both = {n.value for n in left}.intersection(n.value for n in right)
    if not both:
        return
    yield from _other_things(source, target, left, right)
    if len(both) > 1:
        yield from _others_values(source, target, left, right)


_ORDERED = re.compile(
    r"\d(?:(?=(?:,\d{3})*(?: votes?)? (?:to|and|against) \d)|(?<=Article .)|(?<=Art\. .)|(?<=ection .)|(?<=§.)|(?<=§ .)|(?<=[a-z], .)\d{0,2}\b|(?<=[a-z][:,] .)\d*[.;])"
)
"""Where the order of numbers means something: votes, provisions, ages, lists."""
_MOST = 50
"""So many places of one kind are compared with the other side, so that a long text takes time by its length."""
_SCORE = re.compile(
    r"\b(?P<one>\d[\d,]*)(?: votes?)? (?:to|against) (?P<two>\d[\d,]*)(?! (?:p\.m|a\.m|percent|per cent))\b"
)
_SCORE_JA = re.compile(r"(?<!\d)(\d+)(?:票)?対(\d+)")
_VOTES_JA = re.compile(r"賛成(?:票)?[はが]?(\d+)[^\d]{0,6}反対(?:票)?[はが]?(\d+)")
_BOTH_JA = re.compile(r"(?<!\d)(?=(\d+)[^\d、。]{0,4}(?:と|・|及び|、)(\d+))")
_DOWN = re.compile(
    r"\b(?:reject|defeat|fail|los[et]|voted down|struck|turned down|refus|beat)", re.I
)
_BOTH_OF = re.compile(
    r"(?<![\d.,])(?P<one>\d{1,4}) and (?P<two>\d{1,4})\b(?![,.]?\d|%| percent| million| thousand)"
)
_PART_OF = re.compile(
    r"(?<![\d.万億千])(?P<whole>\d+)(?P<kind>[人件組社校カ国世帯自治体都道府県作品議席票席冊枚]{1,3})(?:の[^\d、。]{1,8})?(?:の)?うち、?[^\d、。]{0,6}(?P<part>\d+)(?P=kind)"
)
_PROVISION = (
    (re.compile(r"\b(?:Article|Art\.|[Ss]ection|§)\s?(\d+)\b"), re.compile(r"(\d+)条(?!件|約)")),
    (re.compile(r"(?:\b(?:paragraph|para\.)\s?|\d\()(\d+)\b"), re.compile(r"(\d+)項(?!目)")),
    (re.compile(r"\b(?:item|subparagraph|No\.)\s?(\d+)\b"), re.compile(r"(\d+)号(?!室|線|車|機)")),
)
_AGED = re.compile(
    r"\b([A-Z\u00c0-\u00de][\w\u00c0-\u024f’'-]+), (\d{1,3})\b(?=[,.]|\s(?:and|who|said)\b)"
)
_AGED_JA = re.compile(
    r"([ァ-ヺー・]{2,}|[\u3400-\u9fff々]{1,6}?)(?:さん|氏|様|被告|容疑者|選手|議員|教授)?[（(](\d{1,3})[）)]"
)
_ITEM_END = re.compile(r"[:,] \d[\d,]*(?:, [a-z]|[.;])")
_ITEM = re.compile(r"[^\d.:;,]{1,60}[:,] (\d[\d,]*)(?:, [a-z][^\d.;]{0,40})?[.;](?=\s|\Z)")


def _out_of_order(source: str, target: str) -> Iterator[Places]:
    """Numbers whose order means something and that stand the other way round."""
    ordered = _ORDERED.search(source)
    if not ordered and "うち" not in target:
        return
    plain = target.replace(",", "")
    same = plain == target
    scores = list(islice(_SCORE.finditer(source), _MOST))
    against = {(m[1], m[2]): m.span() for m in _SCORE_JA.finditer(plain)} if scores else {}
    for match in scores:
        one, two = (match[side].replace(",", "") for side in ("one", "two"))
        wrong = against.get((two, one))
        if not wrong and not _DOWN.search(source):
            wrong = next(
                (m.span() for m in _VOTES_JA.finditer(plain) if m.groups() == (two, one)), None
            )
        if one != two and wrong and (one, two) not in against:
            yield match.span(), wrong if same else (0, len(target))
    pairs = list(islice(_BOTH_OF.finditer(source), _MOST))
    joined = {(m[1], m[2]): m.span(1) for m in _BOTH_JA.finditer(plain)} if pairs else {}
    for match in pairs:
        one, two = match["one"], match["two"]
        wrong = joined.get((two, one))
        if one != two and wrong and plain.count(one) == plain.count(two) == 1:
            yield match.span(), wrong if same else (0, len(target))
    for match in _PART_OF.finditer(plain):
        if int(match["part"]) > int(match["whole"]):
            yield (0, 0), match.span() if same else (0, len(target))
    if not ordered:
        return
    if "条" in target or "項" in target or "号" in target:
        yield from _provisions(source, target)
    if "（" in target or "(" in target:
        yield from _ages(source, target)
    if not _ITEM_END.search(source):
        return
    items = [m[1].replace(",", "") for m in _ITEM.finditer(source)]
    if len(items) > 1 and len(set(items)) == len(items) == len(
        _DIGITS.findall(source.replace(",", ""))
    ):
        there = _DIGITS.findall(plain)
        if sorted(there) == sorted(items) and there != items:
            yield (0, len(source)), (0, len(target))


def _provisions(source: str, target: str) -> Iterator[Places]:
    """第24条1項 for Article 1, paragraph 24."""
    for n, (english, japanese) in enumerate(_PROVISION):
        meant = {match[1] for match in english.finditer(source)}
        there = list(japanese.finditer(target))
        others = {
            m[1]
            for k, (other, _ja) in enumerate(_PROVISION)
            if k != n
            for m in other.finditer(source)
        }
        if meant and there and meant.isdisjoint(m[1] for m in there):
            wrong = next((m for m in there if m[1] in others - meant), None)
            if wrong:
                yield (0, 0), wrong.span()


def _ages(source: str, target: str) -> Iterator[Places]:
    """Two people have exchanged ages."""
    aged = {m[1]: (m[2], m.span()) for m in islice(_AGED.finditer(source), _MOST)}
    if len({age for age, _span in aged.values()}) < 2:
        return
    for match in islice(_AGED_JA.finditer(target), _MOST):
        for name, (age, span) in aged.items():
            said = match[1]
            kana = said[0] < "\u3400"
            met = (
                any(alike(name, part) >= SAME for part in said.split("・"))
                if kana
                else (is_romaji(name) and any(read_as(said, name)))
            )
            if met and match[2] != age and any(match[2] == other for other, _span in aged.values()):
                if not any(
                    other != name and other_age == match[2]
                    and (alike(other, said.split("・")[-1]) >= SAME if kana else is_romaji(other) and any(read_as(said, other)))
                    for other, (other_age, _s) in aged.items()
                ):  # fmt: skip
                    yield span, match.span(2)


def _month_and_day(source: str, target: str) -> Iterator[Places]:
    dates: dict[tuple[str, str], tuple[int, int]] = {}
    if "月" not in target:
        return
    for match in (*_MONTH_DAY.finditer(source), *_DAY_MONTH.finditer(source)):
        if not dates:
            dates["", ""] = (0, 0)
            for said in _JA_MONTH_DAY.finditer(target):
                dates.setdefault((said[1], said[2]), said.span())
        month, day = _MONTHS.index(match["month"][:3].lower()) + 1, int(match["day"])
        wrong = dates.get((str(day), str(month)))
        if day <= 12 and day != month and wrong and f"{month}月{day}日" not in target:
            yield match.span(), wrong


_TWO_DATES = re.compile(
    rf"\b(?:on )?(?P<one>{_ANY_DATE})(?: and|, and|, then)(?: [a-z]+){{1,5}} on (?P<two>{_ANY_DATE})\b"
)


def _dates_in_turn(source: str, target: str) -> Iterator[Places]:
    """Filed on 3 March and dismissed on 17 June: what comes first is said first."""
    for match in islice(_TWO_DATES.finditer(source), _MOST):
        one, two = (_month_day(match[side]) for side in ("one", "two"))
        places = [[m.span() for m in re.finditer(rf"(?<!\d){said}", target)] for said in (one, two)]
        if one != two and len(places[0]) == len(places[1]) == 1 and places[1] < places[0]:
            yield match.span(), places[1][0]


_AND_LESS = re.compile(
    r"\b(?:(?:years? and (?:a half|[a-z]+ months?|\d+ months?))|(?:hours? and (?:a half|[a-z-]+ minutes|\d+ minutes)))\b"
)
_WHOLE_ONLY = re.compile(r"\d+(?:年(?:間)?|時間)(?=[のにをでがは、。])")
_LESS_SAID = re.compile(r"半|[かカヶケヵ箇]月|月|分|\.5|・五")


def _less_left_out(source: str, target: str) -> Iterator[Places]:
    """Two years and six months, and the target has the years alone."""
    match = _AND_LESS.search(source)
    whole = _WHOLE_ONLY.search(target) if match else None
    if match and whole and not _LESS_SAID.search(target):
        yield match.span(), whole.span()


def _month_day(date: str) -> str:
    month = next(word for word in date.split() if word[:1].isalpha())
    day = next(word for word in date.split() if word[:1].isdigit())
    return f"{_MONTHS.index(month[:3].lower()) + 1}月{int(day)}日"


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


def _ranges_turned(
    source: str, target: str, left: list[Number], right: list[Number]
) -> Iterator[Places]:
    """From £3.2m to £2.3m said as from 230万 to 320万: by value, whatever they are written in."""
    if "から" not in target:
        return
    starts = {number.span[0]: number for number in left}
    turned: dict[object, Places] = {}
    for one, two in pairwise(right):
        if _FROM_JA.match(target, one.span[1], two.span[0]):
            turned[two.value, one.value] = one.span, two.span
    for match in islice(_FROM_TO.finditer(source), _MOST) if turned else ():
        ends = [
            starts.get(at) or starts.get(at - 1) for at in (match.start("from"), match.start("to"))
        ]
        if ends[0] and ends[1] and ends[0].value != ends[1].value:
            wrong = turned.get((ends[0].value, ends[1].value))
            if wrong:
                yield match.span(), (wrong[0][0], wrong[1][1])


_FROM_JA = re.compile(r"[^\d、。]{0,6}から[^\d、。]{0,8}\Z")
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
    if text.endswith((" age of ", "nder-", "ver-"), 0, start):
        return ""
    if (
        10 < number.value < 100
        and text[start - 1 : start] in ("'", "’")
        and text[start - 2 : start - 1] == " "
    ):
        return "year"  # '98
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
        if any(_may_be(c, name) for name in others for c in classes):
            continue
        if {"things", "times"} >= classes | others:
            continue
        yield readings[0][1].span, there[0][1].span


@cache
def _may_be(one: str, other: str) -> bool:
    """Whether what is counted as one thing in English may rightly be another in Japanese."""
    loose = {one, other} <= _LOOSE - {"pages", "times"}
    if one == "things" and other in _OF_TIME:  # any plural may be a verb: on June 21 remains
        return True
    return one == other or frozenset((one, other)) in _FRIENDS or loose


def _others_values(
    source: str, target: str, left: list[Number], right: list[Number]
) -> Iterator[Places]:
    """Two words that say whose a number is, each beside the other's number."""
    pairs: list[tuple[Number, Number]] = []
    for english, japanese in _anchors() if _anchored(source) else ():
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


_APART_FROM = re.compile(r"[,.;、。と]|\band\b")


def _nearest(span: tuple[int, int], numbers: list[Number], text: str, near: int) -> Number | None:
    """The number nearest to a word with no comma or full stop between; None where none is near."""
    best: tuple[int, Number] | None = None
    for number in numbers:
        a, b = (number.span[1], span[0]) if number.span[0] < span[0] else (span[1], number.span[0])
        distance = b - a
        if 0 <= distance <= near and not _APART_FROM.search(text, a, b):
            if best is None or distance < best[0]:
                best = (distance, number)
    return best[1] if best else None


CHECKS: tuple[type[Check], ...] = (Missing, Units, HalfDay, Shares, Exchanged)
