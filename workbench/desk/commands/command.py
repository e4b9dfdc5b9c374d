"""What a command is, and what it may ask.

Lives here: Command, Verb and the questions Line, Pick, Preview and Work. A command is to the desk what a check is
to checks: a class whose docstring is title and help. What a verb asks, it yields, and is sent the answer;
a front door carries it through, whatever its ways of asking are.
May import: `change`, `desk`, `replace`, `session` of this room; wording.
Apart from the registry because each command needs this and none needs the others.
"""

from __future__ import annotations

import inspect
from abc import ABC, abstractmethod
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias

from workbench.desk.change import Outcome
from workbench.desk.replace import Replacement
from workbench.wording import _

if TYPE_CHECKING:
    from workbench.desk.desk import Desk
    from workbench.desk.session import Session


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text is asked for; the answer is a str."""

    label: str
    initial: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """Something to take."""

    text: str
    """What is taken."""
    said: str = ""
    """What is said of it."""
    diff: tuple[tuple[str, str], ...] = ()
    """(`=`, `-` or `+`, piece) shown in the text's place, where it is compared with something."""


@dataclass(frozen=True, slots=True)
class Pick:
    """One of several, by its number; the answer is an Offer, or None where none is wanted."""

    title: str
    offers: Sequence[Offer]


@dataclass(frozen=True, slots=True)
class Preview:
    """Replacements looked at before they are done; the answer is those that are wanted."""

    rows: Sequence[Replacement]


@dataclass(frozen=True, slots=True)
class Work:
    """Something that takes a while, to be done beside the keys: an iterator of (done, all), stopped
    between two of its steps. It sees frozen values only. The answer is whether it was stopped."""

    title: str
    steps: Callable[[], Iterator[tuple[int, int]]]
    after_step: Callable[[], None] | None = None
    """Run after each step where changes are made: gives the session what the step has made."""


MARKS: Mapping[str, str] = MappingProxyType({
    "comma": ",", "full_stop": ".", "slash": "/", "minus": "-", "semicolon": ";", "equals_sign": "=",
    "apostrophe": "'",
})  # fmt: skip
"""Keys that are called otherwise than they look."""


_NAMES = {"pageup": "PageUp", "pagedown": "PageDown", **MARKS}
"""Keys that people read otherwise."""


def spelled(key: str) -> str:
    """`alt+down` → `Alt+Down`, `ctrl+s` → `^S`, `f9` → `F9`."""
    if key.startswith("ctrl+") and len(key) == len("ctrl+s"):
        return "^" + key[-1].upper()
    return "+".join(_NAMES.get(part, part.capitalize()) for part in key.split("+"))


def group_title(group: str) -> str:
    """What the commands of a group are called together."""
    titles = {
        "edit": _("Editing"),
        "review": _("Reviewing"),
        "search": _("Looking up"),
        "sentence": _("Sentences"),
        "move": _("Going"),
        "view": _("Seeing"),
        "file": _("File"),
    }
    return titles.get(group, group.capitalize())


Dialogue: TypeAlias = Generator[Line | Pick | Preview | Work, Any, Outcome]


class Command:
    """What can be asked for by a key; the docstring is its title and its help."""

    id: ClassVar[str] = ""
    """Its name in settings; kept for ever."""
    group: ClassVar[str] = "edit"
    bar: ClassVar[int] = 0
    """Its rank in the line of keys; 0: it does not stand there."""
    pane: ClassVar[str] = ""
    """The pane or place it is about; help says such verbs first where one is there."""
    standard: ClassVar[tuple[str, ...]] = ()
    """Its keys where the user wishes no others."""

    def __init__(self, keys: tuple[str, ...] = ()) -> None:
        self.keys = keys or self.standard

    @property
    def title(self) -> str:
        """A name for people, in English."""
        return (inspect.getdoc(self) or "").split("\n", 1)[0].rstrip(".")

    @property
    def help(self) -> str:
        """A sentence for people, in English."""
        return " ".join((inspect.getdoc(self) or "").split("\n")[1:]).strip()

    @property
    def shown(self) -> bool:
        """Whether it stands in the line of keys."""
        return self.bar > 0


class Verb(Command, ABC):
    """A command that needs no screen: each front door carries it through."""

    word: ClassVar[str] = ""
    """What it is called in the line mode, behind the colon."""
    changes: ClassVar[bool] = True
    """Whether it changes something: not where one only looks."""

    @abstractmethod
    def run(self, session: Session, desk: Desk) -> Outcome | Dialogue:
        """Do it, or ask first. Raises WorkbenchError."""
