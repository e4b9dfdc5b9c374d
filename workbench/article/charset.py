"""Text becomes bytes again, and the page declares how.

Lives here: `assembled`, `declarations`, `undeclared`. Takes an Article and the parts of its finished
document, gives bytes in the article's own encoding where that has all characters, else in UTF-8; what is
copied from the source has the source's bytes.
May import: model and the modules of this room.
Apart from `decode` because reading believes a declaration and writing makes it true.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from dataclasses import dataclass

from workbench.article.blocks import Part
from workbench.article.decode import MARKS, web_name
from workbench.article.scan import Sort, Token, attributes
from workbench.model import Article, Span

_CONTENT = re.compile(r"charset\s*=\s*[\"']?\s*([^\s\"';]+)", re.I)
_XML = re.compile(r"<\?xml[^>]{0,80}?encoding\s*=\s*[\"']([\w.:-]+)", re.I)
_LABELS = {
    "cp932": "shift_jis", "cp1252": "windows-1252", "euc_jp": "euc-jp", "iso2022_jp": "iso-2022-jp",
    "gb18030": "gb18030", "gbk": "gbk", "gb2312": "gb2312", "big5": "big5", "euc_kr": "euc-kr",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Made:
    """Bytes, and what has to be declared for them."""

    data: bytes
    encoding: str
    declare: str = ""
    """A name to be declared, where what is declared is wrong."""
    marked: bool = False
    """Whether a byte order mark says it already."""


def assembled(
    article: Article,
    parts: Sequence[Part],
    declared: Sequence[str] | None,
    *,
    encoding: str = "",
    references: bool = False,
) -> Made:
    """The bytes of a finished document. `declared` are the names that it declares; None: no matter.

    With `references` signs that the encoding lacks (a space that does not break, an arrow) are written
    as `&#160;`; for letters that it lacks the document becomes UTF-8.
    """
    text, mark = article.text, _mark(article)
    used = encoding or _codec(article, mark)
    if references:
        parts = [_referred(p, used) if isinstance(p, str) else p for p in parts]
    new = "".join(part if isinstance(part, str) else text[slice(*part)] for part in parts)
    try:
        body = new.encode(used)
        if not encoding and article.data and not used.startswith("utf"):
            body = _exact(article, parts, used, len(mark), body)
    except UnicodeEncodeError:
        used, mark = "utf-8", mark if mark == codecs.BOM_UTF8 else b""
        body = new.encode(used, "surrogatepass")
    declare = ""
    if declared is not None and not new.isascii() and not mark and not used.startswith("utf-16"):
        if not declared or any(_differs(name, used) for name in declared):
            declare = _LABELS.get(used, used)
    return Made(mark + body, used, declare, bool(mark))


def _referred(part: str, encoding: str) -> str:
    """New text in which signs are references, if letters are not lacking, too."""
    try:
        part.encode(encoding)
    except UnicodeEncodeError:
        lacking = {char for char in part if not _has(encoding, char)}
        if not any(map(str.isalnum, lacking)):
            return "".join(f"&#{ord(char)};" if char in lacking else char for char in part)
    return part


def _has(encoding: str, char: str) -> bool:
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _differs(name: str, used: str) -> bool:
    name = web_name(name)
    try:
        return codecs.lookup(name).name != codecs.lookup(used).name
    except LookupError:
        return True


def _mark(article: Article) -> bytes:
    return next((mark for mark, _name in MARKS if article.data.startswith(mark)), b"")


def _codec(article: Article, mark: bytes) -> str:
    """The article's encoding, in the order of bytes that its mark says."""
    if mark.startswith(codecs.BOM_UTF16_LE) or mark == codecs.BOM_UTF16_BE:
        wide = "utf-32" if len(mark) == 4 else "utf-16"
        return wide + ("-le" if mark[:1] == b"\xff" else "-be")
    if mark == codecs.BOM_UTF32_BE:
        return "utf-32-be"
    return article.encoding or "utf-8"


def _exact(article: Article, parts: Sequence[Part], used: str, start: int, body: bytes) -> bytes:
    """The same bytes, with those of the source where some characters can be written in two ways."""
    data = article.data[start:]
    if article.text.encode(used) == data:
        return body
    offsets = [0]
    decoder = codecs.getincrementaldecoder(used)()
    for at in range(len(data)):
        for _char in decoder.decode(data[at : at + 1]):
            offsets.append(at + 1)
    if len(offsets) != len(article.text) + 1:
        return body
    offsets[-1] = len(data)
    return b"".join(
        part.encode(used) if isinstance(part, str) else data[offsets[part[0]] : offsets[part[1]]]
        for part in parts
    )


def declarations(text: str, page: Sequence[Token]) -> list[tuple[Span, str]]:
    """Where a page says its encoding, and what."""
    found: list[tuple[Span, str]] = []
    if match := _XML.match(text):
        found.append((match.span(1), match[1]))
    for token in page:
        if token.sort is Sort.OPEN and token.name == "meta":
            said = {a.name: a.span for a in attributes(text, token)}
            if "charset" in said:
                found.append((said["charset"], text[slice(*said["charset"])]))
            elif (
                "content" in said
                and text[slice(*said.get("http-equiv", (0, 0)))].strip().lower() == "content-type"
            ):
                if match := _CONTENT.search(text, *said["content"]):
                    found.append((match.span(1), match[1]))
        elif token.name == "body":
            break
    return found


def undeclared(text: str, page: Sequence[Token], name: str, *, xml: bool) -> tuple[Span, str]:
    """Where a page that declares nothing is told its encoding, and how."""
    at = 0
    for token in page:
        if token.sort is Sort.OPEN and token.name in {"html", "head"}:
            at = token.end
            if token.name == "head":
                break
        elif token.sort is Sort.OPEN:
            break
        elif text[token.start : token.start + 9].lower() in {"<!doctype"} or text.startswith(
            "<?xml", token.start
        ):
            at = token.end
    line = "\n" if text[at : at + 1] in {"\n", "\r"} else ""
    return (at, at), f'{line}<meta charset="{name}"{"/" if xml else ""}>'
