"""The catalog as a value: languages, header fields, units in order.

Lives here: Catalog, and the opaque form it was read from. Takes units, gives new catalogs; nothing
is ever changed in place.
May import: model, errors, wording.
Apart from `po` because the editing session and the checks handle catalogs and need no polib.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from workbench.errors import CatalogError
from workbench.model import State, Unit
from workbench.wording import _

_NO_FIELDS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Catalog:
    """A PO file's content. Compare units by identity to see which entries moved."""

    source_language: str
    target_language: str
    units: tuple[Unit, ...]
    path: Path | None = None
    metadata: Mapping[str, str] = field(default_factory=lambda: _NO_FIELDS)
    """Header fields as written."""
    form: object = field(default=None, repr=False, compare=False)
    """What `po` keeps of the file, so that untouched entries are written back byte for byte."""
    base: tuple[Unit, ...] = field(default=(), repr=False, compare=False)
    """The units as they were read."""

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

    def replace(self, *units: Unit) -> Catalog:
        """This catalog with these units in the place of those of the same id."""
        changed = list(self.units)
        for unit in units:
            changed[self.place(unit.id)] = unit
        new = replace(self, units=tuple(changed))
        new.__dict__["_index"] = self._index
        return new

    def with_units(self, units: Iterable[Unit]) -> Catalog:
        """This catalog with another list of units (split, merged, revised)."""
        return replace(self, units=tuple(units))

    @property
    def moved(self) -> bool:
        """Whether anything differs from what was read."""
        return len(self.units) != len(self.base) or any(
            a is not b and a != b for a, b in zip(self.units, self.base, strict=True)
        )
