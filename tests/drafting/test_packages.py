"""Which package is meant, how one comes and goes, what is proved before it is used."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.drafting.tiny import tiny_package, write_hash
from workbench.drafting import manifest, packages
from workbench.drafting.argos import ArgosEngine
from workbench.drafting.packages import (
    argos_folder,
    find_packages,
    install_file,
    remove,
    unpacked,
)
from workbench.drafting.route import argos_code, locate
from workbench.errors import PackageError


@pytest.fixture
def ships(own_folders: Path) -> Path:
    """Where the shipped packages lie."""
    folder = own_folders / "ships" / "packages"
    folder.mkdir()
    return folder


def test_look_up_order(tmp_path: Path, ships: Path, archive: Path) -> None:
    """The one named, the user's own, the one that ships."""
    with pytest.raises(PackageError, match="workbench engine install en ja"):
        locate("en", "ja")
    tiny_package(ships, version="0.1")
    assert [(p.origin, p.version) for p in locate("en", "ja")] == [("shipped", "0.1")]
    install_file(archive)
    assert [(p.origin, p.version) for p in locate("en", "ja")] == [("installed", "1.0")]
    named = tiny_package(tmp_path, version="7.0")
    assert [(p.origin, p.version) for p in locate("en", "ja", named)] == [("given", "7.0")]
    assert [p.origin for p in find_packages()] == ["installed", "shipped"]


def test_the_newest_of_a_pair_comes_first(tmp_path: Path) -> None:
    for version in ("1.9", "1.10", "1.2"):
        install_file(tiny_package(tmp_path, version=version))
    assert [p.version for p in find_packages()] == ["1.10", "1.9", "1.2"]
    assert locate("en-GB", "ja_JP")[0].version == "1.10"


CODES = {
    "en-GB": "en", "EN_us": "en", "ja": "ja", "zh": "zh", "zh-Hant": "zt", "zh_TW": "zt",
    "zh-Hant-HK": "zt", "zh-CN": "zh", "pt-BR": "pb", "pt": "pt", "zt": "zt",
}  # fmt: skip


@pytest.mark.parametrize(("given", "wanted"), CODES.items())
def test_language_codes_as_argos_writes_them(given: str, wanted: str) -> None:
    assert argos_code(given) == wanted


WAYS = {
    "direct": (["de_en", "en_ja", "de_ja"], "de", "ja", ["de_ja"]),
    "through English": (["de_en", "en_ja", "de_fr"], "de", "ja", ["de_en", "en_ja"]),
    "through two": (["de_fr", "fr_en", "en_ja"], "de", "ja", ["de_fr", "fr_en", "en_ja"]),
    "the short way": (["de_fr", "fr_en", "en_ja", "de_en"], "de", "ja", ["de_en", "en_ja"]),
    "no way": (["de_en", "ja_en"], "de", "ja", None),
    "not in circles": (["de_en", "en_de"], "de", "ja", None),
    "to the same language": (["de_en", "en_de"], "de", "de", None),
}


@pytest.mark.parametrize(("pairs", "start", "end", "wanted"), WAYS.values(), ids=WAYS)
def test_the_way_through_other_languages(
    tmp_path: Path, pairs: list[str], start: str, end: str, wanted: list[str] | None
) -> None:
    for pair in pairs:
        one, other = pair.split("_")
        install_file(tiny_package(tmp_path, source=one, target=other))
    if wanted is None:
        with pytest.raises(PackageError, match=f"no package translates {start} to {end}"):
            locate(start, end)
    else:
        assert [package.code for package in locate(start, end)] == wanted


def test_pivoting_translates_twice(tmp_path: Path) -> None:
    german = {"Das": "▁The", "Gericht": "▁court", "entschied": "▁ruled", ".": "."}
    install_file(tiny_package(tmp_path, source="de", target="en", words=german))
    install_file(tiny_package(tmp_path))
    engine = ArgosEngine("de", "ja")
    assert engine.package == "de_en-1.0+en_ja-1.0"
    assert "裁判所" in engine.translate(["Das Gericht entschied ."])[0].target
    assert not engine.annotates
    assert engine.alternatives("Das Gericht entschied .")
    assert engine.score(["Das Gericht"], ["裁判所"])[0] < 0


def test_a_package_for_other_languages_is_refused(tmp_path: Path) -> None:
    other = tiny_package(tmp_path, source="de", target="fr")
    with pytest.raises(PackageError, match="translates de_fr, not en_ja"):
        ArgosEngine("en", "ja", other)


def test_a_shipped_package_is_unpacked_once_and_only_when_used(
    ships: Path, own_folders: Path
) -> None:
    digest = write_hash(tiny_package(ships))
    (package,) = find_packages()
    assert package.sha256 == digest
    assert package.card.startswith("# en to ja")
    assert package.size > 100_000
    assert not (own_folders / "data").exists()
    folder = unpacked(package)
    assert folder == own_folders / "data" / "packages" / f"en_ja-{digest[:16]}"
    made = (folder / "model" / "model.bin").stat().st_mtime_ns
    assert unpacked(package) == folder
    assert (folder / "model" / "model.bin").stat().st_mtime_ns == made
    assert [p.name for p in folder.parent.iterdir()] == [folder.name]


def test_a_shipped_package_that_was_swapped_is_refused(ships: Path) -> None:
    path = tiny_package(ships)
    path.with_name(path.name + ".sha256").write_text("0" * 64 + "  x\n")
    with pytest.raises(PackageError, match="not the file that was shipped"):
        ArgosEngine("en", "ja").translate(["a"])


def test_a_damaged_cache_is_made_again(ships: Path) -> None:
    write_hash(tiny_package(ships))
    (package,) = find_packages()
    folder = unpacked(package)
    (folder / "model" / "model.bin").write_bytes(b"x")
    (folder / "sentencepiece.model").unlink()
    assert unpacked(package) == folder
    assert manifest.changed(folder) == ""
    assert ArgosEngine("en", "ja").translate(["The law."])[0].target == "その法。"


def test_unpacking_at_the_same_time(ships: Path) -> None:
    write_hash(tiny_package(ships))
    (package,) = find_packages()
    found: list[object] = []

    def use() -> None:
        try:
            found.append(unpacked(package))
        except BaseException as error:  # noqa: BLE001  (reported by the assertion)
            found.append(error)

    threads = [threading.Thread(target=use) for _n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(map(str, found))) == 1, found
    assert manifest.changed(unpacked(package)) == ""


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_data_folder_is_said(ships: Path, own_folders: Path) -> None:
    tiny_package(ships)
    own_folders.chmod(0o555)
    try:
        with pytest.raises(PackageError, match="WORKBENCH_DATA"):
            ArgosEngine("en", "ja").translate(["a"])
    finally:
        own_folders.chmod(0o755)


def test_a_data_folder_that_is_a_file_is_said(ships: Path, own_folders: Path) -> None:
    tiny_package(ships)
    (own_folders / "data").write_text("")
    with pytest.raises(PackageError, match="name a folder you may write to in WORKBENCH_DATA"):
        ArgosEngine("en", "ja").translate(["a"])


def test_install_and_remove(archive: Path) -> None:
    package = install_file(archive)
    assert package.path == argos_folder() / "translate-en_ja-1_0"
    assert package.sha256 == manifest.sha256(archive)
    assert manifest.changed(package.path) == ""
    assert install_file(archive).path == package.path
    assert [p.name for p in argos_folder().iterdir()] == ["translate-en_ja-1_0"]
    assert [p.code for p in remove("en-ja")] == ["en_ja"]
    assert find_packages() == []
    with pytest.raises(PackageError, match="no package en_ja is installed"):
        remove("en_ja")


def test_install_checks_the_hash_that_was_asked_for(archive: Path) -> None:
    assert install_file(archive, sha256=manifest.sha256(archive).upper())
    remove("en_ja")
    with pytest.raises(PackageError, match="hash is not the one"):
        install_file(archive, sha256="0" * 64)
    assert find_packages() == []


def test_a_failed_install_keeps_what_was_there(tmp_path: Path, archive: Path) -> None:
    before = install_file(archive)
    broken = tmp_path / "broken.argosmodel"
    data = bytearray(archive.read_bytes())
    at = data.rfind(b"model.bin", 0, data.find(b"PK\x01\x02")) + 5_000
    data[at] ^= 0xFF
    broken.write_bytes(data)
    with pytest.raises(PackageError):
        install_file(broken)
    assert manifest.changed(before.path) == ""
    assert [p.name for p in argos_folder().iterdir()] == [before.path.name]


def test_language_codes_make_no_paths(tmp_path: Path) -> None:
    path = tiny_package(tmp_path, source="en", target="ja")
    import zipfile

    evil = tmp_path / "evil.argosmodel"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(evil, "w") as new:
        for entry in old.infolist():
            data = old.read(entry)
            if entry.filename.endswith("metadata.json"):
                data = json.dumps({**json.loads(data), "to_code": "../../x"}).encode()
            new.writestr(entry, data)
    with pytest.raises(PackageError, match="codes are not codes"):
        install_file(evil)


def test_what_is_no_package_is_passed_over(archive: Path) -> None:
    install_file(archive)
    folder = argos_folder()
    (folder / "notes.txt").write_text("hello")
    (folder / "empty").mkdir()
    (folder / "sbd").mkdir()
    (folder / "sbd" / "metadata.json").write_text('{"type": "sbd", "from_codes": ["en"]}')
    (folder / "broken").mkdir()
    (folder / "broken" / "metadata.json").write_text("[" * 100_000)
    assert [p.code for p in find_packages()] == ["en_ja"]


ENVIRONMENTS = {
    "nothing set": {},
    "XDG": {"XDG_DATA_HOME": "{tmp}/xdg", "XDG_CONFIG_HOME": "{tmp}/conf"},
    "its own variable": {"ARGOS_PACKAGES_DIR": "{tmp}/mine", "XDG_DATA_HOME": "{tmp}/xdg"},
    "settings.json": {"XDG_CONFIG_HOME": "{tmp}/set"},
    "variable before settings.json": {
        "XDG_CONFIG_HOME": "{tmp}/set", "ARGOS_PACKAGES_DIR": "{tmp}/mine"
    },
    "snap": {"SNAP": "1", "SNAP_USER_DATA": "{tmp}/snap"},
}  # fmt: skip


@pytest.mark.parametrize("variables", ENVIRONMENTS.values(), ids=ENVIRONMENTS)
def test_argos_and_we_share_one_folder(tmp_path: Path, variables: dict[str, str]) -> None:
    """We do not import argostranslate.settings to find it: that makes four folders in the home."""
    settings = tmp_path / "set" / "argos-translate"
    settings.mkdir(parents=True)
    named = {"ARGOS_PACKAGES_DIR": str(tmp_path / "named")}
    (settings / "settings.json").write_text(json.dumps(named))
    home = tmp_path / "home"
    home.mkdir()
    environment = {name: text.format(tmp=tmp_path) for name, text in variables.items()}
    code = (
        "from pathlib import Path; from workbench.drafting.packages import argos_folder, "
        "find_packages; ours = argos_folder(); find_packages(); "
        "assert not any(Path.home().iterdir()), 'made folders'; "
        "from argostranslate import settings; print(ours); print(settings.package_data_dir)"
    )
    said = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True,
        cwd=Path(__file__).parents[2],
        env={"PATH": "/usr/bin:/bin", "HOME": str(home), "WORKBENCH_DATA": str(home / "w"), **environment},
    )  # fmt: skip
    ours, theirs = said.stdout.split()
    assert ours == theirs


def test_argos_sees_what_we_install(archive: Path) -> None:
    from argostranslate.package import get_installed_packages

    install_file(archive)
    (found,) = get_installed_packages([argos_folder()])
    assert (found.from_code, found.to_code, found.package_version) == ("en", "ja", "1.0")
    assert found.get_readme().startswith("# en to ja")


def test_finding_packages_opens_no_model(monkeypatch: pytest.MonkeyPatch, ships: Path) -> None:
    tiny_package(ships)
    monkeypatch.setattr(packages, "unpack", lambda *_a: pytest.fail("unpacked"))
    assert [p.code for p in find_packages()] == ["en_ja"]
