"""Verbs for the whole list: drafting what is empty, checking what is there; stopped, nothing is lost."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from frames import frame_of
from stage import article, play, settled, typed
from textual.pilot import Pilot
from textual.widgets import Static

from tests.drafting.tiny import tiny_package
from workbench.catalog import read_po
from workbench.config import Config, shipped
from workbench.desk.commands.command import spelled
from workbench.drafting import TextDraft
from workbench.memory import Memory
from workbench.model import Origin, State, Unit
from workbench.tui.app import EditorApp
from workbench.tui.screens.help import HelpScreen
from workbench.tui.themes import styles
from workbench.wording import speak

SOURCES = ["The court ruled .", "Nobody came.", "It rained.", "Nobody stayed."]


def notice(app: EditorApp) -> str:
    return str(app.query_one("#notice", Static).render())


def states(app: EditorApp) -> str:
    return "".join(unit.state.value[0] for unit in app.session.units)


def test_what_is_empty_is_drafted_and_what_is_there_is_left(tmp_path: Path) -> None:
    """Fuzzy, with its provenance, what the memory knows from there; one undo takes it back."""
    config = Config(package=tiny_package(tmp_path), theme="workbench-dark")
    path = article(tmp_path / "a.po", SOURCES)

    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        with Memory(tmp_path / "m.sqlite", "en", "ja") as memory:
            app.desk.memory = memory
            app.editor.remember()
            await pilot.press("ctrl+down")
            await typed(pilot, "誰も来なかった。")
            await pilot.press("enter", "ctrl+up", "ctrl+up")
            await pilot.press("alt+d")
            await settled(pilot, app)
            first, second, third, fourth = app.session.units
            assert second.state is State.CONFIRMED and second.target == "誰も来なかった。"
            assert {u.state for u in (first, third, fourth)} == {State.FUZZY}
            assert first.provenance is not None and first.provenance.origin is Origin.MT
            assert app.target.text == first.target or app.session.at != "p1"
            assert "3 units drafted" in notice(app)
            await pilot.press("alt+d")
            assert "no listed unit is empty" in notice(app)
            await pilot.press("ctrl+z")
            await settled(pilot, app)
            assert states(app) == "ecee"
            await pilot.press("ctrl+y", "ctrl+s")

    play(path, script, config=config)
    assert all(unit.target for unit in read_po(path).live)


class Slow:
    """An engine that drafts a group when it is told to."""

    def __init__(self) -> None:
        self.asked = threading.Event()
        self.go_on = threading.Event()

    def drafts(self, units: list[Unit]) -> list[TextDraft]:
        from workbench.model import Provenance

        self.asked.set()
        assert self.go_on.wait(20)
        self.go_on.clear()
        made = Provenance(Origin.MT, "argos", "en_ja-1.0")
        return [TextDraft(f"訳{unit.id}", made, ()) for unit in units]


def test_escape_stops_and_keeps_and_typing_goes_on(tmp_path: Path) -> None:
    """A unit that somebody types in meanwhile is theirs."""
    path = article(tmp_path / "a.po", [f"Sentence {n} rained." for n in range(40)])

    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        slow = Slow()
        app.desk.drafts = slow.drafts  # type: ignore[assignment,method-assign]
        await pilot.press("alt+d")
        assert slow.asked.wait(10)
        await typed(pilot, "雨")
        slow.asked.clear()
        slow.go_on.set()
        while not slow.asked.wait(0):
            await pilot.pause(0.02)
        await pilot.press("escape")
        slow.go_on.set()
        await settled(pilot, app)
        drafted = [unit.id for unit in app.session.units if unit.target.startswith("訳")]
        assert app.session.unit.target == "雨" and app.target.text == "雨"
        assert drafted[:11] == [f"p{n}" for n in range(2, 13)] and len(drafted) < 30
        assert "stopped" in notice(app) and str(len(drafted)) in notice(app)

    play(path, script)


def test_checking_all_marks_the_list(tmp_path: Path) -> None:
    """Every listed unit is looked at, and the sum is said."""
    path = article(tmp_path / "a.po", SOURCES)

    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        await typed(pilot, "裁判所は判断した.")
        await pilot.press("alt+l")
        await settled(pilot, app)
        assert "of 4 units have findings" in notice(app)
        assert set(app.editor.inspecting.marks) == {"p1", "p2", "p3", "p4"}

    play(path, script)


@pytest.mark.parametrize(
    ("before", "first"),
    [
        ((), "Here: Terms"),
        (("f2",), "Here: Findings"),
        (("f2", "f2"), "Here: Memory"),
        (("f2", "f2", "f2"), "Here: History"),
        (("f4",), "Here: Filter"),
        (("ctrl+r",), "Here: Replace"),
    ],
)
def test_help_begins_with_the_place_one_is_in(
    tmp_path: Path, before: tuple[str, ...], first: str
) -> None:
    """The pane that leads, or the prompt that is open; Esc goes back there."""

    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        await pilot.press(*before, "f1")
        await settled(pilot, app)
        assert isinstance(app.screen, HelpScreen)
        assert any(first in line for line in frame_of(app).lines[:6])
        await pilot.press("escape")
        assert len(app.screen_stack) == 1
        assert app.query_one("#prompt").has_class("open") == (before[:1] not in ((), ("f2",)))

    play(article(tmp_path / "a.po", SOURCES), script)


@pytest.mark.parametrize("columns", [80, 120])
@pytest.mark.parametrize("longer", [(), ("alt+shift+pagedown", "ctrl+shift+pagedown")])
def test_help_keeps_key_name_and_explanation_apart(
    tmp_path: Path, columns: int, longer: tuple[str, ...]
) -> None:
    """However long a key is: at least one blank before the name, one before the words."""

    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        commands = [type(c)((*c.keys, *longer)) for c in app.editor.commands.values()]
        screen = HelpScreen(commands, styles(app.current_theme))
        await app.push_screen(screen)
        for command in commands:
            first = screen._line(command).plain.split("\n")[0]
            keys = " ".join(spelled(key) for key in command.keys)
            assert first.startswith(f"{keys} ") and f" {command.title} " in first

    play(article(tmp_path / "a.po", SOURCES), script, size=(columns, 24))


def test_the_palette_asks_in_the_language_of_the_program(tmp_path: Path) -> None:
    """Its placeholder is ours, so that it is translated with the rest."""

    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        await pilot.press("ctrl+p")
        await settled(pilot, app)
        assert "操作を検索" in "\n".join(frame_of(app).lines)

    try:
        assert speak("ja", shipped("locales"))
        play(article(tmp_path / "a.po", SOURCES), script)
    finally:
        speak("en", shipped("locales"))


def test_the_keys_of_an_offer_move_the_cursor_where_there_is_none(tmp_path: Path) -> None:
    """And may be other keys: then Right is only Right."""
    path = article(tmp_path / "a.po", SOURCES)

    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        await typed(pilot, "one two")
        await pilot.press("home", "right", "right")
        assert app.target.cursor_location == (0, 2)
        await pilot.press("ctrl+right")
        assert app.target.cursor_location == (0, 3)
        await pilot.press("ctrl+s")

    async def remapped(pilot: Pilot[int], app: EditorApp) -> None:
        await pilot.press("end")
        app.target.offer(" three")
        await pilot.press("right")
        assert app.target.text == "one two" and app.target.rest == ""
        app.target.offer(" three")
        await pilot.press("f11")
        await settled(pilot, app)
        assert app.session.unit.target == "one two three"

    play(path, script)
    play(path, remapped, config=Config(theme="workbench-dark", keys={"take-rest": "f11"}))
