"""Tags and other parts that nobody types: what a target lacks of its source's.

Lives here: `parts`, Part, `next_missing`. Takes texts, gives their tags, placeholders, addresses and code in order,
each tag with its partner; of what is missing the first, with its partner where both are.
May import: language, model.
Apart from the checks because those say what is wrong, this what to write.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from workbench.language.protected import verbatim
from workbench.language.tags import TAG, is_empty, is_inline
from workbench.model import Span


@dataclass(frozen=True, slots=True)
class Part:
    """One part that stays as it is."""

    span: Span
    text: str
    partner: int | None = None
    """Of an opening tag the number of its closing one, in `parts`."""


@dataclass(frozen=True, slots=True)
class Missing:
    """What is to be written: around something where it has a second half."""

    open: str
    close: str = ""

    def around(self, text: str) -> str:
        """Written round a text; behind it where it has no second half and a text is there."""
        return self.open + text + self.close if self.close else text + self.open


def parts(text: str) -> tuple[Part, ...]:
    """Inline tags, placeholders, addresses and code, in order; of nested ones the outer."""
    found: list[tuple[Span, str, str]] = []
    for tag in TAG.finditer(text):
        if is_inline(tag):
            name = "" if is_empty(tag) else tag["end"] + tag["name"].lower()
            found.append((tag.span(), tag.group(), name))
    inside = [span for span, _text, _name in found]
    for kept in verbatim(text):
        if not any(a < kept.span[1] and kept.span[0] < b for a, b in _near(inside, kept.span)):
            found.append((kept.span, kept.text, ""))
    found.sort()
    partner: dict[int, int] = {}
    open_: dict[str, list[int]] = {}
    for number, (_span, _text, name) in enumerate(found):
        if name.startswith("/"):
            if waiting := open_.get(name[1:]):
                partner[waiting.pop()] = number
        elif name:
            open_.setdefault(name, []).append(number)
    return tuple(
        Part(span, text, partner.get(number)) for number, (span, text, _name) in enumerate(found)
    )


def _near(spans: list[Span], span: Span) -> list[Span]:
    """Those of spans in order that may touch one."""
    from bisect import bisect_left

    at = bisect_left(spans, span)
    return spans[max(0, at - 1) : at + 2]


def next_missing(source: str, target: str) -> Missing | None:
    """The first part of the source that the target lacks; None where it has them all. What stands twice
    in the source is wanted twice."""
    wanted, have = parts(source), Counter(part.text for part in parts(target))
    lacking: list[int] = []
    for number, part in enumerate(wanted):
        if have[part.text]:
            have[part.text] -= 1
        else:
            lacking.append(number)
    if not lacking:
        return None
    first = wanted[lacking[0]]
    if first.partner is not None and first.partner in lacking:
        return Missing(first.text, wanted[first.partner].text)
    return Missing(first.text)
