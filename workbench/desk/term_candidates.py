"""Candidates worth adding to a termbase.

Lives here: `candidates`. Takes texts and a termbase; gives words and phrases that the termbase does
not cover, ranked by keyness: Dunning's log-likelihood against a background of general news English
(Dunning 1993; Rayson and Garside 2000).
May import: config (the place of the background), language, terms.
Apart from `terms` because a background is data of the product, not of the termbase.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from workbench.config import shipped
from workbench.language.tags import stripped
from workbench.terms import Termbase

_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*[A-Za-z]|[A-Za-z]")
_CONTENT = 40.0
"""Background occurrences per 65,000 words from which a word counts as a function word."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A phrase that might be a term."""

    phrase: str
    count: int
    keyness: float


@lru_cache(maxsize=4)
def _background(language: str) -> tuple[dict[str, int], int]:
    """Word counts and their sum; empty where none ships for the language."""
    path = shipped("background", f"{language}.tsv")
    if not path.is_file():
        return {}, 1
    head, *rows = path.read_text("utf-8").splitlines()
    total = re.search(r"(\d+) words", head)
    counts = {word: int(count) for word, count in (row.split("\t") for row in rows)}
    return counts, int(total[1]) if total else sum(counts.values())


def candidates(termbase: Termbase, texts: Iterable[str], limit: int = 30) -> list[Candidate]:
    """The `limit` phrases of one to three content words that stand out most and are not covered."""
    counts, total = _background(termbase.source)
    seen: Counter[str] = Counter()
    words = 0
    for text in texts:
        plain = stripped(text)[0]
        words += len(_WORD.findall(plain))
        seen.update(_phrases(termbase, plain, counts))
    found = [
        Candidate(phrase, count, _keyness(phrase, count, words, counts, total))
        for phrase, count in seen.items()
    ]
    best = sorted(found, key=lambda c: (-c.keyness, -c.count, c.phrase))
    return _without_parts(best)[:limit]


def _phrases(termbase: Termbase, text: str, counts: dict[str, int]) -> Iterable[str]:
    """Runs of one to three content words outside known terms."""
    taken = [span for hit in termbase.match(text) for span in hit.spans]
    run: list[str] = []
    last = 0
    for match in [*_WORD.finditer(text), None]:
        broken = match is None or text[last : match.start()].strip(" \u00a0") != ""
        covered = match is not None and any(a <= match.start() < b for a, b in taken)
        common = match is not None and counts.get(match.group().lower(), 0) > _CONTENT
        if run and (broken or covered or common):
            yield from _windows(run)
            run = []
        if match is not None and not covered and not common:
            run.append(match.group())
        last = match.end() if match is not None else last


def _windows(run: list[str]) -> Iterable[str]:
    for size in (1, 2, 3):
        for start in range(len(run) - size + 1):
            words = run[start : start + size]
            yield " ".join(w if w[0].isupper() and size > 1 else w.lower() for w in words)


def _keyness(phrase: str, count: int, words: int, counts: dict[str, int], total: int) -> float:
    """Log-likelihood of the phrase; its background count is that of its rarest word."""
    there = min(counts.get(word.lower(), 0) for word in phrase.split())
    expected = words * (count + there) / (words + total)
    other = total * (count + there) / (words + total)
    score = count * math.log(count / expected)
    if there:
        score += there * math.log(there / other)
    return 2 * score * (1 + 0.3 * phrase.count(" "))


def _without_parts(ranked: list[Candidate]) -> list[Candidate]:
    """A phrase inside a better one that is as frequent adds nothing."""
    kept: list[Candidate] = []
    for candidate in ranked:
        key = f" {candidate.phrase.lower()} "
        inside = any(key in f" {k.phrase.lower()} " and k.count >= candidate.count for k in kept)
        if not inside:
            kept.append(candidate)
    return kept
