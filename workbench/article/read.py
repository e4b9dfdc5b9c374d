"""A file becomes an Article.

Lives here: `read_article` and `parse_article`. Takes a path or bytes, decides the format by suffix
and content, gives the paragraphs in order.
May import: model, errors, wording and the modules of this room, each format's when it is needed.
Apart from the formats because this only chooses.
"""

from __future__ import annotations

import re
from pathlib import Path

from workbench.article.decode import decode
from workbench.errors import DocumentError
from workbench.model import Article, Paragraph
from workbench.wording import _

LIMIT = 64 * 1024 * 1024
"""Bytes; a longer article is a mistake or an attack."""
LONGEST = 100_000
"""Characters of one paragraph; an editor and an engine need paragraphs, not files."""
_SUFFIXES = {
    ".html": "html", ".htm": "html", ".xhtml": "html",
    ".md": "markdown", ".markdown": "markdown",
    ".txt": "text", ".text": "text", "": "text",
}  # fmt: skip
_LOOKS_HTML = re.compile(
    r"\s*(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body|p|h[1-6]|div|article)\b[^>]*>",
    re.I | re.S,
)


def read_article(path: Path, *, encoding: str | None = None) -> Article:
    """Read an article. Raises DocumentError: missing, empty, too large, not text, no paragraphs."""
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
    return parse_article(data, path.name, encoding=encoding, where=where)


def parse_article(
    data: bytes, name: str, *, encoding: str | None = None, where: str = ""
) -> Article:
    """Read an article from bytes; `name` gives its suffix. Raises DocumentError."""
    where = where or name
    if not data.strip():
        raise DocumentError(_("is empty"), where=where)
    text, used = decode(data, where, encoding)
    newline = "\r\n" if "\r\n" in text else "\n"
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    form, language, paragraphs = _parsed(text, name, where)
    if not paragraphs:
        raise DocumentError(
            _("holds no text to translate"),
            where=where,
            hint=_("it was read as {format}").format(format=form),
        )
    for paragraph in paragraphs:
        if len(paragraph.text) > LONGEST:
            raise DocumentError(
                _("a paragraph has {count} characters, more than {limit}").format(
                    count=len(paragraph.text), limit=LONGEST
                ),
                where=f"{where}:{paragraph.line}",
                hint=_("break it into paragraphs"),
            )
    return Article(name, form, language, used, text, tuple(paragraphs), newline)


def _parsed(text: str, name: str, where: str) -> tuple[str, str | None, list[Paragraph]]:
    """(format, declared language, paragraphs)."""
    suffix = Path(name).suffix.lower()
    form = _SUFFIXES.get(suffix)
    if form is None and suffix[1:].isalpha() and len(suffix) <= 6:
        raise DocumentError(
            _("the format {suffix} is not read").format(suffix=suffix),
            where=where,
            hint=_("save it as HTML, Markdown or text"),
        )
    if form in {None, "text"} and _LOOKS_HTML.match(text):
        form = "html"
    if form == "html":
        from workbench.article.html import html_paragraphs, language_of

        return "html", language_of(text), html_paragraphs(text)
    if form == "markdown":
        from workbench.article.markdown import markdown_paragraphs

        return "markdown", None, markdown_paragraphs(text)
    from workbench.article.text import text_paragraphs

    return "text", None, text_paragraphs(text)
