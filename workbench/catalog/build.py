"""An article becomes a catalog.

Lives here: `build_catalog`. Takes an Article and a language pair, gives a Catalog of empty units,
identical paragraphs as one unit with several places and references.
May import: model, errors, wording.
Apart from `update` because a first catalog has nothing to keep.
"""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType

from workbench.catalog.catalog import Catalog
from workbench.errors import CatalogError
from workbench.model import SHOWN, Article, Paragraph, Reference, Unit
from workbench.wording import _

_UNHELD = {0: None, 4: None}
"""NUL and EOT separate strings in compiled catalogs; no entry can hold them."""


def build_catalog(
    article: Article, source: str, target: str, *, path: Path | None = None
) -> Catalog:
    """A catalog of the article's paragraphs. Raises CatalogError if there are none."""
    groups: dict[str, list[Paragraph]] = {}
    for paragraph in article.paragraphs:
        if text := paragraph.text.translate(_UNHELD):
            groups.setdefault(text, []).append(paragraph)
    if not groups:
        raise CatalogError(
            _("holds no text to translate"),
            where=article.name,
            hint=_("is it the right file? it was read as {format}").format(format=article.format),
        )
    return Catalog(
        source_language=source,
        target_language=target,
        units=tuple(unit_of(article, text, group) for text, group in groups.items()),
        path=path,
        metadata=MappingProxyType({"Project-Id-Version": article.stem}),
    )


def unit_of(article: Article, text: str, paragraphs: list[Paragraph]) -> Unit:
    """The empty unit of one paragraph and its repetitions."""
    first = paragraphs[0]
    references = dict.fromkeys(Reference(article.name, p.line) for p in paragraphs)
    return Unit(
        id=f"p{first.place}",
        source=text,
        kind=first.kind,
        places=tuple(p.place for p in paragraphs),
        references=tuple(references),
        notes=(f"{SHOWN}{min(times):g}",)
        if (times := [p.seconds for p in paragraphs if p.seconds])
        else (),
    )
