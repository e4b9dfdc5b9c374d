"""The termbase of the desk.

Lives here: `open_termbase`, and the choices a document has made.
May import: config, model, terms and `places` of this room.
Apart from `places` because a path costs nothing and a termbase does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from workbench.config import Config
from workbench.desk.places import termbase_paths
from workbench.model import State, Unit
from workbench.terms import Termbase


def open_termbase(config: Config, source: str, target: str, *, lenient: bool = False) -> Termbase:
    """The termbase of a pair. Raises TermbaseError with file:line."""
    return Termbase.load(termbase_paths(config), source, target, lenient=lenient)


def document_choices(termbase: Termbase, units: Iterable[Unit]) -> dict[str, str]:
    """For each concept the approved form that confirmed units use most, first use winning ties."""
    counts: dict[str, Counter[str]] = {}
    for unit in units:
        if unit.state is not State.CONFIRMED:
            continue
        for hit in termbase.match(unit.source):
            for concept in hit.concepts:
                for form, _span in termbase.find_targets(concept, unit.target)[:1]:
                    counts.setdefault(concept, Counter())[form] += 1
    return {concept: forms.most_common(1)[0][0] for concept, forms in counts.items()}
