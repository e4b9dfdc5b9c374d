"""The program is whole in every language it speaks."""

from __future__ import annotations

import gettext
import re
import subprocess
import sys
from pathlib import Path

import pytest

from workbench.checks import CheckContext, run_checks
from workbench.checks.check import registry
from workbench.config import shipped
from workbench.model import State, Unit
from workbench.wording import speak

CATALOGS = sorted(Path(__file__).resolve().parents[2].glob("locales/*/LC_MESSAGES/workbench.mo"))


def test_japanese_is_there() -> None:
    assert "ja" in {path.parent.parent.name for path in CATALOGS}


def test_every_sentence_is_translated_and_compiled(root: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(root / ".ci" / "wording"), "--check"],
        capture_output=True, text=True, check=False, cwd=root,
    )  # fmt: skip
    assert done.stdout == ""
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("path", CATALOGS, ids=lambda path: path.parent.parent.name)
def test_translations_keep_what_is_put_in(path: Path) -> None:
    with path.open("rb") as file:
        table = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
    places = re.compile(r"\{[^}]*\}|%%|%[sd]")
    for english, other in table.items():
        if english:
            assert sorted(places.findall(english)) == sorted(places.findall(other)), english


def test_help_is_in_the_language_asked_for(root: Path) -> None:
    for words in (["--help"], ["check", "--help"]):
        done = subprocess.run(
            [sys.executable, "-m", "workbench", *words, "--language", "ja"],
            capture_output=True, encoding="utf-8", check=True, cwd=root,
        )  # fmt: skip
        assert re.search(r"[\u3041-\u30ff]", done.stdout)
        assert "usage:" not in done.stdout


def test_every_finding_is_said_in_japanese() -> None:
    """Messages of checks that take their title as message included."""
    if not speak("ja", shipped("locales")):
        pytest.skip("no Japanese catalog of the program here")
    try:
        for check in registry().values():
            sides = (check.bad.source.split("\n"), check.bad.target.split("\n"))
            pairs = zip(*sides, strict=True) if len(sides[0]) == len(sides[1]) else [check.bad]
            units = [Unit(f"p{n}", s, t, State.CONFIRMED) for n, (s, t) in enumerate(pairs)]
            for finding in run_checks(units, CheckContext("en", "ja", units), only=[check.id]):
                assert re.search("[ぁ-んァ-ヶ一-龥]", finding.message), finding
                assert not re.search(r"[a-z]{3,} [a-z]{2,} [a-z]{2,}", finding.message), finding
    finally:
        speak("en", shipped("locales"))
