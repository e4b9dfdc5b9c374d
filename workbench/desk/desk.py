"""What a language pair is worked on with.

Lives here: Desk: termbase, memory and engine of one pair, each opened once, when first asked for, and
Desks: one desk a pair. One lock stands before the engine and one before the memory, so that any thread
may ask; what is asked gets frozen values and gives them.
May import: article, catalog, checks, config, drafting, errors, memory, model, terms and `matches`, `pretranslate`,
`concordance`, `sentences`, `terms` of this room, each when it is needed, as the first frame waits for none of them.
Apart from `session` because a session can do without.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from workbench.catalog import Catalog
from workbench.config import Config
from workbench.desk.terms import open_termbase
from workbench.errors import MemoryFileError
from workbench.model import Match, Provenance, Unit

if TYPE_CHECKING:
    from workbench.article import Cut, Segmenter
    from workbench.checks.house_list import HouseList
    from workbench.desk.concordance import Said
    from workbench.desk.sentences import Pair
    from workbench.drafting import Engine, TextDraft, TypeAhead
    from workbench.memory import Memory
    from workbench.terms import Termbase


class Desk:
    """One pair's tools. Use as a context manager or call `close`."""

    def __init__(
        self,
        config: Config,
        source: str,
        target: str,
        *,
        read_only: bool = False,
        lenient: bool = True,
    ) -> None:
        """`read_only`: a memory that is not there is not made; `lenient`: bad rows of a termbase are
        passed over, and heard."""
        self.config, self.source, self.target = config, source, target
        self.read_only, self._lenient = read_only, lenient
        self.remembering, self._asking = threading.Lock(), threading.Lock()
        self._paired: tuple[tuple[str, str], tuple[Pair, ...]] = (("", ""), ())

    @classmethod
    def of(cls, config: Config, catalog: Catalog, *, read_only: bool = False) -> Desk:
        """The desk for a catalog's pair."""
        return cls(config, catalog.source_language, catalog.target_language, read_only=read_only)

    @cached_property
    def termbase(self) -> Termbase:
        """The pair's termbase. Raises TermbaseError."""
        return open_termbase(self.config, self.source, self.target, lenient=self._lenient)

    def reload_terms(self) -> None:
        """The termbase is read anew when it is next asked for, as its files changed."""
        self.__dict__.pop("termbase", None)

    def settle(self, config: Config) -> None:
        """Settings that hold from here on; what was opened by others is opened anew when next asked for."""
        if (config.register, config.glossary) != (self.config.register, self.config.glossary):
            self.reload_terms()
        self.config = config

    @cached_property
    def house(self) -> HouseList:
        """How words are written in this house. Raises UsageError."""
        from workbench.checks.house_list import read_house_list

        return read_house_list(self.config.house_style, self.target)

    @cached_property
    def memory(self) -> Memory | None:
        """The pair's memory; None where it is only read and there is none. Raises MemoryFileError."""
        from workbench.desk.matches import open_memory

        return open_memory(self.config, self.source, self.target, readonly=self.read_only)

    @cached_property
    def engine(self) -> Engine:
        """The pair's engine. Raises PackageError, EngineError."""
        from workbench.drafting import load_engine

        return load_engine(
            self.source,
            self.target,
            engine=self.config.engine or "argos",
            package=self.config.package,
        )

    def matches(self, catalog: Catalog, unit: Unit) -> tuple[Match, ...]:
        """What was translated before and resembles the unit's source, best first."""
        from workbench.desk.matches import suggestions

        with self.remembering:
            return suggestions(self.memory, catalog, unit)

    def said_before(self, query: str, units: Sequence[Unit], *, limit: int = 30) -> list[Said]:
        """Where words of either language stand in these units and in the memory."""
        from workbench.desk.concordance import said_before

        with self.remembering:
            return said_before(query, units, self.memory, (self.source, self.target), limit=limit)

    def pairs(self, unit: Unit) -> tuple[Pair, ...]:
        """The unit's sentences, each beside its answer; none where it has no words."""
        from workbench.desk.sentences import paired

        texts = unit.source, unit.target
        if self._paired[0] != texts:
            verdicts = self.termbase.verdicts(unit.source, unit.target)
            terms = [(v.hit.spans[0], v.target_spans[0]) for v in verdicts if v.target_spans]
            self._paired = (texts, paired(*texts, self._cutters, terms))
        return self._paired[1]

    @cached_property
    def _cutters(self) -> tuple[Segmenter, Segmenter]:
        """Who cuts sentences, of both languages."""
        from workbench.article import segmenter

        config = self.config
        named = config.segmenters.get(self.target)
        return self._by, segmenter(self.target, named, config.sentence_exceptions)

    def known(self, catalog: Catalog, units: Sequence[Unit]) -> dict[str, tuple[str, Provenance]]:
        """Unit id → target and provenance, where the memory has something like it."""
        from workbench.desk.matches import from_memory

        with self.remembering:
            found = from_memory(catalog, units, self.memory, self.config)
        filled = {unit.id: found[unit.id].of(unit) for unit in units if unit.id in found}
        return {i: (u.target, u.provenance) for i, u in filled.items() if u.provenance}

    def drafts(self, units: Sequence[Unit]) -> list[TextDraft]:
        """A draft of each unit, in order, terms honoured as in `workbench pretranslate`."""
        from workbench.desk.pretranslate import draft_units

        if not units:
            return []
        with self._asking:
            return draft_units(units, self.engine, self.config, self.termbase)

    def redrafts(self, unit: Unit) -> list[TextDraft]:
        """Several drafts of a unit, best first."""
        from workbench.desk.pretranslate import redrafts

        with self._asking:
            return redrafts(unit, self.engine, self.config, self.termbase)

    def rest(self, source: str, typed: str) -> str:
        """How the sentence being typed goes on; empty where nothing is known."""
        with self._asking:
            return self._ahead.rest(source, typed)

    @cached_property
    def _ahead(self) -> TypeAhead:
        from workbench.drafting import TypeAhead

        return TypeAhead(self.engine, self._cut)

    @cached_property
    def _by(self) -> Segmenter:
        from workbench.article import segmenter

        return segmenter(
            self.source, self.config.segmenters.get(self.source), self.config.sentence_exceptions
        )

    def _cut(self, text: str) -> Cut:
        from workbench.article import cut

        return cut(text, self._by)

    def close(self) -> None:
        """Close the memory, if it was opened."""
        try:
            memory = self.__dict__.get("memory")
            if memory is not None:
                memory.close()
        except MemoryFileError:
            return

    def __enter__(self) -> Desk:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()


class Desks:
    """One desk a pair, for commands that go through many catalogs."""

    def __init__(self, config: Config, *, lenient: bool = False) -> None:
        self._config, self._lenient = config, lenient
        self._open: dict[tuple[str, str], Desk] = {}

    def of(self, catalog: Catalog) -> Desk:
        """The desk for a catalog's pair, opened at its first catalog."""
        pair = catalog.source_language, catalog.target_language
        if pair not in self._open:
            self._open[pair] = Desk(self._config, *pair, lenient=self._lenient, read_only=True)
        return self._open[pair]
