"""Work is shared by several processes, and nobody can tell from what they find."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from workbench.catalog import Catalog
from workbench.checks import CheckContext, in_order, run_checks
from workbench.config import Config
from workbench.desk.check import WORTH, findings_of
from workbench.desk.parallel import cores, shared
from workbench.model import State, Unit

FORKS = pytest.mark.skipif(
    not hasattr(os, "fork") or sys.platform == "darwin", reason="no process is forked here"
)


def document(count: int) -> tuple[Unit, ...]:
    """Units with findings of their own and of the whole document: spelling, style, same source."""
    targets = (
        "裁判所は2022年に認めた。",
        "ケイティーが来た。",
        "ケイティが来た。",
        "子どもが 3人来た。",
        "彼は行きました。",
        "「はい、と話した。",
    )
    return tuple(
        Unit(f"e{n}", f"The court, no. {n // 7}.", targets[n % 6], State.CONFIRMED)
        for n in range(count)
    )


@FORKS
@pytest.mark.parametrize("processes", [1, 2, 3, 8])
def test_findings_do_not_depend_on_how_many_look(processes: int) -> None:
    """The same findings in the same order, those about the whole document too."""
    units = document(WORTH + 7)
    alone = run_checks(units, CheckContext("en", "ja", units))
    assert {"consistency.spelling", "register.mixed", "consistency.same-source"} <= {
        finding.check for finding in alone
    }
    assert findings_of(Catalog("en", "ja", units), Config(), None, processes=processes) == alone


def test_two_runs_in_order_are_one() -> None:
    """What compares units and what does not, asked apart."""
    units = document(60)
    context = CheckContext("en", "ja", units)
    both = [f for whole in (True, False) for f in run_checks(units, context, whole=whole)]

    assert in_order(both, units) == run_checks(units, context) != both


def numbered(count: int, do: Callable[[int], None]) -> list[Callable[[], list[int]]]:
    """Tasks that give their number after doing something."""

    def task(number: int) -> Callable[[], list[int]]:
        return lambda: [do(number) or number, -number]

    return [task(number) for number in range(count)]


@pytest.mark.parametrize("processes", [1, 2, 3, 50])
@pytest.mark.parametrize("count", [0, 1, 2, 7, 256])
def test_what_tasks_give_comes_in_their_order(count: int, processes: int) -> None:
    """However many there are, and whoever does them."""
    given = shared(numbered(count, lambda _n: None), processes)

    assert given == [one for n in range(count) for one in (n, -n)]


def test_more_tasks_than_can_be_numbered_are_refused() -> None:
    """257 do not fit one byte."""
    with pytest.raises(ValueError, match="257 tasks, 256 at most"):
        shared(numbered(257, lambda _n: None), 2)


@FORKS
@pytest.mark.parametrize("end", ["kill", "raise"])
def test_a_helper_without_an_answer_costs_nothing(end: str) -> None:
    """One that dies or fails is replaced by the process that asked it."""
    here = os.getpid()

    def die(_number: int) -> None:
        if os.getpid() != here:
            if end == "raise":
                raise RuntimeError
            os.kill(os.getpid(), signal.SIGKILL)

    assert shared(numbered(9, die), 3) == shared(numbered(9, lambda _n: None), 1)


@FORKS
def test_a_task_that_fails_fails_here(tmp_path: Path) -> None:
    """A helper's complaint is its parent's, and every helper has gone."""

    def fail(number: int) -> None:
        (tmp_path / str(os.getpid())).touch()
        if number == 3:
            raise KeyError(number)

    with pytest.raises(KeyError, match="3"):
        shared(numbered(9, fail), 3)
    for process in {int(path.name) for path in tmp_path.iterdir()} - {os.getpid()}:
        with pytest.raises(ProcessLookupError):
            os.kill(process, 0)


def test_there_is_a_core() -> None:
    """At least the one this runs on, at most what the machine has."""
    assert 1 <= cores() <= (os.cpu_count() or 1)


_WAITING = """
import os, sys, time
from workbench.cli.guard import guarded
from workbench.desk.parallel import shared

def wait():
    os.write(1, b"looking\\n")  # print() may write the line and its end apart
    time.sleep(600)
    return []

sys.exit(guarded(lambda: len(shared([wait, wait], 2))))
"""


@FORKS
def test_an_interrupt_ends_all_of_them() -> None:
    """Ctrl-C reaches the whole group: one line, status 130, nobody left behind."""
    running = subprocess.Popen(
        [sys.executable, "-c", _WAITING], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        encoding="utf-8", start_new_session=True,
    )  # fmt: skip
    assert running.stdout is not None
    assert [running.stdout.readline() for _process in range(2)] == ["looking\n"] * 2
    os.killpg(running.pid, signal.SIGINT)
    _said, complaint = running.communicate(timeout=300)
    assert running.returncode == 130
    assert len(complaint.splitlines()) == 1
    with pytest.raises(ProcessLookupError):
        os.killpg(running.pid, 0)
