"""Verbs: what each command does on the screen.

Lives here: Verbs, the part of the app that turns a command into a verb of the Session and shows its
Outcome.
May import: desk, drafting, model, wording and the modules of this room.
Apart from `app` because keys and signals are not what a verb does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from workbench.desk.change import Outcome
from workbench.desk.commands import Command
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
        """What each command runs."""
        return {**self._going(), **self._editing(), **self._others()}

    def _going(self) -> Table:
        session = self.session
        return {
            "next": lambda: session.move(1),
            "previous": lambda: session.move(-1),
            "next-unfinished": session.next_unfinished,
            "previous-unfinished": lambda: session.next_unfinished(back=True),
            "next-finding": self._next_finding,
            "next-bookmark": lambda: session.next_where(
                lambda unit: unit.bookmarked, _("no unit is bookmarked")
            ),
            "find": lambda: self._ask("find", self._last_search),
            "find-next": lambda: self._find_on(back=False),
            "find-previous": lambda: self._find_on(back=True),
            "goto": lambda: self._ask("goto", ""),
            "filter": lambda: self._ask("filter", session.filtered),
        }

    def _editing(self) -> Table:
        session = self.session
        return {
            "confirm": session.confirm,
            "fix": session.apply_fix,
            "insert-term": self._insert_term,
            "copy-source": session.copy_source,
            "clear": session.clear,
            "fuzzy": session.needs_work,
            "line-break": lambda: self._insert("\n"),
            "comment": lambda: self._ask("comment", "\n".join(session.unit.comments)),
            "bookmark": session.bookmark,
            "redraft": self._redraft,
            "draft-all": self._draft_all,
            "check-all": self._check_all,
            "take-word": lambda: self._take_offer("take-word", first_word(self.target.offered)),
            "take-rest": lambda: self._take_offer("take-rest", self.target.offered),
            "match": self._take_match,
            "choose-term": self._choose_term,
            "choose-match": self._choose_match,
            "width": self._toggle_width,
            "propagate": session.propagate,
            "split": session.split,
            "merge": session.merge,
            "undo": session.undo,
            "redo": session.redo,
            "replace": lambda: self._ask("replace", ""),
        }

    def _others(self) -> Table:
        return {
            "readings": self._toggle_readings,
            "pane": self._next_pane,
            "next-region": lambda: self._walk(1),
            "previous-region": lambda: self._walk(-1),
            "zoom": self._zoom,
            "source-up": lambda: self.regions.move("pageup", "source"),
            "source-down": lambda: self.regions.move("pagedown", "source"),
            "save": self.session.save,
            "help": self._open_help,
            "quit": self._leave,
        }

    def _find_on(self, *, back: bool) -> Outcome | None:
        """The same text further on, or back."""
        return self.session.find(self._last_search, back=back) if self._last_search else None

    def _show(self, outcome: Outcome) -> None:
        """Paint what a verb did."""
        self._show_unit()
        if outcome.notice:
            self._say(outcome.notice, failed=outcome.failed)

    def _insert(self, text: str) -> None:
        self.target.insert(text)

    def _next_finding(self) -> None:
        """Check unit after unit from here, round the end, until one has a finding; marks are kept."""
        units = self.session.shown
        here = next((n for n, unit in enumerate(units) if unit.id == self.session.at), 0)
        order = [*units[here + 1 :], *units[: here + 1]]
        found: list[str] = []

        def steps() -> Iterator[tuple[int, int]]:
            for number, unit in enumerate(order, 1):
                if self.check_one(unit):
                    found.append(unit.id)
                    return
                yield number, len(order)

        def ended(stopped: bool) -> None:
            if found:
                self._show(self.session.goto(found[0]))
            else:
                self._say(_("stopped") if stopped else _("nothing is found"))

        self.begin(_("checking"), steps, ended)

    def _insert_term(self) -> Outcome | None:
        """The first missing term's preferred target, at the cursor."""
        for verdict in self._verdicts:
            if verdict.kind in {VerdictKind.MISSING, VerdictKind.FORBIDDEN} and verdict.targets:
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
