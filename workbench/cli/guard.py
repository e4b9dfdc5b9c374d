"""Where errors become lines.

Lives here: `guarded`, one of the two broad guards of the product (the other is the editor's).
Takes a call, gives an exit status.
May import: errors, wording and `output` of this room.
Apart from `main` so that the table of commands stays a table.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable
from typing import TextIO

from workbench.cli import output
from workbench.errors import FINE, INTERRUPTED, USAGE, WorkbenchError
from workbench.wording import _


def guarded(call: Callable[[], int], *, verbose: bool = False) -> int:
    """Run `call`; a WorkbenchError is one line and its exit status, a closed pipe is silence."""
    return _flushed(_status(call, verbose=verbose))


def _status(call: Callable[[], int], *, verbose: bool) -> int:
    try:
        output.prepare()
        return call()
    except WorkbenchError as error:
        _complain(str(error))
        return error.exit_status
    except KeyboardInterrupt:
        _complain(_("interrupted; what was finished is kept"))
        return INTERRUPTED
    except BrokenPipeError:
        return FINE
    except SystemExit as stop:  # how argparse leaves after --help
        raise SystemExit(_flushed(int(stop.code or 0))) from None
    except Exception as error:
        if isinstance(error, OSError) and _ours_to_write(error):
            return _unwritten(error)
        if verbose:
            raise
        what = f"{type(error).__name__}: {error}".split("\n")[0]
        _complain(
            _("unexpected: {what} — this is our mistake; `--verbose` shows where").format(what=what)
        )
        return USAGE


def _ours_to_write(error: OSError) -> bool:
    """Whether a stream of ours raised it: it names no file, and it comes from a line of this room,
    which writes nothing but its streams by itself."""
    frame = error.__traceback__
    while frame and frame.tb_next:
        frame = frame.tb_next
    room = str(frame.tb_frame.f_globals.get("__name__", "")) if frame else ""
    return error.filename is None and room.startswith(__package__ or "workbench.cli")


def _unwritten(error: OSError) -> int:
    """Say that the output is not whole: a full disk, a device that is gone."""
    _silenced(sys.stdout)
    _complain(
        _("the output could not be written: {reason} — make room, or write it elsewhere").format(
            reason=error.strerror or error
        )
    )
    return USAGE


def _complain(text: str) -> None:
    with contextlib.suppress(OSError):  # where stderr is full too, the status alone says it
        output.complain(text)


def _flushed(status: int) -> int:
    """The status, everything written. Where the reader went away (`| head`) there is nothing to say,
    and Python must not say it at exit."""
    for stream in filter(None, (sys.stdout, sys.stderr)):  # None where it was closed before
        try:
            stream.flush()
        except BrokenPipeError:
            _silenced(stream)
        except (OSError, ValueError) as error:
            _silenced(stream)
            if stream is sys.stdout and isinstance(error, OSError):
                status = _unwritten(error)
    return status


def _silenced(stream: TextIO) -> None:
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
