"""UTX, the simple glossary format of AAMT (specification 1.20; UTX-S 1.x is read, too).

Lives here: `write` and `read`. A first line `#UTX 1.20; en/ja; …`, a second one naming the columns,
then tab-separated rows. Term status is approved, non-standard (admitted) or forbidden.
May import: errors, wording, language, `pos` and `reading` of this room, terms through `pairs`.
A module of its own because it is a format of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from workbench.errors import ExchangeError
from workbench.exchange.pairs import ADMITTED, FORBIDDEN, PREFERRED, Pair, gathered, pairs_of
from workbench.exchange.pos import part_of_speech
from workbench.exchange.reading import Reading
from workbench.language import info
from workbench.terms.concept import Concept
from workbench.wording import _

LOST = ("subject", "case", "confidence", "definition", "source", "reading", "use", "except",
        "forbidden source")  # fmt: skip
_COLUMNS = ("src", "tgt", "src:pos", "term status", "concept ID", "comment")
_STATUS = {PREFERRED: "approved", ADMITTED: "non-standard", FORBIDDEN: "forbidden"}
_HEAD = re.compile(
    r"#\s*UTX(?:-S|-Simple)?\s+[\d.]+\s*;\s*([A-Za-z_-]+)\s*/\s*([A-Za-z_-]+)\s*(?:;|$)", re.I
)
_POS = {"proper noun": "properNoun"}
_NAMES = {"pos": "src:pos", "src:term": "src", "tgt:term": "tgt", "status": "term status",
          "conceptid": "concept id", "tgt:comment": "comment", "src:comment": "comment", "notes": "comment",
          "note": "comment", "remarks": "comment", "remark": "comment", "comments": "comment"}  # fmt: skip
"""Columns as older versions (UTX-S 1.0x) call them."""


def write(concepts: Iterable[Concept], languages: tuple[str, str]) -> str:
    """A UTX file."""
    source, target = languages
    lines = [f"#UTX 1.20; {source}/{target}", "#" + "\t".join(_COLUMNS)]
    for concept in concepts:
        for pair in pairs_of(concept, source, target):
            cells = (
                pair.source,
                pair.target,
                _POS.get(pair.pos, pair.pos),
                _STATUS[pair.status],
                pair.concept,
                pair.comment,
            )
            lines.append("\t".join(" ".join(cell.split()) for cell in cells))
    return "\n".join(lines) + "\n"


def read(text: str, where: str, reading: Reading) -> list[Concept]:
    """The concepts of a UTX file. Raises ExchangeError with file:line."""
    lines = [line.rstrip("\r") for line in text.split("\n")]
    head = _HEAD.match(lines[0])
    if head is None:
        raise ExchangeError(
            _("the first line is no UTX header"),
            where=f"{where}:1",
            hint=_("it should read `#UTX 1.20; en/ja; …`"),
        )
    source, target = (info(code).code for code in head.groups())
    return gathered(_pairs(lines, where, reading), source, target)


def _pairs(lines: list[str], where: str, reading: Reading) -> Iterator[Pair]:
    names: list[str] = []
    back = {word: status for status, word in _STATUS.items()}
    for number, line in enumerate(lines[1:], 2):
        if line.startswith("#"):
            if not names and "\t" in line:
                names = [_NAMES.get(low, low) for low in map(_plain, line.lstrip("#").split("\t"))]
            continue
        if not line.strip():
            continue
        row = dict(zip(names or map(str.lower, _COLUMNS), line.split("\t"), strict=False))
        if not row.get("src", "").strip() or not row.get("tgt", "").strip():
            reading.bad(
                ExchangeError(
                    _("the row has no src or no tgt"),
                    where=f"{where}:{number}",
                    hint=_("write both, with a tab between them"),
                )
            )
            continue
        status = row.get("term status", "").strip().lower()
        yield Pair(
            row["src"].strip(),
            row["tgt"].strip(),
            back.get(status, PREFERRED if status in {"", "provisional"} else ADMITTED),
            row.get("concept id", "").strip(),
            row.get("comment", "").strip(),
            part_of_speech(row.get("src:pos", "")),
            f"{where}:{number}",
        )


def _plain(name: str) -> str:
    return " ".join(name.split()).lower()
