"""The memory beside the screen: what is confirmed is found again, one key takes it."""

from __future__ import annotations

from pathlib import Path

from frames import frame_of
from stage import article, play, settled, typed
from terminal import Terminal
from textual.pilot import Pilot
from textual.widgets import Static

from workbench.catalog import Catalog
from workbench.desk.session import Session
from workbench.errors import MemoryFileError
from workbench.memory import Memory
from workbench.model import Match, Origin, Unit
from workbench.tui.app import EditorApp

SOURCES = [
    "The court ruled on Tuesday that the couple may register.",
    "Nobody came.",
    "The court ruled on Friday that the couple may register.",
]
FIRST = "裁判所は火曜日、2人の登録を認めると判断した。"


async def run(pilot: Pilot[int], app: EditorApp, command: str) -> None:
    """Press the command's key."""
    if command in app.editor.commands:
        await pilot.press(app.editor.commands[command].keys[0])
    else:
        app.action_run(command)
    await settled(pilot, app)


def test_what_is_confirmed_is_offered_where_it_fits_again(tmp_path: Path) -> None:
    """Rate and difference in the pane, the other unit's document; one key takes it, undo gives it back."""

    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        with Memory(tmp_path / "m.sqlite", "en", "ja") as memory:
            app.desk.memory = memory
            app.editor.remember()
            await typed(pilot, FIRST)
            await pilot.press("enter", "ctrl+down")
            await settled(pilot, app)
            assert app.session.at == "p3" and len(app.editor.known.matches) == 1
            drawn = "\n".join(frame_of(app).lines)
            assert "Memory 1" in drawn and f"{app.editor.known.matches[0].rate} %" in drawn
            gone = [r.text.strip() for r in frame_of(app).runs if r.style.strike]
            come = [r.text.strip() for r in frame_of(app).runs if r.style.underline]
            assert "Tuesday" in gone and "Friday" in come
            await run(pilot, app, "match")
            unit = app.session.unit
            assert unit.target == FIRST == app.target.text
            assert unit.provenance is not None and unit.provenance.origin is Origin.MEMORY
            assert unit.provenance.rate == app.editor.known.matches[0].rate
            await pilot.press("ctrl+z")
            assert app.target.text == ""
            await run(pilot, app, "choose-match")
            assert f"{app.editor.known.matches[0].rate} %" in "\n".join(frame_of(app).lines)
            await pilot.press("1")
            await settled(pilot, app)
            assert app.target.text == FIRST
            await pilot.press("ctrl+z")

    play(article(tmp_path / "a.po", SOURCES), script)


def test_the_memory_follows_what_keys_confirm_and_take_back(tmp_path: Path) -> None:
    """Enter, undo, redo, needs work, a key typed over it: each reaches the memory, none waits for it."""

    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        with Memory(tmp_path / "m.sqlite", "en", "ja") as memory:
            app.desk.memory = memory
            app.editor.remember()
            await typed(pilot, FIRST)
            for keys, kept in (
                (("enter",), True),
                (("ctrl+z",), False),
                (("ctrl+y",), True),
                (("alt+w",), False),
                (("enter", "ctrl+up"), True),
                (("x",), False),
            ):
                await pilot.press(*keys)
                await settled(pilot, app)
                with app.desk.remembering:
                    found = [entry.target for entry in memory.entries()]
                assert found == ([FIRST] if kept else []), keys
            said = str(app.query_one("#notice", Static).render())
            assert app.session.unit.target == FIRST + "x", said

    play(article(tmp_path / "a.po", SOURCES), script)


def test_a_memory_that_fails_is_said_once_and_left(tmp_path: Path) -> None:
    """Editing goes on without it."""

    def broken(catalog: Catalog, unit: Unit) -> tuple[Match, ...]:
        raise MemoryFileError("is damaged", where="m.sqlite")

    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        app.desk.matches = broken  # type: ignore[method-assign]
        await pilot.press("ctrl+down")
        await settled(pilot, app)
        assert "m.sqlite: is damaged" in str(app.query_one("#notice", Static).render())
        await typed(pilot, "雨")
        assert app.session.unit.target == "雨"

    play(article(tmp_path / "a.po", SOURCES), script)


def test_the_real_program_remembers_over_restarts(tmp_path: Path) -> None:
    """Confirmed in one run, offered in the next; a damaged memory is said, and the editor opens."""
    (tmp_path / "workbench.toml").write_text('memory = "memory"\ntype-ahead = false\n')
    path = article(tmp_path / "a.po", SOURCES)
    first = Terminal(path)
    first.read("Nobody came.")
    first.burst(f"{FIRST}\r\x11")
    assert first.status() == 0
    with Session.open(path) as session:
        assert session.catalog.unit("p1").target == FIRST
    second = Terminal(path, "--at", "p3")
    second.keys("\x1bOQ", "\x1bOQ")
    second.read("Memory 1")
    second.burst("\x11")
    assert second.status() == 0
    for file in (tmp_path / "memory").iterdir():
        file.write_bytes(b"not a database, not by far" * 50)
    third = Terminal(path)
    third.read(str(tmp_path)[:30])
    third.burst("\x11")
    assert third.status() == 0 and b"Traceback" not in third.said
