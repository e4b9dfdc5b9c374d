"""Inline tags around a draft.

Lives here: `plain` and `with_markup`. Takes a paragraph with tags, gives the text an engine reads;
puts the tags back into what it wrote. Tags around the whole are put around the whole; an inner pair
goes around the target of its text, if that can be found in the draft (unchanged names and numbers,
or the engine's translation of the inner text alone, as Argos' own tag injection does); what cannot be
placed is left out and said.
May import: language.
Apart from `draft` because tags are the article's and not the engine's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from workbench.language.tags import TAG, stripped


@dataclass(frozen=True, slots=True)
class Pair:
    """One inline element: its tags and the text between them."""

    opening: str
    closing: str
    inner: str
    span: tuple[int, int]
    """Of the inner text, in the text without tags."""


def plain(text: str) -> str:
    """The text without inline tags; `<br>` becomes a space."""
    return stripped(text)[0] if "<" in text else text


def pairs(text: str) -> list[Pair]:
    """The inline elements of a text, inner ones first."""
    stack: list[tuple[str, str, int]] = []
    found: list[Pair] = []
    at = 0
    last = 0
    bare = plain(text)
    for match in TAG.finditer(text):
        at += len(plain(text[last : match.start()]))
        last = match.end()
        name = match["name"].lower()
        if match["end"]:
            if stack and stack[-1][0] == name:
                _name, opening, start = stack.pop()
                found.append(Pair(opening, match.group(), bare[start:at], (start, at)))
        else:
            stack.append((name, match.group(), at))
    return found


def inner_texts(texts: list[str]) -> list[str]:
    """Texts between inner tags, to be translated alone, so that they can be found again."""
    wanted: dict[str, None] = {}
    for text in texts:
        if "<" not in text:
            continue
        bare = plain(text).strip()
        for pair in pairs(text):
            if pair.inner.strip() and pair.inner.strip() != bare:
                wanted[pair.inner.strip()] = None
    return list(wanted)


def with_markup(source: str, target: str, known: Mapping[str, str]) -> tuple[str, bool]:
    """(target with the source's tags, whether all of them found a place).

    `known` maps inner texts to their translations.
    """
    if "<" not in source:
        return target, True
    whole = plain(source).strip()
    complete = source.count("<br") == 0
    wrappers: list[Pair] = []
    for pair in pairs(source):
        inner = pair.inner.strip()
        if inner == whole:
            wrappers.append(pair)
            continue
        place = _place(target, inner, known.get(inner, ""))
        if place is None:
            complete = False
            continue
        start, end = place
        target = target[:start] + pair.opening + target[start:end] + pair.closing + target[end:]
    for pair in wrappers:
        target = pair.opening + target + pair.closing
    return target, complete


def _place(target: str, inner: str, translated: str) -> tuple[int, int] | None:
    """Where the inner text's target stands, if exactly once and not inside a tag."""
    candidates = [translated, translated.strip("。、.「」"), inner]
    for candidate in dict.fromkeys(c for c in candidates if c):
        if target.count(candidate) == 1:
            start = target.index(candidate)
            inside = any(m.start() < start < m.end() for m in TAG.finditer(target))
            if not inside:
                return start, start + len(candidate)
    return None
