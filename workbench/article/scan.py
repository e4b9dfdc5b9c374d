"""HTML as a browser cuts it into tags.

Lives here: Token, `tokens`, `attributes`. Takes decoded text; gives every tag, comment and instruction
with its exact place, in linear time whatever stands there; text is what lies between them. Quotes count
only where an attribute's value begins, as the HTML standard has it.
May import: the standard library.
Apart from `html` because what a tag is has nothing to do with what a paragraph is. A scanner of our own,
as the parsers at hand (html.parser, lxml, selectolax) give no exact offsets or are quadratic.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple


class Sort(Enum):
    """What a token is."""

    OPEN = "open"
    CLOSE = "close"
    HIDDEN = "hidden"
    """A comment, a declaration: nothing that a reader sees and whose place matters."""
    CODE = "code"
    """`<?…?>`, `<%…%>`, a server-side include: something is put in its place."""


@dataclass(slots=True)
class Token:
    """One piece of markup."""

    sort: Sort
    start: int
    end: int
    name: str = ""
    """Lower case; empty where it is no tag."""
    closed: bool = False
    """Whether it ends in `/>`."""
    inside: tuple[int, int] = (0, 0)
    """Where its attributes stand."""


class Attribute(NamedTuple):
    """One attribute of a tag."""

    name: str
    """Lower case."""
    span: tuple[int, int]
    """Of the value, without its quotes; empty where it has none."""
    quote: str
    """`"`, `'` or nothing."""


_NEXT = re.compile(
    r"<(?:(?P<open>[a-zA-Z][^\s/>\0]*)|/(?P<close>[a-zA-Z][^\s/>\0]*)|(?P<other>[!?%/]))"
)
_ATTRIBUTE = re.compile(
    r"""[\s/]*(?P<name>[^\s/>][^\s/>=]*)(?:\s*(?P<is>=)\s*(?:(?P<quote>["'])|(?P<value>[^\s>"'][^\s>]*))?)?"""
)
_SPACE = re.compile(r"[\s/]*")
_RAW = frozenset(["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"])
"""Elements whose content is no markup."""


def tokens(text: str, *, xml: bool = False) -> list[Token]:
    """All markup of a page or fragment, in order; with `xml`, `<script/>` is an empty element."""
    found: list[Token] = []
    missing: set[str] = set()
    last = text.rfind(">")
    at = 0
    while match := _NEXT.search(text, at):
        start = match.start()
        if start > last:
            break
        if match["other"]:
            token = _other(text, match, missing)
            found.append(token)
            at = token.end
            continue
        name = (match["open"] or match["close"]).lower()
        inside = match.end()
        end = _tag_end(text, inside, missing)
        closed = text[end - 2] == "/" and end - 2 >= inside
        sort = Sort.OPEN if match["open"] else Sort.CLOSE
        found.append(
            Token(sort, start, end, name, closed, (inside, end - 2 if closed else end - 1))
        )
        at = end
        if sort is Sort.OPEN and name in _RAW and not (xml and closed):
            at = _raw_end(text, name, end, missing)
    return found


def _tag_end(text: str, at: int, missing: set[str]) -> int:
    """Behind the `>` that ends a tag; a quote that nobody closes ends nothing."""
    while True:
        at = _SPACE.match(text, at).end()  # type: ignore[union-attr]
        if text[at : at + 1] in {">", ""}:
            break
        match = _ATTRIBUTE.match(text, at)
        if match is None:
            break
        at = match.end()
        if quote := match["quote"]:
            end = -1 if quote in missing else text.find(quote, at)
            if end < 0:
                missing.add(quote)
            else:
                at = end + 1
    end = text.find(">", at)
    return end + 1 if end >= 0 else text.rfind(">") + 1


def _other(text: str, match: re.Match[str], missing: set[str]) -> Token:
    """A comment, CDATA section, declaration, instruction or piece of a template."""
    start = match.start()
    sort, closer = Sort.HIDDEN, ">"
    for opener, how, ends in (
        ("<!--#", Sort.CODE, "-->"), ("<!--", Sort.HIDDEN, "-->"), ("<![CDATA[", Sort.CODE, "]]>"),
        ("<?", Sort.CODE, "?>"), ("<%", Sort.CODE, "%>"),
    ):  # fmt: skip
        if text.startswith(opener, start):
            sort, closer = how, ends
            break
    if closer == "-->" and text.startswith((">", "->"), start + 4):
        return Token(sort, start, text.index(">", start) + 1)
    at = start + (4 if closer == "-->" else 2)
    end = -1 if closer in missing else text.find(closer, at)
    if end < 0:
        missing.add(closer)
        if closer == "-->":
            return Token(sort, start, len(text))  # a browser hides the rest, too
        end, closer = text.find(">", start), ">"
    return Token(sort, start, end + len(closer) if end >= 0 else len(text))


def _raw_end(text: str, name: str, at: int, missing: set[str]) -> int:
    """Where the content of such an element ends."""
    if name in missing:
        return at
    if match := re.compile(rf"</{name}(?=[\s/>])", re.I).search(text, at):
        return match.start()
    missing.add(name)
    return len(text) if name in {"script", "style"} else at


def attributes(text: str, token: Token) -> list[Attribute]:
    """The attributes of an opening tag, the first of each name."""
    found: dict[str, Attribute] = {}
    at, end = token.inside
    while match := _ATTRIBUTE.match(text, at, end):
        at = match.end()
        span, quote = match.span("value"), match["quote"] or ""
        if quote:
            close = text.find(quote, at, end)
            if close < 0:
                break
            span = (at, close)
            at = close + 1
        name = match["name"].lower()
        found.setdefault(name, Attribute(name, span if span[0] >= 0 else (at, at), quote))
    return list(found.values())
