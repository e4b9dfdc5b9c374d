"""Help: every verb with its key.

Lives here: HelpScreen, and `room`, the cells of a line in a box. May import: desk, language, wording and
`bars`, `themes` and `guide` of this room; textual.
Apart from the palette because this is read, that is searched.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from workbench.desk.commands import Command
from workbench.desk.commands.command import group_title, spelled
from workbench.language.cells import pad, width, wrap
from workbench.tui.themes import Styles
from workbench.wording import _, spoken

Bound = list[Binding | tuple[str, str] | tuple[str, str, str]]

_KEY, _TITLE = 12, 20
"""Cells of the columns of keys and of names, at least: what is longer makes its column wider."""


class HelpScreen(ModalScreen[None]):
    """Every verb with its key, from the one list of commands."""

    BINDINGS: ClassVar[Bound] = [
        Binding("escape,f1,q", "dismiss", "Close"),
        Binding("g", "guide", "Guide"),
    ]

    def __init__(self, commands: Sequence[Command], styles: Styles, place: str = "") -> None:
        """`place`: the pane whose verbs come first."""
        super().__init__()
        self._commands, self._styles, self._place = commands, styles, place
        self._key = max([_KEY, *(width(_keys(command)) + 1 for command in commands)])
        self._title = max([_TITLE, *(width(_(command.title)) + 1 for command in commands)])

    def _here(self) -> ComposeResult:
        """What can be done where one is."""
        places = {"terms": _("Terms"), "findings": _("Findings"), "memory": _("Memory"),
                  "history": _("History"), "target": _("What the engine offers"),
                  "read": _("Reading")}  # fmt: skip
        places |= {command.id: _(command.title) for command in self._commands}
        here = [c for c in self._commands if self._place in {c.pane, c.id}]
        if self._place in places and here:
            yield Static(Text(_("Here") + ": " + places[self._place], "bold underline"))
            for command in here:
                yield Static(self._line(command))
            yield Static("")

    def compose(self) -> ComposeResult:
        """One scrolling page: the verbs of this place, then all, a table of key and verb by group."""
        groups = list(dict.fromkeys(command.group for command in self._commands))
        with VerticalScroll(id="box") as box:
            box.border_title = _("Keys") + " · " + _("g the guide · ^P palette · Esc closes")
            yield from self._here()
            for group in groups:
                yield Static(Text(group_title(group), "bold underline"))
                for command in self._commands:
                    if command.group == group:
                        yield Static(self._line(command))
                yield Static("")

    def action_guide(self) -> None:
        """The manual in the place of this."""
        from workbench.tui.screens.guide import GuideScreen  # it costs a renderer

        self.app.switch_screen(GuideScreen())

    def _line(self, command: Command) -> Text:
        title = _(command.title)
        text = Text(pad(_keys(command), self._key) + pad(title, self._title), "bold")
        indent = self._key + self._title
        for number, line in enumerate(wrap(_(command.help), room(self) - indent, spoken())):
            text.append("\n" + " " * indent if number else "")
            text.append(line, self._styles["dim"])
        return text


def _keys(command: Command) -> str:
    return " ".join(spelled(key) for key in command.keys)


def room(screen: ModalScreen[Any]) -> int:
    """Cells of a line in the box: nine tenths of the screen less border and padding."""
    return max(40, screen.app.size.width * 9 // 10 - 8)
