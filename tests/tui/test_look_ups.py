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
        await typed(pilot, "qzxw")
        await pilot.press("enter")
        await settled(pilot, app)
        assert "neither termbases nor dictionary know “qzxw”" in drawn(app)

    play(full(tmp_path / "a.po"), script)


def test_the_dictionary_answers_where_the_termbases_end(tmp_path: Path) -> None:
    """A word of the source with what else it may be called; the number writes it."""

    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        await at(pilot, app, "p3")
        await pilot.press("f12")
        await typed(pilot, "courts")
        await pilot.press("enter")
        await settled(pilot, app)
        assert "裁判所" in drawn(app) and "dictionary" in drawn(app)
        await pilot.press("escape", "f12")
        await typed(pilot, "parades")
        await pilot.press("enter")
        await settled(pilot, app)
        await pilot.press("1")
        await settled(pilot, app)
        assert app.target.text == "パレード"

    play(full(tmp_path / "a.po"), script)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_a_stretch_of_the_source_is_chosen_by_words_and_asked_about(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    """Tab goes there; an arrow takes a word, Shift one more; it stays chosen until something is typed."""

    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        await at(pilot, app, "p1")
        source = app.editor.source
        await pilot.press("tab", "right")
        await settled(pilot, app)
        assert source.selected_text == "A" and "choose a word" in drawn(app)
        await pilot.press("right", "shift+right")
        assert source.selected_text == "same-sex couple"
        await pilot.press("f12")
        await settled(pilot, app)
        assert "Look up: same-sex couple" in drawn(app) and "同性カップル" in drawn(app)
        await pilot.press("escape", "escape")
        await settled(pilot, app)
        assert app.editor.regions.here == "target" and source.selected_text == "same-sex couple"
        await pilot.press("ctrl+home", *["shift+right"] * 6, "ctrl+t")
        await settled(pilot, app)
        assert "same-sex couple = 同性カップル" in drawn(app).replace("│", "")
        await pilot.press("escape")
        await settled(pilot, app)
        await typed(pilot, "前")
        await settled(pilot, app)
        assert source.selected_text == ""

    play(full(tmp_path / "a.po"), script, size=size)


@pytest.mark.parametrize(
    ("keys", "chosen"),
    [
        (["right"] * 3, "couple"),
        (["right", "right", "left"], "A"),
        (["left"], "A"),
        (["right", "shift+end"], "A same-sex couple applied on the first day of the partnership system."),
        (["right"] * 4 + ["shift+left"], "couple applied"),
        (["right"] * 4 + ["shift+left"] * 2 + ["shift+right"] * 3, "applied on"),
        (["right"] * 4 + ["shift+right"] * 2 + ["shift+left"] * 3, "couple applied"),
        (["right"] * 4 + ["shift+home"], "A same-sex couple applied"),
        (["right"] * 99, "system"),
    ],
)  # fmt: skip
def test_every_key_of_choosing(tmp_path: Path, keys: list[str], chosen: str) -> None:
    """Plain arrows take a word, Shift moves one end; at the edge of the text it stays."""

    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        await at(pilot, app, "p1")
        await pilot.press("tab", *keys)
        await settled(pilot, app)
        assert app.editor.source.selected_text == chosen
        await pilot.press("enter", "alt+down")
        await settled(pilot, app)
        assert app.editor.source.selected_text == "", "another unit"

    play(full(tmp_path / "a.po"), script)


def test_the_mouse_chooses_in_the_source_and_ctrl_c_copies(tmp_path: Path) -> None:
    """Dragging takes characters, a double click a word; Esc lets it go."""

    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        await at(pilot, app, "p1")
        source = app.editor.source
        await pilot.mouse_down("#source-text", offset=(2, 0))
        await pilot.hover("#source-text", offset=(10, 0))
        await pilot.mouse_up("#source-text", offset=(10, 0))
        await settled(pilot, app)
        assert source.selected_text == "same-sex"
        await pilot.press("ctrl+c")
        await settled(pilot, app)
        assert app.clipboard == "same-sex" and "copied: same-sex" in drawn(app)
        await pilot.press("escape")
        assert source.selected_text == ""
        await pilot.click("#source-text", offset=(13, 0), times=2)
        await settled(pilot, app)
        assert source.selected_text == "couple"

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
