"""Quotation marks and brackets.

Lives here: checks of this family. May import: model, language, wording and `check` of this room.
Apart from `punctuation` because pairs need counting, single marks do not.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache

from workbench.checks.check import Check, CheckContext, Example
from workbench.checks.prefilter import Document
from workbench.language.tags import TAG
from workbench.language.verbatim import blanked
from workbench.model import Finding, Fix, Severity, Span, Unit
from workbench.wording import _

_PAIRS = {
    "「": "」",
    "『": "』",
    "（": "）",
    "(": ")",
    "【": "】",
    "〈": "〉",
    "《": "》",
    "[": "]",
}
_CLOSERS = {closer: opener for opener, closer in _PAIRS.items()}
_ANY = re.compile(r"[「」『』（）()【】〈〉《》\[\]]")
_ROUND = re.compile("[()（）]")
_WIDE = str.maketrans("()", "（）")
_SOURCE_PAIRS = (("(", ")"), ("[", "]"))
_AS_CODE = re.compile(r"[=(\[{:,]\s?\"")
"""Quotation marks as a program's text has them: `name = "Aoi"`."""
_STRAIGHT = re.compile(r"[\"“”＂«»]")


def _straight(text: str) -> list[Span]:
    """Quotation marks of the West; right behind a figure one that closes nothing is inches."""
    spans: list[Span] = []
    for match in _STRAIGHT.finditer(text):
        behind = text[match.start() - 1 : match.start()]
        if not (match[0] == '"' and behind.isdecimal() and len(spans) % 2 == 0):
            spans.append(match.span())
    return spans


def unpaired(text: str) -> list[Span]:
    """Brackets without a partner, enumerations such as `1)` aside."""
    text = text.translate(_WIDE)
    if _balanced("".join(_ANY.findall(text))):
        return []
    waiting: list[tuple[str, int]] = []
    alone: list[int] = []
    for match in _ANY.finditer(text):
        at, char = match.start(), match[0]
        if char in _PAIRS:
            waiting.append((char, at))
        elif char in _CLOSERS:
            if waiting and waiting[-1][0] == _CLOSERS[char]:
                waiting.pop()
            elif char in ")）" and re.search(r"(?:^|\s)[\w]{1,2}$", text[:at]):
                continue
            else:
                alone.append(at)
    return [(at, at + 1) for at in sorted([*alone, *(at for _char, at in waiting)])]


@lru_cache(maxsize=4096)
def _balanced(marks: str) -> bool:
    """Whether every bracket has its partner, whatever stands between them."""
    waiting: list[str] = []
    for mark in marks:
        if mark in _PAIRS:
            waiting.append(mark)
        elif not waiting or waiting.pop() != _CLOSERS[mark]:
            return False
    return not waiting


def _carried(document: Document) -> frozenset[str]:
    """Units that close a quotation which an earlier paragraph opened and left open."""
    found: set[str] = set()
    waiting = 0
    for unit in document.units:
        waiting -= 1
        marks = (
            [unit.target[a:b] for a, b in unpaired(unit.target)] if _ANY.search(unit.target) else []
        )
        if marks and set(marks) <= {"「", "『"}:
            found.update([unit.id] if waiting > 0 else [])
            waiting = 6
        elif len(marks) == 1 and marks[0] in "」』" and waiting > 0:
            found.add(unit.id)
            waiting = 0
    return frozenset(found)


class Unpaired(Check):
    """A quotation mark or bracket has no partner.

    A pair that the source leaves open as well is let through.
    """

    id = "quotes.unpaired"
    family = "quotes"
    severity = Severity.ERROR
    bad = Example('"Yes," she said.', "「はい、と彼女は話した。")
    good = Example('"Yes," she said.', "「はい」と彼女は話した。")

    def worth(self, document: Document, context: CheckContext) -> Collection[int] | None:
        """Those whose brackets are not balanced as they stand."""
        return [
            n
            for n in document.targets.holding(_ANY)
            if not _balanced("".join(_ANY.findall(document.units[n].target)).translate(_WIDE))
        ]

    def check(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """Stack matching over 「」『』（）()【】[] and their kin."""
        target = blanked(unit.target)
        spans = unpaired(target)
        if not spans:
            return
        open_source = any(unit.source.count(a) != unit.source.count(b) for a, b in _SOURCE_PAIRS)
        odd_quotes = len(_straight(TAG.sub("", unit.source))) % 2
        if not open_source and not odd_quotes and unit.id not in context.once("carried", _carried):
            marks = " ".join(target[a:b] for a, b in spans)
            yield self.finding(unit, _("close or remove {marks}").format(marks=marks), target=spans)


class Straight(Check):
    """Japanese text uses 「」, not "" or “”.

    Inside 「」 a quotation takes 『』.
    """

    id = "quotes.straight"
    family = "quotes"
    severity = Severity.WARNING
    languages = ("ja",)
    bad = Example('"Yes," she said.', '"はい"と彼女は話した。')
    good = Example('"Yes," she said.', "「はい」と彼女は話した。")
    letters = '"“”＂«»'

    def check(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """Straight or curly quotation marks around Japanese."""
        target = blanked(unit.target)
        spans = _straight(target)
        if not spans or not re.search(r"[\u3041-\u30ff\u3400-\u9fff]", target):
            return
        if _AS_CODE.search(target) and _AS_CODE.search(unit.source):
            return
        fix = None
        if len(spans) % 2 == 0 and "「" not in target:
            edits = tuple((span, "「" if n % 2 == 0 else "」") for n, span in enumerate(spans))
            fix = Fix(_("use 「」"), edits)
        yield self.finding(unit, _("use 「」"), target=spans, fix=fix)


class Nesting(Check):
    """「」 inside 「」 should be 『』."""

    letters = "「"

    id = "quotes.nesting"
    family = "quotes"
    severity = Severity.WARNING
    languages = ("ja",)
    bad = Example("She said, \"He said 'no'.\"", "「彼は「いや」と言った」と話した。")
    good = Example("She said, \"He said 'no'.\"", "「彼は『いや』と言った」と話した。")

    def check(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """A 「 that opens before the last one closed."""
        if unit.target.count("「") < 2 or unpaired(unit.target):
            return
        depth = 0
        edits: list[tuple[Span, str]] = []
        for at, char in enumerate(unit.target):
            if char == "「":
                depth += 1
                if depth == 2:
                    edits.append(((at, at + 1), "『"))
            elif char == "」":
                if depth == 2:
                    edits.append(((at, at + 1), "』"))
                depth = max(0, depth - 1)
        if edits:
            spans = [span for span, _text in edits]
            fix = Fix(_("use 『』 inside 「」"), tuple(edits))
            yield self.finding(unit, _("use 『』 inside 「」"), target=spans, fix=fix)


class Lost(Check):
    """The source quotes somebody and the target does not.

    Scare quotes may go; a quotation with a verb of speech should stay one.
    """

    id = "quotes.lost"
    family = "quotes"
    severity = Severity.WARNING
    languages = ("ja",)
    bad = Example('"We are glad at last," she said.', "彼女はやっと喜んだと話した。")
    good = Example('"We are glad at last," she said.', "「やっと喜べます」と彼女は話した。")

    def worth(self, document: Document, context: CheckContext) -> Collection[int] | None:
        """Those that quote."""
        return document.sources.saying('"“')

    def check(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """A quotation of four words or more and no bracket at all."""
        if '"' not in unit.source and "“" not in unit.source:
            return
        source = TAG.sub("", unit.source)
        quoted = re.findall(r"[\"“]([^\"“”]+)[\"”]", source)
        if any(len(text.split()) >= 4 for text in quoted) and not re.search(
            '[「『“"」』]', unit.target
        ):
            yield self.finding(unit, _("the quotation is gone; put it in 「」"))


class Widths(Check):
    """A bracket is half-width and its partner full-width.

    （2015) or (2015）: write both in one width, around Japanese （）.
    """

    id = "quotes.widths"
    family = "quotes"
    severity = Severity.WARNING
    languages = ("ja",)
    bad = Example("The study (2015)", "その研究（2015)")
    good = Example("The study (2015)", "その研究（2015）")

    def worth(self, document: Document, context: CheckContext) -> Collection[int] | None:
        """Those with round brackets of both widths."""
        half = set(document.targets.saying("()"))
        return sorted(half.intersection(document.targets.saying("（）")))

    def check(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """Pairs of two widths, repaired to full width."""
        target = blanked(unit.target)
        waiting: list[int] = []
        edits: list[tuple[Span, str]] = []
        for match in _ROUND.finditer(target):
            at = match.start()
            if match[0] in "(（":
                waiting.append(at)
            elif waiting:
                opener = waiting.pop()
                if (target[opener] == "(") != (match[0] == ")"):
                    half = opener if target[opener] == "(" else at
                    edits.append(((half, half + 1), target[half].translate(_WIDE)))
        if edits:
            message = _("use （） for both")
            yield self.finding(unit, message, target=[span for span, _text in sorted(edits)],
                               fix=Fix(message, tuple(sorted(edits))))  # fmt: skip


CHECKS: tuple[type[Check], ...] = (Unpaired, Straight, Nesting, Lost, Widths)
