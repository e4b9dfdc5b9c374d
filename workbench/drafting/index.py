"""Packages from Argos' index: what is there, and which one is meant.

Lives here: `install_from_index`. Takes a language pair; reads the index that argostranslate is set to
(ARGOS_PACKAGE_INDEX), has the newest package downloaded, proves size and hash where the index or the
user gives them, installs it. `argostranslate.package.update_package_index` is not used: offline it
calls itself until Python gives up.
May import: config, errors, wording, `download`, `packages`, `route` of this room; argostranslate.
Apart from `packages` so that nothing else can reach the network.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from workbench.config import user_data
from workbench.drafting import manifest
from workbench.drafting.download import fetch, read
from workbench.drafting.engine import Progress
from workbench.drafting.packages import PackageInfo, install_file, version_key
from workbench.drafting.route import argos_code
from workbench.errors import PackageError
from workbench.wording import _

_INDEX_LIMIT = 16 * 1024**2


def index_address() -> str:
    """Where argostranslate looks for packages. Raises PackageError if its settings are broken."""
    try:
        from argostranslate import settings
    except (OSError, ValueError, KeyError, TypeError, AssertionError) as error:
        raise PackageError(
            _("Argos' settings cannot be used: {reason}").format(reason=error),
            hint=_("look at settings.json of argos-translate and the ARGOS_ variables"),
        ) from error
    return str(settings.remote_package_index)


def install_from_index(
    source: str, target: str, *, on_progress: Progress | None = None, sha256: str = ""
) -> PackageInfo:
    """Download and install the newest package of a pair.

    `sha256` is what the user expects the archive's hash to be. Raises PackageError: offline, no such
    pair, damaged, not what was asked for; a download that broke off is gone on with next time.
    """
    start, end = argos_code(source), argos_code(target)
    entry = _entry(_index(), start, end)
    links = [link for link in _texts(entry.get("links")) if re.match(r"https?://", link)]
    if not links:
        raise PackageError(_("the index gives no address for it"), where=f"{start}_{end}")
    version = re.sub(r"[^\w.]+", "_", str(entry.get("package_version", "")))[:40]
    part = user_data() / "downloads" / f"translate-{start}_{end}-{version}.argosmodel.part"
    fetch(links, part, on_progress)
    wanted = sha256 or str(entry.get("sha256") or "")
    reason = _difference(part, entry.get("size"), wanted.lower())
    if reason:
        part.unlink()
        raise PackageError(
            _("the download is damaged: {reason}").format(reason=reason), hint=_("run it again")
        )
    whole = part.with_suffix("")
    part.replace(whole)
    try:
        package = install_file(whole)
    finally:
        whole.unlink(missing_ok=True)
    if (argos_code(package.source), argos_code(package.target)) != (start, end):
        raise PackageError(
            _("the index promised {wanted} and sent {found}").format(
                wanted=f"{start}_{end}", found=package.code
            ),
            where=str(package.path),
            hint=_("`workbench engine remove {code}` takes it away").format(code=package.code),
        )
    return package


def _difference(part: Any, size: object, wanted: str) -> str:
    """What about a download is not as promised; empty where all is well."""
    found = part.stat().st_size
    if isinstance(size, int) and found != size:
        return _("{found} bytes, the index says {wanted}").format(found=found, wanted=size)
    if wanted and manifest.sha256(part) != wanted:
        return _("its hash is another one")
    return ""


def _index() -> list[dict[str, Any]]:
    address = index_address()
    try:
        table = json.loads(read(address, _INDEX_LIMIT))
    except (ValueError, RecursionError) as error:
        raise PackageError(_("the package index is not JSON"), where=address) from error
    if not isinstance(table, list):
        raise PackageError(_("the package index is not a list"), where=address)
    return [entry for entry in table if isinstance(entry, dict)]


def _entry(table: Sequence[dict[str, Any]], start: str, end: str) -> dict[str, Any]:
    mine = [e for e in table if (e.get("from_code"), e.get("to_code")) == (start, end)]
    if not mine:
        pairs = sorted({f"{e['from_code']}_{e['to_code']}" for e in table if e.get("from_code")})
        raise PackageError(
            _("the index has no package from {source} to {target}").format(
                source=start, target=end
            ),
            hint=_("it has {pairs}").format(pairs=", ".join(pairs[:40]) or "–"),
        )
    return max(mine, key=lambda e: version_key(str(e.get("package_version", ""))))


def _texts(value: object) -> list[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []
