"""Documents of LibreOffice: where their paragraphs are.

Lives here: OdtFormat. Takes an .odt (.ott), gives the paragraphs of the text, its tables, frames and notes, and, as
frame, headers and footers. Spans and links are numbered pairs; images, fields, notes, bookmarks and comments are
numbered things. What is recorded as deleted, and what comments say, is not read; all of it stays as it is.
May import: errors, model, wording and `package`, `packed`, `runs`, `tree` of this room.
Apart from `docx` because this is one format's grammar.
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
from workbench.model import Article, Kind
from workbench.wording import _

_AROUND = frozenset(["span", "a", "meta"])
_LEFT = frozenset(["tracked-changes", "annotation"])
"""What holds paragraphs that are not the document's text."""
_FRAME = re.compile(r"(?:header|footer)(?:-left|-first)?")
_BLANKS = re.compile(r"[ \t\r\n]+")
_MOST = 10_000
"""Blanks that one element may stand for."""


class OdtFormat:
    """LibreOffice Writer."""

    name = "odt"
    suffixes = (".odt", ".ott")

    def recognises(self, head: bytes, name: str) -> bool:
        """By what its first part says."""
        return b"mimetypeapplication/vnd.oasis.opendocument.text" in head[:200]

    def read(self, data: bytes, name: str, *, encoding: str | None = None) -> Article:
        """The text. Raises DocumentError: no whole document of LibreOffice."""
        with opened(data, name) as package:
            return read_parts(package, _parts(package), _places, self.name)

    def write(self, article: Article, targets: Mapping[int, str], *, language: str) -> bytes:
        """The document with targets in it. Raises DocumentError: tags of a target make no sense."""
        with opened(article.data, article.name) as package:
            return package.rewritten(write_parts(package, _parts(package), _places, targets))


def _parts(package: Package) -> list[tuple[str, bool]]:
    if not package.holds("content.xml"):
        raise DocumentError(
            _("is no document of LibreOffice"), where=package.name, hint=_("save it as .odt again")
        )
    return [
        ("content.xml", False),
        *([("styles.xml", True)] if package.holds("styles.xml") else []),
    ]


def _places(data: bytes, where: str) -> Iterator[Place]:
    root = tree(data, where)
    for node, around in walk(root, _LEFT):
        if (
            node.name not in {"p", "h"}
            or "opendocument" not in node.space
            or node.end == node.inner
        ):
            continue
        if root.name == "document-styles" and not any(map(_FRAME.fullmatch, around)):
            continue
        seen = shown(list(_Reading().tokens(node)))
        if seen is None:
            continue
        kind, level = _kind(node, around)
        yield Place(seen, (node.inner, node.close), _emit(prefix(data, node)), kind, level)


def _kind(node: Node, around: tuple[str, ...]) -> tuple[Kind, int]:
    if node.name == "h":
        level = node.attributes.get("outline-level", "1")
        return Kind.HEADING, int(level) if level.isdecimal() and len(level) < 3 else 1
    for name in reversed(around):
        if name == "table-cell":
            return Kind.CELL, 0
        if name in {"list-item", "list-header"}:
            return Kind.LIST_ITEM, 0
        if name in {"text-box", "note-body"}:
            break
    return Kind.PARAGRAPH, 0


class _Reading:
    """What stands in a paragraph; white space of the file is one blank, at the beginning none."""

    def __init__(self) -> None:
        self._blank = True

    def tokens(self, node: Node) -> Iterator[Token]:
        """Those of an element."""
        for child in node.children:
            if isinstance(child, str):
                text = _BLANKS.sub(" ", child)
                text = text[1:] if self._blank and text[:1] == " " else text
                if text:
                    self._blank = text[-1] == " "
                    yield Text(text)
            elif child.name == "s":
                count = child.attributes.get("c", "1")
                number = int(count) if count.isdecimal() and len(count) < 8 else 1
                yield from self._exact(" " * min(number, _MOST))
            elif child.name == "tab":
                yield from self._exact("\t")
            elif child.name == "line-break":
                yield from self._exact("\n")
            elif child.name in _AROUND and child.inner != child.end:
                yield Code("o", ((child.start, child.inner),))
                yield from self.tokens(child)
                yield Code("c", ((child.close, child.end),))
            elif child.name != "soft-page-break":
                self._blank = False
                yield Code("a", ((child.start, child.end),))

    def _exact(self, text: str) -> Iterator[Token]:
        self._blank = False
        yield Text(text)


def _emit(w: str) -> Emit:
    """How a text is written: a second blank, or one at an end, is an element of its own."""

    def emit(text: str, form: bytes) -> bytes:
        out: list[str] = []
        for piece in re.split(r"([\n\t]| {2,}|^ | $)", text):
            if piece == "\n":
                out.append(f"<{w}line-break/>")
            elif piece == "\t":
                out.append(f"<{w}tab/>")
            elif piece and not piece.strip(" "):
                out.append(f'<{w}s {w}c="{len(piece)}"/>')
            else:
                out.append(escape(piece))
        return "".join(out).encode()

    return emit
