"""The editing session without a screen: every verb, undo over restarts, nothing lost."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from workbench.catalog import build_catalog, read_po, save_po
from workbench.desk.session import Session
from workbench.model import (
    Article,
    Finding,
    Fix,
    Kind,
    Origin,
    Paragraph,
    Provenance,
    Severity,
    State,
    Unit,
)

SOURCES = ["Tokyo opens", "The court ruled.", "Nobody came.", "It rained."]


def doubled(unit: Unit) -> list[Finding]:
    """A check with a repair: 。。 becomes 。"""
    at = unit.target.find("。。")
    if at < 0:
        return []
    fix = Fix("one 。", (((at, at + 2), "。"),))
    return [Finding("x", Severity.ERROR, unit.id, "twice", (), ((at, at + 2),), fix)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    paragraphs = tuple(
        Paragraph(text, Kind.PARAGRAPH, n, n, (0, 1)) for n, text in enumerate(SOURCES, 1)
    )
    article = Article("a.html", "html", "en", "utf-8", "", paragraphs)
    return save_po(build_catalog(article, "en", "ja"), tmp_path / "a.po").path or tmp_path


@pytest.fixture
def session(path: Path) -> Iterator[Session]:
    with Session.open(path, check=doubled) as opened:
        yield opened


def test_it_opens_at_the_first_unfinished_unit(path: Path) -> None:
    """Where work goes on."""
    catalog = read_po(path)
    done = replace(catalog.unit("p1"), target="東京", state=State.CONFIRMED)
    save_po(catalog.replace(done), path)
    with Session.open(path) as session:
        assert session.at == "p2"


def test_moving_stays_inside_the_catalog(session: Session) -> None:
    """Next, previous, go to by number; an unknown unit is answered."""
    assert session.move(-1).go_to == "p1"
    assert session.move(1).go_to == "p2"
    assert session.move(99).go_to == "p4"
    assert session.goto("3").go_to == "p3"
    assert session.goto("p99").failed and session.at == "p3"


def test_typing_makes_a_draft_and_confirming_goes_on(session: Session) -> None:
    """Empty → fuzzy while typing → confirmed, and on to the next unfinished unit."""
    session.edit("東")
    session.edit("東京")
    assert (session.unit.state, session.unit.target) == (State.FUZZY, "東京")
    assert (session.unit.provenance or Provenance(Origin.MT)).origin == Origin.HUMAN
    outcome = session.confirm()

    assert (outcome.changed, outcome.go_to) == (("p1",), "p2")
    assert session.catalog.unit("p1").state == State.CONFIRMED
    assert session.confirm().failed


def test_a_draft_keeps_saying_which_engine_made_it(session: Session) -> None:
    """Editing a machine draft makes it a person's and does not hide where it came from; what was said
    of the draft (its score, terms and warnings) no longer is."""
    made = Provenance(Origin.MT, "argos", "en_ja-1", score=-0.4, terms=(0, 1), warnings=("terms",))
    session.change(
        "draft", [replace(session.unit, target="下書き", state=State.FUZZY, provenance=made)]
    )
    session.edit("下書きだ")

    assert session.unit.provenance == Provenance(Origin.HUMAN, "argos", "en_ja-1")


@pytest.mark.parametrize(
    ("verb", "field", "value"),
    [
        ("copy_source", "target", "Tokyo opens"),
        ("bookmark", "bookmarked", True),
        ("apply_fix", "target", "終わり。"),
    ],
)
def test_every_change_can_be_undone_and_redone(
    session: Session, verb: str, field: str, value: object
) -> None:
    """Back to what it was, and forth again."""
    session.edit("終わり。。")
    before = getattr(session.unit, field)
    getattr(session, verb)()
    assert value == getattr(session.unit, field)
    session.undo()
    assert before == getattr(session.unit, field)
    session.redo()
    assert value == getattr(session.unit, field)


def test_comments_are_written_and_taken_away(session: Session) -> None:
    """Several lines are several comment lines."""
    session.comment("ask\nagain")
    assert session.unit.comments == ("ask", "again")
    session.comment(" ")
    assert session.unit.comments == ()


def test_replacing_is_one_step_for_all_units(session: Session) -> None:
    """Confirmed units become fuzzy; one undo takes all back."""
    for unit_id in ("p1", "p2"):
        session.goto(unit_id)
        session.edit("裁判所が言う")
        session.confirm(go_on=False)
    found = session.preview_replace("裁判所", "法廷")
    assert "2" in session.apply_replacements(found).notice
    assert [session.catalog.unit(i).target for i in ("p1", "p2")] == ["法廷が言う"] * 2
    assert session.catalog.unit("p1").state == State.FUZZY
    session.undo()
    assert (
        [session.catalog.unit(i).target for i in ("p1", "p2")],
        session.catalog.unit("p1").state,
    ) == (["裁判所が言う"] * 2, State.CONFIRMED)


def test_finding_and_hunting(session: Session) -> None:
    """Text in either side, units with findings, round the end; nothing is said."""
    session.goto("p3")
    session.edit("誰も。。")
    session.goto("p1")
    assert session.next_finding().go_to == "p3"
    assert session.find("COURT").go_to == "p2"
    assert session.find("誰も").go_to == "p3"
    assert session.find("zebra").notice and session.find("zebra").go_to is None
    assert session.next_unfinished().go_to == "p4"
    assert session.next_unfinished().go_to == "p1"
    assert session.next_unfinished(back=True).go_to == "p4"


def test_undo_survives_a_restart(path: Path) -> None:
    """Saved, closed, opened again: the last session's steps can still be taken back."""
    with Session.open(path) as session:
        session.edit("東京")
        session.confirm()
        session.save()
    with Session.open(path) as session:
        session.undo()
        assert session.catalog.unit("p1").state == State.FUZZY
        session.undo()
        assert session.catalog.unit("p1").target == ""
        session.redo()
        assert session.catalog.unit("p1").target == "東京"


def test_typing_in_one_go_is_one_step(session: Session) -> None:
    """Ten keys are undone together."""
    for end in range(1, 11):
        session.edit("あいうえおかきくけこ"[:end])
    session.undo()
    assert session.unit.target == ""
    assert session.undo().notice == "nothing to undo"


def test_saving_says_what_it_did(session: Session, path: Path) -> None:
    """Nothing to save, saved, merged."""
    assert session.save().notice == "nothing to save"
    session.edit("東京")
    assert session.unsaved
    assert session.save().notice == "saved"
    assert not session.unsaved and read_po(path).unit("p1").target == "東京"


def test_a_read_only_session_refuses_in_words(path: Path) -> None:
    """No exception reaches the screen."""
    with Session.open(path, read_only=True) as session:
        outcome = session.edit("x")
        assert outcome.failed and "read-only" in outcome.notice


KILLED = """
import os, signal, sys, pathlib
from workbench.desk.session import Session
session = Session.open(pathlib.Path(sys.argv[1]))
session.edit("東京"); session.confirm()
session.edit("裁判")
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_killed_session_is_offered_again(path: Path) -> None:
    """kill -9: the confirmed unit and what was typed are in the journal."""
    done = subprocess.run([sys.executable, "-c", KILLED, path], check=False)
    assert done.returncode == -signal.SIGKILL
    with Session.open(path) as session:
        assert [item.unit for item in session.recovered] == ["p1", "p2"]
        assert (
            session.catalog.unit("p1").state,
            session.catalog.unit("p2").target,
        ) == (State.CONFIRMED, "裁判")
        assert session.discard_recovery().changed == ("p1", "p2")
        assert session.catalog.unit("p1").target == ""
