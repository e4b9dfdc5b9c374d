"""What an engine is, and how one is loaded.

Lives here: the Engine protocol, CutLike, `load_engine`. Engines are entry points of the group
`workbench.engines`: a callable (source, target, package, threads) → Engine.
May import: model, errors, extensions, wording.
Apart from `argos` because another engine needs the protocol and not Argos.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from workbench.errors import EngineError
from workbench.extensions import extensions
from workbench.model import Draft, TermChoice
from workbench.wording import _

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


def load_engine(
    source: str,
    target: str,
    *,
    engine: str = "argos",
    package: Path | None = None,
    threads: int | None = None,
) -> Engine:
    """Load an engine for a pair. Raises PackageError (no package) or EngineError (no such engine)."""
    found = {entry.name: entry for entry in extensions("workbench.engines")}
    if engine not in found:
        raise EngineError(
            _("there is no engine {name}").format(name=engine),
            hint=_("installed: {names}").format(names=", ".join(sorted(found)) or "–"),
        )
    try:
        made = found[engine].load()
    except (ImportError, AttributeError) as error:
        raise EngineError(
            _("the engine {name} cannot be loaded: {reason}").format(name=engine, reason=error),
            hint=_("install the distribution it belongs to again"),
        ) from error
    loaded: Engine = made(source, target, package, threads)
    return loaded
