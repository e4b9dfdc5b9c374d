"""Long work beside the keys: progress, time left, Esc stops it and keeps what is done.

Lives here: Jobs, which runs a Work in a thread, and `time_left`. Between two of its steps a work can be
stopped. Posts Stepped and Ended.
May import: desk, errors, wording; textual.
Apart from `dialogue` because waiting is not asking.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

from textual.message import Message
from textual.widget import Widget
from textual.worker import get_current_worker

from workbench.desk.commands import Work
from workbench.errors import WorkbenchError
from workbench.wording import _

_EVERY = 0.2
"""Seconds between two reports."""
_READ = 2.0
"""Seconds that it takes to read why a job was refused."""


def time_left(done: int, total: int, seconds: float) -> str:
    """What is left at the pace so far, in words; empty while it cannot be known."""
    if done < 2 or seconds < 1 or done >= total:
        return ""
    rest = round(seconds / done * (total - done))
    if rest < 90:
        return _("{n} s left").format(n=max(1, rest))
    return _("{n} min left").format(n=round(rest / 60))


class Jobs:
    """One job at a time, for a node that is told of it."""

    @dataclass
    class Stepped(Message):
        """A step is done; `said` is empty where there was a report just now."""

        work: Work
        said: str

    @dataclass
    class Ended(Message):
        """It is done, or was stopped; `problem` says what went wrong."""

        stopped: bool
        problem: str

    def __init__(self, node: Widget) -> None:
        self._node = node
        self.title = ""
        """What is being done; empty where nothing is."""
        self._refused = 0.0
        """When another job was refused last: that is not overwritten at once."""

    def begin(self, work: Work) -> bool:
        """Start a job; False where another runs."""
        if self.title:
            self._refused = time.monotonic()
            return False
        self.title = work.title
        self._node.run_worker(lambda: self._work(work), thread=True, group="job")
        return True

    def stop(self) -> bool:
        """Stop the running job after its present step; False where none runs."""
        if not self.title:
            return False
        self._node.workers.cancel_group(self._node, "job")
        return True

    def over(self) -> None:
        """Its end was heard; another may begin."""
        self.title = ""

    def _work(self, work: Work) -> None:
        worker = get_current_worker()
        begun = said = time.monotonic()
        problem = ""
        try:
            for done, total in work.steps():
                now, words = time.monotonic(), ""
                if now - said >= _EVERY and now - self._refused >= _READ:
                    said = now
                    parts = [f"{work.title} {done}/{total}", time_left(done, total, now - begun)]
                    words = " · ".join([*filter(None, parts), _("Esc stops")])
                if words or work.after_step is not None:
                    self._node.post_message(self.Stepped(work, words))
                if worker.is_cancelled:
                    break
        except WorkbenchError as error:
            problem = str(error)
        self._node.post_message(self.Ended(worker.is_cancelled, problem))
