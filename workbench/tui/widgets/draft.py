"""The draft that a target was made from, in sight while one types.

Lives here: DraftLine. Takes what is shown; words that the target no longer has are struck out.
May import: desk, errors and `painting`, `shown`, `themes` of this room; textual.
Apart from `target` because nothing is typed here.
"""

from __future__ import annotations

from rich.text import Text
from textual.reactive import var
from textual.widgets import Static

from workbench.desk.difference import difference
from workbench.errors import printable
from workbench.tui.painting import Mark, painted
from workbench.tui.shown import Shown
from workbench.tui.themes import Styles

_LONGEST = 5_000
"""Characters that are compared at every key."""


class DraftLine(Static):
    """Between source and target, where there is a draft and it is wished for."""

    shown: var[Shown] = var(Shown())
    looks: var[Styles] = var({})

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id, markup=False)
        self.display = False

    def watch_shown(self) -> None:
        """Another unit, or another text."""
        self._draw()

    def on_resize(self) -> None:
        """Lines are wrapped anew."""
        self._draw()

    def _draw(self) -> None:
        draft, target = self.shown.draft, self.shown.unit.target
        self.display = bool(draft)
        if not draft or not self.size.width:
            return
        self.border_title = printable(self.shown.draft_said)
        marks: list[Mark] = []
        at = 0
        for sign, piece in difference(draft, target) if len(draft) < _LONGEST else ():
            if sign != "+":
                marks += [((at, at + len(piece)), "delete")] if sign == "-" else []
                at += len(piece)
        width = max(10, self.size.width - 2)
        lines = painted(draft, marks if target else (), width, "ja", self.looks).split("\n")
        self.update(Text("\n").join(lines))
