"""Two systems on the same segments: is the difference real?

Lives here: `compare`. Takes two sets of hypotheses, gives both scores and a p-value per metric, by
paired bootstrap resampling (Koehn 2004) or paired approximate randomisation (Riezler and Maxwell
2005), both as sacreBLEU implements them.
May import: model, errors, wording, `metrics` of this room; sacrebleu.
Apart from `metrics` because significance is asked for rarely and takes a while.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from workbench.model import Score
from workbench.scoring.metrics import _calmly, metric, nfkc, prove_equal


@dataclass(frozen=True, slots=True)
class Comparison:
    """One metric on two systems."""

    metric: str
    first: Score
    second: Score
    p_value: float
    method: str

    @property
    def significant(self) -> bool:
        """At the usual 5 %."""
        return self.p_value < 0.05


def compare(
    first: Sequence[str],
    second: Sequence[str],
    references: Sequence[Sequence[str]],
    *,
    target_language: str,
    metrics: Sequence[str] = ("bleu", "chrf"),
    method: str = "bootstrap",
    samples: int = 1000,
    normalise: bool = False,
) -> list[Comparison]:
    """Compare two systems; `method` is `bootstrap` or `randomisation`. Raises ScoreError.

    `normalise` applies NFKC to all sides and says so in the signature.
    """
    test = ("bs" if method == "bootstrap" else "ar", samples)
    prove_equal(first, references)
    prove_equal(second, references)
    if normalise:
        first, second = nfkc(first), nfkc(second)
        references = [nfkc(side) for side in references]
    signatures, results = _tested(first, second, references, target_language, metrics, test)
    mark = "|norm:nfkc" if normalise else ""
    same = list(first) == list(second)  # sacreBLEU gives identical systems a tiny p-value
    keys = [key for key in results if key != "System"]
    return [
        Comparison(
            name,
            Score(name, float(results[key][0].score), f"{signatures[key]}{mark}"),
            Score(name, float(results[key][1].score), f"{signatures[key]}{mark}"),
            float(1.0 if same else results[key][1].p_value or 0.0),
            method,
        )
        for name, key in zip(metrics, keys, strict=True)
    ]


def _tested(
    first: Sequence[str], second: Sequence[str], references: Sequence[Sequence[str]],
    language: str, metrics: Sequence[str], test: tuple[str, int],
) -> tuple[Any, Any]:  # fmt: skip
    """sacreBLEU's paired test: signatures and results by its own names."""
    from sacrebleu.significance import PairedTest

    made = _calmly(
        lambda: PairedTest(
            [("first", list(first)), ("second", list(second))],
            {name: metric(name, language) for name in metrics},
            [list(side) for side in references],
            test_type=test[0],
            n_samples=test[1],
        )
    )
    signatures, results = _calmly(made)
    return signatures, results
