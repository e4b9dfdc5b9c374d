"""What is known of a unit, asked in a thread.

Lives here: Inspecting. Takes a unit that is wished for, posts Judged, Inspected and Recalled; whoever
hears them drops what is not of the present unit. At most one thread, always on the latest wish: fast typing piles
nothing up. The mark of every unit that was ever checked is kept.
May import: desk, errors, model; textual.
Apart from the desk's Inspector because that has no threads.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from textual.message import Message
from textual.message_pump import MessagePump
from textual.widget import Widget

from workbench.desk.inspect import Inspector
from workbench.errors import WorkbenchError
from workbench.model import Finding, Match, Severity, Unit, Verdict

Matches = Callable[[Unit], tuple[Match, ...]]


class Inspecting:
    """Asks an Inspector and a memory for a node that is told."""

    @dataclass
    class Judged(Message):
        """Terms come first."""

        unit: Unit
        verdicts: tuple[Verdict, ...]

    @dataclass
    class Inspected(Message):
        """Then findings."""

        unit: Unit
        findings: tuple[Finding, ...]

    @dataclass
    class Recalled(Message):
        """What the memory has; asked for once as one comes to a unit."""

        unit: Unit
        matches: tuple[Match, ...]

    @dataclass
    class Failed(Message):
        """The memory cannot be asked; editing goes on without it."""

        problem: str

    class Marked(Message):
        """Units were checked; `marks` knows more."""

        def can_replace(self, message: Message) -> bool:
            """One is as good as many."""
            return isinstance(message, Inspecting.Marked)

    def __init__(self, node: Widget, inspector: Inspector, matches: Matches) -> None:
        self._node, self._inspector, self._matches = node, inspector, matches
        self.marks: dict[str, str] = {}
        """Unit id → `!`, `?` or a blank; a thread that checks puts it there whole."""
        self.with_memory = True
        self._recalled = ("", "")
        self._wanted: Unit | None = None
        self._busy = False
        self._lock = threading.Lock()

    def look(self, unit: Unit) -> None:
        """Find out about a unit, which is the present one from now on."""
        with self._lock:
            self._wanted = unit
            if self._busy:
                return
            self._busy = True
        self._node.run_worker(self._work, thread=True, group="inspect")

    def recall_again(self) -> None:
        """The memory is asked anew, as another part of the unit is looked at."""
        self._recalled = ("", "")

    def check(self, unit: Unit) -> list[Finding]:
        """A unit's findings, from any thread; its mark is kept."""
        findings = self._inspector.findings(unit)
        grave = any(f.severity is Severity.ERROR for f in findings)
        sign = "!" if grave else "?" if findings else " "
        if self.marks.get(unit.id) != sign:
            self.marks[unit.id] = sign
            self._post(self.Marked())
        return findings

    def _work(self) -> None:
        while (unit := self._next()) is not None:
            self._post(self.Judged(unit, self._inspector.verdicts(unit)))
            if self._wanted is None:  # else a later wish waits
                self._post(self.Inspected(unit, tuple(self.check(unit))))
            self._recall(unit)

    def _next(self) -> Unit | None:
        with self._lock:
            wanted, self._wanted = self._wanted, None
            self._busy = wanted is not None
        return wanted

    def _recall(self, unit: Unit) -> None:
        """What the memory has for a unit's source."""
        asked = (unit.id, unit.source)
        if not self.with_memory or asked == self._recalled:
            return
        self._recalled = asked
        found: tuple[Match, ...] = ()
        try:
            found = self._matches(unit)
        except WorkbenchError as error:
            self.with_memory = False
            self._post(self.Failed(str(error)))
        self._post(self.Recalled(unit, found))

    def _post(self, message: Message) -> None:
        node: MessagePump = self._node
        node.post_message(message)
