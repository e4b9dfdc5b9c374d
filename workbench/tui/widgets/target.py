"""The one text area, where the target is typed.

Lives here: TargetEditor, `first_word`. Takes what is shown and known and an offer, draws marks in the text;
the cursor stays the terminal's, so that an input method shows its candidates where the text goes in.
May import: errors, language, model, wording and `pane_text`, `painting`, `shown`, `themes` of this room; textual.
Apart from `source` because this is where one types.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import ClassVar

from rich.text import Text
from textual.binding import Binding
from textual.document._wrapped_document import WrappedDocument
from textual.geometry import Offset
from textual.message import Message
from textual.reactive import var
from textual.strip import Strip
from textual.widgets import TextArea

from workbench.errors import printable
from workbench.language.cells import cut
from workbench.model import Span
from workbench.tui import pane_text
from workbench.tui.painting import Mark, safe
from workbench.tui.shown import Known, Marking, Shown
from workbench.tui.themes import Styles
from workbench.wording import _

_LONG = 10_000
"""Characters of a line from which only its rows that are seen are drawn."""
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


_Sections = dict[int, tuple[str, list[int], list[str]]]


def _sections(wrapped: WrappedDocument, known: _Sections, number: int) -> list[str]:
    """The rows of a line; known until it is written or wrapped anew, as Textual asks for them dozens
    of times a key."""
    line, breaks = wrapped.document.lines[number], wrapped.get_offsets(number)
    kept = known.get(number)
    if kept is None or kept[0] is not line or kept[1] is not breaks:
        if len(known) > _KEPT:
            known.clear()
        rows = [line[a:b] for a, b in pairwise([0, *breaks, len(line)])]
        kept = known[number] = (line, breaks, rows)
    return kept[2]


class TargetEditor(TextArea):
    """A text area with marks. Nothing a terminal obeys is ever drawn."""

    shown: var[Shown] = var(Shown())
    known: var[Known] = var(Known())
    looks: var[Styles] = var({})

    @dataclass
    class Edited(Message):
        """Something was typed, or the text was changed otherwise by its keys."""

        text: str

    BINDINGS: ClassVar[list[Binding | tuple[str, str] | tuple[str, str, str]]] = [
        Binding("ctrl+home", "to(False)", "Beginning", show=False),
        Binding("ctrl+end", "to(True)", "End", show=False),
    ]

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id, soft_wrap=True, tab_behavior="focus", highlight_cursor_line=False)
        self.cursor_blink = False
        self._marking = Marking(target=True)
        self._drawn_marks: tuple[Mark, ...] | None = None
        self._under: tuple[Mark, ...] = ()
        self._marks: tuple[Mark, ...] = ()
        self._by_start: tuple[list[int], list[int], int] | None = None
        """Numbers of the marks by their starts, the starts, and the length of the longest."""
        self._styles: Styles = {}
        self._made: dict[tuple[int, str], Text] = {}
        self.rest = self._before_rest = ""
        """The offer, and the text it goes on from."""

    def load(self, text: str) -> None:
        """Show another text, the cursor behind it; nothing is said to have been typed."""
        if text != self.text:
            with self.prevent(TextArea.Changed):
                self.load_text(text)
                self.move_cursor(self.document.end)
                self.offer("")

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Pass it on as ours."""
        event.stop()
        self.post_message(self.Edited(self.text))

    def watch_shown(self) -> None:
        """Another unit, or another author of the text."""
        unit = self.shown.unit
        titles = [
            _("Target"),
            pane_text.origin(unit),
            _("{n} characters").format(n=len(unit.target)),
        ]
        self.border_title = " · ".join(printable(title) for title in titles if title)
        self._remark()

    def watch_known(self) -> None:
        """Terms and findings came."""
        self._remark()

    def _remark(self) -> None:
        under = self.shown.under(source=False)
        marks = self._marking.of(self.known, self.shown.unit)
        changed = marks is not self._drawn_marks or under != self._under
        if changed or self._styles is not self.looks:
            self._drawn_marks, self._under = marks, under
            self.mark((*under, *marks), self.looks)
        self.call_after_refresh(self.place_cursor)

    @property
    def caret(self) -> int:
        """Characters before the cursor."""
        return self._index(self.cursor_location)

    @property
    def selected(self) -> Span:
        """What is selected, in characters."""
        first, last = sorted(self.selection)
        return self._index(first), self._index(last)

    def _index(self, location: tuple[int, int]) -> int:
        row, column = location
        return sum(len(line) + 1 for line in self.document.lines[:row]) + column

    def mark(self, marks: Sequence[Mark], styles: Styles) -> None:
        """Draw these spans of the text in the styles of their roles."""
        once = tuple(dict.fromkeys(marks))
        if (once, styles) != (self._marks, self._styles):
            self._marks, self._styles = once, styles
            self._made.clear()
            self._by_start = None
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

    def _set_document(self, text: str, language: str | None) -> None:
        """Textual divides a line as styled text each time it asks where the cursor stands; slices of
        the same places take a hundredth of the time."""
        super()._set_document(text, language)
        vars(self.wrapped_document)["get_sections"] = partial(_sections, self.wrapped_document, {})

    def render_line(self, y: int) -> Strip:
        """A row. TextArea divides the whole line anew for each row of it: of a line of a million
        characters the row alone is drawn, with selection, offer and cursor."""
        row = y + self.scroll_offset.y
        if row < self.wrapped_document.height and self.document.line_count:
            number, column = self.wrapped_document.offset_to_location(Offset(0, row))
            if len(self.document.lines[number]) > _LONG:
                return self._row(number, column)
        return super().render_line(y)

    def _row(self, number: int, column: int) -> Strip:
        """The row of a line that begins at a column."""
        whole, breaks = self.document.lines[number], self.wrapped_document.get_offsets(number)
        at = bisect_right(breaks, column)
        first = breaks[at - 1] if at else 0
        last = breaks[at] if at < len(breaks) else len(whole)
        width = self.scrollable_content_region.width
        # before the screen has a size nothing is wrapped: what cannot be seen is not measured
        row = Text(safe(whole[first : min(last, first + 4 * width + 64)]), end="", no_wrap=True)
        before = sum(len(line) + 1 for line in self.document.lines[:number]) + first
        for (a, b), role in self._marks_within(before, before + len(row)):
            row.stylize(self._styles.get(role, ""), max(0, a - before), b - before)
        (top, left), (bottom, right) = sorted(self.selection)
        here = self.cursor_location[0] == number and (
            first <= self.cursor_location[1] < last + (last == len(whole))
        )
        row.append(" " if last == len(whole) else "")
        if (top, left) != (bottom, right) and top <= number <= bottom:
            a = max(0, left - first) if top == number else 0
            b = right - first if bottom == number else len(row)
            if a < b:
                row.stylize(self.get_component_rich_style("text-area--selection"), a, b)
        if here:
            caret = self.cursor_location[1] - first
            if self.suggestion and self.has_focus:
                offer = self.get_component_rich_style("text-area--suggestion")
                row = Text.assemble(row[:caret], (self.suggestion, offer), row[caret:], end="")
            if self.has_focus:
                style = self.get_component_rich_style("text-area--cursor")
                row.stylize(style, caret, caret + 1)
        row.expand_tabs(self.indent_width)
        drawn = Strip(row.render(self.app.console), row.cell_len)
        return drawn.adjust_cell_length(width).apply_style(self.rich_style)

    def _marks_within(self, start: int, end: int) -> list[Mark]:
        """The marks that touch a stretch of the text, in the order given."""
        if self._by_start is None:
            order = sorted(range(len(self._marks)), key=lambda n: self._marks[n][0])
            starts = [self._marks[n][0][0] for n in order]
            longest = max((b - a for (a, b), _role in self._marks), default=0)
            self._by_start = (order, starts, longest)
        order, starts, longest = self._by_start
        near = order[bisect_left(starts, start - longest) : bisect_left(starts, end)]
        return [self._marks[n] for n in sorted(near) if self._marks[n][0][1] > start]

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

    def caret_to(self, offset: int) -> None:
        """To a place of the text, in characters."""
        before = self.text[:offset]
        row = before.count("\n")
        self.move_cursor((row, len(before) - (before.rfind("\n") + 1)))

    def action_to(self, end: bool) -> None:
        """To the beginning or the end of the whole text; Home and End go by lines as shown."""
        self.move_cursor(self.document.end if end else (0, 0))

    def on_resize(self) -> None:
        """Lines are wrapped anew; what stands around has another size then, too."""
        self.call_after_refresh(self._resized)

    def _resized(self) -> None:
        self.refresh()
        self.place_cursor()

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
