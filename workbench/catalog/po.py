"""PO files: the only module that knows polib.

Lives here: reading, rendering, saving. Takes a path, gives a Catalog; an entry that nobody edited
is written back byte for byte, an edited one in the form `msgcat --no-wrap` writes.
May import: collecting, model, errors, wording, language, config; polib.
Apart from `catalog` because only files need polib, and from `entries` because bytes are not units.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

import polib

from workbench.catalog.catalog import Catalog
from workbench.catalog.entries import render, units_of
from workbench.catalog.header import fields, new_header, touched
from workbench.catalog.proof import prove
from workbench.catalog.save import write_atomic
from workbench.collecting import uncollected
from workbench.errors import CatalogError
from workbench.language import info
from workbench.model import State, Unit
from workbench.wording import _

_BLOCK = re.compile(r"(?:[^\n]*\S[^\n]*\n?)+")
_HAS_ID = re.compile(r"^(?:#~ *)?msgid\b", re.M)
_CHARSET = re.compile(rb'^"Content-Type:[^"\n]*?charset=([\w.:-]+)', re.M | re.I)
_SIZE_LIMIT = 512 * 1024 * 1024


@dataclass
class Form:
    """What is kept of the file a catalog was read from."""

    header: str = ""
    """The header entry's block as written."""
    encoding: str = "utf-8"
    newline: str = "\n"
    entries: dict[str, polib.POEntry] = field(default_factory=dict)
    """Unit id → entry; several units share an entry with plural forms."""
    blocks: dict[str, str] = field(default_factory=dict)
    """Unit id → the entry's text as written; empty where blocks and entries do not match up."""
    digest: str = ""
    """SHA-256 of the bytes read."""
    writable: bool = True
    """Whether all of it was kept."""


def read_po(path: Path, *, to_write: bool = True) -> Catalog:
    """Read a catalog; not `to_write`, what only writing needs is left out, a sixth of the time.
    Raises CatalogError: missing, not text, not a PO file (file:line)."""
    with uncollected():
        return _read(path, _bytes(path), to_write)


def _read(path: Path, data: bytes, to_write: bool) -> Catalog:
    encoding, text = _decoded(data, path)
    parsed = _parse(path, encoding)
    text = text.removeprefix("\ufeff")
    prove(text, parsed, path)
    form = Form(
        encoding=encoding,
        newline="\r\n" if "\r\n" in text else "\n",
        digest=_digest(data) if to_write else "",
        writable=to_write,
    )
    blocks = _split(text.replace("\r\n", "\n"), parsed, form) if to_write else []
    units: list[Unit] = []
    for number, entry in enumerate(parsed):
        for unit in units_of(entry, number + 1):
            if unit.id in form.entries:
                unit = replace(unit, id=f"e{number + 1}")
            units.append(unit)
            form.entries[unit.id] = entry
            if blocks:
                form.blocks[unit.id] = blocks[number]
    metadata = MappingProxyType(dict(parsed.metadata))
    language = metadata.get("Language", "") or _language_of(path)
    return Catalog(
        source_language=metadata.get("X-Source-Language", "") or "en",
        target_language=info(language).code if language else "",
        units=tuple(units),
        path=path,
        metadata=metadata,
        form=form,
        base=tuple(units),
    )


def _digest(data: bytes) -> str:
    import hashlib  # OpenSSL behind it takes 3 ms

    return hashlib.sha256(data).hexdigest()


def _split(text: str, parsed: polib.POFile, form: Form) -> list[str]:
    """The text of each entry, header aside; none where text and entries do not match up."""
    blocks = [block.rstrip("\n") for block in _BLOCK.findall(text) if _has_id(block)]
    has_header = bool(parsed.metadata or parsed.metadata_is_fuzzy or parsed.header)
    if has_header and len(blocks) == len(parsed) + 1:
        form.header = blocks[0]
        return blocks[1:]
    form.header = str(parsed.metadata_as_entry()) if has_header else ""
    return []


def _has_id(block: str) -> bool:
    """Whether a block is an entry; the plain look first, the pattern is ten times slower."""
    return block.startswith("msgid ") or "\nmsgid " in block or bool(_HAS_ID.search(block))


def _language_of(path: Path) -> str:
    """The language a path of the form `<language>/LC_MESSAGES/x.po` names."""
    parts = path.absolute().parts
    return parts[-3] if len(parts) > 2 and parts[-2] == "LC_MESSAGES" else ""


def _bytes(path: Path) -> bytes:
    where = str(path)
    try:
        if path.is_dir():
            raise CatalogError(_("is a folder, not a catalog"), where=where)
        if path.stat().st_size > _SIZE_LIMIT:
            raise CatalogError(_("is larger than 512 MiB"), where=where, hint=_("split it first"))
        data = path.read_bytes()
    except OSError as error:
        raise CatalogError(
            _("cannot be read: {reason}").format(reason=error.strerror or error),
            where=where,
            hint=_("check the name, or make one with `workbench extract ARTICLE`"),
        ) from error
    if not data.strip():
        raise CatalogError(
            _("is empty"), where=where, hint=_("make one with `workbench extract ARTICLE`")
        )
    if b"\0" in data:
        raise CatalogError(
            _("is not a PO file: it holds a NUL byte at offset {offset}").format(
                offset=data.index(b"\0")
            ),
            where=where,
        )
    return data


def _decoded(data: bytes, path: Path) -> tuple[str, str]:
    """The declared encoding, and the data in it."""
    match = _CHARSET.search(data)
    name = match[1].decode("ascii") if match else "utf-8"
    name = "utf-8" if name.upper() in {"CHARSET", "ASCII", "US-ASCII"} else name
    try:
        text = data.decode(name)
    except LookupError:
        raise CatalogError(
            _("declares the unknown charset {name}").format(name=name), where=str(path)
        ) from None
    except UnicodeDecodeError as error:
        raise CatalogError(
            _("is not {name}: byte {byte:#04x} at offset {offset}").format(
                name=name, byte=data[error.start], offset=error.start
            ),
            where=str(path),
            hint=_("convert it with `msgconv -t UTF-8`"),
        ) from None
    return name, text


def _parse(path: Path, encoding: str) -> polib.POFile:
    """polib's reading, with its exceptions translated."""
    try:
        return polib.pofile(str(path), encoding=encoding, wrapwidth=0)
    except (OSError, ValueError, IndexError, KeyError, AttributeError, TypeError) as error:
        line = re.search(r"\(line (\d+)\)(?:: *(.*))?", str(error))
        where = f"{path}:{line[1]}" if line else str(path)
        reason = (line[2] if line else "") or _("this line is not PO syntax")
        raise CatalogError(
            _("is not a valid catalog: {reason}").format(reason=reason),
            where=where,
            hint=_("`msgfmt -c` shows more"),
        ) from error


def form_of(catalog: Catalog) -> Form:
    """What is kept of the catalog's file; a fresh Form where it was never read from one."""
    return catalog.form if isinstance(catalog.form, Form) else Form()


def plural_of(catalog: Catalog, unit: Unit) -> tuple[str, str] | None:
    """(msgid, msgid_plural) of an entry with plural forms, else None."""
    entry = form_of(catalog).entries.get(unit.id)
    return (entry.msgid, entry.msgid_plural) if entry is not None and entry.msgid_plural else None


def serialise(catalog: Catalog) -> str:
    """The whole file as text: untouched entries as they were, obsolete ones last."""
    return _text(catalog, _blocks(catalog))


def _blocks(catalog: Catalog) -> list[tuple[list[Unit], str]]:
    """Each entry's units and text, in order, obsolete ones last."""
    form = form_of(catalog)
    if not form.writable:
        raise ValueError("this catalog was read without what writing needs")
    kept = dict(zip((u.id for u in catalog.base), catalog.base, strict=True))
    blocks: list[tuple[list[Unit], str]] = []
    for units in _groups(catalog, form):
        block = form.blocks.get(units[0].id)
        if block is None or any(kept.get(unit.id) is not unit for unit in units):
            block = render(units, form.entries.get(units[0].id))
        blocks.append((units, block))
    if any(units[0].state is State.OBSOLETE for units, _block in blocks):
        blocks.sort(key=lambda pair: pair[0][0].state is State.OBSOLETE)
    return blocks


def _text(catalog: Catalog, blocks: list[tuple[list[Unit], str]]) -> str:
    header = form_of(catalog).header
    if not header:
        header = new_header(catalog)
    elif catalog.moved:
        header = touched(header)
    return "\n\n".join([header, *(block for _units, block in blocks)]) + "\n"


def _groups(catalog: Catalog, form: Form) -> list[list[Unit]]:
    """Units in order, those of one plural entry together."""
    groups: list[list[Unit]] = []
    last: polib.POEntry | None = None
    for unit in catalog.units:
        entry = form.entries.get(unit.id)
        if entry is not None and entry is last:
            groups[-1].append(unit)
        else:
            groups.append([unit])
        last = entry
    return groups


def save_po(catalog: Catalog, path: Path) -> Catalog:
    """Write a catalog (atomic) and give it back as it now stands on disk.

    Raises CatalogError if it cannot be written or its encoding lacks a character.
    """
    with uncollected():
        return _save(catalog, path)


def _save(catalog: Catalog, path: Path) -> Catalog:
    form = form_of(catalog)
    blocks = _blocks(catalog)
    text = _text(catalog, blocks)
    try:
        data = (text if form.newline == "\n" else text.replace("\n", form.newline)).encode(
            form.encoding
        )
    except UnicodeEncodeError as error:
        raise CatalogError(
            _("{name} cannot write the character {char!r}").format(
                name=form.encoding, char=text[error.start]
            ),
            where=str(path),
            hint=_("convert the catalog with `msgconv -t UTF-8`"),
        ) from None
    write_atomic(path, data)
    header = text[: text.index("\n\n")] if blocks else text.rstrip("\n")
    new = replace(
        form,
        header=header,
        blocks={unit.id: block for units, block in blocks for unit in units},
        digest=_digest(data),
    )
    ordered = tuple(unit for units, _block in blocks for unit in units)
    metadata = MappingProxyType(fields(header))
    return replace(catalog, path=path, units=ordered, base=ordered, form=new, metadata=metadata)


def save_pot(catalog: Catalog, path: Path) -> None:
    """Write the template of a catalog (atomic)."""
    groups = _groups(catalog, form_of(catalog))
    blocks = [render(u, template=True) for u in groups if u[0].state is not State.OBSOLETE]
    write_atomic(path, ("\n\n".join([new_header(catalog, template=True), *blocks]) + "\n").encode())
