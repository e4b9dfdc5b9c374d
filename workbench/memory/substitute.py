"""Figures put into a match.

Lives here: `substitute`. Takes a source and an entry that differs from it in figures alone; gives the
entry's target with the new figures, where every figure that changed stands in the target as digits.
May import: `tokens` of this room.
Apart from `fuzzy` because it is about targets.
"""

from __future__ import annotations

import re
import unicodedata

from workbench.memory.tokens import figures


def substitute(
    source: str, old_source: str, old_target: str
) -> tuple[str, tuple[tuple[str, str], ...]] | None:
    """(target, changed figures), or None where a figure cannot be put in with certainty.

    A figure that is 万 or a word in the target, that stands there twice, or that two places of the
    source share, is not certain.
    """
    old, new = figures(old_source), figures(source)
    if len(old) != len(new):
        return None
    changed = [(a, b) for a, b in zip(old, new, strict=True) if a != b]
    if not changed:
        return old_target, ()
    if len({a for a, _b in changed}) != len(changed) or len(set(old)) != len(old):
        return None
    target = old_target
    places: list[tuple[int, int, str]] = []
    for before, after in changed:
        found = list(re.finditer(_shown(before), target))
        if len(found) != 1:
            return None
        here = found[0]
        if any(start < here.end() and here.start() < end for start, end, _new in places):
            return None
        places.append((here.start(), here.end(), _like(here.group(), after)))
    for start, end, put in sorted(places, reverse=True):
        target = target[:start] + put + target[end:]
    return target, tuple(changed)


def _shown(figure: str) -> str:
    """The figure in a target: half or full width, with or without its commas; no part of another,
    and nothing that counts by ten thousands after it."""
    digits = "".join(
        f"[{char}{chr(ord(char) + 0xFEE0)}]" if char.isdigit() else "[,，]?" if char == "," else r"[.．]"
        for char in figure
    )  # fmt: skip
    return rf"(?<![\d.,．，]){digits}(?![\d十百千万億兆]|[.,．，]\d)"


def _like(old: str, new: str) -> str:
    """The new figure in the old one's width, with commas only if it had them."""
    half = unicodedata.normalize("NFKC", old)
    if "," not in half:
        new = new.replace(",", "")
    if half != old:
        return "".join(chr(ord(char) + 0xFEE0) if char.isascii() else char for char in new)
    return new
