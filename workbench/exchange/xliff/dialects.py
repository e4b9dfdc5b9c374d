"""What dialects of XLIFF differ in, as data.

Lives here: versions and namespaces, `CODES` (inline elements and what they are), `LOCKS`, and the table of
states, read from `data/exchange/xliff-states.tsv`: `places_of`, `meaning`, `spelling`, and `state_table`,
which the manual prints.
May import: config (where package data lies).
Apart from `scan` because a new tool is a few rows here and no code.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import cache
from typing import NamedTuple

from workbench.config import shipped

CORE = re.compile(r"urn:oasis:names:tc:xliff:document:(\d+\.\d+)")
"""Namespace of a version; 2.1 has that of 2.0."""
VERSIONS = {
    "1.0": frozenset([""]),
    "1.1": frozenset(["", "1.1"]),
    "1.2": frozenset(["", "1.2"]),
    "2.0": frozenset(["", "2.0"]),
    "2.1": frozenset(["", "2.0", "2.1"]),
    "2.2": frozenset(["", "2.2", "2.0"]),
}
"""Version → namespaces its files have; files without one are common."""
VENDORS = {
    "http://sdl.com/FileTypes/SdlXliff/1.0": "sdl",
    "MQXliff": "mq",
    "urn:oasis:names:tc:xliff:matches:2.0": "mtc",
    "http://www.w3.org/XML/1998/namespace": "xml",
}
"""Namespace → the prefix it has in the tables here, whatever a file calls it."""
DIALECTS = {"sdl": "sdlxliff", "mq": "mqxliff"}
"""A declared namespace → the dialect it means."""


class Sort(Enum):
    """What an inline element is."""

    PAIR = "pair"
    """Its content is text: `<x1>…</x1>`."""
    MARK = "mark"
    """The same, but no code: it may be left out."""
    ALONE = "alone"
    """With its content, if any: `<x1/>`."""
    OPENS = "opens"
    """The first half of a pair."""
    CLOSES = "closes"
    """The second half."""


class Code(NamedTuple):
    """One inline element: what it is, what names it, what names the pair, whether its text is native."""

    sort: Sort
    ids: tuple[str, ...] = ("id",)
    pair: tuple[str, ...] = ()
    mark: bool = False


CODES = {
    "g": Code(Sort.PAIR),
    "pc": Code(Sort.PAIR),
    "mrk": Code(Sort.MARK, ("mid", "id", "mtype"), mark=True),
    "x": Code(Sort.ALONE),
    "ph": Code(Sort.ALONE),
    "it": Code(Sort.ALONE),
    "cp": Code(Sort.ALONE, ("hex",)),
    "bx": Code(Sort.OPENS, pair=("rid", "id")),
    "ex": Code(Sort.CLOSES, pair=("rid", "id")),
    "bpt": Code(Sort.OPENS, pair=("rid", "id")),
    "ept": Code(Sort.CLOSES, pair=("rid", "id")),
    "sc": Code(Sort.OPENS, pair=("id",)),
    "ec": Code(Sort.CLOSES, ("startRef", "id"), pair=("startRef",)),
    "sm": Code(Sort.OPENS, pair=("id",), mark=True),
    "em": Code(Sort.CLOSES, ("startRef",), pair=("startRef",), mark=True),
}
OTHER = Code(Sort.PAIR)
"""Elements of other namespaces inside a text."""
WHOLE = frozenset(["x-sdl-deleted"])
"""`mtype` of marks whose text is none of the segment's."""
SHOWN = ("equiv-text", "equiv", "disp", "ctype", "subType", "type")
"""Attributes that say what a code stands for, the best first."""
LOCKS = (
    ("unit", "translate", frozenset(["no"])),
    ("sdl:seg", "locked", frozenset(["true", "1", "yes", "locked"])),
    ("unit", "mq:locked", frozenset(["locked", "true", "1", "yes"])),
)
"""(element, attribute, values) of what is not to be changed."""
COPIES = frozenset(["new", "needs-translation", "initial", "NotStarted"])
"""Words with which a target that is its source, put there by a tool, is no translation yet."""
OFFERED = frozenset(["", "proposal", "accepted"])
"""`alttranstype` of what is a match, and not a former version or a rejected one."""


class State(NamedTuple):
    """One row of the table."""

    dialect: str
    place: str
    """`target`, `unit`, `segment` or `sdl:seg`, and an attribute: `target state`."""
    value: str
    """`-`: the attribute is not there."""
    means: str
    """How far the segment is, in the workbench's words."""
    written: tuple[str, ...]
    """The workbench's words that this value is written for."""


@cache
def state_table() -> tuple[State, ...]:
    """Every row, in the order of the file."""
    found = []
    for line in shipped("exchange", "xliff-states.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            dialect, place, value, means, *written = line.split("\t")
            found.append(State(dialect, place, value, means, tuple(" ".join(written).split())))
    return tuple(found)


@cache
def places_of(dialect: str) -> tuple[tuple[str, str], ...]:
    """(element, attribute) of where a dialect keeps states, the first choice first."""
    rows = dict.fromkeys(row.place for row in state_table() if row.dialect == dialect)
    return tuple((row.split()[0], row.split()[1]) for row in rows)


@cache
def _meanings(dialect: str, place: str) -> dict[str, str]:
    rows = [row for row in state_table() if (row.dialect, row.place) == (dialect, place)]
    return {row.value: row.means for row in rows}


@cache
def _spellings(dialect: str, place: str) -> dict[str, str]:
    rows = [row for row in state_table() if (row.dialect, row.place) == (dialect, place)]
    return {stage: row.value for row in rows for stage in row.written}


def meaning(dialect: str, place: tuple[str, str], value: str | None) -> str:
    """How far a segment with this value is; None: the attribute is not there."""
    known = _meanings(dialect, " ".join(place))
    return known.get("-" if value is None else value, "draft")


def spelling(dialect: str, place: tuple[str, str], stage: str) -> str:
    """The value to write; empty where the table has none."""
    return _spellings(dialect, " ".join(place)).get(stage, "")
