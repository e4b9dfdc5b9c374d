"""What polib reads without a word but would lose on writing.

Lives here: `prove`, which refuses such files. Takes the text and polib's reading of it.
May import: errors, wording; polib for its types.
Apart from `po` because these are gettext's rules, not ours.
"""

from __future__ import annotations

import re
from pathlib import Path

import polib

from workbench.errors import CatalogError
from workbench.wording import _

_UNCLOSED = re.compile(
    r'^(?:#[~|]+ *)?(?:msg[a-z_]+(?:\[\d*\])? *)?"(?:[^\n]*[^\n"\s])?[ \t\r]*$', re.M
)


def _doubtful(text: str) -> bool:
    """Whether the slow pattern must be asked: a string's line without a closing quotation mark."""
    return any(
        line[-1] != '"' or line.count('"') == 1
        for line in text.split("\n")
        if line and (line[0] in 'm"' or line[:2] in ("#~", "#|"))
    )


def prove(text: str, parsed: polib.POFile, path: Path) -> None:
    """Raise CatalogError with file:line for an unclosed string, a form without plural, or a message
    defined twice, which gettext would refuse to compile."""
    line = 0
    reason = hint = ""
    seen: dict[tuple[str | None, str], polib.POEntry] = {}
    if _doubtful(text) and (unclosed := _UNCLOSED.search(text)):
        line = text.count("\n", 0, unclosed.start()) + 1
        reason = _("a string is not closed; is the file cut off?")
    for entry in parsed:
        if entry.msgstr_plural and not entry.msgid_plural:
            line, reason = int(entry.linenum or 0), _("msgstr[n] without msgid_plural")
            break
        first = seen.setdefault((entry.msgctxt, entry.msgid), entry)
        if first is not entry and not entry.obsolete and not first.obsolete:
            line, hint = int(entry.linenum or 0), _("`msguniq` makes one of the two")
            reason = _("this message is there already, at line {line}").format(line=first.linenum)
            break
    if reason:
        raise CatalogError(
            _("is not a valid catalog: {reason}").format(reason=reason),
            where=f"{path}:{line}",
            hint=hint,
        )
