"""`workbench score`: forms of output, gates, baseline, comparison, term scores, refusals."""

from __future__ import annotations

import json
import re
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
HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Language: ja\\n"\n'


def po(name: str, targets: str = REFERENCE, *, backwards: bool = False) -> str:
    """A catalog of SOURCE."""
    rows = list(zip(SOURCE.splitlines(), targets.splitlines(), strict=True))
    units = [f'\nmsgid "{s}"\nmsgstr "{t}"\n' for s, t in (rows[::-1] if backwards else rows)]
    Path(name).write_text(HEAD + "".join(units), encoding="utf-8")
    return name


def cells(line: str) -> list[str]:
    """The cells of a table's line as GitHub splits them: at every bar not escaped."""
    return re.split(r"(?<!\\)\|", line)[1:-1]


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
    assert [len(cells(line)) for line in lines] == [3, 3, 3, 3]
    assert r"`nrefs:1\|case:mixed\|" in lines[2]


def test_the_same_sides_score_100_and_0(cli: Cli) -> None:
    said = cli("score", "ref.txt", "--reference", "ref.txt", "--metrics", "bleu,chrf,ter",
               "--format", "json")  # fmt: skip
    values = {s["metric"]: round(s["value"], 6) for s in json.loads(said.out)["scores"]}
    assert values == {"bleu": 100.0, "chrf": 100.0, "ter": 0.0}


def test_segments_and_confidence(cli: Cli) -> None:
    lines = cli(*WORDS, "--segments", "--metrics", "chrf").out.splitlines()
    assert [line.split()[:1] for line in lines] == [["chrf"], [], ["segment"], ["1"], ["2"], ["3"]]
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
    said = cli(*words, "--format", "markdown")
    assert "\n::error::bleu is" in said.err
    assert "::" not in said.out  # it may be redirected into the job's summary


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
    units = cli(*words, "--segments").out.removeprefix(said.out).split("\n")
    assert [line.split()[:2] for line in units] == [
        [], ["unit", "edits"], ["1", "0"], ["2", "1"], ["3", "2"], []
    ]  # fmt: skip


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


@pytest.mark.parametrize("option", ["--html", "--write-baseline"])
@pytest.mark.parametrize("name", [
    "hyp.txt", "ref.txt", "src.txt", "worse.txt", "draft.txt", "workbench.toml", "new.po", "link",
    "./ref.txt",
])  # fmt: skip
def test_nothing_that_is_read_is_overwritten(cli: Cli, option: str, name: str) -> None:
    """Neither by its own name nor through a link, and never a catalog."""
    Path("draft.txt").write_text(WORSE, encoding="utf-8")
    Path("workbench.toml").write_text("", encoding="utf-8")
    Path("link").symlink_to("hyp.txt")
    before = {path.name: path.read_bytes() for path in Path().iterdir() if path.is_file()}
    said = cli(*WORDS, "--source", "src.txt", "--compare", "worse.txt", "--draft", "draft.txt",
               "--config", "workbench.toml", option, name)  # fmt: skip
    assert said.status == 2
    assert option in one_line(said)
    assert {path.name: path.read_bytes() for path in Path().iterdir() if path.is_file()} == before


def test_a_report_and_a_baseline_need_two_files(cli: Cli) -> None:
    assert "out" in one_line(cli(*WORDS, "--html", "out", "--write-baseline", "out"))
    assert not Path("out").exists()


def test_a_baseline_is_read_or_written(cli: Cli) -> None:
    """A run that fell short must not make the next one pass."""
    cli(*WORDS, "--write-baseline", "base.json")
    before = Path("base.json").read_bytes()
    worse = ("score", "worse.txt", "--reference", "ref.txt", "--baseline", "base.json")
    for out in ("base.json", "other.json"):
        said = cli(*worse, "--write-baseline", out)
        assert said.status == 2
        assert "exclude each other" in one_line(said)
    assert Path("base.json").read_bytes() == before
    assert not Path("other.json").exists()
    assert "base.json" in one_line(cli(*worse, "--html", "base.json"))
    assert Path("base.json").read_bytes() == before


def test_a_baseline_without_scores_is_no_gate(cli: Cli) -> None:
    Path("base.json").write_text("{}", encoding="utf-8")
    said = cli(*WORDS, "--baseline", "base.json")
    assert said.status == 2
    assert "base.json: holds no scores" in one_line(said)


def test_markdown_with_segments_and_comparison(cli: Cli) -> None:
    """Every table has as many cells in each line as in its heading."""
    out = cli(*WORDS, "--format", "markdown", "--segments", "--compare", "worse.txt", "--draft",
              "worse.txt", "--metrics", "bleu,ter,length").out  # fmt: skip
    tables = [part.splitlines() for part in out.strip().split("\n\n")]
    heads = [cells(lines[0])[0].strip() for lines in tables]
    assert heads == ["metric", "metric", "effort", "segment", "segment", "segment", "unit"]
    for lines in tables:
        assert {len(cells(line)) for line in lines} == {len(cells(lines[0]))}
    assert "eff:yes" in tables[3][0]
    assert "eff:no" in tables[0][2]
    assert "bootstrap, 1000 resamples" in tables[1][2]
    assert "version:" in tables[1][2]


def test_the_second_system_is_proved_too(cli: Cli) -> None:
    said = cli(*WORDS, "--compare", "src.txt")
    assert said.status == 2
    assert "src.txt: holds no text in ja" in one_line(said)
    german = Path(po("de.po"))
    german.write_text(german.read_text("utf-8").replace("Language: ja", "Language: de"), "utf-8")
    said = cli("score", po("h.po"), "--reference", "ref.txt", "--compare", german)
    assert "de.po: is in de" in one_line(said)


@pytest.mark.parametrize("backwards", [False, True])
def test_catalogs_and_texts_are_compared_in_any_mix(cli: Cli, backwards: bool) -> None:
    """By source where both sides have one, else by order; the figures are those of the texts."""
    options = ("--metrics", "bleu,chrf", "--format", "json")
    wanted = json.loads(cli(*WORDS, "--compare", "worse.txt", *options).out)["compared"]
    ref, other = (
        po("ref.po", backwards=backwards), po("worse.po", WORSE, backwards=backwards)
    )  # fmt: skip
    known = ("--source", "src.txt")
    for words in (
        (po("hyp.po", HYPOTHESIS), "--reference", ref, "--compare", "worse.txt"),
        (po("hyp.po", HYPOTHESIS), "--reference", ref, "--compare", other),
        ("hyp.txt", "--reference", ref, "--compare", other, *known),
        ("hyp.txt", "--reference", "ref.txt", "--compare", other, *known),
        ("hyp.txt", "--reference", ref, "--compare", "worse.txt", *known),
    ):
        made = json.loads(cli("score", *words, *options).out)
        assert made["unmatched"] == 0
        assert [(c["first"], c["second"]) for c in made["compared"]] == [
            (c["first"], c["second"]) for c in wanted
        ]


def test_two_systems_are_compared_on_the_same_segments(cli: Cli) -> None:
    short = Path(po("worse.po", WORSE))
    short.write_text(short.read_text("utf-8").partition('\nmsgid "A same-sex')[0], "utf-8")
    said = cli("score", po("hyp.po"), "--reference", po("ref.po"), "--compare", short)
    assert "worse.po: has nothing for hyp.po e3 (“A same-sex couple" in one_line(said)


def test_every_metric_is_compared(cli: Cli) -> None:
    """Those without a significance test too, each with its signature."""
    words = (*WORDS, "--source", "src.txt", "--compare", "worse.txt",
             "--metrics", "terms,length,chrf")  # fmt: skip
    made = json.loads(cli(*words, "--format", "json").out)["compared"]
    alone = json.loads(cli("score", "worse.txt", *words[2:6], *words[8:], "--format", "json").out)
    assert {c["metric"]: c["second"] for c in made} == {
        s["metric"]: pytest.approx(s["value"]) for s in alone["scores"]
    }
    assert {c["metric"]: c["p"] is None for c in made} == {
        "length": True, "chrf": False, "terms": True, "terms-consistency": True
    }  # fmt: skip
    assert all(c["signature"] and c["second_signature"] for c in made)
    rows = cli(*words).out.split("\n\n")[1].splitlines()
    assert "bootstrap, 1000 resamples" in next(row for row in rows if row.startswith("chrf"))
    assert "no significance test" in next(row for row in rows if row.startswith("length"))
    assert all("nrefs:" in row or "terms:" in row for row in rows[1:])
    said = cli(*words, "--significance", "randomisation")
    assert "randomisation, 1000 trials" in said.out


@pytest.mark.parametrize("side", ["ref.txt", "src.txt"])
def test_an_empty_line_in_a_reference_or_source(cli: Cli, side: str) -> None:
    lines = Path(side).read_text("utf-8").splitlines()
    Path(side).write_text("\n".join([lines[0], " ", lines[2]]) + "\n", "utf-8")
    said = cli(*WORDS, "--source", "src.txt")
    assert said.status == 2
    assert f"{side}:2: is an empty line" in one_line(said)


def test_an_empty_hypothesis_is_scored_and_said(cli: Cli) -> None:
    """Empty output is bad output; leaving it out would flatter the system."""
    Path("hyp.txt").write_text("都は制度を始めた。\n\n同性カップルは宣誓をした。\n", "utf-8")
    said = cli(*WORDS, "--format", "json")
    made = json.loads(said.out)
    assert (said.status, made["segments"], made["empty"]) == (0, 3, {"hyp.txt": ["2"]})
    assert "hyp.txt: empty segments, scored as they are: 1 (2)" in said.err
    assert "scored as they are: 1 (2)" in cli(*WORDS, "--format", "markdown").out


def test_mismatches_are_listed_with_their_source(cli: Cli) -> None:
    """In every form, with the unit and the beginning of its source."""
    po("ref.po", backwards=True)
    Path("src.txt").write_text(SOURCE.replace("The court ruled.", "A judge spoke."), "utf-8")
    words = ("score", "hyp.txt", "--reference", "ref.po", "--source", "src.txt")
    said = cli(*words, "--format", "json")
    made = json.loads(said.out)
    assert (made["segments"], made["unmatched"]) == (2, 2)
    assert made["mismatches"] == [
        "ref.po e2 (“The court ruled.”): not in hyp.txt",
        "hyp.txt:2 (“A judge spoke.”): no reference in ref.po",
    ]
    assert all(f"not scored: {line}" in said.err for line in made["mismatches"])
    assert "segments not scored, listed in the log: 2" in cli(*words, "--format", "markdown").out


def test_segment_scores_have_a_signature_of_their_own(cli: Cli) -> None:
    """A sentence's BLEU uses effective order, the document's does not."""
    words = (*WORDS, "--segments", "--confidence", "20")
    for score in json.loads(cli(*words, "--format", "json").out)["scores"]:
        assert "eff:yes" in score["segment_signature"] and "bs:" not in score["segment_signature"]
        assert ("eff:no" in score["signature"]) == (score["metric"] == "bleu")
    heads = [line.split() for line in cli(*words).out.splitlines() if line.startswith("segment")]
    assert [head[1] for head in heads] == ["bleu", "chrf"]
    assert all("eff:yes" in head[2] for head in heads)
    cli(*WORDS, "--html", "out.html")
    page = Path("out.html").read_text("utf-8")
    assert "bleu per segment" in page and "eff:yes|tok:ja-mecab" in page


@pytest.mark.parametrize("count", ["-3", "1"])
def test_no_interval_from_less_than_two_resamples(cli: Cli, count: str) -> None:
    said = cli(*WORDS, "--confidence", count)
    assert said.status == 2
    assert f"--confidence {count}" in one_line(said)


def test_a_metric_that_there_is_not_is_refused_without_a_reference_too(
    cli: Cli, catalog: Path
) -> None:
    said = cli("score", catalog, "--html", "out.html", "--metrics", "nope")
    assert said.status == 2
    assert "nope" in one_line(said)
    assert not Path("out.html").exists()


def test_chrf2_is_chrf(cli: Cli) -> None:
    words = (*WORDS, "--metrics", "chrf2,chrf", "--min-chrf", "1", "--compare", "worse.txt")
    made = json.loads(cli(*words, "--format", "json").out)
    assert [s["metric"] for s in made["scores"]] == ["chrf"]
    assert [c["metric"] for c in made["compared"]] == ["chrf"]
