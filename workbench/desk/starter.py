"""A memory to start with.

Lives here: `import_starter`. The pairs that ship with the workbench (workbench/data/pairs) go into the
user's memory under the origin `starter`, which every match rate takes a few points off: nobody at this
desk wrote or read them. Doing it again changes nothing.
May import: config, errors, language, memory, wording.
Apart from `import_tmx` because what ships is known to be sound, and a file from outside is not.
"""

from __future__ import annotations

import lzma
from collections.abc import Callable, Iterator
from itertools import islice

from workbench.config import shipped
from workbench.errors import UsageError
from workbench.language import with_script
from workbench.memory import Memory, MemoryEntry
from workbench.wording import _

ORIGIN = "starter"
_BATCH = 10_000
_SUFFIX = ".tsv.xz"


def starter_pairs() -> list[str]:
    """The pairs that have one, `en-ja` and so on."""
    return sorted(path.name.removesuffix(_SUFFIX) for path in shipped("pairs").glob(f"*{_SUFFIX}"))


def import_starter(
    memory: Memory, on_progress: Callable[[int, int], None] | None = None
) -> tuple[int, int]:
    """(segments that ship, those new here) for the memory's pair. `on_progress` gets (taken, all).

    Raises UsageError where nothing ships for the pair, MemoryFileError."""
    pair = f"{with_script(memory.source_language)}-{with_script(memory.target_language)}"
    if pair not in starter_pairs():
        raise UsageError(
            _("no memory ships for {pair}").format(pair=pair),
            hint=_("there is one for {known}").format(known=", ".join(starter_pairs())),
        )
    rows = list(_rows(pair))
    entries = (MemoryEntry(source, target, origin=ORIGIN) for source, target in rows)
    taken = changed = 0
    while batch := list(islice(entries, _BATCH)):
        changed += memory.add(batch)
        taken += len(batch)
        if on_progress:
            on_progress(taken, len(rows))
    return taken, changed


def _rows(pair: str) -> Iterator[tuple[str, str]]:
    with lzma.open(shipped("pairs", pair + _SUFFIX), "rt", encoding="utf-8") as file:
        next(file)
        for line in file:
            _field, source, target, _names = line.rstrip("\n").split("\t")
            yield source, target
