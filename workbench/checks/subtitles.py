"""Subtitles: can they be read while they are shown?

Lives here: checks of this family. May import: model, language, wording and `check`, `prefilter` of this room.
Apart from `completeness` because a text that is whole may still be too long for its moment.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Collection, Iterator

from workbench.checks.check import Check, CheckContext, Example
from workbench.checks.prefilter import Document
from workbench.language.tags import stripped
from workbench.model import Finding, Severity, Unit
from workbench.wording import _

_SPEEDS = {"ja": 4.0, "zh": 9.0, "ko": 12.0}
_OTHERS = 17.0


class ReadingSpeed(Check):
    """A subtitle is shown too briefly to be read.

    At most 4 characters a second in Japanese, 9 in Chinese, 12 in Korean, 17 elsewhere; in Japanese a narrow
    character counts as half of one. How long it is shown stands in the subtitle file.
    """

    id = "subtitles.speed"
    family = "subtitles"
    severity = Severity.WARNING
    bad = Example("The court ruled.", "裁判所は本日判決を言い渡した。")
    good = Example("The court ruled.", "判決が出た")

    def worth(self, document: Document, context: CheckContext) -> Collection[int] | None:
        """Those that are subtitles."""
        return [n for n, unit in enumerate(document.units) if unit.notes and unit.seconds]

    def check(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """More characters than its seconds allow."""
        if not unit.seconds:
            return
        language = context.target_language.split("-")[0].split("_")[0]
        text = "".join(stripped(unit.target)[0].split("\n"))
        length = (
            sum(1.0 if unicodedata.east_asian_width(c) in "WFA" else 0.5 for c in text)
            if language == "ja"
            else len(text)
        )
        most = _SPEEDS.get(language, _OTHERS) * unit.seconds
        if length > most:
            yield self.finding(
                unit,
                _("{length} characters in {seconds} s: shorten it to {most}").format(
                    length=math.ceil(length), seconds=f"{unit.seconds:g}", most=math.floor(most)
                ),
                target=[(0, len(unit.target))],
            )


CHECKS: tuple[type[Check], ...] = (ReadingSpeed,)
