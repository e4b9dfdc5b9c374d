"""Everything can be read without a mouse: regions to walk to, to scroll and to see alone; what is typed
there is not lost; a paragraph of 504 words can be read on a screen of 80×24."""

from __future__ import annotations

from pathlib import Path

import pytest
from frames import frame_of
from stage import article, play, settled, typed, until
from textual.pilot import Pilot
from textual.widgets import Static

from workbench.tui.app import EditorApp
from workbench.tui.regions import ORDER

LONG = " ".join(f"word{n}" for n in range(1, 505)) + "."
SOURCES = [LONG, "Nobody came.", "The court ruled on the partnership system."]
SIZES = [(80, 24), (120, 40)]


def drawn(app: EditorApp) -> str:
    return "\n".join(frame_of(app).lines)


def source(app: EditorApp) -> str:
    """What is seen of the source."""
    place = app.query_one("#source").region
    lines = frame_of(app).lines[place.y : place.bottom]
    return "\n".join(line[place.x : place.right] for line in lines).replace("│", " ")


def notice(app: EditorApp) -> str:
    return str(app.query_one("#notice", Static).render())


async def press(pilot: Pilot[int], app: EditorApp, *keys: str) -> None:
    await pilot.press(*keys)
    await settled(pilot, app)


@pytest.mark.parametrize("size", SIZES)
def test_every_word_of_a_long_source_can_be_seen(tmp_path: Path, size: tuple[int, int]) -> None:
    """By Tab and PageDown, by zooming, and while one types: by keys alone."""

    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        assert "word504" not in source(app), "it does not fit"
        for opening in (("tab",), ("tab", "alt+z")):
            await press(pilot, app, *opening, "home")
            seen: set[str] = set()
            for _page in range(60):
                before = len(seen)
                seen |= set(source(app).replace(".", " ").split())
                if "word504" in seen and len(seen) == before:
                    break
                await press(pilot, app, "pagedown")
            assert {f"word{n}" for n in range(1, 505)} <= seen, opening
            await press(pilot, app, "escape")
            assert app.editor.regions.here == "target" and not app.editor.regions.zoomed
        await press(pilot, app, *["alt+pageup"] * 60)
        assert "word1 " in source(app)
        await press(pilot, app, "alt+pagedown")
        assert "word1 " not in source(app) and app.focused is app.target

    play(article(tmp_path / "a.po", SOURCES), script, size=size)


def test_tab_walks_round_and_says_where_one_is(tmp_path: Path) -> None:
    """In words and in the region's title, not in colour alone; Shift+Tab goes back."""

    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        words = {"source": "Source", "side": "Panes", "list": "List"}
        for region in (*ORDER[1:], ORDER[0]):
            await press(pilot, app, "tab")
            assert app.editor.regions.here == region and app.focused is app.editor.regions.widget()
            assert (words.get(region, "F1") in notice(app)) is (region in words)
        await press(pilot, app, "shift+tab", "shift+tab", "shift+tab")
        assert app.editor.regions.here == "source" and "> Source" in drawn(app)
        await press(pilot, app, "tab")
        assert "> Terms" in drawn(app) and "> Source" not in drawn(app)
        await press(pilot, app, "escape")
        assert app.focused is app.target and "> " not in drawn(app).replace(">   p", "")

    play(article(tmp_path / "a.po", SOURCES), script)


@pytest.mark.parametrize("region", ORDER[1:])
def test_what_is_typed_in_a_region_is_typed_in_the_target(tmp_path: Path, region: str) -> None:
    """The first key and all behind it, in one burst; Enter there confirms nothing."""

    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        for _step in range(ORDER.index(region)):
            await press(pilot, app, "tab")
        await press(pilot, app, "enter")
        assert app.editor.regions.here == "target" and app.session.unit.target == ""
        for _step in range(ORDER.index(region)):
            await press(pilot, app, "tab")
        await press(pilot, app, "alt+z")
        await typed(pilot, "雨が降る")
        await settled(pilot, app)
        assert app.session.unit.target == app.target.text == "雨が降る"
        assert app.editor.regions.here == "target" and not app.editor.regions.zoomed
        assert app.target.display and app.target.size.height > 2

    play(article(tmp_path / "a.po", SOURCES), script)


def test_the_list_is_walked_and_the_panes_give_by_number(tmp_path: Path) -> None:
    """Down, End and Home go from unit to unit; a digit inserts the term of that number."""

    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        await press(pilot, app, "shift+tab", "down")
        assert app.session.at == "p2" and app.editor.regions.here == "list"
        await press(pilot, app, "end")
        assert app.session.at == "p3"
        await press(pilot, app, "home")
        assert app.session.at == "p1"
        await press(pilot, app, "end", "shift+tab", "1")
        assert app.session.unit.target == "パートナーシップ宣誓制度"
        await press(pilot, app, "9")
        assert "nothing here has the number 9" in notice(app)
        assert app.session.unit.target == "パートナーシップ宣誓制度"

    play(article(tmp_path / "a.po", SOURCES), script)


@pytest.mark.parametrize("size", SIZES)
def test_the_source_follows_what_is_typed(tmp_path: Path, size: tuple[int, int]) -> None:
    """At the end of the target one sees the end of the source, and its beginning in another unit; what
    one scrolled oneself stays."""

    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        assert "word1 " in source(app)
        app.session.edit("訳" * 400)
        app.editor.renew()
        app.target.move_cursor(app.target.document.end)
        await typed(pilot, "。")
        await settled(pilot, app)
        assert "word504" in source(app)
        await press(pilot, app, *["alt+pageup"] * 60)
        await typed(pilot, "。")
        await settled(pilot, app)
        assert "word1 " in source(app)
        await press(pilot, app, "ctrl+down", "ctrl+up")
        assert "word1 " in source(app)

    play(article(tmp_path / "a.po", SOURCES), script, size=size)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("region", ORDER)
def test_a_region_alone_has_the_room_of_all(
    tmp_path: Path, region: str, size: tuple[int, int]
) -> None:
    """And gives it back; status, notice and keys stay."""

    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        for _step in range(ORDER.index(region)):
            await press(pilot, app, "tab")
        before = app.editor.regions.widget().size
        await press(pilot, app, "alt+z")
        alone = app.editor.regions.widget().size
        assert alone.width >= size[0] - 3 and alone.area > before.area
        assert "p1" in frame_of(app).lines[0] and "F1" in frame_of(app).lines[-1]
        await press(pilot, app, "alt+z")
        assert app.editor.regions.widget().size == before

    play(article(tmp_path / "a.po", SOURCES), script, size=size)


def test_the_palette_shows_the_keys(tmp_path: Path) -> None:
    """Who looks for a verb learns its key."""

    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        await press(pilot, app, "ctrl+p", *"zoom")
        await until(pilot, lambda: "Zoom  Alt+Z" in drawn(app))

    play(article(tmp_path / "a.po", SOURCES), script)


def test_of_a_thousand_terms_the_first_are_laid_out_and_the_rest_by_scrolling(
    tmp_path: Path,
) -> None:
    """A pane that laid out all of them would keep the keys waiting; none is out of reach."""

    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        def pane() -> str:
            return str(app.query_one("#pane", Static).render())

        await settled(pilot, app)
        count = len(app.editor.known.verdicts)
        assert count > 600 and f"{count - 200} more" in pane() and "201 High Court" not in pane()
        await press(pilot, app, "shift+tab", "shift+tab")
        assert app.editor.regions.here == "side"
        for _end in range(4):
            await press(pilot, app, "end")
        assert f"{count} High Court" in pane() and " more:" not in pane()
        await press(pilot, app, "escape", "ctrl+down")
        await settled(pilot, app)
        assert "High Court" not in pane()

    play(
        article(tmp_path / "a.po", ["The High Court sat. " * 700, "Nobody came."]),
        script,
        size=(120, 40),
    )


def test_a_catalog_without_a_language_says_what_cannot_be_done(tmp_path: Path) -> None:
    """At once, where one looks: neither checks nor drafts, and how to mend it."""
    path = tmp_path / "text.po"
    path.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Rain."\nmsgstr ""\n',
        "utf-8",
    )

    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        assert "names no language" in notice(app)

    play(path, script)
