"""What an import does with what it cannot use.

Lives here: Reading. Takes an error at a row, gives it back as an exception, or passes the row over and
tells of it; a row that every import passes over (a fuzzy translation) is only told of.
May import: errors, wording.
Apart from the formats because each has rows of its own and all go on in one way.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from workbench.errors import ExchangeError
from workbench.wording import _


def _nobody(_line: str) -> None:
    """Nobody listens."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How one file is read."""

    lenient: bool = False
    tell: Callable[[str], None] = _nobody
    """Gets a line for each row that is passed over, with file:line."""

    def bad(self, error: ExchangeError) -> None:
        """A row that cannot be used. Raises the error unless rows may be passed over."""
        if not self.lenient:
            hint = error.hint or _("mend the row, or go on without it with --lenient")
            raise ExchangeError(error.message, where=error.where, hint=hint)
        self.tell(_("passed over: {problem}").format(problem=error))

    def passed(self, where: str, message: str) -> None:
        """A row that no import takes."""
        self.tell(_("passed over: {problem}").format(problem=f"{where}: {message}"))


STRICT = Reading()
