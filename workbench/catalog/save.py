"""Writing files so that a crash leaves the old one or the new one, never half of either.

Lives here: `write_atomic`. Takes bytes and a path: writes beside, fsyncs, renames, fsyncs the
folder.
May import: errors, wording.
Apart from `po` because journals, reports and finished documents are written the same way.
"""

from __future__ import annotations

import contextlib
import errno
import os
from pathlib import Path

from workbench.errors import CatalogError
from workbench.wording import _


def write_atomic(path: Path, data: bytes) -> None:
    """Put `data` at `path`; mode bits of an existing file are kept, links are followed.

    Raises CatalogError with the reason (disk full, read-only, no such folder); the file that was
    there is untouched then and nothing is left beside it.
    """
    import tempfile  # 6 ms, with all that makes its names random; who only reads need not pay

    path = Path(os.path.realpath(path))
    temporary = ""
    try:
        handle, temporary = tempfile.mkstemp(
            prefix=f".{path.name}.", suffix=".part", dir=path.parent
        )
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, path.stat().st_mode & 0o7777 if path.exists() else 0o666 & ~_umask())  # noqa: PTH101
        os.replace(temporary, path)  # noqa: PTH105
        _sync_folder(path.parent)
    except OSError as error:
        if temporary:
            with contextlib.suppress(OSError):
                os.unlink(temporary)  # noqa: PTH108
        raise CatalogError(
            _("cannot be written: {reason}").format(reason=error.strerror or error),
            where=str(path),
            hint=_hint(error),
        ) from error


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
