"""Engines one after another: what the first cannot do, the next is asked.

Lives here: Chain. An engine that does not answer at all, and a sentence for which it has no draft that could be
used, go to the next; each draft says which engine made it, and what was tried before.
May import: errors, model and the modules of this room.
Apart from `guarded` because that one saves a sentence from its engine, this one finds it another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from workbench.drafting.engine import Engine, Progress
from workbench.drafting.guarded import LOST, Guarded
from workbench.drafting.safety import SEVERE, warnings_of
from workbench.errors import EngineError
from workbench.model import Draft, TermChoice


class Chain:
    """Engines of one pair, the user's first choice first."""

    def __init__(self, engines: Sequence[Engine]) -> None:
        """`engines` are one or more, of one pair."""
        self._engines = [Guarded(engine) for engine in engines]
        self._first = self._engines[0]
        self.name, self.package = self._first.name, self._first.package
        self.source, self.target = self._first.source, self._first.target
        self.annotates, self.scores = self._first.annotates, self._first.scores
        self.prefixes = self._first.prefixes

    def translate(
        self,
        sentences: Sequence[str],
        *,
        terms: Sequence[Sequence[TermChoice]] | None = None,
        prefix: Sequence[str] | None = None,
        on_progress: Progress | None = None,
        **more: Any,
    ) -> list[Draft]:
        """As each engine does; raises EngineError where none of them answers."""
        out: dict[int, Draft] = {}
        left = list(range(len(sentences)))
        error: EngineError | None = None
        for engine in self._engines:
            if not left:
                break
            try:
                found = engine.translate(
                    [sentences[n] for n in left],
                    terms=[terms[n] for n in left] if terms else None,
                    prefix=[prefix[n] for n in left] if prefix else None,
                    on_progress=on_progress if len(left) == len(sentences) else None,
                    **more,
                )
            except EngineError as failed:
                error = failed
                continue
            for n, draft in zip(left, found, strict=True):
                before = out.get(n)
                if before is None or draft.target:
                    tried = before.warnings if before else ()
                    gone = [code for code in tried if code not in draft.warnings and code != LOST]
                    out[n] = replace(draft, warnings=(*draft.warnings, *gone))
            if prefix:
                break
            left = [n for n in left if self._useless(out[n])]
        if error and len(out) < len(sentences):
            raise error
        return [out[n] for n in range(len(sentences))]

    def _useless(self, draft: Draft) -> bool:
        codes = warnings_of(draft.source, draft.target, self.source, self.target)
        return bool(SEVERE & set(codes))

    def score(self, sources: Sequence[str], targets: Sequence[str]) -> list[float]:
        """The first engine's."""
        return self._first.score(sources, targets)

    def token_scores(self, sources: Sequence[str], targets: Sequence[str]) -> list[Sequence[float]]:
        """The first engine's; none where it tells nothing."""
        return self._first.token_scores(sources, targets)

    def alternatives(self, source: str, prefix: str = "", n: int = 5) -> list[str]:
        """The first engine's."""
        return self._first.alternatives(source, prefix, n)
