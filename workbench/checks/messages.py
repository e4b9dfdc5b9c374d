"""Messages with a syntax of their own: `{count, plural, one {# couple} other {# couples}}` (ICU).

Lives here: `is_message` and `arguments_of`. Takes a text, gives what it asks a program to fill in.
May import: the standard library.
Apart from `markup` because these braces nest and hold text of a language, where plural forms differ.
"""

from __future__ import annotations

import re

_COMPLEX = re.compile(
    r"\{\s*[^\s{},]{1,80}\s*,\s*(?:plural|select|selectordinal|number|date|time|duration|spellout|ordinal)\s*[,}]"
)
_NAME = re.compile(r"\s*([^\s{},]{1,80})\s*([,}])")
_KIND = re.compile(r"\s*([^\s{},]{1,80})\s*([,}])")
_KEY = re.compile(r"\s*(?:offset:\d+\s*)?(=\d{1,9}|[^\s{}=,]{1,80})\s*\{")
_END = re.compile(r"\s*\}")
_BRANCHED = frozenset(["plural", "select", "selectordinal"])
_PLURAL = frozenset(["zero", "one", "two", "few", "many"])
_DEEPEST = 20


def is_message(text: str) -> bool:
    """Whether the text holds an argument with a type."""
    return bool(_COMPLEX.search(text))


def arguments_of(text: str) -> set[str] | None:
    """What a message asks for: names with their types, and the keys of branches but for those of plural
    forms, of which languages have different ones. None where the braces do not make a message."""
    found: set[str] = set()
    try:
        end = _text(text, 0, 0, found)
    except ValueError:
        return None
    return found if end == len(text) else None


def _text(text: str, at: int, depth: int, found: set[str]) -> int:
    """Where the text that starts `at` ends: at a brace that closes it, or at the end of all."""
    if depth > _DEEPEST:
        raise ValueError(text)
    while at < len(text):
        if text[at] == "'" and text[at + 1 : at + 2] in ("{", "}"):
            close = text.find("'", at + 2)
            at = close + 1 if close > 0 else at + 2
        elif text[at] == "{":
            at = _argument(text, at + 1, depth, found)
        elif text[at] == "}":
            break
        else:
            at += 1
    return at


def _argument(text: str, at: int, depth: int, found: set[str]) -> int:
    """Where an argument ends whose name starts `at`. Raises ValueError where it is none."""
    name = _NAME.match(text, at)
    if name is None:
        raise ValueError(text)
    if name[2] == "}":
        found.add(f"{{{name[1]}}}")
        return name.end()
    kind = _KIND.match(text, name.end())
    if kind is None:
        raise ValueError(text)
    found.add(f"{{{name[1]}, {kind[1]}}}")
    if kind[1] not in _BRANCHED:
        close = text.find("}", kind.end() - 1)
        if close < 0:
            raise ValueError(text)
        return close + 1
    at, keys = kind.end(), set[str]()
    while key := _KEY.match(text, at):
        keys.add(key[1])
        at = _text(text, key.end(), depth + 1, found)
        if not text.startswith("}", at):
            raise ValueError(text)
        at += 1
    end = _END.match(text, at)
    if end is None or not keys:
        raise ValueError(text)
    plural = kind[1] != "select"
    found.update(
        f"{key} {{…}}" for key in keys if not (plural and (key in _PLURAL or key[0] == "="))
    )
    return end.end()
