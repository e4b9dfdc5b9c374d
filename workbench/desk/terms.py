"""The termbase of the desk.

Lives here: `open_termbase`, `load_termbase`, who hears of rows they pass over (`heard_by`), and the
choices a document has made (`document_choices`, Choices).
May import: config, model, terms and `places` of this room; model and terms when they are needed,
as every command says who hears.
Apart from `places` because a path costs nothing and a termbase does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
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
    return Choices(termbase).of(units)


class Choices:
    """The choices of a document that is asked again and again: only what changed is looked at anew."""

    def __init__(self, termbase: Termbase) -> None:
        self.termbase = termbase
        self._uses: dict[str, tuple[Unit, tuple[tuple[str, str], ...]]] = {}

    def of(self, units: Iterable[Unit]) -> dict[str, str]:
        """Concept → form, as `document_choices` says it."""
        from workbench.model import State

        counts: dict[str, Counter[str]] = {}
        kept: dict[str, tuple[Unit, tuple[tuple[str, str], ...]]] = {}
        for unit in units:
            if unit.state is not State.CONFIRMED:
                continue
            known = self._uses.get(unit.id)
            if known is None or known[0] is not unit:
                known = (unit, tuple(self._used(unit)))
            kept[unit.id] = known
            for concept, form in known[1]:
                counts.setdefault(concept, Counter())[form] += 1
        self._uses = kept
        return {concept: forms.most_common(1)[0][0] for concept, forms in counts.items()}

    def _used(self, unit: Unit) -> Iterator[tuple[str, str]]:
        """(concept, the first of its forms in the target) for each term of the source."""
        for hit in self.termbase.match(unit.source):
            for concept in hit.concepts:
                for form, _span in self.termbase.find_targets(concept, unit.target)[:1]:
                    yield concept, form
