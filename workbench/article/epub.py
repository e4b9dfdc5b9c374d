"""E-books: their chapters are pages.

Lives here: EpubFormat. Takes an .epub, gives the paragraphs of its chapters in reading order, then those of its table
of contents; each chapter is a page of HTML and is read and written as one. Everything else stays as it is.
May import: errors, model, wording and `html`, `packed`, `tree` of this room.
Apart from `html` because a book is many pages in an archive.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import replace
from urllib.parse import unquote

from workbench.article.html import HtmlFormat
from workbench.article.package import Package
from workbench.article.packed import opened
from workbench.article.tree import tree, walk
from workbench.errors import DocumentError
from workbench.model import ATTRIBUTES, Article, Paragraph
from workbench.wording import _

_PAGES = ("application/xhtml+xml", "text/html")
_LOCKED = "META-INF/encryption.xml"
_FONTS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")


class EpubFormat:
    """EPUB 2 and 3."""

    name = "epub"
    suffixes = (".epub",)

    def recognises(self, head: bytes, name: str) -> bool:
        """By what its first part says."""
        return b"mimetypeapplication/epub+zip" in head[:200]

    def read(self, data: bytes, name: str, *, encoding: str | None = None) -> Article:
        """The text. Raises DocumentError: no whole book, one with a lock on its chapters."""
        with opened(data, name) as package:
            chapters = list(_chapters(package))
            found = [(c, p) for _part, c in chapters for p in c.paragraphs]
            ordered = [
                *((c, p) for c, p in found if not p.frame and p.kind not in ATTRIBUTES),
                *((c, p) for c, p in found if p.frame or p.kind in ATTRIBUTES),
            ]
            language = next((c.language for _part, c in chapters if c.language), None)
            texts = tuple(_numbered(p, place) for place, (_c, p) in enumerate(ordered, 1))
            return Article(name, self.name, language, "utf-8", "", texts, "\n", data)

    def write(self, article: Article, targets: Mapping[int, str], *, language: str) -> bytes:
        """The book with targets in it; the language of a chapter that has one follows."""
        with opened(article.data, article.name) as package:
            chapters = list(_chapters(package))
            places = [(n, p) for n, (_part, c) in enumerate(chapters) for p in c.paragraphs]
            main = [(n, p) for n, p in places if not p.frame and p.kind not in ATTRIBUTES]
            rest = [(n, p) for n, p in places if p.frame or p.kind in ATTRIBUTES]
            own: dict[int, dict[int, str]] = {}
            for place, (number, paragraph) in enumerate([*main, *rest], 1):
                target = targets.get(place)
                if target and target != paragraph.text:
                    own.setdefault(number, {})[paragraph.place] = target
            return package.rewritten(
                {
                    chapters[number][0]: HtmlFormat().write(
                        chapters[number][1], told, language=language
                    )
                    for number, told in own.items()
                }
            )


def _numbered(paragraph: Paragraph, place: int) -> Paragraph:
    return replace(paragraph, place=place, line=place)


def _chapters(package: Package) -> Iterator[tuple[str, Article]]:
    """The pages in reading order, then the table of contents where it is none of them."""
    if package.holds(_LOCKED):
        for node, _around in walk(tree(package.read(_LOCKED), f"{package.name}:{_LOCKED}")):
            if node.name == "EncryptionMethod" and not node.attributes.get(
                "Algorithm", ""
            ).startswith(_FONTS):
                raise DocumentError(
                    _("has a password"), where=package.name, hint=_("ask for the file again")
                )
    container = "META-INF/container.xml"
    root = next(
        (
            unquote(node.attributes.get("full-path", ""))
            for node, _around in walk(tree(package.read(container), f"{package.name}:{container}"))
            if node.name == "rootfile"
        ),
        "",
    )
    items: dict[str, tuple[str, str]] = {}
    spine: list[str] = []
    for node, _around in walk(tree(package.read(root), f"{package.name}:{root}")):
        if node.name == "item" and node.attributes.get("media-type") in _PAGES:
            path = posixpath.join(posixpath.dirname(root), unquote(node.attributes.get("href", "")))
            items[node.attributes.get("id", "")] = (
                posixpath.normpath(path), node.attributes.get("properties", ""),
            )  # fmt: skip
        elif node.name == "itemref":
            spine.append(node.attributes.get("idref", ""))
    contents = [key for key, (_path, said) in items.items() if "nav" in said.split()]
    for key in dict.fromkeys([*spine, *contents]):
        if key in items:
            path = items[key][0]
            try:
                yield path, HtmlFormat().read(package.read(path), path)
            except DocumentError as error:
                raise DocumentError(
                    error.message, where=f"{package.name}:{path}", hint=error.hint
                ) from error
