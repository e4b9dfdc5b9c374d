"""The list of units.

Lives here: UnitList, which draws only the lines that are seen, so that ten thousand units open as fast
as ten. Takes units and marks, tells which one was chosen.
May import: errors, language, model, `shown` of this room; textual.
Apart from `app` because a list is a widget.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.message import Message
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.strip import Strip

from workbench.errors import printable
from workbench.language.cells import pad
from workbench.model import Unit
from workbench.tui.shown import MARKS, Shown

_BOTH = 36
"""Cells from which a line shows both sides."""


class UnitList(ScrollView, can_focus=True):
    """Units with state, finding mark, bookmark, id and the beginning of both sides."""

    @dataclass
    class Chosen(Message):
        """A unit was clicked."""

        unit: str

    shown: var[Shown] = var(Shown())

    def __init__(self, marks: Mapping[str, str], *, id: str) -> None:  # noqa: A002
        """`marks` gives the mark of units with findings, as it is when a line is drawn."""
        super().__init__(id=id)
        self._marks = marks
        self._signs: dict[str, str] = {}
        """As they were drawn."""

    def watch_shown(self, old: Shown, new: Shown) -> None:
        """Draw the line that changed, or all where another unit is shown or another list."""
        at, units = new.unit.id, new.listed
        same = (at, len(units)) == (old.unit.id, len(old.listed)) and not any(
            a is not b and a.id != at for a, b in zip(old.listed, units, strict=True)
        )
        place = next((n for n, unit in enumerate(units) if unit.id == at), 0)
        top, height = self.scroll_offset.y, max(1, self.size.height)
        if same and top <= place < top + height:
            self.refresh_line(place)
            return
        self.virtual_size = Size(1, len(units))
        if not top <= place < top + height:
            self.scroll_to(y=max(0, place - height // 2), animate=False)
        self.refresh()

    def marked(self) -> None:
        """Marks came or went: draw the lines anew that have another one."""
        top = self.scroll_offset.y
        for place, unit in enumerate(self.shown.listed[top : top + self.size.height], top):
            if self._marks.get(unit.id, " ") != self._signs.get(unit.id, " "):
                self.refresh_line(place)

    def render_line(self, y: int) -> Strip:
        """One unit."""
        width = self.scrollable_content_region.width
        place = y + self.scroll_offset.y
        if place >= len(self.shown.listed):
            return Strip.blank(width, self.rich_style)
        unit = self.shown.listed[place]
        here = unit.id == self.shown.unit.id
        kept = "*" if unit.bookmarked else " "
        self._signs[unit.id] = found = self._marks.get(unit.id, " ")
        mark = MARKS[unit.stage] + found + kept
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
        if place < len(self.shown.listed):
            self.post_message(self.Chosen(self.shown.listed[place].id))
