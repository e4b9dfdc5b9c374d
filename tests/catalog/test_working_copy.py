"""The store: one writer, nothing lost, outside changes merged."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from workbench.catalog import Catalog, open_store, read_po, save_po
from workbench.catalog.journal import journal_path
from workbench.errors import CatalogError, CatalogLocked
from workbench.model import Origin, Provenance, State


@pytest.fixture
def path(catalog: Catalog) -> Path:
    assert catalog.path is not None
    return catalog.path


def test_an_edit_is_safe_before_it_is_saved(path: Path) -> None:
    """Closed without saving: the next session finds the unit in the journal and offers it."""
    with open_store(path) as store:
        human = Provenance(Origin.HUMAN)
        store.record(replace(store.catalog.unit("p2"), target="はい", provenance=human))
    assert read_po(path).unit("p2").target == ""

    with open_store(path) as store:
        assert [(r.unit, r.on_disk.target, r.journalled.target) for r in store.recovered] == [
            ("p2", "", "はい")
        ]
        assert human == store.catalog.unit("p2").provenance
        assert store.save().written
    assert read_po(path).unit("p2").target == "はい"
    assert not journal_path(path).exists()


def test_a_recovery_can_be_declined(path: Path) -> None:
    """What is on disk stays, and the leftovers are not offered again."""
    with open_store(path) as store:
        store.record(replace(store.catalog.unit("p2"), target="はい"))
    with open_store(path) as store:
        store.discard_recovery()
    with open_store(path) as store:
        assert store.recovered == ()
        assert store.catalog.unit("p2").target == ""


def test_history_survives_a_restart(path: Path) -> None:
    """Steps logged in one session are there in the next."""
    for step in range(3):
        with open_store(path) as store:
            assert [{"step": n} for n in range(step)] == store.history()
            store.log({"step": step})


def test_a_second_editor_is_refused_by_name(path: Path) -> None:
    """Who holds it and since when; reading is still possible."""
    with open_store(path, author="Aki") as first:
        with pytest.raises(CatalogLocked, match=r"open in another editor \(Aki on .* since 20"):
            open_store(path)
        with open_store(path, read_only=True) as reader:
            assert first.catalog.units == reader.catalog.units
            with pytest.raises(CatalogError, match="read-only"):
                reader.record(reader.catalog.units[0])


def test_the_lock_ends_with_the_process(path: Path) -> None:
    """kill -9 leaves no stale lock."""
    code = (
        "import sys, pathlib, os, signal\nfrom workbench.catalog import open_store\n"
        "s = open_store(pathlib.Path(sys.argv[1])); os.kill(os.getpid(), signal.SIGKILL)"
    )
    done = subprocess.run([sys.executable, "-c", code, path], check=False)

    assert done.returncode == -9
    open_store(path).close()


@pytest.mark.parametrize(
    "junk", [b'{"unit": {"id"', b"\xff\xfe\n", b"[1]\n", b'{"unit": {"source": 1}}\n']
)
def test_a_damaged_journal_costs_only_the_damage(path: Path, junk: bytes) -> None:
    """A torn or foreign line is passed over; what is whole is recovered."""
    with open_store(path) as store:
        store.record(replace(store.catalog.unit("p2"), target="はい"))
    with journal_path(path).open("ab") as file:
        file.write(junk)

    with open_store(path) as store:
        assert store.catalog.unit("p2").target == "はい"


def test_an_outside_change_is_merged_unit_by_unit(path: Path) -> None:
    """Their new target and ours both stand after a save."""
    with open_store(path) as store:
        theirs = read_po(path)
        save_po(theirs.replace(replace(theirs.unit("p3"), target="彼らの訳")), path)
        store.record(replace(store.catalog.unit("p2"), target="私の訳"))
        report = store.save()

    assert (report.written, report.merged_from_outside, report.conflicts) == (True, True, ())
    saved = read_po(path)
    assert (saved.unit("p2").target, saved.unit("p3").target) == ("私の訳", "彼らの訳")


def test_a_conflict_keeps_both_versions(path: Path) -> None:
    """Ours in the target, theirs in a comment, the unit fuzzy, the id reported."""
    with open_store(path) as store:
        theirs = read_po(path)
        save_po(
            theirs.replace(replace(theirs.unit("p2"), target="彼らの訳", state=State.CONFIRMED)),
            path,
        )
        store.record(replace(store.catalog.unit("p2"), target="私の訳", state=State.CONFIRMED))
        assert store.save().conflicts == ("p2",)

    unit = read_po(path).unit("p2")
    assert (unit.target, unit.state, unit.comments) == (
        "私の訳",
        State.FUZZY,
        ("other version: 彼らの訳",),
    )


def test_an_edited_unit_that_vanished_outside_is_kept(path: Path) -> None:
    """msgmerge dropped the paragraph meanwhile: our target stays as an obsolete entry."""
    with open_store(path) as store:
        theirs = read_po(path)
        save_po(theirs.with_units(theirs.units[:1]), path)
        store.record(replace(store.catalog.unit("p3"), target="私の訳"))
        store.save()

    assert [(u.id, u.state) for u in read_po(path).units[:1]] == [("p1", State.EMPTY)]
    assert [u.target for u in read_po(path).units if u.state is State.OBSOLETE] == ["私の訳"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_is_said_at_once(path: Path) -> None:
    """Before any typing: no journal could be kept."""
    path.parent.chmod(0o555)
    try:
        with pytest.raises(CatalogError, match=r"no journal can be kept.*read-only"):
            open_store(path)
    finally:
        path.parent.chmod(0o755)


def test_a_full_disk_loses_nothing(catalog: Catalog, tmp_path: Path) -> None:
    """On a real 64 KiB file system: the save fails in one line, the old file is whole, no debris."""
    mount = tmp_path / "small"
    mount.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", mount], capture_output=True, check=False
    )
    if done.returncode:
        pytest.skip("mounting a small tmpfs needs privileges this run has not")
    try:
        path = mount / "a.po"
        save_po(catalog, path)
        before = path.read_bytes()
        big = replace(catalog.unit("p2"), target="長" * 30_000)
        with pytest.raises(CatalogError, match="make room on the disk; nothing was changed"):
            save_po(read_po(path).replace(big), path)
        assert before == path.read_bytes()
        assert [entry.name for entry in mount.iterdir()] == ["a.po"]
    finally:
        subprocess.run(["umount", mount], check=True)


def test_a_linked_catalog_is_written_through_the_link(path: Path, tmp_path: Path) -> None:
    """The link stays a link and the file keeps its mode."""
    path.chmod(0o640)
    link = tmp_path / "link.po"
    link.symlink_to(path)
    save_po(read_po(link).replace(replace(read_po(link).unit("p2"), target="はい")), link)

    assert link.is_symlink()
    assert (path.stat().st_mode & 0o777, read_po(path).unit("p2").target) == (0o640, "はい")
