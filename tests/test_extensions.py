"""What other distributions add is found wherever Python would find it."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from workbench.extensions import extensions

POINTS = "[workbench.checks]\nhouse = json:loads\n"


def test_our_own_engine_is_an_extension() -> None:
    """What the entry points say is what the table of engines says."""
    from workbench.drafting.engines import OURS

    assert {entry.name: entry.value for entry in extensions("workbench.engines")} == OURS


@pytest.mark.parametrize("kind", ["dist-info", "egg-info", "egg", "zip"])
def test_a_distribution_in_any_form_is_found(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Folders, eggs and archives on the path."""
    place, files = tmp_path, {"METADATA": "Name: house\nVersion: 1\n", "entry_points.txt": POINTS}
    if kind == "zip":
        place = tmp_path / "house.zip"
        with zipfile.ZipFile(place, "w") as archive:
            for name, text in files.items():
                archive.writestr(f"house-1.dist-info/{name}", text)
    else:
        place = tmp_path / "house-1.egg" if kind == "egg" else tmp_path
        folder = place / ("EGG-INFO" if kind == "egg" else f"house-1.{kind}")
        folder.mkdir(parents=True)
        files["PKG-INFO"] = files["METADATA"]
        for name, text in files.items():
            (folder / name).write_text(text, encoding="utf-8")
    monkeypatch.syspath_prepend(str(place))

    assert [(e.name, e.value) for e in extensions("workbench.checks")] == [("house", "json:loads")]


def test_what_cannot_be_read_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A path that is not there, a folder without a list."""
    (tmp_path / "house-1.dist-info").mkdir()
    monkeypatch.setattr(sys, "path", [str(tmp_path / "gone"), str(tmp_path)])

    assert extensions("workbench.checks") == []


def test_asking_for_a_group_that_nobody_offers_costs_no_import() -> None:
    """importlib.metadata takes 15 ms, which every check of a file would pay for."""
    code = (
        "import sys; from workbench.extensions import extensions; extensions('workbench.none');"
        "print('importlib.metadata' in sys.modules)"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout == "False\n"
