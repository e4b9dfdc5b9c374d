"""A small catalog on disk, made the way the product makes it."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.catalog import Catalog, build_catalog, save_po
from workbench.model import Article, Kind, Paragraph

TEXTS = [
    "Tokyo opens its register",
    'She said "yes" — and C:\\new smiled.',
    "The court ruled on <em>Tuesday</em>.",
    "Tokyo opens its register",
    "A line with a percent sign: 57%.",
]


@pytest.fixture
def article() -> Article:
    paragraphs = tuple(
        Paragraph(text, Kind.PARAGRAPH if n else Kind.HEADING, n + 1, n + 1, (0, 1))
        for n, text in enumerate(TEXTS)
    )
    return Article("two names.html", "html", "en", "utf-8", "", paragraphs)


@pytest.fixture
def catalog(tmp_path: Path, article: Article, monkeypatch: pytest.MonkeyPatch) -> Catalog:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    path = tmp_path / "ja" / "LC_MESSAGES" / "two names.po"
    path.parent.mkdir(parents=True)
    return save_po(build_catalog(article, "en", "ja"), path)
