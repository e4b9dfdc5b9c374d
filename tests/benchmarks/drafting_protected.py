"""What must not change, in drafts: `python tests/benchmarks/drafting_protected.py [--package FILE] [--blind]`.

On tests/data/protected_sentences.tsv (600 sentences, kind by kind; those with a reference are pairs held back
from training, the others written for this): for each kind the share of expected spans that stand in the draft
in one of their forms (copies: as often as in the source), with the workbench's own drafting and as the engine
alone says them, and numbers that a draft makes up; then chrF and BLEU of both against the references, where
there are some. Names: the tables of names were learnt from the column of names of all pairs, held back or not, so that these
lines show whether a name that is known comes through, in the reference's spelling or the table's, not whether an
unknown one is spelled well.
`--set tests/data/protected_unseen.tsv` takes 110 sentences that were written before the code they first ran on.
`--blind` makes no use of annotations, as with a package that knows none; `--every N` takes one row in N.
Exits 1 where a kind survives less often than --least per cent.
"""

from __future__ import annotations

import argparse
import re
import time
from collections import defaultdict
from difflib import SequenceMatcher
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_FREE = frozenset(["feed", "tag", "markdown"])


def rows_of(path: Path) -> list[tuple[str, str, list[list[str]], str]]:
    """(kind, source, expected spans with their forms, reference)."""
    out = []
    for line in path.read_text("utf-8").splitlines()[1:]:
        kind, source, expected, reference = (_plain(cell) for cell in line.split("\t"))
        out.append((kind, source, [one.split("|") for one in expected.split(" ; ")], reference))
    return out


def _plain(cell: str) -> str:
    return cell.replace("\\n", "\n").replace("\\t", "\t").replace("\\\\", "\\")


def survived(kind: str, source: str, forms: list[str], target: str) -> bool:
    """Whether an expected span stands in the target."""
    from workbench.language.protected import spans_of, values

    if kind == "feed":
        return target.count("\n") == source.count("\n")
    if any(form in target for form in forms) and not forms[0][0].isdigit():
        return all(target.count(form) >= source.count(form) for form in forms[:1])
    if kind in {"person", "place"} and not forms[0][0].isdigit():
        from workbench.drafting.naming import Naming

        called = [t for c in Naming([source], "en", "ja").choices(source) for t in c.targets]
        near = [t for t in called if SequenceMatcher(None, t, forms[0]).ratio() > 0.5]
        bare = re.sub("[市県州府町村区島]$", "", forms[0])  # Kamakura is 鎌倉 as well as 鎌倉市
        return any(t in target for t in (*near, *([bare] if len(bare) > 1 else [])))
    same = [v for v in values(source, "en", "ja") if list(v.forms) == forms]
    if same:
        return any(spans_of(v, target, "ja") for v in same)
    return any(re.search(rf"(?<!\d){re.escape(form)}(?!\d)", target) for form in forms)


def main() -> int:
    made = argparse.ArgumentParser(description=__doc__)
    made.add_argument("--package", type=Path, help="an .argosmodel (default: the shipped one)")
    made.add_argument("--blind", action="store_true")
    made.add_argument("--set", type=Path, default=ROOT / "tests/data/protected_sentences.tsv")
    made.add_argument("--every", type=int, default=1)
    made.add_argument("--least", type=float, default=99.5)
    made.add_argument("--show", action="store_true", help="print each sentence that lost something")
    given = made.parse_args()
    archive = given.package or next((ROOT / "workbench/data/packages").glob("*.argosmodel"))
    from workbench.article import cut, segmenter
    from workbench.drafting import draft_texts
    from workbench.drafting.argos import ArgosEngine
    from workbench.language.protected import invented

    engine = ArgosEngine("en", "ja", archive)
    engine.load()
    if given.blind:
        engine._models[0].settings.pop("annotation", None)
    rows = rows_of(given.set)[:: given.every]
    by = segmenter("en")
    sources = [source for _kind, source, _expected, _reference in rows]
    started = time.perf_counter()
    made_by = {
        "with": [d.target for d in draft_texts(engine, sources, cut=lambda text: cut(text, by))]
    }
    seconds = {"with": time.perf_counter() - started}
    started = time.perf_counter()
    cuts = [cut(source, by) for source in sources]
    drafts = iter(engine.translate([text for one in cuts for text in one.inputs]))
    made_by["alone"] = [one.join([next(drafts).target for _ in one.inputs], "ja") for one in cuts]
    seconds["alone"] = time.perf_counter() - started

    told = "no annotations" if not engine.annotates else "annotations"
    print(f"{archive.name}, {told}, {len(rows)} sentences")
    print(f"{'kind':<12} {'spans':>6} {'with':>8} {'alone':>8} {'made up':>8} {'alone':>6}")
    good: dict[tuple[str, str], int] = defaultdict(int)
    spans: dict[str, int] = defaultdict(int)
    up: dict[tuple[str, str], int] = defaultdict(int)
    for number, (kind, source, expected, _reference) in enumerate(rows):
        spans[kind] += len(expected)
        for way, targets in made_by.items():
            target = targets[number]
            up[kind, way] += len(invented(source, target, "en", "ja"))
            for forms in expected:
                well = survived(kind, source, forms, target)
                good[kind, way] += well
                if given.show and way == "with" and not well:
                    print(f"  {kind}: {forms[0]}\n    {source!r}\n    {target!r}")
    worst = 100.0
    for kind in [*spans, "all"]:
        part = list(spans) if kind == "all" else [kind]
        count = sum(spans[k] for k in part)
        share = {w: 100 * sum(good[k, w] for k in part) / count for w in made_by}
        made_up = {w: sum(up[k, w] for k in part) for w in made_by}
        worst = min(worst, share["with"])
        print(
            f"{kind:<12} {count:>6} {share['with']:>6.1f} % {share['alone']:>6.1f} % {made_up['with']:>8} {made_up['alone']:>6}"
        )
    _scores([row[3] for row in rows], made_by)
    print(f"seconds: with {seconds['with']:.0f}, alone {seconds['alone']:.0f}")
    return int(worst < given.least)


def _scores(references: list[str], made_by: dict[str, list[str]]) -> None:
    from sacrebleu.metrics import BLEU, CHRF

    some = [n for n, reference in enumerate(references) if reference]
    if not some:
        return
    for way, targets in made_by.items():
        hypotheses = [targets[n] for n in some]
        against = [[references[n] for n in some]]
        bleu = BLEU(tokenize="ja-mecab").corpus_score(hypotheses, against)
        chrf = CHRF().corpus_score(hypotheses, against)
        print(f"{way}: chrF {chrf.score:.2f}, BLEU {bleu.score:.2f} ({len(some)} references)")


if __name__ == "__main__":
    raise SystemExit(main())
