"""What `workbench score` says: text, JSON, Markdown for a CI summary.

Lives here: Result, and how it is printed. Takes scores, comparisons, effort and what fell short.
May import: scoring, config, errors, model, wording and `output` of this room.
Apart from `score` because measuring and wording change for different readers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.cli import output
from workbench.config import environment
from workbench.errors import printable
from workbench.model import Score
from workbench.wording import _

if TYPE_CHECKING:
    from workbench.scoring import Comparison, Effort, Sides


@dataclass(frozen=True)
class Result:
    """Everything one run of `score` found."""

    scores: Sequence[Score] = ()
    ids: Sequence[str] = ()
    """Segments that were scored."""
    failed: Sequence[str] = ()
    """Thresholds not met, one line each."""
    unmatched: int = 0
    compared: Sequence[Comparison] = ()
    names: tuple[str, str] = ("", "")
    """The two systems compared."""
    effort: Effort | None = None
    sides: Sides | None = None


def show(result: Result, form: str, *, segments: bool) -> None:
    """Print a result; what fell short goes to stderr, and to GitHub where it runs there."""
    if form == "json":
        output.say_json(_fields(result))
        return
    {"markdown": _markdown, "text": _text}[form](result, segments)
    for line in result.failed:
        output.complain(line)
        if environment("GITHUB_ACTIONS"):
            output.say(f"::error::{printable(line)}")


def _text(result: Result, segments: bool) -> None:
    output.table([[s.metric, _value(s), s.signature] for s in result.scores], right=[1])
    for score in result.scores if segments else ():
        rows = zip(result.ids, score.segments, strict=False)
        output.table([[unit, f"{value:.2f}"] for unit, value in rows], right=[1])
    if result.compared:
        output.say()
        head = [_("metric"), *result.names, "", "", ""]
        output.table([head, *(_compared(c) for c in result.compared)], right=[1, 2])
    if result.effort:
        output.table([[name, value, note] for name, value, note in _effort(result.effort)],
                     right=[1])  # fmt: skip
        if segments:
            output.table(_units(result.effort), right=[1, 2, 3])


def _markdown(result: Result, segments: bool) -> None:
    if result.scores:
        output.say(f"| {_('metric')} | {_('score')} | {_('signature')} |\n| --- | ---: | --- |")
    for score in result.scores:
        output.say(f"| {score.metric} | {_value(score)} | `{score.signature}` |")
    if result.compared:
        first, second = (_cell(name) for name in result.names)
        output.say(f"\n| {_('metric')} | {first} | {second} | p | |  |")
        output.say("| --- | ---: | ---: | ---: | --- | --- |")
    for compared in result.compared:
        output.say("| " + " | ".join(_compared(compared)) + " |")
    if result.effort:
        output.say(f"\n| {_('effort')} | | |\n| --- | ---: | --- |")
        for name, value, note in _effort(result.effort):
            output.say(f"| {name} | {value} | {note} |")
    for line in result.failed:
        output.say(f"\n**{_cell(line)}**")


def _cell(text: str) -> str:
    """Text as a Markdown table can hold it."""
    return printable(text).replace("\\", "\\\\").replace("|", "\\|").replace("`", "\\`")


def _value(score: Score) -> str:
    if score.low is None or score.high is None:
        return f"{score.value:.2f}"
    return f"{score.value:.2f} ({score.low:.2f}–{score.high:.2f})"


def _compared(compared: Comparison) -> list[str]:
    verdict = _("significant") if compared.significant else _("not significant")
    return [
        compared.metric, f"{compared.first.value:.2f}", f"{compared.second.value:.2f}",
        f"p = {compared.p_value:.3f}", verdict, compared.method,
    ]  # fmt: skip


def _effort(effort: Effort) -> list[tuple[str, str, str]]:
    """Name, value and what it means, line by line."""
    rows = [
        (_("edits"), f"{sum(effort.edits)}", _("characters inserted, deleted or replaced")),
        (_("edit rate"), f"{effort.rate:.2f}", _("edits per 100 characters of the final text")),
        (_("unchanged"), f"{effort.unchanged:.1f} %", _("drafts accepted as they were")),
        (_("units"), f"{len(effort.edits)}", _("with a draft and a confirmed text")),
    ]
    if effort.hter:
        rows.insert(2, ("hter", f"{effort.hter.value:.2f}", effort.hter.signature))
    if effort.time is not None:
        timed = sum(unit in effort.seconds for unit in effort.ids)
        rows.append((_("time"), clock(effort.time), _("over {count} units").format(count=timed)))
    return rows


def _units(effort: Effort) -> list[list[str]]:
    rows = zip(effort.ids, effort.edits, effort.rates, strict=True)
    times = {unit: clock(seconds) for unit, seconds in effort.seconds.items()}
    return [[unit, str(edits), f"{rate:.1f}", times.get(unit, "")] for unit, edits, rate in rows]


def clock(seconds: float) -> str:
    """`1:02:03` or `2:03`."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"


def _fields(result: Result) -> dict[str, object]:
    made: dict[str, object] = {
        "segments": len(result.ids),
        "unmatched": result.unmatched,
        "failed": list(result.failed),
        "scores": [_score_fields(score, result.ids) for score in result.scores],
        "compared": [
            {"metric": c.metric, "first": c.first.value, "second": c.second.value,
             "signature": c.first.signature, "p": c.p_value, "method": c.method}
            for c in result.compared
        ],
    }  # fmt: skip
    if result.effort:
        made["effort"] = _effort_fields(result.effort)
    return made


def _score_fields(score: Score, ids: Sequence[str]) -> dict[str, object]:
    made: dict[str, object] = {
        "metric": score.metric, "value": score.value, "signature": score.signature,
    }  # fmt: skip
    if score.low is not None:
        made["interval"] = [score.low, score.high]
    if score.segments:
        made["segments"] = dict(zip(ids, score.segments, strict=False))
    return made


def _effort_fields(effort: Effort) -> dict[str, object]:
    return {
        "edits": sum(effort.edits),
        "rate": effort.rate,
        "hter": _score_fields(effort.hter, ()) if effort.hter else None,
        "unchanged": effort.unchanged,
        "seconds": effort.time,
        "units": {
            unit: {"edits": edits, "rate": rate, "seconds": effort.seconds.get(unit)}
            for unit, edits, rate in zip(effort.ids, effort.edits, effort.rates, strict=True)
        },
        "left_out": list(effort.left_out),
    }
