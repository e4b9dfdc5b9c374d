"""A concept and its terms, as read from a row.

Lives here: the frozen values Concept, Terms and Rendering, and Matcher, what finds concepts in a text.
May import: model.
Apart from `termbase` because lint, lookup and exchange need the values and no matcher.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Protocol

from workbench.model import TermHit


@dataclass(frozen=True, slots=True)
class Rendering:
    """One row of a file of renderings (see `renderings`): a term of a concept in one language."""

    id: str
    """Of the concept."""
    term: str
    status: str
    """`preferred`, `admitted` or `forbidden`."""
    reason: str = ""
    forms: tuple[str, ...] = ()
    pos: str = ""
    source: tuple[str, ...] = ()
    """Ids of `sources.tsv`."""
    year: str = ""
    jurisdiction: tuple[str, ...] = ()
    support: str = ""
    note: str = ""
    read_by: str = ""
    where: str = ""
    """`file:line`."""


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of one concept in one language."""

    preferred: str = ""
    admitted: tuple[str, ...] = ()
    forbidden: tuple[tuple[str, str], ...] = ()
    """(form, reason and what to use)."""
    reading: str = ""
    uses: tuple[tuple[str, str], ...] = ()
    """(form, how it is used): `law` or `news`, the register it belongs to; `plural`, `as written`, how
    it must stand in a text to be meant; `optional`, an everyday word that a target may say otherwise.
    A form may be used in several ways."""
    exceptions: tuple[str, ...] = ()
    """Wordings that have a form and mean something else: tennis court, Margaret Court."""

    forms: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """(form, others that are the same term and no rule makes of it): avocat, avocate."""
    renderings: tuple[Rendering, ...] = ()
    """The rows that the terms come from, where each has one of its own."""

    def written(self, form: str) -> tuple[str, ...]:
        """A form and the others that are the same term."""
        return (form, *(other for said, others in self.forms if said == form for other in others))

    def used(self, form: str, *ways: str) -> str:
        """The first of some ways that a form is used in; empty where it is in none."""
        return next((use for said, use in self.uses if said == form and use in ways), "")

    @property
    def approved(self) -> tuple[str, ...]:
        """Preferred first, then admitted."""
        return (self.preferred, *self.admitted) if self.preferred else self.admitted


NO_TERMS = Terms()


@dataclass(frozen=True, slots=True)
class Concept:
    """One row of the termbase."""

    id: str
    subject: str = ""
    pos: str = ""
    case: str = "smart"
    """`smart`: ALL-CAPS words match as written, others in any case; `exact`; `fold`."""
    confidence: str = ""
    definition: str = ""
    note: str = ""
    source: str = ""
    terms: Mapping[str, Terms] = field(default_factory=lambda: MappingProxyType({}))
    where: str = ""
    """`file:line` of the row."""

    def in_(self, language: str) -> Terms:
        """The terms in a language; empty ones where the row has none."""
        held = self.terms.get(language)
        if held is None and "-" in language:  # a column `zh` serves zh-Hans, too
            held = self.terms.get(language.partition("-")[0])
        return NO_TERMS if held is None else held


class Matcher(Protocol):
    """Finds terms in texts of one language."""

    def match(self, text: str) -> tuple[TermHit, ...]:
        """Hits in order, longest first, not overlapping."""
        ...
