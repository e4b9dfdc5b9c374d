"""A whole catalog worked through in tmux, as a translator would; what is saved is what was done."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tmux import Tmux, entries, work_through


@pytest.mark.skipif(not shutil.which("tmux"), reason="tmux is not installed")
def test_a_session_over_every_unit_saves_what_was_done(root: Path, tmp_path: Path) -> None:
    """Typed, pasted, taken back, commented, killed in the middle, replaced everywhere."""
    catalog = tmp_path / "sample.po"
    shutil.copy(root / "locales/ja/LC_MESSAGES/tokyo-certificates.po", catalog)
    settings = tmp_path / "workbench.toml"
    settings.write_text("confirm-errors = true\n", "utf-8")  # what is typed is no translation
    words = [sys.executable, "-m", "workbench", "edit", str(catalog), "--config", str(settings)]
    assert work_through(catalog, words) == []
    if shutil.which("msgfmt"):
        subprocess.run(["msgfmt", "-c", "-o", "/dev/null", str(catalog)], check=True)
        done = subprocess.run(
            ["msgcat", "--no-wrap", str(catalog)], check=True, capture_output=True, text=True
        )
        assert done.stdout == catalog.read_text("utf-8")


@pytest.mark.skipif(not shutil.which("tmux"), reason="tmux is not installed")
def test_another_window_size_shows_the_whole_text(root: Path, tmp_path: Path) -> None:
    """In a real terminal, without a key: source, target and what stands before and after."""
    catalog = tmp_path / "sample.po"
    shutil.copy(root / "workbench/data/sample/tokyo-certificates.ja.po", catalog)
    unit = next(entry for entry in entries(catalog) if entry.comment.startswith("p8 "))
    words = [sys.executable, "-m", "workbench", "edit", str(catalog), "--at", "p8"]
    tmux = Tmux(words)
    try:
        tmux.until(" p8  ", "Enter")
        for size in ((120, 40), (80, 24), (120, 40)):
            tmux.size(*size)
            wanted = [re.sub(r"\s", "", text) for text in (unit.msgid, unit.msgstr)]
            end = time.monotonic() + 60
            while not all(text in _drawn(tmux, size[0]) for text in wanted):
                assert time.monotonic() < end, tmux.screen()
                time.sleep(0.1)
        tmux.keys("C-q")
        tmux.ended()
    finally:
        tmux.close()


def _drawn(tmux: Tmux, columns: int) -> str:
    """What stands on the screen, without spaces and frames."""
    return re.sub(r"[\s│▁-█]", "", "".join(_column(tmux.screen(), columns)))


def _column(screen: str, columns: int) -> list[str]:
    """The middle column where there are three, else the lines."""
    lines = screen.split("\n")
    return (
        [line.split("│")[1] if line.count("│") == 2 else line for line in lines]
        if columns > 99
        else lines
    )
