"""`workbench review`: what waits for whom, and the texts a unit has had.

Lives here: its options and what it prints. May import: catalog, config, desk, errors, model, wording and
`output`, `options` of this room.
Apart from `status` because that counts and this names.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.cli import output
from workbench.cli.options import add_format
from workbench.config import Config
from workbench.errors import UsageError, printable
from workbench.model import Stage
from workbench.wording import _

if TYPE_CHECKING:
    from workbench.catalog import Catalog
    from workbench.desk.reviews import Version
    from workbench.model import Unit

ROLES = ("translator", "reviewer", "sign-off")
_WIDTH = 60
"""Characters of a text that are shown in a list."""


def options(made: argparse.ArgumentParser, name: str) -> None:
    """CATALOG…"""
    made.add_argument("catalogs", type=Path, nargs="*", metavar="CATALOG")
    made.add_argument("--for", dest="role", choices=ROLES,
                      help=_("only what waits for one of them, drafts and empty units too"))  # fmt: skip
    made.add_argument("--by", metavar="NAME", help=_("only what this person did last"))
    made.add_argument("--history", metavar="UNIT", help=_("the texts a unit has had, whose they were, what changed"))  # fmt: skip
    add_format(made)


def run(arguments: argparse.Namespace, config: Config, name: str) -> int:
    """List, or tell the history of one unit."""
    from workbench.catalog import read_po
    from workbench.desk.paths import catalogs

    paths = catalogs(arguments.catalogs or [config.locales])
    if arguments.history:
        if len(paths) != 1:
            raise UsageError(_("--history wants one catalog"), hint=_("name the one it is in"))
        return _history(read_po(paths[0], to_write=False), paths[0], arguments)
    found = [(path, read_po(path, to_write=False)) for path in paths]
    if arguments.format == "json":
        output.say_json([row for path, catalog in found for row in _rows(path, catalog, arguments)])
        return 0
    for path, catalog in found:
        _list(path, catalog, arguments)
    return 0


def _wanted(unit: Unit, arguments: argparse.Namespace) -> bool:
    from workbench.desk.reviews import waits_for

    role = waits_for(unit)
    if arguments.role and role != arguments.role:
        return False
    if arguments.by and not (unit.reviews and unit.reviews[-1].by == arguments.by):
        return False
    if arguments.role or arguments.by:
        return True
    return bool(role) and unit.stage not in {Stage.EMPTY, Stage.DRAFT}


def _rows(path: Path, catalog: Catalog, arguments: argparse.Namespace) -> list[dict[str, Any]]:
    """Everything that waits, JSON-able."""
    from workbench.desk.reviews import answers_for, waits_for

    rows = []
    for unit in catalog.live:
        if not waits_for(unit) and not arguments.by:
            continue
        if (arguments.role or arguments.by) and not _wanted(unit, arguments):
            continue
        review = unit.review
        rows.append({
            "catalog": str(path), "unit": unit.id, "stage": unit.stage.value,
            "waits_for": waits_for(unit), "translator": answers_for(unit, Stage.TRANSLATED),
            "by": review.by if review else "", "on": review.on if review else "",
            "category": review.category if review else "", "gravity": review.gravity if review else "",
            "reason": review.reason if review else "", "source": unit.source, "target": unit.target,
        })  # fmt: skip
    return rows


def _list(path: Path, catalog: Catalog, arguments: argparse.Namespace) -> None:
    from workbench.desk.reviews import answers_for, said, stage_word, waits_for

    counts = Counter(unit.stage for unit in catalog.live)
    words = [f"{stage_word(stage)} {counts[stage]}" for stage in Stage if counts[stage]]
    output.say(output.paint(printable(str(path)), "bold") + "  " + " · ".join(words))
    titles = {
        "translator": _("waits for the translator"), "reviewer": _("waits for a reviewer"),
        "sign-off": _("waits for the last word"), "": _("done"),
    }  # fmt: skip
    units = [unit for unit in catalog.live if _wanted(unit, arguments)]
    for role in (*ROLES, ""):
        here = [unit for unit in units if waits_for(unit) == role]
        if not here:
            continue
        output.say(f"  {titles[role]}: {len(here)}")
        for unit in here:
            translator = answers_for(unit, Stage.TRANSLATED)
            review = unit.review
            who = said(review) if review else stage_word(unit.stage)
            if translator and (review is None or review.by != translator):
                who += " · " + _("translated by {name}").format(name=translator)
            text = printable(" ".join(unit.source.split()))
            text = text if len(text) <= _WIDTH else text[: _WIDTH - 1] + "…"
            role_ = "bad" if unit.stage is Stage.REJECTED else "dim"
            output.say(f"    {unit.id:<7} {output.paint(printable(who), role_)}")
            output.say(f"    {'':<7} {text}")
    if not arguments.role and (left := counts[Stage.EMPTY] + counts[Stage.DRAFT]):
        output.say("  " + _("{count} units are not translated yet; --for translator lists them").format(count=left))  # fmt: skip


def _history(catalog: Catalog, path: Path, arguments: argparse.Namespace) -> int:
    """Each text with who, when and what differs from the one before."""
    from workbench.catalog.journal import steps_of
    from workbench.desk.reviews import versions

    unit = catalog.unit(arguments.history)
    found = versions(steps_of(path), unit)
    if arguments.format == "json":
        output.say_json({
            "catalog": str(path), "unit": unit.id, "source": unit.source,
            "reviews": [_fields(review) for review in unit.reviews],
            "versions": [_version(version) for version in found],
        })  # fmt: skip
        return 0
    output.say(f"{unit.id}  {printable(unit.source)}")
    before = ""
    for version in found:
        output.say(_headline(version))
        output.say("  " + changed(before, version.text))
        before = version.text
    for review in unit.reviews:
        from workbench.desk.reviews import said

        void = "" if review.of == _digest(unit) else _(" (of an earlier text)")
        output.say("# " + printable(said(review)) + void)
    if len(found) < 2:
        output.narrate(_("the journal beside the catalog knows no earlier text"))
    return 0


def _digest(unit: Unit) -> str:
    from workbench.model import text_digest

    return text_digest(unit.source, unit.target)


def _headline(version: Version) -> str:
    from workbench.desk.reviews import stage_word
    from workbench.desk.session import verb_in_words

    what = {"": _("as it was found"), "elsewhere": _("changed elsewhere")}.get(
        version.verb, verb_in_words(version.verb)
    )
    when = time.strftime("%Y-%m-%d %H:%M", time.localtime(version.when)) if version.when else ""
    parts = (when, printable(version.by), what, stage_word(version.stage))
    return output.paint(" · ".join(filter(None, parts)), "dim")


def changed(before: str, after: str) -> str:
    """A text with what is gone and what is new in it; safe to print."""
    from workbench.desk.difference import difference

    if not before:
        return printable(after)
    paint = output.painter()
    marks = {"-": ("[-{}-]", "bad"), "+": ("[+{}+]", "good")}
    out = []
    for sign, text in difference(before, after):
        form, role = marks.get(sign, ("{}", ""))
        out.append(paint(form.format(printable(text)), role))
    return "".join(out)


def _fields(review: Any) -> dict[str, str]:
    return {
        "verdict": review.verdict.value, "by": review.by, "on": review.on, "of": review.of,
        "category": review.category, "gravity": review.gravity, "reason": review.reason,
    }  # fmt: skip


def _version(version: Version) -> dict[str, Any]:
    when = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(version.when)) if version.when else ""
    return {"text": version.text, "stage": version.stage.value, "verb": version.verb,
            "by": version.by, "on": when}  # fmt: skip
