"""Keys, one after another.

Lives here: Keyboard. Textual gives a key to the queue of the widget with the focus and looks for its binding
when it comes back: a fast typist's Enter, or Ctrl+U, would be overtaken by what is typed behind it. Here a
key waits until all that the last one set off is done, goes where the screen wants it, and its binding is
looked for at once. Also `heed_alt`, which lets Textual know Alt with a letter, a digit or a mark.
The only private use of Textual's ways with keys.
May import: nothing of ours; textual.
Apart from `app` because order among keys has nothing to do with what they do.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Coroutine
from enum import Enum
from string import ascii_lowercase
from typing import Any, Protocol, runtime_checkable

from textual import events
from textual.app import App
from textual.message_pump import MessagePump

_WIDGETS_OWN = {"enter", "escape", "tab", "shift+tab"}
"""Keys that a widget answers itself before anybody asks for bindings."""
_PATIENCE = 1.0
"""Seconds a key waits at most for those before it."""
_OPENING = 30.0
"""Seconds a key waits at most for the screen to open."""
_WITH_ALT = {
    **{sign: sign for sign in (*ascii_lowercase, *"0123456789")},
    ",": "comma",
    ".": "full_stop",
    "/": "slash",
    "-": "minus",
    ";": "semicolon",
    "'": "apostrophe",
    "=": "equals_sign",
}
"""What a terminal sends behind Esc → what the key is called."""
_Alt = Enum("_Alt", [(f"ALT_{name}", f"alt+{name}") for name in _WITH_ALT.values()])  # type: ignore[misc]
_AltEnter = Enum("_AltEnter", [("ALT_ENTER", "alt+enter")])


def heed_alt() -> None:
    """Let Textual know Alt with a letter, a digit, a mark or Enter at once.

    Plain terminals send Esc and the key; Textual knows that for Alt only when nothing follows for
    0.1 s, and takes Esc and another key behind it for `^` and text, or for the key alone: Alt+Enter would
    confirm. Its table of sequences takes more.
    """
    from textual import _ansi_sequences

    table: Any = _ansi_sequences.ANSI_SEQUENCES_KEYS
    for sent, key in zip(_WITH_ALT, _Alt, strict=True):
        table["\x1b" + sent] = (key,)
    table["\x1b\r"] = (_AltEnter.ALT_ENTER,)


@runtime_checkable
class Aims(Protocol):
    """A screen that says where a key belongs."""

    ready: asyncio.Event
    """Set when its widgets are there."""

    def aim(self, event: events.Key | events.Paste) -> None:
        """Give the focus to whom a key or what was pasted belongs."""

    def read(self, key: str) -> bool:
        """Whether the region with the focus used the key up."""


class Keyboard:
    """The keys of an app."""

    def __init__(self, app: App[Any]) -> None:
        self._app = app

    async def took(self, event: events.Event) -> bool:
        """Whether an event was a key and is done with; else Textual goes on with it."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            screen = self._app.screen
            if isinstance(screen, Aims):
                await _patiently(screen.ready.wait(), _OPENING)
                screen.aim(event)
            await self._drained()
            if (
                isinstance(event, events.Key)
                and isinstance(screen, Aims)
                and screen.read(event.key)
            ):
                return True
        return isinstance(event, events.Key) and await self._bound(event)

    async def _bound(self, event: events.Key) -> bool:
        """Whether a binding of the screen or the widget with the focus took the key."""
        if event.is_forwarded or event.is_printable or event.key in _WIDGETS_OWN:
            return False
        if not isinstance(self._app.screen, Aims):
            return False
        check = self._app._check_bindings
        return await check(event.key, True) or await check(event.key)

    async def _drained(self) -> None:
        """Wait until the widget with the focus, and each that it is in, has seen all it was given."""
        node: MessagePump | None = self._app.focused
        while isinstance(node, MessagePump) and node is not self._app:
            done = asyncio.Event()
            if not node.call_later(done.set):
                return
            await _patiently(done.wait(), _PATIENCE)
            node = node._parent


async def _patiently(what: Coroutine[Any, Any, object], seconds: float) -> None:
    """Wait for something, but not for ever."""
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(what, seconds)
