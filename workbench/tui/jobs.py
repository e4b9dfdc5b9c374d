"""Long work beside the keys: progress, time left, Esc stops it and keeps what is done.

Lives here: Jobs, the part of the app that runs a job in a thread. A job is an iterator of (done, all): between
two of its steps it can be stopped.
May import: errors, wording and `view` of this room; textual.
Apart from `view` because waiting is not drawing.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from textual import work
from textual.worker import get_current_worker

from workbench.errors import WorkbenchError, printable
from workbench.tui.view import View
from workbench.wording import _

Steps = Callable[[], Iterator[tuple[int, int]]]
_EVERY = 0.2
"""Seconds between two reports."""
_READ = 2.0
"""Seconds that it takes to read why a job was refused."""


def left(done: int, total: int, seconds: float) -> str:
    """What is left at the pace so far, in words; empty while it cannot be known."""
    if done < 2 or seconds < 1 or done >= total:
        return ""
    rest = round(seconds / done * (total - done))
    if rest < 90:
        return _("{n} s left").format(n=max(1, rest))
    return _("{n} min left").format(n=round(rest / 60))


class Jobs(View):
    """One job at a time."""

    _job = ""
    """What is being done; empty where nothing is."""
    _refused = 0.0
    """When another job was refused last: that is not overwritten at once."""

    def begin(self, title: str, steps: Steps, ended: Callable[[bool], None]) -> bool:
        """Start a job; False where another runs. `ended(stopped)` is called on the app's thread."""
        if self._job:
            self._refused = time.monotonic()
            self._say(_("{job} is still running; Esc stops it").format(job=self._job))
            return False
        self._job = title
        self._work(title, steps, ended)
        return True

    def stop_job(self) -> bool:
        """Stop the running job after its present step; False where none runs."""
        if not self._job:
            return False
        self.workers.cancel_group(self, "job")
        return True

    @work(thread=True, group="job")
    def _work(self, title: str, steps: Steps, ended: Callable[[bool], None]) -> None:
        worker = get_current_worker()
        begun = said = time.monotonic()
        problem = ""
        try:
            for done, total in steps():
                if worker.is_cancelled:
                    break
                now = time.monotonic()
                if now - said >= _EVERY:
                    said = now
                    self.call_from_thread(self._progress, title, done, total, now - begun)
        except WorkbenchError as error:
            problem = str(error)
        self.call_from_thread(self._over, worker.is_cancelled, ended, problem)

    def _progress(self, title: str, done: int, total: int, seconds: float) -> None:
        if time.monotonic() - self._refused < _READ:
            return
        parts = [f"{title} {done}/{total}", left(done, total, seconds), _("Esc stops")]
        self._say(" · ".join(part for part in parts if part))

    def _over(self, stopped: bool, ended: Callable[[bool], None], problem: str) -> None:
        self._job = ""
        if problem:
            self._say(printable(problem))
        else:
            ended(stopped)
