"""A file becomes an Article.

Lives here: `read_article` and `parse_article`. Takes a path or bytes, gives the paragraphs in order,
those that were asked for.
May import: model, errors, wording and `documents` of this room, when it is needed.
Apart from the formats because a limit holds for all of them.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from workbench.errors import DocumentError
from workbench.model import ATTRIBUTES, Article, Kind
from workbench.wording import _

LIMIT = 64 * 1024 * 1024
"""Bytes; a longer article is a mistake or an attack."""
LONGEST = 10_000_000
"""Characters of one paragraph; an editor and an engine need paragraphs, not files."""
_ALWAYS = frozenset([Kind.IMAGE, Kind.TOOLTIP])


def read_article(
    path: Path,
    *,
    encoding: str | None = None,
    attributes: bool | None = None,
    main: bool = False,
) -> Article:
    """Read an article. Raises DocumentError: missing, empty, too large, not text, no paragraphs.

    `attributes` and `main` as for `parse_article`.
    """
    where = str(path)
    try:
        if path.is_dir():
            raise DocumentError(
                _("is a folder"), where=where, hint=_("name the files: {path}/*").format(path=path)
            )
        size = path.stat().st_size
        if size > LIMIT:
            raise DocumentError(
                _("is {size} MB, more than {limit} MB").format(
                    size=size // 2**20, limit=LIMIT // 2**20
                ),
                where=where,
                hint=_("split it first"),
            )
        data = path.read_bytes()
    except OSError as error:
        raise DocumentError(
            _("cannot be read: {reason}").format(reason=error.strerror or error),
            where=where,
            hint=_("check the name and its permissions"),
        ) from error
    return parse_article(
        data, path.name, encoding=encoding, where=where, attributes=attributes, main=main
    )


def parse_article(
    data: bytes,
    name: str,
    *,
    encoding: str | None = None,
    where: str = "",
    attributes: bool | None = None,
    main: bool = False,
) -> Article:
    """Read an article from bytes; `name` gives its suffix. Raises DocumentError.

    `attributes`: texts of attributes and front matter; None: those of images and tooltips. `main`:
    without the frame around the main text. Left out paragraphs leave the places of others alone.
    """
    where = where or name
    if not data.strip():
        raise DocumentError(_("is empty"), where=where)
    from workbench.article.documents import chosen

    try:
        form = chosen(data[:4096], name)
        article = form.read(data, name, encoding=encoding)
    except DocumentError as error:
        raise DocumentError(
            error.message,
            where=where if error.where in {"", name} else error.where,
            hint=error.hint,
        ) from error
    for paragraph in article.paragraphs:
        if len(paragraph.text) > LONGEST:
            raise DocumentError(
                _("a paragraph has {count} characters, more than {limit}").format(
                    count=len(paragraph.text), limit=LONGEST
                ),
                where=f"{where}:{paragraph.line}",
                hint=_("break it into paragraphs"),
            )
    article = _asked_for(article, attributes, main)
    if not article.paragraphs:
        raise DocumentError(
            _("holds no text to translate"),
            where=where,
            hint=_("it was read as {format}").format(format=article.format),
        )
    return article


def _asked_for(article: Article, attributes: bool | None, main: bool) -> Article:
    kinds = ATTRIBUTES if attributes else _ALWAYS if attributes is None else frozenset()
    left = tuple(
        p
        for p in article.paragraphs
        if (p.kind not in ATTRIBUTES or p.kind in kinds) and not (main and p.frame)
    )
    return article if len(left) == len(article.paragraphs) else replace(article, paragraphs=left)
