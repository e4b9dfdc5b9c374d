"""TMX 1.4b, the exchange format of translation memories.

Lives here: `read_tmx` and `write_tmx`, both streaming. Takes a file, gives MemoryEntry after
MemoryEntry; takes entries, gives a file of level 2 (inline elements kept). What TMX says and our
entries have no field for (attributes, props, notes, the inline elements) goes into `properties` and
comes back when the entry is written. Context and place use the prop types of OmegaT (`prev`, `next`,
`file`, `id`).
May import: catalog (its way to write files), errors, language, memory, wording; lxml.
Apart from `tbx` because a memory is a stream of a million segments and a termbase is a tree.
Source: TMX 1.4b specification, LISA OSCAR, 2005-04-26.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from workbench.errors import CatalogError, ExchangeError
from workbench.exchange.inline import elements_of, text_of
from workbench.language import with_script
from workbench.memory import MemoryEntry
from workbench.wording import _

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_PLAIN = {"previous": "prev", "next": "next", "document": "file", "unit": "id"}
_OWN = {prop: field for field, prop in _PLAIN.items()}
_FIELDS = ("creationid", "creationdate", "changeid", "changedate", "usagecount")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_STAMP = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)T(\d\d):?(\d\d):?(\d\d)Z?$")


def read_tmx(path: Path, source: str, target: str) -> Iterator[MemoryEntry]:
    """The entries of a language pair, in the file's order; units without it are passed over.

    Bounded memory at any size. Raises ExchangeError with file:line: no TMX, malformed, entities.
    """
    from lxml import etree

    size = _size(path)
    wanted = (with_script(source), with_script(target))
    try:
        with path.open("rb") as file:
            if not size:
                raise ExchangeError(_("is empty"), where=str(path), hint=_("export it again"))
            stream = etree.iterparse(
                file, events=("start", "end"), resolve_entities=False, no_network=True,
                load_dtd=False, huge_tree=False,
            )  # fmt: skip
            yield from _units(stream, path, wanted)
    except etree.XMLSyntaxError as error:
        raise ExchangeError(
            _("is no well-formed XML: {reason}").format(reason=error.msg),
            where=f"{path}:{error.lineno or 1}",
        ) from None
    except OSError as error:
        raise ExchangeError(
            _("cannot be read: {reason}").format(reason=error.strerror or error), where=str(path)
        ) from error


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError as error:
        raise ExchangeError(
            _("cannot be read: {reason}").format(reason=error.strerror or error), where=str(path)
        ) from error


def _units(stream: Any, path: Path, wanted: tuple[str, str]) -> Iterator[MemoryEntry]:
    first = True
    for event, element in stream:
        if first:
            _proved(element, path)
            first = False
        name = _name(element)
        if event == "start":
            continue
        if name == "tu":
            entry = _entry(element, wanted)
            if entry is not None:
                yield entry
            element.clear()
            while element.getprevious() is not None:  # finished units would stay in the tree
                del element.getparent()[0]


def _proved(root: Any, path: Path) -> None:
    where = f"{path}:{root.sourceline or 1}"
    if _name(root) != "tmx":
        raise ExchangeError(
            _("the root element is <{name}>, not <tmx>").format(name=_name(root)), where=where
        )
    dtd = root.getroottree().docinfo.internalDTD
    if dtd is not None and any(True for _entity in dtd.iterentities()):
        raise ExchangeError(
            _("declares entities"), where=where, hint=_("save it without a DOCTYPE")
        )


def _name(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _entry(tu: Any, wanted: tuple[str, str]) -> MemoryEntry | None:
    sides: dict[str, Any] = {}
    for tuv in tu.iterchildren("{*}tuv", "tuv"):
        code = tuv.get(_LANG) or tuv.get("lang") or ""
        sides.setdefault(_base(code), tuv)
    if wanted[0] not in sides or wanted[1] not in sides:
        return None
    properties: dict[str, str] = {}
    texts = []
    for side, code in zip(("source", "target"), wanted, strict=True):
        seg = next(sides[code].iterchildren("{*}seg", "seg"), None)
        text, inline = text_of(seg)
        texts.append(text)
        if inline:
            properties[f"{side} seg"] = inline
        _told(sides[code], f"{side} ", properties)
    _told(tu, "", properties)
    fields = {field: properties.pop(prop, "") for prop, field in _taken(properties)}
    mine = {name: _either(properties, name) for name in _FIELDS}
    if not texts[0].strip() or not texts[1].strip():
        return None
    return MemoryEntry(
        texts[0], texts[1],
        previous=fields.get("previous"), next=fields.get("next"),
        document=fields.get("document", ""), unit=fields.get("unit", ""),
        author=mine["changeid"] or mine["creationid"], origin="import",
        created=_iso(mine["creationdate"]), changed=_iso(mine["changedate"]),
        used=int(mine["usagecount"]) if mine["usagecount"].isdecimal() else 0,
        properties=properties,
    )  # fmt: skip


def _base(code: str) -> str:
    """`en-US`, `EN_us`, `eng` → the primary language."""
    return with_script(code)


def _taken(properties: dict[str, str]) -> list[tuple[str, str]]:
    return [(f"prop {prop}", field) for prop, field in _OWN.items() if f"prop {prop}" in properties]


def _told(element: Any, prefix: str, properties: dict[str, str]) -> None:
    """Attributes, props and notes of a tu or tuv; repeated ones are numbered."""
    for name, value in element.attrib.items():
        if name not in (_LANG, "lang"):
            properties[f"{prefix}@{name}"] = value
    for child in element.iterchildren():
        kind = _name(child)
        if kind in ("prop", "note"):
            key = f"{prefix}{kind} {child.get('type', '')}".rstrip()
            number, base = 1, key
            while key in properties:
                number += 1
                key = f"{base} #{number}"
            properties[key] = "".join(child.itertext())


def _either(properties: dict[str, str], name: str) -> str:
    """An attribute of the tu, else of the target's or the source's tuv."""
    return next((v for p in ("", "target ", "source ") if (v := properties.get(f"{p}@{name}"))), "")


def _iso(stamp: str) -> str:
    match = _STAMP.match(stamp.strip())
    return "{}-{}-{}T{}:{}:{}Z".format(*match.groups()) if match else ""


def write_tmx(path: Path, entries: Iterable[MemoryEntry], source: str, target: str) -> int:
    """Write a TMX 1.4 file; returns the number of units. Raises ExchangeError; the file that was
    there is untouched then."""
    from lxml import etree

    from workbench import __version__
    from workbench.catalog.atomic import writing

    count = 0
    try:
        with writing(path) as file, etree.xmlfile(file, encoding="utf-8") as out:
            out.write_declaration()
            with out.element("tmx", {"version": "1.4"}):
                header = etree.Element("header", {
                    "creationtool": "translation-workbench", "creationtoolversion": __version__,
                    "datatype": "html", "segtype": "paragraph", "adminlang": "en",
                    "srclang": source, "o-tmf": "translation-workbench",
                })  # fmt: skip
                out.write(header, pretty_print=True)
                with out.element("body"):
                    for entry in entries:
                        out.write(_unit(entry, source, target), pretty_print=False)
                        out.write("\n")
                        count += 1
    except CatalogError as error:
        raise ExchangeError(error.message, where=error.where, hint=error.hint) from error
    return count


def _unit(entry: MemoryEntry, source: str, target: str) -> Any:
    from lxml import etree

    tu = etree.Element("tu")
    properties = dict(entry.properties)
    _restored(tu, "", properties)
    stamps = {"creationdate": entry.created, "changedate": entry.changed}
    for name, value in stamps.items():
        if value and f"target @{name}" not in properties and f"source @{name}" not in properties:
            tu.set(name, re.sub(r"[-:]", "", value))
    if entry.author and not any(f"{p}@{n}" in properties for p in ("", "target ", "source ")
                                for n in ("changeid", "creationid")):  # fmt: skip
        tu.set("changeid", _legal(entry.author))
    if entry.used:
        tu.set("usagecount", str(entry.used))
    for field, prop in _PLAIN.items():
        value = getattr(entry, field)
        if value is not None and (value or field in ("previous", "next")):
            etree.SubElement(tu, "prop", {"type": prop}).text = _legal(value)
    for side, code, text in (("source", source, entry.source), ("target", target, entry.target)):
        tuv = etree.SubElement(tu, "tuv", {_LANG: code})
        _restored(tuv, f"{side} ", properties)
        tuv.append(elements_of(_legal(text), properties.get(f"{side} seg", "")))
    return tu


def _restored(element: Any, prefix: str, properties: dict[str, str]) -> None:
    """Attributes, notes and props as they were read."""
    from lxml import etree

    for key in sorted(properties):
        if not key.startswith(prefix) or (not prefix and key.startswith(("source ", "target "))):
            continue
        name = re.sub(r" #\d+$", "", key.removeprefix(prefix))
        value = _legal(properties[key])
        if name.startswith("@"):
            with contextlib.suppress(ValueError):
                element.set(name[1:], value)
        elif name.startswith(("note", "prop")):
            kind, _space, type_ = name.partition(" ")
            child = etree.SubElement(element, kind, {"type": type_} if type_ else {})
            child.text = value


def _legal(text: str) -> str:
    """Without characters that XML cannot hold."""
    return _ILLEGAL.sub("", text)
