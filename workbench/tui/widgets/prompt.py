"""The prompt line: one line at the bottom that asks for words.

Lives here: PromptLine. Takes a question, says what was answered or that the line was left.
May import: `painting` of this room; textual.
Apart from `dialogue` because a line does not know what it is asked for.
"""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.message import Message
from textual.widgets import Input

from workbench.tui.painting import safe


class PromptLine(Input):
    """The line itself. Enter and Esc work at once: what is typed behind them is the editor's."""

    @dataclass
    class Answered(Message):
        """Enter."""

        text: str

    class Left(Message):
        """Esc."""

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self.cursor_blink = False

    def ask(self, label: str, initial: str = "") -> None:
        """Show the line with a question."""
        self.border_title = label
        self.value = safe(initial)
        self.add_class("open")

    def shut(self) -> None:
        """Nothing is asked any more."""
        self.remove_class("open")

    async def _on_key(self, event: events.Key) -> None:
        if event.key in {"enter", "escape"}:
            event.stop()
            event.prevent_default()
            self.post_message(self.Answered(self.value) if event.key == "enter" else self.Left())

    def _on_hide(self, event: events.Hide) -> None:
        """Asked again before the screen was drawn: the focus it has is a new one."""
        if self.has_class("open"):
            event.prevent_default()
