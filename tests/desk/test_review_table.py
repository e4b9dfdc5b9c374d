"""A catalog through a reviewer's table and back: what comes home, and which rows are refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from workbench.catalog import Catalog, build_catalog, read_po, save_po
from workbench.config import Config
from workbench.desk import states
from workbench.desk.review_table import Judged, bring_home, heading_of, judged, rows_of, texts_of
from workbench.desk.session import Session
from workbench.exchange.review import Row, Table, read_table, write_table
from workbench.exchange.review.table import Edit, Note
from workbench.model import Article, Kind, Paragraph, Stage, State

TEXTS = {
    "It rained.": "雨だ。",
    "Nobody came.": "誰も来ない。",
    "It rained again.": "また雨だ。",
    "Empty.": "",
}
MIA = ("Mia", "2026-12-01T09:30Z")


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three units translated by Mia, one empty."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    rows = tuple(Paragraph(t, Kind.PARAGRAPH, n, n, (0, 1)) for n, t in enumerate(TEXTS, 1))
    catalog = build_catalog(Article("a.txt", "text", "en", "utf-8", "", rows), "en", "ja")
    done = [
        states.confirmed(replace(unit, target=TEXTS[unit.source], state=State.FUZZY), *MIA)
        for unit in catalog.live
        if TEXTS[unit.source]
    ]
    save_po(catalog.replace(*done), tmp_path / "a.po")
    return tmp_path / "a.po"


def table(catalog: Catalog, layout: str = "workbench", **more: object) -> Table:
    """What went out, as if it came back as it was."""
    rows = [replace(row, where=f"row {n}") for n, row in enumerate(rows_of(catalog), 2)]
    return Table("t.docx", layout, rows, by="Jo", on="2026-12-02T10:05Z", **more)  # type: ignore[arg-type]


def answer(catalog: Catalog, number: int, **change: object) -> Judged:
    """The same with one row changed."""
    came = table(catalog)
    rows = list(came.rows)
    rows[number] = replace(rows[number], **change)  # type: ignore[arg-type]
    return judged(replace(came, rows=rows), catalog, texts_of([]))


@pytest.mark.parametrize("form", [".docx", ".xlsx", ".html"])
def test_out_and_back_changes_nothing(path: Path, form: str) -> None:
    """Not a byte, though it is written, read and brought home."""
    if form == ".xlsx":
        pytest.importorskip("openpyxl")
    catalog = read_po(path)
    out = path.with_suffix(form)
    out.write_bytes(write_table(out, heading_of(catalog), rows_of(catalog)))
    before = path.read_bytes()
    found, written = bring_home(out, path, Config())

    assert (found.layout, found.rows, found.edited, found.refused, found.absent, written) == (
        "workbench", 4, (), (), 0, False,
    )  # fmt: skip
    assert path.read_bytes() == before


def test_an_edited_target_is_a_draft_again_by_whoever_tracked_it(path: Path) -> None:
    """With who and when of the tracked change; nothing else of the unit moves."""
    edits = (
        Edit("-", "雨", "佐藤", "2026-12-02T10:05Z"),
        Edit("+", "大雨", "佐藤", "2026-12-02T10:06Z"),
    )
    found = answer(read_po(path), 0, target="大雨だ。", was="雨だ。", edits=edits)

    (edit,) = found.edited
    assert (edit.after.target, edit.after.stage, edit.by, edit.on, edit.what) == (
        "大雨だ。", Stage.DRAFT, "佐藤", "2026-12-02T10:06Z", ("target",),
    )  # fmt: skip


def test_an_empty_unit_may_be_filled_in_the_table(path: Path) -> None:
    """A translation is an edit, too."""
    (edit,) = answer(read_po(path), 3, target="空。").edited
    assert (edit.after.target, edit.after.state) == ("空。", State.FUZZY)


REFUSED: list[tuple[str, int, dict[str, object], str]] = [
    ("another source", 0, {"source": "It snowed."}, "its source is not that of the catalog"),
    ("a damaged id", 0, {"id": "p1-"}, "id is damaged"),
    ("an id of nobody", 0, {"id": "p99-0123456789t"}, "no unit p99"),
    ("the id of another row", 0, {"id": "p2-0123456789t"}, "2 times"),
    ("an id without its digest", 0, {"id": "p1"}, "id is damaged"),
    ("a text of another day", 0, {"id": "p1-0123456789t", "target": "雪。"}, "changed here since"),
    ("an emptied target", 0, {"target": " "}, "emptied"),
    ("what is no text", 0, {"odd": "the target holds a picture"}, "a picture"),
]


@pytest.mark.parametrize(("what", "number", "change", "says"), REFUSED, ids=[r[0] for r in REFUSED])
def test_a_row_is_refused_by_name(
    path: Path, what: str, number: int, change: dict[str, object], says: str
) -> None:
    """With its place in the table and the reason; the others are judged all the same."""
    found = answer(read_po(path), number, **change)

    assert says in found.refused[0].reason and found.refused[0].where == "row 2"
    assert not found.edited


def test_one_refused_row_leaves_the_catalog_as_it_was(path: Path) -> None:
    """All or nothing, unless it is said that some will do."""
    catalog = read_po(path)
    rows = list(rows_of(catalog))
    rows[0] = replace(rows[0], target="大雨だ。")
    rows[1] = replace(rows[1], source="Somebody came.")
    out = path.with_suffix(".docx")
    out.write_bytes(write_table(out, heading_of(catalog), rows))
    before = path.read_bytes()

    found, written = bring_home(out, path, Config())
    assert (len(found.edited), len(found.refused), written) == (1, 1, False)
    assert found.refused[0].where == "row 3"
    assert path.read_bytes() == before
    assert bring_home(out, path, Config(), dry=True, partial=True)[1] is False
    assert path.read_bytes() == before
    assert bring_home(out, path, Config(), partial=True)[1] is True
    after = read_po(path)
    assert [u.target for u in after.live] == ["大雨だ。", "誰も来ない。", "また雨だ。", ""]
    assert after.live[1:] == catalog.live[1:]


def test_what_changed_here_and_not_there_stays(path: Path) -> None:
    """The journal knows what the table was made of."""
    catalog = read_po(path)
    out = path.with_suffix(".docx")
    out.write_bytes(write_table(out, heading_of(catalog), rows_of(catalog)))
    with Session.open(path, author="Mia") as session:
        session.goto("p1")
        session.edit("小雨だ。")
        session.save()
    found, _written = bring_home(out, path, Config())

    assert (found.edited, found.refused) == ((), ())
    assert read_po(path).unit("p1").target == "小雨だ。"


def test_a_table_without_its_journal_knows_by_its_tracked_changes(path: Path) -> None:
    """On another machine: what the reviewer began with is in the table."""
    went_out = table(read_po(path)).rows[0]
    other = read_po(path)
    other = other.replace(states.typed(other.unit("p1"), "小雨だ。"))
    back = Table("t.docx", "workbench", [replace(went_out, was="雨だ。", target="雨だ。")])

    assert judged(back, other, texts_of([])).refused == ()
    edited = Table("t.docx", "workbench", [replace(went_out, was="雨だ。", target="大雨だ。")])
    assert "changed here" in judged(edited, other, texts_of([])).refused[0].reason


VERDICTS = [
    ("Translation Approved", Stage.REVIEWED),
    ("Translation Rejected", Stage.REJECTED), ("査読済み", Stage.REVIEWED),
]  # fmt: skip


@pytest.mark.parametrize(("word", "stage"), VERDICTS)
def test_the_status_column_is_a_verdict_where_it_was_changed(
    path: Path, word: str, stage: Stage
) -> None:
    """Signed by whoever saved the table."""
    (edit,) = answer(read_po(path), 0, status=word).edited
    last = edit.after.reviews[-1]

    assert (edit.after.stage, last.by, last.on) == (stage, "Jo", "2026-12-02T10:05Z")
    assert edit.what == ("status",)


def test_the_last_word_comes_after_a_review(path: Path) -> None:
    """In a table as in the editor."""
    catalog = read_po(path)
    assert "never reviewed" in answer(catalog, 0, status="Signed Off").refused[0].reason
    catalog = catalog.replace(states.approved(catalog.unit("p1"), *MIA))
    (edit,) = answer(catalog, 0, status="signed off").edited
    assert edit.after.stage is Stage.SIGNED_OFF


@pytest.mark.parametrize("word", ["Aproved", "OK", "Draft", "Not Translated"])
def test_a_word_that_is_no_verdict_is_said(path: Path, word: str) -> None:
    """A slip is not passed over in silence; an empty cell says nothing."""
    assert "is no verdict" in answer(read_po(path), 0, status=word).refused[0].reason
    assert answer(read_po(path), 0, status="").refused == ()


def test_a_rejection_may_say_in_what_respect(path: Path) -> None:
    """As in the editor: `accuracy:major` before the reason."""
    (edit,) = answer(
        read_po(path), 0, status="Translation Rejected", comment="accuracy:major wrong weather"
    ).edited
    last = edit.after.reviews[-1]
    assert (last.category, last.gravity, last.reason) == ("accuracy", "major", "wrong weather")


def test_a_status_that_nobody_touched_approves_no_new_text(path: Path) -> None:
    """A reviewed unit that is edited in the table falls back, though the word still stands there."""
    catalog = read_po(path)
    catalog = catalog.replace(states.approved(catalog.unit("p1"), *MIA))
    (edit,) = answer(catalog, 0, target="大雨だ。").edited

    assert edit.after.stage is Stage.DRAFT


def test_a_rejection_takes_its_reason_from_what_was_said(path: Path) -> None:
    """A comment in the column or beside the row."""
    (edit,) = answer(
        read_po(path), 0, status="Translation Rejected", comment="wrong weather"
    ).edited

    assert edit.after.reviews[-1].reason == "wrong weather"
    assert edit.after.comments == ("wrong weather",)


def test_comments_come_in_once_with_who_and_when(path: Path) -> None:
    """Bringing the same table home twice says nothing twice."""
    note = Note("is this\nright?", "佐藤", "2026-12-02T10:05Z")
    catalog = read_po(path)
    (edit,) = answer(catalog, 0, notes=(note, note), comment="ask the desk").edited
    assert edit.after.comments == ("佐藤 2026-12-02: is this right?", "ask the desk")
    again = answer(catalog.replace(edit.after), 0, notes=(note,))

    assert again.edited == ()


def test_a_strangers_table_is_matched_by_its_sources(path: Path) -> None:
    """The same article reviewed in another tool; each source once for each unit, in order."""
    catalog = read_po(path)
    guid = "bb787d5e-b2e0-463f-b95d-9b12c340aa79"
    rows = [
        Row(f"{n}\n{guid[:-1]}{n}", "Confirmed", unit.source, unit.target + "！", "", f"row {n}")
        for n, unit in enumerate(catalog.live, 1)
        if unit.target
    ]
    found = judged(Table("m.docx", "memoq", rows), catalog, texts_of([]))
    assert [edit.after.target for edit in found.edited] == [
        "雨だ。！",
        "誰も来ない。！",
        "また雨だ。！",
    ]
    assert found.absent == 1
    wrong = judged(
        Table("m.docx", "memoq", [*rows, replace(rows[0], id=f"9\n{guid}")]), catalog, texts_of([])
    )
    assert "not in the catalog" in wrong.refused[0].reason
    damaged = judged(Table("m.docx", "memoq", [replace(rows[0], id="one")]), catalog, texts_of([]))
    assert "damaged" in damaged.refused[0].reason


def test_line_ends_around_a_text_stay(tmp_path: Path) -> None:
    """gettext wants the last one; Word hides it, and a reviewer takes it away unseen."""
    path = tmp_path / "x.po"
    path.write_text(
        'msgid ""\nmsgstr ""\n"Language: ja\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        'msgid "Yes.\\n"\nmsgstr "はい。\\n"\n',
        "utf-8",
    )
    catalog = read_po(path)
    (edit,) = answer(catalog, 0, target="うん。").edited
    assert edit.after.target == "うん。\n"
    assert answer(catalog, 0, target="はい。").edited == ()


def test_the_journal_knows_who_and_undo_takes_the_table_back(path: Path) -> None:
    """Two people's edits are one step."""
    catalog = read_po(path)
    rows = list(table(catalog).rows)
    rows[0] = replace(
        rows[0],
        target="大雨だ。",
        edits=(Edit("+", "大", "佐藤", "2026-12-02T10:06Z"),),
        was="雨だ。",
    )
    rows[1] = replace(rows[1], target="誰も来なかった。")
    found = judged(Table("t.docx", "workbench", rows, by="Jo"), catalog, texts_of([]))
    from workbench.desk.review_table import taken
    from workbench.desk.reviews import versions

    with Session.open(path, author="Mia") as session:
        assert taken(session, found.edited) == 2
        who = [versions(session.steps(), session.catalog.unit(u))[-1].by for u in ("p1", "p2")]
        assert who == ["佐藤", "Jo"]
        session.undo()
        assert session.catalog.live == catalog.live


def test_an_open_editor_keeps_its_catalog(path: Path) -> None:
    """The lock is the editor's; a dry run needs none."""
    catalog = read_po(path)
    out = path.with_suffix(".html")
    rows = [replace(row, target=row.target and row.target + "！") for row in rows_of(catalog)]
    out.write_bytes(write_table(out, heading_of(catalog), rows))
    from workbench.errors import CatalogLocked

    with Session.open(path):
        assert len(bring_home(out, path, Config(), dry=True)[0].edited) == 3
        with pytest.raises(CatalogLocked):
            bring_home(out, path, Config())


def test_in_the_command_line(path: Path, run: Callable[..., tuple[int, str, str]]) -> None:
    """Out, edited, looked at, home; what it says and what its exit status is."""
    out = path.with_suffix(".html")
    assert run("export", path, "--to", "review", "-o", out)[0] == 0
    out.write_text(out.read_text("utf-8").replace("誰も来ない。", "誰も来なかった。"), "utf-8")
    before = path.read_bytes()
    status, said, told = run("import", out, "--into", path, "--dry-run", "--by", "Jo")
    assert status == 0 and "[-ない-][+なかった+]" in said and "nothing was written" in told
    assert path.read_bytes() == before
    status, said, _told = run("import", out, "--into", path, "--by", "Jo", "--format", "json")
    fields = json.loads(said)
    assert (status, fields["written"], fields["edited"][0]["by"]) == (0, True, "Jo")
    assert read_po(path).unit("p2").target == "誰も来なかった。"
    out.write_text(out.read_text("utf-8").replace("Nobody came.", "Nobody comes."), "utf-8")
    status, _said, told = run("import", out, "--into", path)
    assert status == 1 and "row 3" in told and "nothing was written" in told
    assert run("import", out)[0] == 2
    assert run("export", path, "--to", "review", "-o", path.with_suffix(".odt"))[0] == 2


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """The command line: status, stdout, stderr."""
    from workbench.cli import main

    def called(*words: object) -> tuple[int, str, str]:
        status = main([*map(str, words), "--no-color", "--language", "en"])
        said = capsys.readouterr()
        return status, said.out, said.err

    return called


def test_tables_are_read_as_they_are_written(path: Path) -> None:
    """The layout of ours is told by the ids."""
    out = path.with_suffix(".docx")
    catalog = read_po(path)
    out.write_bytes(write_table(out, heading_of(catalog), rows_of(catalog)))
    assert read_table(out).layout == "workbench"


def test_why_it_was_rejected_goes_out_and_does_not_come_back(path: Path) -> None:
    """In words that no language of the interface changes; it is in the catalog already."""
    catalog = read_po(path)
    rejected = states.rejected(catalog.unit("p1"), *MIA, "style", "minor", "too stiff")
    catalog = catalog.replace(replace(rejected, comments=("ask the desk",)))
    went_out = table(catalog)
    assert went_out.rows[0].comment == "× style:minor too stiff (Mia 2026-12-01)\nask the desk"
    assert judged(went_out, catalog, texts_of([])).edited == ()
    approved = catalog.replace(states.approved(catalog.unit("p1"), *MIA))
    assert judged(went_out, approved, texts_of([])).edited == ()
