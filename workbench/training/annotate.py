"""Step 2: terms marked in the source, as the engine will meet them.

Lives here: `annotate`. Takes pairs and a lexicon, gives source sentences of the form
`the district court ⦅ 地方裁判所 ⦆ ruled`, with the surface form that stands in the aligned target
(Bergmanis and Pinnis 2021; OPUS-CAT at WMT 2023). Only terms whose target is in the aligned
sentence are marked.
May import: terms; `recipe` of this room.
Apart from `prepare` because marking needs the matcher and choosing does not.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from workbench.terms import Concept, Termbase, Terms
from workbench.training.recipe import CLOSE, OPEN

_MOST = 3
"""Terms marked in one sentence at most."""


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

    def aligned(self, english: str, japanese: str) -> list[tuple[int, int, str]]:
        """(start, end, surface target) of each term whose target stands in the aligned sentence."""
        out: list[tuple[int, int, str]] = []
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


def annotated(
    english: str, terms: Sequence[tuple[int, int, str]], rng: random.Random | None = None
) -> str:
    """The source with its terms marked; with `rng`, some of them (one to three) at random."""
    chosen = list(terms)
    if rng is not None:
        chosen = rng.sample(chosen, min(len(chosen), rng.randint(1, _MOST)))
    for _start, end, target in sorted(chosen, reverse=True):
        english = f"{english[:end]} {OPEN} {target} {CLOSE}{english[end:]}"
    return english
