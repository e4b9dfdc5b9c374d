"""The editor's app: themes, keys, signals, and the screen that does the work.

Lives here: EditorApp. It wires, and owns neither state nor rule.
May import: config, desk, errors, gc_tuning, wording and the modules of this room; textual.
Apart from `editor` because a screen does not know what a process is sent.
"""

from __future__ import annotations

import asyncio
import contextlib
import signal
from pathlib import Path
from typing import Any, ClassVar

from rich.console import Console
from textual import events, on
from textual.app import App
from textual.binding import Binding
from textual.constants import COLOR_SYSTEM

from workbench.config import Config
from workbench.desk.commands import commands
from workbench.desk.desk import Desk
from workbench.desk.session import Session
from workbench.errors import UsageError
from workbench.gc_tuning import often
from workbench.tui.editor import EditorScreen
from workbench.tui.keyboard import Keyboard, heed_alt
from workbench.tui.palette import Palette
from workbench.tui.screens.leave import QuitScreen
from workbench.tui.themes import PLAIN, SIXTEEN, THEMES, chosen, styles
from workbench.tui.widgets.target import TargetEditor
from workbench.tui.workers.type_ahead import Offers
from workbench.wording import _


def _colours() -> str | None:
    """What the terminal can show, asked as textual asks it."""
    system: Any = COLOR_SYSTEM
    return Console(color_system=system, force_terminal=True).color_system


class EditorApp(App[int], inherit_bindings=False):
    """The editor on one session."""

    CSS_PATH = Path(__file__).with_name("editor.tcss")
    TITLE = "workbench"
    COMMANDS = set()  # noqa: RUF012
    COMMAND_PALETTE_BINDING = "ctrl+p"
    BINDINGS: ClassVar[list[Binding | tuple[str, str] | tuple[str, str, str]]] = [
        Binding("ctrl+c", "interrupt", "Interrupt", show=False, id="interrupt"),
    ]
    editor: EditorScreen

    def __init__(
        self, session: Session, desk: Desk, config: Config, *, colour: bool = True
    ) -> None:
        """Raises UsageError: a theme or a command that there is not."""
        heed_alt()
        wanted = chosen(config.theme, _colours(), colour=colour)
        ansi = wanted in {SIXTEEN.name, PLAIN.name}
        super().__init__(ansi_color=True if ansi else None)
        self.session, self.desk, self.colour = session, desk, colour
        self.offers: Offers | None = desk if config.type_ahead else None
        self.animation_level = "none"
        self.keyboard = Keyboard(self)
        self._commands = commands(config.keys)
        self.set_keymap({c.id: ",".join(c.keys) for c in self._commands})
        for theme in THEMES:
            self.register_theme(theme)
        if wanted not in self.available_themes:
            raise UsageError(
                _("there is no theme {name}").format(name=wanted),
                hint=_("there are {names}").format(names=", ".join(sorted(self.available_themes))),
            )
        self.theme = wanted

    def get_default_screen(self) -> EditorScreen:
        """The one screen."""
        looks = styles(self.current_theme)
        self.editor = EditorScreen(self.session, self.desk, self._commands, looks, self.offers)
        return self.editor

    @property
    def target(self) -> TargetEditor:
        """The one text area."""
        return self.editor.target

    def on_mount(self) -> None:
        """What ends a terminal or a program leaves the journal, and nothing else."""
        loop = asyncio.get_running_loop()
        for name in ("SIGHUP", "SIGTERM", "SIGINT"):
            with contextlib.suppress(NotImplementedError, AttributeError, RuntimeError):
                loop.add_signal_handler(getattr(signal, name), self.editor.left, "leave")
        self.set_timer(1.0, often)

    @on(EditorScreen.Settled)
    def settled(self, message: EditorScreen.Settled) -> None:
        """Another theme, perhaps; of another name than there is, none."""
        wanted = chosen(message.config.theme, _colours(), colour=self.colour)
        if wanted in self.available_themes:
            self.theme = wanted
            self.editor.looks = styles(self.current_theme)

    async def on_event(self, event: events.Event) -> None:
        """One key after the other."""
        if not await self.keyboard.took(event):
            await super().on_event(event)

    def action_command_palette(self) -> None:
        """The palette, where nothing else is open."""
        if self.editor.is_current:
            self.push_screen(Palette())

    def action_interrupt(self) -> None:
        """Ctrl+C: copy what is selected in the source; where nothing is, leave, but ask first."""
        if self.editor.is_current and (text := self.editor.source.selected_text):
            self.copy_to_clipboard(text)
            self.editor.say(_("copied: {text}").format(text=" ".join(text.split())))
            return
        self.push_screen(QuitScreen(), self.editor.left)
