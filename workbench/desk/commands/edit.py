"""Commands that change units.

Lives here: what stands under “Editing” in the help, in its order. May import: catalog, errors, model, wording
and `change`, `desk`, `replace`, `session`, `command` of this room.
Apart from `move` because going somewhere changes nothing.
"""

from __future__ import annotations

import re
import time
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import replace

from workbench.catalog import Catalog
from workbench.desk.change import Outcome
from workbench.desk.commands.command import (
    Command,
    Dialogue,
    Line,
    Preview,
    Verb,
    Work,
)
from workbench.desk.desk import Desk
from workbench.desk.session import Session
from workbench.errors import CatalogError, MemoryFileError
from workbench.model import Finding, Provenance, Severity, State, Unit
from workbench.wording import _

_GROUP = 12
"""Units drafted together: few enough to stop soon, many enough to keep the engine busy."""
_AT_ONCE = 20_000
"""Characters of a unit that are checked while one waits for a key."""
_SLASH = re.compile(r"(?<!\\)/")


class Confirm(Verb):
    """Confirm.

    The unit is translated; go to the next unfinished one. Where an error is found, it says so first."""

    id, standard, bar = "confirm", ("enter", "ctrl+j"), 1

    def run(self, session: Session, desk: Desk) -> Outcome:
        """Confirm and go on; where there is an error, when asked for the second time."""
        asked = (session.unit.id, session.unit.target)
        if not desk.config.confirm_errors and session.warned != asked:
            if error := _error(session):
                session.warned = asked
                said = _("{problem} — the same key again confirms all the same")
                return Outcome(notice=said.format(problem=error.message), failed=True)
        return session.confirm()


class Fix(Verb):
    """Repair.

    Apply the first safe repair among the findings."""

    id, standard, bar, pane, word = "fix", ("f9",), 4, "findings", "x"

    def run(self, session: Session, desk: Desk) -> Outcome:
        """Repair."""
        return session.apply_fix()


class Dismiss(Verb):
    """Dismiss finding.

    Silence the first finding's check on this unit, with a reason; undo brings it back."""

    id, standard, pane, word = "dismiss-finding", ("alt+u",), "findings", "off"

    def run(self, session: Session, desk: Desk) -> Dialogue:
        """Ask why; without a reason nothing is silenced."""
        found = session.findings()
        if not found:
            return Outcome(notice=_("nothing is found here"), failed=True)
        check, unit = found[0].check, session.unit
        reason = yield Line(_("Why is this no fault? {check}").format(check=check))
        if not reason.strip():
            return Outcome(notice=_("without a reason nothing is dismissed"), failed=True)
        silenced = (*unit.silenced, (check, " ".join(reason.split())))
        made = session.change("dismiss", [replace(session.unit, silenced=silenced)], durable=True)
        notice = _("{check} is silent here").format(check=check)
        return Outcome(changed=tuple(u.id for u in made.after), notice=notice)


class InsertTerm(Command):
    """Insert term.

    Insert the first missing term at the cursor; again for the next."""

    id, standard, bar, pane = "insert-term", ("alt+g",), 5, "terms"


class Match(Command):
    """Take match.

    Take the best memory match; again for the next."""

    id, standard, bar, pane = "match", ("alt+m",), 6, "memory"


class ChooseTerm(Command):
    """Choose term.

    Choose one of the terms' forms by its number and insert it at the cursor."""

    id, standard, pane = "choose-term", ("alt+t",), "terms"


class ChooseMatch(Command):
    """Choose match.

    Choose one of the memory's matches by its number."""

    id, standard, pane = "choose-match", ("alt+o",), "memory"


class TakeWord(Command):
    """Take a word.

    Take a word of what the engine offers behind the cursor; else a word on."""

    id, standard, pane = "take-word", ("ctrl+right",), "target"


class TakeRest(Command):
    """Take the offer.

    Take all of what the engine offers behind the cursor; else a character on."""

    id, standard, pane = "take-rest", ("right",), "target"


class Redraft(Command):
    """Redraft.

    Ask the engine for other drafts and choose one."""

    id, standard, pane = "redraft", ("alt+r",), "target"


class DraftAll(Verb):
    """Draft all.

    Draft the listed units that are empty, from memory and engine; Esc stops and keeps what is done."""

    id, standard, word = "draft-all", ("alt+d",), "draft"

    def run(self, session: Session, desk: Desk) -> Dialogue:
        """What the memory is sure of, the rest by the engine; units that are still empty get it, and all
        of it is one step that can be undone."""
        if session.read_only:
            return Outcome(notice=_("read-only: nothing is changed"), failed=True)
        units = [unit for unit in session.shown if unit.state is State.EMPTY]
        if not units:
            return Outcome(notice=_("no listed unit is empty"))
        job, catalog = f"draft {time.time()}", session.catalog
        ready: deque[dict[str, tuple[str, Provenance]]] = deque()
        taken: list[str] = []

        def steps() -> Iterator[tuple[int, int]]:
            for start in range(0, len(units), _GROUP):
                group = units[start : start + _GROUP]
                ready.append(drafted(desk, catalog, group))
                yield start + len(group), len(units)

        def take() -> None:
            while ready:
                outcome = session.take_drafts(ready.popleft(), step=job)
                if outcome.failed:
                    raise CatalogError(outcome.notice)
                taken.extend(outcome.changed)

        stopped = yield Work(_("drafting"), steps, take)
        said = _("stopped; {count} units drafted") if stopped else _("{count} units drafted")
        return Outcome(changed=tuple(taken), notice=said.format(count=len(taken)))


def drafted(
    desk: Desk, catalog: Catalog, units: Sequence[Unit]
) -> dict[str, tuple[str, Provenance]]:
    """Unit id → target and where it is from: what the memory is sure of, the rest by the engine."""
    try:
        known = desk.known(catalog, units)
    except MemoryFileError:  # a memory that cannot be read was said to be so when it was opened
        known = {}
    left = [unit for unit in units if unit.id not in known]
    made = zip(left, desk.drafts(left), strict=True)
    return known | {unit.id: (d.target, d.provenance) for unit, d in made if d.target}


class CopySource(Verb):
    """Copy source.

    Start from the source text."""

    id, standard, word = "copy-source", ("alt+s",), "s"

    def run(self, session: Session, desk: Desk) -> Outcome:
        """Copy it."""
        return session.copy_source()


class Clear(Verb):
    """Clear.

    Empty the target; undo brings it back."""

    id, standard, word = "clear", ("alt+x",), "clear"

    def run(self, session: Session, desk: Desk) -> Outcome:
        """Empty it."""
        return session.clear()


class NeedsWork(Verb):
    """Needs work.

    Mark a confirmed unit as needing work; confirming ends it."""

    id, standard, word = "fuzzy", ("alt+w",), "w"

    def run(self, session: Session, desk: Desk) -> Outcome:
        """Mark it."""
        return session.needs_work()


class Width(Verb):
    """Width.

    Full-width or half-width letters and digits, in the selection or the unit."""

    id, standard, pane, word = "width", ("alt+v",), "target", "v"

    def run(self, session: Session, desk: Desk) -> Outcome:
        """What is selected, else all of it."""
        first, end = session.selected
        return session.toggle_width(first, end) if end > first else session.toggle_width()


class CarryOver(Verb):
    """Carry over.

    Give this target to every open unit with the same source."""

    id, standard, pane, word = "propagate", ("alt+p",), "memory", "a"

    def run(self, session: Session, desk: Desk) -> Outcome:
        """Give it."""
        return session.propagate()


class Split(Verb):
    """Split.

    Give each occurrence of this paragraph an entry of its own."""

    id, standard, word = "split", ("alt+y",), "split"

    def run(self, session: Session, desk: Desk) -> Outcome:
        """Split it."""
        return session.split()


class Join(Verb):
    """Join.

    Make one entry of all that have this source."""

    id, standard, word = "merge", ("alt+j",), "join"

    def run(self, session: Session, desk: Desk) -> Outcome:
        """Join them."""
        return session.merge()


class LineBreak(Command):
    """Line break.

    Start a new line inside the unit."""

    id, standard = "line-break", ("alt+n",)


class Comment(Verb):
    """Comment.

    Write a comment on the unit."""

    id, standard, pane, word = "comment", ("alt+c",), "history", "c"

    def run(self, session: Session, desk: Desk) -> Dialogue:
        """Ask for it, beginning with the one there is."""
        label = _("Comment on the unit; empty takes it away")
        text = yield Line(label, "\n".join(session.unit.comments))
        return session.comment(text)


class Bookmark(Verb):
    """Bookmark.

    Mark the unit, or unmark it."""

    id, standard, word = "bookmark", ("alt+k",), "b"

    def run(self, session: Session, desk: Desk) -> Outcome:
        """Mark it."""
        return session.bookmark()


class Undo(Verb):
    """Undo.

    Take the last step back, in whatever unit it was; a restart forgets nothing."""

    id, standard, pane, word = "undo", ("ctrl+z",), "history", "z"

    def run(self, session: Session, desk: Desk) -> Outcome:
        """Take it back."""
        return session.undo()


class Redo(Verb):
    """Redo.

    Do again what was taken back."""

    id, standard, pane, word = "redo", ("ctrl+y",), "history", "y"

    def run(self, session: Session, desk: Desk) -> Outcome:
        """Do it again."""
        return session.redo()


def _error(session: Session) -> Finding | None:
    """The first error of a unit that is about to be confirmed; a text so long that its checks would hold the
    keys up is not asked about."""
    unit = session.unit
    if unit.state is State.CONFIRMED or not unit.target.strip():
        return None
    if len(unit.source) + len(unit.target) > _AT_ONCE:
        return None
    return next((f for f in session.findings() if f.severity is Severity.ERROR), None)


def replacing(text: str) -> tuple[str, str, bool]:
    """(old, new, whether old is a pattern) of `old/new` or `/pattern/new/`; `\\/` is a slash."""
    regex = text.startswith("/")
    old, *rest = _SLASH.split(text[1:] if regex else text)
    new = rest[0] if regex and rest else "/".join(rest)
    return old.replace("\\/", "/"), new.replace("\\/", "/"), regex


class Replace(Verb):
    """Replace.

    Replace text in the listed targets, looked at first: old/new or /pattern/new/."""

    id, standard, word = "replace", ("ctrl+r",), "r"

    def run(self, session: Session, desk: Desk) -> Dialogue:
        """Ask what for what, then show what it would do."""
        text = yield Line(_("Replace in the listed targets: old/new, or /pattern/new/"))
        old, new, regex = replacing(text)
        found = session.preview_replace(old, new, regex=regex)
        if not found:
            return Outcome(notice=_("“{text}” is nowhere").format(text=old))
        wanted = yield Preview(found)
        return session.apply_replacements(wanted) if wanted else Outcome()


COMMANDS: tuple[type[Command], ...] = (
    Confirm, Fix, Dismiss, InsertTerm, Match, ChooseTerm, ChooseMatch, TakeWord, TakeRest, Redraft,
    DraftAll, CopySource, Clear, NeedsWork, Width, CarryOver, Split, Join, LineBreak, Comment, Bookmark,
    Undo, Redo, Replace,
)  # fmt: skip
