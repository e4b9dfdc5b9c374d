"""What a verb of the editing session did.

Lives here: Outcome. May import: the standard library.
Apart from `session` because both front doors read it and need nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Outcome:
    """Which units to paint anew, what to say, where to go."""

    changed: tuple[str, ...] = ()
    notice: str = ""
    go_to: str | None = None
    failed: bool = False
    """The verb could not be carried out; `notice` says why."""
