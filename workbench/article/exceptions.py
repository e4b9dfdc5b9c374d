"""Words whose mark does not end a sentence: those we ship, and a user's own.

Lives here: Exceptions and `exceptions`, which reads them. A file is a TSV with a header line:
`language  kind  form  note`, the note for people. Kinds: `title` (a name follows: Lt., Dr.),
`reference` (a number follows: Art., sub-s.), `between` (never ends: v., e.g.), `short` (goes on
unless a new sentence is evident: Civ., approx.), `last` (may also end a sentence: U.S., Inc.,
p.m.), `name` (a name or title with . ! ? 。 in it: Yahoo!, モーニング娘。), `begins` (a capitalised word that begins a
sentence), `heads` (what an abbreviation begins: Court in U.S. Court).
May import: errors, wording, config.
Apart from the scanners because the list is data: the user's own is read after what ships.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from workbench.config import shipped, user_data
from workbench.errors import UsageError
from workbench.wording import _

WORDS = ("begins", "heads")
KINDS = ("title", "reference", "between", "short", "last", "name", *WORDS)
FILE_NAME = "sentences.tsv"


@dataclass(frozen=True, slots=True)
class Exceptions:
    """What is known of one language."""

    kinds: Mapping[str, str]
    """Abbreviation, its last dot included → kind."""
    names: Mapping[str, tuple[str, ...]]
    """First letter → names that hold a mark, longest first."""
    words: Mapping[str, frozenset[str]]
    """Kind of WORDS → its forms; a form may be of several."""

    def name_at(self, text: str, at: int) -> int:
        """The end of the longest name that begins at `at`, else 0."""
        for name in self.names.get(text[at : at + 1], ()):
            if text.startswith(name, at):
                return at + len(name)
        return 0


def exceptions(language: str, more: Sequence[Path] = ()) -> Exceptions:
    """The shipped ones, then `sentences.tsv` in the user's data folder, then `more`.

    A later row wins; a kind of `-` takes a form off the list. Raises UsageError with file and line.
    """
    own = user_data() / FILE_NAME
    files = (shipped("sentences", "exceptions.tsv"), *([own] if own.is_file() else []), *more)
    try:
        stamped = tuple((path, path.stat().st_mtime_ns) for path in files)
    except OSError as error:
        raise UsageError(
            _("cannot be read: {reason}").format(reason=error.strerror or "?"),
            where=str(error.filename),
        ) from error
    return _read(language, stamped)


@lru_cache(maxsize=16)
def _read(language: str, files: tuple[tuple[Path, int], ...]) -> Exceptions:
    kinds: dict[str, str] = {}
    words: dict[str, set[str]] = {kind: set() for kind in WORDS}
    for path, _stamp in files:
        for number, line in enumerate(_lines(path), 1):
            cells = [cell.strip() for cell in line.split("\t")]
            if not line.strip() or line[0] == "#" or cells[0] == "language":
                continue
            if len(cells) < 3 or not cells[2] or cells[1] not in (*KINDS, "-"):
                raise UsageError(
                    _("expected language, kind and form with tabs between"),
                    where=f"{path}:{number}",
                    hint=_("kinds: {names}").format(names=", ".join(KINDS)),
                )
            if cells[0] in (language, "*"):
                _enter(cells[1], cells[2], kinds, words)
    names: dict[str, list[str]] = {}
    for form in sorted((f for f, kind in kinds.items() if kind == "name"), key=len, reverse=True):
        names.setdefault(form[0], []).append(form)
    short = {form: kind for form, kind in kinds.items() if kind not in {"name", "-"}}
    return Exceptions(
        short,
        {first: tuple(forms) for first, forms in names.items()},
        {kind: frozenset(forms) for kind, forms in words.items()},
    )


def _enter(kind: str, form: str, kinds: dict[str, str], words: dict[str, set[str]]) -> None:
    """One row: what it says of a form goes before what was said; `-` takes the form off every list."""
    if kind in words:
        words[kind].add(form)
        return
    kinds[form] = kind
    for forms in words.values() if kind == "-" else ():
        forms.discard(form)


def _lines(path: Path) -> list[str]:
    try:
        return path.read_bytes().decode("utf-8-sig").splitlines()
    except OSError as error:
        reason = error.strerror or "?"
        raise UsageError(
            _("cannot be read: {reason}").format(reason=reason), where=str(path)
        ) from error
    except UnicodeDecodeError as error:
        raise UsageError(_("is not UTF-8"), where=str(path)) from error
