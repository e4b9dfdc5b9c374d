"""Rendering files: one language of the termbase, one rendering a row.

Lives here: Renderings, `read_renderings`, `language_of`, `is_sources`, `wanted` and `merged`. Takes `ko.tsv`, `zh-Hant.tsv` and
the like, gives the terms of each concept in that language, and Problems with file:line; puts them into
concepts. A file is known by its header line (`id`, `term`, `status`), its language by its name.
May import: errors, wording, language and the modules of this room.
Apart from `tsv` because there a row is a concept, here one of its words; and nobody who asks for
Japanese should read Korean.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from workbench.language.languages import CODES, column_for, info
from workbench.terms.concept import Concept, Rendering, Terms
from workbench.terms.tsv import POS, Problem, table_lines
from workbench.wording import _

COLUMNS = (
    "id", "term", "status", "reason", "forms", "pos", "source", "year", "jurisdiction", "support",
    "note", "read_by",
)  # fmt: skip
SOURCES = "sources"
STATUS = ("preferred", "admitted", "forbidden")
SUPPORT = frozenset(["", "two sources", "one source", "general knowledge"])


@dataclass
class Renderings:
    """What a file of renderings holds."""

    language: str
    rows: list[Rendering] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    """Rows that cannot be used; they are not among the rows."""

    def terms(self) -> dict[str, Terms]:
        """The terms of each concept, by id."""
        held: dict[str, list[Rendering]] = {}
        for row in self.rows:
            held.setdefault(row.id, []).append(row)
        return {concept: _terms(rows) for concept, rows in held.items()}


def language_of(path: Path) -> str:
    """The language of a file of renderings, by its name (`ko.tsv`, `mine.fr.tsv`); empty for another file."""
    code = path.stem.rpartition(".")[2]
    if info(code).code not in CODES:
        return ""
    return code if {"id", "term", "status"} <= _header(path) else ""


def is_sources(path: Path) -> bool:
    """Whether a file is a list of sources: `sources.tsv`, whose header line has `id` and `title`."""
    return path.stem == SOURCES and {"id", "title"} <= _header(path)


def _header(path: Path) -> set[str]:
    if path.suffix.lower() != ".tsv":
        return set()
    try:
        with path.open("rb") as file:
            first = file.readline(65536).decode("utf-8-sig", "replace")
    except OSError:
        return set()
    return set(first.rstrip("\r\n").split("\t"))


def wanted(path: Path, languages: Collection[str]) -> bool:
    """Whether a file of renderings is in one of some languages."""
    code = path.stem.rpartition(".")[2]
    return any(column_for(asked, [code]) for asked in languages)


def read_renderings(path: Path) -> Renderings:
    """Read a file of renderings. Raises TermbaseError where nothing of it can be read."""
    rows, unread = table_lines(path, COLUMNS)
    found = Renderings(path.stem.rpartition(".")[2], problems=unread)
    preferred: dict[str, int] = {}
    for number, row in rows:
        bad = list(_wrong(row, preferred, number))
        found.problems += [Problem(str(path), number, code, text) for code, text in bad]
        if not bad:
            found.rows.append(_rendering(row, f"{path}:{number}"))
            if row["status"] == "preferred":
                preferred[row["id"]] = number
    found.problems.sort(key=lambda problem: problem.line)
    return found


def _wrong(
    row: Mapping[str, str], preferred: Mapping[str, int], number: int
) -> Iterator[tuple[str, str]]:
    """Why a row cannot be used."""
    if not row.get("id"):
        yield "no-id", _("the row has no id; write that of a concept, such as law.appeal")
    if not row.get("term"):
        yield "term", _("the row has no term")
    status = row.get("status", "")
    if status not in STATUS:
        yield (
            "status",
            _("status is {status!r}; use {known}").format(status=status, known=", ".join(STATUS)),
        )
    if status == "forbidden" and not row.get("reason"):
        yield "reason", _("a forbidden term gives no reason; say why, and what to use")
    if status == "preferred" and row.get("id", "") in preferred:
        yield (
            "two-preferred",
            _("{id} has its preferred term in line {line}; make one of them admitted").format(
                id=row["id"], line=preferred[row["id"]]
            ),
        )
    if row.get("pos", "") not in POS:
        yield (
            "pos",
            _("part of speech {pos!r}; use one of {known}").format(
                pos=row["pos"], known=", ".join(sorted(POS - {""}))
            ),
        )
    if row.get("support", "") not in SUPPORT:
        yield (
            "support",
            _("support is {support!r}; use {known}").format(
                support=row["support"], known=", ".join(sorted(SUPPORT - {""}))
            ),
        )


def _rendering(row: Mapping[str, str], where: str) -> Rendering:
    listed = {"forms": "|", "source": ";", "jurisdiction": "|"}
    values: dict[str, object] = {
        name: tuple(item.strip() for item in row.get(name, "").split(bar) if item.strip())
        for name, bar in listed.items()
    }
    values |= {name: row.get(name, "") for name in COLUMNS if name not in listed}
    return Rendering(**values, where=where)  # type: ignore[arg-type]


def _terms(rows: list[Rendering]) -> Terms:
    of = {status: [row for row in rows if row.status == status] for status in STATUS}
    forms = ((row.term, row.forms) for row in rows if row.forms)
    return Terms(
        preferred=of["preferred"][0].term if of["preferred"] else "",
        admitted=tuple(dict.fromkeys(row.term for row in of["admitted"])),
        forbidden=tuple((row.term, row.reason) for row in of["forbidden"]),
        forms=tuple(forms),
        renderings=tuple(rows),
    )


def merged(
    concepts: Iterable[Concept],
    files: Iterable[Renderings],
    elsewhere: Mapping[str, Concept] | None = None,
) -> tuple[list[Concept], list[Rendering]]:
    """Concepts with the terms that files give them, and renderings of no concept. A concept that only
    another layer has (`elsewhere`) comes with its other languages from there."""
    held = {concept.id: concept for concept in concepts}
    unknown: list[Rendering] = []
    for file in files:
        for name, terms in file.terms().items():
            concept = held.get(name) or (elsewhere or {}).get(name)
            if concept is None:
                unknown += terms.renderings
                continue
            own = MappingProxyType({**concept.terms, file.language: terms})
            held[name] = replace(concept, terms=own)
    return list(held.values()), unknown
