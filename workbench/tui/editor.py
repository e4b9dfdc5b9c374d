"""The editor's screen: its regions, what they show, and commands carried through.

Lives here: EditorScreen. A key runs a command, the command changes the session, what is shown of it flows to the
widgets; what is known of the unit comes from workers as messages, and what is late is dropped.
May import: catalog, config, desk, errors, model, wording and the modules of this room; textual.
Apart from `app` because an app has themes, signals and a keyboard, and a screen has a session.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.reactive import var
from textual.screen import Screen
from textual.timer import Timer

from workbench.catalog import no_language
from workbench.config import PANES, Config
from workbench.desk.change import Outcome
from workbench.desk.commands import (
    COMMANDS as REGISTRY,
)
from workbench.desk.commands import (
    Command,
    Dialogue,
    Line,
    Offer,
    Pick,
    Preview,
    Verb,
    Work,
)
from workbench.desk.completion import Candidate, candidates, complete, names_of
from workbench.desk.desk import Desk
from workbench.desk.inspect import Inspector
from workbench.desk.kept_parts import parts
from workbench.desk.remember import Remembering
from workbench.desk.replace import Replacement
from workbench.desk.reviews import Stages
from workbench.desk.session import Session
from workbench.desk.versions import Version, draft_of
from workbench.errors import WorkbenchError
from workbench.model import Match, Span, State, Unit
from workbench.tui import commands as own
from workbench.tui.dialogue import Conversation
from workbench.tui.palette import CommandsProvider
from workbench.tui.regions import HOME, MOVING, Regions, share_above
from workbench.tui.screens.choice import ChoiceScreen
from workbench.tui.screens.help import HelpScreen
from workbench.tui.screens.leave import QuitScreen
from workbench.tui.screens.preview import ReplaceScreen
from workbench.tui.screens.recovery import RecoveryScreen
from workbench.tui.shown import NOBODY, Known, Lit, Shown, within
from workbench.tui.themes import Styles
from workbench.tui.widgets.bars import KeyBar, NoticeLine, StatusBar
from workbench.tui.widgets.draft import DraftLine
from workbench.tui.widgets.neighbour import Neighbour
from workbench.tui.widgets.panes import WIDE, SidePanes
from workbench.tui.widgets.prompt import PromptLine
from workbench.tui.widgets.source import CHOOSING, NOTHING, SourceView
from workbench.tui.widgets.target import TargetEditor, first_word
from workbench.tui.widgets.unit_list import UnitList
from workbench.tui.workers.inspector import Inspecting
from workbench.tui.workers.jobs import Jobs
from workbench.tui.workers.memory_writer import MemoryWriter
from workbench.tui.workers.type_ahead import PAUSE, Offers, TypingAhead
from workbench.wording import _

_IDLE = 2.0
"""Seconds of rest after which the journal is forced to the disk."""
_WITHOUT_UNITS = {"help", "quit", "pane", "next-region", "previous-region", "zoom"}
"""What can be done in a catalog that has no units."""
_DIGITS = frozenset("123456789")
_NEAR = 400
"""Units before this one whose names are offered while a word is typed."""
_LONGEST = 20_000
"""Characters of a text whose tags are shown as such."""
_BESIDE = 400
"""Characters of a neighbour that are looked at."""
Done = Outcome | Dialogue | None
"""What a command did, what it asks, or nothing to say."""


class EditorScreen(Screen[int]):
    """One catalog, one unit at a time, its neighbours beside it."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012
    COMMANDS = {CommandsProvider}  # noqa: RUF012
    BINDINGS: ClassVar[list[Binding | tuple[str, str] | tuple[str, str, str]]] = [
        Binding(",".join(c.keys), f"run('{c.id}')", c.title, priority=True, id=c.id)
        for c in REGISTRY
    ]

    @dataclass
    class Settled(Message):
        """The user has settled something otherwise."""

        config: Config

    shown: var[Shown] = var(Shown())
    known: var[Known] = var(Known())
    looks: var[Styles] = var({})
    """Role → style, of the present theme."""
    pane: var[int] = var(0)
    """Which pane leads."""
    here: var[str] = var("")
    """The region that has the keys, where it is not the target."""
    before: var[str] = var("")
    after: var[str] = var("")

    def __init__(
        self,
        session: Session,
        desk: Desk,
        commands: Sequence[Command],
        looks: Styles,
        offers: Offers | None,
    ) -> None:
        """`commands` with the user's keys; `offers`: who is asked how a sentence goes on, or None."""
        super().__init__()
        self.session, self.desk = session, desk
        self.commands = {command.id: command for command in commands}
        self.set_reactive(EditorScreen.looks, looks)
        self.inspector = Inspector(desk, lambda: session.catalog)
        self.inspecting = Inspecting(self, self.inspector, self._matches)
        session.use_check(self.inspecting.check)
        session.use_hits(self.inspector.hits)
        session.subscribe(self.inspector.heard)
        self.ready = asyncio.Event()
        self.jobs = Jobs(self)
        self.ahead = TypingAhead(self, offers, self._typed_now)
        self._settled = desk.config
        self.writer: MemoryWriter | None = None
        self.regions = Regions(self)
        self._recalled: tuple[tuple[str, str], tuple[Match, ...]] = (("", ""), ())
        self._talk: Conversation | None = None
        """Who asks by the prompt line."""
        self._working: Conversation | None = None
        """Whose work is being done."""
        self._stages = Stages()
        self._with_readings = False
        self._alone: Unit | None = None
        """The sentence that is lit, as a unit."""
        self._sought: tuple[object, Version | None] = (None, None)
        self._candidates: tuple[object, tuple[Candidate, ...]] = (None, ())
        self._completing: Timer | None = None
        self._idle: Timer | None = None
        self.of_screen: dict[str, Callable[[], Done]] = {
            "insert-term": lambda: own.insert_term(self.beside),
            "choose-term": lambda: own.choose_term(self.beside),
            "match": lambda: (
                self._of_sentence("sentence-match") or own.take_match(self.session, self.known)
            ),
            "choose-match": lambda: (
                self._of_sentence("sentence-match") or own.choose_match(self.session, self.known)
            ),
            "redraft": lambda: (
                self._of_sentence("sentence-draft") or own.redraft(self.session, self.desk)
            ),
            "line-break": lambda: Outcome(insert="\n"),
            "take-word": lambda: self._take_offer("take-word", first_word(self.target.offered)),
            "take-rest": lambda: self._take_offer("take-rest", self.target.offered),
            "readings": self._toggle_readings,
            "pane": self._next_pane,
            "next-region": partial(self._walk, 1),
            "previous-region": partial(self._walk, -1),
            "zoom": self._zoom,
            "source-up": partial(self._scroll_source, "pageup"),
            "source-down": partial(self._scroll_source, "pagedown"),
            "help": self._open_help,
            "quit": self.leave,
        }
        """Commands that only a screen has, or that start from what it knows."""

    # What is seen

    def compose(self) -> ComposeResult:
        """Status, list, what is before, source, target, what is after, side panes, prompt, keys."""
        mine = EditorScreen
        yield StatusBar(id="status").data_bind(mine.shown, mine.known)
        with Horizontal(id="body"):
            yield UnitList(self.inspecting.marks, id="list").data_bind(mine.shown)
            with Vertical(id="centre"):
                yield Neighbour(end=True, id="before").data_bind(said=mine.before)
                yield SourceView(self.session.catalog.source_language, id="source").data_bind(
                    mine.shown, mine.known, mine.looks, mine.here
                )
                yield DraftLine(id="draft").data_bind(mine.shown, mine.looks)
                yield TargetEditor(id="target").data_bind(mine.shown, mine.known, mine.looks)
                yield Neighbour(end=False, id="after").data_bind(said=mine.after)
            yield SidePanes(id="side").data_bind(
                mine.shown, mine.known, mine.looks, mine.pane, mine.here
            )
        yield PromptLine(id="prompt")
        yield NoticeLine(id="notice")
        yield KeyBar(list(self.commands.values()), id="keys").data_bind(mine.looks)

    @property
    def target(self) -> TargetEditor:
        """The one text area."""
        return self.query_one("#target", TargetEditor)

    @property
    def source(self) -> SourceView:
        """The text that is read."""
        return self.query_one("#source", SourceView)

    @property
    def prompt(self) -> PromptLine:
        """The line that asks."""
        return self.query_one("#prompt", PromptLine)

    def on_mount(self) -> None:
        """Show the first unit; offer what an earlier session left."""
        self.set_focus(self.target)
        self.pane = PANES.index(self.desk.config.pane or PANES[0])
        self.renew()
        if self.session.recovered:
            self.app.push_screen(RecoveryScreen(self.session.recovered, self.looks), self._recover)
        elif not self.session.at:
            self.say(_("this catalog has no units; `workbench extract ARTICLE` makes them"))
        elif self.session.read_only:
            self.say(_("read-only"))
        elif unknown := no_language(self.session.catalog):
            self.say(str(unknown), failed=True)
        else:
            self.say(_("F1 shows every key; every change is in the journal at once"))
        self.remember()
        self.ready.set()

    def say(self, text: str, *, failed: bool = False) -> None:
        """Put words on the notice line."""
        style = self.looks["error"] if failed else ""
        self.query_one("#notice", NoticeLine).say(text, style)

    def renew(self) -> None:
        """Show the session as it is now, and find out what is not known of it."""
        session = self.session
        units, unit = session.units, session.unit if session.at else NOBODY
        place = next((n for n, other in enumerate(units) if other.id == unit.id), 0)
        beside = [*units[max(0, place - 1) : place]], [*units[place + 1 : place + 2]]
        self.before, self.after = (_said(other) for other in beside)
        self.target.load(unit.target)
        moved = unit.id != self.shown.unit.id
        lit, alone = self._lit(unit)
        if alone != self._alone:
            self._alone, self._recalled = alone, (("", ""), ())
            self.inspecting.recall_again()
        draft = self._draft(unit) if session.draft_in_sight else None
        self.shown = Shown(
            unit=unit,
            listed=session.shown,
            place=place,
            units=len(units),
            confirmed=sum(other.state is State.CONFIRMED for other in units),
            stages=tuple(self._stages.of(units).items()),
            only=session.filtered,
            unsaved=session.unsaved,
            lit=lit,
            kept=(_kept(unit.source), _kept(unit.target)),
            draft=draft.target if draft else "",
            draft_said=draft.said(time.time()) if draft else "",
        )
        if moved:
            self.target.read_only = session.read_only or not session.at or bool(unit.locked)
            self.regions.unit_changed()
        self._know(unit)
        if session.at:
            self.inspecting.look(unit)

    def _know(self, unit: Unit) -> None:
        """What is known already: what the memory said of this source, how its terms are read."""
        asked, found = self._recalled
        matches = found if asked == (unit.id, unit.source) else ()
        readings = self.inspector.readings(unit) if self._with_readings else ()
        self.known = replace(self.known, matches=matches, readings=readings)

    def follow(self) -> None:
        """The source goes along with the cursor in the target."""
        lit, source = self.shown.lit, self.shown.unit.source
        if lit is not None and lit.source is not None:
            self.regions.follow(share_above(source, lit.source[0]))
        else:
            self.regions.follow(share_above(self.target.text, self.target.caret))

    def _draft(self, unit: Unit) -> Version | None:
        """The draft that a target was made from; sought again where something else was done than typing."""
        steps = self.session.all_steps
        asked = (unit.id, len(steps), unit.provenance)
        if asked != self._sought[0]:
            self._sought = (asked, draft_of(unit, steps))
        return self._sought[1]

    def _lit(self, unit: Unit) -> tuple[Lit | None, Unit | None]:
        """The sentence that is lit, and a unit of it alone, to ask a memory about."""
        number = self.session.sentence
        pairs = self.desk.pairs(unit) if number is not None else ()
        if number is None or not pairs:
            return None, None
        number = min(number, len(pairs) - 1)
        pair = pairs[number]
        source = unit.source[slice(*pair.source)] if pair.source else ""
        alone = replace(unit, id=f"{unit.id}/{number + 1}", source=source, target="")
        return Lit(pair.source, pair.target, pair.sure), alone

    @property
    def beside(self) -> Known:
        """What the panes show: of the sentence that is lit, else of the unit."""
        return within(self.known, self.shown.lit)

    def _of_sentence(self, command: str) -> Done:
        """What the command for a sentence does, where one is lit."""
        verb = self.commands[command]
        if self.session.sentence is None or not isinstance(verb, Verb):
            return None
        return verb.run(self.session, self.desk)

    # What workers find out

    @on(Inspecting.Judged)
    def judged(self, message: Inspecting.Judged) -> None:
        """Terms of the present unit."""
        if message.unit is self.shown.unit:
            same = self.known.unit == message.unit.id
            findings = self.known.findings if same else ()
            self.known = replace(
                self.known, unit=message.unit.id, verdicts=message.verdicts, findings=findings
            )

    @on(Inspecting.Inspected)
    def inspected(self, message: Inspecting.Inspected) -> None:
        """Findings of the present unit."""
        if message.unit is self.shown.unit:
            self.known = replace(self.known, findings=message.findings)

    @on(Inspecting.Recalled)
    def recalled(self, message: Inspecting.Recalled) -> None:
        """What the memory has."""
        self._recalled = ((message.unit.id, message.unit.source), message.matches)
        self._know(self.shown.unit)

    @on(Inspecting.Failed)
    @on(MemoryWriter.Failed)
    def memory_fails(self, message: Inspecting.Failed | MemoryWriter.Failed) -> None:
        """Editing goes on without it."""
        self.say(message.problem, failed=True)

    @on(Inspecting.Marked)
    def marked(self) -> None:
        """The list shows what was found."""
        self.query_one("#list", UnitList).marked()

    def _matches(self, unit: Unit) -> tuple[Match, ...]:
        """From a thread: of the sentence that is lit, else of the unit."""
        return self.desk.matches(self.session.catalog, self._alone or unit)

    def remember(self) -> None:
        """Keep the memory as the catalog is. A memory that cannot be opened is said, and editing goes on
        without it."""
        try:
            memory = self.desk.memory
        except WorkbenchError as error:
            self.inspecting.with_memory = False
            self.say(str(error), failed=True)
            return
        if memory is None or self.session.read_only:
            return
        self.writer = MemoryWriter(
            self,
            lambda say, later: Remembering(
                memory,
                lambda: self.session.catalog,
                author=self.desk.config.author,
                config=self.desk.config,
                say=say,
                lock=self.desk.remembering,
                later=later,
            ),
        )
        self.session.subscribe(self.writer.remembering.heard)

    # What is typed

    def gather(self) -> Outcome:
        """Give the session what is typed; it journals it before anything else happens."""
        target = self.target
        if target.read_only or target.text == self.shown.unit.target:
            return Outcome()
        return self.session.edit(target.text)

    @on(TargetEditor.Edited)
    def typed(self) -> None:
        """Every key goes into the journal before anything else."""
        outcome = self.gather()
        if outcome.failed:
            self.say(outcome.notice, failed=True)
        self.source.select(NOTHING)
        self.renew()
        self.follow()
        target = self.target
        target.offer(self.ahead.known(self.shown.unit.source, target.text))
        if not target.read_only:
            self.ahead.rested()
        if self._completing is not None:
            self._completing.stop()
        if self.desk.config.completion and not target.read_only:
            self._completing = self.set_timer(PAUSE, self._complete)
        if self._idle is not None:
            self._idle.stop()
        self._idle = self.set_timer(_IDLE, self._rest)

    def _rest(self) -> None:
        """The keyboard rests: the journal goes to the disk, and what was typed counts for the checks."""
        self.session.rest()
        if self.inspector.rested():
            self.renew()

    def _complete(self) -> None:
        """The keyboard rests: how the word could go on, where no sentence is offered."""
        now = self._typed_now()
        if now is not None and not self.target.offered:
            self.target.offer(self._begun(now[1]))

    def _begun(self, typed: str) -> str:
        """The rest of the likeliest word that is begun; empty where none is."""
        if not self.desk.config.completion:
            return ""
        unit, known, place = self.shown.unit, self.beside, self.shown.place
        if known.unit != unit.id:
            return ""
        asked = (unit.id, unit.source, known.verdicts, known.matches)
        if asked != self._candidates[0]:
            near = self.session.units[max(0, place - _NEAR) : place]
            pair = self.desk.source, self.desk.target
            names = names_of(near, pair[1])
            found = candidates(unit, pair, known.verdicts, known.matches, names)
            self._candidates = (asked, tuple(found))
        found_now = complete(typed, self._candidates[1], self.desk.target, limit=1)
        return found_now[0].rest if found_now else ""

    def _typed_now(self) -> tuple[str, str] | None:
        """What is typed where an offer has a place."""
        target = self.target
        if not (target.at_end and target.text.strip() and self.is_current):
            return None
        return self.shown.unit.source, target.text

    @on(TypingAhead.Offered)
    def offered(self, message: TypingAhead.Offered) -> None:
        """How the sentence could go on, if that is still what is typed."""
        self.ahead.heard(message)
        if (message.source, message.typed) == (self.shown.unit.source, self.target.text):
            rest = message.rest or self._begun(message.typed)
            self.target.offer(rest if self.target.at_end else "")

    def _take_offer(self, command: str, text: str) -> None:
        """Take so much of the offer; where there is none, the key moves the cursor as it always did."""
        keys = self.commands[command].keys
        if text:
            self.target.accept(text)
        elif "ctrl+right" in keys:
            self.target.action_cursor_word_right()
        elif "right" in keys:
            self.target.action_cursor_right()

    # Where keys go

    @property
    def asked(self) -> bool:
        """Whether the prompt line has the keys."""
        return self._talk is not None

    @property
    def free(self) -> bool:
        """Whether nothing is open that keys may be meant for."""
        return self.is_current and not self.asked

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While the prompt is open, keys are its own."""
        return action != "run" or not self.asked

    def aim(self, event: events.Key | events.Paste) -> None:
        """Keys are the prompt's or a region's. What is typed where it cannot be used goes to the target;
        in the panes a digit takes."""
        if not self.asked and self._typed_away(event):
            self.regions.home()
            self._mark_region()
        self.set_focus(self.prompt if self.asked else self.regions.widget())

    def _typed_away(self, event: events.Key | events.Paste) -> bool:
        if self.regions.here == HOME:
            return False
        if isinstance(event, events.Paste):
            return True
        takes = self.regions.here == "side" and event.key in _DIGITS
        return event.is_printable and not takes

    def read(self, key: str) -> bool:
        """Keys of a region other than the target: moving, taking, coming home."""
        where = self.regions.here
        if where == HOME or self.asked:
            if key in MOVING:
                self.call_after_refresh(self.follow)
            return False
        if key in {"enter", "ctrl+j"}:
            self._come_home()
        elif where == "source" and key in CHOOSING:
            self.source.choose(key)
        elif key in {"left", "right"}:
            return True
        elif where == "list" and key in MOVING and self.session.at:
            self.gather()
            page = max(1, self.query_one("#list").size.height - 1)
            end = len(self.session.units)
            by = {"up": -1, "down": 1, "pageup": -page, "pagedown": page, "home": -end, "end": end}
            self.show(self.session.move(by[key]))
        elif key in MOVING:
            self.regions.move(key)
            self.query_one("#side", SidePanes).more()
        elif where == "side" and key in _DIGITS:
            self.gather()
            pane = PANES[self.pane]
            self.show(own.take_numbered(self.session, self.desk, self.beside, pane, int(key)))
        else:
            return False
        return True

    def key_escape(self) -> None:
        """Escape comes home, stops the job, or takes the offer away."""
        if self.regions.here != HOME or self.regions.zoomed:
            self._come_home()
        elif self.jobs.stop():
            self.say(_("stopping"))
        elif self.source.selected != NOTHING:
            self.source.select(NOTHING)
        else:
            self.target.offer("")

    def key_f1(self, event: events.Key) -> None:
        """Help in a prompt, where the keys of the commands are the prompt's."""
        if self.asked:
            event.stop()  # help closes with the same key
            self._open_help()

    def _mark_region(self) -> None:
        self.here = "" if self.regions.here == HOME else self.regions.here

    def _come_home(self) -> None:
        """The keys are the target's again, and all regions are shown."""
        self.regions.home()
        self._mark_region()
        self.say("")

    def _walk(self, by: int) -> None:
        """To the next region; where one is, the region says in more than colour."""
        self.say(self.regions.step(by))
        self._mark_region()

    def _zoom(self) -> None:
        self.say(self.regions.zoom())

    def _scroll_source(self, key: str) -> None:
        self.regions.move(key, "source")

    @on(UnitList.Chosen)
    def chosen(self, event: UnitList.Chosen) -> None:
        """A click in the list."""
        self.gather()
        self.show(self.session.goto(event.unit))

    # What commands do

    def action_run(self, command: str) -> None:
        """Run a command by its id."""
        if not self.check_action("run", (command,)):
            return
        if not self.session.at and command not in _WITHOUT_UNITS:
            self.say(_("this catalog has no units"))
            return
        self.gather()
        done = self._done(self.commands[command])
        if isinstance(done, Outcome):
            self.show(done)
        elif done is not None:
            Conversation(command, done, self).go_on()

    def _done(self, command: Command) -> Done:
        """What a command did at once, or what it asks."""
        self.session.selected = self.target.selected
        self.session.selected_source = self.source.selected
        self.session.in_source = self.regions.here == "source"
        try:
            if isinstance(command, Verb):
                return command.run(self.session, self.desk)
            return self.of_screen[command.id]()
        except WorkbenchError as error:
            return Outcome(notice=str(error), failed=True)

    def show(self, outcome: Outcome) -> None:
        """Show what a command did; what was said of the unit before is not said of the next."""
        if outcome.leave:
            self.app.exit(0)
            return
        self._settle()
        before = self.shown.unit.id
        self.renew()
        if outcome.caret is not None:
            self.target.caret_to(outcome.caret)
            self.follow()
        if outcome.insert and self.target.read_only:
            said = self._locked() or _("read-only: nothing is changed")
            outcome = Outcome(notice=said, failed=True)
        if outcome.insert:
            first, end = sorted(self.target.selection)
            self.target.replace(outcome.insert, first, end, maintain_selection_offset=False)
        if outcome.notice or (self.shown.unit.id != before and not self.jobs.title):
            self.say(outcome.notice or self._locked(), failed=outcome.failed)

    def _locked(self) -> str:
        """Why the present unit cannot be changed; empty where it can."""
        if not (why := self.shown.unit.locked):
            return ""
        return _("locked in the file it came from: {reason}").format(reason=why)

    def ask(self, line: Line, talk: Conversation) -> None:
        """Open the prompt line for a command's question."""
        self._talk = talk
        self.prompt.ask(line.label, line.initial)
        self.set_focus(self.prompt)

    @on(PromptLine.Answered)
    def answered(self, message: PromptLine.Answered) -> None:
        """The answer goes to the command that asked."""
        talk = self._shut_prompt()
        if talk is not None:
            talk.go_on(message.text)

    @on(PromptLine.Left)
    def left_prompt(self) -> None:
        """The question stays unanswered."""
        talk = self._shut_prompt()
        if talk is not None:
            talk.leave()

    def _shut_prompt(self) -> Conversation | None:
        talk, self._talk = self._talk, None
        self.prompt.shut()
        self.set_focus(self.target)
        return talk

    def _settle(self) -> None:
        """What a command has settled holds from here on."""
        config, before = self.desk.config, self._settled
        if config is before:
            return
        self._settled = config
        self.ahead.offers = self.desk if config.type_ahead else None
        if config.pane != before.pane:
            self.pane = PANES.index(config.pane or PANES[0])
        self.inspector.anew()
        self.post_message(self.Settled(config))

    def pick(self, pick: Pick, answer: Callable[[Offer | None], None]) -> None:
        """Open a numbered list for a command's question."""
        self._settle()

        def chosen(number: int | None) -> None:
            self.gather()
            answer(pick.offers[number] if number is not None and number >= 0 else None)

        self.app.push_screen(ChoiceScreen(pick.title, pick.offers, self.looks), chosen)

    def look_at(self, preview: Preview, answer: Callable[[Sequence[Replacement]], None]) -> None:
        """Show what a command would do."""
        screen = ReplaceScreen(preview.rows, self.looks)
        self.app.push_screen(screen, lambda rows: answer(rows or []))

    def work(self, work: Work, talk: Conversation) -> bool:
        """Begin what takes a while."""
        if not self.jobs.begin(work):
            said = _("{job} is still running; Esc stops it")
            self.say(said.format(job=self.jobs.title))
            return False
        self._working = talk
        self.say(work.title + " · " + _("Esc stops"))
        return True

    @on(Jobs.Stepped)
    def stepped(self, message: Jobs.Stepped) -> None:
        """A step of a job: what it made is taken, what is being typed stays."""
        if message.work.after_step is not None:
            self.gather()
            try:
                message.work.after_step()
            except WorkbenchError as error:
                self.say(str(error), failed=True)
            self.renew()
        if message.said:
            self.say(message.said)

    @on(Jobs.Ended)
    def ended(self, message: Jobs.Ended) -> None:
        """A job is over: the command that began it goes on."""
        self.jobs.over()
        talk, self._working = self._working, None
        if talk is not None and message.problem:
            talk.leave()
            self.say(message.problem, failed=True)
        elif talk is not None:
            self.gather()
            talk.go_on(message.stopped)

    def _toggle_readings(self) -> Outcome:
        self._with_readings = not self._with_readings
        return Outcome(notice=_("readings shown") if self._with_readings else _("readings hidden"))

    def _next_pane(self) -> None:
        self.pane = (self.pane + 1) % len(PANES)

    # Help, coming, leaving

    def _open_help(self) -> None:
        self.app.push_screen(HelpScreen(list(self.commands.values()), self.looks, self._place))

    @property
    def _place(self) -> str:
        """What help is about first: the prompt, the offer, else the pane that leads."""
        if self._talk is not None:
            return self._talk.command
        if self.regions.here in {"source", "list"} or self.regions.zoomed:
            return "read"
        return "target" if self.target.offered else PANES[self.pane]

    def _recover(self, keep: bool | None) -> None:
        self.show(self.session.save() if keep else self.session.discard_recovery())

    def leave(self) -> None:
        """Save and leave; ask where it cannot be saved."""
        self.gather()
        if self.session.read_only or not self.session.at:
            self.app.exit(0)
            return
        outcome = self.session.save()
        if outcome.failed:
            self.app.push_screen(QuitScreen(outcome.notice), self.left)
        else:
            self.app.exit(0)

    def left(self, wish: str | None) -> None:
        """Save and leave, or leave with what is in the journal, or stay."""
        if wish == "save":
            self.leave()
        elif wish == "leave":
            self.gather()
            if not self.session.read_only:
                self.session.rest()
            self.app.exit(0)


@lru_cache(maxsize=8)
def _kept(text: str) -> tuple[Span, ...]:
    """Tags and other parts that nobody types; a text that is longer than any to be read shows none."""
    return tuple(part.span for part in parts(text)) if len(text) < _LONGEST else ()


def _said(beside: Sequence[Unit]) -> str:
    """What stands in a neighbour: its target, else its source."""
    unit = next(iter(beside), NOBODY)
    return (unit.target or unit.source)[:_BESIDE]
