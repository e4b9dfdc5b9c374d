"""An article becomes catalogs, and meets those it has."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from workbench.article import read_article
from workbench.catalog import open_store, read_po
from workbench.config import Config
from workbench.desk.extract import extract, revise, update
from workbench.desk.finish import targets_of
from workbench.desk.paths import article_of, catalogs, po_path, pot_path, termbase_paths
from workbench.desk.summary import length, summary
from workbench.errors import CatalogError, CatalogLocked, DocumentError, UsageError
from workbench.model import State

PAGE = '<html lang="en"><body><h1>Head</h1><p>One.</p>\n<p>Two <b>bold</b>.</p>\n<p>One.</p></body></html>'


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Config:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    return Config(locales=tmp_path / "locales")


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.html"
    path.write_text(PAGE, encoding="utf-8")
    return path


def test_one_catalog_per_target(page: Path, config: Config) -> None:
    made = extract(page, config, targets=["ja", "de"])
    assert [m.path for m in made] == [po_path(config.locales, "page", c) for c in ("ja", "de")]
    assert {m.template for m in made} == {pot_path(config.locales, "page")}
    for m in made:
        assert m.created
        assert m.units == 3
        assert m.report is None
        assert len(read_po(m.path).live) == 3


WHOLE = """<html lang="en"><meta name="description" content="About it"><nav>Home</nav><h1>Head</h1>
<p>The court <img src=a alt="Flag"> ruled.</p></html>"""


def test_parts_are_asked_for_and_kept(page: Path, config: Config) -> None:
    """The frame last or left out, attributes as asked; a catalog that has them keeps them later."""
    page.write_text(WHOLE, encoding="utf-8")
    text = 'The court <img src=a alt="Flag"> ruled.'
    full = ["Head", text, "Flag", "Home", "About it"]
    for asked, expected in [
        (replace(config, main=True), full[:3]),
        (replace(config, main=True, attributes=False), full[:2]),
        (config, full[:2]),
        (replace(config, main=False, attributes=True), full),
        (config, full),
    ]:
        (made,) = extract(page, asked)
        assert made.frame == 1
        assert [unit.source for unit in read_po(made.path).live] == expected


def test_a_paragraph_gets_the_target_of_its_text(page: Path, config: Config) -> None:
    """Not of its number: an article that was revised since gets no other paragraph's words."""
    (made,) = extract(page, config)
    with open_store(made.path) as store:
        unit = store.catalog.units[1]
        store.record(replace(unit, target="一つ。", state=State.CONFIRMED))
        store.save()
    page.write_text(PAGE.replace("<h1>", "<p>New</p><h1>"), encoding="utf-8")

    assert targets_of(read_po(made.path), read_article(page)) == {3: "一つ。", 5: "一つ。"}


def test_repeated_paragraphs_are_one_unit_with_two_places(page: Path, config: Config) -> None:
    (made,) = extract(page, config)
    unit = next(u for u in read_po(made.path).live if u.source == "One.")
    assert len(unit.places) == len(unit.references) == 2


def test_the_language_of_the_article_beats_the_config(page: Path, config: Config) -> None:
    page.write_text(PAGE.replace('lang="en"', 'lang="fr"'), encoding="utf-8")
    (made,) = extract(page, config)
    assert read_po(made.path).source_language == "fr"


def test_a_target_that_is_the_source_writes_nothing(page: Path, config: Config) -> None:
    for target in ("en", "en-GB", "EN"):
        with pytest.raises(UsageError) as error:
            extract(page, config, targets=[target])
        assert "--to" in str(error.value)
    assert not config.locales.exists()


def test_again_is_the_same_to_the_byte(page: Path, config: Config) -> None:
    (made,) = extract(page, config)
    before = made.path.read_bytes(), made.template.read_bytes()
    (again,) = extract(page, config)
    assert not again.created
    assert again.report is not None
    assert not any((again.report.new, again.report.gone, again.report.edited))
    assert (made.path.read_bytes(), made.template.read_bytes()) == before


def test_a_revision_keeps_translations(page: Path, config: Config) -> None:
    (made,) = extract(page, config)
    with open_store(made.path) as store:
        for unit in store.catalog.live:
            store.record(replace(unit, target="訳：" + unit.source, state=State.CONFIRMED))
        store.save()
    page.write_text(PAGE.replace("<h1>Head</h1>", "<h1>Head</h1><p>New.</p>"), encoding="utf-8")
    (again,) = extract(page, config)
    states = {u.source: (u.state, u.target) for u in read_po(again.path).live}
    assert states["One."] == (State.CONFIRMED, "訳：One.")
    assert states["New."] == (State.EMPTY, "")
    assert "New." in again.template.read_text("utf-8")


def test_revise_needs_the_catalog_to_itself(page: Path, config: Config) -> None:
    (made,) = extract(page, config)
    with open_store(made.path), pytest.raises(CatalogLocked):
        revise(made.path, read_article(page))


def test_a_folder_that_cannot_be_made(page: Path, config: Config) -> None:
    config.locales.write_text("a file", encoding="utf-8")
    with pytest.raises(CatalogError) as error:
        extract(page, config)
    assert "--locales" in str(error.value)


def test_an_unreadable_article(config: Config, tmp_path: Path) -> None:
    with pytest.raises(DocumentError):
        extract(tmp_path / "none.html", config)


def test_places(tmp_path: Path, config: Config, page: Path) -> None:
    (made,) = extract(page, config)
    assert catalogs([config.locales]) == [made.path]
    assert catalogs([made.path, made.path]) == [made.path, made.path]
    with pytest.raises(UsageError):
        catalogs([])
    assert article_of(made.path, ["page.html"]) == page
    with pytest.raises(DocumentError) as error:
        article_of(made.path, ["other.html"])
    assert "--article" in str(error.value)


def test_ones_own_termbase_lies_over_the_shipped(tmp_path: Path, config: Config) -> None:
    """Unless the project names its layers."""
    (shipped,) = termbase_paths(config)
    own = tmp_path / "glossary"
    own.mkdir()
    assert termbase_paths(config) == (shipped,)  # an empty folder is no termbase
    (own / "a.tsv").write_text("id\n", encoding="utf-8")
    assert termbase_paths(config) == (own, shipped)
    named = replace(config, glossary=(tmp_path / "b.tsv",))
    assert termbase_paths(named) == (tmp_path / "b.tsv",)


def test_summary_counts(page: Path, config: Config) -> None:
    (made,) = extract(page, config)
    with open_store(made.path) as store:
        head, one, _two = store.catalog.live
        store.record(replace(head, target="見出し", state=State.CONFIRMED))
        store.record(replace(one, target="一。", state=State.FUZZY))
        store.save()
    counts = summary(read_po(made.path))
    assert (counts.units, counts.confirmed, counts.fuzzy, counts.empty) == (3, 1, 1, 1)
    assert counts.repetitions == 1
    assert counts.source_words == 4
    assert counts.target_characters == 4
    assert (counts.terms, counts.honoured) == (0, 0)
    assert counts.fields()["path"] == str(made.path)


@pytest.mark.parametrize(
    ("text", "language", "count"),
    [
        ("Two <b>bold words</b>.", "en", 3),
        ("<b>東京</b>都、1。", "ja", 4),
        ("", "en", 0),
        ("。", "ja", 0),
    ],
)
def test_length(text: str, language: str, count: int) -> None:
    assert length(text, language) == count


@pytest.mark.parametrize(
    ("asked", "header", "then", "texts"),
    [
        ({"main": True}, "main", {}, {"Head", "Flag", "The court"}),
        ({"main": True, "attributes": True}, "main, attributes", {}, {"Head", "Flag", "The court", "About it"}),
        ({"attributes": False}, "no-attributes", {}, {"Head", "Home", "The court"}),
        ({}, "", {}, {"Head", "Home", "Flag", "The court"}),
        ({"main": True}, "all", {"main": False}, {"Head", "Home", "Flag", "The court"}),
        ({"attributes": False}, "attributes", {"attributes": True},
         {"Head", "Home", "Flag", "The court", "About it"}),
    ],
)  # fmt: skip
def test_an_update_reads_the_page_as_the_catalog_was_made(
    page: Path, config: Config, asked: dict[str, bool], header: str, then: dict[str, bool], texts: set[str]
) -> None:  # fmt: skip
    """What `--main` and `--attributes` said is remembered in the header, until it is said otherwise."""
    page.write_text(WHOLE, encoding="utf-8")
    path = extract(page, replace(config, **asked))[0].path
    page.write_text(WHOLE.replace("ruled", "decided"), encoding="utf-8")
    update(path, page, replace(config, **then))
    for _again in range(2):
        catalog = read_po(path)
        assert catalog.metadata.get("X-Extracted", "") == header
        assert {text for text in texts if any(text in u.source for u in catalog.live)} == texts
        assert len(catalog.live) == len(texts)
        extract(page, config)  # the second way to bring a catalog up to date remembers it, too


ONE = (
    "The city opened a counter for couples on Monday. Forty people came before noon, said the mayor. "
    * 2
)
OTHER = (
    "Rain fell over the northern islands all week, and ferries stayed in port until the storm had gone. "
    * 2
)


def test_an_article_that_is_another_one_is_asked_about(tmp_path: Path, config: Config) -> None:
    """Nothing is written before `force` says that it is meant; a rewritten article is none such."""
    one, other = tmp_path / "one.txt", tmp_path / "other.txt"
    one.write_text(ONE + "\n\nIt was late.\n", encoding="utf-8")
    other.write_text(OTHER + "\n\nIt was wet.\n", encoding="utf-8")
    path = extract(one, config)[0].path
    before = path.read_bytes()
    with pytest.raises(UsageError, match="hardly a phrase") as said:
        update(path, other, config)
    assert "--force" in str(said.value)
    assert path.read_bytes() == before
    assert len(update(path, other, config, force=True).new) == 2
    assert path.read_bytes() != before
    other.write_text(
        OTHER.replace("northern", "southern").replace("week", "month"), encoding="utf-8"
    )
    assert len(update(path, other, config).new) == 1, (
        "rewritten here and there, it is the same article"
    )


@pytest.mark.parametrize(
    ("later", "target", "comments"),
    [("同じ。", "同じ。", ()), ("別の。", "別の。", ("earlier: 同じ。",))],
)
def test_a_paragraph_that_goes_twice_is_one_obsolete_entry(
    page: Path, config: Config, later: str, target: str, comments: tuple[str, ...]
) -> None:
    """Gone, written anew by hand, gone again: gettext knows no two entries of one text; what either
    said is kept."""
    path = extract(page, config)[0].path

    def confirm(text: str) -> None:
        with open_store(path) as store:
            unit = next(u for u in store.catalog.live if u.source.startswith("Two"))
            store.record(replace(unit, target=text, state=State.CONFIRMED))
            store.save()

    confirm("同じ。")
    page.write_text(PAGE.replace("<p>Two <b>bold</b>.</p>", ""), encoding="utf-8")
    update(path, page, config)
    old = path.read_text("utf-8")
    page.write_text(PAGE, encoding="utf-8")
    path.write_text(
        old + '\n#. p3 paragraph\nmsgid "Two <b>bold</b>."\nmsgstr ""\n', encoding="utf-8"
    )
    confirm(later)
    page.write_text(PAGE.replace("<p>Two <b>bold</b>.</p>", ""), encoding="utf-8")
    update(path, page, config)
    (gone,) = (u for u in read_po(path).units if u.source.startswith("Two"))
    assert (gone.state, gone.target, gone.comments) == (State.OBSOLETE, target, comments)
