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

_KEPT = 50
"""Lines that are kept as drawn."""


class Target(TextArea):
    """A text area with marks. Nothing a terminal obeys is ever drawn."""

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id, soft_wrap=True, tab_behavior="focus", highlight_cursor_line=False)
        self.cursor_blink = False
        self._marks: tuple[Mark, ...] = ()
        self._styles: Styles = {}
        self._made: dict[tuple[int, str], Text] = {}

    def mark(self, marks: Sequence[Mark], styles: Styles) -> None:
        """Draw these spans of the text in the styles of their roles."""
        once = tuple(dict.fromkeys(marks))
        if (once, styles) != (self._marks, self._styles):
            self._marks, self._styles = once, styles
            self._made.clear()
            self.notify_style_update()
            self.refresh()

    def get_line(self, line_index: int) -> Text:
        """A line of the document with its marks; asked for once for each row it is wrapped to."""
        lines = self.document.lines
        key = (line_index, lines[line_index])
        if key not in self._made:
            if len(self._made) > _KEPT:
                self._made.clear()
            self._made[key] = self._marked(line_index, lines)
        return self._made[key].copy()

    def _marked(self, line_index: int, lines: Sequence[str]) -> Text:
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
