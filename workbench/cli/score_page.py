"""The HTML report of `workbench score --html`: its parts brought together.

Lives here: `page`. Takes a run's Result and the files it was made of, adds findings and term
verdicts, gives the page as text. May import: catalog, checks, config, model, scoring; terms and
checks of catalogs through desk; `report` of this room.
Apart from `report` because a page shows units and a table shows sums.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from workbench.cli.report import Result
from workbench.config import Config
from workbench.model import Finding, State, Unit
from workbench.scoring.report import EFFORT, Report, render
from workbench.scoring.rows import rows_of
from workbench.terms import Termbase


def page(hypothesis: Path, result: Result, config: Config, *, language: str, lenient: bool) -> str:
    """The report on `hypothesis`. Raises what reading it and the termbase raise."""
    source = config.source
    if hypothesis.suffix == ".po":
        from workbench.catalog import read_po

        catalog = read_po(hypothesis, to_write=False)
        units: Sequence[Unit] = catalog.live
        source, language = catalog.source_language, language or catalog.target_language
    else:
        units = _lines(result)
    language = language or config.target
    termbase = _termbase(config, source, language, lenient)
    measured = [score for score in result.scores if score.segments]
    ids = result.ids
    references = result.sides.references if result.sides else ()
    rows = rows_of(
        units,
        references=dict(zip(ids, zip(*references, strict=True), strict=True)) if references else {},
        segments=[dict(zip(ids, score.segments, strict=True)) for score in measured],
        findings=_findings(hypothesis, units, config, termbase, (source, language)),
        effort=result.effort,
        verdicts=termbase.verdicts if termbase else None,
    )
    names = [score.metric for score in measured] + ([EFFORT] if result.effort else [])
    return render(Report(
        hypothesis.name, rows, names, result.scores, result.effort, result.compared,
        (source, language),
    ))  # fmt: skip


def _lines(result: Result) -> list[Unit]:
    """Plain text as units: by line where it was scored, else what the effort was counted on."""
    if result.sides is None:
        effort = result.effort
        pairs = zip(effort.ids, effort.finals, strict=True) if effort else ()
        return [Unit(unit, "", text, State.CONFIRMED) for unit, text in pairs]
    sides = result.sides
    sources = sides.sources or ("",) * len(sides.ids)
    rows = zip(sides.ids, sources, sides.hypotheses, strict=True)
    return [Unit(unit, source, text, State.CONFIRMED) for unit, source, text in rows]


def _termbase(config: Config, source: str, target: str, lenient: bool) -> Termbase | None:
    from workbench.desk.terms import open_termbase

    termbase = open_termbase(config, source, target, lenient=lenient)
    return termbase if termbase.concepts else None


def _findings(
    path: Path, units: Sequence[Unit], config: Config, termbase: Termbase | None,
    pair: tuple[str, str],
) -> list[Finding]:  # fmt: skip
    """What the checks say; nothing where there is no source to check against."""
    if path.suffix == ".po":
        from workbench.catalog import read_po
        from workbench.desk.check import findings_of

        return findings_of(read_po(path, to_write=False), config, termbase)
    if not any(unit.source for unit in units):
        return []
    from workbench.checks import CheckContext, run_checks

    context = CheckContext(*pair, units, termbase)
    return run_checks(units, context, off=config.checks_off, severities=config.severities)
