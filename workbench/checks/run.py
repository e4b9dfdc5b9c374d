"""Running checks.

Lives here: `run_checks`, `check_unit`, `explain`. Takes units and a context, gives Findings in the
order of units and checks. A check that raises is reported as `not-checked`, never as fine.
May import: model, errors, wording, language and the modules of this room.
Apart from `check` because choosing and silencing are not a check's business.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches

from workbench.checks.check import CAUGHT, Check, CheckContext, registry
from workbench.errors import UsageError
from workbench.language import info
from workbench.model import Finding, Severity, State, Unit
from workbench.wording import _

NOT_CHECKED = "not-checked"
_MOST_KNOWN = 10_000


def selected(language: str, off: Sequence[str], only: Sequence[str] = ()) -> list[Check]:
    """The checks for a target language, without those switched off by id or family.

    Raises UsageError for a name that is neither.
    """
    checks = registry()
    families = {check.family for check in checks.values()}
    for name in [*off, *only]:
        if name not in checks and name not in families:
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


def run_checks(
    units: Iterable[Unit],
    context: CheckContext,
    *,
    off: Sequence[str] = (),
    only: Sequence[str] = (),
    severities: Mapping[str, str] | None = None,
) -> list[Finding]:
    """Findings on units, obsolete ones left out; silenced checks are silent on their unit."""
    worth = _Worth(selected(context.target_language, off, only))
    _proved(severities or {})
    out: list[Finding] = []
    for unit in units:
        if unit.state is not State.OBSOLETE:
            out += _on_unit(unit, context, worth.trying(unit.target), severities or {})
    return out


class _Worth:
    """Which of the checks may find something in a target, by the letters it has: most checks look
    for a letter that most targets lack, and one pass over the text answers for all of them."""

    def __init__(self, checks: Sequence[Check]) -> None:
        self._checks = checks
        self._asked = [frozenset(check.letters) for check in checks]
        self._letters = frozenset().union(*self._asked)
        self._known: dict[frozenset[str], Sequence[Check]] = {}

    def trying(self, target: str) -> Sequence[Check]:
        """The checks, in order."""
        if not target:
            return self._checks
        letters = self._letters.intersection(target)
        known = self._known.get(letters)
        if known is None:
            pairs = zip(self._checks, self._asked, strict=True)
            known = [c for c, asked in pairs if not asked or not asked.isdisjoint(letters)]
            if len(self._known) < _MOST_KNOWN:
                self._known[letters] = known
        return known


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
            yield Finding(NOT_CHECKED, Severity.ERROR, unit.id, message)


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
    doc = "\n".join(line.strip() for line in (check.__doc__ or "").strip().split("\n"))
    languages = ", ".join(check.languages) or _("all")
    lines = [f"{check.id}  ({check.severity.value}; {languages})", "", doc, ""]
    for label, example in ((_("bad"), check.bad), (_("good"), check.good)):
        lines += [f"{label}:", f"  {example.source}", f"  {example.target}"]
    return "\n".join(lines)
