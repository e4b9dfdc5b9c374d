"""Scores that gate CI.

Lives here: baselines and thresholds. Takes Scores and a JSON file, says what fell.
A baseline with another signature is an error, not a comparison.
May import: model, errors, wording, catalog (its atomic writer).
Apart from `metrics` because a gate is a promise about a file, not a number.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from workbench.catalog import write_atomic
from workbench.errors import ScoreError
from workbench.model import Score
from workbench.wording import _

LOWER_IS_BETTER = frozenset({"ter"})


@dataclass(frozen=True, slots=True)
class Gate:
    """One number against what it must not fall below."""

    metric: str
    value: float
    wanted: float
    tolerance: float = 0.0

    @property
    def met(self) -> bool:
        """Whether the value is good enough."""
        if self.metric in LOWER_IS_BETTER:
            return self.value <= self.wanted + self.tolerance
        return self.value >= self.wanted - self.tolerance


def is_baseline(data: bytes) -> bool:
    """Whether a file is a table of scores, whole or cut off."""
    return b'"signature": "' in data[:4000] and data.lstrip().startswith(b"{")


def write_baseline(path: Path, scores: Sequence[Score]) -> None:
    """Keep these scores as the baseline. Raises CatalogError if it cannot be written."""
    table = {s.metric: {"value": round(s.value, 4), "signature": s.signature} for s in scores}
    write_atomic(path, (json.dumps(table, indent=2, sort_keys=True) + "\n").encode())


def check_baseline(path: Path, scores: Sequence[Score], tolerance: float = 0.0) -> list[Gate]:
    """One gate per metric that the baseline names.

    Raises ScoreError: unreadable, without scores, another signature, a metric that was not computed.
    """
    table = _read(path)
    have = {score.metric: score for score in scores}
    gates: list[Gate] = []
    for name, kept in sorted(table.items()):
        score = have.get(name)
        if score is None:
            raise ScoreError(
                _("holds {metric}, which was not asked for").format(metric=name),
                where=str(path),
                hint=_("add it to --metrics"),
            )
        if score.signature != kept["signature"]:
            raise ScoreError(
                _("{metric} has the signature {found}, now it is {now}").format(
                    metric=name, found=kept["signature"], now=score.signature
                ),
                where=str(path),
                hint=_("numbers of different signatures cannot be compared; write a new baseline"),
            )
        gates.append(Gate(name, round(score.value, 4), float(str(kept["value"])), tolerance))
    return gates


def _read(path: Path) -> Mapping[str, Mapping[str, object]]:
    try:
        table = json.loads(path.read_text("utf-8"))
        for kept in table.values():
            float(kept["value"]), str(kept["signature"])
    except OSError as error:
        raise ScoreError(
            _("cannot be read: {reason}").format(reason=error.strerror or error),
            where=str(path),
            hint=_("make one with --write-baseline"),
        ) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ScoreError(_("is not a score baseline"), where=str(path)) from error
    if not table:  # a gate that asks for nothing would pass whatever the scores are
        raise ScoreError(
            _("holds no scores"), where=str(path), hint=_("make one with --write-baseline")
        )
    return {str(name): kept for name, kept in table.items()}
