"""Lines of the screen: where one is, what was said, what the keys do.

Lives here: StatusBar, NoticeLine, KeyBar; `spelled` and `keys_line`, which put keys in words.
May import: desk, errors, language, wording, `pane_text`, `shown`, `themes` of this room; textual.
Apart from the other widgets because nobody gives keys to a line.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text
from textual.reactive import var
from textual.widgets import Static

from workbench.desk.commands import Command
from workbench.desk.commands.command import spelled
from workbench.errors import printable
from workbench.language.cells import width
from workbench.tui import pane_text
from workbench.tui.shown import Known, Shown
from workbench.tui.themes import Styles
from workbench.wording import _

_ALWAYS = ("help", "quit")
"""What stands in the line however narrow it is."""


def keys_line(commands: Sequence[Command], cells: int, styles: Styles) -> Text:
    """As many of the shown commands as fit whole; help and quit always."""
    ranked = sorted((c for c in commands if c.shown), key=lambda c: c.bar)
    entries = [(spelled(c.keys[0]), _(c.title), c.id) for c in ranked]
    entries.append(("^P", _("Commands"), "palette"))
    last = [entry for entry in entries if entry[2] in _ALWAYS]
    room = cells - sum(_cells(entry) for entry in last)
    kept = []
    for entry in (entry for entry in entries if entry[2] not in _ALWAYS):
        room -= _cells(entry)
        if room >= 0:
            kept.append(entry)
    text = Text(no_wrap=True)
    for key, title, _name in kept + last:
        text.append(f" {key}", styles["bold"])
        text.append(f" {title} ")
    return text


def _cells(entry: tuple[str, str, str]) -> int:
    return width(entry[0]) + width(entry[1]) + 3


class StatusBar(Static):
    """Where one is and what is left."""

    shown: var[Shown] = var(Shown())
    known: var[Known] = var(Known())

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id, markup=False)
        self._line = ""

    def watch_shown(self) -> None:
        """Something was done."""
        self._draw()

    def watch_known(self) -> None:
        """An answer came."""
        self._draw()

    def _draw(self) -> None:
        line = pane_text.status_line(self.shown, self.known)
        if line != self._line:
            self._line = line
            self.update(line)


class NoticeLine(Static):
    """What was said last."""

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id, markup=False)

    def say(self, text: str, style: str = "") -> None:
        """Say it; empty takes back what was said."""
        self.update(Text(" ").append(printable(text), style))


class KeyBar(Static):
    """As many of the keys as fit."""

    looks: var[Styles] = var({})

    def __init__(self, commands: Sequence[Command], *, id: str) -> None:  # noqa: A002
        super().__init__(id=id, markup=False)
        self._commands = commands

    def on_resize(self) -> None:
        """Other keys fit."""
        if self.looks:
            self.update(keys_line(self._commands, self.size.width, self.looks))
