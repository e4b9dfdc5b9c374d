"""Type-ahead: offered after a pause, taken by one key, never in the way."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest
from frames import frame_of
from stage import article, play, settled, typed, until
from textual.pilot import Pilot

from tests.drafting.tiny import tiny_package
from workbench.config import Config
from workbench.desk.desk import Desk
from workbench.desk.session import Session
from workbench.errors import PackageError
from workbench.tui.app import EditorApp
from workbench.tui.widgets.target import first_word

WHOLE = "雨が降った。列は長くなった。"


class Prompter:
    """Offers that go on to `WHOLE`; counts what it is asked and can be slow."""

    def __init__(self, seconds: float = 0) -> None:
        self.asked: list[str] = []
        self.seconds = seconds
        self.together = 0

    def rest(self, source: str, typed: str) -> str:
        self.together += 1
        assert self.together == 1, "asked from two threads at once"
        self.asked.append(typed)
        time.sleep(self.seconds)
        self.together -= 1
        return WHOLE[len(typed) :] if WHOLE.startswith(typed) else ""


@pytest.mark.parametrize(
    ("rest", "word"),
    [("降った。列は", "降った。"), ("パートナーシップ制度が", "パートナーシップ"), ("を、認めた", "を、"),
     ("2024年に", "2024"), ("Argos OpenTech", "Argos"), (" and so on", " and"), ("、", "、"), ("", "")],
)  # fmt: skip
def test_a_word_is_a_stretch_of_one_script(rest: str, word: str) -> None:
    """With the kana and the punctuation that end it."""
    assert first_word(rest) == word


def test_an_offer_comes_after_a_pause_and_one_key_takes_it(tmp_path: Path) -> None:
    """It is drawn behind the cursor; Ctrl+Right takes a word, Right the rest."""
    prompter = Prompter()

    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        app.editor.ahead.offers = prompter
        await typed(pilot, "雨が")
        assert app.target.rest == "" and app.session.unit.target == "雨が"
        await until(pilot, lambda: app.target.rest)
        assert any("雨が降った。列は" in line for line in frame_of(app).lines)
        assert app.session.unit.target == "雨が", "an offer is not typed"
        await pilot.press("ctrl+right")
        assert app.target.text == "雨が降った。" and app.target.rest == "列は長くなった。"
        await typed(pilot, "列")
        await pilot.pause()
        assert app.target.rest == "は長くなった。"
        await pilot.press("right")
        await settled(pilot, app)
        assert app.session.unit.target == WHOLE and app.target.rest == ""
        assert prompter.asked == ["雨が"], "typing along asks nothing"

    play(article(tmp_path / "a.po", ["It rained. The queue grew."]), script)


def test_the_next_key_cancels_and_nothing_waits(tmp_path: Path) -> None:
    """A slow engine holds no key up; its late answer is dropped; Escape and moving take an offer away."""
    prompter = Prompter(seconds=3)

    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        app.editor.ahead.offers = prompter
        await typed(pilot, "雨")
        await until(pilot, lambda: prompter.asked)
        await typed(pilot, "天")
        assert app.session.unit.target == "雨天"
        assert prompter.together == 1, "the first answer is still being made"
        await until(pilot, lambda: prompter.asked == ["雨", "雨天"] and not app.editor.ahead.asking)
        assert app.target.rest == ""
        await pilot.press("backspace")
        await until(pilot, lambda: app.target.rest)
        await pilot.press("escape")
        assert app.target.rest == "" and app.target.suggestion == ""
        await pilot.press("right")
        assert app.session.unit.target == "雨"

    play(article(tmp_path / "a.po", ["It rained. The queue grew.", "Nobody came."]), script)


def test_an_offer_stays_at_the_end_of_its_unit(tmp_path: Path) -> None:
    """Left takes it away, another unit never sees it, Ctrl+Right is word right without one."""
    prompter = Prompter()

    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        app.editor.ahead.offers = prompter
        await typed(pilot, "雨が")
        await until(pilot, lambda: app.target.rest)
        await pilot.press("left")
        assert app.target.rest == "" and app.target.suggestion == ""
        await pilot.press("ctrl+right")
        assert app.target.text == "雨が" and app.target.at_end
        await pilot.press("ctrl+down")
        await pilot.pause(0.5)
        assert app.session.at == "p2" and app.target.rest == "" and app.target.text == ""

    play(article(tmp_path / "a.po", ["It rained. The queue grew.", "Nobody came."]), script)


def test_without_a_package_nothing_is_offered_and_nothing_is_said(tmp_path: Path) -> None:
    """The engine is tried once."""
    tried = threading.Event()

    class Nobody:
        def rest(self, source: str, typed: str) -> str:
            assert not tried.is_set()
            tried.set()
            raise PackageError("no package")

    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        app.editor.ahead.offers = Nobody()
        await typed(pilot, "雨")
        await until(pilot, tried.is_set)
        await typed(pilot, "が")
        await pilot.pause(0.5)
        assert app.target.rest == "" and app.is_running

    play(article(tmp_path / "a.po", ["It rained."]), script)


def test_a_real_engine_goes_on_from_what_is_typed(tmp_path: Path) -> None:
    """The drafting room's type-ahead, on a tiny package: decoding with the prefix as typed."""
    config = Config(package=tiny_package(tmp_path), theme="workbench-dark")

    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        app.editor.ahead.offers = app.desk
        await typed(pilot, "その")
        await until(pilot, lambda: app.target.rest)
        await pilot.press("right")
        await settled(pilot, app)
        target = app.session.unit.target
        assert target.startswith("その") and len(target) > 4 and target == app.target.text

    play(article(tmp_path / "a.po", ["The court ruled ."]), script, config=config)


@pytest.mark.parametrize("on", [True, False])
def test_it_can_be_switched_off(tmp_path: Path, on: bool) -> None:
    """`type_ahead = false`: nobody is asked."""
    with Session.open(article(tmp_path / "a.po", ["It rained."])) as session:
        config = Config(type_ahead=on)
        app = EditorApp(session, Desk.of(config, session.catalog), config)
        assert (app.offers is not None) is on
