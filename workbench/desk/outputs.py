"""What a command may write over.

Lives here: `apart`, the one guard of every option that names a file to write; `wrote`, which
remembers what came out; `same_file`. Takes the file to be written and all that is read; raises before anything is lost.
Never: a file that is read, an article, a catalog (`meant` aside). With --force alone: whatever else is
there and was not written by this very command, told by a digest kept in the user's data folder or by the
form of the file.
May import: config, errors, wording.
Apart from `paths` because finding a file and sparing one are two questions.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from workbench.config import user_data
from workbench.errors import UsageError
from workbench.wording import _

_NAME = "written"
_KEPT = 2_000
_MO_MAGIC = (b"\xde\x12\x04\x95", b"\x95\x04\x12\xde")
_MSGID = re.compile(rb"^[ \t]*(?:#~[ \t]*)?msgid[ \t]*\"", re.M)
_CATALOGS = frozenset([".po", ".pot", ".mo", ".gmo"])


def apart(
    out: Path,
    *read: Path | None,
    command: str = "",
    option: str = "",
    force: bool = False,
    ours: Callable[[bytes], bool] | None = None,
    meant: bool = False,
    hint: str = "",
) -> None:
    """Raise UsageError where writing `out` would cost something.

    `read`: files and folders that the command reads; None is passed over. `command`: under which name
    `wrote` keeps what it made; empty where writing over its own files is what the command is for.
    `ours` tells by the bytes whether a file there is of the kind the command makes. `meant`: catalogs
    are what it makes. `hint`: what to do about a catalog.
    """
    if any(same_file(out, file) for path in read if path for file in _files(path)):
        raise UsageError(
            _("{option} would overwrite what is read").format(option=option or _("this command")),
            where=str(out), hint=_("name another file"),
        )  # fmt: skip
    if not meant and _is_catalog(out):
        raise UsageError(
            _("{option} would overwrite a catalog").format(option=option or _("this command")),
            where=str(out), hint=hint or _("name another file"),
        )  # fmt: skip
    if not command or force or not out.is_file():
        return
    data = out.read_bytes()
    if data and not (ours and ours(data)) and _mark(command, data) not in _marks():
        raise UsageError(
            _("is there already, and not written by this command"), where=str(out),
            hint=_("name another file, or say --force"),
        )  # fmt: skip


def wrote(out: Path, command: str) -> None:
    """Remember what a command has written, so that it may write it again. Where no data folder can be
    made, nothing is remembered, and the next time needs --force."""
    with contextlib.suppress(OSError):
        if not out.is_file():
            return
        mark = _mark(command, out.read_bytes())
        known = _marks()
        if mark in known:
            return
        path = user_data() / _NAME
        path.parent.mkdir(parents=True, exist_ok=True)
        if len(known) > 2 * _KEPT:
            beside = path.with_name(f"{_NAME}.{os.getpid()}")
            beside.write_text("".join(f"{line}\n" for line in [*known][-_KEPT:]), "utf-8")
            beside.replace(path)
        with path.open("a", encoding="utf-8") as file:
            file.write(f"{mark}\n")


def _mark(command: str, data: bytes) -> str:
    return f"{command} {hashlib.sha256(data).hexdigest()}"


def _marks() -> dict[str, None]:
    """What was written before, oldest first."""
    try:
        return dict.fromkeys((user_data() / _NAME).read_text("utf-8", "replace").splitlines())
    except OSError:
        return {}


def _files(path: Path) -> Iterator[Path]:
    """A file, or the files of a folder that is read."""
    if path.is_dir():
        yield from (file for file in path.rglob("*") if file.is_file())
    else:
        yield path


def same_file(path: Path, other: Path) -> bool:
    """Whether two names lead to one file: through links, or letters a file system folds."""
    try:
        return path.samefile(other)
    except OSError:  # one of them is not there
        return os.path.realpath(path) == os.path.realpath(other)


def _is_catalog(path: Path) -> bool:
    """Whether a catalog is there, or its name says that one is to be."""
    if not path.exists() and not path.is_symlink():
        return path.suffix.lower() in {".po", ".pot"}
    if not path.is_file():
        return False
    suffixes = {path.suffix.lower(), Path(os.path.realpath(path)).suffix.lower()}
    with path.open("rb") as file:
        head = file.read(1 << 16)
    if not head:
        return bool(suffixes & _CATALOGS)
    return bool(suffixes & _CATALOGS) or head.startswith(_MO_MAGIC) or _is_po(head)


def _is_po(head: bytes) -> bool:
    return bool(_MSGID.search(head)) and b"msgstr" in head
