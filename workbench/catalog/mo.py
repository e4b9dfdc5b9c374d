"""Compiled catalogs, in linear time.

Lives here: the .mo writer. Takes (context, id, plural, strings) rows, gives the bytes that GNU
gettext reads (format of the gettext manual, "The Format of GNU MO Files", revision 0, little
endian, no hash table: readers then search by bisection).
May import: errors, wording and the modules of this room.
Apart from `files` because a compiled catalog is another format.
"""

from __future__ import annotations

import re
import struct
from pathlib import Path

from workbench.catalog.atomic import write_atomic
from workbench.catalog.catalog import Catalog
from workbench.errors import CatalogError
from workbench.wording import _

_MAGIC = 0x950412DE
_CREATED = re.compile(r"^POT-Creation-Date:[^\n]*\n", re.M)
_HEADER = struct.Struct("<7I")


def compile_mo(rows: dict[bytes, bytes]) -> bytes:
    """The bytes of an .mo file; keys are `context EOT id NUL plural`, values NUL-joined strings."""
    keys = sorted(rows)
    values = [rows[key] for key in keys]
    count = len(keys)
    first = _HEADER.size + 16 * count
    table: list[int] = []
    for blobs in (keys, values):
        for blob in blobs:
            table += (len(blob), first)
            first += len(blob) + 1
    pools = b"".join(blob + b"\0" for blob in [*keys, *values])
    header = _HEADER.pack(
        _MAGIC, 0, count, _HEADER.size, _HEADER.size + 8 * count, 0, _HEADER.size + 16 * count
    )
    return header + struct.pack(f"<{len(table)}I", *table) + pools


def write_mo(catalog: Catalog, path: Path) -> int:
    """Compile the confirmed entries of a catalog to `path`, as msgfmt would, in the catalog's own
    charset; returns their number.

    Fuzzy, empty and obsolete entries are left out. Raises CatalogError if it cannot be written.
    """
    from workbench.catalog.files import edited_entries

    rows: dict[bytes, bytes] = {}
    count = 0
    for entry in edited_entries(catalog):
        if entry.obsolete or not entry.targets[0]:
            continue
        if not entry.is_header:
            if entry.fuzzy:
                continue
            count += 1
        key = entry.source if entry.plural is None else f"{entry.source}\0{entry.plural}"
        if entry.context is not None:
            key = f"{entry.context}\4{key}"
        value = entry.targets[0] if entry.plural is None else "\0".join(entry.targets)
        if entry.is_header:  # left out by msgfmt, so that the same translations are the same bytes
            value = _CREATED.sub("", value)
        rows[_bytes(key, entry.charset)] = _bytes(value, entry.charset)
    write_atomic(path, compile_mo(rows))
    return count


def _bytes(text: str, charset: str) -> bytes:
    try:
        return text.encode(charset, "surrogateescape")
    except UnicodeEncodeError as error:
        raise CatalogError(
            _("{name} cannot write the character {char!r}").format(
                name=charset, char=text[error.start]
            ),
            hint=_("convert the catalog with `msgconv -t UTF-8`"),
        ) from None
