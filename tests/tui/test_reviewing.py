"""Reviewing on the screen: by keys alone, seen in list, status line and history, at both sizes."""

from __future__ import annotations

from pathlib import Path

import pytest
from frames import frame_of
from stage import full, play, settled, typed
from textual.pilot import Pilot

from workbench.model import Stage
from workbench.tui.app import EditorApp
from workbench.tui.screens.choice import ChoiceScreen


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
def test_a_reviewer_needs_no_mouse_and_no_manual(tmp_path: Path, size: tuple[int, int]) -> None:
    """Sign, reject with a reason, go on, approve; each is said, marked and counted."""

    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        async def press(*keys: str) -> str:
            await pilot.press(*keys)
            await settled(pilot, app)
            return "\n".join(frame_of(app).lines)

        await press("ctrl+up")
        assert "say first who you are" in await press("alt+a")
        await press("ctrl+g")
        await typed(pilot, "Jo")
        assert "reviews are signed by Jo" in await press("enter")
        await press("alt+e")
        await typed(pilot, "too stiff")
        await press("enter")
        assert isinstance(app.screen, ChoiceScreen)
        await press("4")
        assert isinstance(app.screen, ChoiceScreen)
        seen = await press("3")
        unit = app.session.unit
        assert unit.stage is Stage.REJECTED and (unit.reviews[-1].category, unit.reviews[-1].gravity) == (
            "style", "minor",
        )  # fmt: skip
        assert "p1 goes back to the translator" in seen and "p1 R" in seen and "R1" in seen
        await press("enter")
        await press("ctrl+l")
        await typed(pilot, "p1")
        await press("enter")
        assert app.session.unit.stage is Stage.TRANSLATED
        seen = await press("alt+a")
        assert app.session.catalog.unit("p1").stage is Stage.REVIEWED
        assert "p1 V" in seen and "V1" in seen and "saved" in seen.splitlines()[0]
        assert "nothing waits for a reviewer" in await press("ctrl+n")
        await press("ctrl+z")
        assert app.session.catalog.unit("p1").stage is Stage.TRANSLATED

    play(full(tmp_path / "a.po"), script, size=size)


def test_an_unanswered_list_rejects_nothing(tmp_path: Path) -> None:
    """Esc at the second question."""

    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        app.session.author = "Jo"
        await pilot.press("ctrl+up")
        await settled(pilot, app)
        before = app.session.catalog.units
        await pilot.press("alt+e")
        await typed(pilot, "why")
        await pilot.press("enter")
        await settled(pilot, app)
        await pilot.press("escape")
        await settled(pilot, app)
        assert len(app.screen_stack) == 1 and app.session.catalog.units == before

    play(full(tmp_path / "a.po"), script)
