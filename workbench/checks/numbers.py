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


def _readable(text: str) -> str:
    """Tags, addresses and entities blanked, so that offsets stay."""
    for pattern in (TAG, _APART):
        text = pattern.sub(lambda match: " " * len(match.group()), text)
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
        """Digits without a partner, on either side."""
        source = numbers(_readable(unit.source), context.source_language)
        target = numbers(_readable(unit.target), context.target_language)
        if not source and not target:
            return
        there, here = _values(target), _values(source)
        lost = [n for n in source if n.exact and not ({n.value, *n.also} & there)]
        added = [n for n in target if n.exact and not ({n.value, *n.also} & here)]
        lost, added = _sums(lost, added)
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


def _sums(lost: list[Number], added: list[Number]) -> tuple[list[Number], list[Number]]:
    """Several numbers of one side may be one of the other (2021-22, 1,234 as 1 and 234)."""
    if len(lost) == 1 and len(added) == 2 and added[0].value + added[1].value == lost[0].value:
        return [], []
    if len(added) == 1 and len(lost) == 2 and lost[0].value + lost[1].value == added[0].value:
        return [], []
    return lost, added


CHECKS: tuple[type[Check], ...] = (Missing,)
