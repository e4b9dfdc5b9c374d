"""`workbench extract`, `update`, `status` and `export`."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from calling import Cli, one_line

from tests.drafting.tiny import tiny_package
from workbench.catalog import read_po


def test_extract_writes_template_and_catalog(cli: Cli, page: Path) -> None:
    said = cli("extract", page)
    assert said.status == 0
    assert said.out.endswith("created, 3 units\n")
    template = Path("locales/court.pot").read_text("utf-8")
    assert 'msgid "Court rules on partners"' in template
    catalog = read_po(Path("locales/ja/LC_MESSAGES/court.po"))
    assert (catalog.source_language, catalog.target_language) == ("en", "ja")
    assert [unit.target for unit in catalog.live] == ["", "", ""]


def test_extract_in_json(cli: Cli, page: Path) -> None:
    (row,) = json.loads(cli("extract", page, "--format", "json").out)
    assert row["units"] == 3
    assert row["created"] is True
    assert Path(row["path"]).is_file()
    (again,) = json.loads(cli("extract", page, "--format", "json").out)
    assert again["created"] is False
    assert again["new"] == again["gone"] == 0


def test_extract_again_changes_nothing(cli: Cli, page: Path, catalog: Path) -> None:
    before = {path: path.read_bytes() for path in Path("locales").rglob("*.po*")}
    said = cli("extract", page)
    assert said.status == 0
    assert "updated" in said.out
    assert {path: path.read_bytes() for path in Path("locales").rglob("*.po*")} == before


def test_extract_to_another_language_and_folder(cli: Cli, page: Path) -> None:
    assert cli("extract", page, "--to", "de", "--locales", "elsewhere").status == 0
    assert Path("elsewhere/de/LC_MESSAGES/court.po").is_file()


def test_extract_into_its_own_language(cli: Cli, page: Path) -> None:
    said = cli("extract", page, "--to", "en")
    assert said.status == 2
    assert "--to" in one_line(said)
    assert not Path("locales").exists()


@pytest.mark.parametrize(
    ("name", "text", "units"),
    [
        ("a.txt", "One line.\n\nAnother.\n", 2),
        ("a.md", "# Head\n\nText with *stress*.\n\n- item\n", 3),
        ("a.html", "<p>One</p><p>Two</p>", 2),
    ],
)
def test_each_format(cli: Cli, name: str, text: str, units: int) -> None:
    Path(name).write_text(text, encoding="utf-8")
    (row,) = json.loads(cli("extract", name, "--format", "json").out)
    assert row["units"] == units


def test_several_articles(cli: Cli) -> None:
    for name in ("a.txt", "b.txt"):
        Path(name).write_text("Hello.\n", encoding="utf-8")
    assert len(cli("extract", "a.txt", "b.txt").out.splitlines()) == 2


def test_a_named_encoding(cli: Cli) -> None:
    Path("a.txt").write_bytes("東京都は発表した。\n".encode("euc-jp"))
    words = ("extract", "a.txt", "--from", "ja", "--to", "en", "--encoding", "euc-jp")
    assert cli(*words).status == 0
    (unit,) = read_po(Path("locales/en/LC_MESSAGES/a.po")).live
    assert unit.source == "東京都は発表した。"
    said = cli("extract", "a.txt", "--encoding", "nonsense-8")
    assert said.status == 2
    assert "nonsense-8" in one_line(said)


def test_update_keeps_marks_and_retires(cli: Cli, page: Path, catalog: Path) -> None:
    text = page.read_text("utf-8").replace("57 same-sex", "58 same-sex")
    page.write_text(text.replace("</article>", "<p>A new line.</p></article>"), encoding="utf-8")
    made = json.loads(cli("update", catalog, page, "--format", "json").out)
    assert len(made["edited"]) == 1
    assert len(made["new"]) == 1
    units = {unit.source[:9]: unit for unit in read_po(catalog).live}
    assert units["The court"].state.value == "fuzzy"
    assert units["The court"].target
    assert units["Court rul"].state.value == "confirmed"
    assert units["A new lin"].target == ""


def test_update_in_words(cli: Cli, page: Path, catalog: Path) -> None:
    assert "unchanged" in cli("update", catalog, page).out or "kept" in cli(
        "update", catalog, page
    ).out  # fmt: skip
    page.write_text("<p>Court rules on partners</p>", encoding="utf-8")
    assert "gone" in cli("update", catalog, page).out


def test_status(cli: Cli, catalog: Path) -> None:
    said = cli("status", catalog)
    head, row = said.out.splitlines()
    assert head.split()[:3] == ["catalog", "units", "confirmed"]
    assert row.split()[:4] == [str(catalog), "3", "3", "0"]
    (fields,) = json.loads(cli("status", catalog, "--format", "json").out)
    assert fields["confirmed"] == 3
    assert fields["source_words"] == 25
    assert fields["terms"] >= fields["honoured"] > 0


def test_status_of_a_folder_and_of_nothing(cli: Cli, catalog: Path) -> None:
    assert len(cli("status", "locales").out.splitlines()) == 2
    shutil.rmtree("locales")
    assert cli("status").status == 2


def test_export_html(cli: Cli, page: Path, catalog: Path) -> None:
    said = cli("export", catalog, "--to", "html", "-o", "out.html")
    assert said.status == 0, said.err
    text = Path("out.html").read_text("utf-8")
    assert "57組の同性カップル" in text
    assert "<em>火曜日</em>" in text
    assert 'lang="ja"' in text
    assert "3 units" in said.err


def test_export_leaves_drafts_out_unless_asked(cli: Cli, page: Path, catalog: Path) -> None:
    text = catalog.read_text("utf-8")
    at = text.index('msgid "The court ruled')
    catalog.write_text(text[:at] + "#, fuzzy\n" + text[at:], encoding="utf-8")
    cli("export", catalog, "--to", "html", "-o", "out.html")
    assert "The court ruled" in Path("out.html").read_text("utf-8")
    cli("export", catalog, "--to", "html", "-o", "out.html", "--drafts")
    assert "The court ruled" not in Path("out.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "form", "text"),
    [("a.txt", "txt", "One.\n\nTwo.\n"), ("a.md", "md", "# One.\n\nTwo.\n")],
)
def test_export_text_and_markdown(cli: Cli, name: str, form: str, text: str) -> None:
    Path(name).write_text(text, encoding="utf-8")
    cli("extract", name)
    catalog = Path("locales/ja/LC_MESSAGES/a.po")
    po = catalog.read_text("utf-8")
    for word, target in (("One.", "一つ。"), ("Two.", "二つ。")):
        po = po.replace(f'msgid "{word}"\nmsgstr ""', f'msgid "{word}"\nmsgstr "{target}"')
    catalog.write_text(po, encoding="utf-8")
    assert cli("export", catalog, "--to", form, "-o", f"out.{form}").status == 0
    made = Path(f"out.{form}").read_text("utf-8")
    assert made == text.replace("One.", "一つ。").replace("Two.", "二つ。")


def test_export_mo_is_what_msgfmt_makes(cli: Cli, catalog: Path) -> None:
    assert cli("export", catalog, "--to", "mo", "-o", "court.mo").status == 0
    import gettext

    with Path("court.mo").open("rb") as file:
        spoken = gettext.GNUTranslations(file)
    assert spoken.gettext("Court rules on partners") == "裁判所、パートナーに関する判断"
    if shutil.which("msgfmt"):
        subprocess.run(["msgfmt", "-c", "-o", "theirs.mo", str(catalog)], check=True)
        with Path("theirs.mo").open("rb") as file:
            theirs = gettext.GNUTranslations(file)
        for unit in read_po(catalog).live:  # msgfmt leaves a date out of the header
            assert theirs.gettext(unit.source) == spoken.gettext(unit.source) == unit.target


def test_export_pot(cli: Cli, catalog: Path) -> None:
    assert cli("export", catalog, "--to", "pot", "-o", "again.pot").status == 0
    assert "裁判所" not in Path("again.pot").read_text("utf-8")


def test_export_to_another_format_than_the_article(cli: Cli, page: Path, catalog: Path) -> None:
    said = cli("export", catalog, "--to", "md", "-o", "out.md")
    assert said.status == 2
    assert "html" in one_line(said)
    assert not Path("out.md").exists()


def test_export_without_the_article(cli: Cli, page: Path, catalog: Path) -> None:
    page.rename("moved.html")
    said = cli("export", catalog, "--to", "html", "-o", "out.html")
    assert said.status == 2
    assert "--article" in one_line(said)
    assert cli("export", catalog, "--to", "html", "-o", "out.html", "--article",
               "moved.html").status == 0  # fmt: skip


def test_export_needs_a_format_and_a_place(cli: Cli, catalog: Path) -> None:
    assert "--to" in one_line(cli("export", catalog, "-o", "x"))
    assert "--output" in one_line(cli("export", catalog, "--to", "mo"))


def test_export_into_a_folder_that_is_not_there(cli: Cli, catalog: Path) -> None:
    said = cli("export", catalog, "--to", "mo", "-o", "no/such/court.mo")
    assert said.status == 2
    assert "no/such" in one_line(said)


def test_an_empty_article_costs_no_other(cli: Cli, page: Path) -> None:
    """The others are extracted, the empty one is named, and the exit status says that it failed."""
    Path("empty.txt").write_text("", "utf-8")
    Path("last.txt").write_text("Last.\n", "utf-8")
    said = cli("extract", page, "empty.txt", "missing.txt", "last.txt")
    assert said.status == 2
    assert "empty.txt" in said.err and "missing.txt" in said.err and "last" not in said.err
    assert Path("locales/ja/LC_MESSAGES/last.po").is_file()
    assert said.out.count("created") == 2


def test_run_goes_on_after_an_article_that_cannot_be_read(
    cli: Cli, page: Path, tmp_path: Path
) -> None:
    """The others are drafted and summed up, the bad one is one line, and the status says so."""
    (tmp_path / "broken.docx").write_bytes(b"no zip")
    (tmp_path / "last.txt").write_text("It rained.", encoding="utf-8")
    package = tiny_package(tmp_path)
    words = ("--no-terms", "--quiet", "--package", package, "--format", "json")
    said = cli("run", page.name, "broken.docx", "last.txt", *words)
    assert said.status == 2
    assert len(said.err.splitlines()) == 1 and "broken.docx" in said.err
    assert [Path(row["path"]).stem for row in json.loads(said.out)] == ["court", "last"]
    assert cli("run", "broken.docx", *words).status == 2


def test_an_update_says_each_paragraph_once(cli: Cli, page: Path, catalog: Path) -> None:
    """A line each, in the order of the article; what is gone is called by its former number."""
    text = page.read_text("utf-8")
    page.write_text(text.replace("on <em>", "late on <em>").replace('<p>"We', '<p>It rained.</p><p>"We')
                    .replace("<h1>Court rules on partners</h1>", ""), "utf-8")  # fmt: skip
    lines = cli("update", catalog, page).out.splitlines()[1:]
    assert len(lines) == len({line.split(":")[0] for line in lines})
    assert [line.split(":")[1].strip() for line in lines] == ["edited", "new"]


def test_an_update_with_another_article_asks(cli: Cli) -> None:
    """Exit 2, one line with the way on, nothing written; --force goes it."""
    for name, word in (("one", "court"), ("two", "ferry")):
        Path(f"{name}.txt").write_text(
            " ".join(f"{word}{n} {name}{n} stays." for n in range(40)), "utf-8"
        )
    cli("extract", "one.txt")
    path = Path("locales/ja/LC_MESSAGES/one.po")
    before = path.read_bytes()
    said = cli("update", path, "two.txt")
    assert said.status == 2 and "--force" in one_line(said)
    assert path.read_bytes() == before
    assert cli("update", path, "two.txt", "--force").status == 0
    assert "court0" not in path.read_text("utf-8")


@pytest.mark.parametrize("form", ["doc", "HTML", "text"])
def test_a_format_that_nobody_writes_is_refused(cli: Cli, catalog: Path, form: str) -> None:
    """By name, with those there are."""
    said = cli("export", catalog, "--to", form, "-o", "out")
    assert said.status == 2
    assert "html, txt, md, mo, pot" in one_line(said)
    assert not Path("out").exists()
