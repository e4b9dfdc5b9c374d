"""What `workbench score` says: text, JSON, Markdown for a CI summary.

Lives here: Result, and how it is printed. Takes scores, comparisons, effort and what fell short.
May import: scoring, config, errors, model, wording and `output` of this room.
Apart from `score` because measuring and wording change for different readers.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workbench.cli import output
from workbench.config import environment
from workbench.errors import printable
from workbench.model import Score
from workbench.wording import _

if TYPE_CHECKING:
    from workbench.scoring import Comparison, Effort, Sides

_SHOWN = 10
"""Segments named in one line."""


@dataclass(frozen=True)
class Result:
    """Everything one run of `score` found."""

    scores: Sequence[Score] = ()
    ids: Sequence[str] = ()
    """Segments that were scored."""
    failed: Sequence[str] = ()
    """Thresholds not met, one line each."""
    unmatched: Sequence[str] = ()
    """Segments without a partner and why, one line each."""
    compared: Sequence[Comparison] = ()
    names: tuple[str, str] = ("", "")
    """The two systems compared."""
    effort: Effort | None = None
    sides: Sides | None = None
    empty: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Segments a system left empty, by its path."""


def show(result: Result, form: str, *, segments: bool) -> None:
    """Print a result; what fell short goes to stderr, and to GitHub where it runs there."""
    for line in _remarks(result):
        output.narrate(line)
    if form == "json":
        output.say_json(_fields(result))
        return
    {"markdown": _markdown, "text": _text}[form](result, segments)
    for line in result.failed:
        output.complain(line)
        if environment("GITHUB_ACTIONS"):
            # The runner reads commands on both streams, and stdout may be the job's summary.
            with redirect_stdout(sys.stderr):
                output.say(f"::error::{printable(line).replace('%', '%25')}")


def _remarks(result: Result) -> list[str]:
    """What a reader of the numbers must know about the segments behind them."""
    lines = [_("not scored: {line}").format(line=line) for line in result.unmatched]
    left_out = result.effort.left_out if result.effort else ()
    return [
        *lines,
        *(_("not counted: {line}").format(line=line) for line in left_out),
        *_empty(result),
    ]


def _empty(result: Result) -> list[str]:
    return [
        _("{path}: empty segments, scored as they are: {count} ({segments})").format(
            path=path,
            count=len(units),
            segments=", ".join(units[:_SHOWN]) + (", …" if len(units) > _SHOWN else ""),
        )
        for path, units in result.empty.items()
    ]


def _text(result: Result, segments: bool) -> None:
    output.table([[s.metric, _value(s), s.signature] for s in result.scores], right=[1])
    for score in result.scores if segments else ():
        _table(*_by_segment(result, score))
    if result.compared:
        _table([_("metric"), *result.names, "", "", "", _("signature")],
               [_compared(c) for c in result.compared], right=[1, 2])  # fmt: skip
    if result.effort:
        output.table(_effort(result.effort), right=[1])
        if segments:
            _table(*_by_unit(result.effort), right=[1, 2, 3])


def _table(head: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int] = (1,)) -> None:
    """A table under a heading, apart from what stands above it."""
    if rows:
        output.say()
        output.table([head, *rows], right=right)


def _markdown(result: Result, segments: bool) -> None:
    signed = [[_cell(s.metric), _value(s), _code(s.signature)] for s in result.scores]
    parts = [_grid([_("metric"), _("score"), _("signature")], signed)]
    rows = [[*map(_cell, row[:-1]), _code(row[-1])] for row in map(_compared, result.compared)]
    names = [_cell(name) for name in result.names]
    parts.append(_grid([_("metric"), *names, "p", "", "", _("signature")], rows, right=[1, 2, 3]))
    if result.effort:
        rows = [[*map(_cell, row)] for row in _effort(result.effort)]
        parts.append(_grid([_("effort"), "", ""], rows))
    for score in result.scores if segments else ():
        head, rows = _by_segment(result, score)
        parts.append(_grid([*head[:2], _code(head[2])], [[*map(_cell, row)] for row in rows]))
    if result.effort and segments:
        head, rows = _by_unit(result.effort)
        parts.append(_grid(head, [[*map(_cell, row)] for row in rows], right=[1, 2, 3]))
    if result.unmatched:
        say = _("segments not scored, listed in the log: {count}")
        parts.append(say.format(count=len(result.unmatched)))
    parts += map(_cell, _empty(result))
    parts += [f"**{_cell(line)}**" for line in result.failed]
    if any(parts):
        output.say("\n\n".join(part for part in parts if part))


def _grid(head: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int] = (1,)) -> str:
    """A Markdown table of finished cells; nothing where there are no rows."""
    rule = ["---:" if n in right else "---" for n in range(len(head))]
    lines = ["| " + " | ".join(row) + " |" for row in (head, rule, *rows)]
    return "\n".join(lines) if rows else ""


def _cell(text: str) -> str:
    """Text as a Markdown table can hold it."""
    return printable(text).replace("\\", "\\\\").replace("|", "\\|").replace("`", "\\`")


def _code(text: str) -> str:
    """A signature as code. GitHub splits cells before it reads code, so the bar is escaped here too
    (GFM 4.10)."""
    escaped = printable(text).replace("|", "\\|")
    return f"`{escaped}`" if text else ""


def _value(score: Score) -> str:
    if score.low is None or score.high is None:
        return f"{score.value:.2f}"
    return f"{score.value:.2f} ({score.low:.2f}–{score.high:.2f})"


def _compared(compared: Comparison) -> list[str]:
    verdict, p_value = _("no significance test"), ""
    if compared.p_value is not None:
        verdict = _("significant") if compared.significant else _("not significant")
        p_value = f"p = {compared.p_value:.3f}"
    return [
        compared.metric, f"{compared.first.value:.2f}", f"{compared.second.value:.2f}",
        p_value, verdict, compared.test, compared.signatures,
    ]  # fmt: skip


def _by_segment(result: Result, score: Score) -> tuple[list[str], list[list[str]]]:
    """Heading and rows: a score's numbers segment by segment, with the signature they have."""
    from workbench.scoring import segment_signature

    rows = zip(result.ids, score.segments, strict=False)
    head = [_("segment"), score.metric, segment_signature(score)]
    return head, [[unit, f"{value:.2f}", ""] for unit, value in rows]


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


def _by_unit(effort: Effort) -> tuple[list[str], list[list[str]]]:
    """Heading and rows: effort unit by unit."""
    rows = zip(effort.ids, effort.edits, effort.rates, strict=True)
    times = {unit: clock(seconds) for unit, seconds in effort.seconds.items()}
    return [_("unit"), _("edits"), _("edit rate"), _("time")], [
        [unit, str(edits), f"{rate:.1f}", times.get(unit, "")] for unit, edits, rate in rows
    ]


def clock(seconds: float) -> str:
    """`1:02:03` or `2:03`."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"


def _fields(result: Result) -> dict[str, object]:
    made: dict[str, object] = {
        "segments": len(result.ids),
        "unmatched": len(result.unmatched),
        "mismatches": list(result.unmatched),
        "empty": {path: list(units) for path, units in result.empty.items()},
        "failed": list(result.failed),
        "scores": [_score_fields(score, result.ids) for score in result.scores],
        "compared": [
            {"metric": c.metric, "first": c.first.value, "second": c.second.value,
             "signature": c.first.signature, "second_signature": c.second.signature,
             "p": c.p_value, "method": c.method, "samples": c.samples}
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
        from workbench.scoring import segment_signature

        made["segment_signature"] = segment_signature(score)
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
