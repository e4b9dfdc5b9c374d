"""Which segment belongs to which.

Lives here: Side, one file's segments with the sources they are known by, `in_one_order`, which tells
text sides the sources they stand for, and `partners`, which matches two sides by source.
May import: errors, wording.
Apart from `sides` because matching knows nothing of files.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from workbench.errors import ScoreError
from workbench.wording import _

Key = tuple[str | None, str]
"""Context (msgctxt) and source; (None, line number) where no source is known."""
_EXCERPT = 40


@dataclass(frozen=True, slots=True)
class Side:
    """The segments of one file, in its order. `ids` are unit ids, or line numbers from 1."""

    path: Path
    ids: tuple[str, ...]
    texts: tuple[str, ...]
    keys: tuple[Key, ...]
    catalog: bool = False
    contexts: bool = False
    """Whether the keys hold what context there is; a source text has none."""
    languages: tuple[str, str] = ("", "")
    """Source and target, where a catalog says them."""

    def place(self, n: int) -> str:
        """Where a segment stands, to be opened by a click."""
        return f"{self.path}{' ' if self.catalog else ':'}{self.ids[n]}"

    def named(self, n: int) -> str:
        """A segment's place with the beginning of its source, by which a reader knows it."""
        source = self.keys[n][1]
        if source == self.ids[n]:  # a line number: no source is known
            return self.place(n)
        cut = source[:_EXCERPT] + ("…" if len(source) > _EXCERPT else "")
        return f"{self.place(n)} (“{cut}”)"


def in_one_order(sides: Sequence[Side], source: Side | None = None) -> list[Side]:
    """The sides, each text with the sources of its lines.

    All texts are in one order: the source text's where there is one, else that of the first catalog,
    else each other's. Raises ScoreError where a text is longer or shorter than that.
    """
    if source and not source.catalog:
        source = replace(source, keys=tuple((None, text) for text in source.texts))
    anchor = source or next((side for side in sides if side.catalog), sides[0])
    for side in sides:
        if not side.catalog and len(side.texts) != len(anchor.texts):
            raise ScoreError(
                _("has {found} lines, {other} has {wanted}").format(
                    found=len(side.texts), other=anchor.path, wanted=len(anchor.texts)
                ),
                where=str(side.path),
                hint=_("one line per unit, in the catalog's order")
                if anchor.catalog
                else _("the sides need one segment a line, in one order"),
            )
    return [
        side if side.catalog else replace(side, keys=anchor.keys, contexts=anchor.contexts)
        for side in sides
    ]


def partners(side: Side, other: Side) -> list[int | None]:
    """For each segment of `side`, the place in `other` of the one with the same source.

    Where a source recurs, the first goes with the first and so on; a catalog keeps identical
    paragraphs once, so the last one there is serves the rest.
    """
    cut = 0 if side.contexts and other.contexts else 1
    places: dict[tuple[str | None, ...], list[int]] = defaultdict(list)
    for n, key in enumerate(other.keys):
        places[key[cut:]].append(n)
    met: Counter[tuple[str | None, ...]] = Counter()
    found: list[int | None] = []
    for key in side.keys:
        have = places.get(key[cut:])
        found.append(have[min(met[key[cut:]], len(have) - 1)] if have else None)
        met[key[cut:]] += 1
    return found
