"""An open catalog: locked, journalled, recoverable, saved whole.

Lives here: WorkingCopy. Takes unit changes one by one, gives them to the journal at once and to the
file on `save`. A unit is journalled under its key (context, source, plural form, obsolete or not), so
that nothing recovered ever lands in another one.
May import: model, errors, wording, config and the modules of this room.
Apart from `journal` because this knows what a unit is.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from workbench.catalog.atomic import write_atomic
from workbench.catalog.catalog import Catalog
from workbench.catalog.comments import (
    read_provenance,
    read_review,
    write_provenance,
    write_review,
)
from workbench.catalog.files import digest_of, read_po, written
from workbench.catalog.journal import Journal, Record
from workbench.catalog.merge_outside import merge_outside
from workbench.errors import CatalogChanged, CatalogError
from workbench.model import EntryKey, State, Unit, UnitKey
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


def open_store(path: Path, *, read_only: bool = False, author: str = "") -> WorkingCopy:
    """Open a catalog for editing. Raises CatalogError, CatalogLocked."""
    return WorkingCopy(path, read_only=read_only, author=author)


class WorkingCopy:
    """One catalog, one writer. Use as a context manager or call `close`."""

    def __init__(self, path: Path, *, read_only: bool = False, author: str = "") -> None:
        self.path = path
        self.read_only = read_only
        self.catalog = read_po(path)
        self._journal = None if read_only else Journal(path, author=author)
        if self._journal and self.changed_outside():  # while another editor held the lock
            self.catalog = read_po(path)
        self._rearranged = False
        self._history: list[Record] = []
        self.recovered = self._recover()

    def _recover(self) -> tuple[Recovered, ...]:
        """Apply what a killed session left; the changes stay unsaved until `save`."""
        records = self._journal.records if self._journal else []
        self._history = [record["op"] for record in records if "op" in record]
        last = max((n for n, record in enumerate(records) if self._is_in_file(record)), default=-1)
        by_id = {unit.id: unit for unit in self.catalog.units}
        journalled: dict[UnitKey, Record] = {}
        for record in records[last + 1 :]:
            fields = record.get("unit")
            if isinstance(fields, dict) and (key := _key(fields, self.catalog)):
                journalled[key] = fields
        before = {unit.id: unit for unit in self.catalog.units}
        for key, fields in journalled.items():
            kept = self.catalog.by_key.get(key)
            if kept is not None:
                made = _unit(fields, by_id[kept.id])
                if made is not None and made != kept:
                    self.catalog = self.catalog.replace(made)
            elif (lost := _homeless(key, fields, self.catalog)) is not None:
                self.catalog = self.catalog.with_units([*self.catalog.units, lost])
        return tuple(
            Recovered(unit.id, before.get(unit.id, replace(unit, target="")), unit)
            for unit in self.catalog.units
            if before.get(unit.id) != unit
        )

    def _is_in_file(self, record: Record) -> bool:
        """Whether a record says that all before it is in the file; one that says it is about to be
        counts where the file has become what it was to be."""
        return "saved" in record or record.get("saving") == self.catalog.digest

    def discard_recovery(self) -> None:
        """Go back to what is on disk; the journal's leftovers are not offered again."""
        was = {unit.id: unit for unit in self.catalog.base}
        kept = (was.get(unit.id, unit) for unit in self.catalog.units)
        recovered = {item.unit for item in self.recovered}
        self.catalog = self.catalog.with_units(
            [unit for unit in kept if unit.id in was or unit.id not in recovered]
        )
        for item in self.recovered:
            if item.unit in was:
                self._append({"unit": _fields(item.on_disk)})
        self.recovered = ()
        self._append({"saved": True}, durable=True)

    def record(self, unit: Unit, *, durable: bool = False) -> None:
        """Take a changed unit: into the journal, then into `catalog`. Raises CatalogError."""
        self._append({"unit": _fields(unit)}, durable=durable)
        self.catalog = self.catalog.replace(unit)

    def restructure(self, units: Iterable[Unit], origins: Mapping[str, str] | None = None) -> None:
        """Take another list of units (split, merged) and save at once.

        Raises CatalogChanged where the file changed outside: lists cannot be merged, edits can.
        """
        before = self.catalog
        self._unchanged_outside()
        self.catalog = self.catalog.with_units(units, origins)
        try:
            self.save()
        except CatalogError:
            self.catalog = before
            raise

    def replace_catalog(self, catalog: Catalog) -> None:
        """Take a whole catalog (a revised article's); unsaved until `save`."""
        self._rearranged = [u.id for u in catalog.units] != [u.id for u in self.catalog.base]
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
            return digest_of(self.path.read_bytes()) != self.catalog.digest
        except OSError:
            return True

    def _unchanged_outside(self) -> None:
        if self.path.exists() and self.changed_outside():
            raise CatalogChanged(
                _("was changed by another program meanwhile"),
                where=str(self.path),
                hint=_("save first, which merges it, and do this again"),
            )

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
            if self._rearranged:
                self._unchanged_outside()
            self.catalog, conflicts = merge_outside(self.catalog, read_po(self.path))
        wanted = self.catalog.moved or not self.path.exists()
        if wanted:
            data, saved = written(self.catalog, self.path)
            self._append({"saving": saved.digest}, durable=True)
            write_atomic(self.path, data)
            self.catalog = saved
            self._rearranged = False
        self._append({"saved": True}, durable=True)
        self.recovered = ()
        return SaveReport(wanted, outside, conflicts)

    def close(self, *, keep_journal: bool = False) -> None:
        """Unlock. Unsaved changes stay in the journal, where the next `open_store` finds them."""
        if self._journal:
            keep = keep_journal or self.catalog.moved
            steps = [{"op": step} for step in self._history]
            self._journal.close(steps, keep=keep)
            self._journal = None

    def __enter__(self) -> WorkingCopy:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()


Store = WorkingCopy


def _fields(unit: Unit) -> Record:
    """A unit as the journal keeps it."""
    entry, form = unit.key
    return {
        "key": [*entry, form],
        "id": unit.id,
        "target": unit.target,
        "state": unit.state.value,
        "provenance": write_provenance(unit.provenance) if unit.provenance else None,
        "comments": list(unit.comments),
        "silenced": [list(pair) for pair in unit.silenced],
        "previous": unit.previous_source,
        "bookmarked": unit.bookmarked,
        "reviews": [write_review(None, review) for review in unit.reviews],
    }


def _key(fields: Record, catalog: Catalog) -> UnitKey | None:
    """What a journalled unit is known by; None where the record makes no sense."""
    key = fields.get("key")
    if isinstance(key, list) and len(key) == 5:
        context, source, obsolete, occurrence, form = key
        sane = (
            (context is None or isinstance(context, str))
            and isinstance(source, str)
            and isinstance(occurrence, int)
            and (form is None or isinstance(form, int))
        )
        return (
            UnitKey(EntryKey(context, source, bool(obsolete), occurrence), form) if sane else None
        )
    return _key_of_old(fields, catalog.units)


def _key_of_old(fields: Record, units: Sequence[Unit]) -> UnitKey | None:
    """The same of a record of format 1, which knew context, source and id: live before obsolete, the
    plural form by the id."""
    source, context = fields.get("source"), fields.get("context")
    found = [unit for unit in units if unit.source == source and unit.context == context]
    if not found:
        return UnitKey(EntryKey(context, source), None) if isinstance(source, str) else None
    return min(
        found, key=lambda unit: (unit.state is State.OBSOLETE, unit.id != fields.get("id"))
    ).key


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
            reviews=tuple(
                said[1] for text in fields.get("reviews", ()) if (said := read_review(str(text)))
            ),
        )
    except (KeyError, ValueError, TypeError):
        return None


def _homeless(key: UnitKey, fields: Record, catalog: Catalog) -> Unit | None:
    """A journalled unit whose entry is gone from the file, as an obsolete one, so that its text is not
    lost; None where it has none or the file has it."""
    entry, form = key
    if form is not None:  # one form of several makes no entry
        return None
    name, number = "lost", 1
    while name in catalog:
        name, number = f"lost-{number}", number + 1
    made = _unit(fields, Unit(name, entry.source, context=entry.context))
    if made is None or not made.target.strip():
        return None
    if any(u.source == entry.source and u.target == made.target for u in catalog.units):
        return None
    twins = (u.occurrence for u in catalog.units if u.key.entry[:3] == (*entry[:2], True))
    return replace(made, state=State.OBSOLETE, occurrence=max(twins, default=-1) + 1)
