"""How a word that is being typed could go on.

Lives here: `candidates`, `complete`, Candidate, Completion. Takes a unit, what stands in its document and what the
memory has for it; gives whole expressions (terms, figures and dates as the target writes them, names that
the document uses, stretches of matches), and those that what was typed begins.
May import: language, model.
Apart from `matches` because a match answers a unit, this a word. No engine is asked.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from workbench.language import info
from workbench.language.protected import values, verbatim
from workbench.model import Match, Unit, Verdict, VerdictKind
from workbench.wording import _

_KATAKANA = re.compile(r"[ァ-ヺ][ァ-ヺー]*(?:[・＝][ァ-ヺー]+)*")
_NAME = re.compile(r"[A-Z][\w’'-]+(?:\s+(?:of\s+|the\s+)?[A-Z][\w’'-]+)*")
_STRETCH = re.compile(r"[^\s、。，．,.;:：；！？!?「」『』（）()“”\"]+")
_RUN = re.compile(r"[ァ-ヺー・＝]+|[一-鿿々〇ヶ]+|[ぁ-ゖ]+|[A-Za-z0-9À-ɏ’'-]+|.", re.DOTALL)
_LONGEST = 40
"""Characters of what is typed that are looked at, and of a stretch of a match."""
_NAMES = 400
"""Names of a document that are kept, the most frequent ones."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An expression that may be written."""

    text: str
    said: str
    """What it is."""


@dataclass(frozen=True, slots=True)
class Completion:
    """An expression that what was typed begins."""

    rest: str
    """What is still to be written."""
    text: str
    said: str


def candidates(
    unit: Unit,
    languages: tuple[str, str],
    verdicts: Sequence[Verdict] = (),
    matches: Sequence[Match] = (),
    names: Sequence[str] = (),
) -> list[Candidate]:
    """What could be written in this unit, likeliest first, each once: terms that are missing, the unit's
    figures as the target writes them, other terms, names of the document, stretches of matches."""
    missing = {VerdictKind.MISSING, VerdictKind.FORBIDDEN}
    found: list[Candidate] = []
    for wanted in (True, False):
        for verdict in verdicts:
            if (verdict.kind in missing) is wanted:
                found += [Candidate(form, verdict.hit.text) for form in verdict.targets]
        if wanted:
            for value in values(unit.source, *languages):
                found += [Candidate(form, value.text) for form in value.forms]
            found += [Candidate(kept.text, _("as it is")) for kept in verbatim(unit.source)]
    found += [Candidate(name, _("in this document")) for name in names]
    for match in matches:
        said = f"{match.rate} %"
        found += [Candidate(stretch, said) for stretch in _stretches(match.target, languages[1])]
    return [next(same) for _text, same in groupby(_once(found), key=lambda one: one.text)]


def _once(found: Iterable[Candidate]) -> Iterator[Candidate]:
    seen: set[str] = set()
    for one in found:
        if one.text not in seen and len(one.text) > 1:
            seen.add(one.text)
            yield one


def names_of(units: Iterable[Unit], language: str) -> list[str]:
    """Names that the targets of a document use, the most frequent ones: words in katakana, or with
    capitals where a language has them."""
    pattern = _NAME if info(language).spaced else _KATAKANA
    counts: Counter[str] = Counter()
    for unit in units:
        counts.update(m.group() for m in pattern.finditer(unit.target) if len(m.group()) > 2)
    return [name for name, _count in counts.most_common(_NAMES)]


def _stretches(target: str, language: str) -> Iterator[str]:
    """Stretches between marks, from each place at which a word may begin."""
    spaced = info(language).spaced
    for stretch in _STRETCH.finditer(target) if not spaced else re.finditer(r"[^\n.;:!?]+", target):
        whole = stretch.group().strip()
        starts = [0]
        if spaced:
            starts += [m.end() for m in re.finditer(r"\s+", whole)]
        else:
            starts += [m.start() for m in _RUN.finditer(whole) if not "ぁ" <= m.group()[0] <= "ゖ"]
        for start in dict.fromkeys(starts):
            yield whole[start : start + _LONGEST].rstrip()


def complete(
    typed: str, offered: Sequence[Candidate], language: str, *, limit: int = 9
) -> list[Completion]:
    """The candidates that the end of `typed` begins: those begun the longest first, then the likeliest.
    Two letters must be there, or one Chinese character; what is whole is not offered."""
    tail = typed[-_LONGEST:]
    spaced = info(language).spaced
    found: list[tuple[int, int, Completion]] = []
    for place, one in enumerate(offered):
        begun = _begun(tail, one.text, spaced)
        if begun:
            found.append((-begun, place, Completion(one.text[begun:], one.text, one.said)))
    found.sort(key=lambda row: row[:2])
    out: dict[str, Completion] = {}
    for _begun_by, _place, completion in found:
        out.setdefault(completion.rest, completion)
    return list(out.values())[:limit]


def _begun(tail: str, text: str, spaced: bool) -> int:
    """How many characters of a text stand at the end of what was typed; 0 where too few do."""
    for length in range(min(len(tail), len(text) - 1), 0, -1):
        head = text[:length]
        if not tail.endswith(head):
            continue
        before = tail[-length - 1 : -length] if len(tail) > length else ""
        if (spaced or head[0].isascii()) and before.isalnum() and before.isascii():
            return 0  # inside another word
        kanji = "一" <= head[-1] <= "鿿" or "ァ" <= head[-1] <= "ヺ"
        few = 1 if kanji else 2
        if all("ぁ" <= char <= "ゖ" for char in head):
            few = 3  # kana of grammar begin everything
        return length if length >= few else 0
    return 0
