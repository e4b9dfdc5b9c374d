"""Looks: words stand out in every theme, sixteen colours and none are enough, nothing moves."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from frames import Run, frame_of
from rich.color import Color
from stage import full, play, settled, typed
from textual.pilot import Pilot

from workbench.config import Config
from workbench.desk.commands import Offer
from workbench.desk.session import Session
from workbench.errors import UsageError
from workbench.tui.app import EditorApp
from workbench.tui.screens.choice import ChoiceScreen
from workbench.tui.themes import DARK, LIGHT, PLAIN, SIXTEEN, THEMES, chosen, styles

XTERM = {0: "#000000", 1: "#cd0000", 11: "#ffff00", 15: "#ffffff"}
"""The palette of xterm, where a style brings both colours along."""
Frames = list[Run]


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance of `#rrggbb`."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, contrast ratio: 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_ratio_is_that_of_the_standard() -> None:
    """Black on white is 21; #777777 on white is the well-known 4.48."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


def every_screen(path: Path, *, config: Config, colour: bool = True) -> Frames:
    """The runs of words of every screen in one theme, a dialog after the other."""
    seen: Frames = []

    def look(app: EditorApp) -> None:
        seen.extend(r for r in frame_of(app).runs if any(c.isalnum() for c in r.text))

    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        look(app)
        await typed(pilot, "、 ＨＩＶ.")
        await settled(pilot, app)
        look(app)
        await pilot.press("shift+left", "shift+left")
        look(app)
        for opened in ("f1", "ctrl+p", "ctrl+f", "ctrl+c"):
            await pilot.press(opened)
            await settled(pilot, app)
            look(app)
            await pilot.press("escape")
            await pilot.pause()
        await pilot.press("ctrl+up", "ctrl+r")
        await typed(pilot, "の/之")
        await pilot.press("enter")
        await settled(pilot, app)
        look(app)
        await pilot.press("escape")
        choices = [Offer("雨が降った。", "argos"), Offer("雨")]
        app.push_screen(ChoiceScreen("Drafts", choices, app.editor.looks))
        await settled(pilot, app)
        look(app)
        await pilot.press("escape")
        await settled(pilot, app)
        look(app)

    with Session.open(full(path)) as session:
        session.edit("途中")

    async def recovered(pilot: Pilot[int], app: EditorApp) -> None:
        look(app)
        await pilot.press("enter")
        await settled(pilot, app)
        await script(pilot, app)

    play(path, recovered, config=config, colour=colour)
    return seen


def hexes(run: Run) -> tuple[str, str]:
    """(words, ground) of a run as drawn."""
    style = run.style
    assert style.color is not None and style.bgcolor is not None and not style.dim, run
    pair = (style.color.get_truecolor().hex, style.bgcolor.get_truecolor().hex)
    return (pair[1], pair[0]) if style.reverse else pair


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda t: t.name)
def test_words_stand_out_on_every_screen(tmp_path: Path, theme: object) -> None:
    """4.5:1 or more for every run of words that is drawn (WCAG 2.2, 1.4.3)."""
    name = getattr(theme, "name", "")
    weak = {
        (round(contrast(*hexes(run)), 2), run.text.strip()[:30])
        for run in every_screen(tmp_path / "a.po", config=Config(theme=name))
        if contrast(*hexes(run)) < 4.5
    }
    assert weak == set()


@pytest.mark.parametrize("theme", THEMES, ids=lambda t: t.name)
def test_every_role_has_a_style_that_is_more_than_a_colour(theme: object) -> None:
    """All themes know the same roles; verdicts differ without colour, too."""
    from rich.style import Style

    looks = styles(theme)  # type: ignore[arg-type]
    assert set(looks) == set(styles(DARK))
    seen = [
        (s.bold, s.underline, s.italic, s.reverse, bool(s.bgcolor))
        for s in (Style.parse(looks[role]) for role in ("honoured", "missing", "forbidden"))
    ]
    assert len(set(seen)) == 3


def grounds(runs: Frames) -> Iterator[tuple[Color | None, Color | None]]:
    yield from {(run.style.color, run.style.bgcolor) for run in runs}


def test_sixteen_colours_are_the_terminals_own(tmp_path: Path) -> None:
    """Words keep the terminal's colours, or bring a ground on which xterm's palette gives 4.5:1."""
    for word, ground in grounds(every_screen(tmp_path / "a.po", config=Config(theme=SIXTEEN.name))):
        numbers = [c.number for c in (word, ground) if c is not None and not c.is_default]
        assert len(numbers) in {0, 2}, (word, ground)
        assert not numbers or contrast(*(XTERM[n] for n in numbers if n is not None)) >= 4.5


@pytest.mark.parametrize("how", ["environment", "option"])
def test_without_colour_there_is_none(
    tmp_path: Path, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """NO_COLOR and --no-color: not one colour is sent; verdicts are still told apart."""
    if how == "environment":
        monkeypatch.setenv("NO_COLOR", "1")
    runs = every_screen(tmp_path / "a.po", config=Config(), colour=how == "environment")
    for word, ground in grounds(runs):
        assert all(c is None or c.is_default for c in (word, ground)), (word, ground)
    assert {bool(run.style.bold) for run in runs} == {True, False}


@pytest.mark.parametrize(
    ("wanted", "colours", "ground", "name"),
    [
        ("", "truecolor", "", DARK.name),
        ("", "256", "0;15", LIGHT.name),
        ("", "truecolor", "15;0", DARK.name),
        ("", "standard", "", SIXTEEN.name),
        ("", None, "", SIXTEEN.name),
        ("nord", "truecolor", "", "nord"),
    ],
)
def test_a_theme_is_chosen_by_the_terminal(
    wanted: str, colours: str | None, ground: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The user's first; then colours and ground, as far as the terminal tells them."""
    monkeypatch.setenv("COLORFGBG", ground)
    assert chosen(wanted, colours) == name
    monkeypatch.setenv("NO_COLOR", "1")
    assert chosen(wanted, colours) == PLAIN.name


def test_an_unknown_theme_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    """Before anything is drawn."""
    with pytest.raises(UsageError, match=r"no theme gloom .* workbench-dark"):
        play(full(tmp_path / "a.po"), lambda *_: None, config=Config(theme="gloom"))  # type: ignore[arg-type, return-value]


def test_a_theme_of_the_users_choice_is_drawn(tmp_path: Path) -> None:
    """A theme that is not ours has a style for every role too."""

    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        await pilot.press("f2")
        assert app.theme == "nord" and any("terms" in line for line in frame_of(app).lines)

    play(full(tmp_path / "a.po"), script, config=Config(theme="nord"))


def test_nothing_moves(tmp_path: Path) -> None:
    """No animation and no blinking: a screen at rest draws nothing."""

    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        assert app.animation_level == "none"
        assert not app.target.cursor_blink
        before = frame_of(app)
        await pilot.pause(1.2)
        assert frame_of(app) == before

    play(full(tmp_path / "a.po"), script)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_the_terminal_cursor_stands_where_text_goes_in(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    """From the first frame, before any key: an input method opens its window there."""

    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        for width, height in (size, (100, 30)):
            await pilot.resize_terminal(width, height)
            await settled(pilot, app)
            assert app.target.content_region.contains_point(app.cursor_position)

    play(full(tmp_path / "a.po"), script, size=size)
