"""Where words were said before, and how they were rendered.

Lives here: `said_before`, Said, `renderings`. Takes words of either side, a document's units and a memory;
gives the places that hold them, those of the open document first, and what their other sides have in
common that other texts have not: most likely the words for them.
May import: language, memory, model.
Apart from `matches` because a phrase is held here, not resembled.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.language import info
from workbench.memory.tokens import folded
from workbench.model import Span, Unit

if TYPE_CHECKING:
    from workbench.memory import Memory

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_RUN = re.compile(r"[一-鿿々〇ヶァ-ヺーA-Za-z0-9ぁ-ゖ・]+")
"""Characters of a rendering in a language without spaces: it never goes over a mark."""
_PARTICLES = frozenset("をはがにのでともへ")
_LONGEST = 16
"""Characters, or words of a language with spaces times four, of a rendering."""
_BACKGROUND = 400
"""Units looked at for what is said anyway."""


@dataclass(frozen=True, slots=True)
class Said:
    """A text and its translation, one of which holds what was looked for."""

    source: str
    target: str
    side: str
    """Which of the two holds it: `source` or `target`."""
    spans: tuple[Span, ...]
    """Where, in that side."""
    where: str
    """Unit of the open document, or the document the memory has it from."""

    @property
    def other(self) -> str:
        """The side that answers it."""
        return self.target if self.side == "source" else self.source


def said_before(
    query: str,
    units: Iterable[Unit],
    memory: Memory | None,
    languages: tuple[str, str],
    *,
    limit: int = 30,
) -> list[Said]:
    """Where `query` stands in sources and targets, any inflection where it has words with spaces: in
    the units that have a target, then in the memory; each pair once, at most `limit`."""
    query = query.strip()
    found: dict[tuple[str, str], Said] = {}
    if not query:
        return []
    rows = [_in_units(query, units, languages)]
    if memory is not None:
        rows += [_in_memory(query, memory, mode, limit) for mode in ("text", "lemma")]
    for row in rows:
        for said in row:
            found.setdefault((said.source, said.target), said)
            if len(found) >= limit:
                return list(found.values())
    return list(found.values())


def _in_units(query: str, units: Iterable[Unit], languages: tuple[str, str]) -> Iterator[Said]:
    finds = [("source", _finder(query, languages[0])), ("target", _finder(query, languages[1]))]
    for unit in units:
        if not unit.target.strip():
            continue
        for side, find in finds:
            spans = find(unit.source if side == "source" else unit.target)
            if spans:
                yield Said(unit.source, unit.target, side, spans, unit.id)
                break


def _in_memory(query: str, memory: Memory, mode: str, limit: int) -> Iterator[Said]:
    for one in memory.concordance(query, side="both", mode=mode, limit=limit):
        entry = one.entry
        where = entry.document or entry.origin
        yield Said(entry.source, entry.target, one.side, one.spans, where)


def _finder(query: str, language: str) -> Callable[[str], tuple[Span, ...]]:
    """The places of a phrase in a text of a language: its words in any inflection, or its characters
    in any case and width."""
    words = _WORD.findall(query)
    if not info(language).spaced or not words:
        wanted = folded(query)

        def held(text: str) -> tuple[Span, ...]:
            plain = folded(text)
            if wanted not in plain:
                return ()
            where = plain if len(plain) == len(text) else text
            return tuple(m.span() for m in re.finditer(re.escape(wanted), where, re.I))

        return held
    from workbench.language.lemmas import lemma

    heads = [lemma(folded(word), language) for word in words]
    many = len(heads)

    def said(text: str) -> tuple[Span, ...]:
        found = list(_WORD.finditer(text))
        bases = [lemma(folded(m.group()), language) for m in found]
        return tuple(
            (found[n].start(), found[n + many - 1].end())
            for n in range(len(bases) - many + 1)
            if bases[n : n + many] == heads
        )

    return said


def renderings(
    rows: Sequence[Said], units: Sequence[Unit], language: str, *, limit: int = 3
) -> list[tuple[str, int]]:
    """(words, in how many rows) that the answering sides of `rows` share and other targets of the
    document do not have: likely what the phrase was called. None where fewer than two rows share any.

    `language` is that of the answering side; rows of the other side are left out.
    """
    side = rows[0].side if rows else ""
    answers = list(dict.fromkeys(row.other for row in rows if row.side == side))
    sources = {row.source for row in rows}
    others = [
        unit.target if side == "source" else unit.source
        for unit in units[:_BACKGROUND]
        if unit.target.strip() and unit.source not in sources
    ]
    pieces = _pieces_spaced if info(language).spaced else _pieces_unspaced
    counts: Counter[str] = Counter(p for answer in answers for p in pieces(answer))
    shared = {piece: n for piece, n in counts.items() if n > 1 and 2 * n >= len(answers)}
    anyway = Counter(piece for text in map(str.lower, others) for piece in shared if piece in text)
    share = 0.2 * max(1, len(others)) / max(1, len(answers))
    usual = tuple(piece for piece, n in shared.items() if anyway[piece] >= share * n)
    likely = [
        (n, piece)
        for piece, n in shared.items()
        if not piece.startswith(usual) and not piece.endswith(usual) and piece[-1] not in _PARTICLES
    ]
    # the longest that as many rows share says all that its parts say
    whole = [
        (n, piece)
        for n, piece in likely
        if not any(piece != other and piece in other and m >= n for m, other in likely)
    ]
    # how many rows have it tells more than how long it is
    whole.sort(key=lambda pair: (-(pair[0] ** 2) * min(len(pair[1]), 6), pair[1]))
    return [(piece, n) for n, piece in whole[:limit]]


def _pieces_unspaced(text: str) -> set[str]:
    """Stretches of two characters and more that do not begin with kana of grammar."""
    out: set[str] = set()
    for run in _RUN.findall(text):
        for start in range(len(run)):
            if "ぁ" <= run[start] <= "ゖ":
                continue
            for end in range(start + 2, min(len(run), start + _LONGEST) + 1):
                out.add(run[start:end])
    return out


def _pieces_spaced(text: str) -> set[str]:
    """Runs of one to four words."""
    found = list(_WORD.finditer(text))
    return {
        text[found[n].start() : found[last].end()].lower()
        for n in range(len(found))
        for last in range(n, min(n + 4, len(found)))
        if last > n or len(found[n].group()) > 3
    }
