"""Figures that a draft lost, asked for like terms.

Lives here: `lost_figures`, `repaired`. Takes a source and its draft, gives a TermChoice for every number
of the source that the draft has not, written as the target language writes it; or puts it in.
May import: language, model.
Apart from `safety` because that says what is wrong, this what would be right.
"""

from __future__ import annotations

import re
from fractions import Fraction

from workbench.language import info
from workbench.language.numbers import numbers, unmatched
from workbench.model import TermChoice

_SCALES = ((10**12, "兆"), (10**8, "億"), (10**4, "万"))
_PLAIN = re.compile(r"[$€£¥]?[\d.,]+(?:\s+(?:thousand|million|billion|trillion))?$", re.IGNORECASE)


def lost_figures(
    source: str, target: str, source_language: str, target_language: str
) -> tuple[TermChoice, ...]:
    """One choice for each exact number without a partner of its value; times of day are left out."""
    there = numbers(target, target_language)
    out: list[TermChoice] = []
    for number in unmatched(numbers(source, source_language), there, target, target_language):
        written = source[slice(*number.span)]
        if not _PLAIN.match(written):
            continue
        form = figure(number.value, target_language) or written
        out.append(TermChoice(number.span, (form,), f"figure:{form}"))
    return tuple(out)


def repaired(source: str, target: str, source_language: str, target_language: str) -> str:
    """The target with a made-up figure replaced by the lost one, where one was lost: the made-up one
    that stands nearest to its place."""
    lost = lost_figures(source, target, source_language, target_language)
    here = numbers(source, source_language)
    stray = unmatched(numbers(target, target_language), here, source, source_language)
    if len(lost) != 1 or not stray:
        return target
    place = lost[0].span[0] / len(source)
    start, end = min(stray, key=lambda n: abs(n.span[0] / len(target) - place)).span
    return target[:start] + lost[0].targets[0] + target[end:]


def figure(value: int | Fraction, language: str) -> str:
    """A value as news of the language write it: 1.5 million → 150万, 14,000 → 1万4000; empty where
    this does not know how."""
    if value.denominator != 1:
        return f"{float(value):.6f}".rstrip("0").rstrip(".")
    whole = int(value)
    if info(language).code != "ja" or whole < 10_000:
        return str(whole) if info(language).code == "ja" else ""
    out = ""
    for size, name in _SCALES:
        part, whole = divmod(whole, size)
        out += f"{part}{name}" if part else ""
    return out + (str(whole) if whole else "")
