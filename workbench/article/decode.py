"""Bytes become text.

Lives here: `decode`, `guessed`, `web_name`. Takes the bytes of a file, gives its text and the encoding that
proved right: asked for, byte order mark, declared in the file, UTF-8, then a guess among what Japanese
and Western newsrooms send. Nothing is replaced: a byte that does not fit is an error with offset.
May import: errors, wording; charset_normalizer for the guess.
Apart from `read` because every format needs it and none should guess for itself.
"""

from __future__ import annotations

import codecs
import re

from workbench.errors import DocumentError
from workbench.wording import _

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)|<\?xml[^>]{0,80}?encoding=["']([\w.:-]+)""",
    re.I,
)
_COMMENT = re.compile(rb"<!--.*?-->", re.S)
_GUESSES = ("cp932", "euc_jp", "cp1252")
_WEB_NAMES = {"shift_jis": "cp932", "sjis": "cp932", "x-sjis": "cp932", "windows-31j": "cp932",
              "iso-8859-1": "cp1252", "latin1": "cp1252", "ascii": "cp1252", "us-ascii": "cp1252",
              "x-euc-jp": "euc_jp"}  # fmt: skip
"""Names as the WHATWG encoding standard reads them: Latin-1 labels mean Windows-1252."""


def web_name(label: str) -> str:
    """The codec that a browser reads a label as."""
    label = label.lower()
    if label.startswith(("utf-16", "utf-32", "utf16", "utf32")):
        return "utf-8"  # what can be searched for `<meta` is no UTF-16
    return _WEB_NAMES.get(label, label)


def decode(
    data: bytes, name: str, encoding: str | None = None, *, declared: bool = True
) -> tuple[str, str]:
    """(text, encoding). Raises DocumentError: unknown encoding, byte offset, not text.

    Without `declared` what looks like a declaration is none (an example in Markdown).
    """
    if encoding:
        return _strictly(data, name, encoding, _("asked for"))
    for mark, marked in MARKS:
        if data.startswith(mark):
            return _strictly(data, name, marked, _("by its byte order mark"), len(mark))
    if b"\0" in data:
        raise DocumentError(
            _("is not text: NUL byte at offset {offset}").format(offset=data.index(b"\0")),
            where=name,
            hint=_("save it as UTF-8 text or HTML, or name its --encoding"),
        )
    if declared and (match := _DECLARED.search(_COMMENT.sub(b"", data[:4096]))):
        label = web_name((match[1] or match[2]).decode("ascii"))
        return _strictly(data, name, label, _("declared in the file"))
    if b"\x1b$" in data and _fits(data, "iso2022_jp"):
        return _strictly(data, name, "iso2022_jp", _("by its escape sequences"))
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        if guess := _guess(data):
            return _strictly(data, name, guess, _("guessed"))
        raise _undecodable(data, name, "utf-8", error, _("the default")) from None


def guessed(data: bytes, *, declared: bool = True) -> str:
    """The encoding `decode` takes by guess; empty where the bytes tell."""
    told = any(data.startswith(mark) for mark, _name in MARKS) or b"\0" in data
    told = told or bool(declared and _DECLARED.search(_COMMENT.sub(b"", data[:4096])))
    if told or _fits(data, "utf-8") or (b"\x1b$" in data and _fits(data, "iso2022_jp")):
        return ""
    return _guess(data) or ""


def _guess(data: bytes) -> str | None:
    """The most likely of the usual encodings; multi-byte ones must leave plausible Japanese."""
    fits = [(_japanese_share(data, name), name) for name in _GUESSES[:2] if _fits(data, name)]
    share, name = max(fits, default=(0.0, ""))
    if share > 0.2:
        return name
    from charset_normalizer import from_bytes

    best = from_bytes(data, cp_isolation=list(_GUESSES)).best()
    return best.encoding if best else None


def _fits(data: bytes, name: str) -> bool:
    try:
        data.decode(name)
    except UnicodeDecodeError:
        return False
    return True


def _japanese_share(data: bytes, name: str) -> float:
    """Share of kana and common kanji among the non-ASCII characters; half-width kana count against,
    because EUC-JP read as Shift_JIS is full of them."""
    odd = [char for char in data.decode(name) if char > "\x7f"]
    good = sum(
        "\u3000" <= c <= "\u30ff" or "\u4e00" <= c <= "\u9fff" or "！" <= c <= "～" for c in odd
    )
    bad = sum("｡" <= c <= "ﾟ" for c in odd)
    return (good - bad) / max(len(odd), 1)


def _strictly(data: bytes, name: str, encoding: str, why: str, mark: int = 0) -> tuple[str, str]:
    """The text of bytes that begin with a mark of so many bytes."""
    try:
        return data.decode(encoding), codecs.lookup(encoding).name.removesuffix("-sig")
    except LookupError:
        raise DocumentError(
            _("the encoding {encoding} ({why}) is not known").format(encoding=encoding, why=why),
            where=name,
            hint=_("try --encoding utf-8, shift_jis, euc-jp or windows-1252"),
        ) from None
    except UnicodeDecodeError as error:
        if encoding.endswith("-sig"):  # it counts from behind the mark
            error.start += mark
        raise _undecodable(data, name, encoding, error, why) from None


def _undecodable(
    data: bytes, name: str, encoding: str, error: UnicodeDecodeError, why: str
) -> DocumentError:
    return DocumentError(
        _("is not {encoding} ({why}): byte {byte:#04x} at offset {offset}, line {line}").format(
            encoding=encoding,
            why=why,
            byte=data[error.start],
            offset=error.start,
            line=data.count(b"\n", 0, error.start) + 1,
        ),
        where=name,
        hint=_("name the right one with --encoding"),
    )
