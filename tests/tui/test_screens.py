"""Every screen, character by character and style by style, against a file that a review can read.

The files lie in tests/data/screens. After a wanted change, take the screens as they are and read the
difference before committing it:

    WORKBENCH_ACCEPT_SCREENS=1 python -m pytest -n 0 tests/tui/test_screens.py
    git diff tests/data/screens
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from frames import GOLDEN, compare, frame_of
from stage import Script, article, full, play, settled, typed
from textual.pilot import Pilot

from workbench.config import shipped
from workbench.desk.commands import COMMANDS
from workbench.desk.session import Session
from workbench.language.cells import width
from workbench.tui.app import EditorApp
from workbench.wording import speak

SIZES = {"80x24": (80, 24), "120x40": (120, 40)}
LANGUAGES = {"en": "", "ja": "-ja"}


@pytest.fixture(params=LANGUAGES)
def spoken(request: pytest.FixtureRequest) -> Iterator[str]:
    """The program's language; gives what golden files of it end in."""
    if not speak(request.param, shipped("locales")) and request.param != "en":
        pytest.skip("no Japanese catalog of the program here")
    yield LANGUAGES[request.param]
    speak("en", shipped("locales"))


async def nothing(pilot: Pilot[int], app: EditorApp) -> None:
    """The first frame."""


def keys(*pressed: str) -> Script:
    """Press these keys."""

    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        await pilot.press(*pressed)

    return script


async def error(pilot: Pilot[int], app: EditorApp) -> None:
    """A verb that cannot be carried out."""
    await pilot.press("ctrl+down", "ctrl+down", "enter")


async def findings(pilot: Pilot[int], app: EditorApp) -> None:
    """A target in which much is wrong."""
    await pilot.press("ctrl+down", "ctrl+down", "ctrl+down")
    await typed(pilot, "、 2024年に､ＨＩＶの雨が降った.")
    await pilot.press("f2")


async def filtered(pilot: Pilot[int], app: EditorApp) -> None:
    """A shorter list."""
    await pilot.press("f4", *"state:fuzzy", "enter")


async def replaced(pilot: Pilot[int], app: EditorApp) -> None:
    """A replacement before it is done, one unit left out."""
    await pilot.press("ctrl+r")
    await typed(pilot, "の/之")
    await pilot.press("enter", "down", "space")


def header_only(path: Path) -> Path:
    """A catalog of which nothing but the header is left."""
    head = full(path).read_text("utf-8").split("\n\n")[0]
    path.write_text(head + "\n", "utf-8")
    return path


SCREENS: dict[str, Script] = {
    "main": nothing,
    "help": keys("f1"),
    "palette": keys("ctrl+p"),
    "quit": keys("ctrl+c"),
    "find": keys("ctrl+f", *"rain"),
    "filter": filtered,
    "replace": replaced,
    "error": error,
    "findings": findings,
}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_is_as_reviewed(tmp_path: Path, name: str, size: str, spoken: str) -> None:
    """Of a catalog with a unit in each state."""
    made = SCREENS[name]

    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        await made(pilot, app)
        await settled(pilot, app)
        compare(app, f"{name}-{size}{spoken}")

    play(full(tmp_path / "a.po"), script, size=SIZES[size])


@pytest.mark.parametrize("size", SIZES)
def test_what_was_recovered_is_as_reviewed(tmp_path: Path, size: str, spoken: str) -> None:
    """Units of a killed session, before and after."""
    path = full(tmp_path / "a.po")
    with Session.open(path) as session:
        session.goto("p2")
        session.edit("高等裁判所は2022年、この法律は人々の暮らし方に合っていないと判断した。")

    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        compare(app, f"recovery-{size}{spoken}")

    play(path, script, size=SIZES[size])


@pytest.mark.parametrize("size", SIZES)
def test_an_empty_catalog_is_as_reviewed(tmp_path: Path, size: str, spoken: str) -> None:
    """A catalog without units opens, says so, and every key is harmless."""

    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        compare(app, f"empty-{size}{spoken}")
        for command in COMMANDS:
            if command.id not in {"quit", "help"}:
                await pilot.press(command.keys[0], "escape")
        assert app.is_running

    play(header_only(tmp_path / "a.po"), script, size=SIZES[size])


@pytest.mark.parametrize("size", SIZES)
def test_ten_thousand_units_are_as_reviewed(tmp_path: Path, size: str, spoken: str) -> None:
    """In the middle of a long list."""
    path = article(tmp_path / "a.po", [f"Sentence {n} rained." for n in range(1, 10_001)])

    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        await pilot.press("ctrl+l", *"5000", "enter")
        await settled(pilot, app)
        compare(app, f"huge-{size}{spoken}")

    play(path, script, size=SIZES[size])


def test_every_row_is_as_wide_as_the_screen(tmp_path: Path) -> None:
    """Double-width columns are counted right everywhere: no row is short or long by a cell."""

    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        for line in frame_of(app).lines:
            assert width(line) == 120, line

    play(full(tmp_path / "a.po"), script)


def test_each_kept_screen_has_a_test() -> None:
    """No golden file is left behind."""
    made = {*SCREENS, "recovery", "empty", "huge"}
    names = {f"{n}-{s}{end}" for n in made for s in SIZES for end in LANGUAGES.values()}
    assert {p.stem for p in GOLDEN.glob("*.txt")} <= names


@pytest.mark.parametrize("size", SIZES)
def test_every_dialog_keeps_its_columns(tmp_path: Path, size: str, spoken: str) -> None:
    """In either language every row is as wide as the screen."""

    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        for opened in ("f2", "f1", "ctrl+p", "ctrl+f", "ctrl+c"):
            await pilot.press(opened)
            await settled(pilot, app)
            lines = frame_of(app).lines
            assert {width(line) for line in lines} == {SIZES[size][0]}, opened
            if spoken and opened == "f2":
                assert re.search("[ぁ-ん]", "".join(lines[-3:])), lines[-1]
            await pilot.press("escape")

    play(full(tmp_path / "a.po"), script, size=SIZES[size])
