"""Commands on the catalogs of a job.

Lives here: what stands under “Files” in the help, beside saving. May import: wording and `change`, `command`,
`desk`, `job`, `session` of this room.
Apart from `view` because these leave the catalog that is open.
"""

from __future__ import annotations

from workbench.desk.change import Outcome
from workbench.desk.commands.command import Command, Dialogue, Offer, Pick, Verb
from workbench.desk.desk import Desk
from workbench.desk.job import Job, Totals
from workbench.desk.session import Session
from workbench.wording import _


def _several(session: Session) -> Job | None:
    job = session.job
    return job if job is not None and len(job.paths) > 1 else None


class Files(Verb):
    """Files.

    The catalogs that were opened together, each with what is done and left, and how long all will take at
    the pace of today; a number saves this one and opens that."""

    id, standard, group, word, changes = "files", ("alt+semicolon",), "file", "files", False

    def run(self, session: Session, desk: Desk) -> Outcome | Dialogue:
        """Look, then go to one, or stay."""
        job = _several(session)
        if job is None:
            return Outcome(
                notice=_("this is the only file; `workbench edit A.po B.po` opens several")
            )
        return self._list(session, job)

    def _list(self, session: Session, job: Job) -> Dialogue:
        job.worked(session.all_steps, session.catalog.source_language)
        totals = job.totals(session.catalog)
        offers = [_offer(job, number, one) for number, one in enumerate(totals)]
        taken = yield Pick(job.said(session.catalog), offers)
        if taken is None:
            return Outcome()
        number = offers.index(taken)
        return Outcome() if number == job.at else _leave(session, job, number)


def _offer(job: Job, number: int, totals: Totals | None) -> Offer:
    name = str(job.paths[number])
    here = " · " + _("here") if number == job.at else ""
    if totals is None:
        return Offer(name, _("cannot be read"))
    said = _("{done}/{all} units confirmed").format(done=totals.done, all=totals.units)
    left = _("{count} words left").format(count=totals.left)
    return Offer(name, f"{said} · {left}{here}")


class NextFile(Verb):
    """Next file.

    Save this catalog and open the next one that has something to confirm."""

    id, standard, group, word = "next-file", ("alt+equals_sign",), "file", "nf"
    changes = False

    def run(self, session: Session, desk: Desk) -> Outcome:
        """Round the end; where all is confirmed, that is said."""
        job = _several(session)
        if job is None:
            return Outcome(
                notice=_("this is the only file; `workbench edit A.po B.po` opens several")
            )
        number = job.next_open(session.catalog)
        if number is None:
            return Outcome(notice=_("no other file has anything to confirm"))
        return _leave(session, job, number)


def _leave(session: Session, job: Job, number: int) -> Outcome:
    """Save this one; what cannot be saved is not left."""
    saved = Outcome() if session.read_only else session.save()
    if saved.failed:
        return saved
    job.worked(session.all_steps, session.catalog.source_language)
    job.want(number)
    return Outcome(notice=str(job.paths[number]), leave=True)


COMMANDS: tuple[type[Command], ...] = (Files, NextFile)
