"""The termbase's own columns as CSV or TSV: nothing is lost.

Lives here: `write` and `read`. TSV is the termbase format itself; CSV is the same table quoted as
spreadsheets do it (RFC 4180), with a comma or, as some locales save it, a semicolon.
May import: errors, wording, terms and `reading` of this room.
A module of its own because spreadsheets are a format of their own.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

from workbench.errors import ExchangeError, TermbaseError
from workbench.exchange.reading import Reading
from workbench.terms.concept import Concept, Terms
from workbench.terms.tsv import COLUMNS, rows_of
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
    return re.sub("[\t\r\n]+", " ", cell)


def _member(text: str) -> str:
    """A member of a list: the bar that divides members stands full-width in it."""
    return text.replace("|", "｜")


def _row(concept: Concept, languages: Sequence[str]) -> list[str]:
    cells = [getattr(concept, name) for name in COLUMNS]
    for code in languages:
        terms: Terms = concept.in_(code)
        good = map(_member, terms.admitted)
        bad = (_member(f"{form}: {reason}") for form, reason in terms.forbidden)
        cells += (terms.preferred, "|".join(good), "|".join(bad), terms.reading)
    return cells


def read(text: str, where: str, reading: Reading, *, tabs: bool = False) -> list[Concept]:
    """The concepts of a table. Raises ExchangeError with file:line at the first bad row."""
    head = text.partition("\n")[0]
    delimiter = max(",;", key=head.count)
    cells = _tabbed(text) if tabs else _quoted(text, where, delimiter, reading)
    try:
        rows = rows_of(cells, where)
    except TermbaseError as error:
        raise ExchangeError(error.message, where=error.where, hint=error.hint) from None
    for problem in rows.problems:
        reading.bad(ExchangeError(problem.message, where=f"{problem.path}:{problem.line}"))
    return rows.concepts


def _tabbed(text: str) -> Iterator[tuple[int, list[str]]]:
    """The termbase format knows no quotes."""
    for number, line in enumerate(text.split("\n"), 1):
        if number == 1 or (line.strip() and not line.startswith("#")):
            yield number, line.rstrip("\r").split("\t")


def _quoted(
    text: str, where: str, delimiter: str, reading: Reading
) -> Iterator[tuple[int, list[str]]]:
    """Rows with the line they begin in; after a badly quoted one the next line is tried."""
    lines = list(io.StringIO(text, newline=""))
    at = 0
    while at < len(lines):
        start = begun = at
        rows = csv.reader(
            map(lines.__getitem__, range(at, len(lines))), delimiter=delimiter, strict=True
        )
        try:
            for cells in rows:
                if begun == 0 or any(cell.strip() for cell in cells):
                    yield begun + 1, [" ".join(cell.split()) for cell in cells]
                begun = start + rows.line_num
            return
        except csv.Error as error:
            # a quote left open takes in the rest of the file, or as much as a cell may hold
            open_ = any(sign in str(error) for sign in ("end of data", "field limit"))
            reason = _("a quoted cell does not end") if open_ else error
            reading.bad(
                ExchangeError(
                    _("is no CSV: {reason}").format(reason=reason),
                    where=f"{where}:{begun + 1}",
                    hint=_('close the quoted cell, and write "" for a quote inside it'),
                )
            )
            at = begun + 1
