"""Terms: the termbase, its terms in a source, its terms in a target, and a verdict on each.

Lives here: the room's public names; each is loaded when first asked for.
Takes `glossary/*.tsv` and texts, gives TermHits and Verdicts.
May import: model, errors, language, wording.
A room of its own because it changes with the termbase and with how words inflect.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workbench.terms.concept import Concept, Terms
    from workbench.terms.diff import difference
    from workbench.terms.linting import lint
    from workbench.terms.look_up import lookup
    from workbench.terms.sources import sources_of
    from workbench.terms.termbase import Termbase
    from workbench.terms.tsv import Problem

_HOMES = {
    "Concept": "concept",
    "Problem": "tsv",
    "Termbase": "termbase",
    "Terms": "concept",
    "difference": "diff",
    "lint": "linting",
    "lookup": "look_up",
    "sources_of": "sources",
}

__all__ = [
    "Concept",
    "Problem",
    "Termbase",
    "Terms",
    "difference",
    "lint",
    "lookup",
    "sources_of",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
