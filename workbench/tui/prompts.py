"""The prompt line: find, go to, comment, replace, filter.

Lives here: Prompt, the line, and Prompts, the part of the app that carries a command's dialogue. May
import: desk, errors, wording and `ahead`, `painting`, `regions` of this room;
textual.
Apart from `app` because asking is the same for every verb that needs words.
"""

from __future__ import annotations

from typing import Any

from textual import events
from textual.widgets import Input

from workbench.desk.change import Outcome
from workbench.desk.commands import Dialogue, Line, Offer, Pick, Preview
from workbench.errors import WorkbenchError
from workbench.tui.ahead import Ahead
from workbench.tui.choosing import ChoiceScreen, ReplaceScreen
from workbench.tui.painting import safe
from workbench.tui.regions import HOME
from workbench.tui.themes import styles
from workbench.wording import _


class Prompt(Input):
    """The line itself. Enter and Esc work at once: what is typed behind them is the editor's."""

    async def _on_key(self, event: events.Key) -> None:
        if event.key in {"enter", "escape"} and isinstance(self.app, Prompts):
            event.stop()
            event.prevent_default()
            if event.key == "enter":
                self.app.answered(self.value)
            else:
                self.app.key_escape()

    def _on_hide(self, event: events.Hide) -> None:
        """Asked again before the screen was drawn: the focus it has is a new one."""
        if self.has_class("open"):
            event.prevent_default()


class Prompts(Ahead):
    """One line at the bottom that asks for words and gives them to a verb."""

    _asked = ""
    """The command that asks; empty where none does."""
    _dialogue: Dialogue | None = None

    def _come_home(self) -> None:
        """The keys are the target's again, and all regions are shown."""
        self.regions.home()
        self._say("")
        self.call_after_refresh(self._paint)

    def _show(self, outcome: Outcome) -> None:
        """Paint what a verb did; the app does."""
        raise AssertionError(outcome)

    def carry(self, name: str, dialogue: Dialogue, answer: Any = None) -> None:
        """Carry a command's dialogue on: ask what it asks next, in this screen's ways, or show what it
        did. What it leaves to be done is done beside the keys."""
        try:
            question = dialogue.send(answer)
        except StopIteration as end:
            self._show(end.value)
            return
        except WorkbenchError as error:
            self._say(str(error), failed=True)
            return
        if isinstance(question, Line):
            self._ask(name, dialogue, question)
        elif isinstance(question, Pick):
            self._pick(name, dialogue, question)
        elif isinstance(question, Preview):
            screen = ReplaceScreen(question.rows, styles(self.current_theme))
            self.push_screen(screen, lambda rows: self.carry(name, dialogue, rows or []))
        else:
            self.begin(
                question.title,
                question.steps,
                lambda stopped: self.carry(name, dialogue, stopped),
            )

    def _pick(self, name: str, dialogue: Dialogue, question: Pick) -> None:
        """Open a numbered list for a command's question."""
        offers = question.offers

        def chosen(number: int | None) -> None:
            one: Offer | None = offers[number] if number is not None and number >= 0 else None
            self.carry(name, dialogue, one)

        self.push_screen(ChoiceScreen(question.title, offers, styles(self.current_theme)), chosen)

    def _ask(self, name: str, dialogue: Dialogue, line: Line) -> None:
        """Open the prompt line for a command's question."""
        self._asked, self._dialogue = name, dialogue
        prompt = self.query_one("#prompt", Prompt)
        prompt.border_title = line.label
        prompt.value = safe(line.initial)
        prompt.add_class("open")
        self.screen.set_focus(prompt)

    def answered(self, text: str) -> None:
        """The prompt's answer goes to the command that asked."""
        name, dialogue = self._asked, self._dialogue
        self._close_prompt()
        if dialogue is not None:
            self.carry(name, dialogue, text)

    def key_escape(self) -> None:
        """Escape leaves the prompt, or stops the job."""
        if self._asked:
            self._close_prompt()
        elif self.regions.here != HOME or self.regions.zoomed:
            self._come_home()
        elif self.stop_job():
            self._say(_("stopping"))
        else:
            self.target.offer("")

    def _close_prompt(self) -> None:
        self._asked, self._dialogue = "", None
        self.query_one("#prompt", Prompt).remove_class("open")
        self.screen.set_focus(self.target)
