"""Terms in a source text.

Lives here: `matcher`, which builds a Matcher for a language. In spaced languages terms match word
by word on lemmas (see `match_spaced`), in unspaced ones and in Korean on characters confirmed by morphology (see
`match_unspaced`). Takes concepts, gives a Matcher.
May import: language and the modules of this room.
Apart from `verdicts` because the two sides follow different rules.
"""

from __future__ import annotations

from collections.abc import Iterable

from workbench.language import info
from workbench.terms.concept import Concept, Matcher


def matcher(concepts: Iterable[Concept], language: str) -> Matcher:
    """A matcher for the terms that `concepts` have in `language`."""
    if info(language).spaced and info(language).code != "ko":  # its words grow particles
        from workbench.terms.match_spaced import Words

        return Words(concepts, language)
    from workbench.terms.match_unspaced import Characters

    return Characters(concepts, language)
