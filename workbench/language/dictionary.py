"""What a dictionary of two languages says of a word.

Lives here: Entry, Dictionary, `dictionary`, `look_up`, `headword`. Takes a word or phrase in either language, in any
form, gives its entries: how it is written, how it is read, what it means; English words also how often the
shipped package has met them. The words are those of `data/lexicon` (JMdict; made by `training.lexicon`), laid out
in the user's cache at the first question; where nothing can be laid out, in memory.
May import: english, japanese, languages, on_disk of this room; config.
Apart from `lexicon` because that knows the forms of a word, this its meanings.
"""

from __future__ import annotations

import hashlib
import lzma
import re
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from pathlib import Path

from workbench.config import shipped, user_cache
from workbench.language.languages import info
from workbench.language.on_disk import opened

HEAD = "|"
"""Between the glosses of an entry in the file."""
LONGEST = 4
"""Words of a phrase that is found."""
_ASIDE = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\])\s*")
_LEADING = re.compile(r"^(?:to be |to |a |an |the |one's |being )")
_WORD = r"[a-z]+(?:[-'][a-z]+)*"
_PHRASE = re.compile(rf"{_WORD}(?: {_WORD}){{0,{LONGEST - 1}}}")
_MOST = 40
"""Entries that one question reads."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One word of the other language than the dictionary's glosses."""

    written: str
    reading: str
    """In kana; what is written, where that is kana."""
    kind: str
    """Part of speech: n, する (noun and verb), v, adj, na, adv, exp, suf, pref or nothing."""
    glosses: tuple[str, ...]
    common: bool
    """Whether the dictionary counts it among the frequent words."""
    unsaid: bool
    """Old, coarse or of one group of speakers: for looking up, not for saying."""
    weight: int = 0
    """How likely it is what the word that was asked for becomes, from 1; 0 where the question was in its own language."""


def headword(gloss: str) -> str:
    """What a gloss can be found by: small letters, without asides and articles; empty where none is left."""
    bare = gloss.lower()
    if "(" in bare or "[" in bare:
        bare = _ASIDE.sub(" ", bare)
    bare = " ".join(_LEADING.sub("", bare.strip()).split())
    return bare if _PHRASE.fullmatch(bare) else ""


class Dictionary:
    """The entries of one file. Safe from threads."""

    def __init__(self, path: Path, cache: Path | None = None) -> None:
        """`path` is a file of the lexicon; raises OSError where it cannot be read."""
        digest = hashlib.sha256(path.read_bytes()).hexdigest()[:16]
        place = (
            (cache or user_cache()) / "dictionary" / f"{path.name.split('.')[0]}-{digest}.sqlite"
        )
        database = opened(place, lambda data: _fill(data, path))
        if database is not None and not _answers(database):
            place.unlink(missing_ok=True)
            database = None
        if database is None:
            database = sqlite3.connect(":memory:", check_same_thread=False)
            _fill(database, path)
        self._data = database

    def look_up(self, word: str, n: int = 12) -> list[Entry]:
        """The likeliest entries for a word or phrase of either language, best first."""
        word = " ".join(word.split())
        if not word or len(word) > 80:
            return []
        if word.isascii():
            return self.english(word, n)
        return self._japanese(word)[:n]

    def english(self, phrase: str, n: int = 12) -> list[Entry]:
        """Entries with such a gloss, likeliest first; inflected words are found by their base forms."""
        rows = self._weighed(_keys(phrase))
        ids = sorted(rows, key=lambda number: (-rows[number], number))[: min(n, _MOST)]
        return [self._entry(number, rows[number]) for number in ids]

    def _weighed(self, keys: Sequence[str]) -> dict[int, int]:
        out: dict[int, int] = {}
        for key in keys:
            found = self._data.execute(
                "SELECT entry, weight FROM english WHERE key = ? ORDER BY weight DESC LIMIT ?",
                (key, _MOST),
            )
            for entry, weight in found:
                out[entry] = max(weight, out.get(entry, 0))
        return out

    def _japanese(self, word: str) -> list[Entry]:
        forms = [word]
        from workbench.language.japanese import hiragana, morphemes

        parts = morphemes(word)
        if parts and parts[0].base != word:
            forms += [parts[0].base] if len(parts) < 4 else []
            forms += ["".join(part.surface for part in parts[:-1]) + parts[-1].base]
        forms += [hiragana(word)]
        ids: dict[int, None] = {}
        for form in dict.fromkeys(forms):
            rows = self._data.execute(
                "SELECT entry FROM japanese WHERE key = ? ORDER BY entry LIMIT ?", (form, _MOST)
            )
            ids |= {entry: None for (entry,) in rows}
        found = [self._entry(number, 0) for number in ids]
        return sorted(found, key=lambda one: (one.written != word, not one.common, one.unsaid))

    def _entry(self, number: int, weight: int) -> Entry:
        row = self._data.execute(
            "SELECT written, reading, marks, glosses FROM entries WHERE id = ?", (number,)
        ).fetchone()
        written, reading, marks, glosses = row
        return Entry(
            written, reading or written, marks.rstrip("*!"), tuple(glosses.split(HEAD)),
            "*" in marks, "!" in marks, weight,
        )  # fmt: skip

    def going_on(self, prefix: str, n: int = 12) -> list[str]:
        """English headwords that begin with `prefix`, those with the likeliest translations first."""
        low = headword(prefix)
        if not low:
            return []
        rows = self._data.execute(
            "SELECT key, max(weight) AS best FROM english WHERE key >= ? AND key < ?"
            " GROUP BY key ORDER BY best DESC, key LIMIT ?",
            (low, low + "\U0010ffff", n),
        )
        return [key for key, _best in rows]

    def met(self, word: str) -> int:
        """How often the corpus of the shipped package has an English word, in its commonest base form."""
        counts = [
            self._data.execute("SELECT n FROM met WHERE word = ?", (key,)).fetchone()
            for key in _keys(word)
        ]
        return max((int(row[0]) for row in counts if row), default=0)


@lru_cache(maxsize=4)
def dictionary(source: str, target: str) -> Dictionary | None:
    """The dictionary of a pair, whichever of the two is the source; None where none ships."""
    names = {info(source).code, info(target).code}
    if names != {"en", "ja"}:
        return None
    path = shipped("lexicon", "en-ja.txt.xz")
    return Dictionary(path) if path.is_file() else None


def look_up(word: str, source: str, target: str, n: int = 12) -> list[Entry]:
    """The entries of a word in either language of a pair, best first; none where no dictionary ships."""
    found = dictionary(source, target)
    return found.look_up(word, n) if found else []


@lru_cache(maxsize=4096)
def _keys(phrase: str) -> tuple[str, ...]:
    """What a phrase may be listed as: as it stands and with each word in its base form."""
    from workbench.language.english import lemmas

    low = headword(phrase) or headword(phrase.replace("-", " "))
    if not low:
        return ()
    forms = [dict.fromkeys([word, *sorted(lemmas(word))]) for word in low.split()]
    keys = [" ".join(row) for row in product(*forms)]
    return tuple(dict.fromkeys([*keys, *(key.replace("-", " ") for key in keys)]))[:32]


def _answers(data: sqlite3.Connection) -> bool:
    try:
        return bool(data.execute("SELECT id FROM entries LIMIT 1").fetchone())
    except sqlite3.Error:
        return False


def _fill(data: sqlite3.Connection, path: Path) -> None:
    data.execute("CREATE TABLE entries (id INTEGER PRIMARY KEY, written, reading, marks, glosses)")
    data.execute("CREATE TABLE english (key TEXT, weight INTEGER, entry INTEGER)")
    data.execute("CREATE TABLE japanese (key TEXT, entry INTEGER)")
    data.execute("CREATE TABLE met (word TEXT PRIMARY KEY, n INTEGER) WITHOUT ROWID")
    part = ""
    entries: list[tuple[int, str, str, str, str]] = []
    english: list[tuple[str, int, int]] = []
    japanese: list[tuple[str, int]] = []
    met: list[tuple[str, int]] = []
    for number, line in enumerate(_lines(path)):
        if line[:1] == "[":
            part = line.strip("[]")
        elif part == "entries":
            written, reading, marks, said = line.split("\t")
            glosses = []
            for weighed in said.split(HEAD):
                gloss, _sign, weight = weighed.partition("=")
                glosses.append(gloss)
                if key := headword(gloss):
                    english.append((key, int(weight or 1), number))
            entries.append((number, written, reading, marks, HEAD.join(glosses)))
            japanese.append((written, number))
            if reading:
                japanese.append((reading, number))
        elif part == "met":
            word, _tab, n = line.partition("\t")
            met.append((word, int(n)))
    data.executemany("INSERT INTO entries VALUES (?, ?, ?, ?, ?)", entries)
    data.executemany("INSERT INTO english VALUES (?, ?, ?)", english)
    data.executemany("INSERT INTO japanese VALUES (?, ?)", japanese)
    data.executemany("INSERT OR IGNORE INTO met VALUES (?, ?)", met)
    data.execute("CREATE INDEX by_key ON english (key, weight)")
    data.execute("CREATE INDEX by_form ON japanese (key)")


def _lines(path: Path) -> Iterator[str]:
    with lzma.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield line.rstrip("\n")
