"""Term lists in workbooks of Excel, in and out.

Lives here: `read` and `write`. A workbook is the table of `csv_` in cells: what begins like a formula is text when
it is written, and what a formula came to, as the file says, when it is read. An archive that would unpack to
more than it seems, a part that declares entities, a cell in row 1,048,576: read with care, or not at all.
May import: article, errors, terms, wording and `csv_`, `reading` of this room; openpyxl where asked.
Apart from `csv_` because a workbook is an archive and no text.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from workbench.errors import ExchangeError
from workbench.exchange import csv_
from workbench.exchange.reading import Reading
from workbench.terms.concept import Concept
from workbench.wording import _

_ROWS = 1_000_000
_COLUMNS = 256
"""Columns that are looked at; a termbase of twenty languages has some hundred."""
_CELL = 32_767
"""Characters that a cell of Excel holds."""


def _library(where: str, does: str) -> Any:
    try:
        import openpyxl
    except ImportError:
        raise ExchangeError(
            does, where=where,
            hint=_("pip install 'translation-workbench[excel]', or save the sheet as CSV"),
        ) from None  # fmt: skip
    return openpyxl


def read(
    data: bytes,
    where: str,
    reading: Reading,
    *,
    columns: Sequence[str] = (),
    pair: tuple[str, str] = ("en", "ja"),
) -> list[Concept]:
    """The concepts of the first sheet with any cell. Raises ExchangeError, also where openpyxl is not
    installed."""
    openpyxl = _library(where, _("reading .xlsx needs openpyxl"))
    from workbench.article.package import Package, is_package

    if not is_package(data, where, ExchangeError):
        raise _none(where, _("it is no archive"))
    with Package(data, where, ExchangeError) as package:
        package.proved()
        for part in package.names():
            if part.endswith((".xml", ".rels")):
                package.plain(part)
    try:
        book = openpyxl.load_workbook(
            io.BytesIO(data), read_only=True, data_only=True, keep_links=False
        )
        sheets = (list(_rows(sheet)) for sheet in book.worksheets)
        rows = next((rows for rows in sheets if rows), [])
    except Exception as error:  # zip, XML and value errors of many kinds
        reason = (str(error).splitlines() or [type(error).__name__])[0]
        raise _none(where, reason) from error
    return csv_.concepts_of(iter(rows), where, reading, (columns, pair))


def _none(where: str, reason: str) -> ExchangeError:
    return ExchangeError(
        _("is no Excel workbook: {reason}").format(reason=reason),
        where=where, hint=_("save it as .xlsx again, or as CSV"),
    )  # fmt: skip


def _rows(sheet: Any) -> Iterator[tuple[int, list[str]]]:
    """Rows that hold anything, with their numbers."""
    given = sheet.iter_rows(values_only=True, max_row=_ROWS, max_col=_COLUMNS)
    for number, row in enumerate(islice(given, _ROWS), 1):
        if row.count(None) == len(row):
            continue
        cells = ["" if cell is None else " ".join(str(cell).split()) for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            yield number, cells


def write(concepts: Iterable[Concept], languages: Sequence[str]) -> bytes:
    """A workbook of one sheet with a header row. Raises ExchangeError where a cell would not hold a text, and
    where openpyxl is not installed."""
    openpyxl = _library("xlsx", _("writing .xlsx needs openpyxl"))
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Font

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("terms")
    sheet.freeze_panes = "B2"
    bold = Font(bold=True)
    for number, cells in enumerate(csv_.table(concepts, languages)):
        line = []
        for text in cells:
            if len(text) > _CELL:
                raise ExchangeError(
                    _("{id} has a cell that Excel cannot hold (32,767 characters)").format(id=cells[0]),
                    where="xlsx", hint=_("write it as .tsv"),
                )  # fmt: skip
            cell = WriteOnlyCell(sheet)
            cell.value = ILLEGAL_CHARACTERS_RE.sub("\ufffd", text)
            cell.data_type, cell.number_format = "s", "@"  # never a formula, a number or a date
            cell.quotePrefix = text[:1] in {"=", "+", "-", "@"}
            if not number:
                cell.font = bold
            line.append(cell)
        sheet.append(line)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
