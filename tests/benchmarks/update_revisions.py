"""`workbench update` on many revisions, beside msgmerge: `python tests/benchmarks/update_revisions.py`.

The sample article and twenty more (put together from this project's own sentences), each split, joined,
moved and edited at every place, then --random revisions of one to six such steps. Prints how many merges
lost a paragraph or a confirmed text, and how many paragraphs got the right translation, somebody else's,
or none though there is one; the same for msgmerge on every --beside'th. Exits 1 where anything was lost,
or where ours is worse than msgmerge in any sum.
"""

from __future__ import annotations

import argparse
import lzma
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import polib

from tests.catalog.revisions import (
    Draft,
    Piece,
    article,
    at_random,
    confirmed,
    edited_at,
    faults,
    joined_at,
    moved_to,
    originals,
    places,
    split_at,
    tally,
    told_as,
)
from workbench.catalog import Catalog, build_catalog, merge_revised, save_po, save_pot
from workbench.config import shipped

HEADS = (
    "What happened",
    "Reactions",
    "What comes next",
    "The ruling in full",
    "Background",
    "Who is affected",
)
KINDS = ("split", "joined", "moved", "edited", "random")


def articles(count: int) -> Iterator[tuple[str, ...]]:
    """The sample article, then others of headings and paragraphs of one to six sentences."""
    yield originals()
    with lzma.open(shipped("pairs", "en-ja.tsv.xz"), "rt", encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file]
    sentences = [cell for row in rows for cell in row if len(cell) > 40 and cell.isascii()]
    rng = Random(3)
    rng.shuffle(sentences)
    rest = iter(sentences)
    for _number in range(count):
        texts: list[str] = []
        for n in range(24):
            if n % 6 == 0:
                texts.append(HEADS[n // 6 + rng.randrange(3)])
            texts.append(" ".join(next(rest) for _ in range(rng.choice((1, 1, 2, 3, 4, 6)))))
        yield tuple(texts)


def at_every_place(texts: tuple[str, ...], step: int) -> Iterator[tuple[str, Draft]]:
    """Every paragraph split after every `step`th word, joined with the next, moved by every distance that
    is a power of two, another word at every `step`th place."""
    start = [Piece(text, frozenset([n])) for n, text in enumerate(texts)]
    for at, text in enumerate(texts):
        for word in list(places(text))[::step]:
            yield "split", split_at(start, at, word)
            yield "edited", edited_at(start, at, word)
        if at + 1 < len(texts):
            yield "joined", joined_at(start, at)
        for distance in (1, 2, 4, 8, 16):
            if at + distance < len(texts):
                yield "moved", moved_to(start, at, at + distance)


def msgmerge(before: Catalog, draft: Draft, folder: Path) -> dict[str, str]:
    old, pot, out = folder / "old.po", folder / "new.pot", folder / "out.po"
    save_po(before, old)
    save_pot(build_catalog(article([p.text for p in draft]), "en", "ja"), pot)
    subprocess.run(
        ["msgmerge", "--previous", "--no-wrap", "-q", "-o", str(out), str(old), str(pot)],
        check=True,
    )
    return {e.msgid: e.msgstr for e in polib.pofile(str(out)) if not e.obsolete}


def main() -> int:
    made = argparse.ArgumentParser()
    made.add_argument("--articles", type=int, default=20)
    made.add_argument("--random", type=int, default=10_000)
    made.add_argument("--step", type=int, default=4, help="words between two places of a split")
    made.add_argument("--beside", type=int, default=50, help="every how manieth msgmerge does, too")
    asked = made.parse_args()
    counts = dict.fromkeys(KINDS, 0)
    sums = {name: {kind: [0, 0, 0] for kind in KINDS} for name in ("ours", "beside", "msgmerge")}
    lost: list[str] = []
    spent = 0.0
    rng = Random(7)
    all_texts = list(articles(asked.articles))
    share = -(-asked.random // len(all_texts))
    with tempfile.TemporaryDirectory() as folder:
        for texts in all_texts:
            before = confirmed(texts)
            revisions = list(at_every_place(texts, asked.step))
            revisions += [("random", at_random(rng, texts)) for _ in range(share)]
            for number, (kind, draft) in enumerate(revisions):
                counts[kind] += 1
                began = time.perf_counter()
                after, _report = merge_revised(before, article([p.text for p in draft]))
                spent += time.perf_counter() - began
                lost += [f"{kind}: {fault}" for fault in faults(before, after, draft)]
                told = told_as(draft, texts)
                found = tally(told, {unit.source: unit.target for unit in after.live})
                three = (found.right, found.wrong, found.lost)
                rows = [("ours", three)]
                if number % asked.beside == 0:
                    theirs = tally(told, msgmerge(before, draft, Path(folder)))
                    rows += [
                        ("beside", three),
                        ("msgmerge", (theirs.right, theirs.wrong, theirs.lost)),
                    ]
                for name, row in rows:
                    sums[name][kind] = [a + b for a, b in zip(sums[name][kind], row, strict=True)]
    print(f"{len(all_texts)} articles, {sum(counts.values())} revisions, {spent:.0f} s")
    print(f"paragraphs or confirmed texts lost: {len(lost)}")
    for line in lost[:20]:
        print("  ", line)
    print(f"{'':<28}{'revisions':>10}{'right':>9}{'wrong':>7}{'lost':>7}")
    worse = False
    for kind in KINDS:
        for name, label in (
            ("ours", "update"), ("beside", "update, where both"), ("msgmerge", "msgmerge --previous"),
        ):  # fmt: skip
            count = counts[kind] if name == "ours" else ""
            right, wrong, none = sums[name][kind]
            print(f"{kind:<8}{label:<20}{count:>10}{right:>9}{wrong:>7}{none:>7}")
        mine, theirs = sums["beside"][kind], sums["msgmerge"][kind]
        worse |= mine[0] < theirs[0] or mine[1] > theirs[1] or mine[2] > theirs[2]
    return int(bool(lost) or worse)


if __name__ == "__main__":
    raise SystemExit(main())
