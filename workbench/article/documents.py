"""Document formats: what one is, and which there are.

Lives here: the DocumentFormat protocol, `formats`, `format_of`. Ours are entry points of the group
`workbench.documents` like those that other distributions bring; one of theirs takes the place of ours of
the same name.
May import: errors, extensions, model, wording; each format's module when it is needed.
Apart from `read` because an extension implements this and needs nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from workbench.errors import DocumentError
from workbench.extensions import load, others
from workbench.model import Article
from workbench.wording import _

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP = "workbench.documents"
OURS = {
    "docx": "workbench.article.docx:DocxFormat",
    "epub": "workbench.article.epub:EpubFormat",
    "html": "workbench.article.html:HtmlFormat",
    "markdown": "workbench.article.markdown:MarkdownFormat",
    "odt": "workbench.article.odt:OdtFormat",
    "srt": "workbench.article.subtitles:SrtFormat",
    "text": "workbench.article.text:TextFormat",
    "vtt": "workbench.article.subtitles:VttFormat",
}
"""Name → class, as the entry points say it; loaded from here, so that a glance at the suffix is cheap."""
_SUFFIXES = {
    "docx": (".docx", ".docm", ".dotx", ".dotm"),
    "epub": (".epub",),
    "odt": (".odt", ".ott"),
    "srt": (".srt",),
    "vtt": (".vtt",),
    "html": (".html", ".htm", ".xhtml", ".xht", ".shtml"),
    "markdown": (".md", ".markdown", ".mdown", ".mkd"),
    "text": (".txt", ".text", ""),
}


_BILINGUAL = frozenset([".xlf", ".xliff", ".sdlxliff", ".mqxliff", ".mxliff"])


class DocumentFormat(Protocol):
    """One format: bytes ⇄ an Article, bytes again with targets in it."""

    @property
    def name(self) -> str:
        """As `Article.format` and `export --to` say it."""
        ...

    @property
    def suffixes(self) -> tuple[str, ...]:
        """Suffixes of its files, lower case, with the dot."""
        ...

    def recognises(self, head: bytes, name: str) -> bool:
        """Whether a file that begins so (4096 bytes) is one, whatever its suffix says."""
        ...

    def read(self, data: bytes, name: str, *, encoding: str | None = None) -> Article:
        """All texts of the document: each paragraph's `place` is how `write` knows it again; those of
        a kind in `model.ATTRIBUTES` and those of the frame are left out later where nobody asks for
        them. Raises DocumentError."""
        ...

    def write(self, article: Article, targets: Mapping[int, str], *, language: str) -> bytes:
        """The document in `language`: the file's bytes with targets by place; a place without one, or
        with one that says what its paragraph says, keeps its bytes."""
        ...


def formats() -> list[DocumentFormat]:
    """Ours, and those that other distributions bring; theirs first."""
    theirs = [_loaded(entry) for entry in others(GROUP, OURS)]
    taken = {each.name for each in theirs}
    return [*theirs, *(_ours(name) for name in OURS if name not in taken)]


def format_of(name: str) -> DocumentFormat:
    """The format of this name. Raises DocumentError."""
    for entry in others(GROUP, OURS):
        if entry.name == name:
            return _loaded(entry)
    if name in OURS:
        return _ours(name)
    raise DocumentError(
        _("the format {name} is not known").format(name=name),
        hint=_("known: {names}").format(names=", ".join(each.name for each in formats())),
    )


def suffixes() -> frozenset[str]:
    """Suffixes of all files that can be read."""
    return frozenset(s for each in formats() for s in each.suffixes if s)


def chosen(head: bytes, name: str) -> DocumentFormat:
    """The format of a file: by suffix; a text, or a file without a suffix of letters, by its content.

    Raises DocumentError: a suffix that nobody reads.
    """
    suffix = Path(name).suffix.lower()
    if suffix in _BILINGUAL:
        raise DocumentError(
            _("is a bilingual file, not an article"), where=name,
            hint=_("`workbench import` makes a catalog of it"),
        )  # fmt: skip
    theirs = [_loaded(entry) for entry in others(GROUP, OURS)]
    for each in theirs:
        if suffix in each.suffixes:
            return each
    found = next((form for form, known in _SUFFIXES.items() if suffix in known), None)
    if found in {None, "text"}:
        for each in [*theirs, _ours("html")]:
            if each.recognises(head, name):
                if found == "text" or not (suffix[1:].isalpha() and len(suffix) <= 6):
                    return each
        if found is None and suffix[1:].isalpha() and len(suffix) <= 6:
            raise DocumentError(
                _("the format {suffix} is not read").format(suffix=suffix),
                where=name,
                hint=_("save it as HTML, Markdown or text"),
            )
    return _ours(found or "text")


def _ours(name: str) -> DocumentFormat:
    made: DocumentFormat = load(OURS[name])()
    return made


def _loaded(entry: EntryPoint) -> DocumentFormat:
    made: DocumentFormat = entry.load()()
    return made
