"""Step 1: which pairs are learnt from.

Lives here: `prepare`, and what reads pair files. Takes the corpus (`source_id en ja`, xz) and authored
pairs (`field en ja names`, see workbench/data/pairs), gives
`general.tsv`, `authored.tsv` and the held-back `heldback.tsv` in the work folder.
Word lists are sampled down, documentation and encyclopaedia are ranked by how much they read like
the authored pairs (mean log odds of their words; Moore and Lewis 2010 with unigrams), one authored
pair in ten is held back by a hash of its English side.
May import: language; `recipe` of this room.
Apart from `marks` because choosing is one thing, marking another.
"""

from __future__ import annotations

import hashlib
import json
import lzma
import math
import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from workbench.language.normalise import normalise
from workbench.training.recipe import EXCLUDED, WEIGHTS, WORD_LISTS, Recipe

Triple = tuple[str, str, str]
"""Source or field, English, Japanese."""
_WORD = re.compile(r"[a-z']+")
_LONGEST = (60, 160)
"""English words, Japanese characters."""


def prepare(
    recipe: Recipe, work: Path, corpus: Path, authored: Iterable[Path], forbidden: Iterable[Path]
) -> dict[str, int]:
    """Write the pair files; returns counts. `forbidden` are text files whose lines (test sets) must
    not be among the pairs."""
    work.mkdir(parents=True, exist_ok=True)
    banned = {_letters(line) for path in forbidden for line in _lines(path)} - {""}
    own = {
        (en, ja): (field, en, ja, names)
        for path in authored
        for field, en, ja, names in named(path)
    }
    kept, held = [], []
    for pair in own.values():
        if not _is_banned(pair[1], pair[2], banned):
            (held if is_held_back(pair[1]) else kept).append(pair)
    general = _general(recipe, corpus, [pair[1] for pair in kept], banned)
    _write(work / "authored.tsv", kept)
    _write(work / "heldback.tsv", held)
    _write(work / "general.tsv", general)
    counts = {"authored": len(kept), "heldback": len(held), "general": len(general)}
    by_source = Counter(source for source, _en, _ja in general)
    (work / "prepare.json").write_text(json.dumps({**counts, "sources": by_source}, indent=1))
    return counts


def is_held_back(english: str) -> bool:
    """One in ten, for ever the same ones."""
    return hashlib.sha256(english.encode()).digest()[0] % 10 == 0


def _lines(path: Path) -> Iterator[str]:
    for line in path.read_text("utf-8").splitlines():
        yield from line.split("\t")


def rows(path: Path) -> Iterator[list[str]]:
    """The rows of a pair file, packed by xz or not, without its header."""
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8") as file:
        for line in file:
            cells = line.rstrip("\n").split("\t")
            if len(cells) in (3, 4) and cells[0] != "field":
                yield cells


def triples(path: Path) -> Iterator[tuple[str, str, str]]:
    """(source, English, Japanese) of a pair file, as the model reads them."""
    for source, english, japanese, _names in named(path):
        yield source, english, japanese


def named(path: Path) -> Iterator[tuple[str, str, str, str]]:
    """The same, with the fourth column: `english=japanese | …`, or nothing."""
    for cells in rows(path):
        yield cells[0], normalise(cells[1]), cells[2].strip(), cells[3] if cells[3:] else ""


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def _is_banned(english: str, japanese: str, banned: set[str]) -> bool:
    return _letters(english) in banned or _letters(japanese) in banned


def _general(recipe: Recipe, corpus: Path, authored: list[str], banned: set[str]) -> list[Triple]:
    """The corpus, filtered, weighted and cut to the recipe's size."""
    rng = random.Random(recipe.seed)
    taken: list[Triple] = []
    ranked: list[Triple] = []
    words: list[Triple] = []
    for pair in triples(corpus):
        source, en, ja = pair
        if source in EXCLUDED or _is_odd(en, ja) or (len(en) > 40 and _is_banned(en, ja, banned)):
            continue
        if source in WORD_LISTS:
            words.append(pair)
        elif WEIGHTS.get(source, 0) > 1:
            taken += [pair] * WEIGHTS[source]
        else:
            ranked.append(pair)
    like = _likeness(authored, ranked)
    ranked.sort(key=lambda pair: -like(pair[1]) - 0.2 * rng.random())
    rng.shuffle(words)
    room = recipe.general_pairs - len(taken)
    listed = words[: max(room // 12, 0)]
    return [*taken, *listed, *ranked[: max(room - len(listed), 0)]]


def _is_odd(en: str, ja: str) -> bool:
    count = len(en.split())
    return (
        not 1 <= count <= _LONGEST[0] or not 1 <= len(ja) <= _LONGEST[1] or len(ja) > 9 * count + 6
    )


def _likeness(wanted: list[str], others: list[Triple]) -> Callable[[str], float]:
    inside = Counter(w for en in wanted for w in _WORD.findall(en.lower()))
    outside = Counter(w for _f, en, _ja in others[::7] for w in _WORD.findall(en.lower()))
    n_in, n_out = sum(inside.values()) + 1, sum(outside.values()) + 1

    def score(english: str) -> float:
        found = _WORD.findall(english.lower())
        if not found:
            return -9.0
        odds = (
            math.log((inside[w] + 0.5) / n_in) - math.log((outside[w] + 5) / n_out) for w in found
        )
        return max(-9.0, sum(odds) / len(found))

    return score


def _write(path: Path, pairs: Iterable[Sequence[str]]) -> None:
    path.write_text("".join("\t".join(pair) + "\n" for pair in pairs), "utf-8")
