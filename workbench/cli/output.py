"""The only writers to stdout and stderr.

Lives here: `say` (data, stdout), `narrate` and `complain` (stderr), `table`, `progress`, colours.
Takes text, makes it safe for a terminal, writes it.
May import: errors, config, language.
Apart from the commands so that quiet, colour and safety are decided once.
"""

from __future__ import annotations

import io
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from workbench.config import environment
from workbench.errors import printable, printable_json

_COLOURS = {
    "good": "32", "bad": "31", "warn": "33", "dim": "2", "bold": "1", "term": "36",
    "honoured": "32", "admitted": "36", "missing": "31", "forbidden": "1;31", "inconsistent": "33",
    "optional": "36",    "error": "31", "warning": "33", "note": "36",
}  # fmt: skip
_settings = {"quiet": False, "colour": None}


def prepare() -> None:
    """Make sure that no text can fail to be written."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def settle(*, quiet: bool, colour: bool | None) -> None:
    """`colour` None means: on a terminal that allows it."""
    _settings.update(quiet=quiet, colour=colour)


def coloured() -> bool:
    """Whether colours are written (https://no-color.org)."""
    if _settings["colour"] is not None:
        return bool(_settings["colour"])
    plain = environment("NO_COLOR") or environment("TERM") == "dumb"
    return sys.stdout.isatty() and not plain


def paint(text: str, role: str) -> str:
    """`text` in the colour of a role; must already be printable."""
    return painter()(text, role)


def painter() -> Callable[[str, str], str]:
    """`paint` for many texts: whether there are colours is asked once."""
    if not coloured():
        return lambda text, role: text
    return lambda text, role: f"\x1b[{_COLOURS[role]}m{text}\x1b[0m" if role in _COLOURS else text


def say(text: str = "") -> None:
    """Data, on stdout. Callers make user text `printable` before they paint it."""
    sys.stdout.write(text + "\n")


def say_json(value: Any) -> None:
    """Data for a program: UTF-8 JSON, indented."""
    import json

    say(printable_json(json.dumps(value, ensure_ascii=False, indent=2)))


def narrate(text: str) -> None:
    """What is being done, on stderr; nothing with --quiet."""
    if not _settings["quiet"]:
        sys.stderr.write(printable(text) + "\n")


def complain(text: str) -> None:
    """An error, on stderr, whatever --quiet says."""
    line = f"workbench: {printable(text)}"
    sys.stderr.write(line + "\n")


def table(rows: Sequence[Sequence[str]], *, right: Sequence[int] = (), gap: str = "  ") -> None:
    """Rows in columns that line up in cells; columns in `right` are right-aligned."""
    from workbench.language.cells import width

    safe = [[printable(str(cell)) for cell in row] for row in rows]
    if not safe:
        return
    widths = [max(width(row[n]) for row in safe) for n in range(len(safe[0]))]
    for row in safe:
        cells = [
            " " * (widths[n] - width(cell)) + cell
            if n in right
            else cell + " " * (widths[n] - width(cell))
            for n, cell in enumerate(row)
        ]
        say(gap.join(cells).rstrip())


@contextmanager
def progress(label: str) -> Iterator[Callable[[int, int], None]]:
    """A counter with time left, on stderr, only on a terminal and not with --quiet.

    It also hears Ctrl-C twice: Python drops a KeyboardInterrupt that meets a destructor or a library's
    callback, so the next count raises it again.
    """
    pressed: list[int] = []

    def interrupt(number: int, _frame: object) -> None:
        pressed.append(number)
        raise KeyboardInterrupt

    heard = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    heard = heard and threading.current_thread() is threading.main_thread()
    if heard:
        signal.signal(signal.SIGINT, interrupt)
    shown = sys.stderr.isatty() and not _settings["quiet"]
    started = time.monotonic()
    last = [0.0]

    def tick(done: int, total: int) -> None:
        if pressed:
            raise KeyboardInterrupt
        now = time.monotonic()
        if not shown or (now - last[0] < 0.1 and done < total):
            return
        last[0] = now
        left = (now - started) / max(done, 1) * (total - done)
        sys.stderr.write(f"\r{label} {done}/{total}  {left:4.0f} s \x1b[K")
        sys.stderr.flush()

    try:
        yield tick
    finally:
        if heard:
            signal.signal(signal.SIGINT, signal.default_int_handler)
        if shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
