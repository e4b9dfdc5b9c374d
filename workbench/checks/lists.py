"""Lists of words that no rule can replace: names of places, words that rightly stand twice, …

Lives here: `rows`. Takes a list's name, gives its rows: those that ship in `data/checks`, then those of a
file of the same name in the folder `checks` of the user's data folder.
May import: config.
Apart from the families because lists are data, and a user's own rows join them all in one way.
"""

from __future__ import annotations

from functools import cache

from workbench.config import shipped, user_data


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """Fields of each row of a list, apart by tabs; lines that begin with # say why it is as it is. A
    user's file that cannot be read is passed over: no check falls silent for it."""
    found: list[tuple[str, ...]] = []
    for path in (shipped("checks", name), user_data() / "checks" / name):
        try:
            text = path.read_text("utf-8-sig")
        except (OSError, UnicodeError):
            continue
        found += [
            tuple(field.strip() for field in line.split("\t"))
            for line in text.splitlines()
            if line.strip() and not line.startswith("#")
        ]
    return tuple(found)


@cache
def words(name: str) -> frozenset[str]:
    """First fields of a list's rows."""
    return frozenset(row[0] for row in rows(name))
