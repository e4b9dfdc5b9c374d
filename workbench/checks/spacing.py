"""Spaces.

Lives here: checks of this family, after JTF 3.1 to 3.3 for Japanese.
May import: model, wording, language and `punctuation`, `check` of this room.
Apart from `punctuation` because spaces are settled by other rules.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from workbench.checks.check import Check, CheckContext, Example
from workbench.checks.document import Document
from workbench.checks.punctuation import _JA, _Pattern
from workbench.model import Finding, Severity, Unit


class Between(_Pattern):
    """No space between Japanese and Latin text (JTF 3.1.1)."""

    id = "spacing.latin"
    family = "spacing"
    severity = Severity.NOTE
    languages = ("ja",)
    bad = Example("An NHK survey", "NHK の調査")
    good = Example("An NHK survey", "NHKの調査")
    letters = " "
    pattern = re.compile(rf"(?<={_JA}) +(?=[A-Za-z0-9])|(?<=[A-Za-z0-9%]) +(?={_JA})")
    replace = staticmethod(lambda m: "")


class Inside(_Pattern):
    """No space between Japanese characters."""

    id = "spacing.inside"
    family = "spacing"
    severity = Severity.WARNING
    languages = ("ja",)
    bad = Example("The court agreed.", "裁判所は 認めた。")
    good = Example("The court agreed.", "裁判所は認めた。")
    letters = " "
    pattern = re.compile(
        rf"(?<={_JA}|[、。])(?<![ァ-ヺー]) +(?={_JA})|(?<=[ァ-ヺー]) +(?={_JA})(?![ァ-ヺー])"
    )
    """Between two katakana words a space may stand (product names); in people's it becomes ・."""
    replace = staticmethod(lambda m: "")


class Edges(_Pattern):
    """No white space at the ends."""

    id = "spacing.edges"
    family = "spacing"
    severity = Severity.ERROR
    bad = Example("The court agreed.", " 裁判所は認めた。")
    good = Example("The court agreed.", "裁判所は認めた。")
    pattern = re.compile(r"\A\s+(?=\S)|(?<=\S)\s+\Z")
    replace = staticmethod(lambda m: "")

    def worth(self, document: Document, context: CheckContext) -> Collection[int] | None:
        """White space first or last."""
        return [
            n
            for n, unit in enumerate(document.units)
            if unit.target[:1].isspace() or unit.target[-1:].isspace()
        ]

    def check(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """A look at both ends first: the pattern walks through the whole text."""
        if unit.target[:1].isspace() or unit.target[-1:].isspace():
            yield from super().check(unit, context)


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


class Invisible(_Pattern):
    """Remove characters that nobody can see: zero-width spaces, control characters, a stray BOM."""

    id = "spacing.invisible"
    family = "spacing"
    severity = Severity.ERROR
    languages = ("ja",)
    bad = Example("The court agreed.", "裁判所は\u200b認めた。\x08")
    good = Example("The court agreed.", "裁判所は認めた。")
    letters = "\u00ad\u200b\u2060\ufeff" + "".join(
        chr(code) for code in (*range(9), 11, 12, *range(14, 32), *range(127, 160))
    )
    pattern = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b\u2060\ufeff]")
    replace = staticmethod(lambda m: "")


CHECKS: tuple[type[Check], ...] = (Between, Inside, Edges, Doubled, Invisible)
