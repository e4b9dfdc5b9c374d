"""Articles: files ⇄ paragraphs, paragraphs ⇄ sentences.

Lives here: the room's public names; each is loaded when first asked for.
Takes files in the formats people send (HTML, Markdown, text, Word, LibreOffice, e-books, subtitles), gives Articles; cuts paragraphs into
sentences for an engine and puts the targets together again; writes the finished document.
May import: model, errors, language, wording.
A room of its own because it changes with file formats and with how languages end sentences.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workbench.article.cutting import Cut, cut
    from workbench.article.documents import DocumentFormat, formats, suffixes
    from workbench.article.read import parse_article, read_article
    from workbench.article.segment import Segmenter, segmenter
    from workbench.article.write import write_article

_HOMES = {
    "Cut": "cutting",
    "DocumentFormat": "documents",
    "cut": "cutting",
    "formats": "documents",
    "suffixes": "documents",
    "parse_article": "read",
    "read_article": "read",
    "Segmenter": "segment",
    "segmenter": "segment",
    "write_article": "write",
}

__all__ = [
    "Cut",
    "DocumentFormat",
    "Segmenter",
    "cut",
    "formats",
    "parse_article",
    "read_article",
    "segmenter",
    "suffixes",
    "write_article",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
