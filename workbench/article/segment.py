"""Paragraphs become sentences.

Lives here: the Segmenter protocol and `segmenter`, which names one per language. English is cut by
nupunkt with repairs for what newsrooms write; Japanese by a scanner of our own; all others by
sentencex. Inline tags are invisible to all of them.
May import: model, errors, wording, language, and the modules of this room; nupunkt, sentencex.
Apart from `cut` because finding ends is one thing, feeding an engine another.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Protocol

from workbench.errors import UsageError
from workbench.language import info
from workbench.language.tags import stripped
from workbench.model import Sentence
from workbench.wording import _

_DEFAULTS = {"en": "nupunkt", "ja": "japanese"}
_TITLE = r"(?:Dr|Mr|Mrs|Ms|Mx|Prof|Gov|Sen|Rep|Judge|Justice)\.? [A-Z]"
_SPLIT = re.compile(
    r"(?<=\b(?:so|it|is|us|me|up)\.) (?=[\"“‘(]?[A-Z])"
    r"|(?<=\b(?:her|him|all|too|out|now)\.) (?=[\"“‘(]?[A-Z])"
    rf"|(?<=[a-z]{{4}}[.!?]) (?={_TITLE})"
    r"|(?<=[a-z]{3}\.) (?=(?:On|In|At|By|Since|From|Until|After|Before) [A-Z\d])"
)
"""Ends that nupunkt takes for abbreviations: a short word, or a word before a title."""
_JOIN = re.compile(
    r"(?:\b(?:v|vs|Cir|Civ|Crim|Evid|App|Supp|Ed|No|Nos|Art|Arts|art|arts|para|paras|sec|Sec|cl|Reg"
    r"|Pub|Stat|Const|U\.S\.C|C\.F\.R|F|P|R|L)\.|§+|[ap]\.m\.)$"
)
_GOES_ON = re.compile(
    r"§|\d|[IVX]+\b|\(?(?:d|th|[1-9]\w+) Cir\b|[a-z]|[A-Z]\."
    r"|(?:Sun|Mon|Tues|Wednes|Thurs|Fri|Satur)day\b"
)
_ASKED = re.compile(r"[!?][\"”’']$")
_SAID = re.compile(
    r"(?:[A-Z][\w’'-]* ){0,4}(?:he |she |they )?(?:said|says|asked|asks|told|added|wrote|shouted|cried"
    r"|recalled|explained|replied|tweeted|posted)\b"
)
"""Who says what was quoted belongs to it: “We won!” Miki said."""


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
    ends: Callable[[str, str], Iterable[tuple[int, int]]]

    def sentences(self, text: str) -> tuple[Sentence, ...]:
        plain, offsets = stripped(text)
        spans: list[tuple[int, int]] = []
        for start, end in self.ends(plain, self.language):
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
        while match := re.compile(r"</[^<>]{1,40}>").match(text, stop):
            stop = match.end()
        stop = len(text.rstrip()) if number == len(spans) - 1 else stop
        begin = last + len(text[last:stop]) - len(text[last:stop].lstrip())
        yield Sentence(text[begin:stop], (begin, stop))
        last = stop


def _whole(text: str, _language: str) -> Iterable[tuple[int, int]]:
    return [(0, len(text))]


def _nupunkt(text: str, _language: str) -> Iterable[tuple[int, int]]:
    import nupunkt

    spans: list[tuple[int, int]] = []
    for start, end in nupunkt.sent_spans(text):
        before = text[spans[-1][0] : spans[-1][1]].rstrip() if spans else ""
        cut_off = _JOIN.search(before) and _GOES_ON.match(text[start:end])
        if before and (cut_off or (_ASKED.search(before) and _SAID.match(text[start:end]))):
            start = spans.pop()[0]
        at = start
        for match in _SPLIT.finditer(text, start, end):
            spans.append((at, match.start()))
            at = match.end()
        spans.append((at, end))
    return spans


def _sentencex(text: str, language: str) -> Iterable[tuple[int, int]]:
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


def _japanese(text: str, _language: str) -> Iterable[tuple[int, int]]:
    from workbench.article.japanese import ends

    return ends(text)


_WAYS: dict[str, Callable[[str, str], Iterable[tuple[int, int]]]] = {
    "japanese": _japanese,
    "nupunkt": _nupunkt,
    "paragraph": _whole,
    "sentencex": _sentencex,
}


def segmenter(language: str, name: str | None = None) -> Segmenter:
    """The segmenter of a language, or the one asked for by name (`paragraph` cuts nothing).

    Raises UsageError for an unknown name.
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
    return _Segmenter(name, code, _WAYS[name])
