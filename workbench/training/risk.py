"""The risk of drafts: fitted, measured, written.

Lives here: `collect`, `fit`, `measure` and the command line. Takes a package and pairs it has not seen; drafts
them as the workbench does, compares with the references, fits a logistic model of *must be written
anew* (TER against the reference above 0.6) and writes `workbench/data/risk/PACKAGE.json`. Run again
after each new package:

    python -m workbench.training.risk [--authored FOLDER] [--package FILE] [--pairs 2500] [--seed 7]
                                      [--outside STEM …] [--outside-pairs 300]

`--outside` names test sets of other fields (STEM.en, STEM.ja): a model that has seen news of one sort only is too
sure of itself elsewhere, and its floor would leave most of a manual empty. Prints Pearson with TER, AUC and
calibration error by five-fold cross-validation, for either sort, beside log-probability alone and length alone, a
reliability table, and what each floor leaves empty.
May import: article, config, drafting, model, scoring, terms and the modules of this room.
Apart from `evaluate` because that measures a package, and this its single drafts.
"""

from __future__ import annotations

import argparse
import json
import math
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from workbench.article import cut, segmenter
from workbench.config import shipped
from workbench.drafting.argos import ArgosEngine
from workbench.drafting.draft import draft_texts
from workbench.drafting.risk import FEATURES, features, log_ratio
from workbench.model import Draft
from workbench.scoring import score
from workbench.terms import Termbase
from workbench.training.prepare import is_held_back, named

REWRITE = 0.6
"""TER above which a draft counts as written anew."""
WRONG = 0.9
"""Share of rewrites among what a floor leaves empty, at least, in its field and outside."""
MOST_LEFT = 0.2
"""Share of drafts outside its field that a floor leaves empty, at most: a weak draft of a page is still read
faster than the page."""
FOLDS = 5
_TOGETHER = 25
"""Pairs that are one document: names are kept the same within one."""


@dataclass(frozen=True)
class Row:
    """One draft, what the engine thinks of its tokens, and how far the reference is."""

    draft: Draft
    tokens: tuple[float, ...]
    ter: float


def held_back(places: Sequence[Path], count: int, seed: int) -> list[tuple[str, str]]:
    """Pairs of authored files that training holds back, one English side once."""
    found: dict[str, str] = {}
    for place in places:
        for file in sorted(place.glob("*.tsv*")) if place.is_dir() else [place]:
            for _field, english, japanese, _names in named(file):
                if is_held_back(english):
                    found.setdefault(english, japanese)
    pairs = sorted(found.items())
    random.Random(seed).shuffle(pairs)
    return pairs[:count]


def collect(engine: ArgosEngine, pairs: Sequence[tuple[str, str]]) -> list[Row]:
    """The pairs drafted with the shipped terms, some at a time; empty drafts are left out."""
    base = Termbase.load([shipped("glossary")], engine.source, engine.target)
    whole = segmenter(engine.source, "paragraph")
    drafts: list[Draft] = []
    for start in range(0, len(pairs), _TOGETHER):
        made = draft_texts(
            engine,
            [source for source, _reference in pairs[start : start + _TOGETHER]],
            cut=lambda text: cut(text, whole),
            choose=lambda sentence: base.choices(base.match(sentence)),
        )
        drafts += [replace(one.drafts[0], target=one.target) for one in made]
        print(f"{len(drafts)} drafted", flush=True)
    tokens = engine.token_scores([d.source for d in drafts], [d.target for d in drafts])
    ters = score(
        [draft.target for draft in drafts],
        [[reference for _source, reference in pairs]],
        target_language=engine.target,
        metrics=["ter"],
        segments=True,
    )[0].segments
    rows = zip(drafts, tokens, ters, strict=True)
    return [Row(d, tuple(t), min(1.5, ter / 100)) for d, t, ter in rows if d.target.strip()]


def band_of(rows: Sequence[Row]) -> tuple[float, float]:
    """Mean and deviation of the log ratio of lengths."""
    ratios = np.array([log_ratio(row.draft.source, row.draft.target) for row in rows])
    return float(ratios.mean()), float(ratios.std())


def table(rows: Sequence[Row], band: tuple[float, float], language: str) -> np.ndarray:
    """One line of features a row."""
    out = []
    for row in rows:
        values = features(row.draft, row.tokens, band, language)
        out.append([values[name] for name in FEATURES])
    return np.array(out)


def scaled(values: np.ndarray, mean: np.ndarray, deviation: np.ndarray) -> np.ndarray:
    """As the product scales them."""
    return np.clip((values - mean) / deviation, -4, 4)


def logistic(values: np.ndarray, labels: np.ndarray, ridge: float = 1.0) -> np.ndarray:
    """Weights, bias last: Newton's method, a ridge on all but the bias."""
    given = np.hstack([values, np.ones((len(values), 1))])
    penalty = np.full(given.shape[1], ridge)
    penalty[-1] = 0.0
    weights = np.zeros(given.shape[1])
    for _step in range(50):
        chance = 1 / (1 + np.exp(-given @ weights))
        slope = given.T @ (chance - labels) + penalty * weights
        curve = (given * (chance * (1 - chance))[:, None]).T @ given + np.diag(penalty + 1e-9)
        change = np.linalg.solve(curve, slope)
        weights -= change
        if np.abs(change).max() < 1e-8:
            break
    return weights


def crossed(values: np.ndarray, labels: np.ndarray, seed: int) -> np.ndarray:
    """Each row's chance from a model that has not seen it."""
    order = np.random.default_rng(seed).permutation(len(values))
    out = np.zeros(len(values))
    for fold in range(FOLDS):
        test = order[fold::FOLDS]
        rest = np.setdiff1d(order, test)
        mean, deviation = values[rest].mean(0), values[rest].std(0) + 1e-9
        weights = logistic(scaled(values[rest], mean, deviation), labels[rest])
        given = scaled(values[test], mean, deviation)
        out[test] = 1 / (1 + np.exp(-(given @ weights[:-1] + weights[-1])))
    return out


def auc(chances: np.ndarray, labels: np.ndarray) -> float:
    """How often a rewrite gets more risk than one that is none."""
    order = np.argsort(chances, kind="stable")
    ranks = np.empty(len(chances))
    ranks[order] = np.arange(1, len(chances) + 1)
    for value in np.unique(chances):
        same = chances == value
        ranks[same] = ranks[same].mean()
    wrong = int(labels.sum())
    right = len(labels) - wrong
    return float((ranks[labels == 1].sum() - wrong * (wrong + 1) / 2) / max(1, wrong * right))


def pearson(chances: np.ndarray, ters: np.ndarray) -> float:
    """0 where one of the two is the same everywhere."""
    if chances.std() < 1e-9 or ters.std() < 1e-9:
        return 0.0
    return float(np.corrcoef(chances, ters)[0, 1])


def calibration_error(chances: np.ndarray, labels: np.ndarray, bins: int = 10) -> float:
    """Expected calibration error over bins of equal size."""
    order = np.argsort(chances)
    parts = [p for p in np.array_split(order, bins) if len(p)]
    return float(
        sum(len(p) * abs(chances[p].mean() - labels[p].mean()) for p in parts) / len(order)
    )


def floor_of(groups: Sequence[tuple[np.ndarray, np.ndarray]]) -> float:
    """The lowest risk, in steps of .005, above which at least WRONG of the drafts of each group are rewrites.

    A group is (risks, labels): the first of the field the package was made for, the others of other fields, of
    which at most MOST_LEFT may be above.
    """
    for step in range(100, 200):
        above = [chances > step / 200 for chances, _labels in groups]
        enough = sum(int(one.sum()) for one in above) >= 20
        wrong = all(
            labels[one].mean() >= WRONG
            for one, (_chances, labels) in zip(above, groups, strict=True)
            if one.sum() >= 5
        )
        if enough and wrong and all(one.mean() <= MOST_LEFT for one in above[1:]):
            return step / 200
    return 1.0


def lines_of(stem: Path, count: int, seed: int) -> list[tuple[str, str]]:
    """Some pairs of a test set in two files, `stem`.en and `stem`.ja."""
    sides = [
        stem.with_name(f"{stem.name}.{code}").read_text("utf-8").rstrip("\n").split("\n")
        for code in ("en", "ja")
    ]
    pairs = list(zip(*sides, strict=True))
    random.Random(seed).shuffle(pairs)
    return pairs[:count]


def main(words: list[str] | None = None) -> int:
    """Collect, fit, print, write."""
    made = argparse.ArgumentParser(prog="python -m workbench.training.risk", allow_abbrev=False)
    made.add_argument(
        "--authored", type=Path, action="append", default=[], help="default: the pairs that ship"
    )
    made.add_argument("--package", type=Path, help="default: the one that ships")
    made.add_argument("--pairs", type=int, default=2500)
    made.add_argument("--outside", type=Path, action="append", default=[], metavar="STEM")
    made.add_argument("--outside-pairs", type=int, default=300)
    made.add_argument("--seed", type=int, default=7)
    made.add_argument("--threads", type=int, default=1)
    made.add_argument("--out", type=Path, default=shipped("risk"))
    arguments = made.parse_args(words)
    places = arguments.authored or [shipped("pairs")]
    engine = ArgosEngine("en", "ja", arguments.package, arguments.threads)
    rows = collect(engine, held_back(places, arguments.pairs, arguments.seed))
    others = [
        row
        for stem in arguments.outside
        for row in collect(engine, lines_of(stem, arguments.outside_pairs, arguments.seed))
    ]
    path = fit(rows, engine.package, engine.source, arguments.out, arguments.seed, others)
    print(f"written: {path}")
    return 0


def fit(
    rows: Sequence[Row],
    package: str,
    language: str,
    folder: Path,
    seed: int,
    outside: Sequence[Row] = (),
) -> Path:
    """Print the figures, write the model."""
    band = band_of(rows)
    values = table([*rows, *outside], band, language)
    ters = np.array([row.ter for row in (*rows, *outside)])
    labels = (ters > REWRITE).astype(float)
    inside = np.arange(len(ters)) < len(rows)
    parts = (
        {"in its field": inside, "outside": ~inside} if len(outside) else {"in its field": inside}
    )
    for name, part in parts.items():
        print(
            f"{package}, {name}: {part.sum()} pairs not seen in training,"
            f" mean TER {ters[part].mean():.3f}, rewrites {labels[part].mean():.3f}"
        )
    at = {name: number for number, name in enumerate(FEATURES)}
    ways = {
        "all features": list(range(len(FEATURES))),
        "log-probability alone": [at["mean"]],
        "length alone": [at["size"]],
        "token scores alone": [at[n] for n in ("mean", "lowest", "spread", "unlikely")],
    }
    figures: dict[str, dict[str, dict[str, float]]] = {name: {} for name in parts}
    print(f"{'':40}{'Pearson':>9}{'AUC':>9}{'ECE':>9}")
    for way, columns in ways.items():
        chances = crossed(values[:, columns], labels, seed)
        for name, part in parts.items():
            row = (
                pearson(chances[part], ters[part]),
                auc(chances[part], labels[part]),
                calibration_error(chances[part], labels[part]),
            )
            figures[name][way] = dict(
                zip(("pearson", "auc", "ece"), (round(x, 3) for x in row), strict=True)
            )
            print(f"{way + ', ' + name:40}" + "".join(f"{x:9.3f}" for x in row))
    chances = crossed(values, labels, seed)
    print("\nrisk said   drafts   rewritten   mean TER")
    for some in np.array_split(np.argsort(chances), 10):
        print(
            f"{chances[some].mean():9.2f}{len(some):9}{labels[some].mean():12.2f}{ters[some].mean():11.2f}"
        )
    floor = floor_of([(chances[part], labels[part]) for part in parts.values()])
    print("\nfloor" + "".join(f"{name + ': left':>22}{'rewrites':>10}" for name in parts))
    for step in sorted({0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 0.98, floor}):
        shown = ""
        for part in parts.values():
            above = part & (chances > step)
            share = labels[above].mean() if above.any() else math.nan
            shown += f"{above.sum() / part.sum():22.3f}{share:10.2f}"
        print(f"{step:5.3f}" + shown + ("   chosen" if step == floor else ""))
    mean, deviation = values.mean(0), values.std(0) + 1e-9
    weights = logistic(scaled(values, mean, deviation), labels)
    model = {
        "package": package,
        "pairs": {name: int(part.sum()) for name, part in parts.items()},
        "rewrite": f"TER > {REWRITE} against a reference, sacreBLEU",
        "figures": figures,
        "floor": floor,
        "band": [round(x, 5) for x in band],
        "bias": round(float(weights[-1]), 5),
        "weights": {
            name: [round(float(x), 5) for x in (mean[n], deviation[n], weights[n])]
            for n, name in enumerate(FEATURES)
        },
    }
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{package}.json"
    path.write_text(json.dumps(model, indent=1) + "\n", "utf-8")
    return path


if __name__ == "__main__":
    raise SystemExit(main())
