"""Japanese punctuation and width, after the JTF style guide (3rd edition, chapters 1, 2, 4).

Lives here: checks of this family, each a table of patterns with a safe repair.
May import: model, language, wording and `check` of this room.
Apart from `spacing` because spaces are settled by other rules.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from string import ascii_letters, digits
from typing import ClassVar

from workbench.checks.check import Check, CheckContext, Example
from workbench.checks.prefilter import Document
from workbench.language.fold import is_kanji
from workbench.language.tags import TAG
from workbench.language.verbatim import blanked, verbatim
from workbench.model import Finding, Fix, Kind, Severity, Span, Unit
from workbench.wording import _

_HALF_KANA = re.compile(r"[｡-､ｦ-ﾟ]+")
_FULL_ASCII = re.compile(r"[０-９Ａ-Ｚａ-ｚ]+")
_BLANK = "\ufffc"
_SENTENCES = (Kind.PARAGRAPH, Kind.QUOTE)
_FINISHED = re.compile(r"[たるいだうすくぐむぶつぬ]$")
_STOPS = frozenset("。？！」』）")
"""No target that ends in one of these ends in a verb."""
_NFD = re.compile(r"[\u3041-\u30ff][\u3099\u309a\u309b\u309c]")
_JOINING = str.maketrans("\u309b\u309c", "\u3099\u309a")
"""The same marks as letters of their own."""


def japanese(char: str) -> bool:
    """Whether a character is Japanese or closes a Japanese bracket; '' is neither."""
    return "\u3041" <= char <= "\u30ff" or is_kanji(char) or char in _CLOSING


_CLOSING = frozenset("〆」』）")


def between(match: re.Match[str]) -> tuple[str, str]:
    """The characters before and after a match."""
    text, (start, end) = match.string, match.span()
    return text[start - 1 : start] if start else "", text[end : end + 1]


def masked(text: str) -> str:
    """The text with tags, code, addresses and placeholders replaced by a character that no rule knows,
    offsets kept: no repair touches them."""
    return blanked(text, _BLANK)


def _untagged(text: str) -> str:
    """The text with tags replaced by the same character."""
    return TAG.sub(lambda match: _BLANK * len(match.group()), text) if "<" in text else text


class _Pattern(Check):
    """Base: every match of a pattern is one edit."""

    pattern: re.Pattern[str]
    replace: Callable[[re.Match[str]], str]
    signs: ClassVar[tuple[str, ...]] = ()
    """One of these stands wherever the pattern matches."""

    def worth(self, document: Document, context: CheckContext) -> Collection[int] | None:
        """Where one of the signs or letters stands."""
        return (
            document.targets.saying(self.signs) if self.signs else super().worth(document, context)
        )

    def check(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """One finding with all places and one repair."""
        if self.signs and not any(map(unit.target.__contains__, self.signs)):
            return
        target = masked(unit.target)
        edits: list[tuple[Span, str]] = []
        for match in self.pattern.finditer(target):
            text = type(self).replace(match)
            if text == match[0]:
                continue
            if _BLANK in text:  # tags inside what is repaired stay as they are
                start, stop = match.span()
                kept = (
                    c for c, m in zip(unit.target[start:stop], match[0], strict=True) if m == _BLANK
                )
                text = "".join(next(kept, "") if char == _BLANK else char for char in text)
            edits.append((match.span(), text))
        if edits:
            message = self.message()
            yield self.finding(
                unit,
                message,
                target=[span for span, _text in edits],
                fix=Fix(message, tuple(edits)),
            )

    @classmethod
    def message(cls) -> str:
        """What to do."""
        return _(cls.title()).removesuffix(".").removesuffix("。")


_EAST = {".": "。", ",": "、", "!": "！", "?": "？", "，": "、", "．": "。"}


class Western(_Pattern):
    """Use 、。 and full-width ！？ after Japanese characters (JTF 1.2.1, 4.1).

    Western marks stay between Latin letters and in numbers.
    """

    id = "punctuation.western"
    family = "punctuation"
    languages = ("ja",)
    bad = Example("Yes, it is.", "はい,そうです.")
    good = Example("Yes, it is.", "はい、そうです。")
    letters = ".,!?，．"
    pattern = re.compile(r"[.,!?](?![0-9A-Za-z_.])|(?<![0-9０-９])[，．]|[，．](?![0-9０-９])")

    @staticmethod
    def replace(match: re.Match[str]) -> str:
        """Wide ones always; the others after Japanese."""
        wide = match[0] in "，．"
        return _EAST[match[0]] if wide or japanese(between(match)[0]) else match[0]


class HalfKana(_Pattern):
    """Write katakana and their marks full-width (JTF 2.1.5)."""

    id = "punctuation.half-kana"
    family = "punctuation"
    severity = Severity.ERROR
    languages = ("ja",)
    bad = Example("A partner", "ﾊﾟｰﾄﾅｰ")
    good = Example("A partner", "パートナー")
    letters = "｡｢｣､" + "".join(map(chr, range(ord("ｦ"), ord("ﾟ") + 1)))
    pattern = _HALF_KANA

    @staticmethod
    def replace(match: re.Match[str]) -> str:
        """NFKC joins half-width kana with their marks."""
        import unicodedata

        return unicodedata.normalize("NFKC", match.group())


def _wide(document: Document) -> bool:
    """Whether figures and letters at full width are a document's style: in many units, not in a few."""
    wide = len(document.targets.holding(_FULL_ASCII))
    return wide >= 8 and wide * 12 > len(document.units)


class FullAscii(_Pattern):
    """Write digits and Latin letters half-width (JTF 2.1.8)."""

    id = "punctuation.full-ascii"
    family = "punctuation"
    languages = ("ja",)
    bad = Example("In 2022", "２０２２年に")
    good = Example("In 2022", "2022年に")
    letters = "".join(chr(ord(char) + 0xFEE0) for char in digits + ascii_letters)
    pattern = _FULL_ASCII

    def worth(self, document: Document, context: CheckContext) -> Collection[int] | None:
        """None where a document writes them so on purpose."""
        return () if context.once("wide", _wide) else super().worth(document, context)

    def check(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """Single ones may be a newspaper's style where a document has many."""
        if not context.once("wide", _wide):
            yield from super().check(unit, context)

    replace = staticmethod(lambda m: "".join(chr(ord(c) - 0xFEE0) for c in m.group()))


class HalfBrackets(_Pattern):
    """Use full-width （） around Japanese (JTF 4.3.1)."""

    id = "punctuation.brackets"
    family = "punctuation"
    severity = Severity.NOTE
    languages = ("ja",)
    bad = Example("Miki (36)", "ミキさん(三十六歳)")
    good = Example("Miki (36)", "ミキさん（三十六歳）")
    letters = "("
    pattern = re.compile(r"\([^()]*\)")
    replace = staticmethod(lambda m: "（" + m[0][1:-1] + "）" if any(map(japanese, m[0])) else m[0])


class Decomposed(_Pattern):
    """A kana and its mark are two characters; compose them (NFC)."""

    id = "punctuation.decomposed"
    family = "punctuation"
    severity = Severity.ERROR
    languages = ("ja",)
    bad = Example("Pride", "フ\u309aライト\u3099")
    good = Example("Pride", "プライド")
    letters = "\u3099\u309a\u309b\u309c"
    pattern = _NFD

    @staticmethod
    def replace(match: re.Match[str]) -> str:
        """NFC."""
        import unicodedata

        joined = unicodedata.normalize("NFC", match[0].translate(_JOINING))
        return joined if len(joined) == 1 else match[0]


def _stops(document: Document) -> bool:
    """Whether 。」 is a document's style: it stands in many units, not in a few."""
    return len(document.targets.saying(("。」", "。』"))) >= 8


class StopBeforeBracket(_Pattern):
    """No 。 before 」 (newspaper style)."""

    id = "punctuation.stop-in-quote"
    family = "punctuation"
    severity = Severity.NOTE
    languages = ("ja",)
    bad = Example('"Yes," she said.', "「はい。」と話した。")
    good = Example('"Yes," she said.', "「はい」と話した。")
    letters = "」』"
    pattern = re.compile(r"。(?=[」』])")

    def worth(self, document: Document, context: CheckContext) -> Collection[int] | None:
        """None where a document writes so throughout, as books do."""
        return () if context.once("stops", _stops) else super().worth(document, context)

    def check(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """A slip in a newspaper's text."""
        if not context.once("stops", _stops):
            yield from super().check(unit, context)

    replace = staticmethod(lambda m: "")


class Doubled(_Pattern):
    """Punctuation stands twice: 、、 or 。。 or 、。 or ！。."""

    id = "punctuation.doubled"
    family = "punctuation"
    severity = Severity.ERROR
    languages = ("ja",)
    bad = Example("It ended.", "終わった。。")
    good = Example("It ended.", "終わった。")
    signs = (
        "、、",
        "。。",
        "、。",
        "。、",
        "！。",
        "？。",
        "。！",
        "。？",
        "!。",
        "?。",
        "、！",
        "、？",
    )
    pattern = re.compile(r"、{2,}|(?<!。)。{2}(?!。)|、。|。、|[！？!?]。|[。、][！？]")

    @staticmethod
    def replace(match: re.Match[str]) -> str:
        """The mark that says more."""
        return next((mark for mark in "！？!?。" if mark in match[0]), "、")


class Dashes(_Pattern):
    """A double hyphen is an agency's dash; fold the aside into the sentence or use ―."""

    id = "punctuation.dashes"
    family = "punctuation"
    languages = ("ja",)
    bad = Example("Japan -- run by conservatives -- moves.", "日本--保守派が率いる--が動く。")
    good = Example("Japan -- run by conservatives -- moves.", "保守派が率いる日本が動く。")
    letters = "-"
    pattern = re.compile(r"(?<=\S)\s*--+\s*(?=\S)")
    replace = staticmethod(lambda m: "――" if all(map(japanese, between(m))) else m[0])


class LongMark(_Pattern):
    """A hyphen, a dash or 一 stands for the long vowel mark ー.

    コーヒ－ and サ一バー look right and are found by no search.
    """

    id = "punctuation.long-mark"
    family = "punctuation"
    severity = Severity.ERROR
    languages = ("ja",)
    bad = Example("He drank coffee.", "コーヒ－を飲んだ。")
    good = Example("He drank coffee.", "コーヒーを飲んだ。")
    letters = "－‐‑–—―−-─一"
    pattern = re.compile(
        r"(?<=[ァ-ヺー])－(?![－\d])|(?<=[ァ-ヺー])[‐‑–—―−─-](?=[ぁ-ん。、）」])|(?<=[ァ-ヺー])一(?=[ァ-ヺー])"
        r"|(?<![ァ-ヺー])(?<=[ァ-ヺ])[‐‑–—―−─-](?=[ァ-ヺ])|(?<![ァ-ヺー].)(?<=[ァ-ヺ])[‐‑–—―−─-](?=[ァ-ヺ])"
    )

    @staticmethod
    def replace(match: re.Match[str]) -> str:
        """Where it stands alone: two dashes set an aside apart."""
        alone = match.string.count(match[0]) == 1 or match[0] in "－一"
        return "ー" if alone else match[0]


class EndMark(Check):
    """The sentence of the source ends, the target's does not.

    Headings and list items are let through.
    """

    id = "punctuation.end"
    family = "punctuation"
    severity = Severity.WARNING
    languages = ("ja",)
    bad = Example("The court agreed with the plaintiffs.", "裁判所は原告側の主張を認めた")
    good = Example("The court agreed with the plaintiffs.", "裁判所は原告側の主張を認めた。")

    def worth(self, document: Document, context: CheckContext) -> Collection[int] | None:
        """Where no full stop ends the target."""
        return [n for n, unit in enumerate(document.units) if unit.target[-1:] not in _STOPS]

    def check(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """A paragraph ending in . ! ? whose target ends in a kana of a finished verb."""
        target = _untagged(unit.target).rstrip(" " + _BLANK)
        if any(start < len(target) <= end for start, end in verbatim(unit.target)):
            return  # code ends as it must
        if target.endswith("、") and not re.search(r"[,;:、—–-]\W*$", unit.source):
            at = len(target)
            ended = unit.kind in _SENTENCES and re.search(r"[.!?]\W*$", unit.source)
            edits = (((at - 1, at), "。" if ended else ""),)
            message = _("do not end with 、")
            yield self.finding(unit, message, target=[(at - 1, at)], fix=Fix(message, edits))
        elif unit.kind in _SENTENCES and _FINISHED.search(target[-2:]):
            if re.search(r"[.!?][\"”’')]*$", _untagged(unit.source).rstrip(" " + _BLANK)):
                at = len(target)
                fix = Fix(_("add 。"), (((at, at), "。"),))
                yield self.finding(unit, _("add 。"), target=[(max(0, at - 1), at)], fix=fix)


CHECKS: tuple[type[Check], ...] = (
    Western, HalfKana, FullAscii, HalfBrackets, Decomposed, StopBeforeBracket, Doubled, Dashes,
    LongMark, EndMark,
)  # fmt: skip
