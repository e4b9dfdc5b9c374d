"""`workbench score`: numbers with their signatures, gates for CI.

Lives here: its options and what it prints. May import: scoring, terms through desk, config, errors,
model, wording and `output`, `options` of this room.
Apart from `check` because a score compares with a reference and a check does not.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.cli import output
from workbench.cli.options import add_format, add_termbase
from workbench.config import Config, environment
from workbench.errors import FINDINGS, FINE, UsageError, printable
from workbench.model import Score
from workbench.wording import _

if TYPE_CHECKING:
    from workbench.scoring import Comparison


def options(made: argparse.ArgumentParser, name: str) -> None:
    """HYP --reference REF and what to make of it."""
    made.add_argument(
        "hypothesis", type=Path, metavar="HYP", help=_("catalog or text, one segment a line")
    )
    made.add_argument("--reference", type=Path, action="append", required=True, metavar="REF",
                      help=_("reference; may be repeated"))  # fmt: skip
    made.add_argument("--source", dest="source_text", type=Path, metavar="SRC",
                      help=_("source text, for term scores"))  # fmt: skip
    made.add_argument("--metrics", default="bleu,chrf", metavar="LIST",
                      help=_("of bleu, chrf, chrf++, ter, terms (default: bleu,chrf)"))  # fmt: skip
    made.add_argument("--from", dest="source_language", metavar="LANG",
                      help=_("language of the source, for term scores"))  # fmt: skip
    made.add_argument("--to", dest="target", metavar="LANG", help=_("language of both sides"))
    made.add_argument("--compare", type=Path, metavar="HYP2", help=_("a second system"))
    made.add_argument("--significance", choices=["bootstrap", "randomisation"], default="bootstrap")
    made.add_argument("--confidence", type=int, default=0, metavar="N",
                      help=_("95 %% interval from N bootstrap resamples"))  # fmt: skip
    made.add_argument("--segments", action="store_true", help=_("one number per segment too"))
    made.add_argument(
        "--normalize", action="store_true", help=_("NFKC on both sides; in the signature")
    )
    made.add_argument("--min-bleu", type=float, metavar="X", help=_("exit 1 below it"))
    made.add_argument("--min-chrf", type=float, metavar="X", help=_("exit 1 below it"))
    made.add_argument("--baseline", type=Path, metavar="FILE", help=_("exit 1 where a score fell"))
    made.add_argument("--tolerance", type=float, default=0.0, metavar="X", help=_("allowed fall"))
    made.add_argument("--write-baseline", type=Path, metavar="FILE", help=_("keep these scores"))
    add_termbase(made)
    add_format(made, "markdown")


def run(arguments: argparse.Namespace, config: Config, name: str) -> int:
    """Score, print, gate."""
    from workbench.scoring import read_sides, score, write_baseline

    sides = read_sides(arguments.hypothesis, arguments.reference, arguments.source_text)
    language = arguments.target or sides.target_language or config.target
    wanted = [word.strip() for word in arguments.metrics.split(",") if word.strip()]
    if not wanted:
        raise UsageError(_("score by which metrics?"), hint=_("such as --metrics bleu,chrf"))
    scores = score(
        sides.hypotheses,
        sides.references,
        target_language=language,
        metrics=[metric for metric in wanted if metric != "terms"],
        segments=arguments.segments,
        confidence=arguments.confidence,
        normalise=arguments.normalize,
    ) if set(wanted) - {"terms"} else []  # fmt: skip
    if "terms" in wanted:
        scores += _terms(arguments, config, sides.sources, sides.hypotheses, language)
    for line in sides.unmatched:
        output.narrate(_("not scored: {line}").format(line=line))
    if arguments.write_baseline:
        write_baseline(arguments.write_baseline, scores)
        output.narrate(_("baseline written to {path}").format(path=arguments.write_baseline))
    failed = _gates(arguments, scores)
    compared = _compare(arguments, wanted, language) if arguments.compare else []
    _print(arguments, scores, sides.ids, failed, len(sides.unmatched), compared)
    return FINDINGS if failed else FINE


def _terms(
    arguments: argparse.Namespace, config: Config, sources: Sequence[str],
    hypotheses: Sequence[str], language: str,
) -> list[Score]:  # fmt: skip
    from workbench.desk.terms import open_termbase
    from workbench.scoring import term_scores

    if not sources:
        raise UsageError(
            _("term scores need the source text"),
            hint=_("name it with --source, or score catalogs"),
        )
    source = arguments.source_language or config.source
    termbase = open_termbase(config, source, language, lenient=arguments.lenient)
    return term_scores(sources, hypotheses, termbase.verdicts, concepts=len(termbase.concepts))


def _gates(arguments: argparse.Namespace, scores: Sequence[Score]) -> list[str]:
    """What is not met, one line each."""
    from workbench.scoring import Gate, check_baseline

    gates: list[Gate] = []
    have = {score.metric: score for score in scores}
    for metric, floor in (("bleu", arguments.min_bleu), ("chrf", arguments.min_chrf)):
        if floor is None:
            continue
        if metric not in have:
            raise UsageError(
                _("--min-{metric} needs {metric} among --metrics").format(metric=metric)
            )
        gates.append(Gate(metric, have[metric].value, floor))
    if arguments.baseline:
        gates += check_baseline(arguments.baseline, scores, arguments.tolerance)
    return [
        _("{metric} is {value:.2f}, wanted {wanted:.2f}").format(
            metric=gate.metric, value=gate.value, wanted=gate.wanted
        )
        for gate in gates
        if not gate.met
    ]


def _print(
    arguments: argparse.Namespace, scores: Sequence[Score], ids: Sequence[str],
    failed: Sequence[str], unmatched: int, compared: Sequence[Comparison],
) -> None:  # fmt: skip
    if arguments.format == "json":
        output.say_json({
            "segments": len(ids), "unmatched": unmatched, "failed": list(failed),
            "scores": [_fields(score, ids) for score in scores],
            "compared": [
                {"metric": c.metric, "first": c.first.value, "second": c.second.value,
                 "p": c.p_value, "method": c.method} for c in compared
            ],
        })  # fmt: skip
        return
    if arguments.format == "markdown":
        output.say("| metric | score | signature |\n| --- | ---: | --- |")
        for score in scores:
            output.say(f"| {score.metric} | {_value(score)} | `{score.signature}` |")
    else:
        output.table([[s.metric, _value(s), s.signature] for s in scores], right=[1])
        for score in scores if arguments.segments else ():
            output.table([[i, f"{v:.2f}"] for i, v in zip(ids, score.segments, strict=False)])
    if compared:
        _print_compared(arguments, compared)
    for line in failed:
        output.complain(line)
        if environment("GITHUB_ACTIONS"):
            output.say(f"::error::{printable(line)}")


def _value(score: Score) -> str:
    if score.low is None or score.high is None:
        return f"{score.value:.2f}"
    return f"{score.value:.2f} ({score.low:.2f}–{score.high:.2f})"


def _fields(score: Score, ids: Sequence[str]) -> dict[str, object]:
    made: dict[str, object] = {
        "metric": score.metric, "value": score.value, "signature": score.signature,
    }  # fmt: skip
    if score.low is not None:
        made["interval"] = [score.low, score.high]
    if score.segments:
        made["segments"] = dict(zip(ids, score.segments, strict=False))
    return made


def _compare(
    arguments: argparse.Namespace, wanted: Sequence[str], language: str
) -> list[Comparison]:
    from workbench.scoring import compare, read_sides

    first = read_sides(arguments.hypothesis, arguments.reference)
    second = read_sides(arguments.compare, arguments.reference)
    if first.ids != second.ids:
        raise UsageError(
            _("the two systems were not matched on the same segments"), where=str(arguments.compare)
        )
    metrics = [metric for metric in wanted if metric != "terms"]
    return list(compare(
        first.hypotheses, second.hypotheses, first.references,
        target_language=language, metrics=metrics, method=arguments.significance,
    ))  # fmt: skip


def _print_compared(arguments: argparse.Namespace, compared: Sequence[Comparison]) -> None:
    output.say()
    rows = [
        [c.metric, f"{c.first.value:.2f}", f"{c.second.value:.2f}", f"p = {c.p_value:.3f}",
         _("significant") if c.significant else _("not significant"), c.method]
        for c in compared
    ]  # fmt: skip
    head = [_("metric"), arguments.hypothesis.name, arguments.compare.name, "", "", ""]
    output.table([head, *rows], right=[1, 2])
