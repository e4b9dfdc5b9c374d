"""Drafting: machine translation offline, with terms honoured and failures said.

Lives here: the room's public names; each is loaded when first asked for.
Takes texts and term choices, gives drafts with provenance.
May import: model, errors, config, language, wording; argostranslate and ctranslate2 in `runtime`
and `index` alone; terms from `constrain` alone.
A room of its own because engines change for reasons of their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workbench.drafting.alternatives import redraft
    from workbench.drafting.draft import TextDraft, draft_texts
    from workbench.drafting.engine import CutLike, Engine
    from workbench.drafting.engines import engine_names, load_engine
    from workbench.drafting.index import install_from_index
    from workbench.drafting.packages import PackageInfo, find_packages, install_file, remove
    from workbench.drafting.risk import risk_model
    from workbench.drafting.route import locate
    from workbench.drafting.typeahead import TypeAhead

_HOMES = {
    "CutLike": "engine",
    "Engine": "engine",
    "PackageInfo": "packages",
    "TextDraft": "draft",
    "TypeAhead": "typeahead",
    "draft_texts": "draft",
    "find_packages": "packages",
    "install_file": "packages",
    "install_from_index": "index",
    "engine_names": "engines",
    "load_engine": "engines",
    "locate": "route",
    "redraft": "alternatives",
    "remove": "packages",
    "risk_model": "risk",
}

__all__ = [
    "CutLike",
    "Engine",
    "PackageInfo",
    "TextDraft",
    "TypeAhead",
    "draft_texts",
    "engine_names",
    "find_packages",
    "install_file",
    "install_from_index",
    "load_engine",
    "locate",
    "redraft",
    "remove",
    "risk_model",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
