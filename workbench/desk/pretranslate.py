"""Preparation: a catalog is drafted.

Lives here: `pretranslate`, `draft_units` and `redrafts`. Takes a catalog's path, an engine and a termbase; gives
drafts with provenance, saved.
May import: article, catalog, config, drafting, errors, memory, model, terms, wording and `matches`,
`summary` of this room.
Apart from `extract` because drafting costs an engine.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from workbench.article import cut, segmenter
from workbench.catalog import Catalog, WorkingCopy, no_language, open_store
from workbench.config import Config
from workbench.desk.matches import from_memory
from workbench.desk.summary import terms_said
from workbench.drafting import Engine, TextDraft, draft_texts, load_engine, redraft, risk_model
from workbench.errors import UsageError
from workbench.memory import Memory
from workbench.model import State, TermChoice, Unit
from workbench.terms import Termbase
from workbench.wording import _

Progress = Callable[[int, int], None]
ONLY = ("untranslated", "fuzzy", "all")
_CHUNK = 400
"""Paragraphs drafted and journalled together, so that Ctrl-C keeps what is done."""


@dataclass(frozen=True, slots=True)
class DraftReport:
    """What drafting did."""

    drafted: int
    skipped: int
    remembered: int
    """Taken from the memory."""
    left: int
    """Left empty: their drafts would most likely be written anew."""
    honoured: int
    asked: int
    """Of the terms of what was drafted and kept, counted as `summary` counts them."""
    warnings: tuple[tuple[str, int], ...]
    engine: str
    seconds: float


def chosen(units: Sequence[Unit], only: str) -> list[Unit]:
    """The units to draft. Confirmed work is never drafted over, `all` included."""
    if only not in ONLY:
        raise UsageError(_("draft which units? {known}").format(known=", ".join(ONLY)))
    states = {
        "untranslated": {State.EMPTY},
        "fuzzy": {State.FUZZY},
        "all": {State.EMPTY, State.FUZZY},
    }[only]
    return [unit for unit in units if unit.state in states and not unit.locked]


def draft_units(
    units: Sequence[Unit],
    engine: Engine,
    config: Config,
    termbase: Termbase | None,
    on_progress: Progress | None = None,
    document: Sequence[Unit] = (),
) -> list[TextDraft]:
    """Drafts of units, in order; the whole list is one batch.

    `document` are all units of the catalog: a name is called what it is called in them.
    """
    by = segmenter(engine.source, config.segmenters.get(engine.source), config.sentence_exceptions)

    def choose(sentence: str) -> tuple[TermChoice, ...]:
        return termbase.choices(termbase.match(sentence)) if termbase else ()

    return draft_texts(
        engine,
        [unit.source for unit in units],
        cut=lambda text: cut(text, by),
        choose=choose if termbase else None,
        on_progress=on_progress,
        document=[unit.source for unit in document],
        done=[(unit.source, unit.target) for unit in document if unit.state is State.CONFIRMED],
    )


def redrafts(
    unit: Unit, engine: Engine, config: Config, termbase: Termbase | None, *, n: int = 5
) -> list[TextDraft]:
    """Several drafts of one unit to choose from, best first. Raises EngineError."""
    by = segmenter(engine.source, config.segmenters.get(engine.source), config.sentence_exceptions)

    def choose(sentence: str) -> tuple[TermChoice, ...]:
        return termbase.choices(termbase.match(sentence)) if termbase else ()

    return redraft(
        engine,
        unit.source,
        cut=lambda text: cut(text, by),
        choose=choose if termbase else None,
        n=n,
    )


def pretranslate(
    path: Path,
    config: Config,
    *,
    termbase: Termbase | None,
    only: str = "untranslated",
    engine: str | Sequence[str] | Engine = "argos",
    memory: Memory | None = None,
    on_progress: Progress | None = None,
) -> DraftReport:
    """Draft a catalog in place: what the memory has from there, the rest by the engine, given
    by name or loaded.

    Raises CatalogError, PackageError, EngineError; what was drafted before an interruption is saved.
    """
    started = time.monotonic()
    with open_store(path, author=config.author) as store:
        if isinstance(engine, str | Sequence) and (unknown := no_language(store.catalog)):
            raise unknown
        units = chosen(store.catalog.live, only)
        known = from_memory(store.catalog, units, memory, config)
        for unit in units:
            if unit.id in known:
                store.record(known[unit.id].of(unit))
        units = [unit for unit in units if unit.id not in known]
        loaded = _loaded(store.catalog, engine, config)
        floor = floor_of(loaded, config)
        drafts: list[TextDraft] = []
        try:
            document = store.catalog.live
            for start in range(0, len(units), _CHUNK):
                chunk = units[start : start + _CHUNK]
                made = draft_units(chunk, loaded, config, termbase, on_progress, document)
                _keep(store, chunk, made, floor)
                drafts += made
        finally:
            store.save()
        skipped = len(store.catalog.live) - len(units) - len(known)
    there = [
        (unit.source, draft.target)
        for unit, draft in zip(units, drafts, strict=False)
        if draft.target and not _is_left(draft, floor)
    ]
    terms = terms_said(termbase, there) if termbase else (0, 0)
    return _report(drafts, skipped, len(known), loaded, time.monotonic() - started, floor, terms)


def _loaded(catalog: Catalog, engine: str | Sequence[str] | Engine, config: Config) -> Engine:
    if not isinstance(engine, str | Sequence):
        return engine
    pair = (catalog.source_language, catalog.target_language)
    return load_engine(*pair, engine=engine, package=config.package)


def floor_of(engine: Engine, config: Config) -> float:
    """The risk above which a unit is left empty: the project's, else the package's own."""
    if config.draft_floor is not None:
        return config.draft_floor
    model = risk_model(engine.package)
    return model.floor if model else 1.0


def _is_left(draft: TextDraft, floor: float) -> bool:
    risk = draft.provenance.risk
    return bool(draft.target) and risk is not None and risk > floor


def _keep(
    store: WorkingCopy, units: Sequence[Unit], drafts: Sequence[TextDraft], floor: float
) -> None:
    for unit, draft in zip(units, drafts, strict=True):
        target = "" if _is_left(draft, floor) else draft.target
        state = State.FUZZY if target else State.EMPTY
        store.record(replace(unit, target=target, state=state, provenance=draft.provenance))


def _report(
    drafts: Sequence[TextDraft],
    skipped: int,
    remembered: int,
    engine: Engine,
    seconds: float,
    floor: float,
    terms: tuple[int, int],
) -> DraftReport:
    left = sum(_is_left(draft, floor) for draft in drafts)
    codes = Counter(code for draft in drafts for code in draft.provenance.warnings)
    return DraftReport(
        drafted=len(drafts) - left,
        skipped=skipped,
        remembered=remembered,
        left=left,
        honoured=terms[0],
        asked=terms[1],
        warnings=tuple(codes.most_common()),
        engine=f"{engine.name} {engine.package}",
        seconds=seconds,
    )
