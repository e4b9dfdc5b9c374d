"""Terms in a source text.

Lives here: `matcher`, which builds a Matcher for a language. In spaced languages terms match word
by word on lemmas (see `spaced`), in unspaced ones on characters confirmed by morphology (see
`unspaced`). Takes concepts, gives a Matcher.
May import: model, language and the modules of this room.
Apart from `used` because the two sides follow different rules.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from workbench.language import info
from workbench.model import TermHit
from workbench.terms.concept import Concept


class Matcher(Protocol):
    """Finds terms in texts of one language."""

    def match(self, text: str) -> tuple[TermHit, ...]:
        """Hits in order, longest first, not overlapping."""
        ...


def matcher(concepts: Iterable[Concept], language: str) -> Matcher:
    """A matcher for the terms that `concepts` have in `language`."""
    if info(language).spaced:
        from workbench.terms.spaced import Words

        return Words(concepts, language)
    from workbench.terms.unspaced import Characters

    return Characters(concepts, language)
