"""What stands beside the unit: terms, findings, memory, history.

Lives here: SidePanes and the order of the panes. Takes what is shown and known, scrolls, says which number
was taken.
May import: config, errors, model, wording and `pane_text`, `shown`, `themes` of this room; textual.
Apart from `pane_text` because a widget has a size and keys, a text has neither.
"""

from __future__ import annotations

from dataclasses import replace

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.reactive import reactive, var
from textual.widgets import Static

from workbench.config import PANES
from workbench.errors import printable
from workbench.tui import pane_text
from workbench.tui.shown import Known, Shown, within
from workbench.tui.themes import Styles
from workbench.wording import _

WIDE = 100
"""Columns from which list, unit and panes stand side by side."""


class SidePanes(VerticalScroll):
    """All panes where there is room, the one that leads first; else the one that leads."""

    shown: var[Shown] = var(Shown())
    known: var[Known] = var(Known())
    looks: var[Styles] = var({})
    pane: reactive[int] = reactive(0)
    """Which leads."""
    here: var[str] = var("")
    """The region that has the keys."""

    def compose(self) -> ComposeResult:
        """One text."""
        yield Static(id="pane", markup=False)

    def on_mount(self) -> None:
        """As big as the layout made it."""
        self._drawn: object = None
        self._most = pane_text.MOST

    def watch_shown(self, old: Shown, new: Shown) -> None:
        """Another unit: of it, too, the first terms and findings are laid out."""
        if old.unit.id != new.unit.id:
            self._most = pane_text.MOST
        self._draw()

    def more(self) -> None:
        """Lay out more where one has scrolled to the end."""
        longest = max(len(self.known.verdicts), len(self.known.findings))
        if self._most < longest and self.scroll_target_y >= self.max_scroll_y:
            self._most *= 4
            self._draw()

    def watch_known(self) -> None:
        """An answer came."""
        self._draw()

    def watch_pane(self) -> None:
        """Another pane leads."""
        self._draw()

    def watch_here(self) -> None:
        """The keys came or went."""
        self._draw()

    def on_resize(self) -> None:
        """Lines are wrapped anew."""
        self._draw()

    def _draw(self) -> None:
        if not self.is_mounted or not self.size.width:
            return
        wide = self.screen.size.width >= WIDE
        width = max(12, self.size.width - 3)
        known, unit = (
            within(self.known, self.shown.lit),
            replace(self.shown.unit, target="x" * bool(self.shown.unit.target)),
        )
        drawn = (
            known,
            unit,
            self.pane,
            self._most,
            width,
            wide,
            self.here == self.id,
            id(self.looks),
        )
        if drawn == self._drawn:
            return
        self._drawn = drawn
        heads = {
            "terms": _("Terms") + f" {pane_text.terms_count(known.verdicts)}",
            "memory": _("Memory") + f" {len(known.matches)}",
            "findings": _("Findings") + f" {len(known.findings)}",
            "history": _("History"),
        }
        order = [*PANES[self.pane :], *PANES[: self.pane]]
        mark = "> " if self.here == self.id else ""
        if not wide:
            order = order[:1]
            names = [f"[{heads[n]}]" if n == order[0] else heads[n] for n in PANES]
            self.border_title = mark + printable("  ".join(names) + "   F2").replace("[", r"\[")
        text = Text()
        for number, name in enumerate(order):
            if wide:
                text.append(("" if number else mark) + heads[name] + "\n", "bold")
            text.append_text(self._text(name, known, width))
            text.append("\n\n")
        text.rstrip()
        self.query_one("#pane", Static).update(text)

    def _text(self, name: str, known: Known, width: int) -> Text:
        if name == "terms":
            return pane_text.terms_pane(
                known.verdicts, width, self.looks, dict(known.readings), self._most
            )
        if name == "memory":
            return pane_text.memory_pane(known.matches, width, self.looks)
        if name == "findings":
            return pane_text.findings_pane(known.findings, width, self.looks, self._most)
        return pane_text.history_pane(self.shown.unit, width, self.looks)
