"""Machine failures: what engines do and people do not.

Lives here: checks of this family. May import: model, language, wording and `check`, `lists` of this room.
Apart from `completeness` because these are signs of a broken draft.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from functools import cache, lru_cache
from operator import add

from workbench.checks.check import Check, CheckContext, Example
from workbench.checks.lists import rows
from workbench.checks.prefilter import Document
from workbench.language import info
from workbench.language.tags import stripped
from workbench.model import Finding, Origin, Severity, State, Unit
from workbench.wording import _

_LOOP = re.compile(r"(.{1,24}?)\1{3,}", re.S)
_LONG_LOOP = re.compile(r"(.{6,40}?)\1{2,}", re.S)
_FOUR = re.compile(r"(.)\1\1\1", re.S)
_HARMLESS = re.compile(r"[\s\d.ハはヒひフふヘへホほ…・ー―—\-=_*～〜w!！?？、。]+$")
_JUNK = re.compile(r"<unk>|<0x[0-9A-F]{2}>|[▁�\u2047⁇]|<(?:s|/s|pad)>")
_ENGLISH_JAPANESE = (
    (260, 0.21, 0.60), (180, 0.21, 0.68), (130, 0.21, 0.78), (90, 0.21, 0.85), (60, 0.20, 0.90),
    (45, 0.17, 0.95), (30, 0.15, 1.10), (20, 0.12, 1.30), (10, 0.10, 2.00), (0, 0.0, 5.0),
)  # fmt: skip
"""(from this length of source, at least, at most): what 999 of 1,000 careful translations keep within, of
71,000 of the project's own; FLORES and WMT22 references lie inside it but for 1 in 1,000."""
_RATIO = {"ja": (0.14, 1.6), "zh": (0.1, 1.1), "ko": (0.2, 1.8)}
"""Target characters per source character that good translations keep within (English source)."""
_STRONG_EN = re.compile(
    r"(?<!why )\b(?:did|do|does|is|are|was|were|has|have|had|will|would|can|could|should|must|may|might)"
    r"(?:n['’]t|\s+not)\b(?! (?:I|you|s?he|it|we|they)\?)(?! (?:only|just|merely|least)\b)(?![^.;,]{0,40}\buntil\b)|\bcannot\b"
    r"|\b(?:won|can|shan|ain)['’]t\b|\b(?:no one|nobody|neither|nowhere|no longer|nothing|none)\b(?! but\b)"
    r"|\bnever\b(?! mind)(?!theless)|(?<!whether or )(?<!or )\bnot\b(?! (?:only|just|merely|least|to mention|until|so much)\b)(?![^.;,]{0,40}\buntil\b)"
    r"|\bno\b(?=\s(?-i:[a-z]))(?! (?:doubt|matter|less|fewer|more than|later than|sooner|wonder|other than|small|later)\b)",
    re.I,
)
_WEAK_EN = re.compile(
    r"\b(?:without|unless|unable|(?:has|have|had) yet to|not (?:only|just|merely)|den(?:y|ied|ies) (?:that|having|any|the|it|all|an?|entry|access|bail|asylum|permission|him|her|them|us)|(?:f[ae]ll|falls|falling|stop(?:s|ped|ping)?) short of|fail(?:s|ed|ing)? to|refus(?:e|es|ed|ing)\b|hardly|scarcely|lack(?:s|ed|ing)?\b|(?<!a )few(?! (?:days|weeks|months|years|hours))(?= (?:of|people|have|had|were|are))"
    r"|seldom|rarely|anything but|declin(?:e|es|ed|ing) to|little (?:evidence|hope|chance|support|interest|progress|known|reason|sign|doubt|choice|time|money|more))\b",
    re.I,
)
"""What Japanese says with a no of its own, or with a word that says no: なしに, 拒む, ほとんどない."""
_SAYING_NO = (
    "not", "n't", "n’t", "no ", "nobody", "neither", "nowhere", "never", "nothing", "none", "without", "unless", "fail", "refus",
    "hardly", "scarcely", "lack", "few", "seldom", "rarely", "unable", "yet to", "deny", "deni", "short of", "anything but", "declin", "little ",
)  # fmt: skip
_NAME = re.compile(r"\b[A-Z][a-zāīūēō]+\b")
_KATAKANA_NAME = re.compile(r"(?<![ァ-ヺー])[ァ-ヺー]{2,}(?:・[ァ-ヺー]{2,})*")
_NOT_JA = re.compile(
    r"な(?:い(?!し[。、は])|か[っろ]|く(?!な[くい])|けれ|きゃ|さ(?=そう|[をがにはで])|いし(?<=[ゃでくはもわらかさばまえけせてめれ]ないし)|し(?<!みなし)(?!と)|き(?<=[\u3400-\u9fff]なき)(?=[\u3400-\u9fff]))|無し|無い|のなさ"
    r"|ません|ぬ(?<=[らかさたなまわばえけせてねべめれげが]ぬ)(?![いぐくけ])|まい(?<![あお]まい)(?=[。、」と])|[らかさたなまわがばえけせてねべめれし]ね[ーえぇ]"
    r"|[らかさたなまばがせてねべめれりえけげわき経得](?<!とりあえ)(?<!少なから)(?<!相変わら)(?<!思わ)(?<!絶え)ず(?=[、。にと」 \u3000\u3400-\u9fff]|$)|ざる|しか(?<!欲しか)(?![しもっるけ])|ほかな|かね[まるて]|遠慮|だめ(?=[だでなにじ])|ダメ|[うくすつぬぶむるぐ]な(?=[。！、（」]|$)"
    r"|(?:[らわれせ]|いか|でき|(?<!ご)め|べ)ん(?=[。、？！]|けど|ね|し|か|わ|で|よ|と)|(?<=[\u3400-\u9fffづ])かん(?=かった|し(?:って)?[、。])"
)
"""Negation in Japanese grammar; まず, 必ず, はず, わずか and their kin left out."""
_WITHOUT = re.compile(r"\b(?:without|unless)\b", re.I)
"""What takes a no of its own in Japanese: なしに, なければ."""
_WORDED_JA = re.compile(
    r"(?<!有)無(?![料事線数論視限]|理[にや])|のみ|別(?:だ|です|の話)|(?<=[轄象囲当定枠論])外|不(?!動産|可欠|安|思議|満|況|足|正|当|法|穏|幸|振|評)|非(?![常難公])|未(?![来満亡])|(?<![安賛可当成拒])否|(?<!に)反対|禁(?!錮)|拒|違[いうっえわ]|欠(?!かせ)|限ら|だけ|以外|断[らりるれっ]|退け"
    r"|(?<![売返冷償脱忘])却|(?<!あ)やめ|避け|免(?![許])|(?<!削)(?<!掃)除[いかく]|異な|困難|難し|足り|外[しすれ]|失[わっ効格]|廃止|差別|初めて|ゼロ|却下|不在|全滅|皆無|がた[いく]|づら|めった|とどま|留ま|見送|足らず|過ぎ|言い切|疑|控え|ほど遠|程遠|少な|わずか|乏し|薄い|断念|辞退|固辞"
)
"""Words that say no by themselves; they count where the source's own such words do not explain them."""
_WORDED_EN = re.compile(
    r"\b(?:un(?!i|der|til|cle|less)\w{3,}|refus\w+|reject\w*|den(?:y|ied|ies)|fail\w*|lack\w*|illegal\w*|without"
    r"|ban\w*|against|oppos\w+|opponents?|veto\w*|limit\w*|restrict\w*|wonder\w*|doubt\w*|question\w*|suspect\w*|mere(?:ly)?|alone|sole(?:ly)?|the one|discriminat\w+|prejudice\w*|dis(?!c|p|t|h)\w+|only|just"
    r"|stop\w*|avoid\w*|abolish\w*|lo(?:se|st|ses|sing|ss)|non\w*|violat\w+|in(?:valid|complete|eligible|visible|just)\w*"
    r"|wrong\w*|overstay\w*|hat(?:e|red)\w*|difficult\w*|hard|different\w*|forbid\w*|prohibit\w*|exclu\w+|dismiss\w*|absen\w+)\b",
    re.I,
)
_ANY_NO_EN = re.compile(
    r"n['’]t\b|\b(?:no|non|not|cannot|never|none|nothing|nobody|nowhere|neither|nor|without|un(?!i[otvqfs]|der|til|cle(?!a))\w{3,}"
    r"|in(?:valid|eligib|suffici|visib|capab|appropriat|complet|consist|abilit|differ|direct|justice|accura|activ|adequa|admissib|dependen|defin|famous|secur|sensit|secure)\w*"
    r"|im(?:possib|patien|polite|proper|perfect|mun|mobil|moral)\w*|il(?:legal|leg|licit|logic)\w*|ir(?:regular|relevan|responsib|reversib)\w*"
    r"|dis(?!cuss|tric|tribut|cover|play|tanc|h|k|ease|cipl|co|patch|creet)\w{3,}|\w{3,}less(?:ly|ness)?|non\w+|fail\w*|refus\w*|den(?:y|ied|ies|ying|ial)\w*|reject\w*|lack\w*|missing|miss(?:ed|es)?"
    r"|absen\w*|only|few\w*|little|less|hardly|scarcely|barely|rarely|seldom|until|till|unless|except\w*|but|instead|rather|too(?! ?[.,;])|stop\w*|ceas\w*|avoid\w*|prevent\w*|ban|banned|bans|barred"
    r"|prohibit\w*|forbid\w*|forbad\w*|los[et]\w*|loss\w*|against|alone|differ\w*|hard|difficult\w*|doubt\w*|ignor\w*|silen\w*|regardless|despite|whether"
    r"|other than|otherwise|free (?:of|from)|exempt\w*|waive\w*|withh\w*|withdr\w*|abst\w*|abandon\w*|cancel\w*|remain\w*|even|any|secret\w*|hid\w*|forg[eo]t\w*|wrong\w*|false\w*"
    r"|deficien\w*|exclu\w*|outlaw\w*|contrary|reluctan\w*|hesita\w*|declin\w*|neglect\w*|overlook\w*|restrict\w*|limit\w*|pending|enough|zero|minus|mere\w*|beyond|out of|short of|far from|yet"
    r"|than|impossible|anonym\w*|vain|deaf|mystery|vacan\w*|stuck|rare\w*|short|fine|before commerciali\w+|must|empty|closed|worst|left out|left open|vague\w*|ambiguous|repel\w*|room for|block\w*|second-(?:lowest|least|fewest)|weak)\b|\b(?:ine|inde|unde|una|unb)\w+|\?",
    re.I,
)
"""What may bring a no into Japanese; without any of these one is not expected."""
_PLAIN_NO_EN = re.compile(
    r"n['’]t\b|\b(?:no|not|cannot|never|none|nothing|nobody|neither|nor|without|unless|unable|fail\w*|yet to)\b",
    re.I,
)
_MORE_THAN = re.compile(r"\b[Nn]ot only\b|\bbut also\b")
"""だけでなく is a no that denies nothing."""
_FORBIDS_EN = re.compile(
    r"n['’]t\b|\b(?:no|not|cannot|never|none|nothing|nobody|neither|nor|without|unless|until|only|prohibit\w*|forbid\w*|forbad\w*|ban\w*|barred|refrain\w*|avoid\w*|il\w+|unlawful\w*|unaccept\w+|"
    r"inadmiss\w+|taboo|wrong\w*|beware|fail\w*|refus\w*|keep from|off.limits|stop\w*|too|hardly|void|free (?:of|from)|restrict\w*|limit\w*|less|than|careful|mistak\w*)\b",
    re.I,
)
"""What may bring てはならない: that something must be does not."""
_ENDS_IN_NO = re.compile(
    r"(?:(?:こと|もの|わけ|はず|つもり|必要|余地|可能性|資格|権利|予定|義務)[はがも]な(?:い|かった)|不可能だ(?:った)?|[さかがなまらわばたしれべねめきりてでえけせげいじ](?<!もしれ)(?<!ほか)(?<!に違い)(?<!しか)(?<!まま)ない|では?ない|はならない|なかった|ません(?:でした)?|[でき]きず)(?=[。」]|と(?:し|述|話|語|主|警|判|明)|\Z)"
)
_NO_NO = re.compile(
    r"しか(?<!欲しか)(?![しもっ])[^。「」]{0,24}?(?:な(?:い|かった)|ません(?:でした)?)|ずにはいられ(?:ない|なかった|ません(?:でした)?)|にもかかわらず|かかわらず|のみならず|問わず|な(?:ければ|くては|きゃ|いと)(?:な[らり]|いけ)(?:ない|なかった|ません(?:でした)?)?|ねば(?:な[らり]|いけ)(?:ない|なかった|ません(?:でした)?)?"
    r"|かもしれ(?:ない|ません)|かね(?:ない|なかった|ません)|構(?:わない|いません)|かま(?:わない|いません)|差し支え(?:ない|ありません)|変わら(?:ない|なかった|ず)|変わりません|にほかなら(?:ない|なかった)|にほかなりません|に過ぎない|に違いない|にすぎない|ざるを得(?:ない|なかった|ません(?:でした)?)|しかない|しかなかった|しかありません(?:でした)?|だけで(?:は)?な[くい]|ばかりで(?:は)?な[くい]|間違いない|やまない|限りない|申し訳(?:ない|なかった|ありません|ございません)(?:でした)?|欠かせ(?:ない|なかった|ません)|忘れては(?:ならない|なりません|いけない|いけません)|崩さ(?:ない|なかった)|気が気で(?:は)?(?:ない|なかった|ありません(?:でした)?)|ほかない|変わりない"
    r"|計り知れない|言うまでもない|絶えない|数え切れない|少なくない|のではないか|ではないか|のではないだろうか|ではないだろうか|じゃないか|仕方ない|危ない|少ない|さりげない|何気ない|とんでもない|もったいない|切ない(?<!一切ない)|つまらない|たまらない|くだらない|つたない|はかない|あどけない|だらしない|情けない|頼りない|物足りない|思いがけない|やむを得ない|知れない"
)
"""Noes that say no no. Each branch begins with a letter of its own, so that the search runs over all others."""


class Loop(Check):
    """The target repeats itself.

    Engines fall into loops; delete what is repeated or draft the unit again.
    """

    id = "machine.loop"
    family = "machine"
    severity = Severity.ERROR
    bad = Example("They waited.", "彼らは待った、待った、待った、待った、待った。")
    good = Example("They waited.", "彼らは待った。")

    def worth(self, document: Document, context: CheckContext) -> Collection[int] | None:
        """Where something stands again and again."""
        return sorted(document.tagged.union(document.targets.looping()))

    def check(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """A stretch four times in a row, or six characters three times, that the source lacks."""
        target = stripped(unit.target)[0] if "<" in unit.target else unit.target
        if not _often(target):
            return
        for pattern in (_LOOP, _LONG_LOOP):
            match = pattern.search(target)
            if match and not _HARMLESS.match(match.group(1)) and not pattern.search(unit.source):
                start = unit.target.find(match.group())
                spans = [(start, start + len(match.group()))] if start >= 0 else []
                yield self.finding(
                    unit,
                    _("“{text}” is repeated; draft it again").format(text=match.group(1)[:20]),
                    target=spans,
                )
                return


class Junk(Check):
    """Pieces of an engine's alphabet in the target.

    `<unk>`, `▁`, replacement characters: draft the unit again.
    """

    id = "machine.junk"
    family = "machine"
    severity = Severity.ERROR
    bad = Example("The café closed.", "その<unk>は閉店した。")
    good = Example("The café closed.", "そのカフェは閉店した。")
    letters = "<▁\ufffd\u2047"

    def check(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """Markers that the source does not hold."""
        spans = [m.span() for m in _JUNK.finditer(unit.target) if m.group() not in unit.source]
        if spans:
            yield self.finding(unit, _("remove the engine's leftovers"), target=spans)


class Length(Check):
    """The target is far too short or far too long.

    Something was dropped or made up.
    """

    id = "machine.length"
    family = "machine"
    severity = Severity.WARNING
    bad = Example(
        "The court ruled on Tuesday that the state must pay damages to the couples.", "裁判。"
    )
    good = Example(
        "The court ruled on Tuesday that the state must pay.",
        "裁判所は火曜日、国に支払いを命じた。",
    )

    def worth(self, document: Document, context: CheckContext) -> Collection[int] | None:
        """Those out of proportion as they stand."""
        band = _bands(info(context.source_language).code, info(context.target_language).code)
        named = set(document.tagged)
        for n, unit in enumerate(document.units):
            source, target = len(unit.source), len(unit.target)
            low, high = band(source)
            if not low * source <= target <= high * source:
                named.add(n)
        return sorted(named)

    def check(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """Characters against characters, for sources of thirty and more."""
        source, target = (
            len(stripped(text)[0] if "<" in text else text) for text in (unit.source, unit.target)
        )
        if not target or _in_band(source, target, context):
            return
        if target < source * _band(source, context)[0]:
            yield self.finding(unit, _("much shorter than its source; is something missing?"))
        else:
            yield self.finding(unit, _("much longer than its source; is something made up?"))


def _in_band(source: int, target: int, context: CheckContext) -> bool:
    low, high = _band(source, context)
    return low * source <= target <= high * source


def _band(source: int, context: CheckContext) -> tuple[float, float]:
    return _bands(info(context.source_language).code, info(context.target_language).code)(source)


@cache
def _bands(source_code: str, target_code: str) -> Callable[[int], tuple[float, float]]:
    """For a source of so many characters: target characters to each, at least and at most."""
    if (source_code, target_code) == ("en", "ja"):
        last = _ENGLISH_JAPANESE[0][0]
        table = [
            next((low, high) for least, low, high in _ENGLISH_JAPANESE if n >= least)
            for n in range(last + 1)
        ]
        return lambda source: table[min(source, last)]
    usual = _RATIO.get(target_code, (0.4, 2.5)) if info(source_code).spaced else (1.0, 6.0)
    return lambda source: usual if source >= 30 else (0, float("inf"))


class Negation(Check):
    """The source says no and the target does not.

    The costliest mistake an engine makes.
    """

    id = "machine.negation"
    family = "machine"
    severity = Severity.WARNING
    languages = ("ja",)
    bad = Example("The law does not recognise their union.", "法律は二人の関係を認めている。")
    good = Example("The law does not recognise their union.", "法律は二人の関係を認めていない。")

    def worth(self, document: Document, context: CheckContext) -> Collection[int] | None:
        """Those with a no on the English side."""
        return document.lower_sources.saying(_SAYING_NO)

    def check(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """A negation in an English source, no sign of one in Japanese."""
        if info(context.source_language).code != "en":
            return
        source = unit.source.lower()
        if not any(map(source.__contains__, _SAYING_NO)):
            return
        match = _lost(unit.source, unit.target)
        if match and (explained := _explained(unit.source, unit.target)) != unit.source:
            match = _lost(explained, unit.target, unit.source)
        if match:
            yield self.finding(
                unit, _("“{text}” seems lost").format(text=match.group()), source=[match.span()]
            )


def _lost(source: str, target: str, whole: str = "") -> re.Match[str] | None:
    """An English no of which there is no sign in Japanese. `whole` is the source with the noes that are
    explained and blanked in `source`."""
    said = _NO_NO.sub(_kept_no, target)
    noes = bool(_NOT_JA.search(said))
    both = _NEITHER.search(source) if noes and "either" in source else None
    if both and len(_NOT_JA.findall(said)) + len(_WORDED_JA.findall(target)) < 2:
        return both
    without = len(_WITHOUT.findall(source))
    if noes and (not without or len(_NOT_JA.findall(said)) > without):
        return None  # as in most cases, and far cheaper than the next question
    match = _STRONG_EN.search(source)
    if noes and not match:
        return None
    if match:
        return None if _said(whole or source, target) else match
    match = _WEAK_EN.search(source)
    if match and match[0].lower().startswith("not "):
        return None if _NOT_ONLY.search(target) else match
    if not match:
        return None
    others = bool(_SELDOM.match(match[0]) and _WORDED_EN.search(source, match.end()))
    return None if len(_WORDED_JA.findall(target)) > others else match  # hardly ever refuses


_SELDOM = re.compile("hardly|scarcely|seldom|rarely", re.I)
_NEITHER = re.compile(
    r"(?:\bnot\b|n['’]t\b)[^.;]{1,80}(?:\band|\bbut|;|,)[^.;]{1,60}(?:\bnot\b|n['’]t\b)[^.;]{1,60}\beither\b"
)
_NOT_ONLY = re.compile("だけで|も|ならず|とどまら|ばかり|さらに|ほか|加え|かつ|限ら")
_CHANGES = ("変わら", "変わり", "知れな", "絶えな", "少な", "危な", "仕方")


def _kept_no(match: re.Match[str]) -> str:
    """Of noes that need not say no, those that may answer one."""
    return match[0] if match[0].startswith(_CHANGES) else ""


@cache
def _answers(name: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(rf"\b(?:{row[0]})(?![a-z])", re.I), row[1])
        for row in rows(name)
        if len(row) > 1
    )


def _explained(source: str, target: str) -> str:
    """The source with every no blanked that the target says without one of grammar; offsets stay."""
    for english, japanese in _answers("noes.en-ja.tsv"):
        if english.search(source) and re.search(japanese, target):
            source = english.sub(lambda m: "_" * len(m[0]), source)
    return source


@lru_cache(maxsize=1024)
def _said_as(word: str) -> tuple[str, ...]:
    """How Japanese may say a word that may bring a no, without one."""
    names = ("noes.en-ja.tsv", "no-bringers.en-ja.tsv")
    return tuple(
        japanese for name in names for english, japanese in _answers(name) if english.search(word)
    )


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


class NegationAdded(Check):
    """The target says no and nothing in the source does.

    A no too many turns a sentence round as one too few does.
    """

    id = "machine.negation-added"
    family = "machine"
    severity = Severity.WARNING
    languages = ("ja",)
    bad = Example("The law recognises their union.", "法律は二人の関係を認めていない。")
    good = Example("The law recognises their union.", "法律は二人の関係を認めている。")

    def worth(self, document: Document, context: CheckContext) -> Collection[int] | None:
        """Those that end a sentence with a no."""
        return document.targets.saying(("ない", "なかった", "ません", "きず", "不可能"))

    def check(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """A sentence that ends in a negation, for a source without a word that could bring one."""
        if info(context.source_language).code != "en":
            return
        if not _ENDS_IN_NO.search(unit.target):  # no match is made by what is taken out
            return
        target = _NO_NO.sub(lambda m: "＊" * len(m[0]), unit.target)
        match = _ENDS_IN_NO.search(target)
        if not match:
            return
        source = _MORE_THAN.sub(_blank, unit.source) if " only " in unit.source else unit.source
        bringing = _ANY_NO_EN.search(source)
        if bringing and match[0].startswith("はなら") and target[match.start() - 1] in "てで":
            bringing = _FORBIDS_EN.search(source)
        elif bringing and not _PLAIN_NO_EN.search(source):
            before = unit.target[: match.start()]
            open_ = [
                m
                for m in _ANY_NO_EN.finditer(source)
                if not any(re.search(said, before) for said in _said_as(m[0].lower()))
            ]
            bringing = open_[0] if open_ else None
            noes = len(_NOT_JA.findall(target)) - target.count("なけれ") - target.count("なくて")
            if bringing and noes > len(open_):
                bringing = None  # each no brings one
        if not bringing:
            yield self.finding(unit, _("the source does not say no"), target=[match.span()])


def _often(text: str) -> bool:
    """Whether a loop is possible: of the pairs of letters in the shortest, two letters four times
    over, two stand three times, and so do a longer one's. Far cheaper than looking for the loop, and
    true of few texts."""
    if _FOUR.search(text):
        return True
    pairs = Counter(map(add, text, text[1:]))
    return sum(count > 2 for count in pairs.values()) > 1


def _said(source: str, target: str) -> bool:
    """Whether the target holds more words that say no than the source's other words account for."""
    words = len(_WORDED_JA.findall(target))
    return words > len(_WORDED_EN.findall(_STRONG_EN.sub("", source)))


def _said_of_drafts() -> dict[str, str]:
    """What a code of a draft's provenance means, where no other check finds it by itself."""
    return {
        "engine": _("the engine failed on a sentence: translate it, or try another engine"),
        "refused": _("the engine would not translate this"),
        "language": _("the engine answered in another language"),
        "cut-off": _("the engine's answer was cut off"),
        "nothing": _("the engine's answer was empty"),
        "moved": _("what is copied had no place in the draft and stands at its end: move it"),
        "markup": _("a tag or a link had no place in the draft: put it where it belongs"),
    }


class Marked(Check):
    """The draft says what its engine could not do.

    A sentence on which the engine failed is left out of the draft; the others are there. Japanese names
    stand in kana, as nobody can hear their kanji.
    """

    id = "machine.marked"
    family = "machine"
    severity = Severity.WARNING
    empty = True
    bad = Example("No one was hurt.", "")
    good = Example("No one was hurt.", "負傷者はいなかった。")

    def worth(self, document: Document, context: CheckContext) -> Collection[int] | None:
        """Unconfirmed drafts with something to say."""
        return [
            n
            for n, unit in enumerate(document.units)
            if unit.provenance and unit.provenance.warnings and unit.state is not State.CONFIRMED
        ]

    def check(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """Warnings of the provenance that no other check finds by itself."""
        made = unit.provenance
        if made is None or made.origin is not Origin.MT or unit.state is State.CONFIRMED:
            return
        for code, message in _said_of_drafts().items():
            if code in made.warnings:
                yield self.finding(unit, message)
        for kana, span in _in_kana(unit) if "kanji" in made.warnings else ():
            yield self.finding(
                unit,
                _("name: find the kanji of {name}").format(name=kana),
                target=[span],
                severity=Severity.NOTE,
            )


def _in_kana(unit: Unit) -> Iterator[tuple[str, tuple[int, int]]]:
    """Japanese names of the source that stand in katakana in the target, each once."""
    from workbench.language.names import rendered  # a large table

    words = {word for word in _NAME.findall(unit.source) if len(word) > 2}
    kana = {one.text for one in map(rendered, sorted(words)) if one and one.japanese}
    seen = set()
    for match in _KATAKANA_NAME.finditer(unit.target):
        if kana.issuperset(match[0].split("・")) and match[0] not in seen:
            seen.add(match[0])
            yield match[0], match.span()


CHECKS: tuple[type[Check], ...] = (Loop, Junk, Length, Negation, NegationAdded, Marked)
