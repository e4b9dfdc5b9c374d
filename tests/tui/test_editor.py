"""The screen: every key does its verb, both sizes are drawn, nothing blocks and nothing is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from frames import frame_of
from stage import article, play, settled, typed
from textual.pilot import Pilot
from textual.widgets import Static

from workbench.catalog import read_po
from workbench.config import Config
from workbench.desk.commands import COMMANDS, Verb
from workbench.desk.session import Session
from workbench.model import State
from workbench.tui.app import EditorApp
from workbench.tui.screens.choice import ChoiceScreen

SOURCES = ["A same-sex couple applied.", "The court ruled in 2022.", "Nobody came.", "It rained."]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return article(tmp_path / "a.po", SOURCES)


def words(app: EditorApp, query: str) -> str:
    return str(app.query_one(query, Static).render())


def test_typing_goes_to_the_journal_and_enter_confirms(path: Path) -> None:
    """Japanese typed, confirmed with Enter, saved with Ctrl+S."""

    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        await typed(pilot, "申請した")
        assert app.session.unit.target == "申請した"
        await pilot.press("enter")
        assert app.session.at == "p2" and app.target.text == ""
        await pilot.press("ctrl+s")

    play(path, script)
    assert (read_po(path).unit("p1").state, read_po(path).unit("p1").target) == (
        State.CONFIRMED,
        "申請した",
    )


KEYS = {
    "confirm": (
        "雨が降った。",
        lambda app: app.session.catalog.unit("p1").state is State.CONFIRMED,
    ),
    "next": ("", lambda app: app.session.at == "p2"),
    "previous": ("", lambda app: app.session.at == "p1"),
    "next-unfinished": ("", lambda app: app.session.at == "p2"),
    "previous-unfinished": ("", lambda app: app.session.at == "p4"),
    "next-finding": ("", lambda app: app.session.at == "p2"),
    "fix": ("あ.", lambda app: app.session.unit.target == "あ。"),
    "insert-term": ("", lambda app: "同性カップル" in app.session.unit.target),
    "copy-source": ("", lambda app: app.session.unit.target == SOURCES[0]),
    "clear": ("xy", lambda app: (app.target.text, app.session.unit.state) == ("", State.EMPTY)),
    "fuzzy": ("x", lambda app: app.session.unit.state is State.FUZZY),
    "line-break": ("x", lambda app: app.session.unit.target == "x\n"),
    "comment": ("", lambda app: app.query_one("#prompt").has_class("open")),
    "bookmark": ("", lambda app: app.session.unit.bookmarked),
    "undo": ("xy", lambda app: app.session.unit.target == "" and app.target.text == ""),
    "redo": ("", lambda app: app.session.unit.target == ""),
    "find": ("", lambda app: app.query_one("#prompt").has_class("open")),
    "find-next": ("", lambda app: app.session.at == "p1"),
    "replace": ("", lambda app: app.query_one("#prompt").has_class("open")),
    "goto": ("", lambda app: app.query_one("#prompt").has_class("open")),
    "filter": ("", lambda app: app.query_one("#prompt").has_class("open")),
    "pane": ("", lambda app: app.editor.pane == 1),
    "redraft": ("", lambda app: "none.argosmodel" in words(app, "#notice")),
    "draft-all": ("", lambda app: "none.argosmodel" in words(app, "#notice")),
    "check-all": ("", lambda app: "units have findings" in words(app, "#notice")),
    "take-word": ("", lambda app: app.session.at == "p1"),
    "take-rest": ("", lambda app: app.session.at == "p1"),
    "choose-term": ("", lambda app: isinstance(app.screen, ChoiceScreen)),
    "choose-match": ("", lambda app: "nothing like it" in words(app, "#notice")),
    "match": ("", lambda app: "nothing like it" in words(app, "#notice")),
    "width": ("HIV", lambda app: app.target.text == "ＨＩＶ"),
    "propagate": ("x", lambda app: "0 units changed" in words(app, "#notice")),
    "split": ("x", lambda app: "stands only once" in words(app, "#notice")),
    "merge": ("x", lambda app: "no other entry" in words(app, "#notice")),
    "next-region": ("", lambda app: app.editor.regions.here == "source"),
    "previous-region": ("", lambda app: app.editor.regions.here == "list"),
    "zoom": ("", lambda app: app.editor.regions.zoomed == "target"),
    "source-up": ("", lambda app: app.editor.regions.here == "target"),
    "source-down": ("", lambda app: app.editor.regions.here == "target"),
    "dismiss-finding": ("あ.", lambda app: app.query_one("#prompt").has_class("open")),
    "readings": ("", lambda app: "readings shown" in words(app, "#notice")),
    "next-bookmark": ("", lambda app: "no unit is bookmarked" in words(app, "#notice")),
    "find-previous": ("", lambda app: app.session.at == "p1"),
    "approve": ("x", lambda app: "say first who you are" in words(app, "#notice")),
    "sign-off": ("x", lambda app: "say first who you are" in words(app, "#notice")),
    "reject": ("x", lambda app: "say first who you are" in words(app, "#notice")),
    "next-waiting": ("", lambda app: "nothing waits for a reviewer" in words(app, "#notice")),
    "sign-as": ("", lambda app: app.query_one("#prompt").has_class("open")),
    "save": ("x", lambda app: not app.session.unsaved),
    "help": ("", lambda app: len(app.screen_stack) == 2),
    "quit": ("x", lambda app: not app.session.unsaved),
}


def answers(app: EditorApp) -> bool:
    """Something was said or is asked."""
    opening = "F1 shows every key" in words(app, "#notice") or not words(app, "#notice").strip()
    return len(app.screen_stack) > 1 or app.editor.asked or not opening


KEYS |= dict.fromkeys(("add-term", "concordance", "look-up", "versions", "insert-tag", "complete", "draft-in-sight", "next-sentence", "previous-sentence", "sentence-match", "sentence-draft", "files", "next-file", "term-candidates", "settings"), ("x", answers))  # fmt: skip
"""What they do is told in files of their own; here, that none of them is silent."""
DECLARED = {command.id: command.keys[0] for command in COMMANDS}


def test_every_command_has_a_verb_and_a_key_test(path: Path) -> None:
    """Whatever is declared is done by the screen."""

    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        verbs = {command.id for command in COMMANDS if isinstance(command, Verb)}
        assert set(DECLARED) == verbs | set(app.editor.of_screen) and set(DECLARED) <= set(KEYS)

    play(path, script)


@pytest.mark.parametrize("command", KEYS)
def test_every_key_does_its_verb(path: Path, command: str) -> None:
    """Each command's first key, pressed in the running app; one without a key is run by name."""
    before, did = KEYS[command]

    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        await typed(pilot, before)
        await pilot.pause(0.05)
        await app.workers.wait_for_complete()
        if command in DECLARED:
            await pilot.press(DECLARED[command])
        else:
            app.action_run(command)
        await settled(pilot, app)
        assert did(app), command

    play(path, script)


def test_prompts_answer_and_escape(path: Path) -> None:
    """Find goes there, go-to goes there, escape leaves."""

    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        await pilot.press("ctrl+f", *"rain", "enter")
        assert app.session.at == "p4"
        await pilot.press("ctrl+l", "2", "enter")
        assert app.session.at == "p2"
        await pilot.press("alt+c", *"ask", "enter")
        assert app.session.unit.comments == ("ask",)
        await pilot.press("ctrl+f", "escape", "z")
        assert app.session.unit.target == "z"

    play(path, script)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_terms_and_findings_stand_beside_the_unit(path: Path, size: tuple[int, int]) -> None:
    """At both sizes, as one types."""

    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        assert "same-sex couple" in words(app, "#pane") and "同性カップル" in words(app, "#pane")
        assert size[0] >= 100 or app.screen.has_class("-narrow")
        await typed(pilot, "同性カップルが申請した。")
        await pilot.pause(0.1)
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "missing" not in words(app, "#status") and "ok" in words(app, "#pane")
        await pilot.press("ctrl+down")
        await typed(pilot, "2023年に")
        await app.workers.wait_for_complete()
        await pilot.pause()
        await pilot.press("f2")
        assert "numbers.value" in words(app, "#pane")

    play(path, script, size=size)


def test_ten_thousand_units_are_listed_lazily(tmp_path: Path) -> None:
    """Only the lines that are seen are drawn."""
    article(tmp_path / "b.po", [f"Sentence {n} rained." for n in range(1, 10_001)])

    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        await pilot.press("ctrl+l", *"9000", "enter")
        assert app.session.at == "p9000"
        listed = app.query_one("#list")
        shown = "".join(listed.render_line(y).text for y in range(listed.size.height))
        assert "p9000" in shown and "p1 " not in shown

    play(tmp_path / "b.po", script)


def test_what_an_earlier_session_left_is_offered(path: Path) -> None:
    """The recovery screen shows before and after; d goes back to the file."""
    with Session.open(path) as session:
        session.edit("途中")

    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        assert len(app.screen_stack) == 2
        await pilot.press("d")
        await pilot.pause(0.05)
        assert "" == app.session.catalog.unit("p1").target == app.target.text

    play(path, script)


def test_keys_can_be_moved(path: Path) -> None:
    """workbench.toml gives another key to a command."""

    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        await pilot.press("f11")
        assert app.session.unit.bookmarked

    play(path, script, config=Config(keys={"bookmark": "f11"}))


def test_escape_sequences_in_a_text_are_never_drawn(tmp_path: Path) -> None:
    """They are shown as replacement characters."""
    source = "red \x1b[31m and \u202e back"
    article(tmp_path / "b.po", [source])
    with Session.open(tmp_path / "b.po") as session:
        session.comment("note \x1b]0;x")
        session.save()

    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        await pilot.press("alt+s")
        await settled(pilot, app)
        assert app.session.unit.target == source
        await pilot.press("alt+c")
        drawn = "".join(frame_of(app).lines)
        assert drawn.count("red") >= 3 and "note" in drawn
        assert not {"\x1b", "\u202e"} & set(drawn)

    play(tmp_path / "b.po", script)


def test_ctrl_c_copies_a_selection_and_asks_before_leaving(path: Path) -> None:
    """With nothing selected a dialog opens; Esc stays, Enter saves and leaves."""

    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        await typed(pilot, "雨")
        await pilot.press("shift+left", "ctrl+c")
        assert app.clipboard == "雨" and len(app.screen_stack) == 1
        await pilot.press("right", "ctrl+c")
        assert len(app.screen_stack) == 2
        await pilot.press("escape", "ctrl+c", "enter")

    play(path, script)
    assert read_po(path).unit("p1").target == "雨"


def test_what_cannot_be_saved_is_not_left_unasked(path: Path) -> None:
    """Ctrl+Q says why and stays; the journal keeps it all."""

    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        await typed(pilot, "雨")
        path.unlink()
        path.mkdir()
        await pilot.press("ctrl+q")
        assert len(app.screen_stack) == 2
        assert "could not be saved" in "".join(frame_of(app).lines)
        await pilot.press("escape")
        assert app.session.unit.target == "雨" and app.is_running

    play(path, script)
