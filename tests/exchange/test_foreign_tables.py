"""Tables of other tools: a catalog of their own, and back into the very document."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from test_review_tables import GUID, LAYOUTS, TRADOS, cell, come, docx, gone, row, run

from workbench.catalog import read_po
from workbench.cli import main
from workbench.errors import ExchangeError
from workbench.exchange.bilingual import Wanted
from workbench.exchange.review.foreign import TableFormat

FORMAT = TableFormat()


def part(data: bytes, name: str = "word/document.xml") -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


def wanted(data: bytes, **targets: str) -> dict[str, Wanted]:
    """What the document says, and other targets by source."""
    return {
        s.key: Wanted(s.source, targets.get(s.source.rstrip("."), s.target), s.stage)
        for s in FORMAT.read(data, "x.docx").segments
    }


FOREIGN = [(layout, rows) for layout, rows, _says in LAYOUTS if layout != "workbench"]


@pytest.mark.parametrize(("layout", "rows"), FOREIGN)
def test_one_target_changed_is_one_cell_changed(layout: str, rows: list[str]) -> None:
    """Nothing edited: the same bytes. One edited: outside its cell every character is as it was."""
    data = docx(rows, parts={"customXml/item1.xml": "<list/>"})
    assert FORMAT.read(data, "x").form == f"table {layout}"
    assert FORMAT.write(data, "x", wanted(data)).data == data
    written = FORMAT.write(data, "x", wanted(data, Yes="うん & <b>\nはい"))
    before, after = part(data), part(written.data)
    at = before.index("はい。")
    start, end = before.rindex("<w:tc>", 0, at), before.index("</w:tc>", at)

    assert (written.changed, written.refused) == (1, ())
    assert after.startswith(before[:start]) and after.endswith(before[end:])
    assert part(written.data, "customXml/item1.xml") == "<list/>"
    (segment,) = FORMAT.read(written.data, "x").segments
    assert (segment.source, segment.target) == ("Yes.", "うん & <b>\nはい")


def tagged(*runs: str) -> str:
    """Runs of Trados: what looks like a tag has its style."""
    return "".join(
        f'<w:r><w:rPr><w:rStyle w:val="Tag"/></w:rPr><w:t>{text}</w:t></w:r>'
        if text.startswith("&lt;")
        else run(text)
        for text in runs
    )


SOURCE = tagged("&lt;2&gt;", "Yes", "&lt;/2&gt;&lt;5&gt;", ".", "&lt;/5&gt;")


@pytest.mark.parametrize(
    ("target", "says"),
    [("<2>はい</2><5>。</5>", ""), ("<5>。</5><2>はい</2>", ""), ("はい。", "<"), ("<2>はい</2></2><5>。</5>", "</2>")],
)  # fmt: skip
def test_tags_keep_their_style_and_their_number(target: str, says: str) -> None:
    """By the style their tool knows them; lost or doubled ones are refused by name."""
    data = docx([TRADOS, row("1" + GUID, "Draft", cell(f"<w:p>{SOURCE}</w:p>"), "x")])
    (segment,) = FORMAT.read(data, "x").segments
    written = FORMAT.write(data, "x", {segment.key: Wanted(segment.source, target, "draft")})
    if says:
        assert written.changed == 0 and says in written.refused[0].reason
        assert written.data == data
        return
    text = part(written.data)
    assert written.refused == () and text.count('w:val="Tag"') == 3 + 4


REFUSED = [
    ("its source changed", cell("<w:p>" + run("Yes!") + "</w:p>"), cell("<w:p>" + run("x") + "</w:p>"), "another now"),
    ("a picture", "Yes.", cell("<w:p><w:r><w:drawing/></w:r></w:p>"), "picture"),
    ("tracked changes", "Yes.", cell("<w:p>" + gone("a") + come(run("b")) + "</w:p>"), "tracked"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "source", "target", "says"), REFUSED, ids=[r[0] for r in REFUSED])
def test_a_cell_that_cannot_be_written_stays(
    what: str, source: str, target: str, says: str
) -> None:
    """And its row is named."""
    data = docx([TRADOS, row("1" + GUID, "Draft", source, target)])
    written = FORMAT.write(data, "x", {"1" + GUID: Wanted("Yes.", "はい", "draft")})

    assert written.data == data
    assert says in written.refused[0].reason and "row 2" in written.refused[0].reason


@pytest.mark.parametrize("ids", [("1" + GUID, "1" + GUID), ("one", "1" + GUID)])
def test_ids_that_are_damaged_make_no_catalog(ids: tuple[str, str]) -> None:
    """Twice the same, or none of this tool's: the row is named."""
    data = docx([TRADOS, *(row(identity, "Draft", "Yes.", "x") for identity in ids)])
    with pytest.raises(ExchangeError, match="row 2"):
        list(FORMAT.read(data, "x").segments)


def test_comments_and_character_data_do_not_mislead() -> None:
    """A comment that looks like a cell is none."""
    data = docx(
        [
            TRADOS,
            row(
                "1" + GUID,
                "Draft",
                "<w:p><!-- <w:tc></w:tc> --><w:r><w:t><![CDATA[Yes.]]></w:t></w:r></w:p>",
                "x",
            ),
        ]
    )
    written = FORMAT.write(data, "x", wanted(data, Yes="はい。"))
    assert [s.target for s in FORMAT.read(written.data, "x").segments] == ["はい。"]


def test_through_the_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In, translated, out; an article in Word is told that it is no table."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    file, back = tmp_path / "t.docx", tmp_path / "back.docx"
    file.write_bytes(docx([TRADOS, row("1" + GUID, "Draft", "Yes.", "x")]))
    assert main(["import", str(file), "--from", "en", "--to", "ja"]) == 0
    catalog = tmp_path / "t.docx.po"
    text = (
        catalog.read_text("utf-8")
        .replace('msgstr "x"', 'msgstr "はい。"')
        .replace("#, fuzzy\n", "")
    )
    catalog.write_text(text, "utf-8")
    assert main(["export", str(catalog), "--to", "review", "-o", str(back)]) == 0
    assert "はい。" in part(back.read_bytes()) and read_po(catalog).target_language == "ja"
    article = tmp_path / "a.docx"
    article.write_bytes(docx([]))
    assert main(["import", str(article)]) == 2
