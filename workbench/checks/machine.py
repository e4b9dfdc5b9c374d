"""Machine failures: what engines do and people do not.

Lives here: checks of this family. May import: model, language, wording and `check` of this room.
Apart from `completeness` because these are signs of a broken draft.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from operator import add

from workbench.checks.check import Check, CheckContext, Example
from workbench.checks.document import Document
from workbench.language import info
from workbench.language.tags import stripped
from workbench.model import Finding, Origin, Severity, State, Unit
from workbench.wording import _

_LOOP = re.compile(r"(.{1,24}?)\1{3,}", re.S)
_LONG_LOOP = re.compile(r"(.{6,40}?)\1{2,}", re.S)
_FOUR = re.compile(r"(.)\1\1\1", re.S)
_HARMLESS = re.compile(r"[\s\d.ハはヒひフふヘへホほ…・ー―—\-=_*～〜w!！?？、。]+$")
_JUNK = re.compile(r"<unk>|<0x[0-9A-F]{2}>|[▁�\u2047⁇]|<(?:s|/s|pad)>")
_RATIO = {"ja": (0.14, 1.6), "zh": (0.1, 1.1), "ko": (0.2, 1.8)}
"""Target characters per source character that good translations keep within (English source)."""
_STRONG_EN = re.compile(r"(?<!why )\b(?:did|do|does|is|are|was|were|has|have|had|will|would|can|could|should)"
                        r"(?:n['’]t|\s+not)\b(?! (?:I|you|s?he|it|we|they)\?)(?! (?:only|just|merely|least)\b)(?![^.;,]{0,40}\buntil\b)|\bcannot\b"
                        r"|\b(?:no one|nobody|neither|nowhere|no longer)\b|\bnever\b(?! mind)", re.I)  # fmt: skip
_SAYING_NO = ("not", "n't", "n’t", "no one", "nobody", "neither", "nowhere", "no longer", "never")
_NOT_JA = re.compile(
    r"ない|なか[っろ]|なく(?!な)|なけれ|なきゃ|なし|無し|無い|ません|ぬ(?![いぐくけ])|まい(?![るりにの])"
    r"|(?<![必まはいわきくたえお先])ず(?![っれいしつ])|ざる|のみ|しか(?![しも])|ほかな|かね[まるて]|遠慮|だめ(?=[だでなにじ])|ダメ|[うくすつぬぶむるぐ]な(?=[。！、（]|$)"
    r"|[らかさたなまわがばえけせてねべめれ]ん(?=[。、？！]|けど|ね|し|か|わ|で|よ|と)"
)
"""Negation in Japanese grammar; まず, 必ず, はず, わずか and their kin left out."""
_WITHOUT = re.compile(r"\b(?:without|unless)\b", re.I)
"""What Japanese says with a no of its own: なしに, なければ."""
_WORDED_JA = re.compile(
    r"無|不|非|未|否|反対|禁止?|拒|違[いうっえ]|欠|限ら|だけ|以外|断[らりるれっ]|退け|却|(?<!足)止|やめ|避け|免|除[いかくけ]"
    r"|異な|誤|嫌|困難|難し|足り|外[しすれ]|失|絶|廃|差別"
)
"""Words that say no by themselves; they count where the source's own such words do not explain them."""
_WORDED_EN = re.compile(
    r"\b(?:un(?!i|der|til|cle)\w{3,}|refus\w+|reject\w*|den(?:y|ied|ies)|fail\w*|lack\w*|illegal\w*|without"
    r"|ban\w*|against|oppos\w+|discriminat\w+|prejudice\w*|never|no|none|nothing|dis(?!c|p|t|h)\w+|only|just"
    r"|stop\w*|avoid\w*|abolish\w*|lo(?:se|st|ses|sing|ss)|non\w*|violat\w+|in(?:valid|complete|eligible|visible|just)\w*"
    r"|wrong\w*|overstay\w*|hat(?:e|red)\w*|difficult\w*|hard|different\w*|forbid\w*|prohibit\w*|exclu\w+|dismiss\w*|absen\w+)\b",
    re.I,
)


class Loop(Check):
    """The target repeats itself.

    Engines fall into loops; delete what is repeated or draft the unit again.
    """

    id = "machine.loop"
    family = "machine"
    severity = Severity.ERROR
    bad = Example("They waited.", "彼らは待った、待った、待った、待った、待った。")
    good = Example("They waited.", "彼らは待った。")

    def worth(self, document: Document, context: CheckContext) -> Collection[int] | None:
        """Where something stands again and again."""
        return sorted(document.tagged.union(document.targets.looping()))

    def check(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """A stretch four times in a row, or six characters three times, that the source lacks."""
        target = stripped(unit.target)[0] if "<" in unit.target else unit.target
        if not _often(target):
            return
        for pattern in (_LOOP, _LONG_LOOP):
            match = pattern.search(target)
            if match and not _HARMLESS.match(match.group(1)) and not pattern.search(unit.source):
                start = unit.target.find(match.group())
                spans = [(start, start + len(match.group()))] if start >= 0 else []
                yield self.finding(
                    unit,
                    _("“{text}” is repeated; draft it again").format(text=match.group(1)[:20]),
                    target=spans,
                )
                return


class Junk(Check):
    """Pieces of an engine's alphabet in the target.

    `<unk>`, `▁`, replacement characters: draft the unit again.
    """

    id = "machine.junk"
    family = "machine"
    severity = Severity.ERROR
    bad = Example("The café closed.", "その<unk>は閉店した。")
    good = Example("The café closed.", "そのカフェは閉店した。")
    letters = "<▁\ufffd\u2047"

    def check(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """Markers that the source does not hold."""
        spans = [m.span() for m in _JUNK.finditer(unit.target) if m.group() not in unit.source]
        if spans:
            yield self.finding(unit, _("remove the engine's leftovers"), target=spans)


class Length(Check):
    """The target is far too short or far too long.

    Something was dropped or made up.
    """

    id = "machine.length"
    family = "machine"
    severity = Severity.WARNING
    bad = Example(
        "The court ruled on Tuesday that the state must pay damages to the couples.", "裁判。"
    )
    good = Example(
        "The court ruled on Tuesday that the state must pay.",
        "裁判所は火曜日、国に支払いを命じた。",
    )

    def worth(self, document: Document, context: CheckContext) -> Collection[int] | None:
        """Those out of proportion as they stand."""
        low, high = _bounds(context)
        return [
            n
            for n, unit in enumerate(document.units)
            if not low <= len(unit.target) / (len(unit.source) or 1) <= high or n in document.tagged
        ]

    def check(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """Characters against characters, for sources of thirty and more."""
        source, target = (
            len(stripped(text)[0] if "<" in text else text) for text in (unit.source, unit.target)
        )
        low, high = _bounds(context)
        if source < 30 or not target:
            return
        ratio = target / source
        if ratio < low:
            yield self.finding(unit, _("much shorter than its source; is something missing?"))
        elif ratio > high:
            yield self.finding(unit, _("much longer than its source; is something made up?"))


def _bounds(context: CheckContext) -> tuple[float, float]:
    """Target characters per source character, at least and at most."""
    if not info(context.source_language).spaced:
        return 1.0, 6.0
    return _RATIO.get(context.target_language, (0.4, 2.5))


class Negation(Check):
    """The source says no and the target does not.

    The costliest mistake an engine makes.
    """

    id = "machine.negation"
    family = "machine"
    severity = Severity.WARNING
    languages = ("ja",)
    bad = Example("The law does not recognise their union.", "法律は二人の関係を認めている。")
    good = Example("The law does not recognise their union.", "法律は二人の関係を認めていない。")

    def worth(self, document: Document, context: CheckContext) -> Collection[int] | None:
        """Those with a not, or n't, on the English side."""
        return document.lower_sources.saying(_SAYING_NO)

    def check(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """A negated auxiliary in an English source, no sign of negation in Japanese."""
        if info(context.source_language).code != "en":
            return
        if not any(map(unit.source.lower().__contains__, _SAYING_NO)):
            return
        if len(_NOT_JA.findall(unit.target)) > len(_WITHOUT.findall(unit.source)):
            return  # as in most cases, and far cheaper than the next question
        match = _STRONG_EN.search(unit.source)
        if match and not _said(unit):
            yield self.finding(
                unit, _("“{text}” seems lost").format(text=match.group()), source=[match.span()]
            )


def _often(text: str) -> bool:
    """Whether a loop is possible: of the pairs of letters in the shortest, two letters four times
    over, two stand three times, and so do a longer one's. Far cheaper than looking for the loop, and
    true of few texts."""
    if _FOUR.search(text):
        return True
    pairs = Counter(map(add, text, text[1:]))
    return sum(count > 2 for count in pairs.values()) > 1


def _said(unit: Unit) -> bool:
    """Whether the target holds more words that say no than the source's other words account for."""
    words = len(_WORDED_JA.findall(unit.target))
    return words > len(_WORDED_EN.findall(_STRONG_EN.sub("", unit.source)))


def _said_of_drafts() -> dict[str, str]:
    """What a code of a draft's provenance means, where no other check finds it by itself."""
    return {
        "engine": _("the engine failed on a sentence: translate it, or try another engine"),
    }


class Marked(Check):
    """The draft says what its engine could not do.

    A sentence on which the engine failed is left out of the draft; the others are there.
    """

    id = "machine.marked"
    family = "machine"
    severity = Severity.WARNING
    empty = True
    bad = Example("No one was hurt.", "")
    good = Example("No one was hurt.", "負傷者はいなかった。")

    def worth(self, document: Document, context: CheckContext) -> Collection[int] | None:
        """Unconfirmed drafts with something to say."""
        return [
            n
            for n, unit in enumerate(document.units)
            if unit.provenance and unit.provenance.warnings and unit.state is not State.CONFIRMED
        ]

    def check(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """Warnings of the provenance that no other check finds by itself."""
        made = unit.provenance
        if made is None or made.origin is not Origin.MT or unit.state is State.CONFIRMED:
            return
        for code, message in _said_of_drafts().items():
            if code in made.warnings:
                yield self.finding(unit, message)


CHECKS: tuple[type[Check], ...] = (Loop, Junk, Length, Negation, Marked)
