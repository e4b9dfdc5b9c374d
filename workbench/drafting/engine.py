"""What an engine is.

Lives here: the Engine protocol and CutLike.
May import: model.
Apart from `engines`, which makes them, because whoever asks an engine need not know which there are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from workbench.model import Draft, TermChoice

Progress = Callable[[int, int], None]
"""Called with (done, all); may raise to stop the work."""


class Engine(Protocol):
    """Translates sentences of one language pair."""

    @property
    def name(self) -> str: ...

    @property
    def package(self) -> str: ...

    @property
    def source(self) -> str: ...

    @property
    def target(self) -> str: ...

    @property
    def annotates(self) -> bool:
        """Whether the model was trained to read term annotations."""
        ...

    def translate(
        self,
        sentences: Sequence[str],
        *,
        terms: Sequence[Sequence[TermChoice]] | None = None,
        prefix: Sequence[str] | None = None,
        hypotheses: int = 1,
        careful: bool = False,
        avoid: Sequence[str] = (),
        on_progress: Progress | None = None,
    ) -> list[Draft]:
        """One Draft per sentence, in order.

        `terms` are asked for where the model can be told; `prefix` are beginnings of the targets;
        `hypotheses` fills `Draft.alternatives`; `careful` forbids repetition; `avoid` are words
        that none of the targets may contain. Raises EngineError.
        """
        ...

    def score(self, sources: Sequence[str], targets: Sequence[str]) -> list[float]:
        """How likely the engine finds each target: mean log probability per token."""
        ...

    def alternatives(self, source: str, prefix: str = "", n: int = 5) -> list[str]:
        """Whole targets that start with `prefix`, best first."""
        ...


class CutLike(Protocol):
    """A paragraph in pieces, as the article room cuts it."""

    @property
    def inputs(self) -> tuple[str, ...]: ...

    def join(self, targets: Sequence[str], language: str) -> str:
        """The pieces' targets as one paragraph."""
        ...
