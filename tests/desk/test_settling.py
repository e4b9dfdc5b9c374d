"""Settings changed from within: one key is written, all else in the file stays."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.config import THEMES, Config, load_config
from workbench.desk.settings import file_of, settle
from workbench.errors import UsageError

FILE = """# Ours
source = "en"   # newsroom

glossary = [
  "client.tsv", # first
  "shipped",
]

[severities]
# the client insists
"terms.missing" = "error"
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "workbench.toml"
    path.write_text(FILE, "utf-8")
    return path


@pytest.mark.parametrize(
    ("key", "part", "value", "line"),
    [
        ("theme", "", "workbench-light", 'theme = "workbench-light"'),
        ("type-ahead", "", False, "type-ahead = false"),
        ("checks-off", "", ["spacing.latin"], 'checks-off = ["spacing.latin"]'),
        ("severities", "numbers.missing", "note", '"numbers.missing" = "note"'),
        ("keys", "save", "f11", 'save = "f11"'),
    ],
)
def test_one_line_comes_and_all_others_stay(
    path: Path, key: str, part: str, value: object, line: str
) -> None:
    """Comments and order, too; taken out again, the file has its lines as they were."""
    config = settle(load_config(path.parent), key, value, part=part)
    lines = path.read_text("utf-8").splitlines()
    assert line in lines
    assert [kept for kept in lines if kept in FILE.splitlines() and kept] == [
        kept for kept in FILE.splitlines() if kept
    ]
    assert load_config(path.parent) == config
    settle(config, key, None, part=part)
    left = [kept for kept in path.read_text("utf-8").splitlines() if kept and kept != "[keys]"]
    assert left == [kept for kept in FILE.splitlines() if kept]


@pytest.mark.parametrize("before", [b"\xef\xbb\xbf", b""])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_marks_and_line_ends_of_the_file_stay(path: Path, before: bytes, end: str) -> None:
    """A file of another system is not turned into one of ours."""
    path.write_bytes(before + FILE.replace("\n", end).encode())
    settle(load_config(path.parent), "source", "fr")
    expected = FILE.replace('"en"', '"fr"').replace("\n", end)
    assert path.read_bytes() == before + expected.encode()


def test_without_a_file_one_is_made_beside_the_catalogs(tmp_path: Path) -> None:
    """In the folder one works in."""
    config = load_config(tmp_path)
    assert file_of(config) == tmp_path / "workbench.toml"
    settle(config, "completion", False)
    assert (tmp_path / "workbench.toml").read_text("utf-8") == "completion = false\n"


def test_what_the_command_line_has_settled_stays_for_now(path: Path) -> None:
    """It is neither forgotten nor written."""
    config = Config(path=path, package=Path("/mine"), target="ko")
    after = settle(config, "theme", "workbench-16")
    assert (after.package, after.target, after.theme) == (Path("/mine"), "ko", "workbench-16")
    assert "package" not in path.read_text("utf-8")


@pytest.mark.parametrize(
    ("key", "part", "value"),
    [("draft-floor", "", 7), ("register", "", "novel"), ("no-such", "", "x"), ("severities", "a", "loud")],
)  # fmt: skip
def test_what_would_be_refused_is_not_written(
    path: Path, key: str, part: str, value: object
) -> None:
    """The file is as it was."""
    with pytest.raises(UsageError):
        settle(load_config(path.parent), key, value, part=part)
    assert path.read_text("utf-8") == FILE


def test_a_file_that_is_no_toml_is_left_alone(path: Path) -> None:
    """Somebody was in the middle of a line."""
    path.write_text("theme = \n", "utf-8")
    with pytest.raises(UsageError, match="not valid TOML"):
        settle(Config(path=path), "theme", "workbench-dark")
    assert path.read_text("utf-8") == "theme = \n"


@given(st.lists(st.sampled_from(["theme", "pane", "author"]), max_size=6), st.text(max_size=20))
def test_any_author_is_read_again_as_written(keys: list[str], name: str) -> None:
    """Quotation marks, controls and all."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        config = load_config(Path(folder))
        for key in keys:
            value = {"theme": THEMES[0], "pane": "memory", "author": name}[key]
            config = settle(config, key, value)
        assert load_config(Path(folder)).author == (name if "author" in keys else "")
