"""What other distributions add to the workbench: its extension points are entry points.

Lives here: `extensions`, `others` and `load`. Takes a group (`workbench.checks`), gives its entry points. Looking for a
name in the lists that distributions leave on the disk takes 1 ms; importlib.metadata, which takes 15,
is imported only where one of them names the group.
May import: the standard library only.
On floor 0 because engines and checks live in different rooms and are found in one way.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

_INFO = (".dist-info", ".egg-info", "EGG-INFO")


def extensions(group: str) -> list[EntryPoint]:
    """The entry points of a group, in the order in which Python would find them."""
    if not any(_offers(Path(folder), group.encode()) for folder in sys.path):
        return []
    from importlib.metadata import entry_points

    return list(entry_points(group=group))


def others(group: str, ours: Mapping[str, str]) -> list[EntryPoint]:
    """The entry points of a group that are not among `ours` (name → place), which need no looking up."""
    return [entry for entry in extensions(group) if ours.get(entry.name) != entry.value]


def load(place: str) -> Any:
    """What `module:name` stands for. Raises ImportError, AttributeError."""
    from importlib import import_module

    module, _colon, name = place.partition(":")
    return getattr(import_module(module), name)


def _offers(folder: Path, group: bytes) -> bool:
    """Whether something installed in `folder` may offer the group; a zip archive always may."""
    if not folder.is_dir():
        return folder.is_file()
    with contextlib.suppress(OSError):
        for name in os.listdir(folder):  # noqa: PTH208 -- names only, there are hundreds
            if name.endswith(_INFO):
                with contextlib.suppress(OSError):
                    if group in (folder / name / "entry_points.txt").read_bytes():
                        return True
    return False
