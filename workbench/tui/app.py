"""The editor's app: keys and verbs. It owns no state and no rule.

Lives here: EditorApp. A key runs a command, the command a verb of the Session, the Outcome is painted.
May import: catalog, gc_tuning, config, desk, errors, model, wording and the modules of this room; textual.
Apart from `view` because a verb does not know how it is drawn.
"""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Iterable
from pathlib import Path
from typing import Any, ClassVar

from rich.console import Console
from textual import events, on
from textual.app import ComposeResult, SystemCommand
from textual.binding import Binding
from textual.command import CommandPalette
from textual.constants import COLOR_SYSTEM
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Static, TextArea

from workbench.catalog import no_language
from workbench.config import Config
from workbench.desk.commands import COMMANDS, commands
from workbench.desk.desk import Desk
from workbench.desk.session import Session
from workbench.errors import UsageError
from workbench.gc_tuning import often
from workbench.tui.keys import heed_alt, keys_line, spelled
from workbench.tui.modals import RecoveryScreen
from workbench.tui.prompts import Prompt
from workbench.tui.regions import HOME, MOVING
from workbench.tui.source import Source
from workbench.tui.target import Target
from workbench.tui.themes import PLAIN, SIXTEEN, THEMES, chosen
from workbench.tui.units import UnitList
from workbench.tui.verbs import Verbs
from workbench.tui.view import WIDE
from workbench.wording import _

_IDLE = 2.0
"""Seconds of rest after which the journal is forced to the disk."""
_WITHOUT_UNITS = {"help", "quit", "pane", "next-region", "previous-region", "zoom"}
"""What can be done in a catalog that has no units."""


_WIDGETS_OWN = {"enter", "escape", "tab", "shift+tab"}
"""Keys that a widget answers itself before anybody asks for bindings."""
_DIGITS = frozenset("123456789")
_PATIENCE = 1.0
"""Seconds a key waits at most for those before it."""


def _colours() -> str | None:
    """What the terminal can show, asked as textual asks it."""
    system: Any = COLOR_SYSTEM
    return Console(color_system=system, force_terminal=True).color_system


class EditorApp(Verbs):
    """One catalog, one unit at a time, its neighbours beside it."""

    CSS_PATH = Path(__file__).with_name("editor.tcss")
    TITLE = "workbench"
    ENABLE_COMMAND_PALETTE = True
    COMMAND_PALETTE_BINDING = "ctrl+p"
    _idle: Timer | None = None
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012
    BINDINGS: ClassVar[list[Binding | tuple[str, str] | tuple[str, str, str]]] = [
        *(
            Binding(",".join(c.keys), f"run('{c.id}')", c.title, priority=True, id=c.id)
            for c in COMMANDS
        ),
        Binding("ctrl+c", "interrupt", "Interrupt", show=False, id="interrupt"),
    ]

    def __init__(
        self,
        session: Session,
        desk: Desk,
        config: Config,
        *,
        colour: bool = True,
    ) -> None:
        heed_alt()
        wanted = chosen(config.theme, _colours(), colour=colour)
        super().__init__(session, desk, ansi=wanted in {SIXTEEN.name, PLAIN.name})
        self.offers = desk if config.type_ahead else None
        self.animation_level = "none"
        self._commands = {command.id: command for command in commands(config.keys)}
        self.set_keymap({c.id: ",".join(c.keys) for c in self._commands.values()})
        for theme in THEMES:
            self.register_theme(theme)
        if wanted not in self.available_themes:
            raise UsageError(
                _("there is no theme {name}").format(name=wanted),
                hint=_("there are {names}").format(names=", ".join(sorted(self.available_themes))),
            )
        self.theme = wanted

    def compose(self) -> ComposeResult:
        """Status, list, what is before, source, target, what is after, side pane, prompt, keys."""
        yield Static(id="status", markup=False)
        with Horizontal(id="body"):
            yield UnitList(id="list")
            with Vertical(id="centre"):
                yield Static(id="before", markup=False)
                with VerticalScroll(id="source"):
                    yield Source(id="source-text")
                yield Target(id="target")
                yield Static(id="after", markup=False)
            with VerticalScroll(id="side"):
                yield Static(id="pane", markup=False)
        yield Prompt(id="prompt")
        yield Static(id="notice", markup=False)
        yield Static(id="keys", markup=False)

    def on_mount(self) -> None:
        """Show the first unit; offer what an earlier session left."""
        self.target.read_only = self.session.read_only or not self.session.at
        self._heed_signals()
        self.query_one("#prompt", Prompt).cursor_blink = False
        self.target.focus()
        self._show_unit()
        self.set_timer(1.0, often)
        if self.session.recovered:
            self.push_screen(RecoveryScreen(self.session.recovered, self._roles), self._recover)
        elif not self.session.at:
            self._say(_("this catalog has no units; `workbench extract ARTICLE` makes them"))
        elif self.session.read_only:
            self._say(_("read-only"))
        elif unknown := no_language(self.session.catalog):
            self._say(str(unknown), failed=True)
        else:
            self._say(_("F1 shows every key; every change is in the journal at once"))
        self.remember()

    def _heed_signals(self) -> None:
        """What ends a terminal or a program leaves the journal, and nothing else."""
        loop = asyncio.get_running_loop()
        for name in ("SIGHUP", "SIGTERM", "SIGINT"):
            with contextlib.suppress(NotImplementedError, AttributeError, RuntimeError):
                loop.add_signal_handler(getattr(signal, name), self._left, "leave")

    def on_resize(self) -> None:
        """As many keys as fit."""
        self.query_one("#keys", Static).update(
            keys_line(list(self._commands.values()), self.size.width, self._roles)
        )

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The palette: the same commands as the keys."""
        for command in self._commands.values():
            keys = " ".join(spelled(key) for key in command.keys)
            yield SystemCommand(
                f"{_(command.title)}  {keys}",
                _(command.help),
                lambda i=command.id: self.action_run(i),
            )

    def action_command_palette(self) -> None:
        """The palette, which asks in the language of the program."""
        if len(self.screen_stack) == 1:
            asks = _("Search for commands…")
            self.push_screen(CommandPalette(placeholder=asks, id="--command-palette"))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While a prompt or another screen is open, keys are theirs."""
        if action != "run":
            return True
        return len(self.screen_stack) == 1 and not self._asked

    async def on_event(self, event: events.Event) -> None:
        """One key after the other: the next is not looked at before the last is done with.

        Textual gives a key to the queue of the widget with the focus and looks for its binding when
        it comes back: a fast typist's Enter, or Ctrl+U, would be overtaken by what is typed behind it.
        """
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            if len(self.screen_stack) == 1:  # keys are the prompt's or a region's, nobody else's
                if not self._asked and self._typed_away(event):
                    self.regions.home()
                    self._paint()
                here = self.query_one("#prompt") if self._asked else self.regions.widget()
                self.screen.set_focus(here)
            await self._drained()
            if isinstance(event, events.Key) and self._read(event.key):
                return
        if isinstance(event, events.Key) and await self._bound(event):
            return
        await super().on_event(event)

    def _typed_away(self, event: events.Event) -> bool:
        """Whether something is typed where it cannot be used: it goes to the target. In the panes a
        digit takes."""
        if self.regions.here == HOME and not self.regions.zoomed:
            return False
        if self.regions.here == "side" and isinstance(event, events.Key) and event.key in _DIGITS:
            return False
        if self.regions.here == HOME:
            return False
        return isinstance(event, events.Paste) or (
            isinstance(event, events.Key) and event.is_printable
        )

    def _read(self, key: str) -> bool:
        """Keys of a region other than the target: moving, taking, coming home."""
        where = self.regions.here
        if where == HOME or self._asked or len(self.screen_stack) > 1:
            if key in MOVING:
                self.call_after_refresh(self.follow)
            return False
        if key in {"enter", "ctrl+j"}:
            self._come_home()
        elif key in {"left", "right"}:
            return True
        elif where == "list" and key in MOVING and self.session.at:
            self._gather()
            page = max(1, self.query_one(UnitList).size.height - 1)
            end = len(self.session.units)
            by = {"up": -1, "down": 1, "pageup": -page, "pagedown": page, "home": -end, "end": end}
            self._show(self.session.move(by[key]))
        elif key in MOVING:
            self.regions.move(key)
            if where == "side":
                self.more_beside()
        elif where == "side" and key in _DIGITS:
            self._take_numbered(int(key))
        else:
            return False
        return True

    async def _bound(self, event: events.Key) -> bool:
        """Whether a binding of the editor or its text area took the key."""
        if event.is_forwarded or event.is_printable or event.key in _WIDGETS_OWN:
            return False
        if len(self.screen_stack) > 1:
            return False
        return await self._check_bindings(event.key, True) or await self._check_bindings(event.key)

    async def _drained(self) -> None:
        """Wait until the widget with the focus has seen every key that it was given."""
        done = asyncio.Event()
        if self.focused is not None and self.focused.call_later(done.set):
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(done.wait(), _PATIENCE)

    def action_run(self, command: str) -> None:
        """Run a command by id."""
        if not self.check_action("run", (command,)):
            return
        if not self.session.at and command not in _WITHOUT_UNITS:
            self._say(_("this catalog has no units"))
            return
        self._gather()
        verbs = self._verbs()
        if command in verbs:
            outcome = verbs[command]()
            if outcome is not None:
                self._show(outcome)

    def _recover(self, keep: bool | None) -> None:
        self._show(self.session.save() if keep else self.session.discard_recovery())

    @on(TextArea.Changed, "#target")
    def typed(self) -> None:
        """Every key goes into the journal before anything else."""
        outcome = self._gather()
        if outcome.failed:
            self._say(outcome.notice)
        self._look()
        self.follow()
        self.rested()
        if self._idle is not None:
            self._idle.stop()
        self._idle = self.set_timer(_IDLE, self._rest)

    def _rest(self) -> None:
        """The keyboard rests: the journal goes to the disk, and what was typed counts for the checks."""
        self.session.rest()
        if self.inspector.rested():
            self._look()

    @on(Target.Resized)
    def resized(self) -> None:
        """Everything is wrapped anew, once the layout has settled."""
        self._paint()

    @on(UnitList.Chosen)
    def chosen(self, event: UnitList.Chosen) -> None:
        """A click in the list."""
        self._show(self.session.goto(event.unit_id))
