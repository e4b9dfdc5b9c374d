"""What stands beside the unit: terms, findings, history.

Lives here: functions that make the text of a pane. Takes verdicts, findings, units; gives rich Text.
May import: errors, language, model, wording, `painting` of this room.
Apart from `app` because text can be tested without a screen.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from workbench.errors import printable
from workbench.language.cells import wrap
from workbench.model import Finding, Unit, Verdict, VerdictKind
from workbench.tui.painting import STYLES
from workbench.wording import _

WORDS = {
    VerdictKind.HONOURED: "ok",
    VerdictKind.ADMITTED: "ok",
    VerdictKind.MISSING: "MISSING",
    VerdictKind.FORBIDDEN: "AVOID",
    VerdictKind.INCONSISTENT: "VARIES",
}
GOOD = {VerdictKind.HONOURED, VerdictKind.ADMITTED}


def _lines(text: Text, words: str, width: int, style: str = "", indent: str = "  ") -> None:
    for line in wrap(printable(words), max(8, width - len(indent)), "ja"):
        text.append(f"{indent}{line}\n", style)


def terms_pane(verdicts: Sequence[Verdict], width: int) -> Text:
    """Each term of the source, its verdict, what to write."""
    good = sum(verdict.kind in GOOD for verdict in verdicts)
    text = Text(_("Terms {good}/{all}").format(good=good, all=len(verdicts)) + "\n", "bold")
    for number, verdict in enumerate(verdicts, 1):
        style = STYLES[verdict.kind.value]
        text.append(f"{number} {printable(verdict.hit.text)}  ")
        text.append(WORDS[verdict.kind] + "\n", style)
        _lines(text, " / ".join(verdict.targets[:3]), width)
        if verdict.reason:
            _lines(text, verdict.reason, width, "dim")
        if verdict.hit.forbidden:
            _lines(text, verdict.hit.forbidden, width, "dim")
    if not verdicts:
        text.append(_("no terms in this unit"), "dim")
    return text


def findings_pane(findings: Sequence[Finding], width: int) -> Text:
    """Each finding: how grave, what to do, whether it can be repaired."""
    text = Text(_("Findings {count}").format(count=len(findings)) + "\n", "bold")
    for finding in findings:
        text.append(finding.severity.value, STYLES[finding.severity.value])
        text.append(f"  {finding.check}" + ("  F9" if finding.fix else "") + "\n", "dim")
        _lines(text, finding.message, width)
    if not findings:
        text.append(_("nothing found"), "dim")
    return text


def history_pane(unit: Unit, width: int) -> Text:
    """Where the target came from, comments, the source it was made for."""
    text = Text(_("History") + "\n", "bold")
    made = unit.provenance
    if made is not None:
        parts = [made.origin.value, made.engine, made.package]
        if made.score is not None:
            parts.append(f"{made.score:.2f}")
        if made.rate is not None:
            parts.append(f"{made.rate} %")
        _lines(text, " ".join(part for part in parts if part), width)
        if made.terms:
            _lines(
                text,
                _("terms {good}/{asked}").format(good=made.terms[0], asked=made.terms[1]),
                width,
            )
        if made.warnings:
            _lines(
                text, _("look at: {codes}").format(codes=", ".join(made.warnings)), width, "yellow"
            )
    for line in unit.comments:
        _lines(text, "# " + line, width)
    for check, reason in unit.silenced:
        _lines(text, f"{check}: {reason}", width, "dim")
    if unit.previous_source:
        _lines(text, _("made for: {source}").format(source=unit.previous_source), width, "dim")
    for reference in unit.references:
        _lines(text, str(reference), width, "dim")
    return text


def status_line(units: Sequence[Unit], unit: Unit, terms: str, found: int, unsaved: bool) -> str:
    """Where one is and what is left."""
    done = sum(u.state.value == "confirmed" for u in units)
    place = next((n for n, u in enumerate(units, 1) if u.id == unit.id), 0)
    parts = [
        f"{unit.id}  {place}/{len(units)}",
        _("confirmed {done}").format(done=done),
        f"{100 * done // max(1, len(units))} %",
        _("terms {terms}").format(terms=terms),
        _("findings {found}").format(found=found),
        _("unsaved") if unsaved else _("saved"),
    ]
    return " " + " · ".join(parts)
