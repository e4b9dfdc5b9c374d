"""An Article becomes the finished document.

Lives here: `write_article`. Takes an Article and targets by place, gives the document's text with
each paragraph's content replaced; everything between paragraphs stays byte for byte.
May import: model, language and the modules of this room.
Apart from `read` because reading must not know what a translation is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from workbench.language.tags import escaped
from workbench.model import Article, Paragraph

_HTML_LANG = re.compile(
    r"""(<html\b[^>]{0,500}?\s(?:xml:)?lang\s*=\s*)("[^"]*"|'[^']*'|[\w-]+)""", re.I
)
_HTML_TAG = re.compile(r"<html\b", re.I)


def write_article(article: Article, targets: Mapping[int, str], *, language: str) -> str:
    """The document in `language`; a place without a target keeps its source text.

    In HTML the `lang` attribute follows, and only tags that the source paragraph has (or bare
    inline tags) come out as tags: everything else in a target is text.
    """
    out: list[str] = []
    at = 0
    for paragraph in article.paragraphs:
        target = targets.get(paragraph.place)
        if not target:
            continue
        start, end = paragraph.span
        out += (article.text[at:start], _content(article, paragraph, target))
        at = end
    out.append(article.text[at:])
    text = "".join(out)
    if article.format == "html":
        text = _relabelled(text, language)
    return text if article.newline == "\n" else text.replace("\n", article.newline)


def _content(article: Article, paragraph: Paragraph, target: str) -> str:
    if article.format == "html":
        return escaped(target, paragraph.text)
    flat = target.replace("\r", " ").replace("\n", " ")
    if article.format == "markdown" and paragraph.kind.value == "table cell":
        flat = re.sub(r"(?<!\\)\|", r"\\|", flat)
    return flat


def _relabelled(text: str, language: str) -> str:
    """The page declares its new language, whether or not it declared the old one."""
    text, changed = _HTML_LANG.subn(lambda m: f'{m[1]}"{language}"', text, count=1)
    return text if changed else _HTML_TAG.sub(f'<html lang="{language}"', text, count=1)
