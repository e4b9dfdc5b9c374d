"""`workbench extract` and `workbench update`.

Lives here: their options and what they print. May import: catalog, config, desk, errors, wording and `announce`, `output`, `options` of this room.
Apart from `run` because these two need no engine.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.cli import output
from workbench.cli.announce import announce
from workbench.cli.options import add_format, add_pair, add_parts, each_target
from workbench.config import Config
from workbench.errors import FINDINGS, FINE, USAGE, CatalogError, DocumentError, printable
from workbench.wording import _

if TYPE_CHECKING:
    from workbench.desk.extract import Extracted


def options(made: argparse.ArgumentParser, name: str) -> None:
    """The options of both."""
    if name == "update":
        made.add_argument("catalog", type=Path, metavar="CATALOG")
        made.add_argument("article", type=Path, metavar="ARTICLE")
    else:
        made.add_argument("articles", type=Path, nargs="+", metavar="ARTICLE")
        add_pair(made)
        made.set_defaults(several=True)
        made.add_argument(
            "--locales", type=Path, metavar="DIR", help=_("where catalogs go (default: ./locales)")
        )
    made.add_argument("--encoding", metavar="NAME", help=_("encoding of the article"))
    add_parts(made)
    if name == "update":
        made.add_argument(
            "--force", action="store_true", help=_("take an article that is another one")
        )
    add_format(made)


def run(arguments: argparse.Namespace, config: Config, name: str) -> int:
    """Run either."""
    return _update(arguments, config) if name == "update" else _extract(arguments, config)


def _extract(arguments: argparse.Namespace, config: Config) -> int:
    from workbench.desk.articles import homes
    from workbench.desk.extract import extract

    announce(arguments.articles, arguments.encoding)
    rows: list[Extracted] = []
    bad = 0
    targets = [one.target for one in each_target(config)]
    for home in homes(arguments.articles, config, targets=targets, encoding=arguments.encoding):
        try:
            rows += extract(home, config, targets=targets, encoding=arguments.encoding)
        except (DocumentError, CatalogError) as error:
            if len(arguments.articles) == 1:
                raise
            output.complain(str(error))  # one bad article never costs the others
            bad = USAGE
    if arguments.format == "json":
        output.say_json(
            [{"path": str(r.path), "template": str(r.template), "units": r.units,
              "created": r.created, "frame": r.frame, **_counts(r.report)} for r in rows]
        )  # fmt: skip
        return bad
    for row in rows:
        what = _("created") if row.created else _("updated")
        output.say(f"{printable(str(row.path))}: {what}, {row.units} " + _("units"))
        if row.frame:
            output.say("  " + framed(row.frame, main=row.main))
        if row.report:
            output.say("  " + _line(_counts(row.report)))
    return bad


def _update(arguments: argparse.Namespace, config: Config) -> int:
    from workbench.desk.bilingual import is_bilingual
    from workbench.desk.extract import update

    if is_bilingual(arguments.article):
        return _renew(arguments, config)
    announce([arguments.article], arguments.encoding)
    report = update(
        arguments.catalog, arguments.article, config,
        encoding=arguments.encoding, force=arguments.force,
    )  # fmt: skip
    if arguments.format == "json":
        output.say_json({name: list(getattr(report, name)) for name in report.__slots__})
    else:
        output.say(f"{printable(str(arguments.catalog))}: " + _line(_counts(report)))
        became = {"edited": _("edited"), "split": _("split"), "joined": _("joined"),
                  "revived": _("back again"), "new": _("new")}  # fmt: skip
        rows = [(unit, said) for name, said in became.items() for unit in getattr(report, name)]
        for unit, said in sorted(rows, key=lambda row: _number(row[0])):
            output.say(f"  {unit}: {said}")
        for unit in report.gone:
            output.say("  " + _("formerly {unit}: gone").format(unit=unit))
    return 0


def _number(unit: str) -> tuple[int, str]:
    """Units in the order of the article."""
    figures = unit.lstrip("p")
    return (int(figures) if figures.isdecimal() else 0, unit)


def _renew(arguments: argparse.Namespace, config: Config) -> int:
    """A newer bilingual file comes into its catalog, or one that was exported comes home."""
    from workbench.catalog import read_po
    from workbench.desk.bilingual import bring_home, is_bound, update_bound

    if not is_bound(read_po(arguments.catalog, to_write=False)):
        home = bring_home(arguments.catalog, arguments.article, config)
        if arguments.format == "json":
            output.say_json({name: list(getattr(home, name)) for name in home.__slots__})
        else:
            output.say(f"{printable(str(arguments.catalog))}: " + _line(_counts(home)))
        for unit, reason in home.refused:
            output.complain(_("unit {unit}: {reason}").format(unit=unit, reason=reason))
        return FINDINGS if home.refused else FINE
    report = update_bound(arguments.catalog, arguments.article, config)
    if arguments.format == "json":
        output.say_json({name: list(getattr(report, name)) for name in report.__slots__})
    else:
        output.say(f"{printable(str(arguments.catalog))}: " + _line(_counts(report)))
        for name in ("edited", "brought", "new", "gone"):
            if ids := getattr(report, name):
                output.say(f"  {name}: " + " ".join(ids))
    return 0


def framed(count: int, *, main: bool) -> str:
    """What became of the frame of a page."""
    said = (
        _("around the main text (navigation, footer, adverts), left out: {count} paragraphs")
        if main
        else _("around the main text (navigation, footer, adverts), at the end: {count} paragraphs")
    )
    return said.format(count=count)


def _counts(report: object) -> dict[str, int]:
    return {n: len(getattr(report, n)) for n in getattr(report, "__slots__", ())}


def _line(counts: dict[str, int]) -> str:
    return ", ".join(f"{count} {name}" for name, count in counts.items() if count) or _("unchanged")
