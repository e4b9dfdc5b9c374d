"""Words: doubled words and particles.

Lives here: checks of this family. May import: model, language, wording and `punctuation`, `check` of this room.
Apart from `machine` because people's hands slip too.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from workbench.checks.check import Check, CheckContext, Example
from workbench.checks.document import Document
from workbench.checks.punctuation import between, japanese
from workbench.model import Finding, Fix, Severity, Unit
from workbench.wording import _

_PARTICLES = re.compile(
    r"をを|へへ|(?<!は)はは|がが|にに(?![んて似])|(?<!ま)でで(?!き)|(?<!も)のの(?![しろおけべぼみちふ])"
)
"""Left alone: ものの, ののち, までで, ににて (に似て), はは before hiragana (ははっきり)."""
_TWICE = ("をを", "へへ", "はは", "がが", "にに", "でで", "のの")
_SPACED = re.compile(r"\b(\w{2,})\s+\1\b", re.I)
_JAPANESE = re.compile(r"([\u3400-\u9fff々]{2,8}|[ァ-ヺー]{3,12})(を|は|が|に|で|の)\1\2")
"""Not と: 個人と個人との関係 is right."""
_AGAIN = re.compile(r"([をはがにでの])(?:[\u3400-\u9fff々]{2,8}|[ァ-ヺー]{3,12})\1")
"""What is in every pair of a word and its particle that stands twice, and found three times as fast."""
_WORD = re.compile(r"([ァ-ヺー]{4,15}|[\u3400-\u9fff]{2,8})\1")
_RIGHT = re.compile(
    r"大学大学|毎[年月週日朝晩夜回度時]|(一.)\1|[一二三四五六七八九十百千]+$|(?:々|〇)"
)
"""東京大学大学院 is a school, シャキシャキ (three letters) a sound, 一人一人 means each; numbers in kanji repeat as they must."""


class Doubled(Check):
    """A word or particle stands twice.

    をを, the the, 裁判所は裁判所は: delete one.
    """

    id = "words.doubled"
    family = "words"
    severity = Severity.ERROR
    bad = Example("The court refused.", "裁判所は訴えをを退けた。")
    good = Example("The court refused.", "裁判所は訴えを退けた。")

    def worth(self, document: Document, context: CheckContext) -> Collection[int] | None:
        """Where the Japanese patterns match."""
        if context.target_language != "ja":
            return None
        units, targets = document.units, document.targets
        pairs = [n for n in targets.holding(_AGAIN) if _JAPANESE.search(units[n].target)]
        return sorted({*pairs, *targets.holding(_WORD), *targets.saying(_TWICE)})

    def check(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """Doubled particles and noun-particle pairs in Japanese, doubled words elsewhere."""
        if context.target_language != "ja":
            for match in _SPACED.finditer(unit.target):
                if not re.search(
                    rf"\b{re.escape(match[1])}\s+{re.escape(match[1])}\b", unit.source, re.I
                ):
                    fix = Fix(_("delete one"), ((match.span(), match[1]),))
                    yield self.finding(unit, _("“{word}” stands twice").format(word=match[1]),
                                       target=[match.span()], fix=fix)  # fmt: skip
            return
        for match in filter(_particle, _PARTICLES.finditer(unit.target)):
            span, word = match.span(), match[0][0]
            fix = Fix(_("delete one"), ((span, word),))
            yield self.finding(
                unit, _("“{word}” stands twice").format(word=word), target=[span], fix=fix
            )
        pairs = [(m, m[1] + m[2]) for m in _JAPANESE.finditer(unit.target)]
        for match, once in pairs:
            fix = Fix(_("delete one"), ((match.span(), once),))
            yield self.finding(
                unit, _("“{word}” stands twice").format(word=once), target=[match.span()], fix=fix
            )
        for match in _WORD.finditer(unit.target):
            if not _right(match, unit.source):  # Japanese doubles some words: a person must look
                yield self.finding(
                    unit, _("“{word}” stands twice").format(word=match[1]), target=[match.span()]
                )


def _particle(match: re.Match[str]) -> bool:
    """Between Japanese letters; はは and へへ before hiragana begin a word."""
    before, after = between(match)
    joined = (
        japanese(before)
        and before not in "々〆』"
        and japanese(after)
        and after not in "々〆」』）"
    )
    return joined and not (match[0] in ("はは", "へへ") and "ぁ" <= after <= "ん")


def _right(match: re.Match[str], source: str) -> bool:
    """A word that may stand twice: it does in the source, or Japanese has it so."""
    twice = re.search(r"\b(\w{2,})\W{1,3}\1\b", source, re.I)
    return bool(twice or _RIGHT.match(match.string, match.start()))


CHECKS: tuple[type[Check], ...] = (Doubled,)
