"""The store: one writer, nothing lost, outside changes merged."""

from __future__ import annotations

import json
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


PLURAL = (
    'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "%d vow"\nmsgid_plural "%d vows"\n'
    'msgstr[0] "a"\nmsgstr[1] "b"\nmsgstr[2] "c"\n\nmsgid "Sign"\nmsgstr "x"\n\n#~ msgid "Sign"\n#~ msgstr "old"\n'
)


def test_what_is_recovered_goes_where_it_was_typed(tmp_path: Path) -> None:
    """Plural forms have a place each; a live entry is not its obsolete twin."""
    path = tmp_path / "ru.po"
    path.write_text(PLURAL, "utf-8")
    with open_store(path) as store:
        for name, text in (("e1.1", "B"), ("e1.2", "C"), ("e2", "X")):
            store.record(replace(store.catalog.unit(name), target=text))
    with open_store(path) as store:
        store.save()

    assert [u.target for u in read_po(path).units] == ["a", "B", "C", "X", "old"]


def test_a_journal_of_format_1_is_read(tmp_path: Path) -> None:
    """It knew context, source and id: live before obsolete, the form by the id."""
    path = tmp_path / "ru.po"
    path.write_text(PLURAL, "utf-8")
    fields = {"context": None, "state": "confirmed", "provenance": None, "comments": [], "silenced": [],
              "previous": None, "bookmarked": False}  # fmt: skip
    rows = [("e1.2", "%d vows", "C"), ("e2", "Sign", "X")]
    lines = [
        {"head": 1},
        *({"unit": {**fields, "id": i, "source": s, "target": t}} for i, s, t in rows),
    ]
    journal_path(path).write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    with open_store(path) as store:
        store.save()

    assert [u.target for u in read_po(path).units] == ["a", "b", "C", "X", "old"]


def test_what_plural_forms_share_is_kept_of_any(tmp_path: Path) -> None:
    """A comment, a bookmark, a confirmation of the third form are in the file."""
    path = tmp_path / "ru.po"
    path.write_text(PLURAL.replace('msgid "%d vow"', '#, fuzzy\nmsgid "%d vow"'), "utf-8")
    catalog = read_po(path)
    changed = replace(
        catalog.unit("e1.2"), comments=("hm",), bookmarked=True, state=State.CONFIRMED
    )
    save_po(catalog.replace(changed), path)

    forms = read_po(path).units[:3]
    assert {(u.comments, u.bookmarked, u.state) for u in forms} == {
        (("hm",), True, State.CONFIRMED)
    }


def test_a_link_and_its_file_have_one_lock_and_one_journal(path: Path, tmp_path: Path) -> None:
    """A second editor is refused, whichever name it uses."""
    link = tmp_path / "link.po"
    link.symlink_to(path)
    with open_store(path), pytest.raises(CatalogLocked):
        open_store(link)
    with open_store(link) as store:
        store.record(replace(store.catalog.unit("p2"), target="はい"))
    with open_store(path) as store:
        assert [item.unit for item in store.recovered] == ["p2"]
