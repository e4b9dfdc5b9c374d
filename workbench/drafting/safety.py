"""The safety net: drafts that look broken are drafted again, or marked.

Lives here: `warnings_of`. Takes a source and its draft, gives short codes: `empty`, `copied`, `loop`,
`junk`, `number`, `negation`, `short`, `long`.
May import: language.
Apart from `draft` because what is broken is one question and what to do another.
"""

from __future__ import annotations

import re

from workbench.language import info
from workbench.language.numbers import numbers

_LOOP = re.compile(r"(.{2,24}?)\1{3,}|(.{6,40}?)\2{2,}|(.)\3{7,}", re.S)
_JUNK = re.compile(r"<unk>|<0x[0-9A-F]{2}>|[▁\ufffd\u2047]")
_NOT = re.compile(
    r"\b(?:did|do|does|is|are|was|were|has|have|had|will|would|can|could|should|may|must)"
    r"(?:n['’]t|\s+not)\b|\bcannot\b|\bnever\b|\bno longer\b",
    re.I,
)
_NO = re.compile(
    r"な[いかくけし]|ぬ|ず|ません|まい|無|不|非|未|否|反|禁|拒|違|欠|失|難|しか|断|退|却"
)
SEVERE = frozenset(["empty", "copied", "loop", "junk"])
"""Codes that make a draft useless: it is drafted again with other settings."""


def warnings_of(source: str, target: str, source_language: str, target_language: str) -> list[str]:
    """What looks wrong, most severe first; empty where nothing does."""
    letters = sum(char.isalnum() for char in source)
    if not target.strip():
        return ["empty"] if letters else []
    out: list[str] = []
    if target.strip() == source.strip() and letters > 3 and " " in source.strip():
        out.append("copied")
    if _LOOP.search(target) and not _LOOP.search(source):
        out.append("loop")
    if _JUNK.search(target) and not _JUNK.search(source):
        out.append("junk")
    if _number_lost(source, target, source_language, target_language):
        out.append("number")
    if _negation_lost(source, target, source_language, target_language):
        out.append("negation")
    return out + _length(source, target, source_language, target_language)


def _number_lost(source: str, target: str, one: str, other: str) -> bool:
    """A number in digits without a partner of its value."""
    found = [number for number in numbers(source, one) if number.exact]
    if not found:
        return False
    there = {v for number in numbers(target, other) for v in (number.value, *number.also)}
    return any(not ({number.value, *number.also} & there) for number in found)


def _negation_lost(source: str, target: str, one: str, other: str) -> bool:
    english_to_japanese = info(one).code == "en" and info(other).code == "ja"
    return bool(english_to_japanese and _NOT.search(source) and not _NO.search(target))


def _length(source: str, target: str, one: str, other: str) -> list[str]:
    """Far too short or long; unspaced scripts need a third of the characters."""
    if len(source) < 30:
        return []
    ratio = len(target) / len(source)
    low, high = (0.15, 1.5) if info(one).spaced and not info(other).spaced else (0.4, 2.5)
    if not info(one).spaced and info(other).spaced:
        low, high = 1.0, 6.0
    return ["short"] if ratio < low else ["long"] if ratio > high else []
