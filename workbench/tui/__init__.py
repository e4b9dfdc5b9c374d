"""Front door B: the screen. The only room that imports textual.

Lives here: `edit` and `screenshot`. Takes a catalog's path and a Config, gives an exit status.
May import: config, desk, errors and the modules of this room, when the editor opens.
A room of its own because nothing below it may know that there is a screen.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from workbench.config import Config

if TYPE_CHECKING:
    from workbench.desk.job import Job


def edit(
    what: Path | Job, config: Config, *, read_only: bool = False, at: str = "", colour: bool = True
) -> int:
    """Open the editor on a catalog or on those of a job, at a unit if one is named.

    Raises CatalogError, CatalogLocked, TermbaseError, UsageError before anything is drawn.
    """
    from workbench.tui.launch import edit as run

    return run(what, config, read_only=read_only, at=at, colour=colour)


def screenshot(
    path: Path, config: Config, out: Path, size: tuple[int, int] = (120, 40), *, at: str = ""
) -> None:
    """Draw the editor on a catalog to an SVG file; a copy of it is opened."""
    from workbench.tui.launch import screenshot as draw

    draw(path, config, out, size, at=at)
