"""Taking over: a draft, a match, another width, readings.

Lives here: Taking, the part of the app that puts something else in the place of the target, or shows what
helps with it.
May import: desk, drafting, model, wording and the modules of this room.
Apart from `verbs` because these ask an engine or a memory first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.desk.change import Outcome
from workbench.desk.commands import Offer
from workbench.model import Origin, Provenance, Span
from workbench.tui.choosing import ChoiceScreen
from workbench.tui.panes import made_by
from workbench.tui.prompts import Prompts
from workbench.tui.themes import Styles, styles
from workbench.wording import _

if TYPE_CHECKING:
    from workbench.drafting import TextDraft


class Taking(Prompts):
    """What a translator takes over instead of typing it."""

    @property
    def _roles(self) -> Styles:
        return styles(self.current_theme)

    def _gather(self) -> Outcome:
        """Give the session what is typed; it journals it before anything else happens."""
        if self.target.read_only or self.target.text == self.shown.target:
            return Outcome()
        return self.session.edit(self.target.text)

    def _redraft(self) -> None:
        """Several drafts of this unit, to choose from; the target stays until one is chosen."""
        unit = self.session.unit
        if self.session.read_only:
            self._say(_("read-only: nothing is changed"), failed=True)
            return
        drafts: list[TextDraft] = []

        def steps() -> Iterator[tuple[int, int]]:
            yield 0, 1
            drafts.extend(self.desk.redrafts(unit))

        def ended(stopped: bool) -> None:
            if stopped or self.session.at != unit.id or len(self.screen_stack) > 1:
                self._say(_("stopped"))
            elif drafts:
                said = [Offer(draft.target, made_by(draft.provenance)) for draft in drafts]
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

    def _choose_term(self) -> Outcome | None:
        """Every form of the source's terms, preferred ones first; a number inserts it."""
        forms = dict[str, str]()
        for verdict in self._verdicts:
            for form in verdict.targets:
                forms.setdefault(form, verdict.hit.text)
        if not forms:
            return Outcome(notice=_("no terms in this unit"))

        def chosen(number: int | None) -> None:
            if number is not None and number >= 0:
                self.target.insert(list(forms)[number])

        said = [Offer(form, of) for form, of in forms.items()]
        self.push_screen(ChoiceScreen(_("Terms"), said, self._roles), chosen)
        return None

    def _choose_match(self) -> Outcome | None:
        """What the memory has, best first; a number takes it."""
        found = self.matches
        if not found:
            return Outcome(notice=_("the memory has nothing like it"))

        def chosen(number: int | None) -> None:
            if number is not None and number >= 0:
                match = found[number]
                made = Provenance(Origin.MEMORY, rate=match.rate)
                self._gather()
                self._show(self.session.take(match.target, made))

        said = [Offer(match.target, f"{match.rate} % {match.origin}") for match in found]
        self.push_screen(ChoiceScreen(_("Memory"), said, self._roles), chosen)
        return None

    def _selection(self) -> Span:
        """What is selected in the target, in characters."""
        starts = [0]
        for line in self.target.document.lines:
            starts.append(starts[-1] + len(line) + 1)
        (row, column), (other, last) = sorted(self.target.selection)
        return starts[row] + column, starts[other] + last

    def _toggle_readings(self) -> Outcome:
        self._with_readings = not self._with_readings
        return Outcome(notice=_("readings shown") if self._with_readings else _("readings hidden"))
