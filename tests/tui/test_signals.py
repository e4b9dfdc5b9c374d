"""The real program in a real terminal: hung up, ended, interrupted; nothing is left but a journal."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from stage import article
from terminal import Terminal

from workbench.catalog import read_po
from workbench.desk.session import Session
from workbench.model import State

TYPED = "雨が降った"
ENDINGS: dict[str, Callable[[Terminal], None]] = {
    "SIGTERM": lambda t: os.kill(t.pid, signal.SIGTERM),
    "SIGINT": lambda t: os.kill(t.pid, signal.SIGINT),
    "SIGHUP": lambda t: os.kill(t.pid, signal.SIGHUP),
    "the terminal is closed": lambda t: t.close(),
    "Ctrl+C, then d": lambda t: t.keys("\x03", "d"),
}


@pytest.mark.parametrize("ending", ENDINGS)
def test_what_ends_the_terminal_leaves_the_journal(tmp_path: Path, ending: str) -> None:
    """The file is as it was, the journal has every key, nothing else lies about, no lock stays."""
    path = article(tmp_path / "a.po", ["It rained.", "Nobody came."])
    before = path.read_bytes()
    terminal = Terminal(path)
    terminal.read("It rained.")
    terminal.keys(*TYPED)
    ENDINGS[ending](terminal)
    assert terminal.status() == 0
    assert b"Traceback" not in terminal.said
    assert path.read_bytes() == before
    left = {p.name for p in tmp_path.iterdir()} - {"a.po"}
    assert len(left) == 1 and "journal" in next(iter(left)), left
    with Session.open(path) as session:
        assert [(r.unit, r.journalled.target) for r in session.recovered] == [("p1", TYPED)]


def test_no_key_overtakes_another(tmp_path: Path) -> None:
    """Text, Enter, text, Enter, save, leave in one write: each text is in its own unit."""
    path = article(tmp_path / "a.po", ["It rained.", "Nobody came.", "It was over."])
    terminal = Terminal(path)
    terminal.read("It rained.")
    terminal.burst("雨が降った。\r誰も来なかった。\r\x13\x11")
    assert terminal.status() == 0
    units = read_po(path).units
    assert [unit.target for unit in units] == ["雨が降った。", "誰も来なかった。", ""]
    assert [unit.state for unit in units] == [State.CONFIRMED, State.CONFIRMED, State.EMPTY]


def test_no_key_is_lost_to_a_prompt_that_is_being_answered(tmp_path: Path) -> None:
    """Go to 3, text, Enter, find, text, comment, save, leave in one write."""
    path = article(tmp_path / "a.po", ["It rained.", "Nobody came.", "It was over."])
    terminal = Terminal(path)
    terminal.read("It rained.")
    terminal.burst(
        "\x0c3\r終わった。\r\x06nobody\r誰も来なかった。\x1bc\x1b[D見直す\r\x1bk\x1bk\x0c1\r雨だった。\x13\x11"
    )
    assert terminal.status() == 0
    units = read_po(path).units
    assert [unit.target for unit in units] == ["雨だった。", "誰も来なかった。", "終わった。"]
    assert [unit.comments for unit in units] == [(), ("見直す",), ()]
    assert units[2].state is State.CONFIRMED
