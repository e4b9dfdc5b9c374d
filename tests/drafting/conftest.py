"""Folders of one's own for every test, and a tiny package to draft with."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.drafting.tiny import tiny_package
from workbench.drafting.argos import ArgosEngine


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Nothing installed, nothing cached, nothing shipped."""
    monkeypatch.setenv("WORKBENCH_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "argos"))
    (tmp_path / "ships").mkdir()
    monkeypatch.setattr(
        "workbench.drafting.packages.shipped", lambda *parts: tmp_path / "ships" / "/".join(parts)
    )
    return tmp_path


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An English to Japanese package without anything of ours in it."""
    return tiny_package(tmp_path_factory.mktemp("tiny"))


@pytest.fixture
def engine(archive: Path) -> ArgosEngine:
    return ArgosEngine("en", "ja", archive, threads=1)
