"""Completeness: is there a translation, and is it one?

Lives here: checks of this family. May import: model, language, wording and `check` of this room.
Apart from `machine` because people leave things out too.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from workbench.checks.check import Check, CheckContext, Example, registry
from workbench.checks.document import Document
from workbench.language.fold import is_kanji
from workbench.language.tags import stripped
from workbench.model import Finding, Origin, Severity, State, Unit
from workbench.wording import _

_LATIN = re.compile(r"[A-Za-z][A-Za-z'’]+(?:[ ,]+[A-Za-z][A-Za-z'’]+){3,}")
_LEFT = re.compile(r"[a-z](?<![A-Za-z0-9@./_%{-].)[a-z]{3,}(?=[\u3041-\u3096])")
"""A word in small letters that is inflected or followed by a particle."""
_CHINESE = frozenset(
    "这们说时对为个发东车长见话语请问动员经现实样种总办业务华让还进过远运连选门间关开书乐习买卖产亲仅从价优传伤驳诉讼审诉"
    "這們說嗎呢吧您你她讓啊哪"
)
"""Characters of everyday Chinese that Japanese does not use."""
_KANA = re.compile(r"[\u3041-\u30ff]")


class Empty(Check):
    """A unit has no translation.

    Draft it with `workbench pretranslate`, or write it in the editor.
    """

    id = "completeness.empty"
    family = "completeness"
    severity = Severity.WARNING
    empty = True
    bad = Example("The court agreed.", "")
    good = Example("The court agreed.", "裁判所も同意した。")

    def worth(self, document: Document, context: CheckContext) -> Collection[int] | None:
        """Those that are."""
        return [n for n, unit in enumerate(document.units) if not unit.target.strip()]

    def check(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """The target is empty or white space."""
        if not unit.target.strip():
            yield self.finding(unit, _("translate it, or draft it"))


class Untranslated(Check):
    """The target is the source, or holds a run of it.

    Names and initialisms may stay; four or more foreign words in a row are left over.
    """

    id = "completeness.untranslated"
    family = "completeness"
    severity = Severity.ERROR
    bad = Example("The court agreed with them.", "The court agreed with them.")
    good = Example("The court agreed with them.", "裁判所は原告側の主張を認めた。")

    def worth(self, document: Document, context: CheckContext) -> Collection[int] | None:
        """The same on both sides, or Latin words in a row."""
        same = {
            n for n, unit in enumerate(document.units) if unit.source.strip() == unit.target.strip()
        }
        if context.target_language == "ja":
            same.update(document.targets.holding(_LATIN), document.targets.holding(_LEFT))
        return sorted(same.union(document.tagged))

    def check(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """Equal text, or a long run of Latin words in a Japanese target."""
        source, target = (_bare(text).strip() for text in (unit.source, unit.target))
        if source == target and sum(char.isalpha() for char in source) > 3 and " " in source:
            yield self.finding(unit, _("translate it"), target=[(0, len(unit.target))])
        elif context.target_language == "ja" and (match := _LATIN.search(unit.target)):
            if match.group() in unit.source:
                yield self.finding(
                    unit,
                    _("translate “{text}”").format(text=match.group()[:40]),
                    target=[match.span()],
                )
        elif context.target_language == "ja":
            words = set(re.findall(r"(?<![\w@./-])[a-z]{4,}(?![\w@/-]|\.\w)", source))
            left = [m for m in _LEFT.finditer(unit.target) if m[0] in words]
            if left:
                yield self.finding(
                    unit,
                    _("translate “{text}”").format(text=", ".join(m[0] for m in left)[:40]),
                    target=[m.span() for m in left],
                    severity=Severity.WARNING,
                )


def _bare(text: str) -> str:
    return stripped(text)[0] if "<" in text else text


class WrongLanguage(Check):
    """A Japanese target without a Japanese character, or in Chinese.

    Numbers, addresses and names alone are let through.
    """

    id = "completeness.language"
    family = "completeness"
    severity = Severity.ERROR
    languages = ("ja",)
    bad = Example("The mayor resigned.", "El alcalde dimitió.")
    good = Example("The mayor resigned.", "市長が辞任した。")

    def worth(self, document: Document, context: CheckContext) -> Collection[int] | None:
        """Those without a Japanese letter."""
        return [n for n, unit in enumerate(document.units) if not _KANA.search(unit.target)]

    def check(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """No kana and no kanji although the source has a sentence; or characters that only Chinese
        has."""
        if _KANA.search(unit.target):
            return
        words = re.findall(r"[a-z]{2,}", stripped(unit.source)[0])
        kanji = any(map(is_kanji, unit.target))
        chinese = len(_CHINESE.intersection(unit.target)) > 1
        if (not kanji and len(words) > 2) or chinese:
            if unit.target.strip() != unit.source.strip():
                yield self.finding(unit, _("write it in Japanese"), target=[(0, len(unit.target))])


class ConfirmedDraft(Check):
    """A machine draft with open warnings was confirmed unchanged.

    The engine itself said what it could not do; look once more.
    """

    id = "completeness.confirmed-draft"
    family = "completeness"
    severity = Severity.NOTE
    bad = Example("No one was hurt.", "誰かが負傷した。")
    good = Example("No one was hurt.", "負傷者はいなかった。")

    def worth(self, document: Document, context: CheckContext) -> Collection[int] | None:
        """Those that remember where they come from."""
        return [n for n, unit in enumerate(document.units) if unit.provenance]

    def check(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """Origin mt, confirmed, warnings in the provenance."""
        made = unit.provenance
        if made and made.origin is Origin.MT and unit.state is State.CONFIRMED and made.warnings:
            yield self.finding(
                unit,
                _("read it again: the draft was marked {warnings}").format(
                    warnings=", ".join(made.warnings)
                ),
            )


class FuzzyUnchanged(Check):
    """A fuzzy match was confirmed without a change.

    It was made for another source: read both sides once more, and confirm again after an edit.
    """

    id = "completeness.fuzzy-unchanged"
    family = "completeness"
    severity = Severity.WARNING
    bad = Example(
        "The court agreed in May. / The court agreed in June.",
        "裁判所は5月に認めた。 / 裁判所は5月に認めた。",
    )
    good = Example(
        "The court agreed in May. / The court agreed in June.",
        "裁判所は5月に認めた。 / 裁判所は6月に認めた。",
    )

    def worth(self, document: Document, context: CheckContext) -> Collection[int] | None:
        """Those that remember where they come from."""
        return [
            n for n, unit in enumerate(document.units) if unit.provenance or unit.previous_source
        ]

    def check(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """Confirmed, from memory below 100 %, and either the text of a unit with another source or
        still marked with the source it was made for."""
        if unit.state is not State.CONFIRMED:
            return
        older = unit.previous_source
        made = unit.provenance
        fuzzy = made and made.origin is Origin.MEMORY and made.rate is not None and made.rate < 100
        copied = fuzzy and any(
            other.source != unit.source for other in context.by_target.get(unit.target, ())
        )
        if copied or (older and older != unit.source):
            yield self.finding(
                unit,
                _("made for another source; read it again")
                if not older
                else _("made for “{source}”; read it again").format(source=older[:40]),
                target=[(0, len(unit.target))],
            )


class Silenced(Check):
    """A check is silenced on this unit without a reason, or one that does not exist.

    Write `workbench-off: numbers.value the style book writes the year in kanji` as a translator
    comment: the check, then why.
    """

    id = "completeness.silenced"
    family = "completeness"
    severity = Severity.WARNING
    empty = True
    bad = Example("In 2022", "翌年")
    good = Example("In 2022", "2022年")

    def worth(self, document: Document, context: CheckContext) -> Collection[int] | None:
        """Those with such a comment."""
        return [n for n, unit in enumerate(document.units) if unit.silenced]

    def check(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """Comments without a reason or with an unknown name."""
        for name, reason in unit.silenced:
            known = registry()
            if name not in known and name not in {check.family for check in known.values()}:
                yield self.finding(unit, _("there is no check {name}").format(name=name))
            elif not reason.strip():
                yield self.finding(unit, _("say why {name} is silenced").format(name=name))


CHECKS: tuple[type[Check], ...] = (
    Empty, Untranslated, WrongLanguage, ConfirmedDraft, FuzzyUnchanged, Silenced,
)  # fmt: skip
