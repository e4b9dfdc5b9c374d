"""Review tables: what a reviewer without the workbench reads and edits, and what comes back.

Lives here: `read_table` and `write_table`, by the form of the file: .docx, .xlsx, .html.
Takes rows, gives a file; takes a file from anywhere, gives rows.
May import: article, errors, wording and the modules of this folder, each when its form is asked for.
A folder of its own because three forms hold one table.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from workbench.errors import ExchangeError
from workbench.exchange.review.table import Heading, Row, Table
from workbench.wording import _

__all__ = ["FORMS", "Heading", "Row", "Table", "read_table", "write_table"]

FORMS = (".docx", ".xlsx", ".html")
_LIMIT = 256 * 1024 * 1024


def write_table(path: Path, heading: Heading, rows: Iterable[Row]) -> bytes:
    """The bytes of a table in the form that the name of the file says. Raises ExchangeError."""
    form = path.suffix.lower()
    if form == ".docx":
        from workbench.exchange.review.word import write
    elif form == ".xlsx":
        from workbench.exchange.review.excel import write
    elif form in {".html", ".htm"}:
        from workbench.exchange.review.page import write
    else:
        raise ExchangeError(
            _("a review table cannot be written as {form}").format(form=form or "“”"),
            where=str(path), hint=_("name the file .docx, .xlsx or .html"),
        )  # fmt: skip
    return write(heading, rows)


def read_table(path: Path) -> Table:
    """The table of a file, told by its first bytes. Raises ExchangeError with the row where one is to
    blame."""
    try:
        size = path.stat().st_size
        if size > _LIMIT:
            raise ExchangeError(_("is larger than 256 MiB"), where=str(path))
        data = path.read_bytes()
    except OSError as error:
        raise ExchangeError(
            _("cannot be read: {reason}").format(reason=error.strerror or error), where=str(path)
        ) from error
    return table_of(data, str(path))


def table_of(data: bytes, name: str) -> Table:
    """The table in the bytes of a file. Raises ExchangeError."""
    from workbench.article.package import Package, is_package

    if is_package(data, name, ExchangeError):
        with Package(data, name, ExchangeError) as package:
            if package.holds("xl/workbook.xml"):
                from workbench.exchange.review.excel import read

                return read(package)
            from workbench.exchange.review.word import read as read_word

            return read_word(package)
    from workbench.exchange.review.page import read as read_page

    return read_page(data, name)
