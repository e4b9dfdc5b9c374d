"""Which tags of a page cut it into paragraphs, and which stand in a sentence.

Lives here: Layout, `lay_out`. Takes the tokens of a page; says of each whether it cuts, is half of an
inline pair, stands alone in a sentence, opens a world of its own (a menu, a video: its texts are apart from
the sentence around it) or is not seen. A block inside a link makes the link a block; an element that HTML
does not know is inline where its parent has text of its own. Malformed markup is normal: nothing fails.
May import: `scan` of this room, language.
Apart from `html` because a browser decides this before anybody thinks of translation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum

from workbench.article.scan import Attribute, Sort, Token, attributes
from workbench.language.tags import INLINE, VOID, decoded


class Role(Enum):
    """What a token does."""

    CUT = "cut"
    PAIR = "pair"
    LONE = "lone"
    """An inline tag without a partner in its sentence."""
    ALONE = "alone"
    """Something in the sentence that has no text: an image, an icon, a script, an input."""
    ENTER = "enter"
    LEAVE = "leave"
    HIDDEN = "hidden"
    CODE = "code"


@dataclass(slots=True, eq=False)
class Context:
    """What is true of the text in an element."""

    block: str = ""
    """The nearest element that gives a paragraph its kind."""
    pre: bool = False
    off: bool = False
    """Whether it is not to be translated."""
    region: Region | None = None


@dataclass(slots=True, eq=False)
class Region:
    """A part of the page that may be its frame, or its main part."""

    name: str
    outer: Region | None
    depth: int = 0
    letters: int = 0
    main: bool = False
    """Whether the main text, or its headline, is inside."""


@dataclass(slots=True)
class Layout:
    """The answer: lists as long as the list of tokens."""

    roles: list[Role]
    twins: list[int]
    """Index of the partner, or -1. Of what stands alone: of the token that ends it."""
    contexts: list[Context]
    """Of the text behind the token."""
    root: Context
    seen: list[int] = field(default_factory=list)
    """Opening tags whose attributes a reader may see."""


KINDED = frozenset(
    ["title", "li", "dt", "dd", "figcaption", "caption", "blockquote", "td", "th", "summary",
     "h1", "h2", "h3", "h4", "h5", "h6"]
)  # fmt: skip
_BLOCKS = KINDED | frozenset(
    "address article aside body center col colgroup details dialog dir div dl fieldset figure footer form"
    " frame frameset head header hgroup hr html legend listing main menu nav noframes ol optgroup option p"
    " plaintext pre search section table tbody tfoot thead tr ul".split()
)
_EMPTY_BLOCKS = frozenset(["hr", "col", "frame"])
_OPAQUE = frozenset(
    "svg math template noscript picture progress meter textarea iframe script style xmp noembed".split()
)
_WORLDS = frozenset(["select", "datalist", "object", "video", "audio", "canvas", "map"])
_ALONE = frozenset(
    "input embed area source track param meta link base keygen basefont bgsound".split()
)
_SOFT = frozenset("p li dt dd option optgroup tr td th tbody thead tfoot".split())
_CLOSED_BY_BLOCK = frozenset(["p", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "dd", "li", "option"])
_UNSEEN = frozenset("script style template noscript link iframe".split())
_DEEPEST = 500
_WORLDS_DEEP = 20
_REGIONS_DEEP = 8
_FRAME_NAMES = frozenset(["nav", "aside", "footer", "header", "menu"])
_ROLES = {"navigation": "nav", "contentinfo": "footer", "complementary": "aside", "banner": "header",
          "search": "nav", "main": "main", "menu": "nav", "menubar": "nav"}  # fmt: skip
_FRAME_WORDS = frozenset(
    "ad ads adv advert adverts advertisement advertising adsense banner breadcrumb breadcrumbs cookie cookies"
    " footer masthead menu nav navbar navigation newsletter pagination pager promo promoted related relations"
    " share sharing sidebar skip social sponsor sponsored subscribe toolbar topbar widget toc sphinxsidebar"
    " navheader navfooter".split()
)
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")


@dataclass(slots=True, eq=False)
class _Segment:
    """A stretch of one parent's content between two cuts."""

    text: bool = False


@dataclass(slots=True, eq=False)
class _Open:
    """An element that is open."""

    name: str
    at: int
    block: bool
    context: Context
    flow: _Open | None
    """The element whose line its text stands in; itself where that is None."""
    segment: _Segment
    cuts: int = 0
    host: int = -1
    """Token of the unknown element whose content this is."""


def lay_out(text: str, found: list[Token]) -> Layout:
    """Decide about every token of a page."""
    return _Walk(text, found).done()


def _says(gap: str) -> bool:
    return any(map(str.isalnum, decoded(gap))) if gap and not gap.isspace() else False


class _Walk:
    """One pass over the tokens, with the stack of open elements."""

    def __init__(self, text: str, found: list[Token]) -> None:
        self._text = text
        self._found = found
        count = len(found)
        self._out = Layout([Role.HIDDEN] * count, [-1] * count, [Context()] * count, Context())
        root = _Open("", -1, True, self._out.root, None, _Segment())
        self._stack = [root]
        self._opened: dict[str, int] = {}
        self._blocks = 0
        self._worlds: list[int] = []
        self._cuts = 0
        self._breaks = 0
        self._undecided: list[tuple[int, _Segment, int]] = []

    def done(self) -> Layout:
        out, found, text = self._out, self._found, self._text
        pairs = _enclosing(found)
        number = at = 0
        while number < len(found):
            token = found[number]
            self._gap(text[at : token.start])
            at = token.end
            last = self._one(number, token, pairs)
            out.contexts[number] = self._stack[-1].context
            if last != number:
                at = found[last].end
            number = last + 1
        self._decide()
        return out

    def _gap(self, gap: str) -> None:
        if gap and not decoded(gap).isspace():  # `&nbsp;` alone is none, however it is written
            self._breaks = 0
            flow = self._flow()
            if not flow.segment.text and _says(gap):
                flow.segment.text = True

    def _one(self, number: int, token: Token, pairs: dict[int, int]) -> int:
        """Decide about one token; the number of the last one that belongs to it."""
        roles, twins, name = self._out.roles, self._out.twins, token.name
        if token.sort is Sort.HIDDEN or token.sort is Sort.CODE:
            roles[number] = Role.CODE if token.sort is Sort.CODE else Role.HIDDEN
            return number
        if self._worlds and number == self._worlds[-1]:
            self._leave(number)
            return number
        if name in _OPAQUE or name in _WORLDS or name in _ALONE:
            return self._apart(number, token, pairs)
        if name in _BLOCKS:
            roles[number] = Role.CUT
            if token.sort is Sort.CLOSE:
                self._close_block(name)
            else:
                self._see(number, token)
                self._open_block(number, token)
            self._cut()
        elif token.sort is Sort.CLOSE:
            self._close_inline(number, name)
        elif name in VOID or token.closed:
            roles[number], twins[number] = Role.ALONE, number
            self._see(number, token)
            if name == "br":
                self._breaks += 1
                if self._breaks == 2:
                    roles[number] = Role.CUT
                    self._cut()
        else:
            self._see(number, token)
            self._open_inline(number, token)
        return number

    def _see(self, number: int, token: Token) -> None:
        if token.inside[0] < token.inside[1] and not self._stack[-1].context.off:
            self._out.seen.append(number)

    def _flow(self) -> _Open:
        top = self._stack[-1]
        return top.flow or top

    def _cut(self) -> None:
        self._cuts += 1
        self._breaks = 0
        self._flow().segment = _Segment()

    def _apart(self, number: int, token: Token, pairs: dict[int, int]) -> int:
        """Something with no text of the sentence, or with text that is none of its business."""
        roles, twins = self._out.roles, self._out.twins
        end = pairs.get(number, number)
        if token.sort is Sort.OPEN and token.name not in _UNSEEN:
            self._see(number, token)
        if end == number or token.name in _OPAQUE:
            roles[number], twins[number] = Role.ALONE, end
            if token.name == "picture":
                for inner in range(number + 1, end):
                    if self._found[inner].sort is Sort.OPEN:
                        self._see(inner, self._found[inner])
            return end
        roles[number], twins[number] = Role.ENTER, end
        roles[end], twins[end] = Role.LEAVE, number
        self._worlds.append(end)
        context = self._stack[-1].context
        if _off(self._text, token, context.off) != context.off:
            context = Context(context.block, context.pre, True, context.region)
        world = _Open(token.name, number, True, context, None, _Segment(), self._cuts)
        self._stack.append(world)
        return number

    def _leave(self, number: int) -> None:
        self._worlds.pop()
        begun = self._out.twins[number]
        while (last := self._stack.pop()).at != begun:
            self._forget(last)
        self._cuts = last.cuts
        self._breaks = 0

    def _forget(self, element: _Open) -> None:
        self._opened[element.name] -= 1
        self._blocks -= element.block

    def _push(self, element: _Open) -> None:
        self._stack.append(element)
        self._opened[element.name] = self._opened.get(element.name, 0) + 1
        self._blocks += element.block

    def _open_block(self, number: int, token: Token) -> None:
        name = token.name
        if token.closed or name in _EMPTY_BLOCKS or self._blocks >= _DEEPEST:
            return
        last = self._stack[-1]
        if last.name == name if last.name in {"li", "option"} else (
            last.name in _CLOSED_BY_BLOCK and name in {last.name, "p"}
        ):  # fmt: skip
            self._forget(self._stack.pop())
        outer = self._stack[-1].context
        context = self._context(name, token, outer)
        self._push(_Open(name, number, True, context, None, _Segment()))

    def _context(self, name: str, token: Token, outer: Context) -> Context:
        off = _off(self._text, token, outer.off) if name not in {"html", "body"} else outer.off
        region = self._region(name, token, outer.region)
        block = name if name in KINDED else outer.block
        pre = outer.pre or name in {"pre", "listing", "plaintext"}
        if (block, pre, off) == (outer.block, outer.pre, outer.off) and region is outer.region:
            return outer
        return Context(block, pre, off, region)

    def _region(self, name: str, token: Token, outer: Region | None) -> Region | None:
        depth = outer.depth if outer else 0
        named = "" if name in {"html", "body"} else _region_name(self._text, name, token)
        if named == "main" or name in {"h1", "article"}:
            region = outer
            while region:
                region.main = True
                region = region.outer
        if not named or (depth >= _REGIONS_DEEP and named != "main"):
            return outer
        if name in {"header", "footer"} and outer and outer.name == "article":
            return outer
        return Region(named, outer, depth + 1, main=named in {"main", "article"})

    def _close_block(self, name: str) -> None:
        if not self._opened.get(name):
            return
        stack = self._stack
        lowest = max(len(stack) - 1 - _DEEPEST, 0)
        for place in range(len(stack) - 1, lowest, -1):
            element = stack[place]
            if element.block and element.name == name:
                while len(stack) > place:
                    self._forget(stack.pop())
                return
            if element.at >= 0 and self._out.roles[element.at] is Role.ENTER:
                return

    def _open_inline(self, number: int, token: Token) -> None:
        top = self._stack[-1]
        known = token.name in INLINE and token.name != "button"
        self._out.roles[number] = Role.LONE
        flow = self._flow()
        element = _Open(
            token.name, number, False, top.context, flow if known else None,
            flow.segment if known else _Segment(), self._cuts, top.host if known else number,
        )  # fmt: skip
        if not known:
            self._undecided.append((number, flow.segment, top.host))
        self._push(element)

    def _close_inline(self, number: int, name: str) -> None:
        out, stack = self._out, self._stack
        out.roles[number] = Role.LONE
        if not self._opened.get(name):
            return
        for place in range(len(stack) - 1, max(len(stack) - 1 - _DEEPEST, 0), -1):
            element = stack[place]
            if element.name == name and not element.block:
                break
            if element.block and element.name not in _SOFT:
                return
        else:
            return
        if any(e.block for e in stack[place + 1 :]):
            self._cuts += 1
        while len(stack) > place + 1:
            self._forget(stack.pop())
        stack.pop()
        self._opened[name] -= 1
        role = Role.PAIR
        if element.cuts != self._cuts:  # a block inside: it is one itself
            role = Role.CUT
            self._cut()
        out.roles[element.at] = out.roles[number] = role
        out.twins[element.at], out.twins[number] = number, element.at

    def _decide(self) -> None:
        """Elements that HTML does not know are inline where there is text beside them."""
        out = self._out
        for number, segment, host in self._undecided:
            role = out.roles[number]
            if role is Role.CUT:
                continue
            inline = segment.text or (host >= 0 and out.roles[host] is Role.PAIR)
            if role is Role.LONE:
                if inline:
                    out.roles[number], out.twins[number] = Role.ALONE, number
                else:
                    out.roles[number] = Role.CUT
            elif not inline:
                out.roles[number] = out.roles[out.twins[number]] = Role.CUT


def _enclosing(found: list[Token]) -> dict[int, int]:
    """Opening → closing token of the elements that stand apart; nested ones counted."""
    pairs: dict[int, int] = {}
    open_: list[tuple[str, int]] = []
    count: dict[str, int] = {}
    for number, token in enumerate(found):
        name = token.name
        if name not in _OPAQUE and name not in _WORLDS:
            continue
        if token.sort is Sort.OPEN:
            if not (token.closed and name != "script") and len(open_) < _WORLDS_DEEP:
                open_.append((name, number))
                count[name] = count.get(name, 0) + 1
        elif count.get(name):
            while (last := open_.pop())[0] != name:
                count[last[0]] -= 1
            count[name] -= 1
            pairs[last[1]] = number
    return pairs


def _off(text: str, token: Token, outer: bool) -> bool:
    """Whether an element's text is not to be translated."""
    said = text[slice(*token.inside)].lower()
    if "translate" not in said:
        return outer
    for attribute in attributes(text, token):
        value = text[slice(*attribute.span)].lower()
        if attribute.name == "translate" and value in {"no", "yes", ""}:
            return value == "no"
        if attribute.name == "class" and "notranslate" in value.split():
            return True
    return outer


def _region_name(text: str, name: str, token: Token) -> str:
    """What part of a page an element is by its name, its role or its class; `` if none."""
    if name in {"main", "article"}:
        return name
    named = name if name in _FRAME_NAMES else ""
    if token.inside[1] - token.inside[0] > 4:
        found = {a.name: a for a in attributes(text, token)}
        if role := _value(text, found.get("role")).strip().lower():
            named = _ROLES.get(role, named)
        words = f"{_value(text, found.get('class'))} {_value(text, found.get('id'))}"
        if not named and name not in KINDED and not _FRAME_WORDS.isdisjoint(
            word.lower() for word in _WORD.findall(words)
        ):  # fmt: skip
            named = "box"
    return named


def _value(text: str, attribute: Attribute | None) -> str:
    return text[slice(*attribute.span)] if attribute else ""
