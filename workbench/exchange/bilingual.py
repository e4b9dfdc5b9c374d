"""Bilingual files: what other tools hand a translator and get back.

Lives here: Segment, Bilingual, the BilingualFormat protocol, `formats`, `recognised`. Ours are entry points
of the group `workbench.bilingual` like those that other distributions bring. A file of the first sort has
`home = True`: it makes a catalog of its own and is written back from it (XLIFF). One of the second sort
brings a person's edits home to a catalog that is there (a review table).
May import: errors, extensions, model, wording; each format's module when it is needed.
Apart from the formats because the desk knows these nouns and no format.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, Protocol

from workbench.errors import ExchangeError
from workbench.extensions import load, others
from workbench.wording import _

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP = "workbench.bilingual"
OURS = {
    "xliff": "workbench.exchange.xliff:XliffFormat",
    "table": "workbench.exchange.review.foreign:TableFormat",
}
"""Name → class, as the entry points say it; loaded from here, so that a glance at a file is cheap."""
HEAD = 4096
"""Bytes that `recognises` is shown."""
STAGES = ("empty", "draft", "rejected", "translated", "reviewed", "signed-off")
"""How far a segment is, as the workbench says it; the least first."""


class Offer(NamedTuple):
    """A match that a file brings along."""

    rate: int
    """Percent."""
    origin: str
    source: str
    target: str


@dataclass(slots=True)
class Segment:
    """One segment of a bilingual file. Texts hold its inline codes as `<x1>…</x1>` and `<x2/>`."""

    key: str
    """What it is known by in its file, and the context of its catalog entry: unit and segment ids."""
    line: int
    """1-based line of its file, or row of its table."""
    source: str
    target: str = ""
    stage: str = "empty"
    """One of STAGES; what the file itself says is in `said`."""
    said: str = ""
    """The file's own word for its state; empty where it has none."""
    locked: str = ""
    """Why it is not to be changed, as the file says it; empty where it may be."""
    notes: tuple[str, ...] = ()
    """Single lines: what people said of it, what its codes stand for."""
    places: tuple[tuple[str, int | None], ...] = ()
    """(file, line) of what was translated, where the file tells."""
    offers: tuple[Offer, ...] = ()
    where: object = field(default=None, repr=False)
    """What the format itself needs to find it again."""


@dataclass(slots=True)
class Bilingual:
    """A bilingual file, read: languages when the first segment has come, segments one by one."""

    name: str
    """What it is called in messages."""
    form: str = ""
    """The format and its dialect: `xliff 1.2 sdl`."""
    source_language: str = ""
    """As the file says it; empty where it says nothing."""
    target_language: str = ""
    segments: Iterable[Segment] = ()


class Refusal(NamedTuple):
    """A segment that cannot be written, and why."""

    key: str
    reason: str


class Wanted(NamedTuple):
    """What a segment shall say."""

    source: str
    """What the translator saw; another text in the file is a reason to refuse."""
    target: str
    stage: str
    """One of STAGES."""


@dataclass(slots=True)
class Written:
    """A file as it is to be handed back."""

    data: bytes
    changed: int = 0
    """Segments that differ now."""
    refused: tuple[Refusal, ...] = ()
    """Segments that stayed as they were in the file, though they should have changed."""


class BilingualFormat(Protocol):
    """One format of bilingual files."""

    @property
    def name(self) -> str:
        """As catalogs and messages say it."""
        ...

    @property
    def home(self) -> bool:
        """Whether a file makes a catalog of its own; else it brings edits home to one that is there."""
        ...

    def recognises(self, head: bytes, name: str) -> bool:
        """Whether a file that begins so (4096 bytes) is one, whatever its suffix says."""
        ...

    def read(self, data: bytes, name: str) -> Bilingual:
        """The file's segments, in order, one by one. Raises ExchangeError with line or segment named,
        while they are fetched too."""
        ...

    def write(self, data: bytes, name: str, wanted: Mapping[str, Wanted]) -> Written:
        """The file with what is wanted, by segment key; all else byte for byte as it is. Raises
        ExchangeError."""
        ...


def formats() -> list[BilingualFormat]:
    """Ours, and those that other distributions bring; theirs first."""
    theirs = [_loaded(entry) for entry in others(GROUP, OURS)]
    taken = {each.name for each in theirs}
    return [*theirs, *(_ours(name) for name in OURS if name not in taken)]


def found(head: bytes, name: str) -> BilingualFormat | None:
    """The format of a file that begins so; None where it is no bilingual file."""
    return next((each for each in formats() if each.recognises(head[:HEAD], name)), None)


def recognised(head: bytes, name: str) -> BilingualFormat:
    """The format of a file that begins so. Raises ExchangeError where nobody reads it."""
    form = found(head, name)
    if form is None:
        raise ExchangeError(
            _("is no bilingual file that is known here"),
            where=name,
            hint=_("known: {names}").format(names=", ".join(each.name for each in formats())),
        )
    return form


def format_of(name: str) -> BilingualFormat:
    """The format of this name. Raises ExchangeError."""
    for each in formats():
        if each.name == name:
            return each
    raise ExchangeError(
        _("the format {name} is not known").format(name=name),
        hint=_("known: {names}").format(names=", ".join(each.name for each in formats())),
    )


def _ours(name: str) -> BilingualFormat:
    made: BilingualFormat = load(OURS[name])()
    return made


def _loaded(entry: EntryPoint) -> BilingualFormat:
    made: BilingualFormat = entry.load()()
    return made
