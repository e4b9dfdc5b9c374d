"""The translation memory beside the screen.

Lives here: Recall. Takes a session and its memory, gives matches for a unit, keeps what is confirmed.
May import: config, desk, memory, model, and no textual.
Apart from `drafter` because remembering is not drafting.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence

from workbench.config import Config
from workbench.desk.memory import from_memory, remember, suggestions
from workbench.desk.session import Session
from workbench.memory import Memory
from workbench.model import Match, Provenance, Unit


class Recall:
    """One memory, asked from one thread at a time. Raises MemoryFileError."""

    def __init__(self, memory: Memory, session: Session, config: Config | None = None) -> None:
        self._memory, self._session = memory, session
        self._config = config or Config()
        self._asking = threading.Lock()

    def matches(self, unit: Unit) -> tuple[Match, ...]:
        """What was translated before and resembles the unit's source, best first."""
        with self._asking:
            return suggestions(self._memory, self._session.catalog, unit)

    def known(self, units: Sequence[Unit]) -> dict[str, tuple[str, Provenance]]:
        """Unit id → target and provenance, where the memory has something like it."""
        with self._asking:
            found = from_memory(self._session.catalog, units, self._memory, self._config)
        filled = {unit.id: found[unit.id].of(unit) for unit in units if unit.id in found}
        return {i: (u.target, u.provenance) for i, u in filled.items() if u.provenance}

    def keep(self, unit: Unit) -> None:
        """A unit was confirmed."""
        with self._asking:
            remember(self._session.catalog, self._memory, [unit])
