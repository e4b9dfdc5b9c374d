"""What is known of single words: of several parts of speech, of two senses, part of other words.

Lives here: `known`, which reads the shipped `terms/words.tsv`, of further languages `terms/words.ko.tsv`, and a user's own `words.tsv` of the data folder.
A file is a TSV with a header line, `language  kind  form  before  after`; its first lines say what the kinds are.
May import: config, errors, wording.
Apart from the matchers because the list is data, and apart from the termbase because it is of the language.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from workbench.config import shipped, user_data
from workbench.errors import UsageError
from workbench.wording import _

KINDS = {
    "en": ("several", "other", "both", "prefix", "plain"),
    "ja": ("negating", "tail", "place", "combining", "suffix", "short", "whole"),
    "ko": ("particle", "ending", "suffix", "head", "changing", "prefix", "negating"),
    "zh": ("variant", "word", "hiding"),
    "fr": ("elided", "feminine", "participle", "apart", "same"),
    "es": ("feminine", "apart", "same"),
}
FILE_NAME = "words.tsv"
Around = tuple["re.Pattern[str]", "re.Pattern[str]"]
"""What stands before, what after; one that nothing matches where nothing is said."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the words of one language."""

    kinds: Mapping[str, frozenset[str]]
    others: Mapping[str, Around]
    """Forms that name another thing where one of the two matches, or both for those of kind `both`."""
    patterns: Mapping[str, str]
    """What is said in place of a form, as a pattern."""
    replaced: Mapping[tuple[str, str], str]
    """By kind and form what is said there, as it is."""

    def of(self, kind: str) -> frozenset[str]:
        """The forms of a kind."""
        return self.kinds.get(kind, frozenset())

    @property
    def ambiguous(self) -> frozenset[str]:
        """Words whose surroundings are asked: those of several kinds and first words of longer forms."""
        return self.of("several") | self.others.keys() | {f.partition(" ")[0] for f in self.others}


@lru_cache(maxsize=8)
def known(language: str) -> Known:
    """The shipped words of a language, then the user's own. Raises UsageError with file and line."""
    own = user_data() / FILE_NAME
    found: dict[tuple[str, str], tuple[str, str, str]] = {}
    theirs = shipped("terms", f"words.{language}.tsv")  # English and Japanese stand in one
    for path in (
        theirs if theirs.is_file() else shipped("terms", FILE_NAME),
        *([own] if own.is_file() else ()),
    ):
        for number, line in enumerate(_lines(path), 1):
            if not line.strip() or line[0] == "#" or line.startswith("language\t"):
                continue
            cells = [cell.strip() for cell in line.split("\t")]
            code, kind, form, before, after, *more = (*cells, "", "", "", "", "")
            if any(more) or not form or (kind != "-" and kind not in KINDS.get(code, ())):
                raise UsageError(
                    _("expected language, kind and form with tabs between"),
                    where=f"{path}:{number}",
                    hint=_("kinds: {names}").format(names=", ".join(KINDS.get(code, ("en", "ja")))),
                )
            if code == language:
                _compiled(f"(?:{before})(?:{after})", f"{path}:{number}")
                sense = "other" if kind == "both" else kind
                found[sense, form] = (kind, before, after)
                if kind == "-":
                    found = {key: held for key, held in found.items() if key[1] != form}
    kinds: dict[str, set[str]] = {}
    others: dict[str, Around] = {}
    patterns: dict[str, str] = {}
    for (_sense, form), (kind, before, after) in found.items():
        kinds.setdefault(kind, set()).add(form)
        if kind in {"other", "both"}:
            others[form] = (_compiled(before or "(?!)"), _compiled(after or "(?!)"))
        elif before:
            patterns[form] = before
    replaced = {
        (kind, form): before for (_sense, form), (kind, before, _a) in found.items() if before
    }
    return Known(
        {kind: frozenset(forms) for kind, forms in kinds.items()}, others, patterns, replaced
    )


def _compiled(pattern: str, where: str = "") -> re.Pattern[str]:
    try:
        return re.compile(pattern, re.IGNORECASE)
    except re.error as error:
        said = _("is no pattern: {reason}").format(reason=error)
        raise UsageError(said, where=where) from None


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
