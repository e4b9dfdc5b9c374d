"""A command's dialogue, carried through on a screen.

Lives here: Conversation, and Stage, what it needs of a screen: a line that asks, lists to choose from,
somebody who works beside the keys. What a command asks it yields, and is sent the answer.
May import: desk, errors, wording.
Apart from `editor` because a dialogue does not know how it is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from workbench.desk.change import Outcome
from workbench.desk.commands import Dialogue, Line, Offer, Pick, Preview, Work
from workbench.desk.replace import Replacement
from workbench.errors import WorkbenchError
from workbench.wording import _


class Stage(Protocol):
    """Who asks for a conversation, and shows how it ended."""

    def show(self, outcome: Outcome) -> None:
        """Show what a command did."""

    def ask(self, line: Line, talk: Conversation) -> None:
        """Ask for words."""

    def pick(self, pick: Pick, answer: Callable[[Offer | None], None]) -> None:
        """Let one choose."""

    def look_at(self, preview: Preview, answer: Callable[[Sequence[Replacement]], None]) -> None:
        """Let one look first."""

    def work(self, work: Work, talk: Conversation) -> bool:
        """Begin something beside the keys; False where something else is being done."""

    @property
    def free(self) -> bool:
        """Whether nothing else is open that keys may be meant for."""


class Conversation:
    """One command that asks."""

    def __init__(self, command: str, dialogue: Dialogue, stage: Stage) -> None:
        self.command, self._dialogue, self._stage = command, dialogue, stage

    def go_on(self, answer: Any = None) -> None:
        """Send an answer, and ask what is asked next, or show what was done."""
        try:
            question = self._dialogue.send(answer)
        except StopIteration as end:
            self._stage.show(end.value)
            return
        except WorkbenchError as error:
            self._stage.show(Outcome(notice=str(error), failed=True))
            return
        if isinstance(question, Work):
            if not self._stage.work(question, self):
                self.leave()
        elif not self._stage.free:  # after long work: keys are meant for what is open by now
            self.leave()
            self._stage.show(Outcome(notice=_("stopped")))
        elif isinstance(question, Line):
            self._stage.ask(question, self)
        elif isinstance(question, Pick):
            self._stage.pick(question, self.go_on)
        else:
            self._stage.look_at(question, self.go_on)

    def leave(self) -> None:
        """It stays unanswered."""
        self._dialogue.close()
