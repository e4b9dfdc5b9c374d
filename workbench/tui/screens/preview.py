"""A replacement looked at before it is done.

Lives here: ReplaceScreen. May import: desk, language, model, wording and `painting`, `themes` of this room;
textual.
Apart from `choice` because here all are taken but some, there one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from workbench.desk.replace import Replacement
from workbench.language.cells import width
from workbench.model import Span
from workbench.tui.painting import safe
from workbench.tui.themes import Styles
from workbench.wording import _

Bound = list[Binding | tuple[str, str] | tuple[str, str, str]]
_AROUND = 24
"""Characters shown on either side of what is replaced."""


class ReplaceScreen(ModalScreen[list[Replacement]]):
    """Every replacement before it is done: Space leaves one out, Enter does the rest, Esc none."""

    BINDINGS: ClassVar[Bound] = [
        Binding("escape,q", "dismiss([])", "None"),
        Binding("space", "turn", "Leave out or take", priority=True),
        Binding("enter", "replace", "Replace", priority=True),
    ]

    def __init__(self, found: Sequence[Replacement], styles: Styles) -> None:
        super().__init__()
        self._found, self._styles = found, styles
        self._out: set[int] = set()

    def compose(self) -> ComposeResult:
        """A list with a cursor, and what the keys do."""
        with Vertical(id="box") as box:
            box.border_title = _("Replace")
            yield OptionList(*(Option(self._line(n)) for n in range(len(self._found))))
            yield Static(id="hint", markup=False)

    def on_mount(self) -> None:
        """Say how many."""
        self._hint()

    def _hint(self) -> None:
        count = len(self._found) - len(self._out)
        said = _("{count} units · Space leaves one out · Enter replaces · Esc does nothing")
        self.query_one("#hint", Static).update(said.format(count=count))

    def _line(self, number: int) -> Text:
        found = self._found[number]
        text = Text("  " if number in self._out else "x ", "bold")
        text.append(found.unit + "\n", "bold")
        room = max(30, self.app.size.width * 9 // 10 - 14)
        text.append_text(_excerpt("- ", found.before, found.gone, self._styles["delete"], room))
        text.append("\n")
        text.append_text(_excerpt("+ ", found.after, found.come, self._styles["insert"], room))
        return text

    def action_turn(self) -> None:
        """Leave the unit at the cursor out, or take it again."""
        listed = self.query_one(OptionList)
        if listed.highlighted is not None:
            self._out ^= {listed.highlighted}
            listed.replace_option_prompt_at_index(
                listed.highlighted, self._line(listed.highlighted)
            )
            self._hint()

    def action_replace(self) -> None:
        """Those that were not left out."""
        self.dismiss([r for n, r in enumerate(self._found) if n not in self._out])


def _excerpt(sign: str, text: str, spans: Sequence[Span], style: str, room: int) -> Text:
    """The text round its first change, the changes marked, in `room` cells where the change has them."""
    first, last = spans[0][0], spans[0][1]
    start, end = max(0, first - _AROUND), min(len(text), last + _AROUND)
    while width(safe(text[start:end])) > room - 4 and (start < first or end > last):
        if end - last > first - start:
            end -= 1
        else:
            start += 1
    out = Text(sign + ("…" if start else ""))
    drawn = Text(safe(text[start:end].replace("\n", " ")))
    for a, b in spans:
        if a < end and b > start:
            drawn.stylize(style, max(a, start) - start, min(b, end) - start)
    out.append_text(drawn)
    out.append("…" if end < len(text) else "")
    return out
