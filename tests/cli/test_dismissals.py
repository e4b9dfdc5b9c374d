"""Living with findings: dismissed with a reason, listed, reported when in vain; failing on what matters."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from calling import Cli

HEAD = 'msgid ""\nmsgstr ""\n"Language: ja\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
WRONG = 'msgid "In 2022 the court ruled."\nmsgstr "2023年に裁判所が判断した。"\n'


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    """A catalog with a wrong year."""
    path = tmp_path / "a.po"
    path.write_text(HEAD + WRONG, encoding="utf-8")
    return path


def test_a_dismissal_is_kept_in_the_catalog_with_its_reason(cli: Cli, wrong: Path) -> None:
    """One unit, one check; the finding is gone, the reason is listed."""
    said = cli("check", wrong, "--dismiss", "e1:numbers.value", "--reason", "the source errs")

    assert said.status == 0 and f"{wrong}: e1: numbers.value is silent" in said.err
    assert "# workbench-off: numbers.value the source errs\n" in wrong.read_text("utf-8")
    assert cli("check", wrong, "--no-terms").status == 0
    listed = cli("check", wrong, "--silenced", "--no-terms")
    assert listed.status == 0 and "e1: numbers.value: the source errs" in listed.out


def test_a_dismissal_in_vain_is_reported(cli: Cli, wrong: Path) -> None:
    """Once the mistake is mended, by `--silenced` (status 1) and by the check itself (a note)."""
    cli("check", wrong, "--dismiss", "e1:numbers.value", "--reason", "the source errs")
    wrong.write_text(wrong.read_text("utf-8").replace("2023", "2022"), encoding="utf-8")

    listed = cli("check", wrong, "--silenced", "--no-terms", "--format", "json")
    assert listed.status == 1
    assert [row["applies"] for row in json.loads(listed.out)["silenced"]] == [False]
    assert "[completeness.silenced]" in cli("check", wrong, "--no-terms").out


@pytest.mark.parametrize(
    ("what", "reason"), [("e1:numbers.value", ""), ("e9:numbers.value", "x"), ("e1:nubmers", "x"), ("e1", "x")]
)  # fmt: skip
def test_a_dismissal_says_what_it_needs(cli: Cli, wrong: Path, what: str, reason: str) -> None:
    """A reason, a unit and a check that there are; the file is left alone."""
    before = wrong.read_bytes()

    assert cli("check", wrong, "--dismiss", what, "--reason", reason).status == 2
    assert wrong.read_bytes() == before


@pytest.mark.parametrize(
    ("fail_on", "status"),
    [
        ("error", 1), ("never", 0), ("critical", 1), ("minor", 1), ("accuracy", 1), ("style", 0), ("terminology,accuracy", 1),
        ("accuracy:critical", 1), ("formatting:major", 0), ("sometimes", 2), ("accuracy:sometimes", 2),
    ],
)  # fmt: skip
def test_a_run_fails_on_a_severity_or_a_category(
    cli: Cli, wrong: Path, fail_on: str, status: int
) -> None:
    """Ours or MQM's, several apart by commas."""
    assert cli("check", wrong, "--no-terms", "--fail-on", fail_on).status == status


def test_every_format_says_category_and_gravity(cli: Cli, wrong: Path) -> None:
    """After the top level of MQM."""
    for form in ("text", "json", "sarif", "github", "junit"):
        said = cli("check", wrong, "--no-terms", "--format", form).out
        assert "accuracy" in said and "critical" in said, form
