"""English words: tokens, lemmas and spelling families.

Lives here: `tokens` and `lemmas`. Takes text or one word, gives spans or the set of base forms that
may stand for it, British and American spelling folded together.
May import: lexicon, the standard library.
Apart from `lemmas` because English is the language the termbase is looked up in, and its spelling
families (-ise/-ize, -our/-or, -re/-er) are its own.
"""

from __future__ import annotations

import re
from functools import lru_cache

from workbench.language.lexicon import base_form

_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_ISE = re.compile(r"(?<=[a-z]{3})is(e|es|ed|ing|ation|ations|er|ers)$")
_NOT_ISE = frozenset(
    [
        "advertise",
        "advise",
        "arise",
        "chastise",
        "comprise",
        "compromise",
        "demise",
        "despise",
        "devise",
        "disguise",
        "enterprise",
        "excise",
        "exercise",
        "expertise",
        "franchise",
        "guise",
        "improvise",
        "incise",
        "likewise",
        "merchandise",
        "otherwise",
        "paradise",
        "poise",
        "praise",
        "premise",
        "promise",
        "raise",
        "revise",
        "rise",
        "supervise",
        "surmise",
        "surprise",
        "televise",
        "treatise",
        "wise",
        "noise",
        "cruise",
        "bruise",
        "appraise",
        "precise",
        "concise",
        "prise",
        "reprise",
        "liaise",
    ]
)
_OUR = re.compile(r"(?<=[a-z]{2})our(s|ed|ing|ful|able|ite|less|hood)?$")
_NOT_OUR = frozenset(
    [
        "hour",
        "four",
        "tour",
        "pour",
        "sour",
        "your",
        "flour",
        "scour",
        "detour",
        "contour",
        "devour",
        "court",
    ]
)
_FAMILIES = {
    "centre": "center", "theatre": "theater", "licence": "license", "defence": "defense",
    "offence": "offense", "judgement": "judgment", "programme": "program", "practise": "practice",
    "grey": "gray", "cheque": "check", "enrolment": "enrollment", "fulfil": "fulfill",
    "counsellor": "counselor", "traveller": "traveler", "councillor": "councilor",
    "paediatric": "pediatric", "gynaecology": "gynecology", "anaesthetic": "anesthetic",
}  # fmt: skip
_IRREGULAR = {
    "wives": "wife", "lives": "life", "selves": "self", "spouses": "spouse", "men": "man",
    "women": "woman", "children": "child", "people": "people", "persons": "person",
    "attorneys": "attorney", "lgbts": "lgbt", "statuses": "status", "visas": "visa",
    "wed": "wed", "bi": "bi", "trans": "trans", "his": "his", "us": "us", "as": "as",
}  # fmt: skip


_DEGREES = ("er", "est")


def tokens(text: str) -> list[tuple[int, int]]:
    """Spans of words; hyphens and slashes separate, apostrophes inside a word do not."""
    return [match.span() for match in _TOKEN.finditer(text)]


def spelling(word: str) -> str:
    """The lower-case word with its British spelling folded to the American one."""
    word = word.lower()
    base = _FAMILIES.get(word) or _FAMILIES.get(word.removesuffix("s"))
    if base:
        return base + ("s" if word.endswith("s") and not base.endswith("s") else "")
    if "is" in word and (match := _ISE.search(word)) and _stem_e(word, match) not in _NOT_ISE:
        word = word[: match.start()] + "iz" + match.group(1)
    if "our" in word and (match := _OUR.search(word)):
        if word[: match.start()] + "our" not in _NOT_OUR:
            word = word[: match.start()] + "or" + (match.group(1) or "")
    return word


def _stem_e(word: str, match: re.Match[str]) -> str:
    return word[: match.start()] + "ise"


@lru_cache(maxsize=65536)
def lemmas(word: str) -> frozenset[str]:
    """Base forms the word may stand for, always with its own folded spelling among them.

    A possessive ending is dropped. simplemma keeps nouns in -ing (ruling stays ruling), which is
    what terminology wants; its few wrong plurals are corrected here.
    """
    folded = word.replace("’", "'").lower()
    if "'" in folded:
        folded = folded.removesuffix("'s")
        if folded.endswith("s'"):
            folded = folded[:-1]
        if folded.endswith("n't"):
            return frozenset({folded})  # wouldn't is no form of the noun will
    if word[-1:] == "s" and not word.islower() and sum(char.isupper() for char in word) >= 2:
        return frozenset({folded, folded.removesuffix("s")})  # NGOs, MPs
    base = _IRREGULAR.get(folded) or base_form(folded, "en") or _singular(folded)
    own = spelling(folded)
    if base == folded or (folded.endswith(_DEGREES) and folded.startswith(base[:-1])):
        return frozenset({own})  # a higher court is no high court, and the highest is neither
    return frozenset({own, spelling(base)})


def _singular(word: str) -> str:
    """A word no dictionary inflects (enbies, cisnormativities), as the singular it may be."""
    if len(word) < 5 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("ches", "shes", "xes", "sses")) else word[:-1]
