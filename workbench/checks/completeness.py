"""Completeness: is there a translation, and is it one?

Lives here: checks of this family. May import: model, language, wording and `check`, `prefilter`,
`lists`, `messages`, `register` of this room.
Apart from `machine` because people leave things out too.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import islice

from workbench.checks.check import Check, CheckContext, Example, registry
from workbench.checks.lists import words
from workbench.checks.messages import is_message
from workbench.checks.prefilter import Document
from workbench.checks.register import outside_quotes
from workbench.language import info
from workbench.language.fold import is_kanji
from workbench.language.tags import stripped
from workbench.language.verbatim import blanked
from workbench.model import Finding, Origin, Severity, Span, State, Unit
from workbench.wording import _

_LATIN = re.compile(r"[A-Za-z][A-Za-z'’]+(?:[ ,]+[A-Za-z][A-Za-z'’]+){3,}")
_CHINESE = re.compile("[你她們嗎呢您讓沒這哪它說還給從對會將於與個為們吗们这说时对为个]")
_LIKE_CHINESE = re.compile("[的了是在我他和想要不有就把被也都很并並与及]")
"""Characters that Chinese sentences are made with and Japanese ones without kana hardly are."""
_SCRIPTS = re.compile(
    r"[\uac00-\ud7a3\u1100-\u11ff]{2,}|[\u0400-\u04ff]{3,}|[\u0600-\u06ff]{3,}|[\u0e00-\u0e7f]{4,}|[\u0590-\u05ff]{3,}|[\u0900-\u097f]{3,}"
)
"""Writing of languages that no Japanese sentence is in."""
_FOREIGN = re.compile(
    r"[\uac00-\ud7a3\u1100-\u11ff\u0400-\u04ff\u0600-\u06ff\u0e00-\u0e7f\u0590-\u05ff\u0900-\u097f]"
)
"""A letter of it, which is found ten times as fast."""
_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]?")
_ENGLISH = re.compile(r"[A-Z][A-Za-z’',-]*(?:[ ,]+[A-Za-z][A-Za-z’'-]*){2,}[.!?]?")
_LITTLE = frozenset(
    "the a an is are was were be been of to will would it they we he she you has have had and help for in on not that this"
    " with at by from as or but too their his her can do does did".split()
)
"""Words that an English sentence has and a name hardly."""
_WORDS = re.compile(
    r"(?<![A-Za-z0-9#@./_%{$&’'=-])(?:[a-z]{4,}|[A-Z][a-z]{3,}|[A-Z]{5,})(?![A-Za-z0-9@/_&=’'-]|\.\w|:/)"
)
_LITTLE_BEFORE = re.compile(
    r"(?<![A-Za-z])(?:[Tt]he|[Hh]er|[Hh]is|[Ss]?[Hh]e|[Tt]hey|[Aa]nd|[Bb]ut|[Ff]or|[Ww]ith|[Oo]f|[Tt]o|[Ii]s|[Ww]as)(?=[\u3041-\u30ff\u3400-\u9fff])"
)
"""Little words right before Japanese."""
_LATIN_LETTERS = re.compile("[A-Za-z][A-Za-z'’]")
_KANA = re.compile(r"[\u3041-\u30ff]")


_CAPITALS = re.compile(r"[A-Z]{2,}(?: [A-Z]{2,})+")


class Empty(Check):
    """A unit has no translation.

    Draft it with `workbench pretranslate`, or write it in the editor.
    """

    id = "completeness.empty"
    family = "completeness"
    severity = Severity.WARNING
    empty = True
    bad = Example("The court agreed.", "")
    good = Example("The court agreed.", "裁判所も同意した。")

    def worth(self, document: Document, context: CheckContext) -> Collection[int] | None:
        """Those that are."""
        return [n for n, unit in enumerate(document.units) if not unit.target.strip()]

    def check(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """The target is empty or white space."""
        if not unit.target.strip():
            yield self.finding(unit, _("translate it, or draft it"))


class Untranslated(Check):
    """The target is the source, or holds words of it.

    Names and initialisms may stay, titles in brackets too; ordinary words are left over.
    """

    id = "completeness.untranslated"
    family = "completeness"
    severity = Severity.ERROR
    bad = Example("The court agreed with them.", "The court agreed with them.")
    good = Example("The court agreed with them.", "裁判所は原告側の主張を認めた。")

    def worth(self, document: Document, context: CheckContext) -> Collection[int] | None:
        """The same on both sides, or Latin words."""
        same = {
            n for n, unit in enumerate(document.units) if unit.source.strip() == unit.target.strip()
        }
        if context.target_language == "ja":
            same.update(
                n for n in document.targets.holding(_LATIN_LETTERS)
                if any(
                    pattern.search(document.units[n].target) for pattern in (_WORDS, _LATIN, _LITTLE_BEFORE, _CAPITALS)
                )
            )  # fmt: skip
        return sorted(same.union(document.tagged))

    def check(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """Equal text, a long run of Latin words in a Japanese target, or a word of the source there."""
        source, target = (_bare(text).strip() for text in (unit.source, unit.target))
        if source == target and sum(char.isalpha() for char in source) > 3 and " " in source:
            yield self.finding(unit, _("translate it"), target=[(0, len(unit.target))])
            return
        if context.target_language != "ja" or is_message(unit.source):
            return
        text = outside_quotes(blanked(unit.target))
        heading = _CAPITALS.search(text) if source.isupper() and not target.isascii() else None
        if heading and heading[0] in source and heading[0] != source:
            yield self.finding(
                unit, _("translate “{text}”").format(text=heading[0][:40]), target=[heading.span()]
            )  # fmt: skip
            return
        if match := _LATIN.search(text):
            if match.group() in unit.source:
                yield self.finding(
                    unit,
                    _("translate “{text}”").format(text=match.group()[:40]),
                    target=[match.span()],
                )
            return
        found = dict.fromkeys(_WORDS.findall(text))
        ordinary = {word for word in islice(found, _MOST_WORDS) if _ordinary(word, source)}
        left = [m for m in _WORDS.finditer(text) if m[0] in ordinary]
        little = {
            word for word in set(_LITTLE_BEFORE.findall(text)) if re.search(rf"\b{word}\b", source)
        }
        left += [m for m in _LITTLE_BEFORE.finditer(text) if m[0] in little]
        if left and not (unit.target.isascii()):
            yield self.finding(
                unit,
                _("translate “{text}”").format(text=", ".join(m[0] for m in left)[:40]),
                target=[m.span() for m in left],
                severity=Severity.WARNING,
            )


_MOST_WORDS = 500
"""Different words of one target that are sought in its source."""


def _ordinary(word: str, source: str) -> bool:
    """Whether the source has a word as an ordinary one: small, first of a sentence, or one of those
    that are translated everywhere; brands are kept."""
    small = word.lower()
    if word in words("translated.en.txt") or small.capitalize() in words("translated.en.txt"):
        return bool(re.search(rf"\b{small}\b", source, re.I))
    here = re.search(rf"(?<![\w@./#-]){small}(?![\w@/-]|\.\w)", source)
    if here:
        brand = (
            word[0].isupper() and not word.isupper() and (word in source or not _VOWEL.search(word))
        )
        return not brand and not _login(small, source)
    if word.islower() and re.search(rf"\b{small}\b", source, re.I):
        return True
    if word.isupper():
        return bool(re.search(rf"\b{small}\b", source, re.I)) and word not in source
    first = re.search(rf"(?:\A|[.!?][\"”’]? +[\"“‘]?){re.escape(word)}\b(?! [A-Z])", source)
    if not first or not word[0].isupper() or source.count(word) > 1:
        return False
    from workbench.language.lexicon import base_form  # opens a file of its own

    return base_form(small, "en") not in (None, small) and small.endswith(("s", "ed", "ing"))


_VOWEL = re.compile("[aeiou]")
_LOGIN = re.compile(r"\b(?:user ?names?|accounts?|handle|nickname|log-?in|password)\b", re.I)


def _login(word: str, source: str) -> bool:
    """Whether a small word is somebody's name in a program: your account is anjahoehn."""
    from workbench.language.lexicon import base_form  # opens a file of its own

    return bool(_LOGIN.search(source)) and base_form(word, "en") is None


def _bare(text: str) -> str:
    return stripped(text)[0] if "<" in text else text


def _jis(text: str) -> bool:
    try:
        text.encode("cp932")
    except UnicodeEncodeError:
        return False
    return True


class WrongLanguage(Check):
    """A Japanese target without a Japanese character, or with a sentence in another language.

    Numbers, addresses and names alone are let through; so is what stands in brackets.
    """

    id = "completeness.language"
    family = "completeness"
    severity = Severity.ERROR
    languages = ("ja",)
    bad = Example("The mayor resigned.", "El alcalde dimitió.")
    good = Example("The mayor resigned.", "市長が辞任した。")

    def worth(self, document: Document, context: CheckContext) -> Collection[int] | None:
        """Those without kana, with letters that Japanese has not, with sentences of either kind."""
        units, targets = document.units, document.targets
        named = {n for n, unit in enumerate(units) if not _KANA.search(unit.target)}
        named.update(n for n, unit in enumerate(units) if not _jis(unit.target))
        return sorted(
            named.union(
                targets.holding(_FOREIGN), targets.holding(_CHINESE), targets.holding(_ENGLISH)
            )
        )

    def check(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """No kana and no kanji although the source has a sentence; a sentence in Chinese, English,
        Korean; characters that only Chinese has."""
        target, source = unit.target, unit.source
        kana = bool(_KANA.search(target))
        many = re.findall(r"[a-z]{2,}", stripped(source)[0])
        if not kana and not any(map(is_kanji, target)) and len(many) > 2:
            if target.strip() != source.strip():
                yield self.finding(unit, _("write it in Japanese"), target=[(0, len(target))])
            return
        spans = [m.span() for m in _SCRIPTS.finditer(target) if m[0] not in source]
        spans += [
            (at, at + 1) for at, char in enumerate(target)
            if is_kanji(char) and not _jis(char) and _simplified(char) and char not in source
        ] if not _jis(target) else []  # fmt: skip
        if not spans:
            spans = [*_sentences(target, source)]
        if spans:
            yield self.finding(unit, _("write it in Japanese"), target=sorted(spans))


def _simplified(char: str) -> bool:
    """Whether a character stands in the mainland's standard and not in Taiwan's: no name of either."""
    return bool(char.encode("gb2312", "ignore")) and not char.encode("big5", "ignore")


def _sentences(target: str, source: str) -> Iterator[Span]:
    """Chinese and English sentences outside brackets."""
    if _CHINESE.search(target):
        for match in _SENTENCE.finditer(target):
            text = match[0]
            marks = 2 * len(set(_CHINESE.findall(text))) + len(set(_LIKE_CHINESE.findall(text)))
            if marks > 2 and not _KANA.search(text) and sum(map(is_kanji, text)) > 4:
                yield match.span()
    for match in _ENGLISH.finditer(outside_quotes(blanked(target))):
        little = sum(word in _LITTLE for word in re.findall("[a-z]+", match[0].lower()))
        if little > 1 or (little and match[0].endswith((".", "!", "?")) and not match[0].istitle()):
            yield match.span()


class ConfirmedDraft(Check):
    """A machine draft with open warnings was confirmed unchanged.

    The engine itself said what it could not do; look once more.
    """

    id = "completeness.confirmed-draft"
    family = "completeness"
    severity = Severity.NOTE
    bad = Example("No one was hurt.", "誰かが負傷した。")
    good = Example("No one was hurt.", "負傷者はいなかった。")

    def worth(self, document: Document, context: CheckContext) -> Collection[int] | None:
        """Those that remember where they come from."""
        return [n for n, unit in enumerate(document.units) if unit.provenance]

    def check(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """Origin mt, confirmed, warnings in the provenance."""
        made = unit.provenance
        if made and made.origin is Origin.MT and unit.state is State.CONFIRMED and made.warnings:
            yield self.finding(
                unit,
                _("read it again: the draft was marked {warnings}").format(
                    warnings=", ".join(made.warnings)
                ),
            )


class FuzzyUnchanged(Check):
    """A fuzzy match was confirmed without a change.

    It was made for another source: read both sides once more, and confirm again after an edit.
    """

    id = "completeness.fuzzy-unchanged"
    family = "completeness"
    severity = Severity.WARNING
    bad = Example(
        "The court agreed in May. / The court agreed in June.",
        "裁判所は5月に認めた。 / 裁判所は5月に認めた。",
    )
    good = Example(
        "The court agreed in May. / The court agreed in June.",
        "裁判所は5月に認めた。 / 裁判所は6月に認めた。",
    )

    def worth(self, document: Document, context: CheckContext) -> Collection[int] | None:
        """Those that remember where they come from."""
        return [
            n for n, unit in enumerate(document.units) if unit.provenance or unit.previous_source
        ]

    def check(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """Confirmed, from memory below 100 %, and either the text of a unit with another source or
        still marked with the source it was made for."""
        if unit.state is not State.CONFIRMED:
            return
        older = unit.previous_source
        made = unit.provenance
        fuzzy = made and made.origin is Origin.MEMORY and made.rate is not None and made.rate < 100
        copied = fuzzy and any(
            other.source != unit.source for other in context.by_target.get(unit.target, ())
        )
        if copied or (older and older != unit.source):
            yield self.finding(
                unit,
                _("made for another source; read it again")
                if not older
                else _("made for “{source}”; read it again").format(source=older[:40]),
                target=[(0, len(unit.target))],
            )


class Silenced(Check):
    """A check is silenced on this unit without a reason, one that does not exist, or in vain.

    Write `workbench-off: numbers.value the style book writes the year in kanji` as a translator
    comment: the check, then why.
    """

    id = "completeness.silenced"
    family = "completeness"
    severity = Severity.WARNING
    empty = True
    bad = Example("In 2022", "翌年")
    good = Example("In 2022", "昨年")

    def worth(self, document: Document, context: CheckContext) -> Collection[int] | None:
        """Those with such a comment."""
        return [n for n, unit in enumerate(document.units) if unit.silenced]

    def check(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """Comments without a reason or with an unknown name."""
        for name, reason in unit.silenced:
            known = registry()
            if name not in known and name not in {check.family for check in known.values()}:
                yield self.finding(unit, _("there is no check {name}").format(name=name))
            elif not reason.strip():
                yield self.finding(unit, _("say why {name} is silenced").format(name=name))
            elif not still_found(unit, name, context):
                yield self.finding(
                    unit, _("{name} finds nothing any more: remove the comment").format(name=name),
                    severity=Severity.NOTE,
                )  # fmt: skip


def still_found(unit: Unit, name: str, context: CheckContext) -> bool:
    """Whether a silenced check (or one of a silenced family) would still speak; true where it cannot
    be asked, as terms without a termbase."""
    if name.split(".")[0] == "terms" and context.termbase is None:
        return True
    asked = [c for c in registry().values() if name in (c.id, c.family) and c.id != Silenced.id]
    if not unit.target:
        asked = [c for c in asked if c.empty]
    asked = [
        c for c in asked if not c.languages or info(context.target_language).code in c.languages
    ]
    return any(next(c.check(unit, context), None) for c in asked)


CHECKS: tuple[type[Check], ...] = (
    Empty, Untranslated, WrongLanguage, ConfirmedDraft, FuzzyUnchanged, Silenced,
)  # fmt: skip
