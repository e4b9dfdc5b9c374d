"""Consistency: the document agrees with itself.

Lives here: checks of this family. May import: model, language, wording and `check` of this room.
Apart from the families that look at one unit because these look at all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from workbench.checks.check import Check, CheckContext, Example
from workbench.language.fold import fold
from workbench.model import Finding, Severity, Unit
from workbench.wording import _

_KATAKANA = re.compile(r"[ァ-ヺー・]{4,}")


class SourceTwice(Check):
    """The same source was translated in two ways.

    Identical paragraphs share one unit; this finds the ones split apart and near copies.
    """

    id = "consistency.same-source"
    family = "consistency"
    severity = Severity.WARNING
    bad = Example("Applications are open.", "申請を受け付けている。 / 申し込みが始まった。")
    good = Example("Applications are open.", "申請を受け付けている。 / 申請を受け付けている。")

    def check(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """Units of one source text with other targets."""
        others = {u.target for u in context.by_source.get(unit.source, ())} - {unit.target}
        if others:
            first = sorted(others)[0][:30]
            yield self.finding(unit, _("elsewhere the same source is “{text}”").format(text=first))


class TargetTwice(Check):
    """Two different sources have the same translation.

    Right for headlines and their repeats; else one of them was overwritten.
    """

    id = "consistency.same-target"
    family = "consistency"
    severity = Severity.WARNING
    bad = Example(
        "The court ruled. / The court adjourned.", "裁判所は判断した。 / 裁判所は判断した。"
    )
    good = Example(
        "The court ruled. / The court adjourned.", "裁判所は判断した。 / 裁判所は休廷した。"
    )

    def check(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """Units of one target text whose sources differ by more than case and punctuation."""
        if len(unit.target) < 8:
            return
        mine = _letters(unit.source)
        for other in context.by_target.get(unit.target, ()):
            if other.id != unit.id and _letters(other.source) != mine:
                yield self.finding(
                    unit, _("{unit} says the same of another source").format(unit=other.id)
                )
                return


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


class Spellings(Check):
    """One foreign word is spelt in two ways (表記ゆれ).

    ケイティ and ケイティー, コンピュータ and コンピューター: choose one for the document.
    """

    id = "consistency.spelling"
    family = "consistency"
    severity = Severity.WARNING
    languages = ("ja",)
    bad = Example("Katie came. / Katie left.", "ケイティーが来た。 / ケイティが帰った。")
    good = Example("Katie came. / Katie left.", "ケイティが来た。 / ケイティが帰った。")

    def check(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """Katakana words whose folded form has a more frequent spelling in the document."""
        table = context.once("spellings", _spellings)
        for match in _KATAKANA.finditer(unit.target):
            known = table.get(fold(match.group(), "ja")[0])
            if known and match.group() != known:
                yield self.finding(
                    unit,
                    _("elsewhere it is {form}").format(form=known),
                    target=[match.span()],
                )


def _spellings(units: Sequence[Unit]) -> dict[str, str]:
    """Folded katakana word → its most frequent spelling, where there are several."""
    forms: dict[str, Counter[str]] = {}
    for unit in units:
        for match in _KATAKANA.finditer(unit.target):
            forms.setdefault(fold(match.group(), "ja")[0], Counter())[match.group()] += 1
    return {
        key: forms_of.most_common(1)[0][0] for key, forms_of in forms.items() if len(forms_of) > 1
    }


CHECKS: tuple[type[Check], ...] = (SourceTwice, TargetTwice, Spellings)
