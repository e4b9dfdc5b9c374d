"""Compiled catalogs: what gettext reads back is what was confirmed."""

from __future__ import annotations

import gettext
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.catalog import Catalog, read_po, write_mo
from workbench.catalog.mo import compile_mo
from workbench.errors import CatalogError
from workbench.model import State


def test_gettext_reads_what_was_confirmed(catalog: Catalog, tmp_path: Path) -> None:
    """Confirmed units and the header go in; drafts and empty units do not."""
    done = replace(catalog.unit("p1"), target="東京", state=State.CONFIRMED)
    draft = replace(catalog.unit("p2"), target="下書き", state=State.FUZZY)
    write_mo(catalog.replace(done, draft), tmp_path / "x.mo")

    with (tmp_path / "x.mo").open("rb") as file:
        translations = gettext.GNUTranslations(file)
    assert translations.gettext(done.source) == "東京"
    assert draft.source == translations.gettext(draft.source)
    assert translations.info()["language"] == "ja"


def test_plural_forms_and_contexts_are_kept(tmp_path: Path) -> None:
    """ngettext and pgettext find their strings."""
    path = tmp_path / "x.po"
    path.write_text(
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
        '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
        'msgctxt "menu"\nmsgid "Open"\nmsgstr "Öffnen"\n\n'
        'msgid "%d file"\nmsgid_plural "%d files"\nmsgstr[0] "%d Datei"\nmsgstr[1] "%d Dateien"\n',
        "utf-8",
    )
    write_mo(read_po(path), tmp_path / "x.mo")

    with (tmp_path / "x.mo").open("rb") as file:
        translations = gettext.GNUTranslations(file)
    assert translations.pgettext("menu", "Open") == "Öffnen"
    assert (
        translations.ngettext("%d file", "%d files", 1),
        translations.ngettext("%d file", "%d files", 5),
    ) == ("%d Datei", "%d Dateien")


@given(
    st.dictionaries(st.text(min_size=1, max_size=20), st.text(min_size=1, max_size=20), max_size=30)
)
def test_any_catalog_compiles(rows: dict[str, str]) -> None:
    """Lengths and offsets hold for any text (NUL and EOT separate, so they are left out here)."""
    import io

    clean = {
        k: v
        for k, v in rows.items()
        if not set(k + v) & {"\0", "\4"} and not any("\ud800" <= c <= "\udfff" for c in k + v)
    }
    header = "Content-Type: text/plain; charset=UTF-8\n"
    data = compile_mo({b"": header.encode(), **{k.encode(): v.encode() for k, v in clean.items()}})
    read = gettext.GNUTranslations(io.BytesIO(data))

    assert clean == {key: read.gettext(key) for key in clean}


def test_a_folder_that_does_not_exist_is_said(catalog: Catalog, tmp_path: Path) -> None:
    """Nothing is half written."""
    with pytest.raises(CatalogError, match="create the folder first"):
        write_mo(catalog, tmp_path / "no" / "x.mo")
