"""The safety net: drafts that look broken are drafted again, or marked.

Lives here: `warnings_of`, `cost`, `closed`, `doubled`. Takes a source and its draft, gives short codes: `empty`, `copied`,
`loop`, `junk`, `number`, `invented`, `doubled`, `negation`, `name`, `bracket`, `short`, `long`. The bounds are wide on purpose: a
warning that is mostly false is soon read by nobody.
May import: language.
Apart from `draft` because what is broken is one question and what to do another.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from workbench.language import info
from workbench.language.protected import Kept, invented, missing

_LOOP = re.compile(r"(.{2,24}?)\1{3,}|(.{6,40}?)\2{2,}|([^\W\d_])\3{7,}", re.S)
_JUNK = re.compile(r"<unk>|<0x[0-9A-F]{2}>|[▁\ufffd\u2047]")
_NOT = re.compile(
    r"\b(?:did|do|does|is|are|was|were|has|have|had|will|would|can|could|should|may|must)"
    r"(?:n['’]t|\s+not)\b|\bcannot\b|\bnever\b|\bno longer\b",
    re.I,
)
_NO = re.compile(
    r"な[いかくけし]|ぬ|ず|ません|まい|無|不|非|未|否|反|禁|拒|違|欠|失|難|しか|断|退|却"
)
_CODE = re.compile(
    r"https?://[^\s<>\"')]+|[\w.+-]+@[\w-]+\.[\w.]+|(?<!\w)[@#]\w{2,}"
    r"|\b(?=\w*\d)(?=\w*[A-Z])[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*\b|\b[A-Z]{2,}[+*]?(?=\d|\b)"
)
"""What goes into another language as it is: addresses, handles, codes such as B12, acronyms."""
_TRANSLATED = frozenset(
    "UN WHO EU UK US USA UAE USSR IMF ILO IOC WTO NGO NGOS CEO CFO COO PM MP MPS HQ OK TV AM ID"
    " AND OR NOT THE A OF IN TO FOR ON BY WITH NO UNHCR UNHRC OHCHR ICC ICJ ECHR ECTHR CJEU FBI CIA"
    " DOJ DHS NATO OECD PTSD GID UNESCO UNICEF COVID BC BCE CE AD II III IV VI VII VIII IX XI XII".split()
)
"""Acronyms that Japanese news write out or rewrite, and words in capitals for emphasis."""
_CORE = re.compile(
    r"[\u30a1-\u30fa\u3400-\u9fff々A-Za-z][^。、「」『』（）\n]*[\u30a1-\u30faー\u3400-\u9fff々A-Za-z]"
)
_CORE_SPACED = re.compile(r"(?<!\w)\w[^.!?\n]*\w(?!\w)")
"""What of a repeated stretch has a meaning of its own."""
_LONG = re.compile(r"[^\W\d_]{3,}|\d+")
_LIGHT = frozenset(
    "the and for that who was were had has have not with from are but his her she they their its this which"
    " when where than then been will would said says into over after before about all any one two".split()
)
_PAIRS = ("「」", "『』", "（）", "()", "“”", "〈〉", "【】")
_COPIED = frozenset(
    [Kept.ADDRESS, Kept.MAIL, Kept.HANDLE, Kept.CODE, Kept.PLACEHOLDER, Kept.EMOJI, Kept.NOTE]
)
SEVERE = frozenset(["empty", "copied", "loop", "junk"])
"""Codes that make a draft useless."""
DROPPED = frozenset(
    ["number", "invented", "doubled", "negation", "name", "bracket", "short", "long"]
)
"""Codes of a draft that may be usable; another hypothesis may be better."""


def warnings_of(source: str, target: str, source_language: str, target_language: str) -> list[str]:
    """What looks wrong, most severe first; empty where nothing does."""
    letters = sum(char.isalnum() for char in source)
    if not target.strip():
        return ["empty"] if letters else []
    out: list[str] = []
    if _copied(source, target, source_language, target_language):
        out.append("copied")
    if _LOOP.search(target) and not _LOOP.search(source):
        out.append("loop")
    if _JUNK.search(target) and not _JUNK.search(source):
        out.append("junk")
    if _number_lost(source, target, source_language, target_language):
        out.append("number")
    if invented(source, target, source_language, target_language):
        out.append("invented")
    if doubled(source, target, source_language, target_language):
        out.append("doubled")
    if _negation_lost(source, target, source_language, target_language):
        out.append("negation")
    if _name_lost(source, target, target_language):
        out.append("name")
    if _open_bracket(target) and not _open_bracket(source):
        out.append("bracket")
    return out + _length(source, target, source_language, target_language)


def cost(codes: list[str]) -> tuple[int, int]:
    """(severe failures, other ones): less is better."""
    severe = sum(code in SEVERE for code in codes)
    return severe, len(codes) - severe


def _copied(source: str, target: str, one: str, other: str) -> bool:
    """The source again, or most of its words in a script that the target does not use."""
    words = re.findall(r"[^\W\d_]{2,}", source)
    if len(words) < 2:
        return False
    if target.strip() == source.strip():
        return True
    if not info(one).spaced or info(other).spaced:
        return False
    plain = [word for word in words if word.islower()]
    kept = sum(re.search(rf"(?<![A-Za-z]){word}(?![A-Za-z])", target) is not None for word in plain)
    return len(plain) >= 3 and kept > 0.6 * len(plain)


def _number_lost(source: str, target: str, one: str, other: str) -> bool:
    """A date, sum, age, section or number in digits that is there in no form."""
    if not any(map(str.isdigit, source)):
        return False
    return any(p.kind not in _COPIED for p in missing(source, target, one, other))


def doubled(source: str, target: str, one: str, other: str) -> list[str]:
    """Phrases that the target says once more, where the source says no word twice: 同性パートナーシップ…の
    同性パートナーシップ. Of 7,670 translations made by people one in two hundred has such a phrase."""
    spaced = info(other).spaced
    least, core = (12, _CORE_SPACED) if spaced else (4, _CORE)
    first: dict[str, int] = {}
    out: list[str] = []
    at = 0
    while at + least <= len(target):
        before = first.setdefault(target[at : at + least], at)
        if before + least > at:
            at += 1
            continue
        size = least
        while at + size < len(target) and target[before + size] == target[at + size]:
            size += 1
        found = core.search(target, at, at + size)
        if (
            found
            and len(found[0]) >= least
            and not target[found.start() - 1 : found.start()].isdigit()
        ):
            out.append(found[0])
            at += size
        else:
            at += 1
    return out if out and len(out) > _said_twice(source, one) else []


def _said_twice(source: str, language: str) -> int:
    """How often the source says a word of some weight once more."""
    if not info(language).spaced:
        return len(_CORE.findall(source)) - len(set(_CORE.findall(source)))
    stems = Counter(word[:5] for word in _LONG.findall(source.lower()) if word not in _LIGHT)
    return sum(n - 1 for n in stems.values())


def _negation_lost(source: str, target: str, one: str, other: str) -> bool:
    english_to_japanese = info(one).code == "en" and info(other).code == "ja"
    return bool(english_to_japanese and _NOT.search(source) and not _NO.search(target))


def _name_lost(source: str, target: str, other: str) -> bool:
    """An address, code or acronym that is not in the target; to Japanese, all names gone: two
    capitalised words in a row, and neither katakana, kanji nor Latin letters to render them."""
    shown = unicodedata.normalize("NFKC", target).casefold()
    for match in _CODE.finditer(source):
        code = match.group().rstrip(".,;:")
        if code.upper() not in _TRANSLATED and code.casefold() not in shown:
            return True
    if info(other).code != "ja" or not re.search(r"[a-z,] [A-Z][a-z]+ [A-Z][a-z]+", source):
        return False
    return not re.search(r"[\u30a1-\u30fa\u3400-\u9fffA-Za-z]{2}", target)


def closed(source: str, target: str) -> str:
    """The target without quotation marks and brackets that lack a partner, where the source's have one."""
    if _open_bracket(source) or not _open_bracket(target):
        return target
    gone: list[int] = []
    for pair in _PAIRS:
        opened: list[int] = []
        for at, char in enumerate(target):
            if char == pair[0]:
                opened.append(at)
            elif char == pair[1] and opened:
                opened.pop()
            elif char == pair[1]:
                gone.append(at)
        gone += opened
    return "".join(char for at, char in enumerate(target) if at not in set(gone))


def _open_bracket(text: str) -> bool:
    """A quotation mark or bracket without its partner."""
    return text.count('"') % 2 == 1 or any(
        text.count(pair[0]) != text.count(pair[1]) for pair in _PAIRS
    )


def _length(source: str, target: str, one: str, other: str) -> list[str]:
    """Far too short or long; unspaced scripts need a third of the characters."""
    if len(source) < 30:
        return []
    ratio = len(target) / len(source)
    low, high = (0.15, 1.5) if info(one).spaced and not info(other).spaced else (0.4, 2.5)
    if not info(one).spaced and info(other).spaced:
        low, high = 1.0, 6.0
    return ["short"] if ratio < low else ["long"] if ratio > high else []
