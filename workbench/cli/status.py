"""`workbench status`: how far catalogs are.

Lives here: its options and table. May import: catalog and terms through desk, config, wording and
`output`, `options` of this room.
Apart from `check` because this judges nothing.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from workbench.cli import output
from workbench.cli.options import add_format, add_termbase
from workbench.config import Config
from workbench.wording import _


def options(made: argparse.ArgumentParser, name: str) -> None:
    """CATALOG…"""
    made.add_argument("catalogs", type=Path, nargs="*", metavar="CATALOG")
    add_termbase(made)
    add_format(made, "csv")


def run(arguments: argparse.Namespace, config: Config, name: str) -> int:
    """Print one line a catalog and a sum."""
    from workbench.catalog import no_language, read_po
    from workbench.desk.desk import Desks
    from workbench.desk.paths import catalogs
    from workbench.desk.summary import summary

    rows = []
    desks = Desks(config, lenient=arguments.lenient)
    for path in catalogs(arguments.catalogs or [config.locales]):
        catalog = read_po(path, to_write=False)
        if unknown := no_language(catalog):
            output.complain(str(unknown))
        rows.append(summary(catalog, desks.of(catalog).termbase))
    if arguments.format == "json":
        output.say_json([row.fields() for row in rows])
        return 0
    if arguments.format == "csv":
        import csv
        import sys

        # Honoured and all terms apart: a spreadsheet reads 4/5 as a date.
        head = ["catalog", "units", "confirmed", "fuzzy", "empty", "words", "characters",
                "honoured", "terms"]  # fmt: skip
        values = [
            [r.path, r.units, r.confirmed, r.fuzzy, r.empty, r.source_words,
             r.target_characters, r.honoured, r.terms]
            for r in rows
        ]  # fmt: skip
        csv.writer(sys.stdout, lineterminator="\n").writerows([head, *values])
        return 0
    head = ["catalog", "units", "confirmed", "fuzzy", "empty", "words", "characters", "terms"]
    body = [
        [r.path, str(r.units), str(r.confirmed), str(r.fuzzy), str(r.empty), str(r.source_words),
         str(r.target_characters), f"{r.honoured}/{r.terms}"]
        for r in rows
    ]  # fmt: skip
    output.table([[_(cell) for cell in head], *body], right=range(1, 8))
    return 0
