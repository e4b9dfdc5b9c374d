"""A concept and its terms, as read from a row.

Lives here: the frozen values, and Matcher, what finds concepts in a text.
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
        return self.terms.get(language, NO_TERMS)


class Matcher(Protocol):
    """Finds terms in texts of one language."""

    def match(self, text: str) -> tuple[TermHit, ...]:
        """Hits in order, longest first, not overlapping."""
        ...
