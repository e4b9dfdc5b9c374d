"""What a draft cost to mend: the number translators believe.

Lives here: `effort`, and `read_effort`, which finds drafts and confirmed texts in files. Takes
drafts and finals, gives the edit distance between them unit by unit, HTER in all, and the time
where the editor recorded it.
May import: catalog, errors, model, wording, `metrics`, `recorded`, `sides` of this room; rapidfuzz.
Apart from `metrics` because it needs no reference.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from workbench.errors import ScoreError
from workbench.model import Score, State
from workbench.wording import _


@dataclass(frozen=True, slots=True)
class Effort:
    """Edits from draft to confirmed text, in characters (insertions, deletions, substitutions)."""

    edits: tuple[int, ...]
    lengths: tuple[int, ...]
    """Characters of the confirmed texts."""
    ids: tuple[str, ...] = ()
    drafts: tuple[str, ...] = ()
    finals: tuple[str, ...] = ()
    hter: Score | None = None
    """TER of the drafts against what they became (Snover et al. 2006), with its signature."""
    seconds: Mapping[str, float] = field(default_factory=dict)
    """Working time by unit id, where the editor recorded it."""
    left_out: tuple[str, ...] = ()
    """Units that could not be counted and why, one line each."""

    @property
    def rate(self) -> float:
        """Edits per 100 characters of confirmed text, as TER counts them."""
        return 100 * sum(self.edits) / max(1, sum(self.lengths))

    @property
    def unchanged(self) -> float:
        """Share of drafts accepted as they were, in percent."""
        return 100 * self.edits.count(0) / max(1, len(self.edits))

    @property
    def rates(self) -> tuple[float, ...]:
        """Edits per 100 characters, unit by unit."""
        pairs = zip(self.edits, self.lengths, strict=True)
        return tuple(100 * edits / max(1, length) for edits, length in pairs)

    @property
    def time(self) -> float | None:
        """Seconds spent on the units counted; None where nothing was recorded."""
        known = [self.seconds[unit] for unit in self.ids if unit in self.seconds]
        return sum(known) if known else None


def effort(drafts: Sequence[str], finals: Sequence[str]) -> Effort:
    """Distances unit by unit; sides of equal length."""
    from rapidfuzz.distance import Levenshtein

    edits = [Levenshtein.distance(a, b) for a, b in zip(drafts, finals, strict=True)]
    return Effort(
        tuple(edits),
        tuple(len(text) for text in finals),
        drafts=tuple(drafts),
        finals=tuple(finals),
    )


def read_effort(final: Path, draft: Path | None = None, *, language: str = "") -> Effort:
    """The effort that `final` cost. Drafts come from `draft`, a catalog or text, or, where none is
    named, from the history that the editor keeps beside the catalog.

    Only units with a draft and a finished target are counted; the others are listed in `left_out`.
    Raises ScoreError: unreadable, unequal lengths, nothing to count.
    """
    rows, seconds, left_out, told = _from_file(final, draft) if draft else _from_history(final)
    if not rows:
        raise ScoreError(
            _("has no unit with both a draft and a confirmed text"),
            where=str(final),
            hint=_("name the drafts with --draft"),
        )
    ids, drafts, finals = zip(*rows, strict=True)
    counted = effort(drafts, finals)
    return Effort(
        counted.edits, counted.lengths, ids, drafts, finals,
        _hter(drafts, finals, language or told), seconds, tuple(left_out),
    )  # fmt: skip


def _hter(drafts: Sequence[str], finals: Sequence[str], language: str) -> Score:
    """TER of all drafts, the untouched ones too, with what became of them as references."""
    from workbench.scoring.metrics import score

    return score(drafts, [finals], target_language=language or "ja", metrics=["ter"])[0]


_Found = tuple[list[tuple[str, str, str]], Mapping[str, float], list[str], str]


def _from_file(final: Path, draft: Path) -> _Found:
    from workbench.scoring.recorded import read_recorded
    from workbench.scoring.sides import read_sides

    sides = read_sides(final, [draft], gaps=True)
    rows: list[tuple[str, str, str]] = []
    left_out = list(sides.unmatched)
    fuzzy = _unfinished(final)
    for unit, done, begun in zip(sides.ids, sides.hypotheses, sides.references[0], strict=True):
        if done.strip() and begun.strip() and unit not in fuzzy:
            rows.append((unit, begun, done))
        else:
            left_out.append(f"{final} {unit}: " + _("is not finished, or has no draft"))
    seconds = read_recorded(final).seconds if final.suffix == ".po" else {}
    return rows, seconds, left_out, sides.target_language


def _unfinished(path: Path) -> frozenset[str]:
    if path.suffix != ".po":
        return frozenset()
    from workbench.catalog import read_po

    return frozenset(unit.id for unit in read_po(path).live if unit.state is not State.CONFIRMED)


def _from_history(final: Path) -> _Found:
    from workbench.catalog import read_po
    from workbench.scoring.recorded import read_recorded

    if final.suffix != ".po":
        raise ScoreError(
            _("is not a catalog, so the editor kept no drafts for it"), where=str(final),
            hint=_("name the drafts with --draft"),
        )  # fmt: skip
    catalog, kept = read_po(final), read_recorded(final)
    rows: list[tuple[str, str, str]] = []
    left_out: list[str] = []
    for unit in catalog.live:
        if unit.state is not State.CONFIRMED:
            left_out.append(f"{final} {unit.id}: " + _("is not confirmed"))
        elif unit.id not in kept.drafts:
            left_out.append(f"{final} {unit.id}: " + _("no draft is recorded"))
        else:
            rows.append((unit.id, kept.drafts[unit.id], unit.target))
    return rows, kept.seconds, left_out, catalog.target_language
