"""Names of people: one honorific, one transliteration, the middle dot.

Lives here: checks of this family. May import: model, language, wording and `check`, `lists`, `register` of
this room.
Apart from `consistency` because a name is followed through inflections of another kind: titles,
given names that fall away, dots.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import groupby, islice
from operator import itemgetter

from workbench.checks.check import Check, CheckContext, Example
from workbench.checks.lists import rows
from workbench.checks.lists import words as listed
from workbench.checks.prefilter import Document
from workbench.checks.register import outside_quotes
from workbench.language import info
from workbench.language.fold import fold
from workbench.language.likeness import SAME, alike, is_romaji, read_as
from workbench.language.tags import stripped
from workbench.model import Finding, Fix, Severity, Span, Unit
from workbench.wording import _

_TITLE = "さん|氏|様|君|くん|ちゃん|先生"
_TITLES = tuple(_TITLE.split("|"))
_KATAKANA_NAME = re.compile(rf"(?<![ァ-ヺー・＝])([ァ-ヺー]{{2,}}(?:[・＝][ァ-ヺー]+)*)({_TITLE})")
_NO_PERSON = re.compile(
    r".*[ァ-ヺー]?(?:皆|客|患者|両|同|娘|息子|嫁|婿|孫|兄|姉|弟|妹|父|母|親|奥|旦那|神|仏|王|姫|殿|人|者|員|生|屋|店|業|源)$"
    r"|(?:.*・)?(?:パパ|ママ|プロ|ファン|ユーザー|メンバー|モデル|ドクター|リスナー)$"
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
        names = _LATIN_NAME.findall(unit.source) if _LETTER.search(unit.target) else ()
        for name in dict.fromkeys(names):
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


_CALLED = "さん|氏|様|容疑者|被告|市長|区長|町長|村長|知事|議員|首相|大統領|裁判長|裁判官|判事|弁護士|教授|監督|選手|司教|牧師|医師|記者|会長|社長|代表|長官|大臣|（[0-9０-９]"
_CALLED_JA = re.compile(
    rf"(?P<kana>[ァ-ヺー]{{2,}}(?:[・＝][ァ-ヺー]+)*)(?P<t1>{_CALLED})|(?<![\u3400-\u9fff々])(?P<kanji>[\u3400-\u9fff々]{{2,6}}?)(?P<t2>さん|氏|様|容疑者|被告)"
)
_PART = r"[A-Z\u00c0-\u00de][A-Za-z\u00c0-\u024f’'-]+"
_TITLE_EN = (
    "Mr|Ms|Mrs|Mx|Dr|Judge|Justice|President|Senator|Governor|Mayor|Minister|Prime|Professor|Lawyer|Attorney|Rep|Sen|Gov|Prof|Former|Chief"
    "|Presiding|Representative|Secretary|Director|Activist|Plaintiff|Bishop|Pope|King|Queen|Prince|Princess|Sir|Lady|Lord|General|Captain|Saint|Asked|In|The|And|But|Like"
)
_NO_PART = frozenset(_TITLE_EN.split("|"))
_ORGANISATION = re.compile(
    r"\b(?:University|Court|Party|Ministry|Street|Road|Avenue|Prefecture|Island|Islands|City|Ward|Times|News|Group|Bank|Foundation|Association|International|Institute|School|College"
    r"|Hospital|Center|Centre|Museum|Park|River|Bay|Lake|Mount|Airport|Station|Hotel|Church|Union|League|Club|Act|Bill|Law|House|Post|Council|Agency|Network|Watch|Pride|Corp|Inc|Ltd)\b"
)
_WHOLE_NAME = re.compile(
    rf"\b(?=[A-Z\u00c0-\u00de])(?!(?:{_TITLE_EN})\b)(?P<given>{_PART}) (?:[A-Z]\. )?(?P<family>(?:(?:van|de|von|der|den|al|bin|ibn|el|la|di|da|dos) )*{_PART})(?P<age>, \d{{1,3}}\b| \(\d)?"
)
_TITLED = re.compile(
    rf"\b(?:Mr|Ms|Mrs|Mx|Dr|Judge|Justice|Senator|Governor|Mayor|Professor)\.? (?:{_PART} )?(?P<name>{_PART})"
)
_CAPITAL = re.compile(rf"\b{_PART}")
_KANA_WORD = re.compile("[ァ-ヺー]{2,}")
_ASIAN = re.compile(
    r"^(?:Kim|Lee|Park|Choi|Jung|Jeong|Kang|Cho|Yoon|Jang|Lim|Han|Shin|Seo|Kwon|Hwang|Ahn|Song|Moon|Wang|Li|Zhang|Liu|Chen|Yang|Zhao|Huang|Zhou|Wu|Xu|Sun|Hu|Zhu|Gao|Lin|He|Guo|Ma|Luo|Liang|Song|Zheng"
    r"|Xie|Tang|Xu|Feng|Deng|Cao|Peng|Zeng|Xiao|Tian|Dong|Pan|Yuan|Cai|Jiang|Yu|Du|Ye|Cheng|Wei|Su|Lu|Ding|Ren|Yao|Shen|Tsai|Hsu|Hsieh|Chang|Chiu|Kuo|Lai|Chou|Yeh|Tseng|Xi|Nguyen|Tran|Pham)$|^[A-Z][a-z]+-[a-z]+$"
)
"""Names that are written in the characters of their country: nothing here reads them."""
_NO_NAME = frozenset(
    "He She They It We You The This That These Those In On At A An And But For From With Asked Nobody Some Many One Two His Her Their"
    " Police Officials Lawyers Supporters Critics Court Government Ministry Party Church City State University Prime Minister Judge".split()
)


_ENDING = re.compile(r"['’](?:s|re|ve|ll|d|m)$|['’]$")


def _said(parts: Iterable[str], target: str, kana: Collection[str]) -> bool:
    """Whether a target says one of the parts of a name in any script. Readings are asked for last: they
    take a hundred times as long as all the rest."""
    bare = [_ENDING.sub("", part) for part in parts]
    if any(part in target for part in bare) or any(
        _ASIAN.match(part) or part in _NO_NAME or len(part) < 2 for part in bare
    ):
        return True
    if any(alike(part, word) >= SAME for part in bare for word in kana):
        return True
    return any(is_romaji(part) and any(read_as(target, part)) for part in bare)


class _Told:
    """Whether a target says a name; asked of one name once, and of so many that a text full of names
    takes time by its length and no more: those beyond pass."""

    def __init__(self, target: str) -> None:
        self._target = target
        self._kana = tuple(dict.fromkeys(_KANA_WORD.findall(target)))
        self._known: dict[tuple[str, ...], bool] = {}

    def __call__(self, parts: tuple[str, ...]) -> bool:
        if parts not in self._known:
            if len(self._known) >= _MOST_NAMES:
                return True
            self._known[parts] = _said(parts, self._target, self._kana)
        return self._known[parts]


_MOST_NAMES = 300
"""Different names of one unit that are sought in its target."""


def _given() -> frozenset[str]:
    return listed("given.en.txt")


def _whole_names(source: str) -> Iterator[tuple[Span, tuple[str, ...]]]:
    """People named with two words: span and parts."""
    for match in _WHOLE_NAME.finditer(source):
        if match["given"] in _NO_NAME or match["family"] in _NO_NAME:
            continue
        named = match["given"] in _given() or (
            _ORGANISATION.search(match[0]) is None
            and all(map(_is_name, match[0].split(",")[0].split()))
        )
        if named or (match["age"] and any(map(_is_name, (match["given"], match["family"])))):
            yield (
                (match.start(), match.end("family")),
                (match["given"], match["family"].split()[-1]),
            )


class Missing(Check):
    """A person or a place of the source is not in the target, or another one is.

    Names are compared by their consonants (Dittrich ディトリッヒ), by every reading of kanji (Tanigawa 谷川) and
    by a list of places; what cannot be read is let through.
    """

    id = "names.missing"
    family = "names"
    severity = Severity.WARNING
    languages = ("ja",)
    bad = Example("Boris Dittrich, 61, agreed.", "ピーター・ファンダムさん（61）は同意した。")
    good = Example("Boris Dittrich, 61, agreed.", "ボリス・ディトリッヒさん（61）は同意した。")

    def worth(self, document: Document, context: CheckContext) -> Collection[int] | None:
        """Those with two capitals in a row, a place, or a title in the target."""
        if info(context.source_language).code != "en":
            return ()
        named = set(document.sources.holding(_WHOLE_NAME))
        named.update(document.targets.saying(_TITLES), document.sources.holding(_places()[0]))
        return sorted(named)

    def check(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """Whole names of which nothing is said, people whom nobody named, places left out."""
        if info(context.source_language).code != "en":
            return
        source, target = unit.source, stripped(unit.target)[0]
        told = _Told(target)
        lost: list[Span] = []
        known: set[str] = set()
        for span, parts in _whole_names(source):
            known.update(parts)
            if not told(parts):
                lost.append(span)
        for match in _TITLED.finditer(source):
            name = match["name"]
            if name in _NO_NAME or name in known or not _is_name(name):
                continue
            if not told((name,)):
                lost.append(match.span("name"))
        if not lost and (strangers := _strangers(source, target)):
            lost += _unsaid(source, told, known)
            if known and not lost and not any(map(_ASIAN.match, _CAPITAL.findall(source))):
                shown = target[slice(*strangers[0])]
                yield self.finding(
                    unit, _("the source names nobody {name}").format(name=shown),
                    target=strangers if target == unit.target else (),
                )  # fmt: skip
                return
        if lost:
            shown = source[slice(*lost[0])]
            yield self.finding(
                unit, _("{name} is not in the target").format(name=shown), source=lost
            )
        place, rows_ = _places()
        there: dict[str, bool] = {}
        for match in place.finditer(source):
            name = match[0]
            if name not in there:
                there[name] = name in target or rows_[name].search(target) is not None
            if not there[name]:
                if not any(a <= match.start() < b for a, b in lost):
                    yield self.finding(
                        unit, _("{name} is not in the target").format(name=match[0]), source=[match.span()]
                    )  # fmt: skip
                    return


def _strangers(source: str, target: str) -> list[Span]:
    """People of the target whom no name of the source can mean."""
    called = [
        m for m in _CALLED_JA.finditer(target) if not _NO_PERSON.match(m["kana"] or m["kanji"])
    ]
    if not called:
        return []
    every = tuple(dict.fromkeys(_CAPITAL.findall(source)))
    every = tuple(name for name in every if name not in _NO_NAME and name not in _NO_PART)
    found: list[Span] = []
    met: dict[str, bool] = {}
    for match in called:
        person = match["kana"] or match["kanji"]
        if person not in met:
            if len(met) >= _MOST_NAMES:
                break
            met[person] = _meant(person, every, kana=bool(match["kana"]))
        if not met[person]:
            found.append(match.span("kana" if match["kana"] else "kanji"))
    return found


def _meant(person: str, names: Sequence[str], *, kana: bool) -> bool:
    """Whether one of the names may be this person's."""
    if kana:
        parts = [part for part in re.split("[・＝]", person) if part]
        return any(alike(name, part) >= SAME for name in names for part in parts)
    return any(
        _ASIAN.match(name) or (is_romaji(name) and any(read_as(person, name))) for name in names
    )


def _unsaid(source: str, told: _Told, known: Collection[str]) -> list[Span]:
    """The first name of the source, beside those known, that nothing in the target says."""
    unsaid = (
        m.span()
        for m in _CAPITAL.finditer(source)
        if m[0] not in _NO_NAME and m[0] not in known and _is_name(m[0]) and not told((m[0],))
    )
    return list(islice(unsaid, 1))


@lru_cache(maxsize=4096)
def _is_name(word: str) -> bool:
    """Whether a word with a capital is hardly anything but a name."""
    from workbench.language.lexicon import base_form  # opens a file of its own

    return base_form(word.lower(), "en") is None or word in _given()


@cache
def _places() -> tuple[re.Pattern[str], Mapping[str, re.Pattern[str]]]:
    """A pattern of all places, and what Japanese calls each."""
    table = {row[0]: re.compile(row[1]) for row in rows("places.en-ja.tsv") if len(row) > 1}
    names = "|".join(
        first
        + "(?:"
        + "|".join(sorted((re.escape(n[1:]) for n in some), key=len, reverse=True))
        + ")"
        for first, some in groupby(sorted(table), key=itemgetter(0))
    )  # letter by letter, or every place would be tried at every word
    first = re.escape("".join({name[0] for name in table}))
    return re.compile(
        rf"(?=[{first}])(?<!New )(?<!San )\b(?:{names})\b(?!(?: [A-Z]|['’]?s [A-Z]|-))"
    ), table


_USUAL = 3
"""A name in fewer units has no usual rendering (two units) and another one beside it."""


def _ways(document: Document) -> Mapping[str, Mapping[str, tuple[str, str]]]:
    """Unit → odd rendering → (name, usual rendering), where a name of the source has two."""
    said: dict[str, dict[str, set[str]]] = defaultdict(dict)
    called: list[tuple[Unit, list[re.Match[str]], set[str]]] = []
    for number in document.targets.saying(_TITLES):
        unit = document.units[number]
        people = list(_CALLED_JA.finditer(outside_quotes(unit.target)))
        if people:
            called.append((unit, people, set(_CAPITAL.findall(unit.source)) - _NO_NAME))
    often = Counter(name for _unit, _people, names in called for name in names)
    for unit, people, names in called:
        for name in names:
            if often[name] < _USUAL:
                continue
            if not _is_name(name) and not (is_romaji(name) and len(name) > 2):
                continue
            found: set[str] = set()
            for match in people:
                if match["kana"]:
                    found.update(
                        part
                        for part in re.split("[・＝]", match["kana"])
                        if alike(name, part) >= SAME
                    )
                elif is_romaji(name):
                    found.update(match["kanji"][a:b] for a, b in read_as(match["kanji"], name))
            if found:
                said[name][unit.id] = found
    out: dict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
    for name, units in said.items():
        counts = Counter(form for forms in units.values() for form in forms)
        usual, many = counts.most_common(1)[0]
        if len(counts) < 2 or many < 2:
            continue
        for unit_id, forms in units.items():
            odd = sorted(form for form in forms if form[0] != usual or len(forms) == 1)
            if usual not in forms and odd and fold(odd[0], "ja")[0] != fold(usual, "ja")[0]:
                out[unit_id][odd[0]] = (name, usual)
    return out


class TwoWays(Check):
    """One person has two names in the document.

    谷川 and 谷河 for Tanigawa, ディトリッヒ and デトリック for Dittrich.
    """

    id = "names.two-ways"
    family = "names"
    severity = Severity.WARNING
    languages = ("ja",)
    whole = True
    bad = Example(
        "Tanigawa came. / Tanigawa spoke. / Tanigawa left.",
        "谷川さんが来た。 / 谷川さんが話した。 / 谷河さんは帰った。",
    )
    good = Example(
        "Tanigawa came. / Tanigawa spoke. / Tanigawa left.",
        "谷川さんが来た。 / 谷川さんが話した。 / 谷川さんは帰った。",
    )

    def worth(self, document: Document, context: CheckContext) -> Collection[int] | None:
        """Those with an odd rendering."""
        ways = context.once("ways", _ways)
        return [n for n, unit in enumerate(document.units) if unit.id in ways]

    def check(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """A rendering of a name that most units with this name have otherwise."""
        if info(context.source_language).code != "en":
            return
        for odd, (name, usual) in context.once("ways", _ways).get(unit.id, {}).items():
            spans = [m.span() for m in re.finditer(re.escape(odd), unit.target)]
            if spans:
                yield self.finding(
                    unit,
                    _("{name} is {form} elsewhere").format(name=name, form=usual),
                    target=spans,
                )


CHECKS: tuple[type[Check], ...] = (Missing, Honorific, Transliteration, TwoWays, MiddleDot)
