"""What a check is, and which there are.

Lives here: Check, CheckContext, Example, `registry`. A check is a class: its docstring's first line
is its title, its attributes say id, family, severity and languages; `check` yields Findings.
May import: model, errors, extensions, `house_list`, `prefilter`; family modules when the registry is asked for.
Apart from the families because they all build on it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar, NamedTuple, TypeVar, cast

from workbench.checks.house_list import HouseList
from workbench.checks.prefilter import Document
from workbench.extensions import extensions
from workbench.model import Finding, Fix, Severity, Span, State, Unit

if TYPE_CHECKING:
    from workbench.terms import Termbase

T = TypeVar("T")
_FAMILIES = (
    "completeness", "consistency", "further", "house", "machine", "markup", "names", "exchanged_names", "numbers", "punctuation", "quotes",
    "register", "spacing", "subtitles", "terms", "words",
)  # fmt: skip


CAUGHT = (ValueError, IndexError, KeyError, TypeError, RecursionError)
"""What a check may fail by on hostile text; it is then reported as not checked."""


class Example(NamedTuple):
    """A source with a target; for whole-document checks several pairs, one after another."""

    source: str
    target: str


@dataclass
class CheckContext:
    """What a check may know beyond its unit. Built once for a document."""

    source_language: str
    target_language: str
    units: Sequence[Unit] = ()
    termbase: Termbase | None = None
    choices: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Concept → the form this document uses (confirmed units decide)."""
    house: HouseList = field(default_factory=HouseList)
    """How words are written in this house."""

    _once: dict[str, object] = field(default_factory=dict, repr=False)

    def once(self, name: str, make: Callable[[Document], T]) -> T:
        """What `make` says of the document, computed when first asked for; so is its failure."""
        if name not in self._once:
            try:
                self._once[name] = make(self._document)
            except CAUGHT as error:  # else every unit would pay for it again
                self._once[name] = error
        known = self._once[name]
        if isinstance(known, CAUGHT):
            raise known
        return cast(T, known)

    @cached_property
    def _document(self) -> Document:
        return Document(self.units)

    @cached_property
    def by_source(self) -> Mapping[str, list[Unit]]:
        """Units with a target, by source text."""
        return _grouped(self.units, lambda unit: unit.source)

    @cached_property
    def by_target(self) -> Mapping[str, list[Unit]]:
        """Units with a target, by target text."""
        return _grouped(self.units, lambda unit: unit.target)


def _grouped(units: Iterable[Unit], key: Callable[[Unit], str]) -> Mapping[str, list[Unit]]:
    groups: dict[str, list[Unit]] = {}
    for unit in units:
        if unit.target and unit.state is not State.OBSOLETE:
            groups.setdefault(key(unit), []).append(unit)
    return groups


class Check:
    """Base of all checks."""

    id: ClassVar[str] = ""
    family: ClassVar[str] = ""
    severity: ClassVar[Severity] = Severity.WARNING
    languages: ClassVar[tuple[str, ...]] = ()
    """Target languages; empty = all."""
    bad: ClassVar[Example] = Example("", "")
    good: ClassVar[Example] = Example("", "")
    whole: ClassVar[bool] = False
    """Whether it compares the units of a document with one another."""
    empty: ClassVar[bool] = False
    """Whether units without a target are looked at."""
    letters: ClassVar[str] = ""
    """Characters of a target without any of which this check finds nothing; empty = it may always."""

    def worth(self, document: Document, context: CheckContext) -> Collection[int] | None:
        """The units (numbers from 0) in which this check may find something; None: in any. The
        others are passed over, so a check that names too few overlooks what it would have found."""
        return document.targets.holding(_one_of(self.letters)) if self.letters else None

    def check(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """Findings on one unit."""
        raise AssertionError(f"{type(self).__name__} does not check")

    def finding(
        self,
        unit: Unit,
        message: str,
        *,
        target: Sequence[Span] = (),
        source: Sequence[Span] = (),
        fix: Fix | None = None,
        severity: Severity | None = None,
    ) -> Finding:
        """A Finding of this check."""
        return Finding(
            self.id, severity or self.severity, unit.id, message, tuple(source), tuple(target), fix
        )

    @classmethod
    def title(cls) -> str:
        """The first line of the docstring."""
        return (cls.__doc__ or "").strip().split("\n")[0]

    @classmethod
    def about(cls) -> str:
        """The rest of the docstring as one paragraph; empty where the title says it all."""
        return " ".join(" ".join((cls.__doc__ or "").strip().split("\n")[1:]).split())


@lru_cache(maxsize=256)
def _one_of(letters: str) -> re.Pattern[str]:
    return re.compile(f"[{re.escape(letters)}]")


@cache
def registry() -> Mapping[str, Check]:
    """Every check by id, families in order, then those of the entry point `workbench.checks`."""
    found: dict[str, Check] = {}
    for family in _FAMILIES:
        module = import_module(f"workbench.checks.{family}")
        for cls in module.CHECKS:
            found[cls.id] = cls()
    for entry in extensions("workbench.checks"):
        check = entry.load()()
        found.setdefault(check.id, check)
    return MappingProxyType(found)
