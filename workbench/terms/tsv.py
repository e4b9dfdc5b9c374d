"""Termbase files: rows of a TSV become concepts.

Lives here: `read_rows`, `rows_of` and `without_repeats`, and the way back, `cells_of`. Takes a path, or lines
cut into cells, gives concepts and problems, each with file:line; takes a concept, gives its cells.
Format: UTF-8, tabs, a header line; lists split by `|`, forbidden terms `term: reason`. Language
columns are `<lang>`, `<lang>_admitted`, `<lang>_forbidden`, `<lang>_reading`, `<lang>_use`,
`<lang>_except`.
May import: errors, wording and the modules of this room.
Apart from `termbase` because lint reads the same rows and wants all problems, not the first.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from workbench.errors import TermbaseError
from workbench.terms.concept import Concept, Terms
from workbench.wording import _

COLUMNS = ("id", "subject", "pos", "case", "confidence", "definition", "note", "source")
CASES = ("smart", "exact", "fold")
POS = frozenset(
    ["", "noun", "proper noun", "verb", "adjective", "adverb", "phrase", "abbreviation"]
)
USES = ("law", "news", "any", "plural", "as written", "optional")
_LANGUAGE = re.compile(
    r"([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)(?:_(admitted|forbidden|reading|use|except))?$"
)
_LIMIT = 256 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a termbase file that a person should mend."""

    path: str
    line: int
    code: str
    message: str
    severity: str = "error"

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message} [{self.code}]"


@dataclass
class Rows:
    """What a file holds."""

    concepts: list[Concept] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    """Rows that cannot be used; they are not among the concepts."""
    remarks: list[Problem] = field(default_factory=list)
    """What the cells show and concepts no longer do, for lint; the rows are used."""
    languages: tuple[str, ...] = ()


def read_rows(path: Path) -> Rows:
    """Read a termbase file. Raises TermbaseError where nothing of it can be read."""
    kept, unread = numbered_lines(path)
    rows = rows_of(kept, str(path))
    if unread:
        rows.problems = sorted([*rows.problems, *unread], key=lambda problem: problem.line)
    return rows


def numbered_lines(path: Path) -> tuple[Iterator[tuple[int, list[str]]], list[Problem]]:
    """The lines of a file cut into cells, header first, comments and empty lines left out, and a Problem
    for each that is not UTF-8. Raises TermbaseError where nothing of it can be read."""
    text, unread = _text(path)
    lines = (line.rstrip("\r") for line in text.split("\n"))
    kept = (
        (number, line.split("\t"))
        for number, line in enumerate(lines, 1)
        if number == 1 or (line.strip() and not line.startswith("#"))
    )
    return kept, unread


def table_lines(
    path: Path, columns: Collection[str]
) -> tuple[list[tuple[int, dict[str, str]]], list[Problem]]:
    """The rows of a file whose header names some of these columns, each with its line number, and a Problem
    for each line that is none. Raises TermbaseError where nothing of it can be read."""
    lines, problems = numbered_lines(path)
    _one, header = next(lines)
    unknown = [name for name in header if name not in columns]
    if unknown:
        raise TermbaseError(
            _("unknown column {names}").format(names=", ".join(map(repr, unknown))),
            where=f"{path}:1",
            hint=_("see glossary/README.md"),
        )
    if len(set(header)) != len(header):
        raise TermbaseError(_("a column stands twice in the header"), where=f"{path}:1")
    rows: list[tuple[int, dict[str, str]]] = []
    for number, cells in lines:
        if len(cells) > len(header):
            problems.append(_too_many(cells, header, str(path), number))
        else:
            rows.append((number, dict(zip(header, map(str.strip, cells), strict=False))))
    return rows, problems


def _too_many(cells: list[str], header: list[str], path: str, number: int) -> Problem:
    message = _("{found} columns, the header has {wanted}; take out tabs")
    message = message.format(found=len(cells), wanted=len(header))
    return Problem(path, number, "columns", message)


def without_repeats(rows: Rows, held: dict[str, Concept]) -> list[Problem]:
    """Put the concepts of `rows` into `held`, by id. The first row of an id stays; a Problem for
    each later one."""
    repeated: list[Problem] = []
    for concept in rows.concepts:
        first = held.setdefault(concept.id, concept)
        if first is not concept:
            path, _sep, line = concept.where.rpartition(":")
            message = _("the id {id} is also at {where}; give one of them another")
            message = message.format(id=concept.id, where=first.where)
            repeated.append(Problem(path, int(line), "duplicate-id", message))
    return repeated


def rows_of(lines: Iterable[tuple[int, list[str]]], path: str) -> Rows:
    """Concepts of numbered lines already cut into cells, header first. Raises TermbaseError."""
    rows = Rows()
    numbered = iter(lines)
    _one, header = next(numbered, (1, [""]))
    problem = _header_problem(header)
    if problem:
        raise TermbaseError(problem, where=f"{path}:1", hint=_("see glossary/README.md"))
    found = [match for name in header if name not in COLUMNS and (match := _LANGUAGE.match(name))]
    rows.languages = tuple(dict.fromkeys(match[1] for match in found))
    for number, cells in numbered:
        if len(cells) > len(header):
            rows.problems.append(_too_many(cells, header, path, number))
            continue
        cells += [""] * (len(header) - len(cells))
        row = dict(zip(header, (cell.strip() for cell in cells), strict=True))
        problems = list(_row_problems(row, path, number))
        rows.problems += problems
        rows.remarks += _remarks(row, path, number)
        if not problems:
            rows.concepts.append(_concept(row, rows.languages, f"{path}:{number}"))
    return rows


def _text(path: Path) -> tuple[str, list[Problem]]:
    """What is UTF-8 of a file, other lines empty, and a Problem for each of those."""
    try:
        if path.stat().st_size > _LIMIT:
            raise TermbaseError(
                _("is larger than 256 MiB"), where=str(path), hint=_("split it into several files")
            )
        data = path.read_bytes()
    except OSError as error:
        raise TermbaseError(
            _("cannot be read: {reason}").format(reason=error.strerror or error), where=str(path)
        ) from error
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        return _what_is_utf8(data, path)


def _what_is_utf8(data: bytes, path: Path) -> tuple[str, list[Problem]]:
    lines: list[str] = []
    bad: list[Problem] = []
    at = 0
    for number, line in enumerate(data.split(b"\n"), 1):
        try:
            lines.append(line.decode("utf-8-sig" if number == 1 else "utf-8"))
        except UnicodeDecodeError as error:
            message = _("is not UTF-8: byte {byte:#04x} at offset {offset}").format(
                byte=line[error.start], offset=at + error.start
            )
            if number == 1:
                raise TermbaseError(
                    message, where=f"{path}:1", hint=_("save it as UTF-8")
                ) from None
            bad.append(Problem(str(path), number, "encoding", message))
            lines.append("")
        at += len(line) + 1
    return "\n".join(lines), bad


def _header_problem(header: list[str]) -> str:
    if "id" not in header:
        return _("the header line has no column `id`")
    unknown = [name for name in header if name not in COLUMNS and not _LANGUAGE.match(name)]
    if unknown:
        return _("unknown column {names}").format(names=", ".join(map(repr, unknown)))
    if len(set(header)) != len(header):
        return _("a column stands twice in the header")
    return ""


def _row_problems(row: dict[str, str], path: str, line: int) -> Iterator[Problem]:
    if not row["id"]:
        yield Problem(path, line, "no-id", _("the row has no id; write one, such as law.appeal"))
    if row.get("case", "") not in {"", *CASES}:
        yield Problem(
            path, line, "case",
            _("case is {case!r}; use smart, exact or fold").format(case=row["case"]),
        )  # fmt: skip
    for name, cell in row.items():
        if name.endswith("_use"):
            for item in _list(cell):
                form, sep, use = item.partition(": ")
                if not sep or use.strip() not in USES:
                    message = _("{column}: {item!r} is no `term: use`; uses are {known}").format(
                        column=name, item=item, known=", ".join(USES)
                    )
                    yield Problem(path, line, "use", message)
        if not cell or not name.endswith("_forbidden"):
            continue
        for item in _list(cell):
            form, sep, _reason = item.partition(": ")
            if not sep or not form.strip():
                message = _("{column}: {item!r} gives no reason; write `term: reason`")
                message = message.format(column=name, item=item)
                yield Problem(path, line, "reason", message)


def _remarks(row: dict[str, str], path: str, line: int) -> Iterator[Problem]:
    for name, cell in row.items():
        if "|" not in cell or not name.endswith(("_admitted", "_forbidden", "_use", "_except")):
            continue
        items = cell.split("|")
        if not all(items):
            message = _("{column}: {cell!r} has an empty member; take out a bar")
            yield Problem(path, line, "list", message.format(column=name, cell=cell))
        elif any(item != item.strip() for item in items):
            message = _("{column}: {cell!r} has spaces around a bar; take them out")
            yield Problem(path, line, "list", message.format(column=name, cell=cell))


def _list(cell: str) -> list[str]:
    return [item.strip() for item in cell.split("|") if item.strip()]


def _concept(row: dict[str, str], languages: tuple[str, ...], where: str) -> Concept:
    terms = {}
    for language in languages:
        forbidden = (item.partition(": ") for item in _list(row.get(f"{language}_forbidden", "")))
        uses = (item.partition(": ") for item in _list(row.get(f"{language}_use", "")))
        terms[language] = Terms(
            preferred=row.get(language, ""),
            admitted=tuple(_list(row.get(f"{language}_admitted", ""))),
            forbidden=tuple((form.strip(), reason.strip()) for form, _sep, reason in forbidden),
            reading=row.get(f"{language}_reading", ""),
            uses=tuple((form.strip(), use.strip()) for form, _sep, use in uses),
            exceptions=tuple(_list(row.get(f"{language}_except", ""))),
        )
    return Concept(
        id=row["id"],
        **{name: row.get(name, "") for name in COLUMNS[1:] if name != "case"},
        case=row.get("case", "") or "smart",
        terms=MappingProxyType(terms),
        where=where,
    )


def cells_of(concept: Concept, header: Sequence[str]) -> list[str]:
    """What a row under this header holds of a concept: one line each, and no bar inside a member of a list."""
    return [re.sub("[\t\r\n]+", " ", _cell(concept, name)) for name in header]


def _cell(concept: Concept, name: str) -> str:
    match = None if name in COLUMNS else _LANGUAGE.match(name)
    if match is None:
        held = str(getattr(concept, name))
        return "" if name == "case" and held == "smart" else held
    terms, part = concept.in_(match[1]), match[2]
    if part in {None, "reading"}:
        return terms.reading if part else terms.preferred
    lists = {
        "admitted": terms.admitted,
        "forbidden": [f"{form}: {reason}" for form, reason in terms.forbidden],
        "use": [f"{form}: {use}" for form, use in terms.uses],
        "except": terms.exceptions,
    }
    return "|".join(item.replace("|", "｜") for item in lists[part])
