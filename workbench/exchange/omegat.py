"""OmegaT glossaries: source, target and comment, split by tabs.

Lives here: `write` and `read`. OmegaT shows every target of a source; it knows no forbidden terms,
so those go into the comment of the preferred pair, to be read by people, and do not come back; an
admitted source form comes back as a concept of its own.
May import: errors, wording, `reading` of this room, terms through `pairs`.
A module of its own because it is a format of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from workbench.errors import ExchangeError
from workbench.exchange.pairs import FORBIDDEN, PREFERRED, Pair, gathered, pairs_of
from workbench.exchange.reading import Reading
from workbench.terms.concept import Concept
from workbench.wording import _

LOST = (
    "id", "subject", "pos", "case", "confidence", "definition", "source", "reading", "use", "except", "forbidden",
    "admitted source",
)  # fmt: skip


def write(concepts: Iterable[Concept], languages: tuple[str, str]) -> str:
    """A glossary file; OmegaT wants it named `*.txt` or `*.utf8`."""
    lines = [f"# {languages[0]} → {languages[1]}"]
    for concept in concepts:
        pairs = list(pairs_of(concept, *languages))
        bad = [f"✗ {p.target}: {p.comment}" for p in pairs if p.status == FORBIDDEN]
        for number, pair in enumerate(pairs):
            if pair.status == FORBIDDEN:
                continue
            comment = " ".join([pair.comment, *bad]) if not number else ""
            cells = [pair.source, pair.target, comment]
            lines.append("\t".join(" ".join(cell.split()) for cell in cells).rstrip("\t"))
    return "\n".join(lines) + "\n"


def read(text: str, where: str, languages: tuple[str, str], reading: Reading) -> list[Concept]:
    """The concepts of a glossary, one a source form. Raises ExchangeError with file:line."""
    return gathered(_pairs(text, where, reading), *languages)


def _pairs(text: str, where: str, reading: Reading) -> Iterator[Pair]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if len(cells) < 2 or not cells[0] or not cells[1]:
            reading.bad(
                ExchangeError(
                    _("the row has no source") if cells[1:2] > [""] else _("the row has no target"),
                    where=f"{where}:{number}",
                    hint=_("write source, tab, target, tab, comment"),
                )
            )
            continue
        comment = cells[2].partition("✗")[0].strip() if len(cells) > 2 else ""
        yield Pair(cells[0], cells[1], PREFERRED, "", comment, "", f"{where}:{number}")
