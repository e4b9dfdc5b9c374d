"""Paragraphs become sentences.

Lives here: the Segmenter protocol and `segmenter`, which names one per language. English and
Japanese are cut by scanners of our own, all others by sentencex; nupunkt can be asked for by name.
Inline tags are invisible to all of them.
May import: model, errors, wording, language, and the modules of this room; nupunkt, sentencex.
Apart from `cut` because finding ends is one thing, feeding an engine another.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Protocol

from workbench.article.exceptions import Exceptions, exceptions
from workbench.errors import UsageError
from workbench.language import info
from workbench.language.tags import stripped
from workbench.model import Sentence
from workbench.wording import _

_CLOSING = re.compile(r"</[^<>]{1,40}>")
_NOTE = re.compile(
    r"(?:<(?:a|span)\b[^<>]{0,300}>)?<sup\b[^<>]{0,300}>"
    r"(?:<[^<>]{1,300}>|[\[\]()（）\d０-９*＊†‡※注,、–-]|(?<=>)[a-z](?=<)){1,40}?</sup>(?:</(?:a|span)>)?"
)
"""The sign of a footnote in its tags; it belongs to the sentence before it."""
_DEFAULTS = {"en": "english", "ja": "japanese"}


class Segmenter(Protocol):
    """Cuts a paragraph of one language."""

    @property
    def name(self) -> str: ...

    @property
    def language(self) -> str: ...

    def sentences(self, text: str) -> tuple[Sentence, ...]:
        """The sentences in order; spans do not overlap and leave only white space between them."""
        ...


@dataclass(frozen=True, slots=True)
class _Segmenter:
    name: str
    language: str
    ends: _Way
    known: Exceptions

    def sentences(self, text: str) -> tuple[Sentence, ...]:
        plain, offsets = stripped(text)
        spans: list[tuple[int, int]] = []
        for start, end in self.ends(plain, self.language, self.known):
            piece = plain[start:end]
            start += len(piece) - len(piece.lstrip())
            end -= len(piece) - len(piece.rstrip())
            if start < end:
                spans.append((start, end))
        return tuple(_sentences(text, offsets, spans))


def _sentences(text: str, offsets: list[int], spans: list[tuple[int, int]]) -> Iterable[Sentence]:
    """Back to offsets in the tagged text: tags before a sentence go with it, the last takes all."""
    last = 0
    for number, (_start, end) in enumerate(spans):
        stop = offsets[end - 1] + 1
        while match := _CLOSING.match(text, stop) or _NOTE.match(text, stop):
            stop = match.end()
        stop = len(text.rstrip()) if number == len(spans) - 1 else stop
        begin = last + len(text[last:stop]) - len(text[last:stop].lstrip())
        yield Sentence(text[begin:stop], (begin, stop))
        last = stop


def _whole(text: str, _language: str, _known: Exceptions) -> Iterable[tuple[int, int]]:
    return [(0, len(text))]


def _english(text: str, _language: str, known: Exceptions) -> Iterable[tuple[int, int]]:
    from workbench.article.english import ends

    return ends(text, known)


def _nupunkt(text: str, _language: str, _known: Exceptions) -> Iterable[tuple[int, int]]:
    import nupunkt

    spans: Iterable[tuple[int, int]] = nupunkt.sent_spans(text)
    return spans


def _sentencex(text: str, language: str, known: Exceptions) -> Iterable[tuple[int, int]]:
    last: tuple[int, int] | None = None
    for start, end in _as_sentencex_says(text, language):
        if last and _goes_on(text[last[0] : last[1]].rstrip(), known):
            last = (last[0], end)
            continue
        if last:
            yield last
        last = (start, end)
    if last:
        yield last


def _goes_on(sentence: str, known: Exceptions) -> bool:
    """Whether it ends in an exception: nobody but the user has named any of these languages."""
    word = sentence[-60:].split()[-1:] or [""]
    return word[0].lstrip("\"“„«‘'([¿¡") in known.kinds or any(
        sentence.endswith(name) for names in known.names.values() for name in names
    )


def _as_sentencex_says(text: str, language: str) -> Iterable[tuple[int, int]]:
    from sentencex import segment

    at = 0
    for piece in segment(language, text):
        start = text.find(piece, at)
        if start < 0:  # it changed what it gave back: keep the rest whole rather than lose it
            yield at, len(text)
            return
        at = start + len(piece)
        yield start, at
    if text[at:].strip():
        yield at, len(text)


def _japanese(text: str, _language: str, known: Exceptions) -> Iterable[tuple[int, int]]:
    from workbench.article.japanese import ends

    return ends(text, known)


_Way = Callable[[str, str, Exceptions], Iterable[tuple[int, int]]]
_WAYS: dict[str, _Way] = {
    "english": _english,
    "japanese": _japanese,
    "nupunkt": _nupunkt,
    "paragraph": _whole,
    "sentencex": _sentencex,
}


def segmenter(language: str, name: str | None = None, more: Sequence[Path] = ()) -> Segmenter:
    """The segmenter of a language, or the one asked for by name (`paragraph` cuts nothing).

    `more` are files of exceptions beside the shipped ones and the user's own (see `exceptions`).
    Raises UsageError for an unknown name and for a file that cannot be read.
    """
    code = info(language).code
    name = name or _DEFAULTS.get(code, "sentencex")
    if name not in _WAYS:
        near = get_close_matches(name, _WAYS, 1)
        raise UsageError(
            _("there is no segmenter {name}").format(name=name),
            where="segmenters",
            hint=_("known: {names}").format(names=", ".join(near or _WAYS)),
        )
    return _Segmenter(name, code, _WAYS[name], exceptions(code, more))
