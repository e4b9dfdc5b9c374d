"""The engine beside the screen: loaded once, at the first wish, asked from threads.

Lives here: Drafter. Takes a Config and a session's catalog, gives offers and drafts.
May import: article, config, desk, drafting, model, and no textual.
Apart from `ahead` because a redraft wants the same engine.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

from workbench.config import Config
from workbench.desk.services import Services
from workbench.desk.session import Session
from workbench.model import Unit

if TYPE_CHECKING:  # the first frame need not wait for what a first wish needs
    from workbench.article import Cut, Segmenter
    from workbench.drafting import Engine, TextDraft, TypeAhead


class Drafter:
    """One engine; one question at a time, whatever thread asks. Raises PackageError, EngineError."""

    def __init__(self, config: Config, session: Session, desk: Services) -> None:
        self._config, self._desk = config, desk
        self._pair = session.catalog.source_language, session.catalog.target_language
        self._by: Segmenter | None = None
        self._asking = threading.Lock()
        self._engine: Engine | None = None
        self._ahead: TypeAhead | None = None

    def rest(self, source: str, typed: str) -> str:
        """How the sentence being typed goes on; empty where nothing is known."""
        from workbench.drafting import TypeAhead

        with self._asking:
            if self._ahead is None:
                self._ahead = TypeAhead(self._loaded(), self._cut)
            return self._ahead.rest(source, typed)

    def redrafts(self, unit: Unit) -> list[TextDraft]:
        """Several drafts of a unit, best first."""
        from workbench.desk.prepare import redrafts

        with self._asking:
            return redrafts(unit, self._loaded(), self._config, self._desk.termbase)

    def drafts(self, units: Sequence[Unit]) -> list[TextDraft]:
        """A draft of each unit, in order, terms honoured as in `workbench draft`."""
        from workbench.desk.prepare import draft_units

        if not units:
            return []
        with self._asking:
            return draft_units(units, self._loaded(), self._config, self._desk.termbase)

    def _cut(self, text: str) -> Cut:
        from workbench.article import cut, segmenter

        if self._by is None:
            self._by = segmenter(self._pair[0], self._config.segmenters.get(self._pair[0]))
        return cut(text, self._by)

    def _loaded(self) -> Engine:
        if self._engine is None:
            from workbench.drafting import load_engine

            self._engine = load_engine(*self._pair, package=self._config.package)
        return self._engine
