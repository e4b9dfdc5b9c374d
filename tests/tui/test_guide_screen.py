"""The manual is read without leaving the editor: F1, then g; pages turn; Esc comes back to one's text."""

from __future__ import annotations

from pathlib import Path

from stage import full, play
from textual.pilot import Pilot
from textual.widgets import Markdown

from workbench.desk import guide
from workbench.tui.app import EditorApp
from workbench.tui.screens.guide import GuideScreen


def test_the_manual_is_two_keys_away(tmp_path: Path) -> None:
    path = full(tmp_path / "a.po")

    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        await pilot.press("f1", "g")
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, GuideScreen)
        shown = screen.query_one("#page", Markdown)
        assert shown.source.startswith("# The first hour")
        await pilot.press("right")
        await pilot.pause()
        assert shown.source.startswith("# " + guide.topics("en")[1].title)
        await pilot.press("left", "left")
        await pilot.pause()
        assert shown.source.startswith("# " + guide.topics("en")[-1].title)
        await pilot.press("escape")
        await pilot.pause()
        assert not isinstance(app.screen, GuideScreen)

    play(path, script)
