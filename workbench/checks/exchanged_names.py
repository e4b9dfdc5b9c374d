"""Who does what to whom: names that have changed places.

Lives here: `Exchanged` and `Bare`, checks of the family of names. May import: model, language, wording and `check`,
`lists`, `names`, `prefilter`, `register` of this room.
Apart from `names` because that asks whether a name is said, this where: whose title it has, who is doer and who is done to.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache

from workbench.checks.check import Check, CheckContext, Example
from workbench.checks.lists import rows
from workbench.checks.names import CALLED, names_of_places
from workbench.checks.prefilter import Document
from workbench.checks.register import outside_quotes
from workbench.language import info
from workbench.language.likeness import is_romaji, likest, read_as
from workbench.language.tags import stripped
from workbench.model import Finding, Severity, Span, Unit
from workbench.wording import _

_PART = r"[A-Z\u00c0-\u00de][A-Za-z\u00c0-\u024f’'-]+"
_SHORT = r"(?:(?:Mr|Ms|Mrs|Mx|Dr|Judge|Justice|Senator|Sen|Governor|Gov|Mayor|Professor|Prof|Bishop)\.? )?"
_NAME = rf"{_SHORT}(?:{_PART} )?{_PART}"
_FROM_TO = re.compile(rf"\bfrom (?P<one>{_PART}) to (?P<two>{_PART})\b(?! [A-Z])")
_DOES = re.compile(
    rf"\A[\"“]?(?P<one>{_NAME}) (?:(?:has|had|also|later|never|then) )?(?P<verb>[a-z]{{3,}}ed|told|beat|sued|hit|saw|taught|paid|sent|gave|led|drove|shot|bit|fought) (?P<two>{_NAME})\b(?! [A-Z]|['’]s)"
)
_ALIKE = frozenset(
    "married joined replaced succeeded resembled contacted divorced followed preceded received inherited borrowed adopted phoned".split()
)
"""What both do, or what Japanese says from the other side."""
_CONTRAST = re.compile(
    rf"\A[\"“]?(?:In )?(?P<one>{_PART}) [a-z][^.;:]*?(?:, but|, and|;)(?: in)? (?P<two>{_PART}) [a-z]"
)
_OBJECT = re.compile(
    rf"(?:{CALLED}|くん|君|司教|会社|社|国)?(?P<particle>を|に(?!よ[るっり]|対|つい|関|とっ|おい|も|は|代わ)|は|が|も|では|には)"
)
_SUBJECT = ("は", "が", "も", "では", "には")
_BEHIND = re.compile(r"(?P<particle>から|へ|まで|に(?!よ[るっり]|対|つい|関|とっ|おい))")
_PASSIVE = re.compile(r"られ|[わかさたなまらがばけせてれ]れ[たてるま]|もら|いただ|受け|貰")
_KATAKANA = re.compile(r"[ァ-ヺー]{2,}(?:[・＝][ァ-ヺー]+)*")


class Exchanged(Check):
    """Two names changed places.

    Who sued whom, from where to where, and whose title it is: オカフォー判事 is not オカフォー氏 beside リンドクビスト判事.
    """

    id = "names.exchanged"
    family = "names"
    severity = Severity.WARNING
    languages = ("ja",)
    bad = Example(
        "Maria Costa sued Daniel Weber.", "ダニエル・ウェーバー氏はマリア・コスタ氏を訴えた。"
    )
    good = Example(
        "Maria Costa sued Daniel Weber.", "マリア・コスタ氏はダニエル・ウェーバー氏を訴えた。"
    )

    def worth(self, document: Document, context: CheckContext) -> Collection[int] | None:
        """Those with two names that stand so that their order means something."""
        if info(context.source_language).code != "en":
            return ()
        found = set(document.sources.holding(_FROM_TO))
        for n, unit in enumerate(document.units):
            source = unit.source
            if source[:1].isupper() or source[:1] in '"“':
                if _DOES.match(source) or _CONTRAST.match(source):
                    found.add(n)
        titled = document.sources.holding(_titles()[0])
        found.update(n for n in titled if len(_titled(document.units[n].source)) > 1)
        return sorted(found)

    def check(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """One finding at most."""
        if info(context.source_language).code != "en":
            return
        source, target = unit.source, stripped(unit.target)[0]
        places = next(_exchanged(source, target), None)
        if places:
            here, there = places
            yield self.finding(
                unit,
                _("{one} and {two} have changed places").format(
                    one=source[slice(*here[0])], two=source[slice(*here[1])]
                ),
                source=here,
                target=there if target == unit.target else (),
            )


_Found = tuple[tuple[Span, Span], tuple[Span, Span]]


def _exchanged(source: str, target: str) -> Iterator[_Found]:
    for match in _FROM_TO.finditer(source):
        found = _said(match, target)
        if found and _particle(_BEHIND, target, found[1]) == "から":
            if _particle(_BEHIND, target, found[0]) not in ("", "から"):
                yield (match.span("one"), match.span("two")), found
    does = _DOES.match(source)
    if does and does["verb"] not in _ALIKE and (found := _said(does, target)):
        one, two = (_particle(_OBJECT, target, span) for span in found)
        done = one == "を" or (one == "に" and not _PASSIVE.search(target))
        if done and two in _SUBJECT:
            yield (does.span("one"), does.span("two")), found
    but = _CONTRAST.match(source)
    if but and (found := _said(but, target)) and found[1][0] < found[0][0]:
        subjects = all(_particle(_OBJECT, target, span) in _SUBJECT for span in found)
        if subjects and re.search("[、。]", target[found[1][1] : found[0][0]]):
            yield (but.span("one"), but.span("two")), found
    yield from _others_title(source, target)


def _particle(pattern: re.Pattern[str], target: str, span: Span) -> str:
    match = pattern.match(target, span[1])
    return match["particle"] if match else ""


def _said(match: re.Match[str], target: str) -> tuple[Span, Span] | None:
    """Where a target says the two names of a match; None unless each is said once."""
    one, two = (match[side].split()[-1] for side in ("one", "two"))
    if one == two:
        return None
    found = [_places_of(name, (one, two), target) for name in (one, two)]
    return (found[0][0], found[1][0]) if len(found[0]) == len(found[1]) == 1 else None


def _places_of(name: str, names: Sequence[str], target: str) -> list[Span]:
    """Where a target says a name, of several that it might say."""
    if name in (known := names_of_places()):
        return [m.span() for m in re.finditer(known[name], target)]
    kana = [
        m.span()
        for m in _KATAKANA.finditer(target)
        if likest(names, re.split("[・＝]", m[0])[-1]) == name
    ]
    if not kana and is_romaji(name):
        return list(read_as(target, name))
    return kana


@cache
def _titles() -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern of a titled name, and what Japanese calls each title, as a pattern."""
    table = {row[0]: row[1] for row in rows("name-titles.en-ja.tsv") if len(row) > 1}
    words = "|".join(sorted(map(re.escape, table), key=len, reverse=True))
    return re.compile(rf"\b(?P<title>{words})\.? (?:{_PART} )?(?P<name>{_PART})"), table


def _titled(source: str) -> dict[str, tuple[str, Span]]:
    """Names with what Japanese calls their title ('' for Mr and Ms), and where they stand."""
    pattern, table = _titles()
    return {m["name"]: (table[m["title"]], m.span()) for m in pattern.finditer(source)}


def _others_title(source: str, target: str) -> Iterator[_Found]:
    """A title that in the source is one person's, in the target another's."""
    titled = _titled(source)
    if len(titled) < 2:
        return
    names = tuple(titled)
    for name, (title, span) in titled.items():
        if title == "-" or sum(other == title for other, _span in titled.values()) > 1:
            continue
        mine = _places_of(name, names, target)
        if not mine or any(re.match(title, target[end:]) for _start, end in mine):
            continue
        for other, (_title, other_span) in titled.items():
            for start, end in _places_of(other, names, target) if other != name else ():
                if re.match(title, target[end:]):
                    yield (span, other_span), (mine[0], (start, end))


class Bare(Check):
    """Of two people with a title one has none, or a person has two.

    Where the source says Mr and Ms of both, 伊藤は安倍さんに is curt to one of them; 弁護士 is a title already.
    """

    id = "names.bare"
    family = "names"
    severity = Severity.WARNING
    languages = ("ja",)
    bad = Example("Mr Ito thanked Ms Abe.", "伊藤は安倍さんに礼を述べた。")
    good = Example("Mr Ito thanked Ms Abe.", "伊藤さんは安倍さんに礼を述べた。")

    def worth(self, document: Document, context: CheckContext) -> Collection[int] | None:
        """Those with two titled names, or two titles in a row."""
        if info(context.source_language).code != "en":
            return ()
        found = set(document.targets.holding(_TWICE_TITLED))
        titled = document.sources.saying(("Mr", "Ms", "Mrs", "Mx"))
        found.update(n for n in titled if len(_titled(document.units[n].source)) > 1)
        return sorted(found)

    def check(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """A name with a particle right behind it beside one with a title; a title behind a title."""
        if info(context.source_language).code != "en":
            return
        target = stripped(unit.target)[0]
        if target != unit.target:
            return
        for match in _TWICE_TITLED.finditer(outside_quotes(target)):
            yield self.finding(
                unit, _("{title} is a title already").format(title=match["title"]),
                target=[match.span("more")],
            )  # fmt: skip
        plain = {name for name, (title, _span) in _titled(unit.source).items() if title == "-"}
        if len(plain) < 2:
            return
        said = {name: _places_of(name, tuple(plain), target) for name in plain}
        bare = [s[0] for s in said.values() if len(s) == 1 and _PARTICLE.match(target, s[0][1])]
        if bare and any(_HONOUR.match(target, end) for s in said.values() for _a, end in s):
            yield self.finding(unit, _("say さん or 氏 of both"), target=bare)


_TWICE_TITLED = re.compile(
    r"(?:[ァ-ヺー・]{3,}|[\u3400-\u9fff]{2,4}・?)(?P<title>弁護士|判事|裁判官|市長|知事|議員|教授|首相|大統領|長官|監督|選手|容疑者|被告|検事|記者)(?P<more>さん|氏|様)"
)
_PARTICLE = re.compile("[はがをにと]")
_HONOUR = re.compile("さん|氏|様")

CHECKS: tuple[type[Check], ...] = (Exchanged, Bare)
