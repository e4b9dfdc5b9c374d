"""Marks: terms and findings on both sides, by verdict; read-only panes keep kinsoku."""

from __future__ import annotations

from pathlib import Path

from frames import frame_of
from hypothesis import given, settings
from hypothesis import strategies as st
from stage import article, full, play, settled, typed
from textual.pilot import Pilot

from workbench.language.cells import NOT_AT_START, width
from workbench.tui.app import EditorApp
from workbench.tui.painting import Lines, painted
from workbench.tui.themes import DARK, styles

JAPANESE = st.text("日本語の文、。「」ー」っャabc 12…", min_size=1, max_size=120)


def looks(app: EditorApp, words: str) -> list[str]:
    """The styles in which a stretch is drawn below the list."""
    return [str(run.style) for run in frame_of(app).runs if run.text.strip() == words]


def test_a_term_is_marked_on_both_sides_by_its_verdict(tmp_path: Path) -> None:
    """Honoured terms are underlined in source and target, a missing one is bold as well."""

    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        await pilot.press("ctrl+up")
        await settled(pilot, app)
        for words in ("same-sex couple", "同性カップル", "partnership system"):
            assert any("underline" in look for look in looks(app, words)), words
        await pilot.press("ctrl+down")
        await settled(pilot, app)
        assert any("bold" in look and "underline" in look for look in looks(app, "High Court"))

    play(full(tmp_path / "a.po"), script)


def test_a_finding_is_marked_in_the_target_and_goes_when_it_is_mended(tmp_path: Path) -> None:
    """As one types, in a target of several lines too."""

    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        await typed(pilot, "雨")
        await pilot.press("alt+n")
        await typed(pilot, "が降った.")
        await settled(pilot, app)
        marked = looks(app, ".")
        assert any("underline" in look for look in marked), marked
        await pilot.press("f9")
        await settled(pilot, app)
        assert looks(app, ".") == [] and app.session.unit.target == "雨\nが降った。"

    play(article(tmp_path / "a.po", ["It rained."]), script)


@given(JAPANESE, st.integers(12, 60))
@settings(max_examples=60, deadline=None)
def test_painted_lines_keep_kinsoku_and_every_character(text: str, cells: int) -> None:
    """At the widths of a pane no line is too long, no character is lost, marks never change the text."""
    looks = styles(DARK)
    marks = [((0, len(text) // 2), "missing"), ((len(text) // 3, len(text)), "warning")]
    plain, marked = painted(text, (), cells, "ja", looks), painted(text, marks, cells, "ja", looks)
    assert plain.plain == marked.plain
    assert plain.plain.replace("\n", "").replace(" ", "") == text.replace(" ", "")
    assert all(width(line) <= cells for line in plain.plain.split("\n"))


def test_no_line_of_a_read_only_pane_starts_with_a_full_stop(tmp_path: Path) -> None:
    """At every width of the column."""
    text = "裁判所は、訴えを認めた。「長かった」と、原告の一人は語った。" * 6
    for cells in range(12, 60):
        lines = painted(text, (), cells, "ja", {}).plain.split("\n")
        assert [line for line in lines if line[:1] in NOT_AT_START] == []


def test_a_line_alone_is_painted_as_it_is_among_all() -> None:
    """A mark over several lines colours its part of each, whichever is asked for."""
    text, looks = "one two three four five six", {"error": "bold"}
    marks = [((2, 15), "error"), ((4, 7), "error"), ((26, 27), "error")]
    lines = Lines(text, marks, 9, "en", looks)
    bold = [
        "".join(line.plain[a:b] for a, b, _style in line.spans[:1])
        for line in map(lines.line, range(len(lines)))
    ]
    assert [lines.line(n).plain for n in range(len(lines))] == [
        "one two",
        "three",
        "four five",
        "six",
    ]
    assert bold == ["e two", "three", "f", "x"]
