"""A form of a term in a Korean text.

Lives here: `korean`, and `seeds`, by which a search proposes a form. A noun stands at the start of a word,
or after a word that leaves it the same thing (지방법원), and is followed by particles, endings and nouns that
are data (`data/terms/words.ko.tsv`); spaces inside a compound count for nothing. A verb or adjective in 다 is found with
its endings. Takes a form and a text, gives spans: of nouns without particles, of verbs with endings.
May import: model, language and `known_words` of this room.
Apart from `find_target` because Japanese has a dictionary of morphemes for this, Korean rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from workbench.language.fold import fold
from workbench.model import Span
from workbench.terms.known_words import known

_HANGUL = "[가-힣]"
_RUN = re.compile(f"{_HANGUL}*")
_RUN_BEFORE = re.compile(f"{_HANGUL}+$")
_SURE = 3
"""Syllables from which on a noun is itself inside a longer word."""
_LOOSE = 4
"""Syllables from which on a compound may be written with a space: 성 소수자."""
_LONG = 24
"""Characters of a word that are looked at on either side."""
_BASE, _VOWELS, _FINALS = 0xAC00, 21, 28
_OPEN_ENDS = (0, 4, 8, 16, 17, 20)
"""Finals that an ending may add to an open syllable: none, ㄴ ㄹ ㅁ ㅂ ㅆ."""
_CONTRACTED = {20: (6,), 8: (9,), 13: (14,), 18: (4, 0), 11: (10,)}
"""What a vowel becomes before 어 or 아: ㅣ ㅕ, ㅗ ㅘ, ㅜ ㅝ, ㅡ ㅓ or ㅏ, ㅚ ㅙ."""


def korean(form: str, text: str) -> Iterator[Span]:
    """Where a form stands, in order."""
    wanted = fold(form, "ko")[0].strip()
    if not wanted:
        return
    key, offsets = _folded(text)
    if _is_verb(wanted):
        found = _verb(wanted).finditer(key)
        spans: Iterator[Span] = (match.span() for match in found)
    else:
        spans = _nouns(wanted.removesuffix("하다") if len(wanted) > 3 else wanted, key)
    for start, end in spans:
        yield offsets[start], offsets[end]


@lru_cache(maxsize=256)
def _folded(text: str) -> tuple[str, list[int]]:
    return fold(text, "ko")


def seeds(form: str) -> list[str]:
    """Stretches of which a text has one where it has the form."""
    key = fold(form, "ko")[0].strip()
    if _is_verb(key):
        head = key[:-2]
        return [head] if head else sorted(_stems(key[0]))
    first = key.split(" ")[0] if " " in key else key
    return [key[:1] if len(first) >= _LOOSE else first[: max(1, len(first.removesuffix("하다")))]]


def _is_verb(key: str) -> bool:
    """A verb or adjective; those made of a noun (판결하다) are found by it."""
    return key.endswith("다") and len(key) > 1 and not (key.endswith("하다") and len(key) > 3)


@lru_cache(maxsize=4096)
def _verb(key: str) -> re.Pattern[str]:
    head, last = key[:-2], key[-2]
    ends = "|".join(sorted(_stems(last), key=len, reverse=True))
    words = r"\s?".join(map(re.escape, head.split(" ")))
    return re.compile(rf"(?<!{_HANGUL}){words}(?:{ends}){_HANGUL}{{0,6}}")


def _stems(syllable: str) -> set[str]:
    """How the last syllable of a stem may be written before endings."""
    code = ord(syllable) - _BASE
    if not 0 <= code < 11172:
        return {syllable}
    initial, rest = divmod(code, _VOWELS * _FINALS)
    vowel, final = divmod(rest, _FINALS)

    def made(vowel: int, *finals: int) -> set[str]:
        return {chr(_BASE + (initial * _VOWELS + vowel) * _FINALS + end) for end in finals}

    if not final:
        out = made(vowel, *_OPEN_ENDS)
        for other in _CONTRACTED.get(vowel, ()):
            out |= made(other, *_OPEN_ENDS)
        return out
    out = {syllable}
    bare = next(iter(made(vowel, 0)))
    if final == 17:  # 돕다: 도와, 도울
        out |= {bare + ending for ending in "우워웠와왔운울움"}
    elif final == 7:  # 듣다: 들어
        out |= made(vowel, 8)
    elif final == 19:  # 짓다: 지어
        out |= {bare + ending for ending in "어었아았으은을"}
    elif final == 8:  # 살다: 사는
        out |= made(vowel, 0, 4, 17)
    return out


def _nouns(noun: str, key: str) -> Iterator[Span]:
    size = len(noun.replace(" ", ""))
    first = size if len(noun.split(" ")[0]) > 1 else 1  # 성 in 여성 정체성
    for match in _noun(noun).finditer(key):
        start, end = match.span()
        if noun[0].isascii() and noun[0].isalnum() and _latin(key[max(0, start - 1) : start]):
            continue
        if noun[-1].isascii() and noun[-1].isalnum() and _latin(key[end : end + 1]):
            continue
        run = _RUN_BEFORE.search(key, max(0, start - _LONG), start) if start else None
        if run is not None and "가" <= noun[0] <= "힣" and not _may_follow(run[0], first):
            continue
        rest = _RUN.match(key, end, end + _LONG)
        more = rest[0] if rest is not None else ""
        taken = _taken(more, size, hangul="가" <= noun[-1] <= "힣")
        if taken >= 0:
            yield start, end + taken


def _latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


@lru_cache(maxsize=4096)
def _noun(noun: str) -> re.Pattern[str]:
    if " " not in noun and len(noun) >= _LOOSE and re.fullmatch(f"{_HANGUL}+", noun):
        return re.compile(r"\s?".join(noun))
    return re.compile(r"[\s·-]?".join(map(re.escape, noun.split(" "))))


def _may_follow(before: str, size: int) -> bool:
    """Whether a noun may be the end of a word that begins so."""
    words = known("ko")
    if size >= _SURE:
        return before not in words.of("negating")
    return bool(_of("prefix").fullmatch(before))


def _taken(more: str, size: int, *, hangul: bool) -> int:
    """How much of what follows a noun in its word belongs to it: what makes a verb or adjective of it, but no
    particles; -1 where it is another word."""
    if not more:
        return 0
    if verbal := _verbal().fullmatch(more):
        return len(verbal[1])
    if _tail().fullmatch(more):
        return 0
    if not hangul:
        return 0
    changing = any(more.startswith(word) for word in known("ko").of("changing"))
    return 0 if size >= _SURE and not changing else -1


@lru_cache(maxsize=8)
def _of(kind: str) -> re.Pattern[str]:
    """One or more words of a kind."""
    words = sorted(known("ko").of(kind), key=len, reverse=True)
    return re.compile("(?:" + "|".join(map(re.escape, words)) + "){1,3}")


_VERBS = ("하다", "되다", "시키다", "받다", "당하다")


@lru_cache(maxsize=1)
def _verbal() -> re.Pattern[str]:
    """What makes a verb or adjective of a noun, taken along."""
    patterns = known("ko").patterns
    made = "|".join(patterns[name] for name in _VERBS if name in patterns)
    return re.compile(f"((?:{made})|적(?=$|{_particles()}))(?:{_particles()})?")


def _particles() -> str:
    words = known("ko")
    some = "|".join(sorted(words.of("particle"), key=len, reverse=True))
    ends = "|".join(p for name, p in words.patterns.items() if name not in _VERBS)
    return f"(?:(?:{some}){{0,3}}(?:{ends})?)"


@lru_cache(maxsize=1)
def _tail() -> re.Pattern[str]:
    """Nouns, plural and the like, then particles and the copula."""
    words = known("ko")
    more = "|".join(sorted(words.of("suffix") | words.of("head"), key=len, reverse=True))
    made = "|".join(words.patterns[name] for name in _VERBS if name in words.patterns)
    return re.compile(f"(?:{more}){{0,3}}(?:{_particles()}|{made})")
