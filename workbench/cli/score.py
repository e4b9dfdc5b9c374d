"""`workbench score`: numbers with their signatures, gates for CI.

Lives here: its options and what they ask for. May import: catalog, scoring, terms through desk,
config, errors, model, wording and `output`, `options`, `score_page`, `report` of this room.
Apart from `check` because a score compares with a reference and a check does not.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.cli import output
from workbench.cli.options import add_force, add_format, add_termbase
from workbench.config import Config
from workbench.errors import FINDINGS, FINE, UsageError
from workbench.model import Score
from workbench.wording import _

_OUR_PAGE = b'name="generator" content="translation-workbench'

if TYPE_CHECKING:
    from workbench.cli.report import Result
    from workbench.scoring import Comparison, Effort, Sides


def options(made: argparse.ArgumentParser, name: str) -> None:
    """HYP --reference REF and what to make of it."""
    made.add_argument(
        "hypothesis", type=Path, metavar="HYP", help=_("catalog or text, one segment a line")
    )
    made.add_argument("--reference", type=Path, action="append", default=[], metavar="REF",
                      help=_("reference; may be repeated"))  # fmt: skip
    made.add_argument("--source", dest="source_text", type=Path, metavar="SRC",
                      help=_("source of the texts: they are matched by it, and term scores need it"))  # fmt: skip
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
    add_force(made)
    add_termbase(made)
    add_format(made, "markdown")


def run(arguments: argparse.Namespace, config: Config, name: str) -> int:
    """Score, print, gate. Nothing is printed or written before everything is known."""
    from workbench.cli.report import Result, show
    from workbench.desk.outputs import wrote

    _prove_asked(arguments)
    _prove_apart(arguments, config)
    wanted = _wanted(arguments)
    effort = _effort(arguments, config) if arguments.effort or arguments.draft else None
    result = _scored(arguments, config, wanted) if arguments.reference else Result()
    result = replace(result, effort=effort)
    made = _html(arguments, config, result) if arguments.html else ""
    if arguments.html:
        from workbench.catalog import write_atomic

        write_atomic(arguments.html, made.encode())
        wrote(arguments.html, "score --html")
        output.narrate(_("report written to {path}").format(path=arguments.html))
    if arguments.write_baseline:
        from workbench.scoring import write_baseline

        write_baseline(arguments.write_baseline, result.scores)
        wrote(arguments.write_baseline, "score --write-baseline")
        output.narrate(_("baseline written to {path}").format(path=arguments.write_baseline))
    show(result, arguments.format, segments=arguments.segments)
    return FINDINGS if result.failed else FINE


def _prove_asked(arguments: argparse.Namespace) -> None:
    """Raise UsageError where nothing is asked for, or something that needs a reference, or options
    that make no sense."""
    if arguments.confidence < 0 or arguments.confidence == 1:
        raise UsageError(
            _("--confidence {count} makes no interval").format(count=arguments.confidence),
            hint=_("such as --confidence 1000"),
        )
    if arguments.baseline and arguments.write_baseline:
        raise UsageError(_("--baseline and --write-baseline exclude each other"))
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


def _prove_apart(arguments: argparse.Namespace, config: Config) -> None:
    """Raise UsageError where a file to be written is one that is read, or a catalog."""
    from workbench.desk.outputs import apart, same_file
    from workbench.desk.paths import termbase_paths
    from workbench.scoring import is_baseline

    read = [arguments.hypothesis, *arguments.reference, arguments.source_text, arguments.draft,
            arguments.compare, arguments.baseline, config.path, *termbase_paths(config)]  # fmt: skip
    for option, path, ours in (
        ("--html", arguments.html, lambda data: _OUR_PAGE in data[:4000]),
        ("--write-baseline", arguments.write_baseline, is_baseline),
    ):
        if path is not None:
            apart(
                path, *read, command=f"score {option}", option=option, force=arguments.force,
                ours=ours,
            )  # fmt: skip
    written = arguments.html, arguments.write_baseline
    if all(written) and same_file(*written):
        raise UsageError(_("--html and --write-baseline name one file"), where=str(written[0]))


def _wanted(arguments: argparse.Namespace) -> list[str]:
    """The metrics asked for, by their own names."""
    from workbench.scoring import metric_names

    wanted = metric_names([word.strip() for word in arguments.metrics.split(",") if word.strip()])
    if not wanted:
        raise UsageError(_("score by which metrics?"), hint=_("such as --metrics bleu,chrf"))
    return wanted


def _scored(arguments: argparse.Namespace, config: Config, wanted: Sequence[str]) -> Result:
    """All that needs references."""
    from workbench.cli.report import Result
    from workbench.scoring import prove_script, read_sides, score

    sides = read_sides(
        arguments.hypothesis, arguments.reference, arguments.source_text, arguments.compare
    )
    language = arguments.target or sides.target_language or config.target
    systems = {arguments.hypothesis: sides.hypotheses}
    if arguments.compare:
        systems[arguments.compare] = sides.second
    for path, texts in [*systems.items(), *zip(arguments.reference, sides.references, strict=True)]:
        prove_script(texts, language, str(path))
    measured = [metric for metric in wanted if metric != "terms"]
    scores: list[Score] = []
    if measured:
        scores = score(
            sides.hypotheses,
            sides.references,
            target_language=language,
            metrics=measured,
            segments=arguments.segments or arguments.html is not None,
            confidence=arguments.confidence,
            normalise=arguments.normalize,
        )
    terms = _terms(arguments, config, sides, language) if "terms" in wanted else ([], [])
    scores += terms[0]
    failed = _gates(arguments, scores)
    compared = _compare(arguments, sides, measured, language, terms) if arguments.compare else []
    names = (arguments.hypothesis.name, arguments.compare.name if arguments.compare else "")
    empty = {
        str(path): [unit for unit, text in zip(sides.ids, texts, strict=True) if not text.strip()]
        for path, texts in systems.items()
    }
    return Result(scores, sides.ids, failed, sides.unmatched, compared, names, sides=sides,
                  empty={path: units for path, units in empty.items() if units})  # fmt: skip


def _html(arguments: argparse.Namespace, config: Config, result: Result) -> str:
    from workbench.cli.score_page import page

    return page(
        arguments.hypothesis, result, config,
        language=arguments.target or "", lenient=arguments.lenient,
    )  # fmt: skip


def _effort(arguments: argparse.Namespace, config: Config) -> Effort:
    from workbench.scoring import read_effort

    language = arguments.target or config.target
    return read_effort(arguments.hypothesis, arguments.draft, language=language)


def _terms(
    arguments: argparse.Namespace, config: Config, sides: Sides, language: str
) -> tuple[list[Score], list[Score]]:
    """Term scores of the hypotheses and of the second system, where there is one."""
    from workbench.desk.terms import open_termbase
    from workbench.scoring import term_scores

    if not sides.sources:
        raise UsageError(
            _("term scores need the source text"),
            hint=_("name it with --source, or score catalogs"),
        )
    source = arguments.source_language or config.source
    termbase = open_termbase(config, source, language, lenient=arguments.lenient)
    first, second = (
        term_scores(sides.sources, texts, termbase.verdicts, concepts=len(termbase.concepts))
        if texts
        else []
        for texts in (sides.hypotheses, sides.second)
    )
    return first, second


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
    arguments: argparse.Namespace, sides: Sides, metrics: Sequence[str], language: str,
    terms: tuple[Sequence[Score], Sequence[Score]],
) -> list[Comparison]:  # fmt: skip
    """Every metric on both systems; terms have no significance test."""
    from workbench.scoring import Comparison, compare

    made = compare(
        sides.hypotheses, sides.second, sides.references, target_language=language,
        metrics=metrics, method=arguments.significance, normalise=arguments.normalize,
    )  # fmt: skip
    return made + [Comparison(a.metric, a, b) for a, b in zip(*terms, strict=True)]
