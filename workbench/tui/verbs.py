"""Verbs: what each command does on the screen.

Lives here: Verbs, the part of the app that turns a command into a verb of the Session and shows its
Outcome.
May import: desk, drafting, errors, model, wording and the modules of this room.
Apart from `app` because keys and signals are not what a verb does.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from workbench.desk.change import Outcome
from workbench.desk.commands import Command, Verb
from workbench.errors import WorkbenchError
from workbench.model import Origin, Provenance, VerdictKind
from workbench.tui.modals import HelpScreen, QuitScreen
from workbench.tui.sweeping import Sweeping
from workbench.tui.target import first_word
from workbench.tui.view import PANES
from workbench.wording import _

Table = dict[str, Callable[[], Outcome | None]]
"""Command id → what it runs."""


class Verbs(Sweeping):
    """Commands as verbs."""

    _commands: dict[str, Command]

    def _verbs(self) -> Table:
        """What each command runs: what needs no screen is carried through, the rest is the screen's."""
        verbs = [c for c in self._commands.values() if isinstance(c, Verb)]
        return {verb.id: partial(self._run, verb) for verb in verbs} | self._own()

    def _own(self) -> Table:
        """Commands that only a screen has, or that ask it first."""
        return {
            "insert-term": self._insert_term,
            "line-break": lambda: self._insert("\n"),
            "redraft": self._redraft,
            "draft-all": self._draft_all,
            "take-word": lambda: self._take_offer("take-word", first_word(self.target.offered)),
            "take-rest": lambda: self._take_offer("take-rest", self.target.offered),
            "match": self._take_match,
            "choose-term": self._choose_term,
            "choose-match": self._choose_match,
            "readings": self._toggle_readings,
            "pane": self._next_pane,
            "next-region": lambda: self._walk(1),
            "previous-region": lambda: self._walk(-1),
            "zoom": self._zoom,
            "source-up": lambda: self.regions.move("pageup", "source"),
            "source-down": lambda: self.regions.move("pagedown", "source"),
            "help": self._open_help,
            "quit": self._leave,
        }

    def _run(self, verb: Verb) -> Outcome | None:
        """Do a verb, or begin what it asks."""
        self.session.selected = self._selection()
        try:
            done = verb.run(self.session, self.desk)
        except WorkbenchError as error:
            return Outcome(notice=str(error), failed=True)
        if isinstance(done, Outcome):
            return done
        self.carry(verb.id, done)
        return None

    def _show(self, outcome: Outcome) -> None:
        """Paint what a verb did; what was said of the unit before is not said of the next."""
        if outcome.leave:
            self.exit(0)
            return
        moved = self.shown.id != self._shown_unit
        self._show_unit()
        if outcome.caret is not None:
            self.target.caret_to(outcome.caret)
        if outcome.insert:
            first, end = sorted(self.target.selection)
            self.target.replace(outcome.insert, first, end, maintain_selection_offset=False)
        if outcome.notice or (moved and not self._job):
            self._say(outcome.notice, failed=outcome.failed)

    def _insert(self, text: str) -> None:
        self.target.insert(text)

    def _insert_term(self) -> Outcome | None:
        """The first missing term's preferred target, at the cursor."""
        for verdict in self._verdicts:
            wanted = {VerdictKind.MISSING, VerdictKind.FORBIDDEN, VerdictKind.OPTIONAL}
            if verdict.kind in wanted and verdict.targets:
                self._insert(verdict.targets[0])
                return None
        return Outcome(notice=_("no term is missing here"))

    def _take_offer(self, command: str, text: str) -> None:
        """Take so much of the offer; where there is none, the key moves the cursor as it always did."""
        keys = self._commands[command].keys
        if text:
            self.target.accept(text)
        elif "ctrl+right" in keys:
            self.target.action_cursor_word_right()
        elif "right" in keys:
            self.target.action_cursor_right()

    def _walk(self, by: int) -> None:
        """To the next region; where one is, the region says in more than colour."""
        self._say(self.regions.step(by))
        self._paint()

    def _zoom(self) -> None:
        self._say(self.regions.zoom())
        self.call_after_refresh(self._paint)

    def _take_numbered(self, number: int) -> None:
        """In the panes a digit takes what has that number in the pane that leads."""
        self._gather()
        if PANES[self._pane] == "memory" and number <= len(self.matches):
            match = self.matches[number - 1]
            self._show(self.session.take(match.target, Provenance(Origin.MEMORY, rate=match.rate)))
        elif PANES[self._pane] == "terms" and number <= len(self._verdicts):
            targets = self._verdicts[number - 1].targets
            if targets:
                self._insert(targets[0])
                self._say(targets[0])
        else:
            self._say(_("nothing here has the number {number}").format(number=number))

    def _next_pane(self) -> Outcome:
        self._pane = (self._pane + 1) % len(PANES)
        return Outcome()

    @property
    def _place(self) -> str:
        """What help is about first: the prompt, the offer, else the pane that leads."""
        if self._asked:
            return self._asked
        if self.regions.here in {"source", "list"} or self.regions.zoomed:
            return "read"
        return "target" if self.target.offered else PANES[self._pane]

    def key_f1(self) -> None:
        """Help in a prompt, where the keys of the verbs are the prompt's."""
        if self._asked and len(self.screen_stack) == 1:
            self._open_help()

    def _open_help(self) -> None:
        self.push_screen(HelpScreen(list(self._commands.values()), self._roles, self._place))

    def _leave(self) -> Outcome | None:
        """Save and leave; ask where it cannot be saved."""
        self._gather()
        if self.session.read_only or not self.session.at:
            self.exit(0)
            return None
        outcome = self.session.save()
        if outcome.failed:
            self.push_screen(QuitScreen(outcome.notice), self._left)
        else:
            self.exit(0)
        return None

    def action_interrupt(self) -> None:
        """Ctrl+C without a selection: leave, but ask first."""
        self.push_screen(QuitScreen(), self._left)

    def _left(self, wish: str | None) -> None:
        if wish == "save":
            self._leave()
        elif wish == "leave":
            self._gather()
            if not self.session.read_only:
                self.session.rest()
            self.exit(0)
