"""Verbs that are more than a call: drafts to choose from, widths, readings, carrying over, bookmarks."""

from __future__ import annotations

from pathlib import Path

from frames import frame_of
from stage import article, play, settled, typed, until
from textual.pilot import Pilot
from textual.widgets import Static

from tests.drafting.tiny import tiny_package
from workbench.config import Config
from workbench.desk.session import Session
from workbench.errors import PackageError
from workbench.model import Origin, State, Unit
from workbench.terms import Concept, Terms
from workbench.tui.app import EditorApp
from workbench.tui.screens.choice import ChoiceScreen

SOURCES = ["The court ruled .", "Nobody came.", "It rained."]


async def run(pilot: Pilot[int], app: EditorApp, command: str) -> None:
    """Press the command's key."""
    if command in app.editor.commands:
        await pilot.press(app.editor.commands[command].keys[0])
    else:
        app.action_run(command)
    await settled(pilot, app)


def notice(app: EditorApp) -> str:
    return str(app.query_one("#notice", Static).render())


def test_a_redraft_is_chosen_and_taken_as_one_step(tmp_path: Path) -> None:
    """The target stays until one is chosen; Esc takes none; undo brings the old one back."""
    config = Config(package=tiny_package(tmp_path), theme="workbench-dark")

    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        await typed(pilot, "雨")
        await run(pilot, app, "redraft")
        assert isinstance(app.screen, ChoiceScreen) and app.session.unit.target == "雨"
        await pilot.press("escape")
        await settled(pilot, app)
        assert app.session.unit.target == "雨"
        await run(pilot, app, "redraft")
        await pilot.press("1")
        await settled(pilot, app)
        unit = app.session.unit
        assert unit.target.startswith("その裁判所") and app.target.text == unit.target
        assert unit.provenance is not None and unit.provenance.origin is Origin.MT
        assert "draft argos" in "\n".join(frame_of(app).lines)
        await pilot.press("ctrl+z")
        assert app.target.text == "雨"

    play(article(tmp_path / "a.po", SOURCES), script, config=config)


def test_a_redraft_without_a_package_says_how_to_get_one(tmp_path: Path) -> None:
    """One line; the target is as it was."""

    def missing(unit: Unit) -> list:  # type: ignore[type-arg]
        raise PackageError("no package en_ja", hint="workbench engine install en ja")

    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        app.desk.redrafts = missing  # type: ignore[method-assign]
        await run(pilot, app, "redraft")
        assert "workbench engine install" in notice(app) and len(app.screen_stack) == 1

    play(article(tmp_path / "a.po", SOURCES), script)


def test_what_is_selected_changes_its_width(tmp_path: Path) -> None:
    """Else the whole target; lines before the selection are counted."""

    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        await typed(pilot, "HIV")
        await pilot.press("alt+n")
        await typed(pilot, "雨12")
        await pilot.press("shift+left", "shift+left")
        await run(pilot, app, "width")
        assert app.target.text == "HIV\n雨１２"
        await pilot.press("end")
        await run(pilot, app, "width")
        assert app.target.text in {"ＨＩＶ\n雨１２", "HIV\n雨12"}

    play(article(tmp_path / "a.po", SOURCES), script)


def test_readings_are_shown_on_request(tmp_path: Path) -> None:
    """Behind the term, in brackets; the same key hides them."""

    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        court = Concept(
            "x.court", terms={"en": Terms("court"), "ja": Terms("裁判所", reading="さいばんしょ")}
        )
        app.desk.termbase = type(app.desk.termbase)([court], "en", "ja")
        app.editor.inspector.anew()
        app.editor.renew()
        await settled(pilot, app)
        assert "さいばんしょ" not in "\n".join(frame_of(app).lines)
        await run(pilot, app, "readings")
        assert "裁判所（さいばんしょ）" in "\n".join(frame_of(app).lines)
        await run(pilot, app, "readings")
        assert "さいばんしょ" not in "\n".join(frame_of(app).lines)

    play(article(tmp_path / "a.po", SOURCES), script)


def test_what_was_said_of_a_unit_is_not_said_of_the_next(tmp_path: Path) -> None:
    """A verb that goes elsewhere and has nothing to say clears the line; what it says itself stays."""

    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        await run(pilot, app, "split")
        assert "stands only once" in notice(app)
        await pilot.press("ctrl+down")
        await settled(pilot, app)
        assert app.session.at == "p2" and not notice(app).strip()
        await run(pilot, app, "split")
        await run(pilot, app, "readings")
        assert "readings shown" in notice(app)

    play(article(tmp_path / "a.po", SOURCES), script)


def test_bookmarks_are_marked_and_gone_to(tmp_path: Path) -> None:
    """A star in the list; the next one round the end."""

    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        await run(pilot, app, "next-bookmark")
        assert app.session.at == "p1" and "no unit is bookmarked" in notice(app)
        await pilot.press("ctrl+down")
        await run(pilot, app, "bookmark")
        assert any("p2 . *" in line or "p2 .?*" in line for line in frame_of(app).lines)
        await pilot.press("ctrl+down")
        await run(pilot, app, "next-bookmark")
        assert app.session.at == "p2"

    play(article(tmp_path / "a.po", SOURCES), script)


def test_a_target_is_carried_to_the_same_sources(tmp_path: Path) -> None:
    """As drafts; a paragraph that stands twice is one entry until it is split, and joined again."""

    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        await typed(pilot, "雨が降った。")
        await run(pilot, app, "split")
        assert [u.target for u in app.session.units] == ["雨が降った。", "", "雨が降った。"]
        await typed(pilot, "よ")
        await run(pilot, app, "propagate")
        assert [u.target for u in app.session.units][2] == app.session.unit.target
        assert app.session.units[2].state is State.FUZZY
        await run(pilot, app, "merge")
        assert [u.id for u in app.session.units] == ["p1", "p2"]
        assert "2/" not in frame_of(app).lines[0]

    play(article(tmp_path / "a.po", ["It rained.", "Nobody came.", "It rained."]), script)


def test_the_journal_is_forced_to_the_disk_when_the_keyboard_rests(tmp_path: Path) -> None:
    """Not at every key."""
    rested: list[str] = []

    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        app.session.rest = lambda: rested.append(app.session.unit.target)  # type: ignore[method-assign]
        text = "雨がひと晩じゅう降った。"
        await typed(pilot, text)
        await until(pilot, lambda: rested[-1:] == [text])
        assert len(rested) < len(text)

    with Session.open(article(tmp_path / "a.po", SOURCES)):
        pass
    play(tmp_path / "a.po", script)


def test_a_form_of_a_term_is_chosen_by_its_number(tmp_path: Path) -> None:
    """Admitted forms too, at the cursor; Esc inserts none."""

    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        await typed(pilot, "初日の")
        await run(pilot, app, "choose-term")
        assert isinstance(app.screen, ChoiceScreen)
        assert any("パートナーシップ制度" in line for line in frame_of(app).lines)
        await pilot.press("escape")
        await settled(pilot, app)
        assert app.session.unit.target == "初日の"
        await run(pilot, app, "choose-term")
        await pilot.press("3")
        await settled(pilot, app)
        assert app.session.unit.target == "初日のパートナーシップ制度"

    source = "A same-sex couple applied on the first day of the partnership system."
    play(article(tmp_path / "a.po", [source]), script)
