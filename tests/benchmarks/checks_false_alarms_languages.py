"""False alarms of the checks on 200 good translations into Korean, Chinese, French and Spanish.

Lives here: the count. The pairs (`tests/data/pairs_five_languages.tsv`) were written for this, by hand, before
the checks were run on them; so they are no text of strangers. Run:
`python tests/benchmarks/checks_false_alarms_languages.py [-v]`. May import: checks, model.
"""

from __future__ import annotations

import sys
from pathlib import Path

from workbench.checks import CheckContext, run_checks
from workbench.model import Finding, State, Unit

FILE = Path(__file__).resolve().parents[1] / "data" / "pairs_five_languages.tsv"
LANGUAGES = ("ko", "zh-Hans", "fr", "es")


def units_of(language: str, source: str = "en") -> list[Unit]:
    """The pairs of two of the languages."""
    head, *rows = [line.split("\t") for line in FILE.read_text("utf-8").splitlines()]
    one, two = head.index(source), head.index(language)
    return [Unit(f"p{n}", row[one], row[two], State.CONFIRMED) for n, row in enumerate(rows, 1)]


def alarms(language: str, source: str = "en") -> list[Finding]:
    """What the checks say of the pairs, without terms."""
    units = units_of(language, source)
    return run_checks(units, CheckContext(source, language, units))


def main() -> None:
    """Print, per language, how many pairs have an error and how many anything."""
    for language in LANGUAGES:
        units, found = units_of(language), alarms(language)
        errors = {f.unit for f in found if f.severity.value == "error"}
        anything = {f.unit for f in found}
        print(
            f"{language:8} {len(units)} pairs  error {len(errors) / len(units):6.2%}"
            f"  anything {len(anything) / len(units):6.2%}"
        )
        for finding in found if "-v" in sys.argv else ():
            print(f"    {finding.unit} {finding.check}: {finding.message}")


if __name__ == "__main__":
    main()
