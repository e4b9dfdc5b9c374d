"""What there is to translate, before work starts: the table every translator bills by.

Lives here: `analyse`. Takes catalogs and a memory, gives segments, words and characters by match rate.
Each paragraph counts once under the best that is known for it: repetition inside the job, then the
memory's match, then new.
May import: catalog, language, memory, model and `matches`, `summary` of this room.
Apart from `summary` because that counts what is done.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from workbench.catalog import Catalog
from workbench.desk.matches import neighbours
from workbench.desk.summary import length
from workbench.language.tags import stripped
from workbench.memory import Memory
from workbench.model import Unit

BANDS = ("repetitions", "101", "100", "95–99", "85–94", "75–84", "50–74", "new")
_LOWEST = {"95–99": 95, "85–94": 85, "75–84": 75, "50–74": 50}


@dataclass(slots=True)
class Band:
    """One row: how much of the job has such a match."""

    name: str
    segments: int = 0
    words: int = 0
    """Of the source; characters where its words are not spaced."""
    characters: int = 0
    """Of the source, white space left out."""

    def fields(self) -> dict[str, object]:
        """As JSON-able fields."""
        return asdict(self)


def analyse(catalogs: Iterable[Catalog], memory: Memory | None = None) -> list[Band]:
    """The bands in order, the sum (`total`) last."""
    bands = {name: Band(name) for name in (*BANDS, "total")}
    seen: set[str] = set()
    for catalog in catalogs:
        around = neighbours(catalog)
        for unit in catalog.live:
            again = max(0, len(unit.places) - 1)
            first = unit.source not in seen
            seen.add(unit.source)
            counted = [("repetitions", again + (not first))]
            if first:
                counted.append((_band(unit, around[unit.id], memory), 1))
            words = length(unit.source, catalog.source_language)
            characters = sum(not char.isspace() for char in stripped(unit.source)[0])
            for name, times in counted:
                for band in (bands[name], bands["total"]):
                    band.segments += times
                    band.words += times * words
                    band.characters += times * characters
    return list(bands.values())


def _band(unit: Unit, around: tuple[str, str], memory: Memory | None) -> str:
    if memory is None:
        return "new"
    found = memory.matches(unit.source, limit=1, minimum=50, previous=around[0], next=around[1])
    if not found:
        return "new"
    rate = found[0].rate
    if rate >= 100:
        return str(rate)
    return next(name for name, lowest in _LOWEST.items() if rate >= lowest)
