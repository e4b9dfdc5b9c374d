"""A revised article keeps its translations: on scripted revisions, never worse than msgmerge."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import polib
import pytest

from tests.catalog.revisions import (
    REVISIONS,
    Tally,
    article,
    carried,
    originals,
    revised,
    tally,
    translated,
)
from workbench.catalog import build_catalog, merge_revised, read_po, save_po, save_pot
from workbench.model import State


def ours(name: str) -> Tally:
    draft = revised(name)
    merged, _report = merge_revised(translated(), article([p.text for p in draft]))
    return tally(draft, {unit.source: unit.target for unit in merged.live})


def msgmerge(name: str, folder: Path) -> Tally:
    draft = revised(name)
    old, pot, out = folder / "old.po", folder / "new.pot", folder / "out.po"
    save_po(translated(), old)
    save_pot(build_catalog(article([p.text for p in draft]), "en", "ja"), pot)
    subprocess.run(
        ["msgmerge", "--previous", "--no-wrap", "-q", "-o", str(out), str(old), str(pot)],
        check=True,
    )
    entries = [entry for entry in polib.pofile(str(out)) if not entry.obsolete]
    return tally(draft, {entry.msgid: entry.msgstr for entry in entries})


def test_there_are_enough_revisions() -> None:
    assert len(REVISIONS) >= 40


@pytest.mark.parametrize("name", REVISIONS)
def test_nothing_is_given_to_the_wrong_paragraph_nor_lost(name: str) -> None:
    found = ours(name)
    assert (found.wrong, found.lost) == (0, 0)


@pytest.mark.parametrize("name", REVISIONS)
def test_it_is_never_worse_than_msgmerge(name: str, tmp_path: Path) -> None:
    if not shutil.which("msgmerge"):
        pytest.skip("msgmerge (GNU gettext) is not on this machine")
    mine, theirs = ours(name), msgmerge(name, tmp_path)
    assert mine.right >= theirs.right
    assert mine.wrong <= theirs.wrong
    assert mine.lost <= theirs.lost


@pytest.mark.parametrize("name", REVISIONS)
def test_what_changed_is_fuzzy_with_its_previous_source_and_what_did_not_stays(name: str) -> None:
    draft = revised(name)
    merged, _report = merge_revised(translated(), article([p.text for p in draft]))
    by_source = {unit.source: unit for unit in merged.live}
    for piece in draft:
        unit = by_source[piece.text]
        if piece.text in originals():
            assert (unit.state, unit.previous_source) == (State.CONFIRMED, None)
        elif piece.origins:
            assert unit.state is State.FUZZY
            assert unit.previous_source
            assert all(originals()[n] in unit.previous_source for n in carried(unit.target))
        else:
            assert unit.state is State.EMPTY


def test_what_is_gone_comes_back_with_its_text(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    save_po(translated(), path)
    without, _report = merge_revised(read_po(path), article([p.text for p in revised("5 removed")]))
    save_po(without, path)
    assert "《5》" in path.read_text("utf-8"), "kept as obsolete"
    again, report = merge_revised(read_po(path), article(list(originals())))
    unit = next(u for u in again.live if u.target == "《5》")
    assert unit.state is State.FUZZY
    assert report.revived == (unit.id,)
