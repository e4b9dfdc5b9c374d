"""`workbench score`: numbers with their signatures, gates for CI.

Lives here: its options and what they ask for. May import: catalog, scoring, terms through desk,
config, errors, model, wording and `output`, `options`, `page`, `report` of this room.
Apart from `check` because a score compares with a reference and a check does not.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.cli import output
from workbench.cli.options import add_format, add_termbase
from workbench.config import Config
from workbench.errors import FINDINGS, FINE, UsageError
from workbench.model import Score
from workbench.wording import _

if TYPE_CHECKING:
    from workbench.cli.report import Result
    from workbench.scoring import Comparison, Effort


def options(made: argparse.ArgumentParser, name: str) -> None:
    """HYP --reference REF and what to make of it."""
    made.add_argument(
        "hypothesis", type=Path, metavar="HYP", help=_("catalog or text, one segment a line")
    )
    made.add_argument("--reference", type=Path, action="append", default=[], metavar="REF",
                      help=_("reference; may be repeated"))  # fmt: skip
    made.add_argument("--source", dest="source_text", type=Path, metavar="SRC",
                      help=_("source text, for term scores"))  # fmt: skip
    made.add_argument("--metrics", default="bleu,chrf", metavar="LIST",
                      help=_("of bleu, chrf, chrf++, ter, length, terms (default: bleu,chrf)"))  # fmt: skip
    made.add_argument("--effort", action="store_true",
                      help=_("what it cost to get from the drafts to HYP"))  # fmt: skip
    made.add_argument("--draft", type=Path, metavar="DRAFT",
                      help=_("the drafts HYP was made from (default: the editor's history)"))  # fmt: skip
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
    made.add_argument("--html", type=Path, metavar="FILE",
                      help=_("write a report to read in a browser: units side by side"))  # fmt: skip
    made.add_argument("--min-bleu", type=float, metavar="X", help=_("exit 1 below it"))
    made.add_argument("--min-chrf", type=float, metavar="X", help=_("exit 1 below it"))
    made.add_argument("--baseline", type=Path, metavar="FILE", help=_("exit 1 where a score fell"))
    made.add_argument("--tolerance", type=float, default=0.0, metavar="X", help=_("allowed fall"))
    made.add_argument("--write-baseline", type=Path, metavar="FILE", help=_("keep these scores"))
    add_termbase(made)
    add_format(made, "markdown")


def run(arguments: argparse.Namespace, config: Config, name: str) -> int:
    """Score, print, gate. Nothing is printed or written before everything is known."""
    from workbench.cli.report import Result, show

    _prove_asked(arguments)
    effort = _effort(arguments, config) if arguments.effort or arguments.draft else None
    result = _scored(arguments, config) if arguments.reference else Result()
    result = replace(result, effort=effort)
    made = _html(arguments, config, result) if arguments.html else ""
    if arguments.html:
        from workbench.catalog import write_atomic

        write_atomic(arguments.html, made.encode())
        output.narrate(_("report written to {path}").format(path=arguments.html))
    if arguments.write_baseline:
        from workbench.scoring import write_baseline

        write_baseline(arguments.write_baseline, result.scores)
        output.narrate(_("baseline written to {path}").format(path=arguments.write_baseline))
    for line in effort.left_out if effort else ():
        output.narrate(_("not counted: {line}").format(line=line))
    show(result, arguments.format, segments=arguments.segments)
    return FINDINGS if result.failed else FINE


def _prove_asked(arguments: argparse.Namespace) -> None:
    """Raise UsageError where nothing is asked for, or something that needs a reference."""
    if arguments.reference:
        return
    for name in ("min_bleu", "min_chrf", "baseline", "write_baseline", "compare"):
        if getattr(arguments, name) is not None:
            option = "--" + name.replace("_", "-")
            raise UsageError(_("{option} needs --reference").format(option=option))
    bare = arguments.html and arguments.hypothesis.suffix == ".po"
    if not arguments.effort and not arguments.draft and not bare:
        raise UsageError(
            _("score against what?"), hint=_("name --reference REF, or ask for --effort")
        )


def _scored(arguments: argparse.Namespace, config: Config) -> Result:
    """All that needs references."""
    from workbench.cli.report import Result
    from workbench.scoring import prove_script, read_sides, score

    sides = read_sides(arguments.hypothesis, arguments.reference, arguments.source_text)
    language = arguments.target or sides.target_language or config.target
    named = [arguments.hypothesis, *arguments.reference]
    for texts, path in zip([sides.hypotheses, *sides.references], named, strict=True):
        prove_script(texts, language, str(path))
    wanted = [word.strip() for word in arguments.metrics.split(",") if word.strip()]
    if not wanted:
        raise UsageError(_("score by which metrics?"), hint=_("such as --metrics bleu,chrf"))
    scores: list[Score] = []
    if set(wanted) - {"terms"}:
        scores = score(
            sides.hypotheses,
            sides.references,
            target_language=language,
            metrics=[metric for metric in wanted if metric != "terms"],
            segments=arguments.segments or arguments.html is not None,
            confidence=arguments.confidence,
            normalise=arguments.normalize,
        )
    if "terms" in wanted:
        scores += _terms(arguments, config, sides.sources, sides.hypotheses, language)
    unmatched = list(sides.unmatched)
    failed = _gates(arguments, scores)
    compared = _compare(arguments, wanted, language, unmatched) if arguments.compare else []
    for line in unmatched:
        output.narrate(_("not scored: {line}").format(line=line))
    names = (arguments.hypothesis.name, arguments.compare.name if arguments.compare else "")
    return Result(scores, sides.ids, failed, len(unmatched), compared, names, sides=sides)


def _html(arguments: argparse.Namespace, config: Config, result: Result) -> str:
    from workbench.cli.page import page

    return page(
        arguments.hypothesis, result, config,
        language=arguments.target or "", lenient=arguments.lenient,
    )  # fmt: skip


def _effort(arguments: argparse.Namespace, config: Config) -> Effort:
    from workbench.scoring import read_effort

    language = arguments.target or config.target
    return read_effort(arguments.hypothesis, arguments.draft, language=language)


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


def _compare(
    arguments: argparse.Namespace, wanted: Sequence[str], language: str, unmatched: list[str]
) -> list[Comparison]:
    from workbench.scoring import compare, read_sides

    first = read_sides(arguments.hypothesis, arguments.reference)
    second = read_sides(arguments.compare, arguments.reference)
    if first.ids != second.ids:
        raise UsageError(
            _("the two systems were not matched on the same segments"), where=str(arguments.compare)
        )
    unmatched += [line for line in second.unmatched if line not in unmatched]
    metrics = [metric for metric in wanted if metric not in {"terms", "length"}]
    return list(compare(
        first.hypotheses, second.hypotheses, first.references, target_language=language,
        metrics=metrics, method=arguments.significance, normalise=arguments.normalize,
    ))  # fmt: skip
