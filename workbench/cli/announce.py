"""What is said before an article is read.

Lives here: `announce`. Takes articles' paths, says on stderr which of them are read in an encoding that
nothing in them tells. May import: article, errors, wording and `output` of this room.
Apart from the commands because every one that reads articles says it in the same words.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from pathlib import Path

from workbench.cli import output
from workbench.errors import DocumentError
from workbench.wording import _


def announce(paths: Iterable[Path], encoding: str | None = None) -> None:
    """Narrate each guessed encoding; nothing where the user named one."""
    if encoding:
        return
    from workbench.article.decode import guessed

    for path in paths:
        with contextlib.suppress(OSError, DocumentError):  # who reads it says what is wrong
            declared = path.suffix.lower() not in {".md", ".markdown"}
            if path.is_file() and (name := guessed(path.read_bytes(), declared=declared)):
                output.narrate(
                    _("{path}: read as {encoding}, which is a guess; --encoding says it").format(
                        path=path, encoding=name
                    )
                )
