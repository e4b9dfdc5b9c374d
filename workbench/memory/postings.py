"""The index: which segments hold a term.

Lives here: Postings. Segment numbers stand in blocks of 65,536, two bytes each; a batch of additions
writes one part per term and block, so that a million segments need neither much memory nor a
rewriting of what is there. A table of frequencies stands beside it: asking a full-text index for a
term's frequency means reading its whole list.
May import: `tokens` of this room; numpy.
Apart from `memory` because segments are rows and terms are lists.
"""

from __future__ import annotations

import sqlite3
import sys
from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy

BLOCK = 16
_MOST_PARTS = 48
"""Parts of the last block above which they are joined."""
_LENGTHS = "#"
"""The side under which (place, number of units) pairs of the sources stand."""

Row = tuple[int, int, set[str], set[str]]
"""(number, units of the source, terms of the source, terms of the target)."""


class Postings:
    """Term lists of one database."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def add(self, rows: Iterable[Row]) -> None:
        """Index segments; numbers ascend."""
        lists: dict[tuple[str, str, int], list[int]] = defaultdict(list)
        counts: dict[tuple[str, str], int] = defaultdict(int)
        for number, units, source, target in rows:
            block, place = number >> BLOCK, number & 0xFFFF
            lists[_LENGTHS, "", block] += (place, min(units, 0xFFFF))
            for side, terms in (("s", source), ("t", target)):
                for term in terms:
                    lists[side, term, block].append(place)
                    counts[side, term] += 1
        keys = sorted(lists)
        self._connection.executemany(
            "insert into posting values (?, ?, ?, ?, ?)",
            ((*key, lists[key][0], _packed(lists[key])) for key in keys),
        )
        self._connection.executemany(
            "insert into frequency values (?, ?, ?)"
            " on conflict (side, term) do update set n = n + excluded.n",
            ((*key, counts[key]) for key in sorted(counts)),
        )

    def tidy(self) -> None:
        """Join the parts of the last block where single additions left many."""
        found = self._connection.execute(
            "select block, count(*) from posting where side = ? group by block", (_LENGTHS,)
        ).fetchall()
        for block, parts in found:
            if parts > _MOST_PARTS:
                self._join(block)

    def _join(self, block: int) -> None:
        rows = self._connection.execute(
            "select side, term, part, ids from posting where block = ? order by side, term, part",
            (block,),
        ).fetchall()
        whole = [
            (*key, block, parts[0][2], b"".join(part[3] for part in parts))
            for key, group in groupby(rows, key=lambda row: row[:2])
            for parts in [list(group)]
        ]
        self._connection.execute("delete from posting where block = ?", (block,))
        self._connection.executemany("insert into posting values (?, ?, ?, ?, ?)", whole)

    def frequencies(self, side: str, terms: Iterable[str]) -> dict[str, int]:
        """How many segments were ever added with each term; terms that none has are left out."""
        wanted = list(terms)
        out: dict[str, int] = {}
        for start in range(0, len(wanted), 500):
            some = wanted[start : start + 500]
            marks = ",".join("?" * len(some))
            out |= dict(
                self._connection.execute(
                    f"select term, n from frequency where side = ? and term in ({marks})",
                    (side, *some),
                )
            )
        return out

    def beginning(self, side: str, head: str, limit: int = 200) -> list[str]:
        """Terms that begin so, the most frequent first."""
        rows = self._connection.execute(
            "select term from frequency where side = ? and term >= ? and term < ?"
            " order by n desc limit ?",
            (side, head, head + "\U0010ffff", limit),
        )
        return [row[0] for row in rows]

    def blocks(self) -> list[int]:
        """Numbers of the blocks, latest first."""
        rows = self._connection.execute(
            "select distinct block from posting where side = ? order by block desc", (_LENGTHS,)
        )
        return [row[0] for row in rows]

    def numbers(self, side: str, term: str) -> numpy.ndarray[Any, Any]:
        """Segment numbers that hold a term."""
        import numpy

        rows = self._connection.execute(
            "select block, ids from posting where side = ? and term = ?", (side, term)
        ).fetchall()
        blocks = numpy.array([block << BLOCK for block, _ids in rows], numpy.int32)
        counts = [len(ids) // 2 for _block, ids in rows]
        places = numpy.frombuffer(b"".join(ids for _block, ids in rows), "<u2")
        numbers: numpy.ndarray[Any, Any] = numpy.repeat(blocks, counts) + places
        return numbers

    def places(self, side: str, terms: Sequence[str], block: int) -> numpy.ndarray[Any, Any]:
        """For each place of a block whether its segment holds any of the terms."""
        import numpy

        marks = ",".join("?" * len(terms))
        rows = self._connection.execute(
            f"select ids from posting where side = ? and term in ({marks}) and block = ?",
            (side, *terms, block),
        )
        held = numpy.zeros(1 << BLOCK, bool)
        held[numpy.frombuffer(b"".join(row[0] for row in rows), "<u2")] = True
        return held

    def lengths(self, size: int) -> numpy.ndarray[Any, Any]:
        """Units of every source, by segment number; 0 where there is none."""
        import numpy

        out = numpy.zeros(size, numpy.int32)
        for block, data in self._connection.execute(
            "select block, ids from posting where side = ?", (_LENGTHS,)
        ):
            pairs = numpy.frombuffer(data, "<u2").reshape(-1, 2).astype(numpy.int64)
            out[pairs[:, 0] + (block << BLOCK)] = pairs[:, 1]
        return out


def _packed(numbers: list[int]) -> bytes:
    made = array("H", numbers)
    if sys.byteorder == "big":
        made.byteswap()
    return made.tobytes()
