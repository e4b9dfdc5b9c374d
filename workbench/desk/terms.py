"""The termbase of the desk.

Lives here: `open_termbase`, `load_termbase`, who hears of rows they pass over (`heard_by`), and the
choices a document has made.
May import: config, model, terms and `places` of this room; model and terms when they are needed,
as every command says who hears.
Apart from `places` because a path costs nothing and a termbase does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.config import Config
from workbench.desk.places import termbase_paths

if TYPE_CHECKING:
    from workbench.model import Unit
    from workbench.terms import Termbase


def _nobody(_problem: str) -> None:
    """Without a front door, `Termbase.problems` says it all."""


_hearer: Callable[[str], None] = _nobody


def heard_by(say: Callable[[str], None]) -> None:
    """From now on `say` gets each bad row that a lenient opening passes over, once, as one line."""
    global _hearer
    said: set[str] = set()  # a command may open a termbase for each of its catalogs

    def once(problem: str) -> None:
        if problem not in said:
            said.add(problem)
            say(problem)

    _hearer = once


def open_termbase(config: Config, source: str, target: str, *, lenient: bool = False) -> Termbase:
    """The termbase of a pair. Raises TermbaseError with file:line."""
    return load_termbase(termbase_paths(config), source, target, lenient=lenient)


def load_termbase(
    paths: Iterable[Path], source: str, target: str, *, lenient: bool = False
) -> Termbase:
    """The termbase in files or folders; what `lenient` passes over is heard. Raises TermbaseError."""
    from workbench.terms import Termbase

    termbase = Termbase.load(paths, source, target, lenient=lenient)
    for problem in termbase.problems:
        _hearer(problem)
    return termbase


def document_choices(termbase: Termbase, units: Iterable[Unit]) -> dict[str, str]:
    """For each concept the approved form that confirmed units use most, first use winning ties."""
    from workbench.model import State

    counts: dict[str, Counter[str]] = {}
    for unit in units:
        if unit.state is not State.CONFIRMED:
            continue
        for hit in termbase.match(unit.source):
            for concept in hit.concepts:
                for form, _span in termbase.find_targets(concept, unit.target)[:1]:
                    counts.setdefault(concept, Counter())[form] += 1
    return {concept: forms.most_common(1)[0][0] for concept, forms in counts.items()}
