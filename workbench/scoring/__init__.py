"""Scores: how near hypotheses come to references, each number with its signature.

Lives here: the room's public names; each is loaded when first asked for.
Takes two or three sides (hypothesis, references, source), gives Scores, comparisons and gates.
May import: model, errors, wording, language, catalog; sacrebleu in `metrics` alone.
A room of its own because it changes with evaluation practice and nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workbench.scoring.baseline import Gate, check_baseline, is_baseline, write_baseline
    from workbench.scoring.edits import Effort, effort, read_effort
    from workbench.scoring.metrics import METRICS, metric_names, score, segment_signature
    from workbench.scoring.sides import Sides, prove_script, read_sides
    from workbench.scoring.significance import Comparison, compare
    from workbench.scoring.termscore import term_scores

_HOMES = {
    "Comparison": "significance",
    "Effort": "edits",
    "Gate": "baseline",
    "METRICS": "metrics",
    "Sides": "sides",
    "is_baseline": "baseline",
    "check_baseline": "baseline",
    "compare": "significance",
    "effort": "edits",
    "metric_names": "metrics",
    "prove_script": "sides",
    "read_effort": "edits",
    "read_sides": "sides",
    "score": "metrics",
    "segment_signature": "metrics",
    "term_scores": "termscore",
    "write_baseline": "baseline",
}

__all__ = [
    "METRICS",
    "Comparison",
    "Effort",
    "Gate",
    "Sides",
    "check_baseline",
    "compare",
    "effort",
    "is_baseline",
    "metric_names",
    "prove_script",
    "read_effort",
    "read_sides",
    "score",
    "segment_signature",
    "term_scores",
    "write_baseline",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
