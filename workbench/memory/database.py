"""One open database: what is read, what is written as one change.

Lives here: Database. Takes a path and a pair, gives changes that are kept whole or not at all, and the
notes of interrupted imports.
May import: language and `schema` of this room.
Apart from `store` because a change is a change, whatever it is about.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from workbench.language import info
from workbench.memory.schema import connect, refused


class Database:
    """An SQLite file of ours, many readers and one writer."""

    def __init__(
        self, path: Path, source_language: str, target_language: str, *, readonly: bool = False
    ) -> None:
        """Open or make the file. Raises MemoryFileError."""
        self.path = path
        self.source_language = info(source_language).code
        self.target_language = info(target_language).code
        self.readonly = readonly
        self._db = connect(path, self.source_language, self.target_language, readonly=readonly)

    def _forget(self) -> None:
        """What was computed from the content no longer holds."""

    def imported(self, file: str) -> tuple[int, int, int, bool] | None:
        """(size, time of change, units taken, whether all of it) of an earlier import."""
        with self._reading():
            row = self._db.execute(
                "select size, modified, position, done from imported where file = ?", (file,)
            ).fetchone()
        return (row[0], row[1], row[2], bool(row[3])) if row else None

    def note_import(self, file: str, size: int, modified: int, position: int, done: bool) -> None:
        """Remember how far an import came, in the present change."""
        self._db.execute(
            "insert or replace into imported values (?, ?, ?, ?, ?)",
            (file, size, modified, position, int(done)),
        )

    @contextmanager
    def writing(self) -> Iterator[None]:
        """All changes inside are one; an error takes them back. Raises MemoryFileError."""
        if self._db.in_transaction:  # inside another
            yield
            return
        try:
            self._db.execute("begin immediate")
            try:
                yield
            except BaseException:
                self._db.execute("rollback")
                self._forget()
                raise
            self._db.execute("commit")
        except sqlite3.Error as error:
            raise refused(self.path, error) from error

    @contextmanager
    def _reading(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise refused(self.path, error) from error

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()
