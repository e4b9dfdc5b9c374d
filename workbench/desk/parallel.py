"""Work for every core.

Lives here: `shared` and `cores`. Takes tasks that give lists, gives what they give, in order, as one
process would. Processes are forked and draw the tasks from one pipe, so that none waits while there is
something to do; systems that cannot fork do all here and now, and what a helper fails to answer is
done here too.
May import: the standard library only.
Apart from `check` because what is found does not depend on who looks.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any, NoReturn, TypeVar

T = TypeVar("T")
_MOST = 256
"""Tasks are numbered by one byte."""


def shared(tasks: Sequence[Callable[[], list[T]]], processes: int) -> list[T]:
    """What all tasks give, in their order; the longest should come first. Only for a process without
    threads: helpers are forked."""
    if processes < 2 or len(tasks) < 2 or not _forks():
        return [one for task in tasks for one in task()]
    if len(tasks) > _MOST:
        raise ValueError(f"{len(tasks)} tasks, {_MOST} at most")
    import pickle  # the helpers find it here

    numbers = _pipe_of(bytes(range(len(tasks))))
    helpers: list[_Helper] = []
    answers: dict[int, list[T]] = {}
    try:
        for _number in range(min(processes, len(tasks)) - 1):
            with suppress(OSError):  # no process to be had
                helpers.append(_Helper(tasks, numbers))
        answers.update(_drawn(tasks, numbers))
        for helper in helpers:
            with suppress(EOFError, OSError, pickle.UnpicklingError):
                answers.update(pickle.loads(helper.said()))
    finally:
        for helper in helpers:
            helper.end()
        os.close(numbers)
    return [
        one
        for number, task in enumerate(tasks)
        for one in (answers[number] if number in answers else task())
    ]


def cores() -> int:
    """Processors that this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def _forks() -> bool:
    """Whether a process may be forked: not on Windows, and not safely on macOS."""
    return hasattr(os, "fork") and sys.platform != "darwin"


def _pipe_of(numbers: bytes) -> int:
    """A pipe from which each number can be read once, by whoever is first."""
    out, into = os.pipe()
    os.write(into, numbers)
    os.close(into)
    return out


def _drawn(tasks: Sequence[Callable[[], list[T]]], numbers: int) -> dict[int, list[T]]:
    """The answers to the tasks that this process was the first to draw."""
    answers: dict[int, list[T]] = {}
    while drawn := os.read(numbers, 1):
        answers[drawn[0]] = tasks[drawn[0]]()
    return answers


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Ctrl-C waits until the process has forked, where Python would pass it over or repeat it."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _Helper:
    """A forked process that draws tasks as long as there are any."""

    def __init__(self, tasks: Sequence[Callable[[], list[Any]]], numbers: int) -> None:
        """Fork. Raises OSError where no process is to be had."""
        out, into = os.pipe()
        try:
            with _uninterrupted():
                self._process = os.fork()
                if not self._process:
                    _help(tasks, numbers, into)
        except OSError:
            os.close(out)
            raise
        finally:
            os.close(into)
        self._out = os.fdopen(out, "rb")

    def said(self) -> bytes:
        """All it had to say, when it has said it."""
        return self._out.read()

    def end(self) -> None:
        """Stop it, whatever it is doing."""
        with suppress(ProcessLookupError):
            os.kill(self._process, signal.SIGKILL)
        with suppress(ChildProcessError):
            os.waitpid(self._process, 0)
        self._out.close()


def _help(tasks: Sequence[Callable[[], list[Any]]], numbers: int, into: int) -> NoReturn:
    """In the helper: an interrupt is its parent's affair, and so is every complaint, as the parent
    does itself what nobody answers."""
    import pickle

    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        with os.fdopen(into, "wb") as file:
            pickle.dump(_drawn(tasks, numbers), file, pickle.HIGHEST_PROTOCOL)
    finally:
        os._exit(0)
