"""`workbench serve`: the translator's screen in a browser on this machine.

Lives here: its options. May import: tui (deferred), config, desk, errors, wording, `output` of this room.
Apart from `edit` because a browser is another door with another lock.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from workbench.cli import output
from workbench.config import Config
from workbench.wording import _, spoken


def options(made: argparse.ArgumentParser, name: str) -> None:
    """CATALOG"""
    made.add_argument("catalog", type=Path, metavar="CATALOG")
    made.add_argument(
        "--port", type=int, default=0, help=_("port on 127.0.0.1 (default: a free one)")
    )
    made.add_argument("--read-only", action="store_true", help=_("look, change nothing"))
    made.add_argument("--at", default="", metavar="UNIT", help=_("open at this unit"))


def run(arguments: argparse.Namespace, config: Config, name: str) -> int:
    """Serve the editor until Ctrl+C; the address goes to stdout."""
    from workbench.desk.session import Session
    from workbench.tui import web

    with Session.open(arguments.catalog, read_only=arguments.read_only) as session:
        if arguments.at:
            session.catalog.unit(arguments.at)
    output.narrate(_("open this address in a browser on this machine; it works once; Ctrl+C ends"))

    def say(address: str) -> None:
        output.say(address)
        sys.stdout.flush()

    return web.serve(command(arguments, config), arguments.catalog.name, say, port=arguments.port)


def command(arguments: argparse.Namespace, config: Config) -> list[str]:
    """The command line that runs the editor for a page."""
    made = [sys.executable, "-m", "workbench", "edit", str(arguments.catalog.absolute())]
    made += ["--language", spoken()]
    made += ["--config", str(config.path)] if config.path else []
    made += ["--read-only"] if arguments.read_only else []
    made += ["--no-color"] if arguments.no_color else []
    made += ["--at", arguments.at] if arguments.at else []
    return made
