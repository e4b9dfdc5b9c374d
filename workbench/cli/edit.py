"""`workbench edit`: the translator's screen, or its plain line mode.

Lives here: its options. May import: tui (deferred), config, desk, errors, wording, `plain` and `options`
of this room.
Apart from the screen because options must not cost what a screen costs.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from workbench.cli.options import add_force, interactive
from workbench.config import Config, environment
from workbench.errors import UsageError
from workbench.wording import _


def options(made: argparse.ArgumentParser, name: str) -> None:
    """CATALOG…"""
    made.add_argument("catalog", type=Path, nargs="+", metavar="CATALOG",
                      help=_("catalogs, or folders of them: one job"))  # fmt: skip
    made.add_argument("--read-only", action="store_true", help=_("look, change nothing"))
    made.add_argument("--plain", action="store_true", help=_("line mode, for screen readers"))
    made.add_argument("--at", default="", metavar="UNIT", help=_("open at this unit"))
    made.add_argument("--screenshot", type=Path, metavar="SVG", help=_("draw the screen to a file"))
    add_force(made)
    made.add_argument("--size", default="120x40", metavar="WxH", help=_("size of the screenshot"))


def run(arguments: argparse.Namespace, config: Config, name: str) -> int:
    """Open the editor."""
    from workbench.desk.job import Job
    from workbench.desk.paths import catalogs

    found = dict.fromkeys(path.absolute() for path in catalogs(arguments.catalog))
    shown = {path.absolute(): path for path in catalogs(arguments.catalog)}
    job = Job([shown[path] for path in found])
    if len(job.paths) > 1 and not arguments.at:
        job.begin()
    if arguments.plain:
        from workbench.cli import plain

        return plain.run(
            job, config, sys.stdin, sys.stdout,
            read_only=arguments.read_only, at=arguments.at,
        )  # fmt: skip
    from workbench import tui

    if arguments.screenshot:
        from workbench.desk.outputs import apart, wrote
        from workbench.desk.paths import termbase_paths

        width, _x, height = arguments.size.partition("x")
        if not (width.isdigit() and height.isdigit()):
            raise UsageError(_("--size is width x height, such as 120x40"))
        size = (int(width), int(height))
        apart(
            arguments.screenshot, *job.paths, *termbase_paths(config), config.path,
            command="screenshot", option="--screenshot", force=arguments.force,
            ours=lambda data: b"Generated with Rich" in data[:1000],
        )  # fmt: skip
        tui.screenshot(job.path, config, arguments.screenshot, size, at=arguments.at)
        wrote(arguments.screenshot, "screenshot")
        return 0
    if not interactive() and not environment("TEXTUAL_DRIVER"):  # `serve` brings its own
        raise UsageError(
            _("the editor needs a terminal"), hint=_("use --plain, or run it in a terminal")
        )
    return int(
        tui.edit(
            job,
            config,
            read_only=arguments.read_only,
            at=arguments.at,
            colour=not arguments.no_color,
        )
    )
