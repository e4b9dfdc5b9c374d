"""Drafting every listed unit that is empty.

Lives here: Sweeping, the part of the app that goes through many units with progress; Esc stops it and
what is done is kept. One job is one step that can be undone.
May import: desk, model, wording and the modules of this room.
Apart from `taking` because that changes the unit one looks at, this all but that.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

from workbench.desk.change import Outcome
from workbench.model import Provenance, State
from workbench.tui.taking import Taking
from workbench.wording import _

_GROUP = 12
"""Units drafted together: few enough to stop soon, many enough to keep the engine busy."""


class Sweeping(Taking):
    """What is done to the whole list."""

    def _draft_all(self) -> Outcome | None:
        """Draft the listed units that are empty: what the memory is sure of, the rest by the engine."""
        if self.session.read_only:
            return Outcome(notice=_("read-only: nothing is changed"), failed=True)
        units = [unit for unit in self.session.shown if unit.state is State.EMPTY]
        if not units:
            return Outcome(notice=_("no listed unit is empty"))
        made: list[str] = []
        job = f"draft {time.time()}"

        def steps() -> Iterator[tuple[int, int]]:
            for start in range(0, len(units), _GROUP):
                group = units[start : start + _GROUP]
                known = self.desk.known(self.session.catalog, group) if self._with_memory else {}
                left = [unit for unit in group if unit.id not in known]
                drafts = zip(left, self.desk.drafts(left), strict=True)
                known |= {unit.id: (d.target, d.provenance) for unit, d in drafts if d.target}
                made.extend(self.call_from_thread(self._take_drafts, known, job))
                yield start + len(group), len(units)

        def ended(stopped: bool) -> None:
            said = _("stopped; {count} units drafted") if stopped else _("{count} units drafted")
            self._show(Outcome(notice=said.format(count=len(made))))

        if self.begin(_("drafting"), steps, ended):
            self._say(_("drafting") + " · " + _("Esc stops"))
        return None

    def _take_drafts(self, drafts: dict[str, tuple[str, Provenance]], job: str) -> tuple[str, ...]:
        """Give drafts to the units that are still empty; what is being typed stays."""
        self._gather()
        outcome = self.session.take_drafts(drafts, step=job)
        if outcome.failed:
            self._say(outcome.notice, failed=True)
        self._show_unit()
        return outcome.changed
