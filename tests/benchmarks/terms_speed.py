"""Speed of source matching beside raw Aho–Corasick on the same text, in one run.

Lives here: the figures of record. Run: `python tests/benchmarks/terms_speed.py [train.tsv.xz]`;
with a corpus (three columns at least, English in one of them) terms and segments come from it,
without one they are generated from word lists of this file. May import: language, terms; ahocorasick_rs.

Printed: 100,000 terms × 10,000 segments, ours and `ahocorasick_rs` on the lower-cased text, scanning
and loading apart, best of three. The peer runs twice: LeftmostLongest (what a substring glossary would
do) and with every overlapping match (what one needs to look for word boundaries afterwards); neither
looks at a boundary or a base form. Then a base of 300 concepts from a file: loading, and one segment.
"""

from __future__ import annotations

import gc
import itertools
import lzma
import random
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from ahocorasick_rs import AhoCorasick, MatchKind

from workbench.language.english import lemmas
from workbench.terms import Termbase
from workbench.terms.concept import Concept, Terms
from workbench.terms.match import matcher

TERMS, SEGMENTS = 100_000, 10_000
_WORDS = (
    "court law state right family partner marriage gender identity legal district appeal public"
    " health school city register policy group support judge lawyer council record claim equal"
    " ruling hearing employer child parent order benefit system member vote bill party office"
).split()


def segments(corpus: Path | None) -> list[str]:
    """English sentences, from the corpus or made of word lists."""
    if corpus is None:
        picker = random.Random(7)
        endings = ["", "s", "ed", "ing", "er", "ment", "al", "ity"]
        words = [word + end for word in _WORDS for end in endings]
        return [" ".join(picker.choices(words, k=25)).capitalize() + "." for _ in range(30_000)]
    lines: list[str] = []
    with lzma.open(corpus, "rt", encoding="utf-8") as stream:
        for line in itertools.islice(stream, 0, 900_000, 30):
            cells = [cell for cell in line.rstrip("\n").split("\t") if len(cell) > 20]
            english = [cell for cell in cells if cell.isascii() and " " in cell]
            if english:
                lines.append(english[0])
    return lines


_FUNCTION = frozenset(
    "a an the and or but of in on at to by for with from as is are was were be been it its he she"
    " they we you i his her their our this that these those which who not no have has had do does"
    " did will would can could may if so than then there s t said also more one two".split()
)


def terms(lines: list[str]) -> list[str]:
    """100,000 distinct forms of one to four words: cut from other sentences, so that many almost
    match, as the entries of a real glossary do; like those, they neither start nor end with a
    function word, and single ones are not everyday words."""
    picker = random.Random(11)
    made: dict[str, None] = {}
    counts = Counter(word for line in lines for word in re.findall(r"[a-z]+", line))
    everyday = {word for word, _count in counts.most_common(2000)}
    while len(made) < TERMS:
        words = re.findall(r"[A-Za-z]+(?:-[a-z]+)*", picker.choice(lines))
        size = picker.choice((1, 2, 2, 2, 3, 3, 4))
        if len(words) < size + 1:
            continue
        at = picker.randrange(len(words) - size)
        form = " ".join(words[at : at + size]).lower()
        if words[at].lower() in _FUNCTION or words[at + size - 1].lower() in _FUNCTION:
            continue
        if size == 1 and (
            len(form) < 5 or form in everyday or not everyday.isdisjoint(lemmas(form))
        ):
            continue
        made[form] = None
    return list(made)[:TERMS]


def best(call: Callable[[], object], times: int = 3) -> float:
    """Seconds of the fastest of several runs."""
    took: list[float] = []
    for _ in range(times):
        gc.collect()
        start = time.perf_counter()
        call()
        took.append(time.perf_counter() - start)
    return min(took)


def large(corpus: Path | None) -> None:
    """100,000 terms × 10,000 segments."""
    lines = segments(corpus)
    picker = random.Random(3)
    picker.shuffle(lines)
    texts, rest = lines[:SEGMENTS], lines[SEGMENTS:]
    forms = terms(rest)
    concepts = [Concept(f"c{n}", terms={"en": Terms(form)}) for n, form in enumerate(forms)]

    start = time.perf_counter()
    ours = matcher(concepts, "en")
    cold = time.perf_counter() - start
    start = time.perf_counter()
    found = sum(len(ours.match(text)) for text in texts)
    first = time.perf_counter() - start
    warm = best(lambda: sum(len(ours.match(text)) for text in texts))

    start = time.perf_counter()
    raw = AhoCorasick(forms, matchkind=MatchKind.LeftmostLongest)
    built = time.perf_counter() - start
    raw_found = sum(len(raw.find_matches_as_indexes(text.lower())) for text in texts)
    scan = best(lambda: sum(len(raw.find_matches_as_indexes(text.lower())) for text in texts))

    every = AhoCorasick(forms, matchkind=MatchKind.Standard).find_matches_as_indexes
    whole = best(lambda: sum(len(every(text.lower(), overlapping=True)) for text in texts))

    print(f"{len(forms)} terms × {len(texts)} segments ({sum(map(len, texts)):,} characters)")
    print(f"  workbench       load {cold:6.2f} s   first run {first:6.3f} s   then {warm:6.3f} s"
          f"   {found} hits")  # fmt: skip
    print(f"  ahocorasick_rs  load {built:6.2f} s   scan {scan:6.3f} s   {raw_found} hits")
    print(f"  with every overlapping match   scan {whole:6.3f} s")
    print(f"  ours / raw: {first / scan:.1f} first run, {warm / scan:.1f} then")
    print(f"  ours / raw with every match: {first / whole:.1f} first run, {warm / whole:.1f} then")


def small(texts: list[str]) -> None:
    """300 concepts from a file."""
    rows = ["id\tpos\ten\ten_admitted\tja\n"]
    picker = random.Random(5)
    for number in range(300):
        one, two, three = picker.sample(_WORDS, 3)
        rows.append(f"c{number}\tnoun\t{one} {two}\t{two} {three}|{one}-{three}\t控訴\n")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "t.tsv"
        path.write_text("".join(rows), "utf-8")

        def load() -> None:
            Termbase.load([path], "en", "ja").match("The court ruled.")

        start = time.perf_counter()
        load()
        cold = time.perf_counter() - start
        warm = best(load)
        base = Termbase.load([path], "en", "ja")
        once = time.perf_counter()
        for text in texts[:2000]:
            base.match(text)
        each = (time.perf_counter() - once) / 2000
    print(f"300 concepts: load {cold * 1000:.0f} ms in a fresh process (dictionary included),"
          f" {warm * 1000:.1f} ms after; {each * 1000:.3f} ms a segment")  # fmt: skip


if __name__ == "__main__":
    given = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    small(segments(given))
    large(given)
