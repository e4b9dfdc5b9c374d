"""A zip archive of XML parts from a stranger, opened with care.

Lives here: Package: its parts by name, each small enough, streamed; relations that stay inside; `elements`, the
XML of a part one element after the other; `rewritten`, the archive with other parts in their places. No entity,
no document type, nothing outside is ever read.
May import: errors, wording; lxml.
Apart from the forms because articles of Word and LibreOffice, e-books, review tables and term lists are
the same archive.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from typing import IO, Any

from workbench.errors import DocumentError, WorkbenchError
from workbench.wording import _

PART = 512 * 1024 * 1024
"""Bytes of one part, unpacked."""
_SMALL = 16 * 1024 * 1024
_RATIO = 250
"""How many times larger than packed a part of more than _SMALL may be; real tables are at 30 to 60."""
_ENTRIES = 20_000
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    RuntimeError,
    NotImplementedError,
    ValueError,
    OSError,
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def is_package(data: bytes, name: str, error: type[WorkbenchError] = DocumentError) -> bool:
    """Whether this is a zip archive. Raises `error` for the older form of Office, which is none, and
    is what encrypted documents are kept in, too."""
    if data.startswith(_OLE):
        raise error(
            _("has a password, or is of the old form of Office"), where=name,
            hint=_("save it without a password as .docx or .xlsx"),
        )  # fmt: skip
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06"))


class Package:
    """An open archive. Use as a context manager. What is wrong with it is raised as `error`."""

    def __init__(self, data: bytes, name: str, error: type[WorkbenchError] = DocumentError) -> None:
        """Raises `error` for what is no whole archive."""
        self.name = name
        self._error = error
        self.data = data
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            entries = self._zip.infolist()
        except _BROKEN as broken:
            raise self._bad(_("is no whole document")) from broken
        if len(entries) > _ENTRIES:
            raise self._bad(_("holds {count} parts").format(count=len(entries)))
        self._parts: dict[str, zipfile.ZipInfo] = {}
        for entry in entries:
            path = entry.filename.lower().lstrip("/")
            if path in self._parts:
                raise self._bad(_("holds the part {part} twice").format(part=entry.filename))
            self._parts[path] = entry

    def __enter__(self) -> Package:
        return self

    def __exit__(self, *_error: object) -> None:
        self._zip.close()

    def _bad(self, reason: str) -> WorkbenchError:
        return self._error(reason, where=self.name, hint=_("ask for the file again"))

    def holds(self, part: str) -> bool:
        """Whether there is such a part."""
        return part.lower() in self._parts

    def names(self) -> list[str]:
        """The parts, in lower case."""
        return list(self._parts)

    def proved(self) -> None:
        """That no part is a bomb. Raises `error`."""
        total = 0
        for entry in self._parts.values():
            self._small(entry)
            total += entry.file_size
        if total > 2 * PART:
            raise self._bad(_("is larger than 1 GiB when unpacked"))

    def _small(self, entry: zipfile.ZipInfo) -> None:
        too_much = entry.file_size > PART or (
            entry.file_size > _SMALL and entry.file_size > _RATIO * max(1, entry.compress_size)
        )
        if too_much:
            raise self._bad(
                _("its part {part} is {size} MiB when unpacked").format(
                    part=entry.filename, size=entry.file_size >> 20
                )
            )
        if entry.flag_bits & 1:
            raise self._bad(_("has a password"))

    def plain(self, name: str) -> None:
        """That a part declares nothing. Raises `error`."""
        with self.part(name) as stream:
            head = stream.read(4096)
        if b"<!DOCTYPE" in head or b"<\x00!\x00D" in head or b"\x00<\x00!\x00D" in head:
            raise self._bad(_("its part {part} declares a document type").format(part=name))

    def part(self, name: str) -> IO[bytes]:
        """A part as a stream. Raises `error` where it is not there or too large."""
        entry = self._parts.get(name.lower())
        if entry is None:
            raise self._bad(_("has no part {part}").format(part=name))
        self._small(entry)
        try:
            return self._zip.open(entry)
        except _BROKEN as error:
            raise self._bad(_("is no whole document")) from error

    def read(self, name: str) -> bytes:
        """A part, whole. Raises `error` where it is not there, too large or damaged."""
        with self.part(name) as stream:
            try:
                return stream.read()
            except _BROKEN as error:
                raise self._bad(_("is no whole document")) from error

    def rewritten(self, parts: Mapping[str, bytes]) -> bytes:
        """The archive with other contents of these parts; the others, their order, dates and packing are as
        before. Without any it is the very same bytes."""
        if not parts:
            return self.data
        new = {name.lower(): content for name, content in parts.items()}
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as archive:
            archive.comment = self._zip.comment
            for path, entry in self._parts.items():
                same = zipfile.ZipInfo(entry.filename, entry.date_time)
                same.compress_type = entry.compress_type
                same.external_attr, same.comment = entry.external_attr, entry.comment
                same.create_system = entry.create_system
                content = new[path] if path in new else self.read(path)
                archive.writestr(same, content)
        return made.getvalue()

    def elements(self, name: str, tags: Sequence[str]) -> Iterator[Any]:
        """The elements of these names (`{*}tr`), as each ends; children stay until the caller clears
        them. Raises `error`: no XML, a document type, an entity."""
        from lxml import etree

        with self.part(name) as stream:
            try:
                found = etree.iterparse(
                    stream, events=("end",), tag=tuple(tags), resolve_entities=False, load_dtd=False,
                    no_network=True, huge_tree=False, remove_comments=True, remove_pis=True,
                )  # fmt: skip
                first = True
                for _event, element in found:
                    if first and element.getroottree().docinfo.doctype:
                        raise self._bad(
                            _("its part {part} declares a document type").format(part=name)
                        )
                    first = False
                    yield element
                root = found.root
                if first and root is not None and root.getroottree().docinfo.doctype:
                    raise self._bad(_("its part {part} declares a document type").format(part=name))
            except etree.XMLSyntaxError as error:
                said = str(error).splitlines()[0] if str(error) else _("no XML")
                raise self._bad(
                    _("its part {part} is not well formed: {reason}").format(part=name, reason=said)
                ) from error
            except _BROKEN as error:
                raise self._bad(_("is no whole document")) from error

    def related(self, part: str, kind: str) -> str | None:
        """The part inside the archive that `part` ("" for the archive) names as its `kind`."""
        folder, base = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", base + ".rels")
        if not self.holds(rels):
            return None
        for link in self.elements(rels, ["{*}Relationship"]):
            if (
                link.get("Type", "").rpartition("/")[2] != kind
                or link.get("TargetMode") == "External"
            ):
                continue
            target = link.get("Target", "")
            inside = target[1:] if target.startswith("/") else posixpath.join(folder, target)
            inside = posixpath.normpath(inside)
            if self.holds(inside):
                return inside
        return None
