"""What a report shows of each unit.

Lives here: Row, `rows_of`, `differences`. Takes units with drafts, references, scores, findings and
term verdicts, gives rows with every stretch to be marked on either side.
May import: model; rapidfuzz; `edits` of this room.
Apart from `report` because what is marked and how it looks change for different reasons.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from workbench.model import Finding, Span, Unit, Verdict, VerdictKind
from workbench.scoring.edits import Effort

Verdicts = Callable[[str, str], Sequence[Verdict]]
_MISSED = {VerdictKind.MISSING, VerdictKind.FORBIDDEN, VerdictKind.INCONSISTENT}
_GAP = 2
"""Equal stretches shorter than this between two changes are shown as changed: 宣誓 and 宣告 differ
in a word, and a reader sees words."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a text and why it is marked."""

    span: Span
    kind: str
    """`del`, `ins`, `term <verdict>` or `finding <severity>`."""
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One unit: its texts, what is marked in them, its numbers."""

    unit: Unit
    draft: str | None = None
    references: tuple[str, ...] = ()
    scores: tuple[float | None, ...] = ()
    """One per measure of the report, None where it was not measured."""
    seconds: float | None = None
    findings: tuple[Finding, ...] = ()
    source_marks: tuple[Mark, ...] = ()
    draft_marks: tuple[Mark, ...] = ()
    final_marks: tuple[Mark, ...] = ()
    reference_marks: tuple[tuple[Mark, ...], ...] = field(default=())
    missed: bool = False
    """Whether a term is missing, forbidden or inconsistent."""


def rows_of(
    units: Iterable[Unit],
    *,
    references: Mapping[str, Sequence[str]],
    segments: Sequence[Mapping[str, float]],
    findings: Iterable[Finding] = (),
    effort: Effort | None = None,
    verdicts: Verdicts | None = None,
) -> list[Row]:
    """Rows in the order of `units`. `references` and each table of `segments` are by unit id."""
    by_unit: dict[str, list[Finding]] = {}
    for finding in findings:
        by_unit.setdefault(finding.unit, []).append(finding)
    drafts = dict(zip(effort.ids, effort.drafts, strict=True)) if effort else {}
    rates = dict(zip(effort.ids, effort.rates, strict=True)) if effort else {}
    tables = [*segments, *([rates] if effort else [])]
    return [
        _row(
            unit,
            drafts.get(unit.id),
            tuple(references.get(unit.id, ())),
            tuple(table.get(unit.id) for table in tables),
            effort.seconds.get(unit.id) if effort else None,
            tuple(by_unit.get(unit.id, ())),
            verdicts(unit.source, unit.target) if verdicts and unit.source else (),
        )
        for unit in units
    ]


def _row(
    unit: Unit, draft: str | None, references: tuple[str, ...], scores: tuple[float | None, ...],
    seconds: float | None, findings: tuple[Finding, ...], verdicts: Sequence[Verdict],
) -> Row:  # fmt: skip
    source, final = _terms(verdicts)
    for finding in findings:
        kind = f"finding {finding.severity.value}"
        source += [Mark(span, kind, finding.message) for span in finding.source_spans]
        final += [Mark(span, kind, finding.message) for span in finding.target_spans]
    gone: list[Mark] = []
    if draft is not None:
        gone, come = differences(draft, unit.target)
        final += come
    return Row(
        unit, draft, references, scores, seconds, findings, tuple(source), tuple(gone),
        tuple(final), tuple(tuple(differences(unit.target, text)[1]) for text in references),
        any(verdict.kind in _MISSED for verdict in verdicts),
    )  # fmt: skip


def _terms(verdicts: Sequence[Verdict]) -> tuple[list[Mark], list[Mark]]:
    source: list[Mark] = []
    target: list[Mark] = []
    for verdict in verdicts:
        kind = f"term {verdict.kind.value}"
        tip = f"{verdict.hit.text} → {' / '.join(verdict.targets[:4])}"
        tip += f" ({verdict.reason})" if verdict.reason else ""
        source += [Mark(span, kind, tip) for span in verdict.hit.spans]
        target += [Mark(span, kind, tip) for span in verdict.target_spans]
    return source, target


def differences(old: str, new: str) -> tuple[list[Mark], list[Mark]]:
    """What `old` lost and `new` gained, by the shortest edit (Levenshtein), neighbours joined."""
    if old == new:
        return [], []
    from rapidfuzz.distance import Levenshtein

    changes: list[list[int]] = []
    for op in Levenshtein.opcodes(old, new):
        if op.tag == "equal":
            continue
        if changes and op.src_start - changes[-1][1] < _GAP:
            changes[-1][1], changes[-1][3] = op.src_end, op.dest_end
        else:
            changes.append([op.src_start, op.src_end, op.dest_start, op.dest_end])
    gone = [Mark((a, b), "del") for a, b, _c, _d in changes if a < b]
    return gone, [Mark((c, d), "ins") for _a, _b, c, d in changes if c < d]
