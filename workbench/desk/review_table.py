"""A catalog through a reviewer's table and back.

Lives here: `rows_of`, the rows of a catalog; `heading_of`; `judged`, what a table that came back would change and
which rows are refused, and why; `taken`, which does it as one step. Only what was edited comes back: targets,
the word in the status column of our own tables, what was said beside a row. A row is refused where its id is
damaged or stands twice, its source is another, its text was changed here meanwhile, or it holds what is no
text.
May import: catalog, checks (what a text may be wrong in), config, errors, exchange, language, model, wording and `desk`, `remember`,
`session`, `states` of this room.
Apart from `reviews` because that knows one catalog, this two hands on it.
"""

from __future__ import annotations

import time
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from workbench.catalog import Catalog, read_po
from workbench.catalog.header import minute
from workbench.catalog.journal import steps_of
from workbench.checks.gravity import CATEGORIES, GRAVITIES
from workbench.config import Config
from workbench.desk import states
from workbench.desk.desk import Desk
from workbench.desk.remember import Remembering
from workbench.desk.session import Session
from workbench.errors import CatalogError, WorkbenchError
from workbench.exchange.review import Heading, Row, Table, read_table
from workbench.exchange.review.table import STATUS, has_form, kept, name_of, parts_of, stage_of
from workbench.language import info
from workbench.model import Origin, Provenance, Stage, Unit, text_digest
from workbench.wording import _

_REJECTED = "× "
"""Begins the line that says why a text was rejected; such a line is ours and never comes back."""
_VERDICTS = {Stage.REVIEWED, Stage.SIGNED_OFF, Stage.REJECTED}
Known = Callable[[Unit], Mapping[str, str]]
"""Gives the texts that a unit has had, by digest."""


def heading_of(catalog: Catalog) -> Heading:
    """What stands above the table of a catalog."""
    codes = catalog.source_language, catalog.target_language
    turned = tuple(info(code).code.split("-")[0] in {"ar", "fa", "he", "ur", "ps", "yi", "dv", "ug"} for code in codes)  # fmt: skip
    return Heading(
        catalog.path.name if catalog.path else catalog.name, *codes, (turned[0], turned[1])
    )


def rows_of(catalog: Catalog, units: Iterable[Unit] | None = None) -> Iterator[Row]:
    """A row for each unit that is not obsolete, in order."""
    for unit in catalog.live if units is None else units:
        digest = text_digest(unit.source, unit.target)
        yield Row(
            name_of(unit.id, digest, unit.stage),
            STATUS[unit.stage],
            unit.source,
            unit.target,
            _comment(unit),
        )


def _comment(unit: Unit) -> str:
    """What people said of it: why it was rejected, then their comments."""
    words = [
        f"{_REJECTED}{review.category}:{review.gravity} {review.reason} ({review.by} {review.on[:10]})"
        for review in unit.reviews
        if review.verdict is Stage.REJECTED
    ]
    return "\n".join([*(_line(word) for word in words), *unit.comments])


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that is not taken."""

    where: str
    id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Edited:
    """A row that is."""

    where: str
    before: Unit
    after: Unit
    by: str
    """Who did it; empty where nobody can say."""
    on: str

    @property
    def what(self) -> tuple[str, ...]:
        """`target`, `status`, `comment`."""
        before, after = self.before, self.after
        found = ["target"] if before.target != after.target else []
        if any(review not in before.reviews and review.on for review in after.reviews):
            found.append("status")
        return (*found, "comment") if before.comments != after.comments else tuple(found)


@dataclass(frozen=True, slots=True)
class Judged:
    """What a table says to a catalog."""

    layout: str
    rows: int
    edited: tuple[Edited, ...]
    refused: tuple[Refused, ...]
    absent: int
    """Units that it does not hold."""


def texts_of(steps: Sequence[object]) -> Known:
    """The texts that a journal's steps know of a unit, by digest."""

    found: dict[object, dict[str, str]] = {}

    def known(unit: Unit) -> dict[str, str]:
        if not found:
            found[()] = {}
            for form in _forms(steps):
                key, source = form.get("key"), str(form.get("source", ""))
                name = tuple(key) if isinstance(key, list) else (form.get("id"), source)
                text = str(form.get("target", ""))
                found.setdefault(name, {})[text_digest(source, text)] = text
        return found.get((*unit.key.entry, unit.key.form), {}) | found.get(
            (unit.id, unit.source), {}
        )

    return known


def _forms(steps: Sequence[object]) -> Iterator[dict[str, object]]:
    """The units of a journal's steps, before and after."""
    for step in steps:
        for side in ("before", "after"):
            forms = step.get(side) if isinstance(step, dict) else None
            yield from (form for form in forms or () if isinstance(form, dict))


def judged(table: Table, catalog: Catalog, known: Known, *, by: str = "") -> Judged:
    """What a table would change; nothing is changed. `by` signs what the table itself does not."""
    work = _Judging(table, catalog, known, by)
    edited: list[Edited] = []
    refused: list[Refused] = []
    for row in table.rows:
        answer = work.row(row)
        if isinstance(answer, Edited):
            edited.append(answer)
        elif answer:
            refused.append(Refused(row.where, row.id, answer))
    return Judged(
        work.layout,
        len(table.rows),
        tuple(edited),
        tuple(refused),
        len(catalog.live) - len(work.seen),
    )


class _Judging:
    """One table against one catalog."""

    def __init__(self, table: Table, catalog: Catalog, known: Known, by: str) -> None:
        self._table, self._known, self._by = table, known, by
        self.layout = table.layout
        self._units = {unit.id.casefold(): unit for unit in catalog.live}
        self._count = Counter(self._id(row) for row in table.rows)
        self._by_source: dict[str, deque[Unit]] = defaultdict(deque)
        if not self._ours:
            for unit in catalog.live:
                self._by_source[self._folded(unit.source)].append(unit)
        self.seen: set[str] = set()

    @property
    def _ours(self) -> bool:
        return self.layout == "workbench"

    def _id(self, row: Row) -> str:
        parts = parts_of(row.id) if self._ours else None
        return parts[0] if parts else "".join(row.id.split()).casefold()

    def _folded(self, text: str) -> str:
        text = kept(text)
        return " ".join(text.split()) if self._table.loose else text.strip("\n")

    def row(self, row: Row) -> Edited | str:
        """What a row changes; why it is refused; empty where it changes nothing."""
        if self._count[self._id(row)] > 1:
            return _("its id stands {count} times").format(count=self._count[self._id(row)])
        found = self._unit(row)
        if isinstance(found, str):
            return found
        unit, base = found
        self.seen.add(unit.id)
        if self._folded(row.source) != self._folded(unit.source):
            return _("its source is not that of the catalog: {text}").format(
                text=_short(row.source)
            )
        if row.odd:
            return row.odd
        return self._answer(row, unit, base)

    def _unit(self, row: Row) -> tuple[Unit, str] | str:
        """The unit of a row and the digest of the text it was made of; else why there is none."""
        if self._ours:
            parts = parts_of(row.id)
            if parts is None:
                return _("its id is damaged")
            unit = self._units.get(parts[0])
            if unit is None:
                return _("the catalog has no unit {unit}").format(unit=parts[0])
            return unit, parts[1]
        if not has_form(self.layout, "".join(row.id.split())) and not has_form(
            self.layout, row.id.strip()
        ):
            return _("its id is damaged")
        same = self._by_source.get(self._folded(row.source))
        if not same:
            return _("its source is not in the catalog: {text}").format(text=_short(row.source))
        unit = same.popleft()
        return unit, text_digest(unit.source, unit.target)

    def _answer(self, row: Row, unit: Unit, base: str) -> Edited | str:
        """What a row changes in its unit."""
        text = self._restored(row.target, unit)
        now = text_digest(unit.source, unit.target)
        if self._same(row.target, unit.target):
            text = unit.target
        elif base != now:
            first = self._first(row, unit, base)
            if first is not None and self._same(row.target, first):
                text = unit.target  # changed here, not there
            else:
                return _("its text was changed here since the table was made")
        elif kept(unit.target) != unit.target:
            return _("its text holds characters that a table cannot carry; edit it here")
        if not text.strip() and unit.target.strip():
            return _("its target was emptied")
        if self._ours and base == now and (wrong := _wrong_word(row)):
            return wrong
        last = max(row.edits, key=lambda edit: edit.on, default=None)
        by = (last.by if last else "") or self._by or self._table.by
        on = (last.on if last else "") or self._table.on or minute()
        after = unit
        if text != unit.target:
            after = replace(states.with_text(unit, text), provenance=Provenance(Origin.HUMAN))
        after = self._commented(after, row, unit)
        after = self._verdict(after, row, unit, by, on, same=base == now)
        return Edited(row.where, unit, after, by, on) if after != unit else ""

    def _same(self, text: str, other: str) -> bool:
        return self._folded(text).strip("\n") == self._folded(other).strip("\n")

    def _first(self, row: Row, unit: Unit, base: str) -> str | None:
        """The text that the table was made of, where the table or the journal knows it."""
        if row.was is not None and text_digest(unit.source, row.was) == base:
            return row.was
        if text_digest(unit.source, "") == base:
            return ""
        return self._known(unit).get(base)

    @staticmethod
    def _restored(text: str, unit: Unit) -> str:
        """An edited text with the line ends of the old one around it: Word hides them, gettext needs
        them."""
        like = unit.target or unit.source
        bare = text.strip("\n")
        if not bare:
            return ""
        start = like[: len(like) - len(like.lstrip("\n"))]
        return start + bare + like[len(like.rstrip("\n")) :]

    def _commented(self, after: Unit, row: Row, unit: Unit) -> Unit:
        """What was said beside the row, a line each, once."""
        there = set(unit.comments) | set(kept(_comment(unit)).split("\n"))
        made = []
        for note in row.notes:
            who = " ".join(filter(None, (note.by, note.on[:10])))
            made.append(f"{who}: {_line(note.text)}" if who else _line(note.text))
        if self._ours:
            loose = {" ".join(line.split()) for line in there}
            for line in row.comment.split("\n"):
                words = " ".join(line.split())
                if words and words not in loose and not words.startswith(_REJECTED.strip()):
                    made.append(words)
        made = [line for line in dict.fromkeys(made) if line not in there]
        return replace(after, comments=(*after.comments, *made)) if made else after

    def _verdict(self, after: Unit, row: Row, unit: Unit, by: str, on: str, *, same: bool) -> Unit:
        """What the status column says anew. A word that stands there since the table was made says
        nothing, nor does one of another text."""
        parts = parts_of(row.id) if self._ours and same else None
        stage = stage_of(row.status) if parts else None
        if stage is None or stage not in _VERDICTS or not after.target:
            return after
        if (parts and stage is parts[2]) or (stage is unit.stage and after.target == unit.target):
            return after
        if stage is Stage.REVIEWED:
            return states.approved(after, by, on)
        if stage is Stage.SIGNED_OFF:
            return states.signed_off(after, by, on)
        reason = " · ".join(line for line in after.comments if line not in unit.comments)
        first, _space, rest = reason.partition(" ")
        category, _colon, gravity = first.partition(":")
        if category in CATEGORIES and gravity in GRAVITIES:
            return states.rejected(after, by, on, category, gravity, rest)
        return states.rejected(after, by, on, "", "", reason)


def _wrong_word(row: Row) -> str:
    """Why what somebody wrote into the status column is no verdict; empty where it is one, or nobody wrote
    there."""
    parts = parts_of(row.id)
    stage = stage_of(row.status)
    if parts is None or stage is parts[2] or not row.status:
        return ""
    if stage not in _VERDICTS:
        known = ", ".join(
            STATUS[verdict] for verdict in (Stage.REVIEWED, Stage.REJECTED, Stage.SIGNED_OFF)
        )
        return _("its status {word} is no verdict; known: {known}").format(
            word=_short(row.status), known=known
        )
    if stage is Stage.SIGNED_OFF and parts[2] is not Stage.REVIEWED:
        return _("it is signed off and was never reviewed")
    return ""


def _line(text: str) -> str:
    return " ".join(text.split())


def _short(text: str) -> str:
    words = " ".join(text.split())
    return f"“{words[:40]}…”" if len(words) > 41 else f"“{words}”"


def taken(session: Session, edits: Sequence[Edited]) -> int:
    """Take edits as one step, each person's under their name; how many units changed. Raises CatalogError;
    then nothing is in the file."""
    step = f"review {time.time()}"
    groups: dict[str, list[Unit]] = defaultdict(list)
    for edit in edits:
        groups[edit.by].append(edit.after)
    return sum(
        len(session.change("review", units, step=step, durable=True, by=by).after)
        for by, units in groups.items()
    )


def bring_home(
    path: Path,
    catalog: Path,
    config: Config,
    *,
    by: str = "",
    dry: bool = False,
    partial: bool = False,
) -> tuple[Judged, bool]:
    """What the table at `path` says to a catalog, and whether the catalog now says it: not where a row is
    refused, `partial` aside, and not where this is `dry`. Raises ExchangeError, CatalogError."""
    table = read_table(path)
    if dry:
        read = read_po(catalog, to_write=False)
        return judged(table, read, texts_of(steps_of(catalog)), by=by), False
    with Session.open(catalog, author=config.author) as session:
        answer = judged(table, session.catalog, texts_of(session.steps()), by=by)
        if not answer.edited or (answer.refused and not partial):
            return answer, False
        with Desk.of(config, session.catalog) as desk:
            _follow(session, desk)
            taken(session, answer.edited)
            saved = session.save()
        if saved.failed:
            raise CatalogError(saved.notice)
        return answer, True


def _follow(session: Session, desk: Desk) -> None:
    """The memory gives up what is no longer confirmed; without one nothing follows."""
    try:
        memory = desk.memory
    except WorkbenchError:
        return
    if memory is not None:
        session.subscribe(Remembering(memory, lambda: session.catalog).heard)
