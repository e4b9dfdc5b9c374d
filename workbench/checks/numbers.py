"""Numbers: the same values on both sides, whatever they are written in.

Lives here: checks of this family. May import: model, language, wording and `check` of this room.
Apart from the other families because values need a reader of their own (`language.numbers`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator

from workbench.checks.check import Check, CheckContext, Example
from workbench.checks.document import Document
from workbench.language.numbers import ERAS, Number, in_words, numbers, unmatched
from workbench.language.tags import TAG
from workbench.model import Finding, Severity, Unit
from workbench.wording import _

_SIGNS_APART = ("<", "//", "www.", "@", "&#", "%", "{")
_APART = re.compile(r"https?://\S+|www\.\S+|\S+@\S+|&#\d+;|%\d+\$|\{\d+")
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


def _readable(text: str) -> str:
    """Tags, addresses, entities and placeholders blanked, so that offsets stay."""
    if any(map(text.__contains__, _SIGNS_APART)):
        for pattern in (TAG, _APART):
            text = pattern.sub(lambda match: " " * len(match.group()), text)
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
    left = numbers(source, context.source_language, words=False)
    right = numbers(target, context.target_language, words=False)
    here, there = (source, context.source_language), (target, context.target_language)
    lost = unmatched(left, right, *there)
    added = unmatched(right, left, *here)
    if lost:
        lost = unmatched(lost, in_words(*there, right), *there)
    if added:
        added = unmatched(added, in_words(*here, left), *here)
    added = [n for n in added if n.value != 1 or not _ONE.search(unit.source)]
    return _sums(lost, added)


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

    def _exchanged(
        self, unit: Unit, context: CheckContext, name: str, matches: list[re.Match[str]],
        right: re.Pattern[str],
    ) -> Iterator[Finding]:  # fmt: skip
        """Of several amounts, those whose value stands in the target with another unit only."""
        here = numbers(unit.source, context.source_language)
        there = numbers(unit.target, context.target_language)
        for match in matches:
            values = {n.value for n in here if match.start() <= n.span[0] < match.end()}
            behind = [
                wrong
                for n in there
                if n.value in values and (wrong := _OTHER.match(unit.target, n.span[1]))
            ]
            if behind and not any(right.fullmatch(found[0].strip()) for found in behind):
                yield self.finding(
                    unit,
                    _("{source}: write {unit}").format(source=match.group(), unit=name),
                    source=[match.span()],
                    target=[behind[0].span()],
                )


_CLOCK = re.compile(r"(?<![\d.:])(1?\d)(?:[:.]\d\d)?\s*([ap])(?:m\b|\.m\.?(?!\w))", re.I)
_MIDNIGHT = re.compile(r"\bmidnight\b", re.I)
_HALVES = {"a": "午前", "p": "午後"}


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
        return document.targets.saying(_HALVES.values())

    def check(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """An hour of the source that the target has in the other half of the day only."""
        if not context.source_language.startswith("en"):
            return
        target = unicodedata.normalize("NFKC", unit.target)
        times = {(int(m[1]), m[2].lower()): m.span() for m in _CLOCK.finditer(unit.source)}
        times.update(((0, "a"), m.span()) for m in _MIDNIGHT.finditer(unit.source))
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


CHECKS: tuple[type[Check], ...] = (Missing, Units, HalfDay)
