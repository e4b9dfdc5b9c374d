"""Verbs: what each command does on the screen.

Lives here: Verbs, the part of the app that turns a command into a verb of the Session and shows its
Outcome.
May import: desk, drafting, model, wording and the modules of this room.
Apart from `app` because keys and signals are not what a verb does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from workbench.desk.commands import Command
from workbench.desk.outcome import Outcome
from workbench.drafting import TextDraft
from workbench.model import Origin, Provenance, VerdictKind
from workbench.tui.choosing import ChoiceScreen
from workbench.tui.drafter import Drafter
from workbench.tui.modals import HelpScreen, QuitScreen
from workbench.tui.panes import made_by
from workbench.tui.prompts import Prompts
from workbench.tui.themes import Styles, styles
from workbench.tui.view import PANES
from workbench.wording import _


class Verbs(Prompts):
    """Commands as verbs."""

    _commands: dict[str, Command]
    drafter: Drafter | None

    @property
    def _roles(self) -> Styles:
        return styles(self.current_theme)

    def _gather(self) -> Outcome:
        """Give the session what is typed; it journals it before anything else happens."""
        if self.target.read_only or self.target.text == self.shown.target:
            return Outcome()
        return self.session.edit(self.target.text)

    def _verbs(self) -> dict[str, Callable[[], Outcome | None]]:
        session = self.session
        return {
            "confirm": session.confirm,
            "next": lambda: session.move(1),
            "previous": lambda: session.move(-1),
            "next-unfinished": session.next_unfinished,
            "previous-unfinished": lambda: session.next_unfinished(back=True),
            "next-finding": self._next_finding,
            "fix": session.apply_fix,
            "insert-term": self._insert_term,
            "copy-source": session.copy_source,
            "fuzzy": session.toggle_fuzzy,
            "line-break": lambda: self._insert("\n"),
            "comment": lambda: self._ask("comment", "\n".join(session.unit.comments)),
            "bookmark": session.bookmark,
            "next-bookmark": lambda: session.next_where(
                lambda unit: unit.bookmarked, _("no unit is bookmarked")
            ),
            "redraft": self._redraft,
            "match": self._take_match,
            "width": self._toggle_width,
            "propagate": session.propagate,
            "split": session.split,
            "merge": session.merge,
            "readings": self._toggle_readings,
            "undo": session.undo,
            "redo": session.redo,
            "find": lambda: self._ask("find", self._last_search),
            "find-next": lambda: session.find(self._last_search) if self._last_search else None,
            "find-previous": lambda: (
                session.find(self._last_search, back=True) if self._last_search else None
            ),
            "replace": lambda: self._ask("replace", ""),
            "goto": lambda: self._ask("goto", ""),
            "filter": lambda: self._ask("filter", session.filtered),
            "pane": self._next_pane,
            "save": session.save,
            "help": lambda: self._open_help(),
            "quit": self._leave,
        }

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

    def _redraft(self) -> None:
        """Several drafts of this unit, to choose from; the target stays until one is chosen."""
        unit, drafter = self.session.unit, self.drafter
        if self.session.read_only or drafter is None:
            self._say(_("there is no engine here"), failed=True)
            return
        drafts: list[TextDraft] = []

        def steps() -> Iterator[tuple[int, int]]:
            yield 0, 1
            drafts.extend(drafter.redrafts(unit))

        def ended(stopped: bool) -> None:
            if stopped or self.session.at != unit.id or len(self.screen_stack) > 1:
                self._say(_("stopped"))
            elif drafts:
                said = [(draft.target, made_by(draft.provenance)) for draft in drafts]
                screen = ChoiceScreen(_("Drafts"), said, self._roles)
                self.push_screen(screen, lambda n: self._take(unit.id, drafts, n))
            else:
                self._say(_("the engine has no draft of this"))

        if self.begin(_("drafting"), steps, ended):
            self._say(_("drafting") + " · " + _("Esc stops"))

    def _take(self, unit_id: str, drafts: list[TextDraft], number: int | None) -> None:
        if number is not None and number >= 0 and self.session.at == unit_id:
            self._gather()
            self._show(self.session.take(drafts[number].target, drafts[number].provenance))

    def _take_match(self) -> Outcome:
        """The memory's best match in the place of the target; again for the next one."""
        if not self.matches:
            return Outcome(notice=_("the memory has nothing like it"))
        targets = [match.target for match in self.matches]
        present = self.session.unit.target
        number = targets.index(present) + 1 if present in targets else 0
        match = self.matches[number % len(targets)]
        made = self.session.take(match.target, Provenance(Origin.MEMORY, rate=match.rate))
        return made if made.failed else replace(made, notice=f"{match.rate} % {match.origin}")

    def _toggle_width(self) -> Outcome:
        """Full or half width: what is selected, else the whole target."""
        lines = self.target.document.lines
        starts = [0]
        for line in lines:
            starts.append(starts[-1] + len(line) + 1)
        (row, column), (other, last) = sorted(self.target.selection)
        first, end = starts[row] + column, starts[other] + last
        return self.session.toggle_width(first, end) if end > first else self.session.toggle_width()

    def _toggle_readings(self) -> Outcome:
        self._with_readings = not self._with_readings
        return Outcome(notice=_("readings shown") if self._with_readings else _("readings hidden"))

    def _next_pane(self) -> Outcome:
        self._pane = (self._pane + 1) % len(PANES)
        return Outcome()

    def _open_help(self) -> None:
        self.push_screen(HelpScreen(list(self._commands.values()), self._roles))

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
