"""The journal of a catalog: every change on disk before it is in the catalog.

Lives here: the append-only file `.<catalog>.journal` beside the catalog, and the lock, which is a
lock on that very file: it ends with the process, however the process ends. Where a drive knows no locks, a
file beside it that only one process can make.
Takes JSON-able records, gives them back after a crash. One record a line; a torn last line is what
a kill may cost. Record kinds: `head` (who, when, which catalog), `unit` (a unit as it now is), `op`
(one step of the editing history), `saved` (all before it is in the catalog).
May import: errors, wording; portalocker.
Apart from `working_copy` because durability is one thing and meaning another.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import time
from pathlib import Path
from typing import Any, BinaryIO

from workbench.errors import CatalogError, CatalogLocked
from workbench.wording import _

FORMAT = 2
_HISTORY_LIMIT = 8 * 1024 * 1024
"""Bytes of history kept over a clean close; the oldest steps go first."""

Record = dict[str, Any]


def journal_path(catalog: Path) -> Path:
    """Where the journal of a catalog lies: beside the file itself, whatever link led to it, as one file
    has one writer."""
    catalog = Path(os.path.realpath(catalog))
    return catalog.with_name(f".{catalog.name}.journal")


def steps_of(catalog: Path) -> list[Any]:
    """The steps of the editing history that a catalog's journal keeps, oldest first, without locking it;
    none where there is no journal."""
    try:
        data = journal_path(catalog).read_bytes()
    except OSError:
        return []
    records = (_record(line) for line in data[: data.rfind(b"\n") + 1].split(b"\n"))
    return [record["op"] for record in records if record and "op" in record]


class Journal:
    """An open, locked journal. Nothing else may write the catalog while it is open."""

    def __init__(self, catalog: Path, *, author: str = "") -> None:
        """Open and lock. Raises CatalogLocked (who, since when) or CatalogError (cannot write)."""
        self.path = journal_path(catalog)
        self._by_hand: Path | None = None
        self._file = self._locked()
        self.records = self._read()
        self._unsynced = False
        self._head = {
            "head": FORMAT,
            "catalog": catalog.name,
            "pid": os.getpid(),
            "host": socket.gethostname(),
            "author": author,
            "since": time.strftime("%Y-%m-%d %H:%M:%S"),
        }
        try:
            self.append(self._head)
        except CatalogError:
            with contextlib.suppress(OSError):
                self._file.close()
            self._let_go()
            raise

    def _locked(self) -> BinaryIO:
        import portalocker  # 8 ms, and reading a catalog locks nothing

        for again in range(100):
            try:
                file = self.path.open("a+b")
            except OSError as error:
                raise CatalogError(
                    _("no journal can be kept beside it: {reason}").format(
                        reason=error.strerror or error
                    ),
                    where=str(self.path),
                    hint=_("open it read-only, or copy it to a folder you may write to"),
                ) from error
            try:
                portalocker.lock(file, portalocker.LOCK_EX | portalocker.LOCK_NB)
            except portalocker.LockException as refused:
                if not isinstance(refused, portalocker.AlreadyLocked):
                    return self._locked_by_hand(file)
                holder = self._holder(file)
                file.close()
                raise CatalogLocked(
                    _("is open in another editor ({holder})").format(holder=holder),
                    where=str(self.path.with_name(self.path.name[1:].removesuffix(".journal"))),
                    hint=_("close it there, or open it read-only"),
                ) from None
            # A closing editor may have removed the file between our open and our lock.
            with contextlib.suppress(OSError):
                if again == 99 or os.path.samestat(os.fstat(file.fileno()), self.path.stat()):
                    return file  # some drives number a file anew each time they are asked
            file.close()
        raise AssertionError("the last turn returns or raises")

    def _locked_by_hand(self, file: BinaryIO) -> BinaryIO:
        """The lock of a drive that knows none (some network drives): a file that only one can make."""
        path = self.path.with_suffix(".lock")
        mine = {"pid": os.getpid(), "host": socket.gethostname()}
        for _again in range(3):
            try:
                handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644)
            except FileExistsError:
                with contextlib.suppress(OSError):
                    if _is_left_over(_record(path.read_bytes())):
                        path.unlink()
                continue
            except OSError as error:
                file.close()
                raise CatalogError(
                    _("no lock can be kept beside it: {reason}").format(
                        reason=error.strerror or error
                    ),
                    where=str(path), hint=_("open it read-only, or copy it to a folder you may write to"),
                ) from error  # fmt: skip
            with os.fdopen(handle, "wb") as lock:
                lock.write(json.dumps(mine).encode() + b"\n")
            self._by_hand = path
            return file
        holder = self._holder(file)
        file.close()
        raise CatalogLocked(
            _("is open in another editor ({holder})").format(holder=holder),
            where=str(self.path.with_name(self.path.name[1:].removesuffix(".journal"))),
            hint=_("close it there; where nobody has it open, delete {path}").format(path=path),
        )

    @staticmethod
    def _holder(file: BinaryIO) -> str:
        file.seek(0)
        heads = [r for r in map(_record, file) if r and "head" in r]
        head = heads[-1] if heads else {}
        who = head.get("author") or _("process {pid}").format(pid=head.get("pid", "?"))
        return _("{who} on {host} since {since}").format(
            who=who, host=head.get("host", "?"), since=head.get("since", "?")
        )

    def _read(self) -> list[Record]:
        """Every whole record; the file is cut after the last one so that appending is safe."""
        self._file.seek(0)
        data = self._file.read()
        whole = data[: data.rfind(b"\n") + 1]
        if len(whole) != len(data):
            self._file.truncate(len(whole))
        return [record for line in whole.split(b"\n") if (record := _record(line))]

    def append(self, record: Record, *, durable: bool = False) -> None:
        """Write one record; `durable` waits until it is on the disk. Raises CatalogError."""
        line = json.dumps(record, ensure_ascii=True, separators=(",", ":")).encode() + b"\n"
        try:
            self._file.write(line)
            self._file.flush()
            self._unsynced = True
            if durable:
                self.sync()
        except OSError as error:
            raise CatalogError(
                _("the journal cannot be written: {reason}").format(reason=error.strerror or error),
                where=str(self.path),
                hint=_("make room on the disk; what you see is not yet safe"),
            ) from error

    def sync(self) -> None:
        """Wait until everything appended is on the disk."""
        if self._unsynced:
            os.fsync(self._file.fileno())
            self._unsynced = False

    def rewrite(self, records: list[Record]) -> None:
        """Replace the content by `records` (written beside, renamed; the lock moves along)."""
        beside = self.path.with_name(self.path.name + ".part")
        with beside.open("wb") as file:
            for record in records:
                file.write(json.dumps(record, separators=(",", ":")).encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())
        new = beside.open("a+b")
        import portalocker

        if self._by_hand is None:
            portalocker.lock(new, portalocker.LOCK_EX | portalocker.LOCK_NB)
        beside.replace(self.path)
        self._file.close()
        self._file = new

    def close(self, history: list[Record], *, keep: bool) -> None:
        """Unlock. `keep` leaves everything for recovery; else only `history` stays, if any."""
        if not keep:
            kept = _newest(history, _HISTORY_LIMIT)
            with contextlib.suppress(OSError):
                if kept:
                    self.rewrite([self._head, *kept, {"saved": True}])
                else:
                    self.path.unlink()
        with contextlib.suppress(OSError):
            self.sync()
        self._file.close()
        self._let_go()

    def _let_go(self) -> None:
        if self._by_hand is not None:
            with contextlib.suppress(OSError):
                self._by_hand.unlink()
            self._by_hand = None


def _is_left_over(lock: Record | None) -> bool:
    """Whether whoever made a lock by hand is gone: a process of this machine that has ended."""
    if os.name != "posix" or lock is None or lock.get("host") != socket.gethostname():
        return False
    try:
        os.kill(int(lock["pid"]), 0)
    except ProcessLookupError:
        return True
    except (OSError, KeyError, ValueError, TypeError, OverflowError):
        return False
    return False


def _record(line: bytes) -> Record | None:
    try:
        record = json.loads(line)
    except ValueError:
        return None
    return record if isinstance(record, dict) else None


def _newest(records: list[Record], limit: int) -> list[Record]:
    kept: list[Record] = []
    for record in reversed(records):
        limit -= len(json.dumps(record))
        if limit < 0:
            break
        kept.append(record)
    return kept[::-1]
