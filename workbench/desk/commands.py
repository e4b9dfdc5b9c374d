"""Every verb of the editor, declared once.

Lives here: Command and COMMANDS. Bindings, palette, help screen and tests are made from this list.
Keys are such as plain terminals deliver (no Ctrl+I, Ctrl+M, Ctrl+H, Alt+digits, Ctrl+Enter) and follow
Poedit, OmegaT and Virtaal where a terminal allows.
May import: errors, wording.
Apart from `session` because a name and a key are not what a verb does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches

from workbench.errors import UsageError
from workbench.wording import _


@dataclass(frozen=True, slots=True)
class Command:
    """One verb: its name for settings, its words for people, its keys."""

    id: str
    title: str
    help: str
    keys: tuple[str, ...]
    group: str
    shown: bool = False
    """Whether it stands in the footer."""
    pane: str = ""
    """The pane or place it is about; help says such verbs first where one is there."""


COMMANDS: tuple[Command, ...] = (
    Command("confirm", "Confirm", "The unit is translated; go to the next unfinished one.", ("enter", "ctrl+j"), "edit", True),
    Command("next", "Next unit", "Go to the next unit.", ("ctrl+down",), "move"),
    Command("previous", "Previous unit", "Go to the unit before.", ("ctrl+up",), "move"),
    Command("next-unfinished", "Next unfinished", "Go to the next unit that is not confirmed.", ("alt+down",), "move", True),
    Command("previous-unfinished", "Previous unfinished", "Go back to a unit that is not confirmed.", ("alt+up",), "move"),
    Command("next-finding", "Next finding", "Go to the next unit in which a check finds something.", ("f8",), "move", True, "findings"),
    Command("fix", "Repair", "Apply the first safe repair among the findings.", ("f9",), "edit", True, "findings"),
    Command("insert-term", "Insert term", "Insert the first missing term at the cursor; again for the next.", ("alt+g",), "edit", True, "terms"),
    Command("match", "Take match", "Take the best memory match; again for the next.", ("alt+m",), "edit", True, "memory"),
    Command("choose-term", "Choose term", "Choose one of the terms' forms by its number and insert it at the cursor.", ("alt+t",), "edit", False, "terms"),
    Command("choose-match", "Choose match", "Choose one of the memory's matches by its number.", ("alt+o",), "edit", False, "memory"),
    Command("take-word", "Take a word", "Take a word of what the engine offers behind the cursor; else a word on.", ("ctrl+right",), "edit", False, "target"),
    Command("take-rest", "Take the offer", "Take all of what the engine offers behind the cursor; else a character on.", ("right",), "edit", False, "target"),
    Command("redraft", "Redraft", "Ask the engine for other drafts and choose one.", ("alt+r",), "edit", False, "target"),
    Command("draft-all", "Draft all", "Draft the listed units that are empty, from memory and engine; Esc stops and keeps what is done.", ("alt+d",), "edit"),
    Command("check-all", "Check all", "Check every listed unit; the list shows what was found.", ("alt+l",), "move", False, "findings"),
    Command("copy-source", "Copy source", "Start from the source text.", ("alt+s",), "edit"),
    Command("clear", "Clear", "Empty the target; undo brings it back.", ("alt+x",), "edit"),
    Command("fuzzy", "Needs work", "Mark a confirmed unit as needing work; confirming ends it.", ("alt+w",), "edit"),
    Command("width", "Width", "Full-width or half-width letters and digits, in the selection or the unit.", ("alt+v",), "edit", False, "target"),
    Command("propagate", "Carry over", "Give this target to every open unit with the same source.", ("alt+p",), "edit", False, "memory"),
    Command("split", "Split", "Give each occurrence of this paragraph an entry of its own.", ("alt+y",), "edit"),
    Command("merge", "Join", "Make one entry of all that have this source.", ("alt+j",), "edit"),
    Command("line-break", "Line break", "Start a new line inside the unit.", ("alt+n",), "edit"),
    Command("comment", "Comment", "Write a comment on the unit.", ("alt+c",), "edit", False, "history"),
    Command("bookmark", "Bookmark", "Mark the unit, or unmark it.", ("alt+k",), "edit"),
    Command("next-bookmark", "Next bookmark", "Go to the next unit that is marked.", ("f6",), "move"),
    Command("undo", "Undo", "Take the last step back, in whatever unit it was; a restart forgets nothing.", ("ctrl+z",), "edit", False, "history"),
    Command("redo", "Redo", "Do again what was taken back.", ("ctrl+y",), "edit", False, "history"),
    Command("find", "Find", "Find text in sources and targets.", ("ctrl+f",), "move"),
    Command("find-next", "Find again", "Find the same text further on.", ("f3",), "move"),
    Command("find-previous", "Find back", "Find the same text further back.", ("f7",), "move"),
    Command("replace", "Replace", "Replace text in the listed targets, looked at first: old/new or /pattern/new/.", ("ctrl+r",), "edit"),
    Command("goto", "Go to", "Go to a unit by its id or number.", ("ctrl+l",), "move"),
    Command("filter", "Filter", "List only some units: state:fuzzy, finding, term:WORD, bookmarked, repeated, /pattern/ or text.", ("f4",), "move"),
    Command("pane", "Next pane", "Show terms, findings, memory or history beside the unit.", ("f2",), "view"),
    Command("readings", "Readings", "Show how Japanese terms are read, or hide it.", ("alt+i",), "view", False, "terms"),
    Command("next-region", "Next region", "Give the keys to source, panes, list and the target again; arrows and PageUp/PageDown move there, Esc comes back.", ("tab",), "view", False, "read"),
    Command("previous-region", "Previous region", "The same the other way round.", ("shift+tab",), "view", False, "read"),
    Command("zoom", "Zoom", "Give the whole screen to the region that has the keys, or show all regions again.", ("alt+z",), "view", False, "read"),
    Command("source-up", "Source up", "Scroll the source a page back while you type.", ("alt+pageup",), "view", False, "read"),
    Command("source-down", "Source down", "Scroll the source a page on while you type.", ("alt+pagedown",), "view", False, "read"),
    Command("save", "Save", "Write the catalog now; every change is in the journal already.", ("ctrl+s",), "file", True),
    Command("help", "Help", "Show every verb with its key.", ("f1",), "view", True),
    Command("quit", "Quit", "Save and leave.", ("ctrl+q",), "file", True),
)  # fmt: skip

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
        table[name] = replace(table[name], keys=(key,))
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
