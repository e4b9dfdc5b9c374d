"""The real program on a pseudo terminal of 80×24.

Lives here: Terminal, which presses keys and reads what is drawn.
"""

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
from pathlib import Path


class Terminal:
    """The editor on a pseudo terminal of 80×24."""

    def __init__(self, path: Path, *options: str) -> None:
        self.pid, self.end = pty.fork()
        if not self.pid:
            os.environ["TERM"] = "xterm-256color"
            os.chdir(path.parent)
            words = [sys.executable, "-m", "workbench", "edit", str(path), *options]
            os.execv(sys.executable, words)
        fcntl.ioctl(self.end, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.said = b""

    def read(self, wanted: str, limit: float = 120) -> None:
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

    def burst(self, keys: str) -> None:
        """Send many keys in one write, as a fast typist over a slow line does."""
        os.write(self.end, keys.encode())

    def close(self) -> None:
        """Hang up."""
        os.close(self.end)
        self.end = -1

    def status(self, limit: float = 120) -> int:
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
