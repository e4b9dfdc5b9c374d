"""How much of a draft will survive: the chance that it has to be written anew.

Lives here: RiskModel, `risk_model`, `features`, `with_risk`. Takes drafts and what the engine thinks
of each of their tokens; gives a chance from 0 to 1, calibrated on pairs that the package has not
seen. A model is a few numbers in `data/risk/PACKAGE.json`, fitted by `python -m
workbench.training.risk`; a package without one has no risk.
May import: model, config, language and `engine` of this room.
Apart from `safety` because that says what is wrong, and this only how likely something is.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from workbench.config import shipped
from workbench.drafting.engine import Engine
from workbench.language import info
from workbench.model import Draft

FEATURES = (
    "mean", "lowest", "spread", "unlikely", "longer", "shorter", "size", "rare", "names", "figures",
    "speech", "asked", "missed", "warned", "kanji", "katakana", "latin",
)  # fmt: skip
"""Of the target's tokens: mean, lowest and deviation of their log probabilities, share below 1 in 10;
deviations above and below the length band; log of the source's characters; shares of its words that are
rare, capitalised, have a digit, or are asked for as terms; whether somebody speaks (I, you, we); share
of terms missed; codes of the safety net; shares of the target's characters by script. Likeness of the
n-best (chrF) was tried and adds nothing to these."""
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_SPEECH = re.compile(r"\b(?:I|you|we|I[’']m|don[’']t|it[’']s)\b")
_KANJI = re.compile(r"[\u3400-\u9fff]")
_KATAKANA = re.compile(r"[\u30a1-\u30f6]")
_LATIN = re.compile(r"[A-Za-z]")
_UNLIKELY = math.log(0.1)
_MOST_WORDS = 60
"""Words of the longest sentences a model was fitted on; of longer ones it knows nothing."""


@dataclass(frozen=True, slots=True)
class RiskModel:
    """A logistic model of one package."""

    package: str
    band: tuple[float, float]
    """Mean and deviation of log(target characters / source characters)."""
    bias: float
    weights: Mapping[str, tuple[float, float, float]]
    """Feature → mean, deviation, weight."""
    floor: float
    """Risk above which a unit is better left empty."""

    def risk(self, values: Mapping[str, float]) -> float:
        """The chance, 0 to 1."""
        total = self.bias
        for name, (mean, deviation, weight) in self.weights.items():
            total += weight * max(-4.0, min(4.0, (values[name] - mean) / deviation))
        return 1 / (1 + math.exp(-total))


def risk_model(package: str) -> RiskModel | None:
    """The fitted model of a package (`en_ja-0.4`); None where there is none."""
    return _read(package) if re.fullmatch(r"[\w.-]+", package) else None


@lru_cache(maxsize=4)
def _read(package: str) -> RiskModel | None:
    path = shipped("risk", f"{package}.json")
    if not path.is_file():
        return None
    table = json.loads(path.read_text("utf-8"))
    return RiskModel(
        package,
        (table["band"][0], table["band"][1]),
        table["bias"],
        {name: (row[0], row[1], row[2]) for name, row in table["weights"].items()},
        table["floor"],
    )


def with_risk(engine: Engine, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, each with its risk where the engine's package has a model and says what it thinks
    of tokens; those that another engine of a chain has made have none. Raises EngineError."""
    model = risk_model(engine.package)
    ask = getattr(engine, "token_scores", None)
    if model is None or ask is None:
        return list(drafts)

    def own(draft: Draft) -> bool:
        return bool(draft.target.strip()) and draft.package == engine.package

    there = [draft for draft in drafts if own(draft)]
    tokens = iter(ask([d.source for d in there], [d.target for d in there]))
    out: list[Draft] = []
    for draft in drafts:
        logs = next(tokens) if own(draft) else ()
        if logs and len(draft.source.split()) <= _MOST_WORDS:
            values = features(draft, logs, model.band, engine.source)
            draft = replace(draft, risk=model.risk(values))
        out.append(draft)
    return out


def whole(drafts: Sequence[Draft]) -> float | None:
    """The risk of a paragraph: its sentences' by their length; None where nothing is known."""
    known = [(draft.risk, len(draft.source)) for draft in drafts if draft.risk is not None]
    weight = sum(size for _risk, size in known)
    return sum(risk * size for risk, size in known) / weight if weight else None


def features(
    draft: Draft, tokens: Sequence[float], band: tuple[float, float], language: str
) -> dict[str, float]:
    """What a model is asked about; `tokens` are log probabilities, `language` the source's."""
    logs = list(tokens) or [-9.0]
    mean = sum(logs) / len(logs)
    spread = math.sqrt(sum((one - mean) ** 2 for one in logs) / len(logs))
    words = _WORD.findall(draft.source)
    count = max(1, len(words))
    off = (log_ratio(draft.source, draft.target) - band[0]) / (band[1] or 1.0)
    size = 1 + len(draft.target)
    asked = len(draft.honoured) + len(draft.missed)
    return {
        "mean": mean,
        "lowest": min(logs),
        "spread": spread,
        "unlikely": sum(one < _UNLIKELY for one in logs) / len(logs),
        "longer": max(0.0, off),
        "shorter": max(0.0, -off),
        "size": math.log(1 + len(draft.source)),
        "rare": _rare(words, language) / count,
        "names": sum(word[0].isupper() for word in words[1:]) / count,
        "figures": sum(any(char.isdigit() for char in word) for word in words) / count,
        "speech": float(_SPEECH.search(draft.source) is not None),
        "asked": asked / count,
        "missed": len(draft.missed) / asked if asked else 0.0,
        "warned": float(len(draft.warnings)),
        "kanji": len(_KANJI.findall(draft.target)) / size,
        "katakana": len(_KATAKANA.findall(draft.target)) / size,
        "latin": len(_LATIN.findall(draft.target)) / size,
    }


def log_ratio(source: str, target: str) -> float:
    """How many characters of target one of source became, as a logarithm."""
    return math.log((1 + len(target)) / (1 + len(source)))


def _rare(words: Sequence[str], language: str) -> int:
    known = _common(info(language).code)
    plain = [word for word in words if word.islower()]
    return sum(word not in known for word in plain) if known else 0


@lru_cache(maxsize=2)
def _common(language: str) -> frozenset[str]:
    path = shipped("background", f"{language}.tsv")
    lines = path.read_text("utf-8").splitlines() if path.is_file() else []
    return frozenset(line.partition("\t")[0] for line in lines if line[:1] != "#")
