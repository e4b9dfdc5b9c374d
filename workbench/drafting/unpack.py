"""Archives from strangers.

Lives here: `unpack`. Takes an `.argosmodel` (a zip), puts what an engine needs into a folder, or
refuses with a reason: paths that leave the folder, links, bombs, encrypted, truncated or strange
archives. Pickled files (`stanza/*.pt`) are not even unpacked.
May import: errors, wording.
Apart from `packages` because trust is one thing and places another.
"""

from __future__ import annotations

import json
import shutil
import stat
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import Any

from workbench.errors import PackageError
from workbench.wording import _

MOST_BYTES = 4 * 1024**3
MOST_FILES = 2_000
MOST_RATIO = 200
"""Unpacked to packed; weights hardly compress, dictionaries ten to one."""
_SKIPPED = {"stanza", "spacy", "minisbd", "__MACOSX"}
_NEEDED = {"from_code", "to_code", "package_version"}


def read_metadata(path: Path) -> dict[str, Any]:
    """The metadata of an archive, after all of its entries were looked at. Raises PackageError."""
    with _opened(path) as archive:
        entries = _proved(archive, path)
        return _metadata(archive, entries, path)


def unpack(path: Path, folder: Path) -> dict[str, Any]:
    """Unpack into `folder` (made here; must not exist). Raises PackageError; nothing stays then."""
    part = folder.with_name(folder.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    try:
        with _opened(path) as archive:
            entries = _proved(archive, path)
            metadata = _metadata(archive, entries, path)
            for entry in entries:
                inner = PurePosixPath(*PurePosixPath(entry.filename).parts[1:])
                if entry.is_dir() or (inner.parts[:1] and inner.parts[0] in _SKIPPED):
                    continue
                place = part / inner
                place.parent.mkdir(parents=True, exist_ok=True)
                with archive.open(entry) as source, place.open("wb") as target:
                    _copied(source, target, entry, path)
        part.replace(folder)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as error:
        raise _refused(path, _("it is damaged: {reason}").format(reason=error)) from error
    except OSError as error:
        raise PackageError(
            _("cannot be unpacked: {reason}").format(reason=error.strerror or error),
            where=str(folder),
        ) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return metadata


def _copied(source: Any, target: Any, entry: zipfile.ZipInfo, path: Path) -> None:
    """Copy no more than the entry declared."""
    left = entry.file_size
    while piece := source.read(1024 * 1024):
        left -= len(piece)
        if left < 0:
            raise _refused(path, _("{name} is larger than declared").format(name=entry.filename))
        target.write(piece)


def _opened(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except FileNotFoundError as error:
        raise PackageError(_("does not exist"), where=str(path)) from error
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise _refused(path, _("it is not a whole zip archive")) from error


def _proved(archive: zipfile.ZipFile, path: Path) -> list[zipfile.ZipInfo]:
    """All entries, if all may be trusted."""
    entries = archive.infolist()
    if len(entries) > MOST_FILES:
        raise _refused(path, _("it holds {count} files").format(count=len(entries)))
    seen: set[str] = set()
    total = 0
    tops: set[str] = set()
    for entry in entries:
        name = entry.filename
        parts = PurePosixPath(name).parts
        if name.startswith(("/", "\\")) or "\\" in name or ":" in name or ".." in parts:
            raise _refused(path, _("an entry leaves the folder: {name}").format(name=name))
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise _refused(path, _("an entry is a link: {name}").format(name=name))
        if entry.flag_bits & 1:
            raise _refused(path, _("it is encrypted"))
        if name.lower() in seen:
            raise _refused(path, _("an entry stands twice: {name}").format(name=name))
        seen.add(name.lower())
        total += entry.file_size
        if entry.file_size > 1024**2 and entry.file_size > MOST_RATIO * max(1, entry.compress_size):
            raise _refused(path, _("{name} unpacks to far more than it is").format(name=name))
        if parts and parts[0] not in _SKIPPED:
            tops.add(parts[0])
    if total > MOST_BYTES:
        raise _refused(path, _("it unpacks to {size} GB").format(size=total // 1024**3))
    if len(tops) != 1:
        raise _refused(path, _("it should hold one folder, not {count}").format(count=len(tops)))
    return entries


def _metadata(
    archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], path: Path
) -> dict[str, Any]:
    names = {PurePosixPath(e.filename).parts[1:]: e for e in entries if not e.is_dir()}
    entry = names.get(("metadata.json",))
    if entry is None or entry.file_size > 1024**2:
        raise _refused(path, _("it has no metadata.json"))
    try:
        metadata = json.loads(archive.read(entry))
    except (ValueError, zipfile.BadZipFile, zlib.error, RuntimeError) as error:
        raise _refused(path, _("its metadata.json cannot be read")) from error
    if not isinstance(metadata, dict) or not set(metadata) >= _NEEDED:
        raise _refused(path, _("its metadata.json names no language pair"))
    if not any(parts[:1] == ("model",) and parts[-1] == "model.bin" for parts in names):
        raise _refused(path, _("it has no model"))
    return metadata


def _refused(path: Path, reason: str) -> PackageError:
    return PackageError(
        _("refused: {reason}").format(reason=reason),
        where=str(path),
        hint=_("get it again from where it came; nothing was installed"),
    )
