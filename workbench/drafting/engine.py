"""What an engine is, and how one is loaded.

Lives here: the Engine protocol, CutLike, `load_engine`. Engines are entry points of the group
`workbench.engines`: a callable (source, target, package, threads) → Engine.
May import: model, errors, wording and the modules of this room.
Apart from `argos` because another engine needs the protocol and not Argos.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib.metadata import entry_points
from pathlib import Path
from typing import Protocol

from workbench.errors import EngineError
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
        never: Sequence[str] = (),
        on_progress: Progress | None = None,
    ) -> list[Draft]:
        """One Draft per sentence, in order. `terms` are asked for where the model can be told;
        `careful` forbids repetition, `never` texts are not written; `hypotheses` fills `Draft.alternatives`."""
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
    found = {entry.name: entry for entry in entry_points(group="workbench.engines")}
    if engine not in found:
        raise EngineError(
            _("there is no engine {name}").format(name=engine),
            hint=_("installed: {names}").format(names=", ".join(sorted(found)) or "–"),
        )
    loaded: Engine = found[engine].load()(source, target, package, threads)
    return loaded
