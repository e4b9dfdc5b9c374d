"""A project in one step: every file works as written, nothing that exists is touched, doctor reads them."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest
from calling import Cli

from workbench.config import Config, load_config
from workbench.desk.project import HOOKS, WORKFLOW, begin, settings
from workbench.errors import UsageError

NAMES = ["workbench.toml", "glossary/own.tsv", HOOKS, str(WORKFLOW)]


def test_a_folder_becomes_a_project_that_works(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Settings are read, the termbase lints clean, doctor finds each part; it says what comes next."""
    folder = tmp_path / "new" / "project"
    said = cli("init", folder, "--to", "de")
    assert said.status == 0 and [n for n in NAMES if n not in said.out] == []
    assert "What comes next" in said.out and "workbench run" in said.out
    assert load_config(folder).target == "de" and load_config(folder).source == "en"
    monkeypatch.chdir(folder)
    assert cli("glossary", "lint", "glossary").status == 0
    doctor = cli("doctor").out
    assert len(re.findall(r"^project +ok", doctor, re.M)) == 3, doctor


def test_nothing_that_exists_is_touched(cli: Cli, tmp_path: Path) -> None:
    """Whatever it is; what is missing is still written, and the second time there is nothing to do."""
    (tmp_path / "workbench.toml").write_text('author = "Mia"\n', "utf-8")
    (tmp_path / HOOKS).symlink_to(tmp_path / "nowhere")
    said = cli("init", tmp_path)
    assert said.out.count("not touched") == 2 and "next" in said.out
    assert (tmp_path / "workbench.toml").read_text("utf-8") == 'author = "Mia"\n'
    assert not (tmp_path / "nowhere").exists()
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    again = cli("init", tmp_path)
    assert again.out.count("not touched") == 4 and "next" not in again.out
    assert before == {path: path.read_bytes() for path in before}


def test_a_folder_without_them_is_told_so(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli("doctor").out.count("`workbench init` writes it") == 3


@pytest.mark.parametrize("pair", [("ja", "ja"), ("en", "EN-us")])
def test_one_language_is_no_pair(tmp_path: Path, pair: tuple[str, str]) -> None:
    with pytest.raises(UsageError, match="one language"):
        begin(tmp_path, *pair)


def test_a_file_is_no_folder(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "a").write_text("", "utf-8")
    for place in (tmp_path / "a", tmp_path / "a" / "b"):
        said = cli("init", place)
        assert said.status == 2 and str(tmp_path / "a") in said.err and said.err.count("\n") == 1


def test_every_setting_stands_in_the_settings_and_works_when_taken(tmp_path: Path) -> None:
    """Each line without its sign is read as it is."""
    text = settings("en", "ja")
    known = {f.name.replace("_", "-") for f in fields(Config)} - {"path"}
    assert set(re.findall(r"^(?:# )?\[?([a-z-]+)(?: = |\]$)", text, re.M)) == known
    (tmp_path / "workbench.toml").write_text(
        re.sub(r"^# (\[?[a-z-]+(?: = |\]$))", r"\1", text, flags=re.M), "utf-8"
    )
    made = load_config(tmp_path)
    assert made.draft_floor == 0.9 and made.glossary[0] == tmp_path / "glossary"
