"""Reports that other programs read: SARIF by its rules, JUnit and annotations with hostile text."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest
from sarif import LOG

from workbench.checks import reporters, run_checks
from workbench.checks.check import CheckContext, registry
from workbench.checks.gravity import grave
from workbench.checks.reporters import Located
from workbench.model import Finding, Severity, State, Unit

HOSTILE = "\x1b[31m]]>&<b>\u202e\u2028\r\n::error::x %0A 「」,:\x00"
VALIDATOR = jsonschema.Draft7Validator(LOG)


def located(path: str = "locales/ja/a.po") -> list[Located]:
    """One finding of every check, as the examples make them."""
    rows = []
    for check in registry().values():
        unit = Unit("p1", check.bad.source, check.bad.target, State.CONFIRMED)
        target = "ja" if "ja" in (check.languages or ("ja",)) else check.languages[0]
        for finding in run_checks([unit], CheckContext("en", target, [unit]), only=[check.id])[:1]:
            rows.append(Located(finding, unit, path, 7))
    unit = Unit("p9", HOSTILE, HOSTILE, State.CONFIRMED)
    odd = Finding("not-checked", Severity.ERROR, "p9", HOSTILE, ((0, 3),), ((0, 99),))
    return [*rows, Located(odd, unit, path, 0)]


def test_the_schema_itself_is_one() -> None:
    """And refuses what the standard refuses."""
    jsonschema.Draft7Validator.check_schema(LOG)
    good: dict[str, Any] = json.loads(reporters.sarif(located()))
    for path, value in {
        ("version",): "2.0.0", ("runs", 0, "tool"): {}, ("runs", 0, "results", 0, "level"): "fatal",
        ("runs", 0, "results", 0, "message"): {}, ("runs", 0, "results", 0, "rule"): "x",
    }.items():  # fmt: skip
        bad: Any = deepcopy(good)
        place = bad
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = value
        assert list(VALIDATOR.iter_errors(bad)), path


@pytest.mark.parametrize(
    "path", ["a.po", "日本 語/a#1.po", "/etc/x y.po", "a\\b%20.po", "-\x1b.po"]
)
def test_sarif_is_valid(path: str) -> None:
    """Every check's finding, hostile text and odd paths."""
    made = json.loads(reporters.sarif(located(path)))

    assert [error.message for error in VALIDATOR.iter_errors(made)] == []
    (run,) = made["runs"]
    assert len(run["results"]) == len(located()) > 25
    rules = run["tool"]["driver"]["rules"]
    assert all(rules[r["ruleIndex"]]["id"] == r["ruleId"] for r in run["results"])
    assert len({r["partialFingerprints"]["findingBaseline/v1"] for r in run["results"]}) > 25


def test_paths_below_here_are_relative(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Code scanning matches them with the repository's files."""
    monkeypatch.chdir(tmp_path)
    made = json.loads(reporters.sarif(located(str(tmp_path / "locales" / "a.po"))))
    place = made["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "locales/a.po"


def test_no_findings_is_a_valid_run() -> None:
    """An empty list is what closes alerts."""
    made = json.loads(reporters.sarif([]))
    assert not list(VALIDATOR.iter_errors(made)) and made["runs"][0]["results"] == []


def test_annotations_and_junit_carry_hostile_text() -> None:
    """One line a finding; XML that parses; nothing a terminal obeys."""
    rows = located("a,b:c.po")
    lines = reporters.github(rows).split("\n")
    assert len(lines) == len(rows)
    assert all(line.startswith(("::error ", "::warning ", "::notice ")) for line in lines)
    assert "file=a%2Cb%3Ac.po" in lines[0]
    made = reporters.junit(rows, ["a,b:c.po", "clean.po"], grave("note"))
    suite = ElementTree.fromstring(made)
    assert [int(s.get("failures", -1)) for s in suite] == [len(rows), 0]
    text = reporters.text(rows, lambda text, _role: text)
    assert "\x1b" not in text and "\u202e" not in text


def test_junit_fails_what_the_exit_status_fails() -> None:
    """What is less grave stands in the report as a passed case with something to say."""
    rows = located("a.po")
    (suite,) = ElementTree.fromstring(reporters.junit(rows, ["a.po"], grave("error")))
    errors = sum(row.finding.severity is Severity.ERROR for row in rows)

    assert 0 < errors < len(rows)
    assert int(suite.get("failures", -1)) == len(suite.findall("testcase/failure")) == errors
    assert int(suite.get("tests", -1)) == len(suite) == len(rows)
    said = [case.text or "" for case in suite.findall("testcase/system-out")]
    assert len(said) == len(rows) - errors
    assert {text.partition(":")[0] for text in said} == {"warning", "note"}
    assert all(case[0].tag == "properties" and len(case) == 2 for case in suite)


def test_junit_of_an_odd_path_is_xml() -> None:
    """Control characters are no XML."""
    assert ElementTree.fromstring(reporters.junit(located("\x1b.po"), ["\x1b.po"], grave("never")))
