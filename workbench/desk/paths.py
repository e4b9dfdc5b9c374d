"""Where things lie.

Lives here: the paths of catalogs, templates, termbases and articles. Takes a Config, gives paths.
May import: catalog (its types), config, errors, wording.
Apart from `pretranslate` because the editor and the checks look for the same files.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

from workbench.config import Config, shipped
from workbench.errors import DocumentError, UsageError
from workbench.wording import _

if TYPE_CHECKING:
    from workbench.catalog import Catalog


def po_path(locales: Path, article: str, language: str) -> Path:
    """`<locales>/<language>/LC_MESSAGES/<article>.po`."""
    return locales / language / "LC_MESSAGES" / f"{article}.po"


def pot_path(locales: Path, article: str) -> Path:
    """`<locales>/<article>.pot`."""
    return locales / f"{article}.pot"


def termbase_paths(config: Config) -> tuple[Path, ...]:
    """The layers of terms, the first wins: what the user named (`shipped` is what ships), else
    `glossary/` beside `workbench.toml` or here, and what ships below it."""
    if config.glossary:
        return tuple(_or_shipped(path) for path in config.glossary)
    base = config.path.parent if config.path else Path.cwd()
    own, ours = base / "glossary", shipped("glossary")
    if own.is_dir() and any(own.glob("*.tsv")) and own.resolve() != ours.resolve():
        return (own, ours)
    return (ours,)


def _or_shipped(path: Path) -> Path:
    return shipped("glossary") if path.name == "shipped" and not path.exists() else path


def names(catalog: Catalog) -> list[str]:
    """The files a catalog's references name, in order."""
    return list(dict.fromkeys(ref.path for unit in catalog.live for ref in unit.references))


def article_of(catalog: Path, names: list[str]) -> Path:
    """The article a catalog was made from: a file of one of `names` (as its references say) in the
    catalog's folder, a folder above it, or here. Raises DocumentError."""
    parents = list(catalog.absolute().parents)
    deep = next((n for n, folder in enumerate(parents) if folder.name == "LC_MESSAGES"), 0)
    for name in names:
        for folder in [Path.cwd(), *parents[: deep + 5]]:
            for spelling in dict.fromkeys((name, os.fsdecode(unquote_to_bytes(name)))):
                if (folder / spelling).is_file():
                    return folder / spelling
    raise DocumentError(
        _("the article {name} is not to be found near it").format(name=names[0] if names else "?"),
        where=str(catalog),
        hint=_("name it with --article"),
    )


def catalogs(paths: list[Path]) -> list[Path]:
    """Files as given, folders as the `.po` files in them, in order. Raises UsageError if none."""
    found: list[Path] = []
    for path in paths:
        found += sorted(path.rglob("*.po")) if path.is_dir() else [path]
    if not found:
        raise UsageError(
            _("no catalog found"),
            where=", ".join(map(str, paths)),
            hint=_("make one with `workbench extract ARTICLE`"),
        )
    return found
