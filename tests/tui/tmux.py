"""The real program in tmux, used as a translator uses it, through a whole catalog.

Lives here: Tmux, which sends keys and reads the screen, and `work_through`, a session over every unit
that keeps its own account of what each should be in the end. Run on any catalog, at a person's pace:

    python tests/tui/tmux.py CATALOG [--pace 0.08]

and it says unit by unit where the saved file differs from the account (exit 1), read with polib and not
with our own reader. May import: the standard library, polib.
"""

from __future__ import annotations

import argparse
import os
import shlex
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import polib

TYPED = "第{n}段落の訳文を、ここで打ち直した。"
PASTED = "貼り付けた文です。「引用」も（括弧）も、2024年の数字も入っています。" * 6
ADDED, LATER = "（編集）", "（済）"


class Tmux:
    """One program in a tmux of its own."""

    def __init__(self, words: list[str], *, pace: float = 0.0) -> None:
        self.name, self.pace = f"workbench-{os.getpid()}", pace
        self._do("kill-server", check=False)
        self._do("-f", "/dev/null", "new-session", "-d", "-x", "80", "-y", "24", shlex.join(words))
        self._do("set", "-g", "escape-time", "0")
        self._do("set", "-g", "remain-on-exit", "on")

    def _do(self, *words: str, check: bool = True) -> str:
        done = subprocess.run(
            ["tmux", "-L", self.name, *words], capture_output=True, text=True, check=False
        )
        assert not check or done.returncode == 0, done.stderr
        return done.stdout

    def screen(self) -> str:
        """What is drawn."""
        return self._do("capture-pane", "-p")

    def until(self, *wanted: str, limit: float = 120) -> str:
        """Wait until all of this is drawn."""
        end = time.monotonic() + limit
        while True:
            drawn = self.screen()
            if all(text in drawn for text in wanted):
                return drawn
            assert time.monotonic() < end, f"{wanted} not in\n{drawn}"
            time.sleep(0.03)

    def keys(self, *names: str) -> None:
        """Press keys by tmux's names."""
        for name in names:
            self._do("send-keys", name)
            time.sleep(self.pace)

    def type(self, text: str, *, fluently: bool = False) -> None:
        """Type text, at once or at a person's pace; a pause inside would end a step of undo."""
        for piece in text if self.pace and not fluently else [text]:
            self._do("send-keys", "-l", piece)
            time.sleep(self.pace)

    def paste(self, text: str) -> None:
        """Paste as a terminal does."""
        self._do("set-buffer", text)
        self._do("paste-buffer", "-p")

    def size(self, columns: int, rows: int) -> None:
        """Another window size."""
        self._do("resize-window", "-x", str(columns), "-y", str(rows))

    def kill(self) -> None:
        """Kill the program as the machine would."""
        os.kill(int(self._do("display", "-p", "#{pane_pid}")), signal.SIGKILL)

    def again(self, words: list[str]) -> None:
        """Start the program anew in the same window."""
        self._do("respawn-pane", "-k", shlex.join(words))

    def ended(self, limit: float = 120) -> None:
        """Wait until the program has left."""
        end = time.monotonic() + limit
        while self._do("display", "-p", "#{pane_dead}").strip() != "1":
            assert time.monotonic() < end, self.screen()
            time.sleep(0.05)

    def close(self) -> None:
        """The end."""
        self._do("kill-server", check=False)


@dataclass
class Account:
    """What a unit should be."""

    unit: str
    target: str
    fuzzy: bool = True
    comments: list[str] = field(default_factory=list)


def entries(path: Path) -> list[polib.POEntry]:
    """The units of a catalog file, as another program reads it."""
    return [entry for entry in polib.pofile(str(path)) if not entry.obsolete]


def work_through(catalog: Path, words: list[str], *, pace: float = 0.0) -> list[str]:
    """Edit, confirm, take back, comment, paste, lose the process, replace, save: what went wrong."""
    held = [
        Account(_id(entry), entry.msgstr, entry.fuzzy, _said(entry)) for entry in entries(catalog)
    ]
    tmux = Tmux(words, pace=pace)
    try:
        tmux.until("1/", "Enter")
        for number, account in enumerate(held, 1):
            tmux.keys("C-l")
            tmux.type(account.unit)
            tmux.keys("Enter")
            tmux.until(f" {account.unit}  {number}/{len(held)} ")
            _one(tmux, number, account)
            if number == len(held) // 2:
                _killed(tmux, words, len(held))
            if number % 7 == 0:
                tmux.size(*((120, 40) if number % 2 else (80, 24)))
        _replaced(tmux, held)
        tmux.keys("C-q")
        tmux.ended()
    finally:
        tmux.close()
    return list(_differences(held, entries(catalog)))


def _one(tmux: Tmux, number: int, account: Account) -> None:
    """One unit, in one of nine ways."""
    way = number % 9
    had = bool(account.target)
    if way == 1:
        account.target = TYPED.format(n=number)
        tmux.keys("M-x")
        tmux.type(account.target)
    elif way == 2:
        account.target += ADDED
        tmux.keys("C-End")
        tmux.type(ADDED)
    elif way == 3:
        account.comments.append(f"確認 {number}")
        tmux.keys("M-c", "C-End", "C-u")
        tmux.type(f"確認 {number}")
        tmux.keys("Enter")
    elif way == 5:
        tmux.keys("C-End")
        tmux.type("これは取り消す", fluently=True)
        tmux.keys("C-z")
    elif way == 7:
        account.target += PASTED
        tmux.keys("C-End")
        tmux.paste(PASTED)
    elif way == 8:
        account.target += "再"
        tmux.keys("C-End")
        tmux.type("再", fluently=True)
        tmux.keys("C-z", "C-y")
    if way in {4, 6} or not (account.target or had):
        account.fuzzy = bool(account.target)
        return
    tmux.keys("Enter")
    account.fuzzy = False
    if way == 0:
        tmux.keys("C-s")
        tmux.until("saved")


def _killed(tmux: Tmux, words: list[str], count: int) -> None:
    """Killed in the middle: the journal gives everything back."""
    time.sleep(0.3)
    tmux.kill()
    tmux.again(words)
    tmux.until("recovered", "Enter keeps them")
    tmux.keys("Enter")
    tmux.until(f"/{count}", "saved")


def _replaced(tmux: Tmux, held: list[Account]) -> None:
    """Everywhere at once, looked at first; what was confirmed and changes needs another look."""
    changed = [account for account in held if ADDED in account.target]
    if not changed:
        return
    tmux.keys("C-r")
    tmux.type(f"{ADDED}/{LATER}")
    tmux.keys("Enter")
    tmux.until("Space leaves one out")
    tmux.keys("Enter")
    tmux.until(f"{len(changed)} units changed")
    for account in changed:
        account.target = account.target.replace(ADDED, LATER)
        account.fuzzy = True
    tmux.keys("C-s")
    tmux.until("saved")


def _id(entry: polib.POEntry) -> str:
    return entry.comment.split()[0]


def _said(entry: polib.POEntry) -> list[str]:
    lines = entry.tcomment.split("\n")
    return [line for line in lines if line and not line.startswith("workbench:")]


def _differences(held: list[Account], found: list[polib.POEntry]) -> list[str]:
    out = [] if len(held) == len(found) else [f"{len(found)} units instead of {len(held)}"]
    for number, (account, entry) in enumerate(zip(held, found, strict=False), 1):
        for what, wanted, has in (
            ("target", account.target, entry.msgstr),
            ("fuzzy", account.fuzzy, entry.fuzzy),
            ("comments", account.comments, _said(entry)),
        ):
            if wanted != has:
                out.append(f"unit {number}: {what} is {has!r}, not {wanted!r}")
    return out


def main() -> int:
    made = argparse.ArgumentParser(description=__doc__)
    made.add_argument("catalog", type=Path)
    made.add_argument("--pace", type=float, default=0.0, help="seconds between two keys")
    given = made.parse_args()
    words = [sys.executable, "-m", "workbench", "edit", str(given.catalog.absolute())]
    started = time.monotonic()
    wrong = work_through(given.catalog, words, pace=given.pace)
    count = len(entries(given.catalog))
    print(*wrong, sep="\n")
    print(f"{count} units in {time.monotonic() - started:.0f} s, {len(wrong)} differences")
    return bool(wrong)


if __name__ == "__main__":
    raise SystemExit(main())
