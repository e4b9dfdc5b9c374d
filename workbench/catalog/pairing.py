"""Which old paragraphs a new one is made of.

Lives here: `origins`. Takes the texts of a document's old and new paragraphs, both in order, and which of
them are the same; gives for each new one the old ones it was made of: one that was edited or moved, one of
which it is a piece, several that were joined, in any combination, or none.
Words are compared, not characters: runs of three words that both hold, then likeness word by word, then
neighbours for what is too short to tell by itself. Candidates come from shared runs and from the place
between what stayed, so that the work grows with the text and not with its square.
May import: the standard library; rapidfuzz, numpy.
Apart from `update` because this knows texts only, neither units nor files.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FLOOR = 0.55
"""Word-level likeness (1 − normalised Indel distance over words) from which a paragraph counts as
edited rather than new; below it a translator rewrites anyway."""
SHORT_FLOOR = 0.62
"""The same over characters, for texts of fewer than `_WORDS_TELL` words."""
LETTERS_FLOOR = 0.75
"""Over characters for longer texts, where nearly every word has another ending."""
MOSTLY = 0.5
"""Share of either text's words in common runs from which one is made of the other."""
_RUN = 3
_WORDS_TELL = 6
_EDGE = 4
"""Words of a common run that show where a text was cut, if it ends with both texts."""
_COMMON = 24
"""A run that stands in more old paragraphs than this names none of them."""
_BEST = 8
"""Candidates looked at for each paragraph."""
_AROUND = 2
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
)
_WORD = re.compile(rf"<[^<>]*>|([{_UNSPACED}]|[^\W{_UNSPACED}]+)")


def origins(
    old: Sequence[str], new: Sequence[str], same: Mapping[int, int], *, spare: Iterable[int] = ()
) -> list[tuple[int, ...]]:
    """For each new paragraph the old ones it is made of, in the order in which they stand in it.

    `same`: new → old, where the text stayed. `spare`: old ones that may be found again anywhere; others
    only lend their translation to a new one that is nearly the same and has nothing else.
    """
    made: dict[int, list[int]] = {n: [o] for n, o in same.items()}
    loose = [n for n in range(len(new)) if n not in same]
    free = list(dict.fromkeys(spare))
    if loose and old:
        work = _Pairing(old, new, same, made, loose)
        if free:
            work.by_runs(free)
            work.by_likeness(free)
            work.by_neighbours(frozenset(free))
        work.copies(frozenset(free))
    return [tuple(made.get(n, ())) for n in range(len(new))]


@dataclass
class _Pairing:
    """The texts, and what is known so far."""

    old: Sequence[str]
    new: Sequence[str]
    same: Mapping[int, int]
    made: dict[int, list[int]]
    loose: list[int]
    ids: dict[str, int] = field(default_factory=dict)
    words: dict[tuple[bool, int], NDArray[np.int64]] = field(default_factory=dict)

    def of(self, is_new: bool, at: int) -> NDArray[np.int64]:
        """The words of a paragraph as numbers; of a text without words, the text as one."""
        import numpy as np

        if (is_new, at) not in self.words:
            text = (self.new if is_new else self.old)[at]
            found = [word for word in _WORD.findall(text.casefold()) if word] or [text]
            ids = self.ids
            self.words[is_new, at] = np.array(
                [ids.setdefault(w, len(ids)) for w in found], np.int64
            )
        return self.words[is_new, at]

    def open(self) -> list[int]:
        """New paragraphs of which nothing is known yet."""
        return [n for n in self.loose if n not in self.made]

    def by_runs(self, free: Sequence[int]) -> None:
        """What shares runs of words: edits, pieces, joins."""
        found = _shared(
            [self.of(True, n) for n in self.loose], [self.of(False, o) for o in free], _RUN, _BEST
        )
        near = self._expected(free)
        for at, n in enumerate(self.loose):
            parts = self._parts(n, [free[k] for k in found.get(at, ())], near)
            if parts:
                self.made[n] = parts

    def _parts(self, n: int, candidates: Sequence[int], near: Mapping[int, int]) -> list[int]:
        """The old paragraphs that explain a new one, each by words that no other explains."""
        import numpy as np

        words = self.of(True, n)
        if len(words) < _WORDS_TELL:
            return []
        codes = _codes(words, _RUN)
        cover = {
            o: _covered(codes, _codes(self.of(False, o), _RUN), len(words)) for o in candidates
        }
        left = np.ones(len(words), bool)
        parts: dict[int, int] = {}
        while cover:
            gain = {o: int((mask & left).sum()) for o, mask in cover.items()}
            best = max(gain, key=lambda o: (gain[o], -len(self.of(False, o)), -abs(o - near[n])))
            if not gain[best]:
                break
            mask = cover.pop(best) & left
            if self._tells(words, self.of(False, best), mask, gain[best]):
                parts[best] = int(mask.argmax())
                left &= ~mask
        return sorted(parts, key=parts.__getitem__)

    @staticmethod
    def _tells(
        words: NDArray[np.int64], others: NDArray[np.int64], mask: NDArray[np.bool_], gain: int
    ) -> bool:
        """Whether so many common words make one text a part of the other."""
        if len(others) < _WORDS_TELL:
            return False
        if gain >= MOSTLY * min(len(words), len(others)):
            return True
        if gain < _EDGE:
            return False
        here = words[mask]  # cut off there, put on here: the run ends with both texts
        at_ends = (mask[:_EDGE].all() or mask[-_EDGE:].all()) and gain < len(words)
        return bool(at_ends and ((here[:_EDGE] == others[:_EDGE]).all()
                                 or (here[-_EDGE:] == others[-_EDGE:]).all()))  # fmt: skip

    def _expected(self, free: Sequence[int]) -> dict[int, int]:
        """Where in the old order a new paragraph should have stood: after what stood before it."""
        near: dict[int, int] = {}
        last = -1
        for n in range(len(self.new)):
            last = self.same.get(n, last + (n not in self.same))
            near[n] = last
        return near

    def by_likeness(self, free: Sequence[int]) -> None:
        """What was reworded so much that no run is left: the most alike, one to one."""
        taken = {o for parts in self.made.values() for o in parts}
        there = [o for o in free if o not in taken]
        pairs = self._alike(self.open(), there)
        used: set[int] = set()
        for _likeness, _distance, n, o in sorted(pairs, reverse=True):
            if n not in self.made and o not in used:
                self.made[n] = [o]
                used.add(o)

    def _alike(
        self, here: Sequence[int], there: Sequence[int]
    ) -> list[tuple[float, int, int, int]]:
        """(likeness, nearness, new, old) of what is alike enough."""
        if not here or not there:
            return []
        near = self._expected(there)
        found = _shared(
            [self.of(True, n) for n in here], [self.of(False, o) for o in there], 2, _BEST
        )
        letters = _shared(
            [_letters(self.new[n]) for n in here], [_letters(self.old[o]) for o in there], 3, _BEST
        )
        place = {o: k for k, o in enumerate(there)}
        pairs = []
        for at, n in enumerate(here):
            chosen = {there[k] for k in (*found.get(at, ()), *letters.get(at, ()))}
            around = range(near[n] - _AROUND, near[n] + _AROUND + 2)
            rank = at * len(there) // len(here)
            chosen.update(o for o in around if o in place)
            chosen.update(there[max(0, rank - _AROUND) : rank + _AROUND + 1])
            for o in chosen:
                if likeness := self._likeness(n, o):
                    pairs.append((likeness, -abs(near[n] - o), n, o))
        return pairs

    def _likeness(self, n: int, o: int) -> float:
        """How alike two paragraphs are, 0 to 1; 0 below the floor."""
        from rapidfuzz.distance import Indel

        one, two = self.of(True, n), self.of(False, o)
        few = min(len(one), len(two))
        if few * 3 < max(len(one), len(two)):
            return 0.0
        by_words = Indel.normalized_similarity(one.tolist(), two.tolist(), score_cutoff=FLOOR)
        if few >= _WORDS_TELL and (by_words or few > 400):
            return float(by_words)
        floor = SHORT_FLOOR if few < _WORDS_TELL else LETTERS_FLOOR
        by_letters = Indel.normalized_similarity(self.new[n], self.old[o], score_cutoff=floor)
        return float(max(by_words if few >= _WORDS_TELL else 0.0, by_letters))

    def by_neighbours(self, free: frozenset[int]) -> None:
        """What is too short to tell: a piece beside its other piece, a heading joined with what follows."""
        for _round in range(2):
            for n in self.open():
                if len(self.of(True, n)) <= 2 * _WORDS_TELL and (o := self._beside(n, free)) >= 0:
                    self.made[n] = [o]
        taken = {o for parts in self.made.values() for o in parts}
        holders: dict[int, list[int]] = defaultdict(list)
        for n in self.loose:
            for o in self.made.get(n, ()):
                holders[o].append(n)
        for o in sorted(free - taken):
            words = self.of(False, o)
            if len(words) > 2 * _WORDS_TELL:
                continue
            for n in (n for k in (o + 1, o - 1) for n in holders.get(k, ())):
                here = self.of(True, n)
                if len(here) > len(words) and (at := _at_an_edge(words, here)) >= 0:
                    self.made[n].insert(0 if at == 0 else len(self.made[n]), o)
                    holders[o].append(n)
                    break

    def _beside(self, n: int, free: frozenset[int]) -> int:
        """The old paragraph whose other piece stands before or after; -1 where there is none."""
        words = self.of(True, n)
        for other, side in ((n - 1, -1), (n + 1, 0)):
            if other in self.same or other not in self.made:
                continue
            o = self.made[other][side]
            whole = self.of(False, o)
            if o in free and len(whole) > len(words) and _at_an_edge(words, whole) >= 0:
                return o
        return -1

    def copies(self, free: frozenset[int]) -> None:
        """What is nearly like a paragraph that stayed: one of several places was edited."""
        here = self.open()
        kept = sorted({o for o in self.same.values() if o not in free})
        if not here or not kept:
            return
        for _likeness, _distance, n, o in sorted(self._alike(here, kept), reverse=True):
            if n not in self.made:
                self.made[n] = [o]


def _letters(text: str) -> NDArray[np.int64]:
    """The characters of a short text as numbers; nothing of a long one."""
    import numpy as np

    short = text.casefold() if len(text) <= 80 else ""
    return np.frombuffer(short.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.int64)


def _codes(words: NDArray[np.int64], run: int) -> NDArray[np.uint64]:
    """A number for each run of so many words."""
    import numpy as np

    if len(words) < run:
        return np.zeros(0, np.uint64)
    ids = words.astype(np.uint64) + np.uint64(1)
    codes = ids[: len(ids) - run + 1].copy()
    for step in range(1, run):
        codes *= np.uint64(0x9E3779B97F4A7C15)
        codes ^= codes >> np.uint64(29)
        codes += ids[step : len(ids) - run + 1 + step]
    return codes


def _covered(
    codes: NDArray[np.uint64], others: NDArray[np.uint64], count: int
) -> NDArray[np.bool_]:
    """Which of so many words stand in a run that the other text holds, too."""
    import numpy as np

    mask = np.zeros(count, bool)
    hit = np.isin(codes, others)
    for step in range(count - len(codes) + 1):
        mask[step : step + len(codes)] |= hit
    return mask


def _shared(
    here: Sequence[NDArray[np.int64]], there: Sequence[NDArray[np.int64]], run: int, best: int
) -> dict[int, list[int]]:
    """Index of each text here → indices of the texts there that share most runs with it."""
    import numpy as np

    def joined(texts: Sequence[NDArray[np.int64]]) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
        codes = [np.unique(_codes(words, run)) for words in texts]
        owner = np.repeat(np.arange(len(texts)), [len(c) for c in codes])
        return (np.concatenate(codes) if codes else np.zeros(0, np.uint64)), owner

    codes, owner = joined(there)
    asked, asker = joined(here)
    order = np.argsort(codes, kind="stable")
    codes, owner = codes[order], owner[order]
    first = np.searchsorted(codes, asked, "left")
    count = np.searchsorted(codes, asked, "right") - first
    telling = (count > 0) & (count <= _COMMON)
    first, count, asker = first[telling], count[telling], asker[telling]
    total = int(count.sum())
    if not total:
        return {}
    starts = np.repeat(first - np.concatenate(([0], np.cumsum(count)[:-1])), count)
    pairs = np.repeat(asker, count) * len(there) + owner[starts + np.arange(total)]
    pairs, votes = np.unique(pairs, return_counts=True)
    out: dict[int, list[int]] = defaultdict(list)
    for pair in pairs[np.lexsort((-votes, pairs // len(there)))].tolist():
        chosen = out[pair // len(there)]
        if len(chosen) < best:
            chosen.append(pair % len(there))
    return out


def _at_an_edge(words: NDArray[np.int64], whole: NDArray[np.int64]) -> int:
    """Where a text begins that stands at the start or the end of another; -1 where it does not."""
    if (whole[: len(words)] == words).all():
        return 0
    return len(whole) - len(words) if (whole[len(whole) - len(words) :] == words).all() else -1
