"""Effort: what it cost to get from a draft to the confirmed text, from files and from history."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.catalog.journal import journal_path
from workbench.desk.session import Session
from workbench.errors import ScoreError
from workbench.scoring import effort, read_effort
from workbench.scoring.recorded import PAUSE, read_recorded

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Language: ja\\n"\n\n'
MADE = "# workbench: origin=mt engine=argos package=en_ja-1.0 score=-0.4\n"


def catalog(path: Path, *rows: tuple[str, str], fuzzy: bool = True, head: str = MADE) -> Path:
    flag = "#, fuzzy\n" if fuzzy else ""
    body = "\n".join(f'{head}{flag}msgid "{s}"\nmsgstr "{t}"\n' for s, t in rows)
    path.write_text(HEAD + body, "utf-8")
    return path


@pytest.fixture
def edited(tmp_path: Path) -> Path:
    """Three drafts: one mended and confirmed, one confirmed as it was, one left."""
    path = catalog(
        tmp_path / "a.po", ("One.", "一つ。"), ("Two.", "二つだ。"), ("Three.", "三つ。")
    )
    with Session.open(path) as session:
        for target in ("一", "一個", "一個。"):
            session.edit(target)
        session.confirm()
        session.goto("e2")
        session.confirm()
        session.save()
    return path


def test_the_history_gives_drafts_and_the_rest_is_listed(edited: Path) -> None:
    """The text before the first key is the draft, however many keys followed."""
    found = read_effort(edited)

    assert (found.ids, found.drafts, found.finals) == (
        ("e1", "e2"), ("一つ。", "二つだ。"), ("一個。", "二つだ。")
    )  # fmt: skip
    assert (found.edits, found.unchanged) == ((1, 0), 50.0)
    assert found.rate == pytest.approx(100 / 7)
    assert len(found.left_out) == 1 and "e3" in found.left_out[0]
    assert found.hter is not None and "version:" in found.hter.signature


def test_time_is_the_gaps_between_steps_without_the_pauses(edited: Path) -> None:
    """A gap belongs to the unit it ended in; a lunch belongs to none."""
    path = journal_path(edited)
    records = [json.loads(line) for line in path.read_bytes().splitlines()]
    steps = [record["op"] for record in records if "op" in record]
    assert [[u["id"] for u in step["after"]] for step in steps] == [["e1"]] * 4 + [["e2"]]
    for step, when in zip(steps, (1000.0, 1010.0, 1010.0 + PAUSE + 1, 1200.0, 1230.0), strict=True):
        step["when"] = when
    path.write_text("".join(json.dumps({"op": step}) + "\n" for step in steps))

    found = read_effort(edited)
    assert found.seconds == pytest.approx({"e1": 10.0 + (1200.0 - 1010.0 - PAUSE - 1), "e2": 30.0})
    assert found.time == pytest.approx(sum(found.seconds.values()))


def test_a_new_draft_in_the_editor_is_the_draft(tmp_path: Path) -> None:
    """What was thrown away cost nothing."""
    path = catalog(tmp_path / "a.po", ("One.", "一個。"), fuzzy=False)
    first = {"target": "古い。", "provenance": "origin=mt engine=argos"}
    second = {"target": "一つ。", "provenance": "origin=mt engine=other"}
    third = {"target": "一個。", "provenance": "origin=mt engine=other"}
    steps = [
        {"verb": "draft", "before": {"e1": first}, "after": {"e1": second}, "when": 1.0},
        {"verb": "edit", "before": {"e1": second}, "after": {"e1": third}, "when": 2.0},
    ]
    journal_path(path).write_text("".join(json.dumps({"op": step}) + "\n" for step in steps))

    assert read_effort(path).drafts == ("一つ。",)


def test_drafts_may_come_from_a_file(tmp_path: Path) -> None:
    """A catalog against a catalog by source; text against text by line."""
    final = catalog(tmp_path / "f.po", ("Two.", "二。"), ("One.", "一。"), fuzzy=False)
    draft = catalog(tmp_path / "d.po", ("One.", "いち。"), ("Two.", "二。"))
    assert read_effort(final, draft).edits == (0, 2)

    (tmp_path / "f.txt").write_text("一。\n\n", "utf-8")
    (tmp_path / "d.txt").write_text("一つ。\n二。\n", "utf-8")
    found = read_effort(tmp_path / "f.txt", tmp_path / "d.txt")
    assert found.edits == (1,) and len(found.left_out) == 1


def test_unfinished_units_do_not_count(tmp_path: Path) -> None:
    """A draft that nobody has looked at was not accepted unchanged."""
    final = catalog(tmp_path / "f.po", ("One.", "一。"), fuzzy=True)
    draft = catalog(tmp_path / "d.po", ("One.", "一。"))
    with pytest.raises(ScoreError, match="no unit with both a draft and a confirmed text"):
        read_effort(final, draft)


def test_without_history_it_says_what_to_do(tmp_path: Path) -> None:
    """No journal, or a side that has none."""
    final = catalog(tmp_path / "f.po", ("One.", "一。"), fuzzy=False)
    with pytest.raises(ScoreError, match="name the drafts with --draft"):
        read_effort(final)
    (tmp_path / "f.txt").write_text("一。\n", "utf-8")
    with pytest.raises(ScoreError, match="is not a catalog"):
        read_effort(tmp_path / "f.txt")


@given(st.lists(st.binary(max_size=60), max_size=8))
def test_a_broken_journal_breaks_nothing(tmp_path_factory: pytest.TempPathFactory, lines: list[bytes]) -> None:  # fmt: skip
    """Whatever stands in it."""
    path = tmp_path_factory.mktemp("j") / "a.po"
    odd = [b'{"op":{"before":1,"after":{"e1":{"provenance":3}},"when":"x"}}', b'{"op":[]}']
    journal_path(path).write_bytes(b"\n".join([*lines, *odd]))
    assert read_recorded(path).drafts == {}


@given(st.lists(st.tuples(st.text(max_size=30), st.text(max_size=30)), min_size=1, max_size=6))
def test_distance_is_a_metric(pairs: list[tuple[str, str]]) -> None:
    """The same both ways, nothing exactly where nothing changed, never more than the longer."""
    drafts, finals = zip(*pairs, strict=True)
    there, back = effort(drafts, finals), effort(finals, drafts)
    assert there.edits == back.edits
    for (a, b), edits in zip(pairs, there.edits, strict=True):
        assert (edits == 0) == (a == b) and edits <= max(len(a), len(b))
