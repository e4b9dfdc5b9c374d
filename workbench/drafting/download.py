"""Bytes from the network: the only module of the workbench that opens a connection.

Lives here: `read`, `fetch`. Takes addresses, gives bytes or a file; a download that broke off is gone
on with, if the server still has the same file.
May import: errors, wording, `engine` of this room (for Progress).
Apart from `index` because a resumed download is hard enough alone.
"""

from __future__ import annotations

import http.client
import shutil
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from workbench.drafting.engine import Progress
from workbench.errors import PackageError
from workbench.wording import _

_TIMEOUT = 30.0
_BLOCK = 256 * 1024
MOST_BYTES = 2 * 1024**3
_FAILED = (urllib.error.URLError, http.client.HTTPException, OSError, ValueError)
_AGENT = {"User-Agent": "ArgosTranslate"}
"""What argostranslate says; some mirrors answer nobody else."""


def read(address: str, limit: int) -> bytes:
    """What lies at an address. Raises PackageError: offline, not found, larger than `limit`."""
    try:
        request = urllib.request.Request(address, headers=_AGENT)
        with urllib.request.urlopen(request, timeout=_TIMEOUT) as answer:
            data: bytes = answer.read(limit + 1)
    except _FAILED as error:
        raise PackageError(
            _("the package index cannot be reached: {reason}").format(reason=_reason(error)),
            where=address,
            hint=_("offline? install a file: `workbench engine install FILE.argosmodel`"),
        ) from error
    if len(data) > limit:
        raise PackageError(_("the package index is absurdly large"), where=address)
    return data


def fetch(addresses: Sequence[str], part: Path, on_progress: Progress | None = None) -> None:
    """Download from the first address that answers into `part`, going on where it stopped.

    Raises PackageError; `part` stays then, for the next time. `on_progress` gets (bytes, all).
    """
    try:
        part.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PackageError(
            _("cannot be made: {reason}").format(reason=_reason(error)), where=str(part.parent)
        ) from error
    failure: PackageError | None = None
    for address in addresses:
        try:
            _fetch(address, part, on_progress)
            return
        except _FAILED as error:
            failure = _broken_off(address, _reason(error))
        except PackageError as error:
            failure = error
    if failure is not None:
        raise failure


def _fetch(address: str, part: Path, on_progress: Progress | None) -> None:
    mark = part.with_name(part.name + ".etag")
    have = part.stat().st_size if part.exists() else 0
    headers = dict(_AGENT)
    if have and mark.exists():
        headers |= {"Range": f"bytes={have}-", "If-Range": mark.read_text("ascii", "replace")}
    request = urllib.request.Request(address, headers=headers)
    try:
        answer = urllib.request.urlopen(request, timeout=_TIMEOUT)
    except urllib.error.HTTPError as error:
        with error:
            if error.code == 416 and _all(error.headers) == have:  # nothing was left to fetch
                return
        if error.code == 416:
            part.unlink()
        raise
    with answer:
        resumed = answer.status == 206 and _start(answer.headers) == have
        have = have if resumed else 0
        length = answer.headers.get("Content-Length") or ""
        total = have + int(length) if length.isdigit() else 0
        _bounded(address, part, total, have)
        _note(mark, answer.headers)
        with part.open("ab" if resumed else "wb") as file:
            while piece := answer.read(_BLOCK):
                file.write(piece)
                have += len(piece)
                _bounded(address, part, have, have)
                if on_progress:
                    on_progress(have, max(total, have))
    if total and have < total:
        raise _broken_off(address, _("{have} of {total} bytes came").format(have=have, total=total))
    mark.unlink(missing_ok=True)


def _bounded(address: str, part: Path, total: int, have: int) -> None:
    """Raises PackageError for what is too large for a package or for the disk."""
    if total > MOST_BYTES:
        raise PackageError(_("it is larger than 2 GB"), where=address)
    if total - have > shutil.disk_usage(part.parent).free:
        raise PackageError(
            _("needs {needed} MB, more than is free").format(needed=total // 10**6),
            where=str(part.parent),
        )


def _note(mark: Path, headers: Any) -> None:
    """Remember which file this was; a server that names none cannot be asked for the rest."""
    name = headers.get("ETag") or ""
    if not name or name.startswith("W/"):  # a weak one does not vouch for bytes
        name = headers.get("Last-Modified") or ""
    if name:
        mark.write_text(name, "ascii", "replace")
    else:
        mark.unlink(missing_ok=True)


def _start(headers: Any) -> int:
    """Where a partial answer starts: `Content-Range: bytes 100-199/200` → 100."""
    text = (headers.get("Content-Range") or "").removeprefix("bytes ").partition("-")[0]
    return int(text) if text.isdigit() else -1


def _all(headers: Any) -> int:
    """The whole length: `Content-Range: bytes */200` → 200."""
    text = (headers.get("Content-Range") or "").rpartition("/")[2]
    return int(text) if text.isdigit() else -1


def _broken_off(address: str, reason: str) -> PackageError:
    return PackageError(
        _("the download broke off: {reason}").format(reason=reason),
        where=address,
        hint=_("run it again; it goes on from there"),
    )


def _reason(error: BaseException) -> str:
    inner = getattr(error, "reason", None) or getattr(error, "strerror", None) or error
    return str(inner) or type(error).__name__
