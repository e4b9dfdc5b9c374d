"""Looking up on the screen: concordance, termbases, a term of one's own; a number writes what was found."""

from __future__ import annotations

from pathlib import Path

import pytest
from frames import frame_of
from stage import article, full, play, settled, typed
from textual.pilot import Pilot

from workbench.config import Config
from workbench.desk.session import Session
from workbench.tui.app import EditorApp


def drawn(app: EditorApp) -> str:
    return "\n".join(frame_of(app).lines)


async def at(pilot: Pilot[int], app: EditorApp, unit: str) -> None:
    """Go to a unit as a translator does."""
    await pilot.press("ctrl+l")
    await typed(pilot, unit)
    await pilot.press("enter")
    await settled(pilot, app)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_a_phrase_is_found_in_the_document_and_inserted_by_number(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    """Typed where nothing is selected; Esc takes nothing; the text goes where the cursor stands."""

    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        await at(pilot, app, "p3")
        await typed(pilot, "前")
        await pilot.press("f5")
        await typed(pilot, "queue")
        await pilot.press("enter")
        await settled(pilot, app)
        assert "Said before: queue" in drawn(app) and "p4: It rained" in drawn(app)
        await pilot.press("escape")
        await settled(pilot, app)
        assert app.target.text == "前"
        await pilot.press("f5")
        await typed(pilot, "queue")
        await pilot.press("enter")
        await settled(pilot, app)
        await pilot.press("1")
        await settled(pilot, app)
        assert app.session.unit.target.startswith("前雨が降っていたが")

    play(full(tmp_path / "a.po"), script, size=size)


def test_what_is_selected_is_sought_without_a_question(tmp_path: Path) -> None:
    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        await at(pilot, app, "p1")
        await pilot.press("ctrl+home", *["shift+right"] * 4, "f12")
        await settled(pilot, app)
        assert "Look up: 同性カッ" in drawn(app) and "same-sex couple" in drawn(app)
        await pilot.press("1")
        await settled(pilot, app)
        assert app.target.text.startswith("同性カップルプルが")
        await pilot.press("f12")
        await typed(pilot, "zebra")
        await pilot.press("enter")
        assert "know nothing of “zebra”" in drawn(app)

    play(full(tmp_path / "a.po"), script)


def test_a_term_is_added_in_one_line_and_seen_at_once(tmp_path: Path) -> None:
    """Target from the selection; what is no term is said and nothing is written."""
    glossary = tmp_path / "glossary"
    glossary.mkdir()
    (glossary / "own.tsv").write_text("id\ten\tja\nx.a\tapple\tりんご\n", "utf-8")
    config = Config(theme="workbench-dark", glossary=(glossary,))

    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        app.desk.reload_terms()
        await typed(pilot, "雨が")
        await pilot.press("shift+left", "shift+left", "ctrl+t")
        await typed(pilot, "x")
        await pilot.press("enter")
        assert "a term is written: source = target" in drawn(app)
        await pilot.press("ctrl+t", "home")
        await typed(pilot, "rain")
        await pilot.press("enter")
        await settled(pilot, app)
        assert "rain = 雨が" in drawn(app)
        assert "rain" in (glossary / "own.tsv").read_text("utf-8")
        assert "1 rain  ok" in drawn(app)

    with Session.open(article(tmp_path / "a.po", ["The rain fell."])):
        pass
    play(tmp_path / "a.po", script, config=config)
