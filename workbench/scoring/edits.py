"""What a draft cost to mend: the number translators believe.

Lives here: `effort`. Takes drafts and confirmed texts, gives the edit distance between them.
May import: the standard library; rapidfuzz.
Apart from `metrics` because it needs no reference.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Effort:
    """Edits from draft to confirmed text, in characters (insertions, deletions, substitutions)."""

    edits: tuple[int, ...]
    lengths: tuple[int, ...]
    """Characters of the confirmed texts."""

    @property
    def rate(self) -> float:
        """Edits per 100 characters of confirmed text, as TER counts them."""
        return 100 * sum(self.edits) / max(1, sum(self.lengths))

    @property
    def unchanged(self) -> float:
        """Share of drafts accepted as they were, in percent."""
        return 100 * self.edits.count(0) / max(1, len(self.edits))


def effort(drafts: Sequence[str], finals: Sequence[str]) -> Effort:
    """Distances unit by unit; sides of equal length."""
    from rapidfuzz.distance import Levenshtein

    edits = [Levenshtein.distance(a, b) for a, b in zip(drafts, finals, strict=True)]
    return Effort(tuple(edits), tuple(len(text) for text in finals))
