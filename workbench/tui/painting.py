"""Text with marks, as lines of a pane.

Lives here: `painted`, `STYLES`. Takes a text, spans with roles and a width, gives rich Text whose lines
keep kinsoku and whose marks lie where the spans are.
May import: language, errors, model.
Apart from the widgets because lines can be tested without a screen.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from workbench.errors import printable
from workbench.language.cells import wrap
from workbench.model import Span

STYLES = {
    "honoured": "underline",
    "admitted": "underline",
    "missing": "bold underline red",
    "forbidden": "bold reverse",
    "inconsistent": "bold underline yellow",
    "error": "bold red",
    "warning": "yellow",
    "note": "cyan",
    "dim": "dim",
    "bold": "bold",
}
"""Every role differs in more than colour."""

Mark = tuple[Span, str]


def _safe(text: str) -> str:
    """As long as `text`, with nothing a terminal obeys."""
    return "".join(c if len(printable(c)) == 1 else "\N{REPLACEMENT CHARACTER}" for c in text)


def painted(text: str, marks: Sequence[Mark], width: int, language: str) -> Text:
    """The text wrapped to `width` cells, each mark in its role's style."""
    safe = _safe(text)
    out = Text(no_wrap=True)
    at = 0
    for number, line in enumerate(wrap(safe, width, language)):
        start = safe.find(line, at)
        start = at if start < 0 else start
        end = start + len(line)
        piece = Text(line)
        for (a, b), role in marks:
            if a < end and b > start:
                piece.stylize(STYLES.get(role, ""), max(a, start) - start, min(b, end) - start)
        if number:
            out.append("\n")
        out.append_text(piece)
        at = end
    return out
