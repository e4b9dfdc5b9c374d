"""Regions of the screen: everything can be read without a mouse.

Lives here: Regions. Tab walks from the target to source, panes and list, and round; there the arrows,
PageUp, PageDown, Home and End move, Esc comes home to the target, and what is typed is typed there: nothing
is lost. One region can have the whole screen. While one types, the source follows the caret.
Takes the screen's widgets, keeps which one the keys are for; knows neither app nor session.
May import: wording; textual.
Apart from `app` because where one reads is not what one does.
"""

from __future__ import annotations

from typing import Any

from textual.screen import Screen
from textual.widget import Widget

from workbench.wording import _

HOME = "target"
ORDER = (HOME, "source", "side", "list")
"""The way round of Tab."""
MOVING = ("up", "down", "pageup", "pagedown", "home", "end")
"""Keys that move in a region other than the target."""


def name_in_words(region: str) -> str:
    """What a region is called."""
    return {
        "target": _("Target"),
        "source": _("Source"),
        "side": _("Panes"),
        "list": _("List"),
    }[region]


class Regions:
    """Which region has the keys, and which the whole screen."""

    def __init__(self, screen: Screen[Any]) -> None:
        self._screen = screen
        self.here = HOME
        self.zoomed = ""
        self._held = False
        """Whether the source stays where one scrolled it."""

    def widget(self, region: str = "") -> Widget:
        """The widget of a region, of the present one by default."""
        return self._screen.query_one(f"#{region or self.here}")

    def step(self, by: int) -> str:
        """On to the next region, or back; what to say of it."""
        place = ORDER.index(self.here) + by
        return self.go(ORDER[place % len(ORDER)])

    def go(self, region: str) -> str:
        """Give the keys to a region; what to say of it."""
        if self.zoomed and region != self.zoomed:
            self._zoom("")
        self.here = region
        self._screen.set_focus(self.widget())
        if region == HOME:
            return ""
        said = _("{region}: arrows and PageUp/PageDown move, Esc or Enter goes back")
        if region == "source":
            said = _(
                "{region}: ← → choose a word, Shift+← → more of them, to ask about; Esc goes back"
            )
        if region == "side":
            said = _("{region}: arrows and PageUp/PageDown move, a digit takes, Esc goes back")
        return said.format(region=name_in_words(region))

    def home(self) -> bool:
        """Back to the target; False where one was there and nothing was large."""
        away = self.here != HOME or bool(self.zoomed)
        self._zoom("")
        self.go(HOME)
        return away

    def zoom(self) -> str:
        """Give the whole screen to the region that has the keys, or take it back; what to say of it."""
        self._zoom("" if self.zoomed else self.here)
        self._held = False
        if not self.zoomed:
            return _("all regions are shown")
        said = _("{region} alone; Esc shows all regions")
        return said.format(region=name_in_words(self.zoomed))

    def _zoom(self, region: str) -> None:
        if self.zoomed:
            self._screen.remove_class(f"-zoom-{self.zoomed}")
        self.zoomed = region
        if region:
            self._screen.add_class(f"-zoom-{region}")

    def move(self, key: str, region: str = "") -> None:
        """Scroll a region, the present one by default, by one of MOVING."""
        widget = self.widget(region)
        self._held = self._held or (region or self.here) == "source"
        page = max(1, widget.scrollable_content_region.height - 1)
        y = widget.scroll_offset.y
        to = {"up": y - 1, "down": y + 1, "pageup": y - page, "pagedown": y + page, "home": 0}
        widget.scroll_to(y=to.get(key, widget.max_scroll_y), animate=False)

    def unit_changed(self) -> None:
        """Another unit is shown: each region from its beginning."""
        self._held = False
        for region in ("source", "side"):
            self.widget(region).scroll_to(y=0, animate=False)

    def follow(self, share: float) -> None:
        """Show the source at this share of it, where the translator is about to be; a source that one
        scrolled oneself stays until the next unit."""
        source = self.widget("source")
        height = source.scrollable_content_region.height
        if self._held or self.here == "source" or source.max_scroll_y <= 0 or height <= 0:
            return
        line = share * source.virtual_size.height
        top = source.scroll_offset.y
        if not top + 1 <= line < top + height - 1:  # a line before and one behind stay in sight
            source.scroll_to(y=round(line - height / 2), animate=False)


def share_above(text: str, caret: int) -> float:
    """How far into a text the caret stands: 0 at its beginning, 1 at its end."""
    return caret / len(text) if text else 0.0
