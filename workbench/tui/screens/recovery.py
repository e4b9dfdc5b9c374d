"""What a killed session left.

Lives here: RecoveryScreen. May import: catalog, errors, language, wording and `help`, `themes` of this room;
textual.
Apart from `leave` because one comes at the beginning, the other at the end.
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
from workbench.errors import printable
from workbench.language.cells import wrap
from workbench.tui.screens.help import room
from workbench.tui.themes import Styles
from workbench.wording import _

Bound = list[Binding | tuple[str, str] | tuple[str, str, str]]


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
                for number, line in enumerate(wrap(printable(unit.target), room(self) - 2, "ja")):
                    text.append("  " if number else f"{sign} ")
                    text.append(line, self._styles[role])
                    text.append("\n")
        with VerticalScroll(id="box"):
            yield Static(text)
