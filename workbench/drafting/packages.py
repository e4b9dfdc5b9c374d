"""Packages: which there are, which one is meant, how one comes and goes.

Lives here: PackageInfo, `find_packages`, `locate`, `install_file`, `remove`. Order of look-up: the
one named (--package or config), the user's installed Argos packages (Argos' own folders, so that
argospm and the workbench share them), the one that ships.
May import: config, errors, language, wording, `unpack` of this room; argostranslate's settings.
Apart from `argos` because finding a package needs no engine.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from workbench.config import environment, shipped, user_data
from workbench.drafting.unpack import read_metadata, unpack
from workbench.errors import PackageError
from workbench.language import info
from workbench.wording import _


@dataclass(frozen=True, slots=True)
class PackageInfo:
    """An unpacked package."""

    path: Path
    """The folder with `model/`, the tokenizer and `metadata.json`."""
    origin: str
    """`given`, `installed` or `shipped`."""
    metadata: dict[str, Any] = field(repr=False)
    sha256: str = ""
    """Of the archive it came from, where that is known."""

    @property
    def source(self) -> str:
        """Language it reads."""
        return str(self.metadata["from_code"])

    @property
    def target(self) -> str:
        """Language it writes."""
        return str(self.metadata["to_code"])

    @property
    def version(self) -> str:
        """The package's own version."""
        return str(self.metadata["package_version"])

    @property
    def code(self) -> str:
        """`en_ja`."""
        return f"{self.source}_{self.target}"

    @property
    def card(self) -> str:
        """The model card or README that came with it."""
        for name in ("CARD.md", "README.md"):
            if (self.path / name).is_file():
                return (self.path / name).read_text("utf-8", "replace")
        return ""

    @property
    def size(self) -> int:
        """Bytes on disk."""
        return sum(file.stat().st_size for file in self.path.rglob("*") if file.is_file())


def argos_folder() -> Path:
    """Where Argos keeps installed packages; the same rules as `argostranslate.settings`, without
    its import, which makes folders in the user's home."""
    if named := environment("ARGOS_PACKAGES_DIR"):
        return Path(named)
    base = environment("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    if environment("SNAP"):
        base = environment("SNAP_USER_DATA") or base
    return Path(base) / "argos-translate" / "packages"


def find_packages() -> list[PackageInfo]:
    """Every package that could be used, in order of look-up; damaged ones are left out."""
    found = list(_installed())
    for archive in sorted(shipped("packages").glob("*.argosmodel")):
        found.append(_shipped(archive))
    return found


def _installed() -> Iterator[PackageInfo]:
    folder = argos_folder()
    for place in sorted(folder.iterdir()) if folder.is_dir() else ():
        if package := _package(place, "installed"):
            yield package


def _package(folder: Path, origin: str, sha256: str = "") -> PackageInfo | None:
    try:
        metadata = json.loads((folder / "metadata.json").read_text("utf-8"))
        usable = metadata["from_code"] and metadata["to_code"] and metadata["package_version"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if not usable or not (folder / "model" / "model.bin").is_file():
        return None
    return PackageInfo(folder, origin, metadata, sha256)


@lru_cache(maxsize=8)
def _shipped(archive: Path) -> PackageInfo:
    """The shipped archive, unpacked once into the user's cache under its hash."""
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    beside = archive.with_name(archive.name + ".sha256")
    if beside.is_file() and beside.read_text("ascii", "replace").split()[0] != digest:
        raise PackageError(
            _("is not the file that was shipped (its hash differs)"),
            where=str(archive),
            hint=_("install the workbench again"),
        )
    return _unpacked(archive, "shipped", digest)


def _unpacked(archive: Path, origin: str, digest: str) -> PackageInfo:
    folder = user_data() / "packages" / f"{archive.stem}-{digest[:16]}"
    if not folder.is_dir():
        part = folder.with_name(f"{folder.name}.{os.getpid()}")
        try:
            folder.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise PackageError(
                _("cannot be unpacked: {reason}").format(reason=error.strerror or error),
                where=str(folder.parent),
                hint=_("name a folder you may write to in WORKBENCH_DATA"),
            ) from error
        unpack(archive, part)
        try:
            part.replace(folder)
        except OSError:  # another process was first
            shutil.rmtree(part, ignore_errors=True)
    package = _package(folder, origin, digest)
    if package is None:
        raise PackageError(
            _("is incomplete"), where=str(folder), hint=_("delete the folder; it is made again")
        )
    return package


def given(path: Path) -> PackageInfo:
    """A package named by path: an archive or an unpacked folder. Raises PackageError."""
    if path.is_dir():
        package = _package(path, "given")
        if package is None:
            raise PackageError(
                _("is not a package: no metadata.json or no model/model.bin"), where=str(path)
            )
        return package
    read_metadata(path)
    return _unpacked(path, "given", hashlib.sha256(path.read_bytes()).hexdigest())


def locate(source: str, target: str, package: Path | None = None) -> list[PackageInfo]:
    """The package of a pair, or two that lead there through a third language.

    Raises PackageError: wrong language, none installed.
    """
    source, target = info(source).code, info(target).code
    if package is not None:
        found = given(package)
        if (info(found.source).code, info(found.target).code) != (source, target):
            raise PackageError(
                _("translates {found}, not {wanted}").format(
                    found=found.code, wanted=f"{source}_{target}"
                ),
                where=str(package),
            )
        return [found]
    packages = find_packages()
    for one in packages:
        if (info(one.source).code, info(one.target).code) == (source, target):
            return [one]
    for one in packages:
        for two in packages:
            joins = info(one.target).code == info(two.source).code
            if info(one.source).code == source and joins and info(two.target).code == target:
                return [one, two]
    raise PackageError(
        _("no package translates {source} to {target}").format(source=source, target=target),
        hint=_("`workbench engine install {source} {target}`, or install FILE.argosmodel").format(
            source=source, target=target
        ),
    )


def install_file(path: Path) -> PackageInfo:
    """Install an archive into Argos' own folder; an older package of its name is replaced.

    Raises PackageError; what was installed before stays then.
    """
    metadata = read_metadata(path)
    name = f"{metadata['from_code']}_{metadata['to_code']}"
    if not re.fullmatch(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*", name):
        raise PackageError(
            _("its language codes are not codes: {name}").format(name=name), where=str(path)
        )
    version = re.sub(r"[^\w]+", "_", str(metadata["package_version"]))
    folder = argos_folder() / f"translate-{name}-{version}"
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PackageError(
            _("cannot be made: {reason}").format(reason=error.strerror or error),
            where=str(folder.parent),
        ) from error
    fresh = folder.with_name(folder.name + f".{os.getpid()}")
    unpack(path, fresh)
    old = folder.with_name(folder.name + ".old")
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.replace(old)
    fresh.replace(folder)
    shutil.rmtree(old, ignore_errors=True)
    package = _package(folder, "installed")
    if package is None:
        raise PackageError(_("is incomplete after unpacking"), where=str(folder))
    return package


def remove(code: str) -> list[PackageInfo]:
    """Remove installed packages of a code such as `en_ja`. Raises PackageError if none is."""
    gone = [package for package in _installed() if package.code == code.replace("-", "_")]
    if not gone:
        known = ", ".join(sorted({package.code for package in _installed()})) or "–"
        raise PackageError(
            _("no package {code} is installed").format(code=code),
            hint=_("installed: {codes}").format(codes=known),
        )
    for package in gone:
        shutil.rmtree(package.path)
    return gone
