"""Step 2: what is marked in a source sentence, as the engine will meet it.

Lives here: Lexicon, Marker, `annotated`. Takes pairs, gives source sentences of the form `the district
court ⦅ 地方裁判所 ⦆ ruled`, with what stands in the translation (Bergmanis and Pinnis 2021; OPUS-CAT at
WMT 2023). Marked are
- names, as the pair's fourth column tells; where their Japanese is in kanji the pair is mostly shown
  marked only, since nobody can guess it;
- figures whose Japanese has other digits (14 million → 1400万);
- one to three terms of the termbase or a word list that stand in the translation;
- in a third of the pairs, up to four words rare in the corpus, with the dictionary's likeliest
  translation, right or wrong, so that the model learns how far to trust a dictionary.
May import: language, terms; `dictionary` and `recipe` of this room.
Apart from `prepare` because marking needs the matcher and choosing does not.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from workbench.language.normalise import normalise
from workbench.language.numbers import numbers
from workbench.terms import Concept, Termbase, Terms
from workbench.training.dictionary import WORD, Dictionary, base_form
from workbench.training.recipe import CLOSE, OPEN

Mark = tuple[int, int, str]
"""Start and end in the English sentence, and the Japanese for it."""
_MOST = 3
"""Terms marked in one sentence at most."""
_RARE = 1_500
"""A word that the corpus has less often may be looked up."""
_SHORTEST = 12
"""Characters: below, a sentence is little more than its terms."""
_KANJI = re.compile("[一-鿿々]")


class Lexicon:
    """English forms and what they may be in Japanese, from termbase files and word lists."""

    def __init__(self, glossary: Iterable[Path], pairs: Iterable[tuple[str, str]] = ()) -> None:
        forms: dict[str, list[str]] = defaultdict(list)
        for path in glossary:
            for english, japanese in termbase_pairs(path):
                forms[english].append(japanese)
        for english, japanese in pairs:
            if 3 <= len(english) <= 40 and 2 <= len(japanese) <= 14:
                forms[english].append(japanese)
        concepts = [
            Concept(english, terms={"en": Terms(english), "ja": Terms(found[0], tuple(found[1:]))})
            for english, found in forms.items()
        ]
        self._termbase = Termbase(concepts, "en", "ja")

    def aligned(self, english: str, japanese: str) -> list[Mark]:
        """(start, end, surface target) of each term whose target stands in the aligned sentence."""
        out: list[Mark] = []
        for hit in self._termbase.match(english):
            terms = self._termbase.concepts[hit.concepts[0]].in_("ja")
            found = max((f for f in terms.approved if f in japanese), key=len, default="")
            if not found and (stem := _stem(terms, japanese)):
                found = stem
            if found:
                out.append((hit.spans[0][0], hit.spans[-1][1], found))
        return out


def _stem(terms: Terms, japanese: str) -> str:
    """The noun of a する-verb, where the verb is inflected."""
    stems = (f.removesuffix("する") for f in terms.approved if f.endswith("する") and len(f) > 3)
    return next((stem for stem in stems if stem in japanese), "")


def termbase_pairs(path: Path) -> list[tuple[str, str]]:
    """(English form, Japanese form) of a termbase file, or of a plain two-column list of that."""
    lines = path.read_text("utf-8").splitlines()
    header = lines[0].split("\t")
    english = [n for n in ("en", "en_preferred", "en_admitted", "en_variants") if n in header]
    japanese = [n for n in ("ja", "ja_preferred", "ja_admitted") if n in header]
    out: list[tuple[str, str]] = []
    for line in lines[1:]:
        row = dict(zip(header, line.split("\t"), strict=False))
        left = [f.strip() for n in english for f in row.get(n, "").split("|") if f.strip()]
        right = [f.strip() for n in japanese for f in row.get(n, "").split("|") if f.strip()]
        out += [(en, ja) for en in left for ja in right]
    return out


class Marker:
    """Chooses what is marked in an authored pair, at random but the same in every run."""

    def __init__(self, lexicon: Lexicon, dictionary: Dictionary, seed: int) -> None:
        self._lexicon, self._dictionary = lexicon, dictionary
        self._rng = random.Random(seed)

    def versions(self, english: str, japanese: str, names: str) -> list[str]:
        """The source sentences to learn from: plain, marked, or both. `names` as in the pairs' file,
        `english=japanese | …`."""
        marks: list[Mark] = []
        kanji = False
        for name, target, place in _named(english, japanese, names):
            kanji = kanji or bool(_KANJI.search(target))
            if self._rng.random() < 0.92:
                marks.append((place, place + len(name), target))
        marks += [m for m in _figures(english, japanese) if self._rng.random() < 0.75]
        if self._rng.random() < 0.35:
            marks += self._rare(english)
        elif len(english) > _SHORTEST:
            terms = self._lexicon.aligned(english, japanese)
            marks += self._rng.sample(terms, min(len(terms), self._rng.randint(1, _MOST)))
        kept: list[Mark] = []
        for mark in marks:
            if all(mark[1] <= other[0] or mark[0] >= other[1] for other in kept):
                kept.append(mark)
        if not kept:
            return [english]
        marked = annotated(english, kept)
        return [marked] if kanji and self._rng.random() < 0.6 else [english, marked]

    def _rare(self, english: str) -> list[Mark]:
        known = self._dictionary
        found = sorted(
            (known.often[base], *match.span(), known.likely[base])
            for match in WORD.finditer(english)
            if match[0].islower()
            and (base := base_form(match[0])) in known.likely
            and known.often[base] < _RARE
        )
        return [(start, end, target) for _count, start, end, target in found][
            : self._rng.randint(1, 4)
        ]


def _named(english: str, japanese: str, names: str) -> Iterable[tuple[str, str, int]]:
    """(name, its Japanese, its place) of each name that stands on both sides."""
    for one in names.split("|"):
        name, _equals, target = (part.strip() for part in one.partition("="))
        name = normalise(name)
        if not (name and target and target in japanese):
            continue
        if place := re.search(rf"(?<![A-Za-z]){re.escape(name)}(?![A-Za-z])", english):
            yield name, target, place.start()


def _figures(english: str, japanese: str) -> Iterable[Mark]:
    """Figures that are said once on each side, and there with other signs."""
    ours, theirs = numbers(english, "en"), numbers(japanese, "ja")
    for number in ours:
        same = [other for other in theirs if other.value == number.value]
        if not number.exact or len(same) != 1 or sum(n.value == number.value for n in ours) != 1:
            continue
        target = japanese[slice(*same[0].span)].strip()
        if target and english[slice(*number.span)].strip() != target:
            yield (*number.span, target)


def annotated(english: str, terms: Sequence[Mark], rng: random.Random | None = None) -> str:
    """The source with its terms marked; with `rng`, some of them (one to three) at random."""
    chosen = list(terms)
    if rng is not None:
        chosen = rng.sample(chosen, min(len(chosen), rng.randint(1, _MOST)))
    for _start, end, target in sorted(chosen, reverse=True):
        english = f"{english[:end]} {OPEN} {target} {CLOSE}{english[end:]}"
    return english
