"""`workbench memory` and `workbench analyse`, and what `pretranslate` takes from the memory."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from calling import Cli, one_line

from workbench.catalog import read_po


def test_a_finished_catalog_fills_the_memory_and_is_found_again(cli: Cli, catalog: Path) -> None:
    assert "3 segments" in cli("memory", "add", catalog).err
    said = cli("memory", "search", "火曜日", "--side", "target")
    assert said.status == 0
    assert "The court ruled on" in said.out
    (row,) = json.loads(cli("memory", "search", "bisexual", "--format", "json").out)
    assert (row["document"], row["unit"], row["side"]) == ("court", "p4", "source")
    assert cli("memory", "search", "elephant").status == 1


def test_matches_show_their_rate(cli: Cli, catalog: Path) -> None:
    cli("memory", "add", catalog)
    said = cli("memory", "match", "Court rules on parents")
    assert "75 %" in said.out
    assert "裁判所、パートナーに関する判断" in said.out


def test_a_memory_goes_out_as_tmx_and_comes_in_elsewhere(cli: Cli, catalog: Path) -> None:
    cli("memory", "add", catalog)
    assert cli("memory", "export", "-o", "out.tmx").status == 0
    said = cli("memory", "import", "out.tmx", "--memory", "other")
    assert "3 of 3" in said.err
    there = json.loads(cli("memory", "stats", "--memory", "other", "--format", "json").out)
    assert (there["segments"], there["documents"]) == (3, {"court": 3})


def test_entries_are_deleted_by_number(cli: Cli, catalog: Path) -> None:
    cli("memory", "add", catalog)
    (row,) = json.loads(cli("memory", "search", "bisexual", "--format", "json").out)
    assert cli("memory", "delete", row["id"]).status == 0
    assert cli("memory", "search", "bisexual").status == 1
    assert cli("memory", "delete", row["id"]).status == 1


def test_pretranslate_takes_what_the_memory_is_sure_of(
    cli: Cli, catalog: Path, tmp_path: Path
) -> None:
    from tests.drafting.tiny import tiny_package

    cli("memory", "add", catalog)
    package = tiny_package(tmp_path / "tiny")
    Path("again.html").write_text("<p>Court rules on partners</p><p>The court ruled.</p>", "utf-8")
    cli("extract", "again.html")
    path = Path("locales/ja/LC_MESSAGES/again.po")
    said = cli("pretranslate", path, "--package", package, "--no-terms")
    assert "1 from the memory" in said.err
    units = read_po(path).live
    assert units[0].target == "裁判所、パートナーに関する判断"
    assert [str(unit.provenance.origin) for unit in units if unit.provenance] == ["tm", "mt"]
    cli("pretranslate", path, "--package", package, "--no-terms", "--no-memory", "--only", "all")
    assert str(getattr(read_po(path).live[0].provenance, "origin", "")) == "mt"


def test_the_analysis_is_a_table_json_or_csv(cli: Cli, catalog: Path) -> None:
    cli("memory", "add", catalog)
    bands = {
        row["name"]: row for row in json.loads(cli("analyse", catalog, "--format", "json").out)
    }
    assert bands["101"]["segments"] == 3
    rows = list(csv.reader(io.StringIO(cli("analyse", catalog, "--format", "csv").out)))
    assert rows[0] == ["match", "segments", "words", "characters"]
    assert rows[-1][0] == "total"
    assert rows[-1][1:] == [str(bands["total"][k]) for k in ("segments", "words", "characters")]
    assert "repetitions" in cli("analyse", catalog).out
    bare = json.loads(cli("analyse", catalog, "--no-memory", "--format", "json").out)
    assert {row["name"]: row["segments"] for row in bare}["new"] == 3


BAD = {
    "no memory yet": ("memory", "search", "x"),
    "no file to import": ("memory", "import"),
    "no file to write": ("memory", "export"),
    "nothing to search": ("memory", "search"),
    "a number that is none": ("memory", "delete", "x"),
    "a missing TMX file": ("memory", "import", "no.tmx"),
    "a pattern that is none": ("memory", "search", "(", "--mode", "regex"),
}


@pytest.mark.parametrize("words", BAD.values(), ids=BAD)
def test_bad_input_is_one_line(cli: Cli, words: tuple[str, ...]) -> None:
    said = cli(*words)
    assert said.status == 2
    one_line(said)
