"""`import`, `export --to xliff` and `update`: another tool's file in, worked on, and back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from calling import Cli, one_line

FILE = """<?xml version="1.0" encoding="UTF-8"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
 <file original="a.html" source-language="en-GB" target-language="ja-JP" datatype="html">
  <body>
   <trans-unit id="1">
    <source>The <g id="1" ctype="bold">court</g> ruled.</source>
    <alt-trans match-quality="100%" origin="house"><source>The <g id="1">court</g> ruled.</source><target><g id="1">裁判所</g>は判断した。</target></alt-trans>
   </trans-unit>
   <trans-unit id="2" approved="yes"><source>It appealed.</source><target state="final">控訴した。</target></trans-unit>
   <trans-unit id="3" translate="no"><source>ABC</source></trans-unit>
   <trans-unit id="4"><source>It waited.</source><target state="needs-adaptation">待つ。</target></trans-unit>
  </body>
 </file>
</xliff>
"""
MATCH = "<x1>裁判所</x1>は判断した。"


@pytest.fixture
def job(tmp_path: Path) -> Path:
    path = tmp_path / "job.xlf"
    path.write_text(FILE, "utf-8")
    return path


@pytest.fixture
def imported(job: Path, cli: Cli) -> Path:
    assert cli("import", "job.xlf").status == 0
    return Path("job.xlf.po")


def put(catalog: Path, was: str, now: str) -> None:
    text = catalog.read_text("utf-8")
    assert text.count(was) == 1
    catalog.write_text(text.replace(was, now), "utf-8")


def export(cli: Cli, catalog: Path, *more: str) -> tuple[int, str, str]:
    said = cli("export", catalog, "--to", "xliff", "-o", "out.xlf", *more)
    out = Path("out.xlf")
    return said.status, said.err, out.read_text("utf-8") if out.exists() else ""


def test_a_file_becomes_a_catalog_beside_it(job: Path, cli: Cli) -> None:
    said = cli("import", "job.xlf", "--format", "json")
    made = json.loads(said.out)
    assert (made["path"], made["form"], made["source"], made["target"]) == (
        "job.xlf.po", "xliff 1.2", "en", "ja",
    )  # fmt: skip
    assert (made["units"], made["locked"], made["offers"]) == (4, 1, 1)
    text = Path("job.xlf.po").read_text("utf-8")
    assert 'msgctxt "1"\nmsgid "The <x1>court</x1> ruled."\nmsgstr ""' in text
    assert "#. <x1> bold\n" in text
    assert '#, fuzzy\nmsgctxt "4"' in text
    assert '#. workbench-locked: translate="no"\nmsgctxt "3"' in text


def test_nothing_is_written_over_and_nothing_half_written(job: Path, cli: Cli) -> None:
    """A catalog that is there stays; of a file that cannot be read no catalog is left."""
    assert cli("import", "job.xlf", "-o", "job.xlf").status == 2
    assert cli("import", "job.xlf").status == 0
    before = Path("job.xlf.po").read_bytes()
    said = cli("import", "job.xlf")
    assert said.status == 2
    assert "workbench update" in one_line(said)
    assert Path("job.xlf.po").read_bytes() == before
    assert job.read_text("utf-8") == FILE
    job.write_text(FILE[:-60], "utf-8")
    said = cli("import", "job.xlf", "-o", "new.po")
    assert said.status == 2
    assert "breaks off" in one_line(said)
    assert sorted(path.name for path in Path().iterdir() if "new" in path.name) == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--to", "fr"), "the file says ja-JP"),
        (("--from", "de"), "the file says en-GB"),
        (("--to", "ja"), ""),
    ],
)
def test_the_languages_of_the_file_hold(
    job: Path, cli: Cli, words: tuple[str, ...], said: str
) -> None:
    made = cli("import", "job.xlf", *words)
    assert made.status == (2 if said else 0)
    assert said in made.err


def test_without_an_edit_the_file_comes_back_byte_for_byte(imported: Path, cli: Cli) -> None:
    status, err, text = export(cli, imported)
    assert text == FILE
    assert status == 1
    assert "1 unconfirmed, 1 empty of 4" in err
    assert export(cli, imported, "--partial")[0] == 0


def test_one_edit_changes_one_target(imported: Path, cli: Cli) -> None:
    put(imported, 'ruled."\nmsgstr ""', 'ruled."\nmsgstr "<x1>裁判所</x1>は判断した。"')
    _status, _err, text = export(cli, imported)
    source = '<source>The <g id="1" ctype="bold">court</g> ruled.</source>\n'
    assert text == FILE.replace(
        source, source + '    <target><g id="1" ctype="bold">裁判所</g>は判断した。</target>\n'
    )


def test_damage_is_named_and_nothing_is_written_but_with_partial(imported: Path, cli: Cli) -> None:
    put(imported, 'ruled."\nmsgstr ""', 'ruled."\nmsgstr "<x1>裁判所は判断した。"')
    put(imported, 'msgstr "待つ。"', 'msgstr "待った。"')
    status, err, text = export(cli, imported)
    assert (status, text) == (1, "")
    assert "unit e1 (1): </x1> is lost" in err
    status, err, text = export(cli, imported, "--partial")
    assert status == 0
    assert "unit e1 (1)" in err
    assert text == FILE.replace("待つ。", "待った。")


def test_a_file_that_changed_under_the_catalog_is_refused_by_unit(
    imported: Path, job: Path, cli: Cli
) -> None:
    put(imported, 'msgstr "待つ。"', 'msgstr "待った。"')
    job.write_text(FILE.replace("It waited.", "It waits."), "utf-8")
    status, err, text = export(cli, imported)
    assert (status, text) == (1, "")
    assert "unit e4 (4): its source has changed to 'It waits.'" in err


def test_a_newer_file_keeps_the_work(imported: Path, job: Path, cli: Cli) -> None:
    """What stayed keeps its text, what changed is a draft of it, what is gone is obsolete."""
    put(imported, 'msgstr "待つ。"', 'msgstr "待った。"')
    put(imported, 'ruled."\nmsgstr ""', 'ruled."\nmsgstr "<x1>裁判所</x1>は判断した。"')
    newer = FILE.replace("The <g", "The high <g").replace(
        '<trans-unit id="4">', '<trans-unit id="9"><source>It won.</source></trans-unit>\n<trans-unit id="4">'
    ).replace("   <trans-unit id=\"3\" translate=\"no\"><source>ABC</source></trans-unit>\n", "")  # fmt: skip
    job.write_text(newer, "utf-8")
    said = cli("update", imported, "job.xlf")
    assert said.status == 0
    assert "1 edited" in said.out and "1 new" in said.out and "1 gone" in said.out
    text = imported.read_text("utf-8")
    assert (
        '#, fuzzy\n#| msgid "The <x1>court</x1> ruled."\nmsgctxt "1"\n'
        'msgid "The high <x1>court</x1> ruled."\nmsgstr "<x1>裁判所</x1>は判断した。"'
    ) in text
    assert 'msgctxt "9"\nmsgid "It won."\nmsgstr ""' in text
    assert 'msgstr "待った。"' in text
    before = imported.read_bytes()
    assert cli("update", imported, "job.xlf").status == 0
    assert imported.read_bytes() == before
    assert export(cli, imported, "--partial")[2].count("待った。") == 1


def test_status_check_and_drafts_work_as_on_any_catalog(
    imported: Path, cli: Cli, tmp_path: Path
) -> None:
    """A sure match of the file is taken before an engine is asked; what is locked is left alone."""
    from tests.drafting.tiny import tiny_package

    said = cli("status", imported, "--format", "json")
    (row,) = json.loads(said.out)
    assert (row["units"], row["confirmed"], row["fuzzy"], row["empty"]) == (4, 2, 1, 1)
    assert "ABC" not in cli("check", imported, "--only", "completeness").out
    said = cli("pretranslate", imported, "--no-terms", "--package", tiny_package(tmp_path))
    assert said.status == 0, said.err
    assert f'msgstr "{MATCH}"' in imported.read_text("utf-8")
    assert "rate=100" in imported.read_text("utf-8")


def test_a_locked_unit_cannot_be_changed(imported: Path, cli: Cli) -> None:
    """By no verb; what is said about it can be."""
    from workbench.desk.session import Session

    with Session.open(imported) as session:
        session.at = "e3"
        before = session.unit
        assert session.edit("エービーシー").failed
        assert session.clear().failed
        assert session.unit == before
        assert not session.comment("looks odd").failed


def test_matches_of_the_file_are_shown_with_the_memorys(imported: Path) -> None:
    from workbench.catalog import read_po
    from workbench.desk.matches import suggestions

    catalog = read_po(imported)
    (match,) = suggestions(None, catalog, catalog.unit("e1"))
    assert (match.target, match.rate, match.origin) == (MATCH, 100, "house")


@pytest.mark.parametrize("form", ["xliff", "xliff2"])
def test_a_catalog_of_an_article_goes_out_and_comes_home(
    catalog: Path, cli: Cli, form: str
) -> None:
    """Another tool's target and state come in; a unit whose source it changed is named."""
    assert cli("export", catalog, "--to", form, "-o", "out.xlf").status == 0
    before = catalog.read_bytes()
    assert cli("update", catalog, "out.xlf").status == 0
    assert catalog.read_bytes() == before
    text = Path("out.xlf").read_text("utf-8").replace("火曜日", "先週の火曜日")
    text = text.replace("We waited 19", "We waited 20")
    Path("out.xlf").write_text(text, "utf-8")
    said = cli("update", catalog, "out.xlf")
    assert said.status == 1
    assert "unit p4: its source" in said.err
    assert 'msgstr "裁判所は<em>先週の火曜日</em>' in catalog.read_text("utf-8")
    assert "fuzzy" not in catalog.read_text("utf-8")


def test_a_bound_catalog_keeps_its_form(imported: Path, cli: Cli) -> None:
    said = cli("export", imported, "--to", "xliff2", "-o", "out.xlf")
    assert said.status == 2
    assert "--to xliff" in one_line(said)


def test_the_file_may_have_moved(imported: Path, job: Path, cli: Cli) -> None:
    """With its catalog, or without, then it is named."""
    Path("there").mkdir()
    job.rename("there/job.xlf")
    status, err, _text = export(cli, imported)
    assert status == 2
    assert "--article" in err
    assert export(cli, imported, "--article", "there/job.xlf")[2] == FILE
    imported.rename("there/job.xlf.po")
    assert export(cli, Path("there/job.xlf.po"))[2] == FILE
    said = cli("export", "there/job.xlf.po", "--to", "xliff", "-o", "there/job.xlf", "--force")
    assert said.status == 2
    assert Path("there/job.xlf").read_text("utf-8") == FILE
