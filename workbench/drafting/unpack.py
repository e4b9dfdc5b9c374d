"""Archives from strangers.

Lives here: `read_metadata`, `read_card`, `unpack`, `refused`. Takes an `.argosmodel` (a zip), puts
what an engine needs into a folder, or refuses with a reason: paths that leave the folder, links,
bombs, names that stand twice, encrypted, truncated or strange archives. Pickled files
(`stanza/*.pt`) are not even unpacked.
May import: errors, wording and `manifest` of this room.
Apart from `packages` because trust is one thing and places another.
"""

from __future__ import annotations

import json
import shutil
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any

from workbench.drafting import manifest
from workbench.errors import PackageError
from workbench.wording import _

MOST_BYTES = 4 * 1024**3
MOST_FILES = 2_000
MOST_RATIO = 200
"""Unpacked to packed; weights hardly compress, dictionaries ten to one."""
_SMALL = 1024**2
_SKIPPED = {"stanza", "spacy", "minisbd", "__MACOSX"}
_PICKLED = {".pt", ".pth", ".pkl", ".pickle", ".joblib", ".dill"}
_NEEDED = ("from_code", "to_code", "package_version")
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, ValueError,
)  # fmt: skip
"""What zipfile raises for damaged, encrypted or unknown archives; RecursionError is a RuntimeError."""


def read_metadata(path: Path) -> dict[str, Any]:
    """The metadata of an archive, after all of its entries were looked at. Raises PackageError."""
    with _opened(path) as archive:
        return _metadata(archive, _proved(archive, path), path)


def read_card(path: Path) -> str:
    """The README.md of an archive; empty where it has none. Raises PackageError."""
    with _opened(path) as archive:
        for entry in _proved(archive, path):
            if PurePosixPath(entry.filename).parts[1:] == ("README.md",) and _small(entry):
                return archive.read(entry).decode("utf-8", "replace")
    return ""


def unpack(path: Path, folder: Path) -> dict[str, Any]:
    """Unpack into `folder` (made here; must not exist). Raises PackageError; nothing stays then."""
    part = folder.with_name(folder.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    try:
        with _opened(path) as archive:
            entries = _proved(archive, path)
            metadata = _metadata(archive, entries, path)
            _room_for(entries, folder.parent)
            for entry in entries:
                top, *rest = PurePosixPath(entry.filename).parts
                inner = PurePosixPath(*rest)
                if entry.is_dir() or top in _SKIPPED or not _wanted(inner):
                    continue
                place = part / inner
                place.parent.mkdir(parents=True, exist_ok=True)
                with archive.open(entry) as source, place.open("wb") as target:
                    _copied(source, target, entry, path)
        manifest.write(part, manifest.sha256(path))
        part.replace(folder)
    except OSError as error:
        raise PackageError(
            _("cannot be unpacked: {reason}").format(reason=error.strerror or error),
            where=str(folder),
        ) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return metadata


def _wanted(inner: PurePosixPath) -> bool:
    pickled = inner.suffix.lower() in _PICKLED
    return bool(inner.parts) and inner.parts[0] not in _SKIPPED and not pickled


def _copied(source: Any, target: Any, entry: zipfile.ZipInfo, path: Path) -> None:
    """Copy no more than the entry declared."""
    left = entry.file_size
    while piece := source.read(1024 * 1024):
        left -= len(piece)
        if left < 0:
            raise refused(path, _("{name} is larger than declared").format(name=entry.filename))
        target.write(piece)


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """The archive; whatever reading it raises is said in one line."""
    try:
        archive = zipfile.ZipFile(path)
    except FileNotFoundError as error:
        raise PackageError(_("does not exist"), where=str(path)) from error
    except PermissionError as error:
        raise PackageError(_("may not be read"), where=str(path)) from error
    except (*_DAMAGED, OSError) as error:
        raise refused(path, _("it is not a whole zip archive")) from error
    with archive:
        try:
            yield archive
        except _DAMAGED as error:
            raise refused(path, _("it is damaged: {reason}").format(reason=error)) from error


def _proved(archive: zipfile.ZipFile, path: Path) -> list[zipfile.ZipInfo]:
    """All entries, if all may be trusted."""
    entries = archive.infolist()
    if len(entries) > MOST_FILES:
        raise refused(path, _("it holds {count} files").format(count=len(entries)))
    seen: set[str] = set()
    tops: set[str] = set()
    for entry in entries:
        name = entry.filename.rstrip("/")
        reason = _suspect(entry)
        if not reason and name.lower() in seen:
            reason = _("an entry stands twice: {name}").format(name=name)
        if reason:
            raise refused(path, reason)
        seen.add(name.lower())
        tops |= set(PurePosixPath(name).parts[:1]) - _SKIPPED
    total = sum(entry.file_size for entry in entries)
    if total > MOST_BYTES:
        raise refused(path, _("it unpacks to {size} GB").format(size=total // 1024**3))
    if total > _SMALL and total > MOST_RATIO * path.stat().st_size:
        raise refused(path, _("it unpacks to far more than it is"))
    if len(tops) != 1:
        raise refused(path, _("it should hold one folder, not {count}").format(count=len(tops)))
    return entries


def _suspect(entry: zipfile.ZipInfo) -> str:
    """Why an entry may not be trusted; empty where it may."""
    name = entry.orig_filename
    parts = PurePosixPath(name).parts
    if name.startswith(("/", "\\")) or "\\" in name or ":" in name or ".." in parts:
        return _("an entry leaves the folder: {name}").format(name=name)
    if not name.strip("/ .") or any(ord(char) < 32 or ord(char) == 127 for char in name):
        return _("an entry has no proper name: {name}").format(name=name)
    mode = entry.external_attr >> 16
    if stat.S_ISLNK(mode):
        return _("an entry is a link: {name}").format(name=name)
    if stat.S_IFMT(mode) not in {0, stat.S_IFREG, stat.S_IFDIR}:
        return _("an entry is neither file nor folder: {name}").format(name=name)
    if entry.flag_bits & 1:
        return _("it is encrypted")
    if entry.file_size > _SMALL and entry.file_size > MOST_RATIO * max(1, entry.compress_size):
        return _("{name} unpacks to far more than it is").format(name=name)
    return ""


def _room_for(entries: list[zipfile.ZipInfo], folder: Path) -> None:
    """Raises PackageError where the disk is too small for what is to come."""
    needed = sum(entry.file_size for entry in entries)
    free = shutil.disk_usage(folder).free
    if needed > free:
        raise PackageError(
            _("needs {needed} MB, and {free} MB are free").format(
                needed=needed // 10**6, free=free // 10**6
            ),
            where=str(folder),
            hint=_("make room, then run it again"),
        )


def _metadata(
    archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], path: Path
) -> dict[str, Any]:
    names = {PurePosixPath(e.filename).parts[1:]: e for e in entries if not e.is_dir()}
    entry = names.get(("metadata.json",))
    if entry is None or not _small(entry):
        raise refused(path, _("it has no metadata.json"))
    try:
        metadata = json.loads(archive.read(entry))
    except (*_DAMAGED, OSError) as error:
        raise refused(path, _("its metadata.json cannot be read")) from error
    if not usable(metadata):
        raise refused(path, _("its metadata.json names no language pair"))
    if ("model", "model.bin") not in names:
        raise refused(path, _("it has no model/model.bin"))
    if not {("sentencepiece.model",), ("bpe.model",)} & set(names):
        raise refused(path, _("it has no tokenizer"))
    return dict(metadata)


def usable(metadata: object) -> bool:
    """Whether metadata names a language pair and a version, as text."""
    return isinstance(metadata, dict) and all(
        isinstance(metadata.get(key), str) and metadata[key].strip() for key in _NEEDED
    )


def _small(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size <= _SMALL


def refused(path: Path, reason: str) -> PackageError:
    """The error for an archive that is not taken, with the reason."""
    return PackageError(
        _("refused: {reason}").format(reason=reason),
        where=str(path),
        hint=_("get it again from where it came; nothing was installed"),
    )
