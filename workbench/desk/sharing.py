"""Checking a big catalog with every core.

Lives here: `shared_findings`. Takes units and a way to check some of them, gives the findings in the
order of the units, as one process would. Small catalogs, and systems that cannot fork, are checked
here and now; what a helper fails to answer is checked here too.
May import: catalog, model; the standard library.
Apart from `check` because what is found does not depend on who looks.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from workbench.catalog.po import uncollected
from workbench.model import Finding, Unit

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkProcess

Look = Callable[[Sequence[Unit]], list[Finding]]
WORTH = 4_000
"""Units from which a second process is sooner done than started."""
_FIRST = 300
"""Units checked before the others are shared, so that what is known of the whole document (its
style, its spellings) is worked out once, and every helper has it."""


def shared_findings(units: Sequence[Unit], look: Look, processes: int) -> list[Finding]:
    """What `look` finds in all units. Only for a process without threads: helpers are forked."""
    if len(units) < WORTH:
        return look(units)
    with uncollected():
        if processes < 2 or not _forks():
            return look(units)
        first, rest = units[:_FIRST], units[_FIRST:]
        found = look(first)
        size = -(-len(rest) // processes)
        mine, *others = [rest[at : at + size] for at in range(0, len(rest), size)]
        helpers = [_Helper(part, look) for part in others]
        try:
            found += look(mine)
            for helper in helpers:
                found += helper.answer()
        finally:
            for helper in helpers:
                helper.end()
        return found


def cores() -> int:
    """Processors that this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def _forks() -> bool:
    """Whether a process may be forked: not on Windows, and not safely on macOS."""
    return hasattr(os, "fork") and sys.platform != "darwin"


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Ctrl-C waits until the process has forked, where Python would pass it over or repeat it."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _Helper:
    """A forked process that looks at one part."""

    def __init__(self, part: Sequence[Unit], look: Look) -> None:
        self._part, self._look = part, look
        self._process: ForkProcess | None = None
        try:
            from multiprocessing import get_context

            forked = get_context("fork")
            self._answers, theirs = forked.Pipe(duplex=False)
            process = forked.Process(target=_help, args=(part, look, theirs), daemon=True)
            with _uninterrupted():
                process.start()
            self._process = process
            theirs.close()
        except (ImportError, OSError, ValueError):  # no process to be had
            self._process = None

    def answer(self) -> list[Finding]:
        """Its findings; looked for here where it has none to give."""
        if self._process is not None:
            try:
                found: list[Finding] = self._answers.recv()
                return found
            except (EOFError, OSError):
                pass
        return self._look(self._part)

    def end(self) -> None:
        """Stop it, whatever it is doing."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._answers.close()


def _help(part: Sequence[Unit], look: Look, answers: Connection) -> None:
    """In the helper: an interrupt is its parent's affair, and so is every complaint, as the parent
    looks for itself where no answer comes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        answers.send(look(part))
    finally:
        os._exit(0)
