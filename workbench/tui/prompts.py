"""The prompt line: find, go to, comment, replace.

Lives here: Prompts, the part of the app that asks. May import: desk, wording and `ahead`, `painting` of this room;
textual.
Apart from `app` because asking is the same for every verb that needs words.
"""

from __future__ import annotations

from textual import on
from textual.widgets import Input

from workbench.desk.outcome import Outcome
from workbench.tui.ahead import Ahead
from workbench.tui.painting import safe
from workbench.wording import _


def asked(verb: str) -> str:
    """What the prompt asks for."""
    return {
        "find": _("Find in sources and targets"),
        "goto": _("Go to unit, by id or number"),
        "comment": _("Comment on the unit; empty takes it away"),
        "replace": _("Replace in all targets: old/new"),
    }[verb]


class Prompts(Ahead):
    """One line at the bottom that asks for words and gives them to a verb."""

    _asked = ""
    _last_search = ""

    def _show(self, outcome: Outcome) -> None:
        """Paint what a verb did; the app does."""
        raise AssertionError(outcome)

    def _ask(self, verb: str, text: str) -> None:
        """Open the prompt line for a verb."""
        self._asked = verb
        prompt = self.query_one("#prompt", Input)
        prompt.border_title = asked(verb)
        prompt.value = safe(text)
        prompt.add_class("open")
        prompt.focus()

    @on(Input.Submitted, "#prompt")
    def answered(self, event: Input.Submitted) -> None:
        """The prompt's answer goes to its verb."""
        verb, text = self._asked, event.value
        self._close_prompt()
        if verb == "find":
            self._last_search = text
            self._show(self.session.find(text))
        elif verb == "goto":
            self._show(self.session.goto(text.strip()))
        elif verb == "comment":
            self._show(self.session.comment(text))
        elif verb == "replace":
            old, _slash, new = text.partition("/")
            self._show(self.session.replace_text(old, new))

    def key_escape(self) -> None:
        """Escape leaves the prompt, or stops the job."""
        if self._asked:
            self._close_prompt()
        elif self.stop_job():
            self._say(_("stopping"))
        else:
            self.target.offer("")

    def _close_prompt(self) -> None:
        self._asked = ""
        self.query_one("#prompt", Input).remove_class("open")
        self.target.focus()
