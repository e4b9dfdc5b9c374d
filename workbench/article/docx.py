"""Word documents: where their paragraphs are.

Lives here: DocxFormat. Takes a .docx (.docm, .dotx, .dotm), gives the paragraphs of the text, its tables, text
boxes, foot- and endnotes, and, as frame, headers and footers. Runs of one form are one text; links, fields, images,
notes' marks, bookmarks are numbered tags. Insertions that are tracked count as text, deletions do not; a paragraph
that gets a target loses the marks of both. Comments, macros, styles and everything else stay as they are.
May import: errors, model, wording and `packed`, `runs`, `tree` of this room.
Apart from `odt` because this is one format's grammar.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.sax.saxutils import escape

from workbench.article.package import Package
from workbench.article.packed import Place, opened, read_parts, write_parts
from workbench.article.runs import Code, Emit, Text, Token, shown
from workbench.article.tree import Node, prefix, tree, walk
from workbench.errors import DocumentError
from workbench.model import Article, Kind, Span
from workbench.wording import _

_CHARACTERS = {"tab": "\t", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\xad"}
_NOTHING = frozenset(["rPr", "lastRenderedPageBreak", "proofErr", "del", "moveFrom", "pPr"])
_AROUND = frozenset(["hyperlink", "smartTag", "customXml", "dir", "bdo"])
_THROUGH = frozenset(["ins", "moveTo"])
_UNSEEN = frozenset(["lang", "noProof", "rPrChange"])
"""Of a run's properties: what a reader cannot see."""
_OTHER_PARTS = (("footnotes", False), ("endnotes", False), ("header", True), ("footer", True))
_STYLES = {
    "title": Kind.TITLE,
    "caption": Kind.CAPTION,
    "quote": Kind.QUOTE,
    "intense quote": Kind.QUOTE,
}


class DocxFormat:
    """Word."""

    name = "docx"
    suffixes = (".docx", ".docm", ".dotx", ".dotm")

    def recognises(self, head: bytes, name: str) -> bool:
        """By the names of its parts, which stand in the clear."""
        return head.startswith(b"PK\x03\x04") and b"word/" in head

    def read(self, data: bytes, name: str, *, encoding: str | None = None) -> Article:
        """The text. Raises DocumentError: no whole document of Word."""
        with opened(data, name) as package:
            found = _Finder(package)
            return read_parts(package, found.parts, found.places, self.name)

    def write(self, article: Article, targets: Mapping[int, str], *, language: str) -> bytes:
        """The document with targets in it. Raises DocumentError: tags of a target make no sense."""
        with opened(article.data, article.name) as package:
            found = _Finder(package)
            return package.rewritten(write_parts(package, found.parts, found.places, targets))


class _Finder:
    """What a document's parts are, and its styles."""

    def __init__(self, package: Package) -> None:
        main = package.related("", "officeDocument") or "word/document.xml"
        if not package.holds(main) or not main.lower().startswith("word/"):
            raise DocumentError(
                _("is no Word document"), where=package.name, hint=_("save it as .docx again")
            )
        folder = main.rpartition("/")[0].lower()
        self.parts: list[tuple[str, bool]] = [(main, False)]
        for kind, frame in _OTHER_PARTS:
            form = re.compile(rf"{re.escape(folder)}/{kind}\d*\.xml")
            self.parts += [(n, frame) for n in sorted(package.names()) if form.fullmatch(n)]
        styles = package.related(main, "styles")
        self._styles: dict[str, str] = {}
        if styles:
            for node, _around in walk(tree(package.read(styles), f"{package.name}:{styles}")):
                if node.name == "style" and (called := node.child("name")):
                    known = called.attributes.get("val", "").lower()
                    self._styles[node.attributes.get("styleId", "")] = known

    def places(self, data: bytes, where: str) -> Iterator[Place]:
        """The paragraphs of a part that have text."""
        for node, around in walk(tree(data, where)):
            if node.name != "p" or "wordprocessingml" not in node.space or node.end == node.inner:
                continue
            emit = _emit(data, node)
            seen = shown(_fields(list(_tokens(node, data)), emit))
            if seen is None:
                continue
            first = node.child("pPr")
            start = first.end if first else node.inner
            kind, level = self._kind(first, around)
            yield Place(seen, (start, node.close), emit, kind, level)

    def _kind(self, properties: Node | None, around: tuple[str, ...]) -> tuple[Kind, int]:
        style = properties and properties.child("pStyle")
        name = self._styles.get(style.attributes.get("val", ""), "") if style else ""
        if heading := re.fullmatch(r"heading ([1-9])", name):
            return Kind.HEADING, int(heading[1])
        if name in _STYLES:
            return _STYLES[name], 0
        if "tc" in around and "txbxContent" not in around[len(around) - around[::-1].index("tc") :]:
            return Kind.CELL, 0
        if name.startswith("list") or (properties and properties.child("numPr")):
            return Kind.LIST_ITEM, 0
        return Kind.PARAGRAPH, 0


def _tokens(node: Node, data: bytes) -> Iterator[Token]:
    """What stands in a paragraph, or in something inside it."""
    for child in node.nodes():
        if child.name in _NOTHING:
            continue
        if child.name == "r":
            yield from _run(child, data)
        elif child.name in _THROUGH:
            yield from _tokens(child, data)
        elif child.name in _AROUND:
            yield from _pair(child, child, data)
        elif child.name == "sdt" and (content := child.child("sdtContent")):
            yield from _pair(child, content, data)
        elif child.name == "fldSimple" and _is_link(child.attributes.get("instr", "")):
            yield from _pair(child, child, data)
        else:
            yield Code("a", ((child.start, child.end),))


def _pair(outer: Node, inner: Node, data: bytes) -> Iterator[Token]:
    """Something around texts; its properties belong to its beginning."""
    if inner.inner == inner.end:
        yield Code("a", ((outer.start, outer.end),))
        return
    start = inner.inner
    for child in inner.nodes():
        if not child.name.endswith("Pr"):
            break
        start = child.end
    yield Code("o", ((outer.start, start),))
    yield from _tokens(inner, data)
    yield Code("c", ((inner.close, outer.end),))


def _run(run: Node, data: bytes) -> Iterator[Token]:
    """Texts and things of one form."""
    properties = run.child("rPr")
    form = data[properties.start : properties.end] if properties else b""
    if properties and any(node.name in _UNSEEN for node in properties.nodes()):
        left = [n for n in properties.nodes() if n.name not in _UNSEEN]
        body = b"".join(data[n.start : n.end] for n in left)
        form = data[properties.start : properties.inner] + body + data[properties.close : properties.end] if body else b""  # fmt: skip
    for child in run.nodes():
        if child.name == "t":
            text = child.text()
            if child.attributes.get("space") != "preserve":
                text = text.strip(" \t\r\n")
            if text:
                yield Text(text, form)
        elif child.name in _CHARACTERS:
            yield Text(_CHARACTERS[child.name], form)
        elif child.name == "br" and child.attributes.get("type") in {None, "textWrapping"}:
            yield Text("\n", form)
        elif child.name not in _NOTHING:
            opening = data[run.start : run.inner] + (
                data[properties.start : properties.end] if properties else b""
            )
            raw = (opening, (child.start, child.end), data[run.close : run.end])
            said = child.attributes.get("fldCharType", "") if child.name == "fldChar" else ""
            if child.name == "instrText":
                said = "instr " + child.text()
            yield Code("a", raw, said=said)


def _is_link(instruction: str) -> bool:
    return instruction.strip().upper().startswith("HYPERLINK")


def _fields(tokens: list[Token], emit: Emit) -> list[Token]:
    """Fields that begin and end here: a link is a pair, another one a thing with what it came to."""
    ends, middles = _matched(tokens)
    out: list[Token] = []
    closing: dict[int, Code] = {}
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if at in closing:
            out.append(closing[at])
        elif at not in ends:
            out.append(token)
        else:
            end, middle = ends[at], middles.get(at)
            said = "".join(
                t.said[6:] for t in tokens[at : middle or end] if isinstance(t, Code) and t.said.startswith("instr ")
            )  # fmt: skip
            if middle is not None and _is_link(said):
                out.append(Code("o", _raw(tokens[at : middle + 1], emit)))
                closing[end] = Code("c", _raw(tokens[end : end + 1], emit))
                at = middle
            else:
                out.append(Code("a", _raw(tokens[at : end + 1], emit)))
                at = end
        at += 1
    return out


def _matched(tokens: list[Token]) -> tuple[dict[int, int], dict[int, int]]:
    """(beginning → end, beginning → where the result begins) of fields that cross no pair."""
    ends: dict[int, int] = {}
    middles: dict[int, int] = {}
    fields: list[tuple[int, int]] = []
    around = [0]
    for at, token in enumerate(tokens, 1):
        if isinstance(token, Text):
            continue
        if token.role == "o":
            around.append(at)
        elif token.role == "c":
            around.pop()
        elif token.said == "begin":
            fields.append((at - 1, around[-1]))
        elif token.said == "separate" and fields and fields[-1][1] == around[-1]:
            middles.setdefault(fields[-1][0], at - 1)
        elif token.said == "end" and fields:
            begun, pair = fields.pop()
            if pair == around[-1]:
                ends[begun] = at - 1
    return ends, middles


def _raw(tokens: list[Token], emit: Emit) -> tuple[bytes | Span, ...]:
    out: list[bytes | Span] = []
    for token in tokens:
        out += [emit(token.text, token.form)] if isinstance(token, Text) else token.raw
    return tuple(out)


def _emit(data: bytes, paragraph: Node) -> Emit:
    """How a text is written in this paragraph."""
    w = prefix(data, paragraph)

    def emit(text: str, form: bytes) -> bytes:
        out = [f"<{w}r>".encode(), form]
        for piece in re.split(r"([\n\t])", text):
            if piece == "\n":
                out.append(f"<{w}br/>".encode())
            elif piece == "\t":
                out.append(f"<{w}tab/>".encode())
            elif piece:
                out.append(f'<{w}t xml:space="preserve">{escape(piece)}</{w}t>'.encode())
        return b"".join([*out, f"</{w}r>".encode()])

    return emit
