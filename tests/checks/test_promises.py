"""What the checks promise in numbers: they find what is broken and leave good Japanese alone."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from workbench.checks import CheckContext, registry, run_checks
from workbench.model import Severity, State, Unit


def test_seeded_errors_are_found(root: Path) -> None:
    """The benchmark's own threshold: 0.95 of at least 600 errors made by rule, every check asked."""
    said = subprocess.run(
        [sys.executable, root / "tests/benchmarks/checks_seeded.py", "--each", "15"],
        capture_output=True, encoding="utf-8", check=False, cwd=root / "tests/benchmarks",
    )  # fmt: skip
    assert said.returncode == 0, said.stdout[-3000:] + said.stderr[-2000:]
    rows = re.findall(r"^([a-z]+\.[a-z-]+) +(\d+) +(\d+)", said.stdout, re.M)
    assert len(rows) > 40
    assert [check for check, seeds, _found in rows if int(seeds) < 15] == []
    assert [check for check, seeds, found in rows if int(found) < 0.8 * int(seeds)] == []


def test_human_translations_are_left_alone(shared: Path) -> None:
    """At most 3 % of professional references with an error; no failed draft among them."""
    folder = shared / "eval"
    for name in ("flores-dev", "wmt22"):
        sides = (
            (folder / f"{name}.{code}").read_text("utf-8").split("\n") for code in ("en", "ja")
        )
        rows = [(a, b) for a, b in zip(*sides, strict=True) if a and b]
        units = [Unit(f"e{n}", a, b, State.CONFIRMED) for n, (a, b) in enumerate(rows, 1)]
        found = run_checks(units, CheckContext("en", "ja", units))
        wrong = {f.unit for f in found if f.severity is Severity.ERROR}
        assert len(wrong) <= 0.03 * len(units), f"{name}: {len(wrong)} of {len(units)}"
        assert not [f for f in found if f.check in {"machine.loop", "machine.junk", "not-checked"}]


def test_a_check_that_is_passed_over_would_have_found_nothing(shared: Path) -> None:
    """Checks say which letters they look for and are asked only about targets that have one; asked
    about every target, they find the same."""
    folder = shared / "eval"
    for name in ("wmt22.ja", "wmt22.argos.ja"):
        files = (folder / "wmt22.en", folder / name)
        sides = (path.read_text("utf-8").split("\n") for path in files)
        units = [
            Unit(f"e{n}", a, b, State.CONFIRMED)
            for n, (a, b) in enumerate(zip(*sides, strict=True))
            if a and b
        ]
        context = CheckContext("en", "ja", units)
        each = [
            finding
            for unit in units
            for check in registry().values()
            if (unit.target or check.empty) and (not check.languages or "ja" in check.languages)
            for finding in check.check(unit, context)
        ]
        assert run_checks(units, context) == each
