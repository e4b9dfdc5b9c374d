"""What stands beside the unit: terms, memory, findings, history; and above it, where one is.

Lives here: functions that make the text of a pane and of the status line. Takes verdicts, matches, findings,
units; gives rich Text with lines that keep kinsoku.
May import: desk (reviews in words), errors, language, model, wording, `painting`, `shown`, `themes` of this room.
Apart from the widgets because text can be tested without a screen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.text import Text

from workbench.desk import reviews
from workbench.desk.versions import made_by
from workbench.errors import printable
from workbench.language.cells import wrap
from workbench.model import (
    Finding,
    Match,
    Stage,
    Unit,
    Verdict,
    VerdictKind,
    text_digest,
)
from workbench.tui.painting import Mark, painted
from workbench.tui.shown import MARKS, Known, Shown
from workbench.tui.themes import Styles
from workbench.wording import _

GOOD = {VerdictKind.HONOURED, VerdictKind.ADMITTED}
BAD = {VerdictKind.MISSING, VerdictKind.FORBIDDEN}


def verdict_word(kind: VerdictKind) -> str:
    """One word for a verdict."""
    return {
        VerdictKind.HONOURED: _("ok"),
        VerdictKind.ADMITTED: _("ok"),
        VerdictKind.MISSING: _("MISSING"),
        VerdictKind.FORBIDDEN: _("AVOID"),
        VerdictKind.INCONSISTENT: _("VARIES"),
        VerdictKind.OPTIONAL: _("free"),
    }[kind]


def _lines(text: Text, words: str, width: int, style: str = "", indent: str = "  ") -> None:
    for line in wrap(printable(words), max(8, width - len(indent)), "ja"):
        text.append(indent)
        text.append(line, style)
        text.append("\n")


MOST = 200
"""Terms or findings of one unit that a pane lays out before one asks for more by scrolling on."""


def _and_more(text: Text, left: int, styles: Styles) -> None:
    """How many are not laid out yet."""
    if left > 0:
        said = _("… and {count} more: scroll on for them").format(count=left)
        text.append(said + "\n", styles["dim"])


def terms_pane(
    verdicts: Sequence[Verdict], width: int, styles: Styles, readings: Mapping[str, str],
    most: int = MOST,
) -> Text:  # fmt: skip
    """The first terms of the source, verdict of each, what to write; `readings` of forms, where asked
    for."""
    text = Text()
    for number, verdict in enumerate(verdicts[:most], 1):
        text.append(f"{number} {printable(verdict.hit.text)}  ")
        text.append(verdict_word(verdict.kind), styles[verdict.kind.value])
        text.append("\n")
        said = [f + (f"（{readings[f]}）" if f in readings else "") for f in verdict.targets[:3]]
        _lines(text, " / ".join(said), width)
        if verdict.kind in BAD and verdict.found:
            _lines(text, _("found: {text}").format(text=verdict.found), width)
        if verdict.reason:
            _lines(text, verdict.reason, width, styles["dim"])
        if verdict.hit.forbidden:
            _lines(text, verdict.hit.forbidden, width, styles["dim"])
    _and_more(text, len(verdicts) - most, styles)
    if not verdicts:
        text.append(_("no terms in this unit"), styles["dim"])
    return text


def memory_pane(matches: Sequence[Match], width: int, styles: Styles) -> Text:
    """Each match: rate, what differs in the source, the target."""
    text = Text()
    for number, match in enumerate(matches, 1):
        text.append(f"{number}  {match.rate} %  ", styles["bold"])
        origin = " ".join(part for part in (match.origin, match.author) if part)
        text.append(printable(origin) + "\n", styles["dim"])
        if match.diff:
            _diff(text, match, width, styles)
        _lines(text, match.target, width)
    if not matches:
        text.append(_("the memory has nothing like it"), styles["dim"])
    return text


def _diff(text: Text, match: Match, width: int, styles: Styles) -> None:
    """The match's source against the unit's: what is new is underlined, what is gone struck out."""
    marks: list[Mark] = []
    at = 0
    for sign, part in match.diff:
        role = {"+": "insert", "-": "delete"}.get(sign, "dim")
        marks.append(((at, at + len(part)), role))
        at += len(part)
    plain = "".join(part for _sign, part in match.diff)
    for line in painted(plain, marks, max(8, width - 2), "en", styles).split("\n"):
        text.append("  ").append_text(line).append("\n")


def findings_pane(
    findings: Sequence[Finding], width: int, styles: Styles, most: int = MOST
) -> Text:
    """The first findings: how grave, what to do, whether it can be repaired."""
    text = Text()
    words = {"error": _("error"), "warning": _("warning"), "note": _("note")}
    for finding in findings[:most]:
        grave = finding.severity.value
        text.append(words[grave], styles[grave])
        text.append(f"  {finding.check}", styles["dim"])
        text.append("  F9" if finding.fix else "", styles["bold"])
        text.append("\n")
        _lines(text, finding.message, width)
    _and_more(text, len(findings) - most, styles)
    if not findings:
        text.append(_("nothing found"), styles["dim"])
    return text


def history_pane(unit: Unit, width: int, styles: Styles) -> Text:
    """Where the target came from, comments, the source it was made for."""
    text = Text()
    made = unit.provenance
    if made is not None:
        _lines(text, origin(unit), width)
        if made.terms and made.terms[0] < made.terms[1]:
            good, asked = made.terms
            said = _("{missed} of {asked} terms missed").format(missed=asked - good, asked=asked)
            _lines(text, said, width, styles["warning"])
        if made.warnings:
            codes = ", ".join(made.warnings)
            _lines(text, _("look at: {codes}").format(codes=codes), width, styles["warning"])
    for review in unit.reviews:
        void = review is not unit.review and review.of != text_digest(unit.source, unit.target)
        style = styles["dim"] if void else ""
        style = styles["error"] if not style and review.verdict is Stage.REJECTED else style
        _lines(
            text, reviews.said(review) + (_(" (of an earlier text)") if void else ""), width, style
        )
    if unit.locked:
        said = _("locked in the file it came from: {reason}").format(reason=unit.locked)
        _lines(text, said, width, styles["warning"])
    for note in unit.told:
        _lines(text, note, width)
    for line in unit.comments:
        _lines(text, "# " + line, width)
    for check, reason in unit.silenced:
        _lines(text, f"{check}: {reason}", width, styles["dim"])
    if unit.previous_source:
        said = _("made for: {source}").format(source=unit.previous_source)
        _lines(text, said, width, styles["dim"])
    for reference in unit.references:
        _lines(text, str(reference), width, styles["dim"])
    return text


def origin(unit: Unit) -> str:
    """Who made the target; empty where nobody did."""
    return made_by(unit.provenance) if unit.provenance and unit.target else ""


def terms_count(verdicts: Sequence[Verdict]) -> str:
    """`3/4`: of so many terms so many stand in the target; what may be left out does not count."""
    asked = [v for v in verdicts if v.kind is not VerdictKind.OPTIONAL]
    return f"{sum(v.kind in GOOD for v in asked)}/{len(asked)}"


def terms_missing(verdicts: Sequence[Verdict]) -> int:
    """How many terms are to be looked at. Said alone, as those that stand there are no praise of a draft."""
    return sum(v.kind not in GOOD and v.kind is not VerdictKind.OPTIONAL for v in verdicts)


def status_line(shown: Shown, known: Known) -> str:
    """Where one is and what is left."""
    unit = shown.unit.id
    parts = [
        f"{unit}  {shown.place + 1}/{shown.units}" if shown.units else _("no units"),
        _("confirmed {done}").format(done=shown.confirmed),
        f"{100 * shown.confirmed // max(1, shown.units)} %",
        _("findings {found}").format(found=len(known.findings)),
        _("unsaved") if shown.unsaved else _("saved"),
    ]
    if missing := terms_missing(known.verdicts):
        parts.insert(3, _("terms missing {count}").format(count=missing))
    counts, judged = dict(shown.stages), (Stage.REJECTED, Stage.REVIEWED, Stage.SIGNED_OFF)
    if said := [f"{MARKS[stage]}{counts[stage]}" for stage in judged if counts.get(stage)]:
        parts.insert(3, " ".join(said))  # by the marks of the list: a narrow screen has no room
    if shown.only:
        parts.insert(1, _("only {filter}").format(filter=printable(shown.only)))
    return " " + " · ".join(parts)
