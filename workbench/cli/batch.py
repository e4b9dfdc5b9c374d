"""`workbench batch`: the main job on many articles.

Lives here: its options and table. May import: config, desk, errors, wording and `announce`, `output`, `options`, `draft` of
this room.
Apart from `run` because a batch goes on where it was stopped and does not end at one bad article.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from workbench.cli import output
from workbench.cli.announce import announce
from workbench.cli.draft import add_engine
from workbench.cli.options import add_format, add_pair, add_parts, add_termbase
from workbench.config import Config
from workbench.errors import FINE, USAGE, printable
from workbench.wording import _


def options(made: argparse.ArgumentParser, name: str) -> None:
    """ARTICLE…"""
    made.add_argument("articles", type=Path, nargs="+", metavar="ARTICLE",
                      help=_("articles, or folders of them"))  # fmt: skip
    made.add_argument("--locales", type=Path, metavar="DIR",
                      help=_("where catalogs go (default: ./locales)"))  # fmt: skip
    made.add_argument("--encoding", metavar="NAME", help=_("encoding of the article"))
    made.add_argument("--memory", type=Path, metavar="DIR", help=_("where memories are kept"))
    made.add_argument("--scheduler", metavar="ADDRESS",
                      help=_("a dask scheduler, or `local` for workers on this machine"))  # fmt: skip
    made.add_argument("--workers", type=int, default=2, metavar="N", help=_("workers of `local`"))
    add_parts(made)
    add_pair(made)
    add_engine(made)
    add_termbase(made)
    add_format(made)


def run(arguments: argparse.Namespace, config: Config, name: str) -> int:
    """Do every article, print a table; 2 where some could not be done."""
    from workbench.desk.batch import Work, here, jobs_of, run_batch

    jobs = jobs_of(
        arguments.articles, config, encoding=arguments.encoding or "", engine=config.engine or ("argos",),
        terms=not arguments.no_terms, memory=not arguments.no_memory, lenient=arguments.lenient,
    )  # fmt: skip
    announce((Path(job.article) for job in jobs), arguments.encoding)
    work: Work = here
    if arguments.scheduler:
        from workbench.desk.cluster import on_cluster

        work = on_cluster(arguments.scheduler, workers=max(1, arguments.workers))
    with output.progress(_("articles")) as tick:
        results = run_batch(jobs, config, work=work, on_progress=tick)
    failed = [done for done in results if done.failure]
    if arguments.format == "json":
        output.say_json([done.fields() for done in results])
    else:
        good = [done for done in results if not done.failure]
        names = ("units", "drafted", "remembered", "errors")
        rows = [
            [done.article, *(str(getattr(done, n)) for n in names), f"{done.honoured}/{done.asked}"]
            for done in good
        ]
        total = [str(sum(getattr(done, n) for done in good)) for n in names]
        terms = f"{sum(d.honoured for d in good)}/{sum(d.asked for d in good)}"
        head = ["article", "units", "drafts", "memory", "errors", "terms"]
        output.table(
            [[_(cell) for cell in head], *rows, [_("total"), *total, terms]], right=range(1, 6)
        )
    for done in failed:
        output.complain(printable(done.failure))
    return USAGE if failed else FINE
