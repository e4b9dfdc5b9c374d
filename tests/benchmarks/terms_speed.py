"""Speed of source matching beside raw Aho–Corasick on the same text, in one run.

Lives here: the figures of record. Run: `python tests/benchmarks/terms_speed.py [train.tsv.xz]
[--limit 4]`; with a corpus (three columns at least, English in one of them) terms and segments come
from it, without one they are generated from word lists of this file. May import: language, terms;
ahocorasick_rs.

Printed: 100,000 terms × 10,000 segments, ours and `ahocorasick_rs` on the lower-cased text, loading
and scanning apart. Ours are scanned three times over: all segments for the first time; all of them
for the first time after twice as many others, as in a long session; and again. The last and the
peers run in turn, so that caches and other programs disturb all alike; the best of five counts.
The peer is asked twice: LeftmostLongest (what a substring glossary would do) and with every
overlapping match (what one needs to look for word boundaries afterwards); neither looks at a
boundary or a base form. Then a base of 300 concepts from a file: loading, and one segment.
Exit status 1 where later runs take more than `--limit` times the LeftmostLongest peer.
"""

from __future__ import annotations

import argparse
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
from workbench.terms.source_matcher import matcher

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


def seconds(call: Callable[[], object]) -> float:
    """How long a call takes, what was left by others collected before."""
    gc.collect()
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def in_turn(*calls: Callable[[], object], times: int = 5) -> list[float]:
    """Seconds of the fastest of several runs of each call, one after another."""
    rounds = [[seconds(call) for call in calls] for _ in range(times)]
    return [min(took) for took in zip(*rounds, strict=True)]


def in_a_long_session(concepts: list[Concept], before: list[str], texts: list[str]) -> float:
    """Seconds for texts that a matcher sees for the first time after many others."""
    ours = matcher(concepts, "en")
    for text in before:
        ours.match(text)
    return seconds(lambda: [ours.match(text) for text in texts])


def large(corpus: Path | None) -> float:
    """100,000 terms × 10,000 segments; gives the ratio of later runs."""
    lines = segments(corpus)
    picker = random.Random(3)
    picker.shuffle(lines)
    texts, rest = lines[:SEGMENTS], lines[SEGMENTS:]
    forms = terms(rest)
    concepts = [Concept(f"c{n}", terms={"en": Terms(form)}) for n, form in enumerate(forms)]

    unseen = in_a_long_session(concepts, rest[: 2 * SEGMENTS], texts)
    start = time.perf_counter()
    ours = matcher(concepts, "en")
    cold = time.perf_counter() - start
    first = seconds(lambda: [ours.match(text) for text in texts])
    found = sum(len(ours.match(text)) for text in texts)
    start = time.perf_counter()
    raw = AhoCorasick(forms, matchkind=MatchKind.LeftmostLongest).find_matches_as_indexes
    built = time.perf_counter() - start
    raw_found = sum(len(raw(text.lower())) for text in texts)
    every = AhoCorasick(forms, matchkind=MatchKind.Standard).find_matches_as_indexes
    warm, scan, whole = in_turn(
        lambda: sum(len(ours.match(text)) for text in texts),
        lambda: sum(len(raw(text.lower())) for text in texts),
        lambda: sum(len(every(text.lower(), overlapping=True)) for text in texts),
    )
    print(f"{len(forms)} terms × {len(texts)} segments ({sum(map(len, texts)):,} characters)")
    print(f"  workbench       load {cold:6.2f} s   first run {first:6.3f} s"
          f"   unseen after {2 * SEGMENTS} others {unseen:6.3f} s   again {warm:6.3f} s   {found} hits")  # fmt: skip
    print(f"  ahocorasick_rs  load {built:6.2f} s   scan {scan:6.3f} s   {raw_found} hits")
    print(f"  with every overlapping match   scan {whole:6.3f} s")
    for name, peer in (("raw", scan), ("raw with every match", whole)):
        print(f"  ours / {name}: {first / peer:.1f} first run, {unseen / peer:.1f} unseen,"
              f" {warm / peer:.1f} again")  # fmt: skip
    return warm / scan


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
        (warm,) = in_turn(load)
        base = Termbase.load([path], "en", "ja")
        once = time.perf_counter()
        for text in texts[:2000]:
            base.match(text)
        each = (time.perf_counter() - once) / 2000
    print(f"300 concepts: load {cold * 1000:.0f} ms in a fresh process (dictionary included),"
          f" {warm * 1000:.1f} ms after; {each * 1000:.3f} ms a segment")  # fmt: skip


def main() -> int:
    """Print the figures; 1 where they are above the limit."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("corpus", type=Path, nargs="?")
    parser.add_argument("--limit", type=float, default=4.0)
    given = parser.parse_args()
    small(segments(given.corpus))
    return int(large(given.corpus) > given.limit)


if __name__ == "__main__":
    sys.exit(main())
