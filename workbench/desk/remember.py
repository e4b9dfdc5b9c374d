"""The memory follows confirmed text.

Lives here: Remembering. Hears of changes, gives the memory what became confirmed and takes out what is no
longer: taken back, typed over, cleared, sent back for work. It keeps what it heard in a queue, so that no
key waits for a database: who has threads calls `write` in one.
May import: catalog, config, desk, errors, memory, model.
Apart from `matches` because that knows what is in it, this when.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterable

from workbench.catalog import Catalog
from workbench.config import Config
from workbench.desk.change import Change
from workbench.desk.matches import forget, remember
from workbench.errors import MemoryFileError
from workbench.memory import Memory
from workbench.model import State, Unit


class Remembering:
    """One session's memory, kept as its catalog is."""

    def __init__(
        self,
        memory: Memory,
        catalog: Callable[[], Catalog],
        *,
        author: str = "",
        config: Config | None = None,
        say: Callable[[str], None] = lambda _problem: None,
        lock: threading.Lock | None = None,
        later: Callable[[], None] | None = None,
    ) -> None:
        """`catalog` gives the catalog as it now is; `say` gets what goes wrong, as editing
        goes on without a memory; `lock` is held while it is used; `later` is told that there is something
        to write, without it that is done at once."""
        self._memory, self._catalog, self._author, self._say = memory, catalog, author, say
        self._config = config
        self._lock = lock or threading.Lock()
        self._later = later
        self._heard: deque[tuple[Catalog, tuple[Unit, ...], tuple[Unit, ...]]] = deque()

    def heard(self, change: Change) -> None:
        """What a change confirmed, and what it took from the confirmed."""
        before, after = _confirmed(change.before), _confirmed(change.after)
        kept = tuple(unit for what, unit in after.items() if what not in before)
        gone = tuple(unit for what, unit in before.items() if what not in after)
        if kept or gone:
            self._heard.append((self._catalog(), gone, kept))
            if self._later is None:
                self.write()
            else:
                self._later()

    def write(self) -> None:
        """Give the memory all that was heard, in order; any thread may."""
        with self._lock:
            try:
                while self._heard:
                    catalog, gone, kept = self._heard.popleft()
                    with self._memory.writing():
                        forget(catalog, self._memory, gone)
                        remember(
                            catalog, self._memory, kept, author=self._author, config=self._config
                        )
            except MemoryFileError as error:
                self._say(str(error))


def _confirmed(units: Iterable[Unit]) -> dict[tuple[str, str, str], Unit]:
    """What the memory knows of units, for those that are confirmed."""
    return {(u.id, u.source, u.target): u for u in units if u.state is State.CONFIRMED}
