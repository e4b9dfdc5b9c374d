"""Subtitles: where their texts are, and how long each is shown.

Lives here: SrtFormat, VttFormat. Takes SubRip or WebVTT, gives one paragraph a cue, its lines joined but for those
that begin with a dash (two speakers); numbers, times, settings, notes and styles stay as they are. A target's own
line breaks are kept. `Paragraph.seconds` is how long the cue is shown.
May import: errors, model, wording and `blocks`, `charset`, `decode`, `lines` of this room.
Apart from `text` because times are no text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from workbench.article.blocks import Block, Copy, Part, Put, finished, line_at, lines_of, paragraphs
from workbench.article.charset import assembled
from workbench.article.decode import decode
from workbench.article.lines import joint
from workbench.errors import DocumentError
from workbench.model import Article, Kind
from workbench.wording import _

_TIME = r"(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})"
_CUE = re.compile(
    rf"^[ \t]*{_TIME}[ \t]*-->[ \t]*{_TIME}[^\r\n]*(?:\r\n|\r|\n)"
    r"(?P<text>(?:(?![ \t]*(?:\r|\n|\Z)|[^\r\n]*-->)[^\r\n]*(?:\r\n|\r|\n|\Z))+)",
    re.M,
)
_SPEAKS = re.compile(r"\s*[-‐–—－](?!-)")


class SrtFormat:
    """SubRip."""

    name = "srt"
    suffixes = (".srt",)

    def recognises(self, head: bytes, name: str) -> bool:
        """By its first cue."""
        return bool(re.match(rb"(?:\xef\xbb\xbf)?\s*\d+\s*\r?\n\d\d:\d\d:\d\d,\d{3} --> ", head))

    def read(self, data: bytes, name: str, *, encoding: str | None = None) -> Article:
        """The texts. Raises DocumentError: not text, no cue."""
        return _read(data, name, encoding, self.name)

    def write(self, article: Article, targets: Mapping[int, str], *, language: str) -> bytes:
        """The subtitles with targets in them."""
        return _write(article, targets)


class VttFormat:
    """WebVTT."""

    name = "vtt"
    suffixes = (".vtt",)

    def recognises(self, head: bytes, name: str) -> bool:
        """By its first word."""
        return bool(re.match(rb"(?:\xef\xbb\xbf)?WEBVTT(?:[ \t\r\n]|\Z)", head))

    def read(self, data: bytes, name: str, *, encoding: str | None = None) -> Article:
        """The texts. Raises DocumentError: not text, no cue."""
        return _read(data, name, encoding, self.name)

    def write(self, article: Article, targets: Mapping[int, str], *, language: str) -> bytes:
        """The subtitles with targets in them."""
        return _write(article, targets)


def _read(data: bytes, name: str, encoding: str | None, form: str) -> Article:
    text, used = decode(data, name, encoding)
    found = _cues(text)
    if not found:
        raise DocumentError(_("holds no subtitle"), where=name, hint=_("is it the right file?"))
    newline = "\r\n" if "\r\n" in text else "\n"
    return Article(name, form, None, used, text, paragraphs(found), newline, data)


def _write(article: Article, targets: Mapping[int, str]) -> bytes:
    return assembled(article, finished(_cues(article.text), targets, len(article.text)), None).data


def _cues(text: str) -> list[Block]:
    starts = lines_of(text)
    newline = "\r\n" if "\r\n" in text else "\n"
    found: list[Block] = []
    for cue in _CUE.finditer(text):
        raw = cue["text"].rstrip()
        seen = _joined(raw)
        if not any(map(str.isalnum, re.sub(r"<[^<>]{0,200}>", "", seen))):
            continue
        start = cue.start("text")
        length = _seconds(cue.groups()[4:8]) - _seconds(cue.groups()[:4])
        found.append(
            Block(
                seen, Kind.PARAGRAPH, (start, start + len(raw)), line_at(starts, start),
                _put(newline), seconds=max(0.0, round(length, 3)),
            )
        )  # fmt: skip
    return found


def _joined(raw: str) -> str:
    out = ""
    for line in filter(None, (each.strip() for each in re.split(r"\r\n?|\n", raw))):
        out += ("\n" if _SPEAKS.match(line) else joint(out, line)) + line if out else line
    return out


def _seconds(time: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, parts = time
    return int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds or 0) + float(f"0.{parts}")


def _put(newline: str) -> Put:
    """A blank line would end the cue, and an arrow begin another."""

    def put(target: str, copy: Copy) -> list[Part]:
        text = re.sub(r"\s*(?:\r\n?|\n)\s*", newline, target.strip())
        return [text.replace("-->", "→")]

    return put
