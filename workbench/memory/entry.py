"""What the memory holds and what it gives back.

Lives here: MemoryEntry, Found, Occurrence, Penalties, COLUMNS. May import: model.
Apart from `memory` because front doors show these and need no database.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Self

from workbench.model import Span

COLUMNS = (
    "source, target, previous, next, document, unit, author, origin, created, changed, used,"
    " properties, id"
)
"""Of a segment in the database, in the order of `MemoryEntry.of`."""
_FIELDS = tuple(COLUMNS.replace(" ", "").split(","))
_NONE: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class MemoryEntry:
    """One translation with where it is from. Dates are ISO 8601 (`2026-11-23T14:00:00Z`) or empty."""

    source: str
    target: str
    previous: str | None = None
    """Source of the unit before; None where it is not known, empty at the document's start."""
    next: str | None = None
    document: str = ""
    unit: str = ""
    author: str = ""
    origin: str = "human"
    """Who says so: `human`, `import`, the name of an imported file."""
    created: str = ""
    changed: str = ""
    used: int = 0
    """How often it was taken."""
    properties: Mapping[str, str] = field(default_factory=lambda: _NONE)
    """What else another tool said of it (TMX props, inline markup); kept for the way back."""
    id: int = 0
    """Its number in the database; 0 before it is in one."""

    @classmethod
    def of(cls, row: Sequence[Any]) -> Self:
        """A row of COLUMNS as a value."""
        fields = dict(zip(_FIELDS, row, strict=True))
        return cls(**{**fields, "properties": json.loads(fields["properties"])})


@dataclass(frozen=True, slots=True)
class Found:
    """An entry that resembles a source, and how much."""

    entry: MemoryEntry
    rate: int
    """Per cent, penalties taken off: 101 in context, 100 exact, else edit distance in words, or in
    characters where words are not spaced."""
    target: str
    """The entry's target, figures of the new source put in where `substituted`."""
    substituted: tuple[tuple[str, str], ...] = ()
    """(figure of the entry, figure of the new source)."""

    @property
    def exact(self) -> bool:
        """Whether nothing differs."""
        return self.rate >= 100


@dataclass(frozen=True, slots=True)
class Occurrence:
    """An entry that holds what was looked for, with its places on that side."""

    entry: MemoryEntry
    side: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Penalties:
    """Points taken off a rate."""

    origins: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({"starter": 3}))
    """By the entry's origin. Three points keep the memory to start with below what is taken unread."""
    documents: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    """By the entry's document."""
    per_year: float = 0.0
    """For each year since the entry was last changed."""
    several: int = 0
    """Where the same source has another translation too."""
