"""Words of a text as a reader points at them.

Lives here: `word_at`, `word_after`, `word_before`. Takes a text and a place in it, gives spans: runs of letters and
digits with what joins them, or, where nothing is written between words, runs of one script. Only the neighbourhood of
the place is read, so that a text of a million characters answers like a sentence.
May import: model.
Apart from `english` and `japanese` because those know what a word is, this where one begins for an eye.
"""

from __future__ import annotations

import re

from workbench.model import Span

_WORD = re.compile(
    r"[\u3400-\u4dbf\u4e00-\u9fff々〆〇]+"  # kanji
    r"|[\u3041-\u309f]+"
    r"|[\u30a1-\u30faー\u30fc-\u30ff\uff66-\uff9f]+"
    r"|(?:(?![\u3041-\u30ff\u3400-\u9fff\uff66-\uff9f々〆〇])\w)"
    r"(?:(?:(?![\u3041-\u30ff\u3400-\u9fff\uff66-\uff9f々〆〇])\w)|[-'’.,:/@](?=\w))*"
)
_NEAR = 400
"""Characters on either side that are read; a longer word is cut."""


def word_at(text: str, at: int) -> Span:
    """The word at a place, else the next one, else the last; (0, 0) where the text has none."""
    found = next((span for span in _near(text, at) if span[1] > at), None)
    return found or word_after(text, at) or word_before(text, at) or (0, 0)


def word_after(text: str, at: int) -> Span | None:
    """The first word that begins at a place or behind it; None where there is none."""
    for span in _near(text, at):
        if span[0] >= at:
            return span
    match = _WORD.search(text, min(len(text), at + _NEAR))
    return match.span() if match else None


def word_before(text: str, at: int) -> Span | None:
    """The last word that ends at a place or before it; None where there is none."""
    while at > 0:
        found = [span for span in _near(text, at) if span[1] <= at]
        if found:
            return found[-1]
        at -= _NEAR
    return None


def _near(text: str, at: int) -> list[Span]:
    """Words around a place; it starts at a space, so that no word is entered in its middle."""
    first = max(0, at - _NEAR)
    if first:
        first = next((n for n in range(first, at) if text[n].isspace()), first)
    return [match.span() for match in _WORD.finditer(text, first, min(len(text), at + _NEAR))]
