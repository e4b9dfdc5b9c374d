"""Type-ahead: after a pause, how the sentence could go on.

Lives here: Ahead, the part of the app that asks and shows. The engine is loaded and asked in a
thread, at the first pause; an answer to what is no longer typed is dropped. Typing along with an offer
keeps the rest of it without asking. Nothing waits for an offer, and an input method never meets one:
it stands behind the cursor only while the keyboard rests.
May import: errors, wording and `jobs`, `target` of this room; textual.
Apart from `jobs` because an offer is nobody's wish: it may be late, or never come.
"""

from __future__ import annotations

from typing import Protocol

from textual import work
from textual.timer import Timer

from workbench.errors import WorkbenchError
from workbench.tui.jobs import Jobs

PAUSE = 0.35
"""Seconds of rest after which an offer is asked for."""


class Offers(Protocol):
    """Who knows how a sentence goes on. Asked from one thread at a time."""

    def rest(self, source: str, typed: str) -> str:
        """What comes after `typed`, to the sentence's end; empty where nothing is known."""
        ...


class Ahead(Jobs):
    """Asks after a pause, shows behind the cursor."""

    offers: Offers | None = None
    """Who is asked; None where type-ahead is off or there is no package."""
    _pause: Timer | None = None
    _asking = False
    _offered = ("", "", "")
    """(source, typed, rest) of the latest offer."""

    def rested(self) -> None:
        """The target was changed: keep what still fits of an offer, and ask after a pause."""
        source, typed = self.shown.source, self.target.text
        self.target.offer(self._known(source, typed))
        if self._pause is not None:
            self._pause.stop()
        if self.offers is not None and not self.target.read_only:
            self._pause = self.set_timer(PAUSE, self._ask_ahead)

    def _known(self, source: str, typed: str) -> str:
        """The rest of the latest offer where one types along with it."""
        of, base, rest = self._offered
        whole = base + rest
        fits = of == source and rest and len(typed) >= len(base) and whole.startswith(typed)
        return whole[len(typed) :] if fits else ""

    def _ask_ahead(self) -> None:
        source, typed = self.shown.source, self.target.text
        wanted = self.target.at_end and typed.strip() and len(self.screen_stack) == 1
        if wanted and not self._asking and not self._known(source, typed):
            self._asking = True
            self._find_ahead(source, typed)

    @work(thread=True, group="ahead", exit_on_error=False)
    def _find_ahead(self, source: str, typed: str) -> None:
        rest = ""
        try:
            rest = self.offers.rest(source, typed) if self.offers else ""
        except WorkbenchError:
            self.offers = None  # no package, no offers; drafting says why when it is asked
        finally:
            self.call_from_thread(self._found_ahead, source, typed, rest)

    def _found_ahead(self, source: str, typed: str, rest: str) -> None:
        self._asking = False
        self._offered = (source, typed, rest)
        if (source, typed) == (self.shown.source, self.target.text):
            self.target.offer(rest if self.target.at_end else "")
        elif self.offers is not None:
            self._ask_ahead()
