"""Each article has its own catalog, whatever it is called and wherever it lies."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from workbench.catalog import read_po
from workbench.config import Config
from workbench.desk.articles import homes
from workbench.desk.batch import jobs_of
from workbench.desk.extract import extract, update
from workbench.desk.paths import article_of, names
from workbench.errors import UsageError

ONE = "<p>The ward office opens at nine on weekdays.</p><p>Bring two forms of identification.</p>"
TWO = "<p>A court in Osaka heard the appeal on Monday.</p><p>The ruling is due next spring.</p>"


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Config:
    monkeypatch.chdir(tmp_path)
    return Config(locales=tmp_path / "locales")


def put(path: str, text: str = ONE) -> Path:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text, encoding="utf-8")
    return Path(path)


def stems(config: Config) -> set[str]:
    folder = config.locales / "ja" / "LC_MESSAGES"
    return {p.relative_to(folder).with_suffix("").as_posix() for p in folder.rglob("*.po")}


def sources(config: Config, stem: str) -> list[str]:
    return [u.source for u in read_po(config.locales / f"ja/LC_MESSAGES/{stem}.po").live]


@pytest.mark.parametrize(
    ("paths", "wanted"),
    [
        (("a/index.html", "b/index.html"), ["a/index", "b/index"]),
        (("index.html", "b/index.html"), ["index", "b/index"]),
        (("x/a/index.html", "y/a/index.html"), ["x/a/index", "y/a/index"]),
        (("x/a/index.html", "b/index.html", "x/page.html"), ["a/index", "b/index", "page"]),
        (("v1.2/read.me.html", "v1.3/read.me.html"), ["v1.2/read.me", "v1.3/read.me"]),
        (("a/page.html", "b/other.html"), ["page", "other"]),
        (("a/page.html", "a/../a/page.html"), ["page"]),
    ],
    ids=" ".join,
)
def test_folders_tell_articles_of_one_name_apart(
    config: Config, paths: tuple[str, ...], wanted: list[str]
) -> None:
    """No more of the folders than it takes; an article named twice is one."""
    for path in paths:
        put(path)
    assert [home.stem for home in homes(map(Path, paths), config)] == wanted
    if all("index" not in stem for stem in wanted):
        return
    assert {job.stem for job in jobs_of(map(Path, paths), config)} == set(wanted)


@pytest.mark.parametrize("outside", [False, True])
def test_one_after_the_other_is_as_good_as_together(
    config: Config, tmp_path_factory: pytest.TempPathFactory, outside: bool
) -> None:
    """In the project the references say whose a catalog is; outside of it the text does."""
    base = tmp_path_factory.mktemp("elsewhere") if outside else Path()
    one, two = put(f"{base}/a/index.html"), put(f"{base}/b/index.html", TWO)
    for article in (one, two, one, two):
        extract(article, config)
    assert stems(config) == {"index", "b/index"}
    assert sources(config, "index")[0].startswith("The ward office")
    assert sources(config, "b/index")[0].startswith("A court")


def test_together_and_then_alone_is_the_same_catalog(config: Config) -> None:
    paths = [put("a/index.html"), put("b/index.html", TWO)]
    for home in homes(paths, config):
        extract(home, config)
    for path in paths:
        (made,) = extract(path, config)
        assert not made.created
        assert made.report
        assert len(made.report.kept) == 2
    assert stems(config) == {"a/index", "b/index"}


@pytest.mark.parametrize(
    ("one", "two"), [("page.html", "page.md"), ("a/page.html", "a/page.txt"), ("n.txt", "n")]
)
def test_where_folders_cannot_help_both_are_named(config: Config, one: str, two: str) -> None:
    """Together nothing at all is written; one after the other the first one's catalog is untouched."""
    put(one), put(two, "# Something else")
    with pytest.raises(UsageError) as error:
        homes([Path(one), Path(two)], config)
    assert one in str(error.value)
    assert two in str(error.value)
    assert not config.locales.exists()
    (made,) = extract(Path(one), config)
    before = made.path.read_bytes()
    with pytest.raises(UsageError) as error:
        extract(Path(two), config)
    assert one in str(error.value)
    assert two in str(error.value)
    assert made.path.read_bytes() == before


def test_a_template_of_another_project_is_nobodys_to_replace(config: Config) -> None:
    config.locales.mkdir()
    template = config.locales / "messages.pot"
    template.write_text('msgid ""\nmsgstr ""\n\n#: src/app.c:3\nmsgid "Open"\nmsgstr ""\n', "utf-8")
    before = template.read_bytes()
    with pytest.raises(UsageError):
        extract(put("messages.html"), config)
    assert template.read_bytes() == before


def test_an_article_that_moved_keeps_its_catalog_and_one_rewritten_in_place_too(
    config: Config,
) -> None:
    """A catalog whose article is gone belongs to the one that reads like it; one whose article is still
    there belongs to that, however much of it is new."""
    extract(put("a/index.html"), config)
    Path("a").rename("c")
    extract(Path("c/index.html"), config)
    assert stems(config) == {"index"}
    extract(put("c/index.html", TWO), config)
    assert stems(config) == {"index"}
    assert sources(config, "index")[0].startswith("A court")


def test_the_article_is_found_again_from_its_catalog(config: Config) -> None:
    for home in homes([put("a/b/index.html"), put("c/index.html", TWO)], config):
        (made,) = extract(home, config)
        catalog = read_po(made.path)
        assert article_of(made.path, names(catalog)).samefile(home.path)
        assert catalog.name == home.stem


def test_update_calls_the_article_as_the_catalog_does(config: Config) -> None:
    (made,) = extract(put("a/index.html"), config)
    update(made.path, put("a/index.html", ONE + TWO), config)
    assert names(read_po(made.path)) == ["a/index.html"]
    with pytest.raises(UsageError):
        update(made.path, made.path, config)


def test_names_that_are_no_text(config: Config) -> None:
    """From an archive made on a Japanese Windows: the catalog holds text all the same, and leads back."""
    article = Path(os.fsdecode("区役所.html".encode("cp932")))
    try:
        put(str(article))
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    (made,) = extract(article, config)
    assert str(made.path).isprintable()
    catalog = read_po(made.path)
    assert article_of(made.path, names(catalog)).samefile(article)
    (again,) = extract(article, config)
    assert not again.created
