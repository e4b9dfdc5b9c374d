"""Findings for whoever reads them: people, programs, GitHub, CI servers.

Lives here: `text`, `as_json`, `sarif`, `github`, `junit`. Takes located findings, gives strings.
May import: model, errors, language, wording and the modules of this room.
Apart from `run` because a form of output changes for its readers' reasons.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from workbench import __version__
from workbench.checks.baseline import mark_of
from workbench.checks.check import Check, registry
from workbench.checks.gravity import category, gravity
from workbench.errors import printable
from workbench.language.cells import width
from workbench.model import Finding, Span, Unit
from workbench.wording import _

_LEVELS = {"error": "error", "warning": "warning", "note": "note"}
_GITHUB = {"error": "error", "warning": "warning", "note": "notice"}
_AROUND = 30
"""Characters shown on either side of what a finding marks."""
_LONG = 10_000
"""Characters of a text from which reports give a piece of it."""
_AROUND_LONG = 200
"""Characters on either side in such a piece."""


@dataclass(frozen=True, slots=True)
class Located:
    """A finding with its unit and its place: the catalog and the line of its entry."""

    finding: Finding
    unit: Unit
    path: str
    line: int


def _excerpt(text: str, spans: Sequence[Span]) -> tuple[str, str]:
    """A piece of `text` around the first span and carets under the spans, aligned in cells."""
    if not spans:
        piece = printable(text[: 2 * _AROUND])
        return piece + ("…" if len(text) > 2 * _AROUND else ""), ""
    start = max(0, spans[0][0] - _AROUND)
    end = min(len(text), max(spans[0][1] + _AROUND, start + 2 * _AROUND))
    shown = ("…" if start else "") + printable(text[start:end]) + ("…" if end < len(text) else "")
    carets, at = " " if start else "", start
    for a, b in sorted(spans):
        a, b = max(a, at), min(max(b, a + 1), end)
        if a < b:
            carets += " " * sum(map(_cells, text[at:a])) + "^" * sum(map(_cells, text[a:b]))
            at = b
    return shown, carets.rstrip()


@lru_cache(maxsize=8192)
def _cells(char: str) -> int:
    """Cells of a character as it is shown."""
    return width(printable(char))


def text(rows: Sequence[Located], paint: Callable[[str, str], str]) -> str:
    """For people: file:line, what to do, source and target with carets."""
    out: list[str] = []
    for row in rows:
        finding = row.finding
        severity = finding.severity.value
        level = paint(f"{severity}: ", severity)
        out.append(
            f"{printable(row.path)}:{row.line}: {row.unit.id}: {level}"
            f"{printable(finding.message)} ({category(finding)}, {gravity(finding)}) [{finding.check}]"
        )
        for side, spans in (
            (row.unit.source, finding.source_spans), (row.unit.target, finding.target_spans),
        ):  # fmt: skip
            shown, carets = _excerpt(side, spans)
            if shown:
                out.append(f"    {shown}")
            if carets:
                out.append(f"    {paint(carets, severity)}")
    return "\n".join(out)


def summary_line(rows: Sequence[Located], units: int) -> str:
    """How many of what."""
    counts = Counter(row.finding.severity.value for row in rows)
    return _("{units} units: {errors} errors, {warnings} warnings, {notes} notes").format(
        units=units, errors=counts["error"], warnings=counts["warning"], notes=counts["note"]
    )


def _piece(text: str, spans: Sequence[Span]) -> tuple[str, int]:
    """(what a report gives of a text, where it begins): the whole; of a very long one what the spans
    mark and some of what stands around, as each finding would repeat it."""
    if len(text) <= _LONG:
        return text, 0
    start = max(0, min((a for a, _b in spans), default=0) - _AROUND_LONG)
    end = max((b for _a, b in spans), default=0) + _AROUND_LONG
    return text[start : min(end, start + _LONG)], start


def _fields(row: Located) -> dict[str, Any]:
    finding, fix = row.finding, row.finding.fix
    source, source_start = _piece(row.unit.source, finding.source_spans)
    marked = [*finding.target_spans, *(span for span, _text in fix.edits)] if fix else ()
    target, target_start = _piece(row.unit.target, marked or finding.target_spans)
    fields: dict[str, Any] = {
        "path": row.path,
        "line": row.line,
        "unit": finding.unit,
        "check": finding.check,
        "severity": finding.severity.value,
        "category": category(finding),
        "gravity": gravity(finding),
        "message": finding.message,
        "source": source,
        "target": target,
        "source_spans": [list(span) for span in finding.source_spans],
        "target_spans": [list(span) for span in finding.target_spans],
        "fix": fix.within(target, target_start) if fix else None,
    }
    if len(source) < len(row.unit.source):
        fields["source_start"] = source_start
    if len(target) < len(row.unit.target):
        fields["target_start"] = target_start
    return fields


def as_json(rows: Sequence[Located], units: int) -> str:
    """For programs. Spans count in the whole texts; of a text of more than 10,000 characters a piece is
    given, which begins at `source_start` or `target_start`."""
    import json

    return json.dumps(
        {"units": units, "findings": [_fields(row) for row in rows]}, ensure_ascii=False, indent=2
    )


def sarif(rows: Sequence[Located]) -> str:
    """SARIF 2.1.0, for code scanning."""
    import json

    used = sorted({row.finding.check for row in rows})
    known = registry()
    rules = [_rule(check, known.get(check)) for check in used]
    results = [_result(row, used) for row in rows]
    driver = {"name": "translation-workbench", "version": __version__, "rules": rules}
    return json.dumps(
        {
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [
                {
                    "tool": {"driver": driver},
                    "columnKind": "unicodeCodePoints",
                    "results": results,
                }
            ],
        },
        ensure_ascii=False,
        indent=2,
    )


def _rule(check: str, known: Check | None) -> dict[str, Any]:
    """What SARIF calls a reporting descriptor (section 3.49)."""
    if known is None:
        return {"id": check, "shortDescription": {"text": check},
                "defaultConfiguration": {"level": "error"}}  # fmt: skip
    about = " ".join((type(known).__doc__ or check).split())
    return {
        "id": check,
        "shortDescription": {"text": known.title()},
        "fullDescription": {"text": about},
        "help": {"text": f"{about}\n✗ {known.bad.target}\n✓ {known.good.target}"},
        "defaultConfiguration": {"level": _LEVELS[known.severity.value]},
        "properties": {"tags": [known.family, "translation"]},
    }


def _uri(path: str) -> str:
    """A path as a URI reference: relative to here where it lies below, percent-encoded (3.4.3)."""
    place = Path(path)
    if place.is_absolute():
        if not place.is_relative_to(Path.cwd()):
            return place.as_uri()
        place = place.relative_to(Path.cwd())
    return quote(printable(place.as_posix()))


def _result(row: Located, used: Sequence[str]) -> dict[str, Any]:
    place = {"artifactLocation": {"uri": _uri(row.path)}, "region": {"startLine": max(1, row.line)}}
    return {
        "ruleId": row.finding.check,
        "ruleIndex": used.index(row.finding.check),
        "level": _LEVELS[row.finding.severity.value],
        "message": {"text": f"{row.unit.id}: {row.finding.message}"},
        "locations": [{"physicalLocation": place}],
        "properties": {"category": category(row.finding), "gravity": gravity(row.finding)},
        "partialFingerprints": {"findingBaseline/v1": mark_of(row.finding, row.unit)},
    }


def github(rows: Sequence[Located]) -> str:
    """Workflow commands: annotations on the lines of a pull request."""
    return "\n".join(
        f"::{_GITHUB[row.finding.severity.value]} file={_property(row.path)},line={row.line},"
        f"title={_property(row.finding.check)}::{_data(f'{row.unit.id}: {row.finding.message} ({category(row.finding)}, {gravity(row.finding)})')}"
        for row in rows
    )


def _data(value: str) -> str:
    return printable(value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")


def junit(rows: Sequence[Located], paths: Sequence[str], failing: Callable[[Finding], bool]) -> str:
    """JUnit XML: one suite a catalog, one case a finding. It failed where its severity is `failing`,
    as the exit status says; else what was found is the case's output."""
    from xml.sax.saxutils import quoteattr  # brings urllib.request along: 8 ms

    suites: list[str] = []
    for path in paths:
        mine = [row for row in rows if row.path == path]
        name = quoteattr(printable(path))
        cases = "".join(_case(row, name, failing) for row in mine)
        failures = sum(failing(row.finding) for row in mine)
        suites.append(
            f'<testsuite name={name} tests="{max(1, len(mine))}" failures="{failures}">'
            + (cases or f'<testcase classname={name} name="all checks"/>')
            + "</testsuite>"
        )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>' + "".join(suites) + "</testsuites>"
    )


def _case(row: Located, suite: str, failing: Callable[[Finding], bool]) -> str:
    from xml.sax.saxutils import escape, quoteattr

    finding = row.finding
    target = escape(printable(_piece(row.unit.target, finding.target_spans)[0]))
    level, message = finding.severity.value, printable(finding.message)
    if failing(finding):
        said = f"<failure type={quoteattr(level)} message={quoteattr(message)}>{target}</failure>"
    else:
        said = f"<system-out>{level}: {escape(message)}\n{target}</system-out>"
    name = quoteattr(printable(f"{row.unit.id} {finding.check}"))
    properties = "".join(
        f'<property name="{key}" value="{value}"/>'
        for key, value in (("category", category(finding)), ("gravity", gravity(finding)))
    )
    return f"<testcase classname={suite} name={name}><properties>{properties}</properties>{said}</testcase>"
