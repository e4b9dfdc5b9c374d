"""Every verb of the editor, declared once.

Lives here: the registry of commands and the user's keys. Bindings, palette, help screen, line mode and tests
are made from it. Keys are such as plain terminals deliver (no Ctrl+I, Ctrl+M, Ctrl+H, Alt+digits, Ctrl+Enter)
and follow Poedit, OmegaT and Virtaal where a terminal allows.
May import: errors, wording and the modules of this folder.
Apart from `session` because a name and a key are not what a verb does.
"""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

from workbench.desk.commands import (
    candidates,
    edit,
    files,
    fill_in,
    move,
    review,
    search,
    sentence,
    settings,
    versions,
    view,
)
from workbench.desk.commands.command import (
    Command,
    Dialogue,
    Line,
    Offer,
    Pick,
    Preview,
    Verb,
    Work,
)
from workbench.errors import UsageError
from workbench.wording import _

__all__ = [
    "COMMANDS",
    "UNDELIVERABLE",
    "Command",
    "Dialogue",
    "Line",
    "Offer",
    "Pick",
    "Preview",
    "Verb",
    "Work",
    "commands",
]

COMMANDS: tuple[Command, ...] = tuple(
    made()
    for made in (
        *edit.COMMANDS,
        *review.COMMANDS,
        *search.COMMANDS,
        *candidates.COMMANDS,
        *fill_in.COMMANDS,
        *versions.COMMANDS,
        *sentence.COMMANDS,
        *move.COMMANDS,
        *view.COMMANDS,
        *settings.COMMANDS,
        *files.COMMANDS,
    )
)

UNDELIVERABLE: Mapping[str, str] = {
    "ctrl+i": "is Tab",
    "ctrl+m": "is Enter",
    "ctrl+h": "is Backspace in many terminals",
    "ctrl+[": "is Escape",
    "ctrl+enter": "needs a modern keyboard protocol",
    "shift+enter": "needs a modern keyboard protocol",
    "alt+enter": "needs a modern keyboard protocol",
    "alt+b": "is word left in terminals and editors",
    "alt+f": "is word right in terminals and editors",
    "ctrl+b": "belongs to tmux",
    "ctrl+a": "belongs to screen",
    **{f"alt+{digit}": "types a character on a Mac" for digit in range(10)},
    **{f"ctrl+{digit}": "has no code in a plain terminal" for digit in range(10)},
}


def commands(keys: Mapping[str, str] | None = None) -> tuple[Command, ...]:
    """The commands with the user's keys. Raises UsageError: no such command, a key that no terminal
    delivers, a key taken twice."""
    table = {command.id: command for command in COMMANDS}
    for name, key in (keys or {}).items():
        if name not in table:
            near = get_close_matches(name, table, 1)
            raise UsageError(
                _("keys: there is no command {name}").format(name=name),
                hint=_("did you mean {near}?").format(near=near[0]) if near else "",
            )
        if key in UNDELIVERABLE:
            raise UsageError(
                _("keys: {key} cannot be had: it {why}").format(key=key, why=UNDELIVERABLE[key])
            )
        table[name] = type(table[name])((key,))
    taken: dict[str, str] = {}
    for command in table.values():
        for key in command.keys:
            if key in taken:
                raise UsageError(
                    _("keys: {key} is for {one} and for {two}").format(
                        key=key, one=taken[key], two=command.id
                    )
                )
            taken[key] = command.id
    return tuple(table.values())
