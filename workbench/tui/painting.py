"""Text with marks, as lines of a pane.

Lives here: `painted`, `Lines`, `safe`. Takes a text, spans with roles, a width and the styles of the roles, gives
rich Text whose lines keep kinsoku and whose marks lie where the spans are.
May import: language, errors, model and `themes` of this room.
Apart from the widgets because lines can be tested without a screen.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from rich.text import Text

from workbench.errors import printable
from workbench.language.cells import cut, wrap
from workbench.model import Span
from workbench.tui.themes import Styles

Mark = tuple[Span, str]


_PLAIN = re.compile(r"[ -~\u3000-\u30ff\u4e00-\u9fff\uff01-\uff60\u2018-\u201f]*")
"""English and Japanese without anything to look at twice."""


def safe(text: str) -> str:
    """As long as `text`, with nothing a terminal obeys."""
    if _PLAIN.fullmatch(text):
        return text
    return "".join(c if len(printable(c)) == 1 else "\N{REPLACEMENT CHARACTER}" for c in text)


def painted(text: str, marks: Sequence[Mark], width: int, language: str, styles: Styles) -> Text:
    """The text wrapped to `width` cells, each mark in its role's style."""
    lines = Lines(text, marks, width, language, styles)
    return Text("\n", no_wrap=True).join(lines.line(number) for number in range(len(lines)))


class Lines:
    """A text wrapped to `width` cells; a line is painted when it is asked for."""

    def __init__(
        self, text: str, marks: Sequence[Mark], width: int, language: str, styles: Styles
    ) -> None:
        drawn = safe(text)
        self._lines = wrap(drawn, width, language)
        self._starts: list[int] = []
        at = 0
        for line in self._lines:
            found = drawn.find(line, at)
            self._starts.append(at if found < 0 else found)
            at = self._starts[-1] + len(line)
        self._marks: dict[int, list[Mark]] = {}
        """By line, in the order given."""
        self.mark(marks, styles)

    def mark(self, marks: Sequence[Mark], styles: Styles) -> None:
        """Other marks on the same lines."""
        self._styles = styles
        self._marks = {}
        for mark in marks:
            a, b = mark[0]
            first = max(0, bisect_right(self._starts, a) - 1)
            for number in range(first, bisect_left(self._starts, b)):
                self._marks.setdefault(number, []).append(mark)

    def __len__(self) -> int:
        return len(self._lines)

    def row(self, place: int) -> int:
        """The line that a character stands in."""
        return max(0, bisect_right(self._starts, place) - 1)

    def place(self, number: int, cell: int) -> int:
        """The character that is drawn at a cell of a line; behind the last one, its end."""
        return self._starts[number] + len(cut(self._lines[number], max(0, cell), ""))

    def line(self, number: int) -> Text:
        """One line with its marks."""
        start, piece = self._starts[number], Text(self._lines[number], no_wrap=True)
        end = start + len(piece)
        for (a, b), role in self._marks.get(number, ()):
            if a < end and b > start:
                piece.stylize(
                    self._styles.get(role, ""), max(a, start) - start, min(b, end) - start
                )
        return piece
