"""An article becomes catalogs, or meets those it has.

Lives here: `extract`. Takes an article's path, gives the catalog's path and what became of it.
May import: article, catalog, config, errors, language, model, wording and `articles`, `outputs`, `paths`
of this room.
Apart from `pretranslate` because extracting needs no engine, no terms and no memory.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from workbench.article import read_article
from workbench.catalog import (
    Catalog,
    UpdateReport,
    build_catalog,
    merge_revised,
    open_store,
    read_po,
    save_po,
    save_pot,
)
from workbench.config import Config
from workbench.desk.articles import Home, home_in, homes
from workbench.desk.outputs import apart
from workbench.desk.paths import po_path, pot_path
from workbench.errors import CatalogError, UsageError
from workbench.language import info
from workbench.model import Article, Kind
from workbench.wording import _

_RARE = frozenset([Kind.HINT, Kind.DESCRIPTION])


@dataclass(frozen=True, slots=True)
class Extracted:
    """One catalog of one article."""

    path: Path
    template: Path
    units: int
    created: bool
    report: UpdateReport | None = None
    frame: int = 0
    """Paragraphs around the main text: the last units, or left out where the Config says so."""


def extract(
    path: Path | Home,
    config: Config,
    *,
    targets: Sequence[str] = (),
    encoding: str | None = None,
) -> list[Extracted]:
    """Template and one catalog per target language; existing catalogs take the article's revision.

    Raises DocumentError, CatalogError, UsageError (a target that is the source language, another
    article's catalog).
    """
    if isinstance(path, Home):
        home = path
    else:
        (home,) = homes([path], config, targets=targets, encoding=encoding)
    first = po_path(config.locales, home.stem, info((targets or (config.target,))[0]).code)
    before = read_po(first, to_write=False) if first.exists() else None
    article, frame = _read(home.path, config, encoding, before)
    article = replace(article, name=home.name)
    source = info(article.language or config.source).code
    done: list[Extracted] = []
    for target in targets or (config.target,):
        if info(target).code == source:
            raise UsageError(
                _("{language} is the language of the article itself").format(language=target),
                where=str(home.path),
                hint=_("choose another with --to"),
            )
        fresh = build_catalog(article, source, info(target).code)
        fresh = replace(fresh, metadata={"Project-Id-Version": home.stem})
        done.append(replace(_one(article, fresh, config, home), frame=frame))
    return done


def _read(
    path: Path, config: Config, encoding: str | None, known: Catalog | None = None
) -> tuple[Article, int]:
    """(what is asked for of an article, how many paragraphs its frame has); what a catalog has of
    attributes it keeps."""
    wanted = config.attributes
    if wanted is None and known and any(u.kind in _RARE for u in known.live):
        wanted = True
    article = read_article(path, encoding=encoding, attributes=wanted)
    main = tuple(p for p in article.paragraphs if not p.frame)
    frame = len(article.paragraphs) - len(main)
    return (replace(article, paragraphs=main) if config.main and main else article), frame


def _one(article: Article, fresh: Catalog, config: Config, home: Home) -> Extracted:
    path = po_path(config.locales, home.stem, fresh.target_language)
    template = pot_path(config.locales, home.stem)
    for out in (path, template):
        apart(out, home.path, meant=True)
    _folder(path.parent)
    _folder(template.parent)
    if path.exists():
        report = revise(path, article, author=config.author)
        if any((report.new, report.edited, report.gone, report.split, report.joined)):
            save_pot(fresh, template)
        return Extracted(path, template, len(fresh.units), created=False, report=report)
    save_pot(fresh, template)
    save_po(fresh, path)
    return Extracted(path, template, len(fresh.units), created=True)


def revise(path: Path, article: Article, *, author: str = "") -> UpdateReport:
    """Merge a revised article into the catalog at `path`. Raises CatalogError, CatalogLocked."""
    with open_store(path, author=author) as store:
        merged, report = merge_revised(store.catalog, article)
        store.replace_catalog(merged)
        store.save()
    return report


def update(
    path: Path, article: Path, config: Config, *, encoding: str | None = None
) -> UpdateReport:
    """The catalog at `path` takes the article as it is now. Raises DocumentError, CatalogError,
    UsageError (both are one file)."""
    apart(path, article, meant=True)
    before = read_po(path, to_write=False)
    read, _frame = _read(article, config, encoding, before)
    name = home_in(before, article)
    return revise(path, replace(read, name=name), author=config.author)


def _folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CatalogError(
            _("cannot be made: {reason}").format(reason=error.strerror or error),
            where=str(folder),
            hint=_("choose a folder you may write to with --locales"),
        ) from error
