"""Reviewing: what waits for whom, who said what, and the texts a unit has had."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.catalog import build_catalog, read_po, save_po
from workbench.cli.line_mode import Lines
from workbench.config import Config
from workbench.desk.change import Outcome
from workbench.desk.commands import COMMANDS, Line, Pick, Verb
from workbench.desk.desk import Desk
from workbench.desk.reviews import REVIEWER, SIGNER, TRANSLATOR, Stages, said, versions, waits_for
from workbench.desk.session import Session
from workbench.model import Article, Kind, Paragraph, Stage

BY_ID = {command.id: command for command in COMMANDS if isinstance(command, Verb)}
NOW = "2027-01-15T08:00Z"


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    texts = ["It rained.", "Nobody came.", "It rained again."]
    rows = tuple(Paragraph(t, Kind.PARAGRAPH, n, n, (0, 1)) for n, t in enumerate(texts, 1))
    catalog = build_catalog(Article("a.txt", "text", "en", "utf-8", "", rows), "en", "ja")
    save_po(catalog, tmp_path / "a.po")
    return tmp_path / "a.po"


@pytest.fixture
def session(path: Path) -> Iterator[Session]:
    with Session.open(path, author="Mia") as opened:
        yield opened


def run(session: Session, name: str, *answers: object) -> Outcome:
    """A command, and what is answered to what it asks: words, or which of a list."""
    desk = Desk.of(Config(), session.catalog, read_only=True)
    desk.memory = None
    done = BY_ID[name].run(session, desk)
    if isinstance(done, Outcome):
        return done
    left = list(answers)
    try:
        question = next(done)
        while True:
            answer = left.pop(0)
            if isinstance(question, Pick) and isinstance(answer, str):
                answer = next(offer for offer in question.offers if offer.text == answer)
            question = done.send(answer)
    except StopIteration as end:
        outcome: Outcome = end.value
        return outcome


def translated(session: Session) -> None:
    """Two of three, by Mia."""
    for text in ("雨だ。", "誰も来なかった。"):
        session.edit(text)
        session.confirm()
    session.author = "佐藤"
    session.goto("p1")


def test_from_draft_to_signed_off(session: Session, path: Path) -> None:
    """Each step by name and minute, kept in the file; after each one is at the next that waits."""
    translated(session)
    assert waits_for(session.unit) == REVIEWER
    assert run(session, "approve").go_to == "p2"
    assert run(session, "approve").notice == "p2 is reviewed · nothing else waits"
    session.goto("p1")
    assert waits_for(session.unit) == SIGNER
    session.author = "Jo"
    assert run(session, "sign-off").go_to == "p2"
    session.save()

    unit = read_po(path).unit("p1")
    assert [(r.verdict, r.by, r.on) for r in unit.reviews] == [
        (Stage.TRANSLATED, "Mia", NOW), (Stage.REVIEWED, "佐藤", NOW), (Stage.SIGNED_OFF, "Jo", NOW),
    ]  # fmt: skip
    assert waits_for(unit) == ""
    assert Stages().of(session.units) == {
        Stage.SIGNED_OFF: 1,
        Stage.REVIEWED: 1,
        Stage.EMPTY: 1,
    }


def test_rejecting_asks_why_in_what_respect_and_how_gravely(session: Session) -> None:
    """Then it is the translator's again, who sees all of it."""
    translated(session)
    done = run(session, "reject", "names the wrong weather", "accuracy", "major")

    assert done.notice == "p1 goes back to the translator"
    assert session.unit.id == "p1" and waits_for(session.unit) == TRANSLATOR
    assert said(session.unit.reviews[-1]) == (
        "rejected (accuracy, major): names the wrong weather · 佐藤 2027-01-15 08:00"
    )


def test_what_is_known_is_not_asked(session: Session) -> None:
    """One line says all."""
    translated(session)
    run(session, "reject", "style:minor too stiff")

    last = session.unit.reviews[-1]
    assert (last.category, last.gravity, last.reason) == ("style", "minor", "too stiff")


@pytest.mark.parametrize("answers", [("",), ("why", None), ("why", "style", None)])
def test_a_question_left_unanswered_rejects_nothing(
    session: Session, answers: tuple[object, ...]
) -> None:
    """At any of the three."""
    translated(session)
    before = session.catalog.units
    run(session, "reject", *answers)

    assert session.catalog.units == before


REFUSED = [
    ("approve", "p3", "not translated yet"),
    ("sign-off", "p1", "not reviewed yet"),
    ("reject", "p3", "nothing to reject"),
]


@pytest.mark.parametrize(("name", "at", "says"), REFUSED)
def test_no_step_is_left_out(session: Session, name: str, at: str, says: str) -> None:
    """Empty, draft, translated, reviewed, signed off, one after the other."""
    translated(session)
    session.goto(at)
    outcome = run(session, name)

    assert outcome.failed and says in outcome.notice


@pytest.mark.parametrize("name", ["approve", "sign-off", "reject"])
def test_nobody_signs_for_nobody(session: Session, name: str) -> None:
    """A verdict has a name; it can be said on the spot."""
    translated(session)
    session.author = ""
    assert run(session, name).failed
    run(session, "sign-as", " Jo \n Li ")
    assert session.author == "Jo Li"


def test_whoever_reviews_their_own_text_is_told(session: Session) -> None:
    """It is allowed, and it is said."""
    translated(session)
    session.author = "Mia"
    assert "by its translator" in run(session, "approve").notice


def test_a_verdict_can_be_taken_back_over_a_restart(session: Session, path: Path) -> None:
    """Undo gives the step before, redo the verdict, with its name."""
    translated(session)
    run(session, "approve")
    session.save()
    session.close()
    with Session.open(path) as again:
        again.undo()
        assert again.catalog.unit("p1").stage is Stage.TRANSLATED
        again.redo()
        assert again.catalog.unit("p1").reviews[-1].by == "佐藤"


def test_what_a_killed_session_said_is_recovered(session: Session, path: Path) -> None:
    """A verdict is in the journal before it is shown."""
    translated(session)
    run(session, "approve")
    session.close()  # without saving, as a killed one
    with Session.open(path) as again:
        assert again.recovered and again.catalog.unit("p1").stage is Stage.REVIEWED


def test_the_texts_a_unit_has_had(session: Session, path: Path) -> None:
    """Each person's, what was done and in which order; what was taken back is none of them."""
    translated(session)
    run(session, "reject", "style:minor too stiff")
    session.author = "Mia"
    session.edit("雨が降った。")
    session.confirm()
    session.goto("p1")
    session.edit("間違い")
    session.undo()
    session.save()

    found = versions(session.steps(), session.catalog.unit("p1"))
    assert [(v.text, v.stage, v.by) for v in found] == [
        ("雨だ。", Stage.DRAFT, "Mia"),
        ("雨だ。", Stage.TRANSLATED, "Mia"),
        ("雨だ。", Stage.REJECTED, "佐藤"),
        ("雨が降った。", Stage.DRAFT, "Mia"),
        ("雨が降った。", Stage.TRANSLATED, "Mia"),
    ]
    save_po(read_po(path), path)
    changed = read_po(path)
    from dataclasses import replace

    other = replace(changed.unit("p1"), target="別人の文")
    assert versions(session.steps(), other)[-1].verb == "elsewhere"


def test_line_mode_has_all_of_it(session: Session, tmp_path: Path) -> None:
    """By words, with lists by number."""
    translated(session)
    told: list[str] = []
    with Lines(session, Config(memory=tmp_path), told.append) as lines:
        lines.obey(":by Jo")
        lines.obey(":no the wrong word")
        lines.obey(":3")
        lines.obey(":2")
        assert session.unit.stage is Stage.REJECTED
        assert (session.unit.reviews[-1].category, session.unit.reviews[-1].gravity) == (
            "terminology", "major",
        )  # fmt: skip
        lines.obey(":wait")
        assert session.at == "p2"
        lines.obey(":ok")
        assert session.catalog.unit("p2").stage is Stage.REVIEWED
        lines.obey(":l state:rejected")
        assert [unit.id for unit in session.shown] == ["p1"]


def test_a_reviewer_asks_for_words_first(session: Session) -> None:
    """So that one line of the line mode can answer it."""
    translated(session)
    desk = Desk.of(Config(), session.catalog, read_only=True)
    dialogue = BY_ID["reject"].run(session, desk)
    assert not isinstance(dialogue, Outcome)
    assert isinstance(next(dialogue), Line)
    assert isinstance(dialogue.send("why"), Pick)
