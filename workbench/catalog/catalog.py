"""The catalog as a value: languages, header fields, units in order.

Lives here: Catalog, with the file it was read from. Takes units, gives new catalogs; nothing is ever
changed in place.
May import: model, errors, wording and the types of `syntax` of this room.
Apart from `files` because the editing session and the checks handle catalogs and need no bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from workbench.errors import CatalogError
from workbench.model import State, Unit, UnitKey
from workbench.wording import _

if TYPE_CHECKING:
    from workbench.catalog.syntax import Entry, PoFile

_NO_FIELDS: Mapping[str, str] = MappingProxyType({})
_NO_ENTRIES: Mapping[str, Entry] = MappingProxyType({})
_SHARED = ("comments", "provenance", "silenced", "bookmarked", "previous_source")
"""What plural forms of one entry have in common, beside their state."""


@dataclass(frozen=True)
class Catalog:
    """A PO file's content. Compare units by identity to see which entries moved."""

    source_language: str
    target_language: str
    units: tuple[Unit, ...]
    path: Path | None = None
    metadata: Mapping[str, str] = field(default_factory=lambda: _NO_FIELDS)
    """Header fields as written."""
    file: PoFile | None = field(default=None, repr=False, compare=False)
    """The file as it was read, entry by entry; None for a catalog that no file holds yet."""
    entries: Mapping[str, Entry] = field(
        default_factory=lambda: _NO_ENTRIES, repr=False, compare=False
    )
    """Unit id → the entry of `file` it was read from; plural forms share one."""
    digest: str = field(default="", repr=False, compare=False)
    """SHA-256 of the bytes that were read or written; empty where it was read without."""
    base: tuple[Unit, ...] = field(default=(), repr=False, compare=False)
    """The units as they were read."""
    rebound: bool = field(default=False, repr=False, compare=False)
    """Whether the header says otherwise than was read what file it is bound to or what parts of a page
    it has."""

    @cached_property
    def _index(self) -> dict[str, int]:
        return {unit.id: place for place, unit in enumerate(self.units)}

    @property
    def name(self) -> str:
        """The article's name: the file's stem with the folders below LC_MESSAGES, always text; or the
        project in the header."""
        if self.path is None:
            return self.metadata.get("Project-Id-Version", "")
        folders = self.path.parts[:-1]
        below = folders[len(folders) - folders[::-1].index("LC_MESSAGES") :] if "LC_MESSAGES" in folders else ()  # fmt: skip
        return "/".join([*below, self.path.stem]).encode("utf-8", "backslashreplace").decode()

    @property
    def live(self) -> tuple[Unit, ...]:
        """Units that are not obsolete, in document order."""
        return tuple(unit for unit in self.units if unit.state is not State.OBSOLETE)

    def unit(self, unit_id: str) -> Unit:
        """The unit of this id. Raises CatalogError with the ids there are."""
        try:
            return self.units[self._index[unit_id]]
        except KeyError:
            first, last = (self.units[0].id, self.units[-1].id) if self.units else ("", "")
            raise CatalogError(
                _("has no unit {unit}").format(unit=unit_id),
                where=str(self.path or self.name),
                hint=_("its units run from {first} to {last}").format(first=first, last=last),
            ) from None

    def place(self, unit_id: str) -> int:
        """0-based order of a unit. Raises CatalogError."""
        self.unit(unit_id)
        return self._index[unit_id]

    def __contains__(self, unit_id: object) -> bool:
        return unit_id in self._index

    @cached_property
    def by_key(self) -> Mapping[UnitKey, Unit]:
        """Units by what they are known by."""
        return {unit.key: unit for unit in self.units}

    def line(self, unit_id: str) -> int:
        """1-based line of a unit's msgid in the file that was read; 1 where it is not in it."""
        entry = self.entries.get(unit_id)
        return entry.line if entry is not None and entry.line else 1

    def replace(self, *units: Unit) -> Catalog:
        """This catalog with these units in the place of those of the same id; what plural forms of one
        entry share goes to the others, too."""
        changed = list(self.units)
        for unit in units:
            place = self.place(unit.id)
            before, changed[place] = changed[place], unit
            if unit.plural is not None:
                _spread(changed, place, before)
        new = replace(self, units=tuple(changed))
        new.__dict__["_index"] = self._index
        return new

    def with_units(
        self, units: Iterable[Unit], origins: Mapping[str, str] | None = None
    ) -> Catalog:
        """This catalog with another list of units (split, merged, revised).

        A unit is written into the entry of the unit it was made of, so that flags and comments we know
        nothing of stay: `origins` gives the id of that one; without it, the one of the same id. An
        entry goes to one unit only; all others get new ones.
        """
        units = tuple(units)
        entries: dict[str, Entry] = {}
        taken: set[tuple[int, int | None]] = set()
        for unit in units:
            entry = self.entries.get(unit.id if origins is None else origins.get(unit.id, ""))
            form = unit.plural.form if unit.plural else None
            if (
                entry is None
                or (id(entry), form) in taken
                or (entry.plural is None) != (form is None)
            ):
                continue
            taken.add((id(entry), form))
            entries[unit.id] = entry
        return replace(self, units=units, entries=entries)

    @property
    def moved(self) -> bool:
        """Whether anything differs from what was read."""
        return (
            self.rebound
            or len(self.units) != len(self.base)
            or any(a is not b and a != b for a, b in zip(self.units, self.base, strict=True))
        )


def _spread(units: list[Unit], place: int, before: Unit) -> None:
    """What was changed in one plural form, in the others of its entry."""
    unit = units[place]
    shared = {
        name: value for name in _SHARED if (value := getattr(unit, name)) != getattr(before, name)
    }
    state = unit.state if unit.state is not before.state else None
    if not shared and state is None:
        return
    mine = before.key.entry
    for step in (-1, 1):
        at = place + step
        while 0 <= at < len(units) and units[at].plural and units[at].key.entry == mine:
            other = units[at]
            now = other.state
            if state is State.OBSOLETE:
                now = State.OBSOLETE
            elif state is not None and state is not State.EMPTY and other.target:
                now = state
            elif state is not None and now is State.OBSOLETE:
                now = State.FUZZY if other.target else State.EMPTY
            units[at] = replace(other, state=now, **shared)
            at += step
