"""Who hears of changes: the memory says what the catalog says, the editor finds what `check` finds,
undo takes back every verb where it happened and says what it took back; over restarts, too."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from workbench.catalog import build_catalog, read_po, save_po
from workbench.config import Config
from workbench.desk.change import Change
from workbench.desk.check import findings_of
from workbench.desk.desk import Desk
from workbench.desk.inspect import Inspector
from workbench.desk.remember import Remembering
from workbench.desk.session import Session
from workbench.errors import MemoryFileError
from workbench.memory import Memory
from workbench.model import Article, Kind, Origin, Paragraph, Provenance, State

SOURCES = [
    "The court ruled. Nobody appealed.",
    "Sexual minorities marched.",
    "The court ruled. Nobody appealed.",
    "Sexual minorities marched again.",
    "It rained.",
]
DONE = "裁判所は判断した。誰も控訴しなかった。"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    paragraphs = tuple(Paragraph(t, Kind.PARAGRAPH, n, n, (0, 1)) for n, t in enumerate(SOURCES, 1))
    catalog = build_catalog(Article("a.html", "html", "en", "utf-8", "", paragraphs), "en", "ja")
    return save_po(catalog, tmp_path / "a.po").path or tmp_path


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Memory]:
    with Memory(tmp_path / "m.sqlite", "en", "ja") as opened:
        yield opened


@contextmanager
def opened(path: Path, memory: Memory) -> Iterator[Session]:
    """A session that the memory follows."""
    with Session.open(path) as session:
        session.subscribe(Remembering(memory, lambda: session.catalog, author="Ren").heard)
        yield session


def known(memory: Memory) -> set[tuple[str, str]]:
    return {(entry.unit, entry.target) for entry in memory.entries()}


WHOLE = {("p1", DONE), ("p1/1", "裁判所は判断した。"), ("p1/2", "誰も控訴しなかった。")}
WITHDRAWN: dict[str, Callable[[Session], object]] = {
    "undo": lambda session: session.undo(),
    "needs work": lambda session: session.needs_work(),
    "typing over it": lambda session: session.edit(DONE + "と"),
    "clearing it": lambda session: session.clear(),
    "another width": lambda session: (session.edit(DONE + "1"), session.toggle_width()),
    "an offer taken": lambda session: session.take("判断。", Provenance(Origin.MEMORY, rate=80)),
    "the source copied": lambda session: session.copy_source(),
    "replacing": lambda session: session.apply_replacements(
        session.preview_replace("判断", "決定")
    ),
}


@pytest.mark.parametrize("how", WITHDRAWN)
def test_what_is_confirmed_no_longer_is_in_the_memory_no_longer(
    path: Path, memory: Memory, how: str
) -> None:
    """At once, its sentences too; doing it again or taking it back brings it in again."""
    with opened(path, memory) as session:
        session.edit(DONE)
        session.confirm(go_on=False)
        assert known(memory) == WHOLE
        WITHDRAWN[how](session)
        assert session.unit.state is not State.CONFIRMED
        assert known(memory) == set()
        session.redo() if how == "undo" else session.undo()
        if how == "another width":
            session.undo()
        assert session.unit.state is State.CONFIRMED
        assert known(memory) == WHOLE


def test_a_confirmation_of_yesterday_is_taken_back_from_the_memory(
    path: Path, memory: Memory
) -> None:
    """Undo over a restart reaches the memory, as every other change does."""
    with opened(path, memory) as session:
        session.edit(DONE)
        session.confirm()
        session.save()
    with opened(path, memory) as session:
        session.undo()
        assert (session.at, session.unit.state) == ("p1", State.FUZZY)
        assert known(memory) == set()


def test_what_a_killed_session_confirmed_reaches_the_memory(path: Path, memory: Memory) -> None:
    """It is told as soon as the journal is read; going back to the file takes it out again."""
    with Session.open(path) as session:  # nobody remembers here, and nothing is saved
        session.edit(DONE)
        session.confirm()
    with opened(path, memory) as session:
        assert known(memory) == WHOLE
        session.discard_recovery()
        assert known(memory) == set()


def test_what_somebody_else_took_back_in_the_file_leaves_the_memory(
    path: Path, memory: Memory
) -> None:
    """A change from outside is a change."""
    with opened(path, memory) as session:
        session.edit(DONE)
        session.confirm()
        session.save()
        assert known(memory) == WHOLE
        theirs = read_po(path)
        save_po(theirs.replace(replace(theirs.unit("p1"), state=State.FUZZY)), path)
        session.goto("p5")
        session.edit("雨。")
        session.save()
        assert session.catalog.unit("p1").state is State.FUZZY
        assert known(memory) == set()


def test_a_comment_changes_nothing_in_the_memory_and_the_author_is_in_it(
    path: Path, memory: Memory
) -> None:
    with opened(path, memory) as session:
        session.edit(DONE)
        session.confirm(go_on=False)
        before = list(memory.entries())
        session.comment("asked")
        assert list(memory.entries()) == before
        assert {entry.author for entry in before} == {"Ren"}


def test_a_memory_that_cannot_be_written_is_said_and_the_work_goes_on(path: Path) -> None:
    """The unit is confirmed all the same."""

    class Damaged:
        def writing(self) -> None:
            raise MemoryFileError("is damaged", where="m.sqlite")

    said: list[str] = []
    with Session.open(path) as session:
        broken = Remembering(Damaged(), lambda: session.catalog, say=said.append)  # type: ignore[arg-type]
        session.subscribe(broken.heard)
        session.edit(DONE)
        assert not session.confirm().failed
        assert session.catalog.unit("p1").state is State.CONFIRMED
    assert said == ["m.sqlite: is damaged"]


def test_needs_work_never_confirms(path: Path) -> None:
    """An untouched draft stays one and it is said; an empty unit has nothing to work on."""
    with Session.open(path) as session:
        assert session.needs_work().failed
        session.take("下書き", Provenance(Origin.MT, engine="argos"))
        for _again in range(2):
            assert "already" in session.needs_work().notice
            assert session.unit.state is State.FUZZY
        session.confirm(go_on=False)
        assert session.needs_work().changed == ("p1",)
        assert session.unit.state is State.FUZZY


VERBS: dict[str, tuple[str, Callable[[Session], object]]] = {
    "typing": ("typing", lambda s: s.edit("別の訳")),
    "confirming": ("confirming", lambda s: s.confirm()),
    "needs work": ("needs work", lambda s: (s.confirm(go_on=False), s.needs_work())),
    "a comment": ("comment", lambda s: s.comment("why")),
    "a bookmark": ("bookmark", lambda s: s.bookmark()),
    "clearing": ("clearing", lambda s: s.clear()),
    "a width": ("width", lambda s: s.toggle_width()),
    "the source": ("copying the source", lambda s: s.copy_source()),
    "an offer": ("taking an offer", lambda s: s.take("訳", Provenance(Origin.MT))),
    "replacing": ("replacing", lambda s: s.apply_replacements(s.preview_replace("1", "一"))),
    "splitting": ("splitting", lambda s: s.split()),
    "splitting and joining": ("joining", lambda s: (s.split(), s.goto("p3"), s.merge())),
}


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("restart", [False, True], ids=["at once", "after a restart"])
def test_undo_takes_back_every_verb_where_it_happened_and_says_which(
    path: Path, verb: str, restart: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From another unit, and in another session too; redo does it again."""
    monkeypatch.setattr("workbench.desk.history._PAUSE", 0)  # each typing is a step
    word, do = VERBS[verb]
    with Session.open(path) as session:
        session.edit("訳1")
        if verb == "splitting and joining":
            session.split()
            session.goto("p3")
            before = session.catalog.units
            session.merge()
        elif verb == "needs work":
            session.confirm(go_on=False)
            before = session.catalog.units
            session.needs_work()
        else:
            before = session.catalog.units
            do(session)
        after = session.catalog.units
        assert before != after
        session.goto("p5")
        if not restart:
            check_way_back(session, before, after, word)
            return
        session.save()
    with Session.open(path) as session:
        session.goto("p5")
        check_way_back(session, before, after, word)


def check_way_back(session: Session, before: object, after: object, word: str) -> None:
    took = session.undo()
    assert session.catalog.units == before
    assert took.notice.startswith(f"taken back: {word} · ")
    assert session.at in {"p1", "p3"} and took.go_to == session.at
    again = session.redo()
    assert session.catalog.units == after
    assert again.notice.startswith(f"done again: {word} · ")


PLURAL = """msgid ""
msgstr ""
"Language: ja\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=n != 1;\\n"

msgid "one couple"
msgid_plural "%d couples"
msgstr[0] ""
msgstr[1] ""
"""


def test_what_plural_forms_share_is_taken_back_in_all_of_them(
    tmp_path: Path, memory: Memory
) -> None:
    """One entry has one state: confirming one form confirms the other, undo takes both back, and the
    memory hears of both."""
    path = tmp_path / "plural.po"
    path.write_text(PLURAL, "utf-8")
    with opened(path, memory) as session:
        one, many = (unit.id for unit in session.units)
        for name, text in ((one, "一組"), (many, "%d組")):
            session.goto(name)
            session.edit(text)
        session.confirm(go_on=False)
        assert {unit.state for unit in session.units} == {State.CONFIRMED}
        assert known(memory) == {(one, "一組"), (many, "%d組")}
        session.undo()
        assert {unit.state for unit in session.units} == {State.FUZZY}
        assert [unit.target for unit in session.units] == ["一組", "%d組"]
        assert known(memory) == set()


def test_splitting_taken_back_is_in_the_file(path: Path) -> None:
    """A split is saved at once, so its undo is; the other paragraphs are as they were."""
    with Session.open(path) as session:
        session.edit(DONE)
        session.save()
        whole = path.read_bytes()
        session.split()
        assert [unit.id for unit in read_po(path).live] == ["p1", "p2", "p3", "p4", "p5"]
        session.undo()
        assert path.read_bytes() == whole


def test_a_step_whose_unit_others_changed_is_left_and_said(path: Path) -> None:
    """Nothing of theirs is overwritten by an undo; the step before can still be taken back."""
    with Session.open(path) as session:
        session.edit("雨")
        session.goto("p2")
        session.edit("行進")
        session.save()
    theirs = read_po(path)
    save_po(theirs.replace(replace(theirs.unit("p2"), target="彼らの訳")), path)
    with Session.open(path) as session:
        took = session.undo()
        assert took.failed and "stays as it is" in took.notice
        assert session.catalog.unit("p2").target == "彼らの訳"
        session.undo()
        assert session.catalog.unit("p1").target == ""


def test_a_step_never_lands_in_another_paragraph(path: Path) -> None:
    """After a revision p2 is another paragraph: its history is not this one's."""
    with Session.open(path) as session:
        session.goto("p2")
        session.edit("行進した。")
        session.save()
    catalog = read_po(path)
    moved = replace(catalog.unit("p2"), source="Another paragraph.")
    save_po(catalog.with_units([moved if u.id == "p2" else u for u in catalog.units]), path)
    with Session.open(path) as session:
        session.undo()
        assert session.catalog.unit("p2").target == "行進した。"


def test_a_job_of_several_parts_is_one_step(path: Path) -> None:
    """Over a restart, too."""
    made = Provenance(Origin.MT, "argos")
    with Session.open(path) as session:
        session.take_drafts({"p1": ("一", made), "p2": ("二", made)}, step="job 1")
        session.take_drafts({"p4": ("四", made)}, step="job 1")
        session.take_drafts({"p5": ("五", made)}, step="job 2")
        session.save()
    with Session.open(path) as session:
        assert session.undo().changed == ("p5",)
        assert session.undo().changed == ("p1", "p2", "p4")
        assert {unit.target for unit in session.units} == {""}
        assert session.redo().changed == ("p1", "p2", "p4")


def test_everybody_hears_of_everything_once(path: Path) -> None:
    """What did not change is not told."""
    heard: list[Change] = []
    with Session.open(path) as session:
        session.subscribe(heard.append)
        session.edit("雨")
        session.edit("雨")
        session.confirm()
        session.confirm()
        session.undo()
        session.save()
    assert [change.verb for change in heard] == ["edit", "confirm", "undo"]
    assert all(change.before != change.after for change in heard)


HEAD = "id\tsubject\tpos\tdefinition\tsource\ten\tja\tja_admitted\n"
ROW = "x.minority\tlgbtq\tnoun\tPeople.\town\tsexual minority\t性的少数者\t性的マイノリティー\n"


def test_the_editor_finds_what_check_finds(path: Path, tmp_path: Path) -> None:
    """Two forms of one term and one target of two sources, confirmed in one session: both doors say the
    same of the same catalog, and again after one was taken back."""
    (tmp_path / "own.tsv").write_text(HEAD + ROW, "utf-8")
    config = Config(glossary=(tmp_path / "own.tsv",))
    with Session.open(path) as session:
        desk = Desk.of(config, session.catalog)
        inspector = Inspector(desk, lambda: session.catalog)
        session.subscribe(inspector.heard)

        def both() -> tuple[list[str], list[str]]:
            editor = [f"{f.unit} {f.check}" for u in session.units for f in inspector.findings(u)]
            checked = findings_of(session.catalog, config, desk.termbase)
            return editor, [f"{f.unit} {f.check}" for f in checked]

        assert both()[0] == both()[1]
        for unit, target in (
            ("p2", "性的少数者が行進した。"),
            ("p4", "性的マイノリティーがまた行進した。"),
            ("p1", "誰もがみな歩いていった。"),
            ("p5", "誰もがみな歩いていった。"),
        ):
            session.goto(unit)
            session.edit(target)
            session.confirm(go_on=False)
        editor, checked = both()
        assert editor == checked
        assert {"p4 terms.inconsistent", "p1 consistency.same-target"} <= set(editor)
        session.undo()
        session.undo()
        editor, checked = both()
        assert editor == checked
        assert "p1 consistency.same-target" not in editor


def test_while_one_types_the_document_waits(path: Path, tmp_path: Path) -> None:
    """A key costs no look at the whole document; rest, another unit or any other verb does."""
    (tmp_path / "own.tsv").write_text(HEAD + ROW, "utf-8")
    with Session.open(path) as session:
        desk = Desk.of(Config(glossary=(tmp_path / "own.tsv",)), session.catalog)
        inspector = Inspector(desk, lambda: session.catalog)
        session.subscribe(inspector.heard)
        inspector.findings(session.unit)
        seen = inspector._context
        for text in ("雨", "雨が", "雨が降"):
            session.edit(text)
            inspector.findings(session.unit)
        assert inspector._context is seen
        assert inspector.rested() and not inspector.rested()
        inspector.findings(session.unit)
        assert inspector._context is not seen
