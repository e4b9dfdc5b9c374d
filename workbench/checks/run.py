"""Running checks.

Lives here: `run_checks`, `check_unit`, `explain`. Takes units and a context, gives Findings in the
order of units and checks. A check that raises is reported as `not-checked`, never as fine.
May import: model, errors, wording, language and the modules of this room.
Apart from `check` because choosing and silencing are not a check's business.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from workbench.checks.check import CAUGHT, Check, CheckContext, registry
from workbench.checks.prefilter import Document
from workbench.errors import UsageError
from workbench.language import info
from workbench.model import Finding, Severity, State, Unit
from workbench.wording import _

NOT_CHECKED = "not-checked"


def selected(language: str, off: Sequence[str], only: Sequence[str] = ()) -> list[Check]:
    """The checks for a target language, without those switched off by id or family.

    Raises UsageError for a name that is neither.
    """
    checks = registry()
    families = {check.family for check in checks.values()}
    for name in [*off, *only]:
        if name not in checks and name not in families:
            from difflib import get_close_matches

            near = get_close_matches(name, [*checks, *families], 1)
            raise UsageError(
                _("there is no check {name}").format(name=name),
                hint=_("did you mean {near}?").format(near=near[0])
                if near
                else _("`workbench check --list` names them"),
            )
    code = info(language).code
    return [
        check
        for check in checks.values()
        if (not check.languages or code in check.languages)
        and not {check.id, check.family} & set(off)
        and (not only or {check.id, check.family} & set(only))
    ]


def without_rules(language: str) -> list[str]:
    """The families of checks that have no rule for a target language: what they look at is not checked."""
    code = info(language).code
    families: dict[str, bool] = {}
    for check in registry().values():
        mine = not check.languages or code in check.languages
        families[check.family] = families.get(check.family, False) or mine
    return sorted(family for family, mine in families.items() if not mine)


def run_checks(
    units: Iterable[Unit],
    context: CheckContext,
    *,
    off: Sequence[str] = (),
    only: Sequence[str] = (),
    severities: Mapping[str, str] | None = None,
    whole: bool | None = None,
) -> list[Finding]:
    """Findings on units, obsolete ones left out; silenced checks are silent on their unit. `whole`
    asks only the checks that compare units, or only the others."""
    _proved(severities or {})
    checks = [
        check
        for check in selected(context.target_language, off, only)
        if whole is None or check.whole is whole
    ]
    live = [u for u in units if u.state is not State.OBSOLETE and not u.locked]
    out: list[Finding] = []
    for unit, asked in zip(live, _asked(live, checks, context), strict=True):
        if asked:
            out += _on_unit(unit, context, asked, severities or {})
    return out


def in_order(findings: Iterable[Finding], units: Sequence[Unit]) -> list[Finding]:
    """Findings of several runs as one run would give them: by unit, then by check."""
    places = {unit.id: place for place, unit in enumerate(units)}
    checks = {check: place for place, check in enumerate(registry())}
    return sorted(findings, key=lambda f: (places[f.unit], checks.get(f.check, len(checks))))


def _asked(
    units: Sequence[Unit], checks: Sequence[Check], context: CheckContext
) -> Sequence[Sequence[Check]]:
    """For each unit the checks that may find something there, in order."""
    document = Document(units)
    asked: list[list[Check]] = [[] for _unit in units]
    for check in checks:
        try:
            numbers = check.worth(document, context)
        except CAUGHT:  # asked about each unit, it says so itself
            numbers = None
        for number in range(len(units)) if numbers is None else numbers:
            asked[number].append(check)
    return asked


def _proved(severities: Mapping[str, str]) -> None:
    """Raise UsageError for a severity of no check, or one that is none."""
    selected("en", list(severities))
    known = [severity.value for severity in Severity]
    for name, value in severities.items():
        if value not in known:
            raise UsageError(
                _("{value} is no severity of {check}").format(value=value, check=name),
                hint=_("known: {names}").format(names=", ".join(known)),
            )


def check_unit(
    unit: Unit,
    context: CheckContext,
    *,
    off: Sequence[str] = (),
    severities: Mapping[str, str] | None = None,
) -> list[Finding]:
    """Findings on one unit as it is being edited."""
    return list(_on_unit(unit, context, selected(context.target_language, off), severities or {}))


def _on_unit(
    unit: Unit, context: CheckContext, checks: Sequence[Check], severities: Mapping[str, str]
) -> Iterator[Finding]:
    silenced = {check for check, _reason in unit.silenced} if unit.silenced else ()
    written = bool(unit.target)
    failed: list[Finding] = []
    for check in checks:
        if not (written or check.empty):
            continue
        if silenced and (check.id in silenced or check.family in silenced):
            continue
        try:
            for finding in check.check(unit, context):
                severity = severities.get(check.id) or severities.get(check.family)
                yield _weighed(finding, severity)
        except CAUGHT as error:
            message = _("{check} could not run: {error}").format(check=check.id, error=error)
            failed.append(Finding(NOT_CHECKED, Severity.ERROR, unit.id, message))
    yield from failed


def _weighed(finding: Finding, severity: str | None) -> Finding:
    if severity is None or severity == finding.severity.value:
        return finding
    return Finding(
        finding.check, Severity(severity), finding.unit, finding.message,
        finding.source_spans, finding.target_spans, finding.fix,
    )  # fmt: skip


def explain(check_id: str) -> str:
    """What a check is for, with a bad and a good example. Raises UsageError."""
    check = registry().get(check_id)
    if check is None:
        selected("en", [check_id])  # raises with the nearest name, unless it is a family
        members = [c for c in registry().values() if c.family == check_id]
        return "\n".join(f"{c.id:<28} {c.severity.value:<8} {_(c.title())}" for c in members)
    languages = ", ".join(check.languages) or _("all")
    said = [_(text) for text in (check.title(), check.about()) if text]
    head = f"{check.id}  ({check.severity.value}; {languages})"
    lines = [line for text in (head, *said) for line in (text, "")]
    for label, example in ((_("bad"), check.bad), (_("good"), check.good)):
        lines += [f"{label}:", f"  {example.source}", f"  {example.target}"]
    return "\n".join(lines)
