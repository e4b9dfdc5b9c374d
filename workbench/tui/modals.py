"""Screens over the screen: help, recovery, leaving.

Lives here: HelpScreen, RecoveryScreen, QuitScreen. May import: catalog, desk, errors, language, wording and `keys`,
`themes` of this room; textual.
Apart from `app` because they come and go.
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

from workbench.catalog import Recovered
from workbench.desk.commands import Command
from workbench.errors import printable
from workbench.language.cells import pad, width, wrap
from workbench.tui.keys import spelled
from workbench.tui.themes import Styles
from workbench.wording import _, spoken

Bound = list[Binding | tuple[str, str] | tuple[str, str, str]]

_KEY, _TITLE = 12, 20
"""Cells of the columns of keys and of names, at least: what is longer makes its column wider."""


class HelpScreen(ModalScreen[None]):
    """Every verb with its key, from the one list of commands."""

    BINDINGS: ClassVar[Bound] = [Binding("escape,f1,q", "dismiss", "Close")]

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
        titles = {
            "edit": _("Editing"),
            "review": _("Reviewing"),
            "search": _("Looking up"),
            "sentence": _("Sentences"),
            "move": _("Going"),
            "view": _("Seeing"),
            "file": _("File"),
        }
        groups = list(dict.fromkeys(command.group for command in self._commands))
        with VerticalScroll(id="box") as box:
            box.border_title = _("Keys") + " · " + _("Esc closes")
            yield from self._here()
            for group in groups:
                yield Static(Text(titles.get(group, group.capitalize()), "bold underline"))
                for command in self._commands:
                    if command.group == group:
                        yield Static(self._line(command))
                yield Static("")

    def _line(self, command: Command) -> Text:
        title = _(command.title)
        text = Text(pad(_keys(command), self._key) + pad(title, self._title), "bold")
        indent = self._key + self._title
        for number, line in enumerate(wrap(_(command.help), _room(self) - indent, spoken())):
            text.append("\n" + " " * indent if number else "")
            text.append(line, self._styles["dim"])
        return text


def _keys(command: Command) -> str:
    return " ".join(spelled(key) for key in command.keys)


def _room(screen: ModalScreen[Any]) -> int:
    """Cells of a line in the box: nine tenths of the screen less border and padding."""
    return max(40, screen.app.size.width * 9 // 10 - 8)


class RecoveryScreen(ModalScreen[bool]):
    """What a killed session left in the journal: keep it, or go back to the file."""

    BINDINGS: ClassVar[Bound] = [
        Binding("enter,k", "dismiss(True)", "Keep"),
        Binding("d", "dismiss(False)", "Discard"),
    ]

    def __init__(self, recovered: Sequence[Recovered], styles: Styles) -> None:
        super().__init__()
        self._recovered, self._styles = recovered, styles

    def compose(self) -> ComposeResult:
        """Each unit, before and after."""
        text = Text()
        said = _("Units recovered from the journal of an earlier session: {count}")
        text.append(said.format(count=len(self._recovered)) + "\n", "bold")
        text.append(_("Enter keeps them, d goes back to the file.") + "\n")
        for item in self._recovered:
            text.append(f"\n{item.unit}\n", "bold")
            for sign, unit, role in (
                ("-", item.on_disk, "delete"),
                ("+", item.journalled, "insert"),
            ):
                for number, line in enumerate(wrap(printable(unit.target), _room(self) - 2, "ja")):
                    text.append("  " if number else f"{sign} ")
                    text.append(line, self._styles[role])
                    text.append("\n")
        with VerticalScroll(id="box"):
            yield Static(text)


class QuitScreen(ModalScreen[str]):
    """Leaving: save, leave the changes in the journal, or stay."""

    BINDINGS: ClassVar[Bound] = [
        Binding("enter,s", "dismiss('save')", "Save and leave"),
        Binding("d", "dismiss('leave')", "Leave without saving"),
        Binding("escape,q", "dismiss('')", "Stay"),
    ]

    def __init__(self, why: str = "") -> None:
        """`why` it could not be saved, where that was tried."""
        super().__init__()
        self._why = why

    def compose(self) -> ComposeResult:
        """Three choices; none loses anything."""
        text = Text()
        if self._why:
            text.append(_("It could not be saved: {why}").format(why=self._why) + "\n\n", "bold")
        else:
            text.append(_("Leave the editor?") + "\n\n", "bold")
        for key, words in (
            ("Enter", _("save and leave")),
            ("d", _("leave without saving; the journal keeps every change")),
            ("Esc", _("stay")),
        ):
            text.append(f"{key:<6} ", "bold")
            text.append(words + "\n")
        with VerticalScroll(id="box", classes="small"):
            yield Static(text)
