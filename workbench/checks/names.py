"""Names of people: one honorific, one transliteration, the middle dot.

Lives here: checks of this family. May import: model, language, wording and `check`, `register` of
this room.
Apart from `consistency` because a name is followed through inflections of another kind: titles,
given names that fall away, dots.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from functools import cache

from workbench.checks.check import Check, CheckContext, Example
from workbench.checks.document import Document
from workbench.checks.register import outside_quotes
from workbench.language.fold import fold
from workbench.model import Finding, Fix, Severity, Span, Unit
from workbench.wording import _

_TITLE = "さん|氏|様|君|くん|ちゃん|先生"
_TITLES = tuple(_TITLE.split("|"))
_KATAKANA_NAME = re.compile(rf"(?<![ァ-ヺー・＝])([ァ-ヺー]{{2,}}(?:[・＝][ァ-ヺー]+)*)({_TITLE})")
_NO_PERSON = re.compile(
    r".*[ァ-ヺー]?(?:皆|客|患者|両|同|娘|息子|嫁|婿|孫|兄|姉|弟|妹|父|母|親|奥|旦那|神|仏|王|姫|殿|人|者|員|生|屋|店|業|源)$"
    r"|(?:.*・)?(?:パパ|ママ|ファン|ユーザー|メンバー|モデル|ドクター|リスナー)$"
)
_LATIN_NAME = re.compile(r"\b[A-Z][a-zé]{2,}\b")
_TWO_NAMES = re.compile(r"\b[A-Z][\w’'.]+ (?:[A-Z]\. )?[A-Z][\w’']+")
_SPLIT = re.compile(
    r"(?<=[ァ-ヺー])([･·]|[ 　=＝](?=[ァ-ヺー・]+(?:さん|氏|様|首相|大統領|議員|知事|市長|教授|被告|容疑者"
    r"|裁判官|判事|弁護士|監督|選手|（\d)))(?=[ァ-ヺー]{2,})"
)
"""A space is right in names of products, ＝ in credits (イラスト＝); before a title or an age they stand
in a person's name."""
_LETTER = re.compile("[ァ-ヺー]")
_KATAKANA = re.compile(r"[ァ-ヺー・]{3,}")


def _people(document: Document) -> dict[str, Counter[str]]:
    """Name as it is mentioned again (last part of a katakana name, whole kanji name) → titles."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for number in document.targets.saying(_TITLES):
        for key, title, _span in _mentions(document.units[number].target):
            found[key][title] += 1
    roots = {name: _root(name, found) for name in found}
    people: dict[str, Counter[str]] = defaultdict(Counter)
    for name, titles in found.items():
        people[roots[name]].update(titles)
    return {name: people[roots[name]] for name in found}


def _root(name: str, names: Collection[str]) -> str:
    """The shortest mentioned beginning of a kanji name: 青葉凛さん and 青葉さん are one person."""
    if name[0] < "\u3400":
        return name
    return next((name[:n] for n in range(2, len(name)) if name[:n] in names), name)


def _mentions(target: str) -> Iterator[tuple[str, str, Span]]:
    """Key, title and the title's span of each person named with one, outside quotations."""
    if not any(map(target.__contains__, _TITLES)):
        return
    text = outside_quotes(target)
    for pattern in (_KATAKANA_NAME, _kanji_name()):
        for match in pattern.finditer(text):
            name = match[1]
            if not _NO_PERSON.match(name):
                yield re.split("[・＝]", name)[-1], match[2], match.span(2)


@cache
def _kanji_name() -> re.Pattern[str]:
    """Compiled when first needed: a class of all kanji takes a while."""
    return re.compile(rf"(?<![\u3400-\u9fff々])([\u3400-\u9fff々]{{2,5}})({_TITLE})")


class Honorific(Check):
    """One person is さん here and 氏 there.

    A newsroom chooses one for each person and keeps it; what stands in 「」 is exempt, as people
    speak as they do.
    """

    id = "names.honorific"
    family = "names"
    severity = Severity.WARNING
    languages = ("ja",)
    whole = True
    bad = Example(
        "Rin Aoba came. / Aoba spoke. / Aoba left.",
        "青葉凛さんが来た。 / 青葉さんが話した。 / 青葉氏は帰った。",
    )
    good = Example(
        "Rin Aoba came. / Aoba spoke. / Aoba left.",
        "青葉凛さんが来た。 / 青葉さんが話した。 / 青葉さんは帰った。",
    )

    def worth(self, document: Document, context: CheckContext) -> Collection[int] | None:
        """Those with a title."""
        return document.targets.saying(_TITLES)

    def check(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """Titles that are not the person's usual one; a tie is decided by the alphabet."""
        people = context.once("people", _people)
        for key, title, span in _mentions(unit.target):
            titles = people.get(key) or Counter()
            if len(titles) > 1:
                usual = min(titles, key=lambda t: (-titles[t], t))
                if title != usual:
                    yield self.finding(
                        unit,
                        _("{name} is {usual} elsewhere").format(name=key, usual=key + usual),
                        target=[span],
                    )


def _renderings(document: Document) -> Mapping[str, Mapping[str, str]]:
    """Folded katakana word → the usual spelling of the same source name, where several differ."""
    said: dict[int, set[str]] = defaultdict(set)
    for number, word in document.targets.matches(_KATAKANA):
        if word := word.strip("・"):
            said[number].add(word)
    by_name: dict[str, list[set[str]]] = defaultdict(list)
    for number, words in said.items():
        for name in set(_LATIN_NAME.findall(document.units[number].source)):
            by_name[name].append(words)
    out: dict[str, dict[str, str]] = {}
    for name, groups in by_name.items():
        if len(groups) == 1:
            continue
        counts = Counter(word for words in groups for word in words)
        usual = {word for word, n in counts.items() if n > 1 and n * 2 > len(groups) > 1}
        for words in groups if usual else ():
            for word in sorted(words - usual):
                for other in sorted(usual - words):
                    if word[0] == other[0] and _mistaken(word, other):
                        out.setdefault(name, {})[word] = other
    return out


def _mistaken(word: str, other: str) -> bool:
    """Whether two words are nearly one: not a part of each other, nor the same but for ー and ・,
    which `consistency.spelling` looks at."""
    if word in other or other in word or fold(word, "ja")[0] == fold(other, "ja")[0]:
        return False
    from difflib import SequenceMatcher  # for two short words; rapidfuzz takes 11 ms to load

    return SequenceMatcher(None, word, other, autojunk=False).ratio() >= 0.65


class Transliteration(Check):
    """One foreign name is written in two ways.

    Katie as ケイティ and ケーティ: choose one for the document.
    """

    id = "names.katakana"
    family = "names"
    severity = Severity.WARNING
    languages = ("ja",)
    whole = True
    bad = Example(
        "Katie came. / Katie spoke. / Then Katie left.",
        "ケイティが来た。 / ケイティが話した。 / ケーティが帰った。",
    )
    good = Example(
        "Katie came. / Katie spoke. / Then Katie left.",
        "ケイティが来た。 / ケイティが話した。 / ケイティが帰った。",
    )

    def worth(self, document: Document, context: CheckContext) -> Collection[int] | None:
        """Those with one of the rarer renderings."""
        table = context.once("renderings", _renderings)
        return document.targets.saying({word for words in table.values() for word in words})

    def check(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """A near miss of the spelling that most units with the same source name have."""
        table = context.once("renderings", _renderings)
        if not table:
            return
        said: set[str] = set()
        for name in _LATIN_NAME.findall(unit.source) if _LETTER.search(unit.target) else ():
            for word, usual in table.get(name, {}).items():
                for match in re.finditer(rf"(?<![ァ-ヺー]){word}(?![ァ-ヺー])", unit.target):
                    if word not in said:
                        said.add(word)
                        yield self.finding(
                            unit, _("{name} is {form} elsewhere").format(name=name, form=usual),
                            target=[match.span()],
                        )  # fmt: skip


class MiddleDot(Check):
    """The parts of a foreign name are joined by ・ (JTF 4.2.4).

    Not by a space, a half-width dot or, where the source has no hyphen, by ＝.
    """

    id = "names.dot"
    family = "names"
    severity = Severity.WARNING
    languages = ("ja",)
    bad = Example("Katie Brown came.", "ケイティ ブラウンさんが来た。")
    good = Example("Katie Brown came.", "ケイティ・ブラウンさんが来た。")
    letters = "･· 　=＝"

    def check(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """Katakana parts with another mark between, where the source has a name of two words."""
        if not _SPLIT.search(unit.target) or not _TWO_NAMES.search(unit.source):
            return
        hyphen = re.search(r"\w[-‐‑][A-Z]", unit.source)
        edits = tuple(
            (match.span(1), "・")
            for match in _SPLIT.finditer(unit.target)
            if not (hyphen and match[1] in "=＝")
        )
        if edits:
            fix = Fix(_("use ・"), edits)
            yield self.finding(unit, _("use ・ between the parts of a name"),
                               target=[span for span, _text in edits], fix=fix)  # fmt: skip


CHECKS: tuple[type[Check], ...] = (Honorific, Transliteration, MiddleDot)
