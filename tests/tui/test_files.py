"""A job of several catalogs on the screen: what is open is saved and left, the next one opened."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from frames import frame_of
from stage import article, play, settled, typed
from textual.pilot import Pilot

from workbench.catalog import read_po
from workbench.config import Config
from workbench.desk.job import Job
from workbench.tui import launch
from workbench.tui.app import EditorApp


def drawn(app: EditorApp) -> str:
    return "\n".join(frame_of(app).lines)


def test_the_next_file_is_wanted_and_this_one_saved(tmp_path: Path) -> None:
    """The list says what is done and left; Esc stays; the key leaves, and the launcher opens what is wanted."""
    paths = [article(tmp_path / "a.po", ["It rained."]), article(tmp_path / "b.po", ["It snowed."])]
    job = Job(paths)

    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        app.session.job = job
        await typed(pilot, "雨だ。")
        await pilot.press("enter", "alt+semicolon")
        await settled(pilot, app)
        assert "2 files · 1/2 units confirmed · 2 words left" in drawn(app)
        await pilot.press("escape")
        await settled(pilot, app)
        assert job.wanted is None
        await pilot.press("alt+equals_sign")
        await pilot.pause()

    play(paths[0], script)
    assert job.go_on() and job.path == paths[1]
    assert read_po(paths[0]).units[0].target == "雨だ。"


def test_what_was_settled_in_one_file_holds_in_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A theme chosen in the first catalog of a job is that of the second."""
    job = Job([article(tmp_path / name, ["It rained."]) for name in ("a.po", "b.po")])
    themes: list[str] = []

    def run(app: EditorApp) -> int:
        themes.append(app.desk.config.theme)
        if len(themes) == 1:
            app.desk.settle(replace(app.desk.config, theme="workbench-light"))
            job.wanted = 1
        return 0

    monkeypatch.setattr(EditorApp, "run", run)
    monkeypatch.setattr(EditorApp, "editor", SimpleNamespace(writer=None), raising=False)
    assert launch.edit(job, Config(memory=tmp_path / "memory")) == 0
    assert themes == ["", "workbench-light"]
