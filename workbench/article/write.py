"""An Article becomes the finished document.

Lives here: `write_article`. Takes an Article and targets by place, gives the document's bytes with
each paragraph's content replaced; everything between paragraphs stays byte for byte.
May import: model and `documents` of this room.
Apart from `read` because reading must not know what a translation is.
"""

from __future__ import annotations

from collections.abc import Mapping

from workbench.model import Article


def write_article(article: Article, targets: Mapping[int, str], *, language: str) -> bytes:
    """The document in `language`; a place without a target keeps its source text.

    Where all targets say what the source says, the bytes are those of the source; in HTML the `lang`
    attribute follows, and where the article's encoding lacks a character, UTF-8 is used and declared.
    """
    from workbench.article.documents import format_of

    return format_of(article.format).write(article, targets, language=language)
