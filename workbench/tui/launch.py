"""Opening and closing the editor.

Lives here: `edit`, `screenshot`.
May import: catalog, config, desk, language and `app`, `themes` of this room.
Apart from `app` because an app does not open files.
"""

from __future__ import annotations

import asyncio
import html
import re
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

from workbench.catalog import write_atomic
from workbench.config import Config
from workbench.desk.desk import Desk
from workbench.desk.job import Job
from workbench.desk.session import Session
from workbench.language.cells import width
from workbench.tui.app import EditorApp
from workbench.tui.themes import DARK


def edit(
    what: Path | Job, config: Config, *, read_only: bool = False, at: str = "", colour: bool = True
) -> int:
    """Run the editor on a catalog, or on those of a job one after the other; 0 when it ends well."""
    job = what if isinstance(what, Job) else Job([what])
    ended, config = _edit(job, config, read_only=read_only, at=at, colour=colour)
    while job.go_on():
        ended, config = _edit(job, config, read_only=read_only, at="", colour=colour)
    return ended


def _edit(
    job: Job, config: Config, *, read_only: bool, at: str, colour: bool
) -> tuple[int, Config]:
    """The catalog that is open, until it is left: how it ended, and what was settled meanwhile."""
    with (
        Session.open(job.path, read_only=read_only, author=config.author) as session,
        Desk.of(config, session.catalog, read_only=read_only) as desk,
    ):
        session.job = job
        app = _app(session, desk, config, at, colour=colour)
        ended = app.run() or 0
        if app.editor.writer is not None:  # what no thread came to
            app.editor.writer.remembering.write()
        return ended, desk.config


def screenshot(
    path: Path, config: Config, out: Path, size: tuple[int, int], *, at: str = ""
) -> None:
    """Draw one frame headless, on a copy of the catalog."""

    looks = replace(config, theme=config.theme or DARK.name)

    async def draw(copy: Path) -> str:
        with Session.open(copy) as session:
            desk = Desk.of(looks, session.catalog)
            desk.memory = None  # a picture remembers nothing
            app = _app(session, desk, looks, at)
            async with app.run_test(size=size) as pilot:
                await app.workers.wait_for_complete()
                await pilot.pause(0.2)
                return _widened(app.export_screenshot(title="workbench"))

    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / path.name
        shutil.copyfile(path, copy)
        write_atomic(out, asyncio.run(draw(copy)).encode())


_TEXT = re.compile(r'(<text [^>]*?textLength=")([\d.]+)("[^>]*>)([^<]*)(</text>)')
_CELL = 12.2
"""Width of a cell in rich's SVG, in its own units."""


def _widened(svg: str) -> str:
    """rich gives a text the length of its characters; Japanese ones take two cells."""

    def one(match: re.Match[str]) -> str:
        cells = width(html.unescape(match[4]))
        return f"{match[1]}{_CELL * cells:.1f}{match[3]}{match[4]}{match[5]}"

    return _TEXT.sub(one, svg)


def _app(
    session: Session, desk: Desk, config: Config, at: str, *, colour: bool = True
) -> EditorApp:
    """The app on a session; raises CatalogError where there is no unit `at`, TermbaseError, UsageError."""
    if at:
        session.catalog.unit(at)
        session.goto(at)
    desk.termbase, desk.house  # noqa: B018  what is wrong with them is said before anything is drawn
    return EditorApp(session, desk, config, colour=colour)
