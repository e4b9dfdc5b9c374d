"""The nouns of the house, frozen.

Lives here: what flows between rooms, from Article to Score. No behaviour beyond reading itself.
Takes and gives: plain values; spans are half-open code point offsets into the text they belong to.
May import: the standard library only.
A room of its own because rooms of one floor may not know each other: they meet in these nouns.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

Span = tuple[int, int]


class Kind(StrEnum):
    """What a paragraph is in its document."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list item"
    CAPTION = "caption"
    QUOTE = "quote"
    CELL = "table cell"
    TITLE = "title"
    IMAGE = "image text"
    TOOLTIP = "tooltip"
    HINT = "input hint"
    DESCRIPTION = "page description"


ATTRIBUTES = frozenset([Kind.IMAGE, Kind.TOOLTIP, Kind.HINT, Kind.DESCRIPTION])
"""Kinds of text that stand in attributes and in front matter, not in the running text."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One translatable block of an article, in document order."""

    text: str
    """Characters as a reader sees them, entities decoded, white space collapsed; inline markup
    stays as balanced tags (`<em>…</em>`) in formats that have it."""
    kind: Kind
    place: int
    """1-based ordinal in the document."""
    line: int
    """1-based line of the source file where the block's content starts."""
    span: Span
    """Where the block's content lies in `Article.text`, so that a writer can put a target there."""
    level: int = 0
    """Heading level, 0 elsewhere."""
    frame: bool = False
    """Whether it belongs to what stands around the main text: navigation, footer, adverts."""
    seconds: float = 0.0
    """How long a subtitle is shown; 0 elsewhere."""


@dataclass(frozen=True, slots=True)
class Article:
    """A document read into paragraphs. `text` is the whole decoded source, line ends as they are."""

    name: str
    """What references call it: its file name, or its path below the project's folder, with `/`."""
    format: str
    """Name of its format: `html`, `text`, `markdown`, or one that an extension brings."""
    language: str | None
    """Declared language (`<html lang>`), None where the document does not say."""
    encoding: str
    text: str
    paragraphs: tuple[Paragraph, ...]
    """Main text first, then the frame, then attributes."""
    newline: str = "\n"
    data: bytes = field(default=b"", repr=False)
    """The file as it is."""

    @property
    def stem(self) -> str:
        """The name without its last suffix."""
        folder, slash, last = self.name.rpartition("/")
        return folder + slash + (last.rpartition(".")[0] or last)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence inside a paragraph. `text == paragraph[span[0]:span[1]]`."""

    text: str
    span: Span


class State(StrEnum):
    """How far a unit is. PO knows them as: empty msgstr, fuzzy flag, neither, `#~`."""

    EMPTY = "empty"
    FUZZY = "fuzzy"
    CONFIRMED = "confirmed"
    OBSOLETE = "obsolete"


class Stage(StrEnum):
    """How far people are with a unit: what its state says and what was said of its present text."""

    EMPTY = "empty"
    DRAFT = "draft"
    TRANSLATED = "translated"
    REVIEWED = "reviewed"
    SIGNED_OFF = "signed-off"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Review:
    """What a person said of a text, beside `State`, which is what gettext's syntax says of it."""

    verdict: Stage
    """TRANSLATED, REVIEWED, SIGNED_OFF or REJECTED."""
    by: str = ""
    on: str = ""
    """ISO 8601 date and minute, UTC: `2026-12-01T09:30Z`; a date alone where no more is known."""
    of: str = ""
    """Digest of the source and target that were judged; it says nothing of any other text."""
    category: str = ""
    """In what respect a rejected text is wrong, after MQM."""
    gravity: str = ""
    """How gravely: critical, major, minor."""
    reason: str = ""


def text_digest(source: str, target: str) -> str:
    """What a review knows a text by: ten hexadecimal digits."""
    both = f"{source}\0{target}".encode("utf-8", "surrogatepass")
    return hashlib.blake2b(both, digest_size=5).hexdigest()


class Origin(StrEnum):
    """Who made a target."""

    MT = "mt"
    MEMORY = "tm"
    HUMAN = "human"


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a target comes from; one machine-readable translator comment per entry."""

    origin: Origin
    engine: str = ""
    package: str = ""
    """Package code and version, e.g. `en_ja-1.0`."""
    score: float | None = None
    """Length-normalised log probability of the draft."""
    rate: int | None = None
    """Match rate in percent where origin is memory."""
    terms: tuple[int, int] | None = None
    """(honoured, asked)."""
    warnings: tuple[str, ...] = ()
    """What the safety net or the term ladder could not mend, as short codes."""
    risk: float | None = None
    """The chance, 0 to 1, that a draft has to be written anew."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A place in the source document."""

    path: str
    line: int | None = None

    def __str__(self) -> str:
        return self.path if self.line is None else f"{self.path}:{self.line}"


class EntryKey(NamedTuple):
    """What a catalog's entries are told apart by, in every file and every room."""

    context: str | None
    source: str
    """msgid."""
    obsolete: bool = False
    occurrence: int = 0
    """How many entries before it have the same three; only obsolete ones may."""


class UnitKey(NamedTuple):
    """What a unit is known by; its id is a name for people."""

    entry: EntryKey
    form: int | None = None
    """Which plural form, where the entry has them."""


class PluralForm(NamedTuple):
    """A unit's place in an entry with plural forms."""

    singular: str
    """msgid."""
    plural: str
    """msgid_plural."""
    form: int
    """n of msgstr[n]."""


LOCKED = "workbench-locked: "
"""How the note of a unit begins that must not be changed."""
SHOWN = "workbench-seconds: "
"""How the note begins that says how long a subtitle is shown."""
OFFER = "workbench-match: "
"""How a note begins that is a match its file brought along."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One catalog entry, or one plural form of it: a paragraph and its translation."""

    id: str
    """Printed the same everywhere. `p12` = the paragraph at place 12 (first place if it recurs);
    `e12` = entry 12 of a catalog that another tool made."""
    source: str
    target: str = ""
    state: State = State.EMPTY
    kind: Kind = Kind.PARAGRAPH
    places: tuple[int, ...] = ()
    references: tuple[Reference, ...] = ()
    context: str | None = None
    """msgctxt; only where a translator split identical paragraphs on purpose."""
    provenance: Provenance | None = None
    comments: tuple[str, ...] = ()
    """Translator comments, line by line, provenance and silenced checks excluded."""
    silenced: tuple[tuple[str, str], ...] = ()
    """Checks silenced on this unit: (check id, reason)."""
    previous_source: str | None = None
    """`#|`: the source this fuzzy target was made for."""
    bookmarked: bool = False
    plural: PluralForm | None = None
    """Where the entry has plural forms; what is said of state, comments and provenance holds for all
    of them."""
    occurrence: int = 0
    reviews: tuple[Review, ...] = ()
    """What people said of it, oldest first; each plural form has its own. One that is of another text
    stays until the next step is taken, but no longer counts."""

    @property
    def review(self) -> Review | None:
        """What was said last of the text as it now is; whoever changed it, an earlier word is void."""
        if not self.reviews:
            return None
        of = text_digest(self.source, self.target)
        return next((said for said in reversed(self.reviews) if said.of == of), None)

    @property
    def stage(self) -> Stage:
        """How far people are with it."""
        if not self.target:
            return Stage.EMPTY
        said = self.review
        if said is not None and said.verdict is Stage.REJECTED:
            return Stage.REJECTED
        if self.state is not State.CONFIRMED:
            return Stage.DRAFT
        return Stage.TRANSLATED if said is None else said.verdict

    notes: tuple[str, ...] = ()
    """What the maker of the file says of it, line by line; read and shown, never edited."""

    @property
    def told(self) -> tuple[str, ...]:
        """The notes for people."""
        return tuple([note for note in self.notes if not note.startswith((LOCKED, OFFER, SHOWN))])

    @property
    def locked(self) -> str:
        """Why it must not be changed, as the file it came from says; empty where it may be."""
        if not self.notes:
            return ""
        return next((n[len(LOCKED) :] for n in self.notes if n.startswith(LOCKED)), "")

    @property
    def seconds(self) -> float:
        """How long it is shown; 0 where nobody says."""
        said = next((n[len(SHOWN) :] for n in self.notes if n.startswith(SHOWN)), "")
        return float(said) if said.replace(".", "", 1).isdecimal() and said.isascii() else 0.0

    @property
    def key(self) -> UnitKey:
        """What it is known by, whatever it is called."""
        source, form = (
            (self.source, None) if self.plural is None else (self.plural[0], self.plural[2])
        )
        obsolete = self.state is State.OBSOLETE
        return UnitKey(EntryKey(self.context, source, obsolete, self.occurrence), form)


@dataclass(frozen=True, slots=True)
class TermChoice:
    """What an engine is asked to say: this stretch of the source by one of these targets."""

    span: Span
    targets: tuple[str, ...]
    """Preferred first, then admitted."""
    concept: str
    forbidden: tuple[str, ...] = ()
    clear: bool = True
    """False where the words may mean several things: any of the targets will do, none is forced."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A machine translation of one sentence, with what made it."""

    source: str
    target: str
    engine: str
    package: str
    score: float
    """Length-normalised log probability (natural log per target token)."""
    honoured: tuple[TermChoice, ...] = ()
    missed: tuple[TermChoice, ...] = ()
    warnings: tuple[str, ...] = ()
    alternatives: tuple[str, ...] = ()
    risk: float | None = None
    """The chance, 0 to 1, that this has to be written anew; None where nobody can say."""


class TermHit(NamedTuple):
    """An occurrence of a term in a source text. A tuple, because matching makes millions."""

    concepts: tuple[str, ...]
    """Ids; more than one where one form serves several concepts on purpose."""
    term: str
    """The termbase form that matched."""
    spans: tuple[Span, ...]
    """One span, or several where the term is discontiguous."""
    text: str
    """As written in the source."""
    forbidden: str | None = None
    """The reason, where the source form itself is one to avoid."""


class VerdictKind(StrEnum):
    """How the target answers a term of the source."""

    HONOURED = "honoured"
    ADMITTED = "admitted"
    MISSING = "missing"
    FORBIDDEN = "forbidden"
    INCONSISTENT = "inconsistent"
    OPTIONAL = "optional"
    """It has none of its renderings and need not: an everyday word that is often said otherwise."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """One judgement per occurrence, with spans on both sides."""

    kind: VerdictKind
    hit: TermHit
    concept: str
    targets: tuple[str, ...]
    """What was expected: preferred first, then admitted."""
    target_spans: tuple[Span, ...] = ()
    found: str = ""
    """The text in the target that decided it."""
    reason: str = ""
    """Why a form is forbidden, and what to use."""
    elsewhere: tuple[Span, ...] = ()
    """Of a missing term, where the target says it for another occurrence or inside another term."""


class Severity(StrEnum):
    """How much a finding weighs. Only errors fail a run by default."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Fix:
    """A safe repair of a target: replacements by span, left to right, not overlapping."""

    title: str
    edits: tuple[tuple[Span, str], ...]

    def apply(self, target: str) -> str:
        """The repaired target."""
        return self.within(target, 0)

    def within(self, piece: str, at: int) -> str:
        """A piece of the target that begins `at`, repaired as far as repairs lie in it."""
        out: list[str] = []
        done = 0
        for (start, end), text in sorted(self.edits):
            if done <= start - at and end - at <= len(piece):
                out += (piece[done : start - at], text)
                done = end - at
        return "".join([*out, piece[done:]])


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check has to say about one unit."""

    check: str
    severity: Severity
    unit: str
    message: str
    """One line that says what to do."""
    source_spans: tuple[Span, ...] = ()
    target_spans: tuple[Span, ...] = ()
    fix: Fix | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """A translation memory match."""

    source: str
    target: str
    rate: int
    """Percent; 101 is an exact match in context. Penalties already taken off."""
    penalty: int = 0
    origin: str = ""
    """Document or import the segment came from."""
    author: str = ""
    changed: str = ""
    """ISO 8601 date and time, UTC."""
    substituted: bool = False
    """True where numbers, dates or names were put in from the new source."""
    diff: tuple[tuple[str, str], ...] = ()
    """Word diff of the sources: (`=`, `-` or `+`, text)."""


@dataclass(frozen=True, slots=True)
class Score:
    """A number with its passport."""

    metric: str
    value: float
    signature: str
    low: float | None = None
    high: float | None = None
    """95 % confidence interval, where it was asked for."""
    segments: tuple[float, ...] = field(default=(), repr=False)
