"""A TMX file goes into the memory.

Lives here: `import_tmx`. The file is read twice: once to prove it, so that a malformed one changes
nothing, once to take it in, in batches that each are whole. An import that was interrupted goes on
after its last batch when it is run again on the same file.
May import: errors, exchange, memory, wording.
Apart from `matches` of this room because a file from outside needs care that a catalog does not.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from workbench.errors import ExchangeError
from workbench.exchange.tmx import read_tmx
from workbench.memory import Memory
from workbench.wording import _

_BATCH = 20_000
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did."""

    units: int
    """Units of the pair in the file."""
    changed: int
    resumed: int
    """Units that an earlier, interrupted import had taken already."""


def import_tmx(path: Path, memory: Memory, on_progress: Progress | None = None) -> Imported:
    """Take a file in. `on_progress` gets (units taken, all). Raises ExchangeError, MemoryFileError."""
    pair = (memory.source_language, memory.target_language)
    total = sum(1 for _entry in read_tmx(path, *pair))
    if not total:
        raise ExchangeError(
            _("has no unit from {source} to {target}").format(source=pair[0], target=pair[1]),
            where=str(path), hint=_("name its languages with --from and --to"),
        )  # fmt: skip
    stat = path.stat()
    mark = (stat.st_size, stat.st_mtime_ns // 1_000_000)
    name = str(path.resolve())
    kept = memory.imported(name)
    taken = kept[2] if kept and kept[:2] == mark and not kept[3] else 0
    resumed, changed = taken, 0
    entries = islice(read_tmx(path, *pair), taken, None)
    while batch := list(islice(entries, _BATCH)):
        with memory.writing():
            changed += memory.add(batch)
            taken += len(batch)
            memory.note_import(name, *mark, taken, taken >= total)
        if on_progress:
            on_progress(taken, total)
    return Imported(total, changed, resumed)
