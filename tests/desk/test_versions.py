"""Versions of a unit: what its target was, who made it, the way from one to the other; the draft it was made from."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.catalog import build_catalog, save_po
from workbench.config import Config
from workbench.desk.change import Outcome
from workbench.desk.commands import COMMANDS, Pick, Verb, Work
from workbench.desk.desk import Desk
from workbench.desk.difference import difference, pieces
from workbench.desk.session import Session
from workbench.desk.versions import ago, draft_of, versions
from workbench.model import Article, Kind, Match, Origin, Paragraph, Provenance

DRAFT = Provenance(Origin.MT, "argos", "en_ja-1.0", -0.3)


def opened(path: Path) -> Session:
    if not path.exists():
        texts = ["It rained.", "Nobody came."]
        paragraphs = tuple(
            Paragraph(t, Kind.PARAGRAPH, n, n, (0, 1)) for n, t in enumerate(texts, 1)
        )
        article = Article("a.txt", "text", "en", "utf-8", "", paragraphs)
        save_po(build_catalog(article, "en", "ja"), path)
    return Session.open(path)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with opened(tmp_path / "a.po") as session:
        yield session


def texts(session: Session) -> list[str]:
    return [version.target for version in versions(session.unit, session.all_steps)]


def test_earlier_texts_are_there_latest_first_and_once(session: Session) -> None:
    """Drafts, typed texts, what was cleared; not the present one, not another unit's, not empty ones."""
    session.take("雨が降る。", DRAFT)
    session.edit("雨が降った。")
    session.confirm()
    session.edit("誰も来なかった。")
    session.goto("p1")
    session.clear()
    assert texts(session) == ["雨が降った。", "雨が降る。"]
    session.take("雨が降る。", DRAFT)
    assert texts(session) == ["雨が降った。"]
    session.undo()
    assert texts(session) == ["雨が降った。", "雨が降る。"] or texts(session) == [
        "雨が降る。",
        "雨が降った。",
    ]
    session.goto("p2")
    assert texts(session) == []


def test_they_are_there_after_a_restart(session: Session, tmp_path: Path) -> None:
    session.take("雨が降る。", DRAFT)
    session.edit("雨が降った。")
    session.save()
    session.close()
    with opened(tmp_path / "a.po") as again:
        again.goto("p1")
        found = versions(again.unit, again.all_steps)
        assert [version.target for version in found] == ["雨が降る。"]
        assert found[0].made is not None and found[0].made.engine == "argos"


def test_matches_stand_behind_what_was(session: Session) -> None:
    session.take("雨が降る。", DRAFT)
    session.edit("雨が降った。")
    matches = [Match("It rained", "雨が降った。", 90), Match("It rained", "雨だった。", 80)]
    found = versions(session.unit, session.all_steps, matches)
    assert [version.target for version in found] == ["雨が降る。", "雨だった。"]
    assert "80 %" in found[1].said(0)


def test_the_draft_is_what_the_text_was_made_from(session: Session) -> None:
    """Of an engine or the memory, the latest; none where a person wrote all of it."""
    assert draft_of(session.unit, session.all_steps) is None
    session.edit("雨。")
    assert draft_of(session.unit, session.all_steps) is None
    session.take("雨が降る。", DRAFT)
    session.edit("雨が降った。")
    draft = draft_of(session.unit, session.all_steps)
    assert draft is not None and draft.target == "雨が降る。"


def test_a_version_is_compared_and_taken_back(session: Session, tmp_path: Path) -> None:
    """What it would bring and take away; a number takes it, with who made it; undo knows it as any other."""
    desk = Desk.of(Config(), session.catalog, read_only=True)
    desk.memory = None
    command = next(c for c in COMMANDS if c.id == "versions")
    assert isinstance(command, Verb)
    session.take("雨が降る。", DRAFT)
    session.edit("雨が降った。")
    asked = command.run(session, desk)
    assert not isinstance(asked, Outcome)
    work = next(asked)
    assert isinstance(work, Work) and list(work.steps())
    pick = asked.send(False)
    assert isinstance(pick, Pick)
    offer = pick.offers[0]
    assert "".join(piece for sign, piece in offer.diff if sign in "=-") == "雨が降った。"
    assert "argos" in offer.said
    with pytest.raises(StopIteration) as end:
        asked.send(offer)
    assert end.value.value.changed == ("p1",)
    assert session.unit.target == "雨が降る。" and session.unit.provenance == DRAFT
    session.undo()
    assert session.unit.target == "雨が降った。"


@given(st.text(max_size=40), st.text(max_size=40))
def test_a_difference_holds_both_texts(old: str, new: str) -> None:
    steps = difference(old, new)
    assert "".join(piece for sign, piece in steps if sign in "=-") == old
    assert "".join(piece for sign, piece in steps if sign in "=+") == new
    assert all(one[0] != other[0] for one, other in pairwise(steps))
    assert "".join(pieces(old)) == old


def test_japanese_is_compared_by_words() -> None:
    assert difference("裁判所は判断した。", "高裁は判断した。")[-1] == ("=", "は判断した。")


def test_times_are_said_as_people_say_them() -> None:
    assert ago(0, 100.0) == "" and ":" in ago(50.0, 100.0) and "-" in ago(50.0, 10.0**9)
