"""The source as it is read.

Lives here: SourceView and the SourceText in it, which paints only the lines that are seen, so that a unit
of a million characters opens as fast as a sentence. Takes what is shown and known; what is selected in it, by
words with the keys or by characters with the mouse, is kept until another unit is shown.
May import: errors, language, model, wording and `painting`, `shown`, `themes` of this room; textual.
Apart from `target` because nothing is typed here.
"""

from __future__ import annotations

from textual import events, on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.reactive import var
from textual.strip import Strip
from textual.widget import Widget

from workbench.errors import printable
from workbench.language.words import word_after, word_at, word_before
from workbench.model import Span
from workbench.tui.painting import Lines, Mark
from workbench.tui.shown import Known, Marking, Shown
from workbench.tui.themes import Styles
from workbench.wording import _

CHOOSING = ("left", "right", "shift+left", "shift+right", "shift+home", "shift+end")
"""Keys that select."""
NOTHING: Span = (0, 0)
"""Selected."""


class SourceText(Widget):
    """The lines of a text, as high as they are many."""

    ALLOW_SELECT = False
    """It selects by itself: Textual's own way would take what is drawn, not what is written."""

    class Drawn(Message):
        """The mouse went from a character to another; `word` where it was pressed twice."""

        def __init__(self, first: int, last: int, *, word: bool = False) -> None:
            super().__init__()
            self.first, self.last, self.word = first, last, word

    def __init__(self, language: str, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._language = language
        self._what: tuple[str, tuple[Mark, ...], Styles] = ("", (), {})
        self._lines: dict[int, Lines] = {}
        """As wrapped to a width."""
        self._pressed: int | None = None
        """The character on which the mouse was pressed."""

    def show(self, text: str, marks: tuple[Mark, ...], looks: Styles) -> None:
        """Draw a text with its marks."""
        if marks is self._what[1] and (text, looks) == (self._what[0], self._what[2]):
            return
        if (text, marks, looks) != self._what:
            other = text != self._what[0]
            self._what = (text, marks, looks)
            if other:
                self._lines.clear()
            for lines in self._lines.values():
                lines.mark(marks, looks)
            self.refresh(layout=other)

    def _wrapped(self, width: int) -> Lines:
        if width not in self._lines:
            text, marks, looks = self._what
            self._lines = {width: Lines(text, marks, max(10, width - 2), self._language, looks)}
        return self._lines[width]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """One row for each line."""
        return len(self._wrapped(width))

    def render_line(self, y: int) -> Strip:
        """One line."""
        lines = self._wrapped(self.size.width)
        if y >= len(lines):
            return Strip.blank(self.size.width, self.rich_style)
        line = lines.line(y)
        line.end = ""
        drawn = Strip(line.render(self.app.console), line.cell_len)
        return drawn.extend_cell_length(self.size.width).apply_style(self.rich_style)

    def row(self, place: int) -> int:
        """The row that a character is drawn in."""
        return self._wrapped(self.size.width).row(place)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """A selection begins."""
        if event.button == 1:
            self._pressed = self._place(event.offset)
            self.capture_mouse()
            self.post_message(self.Drawn(self._pressed, self._pressed))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """It grows."""
        if self._pressed is not None:
            self.post_message(self.Drawn(self._pressed, self._place(event.offset)))

    def on_mouse_up(self) -> None:
        """It stays."""
        if self._pressed is not None:
            self._pressed = None
            self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        """Twice selects a word."""
        if event.chain == 2:
            place = self._place(event.offset)
            self.post_message(self.Drawn(place, place, word=True))

    def _place(self, at: Offset) -> int:
        """The character under the mouse, or the nearest end."""
        lines = self._wrapped(self.size.width)
        if at.y >= len(lines):
            return len(self._what[0])
        return lines.place(max(0, at.y), at.x)


class SourceView(VerticalScroll):
    """A box that scrolls, with the unit's name in its title."""

    shown: var[Shown] = var(Shown())
    known: var[Known] = var(Known())
    looks: var[Styles] = var({})
    here: var[str] = var("")
    """The region that has the keys."""
    selected: var[Span] = var(NOTHING)
    """What is selected, in characters."""

    def __init__(self, language: str, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._marking = Marking(target=False)
        self._ends = NOTHING
        """Where the selection began, and its end that moves."""
        self._text = SourceText(language, id="source-text")

    def compose(self) -> ComposeResult:
        """The text."""
        yield self._text

    def watch_shown(self, before: Shown, now: Shown) -> None:
        """Another unit, or another kind."""
        if (before.unit.id, before.unit.source) != (now.unit.id, now.unit.source):
            self.select(NOTHING)
        self._draw()

    def watch_known(self) -> None:
        """Terms and findings came."""
        self._draw()

    def watch_here(self) -> None:
        """The keys came or went."""
        self._draw()

    def watch_selected(self) -> None:
        """Something else is selected."""
        self._draw()

    def _draw(self) -> None:
        unit = self.shown.unit
        marks = (*self.shown.under(source=True), *self._marking.of(self.known, unit))
        if self.selected != NOTHING:
            marks = (*marks, (self.selected, "selected"))
        self._text.show(unit.source, marks, self.looks)
        what = f" {unit.id} · {_(unit.kind.value)}" if unit.id else ""
        mark = "> " if self.here == self.id else ""
        self.border_title = mark + _("Source") + printable(what)

    @property
    def selected_text(self) -> str:
        """What is selected, as it is written."""
        return self.shown.unit.source[slice(*self.selected)]

    def select(self, ends: Span) -> None:
        """Select from a character to another, in either direction; nothing where they are the same."""
        self._ends = ends
        self.selected = (min(ends), max(ends)) if ends[0] != ends[1] else NOTHING

    def choose(self, key: str) -> None:
        """One of CHOOSING: the word beside what is selected; with Shift as well as what is."""
        text, (start, end) = self.shown.unit.source, self._ends
        if word_at(text, 0) == NOTHING:
            return
        if start == end:
            start, end = word_at(text, start)
            if key == "shift+left":
                start, end = end, start
        elif key.startswith("shift+"):
            start, end = _stretched(text, start, end, key.removeprefix("shift+"))
        else:
            first, last = sorted((start, end))
            beside = word_after(text, last) if key == "right" else word_before(text, first)
            start, end = beside or (first, last)
        self.select((start, end))
        row = self._text.row(end - (end > start))
        self.scroll_to_region(Region(0, row, 1, 1), animate=False)

    @on(SourceText.Drawn)
    def drawn(self, message: SourceText.Drawn) -> None:
        """The mouse went over a stretch, or stands on a word."""
        message.stop()
        ends = (message.first, message.last)
        self.select(word_at(self.shown.unit.source, message.first) if message.word else ends)


def _stretched(text: str, start: int, end: int, key: str) -> Span:
    """Where a selection goes from and to when its end moves by a word, or all the way; the word it began
    with stays in it."""
    held = word_at(text, start) if end > start else word_before(text, start) or (end, start)
    if key == "home":
        return held[1], 0
    if key == "end":
        return held[0], len(text)
    if key == "right":
        last = word_before(text, end) if end > start else word_at(text, end)
        beside = word_after(text, last[1]) if last else None
        if beside is None:
            return start, end
        return (held[0], beside[1]) if beside[0] >= held[0] else (held[1], beside[0])
    first = word_at(text, end) if end < start else word_before(text, end)
    beside = word_before(text, first[0]) if first else None
    if beside is None:
        return start, end
    return (held[1], beside[0]) if beside[1] <= held[1] else (held[0], beside[1])
