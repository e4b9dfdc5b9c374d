"""Which engines there are, and how one is loaded.

Lives here: `load_engine` and `engine_names`. Ours are listed here; others are entry points of the group
`workbench.engines`: a callable (source, target, package, threads) → Engine, which gets what stands behind
the colon of its name as one more argument.
May import: errors, extensions, wording and the modules of this room, each when it is asked for.
Apart from `engine` because an engine in a row of engines is made here and must not know it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from workbench.drafting.engine import Engine
from workbench.errors import EngineError
from workbench.extensions import extensions, load, others
from workbench.wording import _

GROUP = "workbench.engines"
OURS = {
    "argos": "workbench.drafting.argos:ArgosEngine",
    "chat": "workbench.drafting.servers:chat",
    "ct2": "workbench.drafting.registry:load_added",
    "ollama": "workbench.drafting.servers:ollama",
    "process": "workbench.drafting.process:ProcessEngine",
}
"""Name → what makes it, as the entry points say it."""
_ASKED = {"chat", "ct2", "ollama", "process"}
"""Those that need to be told more than their name."""


def load_engine(
    source: str,
    target: str,
    *,
    engine: str | Sequence[str] = "argos",
    package: Path | None = None,
    threads: int | None = None,
) -> Engine:
    """Load an engine for a pair, or a chain of them: the next is asked what the one before could not do.

    An engine is named `argos`, or with what it needs to know behind a colon: `ollama:MODEL`,
    `chat:MODEL@http://localhost:8080`, `process:COMMAND`, `ct2:NAME` (a folder that was added). Raises
    PackageError (no package) or EngineError (no such engine, no such model, no server).
    """
    names = [engine] if isinstance(engine, str) else list(engine)
    if len(names) > 1:
        from workbench.drafting.chain import Chain

        return Chain([_loaded(source, target, name, package, threads) for name in names])
    return _loaded(source, target, names[0] if names else "argos", package, threads)


def engine_names() -> list[str]:
    """The engines there are, ours and those that other distributions bring."""
    return sorted({*OURS, *(entry.name for entry in extensions(GROUP))})


def _loaded(
    source: str, target: str, called: str, package: Path | None, threads: int | None
) -> Engine:
    name, colon, what = called.partition(":")
    try:
        made = _made(name)
    except (ImportError, AttributeError) as error:
        raise EngineError(
            _("the engine {name} cannot be loaded: {reason}").format(name=name, reason=error),
            hint=_("install the distribution it belongs to again"),
        ) from error
    more = [what] if colon or name in _ASKED else []
    loaded: Engine = made(source, target, package, threads, *more)
    return loaded


def _made(name: str) -> Callable[..., Engine]:
    """What makes an engine. Raises EngineError where there is none of this name."""
    for entry in others(GROUP, OURS):
        if entry.name == name:
            other: Callable[..., Engine] = entry.load()
            return other
    if name not in OURS:
        raise EngineError(
            _("there is no engine {name}").format(name=name),
            hint=_("installed: {names}").format(names=", ".join(engine_names())),
        )
    ours: Callable[..., Engine] = load(OURS[name])
    return ours
