"""Register: one style throughout a document.

Lives here: checks of this family. May import: model, language, wording and `check` of this room.
Apart from `consistency` because style is not sameness of words.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from workbench.checks.check import Check, CheckContext, Example
from workbench.checks.prefilter import Document
from workbench.language.tags import TAG
from workbench.model import Finding, Kind, Severity, Span, State, Unit
from workbench.wording import _

_QUOTED = re.compile(
    r"「[^「」]{0,2000}(?:「[^「」]{0,2000}」[^「」]{0,2000}){0,99}」|『[^』]{0,2000}』|（[^）]{0,2000}）|\([^)]{0,2000}\)"
)
"""Bounded, so that brackets nobody closes are not sought to the end of a long text, one after another."""
_POLITE = re.compile(
    r"(?:です|ます|ました|ません|でした|ましょう|でしょう|ください|くださいませ|ございます)(?:[かねよわ]|よね|が|けど|けれど)?\Z"
)
_PLAIN = re.compile(
    r"(?:(?<!まし)(?<!でし)た|(?<!で)(?<!ま)す|(?<!でしょ)(?<!ましょ)う|[だるいくぐつぬぶむ])(?:[かよ]|のか)?\Z"
)
_POLITE_CLAUSE = re.compile(
    r"(?:です|ます|ました|ません|でした)(?=(?:が|けど|けれど|ので|から|し)、)"
)
_ANSWER = re.compile(r"(?:\A|[。！？「\s])(?:はい|いいえ|うん|ううん)\Z")
"""Yes and no are of no style."""
_ENDER = re.compile("[。！？!?]")
_LONGEST = 9
_SIGNS = ("です", "ます", "まし", "ませ", "でし", "くださ")
"""One of these is in every polite ending."""
_COLLOQUIAL = re.compile(
    r"(?:[るたいなうく]んだ(?:よ|ね|よね|って)?|[るいただ]って|だよ|だね|だよね|よね|じゃん|だもん|ちゃった|ちゃう|じゃった|してる|されてる|ってる|っす|だぜ|だわ|[たるい]よ|[たるい]ね|かな)"
    r"(?=[。！？])"
)
"""How people speak and news do not: 調べてるんだ, 否定しちゃった."""
_FEW = 12
"""So many units in the rarer style are slips, and each is named; more are a document of two styles."""
_PROSE = (Kind.PARAGRAPH, Kind.QUOTE, Kind.LIST_ITEM)


def outside_quotes(target: str) -> str:
    """The target with quotations and brackets blanked by ＊, tags by spaces; offsets stay."""
    text = TAG.sub(lambda m: " " * len(m.group()), target) if "<" in target else target
    if not any(map(text.__contains__, "「『（(」")):
        return text
    text = _QUOTED.sub(lambda m: "＊" * len(m.group()), text)
    if (at := text.find("「")) >= 0:  # a quotation that goes on in the next paragraph
        text = text[:at] + "＊" * (len(text) - at)
    if (at := text.rfind("」")) >= 0:
        text = "＊" * (at + 1) + text[at + 1 :]
    return text


def endings(target: str) -> tuple[list[Span], list[Span]]:
    """Spans of polite and of plain sentence endings outside quotations and brackets. What no mark ends is
    a headline, which is plain everywhere."""
    text = outside_quotes(target)
    ends = [match.start() for match in _ENDER.finditer(text)]
    polite: list[Span] = []
    plain: list[Span] = []
    for end in ends:
        if match := _POLITE.search(text, max(0, end - _LONGEST), end):
            polite.append(match.span())
        elif _ANSWER.search(text, max(0, end - 5), end):
            continue
        elif match := _PLAIN.search(text, max(0, end - _LONGEST), end):
            plain.append(match.span())
    polite += [match.span() for match in _POLITE_CLAUSE.finditer(text)]
    if (end := len(text.rstrip())) not in {n + 1 for n in ends}:
        if match := _POLITE.search(text[:end], max(0, end - _LONGEST)):
            polite.append(match.span())
    return polite, plain


@dataclass(frozen=True)
class _Style:
    """How sentences of a document end."""

    usual: str
    """`polite`, `plain`, or nothing where all end alike."""
    rarer: Mapping[str, tuple[Span, ...]]
    """Unit → its endings of the other style."""
    count: int


def _style(document: Document) -> _Style:
    """The usual style and where the other one is. The first sentence decides where both are as common.

    Most documents are plain: their few polite endings are found by their letters, and plain ones are counted
    only until there are more of them.
    """
    prose = [
        n for n, unit in enumerate(document.units)
        if unit.state is not State.OBSOLETE and unit.kind in _PROSE and unit.target
    ]  # fmt: skip
    may_be = set(document.targets.saying(_SIGNS))
    read = {n: endings(document.units[n].target) for n in prose if n in may_be}
    polite = {document.units[n].id: tuple(found[0]) for n, found in read.items() if found[0]}
    if not polite:
        return _Style("", {}, 0)
    many = sum(map(len, polite.values()))
    plain: dict[str, tuple[Span, ...]] = {}
    count, first = 0, ""
    for n in prose:
        here = read.get(n) or endings(document.units[n].target)
        if here[1]:
            plain[document.units[n].id] = tuple(here[1])
            count += len(here[1])
        if not first and any(here):
            first = "polite" if min([*here[0], *here[1]]) in here[0] else "plain"
        if count > many:
            return _Style("plain", polite, len(polite))
    if not plain:
        return _Style("", {}, 0)
    usual = first if count == many else "polite"
    rarer = plain if usual == "polite" else polite
    return _Style(usual, rarer, len(rarer))


class Mixed(Check):
    """です・ます and だ・である are mixed.

    The document's usual style decides, however often the other one stands; what stands in 「」 is exempt,
    as people speak as they do. Where much is in either style, the first place says how much.
    """

    id = "register.mixed"
    family = "register"
    severity = Severity.WARNING
    languages = ("ja",)
    whole = True
    bad = Example("It opened. / It closed.", "開いた。続いた。始まった。 / 閉まりました。")
    good = Example("It opened. / It closed.", "開いた。続いた。始まった。 / 閉まった。")

    def worth(self, document: Document, context: CheckContext) -> Collection[int] | None:
        """Where the rarer style is."""
        rarer = context.once("style", _style).rarer
        return [n for n, unit in enumerate(document.units) if unit.id in rarer]

    def check(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """Endings of the rarer style."""
        style = context.once("style", _style)
        if not style.usual or unit.id not in style.rarer:
            return
        polite, plain = endings(unit.target)
        spans = plain if style.usual == "polite" else polite
        if not spans:
            return
        if style.count > _FEW:
            if unit.id == next(iter(style.rarer)):
                yield self.finding(
                    unit,
                    _(
                        "the document mixes two styles: {count} units are not in the usual one"
                    ).format(count=style.count),
                    target=spans,
                )
        elif style.usual == "plain":
            yield self.finding(unit, _("the document is in plain style (である)"), target=spans)
        else:
            yield self.finding(
                unit, _("the document is in polite style (です・ます)"), target=spans
            )


def _colloquial(document: Document) -> int:
    """How many units end as people speak: where many do, the document speaks."""
    return len(document.targets.holding(_COLLOQUIAL))


class Colloquial(Check):
    """The narration ends a sentence as people speak.

    調べてるんだ。 for a report; what stands in 「」 is exempt, and so are texts that speak to somebody.
    """

    id = "register.colloquial"
    family = "register"
    severity = Severity.WARNING
    languages = ("ja",)
    bad = Example("Police are investigating.", "警察が調べてるんだ。")
    good = Example("Police are investigating.", "警察が調べている。")

    def worth(self, document: Document, context: CheckContext) -> Collection[int] | None:
        """Where such an ending stands."""
        return document.targets.holding(_COLLOQUIAL)

    def check(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """Endings outside quotations, where the source speaks to nobody and of no I."""
        spans = [m.span() for m in _COLLOQUIAL.finditer(outside_quotes(unit.target))]
        if not spans or _SPEAKS.search(_QUOTES_EN.sub(" ", unit.source)):
            return
        if context.once("colloquial", _colloquial) <= _FEW:
            yield self.finding(unit, _("narration does not speak: write {form}").format(
                form="である／です・ます"), target=spans)  # fmt: skip


_SPEAKS = re.compile(
    r"\b(?:I|me|my|mine|we|us|our|you|your|guys?|lol|yeah|ok(?:ay)?|hey|oh|thanks?|please|let['’]s|gonna|wanna)\b|n['’]t\b|['’](?:m|re|ve|ll|d)\b|[!?]|:\)",
    re.I,
)
_QUOTES_EN = re.compile('["“][^"“”]{0,2000}["”]')

CHECKS: tuple[type[Check], ...] = (Mixed, Colloquial)
