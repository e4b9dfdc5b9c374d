"""The HTML report: one file that holds everything and asks for nothing.

Lives here: Report and `render`. Takes rows, scores and effort, gives a page. Style and script are
written into it, a content security policy allows those two by hash and nothing else, and all text
of users reaches the page as JSON data, never as markup.
May import: config (its template), errors, model, wording; `edits`, `metrics`, `plots`, `rows`,
`significance` of this room.
Apart from `rows` because this knows HTML and that knows texts.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from workbench import __version__
from workbench.config import shipped
from workbench.model import Score
from workbench.scoring.edits import Effort
from workbench.scoring.metrics import segment_signature
from workbench.scoring.plots import histogram
from workbench.scoring.rows import Mark, Row
from workbench.scoring.significance import Comparison
from workbench.wording import _, spoken

LOWER_IS_WORSE = {"bleu", "chrf", "chrf++", "terms"}
EFFORT = "edit rate"
_PLACE = re.compile(r"@([a-z-]+)@")
_RISKY = re.compile("[<>&\u2028\u2029\ud800-\udfff\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class Report:
    """Everything a page shows."""

    title: str
    rows: Sequence[Row]
    measures: Sequence[str] = ()
    """Names of the rows' scores, in their order; `edit rate` is the effort's."""
    scores: Sequence[Score] = ()
    effort: Effort | None = None
    compared: Sequence[Comparison] = ()
    languages: tuple[str, str] = ("en", "ja")


def render(report: Report) -> str:
    """The page as text. The same report gives the same page, byte for byte."""
    style, script = (
        shipped("report", name).read_text("utf-8") for name in ("report.css", "report.js")
    )
    parts = {
        "language": escape(spoken()),
        "title": escape(_visible(report.title)),
        "generator": f"translation-workbench {__version__}",
        "style": style,
        "script": script,
        "style-hash": _digest(style),
        "script-hash": _digest(script),
        "figures": _figures(report),
        "plots": "".join(_plots(report)),
        "orders": _options(_orders(report)),
        "shows": _options(_shows(report)),
        "legend": _legend(report),
        "help": _help(),
        "data": _data(report),
        **{name: escape(text) for name, text in _labels().items()},
    }
    page = shipped("report", "report.html").read_text("utf-8")
    return _PLACE.sub(lambda match: parts[match[1]], page)


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _visible(text: str) -> str:
    """Text without lone surrogates, which UTF-8 cannot carry."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _labels() -> dict[str, str]:
    return {
        "skip": _("To the units"), "search": _("Search"), "order": _("Order"), "show": _("Show"),
        "clear": _("Clear"), "theme": _("Light / dark"), "print": _("Print"), "keys": _("Keys"),
        "close": _("Close"),
        "noscript": _("The units are shown by a script in this file; it fetches nothing."),
    }  # fmt: skip


def _figures(report: Report) -> str:
    """Scores, comparison and effort as tables."""
    tables = [
        _table(_("Scores"), [row for s in report.scores for row in _score(s)]),
        _table(
            _("Comparison"),
            [
                (c.metric, f"{c.first.value:.2f} / {c.second.value:.2f}",
                 ("" if c.p_value is None else f"p = {c.p_value:.3f}, {c.test}; ") + c.signatures)
                for c in report.compared
            ],
        ),
    ]  # fmt: skip
    if report.effort:
        effort = report.effort
        rows = [
            (_("edit rate"), f"{effort.rate:.2f}", _("edits per 100 characters of the final text")),
            (_("unchanged"), f"{effort.unchanged:.1f} %", _("drafts accepted as they were")),
        ]
        if effort.hter:
            rows.insert(1, ("hter", f"{effort.hter.value:.2f}", effort.hter.signature))
        if effort.time is not None:
            rows.append((_("time"), _clock(effort.time), _("where the editor recorded it")))
        tables.append(_table(_("Effort"), rows))
    return '<div class="figures">' + "".join(tables) + "</div>"


def _score(score: Score) -> list[tuple[str, str, str]]:
    """A score; where its numbers per segment are made otherwise, a line that says how."""
    rows = [(score.metric, f"{score.value:.2f}", score.signature)]
    made = segment_signature(score)
    if score.segments and made != score.signature:
        rows.append((_("{metric} per segment").format(metric=score.metric), "", made))
    return rows


def _table(caption: str, rows: Sequence[tuple[str, str, str]]) -> str:
    body = "".join(
        f'<tr><th scope="row">{escape(name)}</th><td class="number">{escape(value)}</td>'
        f'<td class="small">{escape(note)}</td></tr>'
        for name, value, note in rows
    )
    return f"<table><caption>{escape(caption)}</caption>{body}</table>" if rows else ""


def _plots(report: Report) -> list[str]:
    return [
        histogram([row.scores[n] for row in report.rows], measure_title(name), n)
        for n, name in enumerate(report.measures)
    ]


def measure_title(name: str) -> str:
    """What a measure is called on the page."""
    return {"bleu": "BLEU", "chrf": "chrF", "chrf++": "chrF++", "ter": "TER",
            "terms": _("terms"), "length": _("length ratio"), EFFORT: _("edit rate")}.get(name, name)  # fmt: skip


def _orders(report: Report) -> list[tuple[str, str]]:
    """Worst first: by effort where it is known, else by the first score, else by findings."""
    names = list(enumerate(report.measures))
    names.sort(key=lambda item: item[1] != EFFORT)
    worst = [
        (str(n), _("worst {measure} first").format(measure=measure_title(m))) for n, m in names
    ]
    return [*worst, ("findings", _("most findings first")), ("document", _("as in the document"))]


def _shows(report: Report) -> list[tuple[str, str]]:
    drafts = [("changed", _("changed drafts")), ("unchanged", _("unchanged drafts"))]
    return [
        ("all", _("all units")), *(drafts if report.effort else ()),
        ("findings", _("with findings")), ("errors", _("with errors")),
        ("terms", _("with terms not kept")),
    ]  # fmt: skip


def _options(rows: Sequence[tuple[str, str]]) -> str:
    return "".join(f'<option value="{escape(v)}">{escape(title)}</option>' for v, title in rows)


def _legend(report: Report) -> str:
    kinds = [
        ("term honoured", _("term kept")), ("term missing", _("term missing")),
        ("term forbidden", _("term to avoid")), ("finding error", _("finding")),
    ]  # fmt: skip
    if report.effort:
        kinds[:0] = [("del", _("only in the draft")), ("ins", _("not in the text before it"))]
    elif any(row.references for row in report.rows):
        kinds[:0] = [("ins", _("only in the reference"))]
    return "".join(f'<span><span class="{c}">{escape(text)}</span></span>' for c, text in kinds)


def _help() -> str:
    keys = [
        ("j", _("next unit")), ("k", _("previous unit")), ("g", _("first unit")),
        ("/", _("search")), ("o", _("next order")), ("f", _("next filter")),
        ("t", _("light or dark")), ("Esc", _("clear search and filters")), ("?", _("this help")),
    ]  # fmt: skip
    rows = "".join(f"<tr><th><kbd>{escape(k)}</kbd></th><td>{escape(v)}</td></tr>" for k, v in keys)
    note = escape(_("Press a bar of a plot to see its units."))
    return f"<table>{rows}</table><p>{note}</p>"


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02d}"


def _data(report: Report) -> str:
    """The rows as JSON that can stand inside a script element."""
    source, target = report.languages
    count = max((len(row.references) for row in report.rows), default=0)
    columns = [(_("Source"), source)]
    columns += [(_("Draft"), target)] if report.effort else []
    columns += [(_("Final") if report.effort else _("Target"), target)]
    for n in range(1, count + 1):
        name = _("Reference") if count == 1 else _("Reference {number}").format(number=n)
        columns.append((name, target))
    table = {
        "words": {"none": "—", "time": _("time"), "count": _("{shown} of {all} units")},
        "columns": [{"title": title, "lang": language} for title, language in columns],
        "measures": [
            {"title": measure_title(m), "worst": "low" if m in LOWER_IS_WORSE else "high"}
            for m in report.measures
        ],
        "rows": [_fields(row, report.effort is not None, count) for row in report.rows],
    }
    text = json.dumps(table, ensure_ascii=False, separators=(",", ":"))
    return _RISKY.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def _fields(row: Row, drafts: bool, references: int) -> dict[str, Any]:
    blank = references - len(row.references)
    texts = [row.unit.source, *([row.draft] if drafts else []), row.unit.target, *row.references]
    marks = [row.source_marks, *([row.draft_marks] if drafts else []), row.final_marks,
             *row.reference_marks]  # fmt: skip
    return {
        "id": row.unit.id,
        "state": _(row.unit.state.value),
        "texts": texts + [None] * blank,
        "marks": [_marks(some) for some in marks] + [[] for _n in range(blank)],
        "m": [None if s is None else round(s, 2) for s in row.scores],
        "time": None if row.seconds is None else _clock(row.seconds),
        "changed": None if row.draft is None else row.draft != row.unit.target,
        "missed": row.missed,
        "findings": [
            [f.severity.value, f.check, f.message, _(f.severity.value)] for f in row.findings
        ],
    }


def _marks(marks: Sequence[Mark]) -> list[list[object]]:
    return [[*mark.span, mark.kind, *([mark.tip] if mark.tip else [])] for mark in marks]
