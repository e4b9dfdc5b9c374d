"""Packages: which there are, how one comes and goes.

Lives here: PackageInfo, `find_packages`, `given`, `unpacked`, `install_file`, `remove`. Argos' own
folder is used, so that argospm and the workbench share what is installed. A shipped or given archive
is unpacked once into the user's data folder, under its hash.
May import: config, errors, language, wording, `manifest`, `unpack` and, to prove an install, `runtime`.
Apart from `runtime` because finding a package needs no engine.
"""

from __future__ import annotations

import contextlib
import json
import re
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from workbench.config import environment, shipped, user_data
from workbench.drafting import manifest
from workbench.drafting.unpack import read_card, read_metadata, refused, unpack, usable
from workbench.errors import EngineError, PackageError
from workbench.wording import _

_CARD_LIMIT = 1024**2
_PAIR = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True)
class PackageInfo:
    """A package, unpacked or still an archive."""

    path: Path
    """The folder with `model/`, the tokenizer and `metadata.json`, or the archive with them."""
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
        """The model card that came with it: its README."""
        if self.path.is_file():
            return read_card(self.path)
        for name in ("README.md", "CARD.md"):
            try:
                with (self.path / name).open("rb") as file:
                    return file.read(_CARD_LIMIT).decode("utf-8", "replace")
            except OSError:
                continue
        return ""

    @property
    def size(self) -> int:
        """Bytes on disk."""
        if self.path.is_file():
            return self.path.stat().st_size
        return sum(file.stat().st_size for file in self.path.rglob("*") if file.is_file())


def argos_folder() -> Path:
    """Where Argos keeps installed packages; the same rules as `argostranslate.settings`, without
    its import, which makes folders in the user's home."""
    home = Path.home()
    if environment("SNAP"):
        home = Path(environment("SNAP_USER_DATA") or home)
    data = Path(environment("XDG_DATA_HOME") or home / ".local" / "share") / "argos-translate"
    config = Path(environment("XDG_CONFIG_HOME") or home / ".config") / "argos-translate"
    named = environment("ARGOS_PACKAGES_DIR")
    if not named:
        try:
            settings = json.loads((config / "settings.json").read_text("utf-8"))
            named = str(settings.get("ARGOS_PACKAGES_DIR") or "")
        except (OSError, ValueError, AttributeError, RecursionError):
            named = ""
    return Path(named) if named else data / "packages"


def find_packages() -> list[PackageInfo]:
    """Every package that could be used, in order of look-up; damaged ones are left out."""
    return [*_installed(), *_shipped()]


def _installed() -> list[PackageInfo]:
    """By language pair, the newest version of a pair first."""
    folder = argos_folder()
    try:
        places = sorted(folder.iterdir()) if folder.is_dir() else []
    except OSError:
        return []
    found = [package for place in places if (package := _package(place, "installed"))]
    found.sort(key=lambda package: version_key(package.version), reverse=True)
    return sorted(found, key=lambda package: package.code)


def _shipped() -> Iterator[PackageInfo]:
    archives = [
        PackageInfo(archive, "shipped", read_metadata(archive), _noted_hash(archive))
        for archive in sorted(shipped("packages").glob("*.argosmodel"))
    ]
    yield from sorted(archives, key=lambda one: version_key(one.version), reverse=True)


def _noted_hash(archive: Path) -> str:
    """The hash that lies beside an archive as `<archive>.sha256`."""
    try:
        words = archive.with_name(archive.name + ".sha256").read_text("ascii", "replace").split()
    except OSError:
        return ""
    return words[0].lower() if words and re.fullmatch(r"[0-9A-Fa-f]{64}", words[0]) else ""


def version_key(version: str) -> tuple[int, ...]:
    """`1.10` comes after `1.9`."""
    return tuple(int(part) for part in re.findall(r"\d+", version)[:6])


def _package(folder: Path, origin: str) -> PackageInfo | None:
    try:
        metadata = json.loads((folder / "metadata.json").read_text("utf-8"))
        whole = (folder / "model" / "model.bin").is_file()
    except (OSError, ValueError, RecursionError):
        return None
    if not whole or not usable(metadata) or metadata.get("type", "translate") != "translate":
        return None
    return PackageInfo(folder, origin, metadata, manifest.archive_hash(folder))


def given(path: Path) -> PackageInfo:
    """A package named by path: an archive or an unpacked folder. Raises PackageError."""
    if not path.is_dir():
        return PackageInfo(path, "given", read_metadata(path))
    package = _package(path, "given")
    if package is None:
        raise PackageError(
            _("is not a package: no metadata.json or no model/model.bin"), where=str(path)
        )
    return package


def unpacked(package: PackageInfo) -> Path:
    """The folder of a package, after its hashes were proved; an archive is unpacked, once.

    Safe against other processes doing the same: the folder is made beside and renamed. Raises
    PackageError: not what was shipped, installed or listed; no place to unpack to.
    """
    if package.path.is_dir():
        if name := manifest.changed(package.path):
            raise PackageError(
                _("{name} is not what was installed (its hash differs)").format(name=name),
                where=str(package.path),
                hint=_("install the package again"),
            )
        return package.path
    digest = _proved_hash(package)
    folder = user_data() / "packages" / f"{package.code}-{digest[:16]}"
    if folder.is_dir() and not manifest.changed(folder):
        return folder
    _place_folder(package.path, folder, again=False)
    return folder


def _proved_hash(package: PackageInfo) -> str:
    """The archive's hash, as noted beside it or computed; it is computed before it is unpacked."""
    noted = package.sha256
    if noted and (user_data() / "packages" / f"{package.code}-{noted[:16]}").is_dir():
        return noted
    try:
        digest = manifest.sha256(package.path)
    except OSError as error:
        raise _no_place(package.path, error) from error
    if noted and noted != digest:
        raise PackageError(
            _("is not the file that was shipped (its hash differs)"),
            where=str(package.path),
            hint=_("install the workbench again"),
        )
    return digest


def _place_folder(archive: Path, folder: Path, *, again: bool = True, prove: bool = False) -> None:
    """Unpack an archive to `folder`; what stands there is replaced `again`, or where it is not sound.

    With `prove`, only once it was seen to work. A sound folder is never moved away for the same bytes: another process may be reading it.
    """
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        space = Path(tempfile.mkdtemp(prefix=".unpacking-", dir=folder.parent))
    except OSError as error:
        raise _no_place(folder.parent, error) from error
    try:
        metadata = unpack(archive, space / "new")
        if prove:
            _works(PackageInfo(space / "new", "given", metadata), archive)
        if folder.is_dir() and (again or manifest.changed(folder)):
            with contextlib.suppress(FileNotFoundError):
                folder.replace(space / "old")
        (space / "new").replace(folder)
    except OSError as error:
        if not folder.is_dir():  # else another process was first, with the same bytes
            raise _no_place(folder, error) from error
    finally:
        shutil.rmtree(space, ignore_errors=True)


def _works(package: PackageInfo, archive: Path) -> None:
    """Translate a word with an unpacked package: what cannot would be found before all others, and
    every draft would fail. Raises PackageError."""
    from workbench.drafting.runtime import LoadedPackage  # an engine is loaded here alone

    try:
        LoadedPackage(package, threads=1).run(["a"])
    except EngineError as error:
        raise refused(archive, error.message.replace(f"{package.path}/", "")) from error


def _no_place(path: Path, error: OSError) -> PackageError:
    return PackageError(
        _("cannot be used: {reason}").format(reason=error.strerror or error),
        where=str(path),
        hint=_("name a folder you may write to in WORKBENCH_DATA or ARGOS_PACKAGES_DIR"),
    )


def install_file(path: Path, *, sha256: str = "") -> PackageInfo:
    """Install an archive into Argos' own folder; the same version of the same pair is replaced.

    `sha256` is what the user expects the archive's hash to be. Raises PackageError; what was
    installed before stays then.
    """
    metadata = read_metadata(path)
    if sha256 and manifest.sha256(path) != sha256.lower():
        raise PackageError(_("its hash is not the one that was asked for"), where=str(path))
    name = f"{metadata['from_code']}_{metadata['to_code']}"
    if not _PAIR.fullmatch(name):
        raise PackageError(
            _("its language codes are not codes: {name}").format(name=name), where=str(path)
        )
    version = re.sub(r"[^\w]+", "_", metadata["package_version"])[:40]
    folder = argos_folder() / f"translate-{name}-{version}"
    _place_folder(path, folder, prove=True)
    package = _package(folder, "installed")
    if package is None:
        raise PackageError(_("is incomplete after unpacking"), where=str(folder))
    return package


def remove(code: str) -> list[PackageInfo]:
    """Remove installed packages of a code such as `en_ja`. Raises PackageError if none is."""
    installed = _installed()
    gone = [package for package in installed if package.code == code.replace("-", "_")]
    if not gone:
        known = ", ".join(sorted({package.code for package in installed})) or "–"
        raise PackageError(
            _("no package {code} is installed").format(code=code),
            hint=_("installed: {codes}").format(codes=known),
        )
    for package in gone:
        try:
            if package.path.is_symlink():
                package.path.unlink()
            else:
                shutil.rmtree(package.path)
        except OSError as error:
            raise PackageError(
                _("cannot be removed: {reason}").format(reason=error.strerror or error),
                where=str(package.path),
            ) from error
    return gone
