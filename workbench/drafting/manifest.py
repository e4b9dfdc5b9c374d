"""What an unpacked package should hold.

Lives here: `write` and `changed`. Takes a folder; keeps a list of its files with their hashes beside
them, and says which file is no longer what was unpacked.
May import: the standard library.
Apart from `unpack` because the list is read at every load and written once.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

NAME = ".workbench.json"


def sha256(path: Path) -> str:
    """The hash of a file, read in blocks. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write(folder: Path, archive: str) -> None:
    """List the files of `folder` and the hash of the archive they came from. Raises OSError."""
    files = {
        path.relative_to(folder).as_posix(): sha256(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    text = json.dumps({"archive": archive, "files": files}, indent=1)
    (folder / NAME).write_text(text + "\n", "utf-8")


def archive_hash(folder: Path) -> str:
    """The hash of the archive a folder came from; empty where nobody wrote it down."""
    return str(_read(folder).get("archive", ""))


def changed(folder: Path) -> str:
    """The first file that is missing or differs; empty where all is well or nothing is listed."""
    files = _read(folder).get("files", {})
    for name, digest in files.items() if isinstance(files, dict) else ():
        try:
            same = sha256(folder / name) == digest
        except OSError:
            same = False
        if not same:
            return str(name)
    return ""


def _read(folder: Path) -> dict[str, Any]:
    try:
        table = json.loads((folder / NAME).read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return table if isinstance(table, dict) else {}
