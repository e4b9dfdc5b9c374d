"""Errors are for people: one line, drawn tree, promised exit status, nothing a terminal obeys."""

from __future__ import annotations

import re

import pytest

from workbench import errors


def classes() -> list[type[errors.WorkbenchError]]:
    found = [errors.WorkbenchError]
    for cls in found:
        found.extend(cls.__subclasses__())
    return [cls for cls in found if cls.__module__ == "workbench.errors"]


def test_the_tree_is_drawn_as_it_is() -> None:
    """Every class stands in the docstring with its exit status, under its parent."""
    drawn = re.findall(r"^[ │├└─]*(\w+) +(\d+)", errors.__doc__ or "", re.M)

    assert {(cls.__name__, str(cls.exit_status)) for cls in classes()} == set(drawn)


@pytest.mark.parametrize("cls", classes())
def test_an_error_is_one_line(cls: type[errors.WorkbenchError]) -> None:
    """Where, what, what to do; line breaks in the parts do not break the line."""
    error = cls("no such\nfile", where="a.po:3", hint="create it")

    assert str(error) == "a.po:3: no such file — create it"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("日本語、。", "日本語、。"),
        ("a\x1b[31mred", "a\\x1b[31mred"),
        ("\x1b]0;title\x07", "\\x1b]0;title\\x07"),
        ("\x9b31m", "\\x9b31m"),
        ("evil\u202etxt.exe", "evil\\u202etxt.exe"),
        ("tab\tline\nend", "tab line end"),
        ("zero\u200bwidth", "zero\\u200bwidth"),
        ("\ud800", "\\ud800"),
        ("par\u2029agraph", "par agraph"),
        ("emoji 👩\u200d💻", "emoji 👩\u200d💻"),
    ],
)
def test_what_a_terminal_would_obey_is_made_visible(text: str, shown: str) -> None:
    """Escape sequences, overrides and lone surrogates are shown, not sent."""
    assert errors.printable(text) == shown
