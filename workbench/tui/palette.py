"""The palette: commands sought by what they are called.

Lives here: Palette, which speaks the program's language, and CommandsProvider, which offers the same commands
as the keys, each with its own.
May import: desk, wording and `bars` of this room; textual.
Apart from `help` because this is searched, that is read.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, cast

from rich.align import Align
from rich.text import Text
from textual.command import CommandList, CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.widgets.option_list import Option

from workbench.desk.commands import Command
from workbench.desk.commands.command import spelled
from workbench.wording import _


class CommandsProvider(Provider):
    """The commands of a screen that has `commands` and runs them."""

    def _commands(self) -> Mapping[str, Command]:
        return cast("Mapping[str, Command]", getattr(self.screen, "commands", {}))

    def _named(self) -> list[tuple[str, Command]]:
        named = [(_named(command), command) for command in self._commands().values()]
        return sorted(named, key=lambda one: one[0])

    def _run(self, command: Command) -> Any:
        return partial(self.app.run_action, f"run({command.id!r})", self.screen)

    async def discover(self) -> Hits:
        """All of them, by name."""
        for name, command in self._named():
            yield DiscoveryHit(name, self._run(command), help=_(command.help))

    async def search(self, query: str) -> Hits:
        """Those whose name or key is like what is typed, or whose help holds it."""
        matcher = self.matcher(query)
        for name, command in self._named():
            found = matcher.match(name)
            if found > 0:
                yield Hit(found, matcher.highlight(name), self._run(command), help=_(command.help))


def _named(command: Command) -> str:
    """Title and keys."""
    return f"{_(command.title)}  {' '.join(spelled(key) for key in command.keys)}"


class Palette(CommandPalette):
    """Textual's palette in the program's language."""

    def __init__(self) -> None:
        super().__init__(placeholder=_("Search for commands…"), id="--command-palette")

    def _start_no_matches_countdown(self, search_value: str) -> None:
        """As Textual's, but for the words."""
        self._stop_no_matches_countdown()

        def show() -> None:
            if search_value:
                said = Align.center(Text(_("no command is called that"), style="not bold"))
                option = Option(said, disabled=True, id=self._NO_MATCHES)
                self.query_one(CommandList).add_option(option)
            self._list_visible = bool(search_value)

        self._no_matches_timer = self.set_timer(self._NO_MATCHES_COUNTDOWN, show)
