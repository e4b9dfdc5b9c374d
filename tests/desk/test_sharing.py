"""Big catalogs are checked by several processes, and nobody can tell from the findings."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Sequence

import pytest

from workbench.checks import CheckContext, run_checks
from workbench.desk.sharing import WORTH, cores, shared_findings
from workbench.model import Finding, State, Unit

FORKS = pytest.mark.skipif(
    not hasattr(os, "fork") or sys.platform == "darwin", reason="no process is forked here"
)


def document(count: int) -> list[Unit]:
    """Units with findings of their own and of the whole document: spelling, style, same source."""
    targets = (
        "裁判所は2022年に認めた。",
        "ケイティーが来た。",
        "ケイティが来た。",
        "子どもが 3人来た。",
        "彼は行きました。",
        "「はい、と話した。",
    )
    return [
        Unit(f"e{n}", f"The court, no. {n // 7}.", targets[n % 6], State.CONFIRMED)
        for n in range(count)
    ]


@FORKS
@pytest.mark.parametrize("processes", [1, 2, 3, 8])
def test_findings_do_not_depend_on_how_many_look(processes: int) -> None:
    """The same findings in the same order, those about the whole document too."""
    units = document(WORTH + 7)
    context = CheckContext("en", "ja", units)
    alone = run_checks(units, CheckContext("en", "ja", units))
    assert {"consistency.spelling", "register.mixed", "consistency.same-source"} <= {
        finding.check for finding in alone
    }
    assert shared_findings(units, lambda part: run_checks(part, context), processes) == alone


@FORKS
def test_a_helper_without_an_answer_costs_no_finding() -> None:
    """One that dies is replaced by the process that asked it."""
    units = document(WORTH)
    context = CheckContext("en", "ja", units)
    here = os.getpid()

    def look(part: Sequence[Unit]) -> list[Finding]:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return run_checks(part, context)

    assert shared_findings(units, look, 2) == run_checks(units, context)


def test_small_catalogs_are_checked_here_and_now() -> None:
    """In one call: starting a process would take longer."""
    asked: list[int] = []

    def look(part: Sequence[Unit]) -> list[Finding]:
        asked.append(len(part))
        return []

    assert shared_findings(document(WORTH - 1), look, 8) == []
    assert asked == [WORTH - 1]


def test_there_is_a_core() -> None:
    """At least the one this runs on, at most what the machine has."""
    assert 1 <= cores() <= (os.cpu_count() or 1)


_WAITING = """
import os, sys, time
from workbench.cli.guard import guarded
from workbench.desk.sharing import WORTH, shared_findings
from workbench.model import Unit

def look(units):
    if len(units) > 1000:
        os.write(1, b"looking\\n")  # print() may write the line and its end apart
        time.sleep(60)
    return []

units = [Unit(f"e{n}", "a") for n in range(WORTH)]
sys.exit(guarded(lambda: len(shared_findings(units, look, 2))))
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
    _said, complaint = running.communicate(timeout=20)
    assert running.returncode == 130
    assert len(complaint.splitlines()) == 1
    with pytest.raises(ProcessLookupError):
        os.killpg(running.pid, 0)
