"""Spaces.

Lives here: checks of this family, after JTF 3.1 to 3.3 for Japanese.
May import: model, wording, language and `punctuation`, `check` of this room.
Apart from `punctuation` because spaces are settled by other rules.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from workbench.checks.check import Check, CheckContext, Example
from workbench.checks.prefilter import Document
from workbench.checks.punctuation import _Pattern, between, japanese
from workbench.language import info
from workbench.language.fold import is_katakana
from workbench.language.verbatim import verbatim
from workbench.model import Finding, Fix, Severity, Span, Unit
from workbench.wording import _


class Between(_Pattern):
    """No space between Japanese and Latin text (JTF 3.1.1)."""

    id = "spacing.latin"
    family = "spacing"
    severity = Severity.NOTE
    languages = ("ja",)
    bad = Example("An NHK survey", "NHK の調査")
    good = Example("An NHK survey", "NHKの調査")
    letters = " "
    pattern = re.compile(r"(?<=\S) +(?=\S)")

    @staticmethod
    def replace(match: re.Match[str]) -> str:
        """One side Japanese, the other Latin or a figure."""
        before, after = between(match)
        mixed = (japanese(before) and after.isascii() and after.isalnum()) or (
            japanese(after) and before.isascii() and (before.isalnum() or before == "%")
        )
        return "" if mixed else match[0]


_GOES_ON = frozenset("はがをの、")


class Inside(_Pattern):
    """No space between Japanese characters."""

    id = "spacing.inside"
    family = "spacing"
    severity = Severity.WARNING
    languages = ("ja",)
    bad = Example("The court agreed.", "裁判所は 認めた。")
    good = Example("The court agreed.", "裁判所は認めた。")
    letters = " \u3000\u00a0"
    pattern = re.compile(r"(?<=\S)[ \u3000\u00a0]+(?=\S)")
    """Between two katakana words a space may stand (product names); in people's it becomes ・. A wide
    one parts headlines and headings from what follows, rightly but where a phrase must go on."""

    @staticmethod
    def replace(match: re.Match[str]) -> str:
        """Japanese or 、。 before, Japanese after, not katakana on both sides."""
        before, after = between(match)
        if match[0] == "\u3000" and before not in _GOES_ON:
            return match[0]
        inside = (japanese(before) or before in "、。") and japanese(after)
        inside = inside or (after in "、。」』）" and (japanese(before) or before in "」』）"))
        names = is_katakana(before) and is_katakana(after)
        return "" if inside and not names else match[0]

    def check(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """In sentences: a headline names its source behind a space (過去最多 文科省)."""
        if "。" in unit.target or unit.source.rstrip("\"”’')")[-1:] in (".", "!", "?"):
            yield from super().check(unit, context)


class Edges(Check):
    """White space at the ends as in the source.

    None where the source has none; a line feed that the source begins or ends with must stay, as
    programs rely on it and `msgfmt -c` asks for it.
    """

    id = "spacing.edges"
    family = "spacing"
    severity = Severity.ERROR
    bad = Example("The court agreed.", " 裁判所は認めた。")
    good = Example("The court agreed.", "裁判所は認めた。")

    def worth(self, document: Document, context: CheckContext) -> Collection[int] | None:
        """White space first or last, on either side."""
        return [
            n
            for n, unit in enumerate(document.units)
            if " " in (ends := _ends(unit)) or not ends.isprintable()
        ]

    def check(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """White space that only the target has; line feeds that only the source has."""
        source, target = unit.source, unit.target
        if not target.strip():
            return
        head, tail = len(target) - len(target.lstrip()), len(target.rstrip())
        edits: list[tuple[Span, str]] = []
        for span, wanted in (((0, head), source[:1]), ((tail, len(target)), source[-1:])):
            written = target[slice(*span)]
            lines = "\n" if wanted == "\n" else ""
            if (written and not wanted.isspace()) or ("\n" in written) != bool(lines):
                edits.append((span, lines))
        if edits:
            message = _("white space at the ends as in the source")
            yield self.finding(
                unit, message, target=[span for span, _text in edits],
                fix=Fix(message, tuple(edits)),
            )  # fmt: skip


def _ends(unit: Unit) -> str:
    return unit.target[:1] + unit.target[-1:] + unit.source[:1] + unit.source[-1:]


class Doubled(_Pattern):
    """One space, not two."""

    id = "spacing.doubled"
    family = "spacing"
    bad = Example("Tokyo Pride", "東京プライド  2022")
    good = Example("Tokyo Pride", "東京プライド 2022")
    letters = " "
    signs = ("  ",)
    pattern = re.compile(r"(?<=[^\s>])  +(?=[^\s<])")
    replace = staticmethod(lambda m: " ")

    def check(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """Let through where the source has two as well: code, tables, verse."""
        if "  " not in unit.source:
            yield from super().check(unit, context)


_HIDDEN = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u115f\u1160\u180e\u2028\u2029\u2060-\u2064\u206a-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb"
"""In no language: control characters, marks of byte order, invisible operators, empty Hangul."""
_DIRECTION = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_BREAKS = "\u00ad\u034f\u200b"
"""Where a word may break: some languages write them."""
_JOINERS = "\u200c|\u200d(?![\u2190-\u2bff\ufe0f\U0001f000-\U0001faff])"
"""Between emoji a joiner makes one of two."""


class Invisible(_Pattern):
    """Remove characters that nobody can see: zero-width spaces, control and direction marks, BOMs."""

    id = "spacing.invisible"
    family = "spacing"
    severity = Severity.ERROR
    bad = Example("The court agreed.", "裁判所は\u200b認めた。\x08")
    good = Example("The court agreed.", "裁判所は認めた。")
    pattern = re.compile(f"[{_HIDDEN}{_DIRECTION}{_BREAKS}]|{_JOINERS}")
    replace = staticmethod(lambda m: "")

    def worth(self, document: Document, context: CheckContext) -> Collection[int] | None:
        """Where one of them stands."""
        return document.targets.holding(self.pattern)

    def check(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """Those that neither the source has nor the target's script needs."""
        allowed = _needed(context.target_language)
        spans = [
            m.span() for m in self.pattern.finditer(unit.target)
            if m[0] not in unit.source and not (allowed and re.match(f"[{allowed}]", m[0]))
        ]  # fmt: skip
        if spans:
            message = self.message()
            copied = verbatim(unit.target)  # in code a person must look
            edits = tuple(
                (span, "") for span in spans if not any(a <= span[0] < b for a, b in copied)
            )
            fix = Fix(message, edits) if edits else None
            yield self.finding(unit, message, target=spans, fix=fix)


def _needed(code: str) -> str:
    """Invisible characters that texts in a language need."""
    language = info(code)
    if language.code == "ja" or language.code == "zh":
        return ""
    joined = "\u200c\u200d" if language.code not in ("en", "de", "fr", "es", "it", "ru") else ""
    return (_DIRECTION if language.rtl else "") + joined + _BREAKS


CHECKS: tuple[type[Check], ...] = (Between, Inside, Edges, Doubled, Invisible)
