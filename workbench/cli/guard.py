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

from workbench.cli import output
from workbench.errors import INTERRUPTED, USAGE, WorkbenchError
from workbench.wording import _


def guarded(call: Callable[[], int], *, verbose: bool = False) -> int:
    """Run `call`; a WorkbenchError is one line and its exit status, a closed pipe is silence."""
    output.prepare()
    try:
        return _flushed(call())
    except WorkbenchError as error:
        output.complain(str(error))
        return error.exit_status
    except KeyboardInterrupt:
        output.complain(_("interrupted; what was finished is kept"))
        return INTERRUPTED
    except BrokenPipeError:
        return _flushed(0)
    except Exception as error:
        if verbose:
            raise
        what = f"{type(error).__name__}: {error}".split("\n")[0]
        output.complain(
            _("unexpected: {what} — this is our mistake; `--verbose` shows where").format(what=what)
        )
        return USAGE


def _flushed(status: int) -> int:
    """The status, everything written. Where the reader went away (`| head`) or the terminal is closed,
    there is nothing to say, and Python must not say it at exit."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            with contextlib.suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    return status
