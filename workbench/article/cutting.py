"""A paragraph, cut for an engine and put together again.

Lives here: Cut and `cut`. Takes a paragraph and a segmenter; gives what an engine should read, and
joins what it wrote. A quotation of several sentences is cut too: each piece gets the quotation
marks that the cut took from it, and the join takes the doubled ones away.
May import: model, language and `segment` of this room.
Apart from `segment` because joining needs the target language.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from workbench.article.segment import Segmenter
from workbench.language import info
from workbench.model import Sentence

_QUOTES = {'"': '"', "“": "”", "「": "」", "『": "』", "«": "»", "„": "“"}
_CLOSERS = '”」』»"'
_OPENERS = '“「『«"'


@dataclass(frozen=True, slots=True)
class Cut:
    """One paragraph in pieces."""

    source: str
    sentences: tuple[Sentence, ...]
    inputs: tuple[str, ...]
    """What an engine reads: the sentences, with quotation marks completed."""
    bridged: tuple[bool, ...]
    """For each sentence but the last: whether a quotation goes on into the next."""

    def join(self, targets: Sequence[str], language: str) -> str:
        """The target paragraph. `targets` are in the order of `inputs`; empty ones are left out."""
        spaced = info(language).spaced
        out = ""
        for number, target in enumerate(targets):
            target = target.strip()
            if not target:
                continue
            if out and number and self.bridged[number - 1]:
                out, target = _bridge(out, target)
            elif out and not spaced and _latin(out[-1]) and _latin(target[0]):
                out += " "
            out += (self._gap(number) if out and spaced else "") + target
        return out

    def _gap(self, number: int) -> str:
        before, after = self.sentences[number - 1].span[1], self.sentences[number].span[0]
        return self.source[before:after] or " "


def _bridge(out: str, target: str) -> tuple[str, str]:
    """Drop the closing mark of one piece and the opening one of the next, if both are there."""
    if out[-1] in _CLOSERS and target[0] in _OPENERS and len(target) > 1:
        return out[:-1], target[1:]
    return out, target


def _latin(char: str) -> bool:
    return char.isascii() and (char.isalnum() or char in ".,;:!?")


def cut(text: str, by: Segmenter) -> Cut:
    """Cut a paragraph with a segmenter."""
    sentences = by.sentences(text)
    inputs: list[str] = []
    bridged: list[bool] = []
    opened = ""
    for sentence in sentences:
        piece = (opened + sentence.text) if opened else sentence.text
        opened = _left_open(piece)
        inputs.append(piece + _QUOTES[opened] if opened else piece)
        bridged.append(bool(opened))
    return Cut(text, sentences, tuple(inputs), tuple(bridged))


def _left_open(text: str) -> str:
    """The quotation mark that is opened in `text` and not closed, else ''."""
    text = re.sub(r"<[^<>]{1,400}>", "", text)
    stack: list[str] = []
    for char in text:
        if stack and char == _QUOTES[stack[-1]]:
            stack.pop()
        elif char in _QUOTES:
            stack.append(char)
    return stack[0] if stack else ""
