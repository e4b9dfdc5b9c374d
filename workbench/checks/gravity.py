"""In what respect a finding is wrong and how gravely, after the top level of MQM.

Lives here: `category` and `gravity` of a finding, and `grave`, what a run fails on. Takes findings, gives words.
May import: errors, model, wording, `check` of this room.
Apart from `reporters` because the desk asks as well, to know whether a run failed.
"""

from __future__ import annotations

from collections.abc import Callable

from workbench.checks.check import registry
from workbench.errors import UsageError
from workbench.model import Finding, Severity
from workbench.wording import _

CATEGORIES = ("accuracy", "fluency", "terminology", "style", "formatting")
GRAVITIES = ("critical", "major", "minor")
"""The worst first."""
_FAMILIES = {
    "completeness": "accuracy", "consistency": "style", "house": "style", "machine": "accuracy", "markup": "formatting", "names": "accuracy",
    "numbers": "accuracy", "punctuation": "formatting", "quotes": "formatting", "register": "style",
    "spacing": "formatting", "subtitles": "style", "terms": "terminology", "words": "fluency",
}  # fmt: skip
_CHECKS = {
    "machine.loop": "fluency", "machine.junk": "fluency", "names.honorific": "style", "names.dot": "formatting",
    "consistency.same-target": "accuracy", "punctuation.end": "fluency",
}  # fmt: skip
_CRITICAL = (
    "numbers.",
    "machine.negation",
    "markup.placeholders",
    "completeness.language",
    "names.missing",
)
"""What turns a text's meaning or breaks a program; as a warning, which may be wrong, it is major."""


def category(finding: Finding) -> str:
    """One of CATEGORIES; checks of others by their `category`, else accuracy."""
    family = finding.check.split(".")[0]
    known = _CHECKS.get(finding.check) or _FAMILIES.get(family)
    return known or str(getattr(registry().get(finding.check), "category", "")) or "accuracy"


def gravity(finding: Finding) -> str:
    """`critical`, `major` or `minor`."""
    if finding.severity is Severity.NOTE:
        return "minor"
    critical = finding.check.startswith(_CRITICAL)
    if finding.severity is Severity.ERROR:
        return "critical" if critical else "major"
    return "major" if critical else "minor"


def grave(fail_on: str) -> Callable[[Finding], bool]:
    """Whether a run fails on a finding: `error`, `warning`, `note` or worse, `critical`, `major`, `minor` or
    worse, a category, `category:major`, several apart by commas, `never`. Raises UsageError."""
    asked = [_one(part.strip()) for part in fail_on.split(",")]
    return lambda finding: any(one(finding) for one in asked)


def _one(name: str) -> Callable[[Finding], bool]:
    severities = [severity.value for severity in Severity]
    kind, colon, least = name.partition(":")
    if name == "never":
        return lambda finding: False
    if name in severities:
        worst = severities[: severities.index(name) + 1]
        return lambda finding: finding.severity.value in worst
    if name in GRAVITIES:
        worst = list(GRAVITIES[: GRAVITIES.index(name) + 1])
        return lambda finding: gravity(finding) in worst
    if kind in CATEGORIES and (least in GRAVITIES or not colon):
        worst = list(GRAVITIES[: GRAVITIES.index(least or "minor") + 1])
        return lambda finding: category(finding) == kind and gravity(finding) in worst
    raise UsageError(
        _("{name} is nothing a run can fail on").format(name=name),
        hint=_("known: {names}").format(
            names=", ".join([*severities, "never", *GRAVITIES, *CATEGORIES, "accuracy:major"])
        ),
    )
