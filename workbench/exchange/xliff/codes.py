"""Text with inline elements ⇄ text with numbered tags.

Lives here: `text_of`, which turns what stands in a `<source>` or `<target>` into a text with `<x1>…</x1>`
and `<x2/>`, and `bytes_of`, which turns it back with the very bytes of the codes. A code keeps its number
on both sides. Halves of pairs that cross others, or have no partner, stand alone. Takes events of `scan`.
May import: errors, wording and `dialects` of this room.
Apart from `scan` because a text knows nothing of its file.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from workbench.errors import ExchangeError
from workbench.exchange.xliff.dialects import CODES, OTHER, SHOWN, WHOLE, Sort
from workbench.wording import _

Event = tuple[bool, str, dict[str, str], int]
"""(whether it opens, local name, attributes, byte offset) of a tag; a text is a str."""
Content = list[str | Event]
OUTER = " \t\r\n"
"""White space at the ends of a text that is the file's, not the translator's."""
TAG = re.compile(r"</?x[1-9]\d{0,4}/?>")
_LIKE = re.compile(r"</?x([1-9]\d{0,4})\b")
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_TAG_END = re.compile(rb"""<(?:[^"'>]++|"[^"]*+"|'[^']*+')*>""")
_LONG = 80


class Piece(NamedTuple):
    """A code, or half of one, in a text."""

    role: str
    """`o` opens, `c` closes, `a` stands alone."""
    name: tuple[str, str]
    """Element and id."""
    pair: object
    """What both halves have in common."""
    bound: bool
    """Whether the two halves are one element, so that they cannot cross others."""
    mark: bool
    start: int
    """Byte offset of its tag."""
    end: int
    """That of the closing tag of an element that stands alone; -1 where the tag is all of it."""
    shown: str


class Coded:
    """A text with tags, and what they stand for."""

    __slots__ = ("marks", "numbers", "shown", "tags", "taken", "text")

    def __init__(self, text: str) -> None:
        """A text without tags; most are, so that nothing is made for each."""
        self.text = text
        self.tags: dict[str, tuple[int, int]] = _NO_TAGS
        """Tag → byte offsets as in Piece: of the start, of the closing tag or -1."""
        self.marks: frozenset[str] = frozenset()
        """Tags that may be left out."""
        self.shown: dict[str, str] = _NOTHING_SHOWN
        """Tag → what it stands for."""
        self.numbers: dict[tuple[str, tuple[str, str], int], str] = _NO_NUMBERS
        """Code → its tag, so that the other side numbers alike."""
        self.taken: frozenset[int] = frozenset()


_NO_TAGS: dict[str, tuple[int, int]] = {}
_NOTHING_SHOWN: dict[str, str] = {}
_NO_NUMBERS: dict[tuple[str, tuple[str, str], int], str] = {}


def local(name: str) -> str:
    """The local name of expat's `namespace name prefix`."""
    parts = name.split(" ")
    return parts[1] if len(parts) > 1 else name


def text_of(content: Content, like: Coded | None = None, data: dict[str, str] | None = None) -> Coded:  # fmt: skip
    """The text of a content. `like`: the source, whose numbers hold here too; `data`: what references
    to native codes stand for."""
    if len(content) == 1 and type(content[0]) is str:
        text = content[0]
        if "<x" not in text and "</x" not in text:
            return Coded(text)
    elif not content:
        return Coded("")
    return _coded(_pieces(content, data or {}), like)


def _pieces(content: Content, data: dict[str, str]) -> list[str | Piece]:
    """Texts and codes; what stands in a code alone is part of it."""
    out: list[str | Piece] = []
    open_: list[tuple[int, str]] = []  # where in out, what its closing half stands for
    at = 0
    while at < len(content):
        item = content[at]
        if isinstance(item, str):
            out.append(item)
            at += 1
            continue
        opens, name, attributes, offset = item
        if not opens:
            index, said = open_.pop()
            first = out[index]
            assert isinstance(first, Piece)
            if len(out) == index + 1:  # nothing in it
                out[index] = first._replace(role="a", end=offset, shown=first.shown + said)
            else:
                out.append(first._replace(role="c", start=offset, shown=said))
            at += 1
            continue
        code = CODES.get(name, OTHER)
        ident = next((attributes[key] for key in code.ids if key in attributes), "")
        shown = next((attributes[key] for key in SHOWN if attributes.get(key)), "")
        mark = code.mark
        if code.sort in (Sort.PAIR, Sort.MARK) and attributes.get("mtype") not in WHOLE:
            reference = attributes.get("dataRefStart") or attributes.get("dataRef") or ""
            shown = data.get(reference, "") or shown
            whole = object()
            open_.append((len(out), data.get(attributes.get("dataRefEnd", ""), "")))
            out.append(Piece("o", (name, ident), whole, True, mark, offset, -1, shown))
            at += 1
            continue
        end, native = _closing(content, at)
        if native.strip():
            shown = native.strip()
        elif reference := attributes.get("dataRef", ""):
            shown = data.get(reference, "") or shown
        if name == "cp":
            shown = f"U+{ident}"
        role = {Sort.OPENS: "o", Sort.CLOSES: "c"}.get(code.sort, "a")
        pair = next((attributes[key] for key in code.pair if key in attributes), None)
        if role != "a" and pair is None:
            role = "a"
        closing = content[end]
        assert not isinstance(closing, str)
        out.append(Piece(role, (name, ident), (_KIN[name], pair) if role != "a" else None,
                         False, mark, offset, closing[3], shown))  # fmt: skip
        at = end + 1
    return out


_KIN = {"bx": 1, "ex": 1, "bpt": 2, "ept": 2, "sc": 3, "ec": 3, "sm": 4, "em": 4} | dict.fromkeys(
    ["x", "ph", "it", "cp", "mrk"], 0
)


def _closing(content: Content, at: int) -> tuple[int, str]:
    """Where the element that opens at `at` closes, and the text in it."""
    depth = 0
    texts: list[str] = []
    for place in range(at, len(content)):
        item = content[place]
        if isinstance(item, str):
            texts.append(item)
            continue
        depth += 1 if item[0] else -1
        if not depth:
            return place, "".join(texts)
    raise AssertionError("expat closes what it opens")


def _alone(pieces: list[str | Piece]) -> set[int]:
    """Halves that have no partner, or whose pair crosses another."""
    alone: set[int] = set()
    open_: list[tuple[int, object]] = []
    places: dict[object, list[int]] = {}
    """Pair → where in `open_` it is opened."""
    floors: list[int] = []
    """Where in `open_` each element begins that is still open."""

    def drop(floor: int) -> None:
        while len(open_) > floor:
            index, pair = open_.pop()
            places[pair].pop()
            alone.add(index)

    for index, piece in enumerate(pieces):
        if isinstance(piece, str) or piece.role == "a":
            continue
        if piece.role == "o":
            if piece.bound:
                floors.append(len(open_))
            places.setdefault(piece.pair, []).append(len(open_))
            open_.append((index, piece.pair))
        elif piece.bound:
            floor = floors.pop()
            drop(floor + 1)
            open_.pop()
            places[piece.pair].pop()
        else:
            at = (places.get(piece.pair) or [-1])[-1]
            if at <= (floors[-1] if floors else -1):
                alone.add(index)
                continue
            drop(at + 1)
            open_.pop()
            places[piece.pair].pop()
    drop(0)
    return alone


def _coded(pieces: list[str | Piece], like: Coded | None) -> Coded:
    texts = [piece for piece in pieces if isinstance(piece, str)]
    taken = {int(n) for text in texts if "x" in text for n in _LIKE.findall(text)}
    if like is not None:
        taken |= like.taken | {int(_LIKE.findall(tag)[0]) for tag in like.tags}
    alone = _alone(pieces)
    known = like.numbers if like is not None else {}
    made = Coded("")
    made.taken = frozenset(taken)
    made.tags, made.shown, made.numbers = {}, {}, {}
    seen: Counter[tuple[str, tuple[str, str]]] = Counter()
    pairs: dict[object, list[int]] = {}
    marks: set[str] = set()
    out: list[str] = []
    next_ = 1
    for index, piece in enumerate(pieces):
        if isinstance(piece, str):
            out.append(piece)
            continue
        side = "c" if piece.role == "c" else "o"
        key = (side, piece.name, seen[side, piece.name])
        seen[side, piece.name] += 1
        tag = known.get(key)
        if tag is not None and piece.bound and piece.role == "o" and tag.endswith("/>"):
            tag = None  # there it is empty, here it is not
        if tag is not None and piece.bound and piece.role == "a" and not tag.endswith("/>"):
            out.append(tag + tag.replace("<", "</"))  # there it holds a text, here it is empty
            continue
        if tag is None:
            role = "a" if index in alone or piece.role == "a" else piece.role
            number = pairs[piece.pair].pop() if role == "c" else 0
            if not number:
                role = "a" if role == "c" else role
                while next_ in taken:
                    next_ += 1
                number = next_
                next_ += 1
            if role == "o":
                pairs.setdefault(piece.pair, []).append(number)
            tag = {"o": f"<x{number}>", "c": f"</x{number}>", "a": f"<x{number}/>"}[role]
        elif piece.role == "o" and index not in alone:
            number = 0 if tag.endswith("/>") else int(_LIKE.findall(tag)[0])
            pairs.setdefault(piece.pair, []).append(number)
        out.append(tag)
        made.numbers[key] = tag
        if tag not in made.tags:
            made.tags[tag] = (piece.start, piece.end)
        if piece.mark:
            marks.add(tag)
        if piece.shown:
            made.shown[tag] = piece.shown
    made.text = "".join(out)
    made.marks = frozenset(marks)
    return made


def notes_of(coded: Coded) -> list[str]:
    """A line for each code that says what it stands for."""
    lines = []
    for tag, shown in coded.shown.items():
        if tag.startswith("</"):
            continue
        said = " ".join(shown.split())
        lines.append(f"{tag} {said[:_LONG]}")
    return lines


def native(coded: Coded) -> str:
    """The text with the native codes in the place of their tags, as `new` put them there."""

    def one(match: re.Match[str]) -> str:
        return "" if match[0] in coded.marks else coded.shown.get(match[0], match[0])

    return TAG.sub(one, coded.text)


def damage(text: str, source: Coded, before: Coded | None) -> str:
    """What is wrong with the codes of a target; empty where they all are there once, in order.
    `before`: the target that the file has, whose own codes may stay."""
    if not source.tags and not (before and before.tags) and "<x" not in text and "</x" not in text:
        return ""
    there = Counter(TAG.findall(text))
    own = Counter(before.tags if before else ())
    wanted = Counter(source.tags.keys())
    lost = [tag for tag in wanted if tag not in source.marks and not there[tag]]
    if lost:
        return _("{tags} is lost").format(tags=" ".join(lost))
    known = {*wanted, *own}
    literal = {*TAG.findall(source.text), *(TAG.findall(before.text) if before else ())}
    strange = [tag for tag in there if tag not in known and tag not in literal]
    if strange:
        return _("{tags} is no code of it").format(tags=" ".join(strange))
    doubled = [tag for tag in known if there[tag] > 1]
    if doubled:
        return _("{tags} is doubled").format(tags=" ".join(sorted(doubled)))
    for tag in [*source.marks, *(tag for tag in own if tag not in wanted)]:
        other = tag.replace("</", "<") if tag.startswith("</") else tag.replace("<", "</")
        if not tag.endswith("/>") and there[tag] != there[other]:
            return _("{tags} is lost").format(tags=tag if there[other] else other)
    open_: list[str] = []
    for tag in TAG.findall(text):
        if tag not in known or tag.endswith("/>"):
            continue
        if not tag.startswith("</"):
            open_.append(tag)
        elif not open_ or open_.pop() != tag.replace("</", "<"):
            return _("{tags} crosses another or stands the wrong way round").format(tags=tag)
    return ""


def bytes_of(text: str, source: Coded, before: Coded | None, data: bytes, *, cdata: bool) -> bytes:
    """What stands between the tags of `<target>`: UTF-8, with the codes as `data` spells them, those of
    the file's own target first. Raises ExchangeError where XML cannot hold a character."""
    if (match := ILLEGAL.search(text)) is not None:
        raise ExchangeError(_("XML cannot hold the character {char!r}").format(char=match[0]))
    spans = {**source.tags, **(before.tags if before else {})}
    if cdata and not spans and "]]>" not in text and "\r" not in text:
        return b"<![CDATA[" + text.encode() + b"]]>"
    out: list[bytes] = []
    last = 0
    for match in TAG.finditer(text) if spans else ():
        span = spans.get(match[0])
        if span is None:
            continue
        out.append(_escaped(text[last : match.start()]))
        out.append(code_bytes(data, *span))
        last = match.end()
    out.append(_escaped(text[last:]))
    return b"".join(out)


def _escaped(text: str) -> bytes:
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("\r", "&#13;").encode()


def tag_end(data: bytes, start: int) -> int:
    """Where the tag that begins at `start` ends; of a closing tag too."""
    match = _TAG_END.match(data, start)
    if match is None:
        raise AssertionError("expat read a tag here")
    return match.end()


def element_end(data: bytes, start: int, close: int) -> int:
    """Where an element ends: `start` is its tag, `close` where expat says that it closes."""
    end = tag_end(data, start)
    return end if data[end - 2 : end] == b"/>" else tag_end(data, close)


def code_bytes(data: bytes, start: int, close: int) -> bytes:
    """The bytes of a code: its tag, or the whole element where it stands alone."""
    if close < 0:
        return data[start : tag_end(data, start)]
    return data[start : element_end(data, start, close)]
