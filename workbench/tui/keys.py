"""Keys as people read them.

Lives here: `spelled`, `keys_line`, `heed_alt`. Takes commands, gives their keys in words and the line at the foot of the
screen.
May import: desk, language, wording, `themes` of this room.
Apart from `app` because a line can be tested without a screen.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from string import ascii_lowercase
from typing import Any

from rich.text import Text

from workbench.desk.commands import Command
from workbench.language.cells import width
from workbench.tui.themes import Styles
from workbench.wording import _

_ALWAYS = ("help", "quit")
"""What stands in the line however narrow it is."""


_MARKS = {
    "comma": ",",
    "full_stop": ".",
    "slash": "/",
    "minus": "-",
    "semicolon": ";",
    "equals_sign": "=",
}
"""Keys that are called otherwise than they look."""
_NAMES = {"pageup": "PageUp", "pagedown": "PageDown", **_MARKS}
"""Keys as people read them."""
_WITH_ALT = {**{letter: letter for letter in ascii_lowercase}, **{m: n for n, m in _MARKS.items()}}
_Alt = Enum("_Alt", [(f"ALT_{name}", f"alt+{name}") for name in _WITH_ALT.values()])  # type: ignore[misc]


def heed_alt() -> None:
    """Let Textual know Alt with a letter or a mark at once.

    Plain terminals send Esc and the letter; Textual knows that for Alt only when nothing follows for
    0.1 s, and takes Esc and another key behind it for `^` and text. Its table of sequences takes more.
    """
    from textual import _ansi_sequences

    table: Any = _ansi_sequences.ANSI_SEQUENCES_KEYS
    for sent, key in zip(_WITH_ALT, _Alt, strict=True):
        table.setdefault("\x1b" + sent, (key,))


def spelled(key: str) -> str:
    """`alt+down` → `Alt+Down`, `ctrl+s` → `^S`, `f9` → `F9`."""
    if key.startswith("ctrl+") and len(key) == len("ctrl+s"):
        return "^" + key[-1].upper()
    return "+".join(_NAMES.get(part, part.capitalize()) for part in key.split("+"))


def keys_line(commands: Sequence[Command], cells: int, styles: Styles) -> Text:
    """As many of the shown commands as fit whole; help and quit always."""
    ranked = sorted((c for c in commands if c.shown), key=lambda c: c.bar)
    entries = [(spelled(c.keys[0]), _(c.title), c.id) for c in ranked]
    entries.append(("^P", _("Commands"), "palette"))
    last = [entry for entry in entries if entry[2] in _ALWAYS]
    room = cells - sum(_cells(entry) for entry in last)
    kept = []
    for entry in (entry for entry in entries if entry[2] not in _ALWAYS):
        room -= _cells(entry)
        if room >= 0:
            kept.append(entry)
    text = Text(no_wrap=True)
    for key, title, _name in kept + last:
        text.append(f" {key}", styles["bold"])
        text.append(f" {title} ")
    return text


def _cells(entry: tuple[str, str, str]) -> int:
    return width(entry[0]) + width(entry[1]) + 3
