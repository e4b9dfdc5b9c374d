"""The prompt line: find, go to, comment, replace, filter.

Lives here: Prompt, the line, and Prompts, the part of the app that asks. May import: desk, errors, wording and `ahead`, `painting`, `regions` of this room;
textual.
Apart from `app` because asking is the same for every verb that needs words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from textual import events
from textual.widgets import Input

from workbench.desk.change import Outcome
from workbench.desk.replacing import Replacement
from workbench.errors import UsageError
from workbench.tui.ahead import Ahead
from workbench.tui.choosing import ReplaceScreen
from workbench.tui.painting import safe
from workbench.tui.regions import HOME
from workbench.tui.themes import styles
from workbench.wording import _


def asked(verb: str) -> str:
    """What the prompt asks for."""
    return {
        "find": _("Find in sources and targets"),
        "goto": _("Go to unit, by id or number"),
        "comment": _("Comment on the unit; empty takes it away"),
        "replace": _("Replace in the listed targets: old/new, or /pattern/new/"),
        "filter": _("List only: state:fuzzy finding term:WORD bookmarked repeated /pattern/ text"),
    }[verb]


_SLASH = re.compile(r"(?<!\\)/")


def replacing(text: str) -> tuple[str, str, bool]:
    """(old, new, whether old is a pattern) of `old/new` or `/pattern/new/`; `\\/` is a slash."""
    regex = text.startswith("/")
    old, *rest = _SLASH.split(text[1:] if regex else text)
    new = rest[0] if regex and rest else "/".join(rest)
    return old.replace("\\/", "/"), new.replace("\\/", "/"), regex


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
    _last_search = ""

    def _come_home(self) -> None:
        """The keys are the target's again, and all regions are shown."""
        self.regions.home()
        self._say("")
        self.call_after_refresh(self._paint)

    def _show(self, outcome: Outcome) -> None:
        """Paint what a verb did; the app does."""
        raise AssertionError(outcome)

    def _preview(self, old: str, new: str, regex: bool) -> None:
        """Show what replacing would change; do what is left of it."""
        try:
            found = self.session.preview_replace(old, new, regex=regex)
        except UsageError as error:
            self._say(str(error))
            return
        if not found:
            self._say(_("“{text}” is nowhere").format(text=old))
            return
        self.push_screen(ReplaceScreen(found, styles(self.current_theme)), self._replaced)

    def _replaced(self, wanted: list[Replacement] | None) -> None:
        if wanted:
            self._show(self.session.apply_replacements(wanted))

    def _filter_by(self, text: str) -> None:
        """Findings of a long catalog take a while: they are checked with progress first."""

        def steps() -> Iterator[tuple[int, int]]:
            units = self.session.units
            for number, unit in enumerate(units, 1):
                self.check_one(unit)
                yield number, len(units)

        def ended(stopped: bool) -> None:
            self._show(Outcome(notice=_("stopped")) if stopped else self.session.filter(text))

        if "finding" in text:
            self.begin(_("checking"), steps, ended)
        else:
            self._show(self.session.filter(text))

    def _ask(self, verb: str, text: str) -> None:
        """Open the prompt line for a verb."""
        self._asked = verb
        prompt = self.query_one("#prompt", Prompt)
        prompt.border_title = asked(verb)
        prompt.value = safe(text)
        prompt.add_class("open")
        self.screen.set_focus(prompt)

    def answered(self, text: str) -> None:
        """The prompt's answer goes to its verb."""
        verb = self._asked
        self._close_prompt()
        if verb == "find":
            self._last_search = text
            self._show(self.session.find(text))
        elif verb == "goto":
            self._show(self.session.goto(text.strip()))
        elif verb == "comment":
            self._show(self.session.comment(text))
        elif verb == "replace":
            self._preview(*replacing(text))
        elif verb == "filter":
            self._filter_by(text)

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
        self._asked = ""
        self.query_one("#prompt", Prompt).remove_class("open")
        self.screen.set_focus(self.target)
