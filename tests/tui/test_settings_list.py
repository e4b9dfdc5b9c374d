"""Settings from within, and the warning before an error is confirmed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from frames import frame_of
from stage import article, play, settled, typed
from textual.pilot import Pilot
from textual.widgets import Static

from workbench.checks import registry
from workbench.config import PANES, THEMES, Config, load_config
from workbench.desk.session import Session
from workbench.model import State
from workbench.tui.app import EditorApp
from workbench.tui.screens.choice import ChoiceScreen
from workbench.tui.themes import THEMES as DRAWN


def notice(app: EditorApp) -> str:
    return str(app.query_one("#notice", Static).render())


async def choose(pilot: Pilot[int], app: EditorApp, *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await settled(pilot, app)


def test_the_themes_that_are_named_are_those_that_are_drawn() -> None:
    """Floor 0 knows no screen, so the names stand in both."""
    assert tuple(theme.name for theme in DRAWN) == THEMES


def test_a_theme_holds_at_once_and_is_written(tmp_path: Path) -> None:
    """The list comes again until Esc; the notice says what was settled and where."""
    config = load_config(tmp_path)

    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        await choose(pilot, app, "alt+apostrophe")
        assert isinstance(app.screen, ChoiceScreen)
        assert "workbench.toml" in str(app.screen.query_one("#box").border_title)
        await choose(pilot, app, "1", "3")
        assert app.theme == "workbench-light"
        await choose(pilot, app, "2", "3", "escape")
        assert app.editor.pane == PANES.index("memory")
        assert "workbench.toml" in notice(app) and "Theme" in notice(app)
        assert app.target.has_focus

    play(article(tmp_path / "a.po", ["It rained."]), script, config=config)
    after = load_config(tmp_path)
    assert (after.theme, after.pane) == ("workbench-light", "memory")


def test_a_check_that_is_switched_off_finds_nothing_any_more(tmp_path: Path) -> None:
    """And `as the check says` brings it back."""
    config = load_config(tmp_path)
    at = list(registry()).index("numbers.value")

    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        async def level(number: str) -> None:
            await choose(
                pilot, app, "alt+apostrophe", "7", *["down"] * at, "enter", number, "escape"
            )
            app.editor.renew()
            await settled(pilot, app)

        await typed(pilot, "人が来た。")
        await settled(pilot, app)
        assert "numbers.value" in [f.check for f in app.session.findings()]
        await level("5")
        assert "numbers.value" not in [f.check for f in app.session.findings()]
        assert load_config(tmp_path).checks_off == ("numbers.value",)
        await level("4")
        found = {f.check: f.severity.value for f in app.session.findings()}
        assert found["numbers.value"] == "note"
        assert dict(load_config(tmp_path).severities) == {"numbers.value": "note"}
        await level("1")
        assert load_config(tmp_path) == replace(config, path=tmp_path / "workbench.toml")

    play(article(tmp_path / "a.po", ["41 people came."]), script, config=config)


def test_a_register_holds_at_once(tmp_path: Path) -> None:
    """The form that is preferred in the news is the one that the pane names first."""
    terms = "id\tsubject\ten\tja\tja_admitted\tja_use\n"
    row = "x.court\tlaw\tHigh Court\t高等裁判所\t高裁\t高等裁判所: law|高裁: news\n"
    base = tmp_path / "own.tsv"
    base.write_text(terms + row, "utf-8")
    config = replace(load_config(tmp_path), glossary=(base,))

    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        app.desk.reload_terms()  # the stage brings a termbase of its own
        app.editor.inspector.anew()
        assert app.desk.termbase.concepts["x.court"].in_("ja").preferred == "高等裁判所"
        await choose(pilot, app, "alt+apostrophe", "3", "3", "escape")
        assert app.desk.config.register == "news"
        assert app.desk.termbase.concepts["x.court"].in_("ja").preferred == "高裁"

    play(article(tmp_path / "a.po", ["The High Court ruled."]), script, config=config)


def test_a_key_is_taken_by_name_and_one_that_is_taken_is_refused(tmp_path: Path) -> None:
    """What cannot be is one line, and nothing is written."""
    config = load_config(tmp_path)

    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        await choose(pilot, app, "alt+apostrophe", "8", "enter")
        await typed(pilot, "f9")
        await choose(pilot, app, "enter")
        assert "f9" in notice(app) and not (tmp_path / "workbench.toml").exists()
        await choose(pilot, app, "alt+apostrophe", "8", "enter")
        await typed(pilot, "f11")
        await choose(pilot, app, "enter", "escape")

    play(article(tmp_path / "a.po", ["It rained."]), script, config=config)
    assert list(load_config(tmp_path).keys.values()) == ["f11"]


def test_an_error_is_confirmed_by_the_second_press(tmp_path: Path) -> None:
    """The first says what is wrong; typing on makes it another text; what is confirmed is not asked about."""

    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        await typed(pilot, "雨。")
        await choose(pilot, app, "enter")
        assert "again" in notice(app) and app.session.unit.state is State.FUZZY
        await typed(pilot, "だ。")
        await choose(pilot, app, "enter")
        assert "again" in notice(app) and app.session.at == "p1"
        await choose(pilot, app, "enter")
        assert app.session.at == "p2" and "again" not in notice(app)
        assert app.session.catalog.unit("p1").state is State.CONFIRMED
        await choose(pilot, app, "ctrl+up", "enter")
        assert app.session.at == "p2"

    play(article(tmp_path / "a.po", ["It rained on %s.", "Nobody came."]), script)


def test_who_does_not_want_to_be_asked_is_not(tmp_path: Path) -> None:
    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        await typed(pilot, "雨。")
        await choose(pilot, app, "enter")
        assert app.session.at == "p2"

    config = Config(confirm_errors=True)
    play(article(tmp_path / "a.po", ["It rained on %s.", "Nobody came."]), script, config=config)


def test_the_gravest_finding_stands_first(tmp_path: Path) -> None:
    """Errors, then warnings, then notes; within each in the order of the checks."""
    path = article(tmp_path / "a.po", ["It rained on %s, said 41 people (in Oslo)."])

    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        await typed(pilot, "雨 ,  雨が降った．")
        await settled(pilot, app)
        order = [f.severity.value for f in app.session.findings()]
        assert order == sorted(order, key=["error", "warning", "note"].index)
        assert len(set(order)) > 1
        assert frame_of(app).lines

    play(path, script)
    assert Session
