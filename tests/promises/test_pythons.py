"""CPython from 3.11.0 on is enough: what its early releases do wrong is not relied upon."""

from __future__ import annotations

import ast
import re
from pathlib import Path

_WHOLE_GROUP = re.compile(r"(?<!\\)\)(?:[*+?]|\{\d*,?\d*\})\+")
"""A possessive quantifier on a group."""


def test_no_pattern_holds_on_to_a_group(root: Path) -> None:
    """Up to 3.11.4 such a group may match less than it should (gh-106052), as Debian 12's 3.11.2 does: a
    string with a line that goes on was "not closed". On one character or class it is sound."""
    found = {
        (path.relative_to(root).as_posix(), node.lineno)
        for path in (root / "workbench").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str | bytes)
        if _WHOLE_GROUP.search(node.value if isinstance(node.value, str) else node.value.decode("latin-1"))
    }  # fmt: skip
    assert found == set()
