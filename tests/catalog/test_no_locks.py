"""One writer per catalog on drives that know no locks (some network drives), too."""

from __future__ import annotations

import errno
import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import portalocker
import pytest

from tests.catalog.revisions import confirmed
from workbench.catalog import open_store, save_po
from workbench.errors import CatalogError, CatalogLocked


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A catalog on a drive whose locks fail as NFS without lockd and some FUSE drives do."""

    def refuse(*_given: object, **_more: object) -> None:
        raise portalocker.LockException(OSError(errno.ENOLCK, "No locks available"))

    monkeypatch.setattr(portalocker, "lock", refuse)
    made = tmp_path / "a.po"
    save_po(confirmed(["One.", "Two."]), made)
    return made


def beside(path: Path) -> Path:
    return path.with_name(f".{path.name}.lock")


def test_the_second_writer_is_refused_until_the_first_closes(path: Path) -> None:
    link = path.with_name("link.po")
    link.symlink_to(path)
    with open_store(path) as first:
        first.log({"a": "step"})  # so that the journal is written anew at the end
        for name in (path, link):
            with pytest.raises(CatalogLocked, match=r"delete .*\.a\.po\.lock"):
                open_store(name)
    assert not beside(path).exists()
    open_store(link).close()


def test_a_lock_whose_process_died_is_nobodys(path: Path) -> None:
    gone = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"],
                          capture_output=True, check=True)  # fmt: skip
    for lock in ({"pid": int(gone.stdout), "host": socket.gethostname()},):
        beside(path).write_text(json.dumps(lock) + "\n", "utf-8")
        open_store(path).close()


@pytest.mark.parametrize(
    "lock",
    [
        {"pid": os.getpid(), "host": socket.gethostname()},
        {"pid": 1, "host": socket.gethostname()},
        {"pid": 4_000_000, "host": "elsewhere"},
        {"pid": "x", "host": socket.gethostname()},
        {},
    ],
    ids=["our own", "alive", "elsewhere", "nonsense", "empty"],
)
def test_any_other_lock_holds(path: Path, lock: dict[str, object]) -> None:
    """Alive, somebody else's, on another machine, or not to be read: it is not ours to remove."""
    beside(path).write_text(json.dumps(lock) + "\n", "utf-8")
    with pytest.raises(CatalogLocked):
        open_store(path)
    assert beside(path).exists()


def test_where_nothing_can_be_made_it_is_said(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_given: object) -> int:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(CatalogError, match="no lock can be kept"):
        open_store(path)
