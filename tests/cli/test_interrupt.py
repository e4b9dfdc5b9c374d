"""Ctrl-C and kill -9 in the middle of a draft: what was drafted is kept, the status is 130."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from calling import Cli, one_line

from tests.drafting.tiny import tiny_package
from workbench.catalog import open_store, read_po
from workbench.config import shipped
from workbench.desk import pretranslate as prepare
from workbench.desk.pretranslate import draft_units

UNITS = 4_000


@pytest.fixture
def package() -> Path:
    """The package that ships: it really drafts."""
    return next(shipped("packages").glob("*.argosmodel"))


@pytest.fixture
def long_catalog(cli: Cli) -> Path:
    lines = [f"The court number {n} ruled." for n in range(UNITS)]
    Path("many.txt").write_text("\n\n".join(lines), encoding="utf-8")
    assert cli("extract", "many.txt").status == 0
    return Path("locales/ja/LC_MESSAGES/many.po")


@contextmanager
def drafting(catalog: Path, package: Path) -> Iterator[subprocess.Popen[str]]:
    """A draft under way, its first chunk in the journal."""
    journal = catalog.with_name(f".{catalog.name}.journal")
    words = ["pretranslate", str(catalog), "--no-terms", "--package", str(package)]
    with subprocess.Popen(
        [sys.executable, "-m", "workbench", *words],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
    ) as process:  # fmt: skip
        try:
            deadline = time.monotonic() + 400
            while not journal.exists() or journal.read_bytes().count(b'"unit"') < 1:
                assert process.poll() is None, process.communicate()
                assert time.monotonic() < deadline
                time.sleep(0.02)
            yield process
        finally:
            process.kill()


def pressed_until_it_ends(process: subprocess.Popen[str]) -> tuple[str, str]:
    """A signal that meets a destructor is lost, and one that meets the engine waits for its batch: people
    press again."""
    for _press in range(60):
        os.kill(process.pid, signal.SIGINT)
        try:
            return process.communicate(timeout=5)
        except subprocess.TimeoutExpired:
            continue
    pytest.fail("it does not end")


def drafted(catalog: Path) -> int:
    return sum(bool(unit.target) for unit in read_po(catalog).live)


@pytest.mark.parametrize(
    ("whole", "says"),
    [(0, "before a draft was finished"), (1, "drafts that are kept: 1 — run it again")],
)
@pytest.mark.parametrize("command", ["pretranslate", "run"])
def test_ctrl_c_says_what_is_kept(
    cli: Cli, empty_catalog: Path, page: Path, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch, command: str, whole: int, says: str,
) -> None:  # fmt: skip
    """The first batch was under way, or one was finished."""
    calls: list[int] = []

    def pressed(*given: Any) -> Any:
        calls.append(1)
        if len(calls) > whole:
            raise KeyboardInterrupt
        return draft_units(*given)

    monkeypatch.setattr(prepare, "_CHUNK", 1)
    monkeypatch.setattr(prepare, "draft_units", pressed)
    file = empty_catalog if command == "pretranslate" else page
    said = cli(command, file, "--no-terms", "--quiet", "--package", tiny_package(tmp_path))
    assert said.status == 130
    assert says in one_line(said)
    assert str(empty_catalog) in said.err.replace(f"{tmp_path}/", "")
    assert drafted(empty_catalog) == whole


def test_older_drafts_are_not_counted(
    cli: Cli, empty_catalog: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = (
        "pretranslate",
        empty_catalog,
        "--no-terms",
        "--quiet",
        "--package",
        tiny_package(tmp_path),
    )
    assert cli(*words).status == 0

    def pressed(*_given: Any) -> Any:
        raise KeyboardInterrupt

    monkeypatch.setattr(prepare, "draft_units", pressed)
    said = cli(*words, "--only", "all")
    assert (said.status, "before a draft was finished" in one_line(said)) == (130, True)
    assert drafted(empty_catalog) == 3


@pytest.mark.slow
def test_ctrl_c_keeps_what_was_drafted(package: Path, long_catalog: Path, cli: Cli) -> None:
    with drafting(long_catalog, package) as process:
        out, err = pressed_until_it_ends(process)
        assert process.returncode == 130
    assert out == ""
    kept = drafted(long_catalog)
    assert 0 < kept < UNITS
    (line,) = err.splitlines()
    assert f"interrupted; drafts that are kept: {kept} — " in line
    assert all(u.provenance for u in read_po(long_catalog).live if u.target)
    assert cli("status", long_catalog).status == 0
    with open_store(long_catalog) as store:  # the lock is free, nothing is left to recover
        assert store.recovered == ()


@pytest.mark.slow
def test_kill_loses_nothing_that_was_journalled(package: Path, long_catalog: Path) -> None:
    with drafting(long_catalog, package) as process:
        process.kill()
        process.wait(60)
    with open_store(long_catalog) as store:
        found = len(store.recovered)
        assert found > 0
        store.save()
    assert drafted(long_catalog) == found
