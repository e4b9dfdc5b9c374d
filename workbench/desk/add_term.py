"""A term of one's own, added while one translates.

Lives here: NewTerm, Added, `add_term` and `own_termbase`. Takes a term, writes one row of the user's own termbase
and gives where it stands: the row that has its source form where there is one, else a new one. What lint would
refuse is not written; the file is replaced as a whole or not at all, one writer at a time.

A command says `added = add_term(desk, NewTerm(source, target, seen="page.po p3"))` and shows `added.said()`; it raises
TermbaseError, which front doors say as they say any other. The desk reads its termbase anew by itself, so
that the next finding, verdict and draft know the term.
May import: catalog (`write_atomic`), config, errors, exchange, terms, wording and `desk` of this room; portalocker.
Apart from `terms` because that opens termbases and this writes one.
"""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from workbench.catalog import write_atomic
from workbench.config import Config, user_data
from workbench.errors import TermbaseError, printable
from workbench.terms import Concept, Problem, Terms
from workbench.wording import _

if TYPE_CHECKING:
    from workbench.desk.desk import Desk

STATUSES = ("preferred", "admitted", "forbidden")
FILE = "own.tsv"
"""The file of terms that were added, in a folder of them."""
_LOCK = "own-terms.lock"
_LONGEST = 200
"""Characters of a term; who marks a paragraph does not mean one."""
_MAY_LACK = frozenset(["definition", "source", "no-reading"])
"""What lint says of a row that a person completes later."""


@dataclass(frozen=True, slots=True)
class NewTerm:
    """What is to be added."""

    source: str
    target: str
    status: str = "preferred"
    """`preferred`, `admitted` or `forbidden`."""
    note: str = ""
    """Advice; of a forbidden term the reason, which it needs."""
    pos: str = ""
    """Part of speech as termbases have it; empty: any."""
    seen: str = ""
    """Where it was met; stands as the source of the row."""


@dataclass(frozen=True, slots=True)
class Added:
    """What became of it."""

    term: NewTerm
    path: Path
    line: int
    concept: str
    """Id of the row."""
    new: bool = True
    """Whether the row is new."""
    changed: bool = True
    """Whether anything was written: not where the row said so already."""
    above: str = ""
    """`file:line` of a row that counts instead, as its termbase is named first."""

    def said(self) -> str:
        """A sentence for people."""
        what = f"{self.term.source} = {self.term.target}"
        where = f"{self.path}:{self.line}"
        if self.above:
            text = _("{what} is in {where}, but {above} counts before it")
            return text.format(what=what, where=where, above=self.above)
        if not self.changed:
            return _("{what} is in {where} already").format(what=what, where=where)
        return _("{what} added, {where}").format(what=what, where=where)


def own_termbase(config: Config) -> Path:
    """The file that added terms go to: of the termbases named in the settings the first that is a
    folder or a file in our format, else `glossary/own.tsv` beside `workbench.toml` or here. Raises
    TermbaseError where all that are named are files of other tools, or what ships."""
    from workbench.terms.termbase import is_ours

    if not config.glossary:
        base = config.path.parent if config.path else Path.cwd()
        return base / "glossary" / FILE
    for path in config.glossary:
        if path.name == "shipped" and not path.exists():
            continue
        if path.is_dir():
            return path / FILE
        if path.is_file() and is_ours(path):
            return path
    raise TermbaseError(
        _("none of its termbases can take a term"), where=str(config.path or "workbench.toml"),
        hint=_('name a folder of your own first: glossary = ["glossary", …]'),
    )  # fmt: skip


def add_term(desk: Desk, term: NewTerm) -> Added:
    """Write a term into the user's own termbase, and let the desk know it.

    A source form that one of the user's rows has gets its rendering there: `preferred` takes the first
    place and the former first is admitted, `admitted` and `forbidden` are added to their lists. Where only
    a lower layer has it, `preferred` is a new row, which counts instead for that form, and the others are a copy of
    that row with the rendering added. Raises TermbaseError, with nothing written: what is no term, a
    forbidden one without a reason or without one to use instead, a file that cannot be read or written.
    """
    from workbench.terms.renderings import is_sources, language_of

    term = _cleaned(term)
    path = own_termbase(desk.config)
    pair = desk.termbase.source, desk.termbase.target
    with _alone():
        siblings = sorted(set(path.parent.glob("*.tsv")) - {path}) if path.name == FILE else []
        siblings = [f for f in siblings if not (is_sources(f) or language_of(f))]
        tables = [_Table.read(file, pair) for file in (path, *siblings)]
        made, home, old = _made(term, tables, desk)
        line, text = home.with_row(made)
        if made != old:
            _refuse_bad(made)
            _refuse_lost(made, text, home.path, pair)
            with _told(home.path):
                home.path.parent.mkdir(parents=True, exist_ok=True)
            write_atomic(home.path, text.encode())
    desk.reload_terms()
    above = _above(desk, term, made, home.path)
    return Added(term, home.path, line, made.id, old is None, made != old, above)


class _Table:
    """A termbase file as text, with its rows."""

    def __init__(self, path: Path, text: str, concepts: Sequence[Concept]) -> None:
        self.path, self.text, self.concepts = path, text, concepts

    @classmethod
    def read(cls, path: Path, pair: tuple[str, str]) -> _Table:
        """What there is; a header alone where there is nothing. Raises TermbaseError."""
        from workbench.terms.tsv import COLUMNS, read_rows

        if not path.exists():
            names = [f"{code}{part}" for code in pair
                     for part in ("", "_admitted", "_forbidden")]  # fmt: skip
            return cls(path, "\t".join([*COLUMNS, *names]) + "\n", ())
        rows = read_rows(path)  # says what is wrong with the file
        with _told(path):
            text = path.read_bytes().decode("utf-8", "surrogateescape")
        if "\udc80" <= max(text, default="") <= "\udcff":
            bad = next(iter(rows.problems))
            raise TermbaseError(bad.message, where=f"{bad.path}:{bad.line}")
        return cls(path, text, rows.concepts)

    def with_row(self, concept: Concept) -> tuple[int, str]:
        """The line that a row has, and the file with it: in its old place, or at the end."""
        from workbench.terms.tsv import cells_of

        lines = self.text.split("\n")
        end = "\r" if lines[0].endswith("\r") else ""
        mark = "\ufeff" if lines[0].startswith("\ufeff") else ""
        header = lines[0].strip("\ufeff\r").split("\t")
        header += [name for name in _columns(concept) if name not in header]
        lines[0] = mark + "\t".join(header) + end
        row = "\t".join(cells_of(concept, header)) + end
        path, _sep, number = concept.where.rpartition(":")
        if path == str(self.path):
            lines[int(number) - 1] = row
            return int(number), "\n".join(lines)
        if lines[-1].strip():
            lines.append("")
        lines.insert(len(lines) - 1, row)
        return len(lines) - 1, "\n".join(lines)


def _columns(concept: Concept) -> Iterator[str]:
    """The columns that a concept needs."""
    from workbench.terms.tsv import COLUMNS

    yield from (n for n in COLUMNS if getattr(concept, n) not in {"", "smart"})
    for code, terms in concept.terms.items():
        filled = {
            "": True, "_admitted": terms.admitted, "_forbidden": terms.forbidden,
            "_reading": terms.reading, "_use": terms.uses, "_except": terms.exceptions,
        }  # fmt: skip
        yield from (code + part for part, held in filled.items() if held)


def _cleaned(term: NewTerm) -> NewTerm:
    """A term on one line. Raises TermbaseError for what is none."""
    source, target, note, seen = (
        " ".join(text.split()) for text in (term.source, term.target, term.note, term.seen)
    )
    for text in (source, target):
        if not text:
            raise TermbaseError(_("a term has a source and a target"))
        if len(text) > _LONGEST:
            raise TermbaseError(
                _("a term has {count} characters at most").format(count=_LONGEST),
                where=text[:40] + "…",
            )
        if "|" in text:
            raise TermbaseError(_("a bar divides terms; it can stand in none"), where=text)
    if term.status not in STATUSES:
        known = ", ".join(STATUSES)
        raise TermbaseError(_("a term is one of {known}").format(known=known), where=term.status)
    if term.status == "forbidden" and not note:
        raise TermbaseError(_("a forbidden term needs a reason"), where=target)
    if term.status == "forbidden" and ": " in target:
        raise TermbaseError(_("a colon divides a forbidden term from its reason"), where=target)
    return replace(term, source=source, target=target, note=note, seen=seen)


def _made(
    term: NewTerm, tables: Sequence[_Table], desk: Desk
) -> tuple[Concept, _Table, Concept | None]:
    """The row as it shall be, the file it belongs in, and the row as it is there."""
    source, target = desk.termbase.source, desk.termbase.target
    held = [(concept, table) for table in tables for concept in table.concepts]
    for concept, table in held:
        if _has(concept, term, source):
            return _with(concept, term, target), table, concept
    lower = next((c for c in desk.termbase.concepts.values() if _has(c, term, source)), None)
    if lower is not None and term.status != "preferred":
        return _with(replace(lower, where=""), term, target), tables[0], None
    if term.status == "forbidden":
        raise TermbaseError(
            _("no term says what to use instead"), where=term.source, hint=_("add that one first")
        )
    subjects = Counter(concept.subject for concept in tables[0].concepts)
    from workbench.exchange.pairs import made_id

    terms = {source: Terms(preferred=term.source), target: Terms(preferred=term.target)}
    fresh = Concept(
        id=made_id(
            term.source, {concept.id for concept, _table in held} | {*desk.termbase.concepts}
        ),
        subject=subjects.most_common(1)[0][0] if subjects else "",
        pos=term.pos,
        note=term.note,
        source=term.seen,
        terms=MappingProxyType(terms),
    )
    return fresh, tables[0], None


def _has(concept: Concept, term: NewTerm, source: str) -> bool:
    """Whether a concept has a source form, in its part of speech where one is said."""
    from workbench.terms.layers import form_key

    wanted = form_key(term.source)
    if term.pos and concept.pos and concept.pos != term.pos:
        return False
    return any(form_key(form) == wanted for form in concept.in_(source).approved)


def _with(concept: Concept, term: NewTerm, target: str) -> Concept:
    """A concept with a rendering added."""
    terms, form = concept.in_(target), term.target
    if term.status == "forbidden":
        if form == terms.preferred or not terms.preferred:
            raise TermbaseError(
                _("{form} is what is preferred").format(form=form), where=concept.where or concept.id,
                hint=_("prefer another one first"),
            )  # fmt: skip
        others = tuple(pair for pair in terms.forbidden if pair[0] != form)
        made = replace(
            terms,
            admitted=tuple(one for one in terms.admitted if one != form),
            forbidden=(*others, (form, term.note)),
            uses=tuple(pair for pair in terms.uses if pair[0] != form),
        )
        return replace(concept, terms=MappingProxyType({**concept.terms, target: made}))
    admitted = [one for one in terms.admitted if one != form]
    made = replace(terms, forbidden=tuple(pair for pair in terms.forbidden if pair[0] != form))
    if term.status == "preferred" or not terms.preferred:
        if terms.preferred not in {"", form}:
            admitted.insert(0, terms.preferred)
        reading = terms.reading if terms.preferred == form else ""
        made = replace(made, preferred=form, admitted=tuple(admitted), reading=reading)
    elif form not in terms.approved:
        made = replace(made, admitted=(*admitted, form))
    note = concept.note
    if term.note and term.note not in note:
        note = f"{note} {term.note}".strip()
    return replace(concept, note=note, terms=MappingProxyType({**concept.terms, target: made}))


def _refuse_bad(concept: Concept) -> None:
    """Raise TermbaseError for what lint finds wrong with a row."""
    from workbench.terms.linting import lint_row

    bad: list[Problem] = [p for p in lint_row(concept) if p.code not in _MAY_LACK]
    if bad:
        raise TermbaseError(bad[0].message, where=printable(concept.where or concept.id))


def _refuse_lost(concept: Concept, text: str, path: Path, pair: tuple[str, str]) -> None:
    """Raise TermbaseError where the file, read again, would not say what was meant."""
    from workbench.terms.tsv import rows_of

    lines = enumerate((line.rstrip("\r") for line in text.lstrip("\ufeff").split("\n")), 1)
    kept = [(n, line.split("\t")) for n, line in lines if n == 1 or (line and line[0] != "#")]
    found = {row.id: row for row in rows_of(kept, str(path)).concepts}.get(concept.id)
    for code in pair:
        if found is None or found.in_(code) != concept.in_(code):
            raise TermbaseError(
                _("the row cannot be written so that it is read again"),
                where=f"{path}: {concept.id}",
            )


def _above(desk: Desk, term: NewTerm, made: Concept, path: Path) -> str:
    """Where a row of an upper layer has the source form instead."""
    termbase = desk.termbase
    ours = termbase.concepts.get(made.id)
    if ours is not None and ours.where.rpartition(":")[0] != str(path):
        return ours.where
    if ours is None or not _has(ours, term, termbase.source):
        others = (c.where for c in termbase.concepts.values() if _has(c, term, termbase.source))
        return next(others, "")
    return ""


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """One writer of own terms at a time; where no data folder can be made, without that."""
    import portalocker

    try:
        user_data().mkdir(parents=True, exist_ok=True)
        file = (user_data() / _LOCK).open("ab")
    except OSError:
        yield
        return
    with file:
        with contextlib.suppress(portalocker.LockException, OSError):
            portalocker.lock(file, portalocker.LOCK_EX)
        yield


@contextlib.contextmanager
def _told(path: Path) -> Iterator[None]:
    """An error of the file system as one of ours."""
    try:
        yield
    except OSError as error:
        raise TermbaseError(
            _("cannot be written: {reason}").format(reason=error.strerror or error), where=str(path)
        ) from error
