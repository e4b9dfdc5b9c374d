"""Compiled catalogs, in linear time.

Lives here: the .mo writer. Takes (context, id, plural, strings) rows, gives the bytes that GNU
gettext reads (format of the gettext manual, "The Format of GNU MO Files", revision 0, little
endian, no hash table: readers then search by bisection).
May import: model and the modules of this room.
Apart from `po` because polib's own writer takes quadratic time.
"""

from __future__ import annotations

import struct
from pathlib import Path

from workbench.catalog.catalog import Catalog
from workbench.catalog.save import write_atomic
from workbench.model import State

_MAGIC = 0x950412DE
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
    """Compile the confirmed units of a catalog to `path`, as msgfmt would; returns their number.

    Fuzzy, empty and obsolete entries are left out. Raises CatalogError if it cannot be written.
    """
    from workbench.catalog.po import plural_of

    rows: dict[bytes, bytes] = {}
    for unit in catalog.units:
        if unit.state is not State.CONFIRMED:
            continue
        plural = plural_of(catalog, unit)
        source = plural[0] + "\0" + plural[1] if plural else unit.source
        key = f"{unit.context}\4{source}" if unit.context is not None else source
        raw, target = key.encode(), unit.target.encode()
        rows[raw] = rows[raw] + b"\0" + target if raw in rows and plural else target
    header = "".join(f"{name}: {value}\n" for name, value in catalog.metadata.items())
    write_atomic(path, compile_mo({b"": header.encode(), **rows}))
    return len(rows)
