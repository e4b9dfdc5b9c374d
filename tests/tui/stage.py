"""A stage for screens: catalogs that show every state, and an app run headless on them.

Lives here: `article`, `play`, `full`, `settled`, `until`. Texts are ours; the termbase is two concepts, so that a golden file
does not change with the glossary.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from pathlib import Path

from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot

from workbench.catalog import build_catalog, save_po
from workbench.config import Config
from workbench.desk.desk import Desk
from workbench.desk.session import Session
from workbench.model import Article, Kind, Origin, Paragraph, Provenance, State, Unit
from workbench.terms import Concept, Termbase, Terms
from workbench.tui.app import EditorApp

TERMBASE = Termbase(
    [
        Concept("x.couple", terms={"en": Terms("same-sex couple"), "ja": Terms("同性カップル")}),
        Concept(
            "x.partnership",
            terms={
                "en": Terms("partnership system"),
                "ja": Terms("パートナーシップ宣誓制度", ("パートナーシップ制度",)),
            },
        ),
        Concept("x.court", terms={"en": Terms("High Court"), "ja": Terms("高等裁判所")}),
    ],
    "en",
    "ja",
)
SOURCES = (
    "A same-sex couple applied on the first day of the partnership system.",
    "The High Court ruled in 2022 that the law was out of step with how people live.",
    "Nobody came.",
    "It rained, and the queue outside the office grew longer all the same.",
    "“We only wanted a key to the same door,” one of the women said.",
)
TARGETS = (
    ("同性カップルが、パートナーシップ宣誓制度の初日に申請した。", State.CONFIRMED),
    ("高裁は2023年、この法律は人々の暮らし方に合っていないと判断した.", State.FUZZY),
    ("", State.EMPTY),
    ("雨が降っていたが、窓口の外の列はそれでも長くなっていった。", State.FUZZY),
    ("", State.EMPTY),
)
Script = Callable[[Pilot[int], EditorApp], Awaitable[None]]


def article(path: Path, sources: Sequence[str], name: str = "a.html") -> Path:
    """A catalog of these paragraphs, untranslated."""
    paragraphs = tuple(
        Paragraph(text, Kind.PARAGRAPH, n, n, (0, 1)) for n, text in enumerate(sources, 1)
    )
    save_po(build_catalog(Article(name, "html", "en", "utf-8", "", paragraphs), "en", "ja"), path)
    return path


def full(path: Path) -> Path:
    """A catalog with a unit in each state, one of them drafted by an engine."""
    article(path, SOURCES)
    with Session.open(path) as session:
        for unit, (target, state) in zip(session.units, TARGETS, strict=True):
            if target:
                session.change("stage", [_made(unit, target, state)])
        session.save()
    return path


def _made(unit: Unit, target: str, state: State) -> Unit:
    made = Provenance(Origin.MT, "argos", "en_ja-1.0", -0.31, terms=(1, 1))
    return replace(unit, target=target, state=state, provenance=made)


def play(
    path: Path,
    script: Script,
    *,
    size: tuple[int, int] = (120, 40),
    config: Config | None = None,
    read_only: bool = False,
    colour: bool = True,
) -> None:
    """Run the app headless and let a script press keys."""

    async def run() -> None:
        with Session.open(path, read_only=read_only) as session:
            settings = config or Config(theme="workbench-dark")
            nowhere = settings.package or Path("none.argosmodel")
            desk = Desk.of(replace(settings, package=nowhere), session.catalog, read_only=read_only)
            desk.termbase, desk.memory = TERMBASE, None
            app = EditorApp(session, desk, settings, colour=colour)
            app.offers = None
            async with app.run_test(size=size) as pilot:
                await settled(pilot, app)
                await script(pilot, app)

    asyncio.run(run())


async def settled(pilot: Pilot[int], app: EditorApp) -> None:
    """Wait until what was begun is drawn, a job's end is heard and what it asks is open."""
    await pilot.pause()
    await app.workers.wait_for_complete()
    await pilot.pause()
    for _moment in range(3_000):
        if not app.editor.jobs.title:
            break
        await pilot.pause(0.02)
    await pilot.pause()


async def until(pilot: Pilot[int], done: Callable[[], object]) -> None:
    """Wait until something is so, on a slow machine, too."""
    limit = time.monotonic() + 60
    while not done():
        assert time.monotonic() < limit
        await pilot.pause(0.02)


async def typed(pilot: Pilot[int], text: str) -> None:
    """Type text as a terminal delivers it; `pilot.press` knows no 、 and no 。."""
    for char in text:
        if char.isascii():
            await pilot.press(char)
        else:
            pilot.app.post_message(events.Key(_character_to_key(char), char))
            await pilot.pause()
