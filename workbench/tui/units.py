"""The list of units.

Lives here: UnitList, which draws only the lines that are seen, so that ten thousand units open as fast
as ten. Takes units and marks, tells which one was chosen.
May import: errors, language, model; textual.
Apart from `app` because a list is a widget.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from workbench.errors import printable
from workbench.language.cells import pad
from workbench.model import Stage, Unit

MARKS = {
    Stage.EMPTY: ".", Stage.DRAFT: "~", Stage.TRANSLATED: "v", Stage.REVIEWED: "V", Stage.SIGNED_OFF: "S",
    Stage.REJECTED: "R",
}  # fmt: skip
"""A letter first and a colour second; ASCII, as other marks are two cells wide in Japan."""

_BOTH = 36
"""Cells from which a line shows both sides."""


class UnitList(ScrollView, can_focus=True):
    """Units with state, finding mark, bookmark, id and the beginning of both sides."""

    class Chosen(Message):
        """A unit was clicked."""

        def __init__(self, unit_id: str) -> None:
            super().__init__()
            self.unit_id = unit_id

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._units: Sequence[Unit] = ()
        self._found: dict[str, str] = {}
        self._at = ""

    def show(self, units: Sequence[Unit], at: str, found: dict[str, str]) -> None:
        """Draw these units; `found` gives the mark of units with findings."""
        same = (at, len(units)) == (self._at, len(self._units)) and not any(
            old is not new and old.id != at for old, new in zip(self._units, units, strict=True)
        )
        self._units, self._found, self._at = units, found, at
        place = next((n for n, unit in enumerate(units) if unit.id == at), 0)
        top, height = self.scroll_offset.y, max(1, self.size.height)
        if same and top <= place < top + height:
            self.refresh_line(place)
            return
        self.virtual_size = Size(1, len(units))
        if not top <= place < top + height:
            self.scroll_to(y=max(0, place - height // 2), animate=False)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One unit."""
        width = self.scrollable_content_region.width
        place = y + self.scroll_offset.y
        if place >= len(self._units):
            return Strip.blank(width, self.rich_style)
        unit = self._units[place]
        here = unit.id == self._at
        kept = "*" if unit.bookmarked else " "
        mark = MARKS[unit.stage] + self._found.get(unit.id, " ") + kept
        left = f"{'>' if here else ' '}{unit.id:>5} {mark}"
        room = max(2, width - len(left))
        style = self.rich_style + (Style(reverse=True) if here else Style())
        said = self._sides(unit, room)
        return Strip([Segment(left + said, style)]).adjust_cell_length(width, style)

    def _sides(self, unit: Unit, room: int) -> str:
        """Both sides; in a narrow column the source alone."""
        source, target = printable(unit.source[:300]), printable(unit.target[:300])
        if room < _BOTH:
            return pad(source, room)
        half = room // 2
        return f"{pad(source, half - 1)} {pad(target, room - half)}"

    def on_click(self, event: object) -> None:
        """A click chooses a unit; nothing needs one."""
        place = int(getattr(event, "y", 0)) + self.scroll_offset.y
        if place < len(self._units):
            self.post_message(self.Chosen(self._units[place].id))
