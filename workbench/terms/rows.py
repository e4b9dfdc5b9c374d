"""Termbase files: rows of a TSV become concepts.

Lives here: `read_rows` and `rows_of`. Takes a path, or lines cut into cells, gives concepts and problems, each with file:line.
Format: UTF-8, tabs, a header line; lists split by `|`, forbidden terms `term: reason`. Language
columns are `<lang>`, `<lang>_admitted`, `<lang>_forbidden`, `<lang>_reading`.
May import: errors, wording and the modules of this room.
Apart from `termbase` because lint reads the same rows and wants all problems, not the first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from workbench.errors import TermbaseError
from workbench.terms.concept import Concept, Terms
from workbench.wording import _

COLUMNS = ("id", "subject", "pos", "case", "confidence", "definition", "note", "source")
CASES = ("smart", "exact", "fold")
_LANGUAGE = re.compile(r"([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)(?:_(admitted|forbidden|reading))?$")
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
    languages: tuple[str, ...] = ()


def read_rows(path: Path) -> Rows:
    """Read a termbase file. Raises TermbaseError where nothing of it can be read."""
    text = _text(path)
    lines = (line.rstrip("\r") for line in text.split("\n"))
    kept = (
        (number, line.split("\t"))
        for number, line in enumerate(lines, 1)
        if number == 1 or (line.strip() and not line.startswith("#"))
    )
    return rows_of(kept, str(path))


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
            rows.problems.append(
                Problem(
                    path,
                    number,
                    "columns",
                    _("{found} columns, the header has {wanted}").format(
                        found=len(cells), wanted=len(header)
                    ),
                )
            )
            continue
        cells += [""] * (len(header) - len(cells))
        row = dict(zip(header, (cell.strip() for cell in cells), strict=True))
        problems = list(_row_problems(row, path, number))
        rows.problems += problems
        if not problems:
            rows.concepts.append(_concept(row, rows.languages, f"{path}:{number}"))
    return rows


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > _LIMIT:
            raise TermbaseError(_("is larger than 256 MiB"), where=str(path))
        data = path.read_bytes()
    except OSError as error:
        raise TermbaseError(
            _("cannot be read: {reason}").format(reason=error.strerror or error), where=str(path)
        ) from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise TermbaseError(
            _("is not UTF-8: byte {byte:#04x} at offset {offset}").format(
                byte=data[error.start], offset=error.start
            ),
            where=f"{path}:{line}",
            hint=_("save it as UTF-8"),
        ) from None


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
        yield Problem(path, line, "no-id", _("the row has no id"))
    if row.get("case", "") not in {"", *CASES}:
        yield Problem(
            path, line, "case",
            _("case is {case!r}; use smart, exact or fold").format(case=row["case"]),
        )  # fmt: skip
    for name, cell in row.items():
        if name.endswith("_forbidden"):
            for item in _list(cell):
                if ": " not in item:
                    yield Problem(
                        path, line, "reason",
                        _("{column}: {item!r} gives no reason; write `term: reason`").format(
                            column=name, item=item
                        ),
                    )  # fmt: skip


def _list(cell: str) -> list[str]:
    return [item.strip() for item in cell.split("|") if item.strip()]


def _concept(row: dict[str, str], languages: tuple[str, ...], where: str) -> Concept:
    terms = {}
    for language in languages:
        forbidden = (item.partition(": ") for item in _list(row.get(f"{language}_forbidden", "")))
        terms[language] = Terms(
            preferred=row.get(language, ""),
            admitted=tuple(_list(row.get(f"{language}_admitted", ""))),
            forbidden=tuple((form.strip(), reason.strip()) for form, _sep, reason in forbidden),
            reading=row.get(f"{language}_reading", ""),
        )
    return Concept(
        id=row["id"],
        **{name: row.get(name, "") for name in COLUMNS[1:] if name != "case"},
        case=row.get("case", "") or "smart",
        terms=MappingProxyType(terms),
        where=where,
    )
