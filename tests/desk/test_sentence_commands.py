"""Commands on a sentence: the entry stays the paragraph, a sentence of it is gone to, drafted and taken alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.catalog import build_catalog, save_po
from workbench.config import Config
from workbench.desk.change import Outcome
from workbench.desk.commands import COMMANDS, Dialogue, Offer, Pick, Verb, Work
from workbench.desk.desk import Desk
from workbench.desk.session import Session
from workbench.memory import Memory, MemoryEntry
from workbench.model import Article, Kind, Paragraph, State
from workbench.terms import Concept, Termbase, Terms

BY_ID = {command.id: command for command in COMMANDS if isinstance(command, Verb)}
SOURCES = ["It rained on 3 May. Nobody came. See <b>the ruling</b> of 2022.", "Nobody came."]


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    paragraphs = tuple(Paragraph(t, Kind.PARAGRAPH, n, n, (0, 1)) for n, t in enumerate(SOURCES, 1))
    article = Article("a.html", "html", "en", "utf-8", "", paragraphs)
    save_po(build_catalog(article, "en", "ja"), tmp_path / "a.po")
    with Session.open(tmp_path / "a.po") as session:
        yield session


@pytest.fixture
def desk(session: Session, tmp_path: Path) -> Iterator[Desk]:
    desk = Desk.of(Config(package=Path("none.argosmodel")), session.catalog)
    desk.termbase = Termbase(
        [Concept("x.ruling", terms={"en": Terms("ruling"), "ja": Terms("判決")})], "en", "ja"
    )
    with Memory(tmp_path / "m.sqlite", "en", "ja") as desk.memory:
        desk.memory.add(
            [MemoryEntry("Nobody came.", "誰も来なかった。", document="old.po", unit="p9")]
        )
        yield desk


def done(session: Session, desk: Desk, name: str) -> Outcome:
    outcome = BY_ID[name].run(session, desk)
    assert isinstance(outcome, Outcome)
    return outcome


def offered(session: Session, desk: Desk, name: str) -> tuple[Dialogue, Pick]:
    """What a command offers once it has looked."""
    asked = BY_ID[name].run(session, desk)
    assert not isinstance(asked, Outcome)
    work = next(asked)
    assert isinstance(work, Work) and list(work.steps())
    pick = asked.send(False)
    assert isinstance(pick, Pick)
    return asked, pick


def chosen(asked: Dialogue, offer: Offer | None) -> Outcome:
    with pytest.raises(StopIteration) as end:
        asked.send(offer)
    outcome: Outcome = end.value.value
    return outcome


def test_sentences_are_gone_through_and_on_into_the_next_unit(session: Session, desk: Desk) -> None:
    """Both sides are said and the cursor goes along; at the end of the catalog that is said."""
    session.edit("5月3日は雨だった。誰も来なかった。")
    session.selected = (0, 0)
    first = done(session, desk, "next-sentence")
    assert session.sentence == 0 and first.caret == 10
    assert first.notice.startswith("sentence 1/3")
    assert done(session, desk, "next-sentence").caret == 18
    assert done(session, desk, "next-sentence").caret == 18 and session.sentence == 2
    done(session, desk, "next-sentence")
    assert (session.at, session.sentence) == ("p2", 0)
    assert "last sentence" in done(session, desk, "next-sentence").notice
    assert done(session, desk, "previous-sentence").notice == "the whole unit"
    assert session.sentence is None
    session.goto("p1")
    assert session.sentence is None


def test_a_sentence_of_the_memory_is_taken_alone(session: Session, desk: Desk) -> None:
    session.edit("5月3日は雨だった。")
    session.selected = (10, 10)
    asked, pick = offered(session, desk, "sentence-match")
    assert [offer.text for offer in pick.offers] == ["誰も来なかった。"]
    outcome = chosen(asked, pick.offers[0])
    assert session.unit.target == "5月3日は雨だった。誰も来なかった。" and outcome.changed == (
        "p1",
    )
    assert session.unit.state is State.FUZZY
    session.undo()
    assert session.unit.target == "5月3日は雨だった。"


def test_what_was_chosen_for_another_unit_is_not_taken(session: Session, desk: Desk) -> None:
    session.goto("p2")
    asked, pick = offered(session, desk, "sentence-match")
    session.goto("p1")
    assert chosen(asked, pick.offers[0]).failed and not session.unit.target
    asked, pick = offered(session, desk, "sentence-match") if session.goto("p2") else (asked, pick)
    assert not chosen(asked, None).changed


def test_tags_go_in_one_after_the_other_and_around_what_is_selected(
    session: Session, desk: Desk
) -> None:
    session.edit("2022年の判決を参照。")
    session.selected = (6, 8)
    assert done(session, desk, "insert-tag").insert == "<b>判決</b>"
    session.selected = (0, 0)
    assert done(session, desk, "insert-tag").insert == "<b>"
    session.edit("2022年の<b>判決</b>を参照。")
    assert not done(session, desk, "insert-tag").insert


def test_what_is_begun_is_completed_from_terms_memory_and_figures(
    session: Session, desk: Desk
) -> None:
    session.edit("2022年の判")
    asked, pick = offered(session, desk, "complete")
    assert [(offer.text, offer.said) for offer in pick.offers] == [("判決", "ruling")]
    assert chosen(asked, pick.offers[0]).insert == "決"
    session.edit("zebra")
    asked = BY_ID["complete"].run(session, desk)  # type: ignore[assignment]
    next(asked)
    assert chosen(asked, False).failed  # type: ignore[arg-type]
