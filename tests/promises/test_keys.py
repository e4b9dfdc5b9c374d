"""Keys: every verb is documented, deliverable and its own."""

from __future__ import annotations

import pytest

from workbench.desk.commands import COMMANDS, UNDELIVERABLE, Command, commands
from workbench.errors import UsageError


@pytest.mark.parametrize("command", COMMANDS, ids=lambda c: c.id)
def test_a_command_has_words_and_keys_that_arrive(command: Command) -> None:
    """Title, a sentence of help, a key that plain terminals send."""
    assert command.title and command.help.endswith(".")
    assert command.keys and not set(command.keys) & set(UNDELIVERABLE)


def test_no_key_has_two_meanings() -> None:
    """`commands()` proves it; so do settings."""
    assert len(COMMANDS) == len({c.id for c in commands()})
    with pytest.raises(
        UsageError, match=r"f1 is for save and for help|f1 is for help and for save"
    ):
        commands({"save": "f1"})


@pytest.mark.parametrize(
    ("keys", "says"),
    [
        ({"confrm": "f5"}, "did you mean confirm"),
        ({"save": "ctrl+i"}, "ctrl.i cannot be had: it is Tab"),
        ({"save": "alt+1"}, "types a character on a Mac"),
    ],
)
def test_settings_that_cannot_work_are_refused(keys: dict[str, str], says: str) -> None:
    """With the nearest name or the reason."""
    with pytest.raises(UsageError, match=says):
        commands(keys)
