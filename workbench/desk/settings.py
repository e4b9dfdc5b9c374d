"""Settings changed from within: one key of `workbench.toml` at a time.

Lives here: `settle` and `file_of`. Takes a Config, a key and its new value, gives the Config that is so settled, and
writes the file with all else in it (comments, order, blank lines) as it was.
May import: catalog, config, errors; tomlkit when something is written.
Apart from `config` because reading is for every room, and writing for who is asked to.
"""

from __future__ import annotations

import codecs
from dataclasses import replace
from pathlib import Path
from typing import Any

from workbench.catalog import write_atomic
from workbench.config import FILE_NAME, Config, read_config
from workbench.errors import UsageError


def file_of(config: Config) -> Path:
    """The file that a setting is written to: the one that was read, else one beside the catalogs' folder."""
    return config.path or config.locales.parent / FILE_NAME


def settle(config: Config, key: str, value: object, *, part: str = "") -> Config:
    """Write `key = value`, or `[key]` `part = value`; None takes it out. What the command line has settled
    otherwise stays for now. Raises UsageError: the file cannot be read or the value is none for this key;
    CatalogError: it cannot be written."""
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    path = file_of(config)
    try:
        data = path.read_bytes() if path.exists() else b""
        text = data.removeprefix(codecs.BOM_UTF8).decode("utf-8")
        table: Any = tomlkit.parse(text)
    except OSError as error:
        raise UsageError("cannot be read: " + (error.strerror or "?"), where=str(path)) from error
    except (TOMLKitError, UnicodeDecodeError) as error:
        raise UsageError(f"is not valid TOML: {error}", where=str(path)) from error
    place, name = table, key
    if part:
        if key not in table:
            table[key] = tomlkit.table()
        place, name = table[key], part
    if value is None:
        place.pop(name, None)
    else:
        place[name] = value
    written = tomlkit.dumps(table)
    fresh = read_config(written, path)
    bom = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    write_atomic(path, bom + written.encode())
    field = key.replace("-", "_")
    return replace(config, path=path, **{field: getattr(fresh, field)})
