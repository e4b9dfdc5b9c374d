"""The translation memory beside the screen.

Lives here: Recall. Takes a session and its memory, gives matches for a unit, keeps what is confirmed.
May import: desk, memory, model, and no textual.
Apart from `drafter` because remembering is not drafting.
"""

from __future__ import annotations

import threading

from workbench.desk.memory import remember, suggestions
from workbench.desk.session import Session
from workbench.memory import Memory
from workbench.model import Match, Unit


class Recall:
    """One memory, asked from one thread at a time. Raises MemoryFileError."""

    def __init__(self, memory: Memory, session: Session) -> None:
        self._memory, self._session = memory, session
        self._asking = threading.Lock()

    def matches(self, unit: Unit) -> tuple[Match, ...]:
        """What was translated before and resembles the unit's source, best first."""
        with self._asking:
            return suggestions(self._memory, self._session.catalog, unit)

    def keep(self, unit: Unit) -> None:
        """A unit was confirmed."""
        with self._asking:
            remember(self._session.catalog, self._memory, [unit])
