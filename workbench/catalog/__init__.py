"""Catalogs: gettext PO files, one paragraph an entry; the single source of truth.

Lives here: the room's public names; each is loaded when first asked for.
Takes articles and units, gives files, and takes files back.
May import: model, errors, language, config; polib in `po` alone.
A room of its own because it changes with gettext and with nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workbench.catalog.build import build_catalog
    from workbench.catalog.catalog import Catalog
    from workbench.catalog.mo import write_mo
    from workbench.catalog.po import read_po, save_po, save_pot, serialise
    from workbench.catalog.revise import UpdateReport, merge_revised
    from workbench.catalog.save import write_atomic
    from workbench.catalog.store import Recovered, SaveReport, Store, open_store

_HOMES = {
    "build_catalog": "build",
    "Catalog": "catalog",
    "write_mo": "mo",
    "read_po": "po",
    "save_po": "po",
    "save_pot": "po",
    "serialise": "po",
    "UpdateReport": "revise",
    "merge_revised": "revise",
    "write_atomic": "save",
    "Recovered": "store",
    "SaveReport": "store",
    "Store": "store",
    "open_store": "store",
}

__all__ = [
    "Catalog",
    "Recovered",
    "SaveReport",
    "Store",
    "UpdateReport",
    "build_catalog",
    "merge_revised",
    "open_store",
    "read_po",
    "save_po",
    "save_pot",
    "serialise",
    "write_atomic",
    "write_mo",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
