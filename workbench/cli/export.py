"""`workbench export`: what leaves the house.

Lives here: its options and formats. May import: article, catalog, desk, config, errors, model, wording and
`output` of this room.
Apart from `extract` because one reads articles and the other writes them.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from workbench.cli import output
from workbench.config import Config
from workbench.errors import UsageError
from workbench.model import State
from workbench.wording import _

FORMATS = ("html", "txt", "md", "mo", "pot")


def options(made: argparse.ArgumentParser, name: str) -> None:
    """CATALOG --to FORMAT -o OUT"""
    made.add_argument("catalog", type=Path, metavar="CATALOG")
    made.add_argument("--to", choices=FORMATS, required=True)
    made.add_argument("-o", "--output", type=Path, metavar="OUT", required=True,
                      help=_("the file to write"))  # fmt: skip
    made.add_argument("--article", type=Path, metavar="FILE", help=_("the article, if it moved"))
    made.add_argument("--drafts", action="store_true", help=_("use fuzzy units too"))


def run(arguments: argparse.Namespace, config: Config, name: str) -> int:
    """Write the file."""
    from workbench.catalog import read_po, save_pot, write_atomic, write_mo

    catalog = read_po(arguments.catalog)
    if arguments.to == "mo":
        count = write_mo(catalog, arguments.output)
    elif arguments.to == "pot":
        save_pot(catalog, arguments.output)
        count = len(catalog.live)
    else:
        from workbench.article import read_article, write_article
        from workbench.desk.places import article_of

        names = list(dict.fromkeys(ref.path for unit in catalog.live for ref in unit.references))
        article = read_article(arguments.article or article_of(arguments.catalog, names))
        known = {"txt": "text", "md": "markdown"}.get(arguments.to, arguments.to)
        if known != article.format:
            raise UsageError(
                _("the article is {found}, not {wanted}").format(
                    found=article.format, wanted=known
                ),
                where=article.name,
                hint=_("a finished document keeps its format"),
            )
        wanted = {State.CONFIRMED, State.FUZZY} if arguments.drafts else {State.CONFIRMED}
        targets = {
            place: unit.target
            for unit in catalog.live
            if unit.state in wanted
            for place in unit.places
        }
        text = write_article(article, targets, language=catalog.target_language)
        write_atomic(arguments.output, text.encode())
        count = sum(unit.state in wanted for unit in catalog.live)
    output.narrate(_("{path}: {count} units").format(path=arguments.output, count=count))
    return 0
