"""The termbase of the desk.

Lives here: `open_termbase`, `load_termbase`, `foreign`, who hears of rows they pass over (`heard_by`),
`layers_of`, and the choices a document has made (`document_choices`, Choices).
May import: config, exchange, model, terms, wording and `paths` of this room; all but config and `paths`
when they are needed, as every command says who hears.
Apart from `paths` because a path costs nothing and a termbase does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.config import Config
from workbench.desk.paths import termbase_paths

if TYPE_CHECKING:
    from workbench.model import Unit
    from workbench.terms import Concept, Termbase


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
    return load_termbase(
        termbase_paths(config), source, target, lenient=lenient, register=config.register
    )


def load_termbase(
    paths: Iterable[Path], source: str, target: str, *, lenient: bool = False, register: str = ""
) -> Termbase:
    """The termbase in files or folders; what `lenient` passes over is heard. Raises TermbaseError."""
    from workbench.terms import Termbase

    termbase = Termbase.load(
        paths, source, target, lenient=lenient, register=register,
        foreign=foreign((source, target), lenient=lenient),
    )  # fmt: skip
    for problem in termbase.problems:
        _hearer(problem)
    return termbase


def foreign(pair: tuple[str, str], *, lenient: bool = False) -> Callable[[Path], list[Concept]]:
    """Reads term files of other tools, so that what `export` writes can be used as it is."""

    def read(path: Path) -> list[Concept]:
        from workbench.exchange import import_terms

        return import_terms(path, None, pair, lenient=lenient, tell=_hearer)

    return read


def layers_of(termbase: Termbase) -> list[str]:
    """A line for each layer: its place and size, and how much of those below the upper ones take."""
    from workbench.wording import _

    lines = [
        _("{path}: {count} concepts").format(path=layer.path, count=layer.concepts)
        for layer in termbase.layers
    ]
    if termbase.overridden:
        lines.append(
            _("{count} terms stand in several of these and differ; the first counts").format(
                count=len(termbase.overridden)
            )
        )
    return lines


def document_choices(termbase: Termbase, units: Iterable[Unit]) -> dict[str, str]:
    """For each term of the source, by `choice_key`, the approved form that confirmed units use most, first
    use winning ties."""
    return Choices(termbase).of(units)


class Choices:
    """The choices of a document that is asked again and again: only what changed is looked at anew."""

    def __init__(self, termbase: Termbase) -> None:
        self.termbase = termbase
        self._uses: dict[str, tuple[Unit, tuple[tuple[str, str], ...]]] = {}

    def of(self, units: Iterable[Unit]) -> dict[str, str]:
        """`choice_key` → form, as `document_choices` says it."""
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
        """(`choice_key`, the first of its forms in the target) for each term of the source."""
        from workbench.terms.verdicts import choice_key

        first: dict[tuple[str, str], str] = {}
        """What was found, '' for nothing: a long unit says a term a thousand times."""
        for hit in self.termbase.match(unit.source):
            for concept in hit.concepts:
                form = first.get((concept, hit.term))
                if form is None:
                    form = first[concept, hit.term] = self.termbase.chosen(
                        hit, concept, unit.target
                    )
                if form:
                    yield choice_key(concept, hit), form
