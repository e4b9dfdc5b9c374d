"""Replacing text, looked at before it is done.

Lives here: Replacement and `replacements`. Takes units and what to put for what; gives what each target
would become and where, and changes nothing.
May import: errors, model, wording and `filters`, `states` of this room.
Apart from `states` because a preview is not a change.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from workbench.desk.filters import compiled
from workbench.desk.states import with_text
from workbench.errors import UsageError
from workbench.model import Span, Unit
from workbench.wording import _


@dataclass(frozen=True, slots=True)
class Replacement:
    """One unit's target before and after; spans of what goes and of what comes."""

    unit: str
    before: str
    after: str
    gone: tuple[Span, ...]
    come: tuple[Span, ...]

    def applied(self, unit: Unit) -> Unit:
        """The unit with its new target; it is looked at again, so it becomes fuzzy."""
        return with_text(unit, self.after)


def replacements(
    units: Sequence[Unit], old: str, new: str, *, regex: bool = False, case: bool = True
) -> list[Replacement]:
    """What would change, in order. With `regex`, `\\1` and `\\g<name>` in `new` are groups.

    Raises UsageError: nothing to look for, no regular expression, no such group.
    """
    if not old:
        raise UsageError(_("replace what?"))
    pattern = compiled(old if regex else re.escape(old), case=case)
    found: list[Replacement] = []
    for unit in units:
        made = _replaced(unit, pattern, new, regex=regex)
        if made and made.after != made.before:
            found.append(made)
    return found


def _replaced(unit: Unit, pattern: re.Pattern[str], new: str, *, regex: bool) -> Replacement | None:
    parts: list[str] = []
    gone: list[Span] = []
    come: list[Span] = []
    last = size = 0
    for match in pattern.finditer(unit.target):
        if match.start() == match.end():
            continue  # nothing is replaced by something nowhere
        put = _expanded(match, new) if regex else new
        kept = unit.target[last : match.start()]
        size += len(kept)
        gone.append(match.span())
        come.append((size, size + len(put)))
        parts += [kept, put]
        size += len(put)
        last = match.end()
    if not gone:
        return None
    after = "".join([*parts, unit.target[last:]])
    return Replacement(unit.id, unit.target, after, tuple(gone), tuple(come))


def _expanded(match: re.Match[str], new: str) -> str:
    try:
        return match.expand(new)
    except (re.error, IndexError) as error:
        raise UsageError(
            _("the replacement cannot be read: {reason}").format(reason=str(error)),
            hint=_("groups are \\1, \\2 or \\g<name>; a backslash is \\\\"),
        ) from error
