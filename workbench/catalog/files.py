"""Files ⇄ catalogs: bytes, charset, byte order mark; reading, writing.

Lives here: `read_po`, `save_po`, `save_pot`, `written`. Takes a path, gives a Catalog; an entry that
nobody edited is written back byte for byte, of an edited one only what changed differs.
May import: gc_tuning, model, errors, wording, language, config and the modules of this room.
Apart from `syntax` because a file has bytes, a name and a language, a text has none of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from workbench.catalog.atomic import write_atomic, writing
from workbench.catalog.catalog import Catalog
from workbench.catalog.header import CARRIED, fields, language_of, new_header, touched
from workbench.catalog.syntax import Entry, PoFile, Refused, read_entries
from workbench.catalog.units import applied, entry_text, new_entry, template_entry, units_of
from workbench.errors import CatalogError
from workbench.gc_tuning import uncollected
from workbench.model import State, Unit
from workbench.wording import _

_HEADER = re.compile(
    rb'^[ \t]*msgid[ \t]*""\s*msgstr\s*((?:"[^"\\\n]*+(?:\\[^\n][^"\\\n]*+)*"\s*+)+)', re.M
)
_CHARSET = re.compile(r"charset=([\w.:+-]+)", re.I)
_DECLARED = re.compile(rb'^"Content-Type:[^"\n]*?charset=([\w.:+-]+)', re.M | re.I)
_MARK = b"\xef\xbb\xbf"
_SIZE_LIMIT = 512 * 1024 * 1024


def read_po(path: Path, *, to_write: bool = True) -> Catalog:
    """Read a catalog; not `to_write`, what only writing needs is left out.
    Raises CatalogError: missing, not text, not a PO file (file:line)."""
    with uncollected():
        return _read(path, _bytes(path), to_write)


def _read(path: Path, data: bytes, to_write: bool) -> Catalog:
    file = _parsed(path, data)
    units: list[Unit] = []
    entries: dict[str, Entry] = {}
    number = 0
    for entry in file.entries:
        if entry.is_header:
            continue
        number += 1
        if not entry.source and entry.context is None:
            continue  # an obsolete header
        for unit in units_of(entry, number):
            if unit.id in entries:
                unit = replace(unit, id=f"e{number}")
            units.append(unit)
            entries[unit.id] = entry
    metadata = MappingProxyType(fields(file.header.targets[0]) if file.header else {})
    return Catalog(
        source_language=metadata.get("X-Source-Language", "") or "en",
        target_language=language_of(metadata, path),
        units=tuple(units),
        path=path,
        metadata=metadata,
        file=file,
        entries=entries,
        digest=digest_of(data) if to_write else "",
        base=tuple(units),
    )


def digest_of(data: bytes) -> str:
    """What tells one state of a file from another."""
    import hashlib  # OpenSSL behind it takes 3 ms

    return hashlib.sha256(data).hexdigest()


def _bytes(path: Path) -> bytes:
    where = str(path)
    try:
        if path.is_dir():
            raise CatalogError(_("is a folder, not a catalog"), where=where)
        if path.stat().st_size > _SIZE_LIMIT:
            raise CatalogError(_("is larger than 512 MiB"), where=where, hint=_("split it first"))
        data = path.read_bytes()
    except OSError as error:
        raise CatalogError(
            _("cannot be read: {reason}").format(reason=error.strerror or error),
            where=where,
            hint=_("check the name, or make one with `workbench extract ARTICLE`"),
        ) from error
    if not data.strip():
        raise CatalogError(
            _("is empty"), where=where, hint=_("make one with `workbench extract ARTICLE`")
        )
    if b"\0" in data:
        raise CatalogError(
            _("is not a PO file: it holds a NUL byte at offset {offset}").format(
                offset=data.index(b"\0")
            ),
            where=where,
        )
    return data


def _parsed(path: Path, data: bytes) -> PoFile:
    """The file's entries; joined, they are its bytes again."""
    charset, text = _decoded(data, path)
    try:
        entries, tail = read_entries(text, charset)
    except Refused as refused:
        raise CatalogError(
            _("is not a valid catalog: {reason}").format(reason=refused.reason),
            where=f"{path}:{refused.line}",
            hint=_("a document becomes one with `workbench extract ARTICLE`")
            if "msgid" not in text
            else refused.hint or _("`msgfmt -c` shows more"),
        ) from None
    newline = "\r\n" if "\r\n" in text else "\n"
    return PoFile(entries, tail, charset, data.startswith(_MARK), newline)


def _decoded(data: bytes, path: Path) -> tuple[str, str]:
    """The declared charset, and the data in it."""
    name = _declared(data)
    try:
        text = data.removeprefix(_MARK).decode(name)
        kept = text.encode(name) == data.removeprefix(_MARK)
    except LookupError:
        raise CatalogError(
            _("declares the unknown charset {name}").format(name=name), where=str(path)
        ) from None
    except UnicodeDecodeError as error:
        at = error.start + (len(_MARK) if data.startswith(_MARK) else 0)
        raise CatalogError(
            _("is not {name}: byte {byte:#04x} at offset {offset}").format(
                name=name, byte=data[at], offset=at
            ),
            where=f"{path}:{data[:at].count(10) + 1}",
            hint=_("convert it with `msgconv -t UTF-8`"),
        ) from None
    if not kept:
        raise CatalogError(
            _("writes some characters of {name} in more than one way").format(name=name),
            where=str(path),
            hint=_("convert it with `msgconv -t UTF-8`"),
        )
    return name, text


def _declared(data: bytes) -> str:
    """The charset that the header names; UTF-8 where it names none, or only a place for one."""
    name = ""
    if match := _HEADER.search(data):
        said = match[1].decode("latin-1")
        found = _CHARSET.search(re.sub(r'"\s*"', "", said))
        name = found[1] if found else ""
    elif declared := _DECLARED.search(data):
        name = declared[1].decode("ascii")
    if not name or name.upper() in {"CHARSET", "ASCII", "US-ASCII", "ANSI_X3.4-1968"}:
        return "utf-8"
    return name


def serialise(catalog: Catalog) -> str:
    """The whole file as text: untouched entries as they were."""
    return _file(catalog)[0].text()


def edited_entries(catalog: Catalog) -> tuple[Entry, ...]:
    """The catalog's entries as they would be written, header included."""
    return _file(catalog)[0].entries


def _file(catalog: Catalog) -> tuple[PoFile, tuple[Unit, ...], dict[str, Entry]]:
    """The file as edited, its units in its order, and the entries they are in."""
    file = catalog.file or PoFile()
    if catalog.file is not None and not catalog.moved:
        return file, catalog.units, dict(catalog.entries)
    kept = {unit.id: unit for unit in catalog.base}
    rows = [_row(catalog, group, kept, file) for group in _groups(catalog)]
    gone = [row for row in rows if row.gone]
    rows = [row for row in rows if not row.gone] + gone if gone else rows
    others = _others(catalog, file, {id(row.origin) for row in rows if row.origin is not None})
    order: list[_Row] = others.pop(0, [])
    for row in rows:
        order.append(row)
        order += others.pop(id(row.origin), [])
    if file.header is None and (catalog.file is None or not _ascii(order)):
        order.insert(0, _Row(new_header(catalog, file.newline, file.charset)))
    made = file.with_entries([row.entry for row in order], [row.origin for row in order])
    units: list[Unit] = []
    entries: dict[str, Entry] = {}
    for row, entry in zip(order, made.entries, strict=True):
        units += row.units
        for unit in row.units:
            entries[unit.id] = entry
    return made, tuple(units), entries


class _Row(NamedTuple):
    """An entry as edited, its units, the entry it was made of, whether it has just become obsolete."""

    entry: Entry
    units: Sequence[Unit] = ()
    origin: Entry | None = None
    gone: bool = False


def _row(catalog: Catalog, units: list[Unit], kept: dict[str, Unit], file: PoFile) -> _Row:
    origin = catalog.entries.get(units[0].id)
    if origin is not None and all(kept.get(unit.id) is unit for unit in units):
        return _Row(origin, units, origin)
    obsolete = units[0].state is State.OBSOLETE
    if origin is None:
        return _Row(new_entry(units, file.newline, file.charset), units, None, obsolete)
    was = units_of(origin, 0)
    before = []
    for unit in units:
        old = was[unit.plural.form if unit.plural else 0]
        known = kept.get(unit.id)
        before.append(known if known is not None and known.key == old.key else old)
    entry = applied(origin, before, units)
    return _Row(entry, units, origin, obsolete and not origin.obsolete)


def _ascii(rows: Sequence[_Row]) -> bool:
    return all(row.entry.raw.isascii() for row in rows)


def _groups(catalog: Catalog) -> list[list[Unit]]:
    """Units in order, those of one entry together."""
    groups: list[list[Unit]] = []
    last: Entry | None = None
    for unit in catalog.units:
        entry = catalog.entries.get(unit.id)
        same = entry is not None and entry is last
        if not same and entry is None and groups and unit.plural and unit.plural.form:
            same = groups[-1][0].key.entry == unit.key.entry
        if same:
            groups[-1].append(unit)
        else:
            groups.append([unit])
        last = entry
    return groups


def _others(catalog: Catalog, file: PoFile, taken: set[int]) -> dict[int, list[_Row]]:
    """The entries without units (the header, obsolete headers), by the entry they come after; 0: first."""
    found: dict[int, list[_Row]] = {0: []}
    last = 0
    for entry in file.entries:
        if id(entry) in taken:
            last = id(entry)
        elif not entry.source and entry.context is None:
            bound = {n: v for n, v in catalog.metadata.items() if n.startswith(CARRIED)}
            made = touched(entry, bound) if entry.is_header else entry
            found.setdefault(last, []).append(_Row(made, (), entry))
    return found


def save_po(catalog: Catalog, path: Path) -> Catalog:
    """Write a catalog (atomic) and give it back as it now stands on disk.

    Raises CatalogError if it cannot be written or its charset lacks a character.
    """
    with uncollected():
        data, saved = written(catalog, path)
        write_atomic(path, data)
        return saved


def save_units(catalog: Catalog, path: Path, units: Iterable[Unit]) -> int:
    """Write a new catalog whose units come one by one: its header, then each as it comes (atomic), so
    that memory does not grow with their number; returns how many. Raises CatalogError."""
    count = 0
    with writing(path) as file:
        file.write(new_header(catalog).raw.encode())
        for unit in units:
            file.write(entry_text((unit,)).encode("utf-8", "replace"))
            count += 1
    return count


def written(catalog: Catalog, path: Path) -> tuple[bytes, Catalog]:
    """The bytes of a catalog and what it is once they are at `path`. Raises CatalogError."""
    file, units, entries = _file(catalog)
    text = file.text()
    try:
        data = (_MARK if file.mark else b"") + text.encode(file.charset)
    except UnicodeEncodeError as error:
        raise CatalogError(
            _("{name} cannot write the character {char!r}").format(
                name=file.charset, char=text[error.start]
            ),
            where=str(path),
            hint=_("convert the catalog with `msgconv -t UTF-8`"),
        ) from None
    metadata = MappingProxyType(fields(file.header.targets[0]) if file.header else {})
    saved = replace(
        catalog,
        path=path,
        units=units,
        base=units,
        file=file,
        entries=entries,
        digest=digest_of(data),
        metadata=metadata,
        rebound=False,
    )
    return data, saved


def save_pot(catalog: Catalog, path: Path) -> None:
    """Write the template of a catalog (atomic)."""
    entries: list[Entry] = [new_header(catalog, template=True)]
    for entry in edited_entries(catalog):
        if not entry.is_header and not entry.obsolete:
            entries.append(template_entry(entry))
    file = PoFile().with_entries(entries, [None] * len(entries))
    write_atomic(path, file.text().encode())
