"""The nouns of a review table, and the layouts that tools agree on more or less.

Lives here: Row with Edit and Note, Heading, Table; `layout_of`, which knows a layout by its header and the form
of its ids; the words of the status column; `name_of` and `parts_of`, the ids of our own rows:
`p12-1f3a9c02b7t` is unit p12 with the digest of its two texts and, as a letter, how far it was: so a row says by
itself which text it is of, and what was changed in it.
May import: model, errors, wording.
Apart from the forms because a row is the same in all of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from workbench.model import Stage

HEADER = ("Segment ID", "Segment status", "Source segment", "Target segment", "Comment")
"""What Trados writes, in English whatever the interface speaks, as others know it by that; and comments."""
_ILLEGAL = re.compile("[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_UNSEEN = re.compile("[\\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")
_GUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_OURS = re.compile(r"(\S+)-([0-9a-f]{10})([edtxrs])")
_IDS = {
    "workbench": re.compile(r"\S+-[0-9a-f]{10}[edtxrs]"),
    "trados": re.compile(rf"\d+\s*(?:{_GUID}|[\w.-]+)?"),
    "memoq": re.compile(rf"\d+\s*{_GUID}"),
    "phrase": re.compile(r"\S+:\d+(?:[:_]\S+)?"),
    "cafetran": re.compile(r"\d+"),
}
"""Layout → what its ids look like, in lower case."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A tracked change."""

    sign: str
    """`+` or `-`."""
    text: str
    by: str = ""
    on: str = ""
    """ISO 8601."""


@dataclass(frozen=True, slots=True)
class Note:
    """What somebody said beside a row."""

    text: str
    by: str = ""
    on: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: a unit and its translation."""

    id: str
    status: str
    source: str
    target: str
    """As it is once tracked changes are accepted."""
    comment: str = ""
    where: str = ""
    """`row 5`, `table 2 row 5`; counted with the header, as the program shows it."""
    was: str | None = None
    """The target as it was before tracked changes; None where there are none."""
    edits: tuple[Edit, ...] = ()
    notes: tuple[Note, ...] = ()
    odd: str = ""
    """Why it cannot come back, in words: it holds what is no text, or its cells were merged."""
    at: tuple[int, int, int, int] = (0, 0, 0, 0)
    """In Word: table and row, from 1; the cells of target and source in it, from 0."""


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above a table."""

    name: str
    """What the catalog is called."""
    source: str
    """Language codes."""
    target: str
    right_to_left: tuple[bool, bool] = (False, False)
    """Of source and target."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table that came back."""

    name: str
    """The file."""
    layout: str
    """`workbench`, `trados`, `memoq`, `phrase` or `cafetran`."""
    rows: Sequence[Row]
    by: str = ""
    """Who saved it last, where the file says so."""
    on: str = ""
    loose: bool = False
    """White space may differ: the form does not keep it."""
    mark: object = field(default=None, repr=False)


_LETTERS = {
    Stage.EMPTY: "e", Stage.DRAFT: "d", Stage.TRANSLATED: "t", Stage.REJECTED: "x", Stage.REVIEWED: "r",
    Stage.SIGNED_OFF: "s",
}  # fmt: skip


class Columns(NamedTuple):
    """Where a layout has what; -1: nowhere."""

    layout: str
    id: int
    status: int
    source: int
    target: int
    comment: int
    width: int
    """Columns of a whole row."""
    header: bool
    """Whether the row that was looked at is a header."""


def layout_of(cells: Sequence[str], width: int) -> Columns | None:
    """The layout that a row's cells show, as header or, where a layout has none, as first row; None where
    they show none. `width` counts the columns that the cells cover."""
    names = [" ".join(cell.split()).casefold() for cell in cells]
    wanted = [name.casefold() for name in HEADER]
    if all(name in names for name in wanted[:4]):
        at = [names.index(name) if name in names else -1 for name in wanted]
        return Columns("trados", at[0], at[1], at[2], at[3], at[4], len(names), header=True)
    if not names:
        return None
    if names[0] == "id" and len(names) >= 4 and names[-1] == "status":
        comment = names.index("comment") if "comment" in names else -1
        return Columns("memoq", 0, len(names) - 1, 1, 2, comment, len(names), header=True)
    if names[0] == "id" and "notes" in names:
        notes = names.index("notes") + width - len(names)
        return Columns("cafetran", 0, -1, 1, 2, notes, width, header=True)
    first, third = (cells[0].strip().casefold(), cells[2].strip()) if len(cells) == 7 else ("", "")
    if _IDS["phrase"].fullmatch(first) and third.isdecimal():
        return Columns("phrase", 0, 5, 3, 4, 6, 7, header=False)
    return None


def sort_of(layout: str, row_id: str) -> str:
    """The layout that an id tells more exactly: ours have the header of Trados."""
    shape = _IDS["workbench"]
    return "workbench" if layout == "trados" and shape.fullmatch(row_id.casefold()) else layout


def has_form(layout: str, row_id: str) -> bool:
    """Whether an id looks like those of a layout."""
    return _IDS[layout].fullmatch(row_id.casefold()) is not None


def name_of(unit_id: str, digest: str, stage: Stage) -> str:
    """The id of a row."""
    return f"{unit_id}-{digest}{_LETTERS[stage]}"


def parts_of(row_id: str) -> tuple[str, str, Stage] | None:
    """(unit, digest, stage) of one of our ids, as a person may have it: capitals, blanks
    and marks of direction do not matter."""
    match = _OURS.fullmatch(_UNSEEN.sub("", row_id).casefold())
    if match is None:
        return None
    stage = next(stage for stage, letter in _LETTERS.items() if letter == match[3])
    return match[1], match[2], stage


def kept(text: str) -> str:
    """A text as a table can hold it: one sort of line end, what XML cannot say as U+FFFD."""
    return _ILLEGAL.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


STATUS = {
    Stage.EMPTY: "Not Translated",
    Stage.DRAFT: "Draft",
    Stage.TRANSLATED: "Translated",
    Stage.REJECTED: "Translation Rejected",
    Stage.REVIEWED: "Translation Approved",
    Stage.SIGNED_OFF: "Signed Off",
}
"""The words of Trados."""
_STAGES = {word.casefold(): stage for stage, word in STATUS.items()} | {
    "sign-off rejected": Stage.REJECTED, "rejected": Stage.REJECTED, "approved": Stage.REVIEWED,
    "reviewed": Stage.REVIEWED, "signed-off": Stage.SIGNED_OFF, "not started": Stage.EMPTY,
    "edited": Stage.DRAFT, "pre-translated": Stage.DRAFT, "confirmed": Stage.TRANSLATED,
    "proofread": Stage.SIGNED_OFF, "reviewer 1 confirmed": Stage.REVIEWED,
    "reviewer 2 confirmed": Stage.SIGNED_OFF, "translator confirmed": Stage.TRANSLATED,
    "差し戻し": Stage.REJECTED, "査読済み": Stage.REVIEWED, "承認済み": Stage.SIGNED_OFF,
    "翻訳済み": Stage.TRANSLATED, "下訳": Stage.DRAFT,
}  # fmt: skip


def stage_of(status: str) -> Stage | None:
    """The stage a status names, matches in percent aside; None for a word that is not known."""
    plain = re.sub(r"\s*\([^()]*\)\s*$", "", " ".join(status.split())).casefold()
    return _STAGES.get(plain)
