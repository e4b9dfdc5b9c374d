"""XLIFF read by position: units with the byte offsets of their targets and states.

Lives here: `working_copy` (any encoding ⇄ UTF-8), Scan, which gives segments one by one while it reads,
and Spot, where a segment lies. Takes bytes; memory is bounded by the largest unit. A DTD inside the file
is refused, one outside is never fetched; depth is capped; what does not belong to a unit is passed over.
May import: errors, language, wording, `bilingual` and `codes`, `dialects` of this room; the standard library's expat, which
says at which byte everything stands, as lxml does not.
Apart from `write` because reading a file needs none of its bytes a second time.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from workbench.errors import ExchangeError
from workbench.exchange.bilingual import STAGES, Offer, Segment
from workbench.exchange.xliff.codes import OUTER, Coded, Content, local, notes_of, text_of
from workbench.exchange.xliff.dialects import (
    COPIES,
    CORE,
    DIALECTS,
    LOCKS,
    OFFERED,
    VENDORS,
    VERSIONS,
    meaning,
    places_of,
)
from workbench.language import info
from workbench.wording import _

_CHUNK = 1 << 16
_DEEP = 200
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?\sencoding\s*=\s*[\"']([A-Za-z][\w.:-]{0,40})[\"']")
_XML = "http://www.w3.org/XML/1998/namespace lang xml"
_UNSAFE = re.compile(r"[%/#\x00-\x20\x7f]")
_RATE = re.compile(r"\s*(\d{1,3})(?:\.\d*)?\s*%?\s*")


class Tag(NamedTuple):
    """An element's start tag: its byte offset and attributes."""

    at: int
    attributes: dict[str, str]


@dataclass(slots=True)
class Text:
    """A `<source>`, `<seg-source>`, `<target>`, or a mark in one of these."""

    at: int
    attributes: dict[str, str]
    content: Content
    end: int
    """Where expat says that it closes."""


class Spot:
    """Where one segment lies in its file."""

    __slots__ = (
        "before",
        "coded",
        "copied",
        "mark",
        "part",
        "said",
        "source",
        "target",
        "uncut",
        "unit",
    )

    def __init__(
        self, unit: Unit, source: Text, target: Text | None, mark: bool = False,
        said: Tag | None = None, part: Part | None = None,
    ) -> None:  # fmt: skip
        self.unit = unit
        self.source = source
        self.target = target
        """The element or mark that holds its target; None where there is none yet."""
        self.mark = mark
        """Whether it is a mark in a segmented unit."""
        self.said = said
        """The `sdl:seg` that speaks of it."""
        self.part = part
        self.uncut = False
        """Whether its source is cut into segments and its target is not."""
        self.copied = False
        """Whether its target is a copy of the source that waits for a translation: it counts as none."""
        self.coded: Coded = NO_CODES
        self.before: Coded | None = None

    def tag(self, element: str) -> Tag | None:
        """The start tag that a table calls so; None where it is not there."""
        if element == "target":
            whole = self.unit.target
            return None if whole is None else Tag(whole.at, whole.attributes)
        if element == "unit":
            return self.unit.tag
        if element == "segment":
            return None if self.part is None else self.part.tag
        return self.said


class Unit:
    """A `<trans-unit>` or `<unit>` as it is read."""

    __slots__ = (
        "data", "definitions", "line", "locked", "notes", "offers", "places", "seg_source", "segments",
        "source", "tag", "target",
    )  # fmt: skip

    def __init__(self, tag: Tag, line: int) -> None:
        """Most have next to nothing, so that nothing is made for each."""
        self.tag = tag
        self.line = line
        self.locked = ""
        self.source: Text | None = None
        self.seg_source: Text | None = None
        self.target: Text | None = None
        self.segments: tuple[Part, ...] = ()
        self.notes: tuple[str, ...] = ()
        self.places: tuple[tuple[str, int | None], ...] = ()
        self.offers: tuple[tuple[str, dict[str, str], Text | None, Text | None], ...] = ()
        self.data: dict[str, str] = _NO_DATA
        self.definitions: dict[str, Tag] = _NO_TAGS
        """`sdl:seg` by the mark they are of."""


_NO_DATA: dict[str, str] = {}
_NO_TAGS: dict[str, Tag] = {}
NO_CODES = Coded("")


@dataclass(slots=True)
class Part:
    """A `<segment>` of XLIFF 2."""

    tag: Tag
    source: Text | None = None
    target: Text | None = None


@dataclass(frozen=True, slots=True)
class Copy:
    """A file's bytes in UTF-8, and the way back."""

    data: bytes
    encoding: str = ""
    """Empty: the file itself is UTF-8."""
    mark: bytes = b""

    def back(self, data: bytes) -> bytes:
        """Bytes in the file's own encoding; what it cannot hold as character references."""
        if not self.encoding:
            return data
        return self.mark + data.decode().encode(self.encoding, "xmlcharrefreplace")


_MARKS = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def working_copy(data: bytes, name: str) -> Copy:
    """The file in UTF-8. Raises ExchangeError: an unknown encoding, or one in which the bytes cannot be
    kept."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _recoded(data[2:], encoding, mark, name)
    if data[:4] in {b"<\0?\0", b"<\0x\0"}:
        return _recoded(data, "utf-16-le", b"", name)
    if data[:4] in {b"\0<\0?", b"\0<\0x"}:
        return _recoded(data, "utf-16-be", b"", name)
    declared = _DECLARED.match(data.removeprefix(codecs.BOM_UTF8))
    encoding = declared[1].decode("ascii").lower() if declared else "utf-8"
    if encoding in {"utf-8", "utf8"}:
        return Copy(data)
    return _recoded(data, encoding, b"", name)


def _recoded(data: bytes, encoding: str, mark: bytes, name: str) -> Copy:
    try:
        text = data.decode(encoding)
        kept = text.encode(encoding) == data
        made = text.encode()
    except (LookupError, TypeError):
        raise ExchangeError(
            _("declares the unknown encoding {name}").format(name=encoding), where=name
        ) from None
    except (UnicodeError, ValueError) as error:
        raise ExchangeError(
            _("is not {name}: {reason}").format(name=encoding, reason=getattr(error, "reason", "")),
            where=name,
        ) from None
    if not kept:
        raise ExchangeError(
            _("cannot be kept byte for byte in {name}").format(name=encoding),
            where=name,
            hint=_("save it as UTF-8"),
        )
    return Copy(made, encoding, mark)


class Scan:
    """One file, read once. Iterate over `segments()`; the languages are there with the first."""

    def __init__(self, data: bytes, name: str) -> None:
        """`data`: UTF-8."""
        from xml.parsers import expat

        self._data, self._name = data, name
        self.version = ""
        self.source_language = self.target_language = ""
        self._dialect = ""
        self._places: tuple[tuple[str, str], ...] = ()
        self._vendor = ""
        self._core: str | None = None
        self._ready: list[Segment] = []
        self._keys: dict[str, int] = {}
        self._files: dict[str, int] = {}
        self._file = ""
        self._stack: list[_Known] = []
        self._deep = 0
        self._translate: list[str] = [""]
        self._unit: Unit | None = None
        self._part: Part | None = None
        self._offer: tuple[dict[str, str], list[Text | None]] | None = None
        self._content: Content = []
        self._inside = False
        self._role = ""
        self._first = True
        self._opened = Tag(0, {})
        self._said: list[str] = []
        self._known: dict[str, _Known] = {}
        parser = expat.ParserCreate("utf-8", namespace_separator=" ")
        parser.namespace_prefixes = True
        parser.buffer_text = True
        parser.buffer_size = 1 << 16
        parser.StartNamespaceDeclHandler = self._declared
        parser.StartDoctypeDeclHandler = self._doctype
        parser.SkippedEntityHandler = self._entity
        self._parser: Any = parser
        self._usual()

    @property
    def form(self) -> str:
        """`xliff 1.2`, or the dialect."""
        return f"xliff {self.version}" + (f" {self._vendor}" if self._vendor else "")

    def segments(self) -> Iterator[Segment]:
        """The segments, in order. Raises ExchangeError."""
        from xml.parsers import expat

        parser, data = self._parser, self._data
        view = memoryview(data)
        at, size = 0, _CHUNK
        try:
            while at < len(data):
                parser.Parse(view[at : at + size], False)
                at = min(at + size, len(data))
                if self._ready:
                    ready, self._ready = self._ready, []
                    yield from ready
                waiting = at - max(parser.CurrentByteIndex, 0)
                size = max(_CHUNK, waiting)  # a token is looked at from its beginning each time
            parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise self._broken(error) from None
        yield from self._ready

    def _broken(self, error: Any) -> ExchangeError:
        from xml.parsers.expat import ErrorString, errors

        where = f"{self._name}:{error.lineno}:{error.offset + 1}"
        cut = error.code in {
            errors.codes[errors.XML_ERROR_NO_ELEMENTS],
            errors.codes[errors.XML_ERROR_UNCLOSED_TOKEN],
            errors.codes[errors.XML_ERROR_UNCLOSED_CDATA_SECTION],
            errors.codes[errors.XML_ERROR_PARTIAL_CHAR],
        }
        unit = self._named(self._unit) if self._unit is not None else ""
        if cut and self._stack:
            said = _("breaks off in unit {unit}") if unit else _("breaks off in the middle")
            return ExchangeError(said.format(unit=unit), where=where, hint=_("ask for it again"))
        reason = ErrorString(error.code)
        said = _("is no well-formed XML: {reason}").format(reason=reason)
        if unit:
            said += " " + _("(in unit {unit})").format(unit=unit)
        return ExchangeError(said, where=where)

    def _refused(self, said: str, hint: str = "") -> ExchangeError:
        line = self._parser.CurrentLineNumber
        return ExchangeError(said, where=f"{self._name}:{line}", hint=hint)

    def _declared(self, _prefix: str | None, uri: str | None) -> None:
        known = DIALECTS.get(VENDORS.get(uri or "", ""), "")
        if known and not self._vendor and self._unit is None and len(self._stack) < 2:
            self._vendor = known

    def _doctype(self, _name: str, _system: object, _public: object, inside: int) -> None:
        if inside:
            raise self._refused(
                _("has a DTD of its own, which may hide anything"),
                _("save it without a DOCTYPE"),
            )

    def _entity(self, name: str, _parameter: object) -> None:
        raise self._refused(
            _("uses the entity {name}, which it does not declare").format(name=name)
        )

    def _usual(self) -> None:
        self._parser.StartElementHandler = self._open
        self._parser.EndElementHandler = self._close
        self._parser.CharacterDataHandler = None

    # what stands around units

    def _open(self, name: str, attributes: dict[str, str]) -> None:
        if self._inside:
            self._open_code(name, attributes)
            return
        known = self._known.get(name)
        if known is None:
            known = self._known[name] = self._meant(name)
        stack = self._stack
        if not stack:
            self._root(name, attributes)
        elif known.open is None:
            self._deep = 1
            self._parser.StartElementHandler = self._pass
            self._parser.EndElementHandler = self._passed
            return
        elif len(stack) > _DEEP:
            raise self._refused(_("is nested more than {count} deep").format(count=_DEEP))
        stack.append(known)
        known.open(self, attributes)  # type: ignore[misc]

    def _close(self, _name: str) -> None:
        if self._inside and self._deep:
            self._deep -= 1
            self._content.append((False, "", _NO_DATA, self._parser.CurrentByteIndex))
            return
        close = self._stack.pop().close
        if close is not None:
            close(self)

    def _pass(self, name: str, _attributes: dict[str, str]) -> None:
        self._deep += 1
        if self._deep > _DEEP:
            raise self._refused(_("is nested more than {count} deep").format(count=_DEEP))

    def _passed(self, _name: str) -> None:
        self._deep -= 1
        if not self._deep:
            self._parser.StartElementHandler = self._open
            self._parser.EndElementHandler = self._close

    def _root(self, name: str, attributes: dict[str, str]) -> None:
        if local(name) != "xliff":
            raise self._refused(
                _("the root element is <{name}>, not <xliff>").format(name=local(name))
            )
        space = name.split(" ")[0] if " " in name else ""
        version = attributes.get("version", "")
        core = CORE.fullmatch(space)
        number = core[1] if core else ""
        if space and not core:
            raise self._refused(_("is in the unknown namespace {name}").format(name=space))
        if not version:
            version = number
        if version not in VERSIONS:
            raise self._refused(
                _("XLIFF {version} is not read").format(version=version or "?"),
                _("known: {names}").format(names=", ".join(VERSIONS)),
            )
        if number not in VERSIONS[version]:
            raise self._refused(
                _("mixes versions: it says {version} and is in the namespace of {number}").format(
                    version=version, number=number
                )
            )
        self.version, self._core = version, space
        second = version[0] == "2"
        first = "xliff 1.2" if version == "1.2" else "xliff 1.1"
        self._dialect = "xliff 2" if second else self._vendor or first
        self._first = not second
        self._places = places_of(self._dialect)
        self._known = {name: self._meant(name)}
        if second:
            self.source_language = attributes.get("srcLang", "")
            self.target_language = attributes.get("trgLang", "")

    def _meant(self, name: str) -> _Known:
        """What an element is here; none of ours: passed over with all that is in it."""
        if self._core is None:
            return _ROOT
        parts = name.split(" ")
        space = parts[0] if len(parts) > 1 else ""
        if space == self._core:
            table = _SECOND if self.version[0] == "2" else _FIRST
            known = table.get(local(name))
            if known is None and local(name) in _MIXED[self.version[0]]:
                raise self._refused(
                    _("mixes versions: <{name}> in a file of version {version}{unit}").format(
                        name=local(name), version=self.version, unit=self._in_unit()
                    )
                )
            return known or _UNKNOWN
        if CORE.fullmatch(space):
            raise self._refused(
                _("mixes versions: <{name}> of {number} in a file of version {version}{unit}").format(
                    name=local(name), number=space.rpartition(":")[2], version=self.version,
                    unit=self._in_unit(),
                )
            )  # fmt: skip
        vendor = VENDORS.get(space, "")
        return _THEIRS.get(f"{vendor}:{local(name)}", _UNKNOWN) if vendor else _UNKNOWN

    def _in_unit(self) -> str:
        return (
            " " + _("(in unit {unit})").format(unit=self._named(self._unit)) if self._unit else ""
        )

    def _open_file(self, attributes: dict[str, str]) -> None:
        if self._unit is not None:
            return
        second = self.version[0] == "2"
        name = attributes.get("id" if second else "original", "")
        if not second:
            self._languages(attributes, name)
        name = name.replace("\\", "/").rpartition("/")[2]
        number = self._files.get(name, 0)
        self._files[name] = number + 1
        if len(self._files) == 1 and not number:
            self._file = ""
        else:
            self._file = _escaped(name) + (f"~{number + 1}" if number else "") + "#"
        self._translate.append(attributes.get("translate", self._translate[-1]))

    def _languages(self, attributes: dict[str, str], name: str) -> None:
        said = (attributes.get("source-language", ""), attributes.get("target-language", ""))
        if not self._files:
            self.source_language, self.target_language = said
            return
        for was, now in zip((self.source_language, self.target_language), said, strict=True):
            if was and now and _base(was) != _base(now):
                raise self._refused(
                    _("the file {name} in it is {now}, the first one {was}").format(
                        name=name, now=now, was=was
                    ),
                    _("split it by languages"),
                )
        self.source_language = self.source_language or said[0]
        self.target_language = self.target_language or said[1]

    def _open_group(self, attributes: dict[str, str]) -> None:
        self._translate.append(attributes.get("translate", self._translate[-1]))

    def _close_group(self) -> None:
        if self._unit is None and len(self._translate) > 1:
            self._translate.pop()

    # a unit

    def _open_unit(self, attributes: dict[str, str]) -> None:
        if self._unit is not None:
            raise self._refused(
                _("a unit stands in unit {unit}").format(unit=self._named(self._unit))
            )
        parser = self._parser
        unit = Unit(Tag(parser.CurrentByteIndex, attributes), parser.CurrentLineNumber)
        if (attributes.get("translate") or self._translate[-1]) == "no":
            unit.locked = 'translate="no"'
        if attributes.get("resname") and attributes["resname"] != attributes.get("id"):
            unit.notes = (_line("resname: " + attributes["resname"]),)
        if attributes.get("name") and attributes["name"] != attributes.get("id"):
            unit.notes = (*unit.notes, _line("name: " + attributes["name"]))
        self._unit = unit

    def _open_text(self, attributes: dict[str, str]) -> None:
        parser = self._parser
        self._role = self._stack[-1].name
        self._opened = Tag(parser.CurrentByteIndex, attributes)
        content: Content = []
        self._content = content
        self._deep = 0
        if _XML in attributes and self._unit is not None and self._offer is None:
            self._spoken(attributes[_XML])
        self._inside = True
        parser.CharacterDataHandler = content.append

    def _spoken(self, code: str) -> None:
        """Refuse a text that says it is in another language than its file."""
        side = self._role
        wanted = self.target_language if side == "target" else self.source_language
        if code and wanted and _base(code) != _base(wanted):
            raise self._refused(
                _("the {side} of unit {unit} is in {code}, not in {wanted}").format(
                    side=side, unit=self._named(self._unit), code=code, wanted=wanted
                )
            )

    def _open_code(self, name: str, attributes: dict[str, str]) -> None:
        self._deep += 1
        if self._deep > _DEEP:
            raise self._refused(_("is nested more than {count} deep").format(count=_DEEP))
        parts = name.split(" ")
        own = len(parts) == 1 or parts[0] == self._core
        name = parts[0] if len(parts) == 1 else parts[1]
        self._content.append(
            (True, name if own else f"{parts[0]} {name}", attributes, self._parser.CurrentByteIndex)
        )

    def _close_text(self) -> None:
        parser = self._parser
        parser.CharacterDataHandler = None
        self._inside = False
        opened = self._opened
        text = Text(opened.at, opened.attributes, self._content, parser.CurrentByteIndex)
        unit = self._unit
        if self._offer is None and self._part is None and unit is not None and self._first:
            if self._role == "target":
                unit.target = text
            elif self._role == "source":
                unit.source = text
            else:
                unit.seg_source = text
        else:
            self._take(self._role, text)

    def _take(self, role: str, text: Text) -> None:
        if self._offer is not None:
            self._offer[1][role == "target"] = text
        elif self._part is not None and role == "target":
            self._part.target = text
        elif self._part is not None:
            self._part.source = text

    def _open_said(self, attributes: dict[str, str]) -> None:
        self._opened = Tag(0, attributes)
        self._said = []
        self._parser.CharacterDataHandler = self._said.append

    def _close_said(self) -> str:
        self._parser.CharacterDataHandler = None
        text = "".join(self._said)
        self._said = []
        return text

    def _close_note(self) -> None:
        text = self._close_said()
        unit, told = self._unit, self._opened.attributes
        if unit is None or self._offer is not None:
            return
        who = told.get("from") or told.get("category") or ""
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        unit.notes += tuple(
            [_line(f"{who}: {line}" if who and not n else line) for n, line in enumerate(lines)]
        )

    def _close_context(self) -> None:
        text = " ".join(self._close_said().split())
        unit = self._unit
        kind = self._opened.attributes.get("context-type", "")
        if unit is None or self._offer is not None or not text:
            return
        if kind == "sourcefile":
            unit.places = (*unit.places, (text, None))
        elif kind == "linenumber" and unit.places and unit.places[-1][1] is None:
            if text.isascii() and text.isdecimal() and len(text) < 10:
                unit.places = (*unit.places[:-1], (unit.places[-1][0], int(text)))
        else:
            unit.notes = (*unit.notes, _line(f"{kind.removeprefix('x-')}: {text}"))

    def _close_data(self) -> None:
        text = self._close_said()
        if self._unit is not None and self._offer is None:
            if self._unit.data is _NO_DATA:
                self._unit.data = {}
            self._unit.data[self._opened.attributes.get("id", "")] = text

    def _open_part(self, attributes: dict[str, str]) -> None:
        if self._unit is not None:
            self._part = Part(Tag(self._parser.CurrentByteIndex, attributes))

    def _close_part(self) -> None:
        if self._unit is not None and self._part is not None:
            self._unit.segments += (self._part,)
        self._part = None

    def _close_gap(self) -> None:
        self._part = None

    def _open_offer(self, attributes: dict[str, str]) -> None:
        if self._unit is not None:
            self._offer = (attributes, [None, None])

    def _close_offer(self) -> None:
        if self._offer is None or self._unit is None:
            return
        told, (source, target) = self._offer
        self._offer = None
        if told.get("alttranstype", "") in OFFERED and target is not None:
            self._unit.offers += ((told.get("ref", ""), told, source, target),)

    def _open_definition(self, attributes: dict[str, str]) -> None:
        if self._unit is not None:
            tag = Tag(self._parser.CurrentByteIndex, attributes)
            if self._unit.definitions is _NO_TAGS:
                self._unit.definitions = {}
            self._unit.definitions[attributes.get("id", "")] = tag

    def _nothing(self, _attributes: dict[str, str]) -> None:
        pass

    # a unit is read

    def _named(self, unit: Unit | None) -> str:
        if unit is None:
            return ""
        told = unit.tag.attributes
        return self._file + (told.get("id") or told.get("resname") or f"line {unit.line}")

    def _close_unit(self) -> None:
        unit = self._unit
        self._unit = None
        if unit is None:
            return
        told = unit.tag.attributes
        name = told.get("id") or told.get("resname") or f"n{len(self._keys) + 1}"
        base = self._file + _escaped(name)
        if self._first and unit.source is not None and unit.seg_source is None:
            self._add(base, unit, self._spot(unit, unit.source, unit.target))
            return
        for suffix, spot in self._spots(unit):
            self._add(base + suffix, unit, spot)

    def _add(self, key: str, unit: Unit, spot: Spot) -> None:
        if key in self._keys:
            raise ExchangeError(
                _("the id {unit} is given twice, first in line {line}").format(
                    unit=key, line=self._keys[key]
                ),
                where=f"{self._name}:{unit.line}",
                hint=_("ask for a file with ids of its own"),
            )
        self._keys[key] = unit.line
        segment = self._segment(key, unit, spot)
        if segment is not None:
            self._ready.append(segment)

    def _spots(self, unit: Unit) -> list[tuple[str, Spot]]:
        """The segments of a unit and what is added to its id for each."""
        if self.version[0] == "2":
            parts = [part for part in unit.segments if part.source is not None]
            return [
                (
                    "/" + _escaped(part.tag.attributes["id"])
                    if part.tag.attributes.get("id")
                    else f"/{number}" if len(parts) > 1 else "",
                    Spot(unit, part.source, part.target, part=part),
                )
                for number, part in enumerate(parts, 1)
                if part.source is not None
            ]  # fmt: skip
        if unit.source is None:
            return []
        marks = marks_of(unit.seg_source)
        if marks:
            theirs = dict(marks_of(unit.target))
            if theirs or unit.target is None or not _speaks(unit.target.content):
                return [
                    (f"/{_escaped(mid)}", self._spot(unit, text, theirs.get(mid), mid))
                    for mid, text in marks
                ]
            if len(marks) == 1:
                ((mid, text),) = marks
                return [(f"/{_escaped(mid)}", self._spot(unit, text, unit.target, mid=mid))]
            spot = self._spot(unit, unit.source, unit.target)
            spot.uncut = True
            return [("", spot)]
        return [("", self._spot(unit, unit.source, unit.target))]

    def _spot(self, unit: Unit, source: Text, target: Text | None, mid: str | None = None) -> Spot:
        """A segment of 1.2: a unit, or one mark of it."""
        said = None
        if unit.definitions:
            said = unit.definitions.get(mid or "")
            if said is None and len(unit.definitions) == 1:
                (said,) = unit.definitions.values()
        return Spot(unit, source, target, mid is not None, said)

    def _segment(self, key: str, unit: Unit, spot: Spot) -> Segment | None:
        coded = spot.coded = text_of(spot.source.content, data=unit.data)
        source = coded.text.strip(OUTER)
        if not source:
            return None
        target = ""
        if spot.target is not None and spot.target.content:
            spot.before = text_of(spot.target.content, coded, unit.data)
            target = spot.before.text.strip(OUTER)
        said, stage = self.stated(spot)
        if target == source and said in COPIES:
            spot.copied = True
            target = ""
        notes = (*unit.notes, *notes_of(coded)) if coded.shown else unit.notes
        offers = tuple(self._offered(unit, key, coded)) if unit.offers else ()
        return Segment(
            key, unit.line, source, target, stage if target else "empty", said,
            self._locked(unit, spot), notes, unit.places, offers, spot,
        )  # fmt: skip

    def _locked(self, unit: Unit, spot: Spot) -> str:
        if unit.locked:
            return unit.locked
        if not self._vendor:
            return ""
        for element, name, values in LOCKS:
            value = attribute(spot.tag(element), name)
            if value is not None and value.lower() in values:
                return f'{name}="{value}"'
        return ""

    def stated(self, spot: Spot) -> tuple[str, str]:
        """(the file's own word, how far that is)."""
        for place in self._places:
            value = attribute(spot.tag(place[0]), place[1])
            if value is not None:
                return value, meaning(self._dialect, place, value)
        return "", meaning(self._dialect, self._places[0], None)

    @property
    def dialect(self) -> str:
        """Its name in the table of states."""
        return self._dialect

    def _offered(self, unit: Unit, key: str, coded: Coded) -> Iterator[Offer]:
        for ref, told, source, target in unit.offers:
            last = ref.rpartition("=")[2].rpartition("/")[2].lstrip("#")
            if ref and len(unit.segments) > 1 and not key.endswith("/" + _escaped(last)):
                continue
            if told.get("mid") and not key.endswith("/" + _escaped(told["mid"])):
                continue
            said = (
                told.get("match-quality")
                or told.get("matchQuality")
                or told.get("similarity")
                or ""
            )
            rate = _RATE.fullmatch(said)
            text = text_of(target.content, coded, unit.data).text.strip(OUTER) if target else ""
            if not text:
                continue
            other = coded.text if source is None else text_of(source.content, coded, unit.data).text
            number = min(int(rate[1]), 102) if rate else (100 if source is None else 0)
            origin = " ".join(
                (told.get("origin") or told.get("tool-id") or told.get("tool") or "").split()
            )
            yield Offer(number, origin, other.strip(OUTER), text)


def attribute(tag: Tag | None, name: str) -> str | None:
    """The value of an attribute, by its name in the tables."""
    if tag is None:
        return None
    if ":" not in name:
        return tag.attributes.get(name)
    full = spelled(tag, name)
    return tag.attributes[full] if full else None


def spelled(tag: Tag, name: str) -> str:
    """expat's name of an attribute that the tables call `mq:status`; empty where it is not there."""
    vendor, _colon, own = name.partition(":")
    for full in tag.attributes:
        parts = full.split(" ")
        if len(parts) > 1 and parts[1] == own and VENDORS.get(parts[0]) == vendor:
            return full
    return ""


def marks_of(text: Text | None) -> list[tuple[str, Text]]:
    """The segments that marks cut a text into, by their ids."""
    found: list[tuple[str, Text]] = []
    if text is None or not any(type(item) is tuple for item in text.content):
        return found
    depth = 0
    begun: tuple[str, int, Any] | None = None
    for index, item in enumerate(text.content):
        if isinstance(item, str):
            continue
        opens, name, attributes, offset = item
        if opens:
            depth += 1
            if begun is None and name == "mrk" and attributes.get("mtype") == "seg":
                mid = attributes.get("mid") or attributes.get("id") or f"n{len(found) + 1}"
                begun = (mid, index, (depth, offset, attributes))
        else:
            if begun is not None and begun[2][0] == depth:
                mid, first, (_depth, at, told) = begun
                content = text.content[first + 1 : index]
                found.append((mid, Text(at, told, content, offset)))
                begun = None
            depth -= 1
    return found


def _speaks(content: Content) -> bool:
    return any(isinstance(item, str) and item.strip() for item in content)


def _base(code: str) -> str:
    return info(code).code


def _line(text: str) -> str:
    return " ".join(text.split())


def _escaped(name: str) -> str:
    if _UNSAFE.search(name) is None:
        return name
    return _UNSAFE.sub(lambda match: "".join(f"%{b:02X}" for b in match[0].encode()), name)


Opening = Callable[[Scan, dict[str, str]], None]


class _Known(NamedTuple):
    """What an element is: its name, what happens where it opens and where it closes."""

    name: str
    open: Opening | None = None
    close: Callable[[Scan], Any] | None = None


_UNKNOWN = _Known("")
_ROOT = _Known("xliff", Scan._nothing)
_TEXTS = {
    name: _Known(name, Scan._open_text, Scan._close_text)
    for name in ("source", "seg-source", "target")
}
_FIRST = {
    "file": _Known("file", Scan._open_file, Scan._close_group),
    "body": _Known("body", Scan._nothing),
    "group": _Known("group", Scan._open_group, Scan._close_group),
    "trans-unit": _Known("unit", Scan._open_unit, Scan._close_unit),
    **_TEXTS,
    "note": _Known("note", Scan._open_said, Scan._close_note),
    "context-group": _Known("context-group", Scan._nothing),
    "context": _Known("context", Scan._open_said, Scan._close_context),
    "alt-trans": _Known("offer", Scan._open_offer, Scan._close_offer),
}
_SECOND = {
    "file": _Known("file", Scan._open_file, Scan._close_group),
    "group": _Known("group", Scan._open_group, Scan._close_group),
    "unit": _Known("unit", Scan._open_unit, Scan._close_unit),
    "segment": _Known("segment", Scan._open_part, Scan._close_part),
    "ignorable": _Known("ignorable", Scan._open_part, Scan._close_gap),
    "source": _TEXTS["source"],
    "target": _TEXTS["target"],
    "notes": _Known("notes", Scan._nothing),
    "note": _Known("note", Scan._open_said, Scan._close_note),
    "originalData": _Known("originalData", Scan._nothing),
    "data": _Known("data", Scan._open_said, Scan._close_data),
}
_THEIRS = {
    "sdl:seg-defs": _Known("sdl:seg-defs", Scan._nothing),
    "sdl:seg": _Known("sdl:seg", Scan._open_definition),
    "mtc:matches": _Known("matches", Scan._nothing),
    "mtc:match": _Known("offer", Scan._open_offer, Scan._close_offer),
}
_MIXED = {
    "1": frozenset(["unit", "segment", "ignorable", "originalData"]),
    "2": frozenset(["trans-unit", "seg-source", "alt-trans", "body", "bin-unit"]),
}
RANK = {stage: number for number, stage in enumerate(STAGES)}
