"""The source as it is read.

Lives here: Source, which paints only the lines that are seen, so that a unit of a million characters
opens as fast as a sentence. Takes painted lines.
May import: `painting` of this room; textual.
Apart from `view` because a widget is a thing of its own.
"""

from __future__ import annotations

from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from workbench.tui.painting import Lines


class Source(Widget):
    """The lines of a text, as high as they are many."""

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._lines: Lines | None = None

    def show(self, lines: Lines) -> None:
        """Draw these lines."""
        self._lines = lines
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """One row for each line."""
        return len(self._lines or ())

    def render_line(self, y: int) -> Strip:
        """One line."""
        if self._lines is None or y >= len(self._lines):
            return Strip.blank(self.size.width, self.rich_style)
        line = self._lines.line(y)
        line.end = ""
        drawn = Strip(line.render(self.app.console), line.cell_len)
        return drawn.extend_cell_length(self.size.width).apply_style(self.rich_style)
