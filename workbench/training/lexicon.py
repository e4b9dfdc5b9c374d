"""The lexicon that ships: JMdict, chosen, and its candidates ordered by what texts say.

Lives here: `entries_of`, `weighed`, `written` and the command line. Takes the database of `jamdict-data` (JMdict,
CC BY-SA 4.0), the corpus and the authored pairs that training may see; gives
`workbench/data/lexicon/en-ja.txt.xz` (its form: `language.dictionary`). An English word has many entries; which is
likelier is told by how much oftener both stand in one pair than chance would have it, by JMdict's own mark of
frequent words, by the place of the gloss in its entry and by how common the Japanese is.
May import: `language.dictionary` for the form, `language.japanese`, config; `dictionary`, `prepare` and `recipe` of this room; the
standard library.
Apart from `dictionary` because that reads the corpus' own word lists for training, this makes a file for people.

    python -m workbench.training.lexicon --jmdict jamdict.db --corpus train.tsv.xz [--authored FILE] --out FILE
"""

from __future__ import annotations

import argparse
import lzma
import math
import re
import sqlite3
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from workbench.config import shipped
from workbench.language.dictionary import HEAD, LONGEST, headword
from workbench.language.japanese import morphemes
from workbench.training.dictionary import WORD, base_form
from workbench.training.prepare import is_held_back, triples
from workbench.training.recipe import EXCLUDED, WORD_LISTS

_KINDS = (
    ("noun or participle which takes the aux. verb suru", "する"),
    ("verb", "v"),
    ("adjectival noun", "na"),
    ("adjective (keiyoushi)", "adj"),
    ("adverb", "adv"),
    ("expressions", "exp"),
    ("noun", "n"),
    ("suffix", "suf"),
    ("prefix", "pref"),
    ("counter", "suf"),
)
"""JMdict's parts of speech as the lexicon has them; the first that is there."""
_UNSAID = frozenset(
    ["archaism", "obscure term", "obsolete term", "rare", "poetical term", "manga slang", "historical term",
     "slang", "Internet slang", "derogatory", "vulgar expression or word", "sensitive", "children's language",
     "male term or language", "female term or language", "jocular, humorous term", "yojijukugo", "proverb",
     "familiar language", "dated term", "colloquialism", "humble (kenjougo) language",
     "honorific or respectful (sonkeigo) language"]
)  # fmt: skip
"""Kinds of word that are looked up, and never put into a draft."""
_GONE = frozenset(["archaism", "obscure term", "obsolete term", "rare"])
"""Of them those that are left out where JMdict does not count the word as a frequent one."""
_KANA = re.compile("[ぁ-ゖァ-ヺー・]+")
_SIGNS = str.maketrans({"\t": " ", HEAD: "/", "=": "＝"})
"""Signs of our file, where a gloss has them."""
_HEARD = 3
"""Weight of what stands in a pair of the corpus beside its English."""
_OFTEN = 64
"""Pairs of the corpus in which a word is met at least, to be in the table of met words."""


@dataclass
class Word:
    """One entry of JMdict."""

    written: str
    reading: str
    kind: str
    common: bool
    unsaid: bool
    glosses: list[str] = field(default_factory=list)
    weights: dict[int, int] = field(default_factory=dict)


def entries_of(database: Path) -> list[Word]:
    """The entries worth a place, in JMdict's order."""
    data = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    kanji, kana = _first(data, "Kanji"), _first(data, "Kana")
    frequent = {
        row for (row,) in data.execute(
            "select Kanji.idseq from KJP join Kanji on Kanji.id = KJP.kid union"
            " select Kana.idseq from KNP join Kana on Kana.id = KNP.kid"
        )
    }  # fmt: skip
    poses, miscs, glosses = (_lists(data, name) for name in ("pos", "misc", "SenseGloss"))
    senses = defaultdict(list)
    for sense, entry in data.execute("select ID, idseq from Sense order by ID"):
        senses[entry].append(sense)
    out = []
    for entry, found in senses.items():
        about = {one for sense in found[:1] for one in miscs[sense]}
        common = entry in frequent
        if about & _GONE and not common:
            continue
        alone = "word usually written using kana alone" in about
        written = kana[entry] if alone or entry not in kanji else kanji[entry]
        pos = [one for sense in found[:1] for one in poses[sense]]
        word = Word(written, kana[entry], _kind(pos), common, bool(about & _UNSAID))
        for sense in found[:4]:
            if set(miscs[sense]) & _GONE:
                continue
            word.glosses += [
                g for g in glosses[sense][:4] if len(g) <= 48 and g not in word.glosses
            ]
        if word.glosses and len(written) <= 14:
            out.append(word)
    return out


def _first(data: sqlite3.Connection, table: str) -> dict[int, str]:
    rows = data.execute(f"select idseq, text from {table} order by ID desc")
    return dict(rows.fetchall())


def _lists(data: sqlite3.Connection, table: str) -> dict[int, list[str]]:
    out = defaultdict(list)
    for sense, text in data.execute(f"select sid, text from {table} order by rowid"):
        out[sense].append(text.translate(_SIGNS))
    return out


def _kind(pos: Sequence[str]) -> str:
    return next((short for long, short in _KINDS if any(long in one for one in pos)), "")


def weighed(words: Sequence[Word], pairs: Iterable[tuple[str, str, int]]) -> Counter[str]:
    """Fill the weights of words in, from (English, Japanese, times); returns how often each base form is met.

    A pair of `times` 0 tells only which English words there are.
    """
    entries: dict[tuple[str, ...], list[tuple[int, int]]] = defaultdict(list)
    for number, word in enumerate(words):
        for place, gloss in enumerate(word.glosses):
            head = tuple(headword(gloss).split())
            if head:
                key = tuple(base_form(one) for one in head)
                entries[key].append((number, place))
    met: Counter[str] = Counter()
    met_phrase: Counter[tuple[str, ...]] = Counter()
    beside: Counter[tuple[int, tuple[str, ...]]] = Counter()
    common: Counter[str] = Counter()
    total = 0
    known = {word.written for word in words}
    for english, japanese, times in pairs:
        bases = [base_form(one) for one in WORD.findall(english)]
        met.update(dict.fromkeys(bases, max(1, times)))
        if not times:
            continue
        total += times
        said = bases_of(japanese)
        common.update(dict.fromkeys(said & known, times))
        runs = {
            tuple(bases[a : a + size])
            for size in range(1, LONGEST + 1)
            for a in range(len(bases) - size + 1)
        }
        for run in runs & entries.keys():
            met_phrase[run] += times
            for number in {number for number, _place in entries[run]}:
                form = words[number].written
                if form in said or (len(form) > 2 and form in japanese):
                    beside[number, run] += times
    for key, found in entries.items():
        for number, place in found:
            word = words[number]
            chance = met_phrase[key] * common[word.written] / max(1, total)
            together = max(0.0, beside[number, key] - chance)
            prior = (1.0 if word.common else 0.3) / (1 + 0.5 * place)
            score = (3 * together + prior) * math.log(2 + common[word.written])
            word.weights[place] = max(
                1, round(6 * math.log2(1 + score / (5 if word.unsaid else 1)))
            )
    return met


def bases_of(japanese: str) -> set[str]:
    """The words of a text in their base forms, and what two or three in a row are together."""
    parts = morphemes(japanese)
    out = {part.base for part in parts}
    for size in (2, 3):
        for at in range(len(parts) - size + 1):
            run = parts[at : at + size]
            out.add("".join(part.surface for part in run[:-1]) + run[-1].base)
    return out


def written(words: Sequence[Word], met: Counter[str], path: Path, longest: int) -> int:
    """Write the file; words that JMdict does not count as frequent and no pair has beside their English are
    left out above `longest` characters. Returns the entries written."""
    lines = ["[entries]"]
    for word in words:
        heaviest = max(word.weights.values(), default=0)
        if (
            not word.common
            and heaviest < _HEARD
            and (len(word.written) > longest or word.kind == "exp")
        ):
            continue
        reading = "" if _KANA.fullmatch(word.written) else word.reading
        marks = word.kind + ("*" if word.common else "") + ("!" if word.unsaid else "")
        glosses = HEAD.join(
            gloss + (f"={word.weights[place]}" if word.weights.get(place, 1) > 1 else "")
            for place, gloss in enumerate(word.glosses)
        )
        lines.append(f"{word.written}\t{reading}\t{marks}\t{glosses}")
    count = len(lines) - 1
    lines.append("[met]")
    lines += [
        f"{word}\t{n}" for word, n in sorted(met.items()) if n >= _OFTEN and not word[:1].isupper()
    ]
    data = ("\n".join(lines) + "\n").encode()
    path.write_bytes(lzma.compress(data, preset=9 | lzma.PRESET_EXTREME))
    return count


def pairs_of(corpus: Path, authored: Path, weight: int = 4) -> Iterable[tuple[str, str, int]]:
    """(English, Japanese, times) of what training may see; of the encyclopaedia one pair in four is heard."""
    for number, (source, english, japanese) in enumerate(triples(corpus)):
        if source not in WORD_LISTS and source not in EXCLUDED and len(english) < 400:
            yield english, japanese, int(source != "kftt" or number % 4 == 0)
    for _field, english, japanese in triples(authored):
        if not is_held_back(english):
            yield english, japanese, weight


def main(words: list[str] | None = None) -> int:
    """Make the file, say its size."""
    made = argparse.ArgumentParser(prog="python -m workbench.training.lexicon", allow_abbrev=False)
    made.add_argument("--jmdict", type=Path, required=True, help="jamdict.db")
    made.add_argument("--corpus", type=Path, required=True)
    made.add_argument("--authored", type=Path, default=shipped("pairs", "en-ja.tsv.xz"))
    made.add_argument("--longest", type=int, default=5)
    made.add_argument("--out", type=Path, default=shipped("lexicon", "en-ja.txt.xz"))
    given = made.parse_args(words)
    entries = entries_of(given.jmdict)
    met = weighed(entries, pairs_of(given.corpus, given.authored))
    count = written(entries, met, given.out, given.longest)
    print(f"{count} of {len(entries)} entries, {given.out.stat().st_size} bytes: {given.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
