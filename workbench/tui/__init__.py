"""Front door B: the screen. The only room that imports textual.

Lives here: `edit` and `screenshot`. Takes a catalog's path and a Config, gives an exit status.
May import: config, desk, errors and the modules of this room, when the editor opens.
A room of its own because nothing below it may know that there is a screen.
"""

from __future__ import annotations

from pathlib import Path

from workbench.config import Config


def edit(path: Path, config: Config, *, read_only: bool = False) -> int:
    """Open the editor. Raises CatalogError, CatalogLocked, TermbaseError before anything is drawn."""
    from workbench.tui.start import edit as run

    return run(path, config, read_only=read_only)


def screenshot(path: Path, config: Config, out: Path, size: tuple[int, int] = (120, 40)) -> None:
    """Draw the editor on a catalog to an SVG file; the catalog is opened read-only."""
    from workbench.tui.start import screenshot as draw

    draw(path, config, out, size)
