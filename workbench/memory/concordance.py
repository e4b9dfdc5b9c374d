"""Where something was said before.

Lives here: `occurrences`. Takes a query and a side, gives entries with the places of what was found,
latest first. Index terms narrow the search block by block, the text itself decides.
May import: errors, language, model, wording and `entry`, `postings`, `tokens` of this room; numpy.
Apart from `fuzzy` because a phrase is held, not resembled.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from workbench.errors import UsageError
from workbench.language import info
from workbench.memory.entry import COLUMNS, MemoryEntry, Occurrence
from workbench.memory.postings import BLOCK, Postings
from workbench.memory.tokens import LONGEST_TERM, folded, index_terms, units_of
from workbench.model import Span
from workbench.wording import _

_FEW = 300
"""Segments that are sooner read than narrowed by another word's list."""
Find = Callable[[str], tuple[Span, ...]]
"""The places of what is looked for in a text."""
Groups = list[list[str]]
"""Every group must be met by one of its terms."""
MODES = ("text", "lemma", "regex")


def occurrences(
    db: sqlite3.Connection,
    postings: Postings,
    query: str,
    side: str,
    language: str,
    mode: str,
    limit: int,
) -> list[Occurrence]:
    """At most `limit` entries that hold `query`. Raises UsageError."""
    if mode not in MODES or side not in ("source", "target"):
        raise UsageError(_("use one of {known}").format(known=", ".join(MODES)))
    if not query.strip() or limit < 1:
        return []
    letter = side[0]
    groups: Groups | None
    if mode == "regex":
        find, groups = _pattern(query), _literal_groups(query, language)
    elif mode == "lemma":
        find, groups = _lemmas(query, language, postings, letter)
    else:
        find, groups = _phrase(query), _phrase_groups(query, language, postings, letter)
    if groups is None:
        return []
    out: list[Occurrence] = []
    for entry in _entries(db, postings, letter, groups):
        spans = find(entry.source if side == "source" else entry.target)
        if spans:
            out.append(Occurrence(entry, side, spans))
            if len(out) >= limit:
                break
    return out


def _entries(
    db: sqlite3.Connection, postings: Postings, side: str, groups: Groups
) -> Iterator[MemoryEntry]:
    """Entries that meet every group, latest first; all entries where there is no group."""
    import numpy

    for block in postings.blocks():
        if not groups:
            first, last = block << BLOCK, (block + 1) << BLOCK
            yield from _read(db, "id >= ? and id < ? order by id desc", [first, last])
            continue
        places = numpy.flatnonzero(postings.places(side, groups[0], block))
        for group in groups[1:]:
            if len(places) < _FEW:
                break
            places = places[postings.places(side, group, block)[places]]
        latest = [int(place) + (block << BLOCK) for place in places[::-1]]
        for start in range(0, len(latest), 200):
            some = latest[start : start + 200]
            marks = ",".join("?" * len(some))
            yield from _read(db, f"id in ({marks}) order by id desc", some)


def _read(db: sqlite3.Connection, where: str, values: Sequence[Any]) -> Iterator[MemoryEntry]:
    for row in db.execute(f"select {COLUMNS} from segment where {where}", values):
        yield MemoryEntry.of(row)


def _phrase(query: str) -> Find:
    wanted = folded(query).strip()

    def find(text: str) -> tuple[Span, ...]:
        plain = folded(text)
        if len(plain) != len(text):  # folding joined or split characters: places would be off
            return tuple(m.span() for m in re.finditer(re.escape(query.strip()), text, re.I))
        out, at = [], plain.find(wanted)
        while at >= 0:
            out.append((at, at + len(wanted)))
            at = plain.find(wanted, at + len(wanted))
        return tuple(out)

    return find


def _phrase_groups(query: str, language: str, postings: Postings, side: str) -> Groups | None:
    """Terms of the phrase. It begins where a word begins; its last word may go on."""
    units = [unit[:LONGEST_TERM] for unit in units_of(query, language)]
    if not units:
        return []
    if not info(language).spaced:
        terms = sorted(index_terms(units, language))
        if len(units) > 1:
            return _rarest([[term] for term in terms], postings, side)
        heads = postings.beginning(side, units[0])
        return [[*heads, units[0]]]
    groups: Groups = [[unit] for unit in units[:-1]]
    groups.append(postings.beginning(side, units[-1]) or [units[-1]])
    return _rarest(groups, postings, side)


def _rarest(groups: Groups, postings: Postings, side: str) -> Groups | None:
    """The six rarest groups, rarest first; None where one is met nowhere."""
    counts = postings.frequencies(side, {term for group in groups for term in group})
    weighed = sorted((sum(counts.get(t, 0) for t in group), group) for group in groups)
    if any(not weight for weight, _group in weighed):
        return None
    return [group for _weight, group in weighed[:6]]


def _lemmas(query: str, language: str, postings: Postings, side: str) -> tuple[Find, Groups | None]:
    """Any inflection of the words, in this order, next to one another."""
    from workbench.language.lemmas import lemma

    if not info(language).spaced:
        return _phrase(query), _phrase_groups(query, language, postings, side)
    groups: Groups = []
    for word in units_of(query, language):
        base = lemma(word, language)
        heads = {word[:3], base[:3]}
        known = {term for head in heads for term in postings.beginning(side, head, 2_000)}
        groups.append(sorted(t for t in known if lemma(t, language) == base or t == word) or [word])
    words = [r"(?:" + "|".join(map(re.escape, group)) + r")" for group in groups]
    pattern = re.compile(r"\b" + r"\W+".join(words) + r"\b", re.IGNORECASE)
    find: Find = lambda text: tuple(m.span() for m in pattern.finditer(text))  # noqa: E731
    return find, _rarest(groups, postings, side)


def _pattern(query: str) -> Find:
    try:
        pattern = re.compile(query)
    except (re.error, RecursionError, OverflowError) as error:
        raise UsageError(
            _("/{pattern}/ is no regular expression: {reason}").format(pattern=query, reason=error)
        ) from error
    return lambda text: tuple(m.span() for m in pattern.finditer(text) if m.group())


def _literal_groups(query: str, language: str) -> Groups:
    """Terms that any match must hold: runs of letters outside brackets, groups and repeats."""
    if info(language).spaced or set(query) & set("|([{?*"):
        return []
    runs = re.findall(r"[^\W\d_]{2,}", re.sub(r"\\.|.\+", " ", query))
    return [
        [term] for run in runs for term in sorted(index_terms(units_of(run, language), language))
    ]
