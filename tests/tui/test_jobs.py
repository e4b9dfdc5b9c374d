"""Long work: it shows how far it is, keys go on, Esc stops it and what is done is kept."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest
from stage import article, play, settled, typed
from textual.pilot import Pilot
from textual.widgets import Static

from workbench.model import Finding, Unit
from workbench.tui.app import EditorApp
from workbench.tui.workers.jobs import time_left as left


@pytest.mark.parametrize(
    ("done", "total", "seconds", "says"),
    [(1, 100, 5, ""), (10, 100, 0.5, ""), (10, 100, 2, "18 s left"), (100, 100, 9, ""),
     (10, 1000, 10, "16 min left")],
)  # fmt: skip
def test_time_left_is_told_by_the_pace(done: int, total: int, seconds: float, says: str) -> None:
    """And not before it can be known."""
    assert left(done, total, seconds) == says


def notice(app: EditorApp) -> str:
    return str(app.query_one("#notice", Static).render())


def test_a_long_check_shows_progress_and_is_stopped_by_escape(tmp_path: Path) -> None:
    """Typing goes on meanwhile; no second job starts beside the first."""
    path = article(tmp_path / "a.po", [f"Sentence {n} rained." for n in range(400)])
    going = threading.Event()

    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        def slow(unit: Unit) -> list[Finding]:
            going.set()
            time.sleep(0.03)
            return []

        app.editor.inspector.findings = slow  # type: ignore[method-assign]
        await pilot.press("f8")
        assert going.wait(10)
        until = time.monotonic() + 60
        while "/400" not in notice(app):
            assert time.monotonic() < until
            await pilot.pause(0.05)
        assert "checking" in notice(app) and "Esc stops" in notice(app)
        await pilot.press("f8")
        assert "still running" in notice(app)
        await typed(pilot, "雨")
        assert app.session.unit.target == "雨"
        await pilot.press("escape")
        await settled(pilot, app)
        assert "stopped" in notice(app) and app.session.at == "p1"

    play(path, script)


def test_the_next_finding_is_found_round_the_end_and_marks_are_kept(tmp_path: Path) -> None:
    """From the last unit to the first; where there is none, that is said."""
    path = article(tmp_path / "a.po", ["It rained.", "Nobody came.", "It was over."])

    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        await typed(pilot, "雨が降った.")
        await settled(pilot, app)
        for words in ("誰も来なかった。", "すべて終わっていた。"):
            await pilot.press("ctrl+down")
            await typed(pilot, words)
        await pilot.press("f8")
        await settled(pilot, app)
        assert app.session.at == "p1" and app.editor.inspecting.marks["p1"] != " "
        await pilot.press("f9")
        await settled(pilot, app)
        await pilot.press("f8")
        await settled(pilot, app)
        assert "nothing is found" in notice(app), (app.session.at, app.editor.known.findings)

    play(path, script)
