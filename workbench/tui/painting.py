"""Text with marks, as lines of a pane.

Lives here: `painted`, `safe`. Takes a text, spans with roles, a width and the styles of the roles, gives
rich Text whose lines keep kinsoku and whose marks lie where the spans are.
May import: language, errors, model and `themes` of this room.
Apart from the widgets because lines can be tested without a screen.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rich.text import Text

from workbench.errors import printable
from workbench.language.cells import wrap
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
    drawn = safe(text)
    out = Text(no_wrap=True)
    at = 0
    for number, line in enumerate(wrap(drawn, width, language)):
        start = drawn.find(line, at)
        start = at if start < 0 else start
        end = start + len(line)
        piece = Text(line)
        for (a, b), role in marks:
            if a < end and b > start:
                piece.stylize(styles.get(role, ""), max(a, start) - start, min(b, end) - start)
        if number:
            out.append("\n")
        out.append_text(piece)
        at = end
    return out
