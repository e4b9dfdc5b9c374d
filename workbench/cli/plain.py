"""`workbench edit --plain`: the same session, line by line, for screen readers and dumb terminals.

Lives here: the loop. Takes lines, gives lines; nothing is drawn twice, no cursor moves.
May import: config, desk, errors, wording and `line_mode` of this room.
Apart from the screen because a line is all that some terminals have.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TextIO

from workbench.cli.line_mode import Lines, help_text, signed, spelt
from workbench.config import Config
from workbench.desk.desk import Desk
from workbench.desk.difference import difference
from workbench.desk.job import Job
from workbench.desk.reviews import said, stage_word
from workbench.desk.session import Session
from workbench.desk.versions import draft_of
from workbench.errors import printable
from workbench.wording import _


def run(
    what: Path | Job, config: Config, stdin: TextIO, stdout: TextIO, *, read_only: bool = False,
    at: str = "",
) -> int:  # fmt: skip
    """Edit a catalog, or the catalogs of a job one after the other, over two streams, from the unit `at`; 0
    when it ends well.

    Raises CatalogError, CatalogLocked.
    """

    def say(text: str) -> None:
        stdout.write(text + "\n")
        stdout.flush()

    job = what if isinstance(what, Job) else Job([what])
    say(help_text())
    status = _one(job, config, stdin, say, read_only=read_only, at=at)
    while job.go_on():
        status = _one(job, config, stdin, say, read_only=read_only)
    return status


def _one(
    job: Job, config: Config, stdin: TextIO, say: Callable[[str], None], *, read_only: bool,
    at: str = "",
) -> int:  # fmt: skip
    """The catalog that is open, until another one is wanted."""
    with (
        Session.open(job.path, read_only=read_only, author=config.author) as session,
        Lines(session, config, say) as lines,
    ):
        session.job = job
        if len(job.paths) > 1:
            say(f"{job.path} ({job.at + 1}/{len(job.paths)})")
        if at and session.goto(at).failed:
            session.catalog.unit(at)  # says which there are
        if session.recovered:
            ids = " ".join(item.unit for item in session.recovered)
            say(_("recovered from the journal: {units}").format(units=ids))
        _unit(session, lines.desk, say)
        for raw in stdin:
            line = spelt(raw.rstrip("\r\n"))
            if line == ":q":
                break
            outcome = lines.obey(line)
            if outcome.notice:
                say(printable(outcome.notice))
            if outcome.leave:
                return 0
            if outcome.go_to or outcome.changed or line == ":t":
                lines.inspector.rested()
                _unit(session, lines.desk, say)
        if read_only:
            return 0
        outcome = session.save()
        say(outcome.notice)
        return 2 if outcome.failed else 0


def _unit(session: Session, desk: Desk, say: Callable[[str], None]) -> None:
    """The present unit in words."""
    unit = session.unit
    place = session.catalog.place(unit.id) + 1
    say(f"\n{unit.id} ({place}/{len(session.units)}), {stage_word(unit.stage)}")
    for review in unit.reviews:
        say(printable(said(review)))
    if unit.locked:
        locked = _("locked in the file it came from: {reason}").format(reason=unit.locked)
        say(printable(locked))
    for note in unit.told:
        say(_("note: {text}").format(text=printable(note)))
    say(_("source: {text}").format(text=printable(unit.source)))
    say(_("target: {text}").format(text=printable(unit.target) or "–"))
    if session.sentence is not None and (pairs := desk.pairs(unit)):
        pair = pairs[min(session.sentence, len(pairs) - 1)]
        one = unit.source[slice(*pair.source)] if pair.source else "–"
        other = unit.target[slice(*pair.target)] if pair.target else "–"
        say(
            _("sentence: {source} → {target}").format(
                source=printable(one), target=printable(other)
            )
        )
    if session.draft_in_sight and (draft := draft_of(unit, session.all_steps)):
        pieces = difference(draft.target, unit.target) if unit.target else ()
        said_of = "".join(signed(*piece) for piece in pieces) or draft.target
        say(_("draft: {text}").format(text=printable(said_of)))
    for finding in session.findings():
        say(f"{finding.severity.value}: {printable(finding.message)} [{finding.check}]")
