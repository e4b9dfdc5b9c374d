"""Step 3b: word alignments, which show the decoder where to look.

Lives here: `align_all`. Takes the arrays of step 3, gives `links.npz`: for every pair the links
(source piece, target piece) that eflomal finds in both directions (Östling and Tiedemann 2016).
With few training tokens attention finds its place late; supervising one head with these links
(Chen et al. 2016) brings it forward.
May import: the modules of this room; eflomal, numpy.
Apart from `tokenizer` because a run with many tokens does without it.
"""

from __future__ import annotations

from pathlib import Path

import eflomal
import numpy

from workbench.training.batches import POOLS, Pool


def align_all(work: Path) -> int:
    """Write `links.npz` for both pools; returns the number of links."""
    sides = [work / "align.source", work / "align.target"]
    with sides[0].open("w") as source, sides[1].open("w") as target:
        for name in POOLS:
            pool = Pool(work / f"{name}.npz")
            for number in range(pool.size):
                left, right = pool.pair(number)
                source.write(" ".join(map(str, left)) + "\n")
                target.write(" ".join(map(str, right)) + "\n")
    forward, backward = work / "align.forward", work / "align.backward"
    with sides[0].open() as source, sides[1].open() as target:
        eflomal.Aligner(model=3, n_samplers=1, n_iterations=(2, 1, 3)).align(
            source,
            target,
            links_filename_fwd=str(forward),
            links_filename_rev=str(backward),
            quiet=True,
        )
    return save_links(work, forward, backward)


def save_links(work: Path, forward: Path, backward: Path) -> int:
    """Keep the links that both directions have."""
    links: list[tuple[int, int]] = []
    ends: list[int] = []
    with forward.open() as one, backward.open() as other:
        for left, right in zip(one, other, strict=True):
            both = set(left.split()) & set(right.split())
            links += [(int(a), int(b)) for a, b in (link.split("-") for link in sorted(both))]
            ends.append(len(links))
    numpy.savez(
        work / "links.npz",
        links=numpy.asarray(links, dtype=numpy.uint8),
        ends=numpy.asarray(ends, dtype=numpy.int64),
    )
    return len(links)
