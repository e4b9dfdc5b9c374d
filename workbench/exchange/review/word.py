"""Review tables in Word: read with tracked changes and comments, written in the layout of Trados.

Lives here: `read` and `write`. Rows are read and written one after the other, so that a table of a hundred
thousand takes time and no memory to speak of. Written by hand, as a document is a dozen lines of XML and a
library that keeps every cell in memory is slower than its square.
May import: article, errors, wording and `table` of this folder.
Apart from `excel` because a cell of Word is a document of its own: runs, fields, changes, comments.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from workbench.article.package import Package
from workbench.errors import ExchangeError
from workbench.exchange.review.table import (
    HEADER,
    Columns,
    Edit,
    Heading,
    Note,
    Row,
    Table,
    kept,
    layout_of,
    sort_of,
)
from workbench.wording import _

_THROUGH = frozenset(
    "hyperlink smartTag fldSimple sdt sdtContent customXml dir bdo ins moveTo del moveFrom Choice".split()
)
"""What stands around runs and is no text itself; whatever is named nowhere is passed over."""
_COLUMNS = (1500, 1700, 4700, 4700, 2000)


# --- reading -----------------------------------------------------------------------------------------


def read(package: Package) -> Table:
    """The table of a document. Raises ExchangeError: no table that is known, no document."""
    part = package.related("", "officeDocument") or "word/document.xml"
    if not package.holds(part):
        raise ExchangeError(_("is no Word document"), where=package.name)
    package.proved()
    notes = _notes(package, part)
    by, on = _saved(package)
    found = _Tables(package.name, notes)
    for element in package.elements(part, ["{*}tr", "{*}p"]):
        if _local(element) == "p":
            if not any(True for _ in element.iterancestors("{*}tbl")):
                _forget(element)
        elif sum(1 for _ in element.iterancestors("{*}tbl")) == 1:
            found.row(element)
            _forget(element)
    if not found.rows and found.columns is None:
        raise ExchangeError(
            _("holds no review table that is known here"), where=package.name,
            hint=_("known are those of the workbench, Trados, memoQ, Phrase and CafeTran"),
        )  # fmt: skip
    return Table(package.name, found.layout, found.rows, by, on)


def _forget(element: Any) -> None:
    """Free what has been read."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


class _Tables:
    """The tables of a document, row by row."""

    def __init__(self, name: str, notes: dict[str, Note]) -> None:
        self._name, self._notes = name, notes
        self.rows: list[Row] = []
        self.columns: Columns | None = None
        """Of the last table that is one."""
        self.layout = ""
        self._table: Any = None
        self._number = self._tables = 0
        self._here: Columns | None = None

    def row(self, element: Any) -> None:
        """The next row."""
        table = next(element.iterancestors("{*}tbl"))
        if table is not self._table:
            self._table, self._here, self._number = table, None, 0
            self._tables += 1
        self._number += 1
        if self._here is None and self._number > 3:
            return
        cells = [_cell(tc) for tc in _cells(element)]
        if self._here is None:
            width = sum(cell.span for cell in cells)
            self._here = layout_of([cell.text for cell in cells], width)
            if self._here is None:
                return
            self.columns = self._here
            self.layout = self.layout or self._here.layout
            if self._here.header:
                return
        self._add(element, cells, self._here)

    def _add(self, element: Any, cells: list[_Cell], columns: Columns) -> None:
        where = _("row {number}").format(number=self._number)
        if self._tables > 1:
            where = _("table {table} row {number}").format(table=self._tables, number=self._number)
        odd = ""
        if len(cells) != columns.width or any(cell.span > 1 or cell.merged for cell in cells):
            odd = _("its cells were merged, added or taken away")
            cells = [*cells, *(_Cell() for _ in range(columns.width - len(cells)))]
        if _row_deleted(element):
            odd = odd or _("the row was deleted as a tracked change")
        if not any(cell.text or cell.was for cell in cells):
            return
        source, target = cells[columns.source], cells[columns.target]
        identity = cells[columns.id].text.strip()
        if not self.rows:
            self.layout = sort_of(columns.layout, "".join(identity.split()))
        for cell, what in ((target, _("the target")), (source, _("the source"))):
            if cell.odd and not odd:
                odd = _("{cell} holds {thing}").format(cell=what, thing=cell.odd)
        if target.changes and not odd and source.changes:
            odd = _("the source was changed, too")
        seen = dict.fromkeys(chain.from_iterable(cell.notes for cell in cells))
        self.rows.append(
            Row(
                identity,
                cells[columns.status].text.strip() if columns.status >= 0 else "",
                source.text,
                target.text,
                cells[columns.comment].text if columns.comment >= 0 else "",
                where,
                target.was if target.changes else None,
                target.edits,
                tuple(self._notes[number] for number in seen if number in self._notes),
                odd,
                (self._tables, self._number, columns.target, columns.source),
            )
        )


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _value(element: Any, name: str) -> str:
    """An attribute, whatever its namespace."""
    return next(
        (str(value) for key, value in element.items() if str(key).rpartition("}")[2] == name), ""
    )


def _cells(row: Any) -> Iterator[Any]:
    """The cells of a row, those inside content controls too."""
    for child in row:
        name = _local(child)
        if name == "tc":
            yield child
        elif name in {"sdt", "sdtContent", "customXml", "ins", "moveTo"}:
            yield from _cells(child)


def _row_deleted(row: Any) -> bool:
    return any(_local(mark) == "del" for child in row if _local(child) == "trPr" for mark in child)


@dataclass
class _Cell:
    """What a cell says, with its changes accepted and refused."""

    new: list[str] = field(default_factory=list)
    old: list[str] = field(default_factory=list)
    changes: list[tuple[tuple[str, str, str], list[str]]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    odd: str = ""
    span: int = 1
    merged: bool = False

    @property
    def text(self) -> str:
        """With tracked changes accepted."""
        return "".join(self.new)

    @property
    def was(self) -> str:
        """With tracked changes refused."""
        return "".join(self.old)

    def say(self, text: str, ins: Any, gone: Any) -> None:
        """Text inside an insertion, a deletion, both or none."""
        if gone is None:
            self.new.append(text)
        if ins is None:
            self.old.append(text)
        if (ins is None) == (gone is None):
            return
        mark = ins if gone is None else gone
        which = (
            "+" if gone is None else "-",
            _value(mark, "author"),
            _moment(_value(mark, "date")),
        )
        if not self.changes or self.changes[-1][0] != which:
            self.changes.append((which, []))
        self.changes[-1][1].append(text)

    @property
    def edits(self) -> tuple[Edit, ...]:
        """Its tracked changes; what one person did at one time in one stretch is one."""
        return tuple(Edit(sign, "".join(texts), by, on) for (sign, by, on), texts in self.changes)


def _moment(text: str) -> str:
    """`2026-12-01T09:30Z` of what Word writes; empty where it is no moment."""
    match = re.match(r"(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}))?", text)
    if match is None:
        return ""
    return match[1] + (f"T{match[2]}Z" if match[2] else "")


def _cell(tc: Any) -> _Cell:
    cell = _Cell()
    for mark in tc:
        if _local(mark) != "tcPr":
            continue
        for inner in mark:
            if _local(inner) == "gridSpan" and _value(inner, "val").isdecimal():
                cell.span = max(1, int(_value(inner, "val")[:3]))
            cell.merged |= _local(inner) in {"vMerge", "hMerge", "cellMerge"}
    _blocks(tc, cell, first=True)
    return cell


def _blocks(parent: Any, cell: _Cell, *, first: bool) -> bool:
    """The paragraphs of a cell; a line feed between two of them. Whether none has been seen yet."""
    for block in parent:
        name = _local(block)
        if name == "p":
            if not first:
                cell.say("\n", cell.__dict__.pop("_ins", None), cell.__dict__.pop("_gone", None))
            first = False
            _runs(block, cell, None, None)
            ins, gone = _marks(block)
            cell.__dict__["_ins"], cell.__dict__["_gone"] = ins, gone
        elif name == "tbl":
            cell.odd = cell.odd or _("a table")
        elif name in {"sdt", "sdtContent", "customXml"}:
            first = _blocks(block, cell, first=first)
        elif name in {"altChunk", "subDoc"}:
            cell.odd = cell.odd or _("another document")
    return first


def _marks(paragraph: Any) -> tuple[Any, Any]:
    """Who inserted and who deleted the end of a paragraph."""
    ins = gone = None
    for properties in paragraph:
        if _local(properties) != "pPr":
            continue
        for run in properties:
            if _local(run) == "rPr":
                for mark in run:
                    ins = mark if _local(mark) == "ins" else ins
                    gone = mark if _local(mark) == "del" else gone
    return ins, gone


def _runs(parent: Any, cell: _Cell, ins: Any, gone: Any) -> None:
    for child in parent:
        name = _local(child)
        if name == "r":
            _run(child, cell, ins, gone)
        elif name == "AlternateContent":
            _runs(child, cell, ins, gone)
        elif name in _THROUGH:
            inside = child if name in {"ins", "moveTo"} else ins
            away = child if name in {"del", "moveFrom"} else gone
            _runs(child, cell, inside, away)
        elif name in {"commentRangeStart", "commentReference"}:
            cell.notes.append(_value(child, "id"))
        elif name in {"oMath", "oMathPara"}:
            cell.odd = cell.odd or _("a formula")
        elif name in {"subDoc", "altChunk"}:
            cell.odd = cell.odd or _("another document")


_CHARACTERS = {
    "tab": "\t",
    "ptab": "\t",
    "cr": "\n",
    "noBreakHyphen": "\u2011",
    "softHyphen": "\u00ad",
}


def _run(run: Any, cell: _Cell, ins: Any, gone: Any) -> None:
    for child in run:
        name = _local(child)
        if name in {"t", "delText"}:
            cell.say(child.text or "", ins, gone)
        elif name == "br":
            cell.say("\n", ins, gone)
        elif name in _CHARACTERS:
            cell.say(_CHARACTERS[name], ins, gone)
        elif name == "sym":
            code = _value(child, "char")
            known = re.fullmatch(r"[0-9A-Fa-f]{4}", code) and not 0xD800 <= int(code, 16) < 0xE000
            cell.say(chr(int(code, 16)) if known else "\ufffd", ins, gone)
        elif name == "commentReference":
            cell.notes.append(_value(child, "id"))
        elif name == "rPr":
            if any(_local(p) == "vanish" and _value(p, "val") not in {"0", "false"} for p in child):
                cell.odd = cell.odd or _("hidden text")
        elif name == "AlternateContent" or name in {"drawing", "pict", "object", "contentPart"}:
            cell.odd = cell.odd or _("a picture or a text box")
        elif name in {"footnoteReference", "endnoteReference"}:
            cell.odd = cell.odd or _("a footnote")
        elif name == "ruby":
            cell.odd = cell.odd or _("readings above the line")


def _notes(package: Package, part: str) -> dict[str, Note]:
    """The comments of a document by their number."""
    comments = package.related(part, "comments")
    found: dict[str, Note] = {}
    if comments is None:
        return found
    for element in package.elements(comments, ["{*}comment"]):
        cell = _Cell()
        _blocks(element, cell, first=True)
        text = cell.text.strip()
        if text:
            on = _moment(_value(element, "date"))
            found[_value(element, "id")] = Note(text, _value(element, "author").strip(), on)
        _forget(element)
    return found


def _saved(package: Package) -> tuple[str, str]:
    """Who saved the document last, and when."""
    part = package.related("", "core-properties") or "docProps/core.xml"
    by = on = ""
    if package.holds(part):
        for element in package.elements(part, ["{*}lastModifiedBy", "{*}modified"]):
            if _local(element) == "modified":
                on = _moment(element.text or "")
            else:
                by = (element.text or "").strip()
    return by, on


# --- writing -----------------------------------------------------------------------------------------

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_P = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TYPES = (
    f'{_HEAD}<Types xmlns="{_P}/content-types">'
    f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_TYPE}.styles+xml"/>'
    f'<Override PartName="/word/settings.xml" ContentType="{_TYPE}.settings+xml"/>'
    f'<Override PartName="/docProps/core.xml" '
    f'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
)
_ROOT = (
    f'{_HEAD}<Relationships xmlns="{_P}/relationships">'
    f'<Relationship Id="rId1" Type="{_R}/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="rId2" Type="{_P}/relationships/metadata/core-properties" '
    f'Target="docProps/core.xml"/></Relationships>'
)
_LINKS = (
    f'{_HEAD}<Relationships xmlns="{_P}/relationships">'
    f'<Relationship Id="rId1" Type="{_R}/styles" Target="styles.xml"/>'
    f'<Relationship Id="rId2" Type="{_R}/settings" Target="settings.xml"/></Relationships>'
)
_SETTINGS = (
    f'{_HEAD}<w:settings {_W}><w:zoom w:percent="100"/><w:trackRevisions/>'
    f'<w:defaultTabStop w:val="720"/><w:compat><w:compatSetting w:name="compatibilityMode" '
    f'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>'
)
"""Changes are tracked from the first key, so that they come back with who and when."""
_FONTS = '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="Yu Gothic" w:cs="Arial"/>'
_STYLES = (
    f'{_HEAD}<w:styles {_W}><w:docDefaults><w:rPrDefault><w:rPr>{_FONTS}<w:sz w:val="21"/>'
    f'<w:szCs w:val="21"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
    f'<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    f'<w:style w:type="character" w:customStyle="1" w:styleId="Tag"><w:name w:val="Tag"/><w:rPr>'
    f'<w:noProof/><w:color w:val="9C2A00"/></w:rPr></w:style>'
    f'<w:style w:type="character" w:customStyle="1" w:styleId="SegmentID"><w:name w:val="SegmentID"/>'
    f"<w:rPr><w:noProof/></w:rPr></w:style>"
    f'<w:style w:type="character" w:customStyle="1" w:styleId="TransUnitID">'
    f'<w:name w:val="TransUnitID"/><w:rPr><w:noProof/><w:color w:val="767676"/><w:sz w:val="12"/>'
    f'<w:szCs w:val="12"/></w:rPr></w:style></w:styles>'
)
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="A6A6A6"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_TAG = re.compile(r"(</?[A-Za-z][^<>]{0,200}>|\{\d{1,4}[^{}<>]{0,40}\}|%[\w().-]{0,20}[sdf])")


def write(heading: Heading, rows: Iterable[Row]) -> bytes:
    """A document with one table, in the layout of Trados and with a column for comments; the same rows
    give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in (
            ("[Content_Types].xml", _TYPES), ("_rels/.rels", _ROOT), ("docProps/core.xml", _core(heading)),
            ("word/_rels/document.xml.rels", _LINKS), ("word/styles.xml", _STYLES),
            ("word/settings.xml", _SETTINGS),
        ):  # fmt: skip
            archive.writestr(_entry(name), text.encode())
        with archive.open(_entry("word/document.xml"), "w", force_zip64=True) as part:
            for piece in _document(heading, rows):
                part.write(piece.encode())
    return out.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
    made.compress_type = zipfile.ZIP_DEFLATED
    return made


def _core(heading: Heading) -> str:
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_P}/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{escape(kept(heading.name))}</dc:title>'
        f"</cp:coreProperties>"
    )


def _document(heading: Heading, rows: Iterable[Row]) -> Iterator[str]:
    title = f"{kept(heading.name)} · {heading.source} → {heading.target}"
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in _COLUMNS)
    names = "".join(
        _tc(width, f"<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{name}</w:t></w:r></w:p>", "D9E2F3")
        for name, width in zip(HEADER, _COLUMNS, strict=True)
    )
    yield (
        f"{_HEAD}<w:document {_W}><w:body><w:p><w:r><w:t>{escape(title)}</w:t></w:r></w:p>"
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(_COLUMNS)}" w:type="dxa"/><w:tblBorders>{_BORDERS}'
        f'</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{names}</w:tr>"
    )
    left, right = heading.right_to_left
    for row in rows:
        unit, dash, digest = row.id.rpartition("-")
        identity = (
            f'<w:p><w:r><w:rPr><w:rStyle w:val="SegmentID"/></w:rPr>{_t(unit)}</w:r>'
            f'<w:r><w:rPr><w:rStyle w:val="TransUnitID"/></w:rPr>{_t(dash + digest)}</w:r></w:p>'
        )
        yield (
            "<w:tr>"
            + _tc(_COLUMNS[0], identity, "F2F2F2")
            + _tc(_COLUMNS[1], _p(row.status), "F2F2F2")
            + _tc(_COLUMNS[2], _p(row.source, heading.source, left), "F2F2F2")
            + _tc(_COLUMNS[3], _p(row.target, heading.target, right))
            + _tc(_COLUMNS[4], _p(row.comment))
            + "</w:tr>"
        )
    yield (
        '</w:tbl><w:p/><w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
        '<w:pgMar w:top="1000" w:right="1000" w:bottom="1000" w:left="1000" w:header="600" '
        'w:footer="600" w:gutter="0"/></w:sectPr></w:body></w:document>'
    )


def _tc(width: int, content: str, fill: str = "") -> str:
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>{content}</w:tc>'


def _p(text: str, language: str = "", right_to_left: bool = False) -> str:
    """A paragraph; tags in the style that says so, in the language that it is in."""
    said = (
        f"<w:lang w:val={quoteattr(language)} w:eastAsia={quoteattr(language)}/>"
        if language
        else ""
    )
    said = f"<w:rtl/>{said}" if right_to_left else said
    pieces = _TAG.split(kept(text)) if language else [kept(text)]
    runs = []
    for number, piece in enumerate(pieces):
        if piece:
            style = '<w:rStyle w:val="Tag"/>' if number % 2 else ""
            properties = f"<w:rPr>{style}{said}</w:rPr>" if style or said else ""
            runs.append(f"<w:r>{properties}{_t(piece)}</w:r>")
    return (
        "<w:p>" + ("<w:pPr><w:bidi/></w:pPr>" if right_to_left else "") + "".join(runs) + "</w:p>"
    )


def _t(text: str) -> str:
    """Text with its line ends and tabs as Word says them."""
    out = []
    for piece in re.split(r"([\n\t])", text):
        if piece == "\n":
            out.append("<w:br/>")
        elif piece == "\t":
            out.append("<w:tab/>")
        elif piece:
            out.append(f'<w:t xml:space="preserve">{escape(piece)}</w:t>')
    return "".join(out)
