"""`workbench engine` and `workbench doctor` where nothing is installed, and with hostile archives."""

from __future__ import annotations

import io
import json
import stat
import zipfile
from pathlib import Path

import pytest
from calling import Cli, one_line

from tests.drafting.folders import tiny_folder
from tests.drafting.tiny import tiny_package

METADATA = {"package_version": "1.0", "from_code": "xx", "to_code": "yy", "argos_version": "1.9"}


def archive(path: Path, *more: tuple[str | zipfile.ZipInfo, bytes], model: bool = True) -> Path:
    """A package whose model is no model; `more` are further entries."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("xx_yy/metadata.json", json.dumps(METADATA))
        if model:
            made.writestr("xx_yy/model/model.bin", b"no model at all")
            made.writestr("xx_yy/sentencepiece.model", b"no pieces")
        for name, content in more:
            made.writestr(name, content)
    return path


def working(folder: Path, *changed: tuple[str, bytes], **metadata: str) -> Path:
    """A package that translates, with some of its files and metadata changed."""
    path = tiny_package(folder, source="xx", target="yy")
    with zipfile.ZipFile(path) as made:
        parts = {entry.filename.partition("/")[2]: made.read(entry) for entry in made.infolist()}
    parts["metadata.json"] = json.dumps({**json.loads(parts["metadata.json"]), **metadata}).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in {**parts, **dict(changed)}.items():
            made.writestr(f"xx_yy/{name}", content)
    return path


def test_list_of_installed_packages_starts_empty(cli: Cli) -> None:
    said = cli("engine", "list")
    assert said.status == 0
    assert "installed" not in said.out
    made = json.loads(cli("engine", "list", "--format", "json").out)
    assert [row for row in made if row["origin"] == "installed"] == []


def test_info_and_remove_of_what_is_not_there(cli: Cli) -> None:
    for verb in ("info", "remove"):
        said = cli("engine", verb, "xx_yy")
        assert said.status == 3
        assert "xx_yy" in one_line(said)


def test_verbs_without_what_they_need(cli: Cli) -> None:
    for words in (["install"], ["install", "a", "b", "c"], ["remove"]):
        said = cli("engine", *words)
        assert said.status == 2
        one_line(said)


def test_install_list_info_remove(cli: Cli, own_folder: Path) -> None:
    file = working(own_folder, ("README.md", b"\x1b[31mred\n"))
    said = cli("engine", "install", file)
    assert said.status == 0, said.err
    assert "installed xx_yy 1.0" in said.err
    rows = json.loads(cli("engine", "list", "--format", "json").out)
    (mine,) = [row for row in rows if row["origin"] == "installed"]
    assert mine["code"] == "xx_yy"
    assert Path(mine["path"]).is_relative_to(own_folder / "argos")
    assert "xx_yy" in cli("engine", "list").out
    card = cli("engine", "info", "xx-yy")
    assert "\x1b" not in card.out
    assert "red" in card.out
    assert cli("engine", "remove", "xx_yy").status == 0
    assert not Path(mine["path"]).exists()


def test_info_prints_nothing_that_a_terminal_obeys(cli: Cli, own_folder: Path) -> None:
    """A package is a stranger's, its version and its card are too."""
    file = working(own_folder, ("README.md", b"\x1b]0;card\x07"), package_version="1\x1b[2J\u202e")
    assert cli("engine", "install", file).status == 0
    for words in (["info", "xx_yy"], ["info", "xx_yy", "--format", "json"], ["list"]):
        said = cli("engine", *words)
        assert said.status == 0
        assert not {"\x1b", "\x07", "\u202e"} & set(said.out + said.err)


@pytest.mark.parametrize(
    "name", ["model/model.bin", "sentencepiece.model", "model/shared_vocabulary.json"]
)
def test_a_package_that_cannot_work_takes_no_place(cli: Cli, own_folder: Path, name: str) -> None:
    """It would be found before the shipped one, and every draft would fail."""
    good = cli("engine", "install", working(own_folder))
    assert good.status == 0, good
    said = cli("engine", "install", working(own_folder, (name, b'["garbage"]')))
    assert said.status == 3
    assert "nothing was installed" in one_line(said)
    assert ".unpacking" not in said.err
    rows = json.loads(cli("engine", "list", "--format", "json").out)
    (mine,) = [row for row in rows if row["origin"] == "installed"]
    assert [p.name for p in (own_folder / "argos").iterdir()] == [Path(mine["path"]).name]
    assert (Path(mine["path"]) / name).read_bytes() != b'["garbage"]'


def hostile(folder: Path) -> dict[str, Path]:
    """Archives that must be refused, by what is wrong with them."""
    link = zipfile.ZipInfo("xx_yy/model/link")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    good = archive(folder / "good.argosmodel").read_bytes()
    cut = folder / "cut.argosmodel"
    cut.write_bytes(good[: len(good) // 2])
    flipped = folder / "flipped.argosmodel"
    at = good.index(b"no mo") if b"no mo" in good else len(good) // 3
    flipped.write_bytes(good[:at] + bytes([good[at] ^ 0xFF]) + good[at + 1 :])
    (folder / "empty.argosmodel").write_bytes(b"")
    (folder / "text.argosmodel").write_text("hello")
    bare = io.BytesIO()
    with zipfile.ZipFile(bare, "w") as made:
        made.writestr("a.txt", "hello")
    (folder / "bare.argosmodel").write_bytes(bare.getvalue())
    return {
        "slip": archive(folder / "slip.argosmodel", ("xx_yy/../../out.txt", b"x")),
        "absolute": archive(folder / "absolute.argosmodel", ("/out.txt", b"x")),
        "link": archive(folder / "link.argosmodel", (link, b"/etc/passwd")),
        "bomb": archive(folder / "bomb.argosmodel", ("xx_yy/bomb", b"\0" * 50_000_000)),
        "no model": archive(folder / "none.argosmodel", model=False),
        "truncated": cut,
        "corrupt": flipped,
        "empty": folder / "empty.argosmodel",
        "text": folder / "text.argosmodel",
        "bare": folder / "bare.argosmodel",
    }


def test_hostile_archives_are_refused_with_a_reason(cli: Cli, own_folder: Path) -> None:
    for what, file in hostile(own_folder).items():
        said = cli("engine", "install", file)
        assert said.status == 3, (what, said)
        assert file.name in one_line(said), what
        assert not (own_folder / "out.txt").exists(), what
        left = [p for p in (own_folder / "argos").rglob("*") if p.is_file()]
        assert left == [], what


def test_a_missing_archive(cli: Cli) -> None:
    said = cli("engine", "install", "none.argosmodel")
    assert said.status == 3
    assert "none.argosmodel" in one_line(said)


def test_a_package_for_other_languages(cli: Cli, own_folder: Path, empty_catalog: Path) -> None:
    file = archive(own_folder / "t.argosmodel")
    before = empty_catalog.read_bytes()
    said = cli("pretranslate", empty_catalog, "--package", file)
    assert said.status == 3
    assert "xx_yy" in one_line(said)
    assert "en_ja" in said.err
    assert empty_catalog.read_bytes() == before


def test_a_package_that_unpacks_but_does_not_run(
    cli: Cli, own_folder: Path, empty_catalog: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(METADATA, "from_code", "en")
    monkeypatch.setitem(METADATA, "to_code", "ja")
    file = archive(own_folder / "t.argosmodel")
    before = empty_catalog.read_bytes()
    said = cli("pretranslate", empty_catalog, "--package", file)
    assert said.status == 3
    one_line(said)
    assert empty_catalog.read_bytes() == before


def test_no_package_for_a_rare_pair(cli: Cli, page: Path) -> None:
    cli("extract", page, "--to", "tlh")
    said = cli("pretranslate", "locales/tlh/LC_MESSAGES/court.po")
    assert said.status == 3
    assert "engine install" in one_line(said)


def test_an_unknown_engine_names_the_known(cli: Cli, empty_catalog: Path) -> None:
    said = cli("pretranslate", empty_catalog, "--engine", "argso")
    assert said.status in (2, 3)
    assert "argos" in one_line(said).replace("argso", "")


def test_doctor(cli: Cli) -> None:
    said = cli("doctor")
    assert said.status == 0
    names = [line.split()[0] for line in said.out.splitlines()]
    assert {"workbench", "argostranslate", "config", "termbase", "engine", "data"} <= set(names)
    made = json.loads(cli("doctor", "--format", "json").out)
    assert [row["what"] for row in made] == names
    assert said.err == ""


def test_doctor_reports_a_broken_termbase(cli: Cli) -> None:
    Path("glossary").mkdir()
    Path("glossary/bad.tsv").write_text("no header\n", encoding="utf-8")
    rows = json.loads(cli("doctor", "--format", "json").out)
    assert {"termbase": "broken"}.items() <= {r["what"]: r["state"] for r in rows}.items()


def test_a_converted_folder_is_added_shown_used_and_removed(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`engine add` to `engine remove`; the configuration keeps its comments."""
    monkeypatch.setenv("WORKBENCH_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    settings = tmp_path / "workbench.toml"
    settings.write_text('# mine\nsource = "en"  # English\ntarget = "ja"\n')
    folder = tiny_folder(tmp_path / "tiny-nllb", "nllb")
    assert "forbids commercial use" in cli("engine", "add", folder).err
    assert one_line(cli("engine", "add", tmp_path)).count("model.bin") == 1
    listed = json.loads(cli("engine", "list", "--format", "json").out)
    assert [one["commercial"] for one in listed if one["code"] == "ct2:tiny-nllb"] == [False]
    assert "cc-by-nc-4.0" in cli("engine", "list").out
    shown = cli("engine", "info", "tiny-nllb").out
    assert "family: nllb" in shown and "commercial use: no" in shown
    assert cli("engine", "use", "ct2:tiny-nllb").status == 0
    written = settings.read_text()
    assert "# mine" in written and "# English" in written and "ct2:tiny-nllb" in written
    assert cli("engine", "remove", "ct2:tiny-nllb").status == 0 and folder.is_dir()
    assert "no engine ct2:" in one_line(cli("engine", "use", "ct2:tiny-nllb"))
