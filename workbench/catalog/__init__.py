"""Catalogs: gettext PO files, one paragraph an entry; the single source of truth.

Lives here: the room's public names; each is loaded when first asked for.
Takes articles and units, gives files, and takes files back.
May import: model, errors, language, config.
A room of its own because it changes with gettext and with nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workbench.catalog.atomic import write_atomic
    from workbench.catalog.build import build_catalog
    from workbench.catalog.catalog import Catalog
    from workbench.catalog.files import read_po, save_po, save_pot, save_units, serialise
    from workbench.catalog.header import EXTRACTED, no_language
    from workbench.catalog.mo import write_mo
    from workbench.catalog.update import UpdateReport, merge_revised
    from workbench.catalog.working_copy import (
        Recovered,
        SaveReport,
        Store,
        WorkingCopy,
        open_store,
    )

_HOMES = {
    "build_catalog": "build",
    "Catalog": "catalog",
    "EXTRACTED": "header",
    "no_language": "header",
    "write_mo": "mo",
    "read_po": "files",
    "save_po": "files",
    "save_pot": "files",
    "save_units": "files",
    "serialise": "files",
    "UpdateReport": "update",
    "merge_revised": "update",
    "write_atomic": "atomic",
    "Recovered": "working_copy",
    "SaveReport": "working_copy",
    "Store": "working_copy",
    "WorkingCopy": "working_copy",
    "open_store": "working_copy",
}

__all__ = [
    "EXTRACTED",
    "Catalog",
    "Recovered",
    "SaveReport",
    "Store",
    "UpdateReport",
    "WorkingCopy",
    "build_catalog",
    "merge_revised",
    "no_language",
    "open_store",
    "read_po",
    "save_po",
    "save_pot",
    "save_units",
    "serialise",
    "write_atomic",
    "write_mo",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
