"""How a newsroom, a firm or a client writes a word.

Lives here: HouseList, `read_house_list`. Takes files of lines, each a word as the house writes it and then as it does
not, apart by spaces (by tabs, where a writing has spaces of its own); gives the places where a text has another writing.
May import: errors, wording, language.
Apart from `house`, the check, because what a check may know is known before any check.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from workbench.errors import UsageError
from workbench.language import info
from workbench.language.fold import is_kanji
from workbench.language.verbatim import blanked
from workbench.wording import _

_LARGEST = 2_000_000
"""Bytes of a list."""


class HouseList:
    """Writings of words, and the one of each that the house has chosen."""

    def __init__(self, rows: Iterable[Sequence[str]] = ()) -> None:
        """Rows: the chosen writing, then the others; a row of one writing says nothing."""
        chosen: dict[str, str] = {}
        every: dict[str, None] = {}
        for row in rows:
            for other in row[1:]:
                if other != row[0]:
                    chosen.setdefault(other, row[0])
            every |= dict.fromkeys(row)
        self.chosen: Mapping[str, str] = chosen
        """Another writing → the chosen one; of two rows the first counts."""
        longest = sorted(every, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(_standing, longest))) if self.chosen else None

    def __bool__(self) -> bool:
        return self._pattern is not None

    def slips(self, text: str) -> Iterator[tuple[re.Match[str], str]]:
        """(writing that is not the house's, the one that is). Code, addresses and tags are passed over; so
        is what is part of a longer word, and of a writing that is the house's own."""
        if self._pattern is None:
            return
        for match in self._pattern.finditer(blanked(text, "\0")):
            chosen = self.chosen.get(match.group())
            if chosen is not None and not _compound(text, match):
                yield match, chosen


def _standing(writing: str) -> str:
    """A pattern for a writing: in scripts with spaces it is a word, not part of one."""
    before = r"(?<!\w)" if _spaced(writing[0]) else ""
    after = r"(?!\w)" if _spaced(writing[-1]) else ""
    return before + re.escape(writing) + after


def _spaced(char: str) -> bool:
    return char.isalnum() and not "\u3040" <= char <= "\u9fff" and not is_kanji(char)


def _compound(text: str, match: re.Match[str]) -> bool:
    """Whether kanji go on before or behind: 手続 is not what 手続法 is made of."""
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    word = match.group()
    return bool(
        (before and is_kanji(word[0]) and is_kanji(before))
        or (after and is_kanji(word[-1]) and is_kanji(after))
    )


def read_house_list(paths: Iterable[Path], language: str) -> HouseList:
    """The list in these files, the first counts; a file whose name ends in a language (`house.ja.txt`) is for that
    one alone. Raises UsageError: a file that cannot be read, with its name."""
    rows: list[list[str]] = []
    for path in paths:
        named = path.stem.rpartition(".")[2] if "." in path.stem else ""
        if named and info(named).code != info(language).code:
            continue
        try:
            if path.stat().st_size > _LARGEST:
                raise UsageError(_("is too large for a list of writings"), where=str(path))
            text = path.read_text("utf-8-sig")
        except OSError as error:
            raise UsageError(
                "cannot be read: " + (error.strerror or "?"), where=str(path)
            ) from error
        except UnicodeDecodeError as error:
            number = error.object[: error.start].count(b"\n") + 1
            raise UsageError(_("is not UTF-8"), where=f"{path}:{number}") from error
        for line in text.splitlines():
            if line.strip() and not line.startswith("#"):
                parts = line.split("\t") if "\t" in line else line.split()
                rows.append([part.strip() for part in parts if part.strip()])
    return HouseList(rows)
