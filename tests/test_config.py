"""workbench.toml: where it is found, what it may say, how mistakes in it are told."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from workbench.config import Config, environment, load_config, shipped, user_data
from workbench.errors import UsageError


def write(folder: Path, text: str) -> Path:
    path = folder / "workbench.toml"
    path.write_text(text, encoding="utf-8")
    return path


def told(folder: Path) -> str:
    with pytest.raises(UsageError) as error:
        load_config(folder)
    assert error.value.exit_status == 2
    file, _colon, line = error.value.where.partition("workbench.toml")
    assert file == f"{folder}/" and (not line or line[1:].isdecimal())
    return str(error.value)


def test_defaults(tmp_path: Path) -> None:
    config = load_config(tmp_path)
    assert config == Config(locales=tmp_path / "locales")
    assert (config.source, config.target, config.path) == ("en", "ja", None)


def test_every_setting(tmp_path: Path) -> None:
    path = write(tmp_path, """
source = "de"
target = "fr"
locales = "po"
glossary = ["terms", "/absolute/terms.tsv"]
package = "p.argosmodel"
memory = "tm"
baseline = "accepted.txt"
checks-off = ["numbers", "register.mixed"]
theme = "dark"
interface = "ja"
type-ahead = false
author = "青葉凛"

[severities]
"numbers.value" = "note"

[segmenters]
en = "nupunkt"

[keys]
save = "ctrl+s"
""")  # fmt: skip
    config = load_config(tmp_path)
    assert config.path == path
    assert config.locales == tmp_path / "po"
    assert config.glossary == (tmp_path / "terms", Path("/absolute/terms.tsv"))
    assert config.package == tmp_path / "p.argosmodel"
    assert config.memory == tmp_path / "tm"
    assert config.baseline == tmp_path / "accepted.txt"
    assert config.checks_off == ("numbers", "register.mixed")
    assert config.type_ahead is False
    assert config.author == "青葉凛"
    assert dict(config.severities) == {"numbers.value": "note"}
    assert dict(config.segmenters) == {"en": "nupunkt"}
    assert dict(config.keys) == {"save": "ctrl+s"}


def test_it_is_found_in_a_parent_and_paths_are_relative_to_it(tmp_path: Path) -> None:
    write(tmp_path, 'locales = "po"\n')
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    assert load_config(inner).locales == tmp_path / "po"
    write(inner, "")
    assert load_config(inner).locales == inner / "locales"


def test_a_named_file_wins(tmp_path: Path) -> None:
    write(tmp_path, 'target = "fr"\n')
    other = tmp_path / "other" / "mine.toml"
    other.parent.mkdir()
    other.write_text('target = "de"\nlocales = "po"\n', encoding="utf-8")
    config = load_config(tmp_path, file=other)
    assert (config.target, config.locales) == ("de", other.parent / "po")


def test_a_relative_named_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.toml").write_text('locales = "po"\n', encoding="utf-8")
    assert load_config(file=Path("mine.toml")).locales == tmp_path / "po"


def test_home_is_expanded(tmp_path: Path) -> None:
    write(tmp_path, 'locales = "~/po"\n')
    assert load_config(tmp_path).locales == Path.home() / "po"


@pytest.mark.parametrize(("written", "floor"), [("0.8", 0.8), ("1", 1.0), ("0", 0.0)])
def test_a_floor_for_drafts(tmp_path: Path, written: str, floor: float) -> None:
    write(tmp_path, f"draft-floor = {written}\n")
    assert load_config(tmp_path).draft_floor == floor


def test_one_glossary_needs_no_list(tmp_path: Path) -> None:
    write(tmp_path, 'glossary = "terms.tsv"\n')
    assert load_config(tmp_path).glossary == (tmp_path / "terms.tsv",)


@pytest.mark.parametrize("written", ["type-ahead = false", "type_ahead = false"])
def test_dashes_and_underscores_are_one(tmp_path: Path, written: str) -> None:
    write(tmp_path, written)
    assert load_config(tmp_path).type_ahead is False


@pytest.mark.parametrize(
    ("written", "nearest"),
    [
        ("tarjet", "target"),
        ("glosary", "glossary"),
        ("check-off", "checks_off"),
        ("Source", "source"),
    ],
)
def test_an_unknown_setting_names_the_nearest(tmp_path: Path, written: str, nearest: str) -> None:
    write(tmp_path, f'{written} = "x"\n')
    line = told(tmp_path)
    assert f"unknown setting `{written}`" in line
    assert f"did you mean `{nearest}`?" in line


def test_a_far_off_setting_lists_all(tmp_path: Path) -> None:
    write(tmp_path, "zzzzzz = 1\n")
    line = told(tmp_path)
    assert all(f.name in line for f in fields(Config) if f.name != "path")


def test_the_path_cannot_be_set(tmp_path: Path) -> None:
    write(tmp_path, 'path = "x"\n')
    told(tmp_path)


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("target = 3", "str"),
        ("target = ['ja']", "str"),
        ("type-ahead = 'no'", "bool"),
        ("type-ahead = 0", "bool"),
        ("locales = 1", "path"),
        ("locales = ['po']", "path"),
        ("glossary = [1]", "a list"),
        ("checks-off = true", "a list"),
        ("keys = 'x'", "a table"),
        ("draft-floor = 'high'", "a number from 0 to 1"),
        ("draft-floor = true", "a number from 0 to 1"),
        ("draft-floor = 1.5", "from 0 to 1"),
        ("draft-floor = nan", "from 0 to 1"),
        ("severities = ['x']", "a table"),
    ],
)
def test_a_wrong_type_says_what_is_wanted(tmp_path: Path, written: str, wanted: str) -> None:
    write(tmp_path, written)
    line = told(tmp_path)
    assert f"`{written.split(' ')[0]}` should be {wanted}" in line


@pytest.mark.parametrize(
    "content", [b"target = ", b"target = 'ja", b"\xff\xfe\x00", b"\x00\x01", b"a = 1\na = 2\n"]
)
def test_what_is_not_toml(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "workbench.toml").write_bytes(content)
    assert "is not valid TOML" in told(tmp_path)


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"source = 'en'\n\ntheme = \n", 3),
        (b"theme = 'a\n", 1),
        (b"source = 'en'\nglossary = [\n  'a',\n", 3),
        (b"a = 1\na = 2\n", 2),
        (b"source = 'en'\n# caf\xe9\n", 2),
    ],
)
def test_what_is_not_toml_is_told_with_its_line(tmp_path: Path, content: bytes, line: int) -> None:
    """Where an editor jumps to; at the end of the file, its last line."""
    (tmp_path / "workbench.toml").write_bytes(content)
    with pytest.raises(UsageError) as error:
        load_config(tmp_path)
    assert error.value.where == f"{tmp_path / 'workbench.toml'}:{line}"


def test_a_byte_order_mark_and_an_empty_file(tmp_path: Path) -> None:
    (tmp_path / "workbench.toml").write_bytes(b"\xef\xbb\xbftarget = 'fr'\n")
    assert load_config(tmp_path).target == "fr"
    write(tmp_path, "")
    assert load_config(tmp_path).target == "ja"


def test_a_missing_or_unreadable_named_file(tmp_path: Path) -> None:
    for path in (tmp_path / "none.toml", tmp_path):
        with pytest.raises(UsageError) as error:
            load_config(file=path)
        assert "cannot be read" in str(error.value)


def test_a_config_is_frozen(tmp_path: Path) -> None:
    config = load_config(tmp_path)
    with pytest.raises(AttributeError):
        config.target = "de"  # type: ignore[misc]
    with pytest.raises(TypeError):
        config.keys["save"] = "x"  # type: ignore[index]


def test_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("WORKBENCH_TEST", raising=False)
    assert environment("WORKBENCH_TEST", "none") == "none"
    monkeypatch.setenv("WORKBENCH_TEST", "some")
    assert environment("WORKBENCH_TEST") == "some"
    monkeypatch.setenv("WORKBENCH_DATA", str(tmp_path / "mine"))
    assert user_data() == tmp_path / "mine"
    assert not user_data().exists()
    monkeypatch.delenv("WORKBENCH_DATA")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    assert user_data().name == "translation-workbench"


def test_only_config_reads_the_environment(root: Path) -> None:
    readers = {
        path.relative_to(root / "workbench").as_posix()
        for path in (root / "workbench").rglob("*.py")
        if any(word in path.read_text("utf-8") for word in ("os.environ", "os.getenv"))
        and "training" not in path.parts
    }
    assert readers == {"config.py"}


@pytest.mark.parametrize("name", ["glossary", "locales", "sample"])
def test_shipped_data_is_there(name: str) -> None:
    assert shipped(name).is_dir()
    assert any(shipped(name).iterdir())


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ('target = "ja"\nregister = "newz"\n', 2, "law, news"),
        ('register = "Law"\n', 1, "law, news"),
        ('target = "ja"\n\n[severities]\n"numbers.value" = "fatal"\n', 4, "error, warning, note"),
        ('source = "en"\n# note\ntarjet = "ja"\n', 3, "unknown setting"),
        ('source = "en"\n[kees]\nsave = "x"\n', 2, "unknown setting"),
        ('source = "en"\ntype-ahead = "no"\n', 2, "bool"),
    ],
)
def test_what_a_setting_cannot_be_is_said_with_its_line(
    tmp_path: Path, text: str, line: int, says: str
) -> None:
    """A slip of the pen is no silent default."""
    write(tmp_path, text)
    said = told(tmp_path)
    assert f"workbench.toml:{line}:" in said and says in said
