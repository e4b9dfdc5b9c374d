"""`workbench score`: forms of output, gates, baseline, comparison, term scores, refusals."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from calling import Cli, one_line

REFERENCE = "都は制度を始めた。\n裁判所は違憲と判断した。\n同性カップルが宣誓した。\n"
HYPOTHESIS = "都は制度を始めた。\n裁判所は合憲と判断した。\n同性カップルは宣誓をした。\n"
WORSE = "都制度開始。\n裁判所は決めた。\n二人が言った。\n"
SOURCE = "The city began a system.\nThe court ruled.\nA same-sex couple took an oath.\n"


@pytest.fixture(autouse=True)
def sides(own_folder: Path) -> None:
    texts = {"ref.txt": REFERENCE, "hyp.txt": HYPOTHESIS, "worse.txt": WORSE, "src.txt": SOURCE}
    for name, text in texts.items():
        Path(name).write_text(text, encoding="utf-8")


WORDS = ("score", "hyp.txt", "--reference", "ref.txt")


def test_text(cli: Cli) -> None:
    said = cli(*WORDS, "--metrics", "bleu,chrf,ter")
    assert said.status == 0
    rows = [line.split() for line in said.out.splitlines()]
    assert [row[0] for row in rows] == ["bleu", "chrf", "ter"]
    assert "tok:ja-mecab" in rows[0][2]
    assert all("version:" in row[2] for row in rows)


def test_json(cli: Cli) -> None:
    made = json.loads(cli(*WORDS, "--format", "json", "--segments").out)
    assert made["segments"] == 3
    for score in made["scores"]:
        assert 0 < score["value"] < 100
        assert len(score["segments"]) == 3
        assert score["signature"]


def test_markdown(cli: Cli) -> None:
    lines = cli(*WORDS, "--format", "markdown").out.splitlines()
    assert lines[0] == "| metric | score | signature |"
    assert all(line.count("|") >= 4 and line.endswith("|") for line in lines)


def test_the_same_sides_score_100_and_0(cli: Cli) -> None:
    said = cli("score", "ref.txt", "--reference", "ref.txt", "--metrics", "bleu,chrf,ter",
               "--format", "json")  # fmt: skip
    values = {s["metric"]: round(s["value"], 6) for s in json.loads(said.out)["scores"]}
    assert values == {"bleu": 100.0, "chrf": 100.0, "ter": 0.0}


def test_segments_and_confidence(cli: Cli) -> None:
    out = cli(*WORDS, "--segments", "--metrics", "chrf").out
    assert len(out.splitlines()) == 4
    made = json.loads(cli(*WORDS, "--confidence", "100", "--format", "json").out)
    for score in made["scores"]:
        low, high = score["interval"]
        assert low <= high


@pytest.mark.parametrize(("floor", "status"), [("1", 0), ("99.9", 1)])
@pytest.mark.parametrize("metric", ["bleu", "chrf"])
def test_gates(cli: Cli, metric: str, floor: str, status: int) -> None:
    said = cli(*WORDS, f"--min-{metric}", floor)
    assert said.status == status
    assert ("wanted 99.90" in said.err) == bool(status)
    assert said.out


def test_a_gate_in_json_and_on_github(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    words = (*WORDS, "--min-bleu", "99")
    made = json.loads(cli(*words, "--format", "json").out)
    assert "bleu" in made["failed"][0]
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert "::error::bleu" in cli(*words).out


def test_a_gate_on_what_is_not_measured(cli: Cli) -> None:
    said = cli(*WORDS, "--metrics", "chrf", "--min-bleu", "3")
    assert said.status == 2
    assert "--metrics" in one_line(said)


def test_baseline(cli: Cli) -> None:
    assert cli(*WORDS, "--write-baseline", "base.json").status == 0
    assert cli(*WORDS, "--baseline", "base.json").status == 0
    worse = ("score", "worse.txt", "--reference", "ref.txt", "--baseline", "base.json")
    assert cli(*worse).status == 1
    assert cli(*worse, "--tolerance", "100").status == 0


@pytest.mark.parametrize("text", ["", "{", "[]", '{"bleu": "high"}', "\x00\x01"])
def test_a_broken_baseline(cli: Cli, text: str) -> None:
    Path("base.json").write_text(text, encoding="utf-8")
    said = cli(*WORDS, "--baseline", "base.json")
    assert said.status == 2
    assert "base.json" in one_line(said)


def test_compare(cli: Cli) -> None:
    said = cli(*WORDS, "--compare", "worse.txt", "--metrics", "chrf")
    assert said.status == 0
    assert "p = " in said.out
    assert "worse.txt" in said.out


def test_compare_in_json_is_one_document(cli: Cli) -> None:
    said = cli(*WORDS, "--compare", "worse.txt", "--format", "json")
    assert json.loads(said.out)


def test_terms(cli: Cli) -> None:
    said = cli(*WORDS, "--metrics", "bleu,terms", "--source", "src.txt", "--format", "json")
    metrics = [s["metric"] for s in json.loads(said.out)["scores"]]
    assert metrics[:2] == ["bleu", "terms"]
    only = cli(*WORDS, "--metrics", "terms", "--source", "src.txt")
    assert only.status == 0


def test_terms_need_the_source(cli: Cli) -> None:
    assert "--source" in one_line(cli(*WORDS, "--metrics", "terms"))


def test_catalogs(cli: Cli, catalog: Path) -> None:
    said = cli("score", catalog, "--reference", catalog, "--metrics", "bleu,terms",
               "--format", "json")  # fmt: skip
    made = json.loads(said.out)
    assert made["segments"] == 3
    assert made["scores"][0]["value"] == pytest.approx(100)
    assert made["scores"][1]["value"] == pytest.approx(100)


def test_two_references(cli: Cli) -> None:
    one = json.loads(cli(*WORDS, "--format", "json").out)["scores"][0]
    two = json.loads(cli(*WORDS, "--reference", "hyp.txt", "--format", "json").out)["scores"][0]
    assert two["value"] > one["value"]
    assert "nrefs:2" in two["signature"]


def test_unequal_lengths(cli: Cli) -> None:
    Path("short.txt").write_text("都は制度を始めた。\n", encoding="utf-8")
    said = cli("score", "short.txt", "--reference", "ref.txt")
    assert said.status == 2
    line = one_line(said)
    assert "1" in line
    assert "3" in line


@pytest.mark.parametrize("metrics", ["blue", "bleu,meteor", "", ","])
def test_unknown_or_no_metrics(cli: Cli, metrics: str) -> None:
    assert cli(*WORDS, "--metrics", metrics).status == 2


def test_missing_sides(cli: Cli) -> None:
    assert "nowhere.txt" in one_line(cli("score", "nowhere.txt", "--reference", "ref.txt"))
    assert "nowhere.txt" in one_line(cli("score", "hyp.txt", "--reference", "nowhere.txt"))
    assert "--reference" in one_line(cli("score", "hyp.txt"))


def test_empty_sides(cli: Cli) -> None:
    Path("none.txt").write_text("", encoding="utf-8")
    assert cli("score", "none.txt", "--reference", "none.txt").status == 2


def test_quiet_prints_scores_only(cli: Cli) -> None:
    said = cli(*WORDS, "--quiet")
    assert said.err == ""
    assert said.out


def test_effort_from_drafts(cli: Cli) -> None:
    words = ("score", "ref.txt", "--draft", "hyp.txt")
    said = cli(*words, "--effort")
    assert said.status == 0
    rows = {line.split()[0]: line.split() for line in said.out.splitlines()}
    assert rows["edits"][1] == "3"
    assert rows["unchanged"][1:3] == ["33.3", "%"]
    assert "version:" in rows["hter"][2]
    assert len(cli(*words, "--segments").out.splitlines()) == len(said.out.splitlines()) + 3


def test_effort_beside_scores_in_json_and_markdown(cli: Cli) -> None:
    words = ("score", "ref.txt", "--draft", "hyp.txt", "--reference", "ref.txt")
    made = json.loads(cli(*words, "--format", "json").out)
    assert [s["metric"] for s in made["scores"]] == ["bleu", "chrf"]
    assert made["effort"]["edits"] == 3
    assert [u["edits"] for u in made["effort"]["units"].values()] == [0, 1, 2]
    out = cli(*words, "--format", "markdown").out
    assert "| unchanged | 33.3 % |" in out


def test_effort_without_drafts(cli: Cli, catalog: Path) -> None:
    assert "--draft" in one_line(cli("score", catalog, "--effort", "--quiet"))


@pytest.mark.parametrize("option", ["--min-bleu 3", "--baseline b.json", "--compare worse.txt"])
def test_gates_need_a_reference(cli: Cli, option: str) -> None:
    said = cli("score", "ref.txt", "--draft", "hyp.txt", *option.split())
    assert said.status == 2
    assert option.split()[0] in one_line(said)


def test_length_ratio_and_multiple_references(cli: Cli) -> None:
    words = ("score", "worse.txt", "--reference", "ref.txt", "--reference", "worse.txt",
             "--metrics", "length,chrf++", "--format", "json")  # fmt: skip
    scores = {s["metric"]: s for s in json.loads(cli(*words).out)["scores"]}
    assert scores["length"]["value"] == 100
    assert scores["chrf++"]["value"] == pytest.approx(100)
    assert "nrefs:2" in scores["length"]["signature"] and "nrefs:2" in scores["chrf++"]["signature"]


def test_comparison_by_randomisation_normalised(cli: Cli) -> None:
    words = (*WORDS, "--compare", "worse.txt", "--significance", "randomisation", "--normalize")
    made = json.loads(cli(*words, "--format", "json").out)
    assert {c["method"] for c in made["compared"]} == {"randomisation"}
    assert all("norm:nfkc" in c["signature"] for c in made["compared"])
    table = cli(*words, "--format", "markdown").out
    assert "| metric | hyp.txt | worse.txt | p |" in table


def test_sides_in_the_wrong_language(cli: Cli, catalog: Path) -> None:
    line = one_line(cli("score", "hyp.txt", "--reference", "src.txt"))
    assert "src.txt" in line and "--to" in line
    german = Path("de.po")
    german.write_text(
        catalog.read_text("utf-8").replace('"Language: ja\\n"', '"Language: de\\n"'), "utf-8"
    )
    assert "de.po" in one_line(cli("score", catalog, "--reference", german))


def test_a_bad_second_system_writes_and_prints_nothing(cli: Cli) -> None:
    said = cli(*WORDS, "--compare", "nowhere.txt", "--write-baseline", "base.json")
    assert "nowhere.txt" in one_line(said)
    assert not Path("base.json").exists()


def test_html(cli: Cli) -> None:
    said = cli(*WORDS, "--draft", "worse.txt", "--source", "src.txt", "--html", "out.html")
    assert said.status == 0
    page = Path("out.html").read_text("utf-8")
    made = json.loads(page.split('id="data">')[1].split("</script")[0])
    assert [column["title"] for column in made["columns"]] == [
        "Source",
        "Draft",
        "Final",
        "Reference",
    ]
    assert [row["texts"][2] for row in made["rows"]] == HYPOTHESIS.splitlines()
    assert "tok:ja-mecab" in page
    first = Path("out.html").read_bytes()
    cli(*WORDS, "--draft", "worse.txt", "--source", "src.txt", "--html", "out.html")
    assert Path("out.html").read_bytes() == first


def test_html_of_a_catalog_has_findings_and_terms(cli: Cli, catalog: Path) -> None:
    catalog.write_text(catalog.read_text("utf-8").replace("57組", "58組"), "utf-8")
    assert cli("score", catalog, "--html", "out.html").status == 0
    page = Path("out.html").read_text("utf-8")
    rows = json.loads(page.split('id="data">')[1].split("</script")[0])["rows"]
    assert len(rows) == 3
    marks = {mark[2] for row in rows for side in row["marks"] for mark in side}
    assert {"finding error", "term honoured"} <= marks
    assert any(f[1] == "numbers.value" for row in rows for f in row["findings"])


def test_no_partial_report(cli: Cli) -> None:
    said = cli(*WORDS, "--compare", "nowhere.txt", "--html", "out.html")
    assert "nowhere.txt" in one_line(said)
    assert not Path("out.html").exists()
    said = cli(*WORDS, "--html", "nowhere/out.html", "--write-baseline", "base.json")
    assert "out.html" in one_line(said)
    assert not Path("base.json").exists()
