"""A list to choose one of: drafts, matches, terms, what is in the memory.

Lives here: ChoiceScreen, `compared`. May import: desk, errors, language, wording and `painting`, `themes` of
this room; textual.
Apart from `preview` because here one is taken, there all but some.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from workbench.desk.commands import Offer
from workbench.errors import printable
from workbench.language.cells import wrap
from workbench.tui.painting import Mark, painted, safe
from workbench.tui.themes import Styles
from workbench.wording import _

Bound = list[Binding | tuple[str, str] | tuple[str, str, str]]
_AROUND = 24
"""Characters shown on either side of what is replaced."""


class ChoiceScreen(ModalScreen[int]):
    """One of several texts; Enter or its number takes it, Esc none (-1)."""

    BINDINGS: ClassVar[Bound] = [
        Binding("escape,q", "dismiss(-1)", "None"),
        *(Binding(str(n), f"dismiss({n - 1})", str(n), show=False) for n in range(1, 10)),
    ]

    def __init__(self, title: str, choices: Sequence[Offer], styles: Styles) -> None:
        super().__init__()
        self._title, self._choices, self._styles = title, choices, styles

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A number beyond the list chooses nothing."""
        number = parameters[0] if action == "dismiss" and parameters else -1
        return not isinstance(number, int) or number < len(self._choices)

    def compose(self) -> ComposeResult:
        """Numbered, each as long as it is."""
        with Vertical(id="box") as box:
            box.border_title = printable(self._title) + " · " + _("Enter takes it, Esc none")
            yield OptionList(*(Option(self._line(n)) for n in range(len(self._choices))))

    def _line(self, number: int) -> Text:
        choice = self._choices[number]
        text = Text(f"{number + 1}  " if number < 9 else "   ", "bold")
        room = max(30, self.app.size.width * 9 // 10 - 14)
        for n, line in enumerate(compared(choice, room, self._styles).split("\n")):
            text.append("\n   " if n else "").append_text(line)
        if choice.said:
            text.append(
                "\n   " + "\n   ".join(wrap(safe(choice.said), room, "ja")), self._styles["dim"]
            )
        return text

    @on(OptionList.OptionSelected)
    def chosen(self, event: OptionList.OptionSelected) -> None:
        """Enter, or a click."""
        self.dismiss(event.option_index)


def compared(choice: Offer, room: int, styles: Styles) -> Text:
    """What is offered, in `room` cells: where it is compared with something, what it would bring
    underlined, what it would take away struck out."""
    pieces = choice.diff or (("=", choice.text),)
    marks: list[Mark] = []
    at = 0
    for sign, piece in pieces:
        if sign != "=":
            marks.append(((at, at + len(piece)), "insert" if sign == "+" else "delete"))
        at += len(piece)
    return painted("".join(piece for _sign, piece in pieces), marks, room, "ja", styles)
