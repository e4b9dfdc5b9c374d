"""Painting the present unit.

Lives here: View, the part of the app that draws. Terms and findings are computed in a thread; an
answer that comes too late is dropped.
May import: config, desk, model, wording and the modules of this room; textual.
Apart from `app` because drawing knows no verb.
"""

from __future__ import annotations

from collections.abc import Callable

from textual import work
from textual.app import App
from textual.widgets import Static, TextArea

from workbench.desk.services import Services
from workbench.desk.session import Session
from workbench.model import Finding, State, Unit, Verdict
from workbench.tui import panes
from workbench.tui.painting import painted
from workbench.tui.units import UnitList

PANES = ("terms", "findings", "history")
FILTERS = ("all", "unfinished", "findings")


class View(App[int]):
    """What is seen of a session."""

    def __init__(self, session: Session, desk: Services) -> None:
        super().__init__()
        self.session, self.desk = session, desk
        self._pane = 0
        self._filter = 0
        self._found: dict[str, str] = {}
        self._verdicts: tuple[Verdict, ...] = ()
        self._findings: list[Finding] = []
        self._stamp = 0

    @property
    def target(self) -> TextArea:
        """The one text area."""
        return self.query_one("#target", TextArea)

    def _say(self, text: str) -> None:
        self.query_one("#notice", Static).update(f" {text}")

    def _show_unit(self) -> None:
        """Load the present unit into the editor."""
        unit = self.session.unit
        if self.target.text != unit.target:
            with self.prevent(TextArea.Changed):
                self.target.load_text(unit.target)
                self.target.move_cursor(self.target.document.end)
        self._look()

    def _look(self) -> None:
        """Ask for terms and findings of the present unit; draw meanwhile."""
        self._stamp += 1
        self._paint()
        self._inspect(self._stamp, self.session.unit)

    @work(thread=True, exclusive=True, group="inspect")
    def _inspect(self, stamp: int, unit: Unit) -> None:
        found = self.desk.verdicts(unit), self.desk.check(unit)
        self.call_from_thread(self._inspected, stamp, *found)

    def _inspected(
        self, stamp: int, verdicts: tuple[Verdict, ...], findings: list[Finding]
    ) -> None:
        if stamp != self._stamp:
            return
        self._verdicts, self._findings = verdicts, findings
        grave = any(f.severity.value == "error" for f in findings)
        self._found[self.session.at] = "!" if grave else "?" if findings else " "
        self._paint()

    def _listed(self) -> tuple[Unit, ...]:
        """The units that the filter lets through, the present one always."""
        units = self.session.units
        if FILTERS[self._filter] == "unfinished":
            wanted: Callable[[Unit], bool] = lambda u: u.state is not State.CONFIRMED  # noqa: E731
        elif FILTERS[self._filter] == "findings":
            wanted = lambda u: self._found.get(u.id, " ") != " "  # noqa: E731
        else:
            return units
        return tuple(u for u in units if u.id == self.session.at or wanted(u))

    def _paint(self) -> None:
        """Draw what is known of the present unit."""
        session = self.session
        unit, units = session.unit, session.units
        listed = self._listed()
        self.query_one(UnitList).show(listed, unit.id, self._found)
        width = max(10, self.query_one("#source").size.width - 4)
        marks = [(span, v.kind.value) for v in self._verdicts for span in v.hit.spans]
        marks += [(span, f.severity.value) for f in self._findings for span in f.source_spans]
        source = painted(unit.source, marks, width, session.catalog.source_language)
        self.query_one("#source-text", Static).update(source)
        place = next((n for n, u in enumerate(units) if u.id == unit.id), 0)
        beside = [
            u.target or u.source
            for u in (*units[max(0, place - 1) : place], *units[place + 1 : place + 2])
        ]
        language = session.catalog.target_language
        context = [painted(text, (), width, language).split("\n")[0] for text in beside]
        self.query_one("#context", Static).update("\n".join(line.plain for line in context))
        good = sum(v.kind in panes.GOOD for v in self._verdicts)
        terms = f"{good}/{len(self._verdicts)}"
        line = panes.status_line(units, unit, terms, len(self._findings), session.unsaved)
        self.query_one("#status", Static).update(line)
        side = max(12, self.query_one("#side").size.width - 4)
        made = {
            "terms": lambda: panes.terms_pane(self._verdicts, side),
            "findings": lambda: panes.findings_pane(self._findings, side),
            "history": lambda: panes.history_pane(unit, side),
        }
        text = made[PANES[self._pane]]()
        if self.size.width >= 100:
            rest = [name for name in PANES if name != PANES[self._pane]]
            for name in rest:
                text.append("\n\n")
                text.append_text(made[name]())
        self.query_one("#pane", Static).update(text)
