"""The one text area, where the target is typed.

Lives here: Target, `first_word`. Takes marks (spans with roles) and an offer, draws them in the text; the cursor stays
the terminal's, so that an input method shows its candidates where the text goes in.
May import: language, model and `painting`, `themes` of this room; textual.
Apart from `view` because a widget is a thing of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual.binding import Binding
from textual.message import Message
from textual.widgets import TextArea

from workbench.language.cells import cut
from workbench.tui.painting import Mark, safe
from workbench.tui.themes import Styles

_KEPT = 50
"""Lines that are kept as drawn."""

_WORD = re.compile(
    r"\s*(?:[A-Za-z0-9]+(?:[.,'’-][A-Za-z0-9]+)*|[ァ-ヺー・]+[ぁ-ゖ]*|[一-鿿々〇ヶ]+[ぁ-ゖ]*|[ぁ-ゖ]+|.)"
    r"[、。，．！？」』）]*",
    re.DOTALL,
)


def first_word(rest: str) -> str:
    """The beginning of an offer that one key accepts: a word, or a stretch of one script with the
    kana that end it, and the punctuation behind it."""
    match = _WORD.match(rest)
    return match.group() if match else rest


class Target(TextArea):
    """A text area with marks. Nothing a terminal obeys is ever drawn."""

    class Resized(Message):
        """The layout has settled."""

    BINDINGS: ClassVar[list[Binding | tuple[str, str] | tuple[str, str, str]]] = [
        Binding("ctrl+home", "to(False)", "Beginning", show=False),
        Binding("ctrl+end", "to(True)", "End", show=False),
    ]

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id, soft_wrap=True, tab_behavior="focus", highlight_cursor_line=False)
        self.cursor_blink = False
        self._marks: tuple[Mark, ...] = ()
        self._styles: Styles = {}
        self._made: dict[tuple[int, str], Text] = {}
        self.rest = self._before_rest = ""
        """The offer, and the text it goes on from."""

    def mark(self, marks: Sequence[Mark], styles: Styles) -> None:
        """Draw these spans of the text in the styles of their roles."""
        once = tuple(dict.fromkeys(marks))
        if (once, styles) != (self._marks, self._styles):
            self._marks, self._styles = once, styles
            self._made.clear()
            self.notify_style_update()
            self.refresh()

    def get_line(self, line_index: int) -> Text:
        """A line of the document with its marks; asked for once for each row it is wrapped to."""
        lines = self.document.lines
        key = (line_index, lines[line_index])
        if key not in self._made:
            if len(self._made) > _KEPT:
                self._made.clear()
            self._made[key] = self._marked(line_index, lines)
        return self._made[key].copy()

    def _marked(self, line_index: int, lines: Sequence[str]) -> Text:
        line = Text(safe(lines[line_index]), end="", no_wrap=True)
        start = sum(len(before) + 1 for before in lines[:line_index])
        end = start + len(line)
        for (a, b), role in self._marks:
            if a < end and b > start:
                line.stylize(self._styles.get(role, ""), max(a, start) - start, min(b, end) - start)
        return line

    @property
    def at_end(self) -> bool:
        """Whether the cursor stands behind the last character, nothing selected."""
        return bool(self.cursor_location == self.document.end) and not self.selected_text

    def action_to(self, end: bool) -> None:
        """To the beginning or the end of the whole text; Home and End go by lines as shown."""
        self.move_cursor(self.document.end if end else (0, 0))

    def on_resize(self) -> None:
        """Lines are wrapped anew; what stands around has another size then, too."""
        self.call_after_refresh(self._resized)

    def _resized(self) -> None:
        self.refresh()
        self.post_message(self.Resized())

    def place_cursor(self) -> None:
        """Tell the terminal where its own cursor stands: an input method opens its window there."""
        if self.has_focus:
            # Textual's own cursor_screen_offset lags behind when lines are wrapped anew.
            place = self.wrapped_document.location_to_offset(self.cursor_location)
            self.app.cursor_position = self.content_region.offset + place - self.scroll_offset

    def offer(self, rest: str) -> None:
        """Show how the text could go on, as much as fits behind the cursor; empty takes it away."""
        self.rest, self._before_rest = rest, self.text
        room = self.wrap_width - self.wrapped_document.location_to_offset(self.cursor_location).x
        self.suggestion = cut(safe(rest.replace("\n", " ")), max(0, room - 1))

    def on_text_area_selection_changed(self) -> None:
        """The cursor moved: an offer stands at the end of the text or nowhere."""
        if self.rest and not self.at_end:
            self.offer("")

    @property
    def offered(self) -> str:
        """The offer, where it still goes on from what is typed."""
        return self.rest if self.at_end and self.text == self._before_rest else ""

    def accept(self, text: str) -> None:
        """Take the beginning of the offer."""
        rest = self.offered
        if text and rest.startswith(text):
            self.insert(text, self.document.end)
            self.offer(rest[len(text) :])

    def action_cursor_right(self, select: bool = False) -> None:
        """An offer is left where it stands: taking it is a verb."""
        self.offer("")
        super().action_cursor_right(select)
