"""Memory: what was translated before, found again.

Lives here: the room's public names; each is loaded when first asked for.
Takes confirmed translations, gives matches and occurrences. One SQLite file for a language pair.
May import: model, config, errors, wording, language.
A room of its own because it is derived: it can be thrown away and filled again from the catalogs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workbench.memory.entry import Found, MemoryEntry, Occurrence, Penalties
    from workbench.memory.memory import Memory

_HOMES = {
    "Found": "entry",
    "Memory": "memory",
    "MemoryEntry": "entry",
    "Occurrence": "entry",
    "Penalties": "entry",
}

__all__ = ["Found", "Memory", "MemoryEntry", "Occurrence", "Penalties"]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
