"""Which engine is best for these texts: each drafts the same catalog, and all are measured alike.

Lives here: `compare_engines` and `side_by_side`. Takes a catalog or an article, a reference and names of
engines; gives a row for each, and the significance of the difference between the first two. What is measured
is what the translator would get: drafts with terms, verdicts and repairs, nothing from memory, none left out.
May import: article, catalog, config, drafting, errors, model, scoring, terms, wording and `pretranslate`
and `check` of this room.
Apart from `pretranslate` because nothing is kept.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

from workbench.catalog import Catalog, build_catalog, read_po, save_po
from workbench.config import Config
from workbench.desk.check import findings_of
from workbench.desk.pretranslate import draft_units
from workbench.drafting import TextDraft, load_engine
from workbench.errors import UsageError
from workbench.model import Severity, State, Unit
from workbench.scoring import Comparison, compare, read_sides, score, term_scores
from workbench.terms import Termbase
from workbench.wording import _

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Compared:
    """What one engine did."""

    engine: str
    """As it was named."""
    package: str
    """The package or model that drafted."""
    seconds: float
    """Drafting alone, without loading."""
    empty: int
    """Units without a draft."""
    scores: tuple[tuple[str, float, str], ...]
    """(metric, value, signature)."""
    errors: int
    """Findings of the checks at error level, all units together."""
    findings: int
    """Of every level."""
    targets: tuple[str, ...]
    """By unit, in the catalog's order."""


def compare_engines(
    path: Path,
    reference: Path,
    engines: Sequence[str],
    config: Config,
    termbase: Termbase | None,
    on_progress: Progress | None = None,
) -> tuple[Catalog, list[Compared], list[Comparison]]:
    """Draft with each engine and measure. The catalog at `path` stays as it is.

    Raises UsageError (fewer than one engine), PackageError, EngineError, CatalogError, ScoreError.
    """
    if not engines:
        raise UsageError(_("name an engine"), hint=_("--engine argos --engine ollama:MODEL"))
    catalog = _emptied(path, config)
    rows: list[Compared] = []
    systems: list[tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]] = []
    with TemporaryDirectory(prefix="workbench-") as folder:
        for number, name in enumerate(engines):
            drafts, seconds, package = _drafted(catalog, name, config, termbase, on_progress)
            made = _filled(catalog, drafts)
            place = Path(folder) / f"{number}.po"
            save_po(made, place)
            sides = read_sides(place, [reference], gaps=True)
            systems.append((sides.hypotheses, sides.references))
            scores = score(
                sides.hypotheses, sides.references, target_language=catalog.target_language,
                metrics=["bleu", "chrf", "ter"],
            )  # fmt: skip
            if termbase and termbase.concepts:
                sources = [unit.source for unit in made.live]
                said = [unit.target for unit in made.live]
                scores += term_scores(sources, said, termbase.verdicts)[:1]
            found = findings_of(made, config, termbase)
            rows.append(Compared(
                name, package, seconds, sum(not d.target for d in drafts),
                tuple((s.metric, s.value, s.signature) for s in scores),
                sum(f.severity is Severity.ERROR for f in found), len(found),
                tuple(d.target for d in drafts),
            ))  # fmt: skip
    tested: list[Comparison] = []
    if len(systems) > 1:
        tested = compare(
            systems[0][0], systems[1][0], systems[0][1], target_language=catalog.target_language
        )
    return catalog, rows, tested


def _emptied(path: Path, config: Config) -> Catalog:
    """The units of a catalog, or of an article, without targets."""
    if path.suffix == ".po":
        catalog = read_po(path, to_write=False)
    else:
        from workbench.article import read_article

        article = read_article(path, attributes=config.attributes, main=bool(config.main))
        catalog = build_catalog(article, config.source, config.target)
    units = tuple(
        replace(unit, target="", state=State.EMPTY, provenance=None) for unit in catalog.live
    )
    return _like(catalog, units)


def _like(catalog: Catalog, units: tuple[Unit, ...]) -> Catalog:
    """A catalog of these units, bound to no file."""
    return Catalog(
        catalog.source_language, catalog.target_language, units, metadata=catalog.metadata
    )


def _drafted(
    catalog: Catalog, name: str, config: Config, termbase: Termbase | None,
    on_progress: Progress | None,
) -> tuple[list[TextDraft], float, str]:  # fmt: skip
    pair = (catalog.source_language, catalog.target_language)
    engine = load_engine(*pair, engine=name, package=config.package)
    started = time.monotonic()

    def tell(done: int, every: int) -> None:
        if on_progress:
            on_progress(name, done, every)

    drafts = draft_units(catalog.live, engine, config, termbase, tell, catalog.live)
    return drafts, time.monotonic() - started, engine.package


def _filled(catalog: Catalog, drafts: Sequence[TextDraft]) -> Catalog:
    units = tuple(
        replace(
            unit, target=draft.target, provenance=draft.provenance,
            state=State.FUZZY if draft.target else State.EMPTY,
        )
        for unit, draft in zip(catalog.live, drafts, strict=True)
    )  # fmt: skip
    return _like(catalog, units)


def side_by_side(catalog: Catalog, rows: Sequence[Compared], language: str) -> str:
    """The drafts as one HTML page: a row a unit, a column an engine."""
    head = "".join(
        f"<th>{escape(row.engine)}<br><small>{escape(row.package)}</small>" for row in rows
    )
    lines = []
    for number, unit in enumerate(catalog.live):
        cells = "".join(
            f'<td lang="{escape(catalog.target_language)}">{escape(r.targets[number])}'
            for r in rows
        )
        lines.append(f"<tr><th>{escape(unit.id)}<td>{escape(unit.source)}{cells}")
    return (
        f'<!doctype html>\n<html lang="{escape(language)}"><meta charset="utf-8"><title>'
        f"{escape(_('Drafts side by side'))}</title><style>body{{font:15px/1.7 system-ui,sans-serif;margin:2rem}}"
        "table{border-collapse:collapse}td,th{border-bottom:1px solid #8886;padding:.5rem .8rem;text-align:left;"
        "vertical-align:top}thead th{position:sticky;top:0;background:Canvas}</style>"
        f"<table><thead><tr><th><th>{escape(_('source'))}{head}<tbody>{''.join(lines)}</table></html>\n"
    )
