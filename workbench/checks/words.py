"""Words: doubled words and particles.

Lives here: checks of this family. May import: model, language, wording and `punctuation`, `lists`,
`check` of this room.
Apart from `machine` because people's hands slip too.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from workbench.checks.check import Check, CheckContext, Example
from workbench.checks.lists import words
from workbench.checks.prefilter import Document
from workbench.checks.punctuation import between, japanese
from workbench.model import Finding, Fix, Severity, Unit
from workbench.wording import _

_PARTICLES = re.compile(
    r"をを|へへ|(?<!は)はは|がが(?!ん)|にに(?![んて似])|(?<!ま)でで(?![きもはす])|(?<!も)のの(?![しろおけべぼみちふ])|(?<=[\u3400-\u9fffァ-ヺー])とと(?=[\u3400-\u9fffァ-ヺ])"
)
"""Left alone: ものの, ののち, までで, ににて (に似て), はは before hiragana (ははっきり)."""
_TWICE = (
    "をを", "へへ", "とと", "はは", "がが", "にに", "でで", "のの", "ももも", "たた", "たし", "しし", "ごご", "おお",
)  # fmt: skip
_LONGEST = 15
"""What the patterns find holds one of the former, or up to so many letters twice in a row."""
_SPACED = re.compile(r"\b(\w{2,})\s+\1\b", re.I)
_JAPANESE = re.compile(
    r"([\u3400-\u9fff々]{2,8}|[ァ-ヺー]{3,12})(を|は|が|に|で|の)\1\2(?!(?<=で)[きす])"
)
"""Not と: 個人と個人との関係 is right."""
_WORD = re.compile(r"([ァ-ヺー]{4,15}|[\u3400-\u9fff]{2,8}(?:ら|たち)?)\1")
_RIGHT = re.compile(
    r"大学大学|毎[年月週日朝晩夜回度時]|(一.)\1|[一二三四五六七八九十百千]+$|(?:々|〇)"
)
"""東京大学大学院 is a school, シャキシャキ (three letters) a sound, 一人一人 means each; numbers in kanji repeat as they must."""
_FUNCTION = re.compile(
    r"(?<=[\u3041-\u30ff\u3400-\u9fff々])(した|しました|ました|ません|でした|です|という|ということ|である|だった|されて|された|について"
    r"|によって|によると|として|ている|ていた|けれど|ために|ところ|こと)\1(?![しんる])|(?<=[がはもにで])(ある|いる|なる|する)\2|(?<=[てで])(いる|いた|いない)\3(?=[。、」と])"
    r"|(?:(?<=[がはもにをで、。])|\A)(この|その|また|しかし|さらに|そして)\4"
    r"|(?<=[まいっ])したた(?=[。、」と])|(?<=[ましえけせてねべめれげぜで])たた(?=[。、」と])|([がをにもの])\5\5|(?<=[\u3400-\u9fffァ-ヺー])(から|まで|より)\6(?!と)"
    r"|([\u3400-\u9fff][めてくに]{1,2}て?)\7(?=[\u3041-\u30ff\u3400-\u9fff])(?<=[\u3400-\u9fff]めて)|(?<=[しちりきぎみびにい])(ます)\8(?=[。、」])|(ご|お)\9(?=[\u3400-\u9fff]{2})"
)
"""Words of grammar; ますます, いろいろ, そのもの and the other right ones are none of them. No から twice
before と: からからと is a sound."""
_PHRASE = re.compile(r"([\u3400-\u9fff][\u3041-\u9fffァ-ー]{0,8}[ただるう])\1(?=[。、」])")
"""A verb in its final form twice; 泣く泣く and 悲しく悲しく are right."""
_ADVERBIAL = frozenset(["見る", "泣く", "行く", "代わる", "返す", "恐る", "知る"])
_TOPIC = re.compile(
    r"((?:[0-9０-９一二三四五六七八九十]{1,4}人|[\u3400-\u9fff]{1,8}|[ァ-ヺー]{2,12})[はがを])\1(?![はがを])"
)
_ENDED_TWICE = re.compile(r"た(?=し(?:た|ました)[。、])|(?<=[\u3400-\u9fff])し(?=し[まてた])")


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
        """Where the Japanese patterns may match."""
        if context.target_language != "ja":
            return None
        targets = document.targets
        return sorted({*targets.doubling(2, _LONGEST), *targets.saying(_TWICE)})

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
        seen = [match.span() for match, _once in pairs]
        for match in _twice(unit.target):
            if not any(a < match.end() and match.start() < b for a, b in seen):
                seen.append(match.span())
                word = match[0][: (len(match[0]) + 1) // 2]
                yield self.finding(
                    unit, _("“{word}” stands twice").format(word=word), target=[match.span()]
                )
        for match in _WORD.finditer(unit.target):
            if not _right(match, unit.source):  # Japanese doubles some words: a person must look
                yield self.finding(
                    unit, _("“{word}” stands twice").format(word=match[1]), target=[match.span()],
                    severity=Severity.WARNING,
                )  # fmt: skip


def _twice(target: str) -> Iterator[re.Match[str]]:
    """Words of grammar, final verbs and words with a particle that stand twice."""
    yield from _FUNCTION.finditer(target)
    yield from (m for m in _PHRASE.finditer(target) if m[1] not in _ADVERBIAL)
    yield from _TOPIC.finditer(target)
    for match in _ENDED_TWICE.finditer(target):
        from workbench.language.japanese import morphemes

        before = [m for m in morphemes(target) if m.end == match.start()]
        parts = [m.base for m in morphemes(target) if 0 <= m.start - match.start() <= 1]
        acted = bool(before) and before[0].detail == "サ変接続"  # 開始しし, not 長押しし
        if parts == ["た", "する"] or (parts == ["する", "する"] and acted):
            yield match


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
    if match[1] in words("twice.ja.txt"):
        return True
    return bool(twice or _RIGHT.match(match.string, match.start()))


CHECKS: tuple[type[Check], ...] = (Doubled,)
