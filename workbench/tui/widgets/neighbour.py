"""What stands before or after the unit.

Lives here: Neighbour. Takes a text, shows its last or its first two lines.
May import: `painting` of this room; textual.
Apart from `source` because a neighbour has neither marks nor keys.
"""

from __future__ import annotations

from rich.text import Text
from textual.reactive import reactive
from textual.widgets import Static

from workbench.tui.painting import painted

_LINES = 2


class Neighbour(Static):
    """The sentence stands in its paragraph: what comes before, what comes after."""

    said: reactive[str] = reactive("")

    def __init__(self, *, end: bool, id: str) -> None:  # noqa: A002
        """`end`: the last lines are shown, else the first."""
        super().__init__(id=id, markup=False)
        self._end = end

    def watch_said(self) -> None:
        """Another unit, or another text."""
        self._draw()

    def on_resize(self) -> None:
        """Lines are wrapped anew."""
        self._draw()

    def _draw(self) -> None:
        if not self.display or not self.size.width:
            return
        width = max(10, self.size.width - 2)
        lines = painted(self.said, (), width, "ja", {}).split("\n")
        self.update(Text("\n").join(lines[-_LINES:] if self._end else lines[:_LINES]))
