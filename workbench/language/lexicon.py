"""Base forms on disk, so that no process reads a whole dictionary to look up forty words.

Lives here: `base_form`. simplemma's dictionary of a language is laid out once per machine as a
small SQLite file in the user's cache folder; a look-up then costs microseconds and no memory,
where loading the dictionary costs 0.2 s and 25 MB. Where the file cannot be written or read, the
dictionary is asked itself. Takes a word and a language code, gives its base form or None.
May import: config (the cache folder), on_disk; sqlite3; simplemma where there is no file yet.
Apart from `lemmas` because that decides what a base form is, this only keeps them.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path

from workbench.config import user_cache
from workbench.language.on_disk import lay_out, opened

LookUp = Callable[[str], str | None]
_SMALL = 16_000_000
"""Bytes of the largest file that is read whole: English has 5 million, Finnish 100."""
_SCHEMA = "CREATE TABLE forms (form TEXT PRIMARY KEY, base TEXT NOT NULL) WITHOUT ROWID"


def base_form(word: str, code: str) -> str | None:
    """What the dictionary of language `code` gives for a lower-case word."""
    return _opened(code)(word)


def read_whole(code: str) -> None:
    """Read a dictionary at once, if it is not too large: for who will ask for very many words."""
    look_up = _opened(code)
    if isinstance(look_up, _Reader):
        look_up.read_whole()


@lru_cache(maxsize=8)
def _opened(code: str) -> LookUp:
    path = _path(code)
    if not path.is_file():
        words = _dictionary(code)
        if words is None:
            return lambda _word: None
        with contextlib.suppress(OSError, sqlite3.Error):
            lay_out(path, lambda database: _fill(database, words))
        return words.get
    database = opened(path, lambda _database: None)
    return _Reader(database, code, path) if database else (_dictionary(code) or {}).get


class _Reader:
    """Answers from a file, or from memory where it is damaged or was read whole."""

    def __init__(self, database: sqlite3.Connection, code: str, path: Path) -> None:
        self._database = database
        self._code = code
        self._path = path
        self._memory: Mapping[str, str] = {}

    def __call__(self, word: str) -> str | None:
        if self._memory:
            return self._memory.get(word)
        try:
            find = "SELECT base FROM forms WHERE form = ?"
            row = self._database.execute(find, (word,)).fetchone()
        except sqlite3.Error:
            self._mend()
            return self._memory.get(word)
        return row and str(row[0])

    def read_whole(self) -> None:
        try:
            if not self._memory and self._path.stat().st_size <= _SMALL:
                self._memory = dict(self._database.execute("SELECT form, base FROM forms"))
        except OSError:
            pass
        except sqlite3.Error:
            self._mend()

    def _mend(self) -> None:
        """A damaged file is made anew the next time; the dictionary answers itself now."""
        self._path.unlink(missing_ok=True)
        self._memory = _dictionary(self._code) or {}


def _dictionary(code: str) -> Mapping[str, str] | None:
    """simplemma's dictionary by lower-case form; None for a language it does not know."""
    from simplemma.strategies.dictionaries import DefaultDictionaryFactory

    try:
        words = DefaultDictionaryFactory(cache_max_size=1).get_dictionary(code)
    except ValueError:
        return None
    names = {form.lower(): base for form, base in words.items() if form == form.capitalize()}
    return names | {form: base for form, base in words.items() if form.islower()}


def _path(code: str) -> Path:
    """Where the forms of a language lie; another release of simplemma has another place.

    The release is read from the name of its dist-info folder: importlib.metadata takes 15 ms.
    """
    from importlib.util import find_spec

    spec = find_spec("simplemma")
    around = Path(spec.origin).parents[1] if spec and spec.origin else Path()
    release = next((info.stem for info in around.glob("simplemma-*.dist-info")), "simplemma")
    return user_cache() / release / f"{code}.sqlite"


def _fill(database: sqlite3.Connection, words: Mapping[str, str]) -> None:
    database.execute(_SCHEMA)
    database.executemany("INSERT INTO forms VALUES (?, ?)", sorted(words.items()))
