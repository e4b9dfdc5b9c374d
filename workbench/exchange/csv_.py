"""The termbase's own columns as CSV or TSV: nothing is lost.

Lives here: `write` and `read`. TSV is the termbase format itself; CSV is the same table quoted as
spreadsheets do it (RFC 4180), with a comma or, as some locales save it, a semicolon.
May import: errors, wording, terms.
A module of its own because spreadsheets are a format of their own.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from workbench.errors import ExchangeError, TermbaseError
from workbench.terms.concept import Concept, Terms
from workbench.terms.rows import COLUMNS, rows_of
from workbench.wording import _

LOST: tuple[str, ...] = ()


def write(concepts: Iterable[Concept], languages: Sequence[str], *, tabs: bool = False) -> str:
    """A table with a header line."""
    header = list(COLUMNS)
    for code in languages:
        header += (code, f"{code}_admitted", f"{code}_forbidden", f"{code}_reading")
    rows = [header, *(_row(concept, languages) for concept in concepts)]
    if tabs:
        return "".join("\t".join(map(_flat, row)) + "\n" for row in rows)
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(map(_flat, row) for row in rows)
    return out.getvalue()


def _flat(cell: str) -> str:
    return " ".join(cell.replace("\t", " ").split("\n")) if "\t" in cell or "\n" in cell else cell


def _row(concept: Concept, languages: Sequence[str]) -> list[str]:
    cells = [getattr(concept, name) for name in COLUMNS]
    for code in languages:
        terms: Terms = concept.in_(code)
        bad = (f"{form}: {reason}" for form, reason in terms.forbidden)
        cells += (terms.preferred, "|".join(terms.admitted), "|".join(bad), terms.reading)
    return cells


def read(text: str, where: str, *, tabs: bool = False) -> list[Concept]:
    """The concepts of a table. Raises ExchangeError with file:line at the first bad row."""
    head = text.partition("\n")[0]
    delimiter = "\t" if tabs else max(",;", key=head.count)
    try:
        rows = rows_of(_cells(text, delimiter), where)
    except TermbaseError as error:
        raise ExchangeError(error.message, where=error.where, hint=error.hint) from None
    except csv.Error as error:
        raise ExchangeError(_("is no CSV: {reason}").format(reason=error), where=where) from None
    if rows.problems:
        first = rows.problems[0]
        raise ExchangeError(first.message, where=f"{first.path}:{first.line}")
    return rows.concepts


def _cells(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    if delimiter == "\t":  # the termbase format knows no quotes
        for number, line in enumerate(text.split("\n"), 1):
            if number == 1 or (line.strip() and not line.startswith("#")):
                yield number, line.rstrip("\r").split("\t")
        return
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 1
    for cells in reader:
        if number == 1 or any(cell.strip() for cell in cells):
            yield number, [" ".join(cell.split()) for cell in cells]
        number = reader.line_num + 1
