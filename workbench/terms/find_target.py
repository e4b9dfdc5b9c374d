"""A form of a term in a target text.

Lives here: `find_form`. In Japanese a form is sought on folded characters, with okurigana optional
inside compounds, and each place is then accepted or rejected by its morphemes: 性 is not found in
可能性, レズ not in レズビアン; 控訴する is found in 控訴した, 認める in 認めない.
In spaced languages a form is sought word by word on lemmas; Korean and Chinese have modules of their own.
Takes a form and a text, gives spans.
May import: model, language and the modules of this room.
Apart from `verdicts` because finding is one thing, judging another.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from workbench.language import info
from workbench.language.fold import fold, is_kanji, is_katakana
from workbench.language.tags import stripped
from workbench.model import Span
from workbench.terms.concept import Concept, Matcher, Terms
from workbench.terms.known_words import known
from workbench.terms.target_forms import base_forms, needed, pattern, verbal_noun

if TYPE_CHECKING:
    from workbench.language.japanese import Morpheme

_KANJI = re.compile(r"[\u3400-\u9fff々]")
_SURU = {"する", "できる", "出来る", "される", "させる", "為る", "なさる", "致す", "いたす"}
_AFTER_VERB = {"助動詞"}
_NOMINAL = {"さ", "み"}
"""Endings that make a noun of an adjective: 生きづらさ."""


_without_tags = lru_cache(maxsize=64)(stripped)


@lru_cache(maxsize=2048)
def find_form(form: str, text: str, language: str) -> tuple[Span, ...]:
    """Where `form` stands in `text`, in order; spans take an inflected ending along, and inline tags that
    stand inside the form."""
    plain, offsets = _without_tags(text) if "<" in text else (text, [])
    if len(plain) < len(text):
        return tuple((offsets[a], offsets[b - 1] + 1) for a, b in find_form(form, plain, language))
    code = info(language).code
    if code == "ja":
        return tuple(_japanese(form, text))
    if code == "ko":
        from workbench.terms.find_korean import korean

        return tuple(korean(form, text))
    if code == "zh":
        from workbench.terms.find_chinese import chinese

        return tuple(chinese(form, text))
    if info(code).spaced:
        return tuple(_spaced(form, text, code))
    key, offsets = fold(text, code)
    wanted = fold(form, code)[0]
    places = (match.start() for match in re.finditer(re.escape(wanted), key)) if wanted else ()
    return tuple((offsets[a], offsets[a + len(wanted)]) for a in places)


def _spaced(form: str, text: str, language: str) -> Iterator[Span]:
    for hit in _matcher_of(form, language).match(text):
        yield hit.spans[0][0], hit.spans[-1][1]


@lru_cache(maxsize=5_000)
def _matcher_of(form: str, language: str) -> Matcher:
    from workbench.terms.match_spaced import Words

    return Words([Concept("form", terms={language: Terms(preferred=form)})], language)


@lru_cache(maxsize=4096)
def _folded(text: str) -> tuple[str, list[int]]:
    return fold(text, "ja")


def _japanese(form: str, text: str) -> Iterator[Span]:
    if not form:
        return
    bases = base_forms(form)
    if bases is not None:
        yield from _by_bases(bases, text)
        return
    stem = form.removesuffix("する") if verbal_noun(form) else form
    key, offsets = _folded(text)
    if not all(map(key.__contains__, needed(stem))):
        return
    for match in pattern(stem).finditer(key):
        start, end = offsets[match.start()], offsets[match.end()]
        end = start + len(text[start:end].rstrip("・･·"))
        if text[end : end + 1] == "ー" and end - start > 2 and is_katakana(text[end - 1]):
            end += 1
        span = (start, end)
        if span[0] < span[1] and _accepted(text, span):
            yield _with_ending(text, span) if stem != form else span


def _by_bases(bases: tuple[str, ...], text: str) -> Iterator[Span]:
    """Places where the morphemes have these base forms; the ending goes along."""
    from workbench.language.japanese import edges, morphemes

    if is_kanji(bases[0][0]) and bases[0][0] not in text:
        return  # no ending changes the first character
    there = edges(text)[2]
    if not all(base in there or _older(base) in there for base in bases):
        return
    parts = morphemes(text)
    for at in range(len(parts) - len(bases) + 1):
        if parts[at].base not in {bases[0], _older(bases[0])}:
            continue
        window = parts[at : at + len(bases)]
        if all(p.base in {base, _older(base)} for p, base in zip(window, bases, strict=True)):
            end = at + len(bases)
            while end < len(parts) and _ending(parts[end]):
                end += 1
            yield window[0].start, parts[end - 1].end


def _older(base: str) -> str:
    """The base form that a dictionary may give for some forms of a verb: 反し is of 反す."""
    return base.removesuffix("る") if base.endswith("する") and len(base) > 2 else base


def _ending(part: Morpheme) -> bool:
    """What belongs to the verb or adjective before it: た, ない, られる; the さ of 生きづらさ."""
    if part.pos in _AFTER_VERB or (part.pos == "動詞" and part.detail == "接尾"):
        return True
    return part.detail == "接尾" and part.surface in _NOMINAL


def _with_ending(text: str, span: Span) -> Span:
    """A verbal noun with the する, できる or される that follows it."""
    from workbench.language.japanese import edges, morphemes

    end = span[1]
    parts = morphemes(text)
    for at in range(bisect_left(edges(text)[0], end), len(parts)):
        part = parts[at]
        if part.start > end:
            break
        if part.base in _SURU or (end > span[1] and part.pos in {*_AFTER_VERB, "動詞"}):
            end = part.end
        else:
            break
    return span[0], end


def _accepted(text: str, span: Span) -> bool:
    """Whether the characters at `span` are a word of their own, or the head of a compound."""
    start, end = span
    before = text[start - 1 : start]
    after = text[end : end + 1]
    form = text[start:end]
    if form.isascii() and not (_free(before, form[0]) and _free(after, form[-1])):
        return False
    if _in_longer_word(text, span):
        return False
    if is_katakana(form[0]) and is_katakana(form[-1]):
        return _katakana_accepted(text, span)
    return _boundaries(text, span)


def _in_longer_word(text: str, span: Span) -> bool:
    """Whether characters stand inside a listed word that says something else: 保護 in 保護者."""
    start, end = span
    form = text[start:end]
    for word in _words_around(form):
        at = word.find(form)
        while at >= 0:
            if start >= at and text.startswith(word, start - at):
                return True
            at = word.find(form, at + 1)
    return False


@lru_cache(maxsize=8192)
def _words_around(form: str) -> tuple[str, ...]:
    """The listed words that hold a form and more."""
    return tuple(w for w in sorted(known("ja").of("whole")) if form in w and form != w)


def _free(neighbour: str, edge: str) -> bool:
    """No letter or digit beside a Latin letter or digit."""
    beside = neighbour.isascii() and neighbour.isalnum()
    return not (beside and edge.isalnum())


def _katakana_accepted(text: str, span: Span) -> bool:
    """A katakana word must fill its run, or be long enough to be a part of a compound."""
    start, end = span
    a, b = start, end
    while a and is_katakana(text[a - 1]):
        a -= 1
    while b < len(text) and is_katakana(text[b]):
        b += 1
    rest = (b - a) - (end - start)
    if end - start < 5 and text[b : b + 1] == "・":
        return False  # the first piece of a name or a species: ホモ・サピエンス
    combining = known("ja").of("combining")
    if text[a:start] in combining or (rest > 1 and text[start:end] in combining):
        return False
    if text[end:b] in known("ja").of("suffix"):
        return False
    if rest == 0 or (rest == 1 and text[b - 1 : b] == "ー"):
        return True
    from workbench.language.japanese import edges

    starts, ends, _bases = edges(text)
    inner = slice(bisect_left(starts, a), bisect_left(starts, b))
    cuts = {*starts[inner], *ends[inner]}
    if start in cuts and end in cuts:
        return end - start >= 3
    return end - start >= 5 and rest >= 3 and (start == a or end == b)


def _boundaries(text: str, span: Span) -> bool:
    """Starts where a morpheme starts; ends where one ends or inside a longer noun it heads."""
    from workbench.language.japanese import edges, morphemes

    start, end = span
    parts = morphemes(text)
    first = bisect_right(edges(text)[1], start)
    previous = parts[first - 1] if first else None
    for at in range(first, len(parts)):
        part = parts[at]
        if part.start < start:
            return _heads(part, start, end)
        if part.start == start:
            suffix = part.detail == "接尾" and part.end - part.start <= 2
            attached = previous is not None and previous.end == start and previous.pos == "名詞"
            if (
                previous is not None
                and previous.end == start
                and previous.surface in known("ja").of("negating")
            ):
                return False
            named = previous is not None and previous.detail in {"固有名詞", "数"}  # 渋谷|区, 3|区
            if suffix and attached and end <= part.end and not named:
                return False
            if end - start == 1 and attached and not named and _KANJI.match(text[start - 1]):
                return False
        if part.start < end < part.end:
            place = text[start:end] in known("ja").of("place") and part.surface[-1] == "内"  # 区内
            tail = end - start >= 2 and part.surface[-1] in known("ja").of("tail")
            return part.start == start and (tail or place)
        if part.start >= end:
            if end - start == 1 and part.start == end and part.pos == "名詞":
                return part.detail == "接尾" or not _KANJI.match(text[end])
            break
    return True


def _heads(part: Morpheme, start: int, end: int) -> bool:
    """Whether start:end is the head of a dictionary compound: 会社 in 株式会社, 議会 in 都議会."""
    from workbench.language.japanese import morphemes

    before, head = part.surface[: start - part.start], part.surface[start - part.start :]
    if end != part.end or len(head) < 2 or not _KANJI.match(head):
        return False
    alone = all(len(p) == 1 and p[0].pos == "名詞" for p in (morphemes(before), morphemes(head)))
    return alone and (len(before) >= 2 or before in known("ja").of("place"))
