"""Packages from Argos' index: the only network code of the workbench.

Lives here: `install_from_index`. Takes a language pair; reads the index that argostranslate is set to
(ARGOS_PACKAGE_INDEX), downloads the newest package with resume and progress, proves size and hash
where the index or the server gives them, installs it.
May import: errors, config, wording, `packages` of this room; argostranslate's settings, urllib.
Apart from `packages` so that nothing else can reach the network.
"""

from __future__ import annotations

import hashlib
import json
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from workbench.config import user_data
from workbench.drafting.engine import Progress
from workbench.drafting.packages import PackageInfo, install_file
from workbench.errors import PackageError
from workbench.wording import _

_TIMEOUT = 30.0
_INDEX_LIMIT = 16 * 1024**2
_PACKAGE_LIMIT = 2 * 1024**3


def index_address() -> str:
    """Where argostranslate looks for packages."""
    from argostranslate import settings

    return str(settings.remote_package_index)


def install_from_index(
    source: str, target: str, *, on_progress: Progress | None = None
) -> PackageInfo:
    """Download and install the newest package of a pair. Raises PackageError: offline, no such pair,
    damaged; a broken download is gone on with next time."""
    entry = _entry(_index(), source, target)
    links = [
        link for link in entry.get("links", []) if str(link).startswith(("http://", "https://"))
    ]
    if not links:
        raise PackageError(_("the index gives no address for it"), where=f"{source}_{target}")
    name = f"translate-{source}_{target}-{entry['package_version']}.argosmodel"
    part = user_data() / "downloads" / (name + ".part")
    try:
        part.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PackageError(
            _("cannot be made: {reason}").format(reason=error.strerror or error),
            where=str(part.parent),
        ) from error
    _download(str(links[0]), part, on_progress)
    _prove(part, entry)
    whole = part.with_name(name)
    part.replace(whole)
    try:
        return install_file(whole)
    finally:
        whole.unlink(missing_ok=True)


def _index() -> list[dict[str, Any]]:
    address = index_address()
    try:
        with urllib.request.urlopen(address, timeout=_TIMEOUT) as answer:
            table = json.loads(answer.read(_INDEX_LIMIT))
    except (urllib.error.URLError, OSError) as error:
        raise PackageError(
            _("the package index cannot be reached: {reason}").format(
                reason=getattr(error, "reason", error)
            ),
            where=address,
            hint=_("offline? install a file: `workbench engine install FILE.argosmodel`"),
        ) from error
    except ValueError as error:
        raise PackageError(_("the package index is not JSON"), where=address) from error
    if not isinstance(table, list):
        raise PackageError(_("the package index is not a list"), where=address)
    return [entry for entry in table if isinstance(entry, dict)]


def _entry(table: list[dict[str, Any]], source: str, target: str) -> dict[str, Any]:
    mine = [e for e in table if (e.get("from_code"), e.get("to_code")) == (source, target)]
    if not mine:
        pairs = sorted({f"{e.get('from_code')}_{e.get('to_code')}" for e in table})
        raise PackageError(
            _("the index has no package from {source} to {target}").format(
                source=source, target=target
            ),
            hint=_("it has {pairs}").format(pairs=", ".join(pairs[:40])),
        )
    return max(mine, key=lambda e: _version(str(e.get("package_version", "0"))))


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(part) if part.isdigit() else 0 for part in text.split("."))


def _download(address: str, part: Path, on_progress: Progress | None) -> None:
    """Fetch into `part`, going on where an earlier attempt stopped."""
    have = part.stat().st_size if part.exists() else 0
    request = urllib.request.Request(address)
    if have:
        request.add_header("Range", f"bytes={have}-")
    try:
        with urllib.request.urlopen(request, timeout=_TIMEOUT) as answer:
            resumed = answer.status == 206
            have = have if resumed else 0
            length = int(answer.headers.get("Content-Length") or 0)
            total = have + length
            if total > _PACKAGE_LIMIT:
                raise PackageError(_("it is larger than 2 GB"), where=address)
            with part.open("ab" if resumed else "wb") as file:
                while piece := answer.read(256 * 1024):
                    file.write(piece)
                    have += len(piece)
                    if on_progress:
                        on_progress(have, max(total, have))
        if length and have < total:
            raise PackageError(
                _("the download broke off at {have} of {total} bytes").format(
                    have=have, total=total
                ),
                where=address,
                hint=_("run it again; it goes on from there"),
            )
    except urllib.error.HTTPError as error:
        if error.code == 416:  # nothing left to fetch
            return
        raise _broken_off(address, error) from error
    except (urllib.error.URLError, OSError) as error:
        raise _broken_off(address, error) from error


def _broken_off(address: str, error: Exception) -> PackageError:
    return PackageError(
        _("the download broke off: {reason}").format(reason=getattr(error, "reason", error)),
        where=address,
        hint=_("run it again; it goes on from there"),
    )


def _prove(part: Path, entry: dict[str, Any]) -> None:
    """Size and hash, where the index gives them. A file that fails is deleted."""
    wanted = str(entry.get("sha256", ""))
    size = entry.get("size")
    reason = ""
    if isinstance(size, int) and part.stat().st_size != size:
        reason = _("{found} bytes, the index says {wanted}").format(
            found=part.stat().st_size, wanted=size
        )
    elif wanted and hashlib.sha256(part.read_bytes()).hexdigest() != wanted:
        reason = _("its hash is not the one in the index")
    if reason:
        part.unlink()
        raise PackageError(
            _("the download is damaged: {reason}").format(reason=reason), hint=_("run it again")
        )
