"""kill -9 over every verb: the short run of `tests/benchmarks/kill_recovery.py`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

BENCHMARK = Path(__file__).resolve().parents[1] / "benchmarks" / "kill_recovery.py"
KILLS = os.environ.get("WORKBENCH_KILLS", "12")


def test_no_confirmed_unit_is_lost_and_none_is_in_a_wrong_place() -> None:
    """Typing, confirming, saving, splitting, joining, updating, importing, killed at random moments."""
    words = [sys.executable, str(BENCHMARK), "--kills", KILLS, "--seed", "3"]
    done = subprocess.run(words, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr
    assert ": 0 lost, 0 in a wrong place" in done.stdout
