"""Review tables: out in three forms, back from anybody's Word; strangers' layouts; files that mean harm."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.growth import grows_at_most
from workbench.errors import ExchangeError
from workbench.exchange.review import Heading, Row, read_table, write_table
from workbench.exchange.review.table import Edit, kept, name_of, parts_of
from workbench.model import Stage

HEADING = Heading("court.po", "en", "ja")
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
STRICT = 'xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"'
GUID = "bb787d5e-b2e0-463f-b95d-9b12c340aa79"


def cell(content: str, more: str = "") -> str:
    """A cell: XML of its paragraphs, or text."""
    inner = content if content.startswith("<w:") else f"<w:p><w:r><w:t>{content}</w:t></w:r></w:p>"
    return f"<w:tc><w:tcPr>{more}</w:tcPr>{inner}</w:tc>"


def row(*cells: str) -> str:
    return "<w:tr>" + "".join(c if c.startswith("<w:tc") else cell(c) for c in cells) + "</w:tr>"


def docx(
    rows: Sequence[str], *, names: str = W, head: str = "", parts: dict[str, str] | None = None
) -> bytes:
    """A document with one table, as raw as a stranger's."""
    document = (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<w:document {names}><w:body><w:tbl>'
        + "".join(rows)
        + "</w:tbl></w:body></w:document>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in {"word/document.xml": document, **(parts or {})}.items():
            archive.writestr(name, text)
    return out.getvalue()


TRADOS = row("Segment ID", "Segment status", "Source segment", "Target segment")


def target(xml: str) -> Row:
    """The row of a table whose target holds this XML."""
    paragraphs = xml if xml.startswith("<w:p>") else f"<w:p>{xml}</w:p>"
    from workbench.exchange.review import table_of

    data = docx([TRADOS, row("1" + GUID, "Draft", "Yes.", cell(paragraphs))])
    return table_of(data, "x.docx").rows[0]


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def gone(text: str, by: str = "Jo") -> str:
    return (
        f'<w:del w:id="1" w:author="{by}" w:date="2026-12-02T10:05:00Z">'
        f'<w:r><w:delText xml:space="preserve">{text}</w:delText></w:r></w:del>'
    )


def come(inner: str, by: str = "Jo") -> str:
    return f'<w:ins w:id="2" w:author="{by}" w:date="2026-12-02T10:06:00Z">{inner}</w:ins>'


BREAK = "<w:r><w:br/></w:r>"
TEXTS = [
    ("split runs are one text", run("は") + run("い") + run("。"), "はい。"),
    ("proofing marks", run("は") + '<w:proofErr w:type="spellStart"/>' + run("い"), "はい"),
    ("a line break and a tab", run("は") + BREAK + "<w:r><w:tab/></w:r>" + run("い"), "は\n\tい"),
    ("two paragraphs", f"<w:p>{run('は')}</w:p><w:p>{run('い')}</w:p>", "は\nい"),
    ("a link", f'<w:hyperlink w:anchor="x">{run("はい")}</w:hyperlink>', "はい"),
    ("a content control", f"<w:sdt><w:sdtPr/><w:sdtContent>{run('はい')}</w:sdtContent></w:sdt>", "はい"),
    ("a field: its result, not its code", '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>'
     ' DDEAUTO c:\\\\x </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("はい")
     + '<w:r><w:fldChar w:fldCharType="end"/></w:r>', "はい"),
    ("a simple field", f'<w:fldSimple w:instr="AUTHOR">{run("はい")}</w:fldSimple>', "はい"),
    ("hyphens of Word", "<w:r><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t><w:softHyphen/></w:r>", "a\u2011b\u00ad"),
    ("a symbol", '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', "\uf0fc"),
    ("direction marks stay", run("‫אבג‬ \u202eabc"), "‫אבג‬ \u202eabc"),
    ("bidirectional wrappers", f'<w:bdo w:val="rtl">{run("abc")}</w:bdo>', "abc"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "xml", "says"), TEXTS, ids=[t[0] for t in TEXTS])
def test_what_a_cell_of_word_says(what: str, xml: str, says: str) -> None:
    """However Word has cut it up."""
    found = target(xml)

    assert (found.target, found.was, found.odd) == (says, None, "")


ENDED = (
    '<w:pPr><w:rPr><w:del w:id="3" w:author="Jo" w:date="2026-12-02T10:05:00Z"/></w:rPr></w:pPr>'
)
BEGUN = (
    '<w:pPr><w:rPr><w:ins w:id="3" w:author="Jo" w:date="2026-12-02T10:05:00Z"/></w:rPr></w:pPr>'
)
CHANGES = [
    ("a word for another", run("高等") + gone("判所") + come(run("裁判所")), "高等裁判所", "高等判所"),
    ("an insertion that another took out", come(gone("いや", "Mia")) + run("はい"), "はい", "はい"),
    ("a paragraph that was joined", f"<w:p>{ENDED}{run('は')}</w:p><w:p>{run('い')}</w:p>", "はい", "は\nい"),
    ("a paragraph that was cut", f"<w:p>{BEGUN}{run('は')}</w:p><w:p>{run('い')}</w:p>", "は\nい", "はい"),
    ("moved", '<w:moveFrom w:id="4" w:author="Jo">' + run("は") + "</w:moveFrom>" + run("い")
     + '<w:moveTo w:id="5" w:author="Jo">' + run("は") + "</w:moveTo>", "いは", "はい"),
    ("formatting alone is no change of text", '<w:r><w:rPr><w:b/><w:rPrChange w:id="6" w:author="Jo"><w:rPr/>'
     '</w:rPrChange></w:rPr><w:t>はい</w:t></w:r>', "はい", None),
]  # fmt: skip


@pytest.mark.parametrize(("what", "xml", "new", "old"), CHANGES, ids=[c[0] for c in CHANGES])
def test_tracked_changes_are_read_both_ways(what: str, xml: str, new: str, old: str | None) -> None:
    """As accepted and as refused."""
    found = target(xml)

    assert found.target == new
    assert found.was == old or (old == new and found.was is None)


def test_who_changed_what_and_when() -> None:
    """Stretches of one person at one time are one edit."""
    xml = run("高等") + gone("判") + gone("所") + come(run("裁判") + run("所"), "佐藤")

    assert target(xml).edits == (
        Edit("-", "判所", "Jo", "2026-12-02T10:05Z"),
        Edit("+", "裁判所", "佐藤", "2026-12-02T10:06Z"),
    )


ODD = [
    ("a picture", "<w:r><w:drawing/></w:r>", "picture"),
    ("a text box", '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility'
     '/2006"><mc:Choice/></mc:AlternateContent></w:r>', "text box"),
    ("a footnote", '<w:r><w:footnoteReference w:id="1"/></w:r>', "footnote"),
    ("readings", "<w:r><w:ruby/></w:r>", "readings"),
    ("hidden text", "<w:r><w:rPr><w:vanish/></w:rPr><w:t>x</w:t></w:r>", "hidden"),
    ("a table", "<w:p/><w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl><w:p/>", "a table"),
    ("an embedded file", "<w:p/><w:altChunk/>", "another document"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "xml", "says"), ODD, ids=[o[0] for o in ODD])
def test_what_is_no_text_is_said(what: str, xml: str, says: str) -> None:
    """It cannot come back, so the row says what it is."""
    data = docx([TRADOS, row("1" + GUID, "Draft", "Yes.", cell(xml if xml.startswith("<w:p/>") else f"<w:p>{xml}</w:p>"))])  # fmt: skip
    from workbench.exchange.review import table_of

    assert says in table_of(data, "x.docx").rows[0].odd


LAYOUTS = [
    ("trados", [TRADOS, row("1" + GUID, "Translated (100%)", "Yes.", "はい。")], ("Yes.", "はい。", "Translated (100%)", "")),
    ("trados", [row("Segment ID", "Segment status", "Source segment", "Target segment", "Comment"),
                row("1" + GUID, "Draft", "Yes.", "はい。", "?")], ("Yes.", "はい。", "Draft", "?")),
    ("workbench", [TRADOS, row("p1-0123456789t", "Draft", "Yes.", "はい。")], ("Yes.", "はい。", "Draft", "")),
    ("memoq", [row(cell("court.docx", '<w:gridSpan w:val="5"/>')),
               row("ID", "English", "Japanese", "Comment", "Status"),
               row(cell(f"<w:p><w:r><w:t>1</w:t><w:br/><w:t>{GUID}</w:t></w:r></w:p>"), "Yes.", "はい。", "?", "Confirmed")],
     ("Yes.", "はい。", "Confirmed", "?")),
    ("phrase", [row("sSrkD4xyz:12", "", "1", "Yes.", "はい。", "99", "")], ("Yes.", "はい。", "99", "")),
    ("cafetran", [row("ID", cell("court", '<w:gridSpan w:val="2"/>'), "Notes", "*"),
                  row("1", "Yes.", "はい。", "?", "")], ("Yes.", "はい。", "", "?")),
]  # fmt: skip


@pytest.mark.parametrize(("layout", "rows", "says"), LAYOUTS)
@pytest.mark.parametrize("names", [W, STRICT], ids=["transitional", "strict"])
def test_layouts_are_told_by_header_and_ids(
    layout: str, rows: list[str], says: tuple[str, str, str, str], names: str
) -> None:
    """Trados, memoQ, Phrase, CafeTran and ours."""
    from workbench.exchange.review import table_of

    found = table_of(docx(rows, names=names), "x.docx")
    first = found.rows[0]

    assert found.layout == layout
    assert (first.source, first.target, first.status, first.comment) == says


def test_comments_of_word_are_of_their_row(tmp_path: Path) -> None:
    """Who, when, what; written by a library that is not ours."""
    docx_ = pytest.importorskip("docx")
    path = tmp_path / "t.docx"
    rows = [
        Row("p1-0123456789t", "Draft", "Yes.", "はい。"),
        Row("p2-0123456789t", "Draft", "No.", "いや。"),
    ]
    path.write_bytes(write_table(path, HEADING, rows))
    document = docx_.Document(path)
    cells = document.tables[0].rows[2].cells
    assert [c.text for c in cells] == ["p2-0123456789t", "Draft", "No.", "いや。", ""]
    document.add_comment(cells[3].paragraphs[0].runs, text="本当に？", author="佐藤", initials="S")
    document.core_properties.last_modified_by = "Jo"
    document.save(path)
    found = read_table(path)

    assert found.by == "Jo"
    assert [[(n.by, n.text) for n in r.notes] for r in found.rows] == [[], [("佐藤", "本当に？")]]
    assert all(len(n.on) > 9 for n in found.rows[1].notes)


texts = st.text(
    st.characters(exclude_categories=["Cs"]) | st.sampled_from(list("\n\t<>&\"' =+-@\u202e\u200f")),
    max_size=30,
)  # fmt: skip


@given(
    st.lists(st.tuples(texts, texts, texts), min_size=1, max_size=5),
    st.sampled_from([".docx", ".xlsx"]),
)
@settings(max_examples=80, deadline=None)
def test_any_text_comes_back(rows: list[tuple[str, str, str]], form: str) -> None:
    """Character for character, where XML can say it; the rest as U+FFFD, in source and target alike."""
    from workbench.exchange.review import table_of

    made = [Row(f"p{n}-0123456789t", "Draft", s, t, c) for n, (s, t, c) in enumerate(rows)]
    data = write_table(Path("x" + form), HEADING, made)
    found = table_of(data, "x")

    if form == ".xlsx":  # Excel says CR and LF in one way
        pytest.importorskip("openpyxl")
    assert [(r.source, r.target, r.comment) for r in found.rows] == [
        tuple(map(kept, texts)) for texts in rows
    ]
    assert all(not r.odd for r in found.rows)


@given(st.lists(st.tuples(texts, texts), min_size=1, max_size=5))
@settings(max_examples=60, deadline=None)
def test_any_text_comes_back_from_a_page(rows: list[tuple[str, str]]) -> None:
    """White space aside, which programs lay out anew; the table says that it may differ."""
    from workbench.exchange.review import table_of

    made = [Row(f"p{n}-0123456789t", "Draft", s, t) for n, (s, t) in enumerate(rows)]
    found = table_of(write_table(Path("x.html"), HEADING, made), "x")

    assert found.loose
    assert [[r.source.split(), r.target.split()] for r in found.rows] == [
        [kept(s).split(), kept(t).split()] for s, t in rows
    ]


FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    '=HYPERLINK("http://x","y")',
    "=cmd|' /C calc'!A0",
    "\t=1",
]


@pytest.mark.parametrize("text", FORMULAS)
def test_text_is_never_a_formula(tmp_path: Path, text: str) -> None:
    """In no cell of a workbook, and not when somebody goes into it and out again."""
    openpyxl = pytest.importorskip("openpyxl")
    path = tmp_path / "t.xlsx"
    path.write_bytes(write_table(path, HEADING, [Row("p1-0123456789t", "Draft", text, text, text)]))
    sheet = openpyxl.load_workbook(path).active

    for made in sheet[2][2:]:
        assert (made.data_type, made.value, made.number_format) == ("s", text, "@")
        assert made.quotePrefix == (text[0] in "=+-@")


WRONG_CELLS = [("=1+1", "formula"), (__import__("datetime").date(2026, 12, 1), "date")]


@pytest.mark.parametrize(("value", "says"), WRONG_CELLS)
def test_what_became_a_formula_or_a_date_is_said(tmp_path: Path, value: object, says: str) -> None:
    """Excel makes them of text by itself."""
    openpyxl = pytest.importorskip("openpyxl")
    path = tmp_path / "t.xlsx"
    path.write_bytes(write_table(path, HEADING, [Row("p1-0123456789t", "Draft", "a", "b")]))
    book = openpyxl.load_workbook(path)
    book.active["D2"].number_format = "General"
    book.active["D2"] = value
    book.save(path)

    assert says in read_table(path).rows[0].odd


def test_a_comment_of_excel_is_of_its_row(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    path = tmp_path / "t.xlsx"
    path.write_bytes(
        write_table(path, HEADING, [Row(f"p{n}-0123456789t", "Draft", "a", "b") for n in (1, 2)])
    )
    book = openpyxl.load_workbook(path)
    book.active["D3"].comment = openpyxl.comments.Comment("why?", "Jo")
    book.save(path)

    assert [[(n.by, n.text) for n in r.notes] for r in read_table(path).rows] == [
        [],
        [("Jo", "why?")],
    ]


def test_a_text_longer_than_a_cell_is_refused(tmp_path: Path) -> None:
    """openpyxl would cut it off without a word."""
    pytest.importorskip("openpyxl")
    with pytest.raises(ExchangeError, match="p7 is longer than a cell"):
        write_table(
            tmp_path / "t.xlsx", HEADING, [Row("p7-0123456789t", "Draft", "a" * 32_768, "")]
        )


def test_right_to_left_is_said_to_word_and_browser(tmp_path: Path) -> None:
    """Paragraphs and runs in Word, `dir` in the page."""
    heading = Heading("x.po", "en", "ar", (False, True))
    rows = [Row("p1-0123456789t", "Draft", "Yes.", "نعم.")]
    word = write_table(Path("x.docx"), heading, rows)
    with zipfile.ZipFile(io.BytesIO(word)) as archive:
        document = archive.read("word/document.xml").decode()

    assert document.count("<w:bidi/>") == 1 and document.count("<w:rtl/>") == 1
    assert 'lang="ar" dir="rtl"' in write_table(Path("x.html"), heading, rows).decode()


def bomb(size: int) -> bytes:
    """A document whose part is blanks, packed a thousand times."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<a>" + b" " * size + b"</a>")
    return out.getvalue()


def twice() -> bytes:
    """Two parts of one name."""
    out = io.BytesIO()
    with pytest.warns(UserWarning), zipfile.ZipFile(out, "w") as archive:
        for _ in range(2):
            archive.writestr("word/document.xml", "<a/>")
    return out.getvalue()


ENTITIES = '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
GOOD = [TRADOS, row("1" + GUID, "Draft", "Yes.", "はい。")]
HOSTILE: list[tuple[str, Callable[[], bytes], str]] = [
    ("a zip bomb", lambda: bomb(64 << 20), "MiB when unpacked"),
    ("entities", lambda: docx([TRADOS, row("1", "x", "y", cell("<w:p><w:r><w:t>&b;&c;</w:t></w:r></w:p>"))], head=ENTITIES), "document type"),
    ("a document type alone", lambda: docx(GOOD, head='<!DOCTYPE w SYSTEM "http://127.0.0.1:9/x.dtd">'), "document type"),
    ("entities nobody declared", lambda: docx([TRADOS, row("1", "x", "y", cell("<w:p><w:r><w:t>&z;</w:t></w:r></w:p>"))]), "not well formed"),
    ("one part twice", twice, "twice"),
    ("cut off", lambda: docx(GOOD)[:-40], "no whole document"),
    ("damaged", lambda: docx(GOOD).replace(b"PK\x01\x02", b"PK\x01\x03"), "no whole document"),
    ("a password", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "password"),
    ("no table", lambda: docx([row("a", "b")]), "no review table"),
    ("no document", lambda: docx(GOOD).replace(b"word/document.xml", b"word/documemt.xml"), "no Word document"),
    ("elements in elements", lambda: docx([TRADOS, row("1", "x", "y", cell("<w:sdt>" * 5000 + "</w:sdt>" * 5000))]), "not well formed"),
    ("main document outside", lambda: docx([], parts={"_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/'
        'package/2006/relationships"><Relationship Id="1" TargetMode="External" Type="x/officeDocument" Target="http://127.0.0.1:9/a"/>'
        '</Relationships>'}), "no review table"),
    ("nothing", lambda: b"", "no page with a table|no review table"),
    ("noise", lambda: bytes(range(256)) * 40, "no page with a table|no review table"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "make", "says"), HOSTILE, ids=[h[0] for h in HOSTILE])
def test_a_file_that_means_harm_is_one_line(
    tmp_path: Path, what: str, make: Callable[[], bytes], says: str
) -> None:
    """What it is, and nothing is fetched or expanded."""
    path = tmp_path / "x.docx"
    path.write_bytes(make())
    with pytest.raises(ExchangeError, match=says) as error:
        read_table(path)

    assert "\n" not in str(error.value)


@given(st.binary(max_size=400), st.integers(0, 1500), st.integers(0, 40))
@settings(max_examples=150, deadline=None)
def test_damage_anywhere_is_an_error_or_a_table(junk: bytes, at: int, length: int) -> None:
    """Never anything else."""
    from workbench.exchange.review import table_of

    whole = write_table(
        Path("x.docx"), HEADING, [Row("p1-0123456789t", "Draft", "Yes.", "はい。")] * 3
    )
    at %= len(whole)
    try:
        table_of(whole[:at] + junk + whole[at + length :], "x.docx")
    except ExchangeError as error:
        assert "\n" not in str(error)


@pytest.mark.parametrize("form", [".docx", ".html", ".xlsx"])
def test_time_grows_with_the_rows(tmp_path: Path, form: str) -> None:
    """Eight times the rows, not much more than eight times the time, in and out."""
    if form == ".xlsx":
        pytest.importorskip("openpyxl")

    def there_and_back(count: int) -> None:
        path = tmp_path / f"{count}{form}"
        rows = [
            Row(f"p{n}-0123456789t", "Draft", f"Sentence {n}.", f"文{n}。") for n in range(count)
        ]
        path.write_bytes(write_table(path, HEADING, rows))
        assert len(read_table(path).rows) == count

    grows_at_most(20, lambda _: there_and_back(1_000), lambda _: there_and_back(8_000), floor=0.05)


@pytest.mark.parametrize("unit", ["p12", "e7.1", "p3-2", "lost-1"])
def test_an_id_survives_a_person(unit: str) -> None:
    """Capitals that Word made, blanks and line ends around it."""
    made = name_of(unit, "1f3a9c02b7", Stage.REVIEWED)

    assert parts_of(made.upper()) == (unit, "1f3a9c02b7", Stage.REVIEWED)
    assert parts_of(f" {made[:3]} {made[3:]}\n") == (unit, "1f3a9c02b7", Stage.REVIEWED)
    assert parts_of(made[:-1]) is None and parts_of(made.replace("-", "–")) is None


def test_the_same_rows_are_the_same_bytes() -> None:
    """A table can be compared, and `escape` is where it belongs."""
    rows = [Row("p1-0123456789t", "Draft", "<b>&</b>", "x")]
    assert write_table(Path("x.docx"), HEADING, rows) == write_table(Path("x.docx"), HEADING, rows)
    assert escape("<b>&</b>") in write_table(Path("x.html"), HEADING, rows).decode()


NESTED = [("<b>" * 100_000, "cut off|nested"), ("<table><tr><td>" * 5_000, "cut off|nested")]


@pytest.mark.parametrize(("inside", "says"), NESTED, ids=["elements", "tables"])
def test_a_page_nested_too_deep_loses_no_row_in_silence(inside: str, says: str) -> None:
    """A parser that gives up half way is said to have given up."""
    from workbench.exchange.review import table_of

    head = "".join(
        f"<th>{name}"
        for name in ("Segment ID", "Segment status", "Source segment", "Target segment")
    )
    row_ = f"<tr><td>p1-0123456789t<td>x<td>y<td>{inside}</tr>"
    with pytest.raises(ExchangeError, match=says):
        table_of(f"<table><tr>{head}</tr>{row_}</table>".encode(), "x")


def test_a_cell_of_many_changes_takes_its_time_once() -> None:
    """Tens of thousands of runs of one person are one edit, at no one's cost."""

    def read(count: int) -> None:
        found = target(come("".join(run("は") for _ in range(count))))
        assert found.edits == (Edit("+", "は" * count, "Jo", "2026-12-02T10:06Z"),)

    grows_at_most(12, lambda _: read(5_000), lambda _: read(30_000))


def test_marks_of_direction_do_not_damage_an_id() -> None:
    """Word puts them around Latin letters in right-to-left tables."""
    assert parts_of("\u200ep12-1f3a9c02b7t\u202c\ufeff") == ("p12", "1f3a9c02b7", Stage.TRANSLATED)
