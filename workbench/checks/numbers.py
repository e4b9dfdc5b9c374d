"""Numbers: the same values on both sides, whatever they are written in.

Lives here: checks of this family. May import: model, language, wording and `check` of this room.
Apart from the other families because values need a reader of their own (`language.numbers`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from workbench.checks.check import Check, CheckContext, Example
from workbench.language.numbers import Number, numbers
from workbench.language.tags import TAG
from workbench.model import Finding, Severity, Unit
from workbench.wording import _

_APART = re.compile(r"https?://\S+|www\.\S+|\S+@\S+|&#\d+;")
_DIGIT = re.compile(r"[\d①-⑳〇一二三四五六七八九十百千万億兆]")
_EXACT = re.compile(r"[\d令平昭大明]")
"""What a number in digits has, or one with an era; without one nothing is asked for."""
_ONE = re.compile(r"\b(?:an?|one|each|per|another|single|every)\b", re.I)
"""English says one in many ways: an hour is 1時間."""


def _readable(text: str) -> str:
    """Tags, addresses and entities blanked, so that offsets stay."""
    if "<" in text:
        text = TAG.sub(lambda match: " " * len(match.group()), text)
    if "//" in text or "www." in text or "@" in text or "&#" in text:
        text = _APART.sub(lambda match: " " * len(match.group()), text)
    return text


def _values(found: list[Number]) -> set[Fraction]:
    return {value for number in found for value in (number.value, *number.also)}


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

    def check(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """Digits without a partner, on either side; words alone ask for nothing."""
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


def _unmatched(unit: Unit, context: CheckContext) -> tuple[list[Number], list[Number]]:
    """Numbers of either side without a partner; words are read only where digits do not do."""
    texts = (unit.source, unit.target)
    if not any(map(_EXACT.search, texts)) or not any(map(_DIGIT.search, texts)):
        return [], []
    source, target = map(_readable, texts)
    lost: list[Number] = []
    added: list[Number] = []
    for words in (False, True):
        left = numbers(source, context.source_language, words=words)
        right = numbers(target, context.target_language, words=words)
        there, here = _values(right), _values(left)
        lost = [n for n in left if n.exact and there.isdisjoint((n.value, *n.also))]
        added = [n for n in right if n.exact and here.isdisjoint((n.value, *n.also))]
        if not lost and not added:
            break
    added = [n for n in added if n.value != 1 or not _ONE.search(unit.source)]
    return _sums(lost, added)


def _sums(lost: list[Number], added: list[Number]) -> tuple[list[Number], list[Number]]:
    """Several numbers of one side may be one of the other (2021-22, 1,234 as 1 and 234)."""
    if len(lost) == 1 and len(added) == 2 and added[0].value + added[1].value == lost[0].value:
        return [], []
    if len(added) == 1 and len(lost) == 2 and lost[0].value + lost[1].value == added[0].value:
        return [], []
    return lost, added


_UNITS: tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (name, re.compile(source), re.compile(target))
    for name, source, target in (
        (
            "ドル",
            r"(?:US|A|NZ|HK)?\$ ?\d|(?:\d[\d,.]*|\bone)(?: \w+illion)? dollars?\b",
            r"ドル|[$＄]|豪|香港|USD",
        ),
        ("ユーロ", r"€ ?\d|(?:\d[\d,.]*|\bone)(?: \w+illion)? euros?\b", r"ユーロ|€|EUR"),
        ("ポンド", r"£ ?\d|(?:\d[\d,.]*|\bone)(?: \w+illion)? pounds?\b", r"ポンド|£|GBP"),
        ("円", r"¥ ?\d|(?:\d[\d,.]*|\bone)(?: \w+illion)? yen\b", r"円|[¥￥]|JPY"),
        (
            "ウォン",
            r"₩ ?\d|(?:\d{1,3}(?:,\d{3})+|\d{5,}|\d[\d.,]* \w+illion) won\b",
            r"ウォン|₩",
        ),
        ("%", r"\d ?%|\b(?:percent|per cent)\b", r"[%％]|パーセント|ポイント|割|分の|率|半|倍|‰"),
    )
)
_ANY_UNIT = re.compile(r"[$€£¥₩%]|dollar|euro|pound|\byen\b|\bwon\b|percent|per cent")
_SIGNS = ("$", "%", "€", "£", "¥", "₩", "dollar", "euro", "pound", "yen", "won", "per")
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

    def check(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """A unit of the English source whose Japanese names are all absent."""
        source_text = unit.source
        if not any(map(source_text.__contains__, _SIGNS)) or not _ANY_UNIT.search(source_text):
            return
        if not context.source_language.startswith("en"):
            return
        for name, source, target in _UNITS:
            match = source.search(unit.source)
            if match and not target.search(unit.target):
                yield self.finding(
                    unit,
                    _("{source}: write {unit}").format(source=match.group(), unit=name),
                    source=[match.span()],
                )
        for match in _SHARE.finditer(unit.source):
            value = re.escape(match[1])
            other = re.search(rf"(?<![\d.]){value}(人|円|件|年|歳|票|回|組|ドル)", unit.target)
            if other and not re.search(rf"(?<![\d.]){value}(?:[%％パポ割]|\.\d)", unit.target):
                yield self.finding(
                    unit,
                    _("{source}: write {unit}").format(source=match.group(), unit="%"),
                    source=[match.span()],
                    target=[other.span(1)],
                )


CHECKS: tuple[type[Check], ...] = (Missing, Units)
