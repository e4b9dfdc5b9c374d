"""The manual on the screen.

Lives here: GuideScreen. May import: desk, wording; textual.
Apart from `help` because that lists verbs and this explains the work.
"""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Markdown

from workbench.desk import guide
from workbench.wording import _, spoken

Bound = list[Binding | tuple[str, str] | tuple[str, str, str]]


class GuideScreen(ModalScreen[None]):
    """The pages of the manual, one at a time."""

    BINDINGS: ClassVar[Bound] = [
        Binding("escape,f1,q", "dismiss", "Close"),
        Binding("right,n", "turn(1)", "Next page"),
        Binding("left,p", "turn(-1)", "Page before"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._pages = guide.topics(spoken())
        self._at = 0

    def compose(self) -> ComposeResult:
        """One scrolling page."""
        with VerticalScroll(id="box"):
            yield Markdown(id="page")

    async def on_mount(self) -> None:
        """The first page."""
        await self.action_turn(0)

    async def action_turn(self, by: int) -> None:
        """The page after, or before; round at the ends."""
        self._at = (self._at + by) % len(self._pages)
        page = self._pages[self._at]
        box = self.query_one("#box", VerticalScroll)
        box.border_title = f"{self._at + 1}/{len(self._pages)} · " + _("← → pages · Esc closes")
        text = guide.page(page.name, spoken(), {"commands": _commands})
        await self.query_one("#page", Markdown).update(text)
        box.scroll_home(animate=False)
        box.focus()


def _commands(_rest: str) -> str:
    return _("`workbench guide commands` in a terminal lists every command with its options.")
