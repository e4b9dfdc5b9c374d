"""The translation memory.

Lives here: Memory. Takes translations, gives them back: one SQLite file, many readers, one writer.
An entry is known by its document and unit where it has them, else by its source, target and context:
the same again is an update, never a double.
May import: errors, language, wording and the modules of this room.
Apart from `fuzzy` and `concordance` because keeping is not searching.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Self

from workbench.errors import MemoryFileError
from workbench.language import with_script
from workbench.memory.concordance import occurrences
from workbench.memory.entry import COLUMNS, Found, MemoryEntry, Occurrence, Penalties
from workbench.memory.fuzzy import FuzzySearch
from workbench.memory.postings import Postings, Row
from workbench.memory.schema import connect, refused
from workbench.memory.tokens import index_terms, key_of, masked, units_of
from workbench.wording import _

_BATCH = 20_000
"""Entries indexed together."""
_LONGEST = 100_000
"""Characters of a segment; more is no segment."""
Progress = Callable[[int], None]


class Memory:
    """One language pair's translations. Use as a context manager or call `close`."""

    def __init__(
        self, path: Path, source_language: str, target_language: str, *, readonly: bool = False
    ) -> None:
        """Open or make the file. Raises MemoryFileError: damaged, newer, of another pair."""
        self.path = path
        self.source_language = with_script(source_language)
        self.target_language = with_script(target_language)
        self.readonly = readonly
        self._db = connect(path, self.source_language, self.target_language, readonly=readonly)
        self._postings = Postings(self._db)
        self._search = FuzzySearch(self._db, self._postings, self.source_language)

    def imported(self, file: str) -> tuple[int, int, int, bool] | None:
        """(size, time of change, units taken, whether all of it) of an earlier import."""
        with self._reading():
            row = self._db.execute(
                "select size, modified, position, done from imported where file = ?", (file,)
            ).fetchone()
        return (row[0], row[1], row[2], bool(row[3])) if row else None

    def note_import(self, file: str, size: int, modified: int, position: int, done: bool) -> None:
        """Remember how far an import came, in the present change."""
        self._db.execute(
            "insert or replace into imported values (?, ?, ?, ?, ?)",
            (file, size, modified, position, int(done)),
        )

    @contextmanager
    def writing(self) -> Iterator[None]:
        """All changes inside are one; an error takes them back. Raises MemoryFileError."""
        if self._db.in_transaction:  # inside another
            yield
            return
        try:
            self._db.execute("begin immediate")
            try:
                yield
            except BaseException:
                self._db.execute("rollback")
                self._search.forget()
                raise
            self._db.execute("commit")
        except sqlite3.Error as error:
            raise refused(self.path, error) from error

    @contextmanager
    def _reading(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise refused(self.path, error) from error

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def __len__(self) -> int:
        with self._reading():
            return int(self._db.execute("select count(*) from segment").fetchone()[0])

    def __bool__(self) -> bool:
        """An empty memory is a memory."""
        return True

    def add(self, entries: Iterable[MemoryEntry], on_progress: Progress | None = None) -> int:
        """Keep translations, as one change; returns how many were new or differ.

        Entries without words on either side are passed over. `on_progress` gets the number looked at.
        Raises MemoryFileError; then nothing of it is kept.
        """
        changed = looked = 0
        rows = iter(entries)
        with self.writing():
            while batch := list(islice(rows, _BATCH)):
                changed += self._add(batch)
                looked += len(batch)
                if on_progress:
                    on_progress(looked)
        return changed

    def _add(self, batch: Sequence[MemoryEntry]) -> int:
        made: list[Row] = []
        for entry in batch:
            source = units_of(entry.source, self.source_language)
            if not source or not entry.target.strip():
                continue
            self._bounded(entry)
            kept = self._kept(entry, key_of(source))
            if kept is not None:
                self._refresh(entry, kept)
                continue
            number = self._insert(entry, source)
            target = units_of(entry.target, self.target_language)
            made.append(
                (
                    number, len(source), index_terms(source, self.source_language),
                    index_terms(target, self.target_language),
                )
            )  # fmt: skip
        self._postings.add(made)
        if len(batch) < 100:
            self._postings.tidy()
        self._search.forget()
        return len(made)

    def _bounded(self, entry: MemoryEntry) -> None:
        size = max(len(entry.source), len(entry.target))
        if size > _LONGEST:
            raise MemoryFileError(
                _("a segment has {size} characters, more than {limit}").format(
                    size=size, limit=_LONGEST
                ),
                where=" ".join(filter(None, (entry.document, entry.unit))) or str(self.path),
                hint=_("cut it into paragraphs first"),
            )

    def _kept(self, entry: MemoryEntry, key: int) -> int | None:
        """The number of the entry where it is kept as it is; an older form of the unit is taken out."""
        columns = "source, target, previous, next, id"
        if entry.document and entry.unit:
            row = self._db.execute(
                f"select {columns} from segment where document = ? and unit = ? and unit != ''",
                (entry.document, entry.unit),
            ).fetchone()
        else:
            row = self._db.execute(
                f"select {columns} from segment where key = ? and source = ? and target = ?"
                " and previous is ? and next is ? and unit = ''",
                (key, entry.source, entry.target, entry.previous, entry.next),
            ).fetchone()
        if row is None:
            return None
        if row[:4] != (entry.source, entry.target, entry.previous, entry.next):
            self._db.execute("delete from segment where id = ?", (row[4],))
            return None
        return int(row[4])

    def _refresh(self, entry: MemoryEntry, number: int) -> None:
        """The same again: the later date and the higher count stay."""
        self._db.execute(
            "update segment set changed = max(changed, ?), used = max(used, ?) where id = ?",
            (entry.changed, entry.used, number),
        )

    def _insert(self, entry: MemoryEntry, units: list[str]) -> int:
        mask = key_of(units_of(masked(entry.source), self.source_language))
        done = self._db.execute(
            "insert into segment (key, mask, source, target, previous, next, document, unit, author,"
            " origin, created, changed, used, properties, words)"
            " values (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            (
                key_of(units), mask, entry.source, entry.target, entry.previous, entry.next,
                entry.document, entry.unit, entry.author, entry.origin, entry.created, entry.changed,
                entry.used, json.dumps(dict(entry.properties), ensure_ascii=False), len(units),
            ),
        )  # fmt: skip
        return int(done.lastrowid or 0)

    def delete(self, numbers: Iterable[int]) -> int:
        """Take entries out by number; returns how many there were."""
        with self.writing():
            done = self._db.executemany(
                "delete from segment where id = ?", ((number,) for number in numbers)
            )
            self._search.forget()
            return max(0, done.rowcount)

    def forget(self, document: str, units: Iterable[tuple[str, str]], within: str) -> int:
        """Take out what a document's units gave: the entry of each (unit, source), and those of its
        parts, named `unit` + `within` + a number. Returns how many there were. Raises MemoryFileError."""
        gone = 0
        with self.writing():
            for unit, source in units:
                for which, values in (
                    ("unit = ? and source = ?", (unit, source)),
                    ("unit > ? and unit < ?", (unit + within, unit + within + ":")),
                ):  # a colon comes after every digit
                    done = self._db.execute(
                        f"delete from segment where document = ? and unit != '' and {which}",
                        (document, *values),
                    )
                    gone += max(0, done.rowcount)
            if gone:
                self._search.forget()
        return gone

    def taken(self, number: int) -> None:
        """Count a use of an entry."""
        with self.writing():
            self._db.execute("update segment set used = used + 1 where id = ?", (number,))

    def entries(self) -> Iterator[MemoryEntry]:
        """Every entry in the order it came, in bounded memory."""
        last = 0
        while True:
            with self._reading():
                rows = self._db.execute(
                    f"select {COLUMNS} from segment where id > ? order by id limit 1000", (last,)
                ).fetchall()
            if not rows:
                return
            yield from map(MemoryEntry.of, rows)
            last = rows[-1][-1]

    def entry(self, number: int) -> MemoryEntry | None:
        """The entry of a number."""
        with self._reading():
            row = self._db.execute(
                f"select {COLUMNS} from segment where id = ?", (number,)
            ).fetchone()
        return MemoryEntry.of(row) if row else None

    def matches(
        self,
        source: str,
        *,
        limit: int = 5,
        minimum: int = 70,
        previous: str | None = None,
        next: str | None = None,  # noqa: A002  (the field's own name)
        penalties: Penalties | None = None,
    ) -> list[Found]:
        """Entries whose source resembles `source`, best first, one for each target."""
        with self._reading():
            return self._search.matches(
                source, limit=limit, minimum=minimum, previous=previous, following=next,
                penalties=penalties or Penalties(),
            )  # fmt: skip

    def concordance(
        self, query: str, *, side: str = "source", mode: str = "text", limit: int = 50
    ) -> list[Occurrence]:
        """Entries that hold `query`, latest first. `side`: source, target or both; `mode`: text,
        lemma (any inflection of the words) or regex. Raises UsageError."""
        languages = {"source": self.source_language, "target": self.target_language}
        sides = ("source", "target") if side == "both" else (side,)
        with self._reading():
            found: list[Occurrence] = []
            for one in sides:
                found += occurrences(
                    self._db, self._postings, query, one, languages.get(one, ""), mode,
                    limit - len(found),
                )  # fmt: skip
            return found
