"""Keeps the developer's machine out of every test: home, network, locale, terminal, clock.

The folders are set before any test imports anything, because argostranslate makes its own at
import. A test that wants the shared material takes the fixture `shared` and is skipped, saying so,
where it is absent.
"""

from __future__ import annotations

import os
import shutil
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# how long an example takes says how busy the machine is
settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any machine")

_HOME = Path(tempfile.mkdtemp(prefix="workbench-tests-"))
for _name, _folder in {
    "HOME": "",
    "XDG_DATA_HOME": ".local/share",
    "XDG_CONFIG_HOME": ".config",
    "XDG_CACHE_HOME": ".cache",
    "XDG_STATE_HOME": ".local/state",
    "WORKBENCH_DATA": "workbench",
}.items():
    os.environ[_name] = str(_HOME / _folder)
os.environ.update({"LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "TERM": "xterm-256color", "TZ": "UTC"})
for _name in ("NO_COLOR", "COLUMNS", "LINES", "SOURCE_DATE_EPOCH", "GITHUB_ACTIONS", "CI"):
    os.environ.pop(_name, None)

ROOT = Path(__file__).resolve().parent.parent
_LOOPBACK = {"127.0.0.1", "::1", "localhost"}


def pytest_unconfigure() -> None:
    shutil.rmtree(_HOME, ignore_errors=True)


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nothing leaves the machine: a connection beyond loopback is an error in any test."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        if isinstance(address, tuple) and address[0] not in _LOOPBACK:
            raise AssertionError(f"a test tried to reach {address!r}")
        connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", guarded)
    yield


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The material beside the checkout that is never committed (article, evaluation sets)."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip(
            "the shared material (real article, evaluation sets) is not beside this checkout"
        )
    return folder
