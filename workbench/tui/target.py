"""The one text area, where the target is typed.

Lives here: Target. Takes marks (spans with roles) and an offer, draws them in the text; the cursor stays
the terminal's, so that an input method shows its candidates where the text goes in.
May import: model and `painting`, `themes` of this room; textual.
Apart from `view` because a widget is a thing of its own.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text
from textual.widgets import TextArea

from workbench.tui.painting import Mark, safe
from workbench.tui.themes import Styles


class Target(TextArea):
    """A text area with marks. Nothing a terminal obeys is ever drawn."""

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id, soft_wrap=True, tab_behavior="focus", highlight_cursor_line=False)
        self.cursor_blink = False
        self._marks: tuple[Mark, ...] = ()
        self._styles: Styles = {}

    def mark(self, marks: Sequence[Mark], styles: Styles) -> None:
        """Draw these spans of the text in the styles of their roles."""
        if (tuple(marks), styles) != (self._marks, self._styles):
            self._marks, self._styles = tuple(marks), styles
            self.notify_style_update()
            self.refresh()

    def get_line(self, line_index: int) -> Text:
        """A line of the document with its marks."""
        lines = self.document.lines
        line = Text(safe(lines[line_index]), end="", no_wrap=True)
        start = sum(len(before) + 1 for before in lines[:line_index])
        end = start + len(line)
        for (a, b), role in self._marks:
            if a < end and b > start:
                line.stylize(self._styles.get(role, ""), max(a, start) - start, min(b, end) - start)
        return line

    @property
    def place(self) -> int:
        """Where the cursor is, in characters from the beginning."""
        row, column = self.cursor_location
        return sum(len(line) + 1 for line in self.document.lines[:row]) + column
