"""`workbench run` and `workbench demo`: the main job, end to end.

Lives here: their options and summary. May import: desk, catalog, checks, scoring, tui (deferred),
config, errors, wording and the modules of this room.
Apart from the single steps because this is the order in which they belong.
"""

from __future__ import annotations

import argparse
import shlex
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.cli import output
from workbench.cli.announce import announce
from workbench.cli.draft import add_engine, draft
from workbench.cli.options import (
    add_format,
    add_pair,
    add_parts,
    add_termbase,
    each_target,
    interactive,
)
from workbench.config import Config, shipped
from workbench.errors import FINE, USAGE, CatalogError, DocumentError, printable
from workbench.wording import _

if TYPE_CHECKING:
    from workbench.desk.articles import Home

SAMPLE = "tokyo-certificates"


def options(made: argparse.ArgumentParser, name: str) -> None:
    """ARTICLE, or nothing for the demo."""
    if name == "run":
        made.add_argument("articles", type=Path, nargs="+", metavar="ARTICLE")
        made.add_argument(
            "--locales", type=Path, metavar="DIR", help=_("where catalogs go (default: ./locales)")
        )
        made.add_argument("--encoding", metavar="NAME", help=_("encoding of the article"))
        add_parts(made)
        made.add_argument("--edit", action="store_true", help=_("open the editor afterwards"))
        made.set_defaults(several=True)
    else:
        made.add_argument(
            "--into", type=Path, metavar="DIR", help=_("work there (default: a new folder)")
        )
        made.add_argument("--no-edit", action="store_true", help=_("do not open the editor"))
    add_pair(made)
    add_engine(made)
    add_termbase(made)
    add_format(made)


def run(arguments: argparse.Namespace, config: Config, name: str) -> int:
    """Extract, draft, check, sum up, edit."""
    if name == "demo":
        return _demo(arguments, config)
    paths: list[Path] = []
    rows: list[dict[str, object]] = []
    from workbench.desk.articles import homes

    announce(arguments.articles, arguments.encoding)
    languages = each_target(config)
    targets = [one.target for one in languages]
    bad = FINE
    for home in homes(arguments.articles, config, targets=targets, encoding=arguments.encoding):
        try:
            for one in languages:
                for path in _prepare(home, arguments, one, arguments.encoding):
                    paths.append(path)
                    rows.append(_summary(path, arguments, one))
        except (DocumentError, CatalogError) as error:
            if len(arguments.articles) == 1:
                raise
            output.complain(str(error))  # one bad article never costs the others
            bad = USAGE
    _print(rows, arguments.format)
    if arguments.edit and interactive():
        from workbench.tui import edit as open_editor

        for path in paths:
            open_editor(path, config)
    return bad


def _prepare(
    article: Path | Home, arguments: argparse.Namespace, config: Config, encoding: str | None
) -> list[Path]:
    """Catalogs of an article, drafted."""
    from workbench.cli.extract import framed
    from workbench.desk.extract import extract

    done: list[Path] = []
    for made in extract(article, config, encoding=encoding):
        output.narrate(
            f"{made.path}: {made.units} "
            + _("units")
            + (", " + _("created") if made.created else "")
        )
        if made.frame:
            output.narrate(framed(made.frame, main=made.main))
        draft(made.path, arguments, config, "untranslated")
        done.append(made.path)
    return done


def _demo(arguments: argparse.Namespace, config: Config) -> int:
    """The sample article in a folder of its own, scored against its reference."""
    from workbench.desk.outputs import apart

    folder = arguments.into or Path(tempfile.mkdtemp(prefix="workbench-demo-"))
    folder.mkdir(parents=True, exist_ok=True)
    article = folder / f"{SAMPLE}.html"
    sample = shipped("sample", f"{SAMPLE}.html")
    apart(article, sample, command="demo", ours=lambda data: data == sample.read_bytes())
    shutil.copyfile(sample, article)
    config = replace(config, locales=folder / "locales")
    path = _prepare(article, arguments, config, None)[0]
    row = _summary(path, arguments, config)
    reference = shipped("sample", f"{SAMPLE}.{config.target}.po")
    if reference.is_file():
        from workbench.scoring import read_sides, score

        sides = read_sides(path, [reference])
        for found in score(sides.hypotheses, sides.references, target_language=config.target):
            row[found.metric] = f"{found.value:.2f}  {found.signature}"
    _print([row], arguments.format)
    if interactive() and not arguments.no_edit and arguments.format == "text":
        from workbench.tui import edit as open_editor

        open_editor(path, config)
    output.narrate(_("the catalog is {path}").format(path=path))
    return FINE


def _summary(path: Path, arguments: argparse.Namespace, config: Config) -> dict[str, object]:
    from workbench.catalog import read_po
    from workbench.desk.check import findings_of
    from workbench.desk.summary import summary
    from workbench.desk.terms import open_termbase

    catalog = read_po(path)
    pair = (catalog.source_language, catalog.target_language)
    termbase = open_termbase(config, *pair, lenient=arguments.lenient)
    findings = findings_of(catalog, config, termbase)
    counts = summary(catalog, termbase)
    return {
        **counts.fields(),
        "errors": sum(f.severity.value == "error" for f in findings),
        "warnings": sum(f.severity.value == "warning" for f in findings),
    }


def _print(rows: list[dict[str, object]], form: str) -> None:
    if form == "json":
        output.say_json(rows)
        return
    for row in rows:
        output.say(output.paint(printable(str(row["path"])), "bold"))
        table = [
            [_("units"), str(row["units"]), _("fuzzy"), str(row["fuzzy"]), _("confirmed"), str(row["confirmed"])],
            [_("source words"), str(row["source_words"]), _("target characters"), str(row["target_characters"]), "", ""],
            [_("terms honoured"), f"{row['honoured']}/{row['terms']}", _("errors"), str(row["errors"]), _("warnings"), str(row["warnings"])],
        ]  # fmt: skip
        output.table(table, right=[1, 3, 5])
        for metric in ("bleu", "chrf"):
            if metric in row:
                output.say(f"{metric}  {row[metric]}")
        output.narrate(
            _("next: workbench edit {path} · workbench check {path}").format(
                path=shlex.quote(printable(str(row["path"])))
            )
        )
