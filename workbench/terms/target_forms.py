"""How a Japanese form may be written in a text.

Lives here: `pattern`, the form with okurigana that may be left out; `needed`, what a text must hold for it; `verbal_noun` and `base_forms`,
which say whether its ending changes. Takes forms, gives patterns and base forms.
May import: language and `known_words` of this room.
Apart from `find_target` because that asks whether a place in a text is a word.
"""

from __future__ import annotations

import re
from functools import lru_cache

from workbench.language.fold import fold
from workbench.terms.known_words import known

_OKURI = "しりけげちみえれめきいじせびべねぎてさらかた"
_KANJI = re.compile(r"[\u3400-\u9fff々]")
_COMPOUND = re.compile(rf"(?:[\u3400-\u9fff々][{_OKURI}]{{0,2}}){{2,3}}")
_INFLECTED = {"動詞", "形容詞"}


@lru_cache(maxsize=20_000)
def pattern(form: str) -> re.Pattern[str]:
    """Folded characters of a form; okurigana of compounds may be written out or left off.

    差し止め, 差止め and 差止 match one another. Only short kana runs that okurigana use are
    optional, only between kanji or at the end, and only in compounds of two or more kanji.
    """
    key = fold(form, "ja")[0]
    kanji = len(_KANJI.findall(key))
    if kanji < 2:
        return re.compile(re.escape(key))
    if kanji > 3 or not _COMPOUND.fullmatch(key) or _short().fullmatch(key):
        short = (word for word in _short().split(key) if word)
        return re.compile("".join(_fixed(word) for word in short))
    optional = f"[{_OKURI}]?"
    parts: list[str] = []
    for match in re.finditer(r"[\u3400-\u9fff々]|[^\u3400-\u9fff々]+", key):
        piece = match.group()
        if _KANJI.match(piece):
            if parts and _KANJI.match(key[match.start() - 1]):
                parts.append(optional)
            parts.append(known("ja").patterns.get(piece) or re.escape(piece))
        else:
            parts.append(f"(?:{piece})?")
    return re.compile("".join(parts) + _court(key))


@lru_cache(maxsize=20_000)
def needed(form: str) -> tuple[str, ...]:
    """Pieces that stand in every folded text in which `pattern` finds a form: asked first, they spare most
    forms their pattern, which takes a hundred times as long to make as a text to look through."""
    key = fold(form, "ja")[0]
    if len(_KANJI.findall(key)) < 2:
        return (key,)
    apart = _short().split(key)[::2]  # without what a user's pattern may spell in any way
    return tuple(dict.fromkeys(_KANJI.findall("".join(apart))))


@lru_cache(maxsize=1)
def _short() -> re.Pattern[str]:
    """Words of law that are written with and without their okurigana."""
    return re.compile("(" + "|".join(known("ja").patterns.values()) + ")")


def _fixed(piece: str) -> str:
    """A piece of a longer form as a pattern; okurigana only where law writes words both ways."""
    if _short().fullmatch(piece):
        return known("ja").patterns["".join(_KANJI.findall(piece))]
    return re.escape(piece) + _court(piece)


def _court(form: str) -> str:
    """最高裁 is 最高裁判所 for short."""
    return "(?:判所)?" if form.endswith("裁") else ""


@lru_cache(maxsize=20_000)
def verbal_noun(form: str) -> bool:
    """Whether a form is a noun with する: 控訴する is, 反する is one verb."""
    if not form.endswith("する") or len(form) < 3:
        return False
    from workbench.language.japanese import morphemes

    parts = morphemes(form)
    return bool(parts) and parts[-1].surface == "する"


@lru_cache(maxsize=20_000)
def base_forms(form: str) -> tuple[str, ...] | None:
    """The base forms of a form that ends in a verb or adjective; None for nouns and する-verbs."""
    if verbal_noun(form) or not re.search(r"[うくぐすつぬぶむるい]$", form):
        return None
    from workbench.language.japanese import morphemes

    parts = morphemes(form)
    last = parts[-1] if parts else None
    if last is None or last.pos not in _INFLECTED or last.form != "基本形":
        return None
    return tuple(part.base for part in parts)
