"""What helps inside a unit: the sentence that is lit, the draft in sight, tags as things, words completed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from frames import frame_of
from stage import article, play, settled, typed, until
from textual.pilot import Pilot

from workbench.config import Config
from workbench.desk.session import Session
from workbench.memory import Memory, MemoryEntry
from workbench.model import Origin, Provenance, State
from workbench.tui.app import EditorApp

SOURCES = [
    "The High Court ruled on 3 May. Nobody came. See <b>the ruling</b> of 2022.",
    "A same-sex couple applied.",
]
TARGET = "高等裁判所は5月3日に判断した。誰も来なかった。"
SIZES = [(80, 24), (120, 40)]


def catalog(path: Path, target: str = "", origin: Origin = Origin.MT) -> Path:
    """SOURCES, the first of them drafted."""
    article(path, SOURCES)
    if target:
        with Session.open(path) as session:
            made = Provenance(origin, "argos", "en_ja-1.0", -0.3)
            session.change(
                "draft", [replace(session.unit, target=target, state=State.FUZZY, provenance=made)]
            )
            session.save()
    return path


def drawn(app: EditorApp) -> str:
    return "\n".join(frame_of(app).lines)


def in_style(app: EditorApp, **wanted: bool) -> str:
    """All that is drawn in a style."""
    runs = frame_of(app).runs
    return " ".join(
        run.text.strip()
        for run in runs
        if all(getattr(run.style, n) is v for n, v in wanted.items())
    )


@pytest.mark.parametrize("size", SIZES)
def test_the_sentence_at_the_cursor_is_lit_on_both_sides(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    """The next key lights the next; what stands beside is of that sentence; the cursor goes along."""

    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        await pilot.press("ctrl+home", "alt+right")
        await settled(pilot, app)
        lit = in_style(app, bold=True)
        assert "ruled on 3 May" in lit and "Nobody came." not in lit
        assert "sentence 1/3" in drawn(app) and "1 High Court" in drawn(app)
        await pilot.press("alt+right")
        await settled(pilot, app)
        lit = in_style(app, bold=True)
        assert "Nobody came." in lit and "誰も来なかった。" in lit and "3 May" not in lit
        assert "no terms in this unit" in drawn(app)
        await typed(pilot, "x")
        assert app.session.unit.target == TARGET + "x"

    play(catalog(tmp_path / "a.po", TARGET), script, size=size)


def test_a_match_of_the_sentence_that_is_lit_is_taken_alone(tmp_path: Path) -> None:
    """The memory is asked about it; the key that takes a match takes it for the sentence."""

    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        with Memory(tmp_path / "m.sqlite", "en", "ja") as memory:
            memory.add(
                [MemoryEntry("Nobody came.", "人影はなかった。", document="old.po", unit="p9")]
            )
            app.editor.desk.memory = memory
            await pilot.press("ctrl+home", "alt+right", "alt+right")
            await settled(pilot, app)
            assert "100 %" in drawn(app)
            await pilot.press("alt+m")
            await settled(pilot, app)
            await pilot.press("1")
            await settled(pilot, app)
            assert app.session.unit.target == "高等裁判所は5月3日に判断した。人影はなかった。"
            await pilot.press("ctrl+z")
            assert app.session.unit.target == TARGET

    play(catalog(tmp_path / "a.po", TARGET), script)


@pytest.mark.parametrize("size", SIZES)
def test_the_draft_stays_in_sight_while_one_types(tmp_path: Path, size: tuple[int, int]) -> None:
    """What the target no longer has is struck out; the same key hides it; another unit has its own, or none."""

    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        await pilot.press("alt+minus", "backspace", "backspace")
        await typed(pilot, "い。")
        await settled(pilot, app)
        assert "draft argos en_ja-1.0" in drawn(app) and "た" in in_style(app, strike=True)
        await pilot.press("ctrl+down")
        await settled(pilot, app)
        assert "draft argos" not in drawn(app)
        await pilot.press("ctrl+up", "alt+minus")
        await settled(pilot, app)
        assert "the draft is hidden" in drawn(app) and not in_style(app, strike=True)

    play(catalog(tmp_path / "a.po", TARGET), script, size=size)


def test_tags_are_shown_as_such_and_never_typed(tmp_path: Path) -> None:
    """One key writes the next that is missing; around a selection both."""

    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        assert "<b>" in in_style(app, italic=True)
        await typed(pilot, "判決")
        await pilot.press("shift+left", "shift+left", "alt+comma")
        await settled(pilot, app)
        assert app.session.unit.target == "<b>判決</b>"
        await pilot.press("alt+comma")
        assert "no tag and no other kept part is missing" in drawn(app)

    play(catalog(tmp_path / "a.po"), script)


def test_a_word_that_is_begun_is_offered_whole_when_the_keys_rest(tmp_path: Path) -> None:
    """The offer's keys take it; the list has the others; a setting switches it off."""

    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        await typed(pilot, "2022年、高")
        await until(pilot, lambda: app.editor.target.offered)
        assert app.editor.target.offered == "等裁判所"
        await pilot.press("right")
        await typed(pilot, "5")
        await pilot.press("alt+slash")
        await settled(pilot, app)
        assert app.session.unit.target == "2022年、高等裁判所5"
        await pilot.press("escape")

    async def without(pilot: Pilot[int], app: EditorApp) -> None:
        await typed(pilot, "高")
        await pilot.pause(0.6)
        assert not app.editor.target.offered

    play(catalog(tmp_path / "a.po"), script)
    play(
        catalog(tmp_path / "b.po"), without, config=Config(theme="workbench-dark", completion=False)
    )
