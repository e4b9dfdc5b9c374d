"""Commands that show something, and those of the file.

Lives here: what stands under “Seeing” and “File” in the help. May import: `change`, `desk`, `session`, `command`
of this room.
Apart from `edit` because nothing of a unit changes.
"""

from __future__ import annotations

from workbench.desk.change import Outcome
from workbench.desk.commands.command import Command, Verb
from workbench.desk.desk import Desk
from workbench.desk.session import Session


class Pane(Command):
    """Next pane.

    Show terms, findings, memory or history beside the unit."""

    id, standard, group = "pane", ("f2",), "view"


class Readings(Command):
    """Readings.

    Show how Japanese terms are read, or hide it."""

    id, standard, group, pane = "readings", ("alt+i",), "view", "terms"


class NextRegion(Command):
    """Next region.

    Give the keys to source, panes, list and the target again; arrows and PageUp/PageDown move there, Esc
    comes back."""

    id, standard, group, pane = "next-region", ("tab",), "view", "read"


class PreviousRegion(Command):
    """Previous region.

    The same the other way round."""

    id, standard, group, pane = "previous-region", ("shift+tab",), "view", "read"


class Zoom(Command):
    """Zoom.

    Give the whole screen to the region that has the keys, or show all regions again."""

    id, standard, group, pane = "zoom", ("alt+z",), "view", "read"


class SourceUp(Command):
    """Source up.

    Scroll the source a page back while you type."""

    id, standard, group, pane = "source-up", ("alt+pageup",), "view", "read"


class SourceDown(Command):
    """Source down.

    Scroll the source a page on while you type."""

    id, standard, group, pane = "source-down", ("alt+pagedown",), "view", "read"


class Help(Command):
    """Help.

    Show every verb with its key."""

    id, standard, group, bar = "help", ("f1",), "view", 8


class Save(Verb):
    """Save.

    Write the catalog now; every change is in the journal already."""

    id, standard, group, bar, word = "save", ("ctrl+s",), "file", 7, "save"

    def run(self, session: Session, desk: Desk) -> Outcome:
        """Write it."""
        return session.save()


class Quit(Command):
    """Quit.

    Save and leave."""

    id, standard, group, bar = "quit", ("ctrl+q",), "file", 9


COMMANDS: tuple[type[Command], ...] = (
    Pane, Readings, NextRegion, PreviousRegion, Zoom, SourceUp, SourceDown, Save, Help, Quit,
)  # fmt: skip
