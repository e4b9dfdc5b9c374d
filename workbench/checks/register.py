"""Register: one style throughout a document.

Lives here: checks of this family. May import: model, language, wording and `check` of this room.
Apart from `consistency` because style is not sameness of words.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from workbench.checks.check import Check, CheckContext, Example
from workbench.checks.document import Document
from workbench.language.tags import TAG
from workbench.model import Finding, Severity, Span, Unit
from workbench.wording import _

_QUOTED = re.compile(
    r"「[^「」]{0,2000}(?:「[^「」]{0,2000}」[^「」]{0,2000}){0,99}」|『[^』]{0,2000}』|（[^）]{0,2000}）|\([^)]{0,2000}\)"
)
"""Bounded, so that brackets nobody closes are not sought to the end of a long text, one after another."""
_POLITE = re.compile(r"(?:です|ます|ました|ません|でした|ましょう|ください|でしょう)\Z")
_PLAIN = re.compile(r"(?:(?<!まし)(?<!でし)た|(?<!で)(?<!ま)す|[だるいうくぐつぬぶむ])\Z")
_POLITE_LINES = re.compile(
    "[。！？!?\n](?:(?<=です.)|(?<=ます.)|(?<=ました.)|(?<=ません.)|(?<=でした.)|(?<=ましょう.)"
    "|(?<=ください.)|(?<=でしょう.))",
    re.S,
)
_PLAIN_LINES = re.compile(
    "[。！？!?\n](?<=[ただするいうくぐつぬぶむ].)(?<!ました.)(?<!でした.)(?<!です.)(?<!ます.)", re.S
)
"""The same two where each target is a line."""
_ENDER = re.compile("[。！？!?]")
_LONGEST = 4
_SIGNS = ("です", "ます", "まし", "ませ", "でし", "くださ")
"""One of these is in every polite ending."""


def outside_quotes(target: str) -> str:
    """The target with quotations and brackets blanked by ＊, tags by spaces; offsets stay."""
    text = TAG.sub(lambda m: " " * len(m.group()), target) if "<" in target else target
    if not any(map(text.__contains__, "「『（(")):
        return text
    return _QUOTED.sub(lambda m: "＊" * len(m.group()), text)


def endings(target: str) -> tuple[list[Span], list[Span]]:
    """Spans of polite and of plain sentence endings outside quotations and brackets."""
    text = outside_quotes(target)
    ends = [match.start() for match in _ENDER.finditer(text)]
    ends += [len(text) - 1] if text.endswith("\n") else []
    polite: list[Span] = []
    plain: list[Span] = []
    for end in [*ends, len(text)]:
        for spans, pattern in ((polite, _POLITE), (plain, _PLAIN)):
            if match := pattern.search(text, max(0, end - _LONGEST), end):
                spans.append(match.span())
    return polite, plain


def _style(document: Document) -> tuple[int, int]:
    """How many sentences of the document end politely, and how many plainly."""
    texts = [unit.target for unit in document.units]
    for number in document.targets.saying("<「『（("):
        texts[number] = outside_quotes(texts[number])
    lines = "\n".join(text for text in texts if "\n" not in text) + "\n"
    polite, plain = len(_POLITE_LINES.findall(lines)), len(_PLAIN_LINES.findall(lines))
    for text in texts:
        if "\n" in text:
            a, b = endings(text)
            polite, plain = polite + len(a), plain + len(b)
    return polite, plain


class Mixed(Check):
    """です・ます and だ・である are mixed.

    The document's usual style decides; what stands in 「」 is exempt, as people speak as they do.
    """

    id = "register.mixed"
    family = "register"
    severity = Severity.WARNING
    languages = ("ja",)
    whole = True
    bad = Example("It opened. / It closed.", "開いた。続いた。始まった。 / 閉まりました。")
    good = Example("It opened. / It closed.", "開いた。続いた。始まった。 / 閉まった。")

    def worth(self, document: Document, context: CheckContext) -> Collection[int] | None:
        """Where the rarer style may be."""
        all_polite, all_plain = context.once("style", _style)
        if all_plain >= 3 * max(1, all_polite):
            return document.targets.saying(_SIGNS)
        return None if all_polite >= 3 * max(1, all_plain) else ()

    def check(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """Endings of the rarer style, where the other is three times as common."""
        all_polite, all_plain = context.once("style", _style)
        if all_plain >= 3 * max(1, all_polite):
            if any(map(unit.target.__contains__, _SIGNS)) and (polite := endings(unit.target)[0]):
                yield self.finding(
                    unit, _("the document is in plain style (である)"), target=polite
                )
        elif all_polite >= 3 * max(1, all_plain) and (plain := endings(unit.target)[1]):
            yield self.finding(
                unit, _("the document is in polite style (です・ます)"), target=plain
            )


CHECKS: tuple[type[Check], ...] = (Mixed,)
