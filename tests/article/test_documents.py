"""Documents of Word and LibreOffice, e-books, subtitles: only words change, everything else is as it was."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.article.packages import archive, docx, epub, odt, parts_of
from workbench.article import parse_article, write_article
from workbench.article.conformance import prove
from workbench.article.documents import format_of
from workbench.article.runs import Code, Text, shown
from workbench.errors import DocumentError
from workbench.model import Kind


def run(text: str, properties: str = "") -> str:
    form = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{form}<w:t xml:space="preserve">{text}</w:t></w:r>'


def field(instruction: str, result: str) -> str:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    return (
        mark("begin") + f"<w:r><w:instrText> {instruction} </w:instrText></w:r>"
        + mark("separate") + run(result) + mark("end")
    )  # fmt: skip


BOLD, STYLED = "<w:b/>", '<w:rStyle w:val="Hyperlink"/>'
NOTE = '<w:r><w:footnoteReference w:id="2"/></w:r>'
WORD = {
    "a paragraph": (run("Rain fell."), "Rain fell."),
    "runs that look the same are one": (
        run("Ra", '<w:lang w:val="en-US"/>') + '<w:proofErr w:type="spellStart"/>' + run("in fell."), "Rain fell.",
    ),
    "another form is a pair": (run("The ") + run("court", BOLD) + run(" ruled."), "The <x1>court</x1> ruled."),
    "a form of the whole has no tag": (run("All bold.", BOLD), "All bold."),
    "a blank between forms is nobody's": (run("One") + run(" ", BOLD) + run("two"), "One two"),
    "a link is a pair, its look included": (
        run("See ") + f'<w:hyperlink r:id="r9">{run("the law", STYLED)}</w:hyperlink>' + run("."),
        "See <x1>the law</x1>.",
    ),
    "a link that is a field": (run("See ") + field('HYPERLINK "https://x.test"', "it") + run("."), "See <x1>it</x1>."),
    "another field is a thing": (run("Page ") + field("PAGE", "3") + run(" of it"), "Page <x1/> of it"),
    "a note's mark inside": (run("One") + NOTE + run(" two."), "One<x1/> two."),
    "a note's mark at the end": (run("One.") + NOTE, "One."),
    "line break and tab": ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r>", "a\tb\nc"),
    "a tracked insertion counts, a deletion does not": (
        run("It ") + f'<w:ins w:id="1" w:author="A">{run("never ")}</w:ins>'
        + '<w:del w:id="2" w:author="A"><w:r><w:delText>always </w:delText></w:r></w:del>' + run("rains."),
        "It never rains.",
    ),
    "a content control": (f'<w:sdt><w:sdtPr><w:id w:val="1"/></w:sdtPr><w:sdtContent>{run("Name")}</w:sdtContent></w:sdt>' + run(" of it"), "<x1>Name</x1> of it"),
    "what looks like a tag": (run("a &lt;x1/&gt; b") + run("c", BOLD), "a <x1/> b<x2>c</x2>"),
    "a text box in a sentence": (
        run("Before ") + "<w:r><w:drawing><w:txbxContent><w:p>" + run("In the box.") + "</w:p></w:txbxContent></w:drawing></w:r>" + run(" after"),
        "Before <x1/> after",
    ),
    "signs": (run("A &amp; B &lt; C"), "A & B < C"),
}  # fmt: skip


@pytest.mark.parametrize("case", WORD)
def test_a_paragraph_of_word_reads_as_a_person_reads_it(case: str) -> None:
    """Tags only where a translator must place something."""
    body, text = WORD[case]
    article = parse_article(docx(f"<w:p><w:pPr/>{body}</w:p>"), "a.docx")

    assert article.paragraphs[0].text == text


SAMPLES = {
    "docx": {
        f"{n}.docx": docx(f"<w:p>{body}</w:p><w:tbl><w:tr><w:tc><w:p>{run('Cell')}</w:p></w:tc></w:tr></w:tbl>",
                          footnotes=f"<w:footnote><w:p>{run('A note.')}</w:p></w:footnote>",
                          header1=f"<w:p>{run('Head')}</w:p>")
        for n, (body, _text) in enumerate(WORD.values())
    },
    "odt": {
        "a.odt": odt(
            '<text:tracked-changes><text:changed-region><text:deletion><text:p>Gone</text:p></text:deletion></text:changed-region></text:tracked-changes>'
            '<text:h text:outline-level="2">Rain</text:h>'
            '<text:p>The <text:span text:style-name="T1">court</text:span> ruled<text:note><text:note-body><text:p>A note.</text:p></text:note-body></text:note> on it.</text:p>'
            '<text:p>  Two<text:s text:c="3"/>blanks<text:tab/>tab<text:line-break/>line\n   on</text:p>'
            '<text:p>A &amp; B<office:annotation><text:p>Comment</text:p></office:annotation> C</text:p>'
            '<text:list><text:list-item><text:p><text:a xlink:href="x">Link</text:a></text:p></text:list-item></text:list>'
            '<table:table><table:table-cell><text:p>Cell</text:p></table:table-cell></table:table>',
            "<text:p>Head</text:p>",
        ),
        "b.odt": odt(
            '<text:p><draw:frame><draw:text-box><text:p><draw:frame/>Help</text:p></draw:text-box></draw:frame>A picture.</text:p>'
        ),
    },
    "epub": {"a.epub": epub("<h1>Second</h1><p>It <em>rained</em>.</p>", "<p>First &amp; last.</p><p>Rain</p>")},
    "srt": {
        "a.srt": b"1\n00:00:01,000 --> 00:00:03,500\nThe <i>court</i>\nruled.\n\n2\n00:00:04,000 --> 00:00:05,000\n- Yes?\n- No.\n",
        "b.srt": b"\xef\xbb\xbf1\r\n00:00:01,000 --> 00:00:03,500\r\nOne\r\n\r\n\r\n3\r\n00:00:04,000 --> 00:00:05,000\r\nTwo",
    },
    "vtt": {"a.vtt": b"WEBVTT\n\nNOTE no text\n\nSTYLE\n::cue {}\n\nid\n00:01.000 --> 00:03.500 align:start\n<v Bob>Hello\nthere\n\n01:00:00.000 --> 01:00:01.000\nBye\n01:00:02.000 --> 01:00:03.000\nNo blank line before\n"},
}  # fmt: skip


@pytest.mark.parametrize("name", SAMPLES)
def test_our_own_formats_are_harmless_guests(name: str) -> None:
    """What an extension has to prove, ours prove, too."""
    prove(format_of(name), SAMPLES[name])


@pytest.mark.parametrize("name", ["html", "markdown", "text"])
def test_so_are_those_that_were_there_before(name: str) -> None:
    """The proof holds for every format."""
    source = {"html": b"<!doctype html><meta charset=utf-8><p>One <em>two</em>.</p><p>Three</p>",
              "markdown": b"# One\n\nTwo *three*.\n\n- four\n", "text": b"One.\n\nTwo.\n"}[name]  # fmt: skip
    prove(format_of(name), {f"a.{name}": source})


def test_a_proof_finds_what_does_not_hold() -> None:
    """A format that writes a paragraph too many, or changes what nobody asked for, does not pass."""

    class Loud:
        name, suffixes = "loud", (".srt",)

        def __init__(self) -> None:
            self._real = format_of("srt")

        def recognises(self, head: bytes, name: str) -> bool:
            return False

        def read(self, data: bytes, name: str, *, encoding: str | None = None):  # type: ignore[no-untyped-def]
            from dataclasses import replace

            return replace(self._real.read(data, name), format="loud")

        def write(self, article, targets, *, language: str) -> bytes:  # type: ignore[no-untyped-def]
            return self._real.write(article, targets, language=language).upper()

    with pytest.raises(AssertionError, match="without targets it changes"):
        prove(Loud(), SAMPLES["srt"])


def test_only_the_part_with_the_paragraph_differs_and_only_inside_it() -> None:
    """Every other part keeps its bytes, its place and its date; so does all around the paragraph."""
    data = docx(
        f'<w:p w:rsidR="00A1"><w:pPr><w:pStyle w:val="berschrift1"/></w:pPr>{run("One")}</w:p>\n'
        f"<w:p>{run('Two days of ')}{run('three', BOLD)}</w:p><!-- kept -->",
        comments=f"<w:comment><w:p>{run('Nobody reads this.')}</w:p></w:comment>",
        footer1=f"<w:p>{run('Foot')}</w:p>",
    )
    article = parse_article(data, "a.docx")
    made = write_article(article, {2: "二、<x1>三</x1>"}, language="ja")
    before, after = parts_of(data), parts_of(made)

    assert [p.text for p in article.paragraphs] == ["One", "Two days of <x1>three</x1>", "Foot"]
    assert [(p.kind, p.level, p.frame) for p in article.paragraphs] == [
        (Kind.HEADING, 1, False), (Kind.PARAGRAPH, 0, False), (Kind.PARAGRAPH, 0, True)
    ]  # fmt: skip
    assert list(before) == list(after)
    assert [n for n in before if before[n] != after[n]] == ["word/document.xml"]
    old = f"{run('Two days of ')}{run('three', BOLD)}".encode()
    new = f"{run('二、')}{run('三', BOLD)}".encode()
    assert after["word/document.xml"] == before["word/document.xml"].replace(old, new)


def test_a_lost_thing_stays_a_lost_form_goes_and_doubled_or_crossed_tags_are_refused() -> None:
    """Nothing of the document is thrown away by a target; what makes no sense is named."""
    data = docx(
        f"<w:p>{run('a ')}{run('b', BOLD)}{run(' c')}{NOTE}{run(' d ')}{run('e', BOLD)}{run(' f')}</w:p>"
    )
    article = parse_article(data, "a.docx")
    assert article.paragraphs[0].text == "a <x1>b</x1> c<x2/> d <x3>e</x3> f"

    made = parts_of(write_article(article, {1: "訳"}, language="ja"))["word/document.xml"]
    assert b"<w:b/>" not in made and made.count(NOTE.encode()) == 1
    for wrong in ("<x1>a<x3>b</x1>c</x3><x2/>", "<x2/><x2/>", "<x1>a", "</x1>"):
        with pytest.raises(DocumentError, match=r"a\.docx p1"):
            write_article(article, {1: wrong}, language="ja")


def test_a_text_in_a_thing_of_another_is_written_with_it_and_without() -> None:
    """A text box stands in a sentence: each has a target of its own."""
    article = parse_article(docx(f"<w:p>{WORD['a text box in a sentence'][0]}</w:p>"), "a.docx")
    assert [p.text for p in article.paragraphs] == ["Before <x1/> after", "In the box."]
    for targets in ({1: "前<x1/>後", 2: "箱"}, {2: "箱"}, {1: "前<x1/>後"}):
        made = parse_article(write_article(article, targets, language="ja"), "a.docx")
        assert [p.text for p in made.paragraphs] == [
            targets.get(p.place, p.text) for p in article.paragraphs
        ]


DAMAGED = {
    "no archive": (b"Rain", "a.docx"),
    "an old form of Office": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.docx"),
    "another archive": (archive({"a.txt": "b"}), "a.docx"),
    "an archive that is no book": (archive({"a.txt": "b"}), "a.epub"),
    "a document of Excel": (archive({"xl/workbook.xml": "<a/>"}), "a.docx"),
    "an entity": (archive({"content.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "a.odt"),
    "no XML": (archive({"content.xml": "<a>"}), "a.odt"),
    "another encoding": (archive({"content.xml": '<?xml version="1.0" encoding="utf-16"?><a/>'.encode("utf-16")}), "a.odt"),
    "nested deep": (docx("<w:p>" * 5000 + "</w:p>" * 5000), "a.docx"),
    "a bomb": (archive({"content.xml": b"<a>" + b" " * (40 << 20) + b"</a>"}), "a.odt"),
    "no text": (docx("<w:p/>"), "a.docx"),
    "no cue": (b"WEBVTT\n\n", "a.vtt"),
}  # fmt: skip


@pytest.mark.parametrize("case", DAMAGED)
def test_what_is_no_document_is_refused_in_one_line(case: str) -> None:
    """A reason with the file named, never a traceback."""
    data, name = DAMAGED[case]
    with pytest.raises(DocumentError) as refused:
        parse_article(data, name)
    assert re.match(re.escape(name), str(refused.value)) and "\n" not in str(refused.value)


TOKENS = st.recursive(
    st.lists(st.builds(Text, st.text("a <x1/>\n", min_size=1, max_size=4), st.sampled_from([b"", b"b"])), max_size=4)
    | st.just([Code("a", (b"!",))]),
    lambda inner: st.lists(inner, max_size=3).map(
        lambda lists: [Code("o", (b"(",)), *(token for each in lists for token in each), Code("c", (b")",))]
    ),
    max_leaves=8,
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(TOKENS, max_size=4))
def test_what_is_shown_is_written_as_it_was(lists: list[list[Text | Code]]) -> None:
    """A paragraph's own text gives every thing, every half of a pair and every character again, in order."""
    tokens = [token for each in lists for token in each]
    seen = shown(tokens)
    if seen is None:
        return

    def emit(text: str, form: bytes) -> bytes:
        return text.encode()

    whole = b"".join(
        part
        for token in tokens
        for part in ([token.text.encode()] if isinstance(token, Text) else token.raw)
        if isinstance(part, bytes)
    )
    written = seen.written(seen.text, emit, "a")
    assert b"".join(part for part in written if isinstance(part, bytes)) == whole


def test_subtitles_are_shown_for_a_time() -> None:
    """How long goes with the text; one that recurs has the shortest."""
    article = parse_article(SAMPLES["srt"]["a.srt"], "a.srt")
    assert [(p.text, p.seconds) for p in article.paragraphs] == [
        ("The <i>court</i> ruled.", 2.5), ("- Yes?\n- No.", 1.0)
    ]  # fmt: skip
    made = write_article(article, {1: "判決\n\n--> が出た"}, language="ja").decode()
    assert made.startswith("1\n00:00:01,000 --> 00:00:03,500\n判決\n→ が出た\n\n2\n")


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not here")
@pytest.mark.parametrize("name", ["docx", "odt"])
def test_libreoffice_reads_what_we_write(name: str, tmp_path: Path) -> None:
    """A second program finds the targets where they belong."""
    for number, (file, data) in enumerate(
        list(SAMPLES[name].items())[2:3] or SAMPLES[name].items()
    ):
        article = parse_article(data, file)
        made = write_article(article, {1: "判決が出た。"}, language="ja")
        path = tmp_path / f"{number}.{name}"
        path.write_bytes(made)
        subprocess.run(
            ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/home", "--convert-to", "txt:Text",
             "--outdir", str(tmp_path), str(path)],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
        assert "判決が出た。" in path.with_suffix(".txt").read_text("utf-8-sig")


def test_the_archive_opens_and_names_each_part_once() -> None:
    """As zipfile itself proves it."""
    article = parse_article(SAMPLES["epub"]["a.epub"], "a.epub")
    made = write_article(
        article, {p.place: "訳" + p.text for p in article.paragraphs}, language="ja"
    )
    with zipfile.ZipFile(io.BytesIO(made)) as file:
        assert file.testzip() is None and file.namelist()[0] == "mimetype"
        assert file.infolist()[0].compress_type == zipfile.ZIP_STORED
