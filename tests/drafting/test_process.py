"""A program of the user's as engine: lines in, lines out, restarted once, never waited for for ever."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from workbench.drafting import load_engine
from workbench.drafting.process import ProcessEngine
from workbench.errors import EngineError

ECHO = "import sys\nfor line in sys.stdin:\n    sys.stdout.write('訳:' + line)\n    sys.stdout.flush()\n"
DIES_ONCE = """
import sys, pathlib
mark = pathlib.Path(sys.argv[1])
for number, line in enumerate(sys.stdin):
    if number == 3 and not mark.exists():
        mark.write_text('')
        sys.exit(7)
    sys.stdout.write('訳:' + line)
    sys.stdout.flush()
"""


def program(folder: Path, text: str) -> str:
    path = folder / "engine.py"
    path.write_text(text, "utf-8")
    return f"{sys.executable} {path}"


def test_lines_go_in_and_come_out_in_order(tmp_path: Path) -> None:
    engine = load_engine("en", "ja", engine="process:" + program(tmp_path, ECHO))
    sentences = [f"Sentence {n}\nof two lines" for n in range(300)]
    targets = [draft.target for draft in engine.translate(sentences)]
    assert targets == [f"訳:Sentence {n} of two lines" for n in range(300)]


def test_one_that_dies_is_started_once_more_and_nothing_is_lost(tmp_path: Path) -> None:
    what = program(tmp_path, DIES_ONCE) + f" {tmp_path / 'mark'}"
    engine = ProcessEngine("en", "ja", None, None, what)
    assert [d.target for d in engine.translate(["a", "b", "c", "d", "e"])] == [
        f"訳:{x}" for x in "abcde"
    ]


@pytest.mark.parametrize(
    ("text", "silence", "said"),
    [
        ("import sys\nsys.stdin.readline()\nsys.exit(3)\n", 60, "status 3"),
        ("import time\ntime.sleep(600)\n", 1, "no answer in 1 s"),
    ],
)
def test_one_that_cannot_is_one_line(tmp_path: Path, text: str, silence: int, said: str) -> None:
    engine = ProcessEngine("en", "ja", None, None, program(tmp_path, text), silence=silence)
    with pytest.raises(EngineError, match=said):
        engine.translate(["a"])
    engine.close()


@pytest.mark.parametrize("what", ["", "/no/such/program", "'unclosed"])
def test_what_is_no_program_is_said(what: str) -> None:
    with pytest.raises(EngineError):
        ProcessEngine("en", "ja", None, None, what).translate(["a"])


def test_no_shell_sees_the_command(tmp_path: Path) -> None:
    """A semicolon is an argument like any other."""
    mark = tmp_path / "mark"
    engine = ProcessEngine("en", "ja", None, None, program(tmp_path, ECHO) + f" ; touch {mark}")
    engine.translate(["a"])
    assert not mark.exists()
