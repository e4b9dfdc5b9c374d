"""Names: the table and the transliterator that drafting asks, learnt.

Lives here: `learn` and `main`. Takes pairs of a Latin name and its katakana, and readings of Japanese names
in romaji, gives `workbench/data/names/names.txt.xz` (form: `language.names`). A pair is aligned piece by
piece (Viterbi training, one to three letters to up to two kana); runs of pieces are counted. Of several
spellings of a name the one is kept that our own news pairs use, else the one that the counts find
likeliest: news write デービッド here and デイヴィッド there, and a table of all cannot choose.
May import: `language.names` for pieces; the standard library.
Apart from the recipe because the model does not need it.

    python -m workbench.training.names --authored FOLDER --jmnedict jamdict.db --corpus train.tsv.xz --out FILE

The database is that of the package `jamdict-data` of PyPI (JMnedict, CC BY-SA 4.0).
"""

from __future__ import annotations

import argparse
import lzma
import math
import random
import re
import sqlite3
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from pathlib import Path

from workbench.language.names import ORDER, Transliterator, latin, morae, romaji_to_katakana

_KATAKANA = re.compile("[ァ-ヺー]+")
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’-](?=[^\W\d_]))+")
_HIRAGANA = re.compile("[ぁ-ゖー]+")
_LEFT, _RIGHT = 3, 2
Pair = tuple[str, str]
Piece = tuple[str, str]


def align(pairs: Sequence[Pair], rounds: int = 5, sample: int = 16_000) -> list[list[Piece]]:
    """Each pair in pieces; empty where it fits no alignment."""
    rng = random.Random(1)
    some = rng.sample(list(pairs), min(sample, len(pairs)))
    cost: dict[Piece, float] = {}
    for number in range(rounds):
        counts: Counter[Piece] = Counter()
        for pair in some:
            counts.update(_best(pair, cost))
        total = sum(counts.values())
        cost = {piece: -math.log(n / total) for piece, n in counts.items() if n > 1 or number < 2}
    return [_best(pair, cost) for pair in pairs]


def _best(pair: Pair, cost: Mapping[Piece, float]) -> list[Piece]:
    left, right = latin(pair[0]), morae(pair[1])
    best: dict[tuple[int, int], tuple[float, Piece | None, tuple[int, int]]]
    best = {(0, 0): (0.0, None, (0, 0))}
    for i in range(len(left)):
        for j in range(len(right) + 1):
            if (i, j) not in best:
                continue
            so_far = best[i, j][0]
            for a in range(1, min(_LEFT, len(left) - i) + 1):
                for b in range(min(_RIGHT, len(right) - j) + 1):
                    piece = left[i : i + a], "".join(right[j : j + b])
                    price = cost.get(piece)
                    if price is None:  # before anything is known: even pieces, the diagonal
                        price = 12.0 + 2 * abs(a - 1.6 * b) if not cost else 16.0 + a + 3 * b
                    price += so_far
                    to = i + a, j + b
                    if to not in best or price < best[to][0]:
                        best[to] = price, piece, (i, j)
    at = len(left), len(right)
    if at not in best:
        return []
    out: list[Piece] = []
    while at != (0, 0):
        _price, piece, before = best[at]
        if piece is None:
            return []
        out.append(piece)
        at = before
    return out[::-1]


def counted(rows: Iterable[tuple[Sequence[Piece], int]]) -> dict[tuple[Piece, ...], int]:
    """How often each run of up to ORDER pieces stands in the aligned names."""
    edge: Piece = ("", "")
    counts: Counter[tuple[Piece, ...]] = Counter()
    for pieces, weight in rows:
        run = [edge, *pieces, edge]
        for size in range(1, ORDER + 1):
            for at in range(len(run) - size + 1):
                counts[tuple(run[at : at + size])] += weight
    return {run: n for run, n in counts.items() if n > (1 if len(run) < 3 else 2)}


def authored(folder: Path) -> tuple[dict[str, Counter[str]], Counter[Pair]]:
    """(word → its katakana, counted; whole names that are in kanji, counted)."""
    words: dict[str, Counter[str]] = defaultdict(Counter)
    others: Counter[Pair] = Counter()
    for file in sorted(folder.glob("*.tsv*")):
        opened = lzma.open if file.suffix == ".xz" else open
        with opened(file, "rt", encoding="utf-8") as rows:
            for row in rows:
                cells = row.rstrip("\n").split("\t")
                for one in cells[3].split("|") if len(cells) > 3 else ():
                    left, _sign, right = (part.strip() for part in one.partition("="))
                    parts, kana = left.split(), right.split("・")
                    if len(parts) == len(kana) and all(map(_KATAKANA.fullmatch, kana)):
                        for word, said in zip(parts, kana, strict=True):
                            if _WORD.fullmatch(word):
                                words[word][said] += 1
                    elif left and right and not _KATAKANA.fullmatch(right):
                        others[left, right] += 1
    return words, others


def jmnedict(
    path: Path,
) -> tuple[dict[str, Counter[str]], dict[str, Counter[str]], dict[str, Counter[str]]]:
    """(word → its katakana; romaji without macrons → readings, counted by ways to write them; places of two
    words that are one in katakana)."""
    data = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    written = Counter(entry for (entry,) in data.execute("select idseq from NEKanji"))
    kana = defaultdict(list)
    for entry, text in data.execute("select idseq, text from NEKana"):
        kana[entry].append(text)
    kinds = defaultdict(set)
    for number, kind in data.execute("select tid, text from NETransType"):
        kinds[number].add(kind)
    entries = dict(data.execute("select ID, idseq from NETranslation"))
    foreign: dict[str, Counter[str]] = defaultdict(Counter)
    readings: dict[str, Counter[str]] = defaultdict(Counter)
    phrases: dict[str, Counter[str]] = defaultdict(Counter)
    for number, gloss in data.execute("select tid, text from NETransGloss"):
        entry, words = entries[number], gloss.split(" (")[0].split()
        for text in kana[entry]:
            if entry not in written:
                parts = text.split("・")
                if len(parts) == len(words) and all(map(_KATAKANA.fullmatch, parts)):
                    for word, said in zip(words, parts, strict=True):
                        if _WORD.fullmatch(word):
                            foreign[word][said] += 1
                elif len(words) == 2 and _KATAKANA.fullmatch(text) and "place" in kinds[number]:
                    phrases[" ".join(words)][text] += 1
            elif len(words) == 1 and kinds[number] & {"surname", "given", "fem", "masc"}:
                if _HIRAGANA.fullmatch(text):
                    for spelling in _spellings(words[0]):
                        readings[spelling][text] += written[entry]
    return foreign, readings, phrases


def _spellings(romaji: str) -> set[str]:
    """As English news spell it: long vowels short (Yuuko is Yuko), no apostrophe; and as it stands."""
    plain = re.sub("['’-]", "", _bare(romaji).lower())
    return {plain, re.sub("uu", "u", re.sub("o[uo]", "o", plain))}


def _bare(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def learn(ours: Path, theirs: Path, corpus: Path, out: Path) -> None:
    """Write the file; prints how it fares on names that it did not see."""
    mine, others = authored(ours)
    foreign, readings, phrases = jmnedict(theirs)
    rows = [(word, max(said, key=lambda k, s=said: (s[k], k)), 4) for word, said in mine.items()]
    rows += [(word, k, 1) for word, said in foreign.items() if word not in mine for k in said]
    rows = [row for row in rows if 2 < len(row[0]) < 20 and len(row[1]) < 16]
    random.Random(2).shuffle(rows)
    aligned = align([row[:2] for row in rows])
    held = {row[0] for row in [row for row in rows if row[2] == 4][:600]}
    seen = [(p, row[2]) for row, p in zip(rows, aligned, strict=True) if p and row[0] not in held]
    tried = Transliterator(counted(seen))
    good = sum(tried.katakana(word) in mine[word] for word in held)
    print(
        f"{len(rows)} pairs; of {len(held)} unseen names {100 * good / len(held):.1f} % as in our news"
    )
    counts = counted((p, row[2]) for row, p in zip(rows, aligned, strict=True) if p)
    model = Transliterator(counts)
    table = {word: max(said, key=lambda k, s=said: (s[k], k)) for word, said in mine.items()}
    for word, said in foreign.items():
        if word not in table and word[0].isupper():
            table[word] = max(said, key=lambda k, w=word: (model.likelihood(w, k), k)) \
                if len(said) > 1 else next(iter(said))  # fmt: skip
    for english, spelled in phrases.items():
        said = [kana for kana in spelled if _alike(english, kana, table)]
        if not any((english, kana) in others for kana in said):
            others.update((english, kana) for kana in said)
    _write(out, counts, table, _long(readings), _settled(others), _ordinary(corpus, table))


def _ordinary(corpus: Path, table: Mapping[str, str]) -> list[str]:
    """Words of the table that a text may write in small letters: Mark, Brown, Grace."""
    small, capital = Counter[str](), Counter[str]()
    with lzma.open(corpus, "rt", encoding="utf-8") as rows:
        for row in rows:
            english = row.split("\t")[1]
            small.update(re.findall(r"(?<![\w-])[a-z]{2,}(?![\w-])", english))
            capital.update(re.findall(r"(?<=[a-z,] )[A-Z][a-z]+(?![\w-])", english))
    known = {word.lower(): word for word in table}
    return [w for w, n in small.items() if w in known and n > max(4, 0.3 * capital[known[w]])]


def _long(readings: Mapping[str, Counter[str]]) -> dict[str, str]:
    """Japanese names: those written in several ways, and those whose romaji hide a long vowel."""
    out = {}
    for romaji, said in readings.items():
        reading, often = max(said.items(), key=lambda item: (item[1], item[0]))
        kana = "".join(chr(ord(c) + 0x60) if "ぁ" <= c <= "ゖ" else c for c in reading)
        if often > 3 or (often > 1 and kana != romaji_to_katakana(romaji)):
            out[romaji] = kana
    return out


def _settled(others: Counter[Pair]) -> dict[str, list[str]]:
    """Names said twice or more in kanji; persons, whose kanji belong to one of them, four times."""
    out: dict[str, Counter[str]] = defaultdict(Counter)
    for (english, japanese), often in others.items():
        out[english][japanese] += often
    return {
        english: sorted(said, key=lambda text, s=said: (not _KATAKANA.fullmatch(text), -s[text]))[
            :4
        ]
        if _KATAKANA.fullmatch(max(said, key=len)) and " " in english
        else [text for text, _n in said.most_common(4)]
        for english, said in out.items()
        if _joined(english, said) or sum(said.values()) > (3 if _person(english, said) else 1)
    }


def _alike(english: str, kana: str, table: Mapping[str, str]) -> bool:
    """Whether a place of two words is spelled by their sounds, not called something else."""
    words = [table.get(w) or romaji_to_katakana(w) for w in english.split()]
    return SequenceMatcher(None, "".join(words), kana).ratio() > 0.6


def _joined(english: str, said: Iterable[str]) -> bool:
    """Several words that are one in katakana: New York."""
    return " " in english and all(map(_KATAKANA.fullmatch, said))


def _person(english: str, said: Iterable[str]) -> bool:
    words = english.split()
    return all(map(romaji_to_katakana, words)) and not any(re.search(_BODY, text) for text in said)


_BODY = "[都道府県市区町村山川島湾院党省庁法署社駅橋港城寺会大]$|大学|新聞|半島|公園"


def _write(
    out: Path, counts: Mapping[tuple[Piece, ...], int], table: Mapping[str, str],
    japanese: Mapping[str, str], others: Mapping[str, Sequence[str]], ordinary: Sequence[str],
) -> None:  # fmt: skip
    runs = (" ".join(map(":".join, run)) + f"\t{n}" for run, n in sorted(counts.items()))
    parts = {
        "foreign": [f"{a}\t{b}" for a, b in sorted(table.items())],
        "japanese": [f"{a}\t{b}" for a, b in sorted(japanese.items())],
        "others": [f"{a}\t{'|'.join(b)}" for a, b in sorted(others.items())],
        "ordinary": sorted(ordinary),
        "counts": list(runs),
    }
    out.parent.mkdir(parents=True, exist_ok=True)
    with lzma.open(out, "wt", encoding="utf-8", preset=9) as file:
        for name, lines in parts.items():
            file.write(f"# {name}\n" + "".join(line + "\n" for line in lines))
            print(f"{name}: {len(lines)}")


def main() -> int:
    """The command line above; returns its exit status."""
    made = argparse.ArgumentParser(description=__doc__)
    made.add_argument("--authored", type=Path, required=True)
    made.add_argument("--jmnedict", type=Path, required=True)
    made.add_argument("--corpus", type=Path, required=True, help="train.tsv.xz")
    made.add_argument("--out", type=Path, required=True)
    given = made.parse_args()
    learn(given.authored, given.jmnedict, given.corpus, given.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
