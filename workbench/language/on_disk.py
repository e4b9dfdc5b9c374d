"""Word tables laid out once per machine, so that no process reads them whole.

Lives here: `opened`. Takes a place in the user's cache and what fills a table, gives a database that is only read;
None where it can be neither read nor written.
May import: the standard library.
Apart from `lexicon` and `dictionary` because both keep their words in the same way.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

Fill = Callable[[sqlite3.Connection], None]


def opened(path: Path, fill: Fill) -> sqlite3.Connection | None:
    """The database at `path`, made by `fill` where it is not there yet. Safe from threads."""
    if not path.is_file():
        try:
            lay_out(path, fill)
        except (OSError, sqlite3.Error):
            return None
    try:
        file = f"file:{path.as_posix()}?mode=ro&immutable=1"
        return sqlite3.connect(file, uri=True, check_same_thread=False)
    except sqlite3.Error:
        return None


def lay_out(path: Path, fill: Fill) -> None:
    """Write beside, then rename: another process never sees half a table. Raises OSError, sqlite3.Error."""
    import tempfile

    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=path.name, dir=path.parent)
    os.close(handle)
    try:
        with contextlib.closing(sqlite3.connect(name)) as database:
            database.execute("PRAGMA journal_mode = OFF")
            database.execute("PRAGMA synchronous = OFF")
            fill(database)
            database.commit()
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)
