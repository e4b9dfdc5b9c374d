"""Two systems on the same segments: is the difference real?

Lives here: `compare`. Takes two sets of hypotheses, gives both scores and a p-value per metric, by
paired bootstrap resampling (Koehn 2004) or paired approximate randomisation (Riezler and Maxwell
2005), both as sacreBLEU implements them. The length ratio has no such test and is only set side by
side.
May import: model, errors, wording, `metrics` of this room; sacrebleu.
Apart from `metrics` because significance is asked for rarely and takes a while.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from workbench.model import Score
from workbench.scoring.metrics import _calmly, lengths, metric, metric_names, nfkc, prove_equal
from workbench.wording import _


@dataclass(frozen=True, slots=True)
class Comparison:
    """One metric on two systems; without a p-value where the metric has no test."""

    metric: str
    first: Score
    second: Score
    p_value: float | None = None
    method: str = ""
    samples: int = 0

    @property
    def significant(self) -> bool:
        """At the usual 5 %."""
        return self.p_value is not None and self.p_value < 0.05

    @property
    def test(self) -> str:
        """The test with its sample count, without which a p-value cannot be made again."""
        if self.p_value is None:
            return ""
        if self.method == "bootstrap":
            return _("bootstrap, {count} resamples").format(count=self.samples)
        return _("randomisation, {count} trials").format(count=self.samples)

    @property
    def signatures(self) -> str:
        """The signature of both numbers, or both signatures where they differ."""
        return " / ".join(dict.fromkeys((self.first.signature, self.second.signature)))


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
    names = metric_names(metrics)
    prove_equal(first, references)
    prove_equal(second, references)
    if normalise:
        first, second = nfkc(first), nfkc(second)
        references = [nfkc(side) for side in references]
    tests = [name for name in names if name != "length"]
    made = _tested(first, second, references, target_language, tests, method, samples)
    if normalise:
        made = {name: _normalised(compared) for name, compared in made.items()}
    if "length" in names:
        one, two = (lengths(side, references, False, normalise) for side in (first, second))
        made["length"] = Comparison("length", one, two)
    return [made[name] for name in names]


def _normalised(compared: Comparison) -> Comparison:
    """With NFKC in both signatures."""
    one, two = (
        replace(score, signature=f"{score.signature}|norm:nfkc")
        for score in (compared.first, compared.second)
    )
    return replace(compared, first=one, second=two)


def _tested(
    first: Sequence[str], second: Sequence[str], references: Sequence[Sequence[str]],
    language: str, metrics: Sequence[str], method: str, samples: int,
) -> dict[str, Comparison]:  # fmt: skip
    """sacreBLEU's paired test, by our names of the metrics."""
    if not metrics:
        return {}
    from sacrebleu.significance import PairedTest

    test = _calmly(
        lambda: PairedTest(
            [("first", list(first)), ("second", list(second))],
            {name: metric(name, language) for name in metrics},
            [list(side) for side in references],
            test_type="bs" if method == "bootstrap" else "ar",
            n_samples=samples,
        )
    )
    signatures, results = _calmly(test)
    same = list(first) == list(second)  # sacreBLEU gives identical systems a tiny p-value
    made: dict[str, Comparison] = {}
    for name, key in zip(metrics, [key for key in results if key != "System"], strict=True):
        one, two = (Score(name, float(found.score), str(signatures[key])) for found in results[key])
        p_value = float(1.0 if same else results[key][1].p_value or 0.0)
        made[name] = Comparison(name, one, two, p_value, method, samples)
    return made
