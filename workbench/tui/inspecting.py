"""What is known of the present unit: terms, findings, matches.

Lives here: Inspecting, the part of the app that asks in a thread; an answer that comes too late is dropped.
May import: desk, errors, model.
Apart from `view` because knowing is not drawing.
"""

from __future__ import annotations

import contextlib

from textual import work
from textual.app import App

from workbench.desk.desk import Desk
from workbench.desk.inspect import Inspector
from workbench.desk.remember import Remembering
from workbench.desk.session import Session
from workbench.errors import WorkbenchError
from workbench.model import Finding, Match, Unit, Verdict

NOBODY = Unit("", "")
"""What is shown where a catalog has no units."""


class Inspecting(App[int]):
    """A session and what terms, checks and memory say of its present unit."""

    def __init__(self, session: Session, desk: Desk, *, ansi: bool = False) -> None:
        """`ansi`: colours are the terminal's own, to be sent as they are."""
        super().__init__(ansi_color=True if ansi else None)
        self.session, self.desk = session, desk
        self.inspector = Inspector(desk, lambda: session.catalog)
        session.use_check(self.check_one)
        session.use_hits(self.inspector.hits)
        session.subscribe(self.inspector.heard)
        self.remembering: Remembering | None = None
        self._with_memory = True
        self._found: dict[str, str] = {}
        self._verdicts: tuple[Verdict, ...] = ()
        self._findings: list[Finding] = []
        self._stamp = 0
        self._wanted: tuple[int, Unit] | None = None
        self._inspecting = False
        self._recalled: tuple[tuple[str, str], tuple[Match, ...]] = (("", ""), ())

    def _paint(self) -> None:
        """Draw what is known; the view does."""
        raise AssertionError

    def _say(self, text: str, *, failed: bool = False) -> None:
        """Put words on the notice line; the view does."""
        raise AssertionError((text, failed))

    @property
    def shown(self) -> Unit:
        """The present unit, or an empty one."""
        return self.session.unit if self.session.at else NOBODY

    def _look(self) -> None:
        """Ask for terms and findings of the present unit; draw meanwhile."""
        self._stamp += 1
        self._paint()
        if self.session.at:
            self._wanted = (self._stamp, self.session.unit)
            if not self._inspecting:
                self._inspecting = True
                self._inspect()

    @work(thread=True, group="inspect")
    def _inspect(self) -> None:
        """One thread at a time, always on the latest unit: fast typing piles nothing up."""
        while wanted := self.call_from_thread(self._next_wanted):
            stamp, unit = wanted
            verdicts = self.inspector.verdicts(unit)
            if self.call_from_thread(self._judged, stamp, verdicts):
                self.call_from_thread(self._inspected, stamp, self.check_one(unit))
            self._recall(unit)

    def _recall(self, unit: Unit) -> None:
        """What the memory has for a unit's source; asked once as one comes to it."""
        asked = (unit.id, unit.source)
        if not self._with_memory or asked == self._recalled[0]:
            return
        problem = ""
        found: tuple[Match, ...] = ()
        try:
            found = self.desk.matches(self.session.catalog, unit)
        except WorkbenchError as error:
            self._with_memory, problem = False, str(error)
        self.call_from_thread(self._recollected, asked, found, problem)

    def remember(self) -> None:
        """Keep the memory as the catalog is, in a thread: no key waits for a database. A memory that
        cannot be opened is said, and editing goes on without it."""
        try:
            memory = self.desk.memory
        except WorkbenchError as error:
            self._with_memory = False
            self._say(str(error), failed=True)
            return
        if memory is None or self.session.read_only:
            return
        self.remembering = Remembering(
            memory,
            lambda: self.session.catalog,
            author=self.desk.config.author,
            config=self.desk.config,
            say=self._memory_fails,
            lock=self.desk.remembering,
            later=self._to_write,
        )
        self.session.subscribe(self.remembering.heard)

    def _to_write(self) -> None:
        self._write_down()

    def _memory_fails(self, problem: str) -> None:
        """From the thread that writes; where the screen is gone, nobody is left to read it."""
        with contextlib.suppress(RuntimeError):
            self.call_from_thread(self._say, problem, failed=True)

    @work(thread=True, group="remember")
    def _write_down(self) -> None:
        if self.remembering is not None:
            self.remembering.write()

    def _recollected(self, asked: tuple[str, str], found: tuple[Match, ...], problem: str) -> None:
        self._recalled = (asked, found)
        if problem:
            self._say(problem, failed=True)
        self._paint()

    @property
    def matches(self) -> tuple[Match, ...]:
        """What the memory has for the present unit, as far as it has answered."""
        asked, found = self._recalled
        return found if asked == (self.shown.id, self.shown.source) else ()

    def check_one(self, unit: Unit) -> list[Finding]:
        """A unit's findings, from any thread; its mark in the list is kept."""
        findings = self.inspector.findings(unit)
        grave = any(f.severity.value == "error" for f in findings)
        self._found[unit.id] = "!" if grave else "?" if findings else " "
        return findings

    def _next_wanted(self) -> tuple[int, Unit] | None:
        wanted, self._wanted = self._wanted, None
        self._inspecting = wanted is not None
        return wanted

    def _judged(self, stamp: int, verdicts: tuple[Verdict, ...]) -> bool:
        """Terms come first; whether the findings are still wanted."""
        if stamp != self._stamp:
            return False
        if verdicts != self._verdicts:
            self._verdicts = verdicts
            self._paint()
        return True

    def _inspected(self, stamp: int, findings: list[Finding]) -> None:
        if stamp != self._stamp:
            return
        self._findings = findings
        self._paint()
