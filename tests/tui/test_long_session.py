"""A whole catalog worked through in tmux, as a translator would; what is saved is what was done."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tmux import work_through


@pytest.mark.skipif(not shutil.which("tmux"), reason="tmux is not installed")
def test_a_session_over_every_unit_saves_what_was_done(root: Path, tmp_path: Path) -> None:
    """Typed, pasted, taken back, commented, killed in the middle, replaced everywhere."""
    catalog = tmp_path / "sample.po"
    shutil.copy(root / "locales/ja/LC_MESSAGES/tokyo-certificates.po", catalog)
    words = [sys.executable, "-m", "workbench", "edit", str(catalog)]
    assert work_through(catalog, words) == []
    if shutil.which("msgfmt"):
        subprocess.run(["msgfmt", "-c", "-o", "/dev/null", str(catalog)], check=True)
        done = subprocess.run(
            ["msgcat", "--no-wrap", str(catalog)], check=True, capture_output=True, text=True
        )
        assert done.stdout == catalog.read_text("utf-8")
