"""Names across scripts: whether Latin letters and Japanese ones may say the same name.

Lives here: `alike` (a Latin name and one in katakana, by the consonants they share), `likeness`, `likest`, `begin_alike` and `read_as` (where a
text in kanji or kana may be read as a name in romaji, by every reading the dictionary has). Takes words and
texts, gives a likeness from 0 to 1 and half-open spans.
May import: MeCab and ipadic, at first use, for all readings of a text; the standard library.
Apart from `japanese` because that gives one reading, the likeliest, and a name may have any.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import accumulate, islice
from typing import Any

_PAIRS = {
    "sch": "S", "tsch": "TS", "tch": "TS", "ck": "K", "ch": "KSTH", "sh": "S", "ph": "P", "th": "TS", "gh": "KH", "qu": "K", "dj": "SJ", "zh": "SJ",
    "kn": "N", "wr": "R", "ts": "TS", "tz": "TS", "cz": "TS", "ng": "NK", "rh": "R",
}  # fmt: skip
_LETTERS = {letter: (sound,) for letter, sound in {
    "b": "P", "p": "P", "f": "PH", "v": "PW", "w": "WP", "k": "K", "c": "KSTJ", "q": "K", "g": "KSJH", "s": "S", "z": "STJ",
    "j": "SJHY", "t": "TS", "d": "TSJ", "n": "N", "m": "N", "l": "R", "r": "R", "h": "H", "y": "Y",
}.items()} | {"x": ("KSH", "S")}  # fmt: skip
_SOUND = re.compile("|".join((*_PAIRS, f"[{''.join(_LETTERS)}]")))
_LIGHT = frozenset("HYWR")
"""Sounds that one of the scripts often leaves out: Carter カーター, Hugo ユーゴー."""
_KANA = {
    **dict.fromkeys("カキクケコガギグゲゴ", "K"), **dict.fromkeys("サスセソザズゼゾ", "S"), **dict.fromkeys("シジ", "SJ"), "チ": "TSKJ",
    "ヂ": "SJ", "ツ": "TS", "ヅ": "TS", **dict.fromkeys("タテトダデド", "T"), **dict.fromkeys("ナニヌネノンマミムメモ", "N"),
    **dict.fromkeys("ハヒヘホ", "HPK"), "フ": "PH", **dict.fromkeys("バビブベボパピプペポ", "P"), "ヴ": "PW", **dict.fromkeys("ラリルレロ", "R"),
    "ワ": "WP", **dict.fromkeys("ヤユヨ", "YJ"), "ク": "K",
}  # fmt: skip


_Sounds = tuple[tuple[int, float], ...]
"""Of each consonant the sounds it may stand for, a bit each, and what it costs to leave it out."""


@lru_cache(maxsize=8192)
def _sounds(latin: str) -> _Sounds:
    text = unicodedata.normalize("NFD", latin.lower())
    text = re.sub(
        "[^a-z]", "", text.replace("ø", "o").replace("ł", "l").replace("ß", "ss").replace("æ", "e")
    )
    out: list[str] = []
    for match in _SOUND.finditer(text):
        written, at = match[0], match.start()
        if sound := _PAIRS.get(written):
            out.append(sound)
        elif not (out and written == text[at - 1]):
            out += _LETTERS[written]
    return tuple(map(_bits, out))


@lru_cache(maxsize=8192)
def _kana_sounds(kana: str) -> _Sounds:
    return tuple(_bits(_KANA[char]) for char in kana if char in _KANA)


@lru_cache(maxsize=64)
def _bits(sound: str) -> tuple[int, float]:
    return sum(1 << ord(letter) - ord("A") for letter in sound), (
        0.35 if sound[0] in _LIGHT else 0.9
    )


SAME = 0.55
"""From here on two words say one name: of 1,500 pairs of names in the project's own sentences 98 in 100 lie
above, of names put together by chance 7."""


@lru_cache(maxsize=65536)
def alike(latin: str, kana: str) -> float:
    """How likely a katakana word says a Latin one, from 0 to 1: by the consonants in order, then by all
    letters, and by whether both begin with a vowel. Right is only on which side of SAME it lies."""
    letters, spoken = _plain(latin).translate(_LIKE), _letters(kana)
    if not letters or not spoken:
        return 0.0
    begin = 1.0 if (letters[0] in _OPEN) == (spoken[0] in _OPEN) else 0.75
    consonants = _consonants(latin, kana)
    if begin * 0.6 * consonants >= SAME:  # as of most names in their usual spelling
        return begin * (0.6 * consonants + 0.3)
    if begin * (0.6 * consonants + 0.4) < SAME:
        return begin * 0.6 * consonants
    from difflib import SequenceMatcher  # for two short words; rapidfuzz takes 11 ms to load

    compared = SequenceMatcher(None, letters, spoken, autojunk=False)
    most = begin * (0.6 * consonants + 0.4 * compared.quick_ratio())
    if most < SAME:  # as of most words that have nothing to do with one another
        return most
    return begin * (0.6 * consonants + 0.4 * compared.ratio())


@lru_cache(maxsize=8192)
def likeness(latin: str, kana: str) -> float:
    """The same without haste: how likely it is."""
    from difflib import SequenceMatcher

    letters, spoken = _plain(latin).translate(_LIKE), _letters(kana)
    if not letters or not spoken:
        return 0.0
    begin = 1.0 if (letters[0] in _OPEN) == (spoken[0] in _OPEN) else 0.75
    compared = SequenceMatcher(None, letters, spoken, autojunk=False).ratio()
    return begin * (0.6 * _consonants(latin, kana) + 0.4 * compared)


def begin_alike(latin: str, kana: str) -> bool:
    """Whether a Latin name and a katakana word begin with the same sound."""
    first, spoken = _plain(latin).translate(_LIKE)[:1], _letters(kana)[:1]
    return bool(first) and any(first in same and spoken in same for same in _FIRST)


_FIRST = (
    "aeiou",
    "h",
    "fh",
    "k",
    "ckst",
    "gjz",
    "gk",
    "sz",
    "td",
    "zst",
    "n",
    "m",
    "r",
    "bp",
    "bw",
    "jyh",
    "uwo",
    "qk",
    "xks",
    "jz",
)


def likest(latin: Iterable[str], kana: str) -> str:
    """Of some Latin names the one that a katakana word says best, as far as it may say any; else ''."""
    near = [name for name in latin if alike(name, kana) >= SAME]
    return max(near, key=lambda name: likeness(name, kana), default="")


_OPEN = frozenset("aeiouhyw")
_LIKE = str.maketrans("lvc", "rbk")


@lru_cache(maxsize=8192)
def _letters(kana: str) -> str:
    """Katakana as Latin letters, l and v as r and b."""
    text = "".join(_ROMAJI.get(char) or _SMALL.get(char, "") for char in kana)
    return re.sub(r"([kgsztdnhbpmrf])[uoi](?=[aiueo])", r"\1", text)


_SMALL = {"ァ": "a", "ィ": "i", "ゥ": "u", "ェ": "e", "ォ": "o", "ヴ": "b"}


def _consonants(latin: str, kana: str) -> float:
    a, b = _sounds(latin), _kana_sounds(kana)
    if len(a) < 2 and len(b) < 2:
        same = not a or not b or bool(a[0][0] & b[0][0])
        return 0.7 if same and abs(len(latin) - 1.6 * len(kana)) < 4 else 0.0
    costs = [*accumulate((drop for _sound, drop in b), initial=0.0)]
    for sound, drop in a:
        previous, costs = costs, [last := costs[0] + drop]
        for n, (other, other_drop) in enumerate(b):
            swap = previous[n] if sound & other else previous[n] + 1.0
            last = min(swap, previous[n + 1] + drop, last + other_drop)
            costs.append(last)
    return max(0.0, 1 - costs[-1] / max(len(a), len(b), 1))


_SYLLABLE = re.compile(
    r"(?:kk|ss|tt|pp|cc|tc)?(?:ky|gy|sh|ch|ts|ny|hy|by|py|my|ry|[kgsztdnhbpmyrwjf])?[aeiou](?:h(?![aeiouy])|)|n(?![aeiouy])|m(?=[bp])"
)


@lru_cache(maxsize=4096)
def is_romaji(word: str) -> bool:
    """Whether a word is spelt as Japanese names are: whole syllables."""
    text = _plain(word)
    at = 0
    while at < len(text):
        match = _SYLLABLE.match(text, at)
        if not match:
            match = re.compile(r"([kstpc])(?=\1|ch)").match(text, at)
        if not match:
            return False
        at = match.end()
    return bool(text)


def _plain(word: str) -> str:
    text = unicodedata.normalize("NFD", word.lower()).replace("'", "").replace("-", "")
    return "".join(char for char in text if char.isascii())


_ROMAJI = {
    **dict(zip("アイウエオ", "aiueo", strict=True)), **{
        kana: consonant + vowel
        for row, consonant in (
            ("カキクケコ", "k"), ("ガギグゲゴ", "g"), ("サシスセソ", "s"), ("ザジズゼゾ", "z"), ("タチツテト", "t"), ("ダヂヅデド", "d"),
            ("ナニヌネノ", "n"), ("ハヒフヘホ", "h"), ("バビブベボ", "b"), ("パピプペポ", "p"), ("マミムメモ", "m"), ("ラリルレロ", "r"),
        )
        for kana, vowel in zip(row, "aiueo", strict=True)
    },
    "ヤ": "ya", "ユ": "yu", "ヨ": "yo", "ワ": "wa", "ヲ": "o", "ン": "n", "ッ": "", "ー": "", "ャ": "ya", "ュ": "yu", "ョ": "yo",
}  # fmt: skip


@lru_cache(maxsize=16384)
def _key(letters: str) -> str:
    """Romaji or kana with what romaji varies in taken out: long vowels, si/shi, n/m, doubled letters."""
    text = "".join(_ROMAJI.get(char, char) for char in letters)
    for old, new in (
        ("shi", "si"), ("chi", "ti"), ("tsu", "tu"), ("fu", "hu"), ("ji", "zi"), ("di", "zi"), ("du", "zu"), ("sh", "sy"), ("ch", "ty"),
        ("j", "zy"), ("iya", "ya"), ("iyu", "yu"), ("iyo", "yo"), ("mb", "nb"), ("mp", "np"), ("mm", "nm"),
    ):  # fmt: skip
        text = text.replace(old, new)
    text = _LONG_H.sub(r"\1", text)
    text = (
        text.replace("ou", "o")
        .replace("uu", "u")
        .replace("oo", "o")
        .replace("ei", "e")
        .replace("ii", "i")
    )
    return _TWICE.sub(r"\1", text)


_LONG_H = re.compile(r"([aeiou])h(?![aeiou])")
_TWICE = re.compile(r"(.)\1")


@lru_cache(maxsize=1)
def _every() -> Any:
    import ipadic
    import MeCab

    return MeCab.Tagger(ipadic.MECAB_ARGS + " -a -F%ps,%pe,%f[7]; -U; -E;")


@lru_cache(maxsize=512)
def _readings(run: str) -> dict[int, list[tuple[int, str]]]:
    """Start → (end, reading in katakana) of every word that the dictionary finds in a run of kanji."""
    found: dict[int, dict[tuple[int, str], None]] = {}
    for word in _every().parse(run).split(";"):
        fields = word.split(",")
        if len(fields) != 3 or fields[2] in ("", "*"):
            continue
        start, end = int(fields[0]) // _BYTES, int(fields[1]) // _BYTES
        here = found.setdefault(start, {})
        here[end, fields[2]] = None
        if start and (voiced := _VOICED.get(fields[2][0])):
            here[end, voiced + fields[2][1:]] = None
    return {start: list(words) for start, words in found.items()}


_BYTES = 3
"""Of each letter of a run, as all of them have."""
_VOICED = dict(
    zip(
        "カキクケコサシスセソタチツテトハヒフヘホ",
        "ガギグゲゴザジズゼゾダヂヅデドバビブベボ",
        strict=True,
    )
)


_RUN = re.compile(
    "[\u3400-\u9fff々ヶ][\u3400-\u9fff々ヶ\u3041-\u3096ァ-ヺー]{0,11}|[\u3041-\u3096]{2,10}|[ァ-ヺー]{2,12}"
)
_MOST = 40


def read_as(text: str, latin: str) -> Iterator[tuple[int, int]]:
    """Where in a Japanese text something stands that may be read as a name in romaji, one place after
    another: who wants to know only whether there is one reads no further."""
    wanted = _key(_plain(latin))
    if len(wanted) < 2:
        return
    for run in islice(_RUN.finditer(text), _MOST):
        word = run[0]
        if word[0] < "\u3400":
            kana = "".join(chr(ord(c) + 0x60) if "ぁ" <= c <= "ゖ" else c for c in word)
            if wanted in _key(kana):
                yield run.span()
            continue
        words = _readings(word)
        for at in range(len(word)):
            end = _spelt(at, "", wanted, words, 4)
            if end:
                yield run.start() + at, run.start() + end


def _spelt(
    at: int, said: str, wanted: str, words: dict[int, list[tuple[int, str]]], left: int
) -> int:
    """Where words from `at` on end that together are read as wanted; 0 where none are."""
    for end, reading in words.get(at, ()):
        whole = _key(said + reading)
        if whole == wanted:
            return end
        if (
            left
            and len(whole) < len(wanted)
            and wanted[: max(1, len(whole) - 1)] == whole[: max(1, len(whole) - 1)]
        ):
            if found := _spelt(end, said + reading, wanted, words, left - 1):
                return found
    return 0
