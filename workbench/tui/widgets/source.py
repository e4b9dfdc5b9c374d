"""The source as it is read.

Lives here: SourceView and the SourceText in it, which paints only the lines that are seen, so that a unit
of a million characters opens as fast as a sentence. Takes what is shown and known.
May import: errors, model, wording and `painting`, `shown`, `themes` of this room; textual.
Apart from `target` because nothing is typed here.
"""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.geometry import Size
from textual.reactive import var
from textual.strip import Strip
from textual.widget import Widget

from workbench.errors import printable
from workbench.tui.painting import Lines, Mark
from workbench.tui.shown import Known, Marking, Shown
from workbench.tui.themes import Styles
from workbench.wording import _


class SourceView(VerticalScroll):
    """A box that scrolls, with the unit's name in its title."""

    shown: var[Shown] = var(Shown())
    known: var[Known] = var(Known())
    looks: var[Styles] = var({})
    here: var[str] = var("")
    """The region that has the keys."""

    def __init__(self, language: str, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._marking = Marking(target=False)
        self._text = SourceText(language, id="source-text")

    def compose(self) -> ComposeResult:
        """The text."""
        yield self._text

    def watch_shown(self) -> None:
        """Another unit, or another kind."""
        self._draw()

    def watch_known(self) -> None:
        """Terms and findings came."""
        self._draw()

    def watch_here(self) -> None:
        """The keys came or went."""
        self._draw()

    def _draw(self) -> None:
        unit = self.shown.unit
        marks = (*self.shown.under(source=True), *self._marking.of(self.known, unit))
        self._text.show(unit.source, marks, self.looks)
        what = f" {unit.id} · {_(unit.kind.value)}" if unit.id else ""
        mark = "> " if self.here == self.id else ""
        self.border_title = mark + _("Source") + printable(what)


class SourceText(Widget):
    """The lines of a text, as high as they are many."""

    def __init__(self, language: str, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._language = language
        self._what: tuple[str, tuple[Mark, ...], Styles] = ("", (), {})
        self._lines: dict[int, Lines] = {}
        """As wrapped to a width."""

    def show(self, text: str, marks: tuple[Mark, ...], looks: Styles) -> None:
        """Draw a text with its marks."""
        if marks is self._what[1] and (text, looks) == (self._what[0], self._what[2]):
            return
        if (text, marks, looks) != self._what:
            other = text != self._what[0]
            self._what = (text, marks, looks)
            self._lines.clear()
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
