"""PO files: read as gettext reads them, written as `msgcat --no-wrap` writes them."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workbench.catalog import Catalog, build_catalog, read_po, save_po, save_pot, serialise
from workbench.errors import CatalogError
from workbench.model import (
    Article,
    Kind,
    Origin,
    Paragraph,
    Provenance,
    Reference,
    State,
    Unit,
)

gettext = pytest.mark.skipif(not shutil.which("msgcat"), reason="GNU gettext is not installed")
FULL = {
    "target": "<em>火曜日</em>に「はい」と述べた。\\n 100%",
    "state": State.FUZZY,
    "provenance": Provenance(
        Origin.MT, "argos", "en_ja-1.0", -0.412, None, (3, 4), ("number", "loop"), 0.62
    ),
    "comments": ("ask the desk", "twice"),
    "silenced": (("numbers.value", "house style"),),
    "previous_source": "The court ruled.",
    "bookmarked": True,
}


def msgcat(path: Path) -> bytes:
    return subprocess.run(["msgcat", "--no-wrap", path], capture_output=True, check=True).stdout


def test_identical_paragraphs_share_one_unit(catalog: Catalog) -> None:
    """One entry, two places, two references; the unit is named after its first place."""
    unit = catalog.unit("p1")

    assert unit.places == (1, 4)
    assert (Reference("two names.html", 1), Reference("two names.html", 4)) == unit.references
    assert [u.id for u in catalog.units] == ["p1", "p2", "p3", "p5"]


def test_everything_a_unit_knows_survives_the_file(catalog: Catalog, tmp_path: Path) -> None:
    """State, provenance, comments, silenced checks, previous source, bookmark."""
    unit = replace(catalog.unit("p3"), **FULL)
    save_po(catalog.replace(unit), tmp_path / "x.po")

    assert unit == read_po(tmp_path / "x.po").unit("p3")


@gettext
def test_msgcat_has_nothing_to_change(catalog: Catalog, tmp_path: Path) -> None:
    """`msgcat --no-wrap` is a no-op on catalogs and templates, drafts and obsolete units included."""
    full = replace(catalog.unit("p3"), **FULL)
    gone = replace(catalog.unit("p5"), target="古い", state=State.OBSOLETE)
    save_po(catalog.replace(full, gone), tmp_path / "x.po")
    save_pot(catalog, tmp_path / "x.pot")

    for path in (tmp_path / "x.po", tmp_path / "x.pot"):
        assert path.read_text("utf-8") == msgcat(path).decode()
        subprocess.run(["msgfmt", "-c", "-o", "/dev/null", path], check=True)


def test_editing_one_unit_changes_one_entry(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All other lines stay, the revision date aside."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    before = serialise(catalog).split("\n\n")
    edited = replace(catalog.unit("p2"), target="はい", state=State.CONFIRMED)
    after = serialise(catalog.replace(edited)).split("\n\n")

    assert [n for n, (a, b) in enumerate(zip(before, after, strict=True)) if a != b] == [0, 2]
    assert "PO-Revision-Date: 2027-01-15 08:00+0000" in after[0]


def test_saving_without_a_change_moves_nothing(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No edit, no new date."""
    assert catalog.path is not None
    before = catalog.path.read_bytes()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    save_po(read_po(catalog.path), catalog.path)

    assert before == catalog.path.read_bytes()


FOREIGN = """# Header comment.
#
msgid ""
msgstr ""
"Project-Id-Version: demo 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Language: fr\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"
"X-Odd:   spaced\\n"


#  odd   comment
#. note to translators
#: src/a.c:10 src/b.c:20
#: src/c.c:30
#, c-format
msgid ""
"A long sentence that another tool wrapped at "
"its own width, %s."
msgstr ""
"Une longue phrase "
"%s."

#, fuzzy, c-format
#| msgid "%d file"
msgid "%d files"
msgid_plural "%d files"
msgstr[0] "%d fichier"
msgstr[1] "%d fichiers"

#~ msgid "gone"
#~ msgstr "parti"
"""


@pytest.fixture
def foreign(tmp_path: Path) -> Path:
    path = tmp_path / "foreign.po"
    path.write_text(FOREIGN, "utf-8")
    return path


def test_a_catalog_of_another_tool_keeps_its_form(foreign: Path, tmp_path: Path) -> None:
    """Wrapping, odd comments, flags and order stay where nobody edited."""
    catalog = read_po(foreign)
    edited = replace(catalog.unit("e2.0"), target="un fichier", state=State.CONFIRMED)
    saved = save_po(
        catalog.replace(edited, replace(catalog.unit("e2.1"), state=State.CONFIRMED)), foreign
    )
    text = foreign.read_text("utf-8")

    assert (
        '"its own width, %s."' in text and "#  odd   comment" in text and "X-Odd:   spaced" in text
    )
    assert 'msgstr[0] "un fichier"\nmsgstr[1] "%d fichiers"' in text
    assert "#, c-format\nmsgid" in text and "#| msgid" not in text
    assert [unit.id for unit in saved.units] == ["e1", "e2.0", "e2.1", "e3"]
    assert saved.unit("e3").state == State.OBSOLETE


def test_line_ends_of_the_file_stay(foreign: Path) -> None:
    """A CRLF catalog is written with CRLF."""
    foreign.write_bytes(FOREIGN.replace("\n", "\r\n").encode())
    catalog = read_po(foreign)
    save_po(catalog.replace(replace(catalog.unit("e1"), target="x %s")), foreign)

    data = foreign.read_bytes()
    assert data.count(b"\n") == data.count(b"\r\n") > 10


def test_an_encoding_of_the_past_is_kept(tmp_path: Path) -> None:
    """EUC-JP in, EUC-JP out; a character it lacks is refused with a way out."""
    path = tmp_path / "old.po"
    head = (
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=EUC-JP\\n"\n"Language: ja\\n"\n\n'
    )
    path.write_bytes((head + 'msgid "yes"\nmsgstr "はい"\n').encode("euc-jp"))
    catalog = read_po(path)
    save_po(catalog.replace(replace(catalog.unit("e1"), target="いいえ")), path)

    assert "いいえ" in path.read_bytes().decode("euc-jp")
    with pytest.raises(CatalogError, match=r"EUC-JP cannot write.*msgconv"):
        save_po(catalog.replace(replace(catalog.unit("e1"), target="🏳️‍🌈")), path)
    assert "いいえ" in path.read_bytes().decode("euc-jp")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty"),
        (b"  \n\n", "is empty"),
        (b"\x89PNG\r\n\x1a\n\0\0", "NUL byte at offset 8"),
        (b'msgid "a"\nmsgstr "b', r"bad.po:?.*not a valid catalog"),
        (b"hello world\n", r"bad.po:1: is not a valid catalog"),
        (b'msgid "a"\nmsgid "b"\nmsgstr "c"\n', r"bad.po:2"),
        (b'msgid "a"\nmsgstr "b" junk"\n', r"bad.po:2: .*keyword junk is unknown"),
        (b'msgid "a"\nmsgstr "\xff"\n', "is not utf-8: byte 0xff at offset 18"),
        (b'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=klingon\\n"\n', "unknown charset klingon"),
        (b'msgid "a"\nmsgstr[9999999999999] "b"\n', "bad.po"),
    ],
)  # fmt: skip
def test_malformed_files_are_one_clear_line(tmp_path: Path, data: bytes, says: str) -> None:
    """Where and what, whatever polib would have thrown."""
    path = tmp_path / "bad.po"
    path.write_bytes(data)

    with pytest.raises(CatalogError, match=says):
        read_po(path)


def test_a_missing_file_is_not_parsed_as_text(tmp_path: Path) -> None:
    """polib would read the name as a catalog; we say that there is no file."""
    with pytest.raises(CatalogError, match=r"nowhere.po: cannot be read.*workbench extract"):
        read_po(tmp_path / "nowhere.po")
    with pytest.raises(CatalogError, match="is a folder"):
        read_po(tmp_path)


TEXT = st.text(
    st.characters(exclude_categories=("Cs",), exclude_characters="\0\4\r"), min_size=1, max_size=30
)


@given(
    st.lists(
        st.tuples(TEXT, TEXT, st.sampled_from([State.FUZZY, State.CONFIRMED])),
        min_size=1,
        max_size=6,
    )
)
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_survives_the_file(tmp_path: Path, rows: list[tuple[str, str, State]]) -> None:
    """Quotes, backslashes, line ends, controls: what is put in comes out; NUL and EOT aside, which
    separate strings in compiled catalogs: gettext can hold neither."""
    paragraphs = tuple(
        Paragraph(s, Kind.PARAGRAPH, n, n, (0, 1)) for n, (s, _, _) in enumerate(rows, 1)
    )
    catalog = build_catalog(Article("a.txt", "text", None, "utf-8", "", paragraphs), "en", "ja")
    by_source = {source: (target, state) for source, target, state in rows}
    units = [
        replace(u, target=by_source[u.source][0], state=by_source[u.source][1])
        for u in catalog.units
    ]
    path = tmp_path / "any.po"
    save_po(catalog.with_units(units), path)

    again = read_po(path)
    assert [(u.source, u.target, u.state) for u in units] == [
        (u.source, u.target, u.state) for u in again.units
    ]


def test_an_article_without_text_makes_no_catalog(article: Article) -> None:
    """Nothing to translate is said, not written."""
    with pytest.raises(CatalogError, match="holds no text"):
        build_catalog(replace(article, paragraphs=()), "en", "ja")


def test_an_unknown_unit_is_answered_with_the_known_ones(catalog: Catalog) -> None:
    """The range of ids is the hint."""
    with pytest.raises(CatalogError, match=r"has no unit p99 — its units run from p1 to p5"):
        catalog.unit("p99")


def test_a_unit_of_another_tool_is_named_by_its_entry(tmp_path: Path) -> None:
    """Duplicate place comments do not make two units of one name."""
    path = tmp_path / "x.po"
    path.write_text(
        '#. p1 paragraph\nmsgid "a"\nmsgstr ""\n\n#. p1 paragraph\nmsgid "b"\nmsgstr ""\n'
    )

    assert [u.id for u in read_po(path).units] == ["p1", "e2"]
    assert isinstance(read_po(path).unit("e2"), Unit)


def test_a_cut_off_file_with_crlf_is_refused_too(tmp_path: Path) -> None:
    """The carriage return does not close the string."""
    path = tmp_path / "cut.po"
    path.write_bytes(b'msgid "a"\r\nmsgstr "b\r\n')

    with pytest.raises(CatalogError, match=r"cut.po:2: .*a string is not closed"):
        read_po(path)


def test_a_message_that_stands_twice_is_refused(tmp_path: Path) -> None:
    """gettext would not compile it; one that is obsolete, or in another context, is another."""
    head = 'msgid ""\nmsgstr "Language: ja\\n"\n\n'
    twice = head + 'msgid "a"\nmsgstr "b"\n\n{}msgid "a"\n{}msgstr "c"\n'
    path = tmp_path / "twice.po"
    for before in ("#~ ", 'msgctxt "x"\n'):
        obsolete = before if before == "#~ " else ""
        path.write_text(twice.format(before, obsolete), "utf-8")
        assert len(read_po(path).units) == 2
    path.write_text(twice.format("", ""), "utf-8")

    with pytest.raises(CatalogError, match=r"twice.po:7: .*already, at line 4 — `msguniq`"):
        read_po(path)
