"""A screen as text: rows of characters, then one style letter a cell, then the legend.

Lives here: `Frame`, `frame_of` and `compare`. Takes a running app, gives what a terminal would show, in a
form that a review can read. Double-width characters take two cells; in the rows of letters the second
is the same letter again.
"""

from __future__ import annotations

import os
import string
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

from rich.color import Color
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.app import App

from workbench.language.cells import width

GOLDEN = Path(__file__).resolve().parent.parent / "data" / "screens"
ACCEPT = "WORKBENCH_ACCEPT_SCREENS"
_LETTERS = string.ascii_letters + string.digits


@dataclass(frozen=True)
class Run:
    """Neighbouring cells of one style."""

    row: int
    text: str
    style: Style


@dataclass(frozen=True)
class Frame:
    """One frame of the screen."""

    rows: tuple[tuple[Run, ...], ...]

    @property
    def runs(self) -> Iterator[Run]:
        """Every run, top to bottom."""
        return (run for row in self.rows for run in row)

    @property
    def lines(self) -> list[str]:
        """The characters of each row."""
        return ["".join(run.text for run in row) for row in self.rows]

    def text(self) -> str:
        """Characters, letters, legend. `.` is a cell of the commonest ground with nothing on it."""
        cells = [[_look(run, char) for run in row for char in run.text] for row in self.rows]
        ground = Counter(look for row in cells for look, _size in row if look.startswith("on "))
        names = {ground.most_common(1)[0][0]: "."} if ground else {}
        letters = []
        for row in cells:
            line = ""
            for look, size in row:
                line += names.setdefault(look, _LETTERS[len(names) % len(_LETTERS)]) * size
            letters.append(line)
        legend = [f"{letter} = {name or 'plain'}" for name, letter in names.items()]
        made = [f"|{line}|" for line in self.lines] + [""] + letters + [""] + legend
        return "\n".join(line.rstrip() for line in made) + "\n"


def _look(run: Run, char: str) -> tuple[str, int]:
    """(style of a cell, cells): of a blank only what can be seen of it."""
    style = run.style
    if char == " " and not (style.underline or style.reverse or style.strike):
        style = Style(bgcolor=style.bgcolor)
    return described(style), width(char)


def frame_of(app: App[int]) -> Frame:
    """What the app shows now, open dialogs included."""
    wide, high = app.size
    console = Console(width=wide, height=high, force_terminal=True, color_system="truecolor")
    update = app.screen._compositor.render_update(
        full=True, screen_stack=app._background_screens, simplify=True
    )
    assert update is not None
    segments = [s for s in console.render(update) if not s.control]
    rows = []
    for number, line in enumerate(Segment.split_lines(segments)):
        runs = [Run(number, s.text, s.style or Style()) for s in Segment.simplify(line)]
        rows.append(tuple(run for run in runs if run.text))
    return Frame(tuple(rows[:high]))


def described(style: Style) -> str:
    """`#e0e0e0 on #121212 bold`; terminal colours by their names."""
    words = [_named(style.color)] if style.color else []
    words += ["on", _named(style.bgcolor)] if style.bgcolor else []
    for name in ("bold", "dim", "italic", "underline", "reverse", "strike"):
        words += [name] if getattr(style, name) else []
    return " ".join(words)


def _named(color: Color) -> str:
    return color.triplet.hex if color.triplet else color.name


def compare(app: App[int], name: str) -> None:
    """Fail, with the difference, where the screen is not its golden file; write it when accepting."""
    path = GOLDEN / f"{name}.txt"
    made = frame_of(app).text()
    if os.environ.get(ACCEPT):
        path.write_text(made, "utf-8")
        return
    kept = path.read_text("utf-8") if path.is_file() else ""
    difference = "\n".join(
        unified_diff(kept.split("\n"), made.split("\n"), "kept", "made", "", "", 1)
    )
    assert kept == made, f"{name}: {ACCEPT}=1 takes it as it is\n{difference}"
