"""Terms as a score: success and consistency.

Lives here: `term_scores`. Takes sources, hypotheses and a function that gives verdicts, gives two
Scores: share of term occurrences honoured (preferred or admitted), and share of occurrences said
in their concept's usual way, among concepts that occur twice or more (term consistency as in
Semenov and Bojar 2022).
May import: model.
Apart from `metrics` because sacreBLEU knows nothing of terms.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

from workbench.model import Score, Verdict, VerdictKind

_GOOD = {VerdictKind.HONOURED, VerdictKind.ADMITTED, VerdictKind.INCONSISTENT}


def term_scores(
    sources: Sequence[str],
    hypotheses: Sequence[str],
    verdicts: Callable[[str, str], Sequence[Verdict]],
    *,
    concepts: int = 0,
) -> list[Score]:
    """`terms` and `terms-consistency`, in percent; NaN-free: no occurrence scores 100."""
    asked = honoured = 0
    segments: list[float] = []
    said: dict[str, Counter[str]] = defaultdict(Counter)
    for source, hypothesis in zip(sources, hypotheses, strict=True):
        found = [v for v in verdicts(source, hypothesis) if v.kind is not VerdictKind.OPTIONAL]
        good = sum(verdict.kind in _GOOD for verdict in found)
        asked += len(found)
        honoured += good
        segments.append(100 * good / len(found) if found else 100.0)
        for verdict in found:
            if verdict.kind in _GOOD:
                said[verdict.concept][verdict.found] += 1
    repeated = [forms for forms in said.values() if forms.total() > 1]
    steady = sum(forms.most_common(1)[0][1] for forms in repeated)
    total = sum(forms.total() for forms in repeated)
    stamp = f"terms:{asked}|concepts:{concepts}|match:lemma+morph"
    return [
        Score("terms", 100 * honoured / asked if asked else 100.0, stamp, segments=tuple(segments)),
        Score("terms-consistency", 100 * steady / total if total else 100.0, stamp),
    ]
