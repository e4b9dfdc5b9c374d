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
    EXTRACTED,
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
from workbench.desk.articles import Home, home_in, homes, strangers
from workbench.desk.outputs import apart
from workbench.desk.paths import po_path, pot_path
from workbench.errors import CatalogError, UsageError
from workbench.language import with_script
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
    """Paragraphs around the main text: the last units, or left out."""
    main: bool = False
    """Whether they are left out."""


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
    first = po_path(config.locales, home.stem, with_script((targets or (config.target,))[0]))
    before = read_po(first, to_write=False) if first.exists() else None
    config = _as_made(config, before)
    article, frame = _read(home.path, config, encoding)
    article = replace(article, name=home.name)
    source = with_script(article.language or config.source)
    done: list[Extracted] = []
    for target in targets or (config.target,):
        if with_script(target) == source:
            raise UsageError(
                _("{language} is the language of the article itself").format(language=target),
                where=str(home.path),
                hint=_("choose another with --to"),
            )
        fresh = build_catalog(article, source, with_script(target))
        metadata = {"Project-Id-Version": home.stem}
        if said := _parts(config):
            metadata[EXTRACTED] = said
        fresh = replace(fresh, metadata=metadata)
        made = _one(article, fresh, config, home)
        done.append(replace(made, frame=frame, main=bool(config.main)))
    return done


def _as_made(config: Config, known: Catalog | None) -> Config:
    """The parts of a page that are asked for: as options or `workbench.toml` say, else those that the
    catalog was made with."""
    if known is None:
        return config
    said = known.metadata.get(EXTRACTED, "").split(", ")
    main, attributes = config.main, config.attributes
    if main is None and "main" in said:
        main = True
    if attributes is None and "no-attributes" in said:
        attributes = False
    elif attributes is None and ("attributes" in said or any(u.kind in _RARE for u in known.live)):
        attributes = True
    return replace(config, main=main, attributes=attributes)


def _parts(config: Config) -> str:
    """What a catalog's header remembers of it; empty where nothing was asked for."""
    attributes = {True: "attributes", False: "no-attributes", None: ""}[config.attributes]
    return ", ".join(part for part in ("main" if config.main else "", attributes) if part)


def _read(path: Path, config: Config, encoding: str | None) -> tuple[Article, int]:
    """(what is asked for of an article, how many paragraphs its frame has)."""
    article = read_article(path, encoding=encoding, attributes=config.attributes)
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
        report = revise(path, article, author=config.author, parts=_parts(config))
        if any((report.new, report.edited, report.gone, report.split, report.joined)):
            save_pot(fresh, template)
        return Extracted(path, template, len(fresh.units), created=False, report=report)
    save_pot(fresh, template)
    save_po(fresh, path)
    return Extracted(path, template, len(fresh.units), created=True)


def revise(
    path: Path, article: Article, *, author: str = "", parts: str | None = None
) -> UpdateReport:
    """Merge a revised article into the catalog at `path`; `parts` is what its header remembers of how
    the page was read. Raises CatalogError, CatalogLocked."""
    with open_store(path, author=author) as store:
        merged, report = merge_revised(store.catalog, article)
        known = merged.metadata.get(EXTRACTED, "")
        if parts is not None and known != parts and (parts or known not in {"", "all"}):
            metadata = {**merged.metadata, EXTRACTED: parts or "all"}
            merged = replace(merged, metadata=metadata, rebound=True)
        store.replace_catalog(merged)
        store.save()
    return report


def update(
    path: Path, article: Path, config: Config, *, encoding: str | None = None, force: bool = False
) -> UpdateReport:
    """The catalog at `path` takes the article as it is now. Raises DocumentError, CatalogError,
    UsageError (both are one file; without `force`, an article that has hardly anything of the catalog's)."""
    apart(path, article, meant=True)
    before = read_po(path, to_write=False)
    config = _as_made(config, before)
    read, _frame = _read(article, config, encoding)
    texts = [paragraph.text for paragraph in read.paragraphs]
    if not force and strangers([unit.source for unit in before.live], texts):
        raise UsageError(
            _("{article} has hardly a phrase of this catalog: another article?").format(
                article=article
            ),
            where=str(path),
            hint=_("nothing was written; --force makes it the catalog of this article"),
        )
    name = home_in(before, article)
    made = replace(read, name=name)
    return revise(path, made, author=config.author, parts=_parts(config))


def _folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CatalogError(
            _("cannot be made: {reason}").format(reason=error.strerror or error),
            where=str(folder),
            hint=_("choose a folder you may write to with --locales"),
        ) from error
