"""The database file.

Lives here: `connect`. Takes a path and a language pair, gives an open SQLite connection with our tables;
refuses what is not ours, is damaged or is newer, and says the way out.
May import: errors, wording.
Apart from `memory` because a file format changes for its own reasons.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from workbench.errors import MemoryFileError
from workbench.wording import _

APPLICATION = 0x57424D31
"""`PRAGMA application_id`: WBM1."""
VERSION = 1
WAIT = 5.0
"""Seconds to wait for another writer."""
_TABLES = """
create table meta (key text primary key, value text not null) without rowid;
create table segment (
    id integer primary key autoincrement,
    key integer not null, mask integer not null,
    source text not null, target text not null,
    previous text, next text,
    document text not null, unit text not null, author text not null, origin text not null,
    created text not null, changed text not null, used integer not null,
    properties text not null, words integer not null
);
create index segment_key on segment (key);
create index segment_mask on segment (mask);
create index segment_unit on segment (document, unit) where unit != '';
create table posting (
    side text not null, term text not null, block integer not null, part integer not null,
    ids blob not null, primary key (side, term, block, part)
) without rowid;
create table frequency (
    side text not null, term text not null, n integer not null, primary key (side, term)
) without rowid;
create table imported (
    file text primary key, size integer not null, modified integer not null,
    position integer not null, done integer not null
) without rowid;
"""


def connect(path: Path, source: str, target: str, *, readonly: bool = False) -> sqlite3.Connection:
    """Open or make the file. Raises MemoryFileError."""
    new = not path.exists() or path.stat().st_size == 0
    if new and readonly:
        raise MemoryFileError(
            _("does not exist"), where=str(path), hint=_("`workbench memory import FILE` makes it")
        )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        mode = "ro" if readonly else "rwc"
        made = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode={mode}", uri=True, timeout=WAIT, isolation_level=None,
            check_same_thread=False,
        )  # fmt: skip
    except (OSError, sqlite3.Error) as error:
        raise _refused(path, error) from error
    try:
        if new:
            _make(made, source, target)
        else:
            _proved(made, path, source, target)
        if not readonly:
            made.execute("pragma journal_mode = wal")
        made.execute("pragma synchronous = normal")
        made.execute("pragma mmap_size = 268435456")
    except sqlite3.Error as error:
        made.close()
        raise _refused(path, error) from error
    except MemoryFileError:
        made.close()
        raise
    return made


def _make(made: sqlite3.Connection, source: str, target: str) -> None:
    made.execute("pragma page_size = 8192")
    made.execute("begin immediate")
    if made.execute("pragma user_version").fetchone()[0] == 0:  # not made by another meanwhile
        for statement in filter(str.strip, _TABLES.split(";")):
            made.execute(statement)
        rows = [("source", source), ("target", target)]
        made.executemany("insert into meta values (?, ?)", rows)
        made.execute(f"pragma application_id = {APPLICATION}")
        made.execute(f"pragma user_version = {VERSION}")
    made.execute("commit")


def _proved(made: sqlite3.Connection, path: Path, source: str, target: str) -> None:
    """Refuse what cannot be used, before anything is written."""
    where = str(path)
    application = made.execute("pragma application_id").fetchone()[0]
    version = made.execute("pragma user_version").fetchone()[0]
    if application != APPLICATION:
        raise MemoryFileError(
            _("is a database of another program"), where=where,
            hint=_("name another file with --memory"),
        )  # fmt: skip
    if version > VERSION:
        raise MemoryFileError(
            _("is of format {found}, newer than {known}").format(found=version, known=VERSION),
            where=where, hint=_("update the workbench, or name another file with --memory"),
        )  # fmt: skip
    pair = dict(made.execute("select key, value from meta"))
    if (pair.get("source"), pair.get("target")) != (source, target):
        found = f"{pair.get('source')} → {pair.get('target')}"
        raise MemoryFileError(
            _("is a memory of {found}, not of {wanted}").format(
                found=found, wanted=f"{source} → {target}"
            ),
            where=where, hint=_("name another file with --memory"),
        )  # fmt: skip


def _refused(path: Path, error: Exception) -> MemoryFileError:
    text = str(error)
    if "locked" in text or "busy" in text:
        return MemoryFileError(
            _("is being written by another program"), where=str(path), hint=_("run it again")
        )
    damaged = "malformed" in text or "not a database" in text or "corrupt" in text
    hint = (
        _("move it away; `workbench memory add CATALOG…` fills a new one from your catalogs")
        if damaged
        else _("check the name and its permissions")
    )
    return MemoryFileError(
        _("cannot be used: {reason}").format(reason=text), where=str(path), hint=hint
    )


refused = _refused
