"""Screens over the screen: help, recovery.

Lives here: HelpScreen, RecoveryScreen. May import: catalog, desk, errors, wording; textual.
Apart from `app` because they come and go.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from workbench.catalog import Recovered
from workbench.desk.commands import Command
from workbench.errors import printable
from workbench.wording import _


class HelpScreen(ModalScreen[None]):
    """Every verb with its key, from the one list of commands."""

    BINDINGS: ClassVar[list[Binding | tuple[str, str] | tuple[str, str, str]]] = [
        Binding("escape,f1,q", "dismiss", "Close")
    ]

    def __init__(self, commands: Sequence[Command]) -> None:
        super().__init__()
        self._commands = commands

    def compose(self) -> ComposeResult:
        """One scrolling page."""
        text = Text(_("Keys") + "\n", "bold")
        for command in self._commands:
            keys = ", ".join(command.keys)
            text.append(f"\n{keys:<22}", "bold")
            text.append(f"{_(command.title)}\n", "underline")
            text.append(f"{'':<22}{_(command.help)}\n")
        with VerticalScroll(id="box"):
            yield Static(text)


class RecoveryScreen(ModalScreen[bool]):
    """What a killed session left in the journal: keep it, or go back to the file."""

    BINDINGS: ClassVar[list[Binding | tuple[str, str] | tuple[str, str, str]]] = [
        Binding("enter,k", "dismiss(True)", "Keep"),
        Binding("d", "dismiss(False)", "Discard"),
    ]

    def __init__(self, recovered: Sequence[Recovered]) -> None:
        super().__init__()
        self._recovered = recovered

    def compose(self) -> ComposeResult:
        """Each unit, before and after."""
        text = Text(
            _("{count} units were recovered from the journal of an earlier session.").format(
                count=len(self._recovered)
            )
            + "\n",
            "bold",
        )
        text.append(_("Enter keeps them, d goes back to the file.") + "\n")
        for item in self._recovered:
            text.append(f"\n{item.unit}\n", "bold")
            text.append(f"- {printable(item.on_disk.target)}\n", "red")
            text.append(f"+ {printable(item.journalled.target)}\n", "green")
        with VerticalScroll(id="box"):
            yield Static(text)
