"""Tags inside a text: which count as inline, how they are found, escaped and proved balanced.

Lives here: the tag pattern and the rules around it. Takes and gives strings.
May import: the standard library.
On this floor because articles, engines, terms and checks all need it.
"""

from __future__ import annotations

import re

INLINE = frozenset(
    re.findall(
        r"\w+",
        "a abbr acronym b bdi bdo big br cite code data del dfn em font i img ins kbd label mark"
        " nobr q rb rp rt ruby s samp small span strike strong sub sup time tt u var wbr",
    )
)
VOID = frozenset(["br", "img", "wbr"])
TAG = re.compile(
    r"""<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9:-]{0,30})"""
    r"""(?P<attributes>(?:[^"'<>]|"[^"]{0,4000}"|'[^']{0,4000}'){0,2000}+)>"""
)
"""A tag; lengths are bounded so that hostile input cannot make matching quadratic."""
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_SPACE = re.compile(r"[ \t\r\n\f]+")


def readable(raw: str, *, collapse: bool = True) -> str:
    """Inner HTML as the catalog holds it: entities decoded, space collapsed, inline tags kept.

    `&lt;` stays, and so does an `&amp;` that would read as an entity without it, so that text and
    tags can always be told apart and `escaped` gives the document its text back.
    """
    out: list[str] = []
    last = 0
    for match in TAG.finditer(raw):
        out.append(_decoded(raw[last : match.start()]))
        if match["name"].lower() in INLINE:
            out.append(match.group())
        last = match.end()
    out.append(_decoded(raw[last:]))
    text = "".join(out)
    return _SPACE.sub(" ", text).strip(" ") if collapse else text


def _decoded(text: str) -> str:
    if "&" not in text:
        return text
    import html  # a long table, and only documents hold entities

    def one(match: re.Match[str]) -> str:
        char = html.unescape(match.group())
        if char in "<" or ord(char[0]) < 32:
            return match.group()
        if char == "&" and _ENTITY.match("&" + text[match.end() : match.end() + 34]):
            return match.group()
        return char

    return _ENTITY.sub(one, text)


def escaped(text: str, source: str) -> str:
    """A target as inner HTML: only tags that the source has, or bare inline tags, stay tags."""
    known = {match.group() for match in TAG.finditer(source)}
    out: list[str] = []
    last = 0
    for match in TAG.finditer(text):
        bare = match["name"].lower() in INLINE and not match["attributes"].strip(" /")
        if match.group() in known or bare:
            out += (_plain(text[last : match.start()]), match.group())
            last = match.end()
    out.append(_plain(text[last:]))
    return "".join(out)


def _plain(text: str) -> str:
    kept = _ENTITY.sub(lambda match: match.group().replace("&", "\0"), text)
    return kept.replace("&", "&amp;").replace("<", "&lt;").replace("\0", "&")


def unmatched(text: str) -> list[tuple[int, int]]:
    """Spans of inline tags that have no partner inside `text`."""
    open_tags: list[re.Match[str]] = []
    alone: list[tuple[int, int]] = []
    for match in TAG.finditer(text):
        name = match["name"].lower()
        if name not in INLINE or name in VOID or match["attributes"].endswith("/"):
            continue
        if not match["end"]:
            open_tags.append(match)
        elif any(tag["name"].lower() == name for tag in open_tags):
            while open_tags[-1]["name"].lower() != name:
                alone.append(open_tags.pop().span())
            open_tags.pop()
        else:
            alone.append(match.span())
    return sorted([*alone, *(tag.span() for tag in open_tags)])


def stripped(text: str) -> tuple[str, list[int]]:
    """`text` without inline tags, and for each offset of it (end included) the offset in `text`."""
    kept: list[str] = []
    offsets: list[int] = []
    last = 0
    for match in TAG.finditer(text):
        if match["name"].lower() not in INLINE:
            continue
        kept.append(text[last : match.start()])
        offsets.extend(range(last, match.start()))
        last = match.end()
    kept.append(text[last:])
    offsets.extend(range(last, len(text) + 1))
    return "".join(kept), offsets
