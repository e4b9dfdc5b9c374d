"""Filter and replace: what is typed, what is listed, what is looked at before it is done."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from frames import frame_of
from stage import article, full, play, settled, typed
from textual.pilot import Pilot
from textual.widgets import Static

from workbench.desk.commands import Offer
from workbench.desk.commands.edit import replacing
from workbench.desk.session import Session
from workbench.model import State
from workbench.tui.app import EditorApp
from workbench.tui.screens.choice import ChoiceScreen
from workbench.tui.screens.preview import ReplaceScreen


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("old/new", ("old", "new", False)),
        ("old/", ("old", "", False)),
        ("old", ("old", "", False)),
        ("a/b/c", ("a", "b/c", False)),
        (r"a\/b/c", ("a/b", "c", False)),
        (r"/(\d+)年/\1 年/", (r"(\d+)年", r"\1 年", True)),
        ("/a/", ("a", "", True)),
        ("", ("", "", False)),
    ],
)
def test_what_replaces_what(text: str, meant: tuple[str, str, bool]) -> None:
    """`old/new`, or `/pattern/new/`; a slash itself is `\\/`."""
    assert replacing(text) == meant


def notice(app: EditorApp) -> str:
    return str(app.query_one("#notice", Static).render())


async def asked(pilot: Pilot[int], app: EditorApp, key: str, text: str) -> None:
    """Open a prompt, answer it."""
    await pilot.press(key, "ctrl+u")
    await typed(pilot, text)
    await pilot.press("enter")
    await settled(pilot, app)


def listed(app: EditorApp) -> list[str]:
    return [unit.id for unit in app.session.shown]


def test_the_list_shows_what_the_filter_lets_through(tmp_path: Path) -> None:
    """State, text, pattern; the status line says so, moving stays inside, empty shows all again."""

    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        await asked(pilot, app, "f4", "state:empty")
        assert listed(app) == ["p3", "p5"] and app.session.at == "p3"
        lines = frame_of(app).lines
        assert "only state:empty" in lines[0] and not any(" p4 " in line for line in lines)
        await pilot.press("ctrl+down")
        assert app.session.at == "p5"
        await asked(pilot, app, "f4", "/^It /")
        assert listed(app) == ["p4"]
        await asked(pilot, app, "f4", "state:done")
        assert "no state done" in notice(app) and listed(app) == ["p4"]
        await asked(pilot, app, "f4", "")
        assert len(listed(app)) == 5 and "only" not in frame_of(app).lines[0]

    play(full(tmp_path / "a.po"), script)


def test_a_filter_by_finding_checks_every_unit_first(tmp_path: Path) -> None:
    """In a job, so that keys go on; marks appear in the list."""

    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        await asked(pilot, app, "f4", "finding:numbers")
        assert listed(app) == ["p2"]
        assert set(app.editor.inspecting.marks) == {"p1", "p2", "p3", "p4", "p5"}

    play(full(tmp_path / "a.po"), script)


def test_a_replacement_is_looked_at_before_it_is_done(tmp_path: Path) -> None:
    """Space leaves one out, Enter does the rest as one step that can be undone."""

    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        before = {unit.id: unit.target for unit in app.session.units}
        await asked(pilot, app, "ctrl+r", "の/之")
        assert isinstance(app.screen, ReplaceScreen)
        drawn = "\n".join(frame_of(app).lines)
        assert "3 units" in drawn and "p4" in drawn and "外之列" in drawn
        await pilot.press("down", "space")
        assert "2 units" in "\n".join(frame_of(app).lines)
        await pilot.press("enter")
        await settled(pilot, app)
        after = {unit.id: unit.target for unit in app.session.units}
        changed = {unit for unit in after if after[unit] != before[unit]}
        assert changed == {"p1", "p4"} and "2 units changed" in notice(app)
        await pilot.press("ctrl+z")
        assert {unit.id: unit.target for unit in app.session.units} == before

    play(full(tmp_path / "a.po"), script)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 18)])
def test_what_the_keys_do_is_seen_however_much_would_be_replaced(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    """The hint stands at the foot of a long list; each side of a replacement is one line."""
    text = "東京都庁舎に6色が付託された。描画：ハナ・ウィットコム、都庁の職員が立ち会い、旗が掲げられた。"
    path = article(tmp_path / "a.po", [f"The flag was raised {n} times." for n in range(30)])
    with Session.open(path) as session:
        session.change("stage", [replace(u, target=text, state=State.FUZZY) for u in session.units])
        session.save()

    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        await asked(pilot, app, "ctrl+r", "付託/点灯")
        lines = frame_of(app).lines
        assert any("30 units" in line for line in lines), lines
        signed = [
            line.strip("│ ▁▂▃▄▅▆▇█") for line in lines if line.strip("│ ").startswith(("- ", "+ "))
        ]
        assert any("点灯" in line for line in signed) and all(len(line) > 20 for line in signed[:4])
        await pilot.press(*["down"] * 29, "space")
        assert any("29 units" in line for line in frame_of(app).lines)

    play(path, script, size=size)


def test_patterns_escape_and_mistakes(tmp_path: Path) -> None:
    """Groups work, Esc changes nothing, a broken pattern is said in one line."""

    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        await asked(pilot, app, "ctrl+r", r"/(\d+)年/\1 年/")
        await pilot.press("escape")
        await settled(pilot, app)
        assert "2023年" in app.session.catalog.unit("p2").target
        await asked(pilot, app, "ctrl+r", r"/(\d+)年/\1 年/")
        await pilot.press("enter")
        await settled(pilot, app)
        assert "2023 年" in app.session.catalog.unit("p2").target
        for wrong, says in (("/(/x/", "no regular expression"), ("nowhere/x", "is nowhere"), ("", "replace what?")):  # fmt: skip
            await asked(pilot, app, "ctrl+r", wrong)
            assert says in notice(app) and len(app.screen_stack) == 1

    play(full(tmp_path / "a.po"), script)


@pytest.mark.parametrize(
    ("keys", "chosen"),
    [(["enter"], 0), (["down", "enter"], 1), (["2"], 1), (["9", "escape"], -1), (["escape"], -1)],
)
def test_a_choice_is_taken_by_enter_or_its_number(
    tmp_path: Path, keys: list[str], chosen: int
) -> None:
    """A number beyond the list does nothing; Esc takes none."""
    took: list[int | None] = []

    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        choices = [Offer("雨が降った。" * 12, "argos −0.31"), Offer("列は長くなった。")]
        app.push_screen(ChoiceScreen("Drafts", choices, app.editor.looks), took.append)
        await pilot.pause()
        assert "argos −0.31" in "\n".join(frame_of(app).lines)
        await pilot.press(*keys)
        assert took == [chosen]

    play(full(tmp_path / "a.po"), script, size=(80, 24))
