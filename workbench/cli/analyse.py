"""`workbench analyse`: what there is to translate, by match rate.

Lives here: its options and table. May import: catalog, config, desk, errors, wording and `output`, `options` of
this room.
Apart from `status` because this asks the memory.
"""

from __future__ import annotations

import argparse
from contextlib import nullcontext
from pathlib import Path

from workbench.cli import output
from workbench.cli.options import add_format
from workbench.config import Config
from workbench.wording import _


def options(made: argparse.ArgumentParser, name: str) -> None:
    """CATALOG…"""
    made.add_argument("catalogs", type=Path, nargs="*", metavar="CATALOG")
    made.add_argument("--memory", type=Path, metavar="DIR", help=_("where memories are kept"))
    made.add_argument("--no-memory", action="store_true", help=_("only repetitions count"))
    add_format(made, "csv")


def run(arguments: argparse.Namespace, config: Config, name: str) -> int:
    """Print the table."""
    from workbench.catalog import read_po
    from workbench.desk.analysis import analyse
    from workbench.desk.matches import open_memory
    from workbench.desk.paths import catalogs
    from workbench.errors import UsageError

    read = [
        read_po(path, to_write=False) for path in catalogs(arguments.catalogs or [config.locales])
    ]
    pairs = {(catalog.source_language, catalog.target_language) for catalog in read}
    if len(pairs) != 1:
        raise UsageError(
            _("the catalogs are of several language pairs"), hint=_("analyse one pair at a time")
        )
    memory = None if arguments.no_memory else open_memory(config, *pairs.pop(), readonly=True)
    with memory or nullcontext():
        bands = analyse(read, memory)
    if arguments.format == "json":
        output.say_json([band.fields() for band in bands])
        return 0
    rows = [[b.name, str(b.segments), str(b.words), str(b.characters)] for b in bands]
    head = ["match", "segments", "words", "characters"]
    if arguments.format == "csv":
        import csv
        import sys

        csv.writer(sys.stdout, lineterminator="\n").writerows([head, *rows])
        return 0
    shown = [[_(cell) for cell in head], *([_(row[0]), *row[1:]] for row in rows)]
    output.table(shown, right=range(1, 4))
    return 0
