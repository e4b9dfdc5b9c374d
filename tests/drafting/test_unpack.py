"""Hostile archives: each refused with its reason, and nothing left behind."""

from __future__ import annotations

import json
import stat
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from workbench.drafting import unpack as room
from workbench.drafting.unpack import read_card, read_metadata, unpack
from workbench.errors import PackageError

GOOD = {
    "p/metadata.json": json.dumps({"from_code": "en", "to_code": "ja", "package_version": "1.0"}),
    "p/README.md": "# Card",
    "p/sentencepiece.model": "pieces",
    "p/model/model.bin": "weights",
}
Entry = str | zipfile.ZipInfo


def written(path: Path, entries: dict[str, str] | None = None, *more: tuple[Entry, str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in [*(GOOD if entries is None else entries).items(), *more]:
            archive.writestr(name, content)
    return path


def without(*names: str, **changed: str) -> dict[str, str]:
    kept = {name: content for name, content in GOOD.items() if name not in names}
    return kept | {f"p/{name.replace('__', '.')}": content for name, content in changed.items()}


def kind(name: str, mode: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.external_attr = (mode | 0o644) << 16
    return entry


def patched(path: Path, change: Callable[[bytearray], None]) -> Path:
    data = bytearray(written(path).read_bytes())
    change(data)
    path.write_bytes(data)
    return path


def encrypt(data: bytearray) -> None:
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = 0
        while (start := data.find(mark, start)) >= 0:
            data[start + at] |= 1
            start += 4


def lie_about_size(data: bytearray) -> None:
    """The last entry declares fewer bytes than it holds."""
    central = data.rfind(b"PK\x01\x02")
    struct.pack_into("<I", data, central + 24, 3)


def other_local_name(data: bytearray) -> None:
    at = data.find(b"p/sentencepiece.model")
    data[at : at + 1] = b"q"


def flip_content(data: bytearray) -> None:
    at = data.find(b"p/model/model.bin") + len("p/model/model.bin") + 2
    data[at] ^= 0xFF


HOSTILE: dict[str, tuple[Callable[[Path], Path], str]] = {
    "up and out": (lambda p: written(p, None, ("p/../../evil", "x")), "leaves the folder"),
    "absolute": (lambda p: written(p, None, ("/tmp/evil", "x")), "leaves the folder"),
    "a drive": (lambda p: written(p, None, ("C:/evil", "x")), "leaves the folder"),
    "backslashes": (lambda p: written(p, None, ("p\\..\\evil", "x")), "leaves the folder"),
    "a link": (lambda p: written(p, None, (kind("p/l", stat.S_IFLNK), "/etc")), "is a link"),
    "a device": (lambda p: written(p, None, (kind("p/d", stat.S_IFCHR), "")), "neither file nor"),
    "a pipe": (lambda p: written(p, None, (kind("p/d", stat.S_IFIFO), "")), "neither file nor"),
    "control characters": (lambda p: written(p, None, ("p/\x1b[31m", "x")), "no proper name"),
    "no name": (lambda p: written(p, None, ("./.", "x")), "no proper name"),
    "a bomb": (lambda p: written(p, None, ("p/b", "\0" * 30_000_000)), "far more than it is"),
    "many small bombs": (
        lambda p: written(p, None, *((f"p/{n}", "\0" * 1_000_000) for n in range(40))),
        "far more than it is",
    ),
    "two of a name": (lambda p: written(p, None, ("p/README.MD", "x")), "stands twice"),
    "a file and a folder": (lambda p: written(p, None, ("p/model/", "")), ""),
    "two folders": (lambda p: written(p, None, ("q/a", "x")), "one folder, not 2"),
    "no folder": (lambda p: written(p, {"metadata.json": "{}"}), "metadata.json"),
    "empty zip": (lambda p: written(p, {}), "one folder, not 0"),
    "no metadata": (lambda p: written(p, without("p/metadata.json")), "no metadata.json"),
    "metadata is no JSON": (lambda p: written(p, without(metadata__json="{")), "cannot be read"),
    "metadata is deep": (
        lambda p: written(p, without(metadata__json="[" * 100_000)), "cannot be read"
    ),
    "metadata is a list": (lambda p: written(p, without(metadata__json="[1]")), "no language pair"),
    "metadata lacks a code": (
        lambda p: written(p, without(metadata__json='{"from_code": "en"}')), "no language pair"
    ),
    "a code is no text": (
        lambda p: written(
            p, without(metadata__json='{"from_code":["en"],"to_code":1,"package_version":"1"}')
        ),
        "no language pair",
    ),
    "no model": (lambda p: written(p, without("p/model/model.bin")), "no model/model.bin"),
    "model elsewhere": (
        lambda p: written(p, without("p/model/model.bin") | {"p/model/x/model.bin": "w"}),
        "no model/model.bin",
    ),
    "no tokenizer": (lambda p: written(p, without("p/sentencepiece.model")), "no tokenizer"),
    "encrypted": (lambda p: patched(p, encrypt), "encrypted"),
    "larger than declared": (lambda p: patched(p, lie_about_size), "damaged"),
    "two names for one entry": (lambda p: patched(p, other_local_name), "damaged"),
    "damaged content": (lambda p: patched(p, flip_content), "damaged"),
}  # fmt: skip


@pytest.mark.parametrize(("make", "reason"), HOSTILE.values(), ids=HOSTILE)
def test_hostile_archives_are_refused(
    tmp_path: Path, make: Callable[[Path], Path], reason: str
) -> None:
    import warnings

    (tmp_path / "in").mkdir()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # zipfile knows that a name stands twice
        path = make(tmp_path / "in" / "x.argosmodel")
    inside = tmp_path / "out" / "deep"
    inside.mkdir(parents=True)
    if not reason:
        assert unpack(path, inside / "p")["from_code"] == "en"
        return
    with pytest.raises(PackageError, match=reason) as said:
        unpack(path, inside / "p")
    assert "x.argosmodel" in str(said.value)
    assert "\n" not in str(said.value)
    assert sorted(tmp_path.rglob("*")) == sorted(
        [tmp_path / "in", path, tmp_path / "out", inside, tmp_path / "ships"]
    )


@pytest.mark.parametrize("share", [0.0, 0.01, 0.5, 0.9, 0.99])
def test_truncated_archives_are_refused(tmp_path: Path, archive: Path, share: float) -> None:
    path = tmp_path / "cut.argosmodel"
    data = archive.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    for read in (read_metadata, read_card, lambda p: unpack(p, tmp_path / "out")):
        with pytest.raises(PackageError, match="refused"):
            read(path)


def test_limits_on_number_and_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path / "x.argosmodel")
    monkeypatch.setattr(room, "MOST_FILES", 3)
    with pytest.raises(PackageError, match="it holds 4 files"):
        read_metadata(path)
    monkeypatch.undo()
    monkeypatch.setattr(room, "MOST_BYTES", 10)
    with pytest.raises(PackageError, match="it unpacks to"):
        read_metadata(path)


def test_a_full_disk_is_said_before_it_is_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import shutil
    from types import SimpleNamespace

    monkeypatch.setattr(shutil, "disk_usage", lambda _path: SimpleNamespace(free=5))
    with pytest.raises(PackageError, match="MB are free — make room"):
        unpack(written(tmp_path / "x.argosmodel"), tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_missing_and_unreadable_files(tmp_path: Path) -> None:
    with pytest.raises(PackageError, match="does not exist"):
        read_metadata(tmp_path / "none.argosmodel")
    (tmp_path / "folder.argosmodel").mkdir()
    with pytest.raises(PackageError, match="not a whole zip"):
        read_metadata(tmp_path / "folder.argosmodel")


def test_pickles_are_not_even_unpacked(tmp_path: Path) -> None:
    path = written(
        tmp_path / "x.argosmodel", None,
        ("p/stanza/en/tokenize/ewt.pt", "cos\nsystem\n"), ("p/model/extra.PKL", "x"),
        ("p/spacy/senter/model", "x"), ("p/minisbd/en.onnx", "x"),
        ("__MACOSX/p/._model", "x"), ("p/notes.txt", "kept"),
    )  # fmt: skip
    unpack(path, tmp_path / "out")
    left = {p.relative_to(tmp_path / "out").as_posix() for p in (tmp_path / "out").rglob("*.*")}
    assert left == {
        "metadata.json", "README.md", "sentencepiece.model", "model/model.bin", "notes.txt",
        ".workbench.json",
    }  # fmt: skip


def test_the_card_is_read_without_unpacking(tmp_path: Path) -> None:
    assert read_card(written(tmp_path / "a.argosmodel")) == "# Card"
    assert read_card(written(tmp_path / "b.argosmodel", without("p/README.md"))) == ""
