"""How far a catalog is.

Lives here: `summary`. Takes a catalog, gives counts a translator bills and plans by.
May import: catalog, model, language, terms.
Apart from `pretranslate` because asking changes nothing.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass

from workbench.catalog import Catalog
from workbench.language import info
from workbench.language.tags import stripped
from workbench.model import State, VerdictKind
from workbench.terms import Termbase


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts of one catalog; repeated paragraphs count once as units."""

    name: str
    path: str
    source: str
    target: str
    units: int
    confirmed: int
    fuzzy: int
    empty: int
    obsolete: int
    repetitions: int
    source_words: int
    """Words of the source, or characters where the language has no spaces."""
    target_characters: int
    terms: int
    honoured: int

    def fields(self) -> dict[str, object]:
        """As JSON-able fields."""
        return asdict(self)


def length(text: str, language: str) -> int:
    """Words in spaced languages, letters and digits in others; tags do not count."""
    plain = stripped(text)[0]
    if info(language).spaced:
        return len(plain.split())
    return sum(char.isalnum() for char in plain)


def summary(catalog: Catalog, termbase: Termbase | None = None) -> Summary:
    """Count a catalog; terms where a termbase is given."""
    states = Counter(unit.state for unit in catalog.units)
    verdicts = [
        verdict.kind
        for unit in catalog.live
        if termbase is not None and unit.target
        for verdict in termbase.verdicts(unit.source, unit.target)
        if verdict.kind is not VerdictKind.OPTIONAL
    ]
    return Summary(
        name=catalog.name,
        path=str(catalog.path or ""),
        source=catalog.source_language,
        target=catalog.target_language,
        units=len(catalog.live),
        confirmed=states[State.CONFIRMED],
        fuzzy=states[State.FUZZY],
        empty=states[State.EMPTY],
        obsolete=states[State.OBSOLETE],
        repetitions=sum(max(0, len(unit.places) - 1) for unit in catalog.live),
        source_words=sum(length(u.source, catalog.source_language) for u in catalog.live),
        target_characters=sum(length(u.target, catalog.target_language) for u in catalog.live),
        terms=len(verdicts),
        honoured=sum(k in {VerdictKind.HONOURED, VerdictKind.ADMITTED} for k in verdicts),
    )
