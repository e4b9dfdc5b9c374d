"""The real program in a real terminal: hung up, ended, interrupted; nothing is left but a journal."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from stage import article

from workbench.desk.session import Session

TYPED = "雨が降った"
ENDINGS: dict[str, Callable[[Terminal], None]] = {
    "SIGTERM": lambda t: os.kill(t.pid, signal.SIGTERM),
    "SIGINT": lambda t: os.kill(t.pid, signal.SIGINT),
    "SIGHUP": lambda t: os.kill(t.pid, signal.SIGHUP),
    "the terminal is closed": lambda t: t.close(),
    "Ctrl+C, then d": lambda t: t.keys("\x03", "d"),
}


class Terminal:
    """The editor on a pseudo terminal of 80×24."""

    def __init__(self, path: Path) -> None:
        self.pid, self.end = pty.fork()
        if not self.pid:
            os.environ["TERM"] = "xterm-256color"
            os.execv(sys.executable, [sys.executable, "-m", "workbench", "edit", str(path)])
        fcntl.ioctl(self.end, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.said = b""

    def read(self, wanted: str, limit: float = 60) -> None:
        """Read until a text has been drawn."""
        until = time.monotonic() + limit
        while wanted.encode() not in self.said:
            assert time.monotonic() < until, self.said[-2000:].decode("utf-8", "replace")
            if select.select([self.end], [], [], 0.2)[0]:
                self.said += os.read(self.end, 65536)

    def keys(self, *keys: str) -> None:
        """Press keys, each answered by the screen before the next."""
        for key in keys:
            os.write(self.end, key.encode())
            time.sleep(0.2)
            with contextlib.suppress(OSError):  # it may have ended
                while select.select([self.end], [], [], 0.2)[0]:
                    self.said += os.read(self.end, 65536)

    def close(self) -> None:
        """Hang up."""
        os.close(self.end)
        self.end = -1

    def status(self, limit: float = 30) -> int:
        """The exit status, or the negative signal; whatever is still said is read."""
        until = time.monotonic() + limit
        while time.monotonic() < until:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                if self.end >= 0:
                    self.close()
                return os.waitstatus_to_exitcode(status)
            if self.end >= 0 and select.select([self.end], [], [], 0.05)[0]:
                try:
                    self.said += os.read(self.end, 65536)
                except OSError:  # the other end is gone
                    time.sleep(0.05)
            else:
                time.sleep(0.05)
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        raise AssertionError(f"still running after {limit} s")


@pytest.mark.parametrize("ending", ENDINGS)
def test_what_ends_the_terminal_leaves_the_journal(tmp_path: Path, ending: str) -> None:
    """The file is as it was, the journal has every key, nothing else lies about, no lock stays."""
    path = article(tmp_path / "a.po", ["It rained.", "Nobody came."])
    before = path.read_bytes()
    terminal = Terminal(path)
    terminal.read("It rained.")
    terminal.keys(*TYPED)
    ENDINGS[ending](terminal)
    assert terminal.status() == 0
    assert b"Traceback" not in terminal.said
    assert path.read_bytes() == before
    left = {p.name for p in tmp_path.iterdir()} - {"a.po"}
    assert len(left) == 1 and "journal" in next(iter(left)), left
    with Session.open(path) as session:
        assert [(r.unit, r.journalled.target) for r in session.recovered] == [("p1", TYPED)]
