"""A number in a text, as a value.

Lives here: Number, `whole`, which reads digits, and how many texts the readers remember. Takes and gives values.
May import: the standard library.
Apart from the readers because each language has its own and all give this.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

Value = int | Fraction
RECENT = 64
"""Texts whose numbers are remembered: each is asked about by several checks, one after another."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text."""

    value: Value
    span: tuple[int, int]
    exact: bool = True
    """Written in digits; numbers in words may be idiom ("one of the…") and are only allowed for."""
    also: tuple[Value, ...] = ()
    """Other values it may rightly appear as (15:00 for 3 p.m., 1990 for the '90s)."""
    bare: Value | None = None
    """What the digits alone say, where a word beside them says how many of what (5 of 5 million)."""


@lru_cache(maxsize=4096)
def whole(text: str) -> Value:
    """Digits, perhaps with a decimal point."""
    return Fraction(text) if "." in text else int(text)
