"""An open catalog: locked, journalled, recoverable, saved whole.

Lives here: Store. Takes unit changes one by one, gives them to the journal at once and to the file
on `save`.
May import: model, errors, wording, config and the modules of this room.
Apart from `journal` because this knows what a unit is.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from workbench.catalog.catalog import Catalog
from workbench.catalog.comments import read_provenance, write_provenance
from workbench.catalog.journal import Journal, Record
from workbench.catalog.outside import key_of, merge_outside
from workbench.catalog.po import form_of, read_po, save_po
from workbench.errors import CatalogError
from workbench.model import State, Unit
from workbench.wording import _


@dataclass(frozen=True, slots=True)
class Recovered:
    """What the journal of a killed session holds beyond the file."""

    unit: str
    on_disk: Unit
    journalled: Unit


@dataclass(frozen=True, slots=True)
class SaveReport:
    """What a save did."""

    written: bool
    merged_from_outside: bool = False
    conflicts: tuple[str, ...] = ()


def open_store(path: Path, *, read_only: bool = False, author: str = "") -> Store:
    """Open a catalog for editing. Raises CatalogError, CatalogLocked."""
    return Store(path, read_only=read_only, author=author)


class Store:
    """One catalog, one writer. Use as a context manager or call `close`."""

    def __init__(self, path: Path, *, read_only: bool = False, author: str = "") -> None:
        self.path = path
        self.read_only = read_only
        self.catalog = read_po(path)
        self._journal = None if read_only else Journal(path, author=author)
        if self._journal:  # the file may have changed while another editor held the lock
            self.catalog = read_po(path)
        self._history: list[Record] = []
        self.recovered = self._recover()

    def _recover(self) -> tuple[Recovered, ...]:
        """Apply what a killed session left; the changes stay unsaved until `save`."""
        records = self._journal.records if self._journal else []
        self._history = [record["op"] for record in records if "op" in record]
        last = max((n for n, record in enumerate(records) if "saved" in record), default=-1)
        by_key = {key_of(unit): unit for unit in self.catalog.units}
        found: dict[str, Recovered] = {}
        for record in records[last + 1 :]:
            if not isinstance(record.get("unit"), dict):
                continue
            kept = by_key.get((record["unit"].get("context"), str(record["unit"].get("source"))))
            unit = _unit(record["unit"], kept) if kept else None
            if kept and unit:
                found[kept.id] = Recovered(kept.id, kept, unit)
        found = {i: r for i, r in found.items() if r.on_disk != r.journalled}
        if found:
            self.catalog = self.catalog.replace(*(r.journalled for r in found.values()))
        return tuple(found.values())

    def discard_recovery(self) -> None:
        """Go back to what is on disk; the journal's leftovers are not offered again."""
        self.catalog = self.catalog.replace(*(r.on_disk for r in self.recovered))
        for recovered in self.recovered:
            self._append({"unit": _fields(recovered.on_disk)})
        self.recovered = ()
        self._append({"saved": True}, durable=True)

    def record(self, unit: Unit, *, durable: bool = False) -> None:
        """Take a changed unit: into the journal, then into `catalog`. Raises CatalogError."""
        self._append({"unit": _fields(unit)}, durable=durable)
        self.catalog = self.catalog.replace(unit)

    def restructure(self, units: Iterable[Unit]) -> None:
        """Take another list of units (split, merged) and save at once."""
        self.catalog = self.catalog.with_units(units)
        self.save()

    def replace_catalog(self, catalog: Catalog) -> None:
        """Take a whole catalog (a revised article's); unsaved until `save`."""
        self.catalog = catalog

    def log(self, step: Any, *, durable: bool = False) -> None:
        """Keep one JSON-able step of the editing history over restarts."""
        self._append({"op": step}, durable=durable)
        self._history.append(step)

    def history(self) -> list[Any]:
        """The steps kept so far, oldest first, earlier sessions included."""
        return list(self._history)

    def _append(self, record: Record, *, durable: bool = False) -> None:
        if self._journal is None:
            raise CatalogError(
                _("is open read-only"), where=str(self.path), hint=_("close the other editor")
            )
        self._journal.append(record, durable=durable)

    def sync(self) -> None:
        """Make everything recorded durable; called when the keyboard rests."""
        if self._journal:
            with contextlib.suppress(OSError):
                self._journal.sync()

    def changed_outside(self) -> bool:
        """Whether the file is no longer the one that was read."""
        try:
            digest = hashlib.sha256(self.path.read_bytes()).hexdigest()
        except OSError:
            return True
        return digest != form_of(self.catalog).digest

    def save(self) -> SaveReport:
        """Write the catalog; what changed outside is merged unit by unit first.

        Raises CatalogError; the journal then still holds every change.
        """
        if self._journal is None:
            raise CatalogError(_("is open read-only"), where=str(self.path))
        self._journal.sync()
        conflicts: tuple[str, ...] = ()
        outside = self.path.exists() and self.changed_outside()
        if outside:
            self.catalog, conflicts = merge_outside(self.catalog, read_po(self.path))
        written = self.catalog.moved or not self.path.exists()
        if written:
            self.catalog = save_po(self.catalog, self.path)
        self._append({"saved": True}, durable=True)
        self.recovered = ()
        return SaveReport(written, outside, conflicts)

    def close(self, *, keep_journal: bool = False) -> None:
        """Unlock. Unsaved changes stay in the journal, where the next `open_store` finds them."""
        if self._journal:
            keep = keep_journal or self.catalog.moved
            steps = [{"op": step} for step in self._history]
            self._journal.close(steps, keep=keep)
            self._journal = None

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()


def _fields(unit: Unit) -> Record:
    """A unit as the journal keeps it."""
    return {
        "id": unit.id,
        "source": unit.source,
        "context": unit.context,
        "target": unit.target,
        "state": unit.state.value,
        "provenance": write_provenance(unit.provenance) if unit.provenance else None,
        "comments": list(unit.comments),
        "silenced": [list(pair) for pair in unit.silenced],
        "previous": unit.previous_source,
        "bookmarked": unit.bookmarked,
    }


def _unit(fields: Record, kept: Unit) -> Unit | None:
    """The journalled unit on its place in the file; None where the record makes no sense."""
    try:
        return replace(
            kept,
            target=str(fields["target"]),
            state=State(fields["state"]),
            provenance=read_provenance(fields["provenance"]) if fields["provenance"] else None,
            comments=tuple(map(str, fields["comments"])),
            silenced=tuple((str(check), str(reason)) for check, reason in fields["silenced"]),
            previous_source=fields["previous"],
            bookmarked=bool(fields["bookmarked"]),
        )
    except (KeyError, ValueError, TypeError):
        return None
