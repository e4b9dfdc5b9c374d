"""Painting the present unit.

Lives here: View, the part of the app that draws; only what changed is drawn again.
May import: desk, errors, model, wording and the modules of this room.
Apart from `app` because drawing knows no verb.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from rich.text import Text
from textual.containers import VerticalScroll
from textual.widgets import Static, TextArea

from workbench.desk.desk import Desk
from workbench.desk.reviews import Stages
from workbench.desk.session import Session
from workbench.errors import printable
from workbench.model import Finding, Unit, Verdict
from workbench.tui import panes
from workbench.tui.inspecting import Inspecting
from workbench.tui.painting import Lines, Mark, painted
from workbench.tui.regions import HOME, Regions, share_above
from workbench.tui.source import Source
from workbench.tui.target import Target
from workbench.tui.themes import Styles, styles
from workbench.tui.units import UnitList
from workbench.wording import _

PANES = ("terms", "findings", "memory", "history")
WIDE = 100
"""Columns from which list, unit and panes stand side by side."""


class View(Inspecting):
    """What is seen of a session."""

    def __init__(self, session: Session, desk: Desk, *, ansi: bool = False) -> None:
        """`ansi`: colours are the terminal's own, to be sent as they are."""
        super().__init__(session, desk, ansi=ansi)
        self._pane = 0
        self._with_readings = False
        self._drawn: dict[str, tuple[object, ...]] = {}
        self._shown_unit = ""
        self._stages = Stages()
        self._marked: (
            tuple[
                tuple[list[Finding], tuple[Verdict, ...]],
                tuple[list[Mark], list[Mark]],
            ]
            | None
        ) = None
        self._most = panes.MOST
        """Terms and findings that the side panes lay out."""

    @cached_property
    def regions(self) -> Regions:
        """Where the keys go, and what has the whole screen."""
        return Regions(self.screen_stack[0])

    @property
    def target(self) -> Target:
        """The one text area."""
        return self.query_one("#target", Target)

    def _say(self, text: str, *, failed: bool = False) -> None:
        style = styles(self.current_theme)["error"] if failed else ""
        self.query_one("#notice", Static).update(Text(" ").append(printable(text), style))

    def _show_unit(self) -> None:
        """Load the present unit into the editor."""
        unit = self.shown
        if self.target.text != unit.target:
            with self.prevent(TextArea.Changed):
                self.target.load_text(unit.target)
                self.target.move_cursor(self.target.document.end)
                self.target.offer("")
        if unit.id != self._shown_unit:
            self._shown_unit = unit.id
            fixed = self.session.read_only or not self.session.at
            self.target.read_only = fixed or bool(unit.locked)
            if unit.locked:
                self._say(_("locked in the file it came from: {reason}").format(reason=unit.locked))
            self._most = panes.MOST
            self.regions.unit_changed()
        self._look()

    def follow(self) -> None:
        """The source goes along with the cursor in the target."""
        row, column = self.target.cursor_location
        lines = self.target.document.lines
        caret = sum(len(line) + 1 for line in lines[:row]) + column
        self.regions.follow(share_above(self.target.text, caret))

    def _new(self, name: str, *what: object) -> bool:
        """Whether a part of the screen would be drawn otherwise than it was."""
        if self._drawn.get(name) == what:
            return False
        self._drawn[name] = what
        return True

    def _paint(self) -> None:
        """Draw what is known of the present unit."""
        units = self.session.units
        place = next((n for n, u in enumerate(units) if u.id == self.session.at), 0)
        self.query_one(UnitList).show(self.session.shown, self.session.at, self._found)
        good = sum(v.kind in panes.GOOD for v in self._verdicts)
        terms = f"{good}/{len(self._verdicts)}"
        found, unsaved = len(self._findings), self.session.unsaved
        only, stages = self.session.filtered, self._stages.of(units)
        line = panes.status_line(units, place, terms, found, unsaved, only, stages)
        self.query_one("#status", Static).update(line)
        self._paint_unit()
        self._paint_neighbours(units, place)
        self._paint_beside(terms)
        self.call_after_refresh(self.target.place_cursor)

    def _paint_unit(self) -> None:
        """Source and target with their marks."""
        looks, unit = styles(self.current_theme), self.shown
        source, target = self._marks()
        box = self.query_one("#source", VerticalScroll)
        width = max(10, box.size.width - 2)
        language = self.session.catalog.source_language
        known = box.size.width  # 0 before the screen is laid out
        if known and self._new("source", unit.source, source, width, self.theme):
            lines = Lines(unit.source, source, width, language, looks)
            self.query_one("#source-text", Source).show(lines)
        self.target.mark(target, looks)
        what = f" {unit.id} · {_(unit.kind.value)}" if unit.id else ""
        box.border_title = self._headed("source", _("Source")) + what
        titles = [
            self._headed("target", _("Target")),
            panes.origin(unit),
            _("{n} characters").format(n=len(unit.target)),
        ]
        self.target.border_title = " · ".join(printable(title) for title in titles if title)

    def _marks(self) -> tuple[list[Mark], list[Mark]]:
        """What is marked in source and target; the same lists until something else is known."""
        known = (self._findings, self._verdicts)
        if self._marked is None or any(
            a is not b for a, b in zip(self._marked[0], known, strict=True)
        ):
            found, judged = known
            source = [(s, f.severity.value) for f in found for s in f.source_spans]
            source += [(s, v.kind.value) for v in judged for s in v.hit.spans]
            target = [(s, f.severity.value) for f in found for s in f.target_spans]
            target += [(s, v.kind.value) for v in judged for s in v.target_spans]
            self._marked = (known, (source, target))
        return self._marked[1]

    def _headed(self, region: str, title: str) -> str:
        """A region's title; that of the one that has the keys is marked where it is not the target."""
        here = self.regions.here
        return f"> {title}" if here == region and here != HOME else title

    def _paint_neighbours(self, units: Sequence[Unit], place: int) -> None:
        """The sentence stands in its paragraph: what comes before, what comes after."""
        for name, beside in (
            ("#before", units[max(0, place - 1) : place]),
            ("#after", units[place + 1 : place + 2]),
        ):
            widget = self.query_one(name, Static)
            if not widget.display:
                continue
            width = max(10, widget.size.width - 2)
            if not self._new(name, beside, width):
                continue
            said = (beside[0].target or beside[0].source) if beside else ""
            lines = painted(said[:400], (), width, "ja", {}).split("\n")
            widget.update(Text("\n").join(lines[-2:] if name == "#before" else lines[:2]))

    def _paint_beside(self, terms: str) -> None:
        """The side panes: all of them where there is room, else the one that F2 chose."""
        side = self.query_one("#side", VerticalScroll)
        width, looks = max(12, side.size.width - 3), styles(self.current_theme)
        heads = {
            "terms": _("Terms") + f" {terms}",
            "memory": _("Memory") + f" {len(self.matches)}",
            "findings": _("Findings") + f" {len(self._findings)}",
            "history": _("History"),
        }
        unit = replace(self.shown, target="x" if self.shown.target else "")
        if not self._new(
            "beside",
            heads,
            self._pane,
            unit,
            self._verdicts,
            self._findings,
            self.matches,
            self._with_readings,
            self._most,
            width,
            self.size.width,
            self.theme,
            self.regions.here == "side",
        ):
            return
        order = [*PANES[self._pane :], *PANES[: self._pane]]
        if self.size.width < WIDE:
            order = order[:1]
            names = [f"[{heads[n]}]" if n == order[0] else heads[n] for n in PANES]
            title = printable("  ".join(names) + "   F2").replace("[", r"\[")
            side.border_title = self._headed("side", title)
        text = Text()
        for number, name in enumerate(order):
            if self.size.width >= WIDE:
                head = heads[name] if number else self._headed("side", heads[name])
                text.append(head + "\n", "bold")
            text.append_text(self._pane_text(name, width, looks))
            text.append("\n\n")
        text.rstrip()
        self.query_one("#pane", Static).update(text)

    def more_beside(self) -> None:
        """Lay out more in the side panes where one has scrolled to their end."""
        side = self.query_one("#side", VerticalScroll)
        longest = max(len(self._verdicts), len(self._findings))
        if self._most < longest and side.scroll_target_y >= side.max_scroll_y:
            self._most *= 4
            self._paint()

    def _pane_text(self, name: str, width: int, looks: Styles) -> Text:
        if name == "terms":
            readings = dict(self.inspector.readings(self.shown)) if self._with_readings else {}
            return panes.terms_pane(self._verdicts, width, looks, readings, self._most)
        if name == "memory":
            return panes.memory_pane(self.matches, width, looks)
        if name == "findings":
            return panes.findings_pane(self._findings, width, looks, self._most)
        return panes.history_pane(self.shown, width, looks)
