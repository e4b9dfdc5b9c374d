"""What bad input gets: one line, status 2 or 3, nothing written, nothing lost."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from calling import TABLE_OF_READERS, Cli, Said, one_line, spawn

from workbench.catalog import open_store, read_po

ESCAPES = "\x1b[31mred\x1b[0m \x1b]0;title\x07 \x9b2J \u202egnorw\u202c \x08\x7f"
OBEYED = set("\x1b\x07\x08\x7f\x9b\u202e\u202c")


def refused(said: Said, *words: str, status: int = 2) -> None:
    line = one_line(said)
    assert said.status == status
    assert all(word in line for word in words), line


# --- articles -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["none.html", "none.txt", "none.md", "no/such/folder.html"])
def test_a_missing_article(cli: Cli, name: str) -> None:
    refused(cli("extract", name), name)
    assert not Path("locales").exists()


@pytest.mark.parametrize("name", ["a.html", "a.txt", "a.md"])
@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b" \n\t\n", b"\x00" * 64])
def test_an_article_without_text(cli: Cli, name: str, content: bytes) -> None:
    Path(name).write_bytes(content)
    refused(cli("extract", name), name)
    assert not Path("locales").exists()


@pytest.mark.parametrize("name", ["a.html", "a.txt", "a.md"])
def test_a_binary_article(cli: Cli, name: str) -> None:
    Path(name).write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
    refused(cli("extract", name), name)
    assert not Path("locales").exists()


def test_an_article_in_a_wrong_encoding_names_the_byte(cli: Cli) -> None:
    Path("a.txt").write_bytes(b"Good text.\n" + b"\xff\xfe bad")
    refused(cli("extract", "a.txt", "--encoding", "utf-8"), "a.txt", "11")


def test_a_folder_as_an_article(cli: Cli) -> None:
    Path("folder.html").mkdir()
    refused(cli("extract", "folder.html"), "folder.html")


def test_a_huge_line(cli: Cli) -> None:
    Path("long.txt").write_text("Short.\n\n" + "The court ruled. " * 640_000, encoding="utf-8")
    refused(cli("extract", "long.txt"), "long.txt:3", "paragraphs")
    assert not Path("locales").exists()
    Path("long.txt").write_text("The court ruled. " * 5_800, encoding="utf-8")
    assert cli("extract", "long.txt").status == 0
    (unit,) = read_po(Path("locales/ja/LC_MESSAGES/long.po")).live
    assert len(unit.source) > 98_000
    assert cli("status").status == 0
    assert cli("check", "--no-terms").status == 0


@pytest.mark.parametrize(
    "text",
    [
        "<p>One<p>Two</b></p></p><div><em>Three",
        "<p>One &#xFFFFFFFF; &bogus; &#0; two</p>",
        "<!-- never closed <p>One</p>",
        "<p>One</p><![CDATA[ x ]]><?php y ?><p title='>Two</p>",
        "<p" * 3_000 + ">One</p>",
        "<div>" * 3_000 + "One" + "</div>" * 3_000,
    ],
)
def test_malformed_html_is_read_or_refused(cli: Cli, text: str) -> None:
    Path("bad.html").write_text(text, encoding="utf-8")
    said = cli("extract", "bad.html")
    assert said.status in (0, 2)
    if said.status:
        refused(said, "bad.html")
    else:
        assert read_po(Path("locales/ja/LC_MESSAGES/bad.po")).live


# --- catalogs -----------------------------------------------------------------------------------

BROKEN = {
    "empty": b"",
    "binary": bytes(range(256)) * 4,
    "not utf-8": b'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    b'msgid "a"\nmsgstr "\xff\xfe"\n',
    "unclosed": b'msgid ""\nmsgstr ""\n"Language: ja\\n"\n\nmsgid "a\nmsgstr "b"\n',
    "no msgstr": b'msgid ""\nmsgstr ""\n"Language: ja\\n"\n\nmsgid "a"\n\nmsgid "b"\nmsgstr "c"\n',
    "words": b"hello, I am no catalog\n",
    "a folder": b"",
    "conflict": b'msgid ""\nmsgstr ""\n"Language: ja\\n"\n\n<<<<<<< ours\nmsgid "a"\nmsgstr "b"\n'
    b'=======\nmsgid "a"\nmsgstr "c"\n>>>>>>> theirs\n',
}  # fmt: skip


@pytest.mark.parametrize("what", BROKEN)
@pytest.mark.parametrize("words", TABLE_OF_READERS)
def test_a_malformed_catalog(cli: Cli, page: Path, what: str, words: tuple[str, ...]) -> None:
    path = Path("bad.po")
    if what == "a folder":
        path.mkdir()
    else:
        path.write_bytes(BROKEN[what])
    said = cli(*(str(path) if word == "CATALOG" else word for word in words))
    if what == "a folder" and words[0] in ("check", "status"):
        refused(said)
        return
    assert said.status == 2, said
    refused(said, "bad.po")
    assert not path.is_file() or path.read_bytes() == BROKEN[what]
    assert {p.name for p in Path().iterdir()} <= {"bad.po", "court.html"}


@pytest.mark.parametrize("words", [("analyse",), ("check",), ("status",), ("pretranslate",)])
def test_an_article_for_a_catalog_is_told_how_to_become_one(
    cli: Cli, words: tuple[str, ...]
) -> None:
    """A broken catalog is not: there `msgfmt -c` says more."""
    Path("a page.html").write_text("<p>The court ruled.</p>", encoding="utf-8")
    refused(cli(*words, "a page.html"), "a page.html", "workbench extract ARTICLE")
    Path("bad.po").write_bytes(BROKEN["unclosed"])
    assert "extract" not in one_line(cli(*words, "bad.po"))


@pytest.mark.parametrize("name", ["new.csv", "new", "new.xlsx", "new.tbx"])
def test_candidates_are_a_termbase_whatever_the_name_says(cli: Cli, name: str) -> None:
    """Tabs in a file called .csv would be one column to a spreadsheet."""
    Path("a.txt").write_text("The court ruled. The court sat.\n", encoding="utf-8")
    refused(cli("glossary", "candidates", "a.txt", "-o", name), name, ".tsv")
    assert not Path(name).exists()


@pytest.mark.parametrize("words", TABLE_OF_READERS)
def test_a_missing_catalog(cli: Cli, page: Path, words: tuple[str, ...]) -> None:
    said = cli(*("none.po" if word == "CATALOG" else word for word in words))
    refused(said, "none.po")
    assert {p.name for p in Path().iterdir()} == {"court.html"}


def test_a_line_of_a_malformed_catalog_is_named(cli: Cli) -> None:
    Path("bad.po").write_bytes(BROKEN["unclosed"])
    assert "bad.po:5" in one_line(cli("status", "bad.po"))


@pytest.mark.parametrize(
    "words",
    [
        ("check", "CATALOG", "--fix"),
        ("update", "CATALOG", "court.html"),
        ("pretranslate", "CATALOG"),
    ],
)
def test_two_editors_on_one_catalog(cli: Cli, catalog: Path, words: tuple[str, ...]) -> None:
    before = catalog.read_bytes()
    with open_store(catalog):
        said = cli(*(str(catalog) if word == "CATALOG" else word for word in words))
        refused(said, catalog.name)
        assert cli("status", catalog).status == 0
        assert cli("check", catalog).status == 0
    assert catalog.read_bytes() == before
    assert cli("check", catalog, "--fix").status == 0


# --- folders and disks --------------------------------------------------------------------------


def unprivileged() -> list[str]:
    """The words before a command that make folder permissions count, for root too."""
    if os.geteuid() != 0:
        return []
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        pytest.skip("root writes anywhere and setpriv is not here: run as another user")
    return [setpriv, "--inh-caps=-all", "--bounding-set=-all"]


@pytest.mark.parametrize(
    "words",
    [
        *(
            ("export", "CATALOG", "--to", form, "-o", "locked/out")
            for form in ("mo", "pot", "html")
        ),
        ("extract", "court.html", "--locales", "locked/locales"),
        ("check", "CATALOG", "--write-baseline", "locked/baseline"),
        ("score", "CATALOG", "--reference", "CATALOG", "--write-baseline", "locked/baseline"),
    ],
)
def test_a_read_only_folder(catalog: Path, words: tuple[str, ...]) -> None:
    before, folder = unprivileged(), Path("locked")
    folder.mkdir(mode=0o500)
    said = spawn([str(catalog) if word == "CATALOG" else word for word in words], before=before)
    refused(Said(said.returncode, said.stdout, said.stderr), "locked", "denied")
    assert list(folder.iterdir()) == []


def test_a_catalog_in_a_read_only_folder(catalog: Path) -> None:
    before, kept = unprivileged(), catalog.read_bytes()
    catalog.parent.chmod(0o500)
    try:
        for words in (["status", catalog], ["check", catalog]):
            assert spawn(words, before=before).returncode == 0
        said = spawn(["check", catalog, "--fix"], before=before)
    finally:
        catalog.parent.chmod(0o700)
    refused(Said(said.returncode, said.stdout, said.stderr), "court.po", "denied")
    assert catalog.read_bytes() == kept


def test_a_file_where_a_folder_should_be(cli: Cli, page: Path) -> None:
    Path("locales").write_text("in the way", encoding="utf-8")
    refused(cli("extract", page), "locales")
    assert Path("locales").read_text("utf-8") == "in the way"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 256 KiB; mounting one takes privileges."""
    folder = tmp_path / "small"
    folder.mkdir()
    mount = shutil.which("mount")
    done = mount and subprocess.run(
        [mount, "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(folder)],
        capture_output=True, check=False,
    )  # fmt: skip
    if not done or done.returncode:
        pytest.skip("mounting a small tmpfs needs privileges")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_loses_nothing(cli: Cli, small_disk: Path) -> None:
    lines = [f"Line {n} of a long article about a court." for n in range(600)]
    article = small_disk / "a.txt"
    article.write_text("\n\n".join(lines), encoding="utf-8")
    locales = small_disk / "locales"
    assert cli("extract", article, "--locales", locales).status == 0
    catalog = locales / "ja" / "LC_MESSAGES" / "a.po"
    before = catalog.read_bytes()
    room = shutil.disk_usage(small_disk).free
    (small_disk / "filler").write_bytes(b"x" * room)
    article.write_text("\n\n".join(lines[:-1]), encoding="utf-8")
    for words in (
        ("update", catalog, article),
        ("export", catalog, "--to", "pot", "-o", small_disk / "out.pot"),
        ("extract", article, "--locales", small_disk / "more"),
    ):
        said = cli(*words)
        assert said.status == 2, words
        assert "space" in one_line(said)
        assert catalog.read_bytes() == before
    assert not (small_disk / "out.pot").exists()
    assert [p.name for p in catalog.parent.iterdir() if "tmp" in p.name] == []


# --- hostile text -------------------------------------------------------------------------------


def test_escapes_of_an_article_reach_no_terminal(cli: Cli) -> None:
    text = f"Rin 57 {ESCAPES} a bisexual baker."
    Path("evil.txt").write_text(text, encoding="utf-8")
    assert cli("extract", "evil.txt").status == 0
    catalog = Path("locales/ja/LC_MESSAGES/evil.po")
    with open_store(catalog) as store:
        from dataclasses import replace

        (unit,) = store.catalog.live
        store.record(replace(unit, target=f"凛さん58 {ESCAPES}"))
        store.save()
    for words in (
        ("status", catalog), ("status", catalog, "--format", "json"),
        ("glossary", "match", "evil.txt"), ("glossary", "match", "evil.txt", "--format", "json"),
        ("glossary", "stats", "evil.txt"), ("glossary", "lookup", ESCAPES),
        *(("check", catalog, "--format", form) for form in ("text", "json", "sarif", "github", "junit")),
        ("score", catalog, "--reference", catalog, "--segments"),
        ("score", catalog, "--reference", catalog, "--segments", "--format", "json"),
    ):  # fmt: skip
        said = cli(*words)
        shown = set(said.out + said.err) & OBEYED
        assert not shown, (words, shown)
        assert "unexpected" not in said.err, words


def test_escapes_in_names_reach_no_terminal(cli: Cli) -> None:
    name = "\x1b[31m\u202egpj.txt"
    said = cli("extract", name)
    assert said.status == 2
    assert not set(said.err) & OBEYED
    Path(name).write_text("Hello.\n", encoding="utf-8")
    for words in (("extract", name), ("status",), ("check",), ("check", "--format", "github")):
        said = cli(*words)
        assert not set(said.out + said.err) & OBEYED, words
    assert not set(cli("status", "--\x1b[31m").err) & OBEYED
    assert not set(cli("\x1b[31m").err) & OBEYED
