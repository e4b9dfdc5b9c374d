"""What can go wrong, said to a person.

Lives here: the tree of errors, the exit statuses, and `printable`, which makes any text safe to
show. Takes what, where, what to do; gives one line.
May import: the standard library only.
A room of its own because every room raises these and only the front doors print them.

    WorkbenchError                       2
    ├── UsageError                       2   the command line or workbench.toml
    ├── DocumentError                    2   an article that cannot be read or written
    ├── CatalogError                     2   a PO or MO file
    │   ├── CatalogLocked                2   another editor holds it
    │   └── CatalogChanged               2   changed outside in a way that cannot be merged
    ├── TermbaseError                    2   a glossary file
    ├── MemoryFileError                  2   a translation memory or TMX file
    ├── CheckError                       2   a check, baseline or rule file
    ├── ScoreError                       2   sides that cannot be scored
    ├── ExchangeError                    2   a file format asked for that cannot carry the text
    ├── EngineError                      3   the engine failed
    │   └── PackageError                 3   a package is missing, damaged or hostile
    └── Interrupted                    130   Ctrl-C
"""

from __future__ import annotations

import unicodedata

FINE = 0
FINDINGS = 1
USAGE = 2
NO_ENGINE = 3
INTERRUPTED = 130

_KEPT = {"\u200c", "\u200d"}
_BIDI = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_IN_JSON = {ord(char): f"\\u{ord(char):04x}" for char in [*map(chr, range(0x7F, 0xA0)), *_BIDI]}


def printable(text: str) -> str:
    """`text` with everything a terminal would obey made visible instead.

    Control characters (C0, C1, DEL), bidirectional overrides and lone surrogates become `\\xNN`
    or `\\uNNNN`; tabs and line feeds become spaces. Joiners that scripts need are kept.
    """
    if text.isprintable():
        return text
    return "".join(_shown(char) for char in text)


def printable_json(text: str) -> str:
    """JSON text with what a terminal would obey as `\\uNNNN`; to a parser it is the same."""
    return text.translate(_IN_JSON)


def _shown(char: str) -> str:
    if char in "\t\n":
        return " "
    category = unicodedata.category(char)
    if char in _BIDI or category in {"Cc", "Cs"} or (category == "Cf" and char not in _KEPT):
        code = ord(char)
        return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
    return " " if category in {"Zl", "Zp"} else char


class WorkbenchError(Exception):
    """One line: where it is, what is wrong, what to do."""

    exit_status = USAGE

    def __init__(self, message: str, *, where: str = "", hint: str = "") -> None:
        """`where` is clickable (`file:line` or `file unit`), `hint` a next step."""
        super().__init__(message)
        self.message = message
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        line = f"{self.where}: {self.message}" if self.where else self.message
        return printable(f"{line} — {self.hint}" if self.hint else line)


class UsageError(WorkbenchError):
    """The command line or `workbench.toml` asks for something that makes no sense."""


class DocumentError(WorkbenchError):
    """An article cannot be read or written."""


class CatalogError(WorkbenchError):
    """A PO or MO file cannot be read or written."""


class CatalogLocked(CatalogError):
    """Another editor holds the catalog."""


class CatalogChanged(CatalogError):
    """The file changed outside in a way that cannot be merged unit by unit."""


class TermbaseError(WorkbenchError):
    """A glossary file has something that cannot be used."""


class MemoryFileError(WorkbenchError):
    """A translation memory or a TMX file cannot be used."""


class CheckError(WorkbenchError):
    """A check, a baseline or a rule cannot be used."""


class ScoreError(WorkbenchError):
    """Two sides that cannot be scored against each other."""


class ExchangeError(WorkbenchError):
    """A format cannot carry what it was asked to."""


class EngineError(WorkbenchError):
    """A translation engine failed."""

    exit_status = NO_ENGINE


class PackageError(EngineError):
    """An engine package is missing, damaged or hostile."""


class Interrupted(WorkbenchError):
    """The user stopped it."""

    exit_status = INTERRUPTED
