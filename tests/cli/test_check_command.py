"""`workbench check`: forms of output, gates, baseline, repairs, the list of checks."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from calling import Cli, one_line

from workbench.language.cells import width

GOOD = "裁判所は<em>火曜日</em>、57組の"


@pytest.fixture
def faulty(catalog: Path) -> Path:
    """The catalog with a wrong number and a Western comma."""
    text = catalog.read_text("utf-8")
    assert GOOD in text
    text = text.replace(GOOD, GOOD.replace("57", "58")).replace("たと判断", "たと,判断")
    catalog.write_text(text, encoding="utf-8")
    return catalog


def test_a_clean_catalog(cli: Cli, catalog: Path) -> None:
    said = cli("check", catalog)
    assert said.status == 0, said.out
    assert "0 errors" in said.err


def test_a_finding_names_file_line_unit_and_check(cli: Cli, faulty: Path) -> None:
    said = cli("check", faulty, "--only", "numbers.value")
    assert said.status == 1
    found = re.match(r"(.+):(\d+): (p\d+): error: .+ \[numbers\.value\]\n", said.out)
    assert found
    assert found[1] == str(faulty)
    line = faulty.read_text("utf-8").splitlines()[int(found[2]) - 1]
    assert line.startswith('msgid "The court ruled')


def test_carets_stand_under_what_they_mark_in_cells(cli: Cli, faulty: Path) -> None:
    lines = cli("check", faulty, "--only", "numbers.value").out.splitlines()
    carets = [n for n, line in enumerate(lines) if set(line.strip()) == {"^"}]
    marked = []
    for number in carets:
        shown, at = lines[number - 1], 0
        under = ""
        for char in shown:
            if at >= len(lines[number]):
                break
            if lines[number][at] == "^":
                under += char
            at += width(char)
        marked.append(under)
    assert marked == ["57", "58"]


def test_json(cli: Cli, faulty: Path) -> None:
    made = json.loads(cli("check", faulty, "--format", "json").out)
    assert made["units"] == 3
    finding = next(row for row in made["findings"] if row["check"] == "numbers.value")
    (start, end), *_rest = finding["target_spans"]
    assert finding["target"][start:end] == "58"
    assert finding["path"] == str(faulty)
    mended = [row["fix"] for row in made["findings"] if row["fix"]]
    assert any("たと、判断" in fix for fix in mended)


def test_sarif(cli: Cli, faulty: Path) -> None:
    made = json.loads(cli("check", faulty, "--format", "sarif").out)
    assert made["version"] == "2.1.0"
    (run,) = made["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert "numbers.value" in rules
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        place = result["locations"][0]["physicalLocation"]
        assert place["region"]["startLine"] > 1
        assert not place["artifactLocation"]["uri"].startswith("/")


def test_github(cli: Cli, faulty: Path) -> None:
    lines = cli("check", faulty, "--format", "github").out.splitlines()
    form = r"::(error|warning|notice) file=[^:,]+,line=\d+,title=[a-z.-]+::p\d+: .+"
    assert lines
    assert all(re.fullmatch(form, line) for line in lines)


def test_junit(cli: Cli, faulty: Path, catalog: Path) -> None:
    made = ElementTree.fromstring(cli("check", faulty, "--format", "junit").out)
    (suite,) = made
    assert int(suite.get("failures", 0)) == len(suite.findall("testcase/failure")) > 0


def test_junit_has_failures_where_the_status_says_so(cli: Cli, empty_catalog: Path) -> None:
    words = ("check", empty_catalog, "--only", "completeness.empty", "--format", "junit")
    for floor, status in (("error", 0), ("warning", 1)):
        said = cli(*words, "--fail-on", floor)
        (suite,) = ElementTree.fromstring(said.out)
        assert (said.status, suite.get("tests")) == (status, "3")
        assert suite.get("failures") == str(3 * status)


@pytest.mark.parametrize("form", ["json", "sarif", "github", "junit", "text"])
def test_every_form_has_the_same_status_and_no_terminal_codes(
    cli: Cli, faulty: Path, form: str
) -> None:
    said = cli("check", faulty, "--format", form)
    assert said.status == 1
    assert "\x1b" not in said.out


@pytest.mark.parametrize(("floor", "status"), [("error", 1), ("warning", 1), ("never", 0)])
def test_fail_on(cli: Cli, faulty: Path, floor: str, status: int) -> None:
    assert cli("check", faulty, "--fail-on", floor).status == status


def test_a_warning_fails_only_where_asked(cli: Cli, empty_catalog: Path) -> None:
    words = ("check", empty_catalog, "--only", "completeness.empty")
    assert cli(*words).status == 0
    assert cli(*words, "--fail-on", "warning").status == 1


def test_fix_repairs_and_is_idempotent(cli: Cli, faulty: Path) -> None:
    said = cli("check", faulty, "--fix", "--off", "numbers.value")
    assert "repairs" in said.err
    once = faulty.read_bytes()
    assert "たと、判断".encode() in once
    said = cli("check", faulty, "--fix", "--off", "numbers.value")
    assert ": 0 repairs" in said.err
    assert faulty.read_bytes() == once


def test_fix_keeps_what_cannot_be_repaired(cli: Cli, faulty: Path) -> None:
    assert cli("check", faulty, "--fix").status == 1


def test_fix_repairs_only_what_was_asked_for(cli: Cli, faulty: Path) -> None:
    clean = faulty.read_text("utf-8")
    faulty.write_text(clean.replace("は話した。", "は話した。 "), encoding="utf-8")
    assert "1 repairs" in cli("check", faulty, "--fix", "--only", "spacing.edges").err
    mended = faulty.read_text("utf-8")
    assert "は話した。 " not in mended
    assert "たと,判断" in mended


def test_fix_leaves_what_was_accepted(cli: Cli, faulty: Path) -> None:
    only = ("--only", "punctuation")
    before = faulty.read_bytes()
    cli("check", faulty, "--write-baseline", "accepted.txt")
    assert ": 0 repairs" in cli("check", faulty, "--fix", *only, "--baseline", "accepted.txt").err
    assert faulty.read_bytes() == before
    text = faulty.read_text("utf-8").replace("19年待ち", "19年,待ち")
    faulty.write_text(text, encoding="utf-8")
    assert ": 1 repairs" in cli("check", faulty, "--fix", *only, "--baseline", "accepted.txt").err
    assert "19年、待ち" in faulty.read_text("utf-8")
    assert "たと,判断" in faulty.read_text("utf-8")


def test_baseline(cli: Cli, faulty: Path) -> None:
    assert cli("check", faulty, "--write-baseline", "accepted.txt").status == 0
    assert cli("check", faulty, "--baseline", "accepted.txt", "--fail-on", "note").status == 0
    text = faulty.read_text("utf-8")
    faulty.write_text(text.replace("19年", "20年"), encoding="utf-8")
    said = cli("check", faulty, "--baseline", "accepted.txt")
    assert said.status == 1
    assert "58" not in said.out
    assert "20" in said.out


def test_a_baseline_in_the_config(cli: Cli, faulty: Path) -> None:
    cli("check", faulty, "--write-baseline", "accepted.txt")
    Path("workbench.toml").write_text('baseline = "accepted.txt"\n', encoding="utf-8")
    assert cli("check", faulty, "--fail-on", "note").status == 0


def test_writing_a_baseline_accepts_everything_again(cli: Cli, faulty: Path) -> None:
    """What the old one accepts is still there; a missing or damaged one is no reason to stop."""
    Path("workbench.toml").write_text('baseline = "accepted.txt"\n', encoding="utf-8")
    for before in (None, "nonsense\n"):
        if before:
            Path("accepted.txt").write_text(before, encoding="utf-8")
        assert cli("check", faulty, "--write-baseline", "accepted.txt").status == 0
        first = Path("accepted.txt").read_text("utf-8")
        assert "numbers.value:" in first
    assert cli("check", faulty, "--write-baseline", "accepted.txt").status == 0
    assert Path("accepted.txt").read_text("utf-8") == first


def test_a_baseline_is_used_up_over_all_catalogs(cli: Cli, faulty: Path, catalog: Path) -> None:
    cli("check", faulty, "--write-baseline", "accepted.txt")
    words = ("--only", "numbers.value", "--baseline", "accepted.txt")
    other = faulty.with_name("other.po")
    other.write_bytes(faulty.read_bytes())
    said = cli("check", faulty, other, *words)
    assert said.status == 1
    assert said.out.startswith(f"{other}:") and said.out.count("[numbers.value]") == 1
    cli("check", faulty, other, "--write-baseline", "accepted.txt")
    assert cli("check", faulty, other, *words).status == 0
    lines = Path("accepted.txt").read_text("utf-8").splitlines()
    assert lines == sorted(set(lines))


@pytest.mark.parametrize(
    "words",
    [
        ("--write-baseline", "CATALOG"),
        ("--write-baseline", "CATALOG", "--fix"),
        ("CATALOG", "--write-baseline", "CATALOG"),
        ("CATALOG", "--write-baseline", "link.txt", "--fix"),
        ("CATALOG", "--write-baseline", "new.po"),
        ("CATALOG", "--write-baseline", "new.POT"),
    ],
    ids=" ".join,
)
def test_no_catalog_is_overwritten_by_a_baseline(
    cli: Cli, faulty: Path, words: tuple[str, ...]
) -> None:
    """FILE forgotten: the catalog behind the option is not the file to write."""
    Path("link.txt").symlink_to(faulty)
    before = faulty.read_bytes()
    said = cli("check", *(str(faulty) if word == "CATALOG" else word for word in words))
    assert said.status == 2
    assert "--write-baseline FILE CATALOG" in one_line(said)
    assert faulty.read_bytes() == before
    assert not list(Path().glob("new.*"))


def test_baseline_errors(cli: Cli, faulty: Path) -> None:
    assert "--write-baseline" in one_line(cli("check", faulty, "--baseline", "none.txt"))
    Path("bad.txt").write_text("numbers.value:0123 many\n", encoding="utf-8")
    assert "bad.txt:1" in one_line(cli("check", faulty, "--baseline", "bad.txt"))
    said = cli("check", faulty, "--baseline", "bad.txt", "--write-baseline", "new.txt")
    assert said.status == 2
    assert not Path("new.txt").exists()


def test_off_by_option_and_by_config(cli: Cli, faulty: Path) -> None:
    assert cli("check", faulty, "--off", "numbers.value").status == 0
    assert cli("check", faulty, "--off", "numbers").status == 0
    Path("workbench.toml").write_text('checks-off = ["numbers"]\n', encoding="utf-8")
    assert cli("check", faulty).status == 0


def test_severities_of_the_config(cli: Cli, faulty: Path) -> None:
    Path("workbench.toml").write_text('[severities]\n"numbers.value" = "note"\n', encoding="utf-8")
    said = cli("check", faulty, "--only", "numbers.value")
    assert said.status == 0
    assert ": note: " in said.out


@pytest.mark.parametrize("option", ["--only", "--off", "--explain"])
def test_an_unknown_check_is_a_usage_error(cli: Cli, faulty: Path, option: str) -> None:
    said = cli("check", faulty, option, "numbrs.value")
    assert said.status == 2
    assert "numbrs.value" in one_line(said)


def test_list_and_explain(cli: Cli) -> None:
    ids = [line.split()[0] for line in cli("check", "--list").out.splitlines()]
    assert len(ids) == len(set(ids)) > 20
    for check in ids:
        said = cli("check", "--explain", check)
        assert said.status == 0
        assert check in said.out
    assert "numbers.value" in cli("check", "--explain", "numbers").out


def test_a_folder_and_the_default(cli: Cli, faulty: Path) -> None:
    by_name = cli("check", faulty).out
    assert cli("check", "locales").out == by_name
    assert cli("check").out.count("[numbers.value]") == 1


def test_no_catalog_at_all(cli: Cli) -> None:
    said = cli("check")
    assert said.status == 2
    assert "workbench extract ARTICLE" in one_line(said)


def test_without_terms(cli: Cli, catalog: Path) -> None:
    text = catalog.read_text("utf-8").replace("バイセクシュアル", "レズビアン")
    catalog.write_text(text, encoding="utf-8")
    assert "[terms." in cli("check", catalog).out
    assert "[terms." not in cli("check", catalog, "--no-terms").out


def test_a_comment_silences_one_check_on_one_unit(cli: Cli, faulty: Path) -> None:
    words = ("check", faulty, "--only", "numbers", "--only", "completeness", "--fail-on", "warning")
    assert cli(*words).status == 1
    text = faulty.read_text("utf-8")
    entry = next(e for e in text.split("\n\n") if "57 same-sex couples" in e)
    for comment, status in (("numbers.value the desk counts otherwise", 0), ("numbers.value", 1)):
        said = f"# workbench-off: {comment}\n{entry}"
        faulty.write_text(text.replace(entry, said), encoding="utf-8")
        found = cli(*words)
        assert found.status == status, found.out
    assert "say why numbers.value is silenced" in found.out
    assert "[numbers.value]" not in found.out


def test_the_hook_and_the_action_use_options_that_exist(cli: Cli, root: Path) -> None:
    hooks = (root / ".pre-commit-hooks.yaml").read_text("utf-8")
    action = (root / ".github/actions/check/action.yml").read_text("utf-8")
    commands = set(re.findall(r"entry: workbench (\w+)", hooks)) | {"check"}
    assert commands == {"check", "glossary"}
    known = cli("check", "--help").out
    used = set(re.findall(r"--[a-z][a-z-]+", action.split('workbench" check')[1]))
    assert used >= {"--format", "--fail-on", "--baseline"}
    assert all(option in known for option in used)
    choices = re.search(r"--format \{([^}]+)\}", known)
    assert choices and "github" in choices[1].split(",")
