"""An engine that is a program of the user's: lines in, lines out.

Lives here: ProcessEngine. translateLocally, marian-decoder, bergamot or a script: it is started once, reads a
sentence a line and writes its translation, a line each, in order. One that dies is started once more; one
that is silent is stopped.
May import: errors, model, wording and the modules of this room.
Apart from `servers` because a pipe has no requests.
"""

from __future__ import annotations

import contextlib
import queue
import shlex
import subprocess
import threading
from collections.abc import Sequence
from pathlib import Path

from workbench.drafting.engine import Progress
from workbench.errors import EngineError
from workbench.model import Draft, TermChoice
from workbench.wording import _

_SILENCE = 120.0
"""Seconds to wait for a line."""
_AHEAD = 64
"""Lines written before the first is read, so that a program that reads ahead is busy and no pipe fills."""


class ProcessEngine:
    """A program for one pair. Not safe to call from two threads at once."""

    name = "process"
    annotates = False
    scores = False
    prefixes = False

    def __init__(
        self, source: str, target: str, package: Path | None, threads: int | None, what: str = "",
        *, silence: float = _SILENCE,
    ) -> None:  # fmt: skip
        """`what` is the program with its arguments; no shell sees it. Raises EngineError."""
        self.source, self.target = source, target
        self._program: subprocess.Popen[str] | None = None
        self._lines: queue.Queue[str | None] = queue.Queue()
        try:
            self._words = shlex.split(what)
        except ValueError as error:
            raise EngineError(_("is no command: {what}").format(what=what)) from error
        if not self._words:
            raise EngineError(
                _("process needs a command"),
                hint=_("such as process:'marian-decoder -c model.yml'"),
            )
        self.package = Path(self._words[0]).name
        self._silence = silence

    def translate(
        self,
        sentences: Sequence[str],
        *,
        terms: Sequence[Sequence[TermChoice]] | None = None,
        prefix: Sequence[str] | None = None,
        hypotheses: int = 1,
        careful: bool = False,
        avoid: Sequence[str] = (),
        on_progress: Progress | None = None,
    ) -> list[Draft]:
        """One Draft a sentence, in order; terms, beginnings and words to avoid cannot be told to it.

        Raises EngineError where the program cannot be started, dies twice or says nothing.
        """
        if prefix is not None and any(prefix):
            return [self._draft(text, "") for text in sentences]
        rows = [" ".join(text.split()) for text in sentences]
        out: list[str] = []
        for attempt in range(2):
            try:
                for line in self._through(rows[len(out) :]):
                    out.append(line)
                    if on_progress:
                        on_progress(len(out), len(rows))
                break
            except _Died as error:
                self.close()
                if attempt:
                    raise EngineError(
                        _("{name} ended in the middle: {why}").format(name=self.package, why=error)
                    ) from error
            except BaseException:  # what is still under way would answer the next call
                self.close()
                raise
        return [self._draft(text, line) for text, line in zip(sentences, out, strict=True)]

    def _draft(self, source: str, target: str) -> Draft:
        return Draft(source, target, self.name, self.package, 0.0)

    def _through(self, rows: Sequence[str]) -> list[str]:
        """Lines through the program, some ahead of the answers."""
        program = self._running()
        assert program.stdin is not None
        out: list[str] = []
        sent = 0
        while len(out) < len(rows):
            try:
                while sent < len(rows) and sent - len(out) < _AHEAD:
                    program.stdin.write(rows[sent] + "\n")
                    sent += 1
                program.stdin.flush()
            except OSError as error:
                raise _Died(error.strerror or str(error)) from error
            try:
                line = self._lines.get(timeout=self._silence)
            except queue.Empty:
                raise EngineError(
                    _("{name}: no answer in {n:.0f} s").format(name=self.package, n=self._silence),
                    hint=_("it has to write each line as soon as it has read one"),
                ) from None
            if line is None:
                raise _Died(_("status {n}").format(n=program.wait()))
            out.append(line)
        return out

    def _running(self) -> subprocess.Popen[str]:
        if self._program and self._program.poll() is None:
            return self._program
        self.close()
        try:
            program = subprocess.Popen(
                self._words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                text=True, encoding="utf-8", errors="replace", bufsize=1 << 16,
            )  # fmt: skip
        except OSError as error:
            raise EngineError(
                _("{name} cannot be started: {why}").format(
                    name=self._words[0], why=error.strerror or error
                )
            ) from error
        lines: queue.Queue[str | None] = queue.Queue()

        def read() -> None:
            assert program.stdout is not None
            with program.stdout:
                for line in program.stdout:
                    lines.put(line.rstrip("\r\n"))
            lines.put(None)

        self._reader = threading.Thread(target=read, name="engine", daemon=True)
        self._reader.start()
        self._program, self._lines = program, lines
        return program

    def score(self, sources: Sequence[str], targets: Sequence[str]) -> list[float]:
        """Nothing is known of how likely a target is: all are alike."""
        return [0.0] * len(sources)

    def alternatives(self, source: str, prefix: str = "", n: int = 5) -> list[str]:
        """The one translation there is; none that begins with a given text."""
        return (
            [] if prefix else [draft.target for draft in self.translate([source]) if draft.target]
        )

    def close(self) -> None:
        """Stop the program."""
        if self._program:
            with contextlib.suppress(OSError):
                self._program.kill()
            with contextlib.suppress(OSError, ValueError):
                assert self._program.stdin is not None
                self._program.stdin.close()
            self._program.wait()
            self._reader.join(1.0)
        self._program = None

    def __del__(self) -> None:
        self.close()


class _Died(Exception):
    """The program is gone."""
