"""Type-ahead: after a pause, how the sentence could go on.

Lives here: TypingAhead. The engine is loaded and asked in a thread, at the first pause; posts Offered. Typing
along with an offer keeps the rest of it without asking. Nothing waits for an offer, and an input method
never meets one: it stands behind the cursor only while the keyboard rests.
May import: errors; textual.
Apart from `jobs` because an offer is nobody's wish: it may be late, or never come.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from textual.message import Message
from textual.timer import Timer
from textual.widget import Widget

from workbench.errors import WorkbenchError

PAUSE = 0.35
"""Seconds of rest after which an offer is asked for."""
Typed = tuple[str, str]
"""(source, what is typed)."""


class Offers(Protocol):
    """Who knows how a sentence goes on. Asked from one thread at a time."""

    def rest(self, source: str, typed: str) -> str:
        """What comes after `typed`, to the sentence's end; empty where nothing is known."""
        ...


class TypingAhead:
    """Asks after a pause, for a node that is told."""

    @dataclass
    class Offered(Message):
        """How it could go on."""

        source: str
        typed: str
        rest: str

    def __init__(
        self, node: Widget, offers: Offers | None, now: Callable[[], Typed | None]
    ) -> None:
        """`offers`: who is asked; None where type-ahead is off or there is no package. `now` says what is
        typed where an offer has a place: the cursor at the end, something typed, nothing open."""
        self._node, self.offers, self._now = node, offers, now
        self.asking = False
        self._pause: Timer | None = None
        self._latest = ("", "", "")

    def rested(self) -> None:
        """Something was typed: ask after a pause."""
        if self._pause is not None:
            self._pause.stop()
        if self.offers is not None:
            self._pause = self._node.set_timer(PAUSE, self._ask)

    def known(self, source: str, typed: str) -> str:
        """The rest of the latest offer where one types along with it."""
        of, base, rest = self._latest
        whole = base + rest
        fits = of == source and rest and len(typed) >= len(base) and whole.startswith(typed)
        return whole[len(typed) :] if fits else ""

    def heard(self, offered: Offered) -> None:
        """An offer came; where something else is typed by now, ask again."""
        self.asking = False
        self._latest = (offered.source, offered.typed, offered.rest)
        if self.offers is not None and self._now() != (offered.source, offered.typed):
            self._ask()

    def _ask(self) -> None:
        now = self._now()
        if now is not None and not self.asking and not self.known(*now):
            self.asking = True
            self._node.run_worker(
                lambda: self._find(*now), thread=True, group="ahead", exit_on_error=False
            )

    def _find(self, source: str, typed: str) -> None:
        rest = ""
        try:
            rest = self.offers.rest(source, typed) if self.offers else ""
        except WorkbenchError:
            self.offers = None  # no package, no offers; drafting says why when it is asked
        finally:
            self._node.post_message(self.Offered(source, typed, rest))
