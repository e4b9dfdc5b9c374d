"""Tags inside a text: which count as inline, how they are found and proved balanced.

Lives here: the tag pattern and the rules around it. Takes and gives strings. A text of the catalog holds
inline tags as they were written; what a translator need not see is a stand-in: `<svg/>`, `<x1/>` for
something, `<x1>…</x1>` for an element of another kind.
May import: the standard library.
On this floor because articles, engines, terms and checks all need it.
"""

from __future__ import annotations

import re

INLINE = frozenset(
    re.findall(
        r"\w+",
        "a abbr acronym b bdi bdo big br button cite code data del dfn em font i img ins kbd label mark"
        " nobr q rb rp rt ruby s samp small span strike strong sub sup time tt u var wbr",
    )
)
VOID = frozenset(["br", "img", "wbr"])
TAG = re.compile(
    r"""<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9:-]{0,30})"""
    r"""(?P<attributes>(?:[^"'<>]|"[^"]{0,4000}"|'[^']{0,4000}'){0,2000})>"""
)
"""A tag; lengths are bounded so that hostile input cannot make matching quadratic."""
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_STAND_IN = re.compile(r'(?: n="\d{1,4}")?/')
_OTHER = re.compile(r"x\d{1,4}")
_KEPT = re.compile(
    r"""\stranslate\s*=\s*["']?no\b|\sclass\s*=\s*(?:"[^"]*(?<![\w-])notranslate(?![\w-])|'[^']*(?<![\w-])notranslate(?![\w-])|notranslate\b)""",
    re.I,
)


def is_inline(tag: re.Match[str]) -> bool:
    """Whether a match of TAG is part of a sentence: an inline element, or a stand-in."""
    name = tag["name"].lower()
    return name in INLINE or bool(_STAND_IN.fullmatch(tag["attributes"]) or _OTHER.fullmatch(name))


def is_empty(tag: re.Match[str]) -> bool:
    """Whether a match of TAG stands alone, without a closing tag."""
    return tag["name"].lower() in VOID or tag["attributes"].endswith("/")


def is_kept(tag: re.Match[str]) -> bool:
    """Whether what stands in this element is not to be translated."""
    return not tag["end"] and bool(_KEPT.search(tag["attributes"]))


def kept(text: str) -> list[str]:
    """The elements of a text that are not to be translated, each with its tags, in order."""
    if "translate" not in text:
        return []
    found: list[str] = []
    open_: tuple[str, int] | None = None
    depth = 0
    for tag in TAG.finditer(text):
        name = tag["name"].lower()
        if open_ is None:
            if is_kept(tag) and not is_empty(tag):
                open_, depth = (name, tag.start()), 1
        elif name == open_[0] and not is_empty(tag):
            depth += -1 if tag["end"] else 1
            if not depth:
                found.append(text[open_[1] : tag.end()])
                open_ = None
    return found


def decoded(text: str) -> str:
    """Text of HTML with its entities decoded.

    `&lt;` stays, and so does an `&amp;` that would read as an entity without it, so that text and
    tags can always be told apart and `encoded` gives the document its text back.
    """
    if "&" not in text:
        return text
    import html  # a long table, and only documents hold entities

    def one(match: re.Match[str]) -> str:
        char = html.unescape(match.group())
        if char in "<" or ord(char[0]) < 32:
            return match.group()
        if char == "&" and ENTITY.match("&" + text[match.end() : match.end() + 34]):
            return match.group()
        return char

    return ENTITY.sub(one, text)


def encoded(text: str, quote: str = "") -> str:
    """Text as HTML: entities in it stay, `<`, `&` and the quotation mark named are escaped."""
    safe = ENTITY.sub(lambda match: match.group().replace("&", "\0"), text)
    safe = safe.replace("&", "&amp;").replace("<", "&lt;").replace("\0", "&")
    return safe.replace(quote, "&quot;" if quote == '"' else "&#39;") if quote else safe


def unmatched(text: str) -> list[tuple[int, int]]:
    """Spans of inline tags that have no partner inside `text`."""
    open_tags: list[re.Match[str]] = []
    alone: list[tuple[int, int]] = []
    count: dict[str, int] = {}
    for match in TAG.finditer(text):
        name = match["name"].lower()
        if is_empty(match) or not is_inline(match):
            continue
        if not match["end"]:
            open_tags.append(match)
            count[name] = count.get(name, 0) + 1
        elif count.get(name):
            while (last := open_tags.pop())["name"].lower() != name:
                count[last["name"].lower()] -= 1
                alone.append(last.span())
            count[name] -= 1
        else:
            alone.append(match.span())
    return sorted([*alone, *(tag.span() for tag in open_tags)])


_READING = re.compile(
    r"<r([tp])\b[^<>]{0,200}>[^<>]{0,200}</r\1>|</?r(?:uby|b|t|p|tc)\b[^<>]{0,200}>", re.I
)


def unread(text: str) -> tuple[str, list[int]]:
    """`text` without ruby's readings and tags, and for each offset of it the offset in `text`."""
    kept: list[str] = []
    offsets: list[int] = []
    last = 0
    for match in _READING.finditer(text):
        kept.append(text[last : match.start()])
        offsets.extend(range(last, match.start()))
        last = match.end()
    kept.append(text[last:])
    offsets.extend(range(last, len(text) + 1))
    return "".join(kept), offsets


def stripped(text: str) -> tuple[str, list[int]]:
    """`text` without inline tags, and for each offset of it (end included) the offset in `text`."""
    kept: list[str] = []
    offsets: list[int] = []
    last = 0
    for match in TAG.finditer(text):
        if not is_inline(match):
            continue
        kept.append(text[last : match.start()])
        offsets.extend(range(last, match.start()))
        last = match.end()
    kept.append(text[last:])
    offsets.extend(range(last, len(text) + 1))
    return "".join(kept), offsets
