"""Checks of targets in Korean, Chinese, French, Spanish and English.

Lives here: what these languages have rules for: script and language, punctuation, quotation marks, spaces before
French punctuation, forms of address. Where a language has no rule no check names it, and `check --verbose` says so.
May import: model, language, wording and `check`, `lists`, `prefilter` of this room.
Apart from the families of Japanese because hardly a rule is shared: those are of kana and full widths.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from workbench.checks.check import Check, CheckContext, Example
from workbench.checks.lists import rows
from workbench.checks.prefilter import Document
from workbench.language import info
from workbench.language.tags import TAG, stripped
from workbench.language.verbatim import blanked
from workbench.model import Finding, Fix, Kind, Severity, Span, Unit
from workbench.wording import _

_BLANK = "\ufffc"
_SCRIPTS = {
    "ko": re.compile("[가-힣]"), "zh": re.compile("[\u3400-\u9fff]"), "fr": re.compile("[A-Za-zÀ-ÿ]"),
    "es": re.compile("[A-Za-zÀ-ÿ]"),
}  # fmt: skip
_FOREIGN = {
    "ko": re.compile("[\u3041-\u30ff]+"),
    "zh": re.compile("[\u3041-\u3096\u30a1-\u30fa가-힣]+"),
    "fr": re.compile("[\u3041-\u30ff\u3400-\u9fff가-힣]+"),
    "es": re.compile("[\u3041-\u30ff\u3400-\u9fff가-힣]+"),
}
_LITTLE = {
    "en": frozenset("the and of is are was were that with for not which this has have from by it they who will".split()),
    "fr": frozenset("le la les des du et est sont que qui dans pour pas une un au aux sur avec ce cette".split()),
    "es": frozenset("el la los las del y es son que en para no una un al con por se su lo".split()),
}  # fmt: skip
_EAST = dict(zip(",.!?;:", "，。！？；：", strict=True))
_SENTENCES = (Kind.PARAGRAPH, Kind.QUOTE)
_HAN = "\u3400-\u9fff"


def _masked(text: str) -> str:
    """The text with tags, code and addresses blanked, offsets kept."""
    return blanked(text, _BLANK)


_SOUGHT = 40
"""Stretches of other writing that are looked for in the source one by one."""


class OtherLanguage(Check):
    """The target is not written in its language.

    Korean without Hangul, Chinese without characters, kana in either, characters of the other Chinese
    script, East Asian writing in French or Spanish, a target that is still English. What stands in the source, too, is let through.
    """

    id = "completeness.other-language"
    family = "completeness"
    severity = Severity.ERROR
    languages = ("ko", "zh", "fr", "es")
    bad = Example("The mayor resigned on Monday.", "The mayor resigned on Monday, and that was it.")
    good = Example("The mayor resigned on Monday.", "시장은 월요일에 사임했다.")

    def check(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """One finding, on what is of another language."""
        code = info(context.target_language).code
        target = _masked(unit.target)
        known = {m[0] for m in _FOREIGN[code].finditer(unit.source)}
        found = [m for m in _FOREIGN[code].finditer(target) if m[0] not in known]
        if (
            len(found) <= _SOUGHT
        ):  # a part of what the source has, too; of more it is not worth the time
            found = [m for m in found if m[0] not in unit.source]
        spans = [m.span() for m in found]
        words = re.findall(r"[A-Za-z]{2,}", stripped(unit.source)[0])
        if (
            not _SCRIPTS[code].search(target)
            and len(words) > 2
            and target.strip() != unit.source.strip()
        ):
            spans = [(0, len(target))]
        elif code == "zh":
            spans += _other_script(target, unit.source, context.target_language)
        elif code in _LITTLE:
            spans += _english(target, code)
        if spans:
            message = _("write it in {language}").format(language=info(code).native)
            yield self.finding(unit, message, target=sorted(spans))


def _other_script(target: str, source: str, language: str) -> list[Span]:
    from workbench.language import with_script
    from workbench.language.chinese import written_in

    other = "Hans" if with_script(language) == "zh-Hant" else "Hant"
    wrong = set(written_in(target)[other]) - set(source)
    return [(at, at + 1) for at, char in enumerate(target) if char in wrong]


def _english(target: str, code: str) -> list[Span]:
    """The whole target where its little words are English ones."""
    words = re.findall(r"[^\W\d_]+", target.lower())
    english = sum(word in _LITTLE["en"] for word in words)
    own = sum(word in _LITTLE[code] for word in words)
    return [(0, len(target))] if english > 2 and english > 2 * own else []


class SpanishOpening(Check):
    """A Spanish question or exclamation has no ¿ or ¡ before it."""

    id = "punctuation.opening"
    family = "punctuation"
    severity = Severity.WARNING
    languages = ("es",)
    bad = Example("Who won?", "Quién ganó?")
    good = Example("Who won?", "¿Quién ganó?")
    letters = "?!"

    def check(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """Each closing mark in whose sentence nothing opens it."""
        target = _masked(unit.target)
        spans = []
        for match in re.finditer(r"([?!])[?!]*", target):
            before = target[max(0, match.start() - 600) : match.start()]
            sentence = re.split(r"[?!]|\.\s", before)[-1]
            if not re.search("[¿¡]", sentence) and re.search(r"[^\W\d_]", sentence):
                spans.append(match.span())
        if spans:
            yield self.finding(unit, _("open it with ¿ or ¡"), target=spans)


class FrenchSpaces(Check):
    """French sets a no-break space before ; : ! ? » and after «."""

    id = "spacing.french"
    family = "spacing"
    severity = Severity.NOTE
    languages = ("fr",)
    bad = Example("Who won?", "Qui a gagné?")
    good = Example("Who won?", "Qui a gagné ?")
    letters = ";:!?»«"
    _BEFORE = re.compile(rf"(?<=[^\s\u00a0\u202f{_BLANK}])([;:!?»])(?![\w/\\)&])")
    _AFTER = re.compile(rf"«(?=[^\s\u00a0\u202f{_BLANK}])")

    def check(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """All places, with a repair."""
        target = _masked(unit.target)
        edits: list[tuple[Span, str]] = []
        for match in self._BEFORE.finditer(target):
            if match[0] in "!?" and target[match.start() - 1] in "!?(…":
                continue
            at = match.start()
            edits.append(((at, at), "\u00a0" if match[0] in ":»" else "\u202f"))
        edits += [((m.end(), m.end()), "\u00a0") for m in self._AFTER.finditer(target)]
        if edits:
            message = _("set a no-break space there")
            spans = [(max(0, a - 1), a + 1) for (a, _b), _text in edits]
            yield self.finding(unit, message, target=spans, fix=Fix(message, tuple(sorted(edits))))


class OwnQuotes(Check):
    """Quotation marks of another language.

    French « », Chinese “ ” or, in traditional characters, 「 」; straight ones in either.
    """

    id = "quotes.own"
    family = "quotes"
    severity = Severity.NOTE
    languages = ("fr", "zh")
    bad = Example('He said "yes".', 'Il a dit "oui".')
    good = Example('He said "yes".', "Il a dit « oui ».")
    letters = '"“”「」„'

    def check(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """Marks that the language sets otherwise; those inside others are let be."""
        from workbench.language import with_script

        target = _masked(unit.target)
        if info(context.target_language).code == "fr":
            if "«" in target:  # “ ” stand inside « »
                return
            pattern, wanted = '["“”„]', "« »"
        elif with_script(context.target_language) == "zh-Hant":
            pattern, wanted = '["“”]', "「 」"
        else:
            pattern, wanted = '["「」]', "“ ”"
        spans = [m.span() for m in re.finditer(pattern, target)]
        if spans and not re.search(r'\d["”]', target):
            yield self.finding(unit, _("write {marks}").format(marks=wanted), target=spans)


class ChinesePunctuation(Check):
    """Use full-width ，。！？；： after Chinese characters."""

    id = "punctuation.chinese"
    family = "punctuation"
    severity = Severity.WARNING
    languages = ("zh",)
    bad = Example("Yes, it is.", "是的,没错.")
    good = Example("Yes, it is.", "是的，没错。")
    letters = ",.!?;:"
    _MARK = re.compile(rf"(?<=[{_HAN}”」』）》])[,!?;:.](?![A-Za-z0-9.,/])")

    def check(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """All places, with a repair."""
        target = _masked(unit.target)
        edits = tuple((m.span(), _EAST[m[0]]) for m in self._MARK.finditer(target))
        if edits:
            message = _("write it full-width")
            yield self.finding(
                unit, message, target=[s for s, _t in edits], fix=Fix(message, edits)
            )


class UnendedSentence(Check):
    """The sentence of the source ends, the target's does not. Headings and list items are let through."""

    id = "punctuation.unended"
    family = "punctuation"
    severity = Severity.NOTE
    languages = ("ko", "zh", "fr", "es")
    bad = Example(
        "The court agreed with the plaintiffs.", "Le tribunal a donné raison aux plaignants"
    )
    good = Example(
        "The court agreed with the plaintiffs.", "Le tribunal a donné raison aux plaignants."
    )
    _ENDED = re.compile(r"[.!?。！？…:：;；][\s\"”’»」』）)\u00a0\u202f]*$")

    def check(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """A paragraph ending in . ! ? or 。 whose target has no mark at its end."""
        if unit.kind not in _SENTENCES:
            return
        source, target = (TAG.sub("", text).rstrip() for text in (unit.source, unit.target))
        if len(source.split()) < 4 and source.isascii():
            return
        if (
            re.search(r"[.!?。！？][\"”’」』)]*$", source)
            and target
            and not self._ENDED.search(target)
        ):
            at = len(unit.target)
            yield self.finding(unit, _("end the sentence"), target=[(max(0, at - 1), at)])


class _Address(NamedTuple):
    """How a document speaks to its reader."""

    usual: str
    rarer: Mapping[str, list[Span]]


_WAYS: Mapping[str, Mapping[str, re.Pattern[str]]] = {
    "fr": {
        "tu": re.compile(r"\b(?:tu|toi|ton|tes|t['’](?:as|es|a|en|y))\b", re.I),
        "vous": re.compile(r"\b(?:vous|votre|vos)\b", re.I),
    },
    "es": {
        "tú": re.compile(r"\b(?:tú|ti|contigo|tus?|tuy[oa]s?|eres|tienes|puedes|debes|quieres|necesitas)\b", re.I),
        "usted": re.compile(r"\b(?:ustedes|usted|tenga|pueda|permítanos)\b", re.I),
    },
    "ko": {
        "해요": re.compile(r"[가-힣](?:요|죠)(?=[.?!…]|$)"),
        "합니다": re.compile(r"[가-힣](?:니다|니까|십시오)(?=[.?!…]|$)"),
        "한다": re.compile(r"(?<!니)다(?=[.…]|$)"),
    },
}  # fmt: skip
"""The forms of address that are told apart, by language; the Korean ones end sentences."""
_SPEAKS = re.compile(
    r"\b(?:I|my|me|we|our|us|you|your|please|do not)\b|n['’]t\b|['’](?:m|re|ve|ll)\b|です|ます",
    re.I,
)
_QUOTED = re.compile(
    '“[^“”]{0,2000}”|"[^"]{0,2000}"|«[^«»]{0,2000}»|‘[^‘’]{0,2000}’|「[^「」]{0,2000}」'
)


class MixedAddress(Check):
    """Two forms of address are mixed: tu and vous, tú and usted, 해요 and 합니다.

    The document's usual one decides; what stands in quotation marks is exempt.
    """

    id = "register.address"
    family = "register"
    severity = Severity.WARNING
    languages = ("fr", "es", "ko")
    whole = True
    bad = Example(
        "You won. / You lost. / You left.", "Vous avez gagné. / Vous avez perdu. / Tu es parti."
    )
    good = Example(
        "You won. / You lost. / You left.", "Vous avez gagné. / Vous avez perdu. / Vous êtes parti."
    )

    def check(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """Places of the rarer form."""
        code = info(context.target_language).code
        found = context.once(f"address {code}", lambda document: _address(document, code))
        if spans := found.rarer.get(unit.id):
            message = _("the document says {form}").format(form=found.usual)
            yield self.finding(unit, message, target=spans)


def _address(document: Document, code: str) -> _Address:
    count: Counter[str] = Counter()
    places: dict[str, dict[str, list[Span]]] = {}
    for unit in document.units:
        if not unit.target or unit.kind not in _SENTENCES:
            continue
        if code == "ko" and _SPEAKS.search(unit.source):
            continue  # a report that is 한다 lets people speak in 합니다
        for way, spans in _ways(unit.target, code).items():
            count[way] += 1
            places.setdefault(way, {})[unit.id] = spans
    if len(count) < 2:
        return _Address("", {})
    (usual, most), *others = count.most_common()
    if most < 2 or any(times * 2 > most for _way, times in others):
        return _Address("", {})  # a document of two voices
    rarer: dict[str, list[Span]] = {}
    for way, _times in others:
        for unit_id, spans in places[way].items():
            rarer.setdefault(unit_id, []).extend(spans)
    return _Address(usual, rarer)


@lru_cache(maxsize=1024)
def _ways(target: str, code: str) -> Mapping[str, list[Span]]:
    plain = _QUOTED.sub(lambda match: _BLANK * len(match[0]), _masked(target))
    found = {way: [m.span() for m in p.finditer(plain)] for way, p in _WAYS[code].items()}
    return {way: spans for way, spans in found.items() if spans}


class MixedSpelling(Check):
    """British and American spelling are mixed: colour and color, recognise and recognize.

    The document's usual one decides, word endings in -ise and -ize beside other families: Oxford writes colour
    and recognize. What stands in quotation marks is exempt.
    """

    id = "consistency.english"
    family = "consistency"
    severity = Severity.NOTE
    languages = ("en",)
    whole = True
    bad = Example("色。 / 色。 / 中心。", "The colour. / A colour of honour. / The center.")
    good = Example("色。 / 色。 / 中心。", "The colour. / A colour of honour. / The centre.")

    def check(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """Words of the rarer spelling."""
        rarer = context.once("english spelling", _spelling)
        plain = _QUOTED.sub(lambda match: _BLANK * len(match[0]), _masked(unit.target))
        found = [(m, rarer[m[0].lower()]) for m in _LATIN.finditer(plain) if m[0].lower() in rarer]
        if found:
            said = _("the document spells it {form}").format(form=found[0][1])
            yield self.finding(unit, said, target=[match.span() for match, _form in found])


_LATIN = re.compile(r"[A-Za-z]{3,}")


@lru_cache(maxsize=1)
def _families() -> Mapping[str, tuple[str, str, str]]:
    """By word the family and side it is of, and how the other side spells it."""
    found: dict[str, tuple[str, str, str]] = {}
    for british, american in rows("spelling.en.tsv"):
        family = "ise" if british.replace("is", "iz") == american else "other"
        found[british] = (family, "British", american)
        found[american] = (family, "American", british)
    return found


def _spelling(document: Document) -> Mapping[str, str]:
    """The words of the rarer spelling, and how the document spells them."""
    families = _families()
    count: Counter[tuple[str, str]] = Counter()
    for unit in document.units:
        plain = _QUOTED.sub(" ", unit.target)
        for word in _LATIN.findall(plain):
            if known := families.get(word.lower()):
                count[known[:2]] += 1
    rare = set()
    for family in ("ise", "other"):
        sides = sorted((count[family, side], side) for side in ("British", "American"))
        if 0 < sides[0][0] * 2 <= sides[1][0]:
            rare.add((family, sides[0][1]))
    return {word: other for word, (*key, other) in families.items() if tuple(key) in rare}


CHECKS: tuple[type[Check], ...] = (
    OtherLanguage, SpanishOpening, FrenchSpaces, OwnQuotes, ChinesePunctuation, UnendedSentence, MixedAddress, MixedSpelling,
)  # fmt: skip
