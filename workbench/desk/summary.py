"""How far a catalog is.

Lives here: `summary`, `terms_said`. Takes a catalog, gives counts a translator bills and plans by.
May import: catalog, model, language, terms.
Apart from `pretranslate` because asking changes nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from workbench.catalog import Catalog
from workbench.language import info
from workbench.language.tags import stripped
from workbench.model import Stage, State, VerdictKind
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
    translated: int = 0
    """Translated or further; a rejected text is not."""
    reviewed: int = 0
    """Reviewed and not yet signed off."""
    signed_off: int = 0
    rejected: int = 0

    def at_least(self, stage: Stage) -> int:
        """How many units are at a stage or further."""
        further = {
            Stage.TRANSLATED: self.translated,
            Stage.REVIEWED: self.reviewed + self.signed_off,
            Stage.SIGNED_OFF: self.signed_off,
        }
        return further[stage]

    def fields(self) -> dict[str, object]:
        """As JSON-able fields."""
        return asdict(self)


def length(text: str, language: str) -> int:
    """Words in spaced languages, letters and digits in others; tags do not count."""
    plain = stripped(text)[0]
    if info(language).spaced:
        return len(plain.split())
    return sum(char.isalnum() for char in plain)


def terms_said(termbase: Termbase, texts: Iterable[tuple[str, str]]) -> tuple[int, int]:
    """(occurrences of terms that are said, all of them) in pairs of source and target; the one way in which
    drafting, `status` and `run` count them."""
    kinds = [
        verdict.kind
        for source, target in texts
        for verdict in termbase.verdicts(source, target)
        if verdict.kind is not VerdictKind.OPTIONAL
    ]
    return sum(kind in {VerdictKind.HONOURED, VerdictKind.ADMITTED} for kind in kinds), len(kinds)


def summary(catalog: Catalog, termbase: Termbase | None = None) -> Summary:
    """Count a catalog; terms where a termbase is given."""
    states = Counter(unit.state for unit in catalog.units)
    stages = Counter(unit.stage for unit in catalog.live)
    texts = ((unit.source, unit.target) for unit in catalog.live if unit.target)
    honoured, terms = terms_said(termbase, texts) if termbase is not None else (0, 0)
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
        terms=terms,
        honoured=honoured,
        translated=stages[Stage.TRANSLATED] + stages[Stage.REVIEWED] + stages[Stage.SIGNED_OFF],
        reviewed=stages[Stage.REVIEWED],
        signed_off=stages[Stage.SIGNED_OFF],
        rejected=stages[Stage.REJECTED],
    )
