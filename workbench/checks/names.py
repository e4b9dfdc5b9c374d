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
from functools import cache, cached_property, lru_cache
from itertools import groupby
from operator import itemgetter

from workbench.checks.check import Check, CheckContext, Example
from workbench.checks.lists import rows
from workbench.checks.lists import words as listed
from workbench.checks.prefilter import Document
from workbench.checks.register import outside_quotes
from workbench.language import info
from workbench.language.fold import fold
from workbench.language.likeness import (
    SAME,
    alike,
    begin_alike,
    is_romaji,
    likeness,
    likest,
    read_as,
)
from workbench.language.tags import stripped
from workbench.language.verbatim import blanked
from workbench.model import Finding, Fix, Severity, Span, Unit
from workbench.wording import _

_TITLE = "さん|氏|様|君|くん|ちゃん|先生"
_TITLES = tuple(_TITLE.split("|"))
_KATAKANA_NAME = re.compile(rf"(?<![ァ-ヺー・＝])([ァ-ヺー]{{2,}}(?:[・＝][ァ-ヺー]+)*)({_TITLE})")
_NO_PERSON = re.compile(
    r".*[ァ-ヺー]?(?:皆|客|患者|男性|女性|車掌|運転士|両|同|娘|息子|嫁|婿|孫|兄|姉|弟|妹|父|母|親|奥|旦那|神|仏|王|姫|殿|人|者|員|生|屋|店|業|源)$"
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
    for number, match in document.targets.matches(_KATAKANA):
        if word := match[0].strip("・"):
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
        if not usual and len(groups) < _FEW and (_is_placed(name) or _is_name(name)):
            parts = [{part for word in words for part in word.split("・")} for words in groups]
            first = "" if parts[0] & parts[1] else _best(name, parts[0])
            for words in parts[1:] if first and not any(first in ws for ws in parts[1:]) else ():
                other = _best(name, words)
                if other and other not in parts[0] and _one_name(other, first, 2):
                    out.setdefault(name, {})[other] = first
    return out


_FEW = 4
"""Where a name stands less often, no rendering is the usual one: the first is."""


def _best(name: str, words: Iterable[str]) -> str:
    """The word that says a name best, where it says it well; ''."""
    found = max(sorted(words), key=lambda word: likeness(name, word))
    return found if len(found) > 2 and likeness(name, found) >= _SAID_WELL else ""


_SAID_WELL = 0.6


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
        target = blanked(unit.target, "\ufffc")  # no repair touches code
        hyphen = re.search(r"\w[-‐‑][A-Z]", unit.source)
        edits = tuple(
            (match.span(1), "・")
            for match in _SPLIT.finditer(target)
            if not (hyphen and match[1] in "=＝")
        )
        if edits:
            fix = Fix(_("use ・"), edits)
            yield self.finding(unit, _("use ・ between the parts of a name"),
                               target=[span for span, _text in edits], fix=fix)  # fmt: skip


CALLED = "さん|氏|様|容疑者|被告|市長|区長|町長|村長|知事|議員|首相|大統領|裁判長|裁判官|判事|弁護士|教授|監督|選手|司教|牧師|医師|記者|会長|社長|代表|長官|大臣|教皇|法王|国王|女王|王子|王女|皇太子|主席|報道官|団長|次官|局長|部長|所長|院長|学長|上院議員|委員|博士|巡査|警部|大佐|少佐|大尉|神父|受刑者|死刑囚|夫妻|夫人|外相|（[0-9０-９]"
_CALLED_JA = re.compile(
    rf"(?P<kana>[ァ-ヺー]{{2,}}(?:[・＝][ァ-ヺー]+)*)(?P<t1>{CALLED})|(?<![\u3400-\u9fff々])(?P<kanji>[\u3400-\u9fff々]{{1,6}}?)(?P<t2>さん|氏|様|容疑者|被告)"
)
_PART = r"[A-Z\u00c0-\u00de][A-Za-z\u00c0-\u024f’'-]+"
_ORGANISATION = re.compile(
    r"\b(?:University|Court|Party|Ministry|Street|Road|Avenue|Prefecture|Island|Islands|City|Ward|Times|News|Group|Bank|Foundation|Association|International|Institute|School|College"
    r"|Hospital|Center|Centre|Museum|Park|River|Bay|Lake|Mount|Airport|Station|Hotel|Church|Union|League|Club|Act|Bill|Law|House|Post|Council|Agency|Network|Watch|Pride|Corp|Inc|Ltd)\b"
)
_WHOLE_NAME = re.compile(
    rf"\b(?=[A-Z\u00c0-\u00de])(?P<given>{_PART}) (?:[A-Z]\. )?(?P<family>(?:(?:van|de|von|der|den|al|bin|ibn|el|la|di|da|dos) )*{_PART})(?P<more>(?: {_PART}){{0,3}})(?P<age>, \d{{1,3}}\b| \(\d)?"
)
_TITLED_BY = "Minister|Secretary|Councillor|Commissioner|Ambassador|Archbishop|Prosecutor|Magistrate|Pastor|Colonel|Mr|Ms|Mrs|Mx|Dr|Judge|Justice|Senator|Sen|Governor|Gov|Mayor|Professor|Prof|Pope|Chancellor|Bishop|Deputy|Imam|Rabbi|Reverend|Rev|Sister|Inspector|Sergeant|Captain"
_TITLE_WORDS = tuple(_TITLED_BY.split("|"))
_TITLED = re.compile(
    rf"\b(?:{_TITLED_BY})\.? (?:(?!(?:{_TITLED_BY})\b){_PART} )?(?!(?:{_TITLED_BY})\b)(?P<name>{_PART})"
)
_SPOKE = "said|told|says|added|wrote|argued|recalled|replied|warned|explained|asked|insisted"
_VERBS = tuple(_SPOKE.split("|"))
_PRESENTED = re.compile(
    rf"(?:, (?:who|whose|a|an|the|its|his|her|their|head|director|president|chair)\b| (?:{_SPOKE})\b)"
)
_SAID_BY = re.compile(rf"(?:{_SPOKE})(?: by)? \Z")
"""What stands behind or before a person's name."""
_CAPITAL = re.compile(rf"\b{_PART}")
_KANA_WORD = re.compile("[ァ-ヺー]{2,}")
_ASIAN = re.compile(
    r"^(?:Kim|Lee|Park|Choi|Jung|Jeong|Kang|Cho|Yoon|Jang|Lim|Han|Shin|Seo|Kwon|Hwang|Ahn|Song|Moon|Wang|Li|Zhang|Liu|Chen|Yang|Zhao|Huang|Zhou|Wu|Xu|Sun|Hu|Zhu|Gao|Lin|He|Guo|Ma|Luo|Liang|Song|Zheng"
    r"|Xie|Tang|Xu|Feng|Deng|Cao|Peng|Zeng|Xiao|Tian|Dong|Pan|Yuan|Cai|Jiang|Yu|Du|Ye|Cheng|Wei|Su|Lu|Ding|Ren|Yao|Shen|Chan|Wong|Leung|Cheung|Ip|Ho|Ng|Tsai|Hsu|Hsieh|Chang|Chiu|Kuo|Lai|Chou|Yeh|Tseng|Xi|Nguyen|Tran|Pham)$|^[A-Z][a-z]+-[a-z]+$|(?:Q[iu]|X[iu]|Zh)|.*(?:[a-z]zh|cheng|jiang|guang|sheng|zhou|jing|jeong|hyun|young|seong|yeon)"
)
"""Names that are written in the characters of their country: nothing here reads them."""
_NO_NAME = frozenset(
    "He She They It We You The This That These Those In On At A An And But For From With Asked Nobody Some Many One Two His Her Their"
    " Police Officials Lawyers Supporters Critics Court Government Ministry Party Church City State University Prime Minister Judge".split()
)


_ENDING = re.compile(r"['’](?:s|re|ve|ll|d|m)$|['’]$")


_SURE = 0.66
"""How like a name a katakana word must be that nothing shows to be a person's."""


class _Spoken:
    """What a target says that may be names; each is read when asked for."""

    def __init__(self, target: str) -> None:
        self.text = target

    @cached_property
    def people(self) -> Sequence[re.Match[str]]:
        """Those with a title or an age."""
        return _people_in(self.text)

    @cached_property
    def called(self) -> Sequence[str]:
        """What is written in kanji before a title."""
        called = dict.fromkeys(match["name"] for match in _KANJI_CALLED.finditer(self.text))
        return list(called)[:_MOST_NAMES]

    @cached_property
    def groups(self) -> Sequence[tuple[Sequence[str], bool]]:
        """Katakana words, those joined by ・ together, and whether they look like a person's name."""
        groups: dict[tuple[str, ...], bool] = {}
        for match in _KANA_GROUP.finditer(self.text):
            if len(groups) >= _MOST_NAMES:
                break
            words = match[0].strip("・＝").replace("＝", "・").split("・")
            named = bool(
                len(words) > 1
                or _CALLED_BEHIND.match(self.text, match.end())
                or _CALLED_BEFORE.search(self.text, max(0, match.start() - 4), match.start())
            )
            said = tuple(word for word in words if len(word) > 1)
            groups[said] = groups.get(said, False) or named
        return list(groups.items())


def _people_in(target: str) -> list[re.Match[str]]:
    """People with a title or an age; what has one in ドイツ首相 is a place, in ワシントンさん none."""
    return [
        m for m in _CALLED_JA.finditer(target)
        if not _NO_PERSON.match(m["kana"] or m["kanji"])
        and not (m["kana"] in _places_ja() and m["t1"] not in _TITLES)
    ]  # fmt: skip


_KANA_GROUP = re.compile("[ァ-ヺー]{2,}(?:[・＝][ァ-ヺー]+)*")
_CALLED_BEHIND = re.compile(rf"(?:{CALLED})")
_KANJI_CALLED = re.compile(
    rf"(?P<name>[\u3400-\u9fff々]{{1,6}}?[\u3041-\u3096]{{0,4}})(?:{CALLED})(?<![\u3041-\u3096]人)"
)
_CALLED_BEFORE = re.compile(r"(?:教皇|法王|国王|女王|聖|首相|大統領)\Z")


def _bare(parts: Iterable[str]) -> list[str]:
    return [_ENDING.sub("", part) for part in parts]


def _meant(parts: Sequence[str], spoken: _Spoken) -> Iterator[int]:
    """Which groups of katakana may say a name."""
    for number, (words, named) in enumerate(spoken.groups):
        if max(len(parts), len(words)) > 2 < len(parts) + len(words) - 1:
            if any(likeness(part, word) >= SAME for part in parts for word in words):
                yield number
            continue
        if len(parts) > 1 and len(words) > 1:
            first, last = alike(parts[0], words[0]), alike(parts[-1], words[-1])
            if (max(first, last) >= SAME and first + last >= 2 * _HALF) or _in_turn(parts, words):
                yield number
            continue
        whole = [*parts, "".join(parts)] if len(parts) > 1 else parts  # プノンクロム
        for part, word in ((part, word) for part in whole for word in words):
            if alike(part, word) >= SAME:
                near = named or likeness(part, word) >= _SURE
            else:
                near = named and len(parts) == 1 and begin_alike(part, word)
                near = near and likeness(part, word) >= _NEAR
            if near:
                yield number
                break


def _in_turn(parts: Sequence[str], words: Sequence[str]) -> bool:
    """The family name first, or names between: all parts have a word that is surely theirs."""
    sure = [max(likeness(part, word) for word in words) for part in parts]
    return min(sure) >= _HALF and max(sure) >= _SURE


_NEAR = 0.45
"""How like a family name a word with a title must be that begins with the same sound: hardly anybody else is meant."""
_HALF = 0.4
"""How like both parts of a whole name must be on average."""


def _said(parts: Iterable[str], spoken: _Spoken) -> bool:
    """Whether a target says one of the parts of a name in any script. Readings are asked for last, and of
    people with a title first: they take a hundred times as long as all the rest."""
    bare = _bare(parts)
    if any(part in spoken.text for part in bare) or any(
        part in _NO_NAME or len(part) < 2 for part in bare
    ):
        return True
    if any(True for _group in _meant(bare, spoken)):
        return True
    if any(map(_ASIAN.match, bare)):  # nothing here reads them
        short = any(named and max(map(len, words), default=9) < 4 for words, named in spoken.groups)
        named = any(not _is_role(name) for name in spoken.called)
        return named or short or _kanji_name_in(spoken.text)
    japanese = [part for part in bare if is_romaji(part)]
    long = [part for part in japanese if len(part) > 3]
    return any(any(read_as(text, part)) for text in spoken.called for part in japanese) or any(
        any(read_as(spoken.text, part)) for part in long or japanese
    )


def _kanji_name_in(target: str) -> bool:
    """Whether a name in kanji without a title stands in a target: 王菲（54）, 歌手の王菲は."""
    from workbench.language.japanese import morphemes

    for match in _UNTITLED.finditer(target):
        start, end = match.span()
        if any(start <= m.start < end and m.detail == "固有名詞" for m in morphemes(target)):
            return True
    return False


_UNTITLED = re.compile(r"(?<![\u3400-\u9fff々])[\u3400-\u9fff々]{2,4}(?=[（、はがもとの])")


class _Told:
    """Whether a target says a name; asked of one name once, and of so many that a text full of names
    takes time by its length and no more: those beyond pass."""

    def __init__(self, spoken: _Spoken) -> None:
        self._spoken = spoken
        self._known: dict[tuple[str, ...], bool] = {}

    def __call__(self, parts: tuple[str, ...]) -> bool:
        if parts not in self._known:
            if len(self._known) >= _MOST_NAMES:
                return True
            self._known[parts] = _said(parts, self._spoken)
        return self._known[parts]


_MOST_PEOPLE = 100
"""So many people of one unit are told apart."""
_MOST_NAMES = 300
"""Different names of one unit that are sought in its target."""


def _given() -> frozenset[str]:
    return listed("given.en.txt")


def _whole_names(source: str) -> Iterator[tuple[Span, tuple[str, ...]]]:
    """People named with two words or more: span and parts. In a headline every word has a capital."""
    at = 0
    words = source.split()
    ended = source.rstrip("\"”’')")[-1:] in (".", "!", "?", ",")
    if not ended and 2 * sum(word[:1].isupper() for word in words) > len(words) > 3:
        return
    while match := _WHOLE_NAME.search(source, at):
        given, family = match["given"], match["family"]
        more = match["more"].split()
        at = match.end("given")
        if given in _titles() or given in _NO_NAME or _BORN.search(given) or _ENDING.search(given):
            continue
        if family in _NO_NAME or family in _titles() or {family, given} & _places()[1].keys():
            continue
        named = given in _given() or (
            _ORGANISATION.search(match[0]) is None and all(map(_is_name, (given, *family.split())))
        )
        if not named and not source.endswith("of ", 0, match.start()):
            end = match.end("more")
            shown = (
                match["age"]
                or _PRESENTED.match(source, end)
                or _SAID_BY.search(source, max(0, match.start() - 20), match.start())
            )
            if shown and _ORGANISATION.search(match[0]) is None:
                named = any(map(_is_name, (given, family)))
        if named:
            at = match.end("more")
            yield (match.start(), at), (given, *family.split()[-1:], *more)


_BORN = re.compile("-(?:born|based|style|owned|led|backed|run|wide)$")


def _titles() -> frozenset[str]:
    return listed("titles.en.txt")


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
        for words, pattern in ((_TITLE_WORDS, _TITLED), (_VERBS, _SPEAKER)):
            said = document.sources.saying(words)
            named.update(
                n for n in said if n not in named and pattern.search(document.units[n].source)
            )
        for number, match in document.sources.matches(_PLACED):
            if number not in named and _is_placed(match["name"]):
                named.add(number)
        return sorted(named)

    def check(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """Whole names of which nothing is said, people whom nobody named, places left out."""
        if info(context.source_language).code != "en":
            return
        source, target = unit.source, stripped(unit.target)[0]
        spoken = _Spoken(target)
        told = _Told(spoken)
        whole = list(_whole_names(source))
        lost = [span for span, parts in whole if not told(parts)]
        known = {part for _span, parts in whole for part in parts}
        if not lost and len(whole) > 1:
            lost = _unmatched(whole, spoken)
        speaks = any(map(source.__contains__, _VERBS))
        for pattern in (_TITLED, _SPEAKER) if speaks else (_TITLED,):
            for match in pattern.finditer(source):
                name = match["name"]
                if name in _NO_NAME or name in known or not _is_name(name) or name in _places()[1]:
                    continue
                if pattern is _SPEAKER and _PRONOUN.search(target):
                    continue
                known.add(name)
                if not told((name,)):
                    lost.append(match.span("name"))
        if not lost and spoken.people and (strangers := _strangers(source, spoken.people)):
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
                there[name] = (
                    name in target
                    or _in_one(rows_[name], target)
                    or (bool(_THERE.search(target)) and not _THERE_EN.search(source))
                )
            if not there[name]:
                if not any(a <= match.start() < b for a, b in lost):
                    yield self.finding(
                        unit, _("{name} is not in the target").format(name=match[0]), source=[match.span()]
                    )  # fmt: skip
                    return
        for match in () if lost else _PLACED.finditer(source):
            name = match["name"]
            if name not in known and _is_placed(name) and not _placed_in(name, known, told, spoken):
                yield self.finding(
                    unit, _("{name} is not in the target").format(name=name), source=[match.span("name")]
                )  # fmt: skip
                return


_PLACED = re.compile(
    rf"\b(?:in|from|near|at|across|outside|around|through|towards?|of) (?P<name>{_PART})(?<![-’'])\b(?! [A-Z]|['’-]|, [A-Z])"
)
"""What a place that no list knows stands behind: in Brighton."""
_ELSEWHERE = re.compile(r"eo|eu|gw|ong|ang\Z|du\Z|po\Z|-", re.I)
"""Spellings of names that are written in the characters of their country."""


@lru_cache(maxsize=4096)
def _is_placed(name: str) -> bool:
    """Whether a word behind in or from is a name that Japanese would write in katakana."""
    if (
        len(name) < 4
        or name.isupper()
        or _ENDING.search(name)
        or name in _NO_NAME
        or name in _places()[1]
    ):
        return False
    if _ASIAN.match(name) or _ELSEWHERE.search(name) or is_romaji(name):
        return False
    from workbench.language.lexicon import base_form

    known = (base_form(name.lower(), "en") or "")[
        :1
    ].isupper()  # it is in the dictionary, as a name
    return _is_name(name) or (known and name not in _titles() and not _NO_PROPER.search(name))


def _placed_in(name: str, known: Collection[str], told: _Told, spoken: _Spoken) -> bool:
    """Whether a target may say a place: by something even faintly like it, or as one that was named before."""
    if told((name,)) or _THERE.search(spoken.text) or _PRONOUN.search(spoken.text):
        return True
    words = (word for words, _named in spoken.groups for word in words if not likest(known, word))
    return any(likeness(name, word) >= _FAINT for word in words)


_FAINT = 0.4
"""So little of a place, and it counts as said."""


_SPEAKER = re.compile(
    rf"(?:[,”\"] (?:said|added|recalled|explained|asked) (?P<after>)|(?<![A-Z][a-z] )(?<![a-z] ))\b(?=[A-Z\u00c0-\u00de][^\sA-Z]*[a-z])(?P<name>{_PART})(?(after)(?=[.,]| (?:told|in|on|at|after)\b)|(?= (?:{_SPOKE})\b))"
)
"""A family name alone, with a verb of speech: Delgado told reporters."""
_PRONOUN = re.compile("彼|同[氏議弁判社]|自身|自分")


def _unmatched(whole: Sequence[tuple[Span, tuple[str, ...]]], spoken: _Spoken) -> list[Span]:
    """Of several people those for whom no katakana name is left: each says one of them."""
    wants: dict[tuple[str, ...], tuple[Span, list[int]]] = {}
    last: Span | None = None
    for span, parts in whole[:_MOST_PEOPLE]:
        bare = _bare(parts)
        beside = last and span[0] - last[1] < 2  # four names of one thing
        last = span
        if beside or any(part in spoken.text for part in bare) or any(map(_ASIAN.match, bare)):
            continue
        groups = list(_meant(bare, spoken))
        if groups and not (spoken.called and any(map(is_romaji, bare))):
            wants[tuple(bare)] = (span, groups)
    taken: dict[int, tuple[str, ...]] = {}

    def settle(name: tuple[str, ...], tried: set[int]) -> bool:
        for group in wants[name][1]:
            if group not in tried:
                tried.add(group)
                if group not in taken or settle(taken[group], tried):
                    taken[group] = name
                    return True
        return False

    return [wants[name][0] for name in wants if not settle(name, set())]


def _strangers(source: str, called: Sequence[re.Match[str]]) -> list[Span]:
    """People of the target whom no name of the source can mean."""
    every = dict.fromkeys(_ENDING.sub("", name) for name in _CAPITAL.findall(source))
    names = [
        name for name in every
        if name not in _NO_NAME and name not in _titles() and name not in _places()[1]
    ]  # fmt: skip
    names.sort(key=lambda name: name not in _given())
    small = list(dict.fromkeys(_SMALL_WORD.findall(source)))[:_MOST_NAMES]
    found: list[Span] = []
    met: dict[str, bool] = {}
    for match in called:
        person = match["kana"] or match["kanji"]
        if person not in met:
            if len(met) >= _MOST_NAMES:
                break
            met[person] = (
                _may_mean(person, names, small) if match["kana"] else _may_read(person, names)
            )
        if not met[person]:
            found.append(match.span("kana" if match["kana"] else "kanji"))
    return found


_SMALL_WORD = re.compile(r"\b[a-z]{5,}\b")


def _may_mean(person: str, names: Sequence[str], small: Sequence[str]) -> bool:
    """Whether a person in katakana may be one of the names, or what looks like one is a small word of the
    source: トランスジェンダー選手 is nobody's name."""
    parts = [part for part in re.split("[・＝]", person) if part]
    return any(
        alike(name, part) >= SAME or (begin_alike(name, part) and likeness(name, part) >= _NEAR)
        for name in names for part in parts
    ) or any(alike(word, part) >= SAME for word in small for part in parts)  # fmt: skip


def _may_read(person: str, names: Sequence[str]) -> bool:
    """Whether a person in kanji may be one of the names, or is none: 大家さん."""
    read = any(
        _ASIAN.match(name) or (is_romaji(name) and any(read_as(person, name))) for name in names
    )
    return read or _is_role(person)


@lru_cache(maxsize=1024)
def _is_role(kanji: str) -> bool:
    """Whether one word of the dictionary, no name, has a title: 大家さん."""
    from workbench.language.japanese import morphemes

    found = morphemes(kanji)
    return len(found) == 1 and found[0].detail != "固有名詞" and bool(found[0].reading)


def _unsaid(source: str, told: _Told, known: Collection[str]) -> list[Span]:
    """The first name of the source, beside those known, that nothing in the target says."""
    for match in _CAPITAL.finditer(source):
        name = _ENDING.sub("", match[0])
        if name in _NO_NAME or name in known or name in _places()[1] or not _is_name(name):
            continue
        if not told((name,)):
            return [match.span()]
    return []


@lru_cache(maxsize=4096)
def _is_name(word: str) -> bool:
    """Whether a word with a capital is hardly anything but a name."""
    from workbench.language.lexicon import base_form  # opens a file of its own

    return word in _given() or base_form(word.lower(), "en") is None


_NO_PROPER = re.compile(
    r"(?:day|ese|ians?|ish|ans?|ics?|is[mt]s?|[’']s|sh|ch|ss|i)\Z|\A(?:Christ|East|Bibl|Internet|Euro|Muslim|Jew|Arab|Hindu|Sikh|Gods?\Z|Congress|Senate|Parliament|Bundestag|Mum|Dad|January|February|March|April"
    r"|May|June|July|August|Sept|Octo|Novem|Decem|Greek|Czech|Turk|Dane|Swede|Finn|Pole|Serb|Croat|Thai|Covid|Web|Net|Earth|Moon|Sun|Saturn|Mars|Jupiter|Venus|Mercury|Tory|Tories|Whig|Nazi|Olympi|Pride|Antarctic|Arctic|Jesus|Cassation|Stormont)"
)
"""What has a capital in English and is the name of no person and no town."""


_THERE_EN = re.compile(r"\b(?:country|nation|domestic|home|city|state|there|local)\b", re.I)
_THERE = re.compile("国内|同[国市州県地町島]|現地|自国|地元")


def _in_one(names: str, target: str) -> bool:
    """Whether one of the names of a place is in a target."""
    if _LETTERS.fullmatch(names):
        return any(map(target.__contains__, names.split("|")))
    return bool(re.search(names, target))


_LETTERS = re.compile(r"[\w|・]+")


@cache
def _places() -> tuple[re.Pattern[str], Mapping[str, str]]:
    """A pattern of all places, and what Japanese calls each, as a pattern."""
    table = {row[0]: row[1] for row in rows("places.en-ja.tsv") if len(row) > 1}
    names = "|".join(
        first
        + "(?:"
        + "|".join(sorted((re.escape(n[1:]) for n in some), key=len, reverse=True))
        + ")"
        for first, some in groupby(sorted(table), key=itemgetter(0))
    )  # letter by letter, or every place would be tried at every word
    first = re.escape("".join({name[0] for name in table}))
    return re.compile(
        rf"(?=[{first}])(?<!New )(?<!San )\b(?:{names})\b(?!(?: [A-Z]|['’]?s [A-Z]|-(?!based|born|area)))"
    ), table


def names_of_places() -> Mapping[str, str]:
    """What Japanese calls each place, as a pattern."""
    return _places()[1]


@cache
def _places_ja() -> frozenset[str]:
    """What places are called in katakana."""
    return frozenset(
        name for names in _places()[1].values() for name in names.split("|") if _LETTER.match(name)
    )


def _ways(document: Document) -> Mapping[str, Mapping[str, tuple[str, str]]]:
    """Unit → odd rendering → (name, usual rendering), where a name of the source has two."""
    said: dict[str, dict[str, set[str]]] = defaultdict(dict)
    named: list[tuple[Unit, list[re.Match[str]], set[str]]] = []
    called = {*document.targets.saying(_TITLES), *document.targets.holding(_IN_OFFICE)}
    for number in sorted(called):
        unit = document.units[number]
        people = _people_in(outside_quotes(unit.target))
        if people:
            names = {_ENDING.sub("", name) for name in _CAPITAL.findall(unit.source)} - _NO_NAME
            named.append((unit, people, names))
    often = Counter(name for _unit, _people, names in named for name in names)
    shared: dict[str, set[str]] = {}
    for _unit, people, names in named:
        forms = {part for m in people if m["kana"] for part in re.split("[・＝]", m["kana"])}
        for name in names:
            shared[name] = shared[name] & forms if name in shared else forms
    settled = {  # said alike wherever it stands
        name for name, forms in shared.items()
        if often[name] > 1 and any(alike(name, form) >= SAME for form in forms)
    }  # fmt: skip
    for unit, people, names in named:
        several = {n for n in names if often[n] > 1 and n not in settled and n not in _titles()}
        if not several:
            continue
        whole = {  # two people may share a given name
            parts[0]: " ".join(parts)
            for _span, parts in _whole_names(unit.source)
            if len(parts) > 1
        }
        for match in people:
            left: set[str] | None = None
            for part in re.split("[・＝]", match["kana"]) if match["kana"] else ():
                name = likest(names, part)
                if left is None:
                    left = {n for n in several if n not in _places()[1] and _is_name(n)}
                left.discard(name)
                if not name and len(left) == 1 and len(part) > 1:
                    name = next(iter(left))  # Lambert ランベール: nobody else is left
                if name in several:
                    said[whole.get(name, name)].setdefault(unit.id, set()).add(part)
            for name in several if match["kanji"] else ():
                if is_romaji(name) and len(name) > 2:
                    found = {match["kanji"][a:b] for a, b in read_as(match["kanji"], name)}
                    if found:
                        said[whole.get(name, name)].setdefault(unit.id, set()).update(found)
    out: dict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
    for name, units in said.items():
        counts = Counter(form for forms in units.values() for form in forms)
        if len(counts) < 2:
            continue
        usual, many = counts.most_common(1)[0]  # of two as common the first of the document
        for unit_id, forms in units.items():
            for odd in sorted(forms - {usual}) if usual not in forms else ():
                if _one_name(odd, usual, many):
                    out[unit_id][odd] = (name, usual)
    return out


_IN_OFFICE = re.compile(rf"[ァ-ヺー](?:{CALLED})")


def _one_name(odd: str, usual: str, many: int) -> bool:
    """Whether two renderings of one name are of one person. What stands twice is the usual one; where each stands
    once, they must be nearly the same."""
    if odd[0] >= "\u3400":
        return usual[0] >= "\u3400" and (many > 1 or bool({*odd} & {*usual}))
    if usual[0] >= "\u3400":
        return False
    if fold(odd, "ja")[0] == fold(usual, "ja")[0]:
        return len(odd) < 4 or len(usual) < 4  # of longer ones `consistency.spelling` speaks
    from difflib import SequenceMatcher  # for two short words; rapidfuzz takes 11 ms to load

    near = SequenceMatcher(None, odd, usual, autojunk=False).ratio()
    return near >= (0.4 if many > 1 else 0.5)


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
                    _("{name} is {form} elsewhere").format(name=name.split()[0], form=usual),
                    target=spans,
                )


CHECKS: tuple[type[Check], ...] = (Missing, Honorific, Transliteration, TwoWays, MiddleDot)
