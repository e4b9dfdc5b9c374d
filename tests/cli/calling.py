"""What the tests of the command line share: how to call it, and what an error looks like."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from typing import NamedTuple


class Said(NamedTuple):
    """What a command said."""

    status: int
    out: str
    err: str


Cli = Callable[..., Said]


def spawn(
    words: Sequence[object], *, before: Sequence[str] = (), **more: str
) -> subprocess.CompletedProcess[str]:
    """The command as a process of its own, its streams no terminals; `before` runs it."""
    return subprocess.run(
        [*before, sys.executable, "-m", "workbench", *map(str, words)],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, **more},
        timeout=120,
        check=False,
    )


def one_line(said: Said) -> str:
    """The error as the one line it should be."""
    lines = said.err.splitlines()
    assert len(lines) == 1, said.err
    assert lines[0].startswith("workbench: ")
    assert "Traceback" not in said.err
    assert "unexpected" not in said.err
    assert said.out == ""
    return lines[0]


TABLE_OF_READERS = [
    ("status", "CATALOG"),
    ("check", "CATALOG"),
    ("check", "CATALOG", "--fix"),
    ("export", "CATALOG", "--to", "mo", "-o", "out.mo"),
    ("export", "CATALOG", "--to", "html", "-o", "out.html"),
    ("update", "CATALOG", "court.html"),
    ("pretranslate", "CATALOG"),
    ("score", "CATALOG", "--reference", "CATALOG"),
]
"""The commands that read a catalog, as words."""
