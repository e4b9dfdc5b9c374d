"""What lies between two versions of a text.

Lives here: `difference`, `pieces`. Takes two texts, gives the way from one to the other by words; where words
have no spaces between them, by the words that a dictionary sees.
May import: language; rapidfuzz.
Apart from `matches` because versions of a target are compared, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.language.japanese import is_japanese, morphemes

_PIECES = re.compile(r"\w+|\s+|[^\w\s]")
_MOST = 20_000
"""Pieces compared one by one; of longer texts what both begin and end with is told from the rest."""
Difference = tuple[tuple[str, str], ...]
"""(`=`, `-` or `+`, text): what stays, goes and comes."""


def pieces(text: str) -> list[str]:
    """Words, marks and what lies between; joined they are the text."""
    if not is_japanese(text) or len(text) > _MOST:
        return _PIECES.findall(text)
    out: list[str] = []
    at = 0
    for word in morphemes(text):
        out += [text[at : word.start]] if at < word.start else []
        out.append(text[word.start : word.end])
        at = word.end
    return [*out, text[at:]] if at < len(text) else out


def difference(old: str, new: str) -> Difference:
    """Pieces that lead from `old` to `new`: without those that come it is `old`, without those that go
    it is `new`. Between two that stay, one goes and one comes."""
    a, b = pieces(old), pieces(new)
    out: list[tuple[str, str]] = []
    stay = gone = come = ""
    for sign, text in (*_steps(a, b), ("=", "")):
        if sign == "-":
            gone += text
        elif sign == "+":
            come += text
        else:
            if gone or come:
                out += [
                    (kind, held) for kind, held in (("=", stay), ("-", gone), ("+", come)) if held
                ]
                stay = gone = come = ""
            stay += text
    return (*out, ("=", stay)) if stay else tuple(out)


def _steps(a: list[str], b: list[str]) -> Iterator[tuple[str, str]]:
    if len(a) > _MOST or len(b) > _MOST:
        short = min(len(a), len(b))
        first = next((n for n in range(short) if a[n] != b[n]), short)
        last = next((n for n in range(short - first) if a[-1 - n] != b[-1 - n]), short - first)
        yield "=", "".join(a[:first])
        yield "-", "".join(a[first : len(a) - last])
        yield "+", "".join(b[first : len(b) - last])
        yield "=", "".join(a[len(a) - last :])
        return
    from rapidfuzz.distance import Levenshtein

    for step in Levenshtein.opcodes(a, b):
        if step.tag == "equal":
            yield "=", "".join(a[step.src_start : step.src_end])
        else:
            yield "-", "".join(a[step.src_start : step.src_end])
            yield "+", "".join(b[step.dest_start : step.dest_end])
