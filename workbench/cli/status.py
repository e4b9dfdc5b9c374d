"""`workbench status`: how far catalogs are.

Lives here: its options and table. May import: catalog and terms through desk, config, errors, model, wording and
`output`, `options` of this room.
Apart from `check` because this judges nothing.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.cli import output
from workbench.cli.options import add_format, add_termbase
from workbench.config import Config
from workbench.desk.reviews import stage_word
from workbench.errors import FINDINGS, FINE, UsageError
from workbench.model import Stage
from workbench.wording import _

if TYPE_CHECKING:
    from workbench.desk.summary import Summary


def options(made: argparse.ArgumentParser, name: str) -> None:
    """CATALOG…"""
    made.add_argument("catalogs", type=Path, nargs="*", metavar="CATALOG")
    made.add_argument("--fail-under", metavar="STAGE:PERCENT", action="append", default=[],
                      help=_("exit 1 where fewer units are translated, reviewed or signed-off: reviewed:100"))  # fmt: skip
    add_termbase(made)
    add_format(made, "csv")


def run(arguments: argparse.Namespace, config: Config, name: str) -> int:
    """Print one line a catalog; 1 where a catalog is not as far as was asked."""
    from workbench.catalog import no_language, read_po
    from workbench.desk.desk import Desks
    from workbench.desk.paths import catalogs
    from workbench.desk.summary import summary

    floors = [floor_of(text) for asked in arguments.fail_under for text in asked.split(",")]
    rows = []
    desks = Desks(config, lenient=arguments.lenient)
    for path in catalogs(arguments.catalogs or [config.locales]):
        catalog = read_po(path, to_write=False)
        if unknown := no_language(catalog):
            output.complain(str(unknown))
        rows.append(summary(catalog, desks.of(catalog).termbase))
    if arguments.format == "json":
        output.say_json([row.fields() for row in rows])
        return _judged(rows, floors)
    if arguments.format == "csv":
        import csv
        import sys

        # Honoured and all terms apart: a spreadsheet reads 4/5 as a date.
        head = ["catalog", "units", "confirmed", "fuzzy", "empty", "words", "characters",
                "honoured", "terms", "reviewed", "signed_off", "rejected"]  # fmt: skip
        values = [
            [r.path, r.units, r.confirmed, r.fuzzy, r.empty, r.source_words,
             r.target_characters, r.honoured, r.terms, r.reviewed, r.signed_off, r.rejected]
            for r in rows
        ]  # fmt: skip
        csv.writer(sys.stdout, lineterminator="\n").writerows([head, *values])
        return _judged(rows, floors)
    head = ["catalog", "units", "confirmed", "fuzzy", "empty", "words", "characters", "terms"]
    body = [
        [r.path, str(r.units), str(r.confirmed), str(r.fuzzy), str(r.empty), str(r.source_words),
         str(r.target_characters), f"{r.honoured}/{r.terms}"]
        for r in rows
    ]  # fmt: skip
    more = [
        name
        for name in ("reviewed", "signed_off", "rejected")
        if any(getattr(r, name) for r in rows)
    ]
    head += [name.replace("_", " ") for name in more]
    body = [
        [*cells, *(str(getattr(row, name)) for name in more)]
        for cells, row in zip(body, rows, strict=True)
    ]
    output.table([[_(cell) for cell in head], *body], right=range(1, 8 + len(more)))
    return _judged(rows, floors)


Floor = tuple[Stage, float]
"""A stage, and how many percent of the units must be there or further."""


def floor_of(text: str) -> Floor:
    """What `reviewed:100` asks for. Raises UsageError."""
    name, colon, share = text.strip().partition(":")
    match = re.fullmatch(r"(\d{1,3}(?:\.\d{1,3})?)%?", share if colon else "100")
    stages = [Stage.TRANSLATED, Stage.REVIEWED, Stage.SIGNED_OFF]
    if match is None or float(match[1]) > 100 or name not in [stage.value for stage in stages]:
        raise UsageError(
            _("--fail-under {text} is not understood").format(text=text or "“”"),
            hint=_("a stage and percent, such as translated:80, reviewed:100 or signed-off:100"),
        )
    return Stage(name), float(match[1])


def _judged(rows: Sequence[Summary], floors: Sequence[Floor]) -> int:
    """Say which catalogs are not as far as was asked."""
    failed = False
    for row in rows:
        for stage, share in floors:
            done = row.at_least(stage)
            if done * 100 < share * row.units:
                failed = True
                said = _("{path}: {stage}: {done} of {units} units, {share:g} % are asked for")
                output.complain(
                    said.format(
                        path=row.path,
                        stage=stage_word(stage),
                        done=done,
                        units=row.units,
                        share=share,
                    )
                )
    return FINDINGS if failed else FINE
