"""Machines as they are: names that are no text, folders that cannot be made, encodings nobody declared."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from calling import Cli, spawn

TEXT = "<p>区役所は閉まっている。</p><p>月曜に開く。窓口は三階にあり、書類を二つ持参する。</p>"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (TEXT.encode("cp932"), "cp932"),
        (TEXT.encode("euc_jp"), "euc_jp"),
        (TEXT.encode(), ""),
        (b"\xef\xbb\xbf" + TEXT.encode(), ""),
        (b'<meta charset="shift_jis">' + TEXT.encode("cp932"), ""),
        (TEXT.encode("iso2022_jp"), ""),
        ("<p>Caf\xe9 owners in Montr\xe9al welcomed the ruling.</p>".encode("cp1252"), "cp1252"),
    ],
)
@pytest.mark.parametrize("command", ["extract", "update", "batch"])
def test_a_guessed_encoding_is_announced(cli: Cli, command: str, data: bytes, said: str) -> None:
    """Once, on stderr, with what to do; not where the file says it, nor where the user does."""
    Path("a.html").write_bytes(data)
    pair = ("--from", "ja", "--to", "en") if command != "update" else ()
    words: tuple[object, ...] = ("extract", "a.html", "--from", "ja", "--to", "en")
    if command == "update":
        cli(*words, "--quiet")
        words = ("update", "locales/en/LC_MESSAGES/a.po", "a.html")
    elif command == "batch":
        words = ("batch", "a.html", *pair, "--no-memory")
    err = cli(*words).err
    assert ("which is a guess" in err) is bool(said)
    if said:
        assert f"a.html: read as {said}" in err
        assert "guess" not in cli(*words, "--encoding", said).err
        assert "guess" not in cli(*words, "--quiet").err


@pytest.mark.parametrize("what", ["a file in the way", "no right to write"])
def test_doctor_says_where_no_data_folder_can_be_made(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    base = Path("base").absolute()
    if what == "a file in the way":
        base.write_text("", "utf-8")
    else:
        base.mkdir()
        monkeypatch.setattr(os, "access", lambda *_given, **_more: False)
    monkeypatch.setenv("WORKBENCH_DATA", str(base / "deep" / "data"))
    line = next(row for row in cli("doctor").out.splitlines() if row.startswith("data"))
    assert " ok " not in line
    assert str(base) in line
    assert "WORKBENCH_DATA" in line
    assert not (base / "deep").exists()


def test_a_data_folder_still_to_be_made_is_fine(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKBENCH_DATA", str(Path("not/yet").absolute()))
    line = next(row for row in cli("doctor").out.splitlines() if row.startswith("data"))
    assert line.split()[1] == "ok"
    assert not Path("not").exists()


@pytest.mark.parametrize(
    "words",
    [
        ("extract", "NAME"),
        ("status", "CATALOG"),
        ("status", "CATALOG", "--format", "json"),
        ("check", "CATALOG", "--fail-on", "never"),
        ("check", "CATALOG", "--fail-on", "never", "--format", "sarif"),
        ("check", "CATALOG", "--fail-on", "never", "--format", "junit"),
        ("update", "CATALOG", "NAME"),
        ("memory", "add", "CATALOG"),
        ("export", "CATALOG", "--to", "mo", "-o", "a.mo", "--partial"),
        ("export", "CATALOG", "--to", "html", "-o", "NAME.out", "--partial", "--article", "NAME"),
        ("glossary", "match", "NAME"),
        ("score", "CATALOG", "--reference", "CATALOG", "--html", "out.html"),
        ("analyse", "CATALOG"),
    ],
    ids=" ".join,
)
def test_names_that_are_no_text(catalog: Path, page: Path, words: tuple[str, ...]) -> None:
    """Bytes of Shift_JIS, as an archive from a Japanese Windows leaves them: every command works on them."""
    name = os.fsdecode("区役所".encode("cp932"))
    try:
        page.rename(f"{name}.html")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    catalog = catalog.rename(f"{name}.po")
    there = {"NAME": f"{name}.html", "CATALOG": str(catalog), "NAME.out": f"{name}.out.html"}
    done = spawn([there.get(word, word) for word in words])
    assert done.returncode == 0, done.stderr
    assert "mistake" not in done.stderr
