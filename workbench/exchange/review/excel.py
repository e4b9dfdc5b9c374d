"""Review tables in Excel.

Lives here: `read` and `write`. Every cell is text: what begins like a formula stays what it says, and one that
became a formula, a date or a number meanwhile comes back as what it is called or not at all.
May import: article, errors, wording and `table` of this folder; openpyxl.
Apart from `word` because a cell holds one text and a comment, nothing else.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from typing import Any

from workbench.article.package import Package
from workbench.errors import ExchangeError
from workbench.exchange.review.table import (
    HEADER,
    Columns,
    Heading,
    Note,
    Row,
    Table,
    kept,
    layout_of,
    sort_of,
)
from workbench.wording import _

_CELL = 32_767
"""Characters that a cell of Excel holds."""
_ROWS = 1_048_576
_WIDE = 12
"""Columns that are looked at."""


def _library(where: str) -> Any:
    try:
        import openpyxl
    except ImportError:
        raise ExchangeError(
            _("tables in .xlsx need openpyxl"), where=where,
            hint=_("pip install 'translation-workbench[office]', or take .docx or .html"),
        ) from None  # fmt: skip
    return openpyxl


def write(heading: Heading, rows: Iterable[Row]) -> bytes:
    """A workbook of one sheet. Raises ExchangeError where a text is longer than a cell."""
    _library(heading.name)
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font, PatternFill

    lines = [
        (row, [kept(t) for t in (row.id, row.status, row.source, row.target, row.comment)])
        for row in rows
    ]
    for row, texts in lines:
        if max(map(len, texts)) > _CELL:
            raise ExchangeError(
                _("{unit} is longer than a cell of Excel holds (32,767 characters)").format(
                    unit=row.id.rpartition("-")[0]
                ),
                where=heading.name, hint=_("write it as .docx or .html"),
            )  # fmt: skip
    book = Workbook(write_only=True)
    book.properties.title = kept(heading.name)
    sheet = book.create_sheet("review")
    sheet.freeze_panes = "A2"
    for letter, width in zip("ABCDE", (16, 20, 60, 60, 30), strict=True):
        sheet.column_dimensions[letter].width = width
    grey, bold = PatternFill("solid", fgColor="F2F2F2"), Font(bold=True)
    wrap = [
        Alignment(wrap_text=True, vertical="top", readingOrder=2 if turned else 0)
        for turned in (False, False, *heading.right_to_left, False)
    ]

    def cell(text: str, column: int, *, head: bool = False) -> Any:
        made = WriteOnlyCell(sheet)
        made.value, made.data_type = text, "s"  # never a formula, whatever it begins with
        made.number_format, made.quotePrefix = "@", text[:1] in {"=", "+", "-", "@"}
        made.alignment = wrap[column]
        if head or column < 3:
            made.fill = grey
        if head:
            made.font = bold
        return made

    sheet.append([cell(name, at, head=True) for at, name in enumerate(HEADER)])
    for _row, texts in lines:
        sheet.append([cell(text, at) for at, text in enumerate(texts)])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(package: Package) -> Table:
    """The table of a workbook's first sheet that holds one. Raises ExchangeError."""
    _library(package.name)
    package.proved()
    for part in package.names():
        if part.endswith((".xml", ".rels")):
            package.plain(part)
    from openpyxl import load_workbook

    try:
        book = load_workbook(io.BytesIO(package.data), read_only=True, keep_links=False)
        by = str(book.properties.lastModifiedBy or "").strip()
        on = book.properties.modified
        for sheet in book.worksheets:
            found = _sheet(sheet)
            if found is not None:
                layout, rows = found
                rows = _with_notes(rows, _notes(package, len(book.worksheets)))
                return Table(
                    package.name, layout, rows, by, on.strftime("%Y-%m-%dT%H:%MZ") if on else ""
                )
    except ExchangeError:
        raise
    except Exception as error:  # zip, XML and value errors of many kinds
        raise ExchangeError(
            _("is no Excel workbook: {reason}").format(
                reason=(str(error).splitlines() or [type(error).__name__])[0]
            ),
            where=package.name, hint=_("save it as .xlsx again"),
        ) from error  # fmt: skip
    raise ExchangeError(
        _("holds no review table that is known here"), where=package.name,
        hint=_("its first row names the columns: {names}").format(names=" | ".join(HEADER)),
    )  # fmt: skip


def _sheet(sheet: Any) -> tuple[str, list[Row]] | None:
    """The layout and the rows of a sheet; None where it holds no table."""
    columns: Columns | None = None
    rows: list[Row] = []
    layout = ""
    for number, cells in enumerate(sheet.iter_rows(max_row=_ROWS, max_col=_WIDE), 1):
        texts = [_text(cell) for cell in cells]
        if columns is None:
            if number > 3:
                return None
            names = [text for text, _odd in texts]
            while names and not names[-1].strip():
                names.pop()
            columns = layout_of(names, len(names))
            if columns is None or columns.header:
                continue
        if not any(text.strip() for text, _odd in texts):
            continue
        texts += [("", "")] * (max(columns[1:6]) + 1 - len(texts))
        identity = texts[columns.id][0].strip()
        if not rows:
            layout = sort_of(columns.layout, identity)
        odd = texts[columns.target][1] or texts[columns.source][1] or texts[columns.id][1]
        rows.append(
            Row(
                identity,
                texts[columns.status][0].strip() if columns.status >= 0 else "",
                texts[columns.source][0],
                texts[columns.target][0],
                texts[columns.comment][0] if columns.comment >= 0 else "",
                _("row {number}").format(number=number),
                odd=odd,
            )
        )
    return (layout or columns.layout, rows) if columns else None


def _text(cell: Any) -> tuple[str, str]:
    """What a cell says, and why it cannot come back."""
    value = cell.value
    if value is None:
        return "", ""
    kind = cell.data_type
    if kind == "f":
        return str(value), _("a cell became a formula; write it as text")
    if kind == "d":
        return str(value), _("a cell became a date; write it as text")
    if kind == "b":
        return str(value).upper(), ""
    if kind == "e":
        return str(value), _("a cell holds an error of Excel")
    if isinstance(value, float) and value.is_integer():
        return str(int(value)), ""
    text = str(value).replace("\r\n", "\n").replace("\r", "\n")
    return re.sub("_x([0-9A-Fa-f]{4})_", _unescaped, text), ""


def _unescaped(match: re.Match[str]) -> str:
    """Excel writes characters that XML cannot hold as `_x000D_`."""
    code = int(match[1], 16)
    return match[0] if code not in {0x0A, 0x0D, 0x09} else chr(code).replace("\r", "")


def _notes(package: Package, sheets: int) -> dict[int, list[Note]]:
    """Comments of cells by row; only where there is no doubt on which sheet they are."""
    parts = [
        name
        for name in package.names()
        if re.fullmatch(r"xl/(?:comments/)?comments?\d*\.xml", name)
    ]
    if sheets != 1 or len(parts) != 1:
        return {}
    authors: list[str] = []
    found: dict[int, list[Note]] = {}
    for element in package.elements(parts[0], ["{*}author", "{*}comment"]):
        if str(element.tag).endswith("}author"):
            authors.append((element.text or "").strip())
            continue
        match = re.fullmatch(r"[A-Z]{1,3}(\d{1,7})", element.get("ref", ""))
        number = element.get("authorId", "")
        by = authors[int(number)] if number.isdecimal() and int(number) < len(authors) else ""
        text = "".join(element.itertext()).strip().removeprefix(f"{by}:").strip()
        if match and text:
            found.setdefault(int(match[1]), []).append(Note(text, by))
        element.clear()
    return found


def _with_notes(rows: list[Row], notes: dict[int, list[Note]]) -> list[Row]:
    from dataclasses import replace

    if not notes:
        return rows
    numbered = {_("row {number}").format(number=number): said for number, said in notes.items()}
    return [
        replace(row, notes=tuple(numbered[row.where])) if row.where in numbered else row
        for row in rows
    ]
