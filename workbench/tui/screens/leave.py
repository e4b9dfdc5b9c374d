"""Leaving the editor, and what else asks for one key.

Lives here: QuitScreen. May import: wording; textual.
Apart from `recovery` because one comes at the end, the other at the beginning.
"""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from workbench.wording import _

Bound = list[Binding | tuple[str, str] | tuple[str, str, str]]


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
