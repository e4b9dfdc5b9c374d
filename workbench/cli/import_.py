"""`workbench import`: files that other tools hand a translator.

Lives here: its options and what it prints. May import: config, desk, errors, wording and `output`, `options` of
this room.
Apart from `export` because this one makes a catalog, or brings edits into one, and that one writes files.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.cli import output
from workbench.cli.options import add_format, add_pair
from workbench.config import Config
from workbench.errors import FINDINGS, FINE, UsageError, printable
from workbench.wording import _

if TYPE_CHECKING:
    from workbench.desk.review_table import Edited


def options(made: argparse.ArgumentParser, name: str) -> None:
    """FILE [-o CATALOG]"""
    made.add_argument("file", type=Path, metavar="FILE")
    made.add_argument("--into", type=Path, metavar="CATALOG",
                      help=_("the catalog that a review table (.docx, .xlsx, .html) comes back to"))  # fmt: skip
    made.add_argument(
        "--dry-run", action="store_true", help=_("show what would change, and change nothing")
    )
    made.add_argument("--partial", action="store_true", help=_("take the other rows where some are refused, and exit 0"))  # fmt: skip
    made.add_argument(
        "--by", metavar="NAME", help=_("who edited the table, where it does not say so itself")
    )
    made.add_argument("-o", "--output", dest="catalog", type=Path, metavar="CATALOG",
                      help=_("the catalog to make (default: FILE.po beside it)"))  # fmt: skip
    add_pair(made)
    add_format(made)


_TABLES = {".xlsx", ".html", ".htm"}
"""Tables that come back to a catalog; a .docx of another tool may make one of its own."""


def run(arguments: argparse.Namespace, config: Config, name: str) -> int:
    """Make the catalog and say what is in it."""
    from dataclasses import asdict

    if arguments.into is not None:
        return _table(arguments, config)
    if arguments.file.suffix.lower() in _TABLES:
        raise UsageError(
            _("is a table: say which catalog it comes back to"), where=str(arguments.file),
            hint=f"workbench import {arguments.file} --into CATALOG",
        )  # fmt: skip
    from workbench.desk.bilingual import import_file

    made = import_file(
        arguments.file, config, out=arguments.catalog,
        source=arguments.source or "", target=arguments.target or "",
    )  # fmt: skip
    if arguments.format == "json":
        output.say_json({**asdict(made), "path": str(made.path)})
        return 0
    words = {
        "empty": _("empty"), "draft": _("draft"), "rejected": _("rejected"),
        "translated": _("translated"), "reviewed": _("reviewed"), "signed-off": _("signed off"),
    }  # fmt: skip
    said = [f"{count} {words[stage]}" for stage, count in made.stages.items()]
    said += [_("{count} locked").format(count=made.locked)] if made.locked else []
    said += [_("{count} matches").format(count=made.offers)] if made.offers else []
    output.say(
        _("{path}: {form}, {source} → {target}, {count} units").format(
            path=printable(str(made.path)), form=made.form, source=made.source,
            target=made.target, count=made.units,
        )
        + " (" + ", ".join(said) + ")"
    )  # fmt: skip
    return 0


def _table(arguments: argparse.Namespace, config: Config) -> int:
    """Bring a reviewer's edits home, all of them or none."""
    from workbench.desk.review_table import bring_home

    judged, written = bring_home(
        arguments.file, arguments.into, config, by=arguments.by or "",
        dry=arguments.dry_run, partial=arguments.partial,
    )  # fmt: skip
    if arguments.format == "json":
        output.say_json({
            "table": str(arguments.file), "layout": judged.layout, "rows": judged.rows,
            "absent": judged.absent, "written": written,
            "edited": [_fields(edit) for edit in judged.edited],
            "refused": [{"row": r.where, "id": r.id, "reason": r.reason} for r in judged.refused],
        })  # fmt: skip
    else:
        for edit in judged.edited:
            _say(edit)
    for row in judged.refused:
        output.complain(
            _("{file}: {row} ({id}): {reason}").format(
                file=arguments.file,
                row=row.where,
                id=printable(row.id),
                reason=printable(row.reason),
            )
        )
    said = _("{edited} rows with edits, {refused} refused, {same} as they were").format(
        edited=len(judged.edited), refused=len(judged.refused),
        same=judged.rows - len(judged.edited) - len(judged.refused),
    )  # fmt: skip
    if judged.absent:
        said += " · " + _("{count} units are not in the table").format(count=judged.absent)
    if judged.refused and not written:
        said += " · " + _("nothing was written; --partial takes the other rows")
    elif arguments.dry_run:
        said += " · " + _("nothing was written")
    output.narrate(said)
    return FINDINGS if judged.refused and not arguments.partial else FINE


def _say(edit: Edited) -> None:
    """One unit: what changed, by whom."""
    from workbench.cli.review import changed
    from workbench.desk.reviews import stage_word

    before, after = edit.before, edit.after
    who = " ".join(filter(None, (edit.by, edit.on.replace("T", " ").removesuffix("Z"))))
    words = f"{stage_word(before.stage)} → {stage_word(after.stage)}" if before.stage is not after.stage else ""  # fmt: skip
    head = " · ".join(filter(None, (printable(who), words)))
    output.say(f"{after.id}  {edit.where}  {output.paint(head, 'dim')}")
    if before.target != after.target:
        output.say("  " + changed(before.target, after.target))
    for line in after.comments:
        if line not in before.comments:
            output.say("  # " + printable(line))


def _fields(edit: Edited) -> dict[str, Any]:
    return {
        "unit": edit.after.id, "row": edit.where, "what": list(edit.what), "by": edit.by, "on": edit.on,
        "before": edit.before.target, "after": edit.after.target,
        "stage": [edit.before.stage.value, edit.after.stage.value],
        "comments": [line for line in edit.after.comments if line not in edit.before.comments],
    }  # fmt: skip
