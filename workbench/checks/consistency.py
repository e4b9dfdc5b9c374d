"""Consistency: the document agrees with itself.

Lives here: checks of this family. May import: model, language, wording and `check`, `lists` of this room.
Apart from the families that look at one unit because these look at all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache, lru_cache

from workbench.checks.check import Check, CheckContext, Example
from workbench.checks.lists import rows
from workbench.checks.prefilter import Document
from workbench.language.fold import fold, is_kanji
from workbench.model import Finding, PluralForm, Severity, Unit
from workbench.wording import _

_PLACE = re.compile(r"p[0-9]+")
_KATAKANA = re.compile(r"[ァ-ヺー・]{3,}")


class SourceTwice(Check):
    """The same source was translated in two ways.

    Identical paragraphs share one unit; this finds the ones split apart. Contexts that a program gives
    and plural forms are told apart on purpose.
    """

    id = "consistency.same-source"
    family = "consistency"
    severity = Severity.WARNING
    whole = True
    bad = Example("Applications are open.", "申請を受け付けている。 / 申し込みが始まった。")
    good = Example("Applications are open.", "申請を受け付けている。 / 申請を受け付けている。")

    def worth(self, document: Document, context: CheckContext) -> Collection[int] | None:
        """Those whose source stands elsewhere, too."""
        return _shared(document, context.by_source)

    def check(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """Units of one source text with other targets."""
        group = context.by_source.get(unit.source, ())
        if len(group) == 1 and group[0].target == unit.target:
            return
        others = {u.target for u in group if u.id != unit.id and _apart(u) == _apart(unit)}
        others.discard(unit.target)
        if others:
            first = sorted(others)[0][:30]
            yield self.finding(unit, _("elsewhere the same source is “{text}”").format(text=first))


class TargetTwice(Check):
    """Two different sources have the same translation.

    Right for headlines and their repeats; else one of them was overwritten.
    """

    id = "consistency.same-target"
    family = "consistency"
    severity = Severity.WARNING
    whole = True
    bad = Example(
        "The court ruled. / The court adjourned.", "裁判所は判断した。 / 裁判所は判断した。"
    )
    good = Example(
        "The court ruled. / The court adjourned.", "裁判所は判断した。 / 裁判所は休廷した。"
    )

    def worth(self, document: Document, context: CheckContext) -> Collection[int] | None:
        """Those whose target stands elsewhere, too."""
        return _shared(document, context.by_target)

    def check(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """Units of one target text whose sources differ by more than case and punctuation."""
        if len(unit.target) < 8:
            return
        mine = ""
        for other in context.by_target.get(unit.target, ()):
            if other.id == unit.id or _forms(other, unit):
                continue
            mine = mine or _letters(unit.source)
            if _letters(other.source) != mine:
                yield self.finding(
                    unit, _("{unit} says the same of another source").format(unit=other.id)
                )
                return


def _shared(document: Document, groups: Mapping[str, Sequence[Unit]]) -> list[int]:
    """The units that are not the only one of their group."""
    alone = {id(group[0]) for group in groups.values() if len(group) == 1}
    return [n for n, unit in enumerate(document.units) if id(unit) not in alone]


def _apart(unit: Unit) -> tuple[str | None, PluralForm | None]:
    """What tells units of one source apart on purpose; a place (`p4`) is the context of a paragraph
    that a translator split off, and says nothing of its meaning."""
    context = unit.context
    return None if context is None or _PLACE.fullmatch(context) else context, unit.plural


def _forms(one: Unit, two: Unit) -> bool:
    """Whether they are plural forms of one entry."""
    return one.plural is not None and two.plural is not None and one.key.entry == two.key.entry


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


class Spellings(Check):
    """One foreign word is spelt in two ways (表記ゆれ).

    ケイティ and ケイティー, コンピュータ and コンピューター: choose one for the document.
    """

    id = "consistency.spelling"
    family = "consistency"
    severity = Severity.WARNING
    languages = ("ja",)
    whole = True
    bad = Example("Katie came. / Katie left.", "ケイティーが来た。 / ケイティが帰った。")
    good = Example("Katie came. / Katie left.", "ケイティが来た。 / ケイティが帰った。")

    def worth(self, document: Document, context: CheckContext) -> Collection[int] | None:
        """Those with one of the rarer spellings."""
        return document.targets.saying(context.once("spellings", _spellings)[1])

    def check(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """Katakana words whose folded form has a more frequent spelling in the document."""
        table, _others = context.once("spellings", _spellings)
        for match in _KATAKANA.finditer(unit.target) if table else ():
            known = table.get(_key(match.group()))
            if known and match.group() != known:
                yield self.finding(
                    unit,
                    _("elsewhere it is {form}").format(form=known),
                    target=[match.span()],
                )


def _spellings(document: Document) -> tuple[dict[str, str], list[str]]:
    """Folded katakana word → its most frequent spelling, where there are several; the others."""
    alike: dict[str, dict[str, int]] = {}
    for word, count in Counter(_KATAKANA.findall(document.targets.joined)).items():
        alike.setdefault(word.replace("ー", "").replace("・", "").translate(_LARGE), {})[word] = (
            count
        )
    forms: dict[str, Counter[str]] = {}
    for words in alike.values():
        for word, count in words.items() if len(words) > 1 else ():
            forms.setdefault(_key(word), Counter())[word] = count
    several = {key: counts for key, counts in forms.items() if len(counts) > 1}
    table = {key: max(counts, key=counts.__getitem__) for key, counts in several.items()}
    return table, [word for key, counts in several.items() for word in counts if word != table[key]]


_LARGE = str.maketrans("ァィゥェォッャュョ", "アイウエオツヤユヨ")
"""Small kana as large ones: a slip of the hand in a long word."""


@lru_cache(maxsize=65_536)
def _key(word: str) -> str:
    key = fold(word, "ja")[0]
    return key.replace("ー", "").translate(_LARGE) if len(key) >= 6 else key


@cache
def _variants() -> tuple[tuple[str, ...], ...]:
    """Writings of one word between which house styles choose, the usual one first."""
    return tuple(tuple(row[0].split()) for row in rows("variants.ja.txt"))


@cache
def _writing() -> re.Pattern[str]:
    every = (w for group in _variants() for w in group)
    return re.compile("|".join(sorted(map(re.escape, every), key=len, reverse=True)))


@cache
def _group_of() -> Mapping[str, int]:
    return {writing: n for n, group in enumerate(_variants()) for writing in group}


_COUNTED = re.compile(r"[0-9一二]人")
_NUMERALS = "0123456789〇一二三四五六七八九十百千万億第"
_FREE = {"出来る", "下さい", "頂く", "分かる", "一人", "二人", "1人", "2人"}
"""Writings that stand for themselves right after kanji too: 利用出来る, 男性二人."""


class Variants(Check):
    """One Japanese word is written in two ways (表記ゆれ).

    子ども and 子供, 申し込み and 申込, すべて and 全て: choose one for the document.
    """

    id = "consistency.variants"
    family = "consistency"
    severity = Severity.NOTE
    languages = ("ja",)
    whole = True
    bad = Example(
        "Children came. / Children sang. / Children left.",
        "子どもが来た。 / 子どもが歌った。 / 子供が帰った。",
    )
    good = Example(
        "Children came. / Children sang. / Children left.",
        "子どもが来た。 / 子どもが歌った。 / 子どもが帰った。",
    )

    def worth(self, document: Document, context: CheckContext) -> Collection[int] | None:
        """Those with one of the rarer writings."""
        return document.targets.saying(context.once("variants", _usual_writings))

    def check(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """Writings that are not the document's usual one; a tie is decided by the table above."""
        table = context.once("variants", _usual_writings)
        for _group, match in _writings(unit.target) if table else ():
            if usual := table.get(match.group()):
                yield self.finding(
                    unit, _("elsewhere it is {form}").format(form=usual), target=[match.span()]
                )


def _writings(target: str) -> Iterator[tuple[int, re.Match[str]]]:
    """Writings that stand for themselves: not inside a longer word of kanji or number."""
    for match in _writing().finditer(target):
        before = target[match.start() - 1 : match.start()]
        after = target[match.end() : match.end() + 1]
        kanji = is_kanji(match[0][0]) and is_kanji(before)
        bare = is_kanji(match[0][-1]) and is_kanji(after)
        digits = _COUNTED.fullmatch(match.group()) and before and before in _NUMERALS
        if not ((kanji and match.group() not in _FREE) or bare or digits):
            yield _group_of()[match.group()], match


def _usual_writings(document: Document) -> dict[str, str]:
    """Writing → the usual one, where it is a slip: it stands twice at most, or the usual one twelve
    times as often. Where a document has much of both, it makes a difference or does not care."""
    counts: dict[int, Counter[str]] = {}
    for group, match in _writings(document.targets.joined):
        counts.setdefault(group, Counter())[match.group()] += 1
    slips: dict[str, str] = {}
    for group, forms in counts.items():
        usual = min(forms, key=lambda form: (-forms[form], _variants()[group].index(form)))
        for form, count in forms.items():
            few = count <= 2 or (count == 3 and forms[usual] >= 12)
            if form != usual and (few or forms[usual] >= 12 * count):
                slips[form] = usual
    return slips


CHECKS: tuple[type[Check], ...] = (SourceTwice, TargetTwice, Spellings, Variants)
