"""Where sentences end: ours beside nupunkt, sentencex and pySBD, by kind.

Lives here: a table from `tests/data/sentences_en.tsv` and `sentences_ja.tsv`. A case is right when
every cut is where the `¦` stands and nowhere else. pySBD is asked only where it is installed.
Run: `python tests/benchmarks/sentence_ends.py [--wrong]`; `--wrong` prints our mistakes.
May import: the cases, workbench.article, the rivals.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

from workbench.article import segmenter
from workbench.language.tags import stripped

DATA = Path(__file__).resolve().parent.parent / "data"
Cut = Callable[[str], Sequence[str]]


def cases(language: str) -> list[tuple[str, str, list[str]]]:
    """Kind, text, its sentences. `\\n` is a line feed, `¦` an end."""
    found = []
    for line in (DATA / f"sentences_{language}.tsv").read_text("utf-8").splitlines()[1:]:
        if not line:
            continue
        kind, marked = line.replace("\\n", "\n").split("\t")
        found.append((kind, marked.replace("¦", ""), sentences(marked.split("¦"))))
    return found


def sentences(pieces: Sequence[str]) -> list[str]:
    """Without the white space around them, empty ones left out."""
    return [piece.strip() for piece in pieces if piece.strip()]


def ways(language: str) -> dict[str, Cut]:
    """Name → how it cuts, for every segmenter that is here."""
    found: dict[str, Cut] = {
        "workbench": lambda text: [s.text for s in segmenter(language).sentences(text)]
    }
    if language == "en":
        from nupunkt import sent_spans

        found["nupunkt"] = lambda text: [text[a:b] for a, b in sent_spans(text)]
    from sentencex import segment

    found["sentencex"] = lambda text: list(segment(language, text))
    try:
        from pysbd import Segmenter
    except ImportError:
        return found
    pysbd = Segmenter(language=language, clean=False)
    found["pySBD"] = lambda text: [str(piece) for piece in pysbd.segment(text)]
    return found


def squeezed(pieces: Sequence[str]) -> list[str]:
    """Without tags and white space: rivals need not keep either."""
    return ["".join(stripped(piece)[0].split()) for piece in sentences(pieces)]


def main() -> int:
    for language in ("en", "ja"):
        asked = cases(language)
        names = ways(language)
        right: dict[str, dict[str, int]] = {n: defaultdict(int) for n in names}
        total: dict[str, int] = defaultdict(int)
        for kind, text, wanted in asked:
            total[kind] += 1
            for name, cut in names.items():
                shown = text if name == "workbench" else stripped(text)[0]
                given = sentences(cut(shown))
                same = (
                    given == wanted if name == "workbench" else squeezed(given) == squeezed(wanted)
                )
                right[name][kind] += same
                if name == "workbench" and not same and "--wrong" in sys.argv:
                    print(f"{language} {kind}: {' ¦ '.join(given)!r}, not {' ¦ '.join(wanted)!r}")
        print(f"\n{language:20}{'cases':>6}" + "".join(f"{name:>12}" for name in names))
        for kind, count in total.items():
            print(f"{kind:20}{count:6}" + "".join(f"{right[n][kind] / count:12.2f}" for n in names))
        overall = "".join(f"{sum(right[n].values()) / len(asked):12.3f}" for n in names)
        print(f"{'all':20}{len(asked):6}{overall}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
