"""The sources that renderings name.

Lives here: Source, `read_sources`, and `support`, which counts what stands on which. Takes `sources.tsv` and files of
renderings, gives sources and counts. May import: errors, wording and the modules of this room.
Apart from `renderings` because matching never asks where a term was read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from workbench.terms.renderings import Renderings, is_sources, language_of, read_renderings
from workbench.terms.tsv import Problem, table_lines
from workbench.wording import _

COLUMNS = (
    "id", "title", "publisher", "year", "languages", "kind", "address", "terms_of_use", "seen",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Source:
    """A text that renderings were read in."""

    id: str
    title: str = ""
    publisher: str = ""
    year: str = ""
    languages: str = ""
    """Codes with spaces between."""
    kind: str = ""
    address: str = ""
    terms_of_use: str = ""
    seen: str = ""
    """`read`, `excerpt` or `stored copy`."""


@dataclass
class Support:
    """What the renderings of one language stand on; counts of rows."""

    language: str
    concepts: int = 0
    renderings: int = 0
    two: int = 0
    """With two sources or more."""
    one: int = 0
    none: int = 0
    """From general knowledge."""
    read_again: int = 0
    """Read by a second reader."""
    without: list[str] = field(default_factory=list)
    """`file:line id term` of each without a source."""


def read_sources(path: Path) -> tuple[dict[str, Source], list[Problem]]:
    """The sources of a file by id, and rows that cannot be used. Raises TermbaseError."""
    rows, problems = table_lines(path, COLUMNS)
    found: dict[str, Source] = {}
    for number, row in rows:
        said = ""
        if not row.get("id") or not row.get("title"):
            said = _("a source has an id and a title")
        elif row["id"] in found:
            said = _("the source {id} stands twice").format(id=row["id"])
        if said:
            problems.append(Problem(str(path), number, "sources", said))
        else:
            found[row["id"]] = Source(**row)
    return found, problems


def sources_of(paths: Iterable[Path]) -> tuple[dict[str, Source], list[Support]]:
    """The sources of some termbases, and what each language of their files of renderings stands on.
    Raises TermbaseError where a file cannot be read."""
    sources: dict[str, Source] = {}
    support: dict[str, Support] = {}
    for path in paths:
        for file in sorted(path.glob("*.tsv")) if path.is_dir() else [path]:
            if is_sources(file):
                sources |= read_sources(file)[0]
            elif code := language_of(file):
                _count(read_renderings(file), support.setdefault(code, Support(code)))
    return sources, [support[code] for code in sorted(support)]


def _count(read: Renderings, into: Support) -> None:
    into.concepts += len({row.id for row in read.rows})
    into.renderings += len(read.rows)
    number = Counter(min(len(row.source), 2) for row in read.rows)
    into.two += number[2]
    into.one += number[1]
    into.none += number[0]
    into.read_again += sum(bool(row.read_by) for row in read.rows)
    into.without += [f"{row.where} {row.id} {row.term}" for row in read.rows if not row.source]
