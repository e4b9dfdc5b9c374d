"""Commands: one class a verb, its docstring its words; what it asks, it yields; both doors know it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.catalog import build_catalog, read_po, save_po
from workbench.cli.line_mode import _BY_WORD, Lines, help_text
from workbench.config import Config
from workbench.desk.change import Outcome
from workbench.desk.commands import COMMANDS, Dialogue, Line, Offer, Pick, Preview, Verb, Work
from workbench.desk.desk import Desk
from workbench.desk.session import Session
from workbench.model import Article, Finding, Kind, Paragraph, Severity, Unit

VERBS = [command for command in COMMANDS if isinstance(command, Verb)]
BY_ID = {verb.id: verb for verb in VERBS}


def grumbling(unit: Unit) -> list[Finding]:
    """A check that finds fault with every 雨, unless it is silent there."""
    if "雨" not in unit.target or "words.rain" in dict(unit.silenced):
        return []
    return [Finding("words.rain", Severity.WARNING, unit.id, "no rain")]


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    texts = ["It rained.", "Nobody came.", "It rained again."]
    paragraphs = tuple(Paragraph(t, Kind.PARAGRAPH, n, n, (0, 1)) for n, t in enumerate(texts, 1))
    catalog = build_catalog(Article("a.txt", "text", "en", "utf-8", "", paragraphs), "en", "ja")
    save_po(catalog, tmp_path / "a.po")
    with Session.open(tmp_path / "a.po", check=grumbling) as opened:
        yield opened


def desk_of(session: Session) -> Desk:
    """A desk without a memory of anybody's."""
    desk = Desk.of(Config(), session.catalog, read_only=True)
    desk.memory = None
    return desk


def begun(session: Session, name: str) -> Dialogue:
    """A command that asks something."""
    done = BY_ID[name].run(session, desk_of(session))
    assert not isinstance(done, Outcome)
    return done


def ended(dialogue: Dialogue, answer: object) -> Outcome:
    """What the last answer led to."""
    with pytest.raises(StopIteration) as stop:
        dialogue.send(answer)
    outcome: Outcome = stop.value.value
    return outcome


def test_every_verb_has_a_word_of_its_own_that_line_mode_helps_with() -> None:
    """What needs no screen is had without one; `confirm` is the empty line."""
    words = [verb.word for verb in VERBS if verb.id != "confirm"]
    assert all(words) and len(set(words)) == len(words)
    said = help_text()
    assert all(len(line) < 110 for line in said.split("\n"))
    for verb in VERBS:
        if verb.id != "confirm":
            assert f":{verb.word} {verb.title}" in said
            assert verb.help in help_text(verb.word)


class Choosing(Verb):
    """Choose one.

    Choose something to write."""

    id, word = "choose-one", "one"

    def run(self, session: Session, desk: Desk) -> Dialogue:
        """Two to choose from."""
        taken = yield Pick("Rain", [Offer("雨"), Offer("雪", "snow", (("-", "雨"), ("+", "雪")))])
        return Outcome(insert=taken.text, notice="written") if taken else Outcome(notice="none")


def test_a_number_takes_from_a_list_in_line_mode(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The list is said with its numbers, comparisons in brackets; what is taken goes behind the text."""
    monkeypatch.setitem(_BY_WORD, "one", Choosing())
    said: list[str] = []
    with Lines(session, Config(memory=tmp_path), said.append) as lines:
        assert lines.obey(":1").failed
        assert "Rain" in lines.obey(":one").notice
        assert said[-2:] == ["1  雨", "2  [-雨-][+雪+]  (snow)"]
        assert lines.obey(":3").failed
        lines.obey("初")
        assert lines.obey(":2").notice == "written" and session.unit.target == "初雪"
        assert lines.obey(":2").failed


@pytest.mark.parametrize("verb", VERBS, ids=lambda v: v.id)
def test_a_verb_answers_or_asks_without_any_screen(session: Session, verb: Verb) -> None:
    """In a catalog where nothing is done yet; whatever it asks may be left unanswered."""
    done = verb.run(session, desk_of(session))
    if not isinstance(done, Outcome):
        asked = next(done, None)
        assert isinstance(asked, Line | Work) or verb.id in {
            "dismiss-finding",
            "reject",
            "settings",
        }
        done.close()


def test_an_unanswered_question_changes_nothing(session: Session) -> None:
    """Esc at any of them."""
    session.edit("雨だ")
    before = session.catalog.units
    for name in ("comment", "replace", "dismiss-finding", "goto", "find", "filter"):
        asked = begun(session, name)
        assert isinstance(next(asked), Line)
        asked.close()
        assert (session.catalog.units, session.at, session.search) == (before, "p1", "")


def test_a_finding_is_dismissed_with_a_reason_and_comes_back_by_undo(
    session: Session, tmp_path: Path
) -> None:
    """The reason stands in the file; without one nothing is silent; where nothing is found, that is said."""
    assert ended(begun(session, "dismiss-finding"), None).failed
    session.edit("雨だ")
    asked = begun(session, "dismiss-finding")
    assert "words.rain" in getattr(next(asked), "label", "")
    assert ended(asked, "  ").failed and session.findings()
    asked = begun(session, "dismiss-finding")
    next(asked)
    outcome = ended(asked, "house style,\nasked Mia")
    assert outcome.changed == ("p1",) and not session.findings()
    session.save()
    assert read_po(tmp_path / "a.po").unit("p1").silenced == (
        ("words.rain", "house style, asked Mia"),
    )
    took = session.undo()
    assert session.findings() and took.notice == "taken back: dismissing a finding · p1"


def test_replacing_asks_then_shows_then_does_what_is_left(session: Session) -> None:
    """A slash may be replaced in every door: `\\/`."""
    session.edit("雨/雪")
    asked = begun(session, "replace")
    next(asked)
    shown = asked.send("雨\\/雪/雪")
    assert isinstance(shown, Preview) and [row.after for row in shown.rows] == ["雪"]
    assert ended(asked, shown.rows).changed == ("p1",)


def test_the_next_finding_is_sought_step_by_step(session: Session) -> None:
    """Work is an iterator of (done, all), stopped between two of its steps."""
    session.goto("p3")
    session.edit("また雨")
    session.goto("p1")
    asked = begun(session, "next-finding")
    work = next(asked)
    assert isinstance(work, Work) and list(work.steps()) == [(1, 3)]
    assert ended(asked, False).go_to == "p3"
    asked = begun(session, "check-all")
    work = next(asked)
    assert isinstance(work, Work) and list(work.steps())[-1] == (3, 3)
    assert ended(asked, False).notice.startswith("1 of 3 units have findings, 0 errors")
