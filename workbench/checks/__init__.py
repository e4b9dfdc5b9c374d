"""Checks: is the target sound?

Lives here: the room's public names; each is loaded when first asked for. One module per family.
Takes units, gives Findings; a check that could not run says so and is never green by failing.
May import: model, errors, wording, language, config; terms from `terms` alone.
A room of its own because rules of style change with style guides and newsrooms.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workbench.checks.baseline import (
        accepted,
        is_findings_baseline,
        read_findings_baseline,
        write_findings_baseline,
    )
    from workbench.checks.check import Check, CheckContext, Example, registry
    from workbench.checks.run import check_unit, explain, in_order, run_checks

_HOMES = {
    "Check": "check",
    "CheckContext": "check",
    "Example": "check",
    "accepted": "baseline",
    "check_unit": "run",
    "explain": "run",
    "in_order": "run",
    "is_findings_baseline": "baseline",
    "read_findings_baseline": "baseline",
    "registry": "check",
    "run_checks": "run",
    "write_findings_baseline": "baseline",
}

__all__ = [
    "Check",
    "CheckContext",
    "Example",
    "accepted",
    "check_unit",
    "explain",
    "in_order",
    "is_findings_baseline",
    "read_findings_baseline",
    "registry",
    "run_checks",
    "write_findings_baseline",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
