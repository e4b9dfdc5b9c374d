"""Tables of terms: CSV and TSV.

Lives here: `write` and `read`, and what a workbook shares with them, `table` and `concepts_of`. TSV is the termbase format itself; CSV is the same table quoted as
spreadsheets do it (RFC 4180), with a comma, a tab or, as some locales save it, a semicolon. A table
of somebody else is read, too: two columns named by language, ids made, or columns named by whoever
reads them.
May import: config, errors, wording, language, terms and `made_id`, `pos`, `reading` of this room (`pairs`).
A module of its own because spreadsheets are a format of their own.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import chain

from workbench.config import shipped, user_data
from workbench.errors import ExchangeError, TermbaseError, UsageError
from workbench.exchange.pairs import made_id
from workbench.exchange.pos import part_of_speech
from workbench.exchange.reading import Reading
from workbench.language import info
from workbench.terms.concept import Concept
from workbench.terms.tsv import COLUMNS, cells_of, rows_of
from workbench.wording import _

LOST: tuple[str, ...] = ()
_PAIR = ("en", "ja")
OWN = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*(?:_(?:admitted|forbidden|reading|use|except))?")
"""Columns of languages as the termbase has them."""
_LANGUAGE_CODE = re.compile(r"[a-z]{2,3}(?:[-_][a-z0-9]{2,8})*")
_NO_CODES = frozenset(["no", "id"])
_MEANINGS = frozenset(["source", "target", "source-of", *COLUMNS])


def table(concepts: Iterable[Concept], languages: Sequence[str]) -> list[list[str]]:
    """A header row, then a row for each concept."""
    concepts = list(concepts)
    header = list(COLUMNS)
    more = {code: _more(concepts, code) for code in languages}
    for code in languages:
        header += (code, f"{code}_admitted", f"{code}_forbidden", f"{code}_reading")
        header += [f"{code}_{name}" for name in more[code]]
    return [header, *(cells_of(concept, header) for concept in concepts)]


def write(concepts: Iterable[Concept], languages: Sequence[str], *, tabs: bool = False) -> str:
    """A table with a header line."""
    rows = table(concepts, languages)
    if tabs:
        return "".join("\t".join(row) + "\n" for row in rows)
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def _more(concepts: Sequence[Concept], code: str) -> list[str]:
    """Columns that few termbases have, where one of the concepts fills them."""
    held = [concept.in_(code) for concept in concepts]
    return ["use"] * any(t.uses for t in held) + ["except"] * any(t.exceptions for t in held)


def read(
    text: str,
    where: str,
    reading: Reading,
    *,
    tabs: bool = False,
    columns: Sequence[str] = (),
    pair: tuple[str, str] = _PAIR,
) -> list[Concept]:
    """The concepts of a table; `columns` say what stands in it, see `named`. Raises ExchangeError
    with file:line at the first bad row."""
    if tabs:
        first = text.partition("\n")[0].rstrip("\r").split("\t")
        if tuple(first[: len(COLUMNS)]) == COLUMNS:  # as `write` has it: no quotes there
            return concepts_of(_tabbed(text), where, reading, (columns, pair))
    head = text.partition("\n")[0]
    delimiter = "\t" if tabs else max(",;\t", key=head.count)
    return concepts_of(_quoted(text, where, delimiter, reading), where, reading, (columns, pair))


Said = tuple[Sequence[str], tuple[str, str]]
"""What the columns are said to be, and the languages of source and target."""


def concepts_of(
    lines: Iterator[tuple[int, list[str]]], where: str, reading: Reading, said: Said
) -> list[Concept]:
    """The concepts of numbered rows cut into cells, the header first if there is one. Raises ExchangeError."""
    number, first = next(lines, (1, [""]))
    header, is_data = named(first, *said, f"{where}:{number}")
    rest = chain([(number, first)], lines) if is_data else lines
    foreign = "id" not in header
    for name in {name for name in first if header.count("")} if not is_data else ():
        if name and header[first.index(name)] == "":
            reading.passed(f"{where}:{number}", _("the column {name}").format(name=name))
    kept = [index for index, name in enumerate(header) if name]
    cells = [header[index] for index in kept] + (["id"] if foreign else [])
    taken: set[str] = set()

    def rows() -> Iterator[tuple[int, list[str]]]:
        yield number, cells
        for line, row in rest:
            if len(row) > len(header) and not any(row[len(header) :]):
                row = row[: len(header)]
            if len(row) > len(header):
                yield line, row + [""] * (len(cells) + 1 - len(row))
                continue
            row = [row[index] if index < len(row) else "" for index in kept]
            if foreign:
                row = [_reasonable(name, cell) for name, cell in zip(cells, row, strict=False)]
                row.append(made_id(next(filter(None, row), ""), taken))
            yield line, row

    try:
        found = rows_of(rows(), where)
    except TermbaseError as error:
        raise ExchangeError(error.message, where=error.where, hint=error.hint) from None
    for problem in found.problems:
        reading.bad(ExchangeError(problem.message, where=f"{problem.path}:{problem.line}"))
    return [replace(c, pos=part_of_speech(c.pos)) for c in found.concepts]


def _reasonable(name: str, cell: str) -> str:
    """A cell as the termbase reads it: a reason for what a foreign table forbids."""
    if not name.endswith("_forbidden") or not cell:
        return cell
    given = _("forbidden in the imported termbase")
    return "|".join(
        item if ": " in item else f"{item.strip()}: {given}" for item in cell.split("|") if item
    )


def named(
    first: Sequence[str], columns: Sequence[str], pair: tuple[str, str], where: str
) -> tuple[list[str], bool]:
    """What the termbase calls the columns of a table ('' for one it does not take), and whether the
    first line is a row already. `columns` are names in order (`en,ja,note`), or `NAME=COLUMN` for
    columns that the table calls NAME. Raises ExchangeError where no language is found."""
    said = [cell.strip() for cell in first]
    given = dict(item.rpartition("=")[::2] for item in columns if "=" in item)
    for column in (*given.values(), *(item for item in columns if "=" not in item)):
        if column and column != "-" and not _column(column):
            raise ExchangeError(
                _("{name!r} is no column of a termbase").format(name=column), where="--columns",
                hint=_("columns are id, note, en, ja, ja_admitted and the like"),
            )  # fmt: skip
    absent = [name for name in given if name not in said]
    if absent:
        raise ExchangeError(
            _("has no column {name}").format(name=", ".join(absent)), where=where,
            hint=_("it has {columns}").format(columns=", ".join(filter(None, said))),
        )  # fmt: skip
    plain = [item for item in columns if "=" not in item]
    if plain:
        is_data = not any(map(_column, said))
        header = [_column(name) for name in plain] + [""] * (len(said) - len(plain))
    else:
        is_data = False
        ours = "id" in said
        header = [
            name if ours and OWN.fullmatch(name) else _column(given.get(name, name))
            for name in said
        ]
        if not ours and not any(map(_is_language, header)):
            header = [_sided(name.lower(), pair) or column
                      for name, column in zip(said, header, strict=True)]  # fmt: skip
    if not any(_is_language(name) for name in header):
        raise ExchangeError(
            _("the header line has no column `id`") if "id" in said else
            _("the first line names no language"),
            where=where, hint=_("say what the columns are: --columns en,ja"),
        )  # fmt: skip
    twice = [name for name in dict.fromkeys(header) if name and header.count(name) > 1]
    if twice:
        raise ExchangeError(_("a column stands twice in the header"), where=where)
    return header, is_data


@cache
def column_names() -> Mapping[str, str]:
    """What other people call a column → what it means: the shipped names, then a user's own. Raises UsageError."""
    found: dict[str, str] = {}
    own = user_data() / _COLUMN_FILE
    for path in (shipped("exchange", _COLUMN_FILE), *([own] if own.is_file() else ())):
        try:
            lines = path.read_text("utf-8-sig").splitlines()
        except (OSError, UnicodeError) as error:
            raise UsageError(
                _("cannot be read: {reason}").format(reason=error), where=str(path)
            ) from error
        for number, line in enumerate(lines, 1):
            name, _tab, means = (cell.strip() for cell in line.partition("\t"))
            if not name or name.startswith("#") or (name, means) == ("name", "means"):
                continue
            if means == "-":
                found.pop(name.lower(), None)
            elif means in _MEANINGS or _LANGUAGE_CODE.fullmatch(means):
                found[name.lower()] = means
            else:
                raise UsageError(
                    _("expected a name and what it means with a tab between"),
                    where=f"{path}:{number}",
                    hint=_("a name means: {names}").format(names=", ".join(sorted(_MEANINGS))),
                )
    return found


_COLUMN_FILE = "columns.tsv"


def _sided(name: str, pair: tuple[str, str]) -> str:
    """The language that a column is meant to be in, if it is called source or target."""
    return {"source": pair[0], "target": pair[1]}.get(column_names().get(name, ""), "")


def _column(name: str) -> str:
    """A column of a termbase for a word of a header: as it is, a language by name or code."""
    low = " ".join(name.split()).strip("\ufeff \"'").lower()
    if low in COLUMNS:
        return low
    base, _sep, part = low.replace("-", "_").rpartition("_")
    if part in {"admitted", "forbidden", "reading", "use", "except"} and base:
        return f"{code}_{part}" if (code := _code(base)) else ""
    meant = column_names().get(low, "")
    return _code(low) or {"source-of": "source"}.get(
        meant, meant if meant in COLUMNS and meant != "source" else ""
    )


def _code(word: str) -> str:
    """The code of a language for its code (en, en-US, eng) or its name."""
    named = column_names().get(word, "")
    if word in column_names() or not _LANGUAGE_CODE.fullmatch(word):
        return named if _LANGUAGE_CODE.fullmatch(named) and named not in _MEANINGS else ""
    code = info(word).code
    return code if info(code).name != code or (len(code) == 2 and code not in _NO_CODES) else ""


def _is_language(name: str) -> bool:
    return bool(_LANGUAGE_CODE.fullmatch(name)) and name not in COLUMNS


def _tabbed(text: str) -> Iterator[tuple[int, list[str]]]:
    """The termbase format knows no quotes."""
    for number, line in enumerate(text.split("\n"), 1):
        if number == 1 or (line.strip() and not line.startswith("#")):
            yield number, line.rstrip("\r").split("\t")


def _remark(cells: Sequence[str]) -> bool:
    return cells[0].startswith("#") and not any(cells[1:])


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
                if begun == 0 or (any(cell.strip() for cell in cells) and not _remark(cells)):
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
