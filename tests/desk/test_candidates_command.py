"""Candidates in the editor: what no termbase names, chosen there, written, and known at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from workbench.catalog import build_catalog, save_po
from workbench.cli.line_mode import Lines
from workbench.config import Config
from workbench.desk.change import Outcome
from workbench.desk.commands import COMMANDS, Dialogue, Line, Pick, Verb, Work
from workbench.desk.desk import Desk
from workbench.desk.session import Session
from workbench.errors import TermbaseError
from workbench.memory import Memory, MemoryEntry
from workbench.model import Article, Kind, Paragraph, State

TEXTS = [
    ("The gavel ceremony opened.", "木槌式典が開かれた。"),
    ("A gavel ceremony is long.", "木槌式典は長い。"),
    ("Nobody left the gavel ceremony.", "誰も帰らなかった。"),
]


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Config:
    monkeypatch.setenv("WORKBENCH_DATA", str(tmp_path / "data"))
    (tmp_path / "mine").mkdir()
    paragraphs = tuple(
        Paragraph(source, Kind.PARAGRAPH, n, n, (0, 1)) for n, (source, _t) in enumerate(TEXTS, 1)
    )
    catalog = build_catalog(Article("a.txt", "text", "en", "utf-8", "", paragraphs), "en", "ja")
    done = [
        replace(unit, target=target, state=State.CONFIRMED)
        for unit, (_s, target) in zip(catalog.units[:2], TEXTS, strict=False)
    ]
    save_po(catalog.replace(*done), tmp_path / "a.po")
    return Config(glossary=(tmp_path / "mine", tmp_path / "shipped"), memory=tmp_path / "memory")


@pytest.fixture
def session(config: Config, tmp_path: Path) -> Iterator[Session]:
    with Session.open(tmp_path / "a.po") as opened:
        yield opened


def asked(session: Session, desk: Desk) -> tuple[Dialogue, Pick]:
    """The dialogue as far as its list."""
    verb = next(c for c in COMMANDS if c.id == "term-candidates")
    assert isinstance(verb, Verb)
    dialogue = verb.run(session, desk)
    assert not isinstance(dialogue, Outcome)
    work = next(dialogue)
    assert isinstance(work, Work) and list(work.steps()) == [(1, 2), (2, 2)]
    offered = dialogue.send(False)
    assert isinstance(offered, Pick)
    return dialogue, offered


def test_a_candidate_is_chosen_edited_and_demanded_from_then_on(
    session: Session, config: Config, tmp_path: Path
) -> None:
    """Count, rendering and context are shown; what is answered is written with its place and part of speech."""
    with Desk(config, "en", "ja") as desk:
        dialogue, offered = asked(session, desk)
        first = offered.offers[0]
        assert first.text == "gavel ceremony" and first.said.startswith("3 times · 木槌式典 (2) · ")
        line = dialogue.send(first)
        assert isinstance(line, Line) and line.initial == "gavel ceremony = 木槌式典"
        with pytest.raises(StopIteration) as stop:
            dialogue.send("gavel ceremony = 槌の儀式 | never 木槌式典")
        assert "own.tsv:2" in stop.value.value.notice
        hits = desk.termbase.verdicts(TEXTS[2][0], "槌の儀式から帰らなかった。")
        assert [verdict.kind for verdict in hits] == ["honoured"]
        with pytest.raises(StopIteration) as nothing:
            asked(session, desk)
        assert nothing.value.value.failed  # no other phrase of this catalog looks like a term
    row = (tmp_path / "mine" / "own.tsv").read_text("utf-8").splitlines()[1]
    assert "noun" in row and "a p3" in row and "never 木槌式典" in row


@pytest.mark.parametrize("answer", ["", "gavel ceremony =", "  "])
def test_without_an_answer_nothing_is_written(
    session: Session, config: Config, tmp_path: Path, answer: str
) -> None:
    """Nor where none of the list is wanted."""
    with Desk(config, "en", "ja") as desk:
        for chosen in (None, 0):
            dialogue, offered = asked(session, desk)
            with pytest.raises(StopIteration):
                dialogue.send(offered.offers[0] if chosen == 0 else None)
                dialogue.send(answer)
    assert not (tmp_path / "mine" / "own.tsv").exists()


def test_a_bad_answer_says_why(session: Session, config: Config) -> None:
    """As the service does."""
    with Desk(config, "en", "ja") as desk:
        dialogue, offered = asked(session, desk)
        dialogue.send(offered.offers[0])
        with pytest.raises(TermbaseError, match="no Japanese character"):
            dialogue.send("gavel ceremony = gavel")


def test_the_memory_says_what_a_phrase_was_called(session: Session, config: Config) -> None:
    """Also what only other documents say."""
    with Desk(config, "en", "ja") as desk:
        assert isinstance(desk.memory, Memory)
        old = [
            MemoryEntry(
                f"The gavel ceremony of {n}.",
                f"{n}年の小槌儀礼。",
                None,
                None,
                "b",
                f"p{n}",
                "",
                "human",
                "",
                "",
            )
            for n in range(5)
        ]
        desk.memory.add(old)
        said = asked(session, desk)[1].offers[0].said
    assert "小槌儀礼 (5)" in said


def test_line_mode_lists_and_takes(session: Session, config: Config, tmp_path: Path) -> None:
    """`:cand`, then the number and how it is called."""
    said: list[str] = []
    with Lines(session, config, said.append) as lines:
        assert not lines.obey(":cand").failed
        assert any(line.startswith("1  gavel ceremony  (3 times") for line in said)
        assert "槌の儀式" in lines.obey(":1 槌の儀式").notice
    assert "槌の儀式" in (tmp_path / "mine" / "own.tsv").read_text("utf-8")
