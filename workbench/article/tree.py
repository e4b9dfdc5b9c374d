"""The XML of a part, with where each element's bytes are.

Lives here: Node and `tree`. Takes the bytes of a part that says UTF-8, gives its elements, each with the offsets of
its tags, so that a writer can put bytes in place of some and copy the others as they are.
May import: errors, wording.
Apart from the formats because Word and LibreOffice keep their texts in the same way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from workbench.errors import DocumentError
from workbench.wording import _

LIMIT = 64 * 1024 * 1024
"""Bytes of one part that is read into a tree."""
_DEEP = 200
_TAG_END = re.compile(rb"""(?:[^"'>]|"[^"]*"|'[^']*')*>""")
_UTF8 = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["'](?!utf-?8["'])""", re.I)


@dataclass(slots=True)
class Node:
    """An element. Its bytes are `data[start:end]`, its content's `data[inner:close]`."""

    name: str
    """Local name."""
    space: str
    """Namespace."""
    attributes: dict[str, str]
    """By local name."""
    start: int
    inner: int
    close: int = 0
    end: int = 0
    children: list[Node | str] = field(default_factory=list)

    def nodes(self) -> list[Node]:
        """The elements inside, without the text between them."""
        return [child for child in self.children if isinstance(child, Node)]

    def child(self, name: str) -> Node | None:
        """The first element of this name inside."""
        return next((node for node in self.nodes() if node.name == name), None)

    def text(self) -> str:
        """The text directly inside."""
        return "".join(child for child in self.children if isinstance(child, str))


def tree(data: bytes, where: str) -> Node:
    """The root. Raises DocumentError: not well formed, a document type, entities, too deep, too large."""

    def bad(reason: str) -> DocumentError:
        return DocumentError(reason, where=where, hint=_("ask for the file again"))

    if len(data) > LIMIT:
        raise bad(
            _("is {size} MB, more than {limit} MB").format(size=len(data) >> 20, limit=LIMIT >> 20)
        )
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"} or _UTF8.match(data[:200].lstrip(b"\xef\xbb\xbf")):
        raise bad(_("is in another encoding than UTF-8"))
    parser = expat.ParserCreate("utf-8", namespace_separator=" ")
    parser.buffer_text = True
    root = Node("", "", {}, 0, 0)
    stack = [root]

    def opened(name: str, attributes: dict[str, str]) -> None:
        start = parser.CurrentByteIndex
        ended = _TAG_END.match(data, start)
        space, _blank, local = name.rpartition(" ")
        node = Node(
            local, space, {key.rpartition(" ")[2]: value for key, value in attributes.items()},
            start, ended.end() if ended else start,
        )  # fmt: skip
        stack[-1].children.append(node)
        stack.append(node)
        if len(stack) > _DEEP:
            raise bad(_("its elements are nested more than {most} deep").format(most=_DEEP))

    def closed(_name: str) -> None:
        node = stack.pop()
        if data[node.inner - 2 : node.inner] == b"/>":
            node.close = node.end = node.inner
        else:
            node.close = parser.CurrentByteIndex
            node.end = data.index(b">", node.close) + 1

    def declared(*_said: object) -> None:
        raise bad(_("declares a document type"))

    parser.StartElementHandler = opened
    parser.EndElementHandler = closed
    parser.CharacterDataHandler = lambda text: stack[-1].children.append(text)
    parser.StartDoctypeDeclHandler = declared
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise bad(
            _("is not well formed: {reason}").format(
                reason=f"{expat.ErrorString(error.code)}, line {error.lineno}"
            )
        ) from error
    return root.nodes()[0]


def walk(
    node: Node, without: frozenset[str] = frozenset()
) -> Iterator[tuple[Node, tuple[str, ...]]]:
    """Every element below, in order, with the names of those around it; none that is inside one of the
    names `without`."""
    stack: list[tuple[Node, tuple[str, ...]]] = [(node, ())]
    while stack:
        here, around = stack.pop()
        yield here, around
        if here.name not in without:
            inside = (*around, here.name)
            stack += [(child, inside) for child in reversed(here.nodes())]


def prefix(data: bytes, node: Node) -> str:
    """What stands before an element's local name, colon included; empty where it has none."""
    before, colon, _name = re.split(rb"[\s/>]", data[node.start + 1 : node.inner], maxsplit=1)[
        0
    ].rpartition(b":")
    return (before + colon).decode()
