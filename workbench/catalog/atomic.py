"""Writing files so that a crash leaves the old one or the new one, never half of either.

Lives here: `write_atomic`, `writing`. Takes bytes and a path: writes beside, fsyncs, renames, fsyncs the
folder.
May import: errors, wording.
Apart from `files` because journals, reports and finished documents are written the same way.
"""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from workbench.errors import CatalogError
from workbench.wording import _


def write_atomic(path: Path, data: bytes) -> None:
    """Put `data` at `path`; mode bits of an existing file are kept, links are followed.

    Raises CatalogError with the reason (disk full, read-only, no such folder); the file that was
    there is untouched then and nothing is left beside it.
    """
    with writing(path) as file:
        file.write(data)


@contextlib.contextmanager
def writing(path: Path) -> Iterator[BinaryIO]:
    """A file to write piece by piece that is put at `path` when the block ends well, as `write_atomic`
    does; a device or a pipe is written to as it stands. Raises CatalogError."""
    import tempfile  # 6 ms, with all that makes its names random; who only reads need not pay

    path = Path(os.path.realpath(path))
    temporary = ""
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            with path.open("wb") as file:
                yield file
            return
        handle, temporary = tempfile.mkstemp(
            prefix=f".{path.name[:40]}.", suffix=".part", dir=path.parent
        )
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, path.stat().st_mode & 0o7777 if path.exists() else 0o666 & ~_umask())  # noqa: PTH101
        os.replace(temporary, path)  # noqa: PTH105
        temporary = ""
        _sync_folder(path.parent)
    except OSError as error:
        raise CatalogError(
            _("cannot be written: {reason}").format(reason=error.strerror or error),
            where=str(path),
            hint=_hint(error),
        ) from error
    finally:
        if temporary:
            with contextlib.suppress(OSError):
                os.unlink(temporary)  # noqa: PTH108


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _sync_folder(folder: Path) -> None:
    """Make the rename itself durable, where folders can be synced."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _hint(error: OSError) -> str:
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return _("make room on the disk; nothing was changed")
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return _("choose a folder you may write to; nothing was changed")
    if error.errno == errno.ENOENT:
        return _("create the folder first")
    return _("nothing was changed")
