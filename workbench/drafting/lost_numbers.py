"""Values that a draft must hold: asked for like terms, verified, repaired.

Lives here: `FIGURE`, `converted`, `lost_figures`, `figure_said`, `repaired`. Takes a source and its draft, gives a
TermChoice for every date, sum, age, section or number of the source that the draft has not, written as the
target language writes it; or puts it in, where there is one place for it.
May import: language, model.
Apart from `safety` because that says what is wrong, this what would be right.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from workbench.language import info
from workbench.language.numbers import numbers
from workbench.language.protected import (
    AGE_UNITS,
    Kept,
    Protected,
    figure,
    invented,
    missing,
    spans_of,
    verbatim,
)  # fmt: skip
from workbench.model import TermChoice

__all__ = ["FIGURE", "converted", "figure", "figure_said", "lost_figures", "repaired"]
FIGURE = "figure:"
"""How a choice is called that is no term but a value: `figure:money`."""
_AGE_FORM = re.compile(r"[（(](\d{1,3})[）)]")
_NAMED_AGE = re.compile(
    r"((?:[^\W\d_][\w’'.-]*)(?: [^\W\d_][\w’'.-]*){0,3}), (\d{1,3})(?=[,.;)]|$)"
)


def converted(source: str, source_language: str, target_language: str) -> tuple[TermChoice, ...]:
    """The numbers that the target language writes with other digits: 14 million → 1400万."""
    if info(target_language).code != "ja" or not any(map(str.isdigit, source)):
        return ()
    kept = [one.span for one in verbatim(source)]
    out = []
    for number in numbers(source, source_language, words=False):
        written = source[slice(*number.span)].strip("$€£¥")
        form = figure(number.value, target_language)
        inside = any(a < number.span[1] and number.span[0] < b for a, b in kept)
        if number.value >= 10_000 and number.exact and form and form != written and not inside:
            if number.value.denominator == 1 and "/" not in written:
                out.append(TermChoice(number.span, (form,), FIGURE + Kept.NUMBER))
    return tuple(out)


def lost_figures(
    source: str, target: str, source_language: str, target_language: str
) -> tuple[TermChoice, ...]:
    """One choice for each value of the source that the draft has in no form."""
    return tuple(
        TermChoice(one.span, one.forms, FIGURE + one.kind)
        for one in missing(source, target, source_language, target_language)
        if (one.forms and one.forms[0] != one.text) or one.kind is Kept.CASE or one.values
    )


def figure_said(choice: TermChoice, target: str, language: str) -> bool:
    """Whether a target holds what a choice of ours asks for, in any of its forms or by its value."""
    return bool(spans_of(_again(choice), target, language))


@lru_cache(maxsize=2048)
def _again(choice: TermChoice) -> Protected:
    kind = Kept(choice.concept.removeprefix(FIGURE))
    form = choice.targets[0]
    held = numbers(form, "ja") if kind in {Kept.MONEY, Kept.SHARE, Kept.NUMBER, Kept.RANGE} else []
    units: tuple[str, ...] = ()
    if held and kind in {Kept.MONEY, Kept.SHARE}:
        unit = form[held[-1].span[1] :]
        units = (unit, "％", "パーセント", "割") if unit == "%" else (unit, unit[-2:])
    if kind is Kept.AGE:
        held, units = numbers(form, "ja"), AGE_UNITS
    return Protected(choice.span, kind, form, choice.targets, tuple(n.value for n in held), units)


def repaired(source: str, target: str, source_language: str, target_language: str) -> str:
    """The target with values put right where that is certain.

    A made-up number gives way to the lost one where one was lost; an age goes behind the name it stands
    behind in the source; two ages that were exchanged are exchanged again.
    """
    lost = missing(source, target, source_language, target_language)
    lost = [one for one in lost if one.forms and one.kind not in _COPIES]
    if lost:
        target = _swapped_in(source, target, lost, source_language, target_language)
    return target


_COPIES = frozenset(
    [Kept.ADDRESS, Kept.MAIL, Kept.HANDLE, Kept.CODE, Kept.PLACEHOLDER, Kept.EMOJI, Kept.NOTE]
)


def _swapped_in(source: str, target: str, lost: Sequence[Protected], one: str, other: str) -> str:
    stray = invented(source, target, one, other)
    if len(lost) != 1 or lost[0].kind is Kept.RANGE:
        return target
    wanted = lost[0]
    if not stray:
        return _unit_mended(target, wanted, other)
    place = wanted.span[0] / len(source)
    start, end = min(stray, key=lambda n: abs(n.span[0] / len(target) - place)).span
    form = wanted.forms[0]
    if wanted.kind in {Kept.MONEY, Kept.SHARE, Kept.NUMBER} and wanted.values:
        number = figure(wanted.values[0], other) or form
        unit = form.removeprefix(number)
        rest = target[end:]
        form = number if any(rest.startswith(u) for u in (unit, *wanted.units) if u) else form
    elif wanted.kind is Kept.AGE:
        form = re.sub(r"\D", "", form)
        if target[end : end + 1] not in {"）", ")", "歳"} or target[start - 1 : start] == "":
            return target
    elif wanted.kind is Kept.SECTION:
        digits = re.match(r"\d+", form)
        if len(stray) > 1 or not digits or not target.startswith("条", end):
            return target
        form = digits[0]
    elif wanted.kind in {Kept.DATE, Kept.TIME}:
        start, end = _whole(target, start, end, "年月日" if wanted.kind is Kept.DATE else "時分半")
        if end - start < 3 or len(stray) > 2:
            return target
    return target[:start] + form + target[end:]


def _whole(target: str, start: int, end: int, units: str) -> tuple[int, int]:
    """The whole date or time of which a number is a part."""
    run = re.compile(rf"(?:午前|午後)?(?:\d+[{units}])+")
    for match in run.finditer(target):
        if match.start() <= start and end <= match.end():
            return match.span()
    return start, end


def _unit_mended(target: str, wanted: Protected, language: str) -> str:
    """The right number with another unit, or none, gets its own, where the number stands once."""
    if wanted.kind not in {Kept.MONEY, Kept.SHARE} or not wanted.values:
        return target
    spans = [n.span for n in numbers(target, language) if n.value == wanted.values[0]]
    if len(spans) != 1:
        return target
    _start, end = spans[0]
    unit = wanted.units[0]
    wrong = re.match(r"ドル|円|ユーロ|ポンド|ウォン|人|件|パーセント|[%％]", target[end:])
    return target[:end] + unit + target[end + (wrong.end() if wrong else 0) :]


def ages_in_place(source: str, target: str, names: Sequence[tuple[str, str]]) -> str:
    """The ages of the target behind the people they belong to. `names` are (as in the source, as in the
    target); an age that is lost goes behind its name, ages that stand behind each other's are exchanged."""
    wanted = []
    for match in _NAMED_AGE.finditer(source):
        form = next((there for here, there in names if match[1].endswith(here)), "")
        if form and target.count(form) >= 1:
            wanted.append((form, match[2]))
    if not wanted or len({form for form, _age in wanted}) != len(wanted):
        return target
    found = [(m.start(), m.end(), m[1]) for m in _AGE_FORM.finditer(target)]
    holders = {}
    for start, end, age in found:
        before = [(target.rfind(form, 0, start), form) for form, _age in wanted]
        at, form = max(before)
        between = target[at + len(form) : start]
        if at >= 0 and len(between) <= 8 and not re.search("[はがをに、。]", between):
            holders[form] = (start, end, age)
    places = {start: age for start, _end, age in found}
    for form, age in wanted:
        if form in holders and places[holders[form][0]] != age:
            here = holders[form][0]
            there = [start for start, other in places.items() if other == age]
            if len(there) == 1:
                places[here], places[there[0]] = age, places[here]
    for start, end, age in reversed(found):
        if places[start] != age:
            target = f"{target[:start]}（{places[start]}）{target[end:]}"
    for form, age in wanted:
        stray = f"（{age}）"
        alone = target.count(stray) == 1 and target.count(form) == 1 and form not in holders
        if alone and all(places.get(start) != age for start, _end, _age in holders.values()):
            target = target.replace(stray, "")
        said = re.search(rf"(?<!\d){age}(?!\d)", target)
        if not said and form not in holders and target.count(form) == 1:
            at = target.index(form) + len(form)
            title = re.match(
                "さん|氏|首相|大統領|議員|弁護士|教授|裁判官|判事|被告|容疑者|選手", target[at:]
            )
            at += title.end() if title else 0
            target = f"{target[:at]}（{age}）{target[at:]}"
    return target
