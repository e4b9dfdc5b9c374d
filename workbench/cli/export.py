"""`workbench export`: what leaves the house.

Lives here: its options and formats. May import: article, catalog, desk, config, errors, exchange, model, wording and
`output`, `options` of this room.
Apart from `extract` because one reads articles and the other writes them.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.cli import output
from workbench.cli.options import add_force
from workbench.config import Config
from workbench.errors import FINDINGS, FINE, CatalogError, DocumentError, UsageError
from workbench.model import State
from workbench.wording import _

if TYPE_CHECKING:
    from workbench.catalog import Catalog

FORMATS = ("html", "txt", "md", "mo", "pot", "xliff", "xliff2", "review")
_FORMS = {"txt": "text", "md": "markdown"}


def options(made: argparse.ArgumentParser, name: str) -> None:
    """CATALOG --to FORMAT -o OUT"""
    made.add_argument("catalog", type=Path, metavar="CATALOG")
    made.add_argument(
        "--to", metavar="FORMAT", required=True,
        help=_("one of {known}, or of the documents that an extension reads").format(known=", ".join(FORMATS)),
    )  # fmt: skip
    made.add_argument("-o", "--output", type=Path, metavar="OUT", required=True,
                      help=_("the file to write"))  # fmt: skip
    made.add_argument("--article", type=Path, metavar="FILE", help=_("the article, if it moved"))
    made.add_argument("--encoding", metavar="NAME", help=_("encoding of the article"))
    made.add_argument("--drafts", action="store_true", help=_("use fuzzy units too"))
    made.add_argument("--partial", action="store_true",
                      help=_("exit 0 though units are unconfirmed or empty"))  # fmt: skip
    add_force(made)


def run(arguments: argparse.Namespace, config: Config, name: str) -> int:
    """Write the file."""
    from workbench.catalog import read_po, save_pot, write_atomic, write_mo
    from workbench.desk.outputs import apart, wrote
    from workbench.desk.paths import termbase_paths

    _known(arguments.to)
    catalog = read_po(arguments.catalog)
    if arguments.to in {"xliff", "xliff2"}:
        return _bilingual(arguments, config, catalog)
    if arguments.to == "review":
        return _table(arguments, config, catalog)
    command = f"export {arguments.to}"
    apart(
        arguments.output, arguments.catalog, config.path, *termbase_paths(config), _article(arguments, catalog),
        command=command, option="--output", force=arguments.force,
        meant=_replaceable(arguments.output, arguments.to),
    )  # fmt: skip
    if arguments.to == "mo":
        count = write_mo(catalog, arguments.output)
    elif arguments.to == "pot":
        save_pot(catalog, arguments.output)
        count = len(catalog.live)
    else:
        from workbench.article import read_article, write_article
        from workbench.desk.finish import targets_of
        from workbench.desk.paths import article_of, names

        path = arguments.article or article_of(arguments.catalog, names(catalog))
        article = read_article(path, encoding=arguments.encoding, attributes=True)
        known = _FORMS.get(arguments.to, arguments.to)
        if known != article.format:
            raise UsageError(
                _("the article is {found}, not {wanted}").format(
                    found=article.format, wanted=known
                ),
                where=article.name,
                hint=_("a finished document keeps its format"),
            )
        wanted = {State.CONFIRMED, State.FUZZY} if arguments.drafts else {State.CONFIRMED}
        data = write_article(
            article, targets_of(catalog, article, wanted), language=catalog.target_language
        )
        write_atomic(arguments.output, data)
        count = sum(unit.state in wanted for unit in catalog.live)
    wrote(arguments.output, command)
    output.narrate(_("{path}: {count} units").format(path=arguments.output, count=count))
    return FINE if arguments.to == "pot" else _finished(arguments, catalog)


def _table(arguments: argparse.Namespace, config: Config, catalog: Catalog) -> int:
    """A table for a reviewer who has no workbench: .docx, .xlsx or .html."""
    from workbench.catalog import write_atomic
    from workbench.desk.bilingual import is_bound_to_table
    from workbench.desk.outputs import apart, wrote
    from workbench.desk.paths import termbase_paths
    from workbench.desk.review_table import heading_of, rows_of
    from workbench.exchange.review import write_table

    if is_bound_to_table(catalog) and arguments.output.suffix.lower() == ".docx":
        return _bilingual(arguments, config, catalog)
    command = f"export {arguments.to}"
    apart(
        arguments.output, arguments.catalog, config.path, *termbase_paths(config),
        command=command, option="--output", force=arguments.force,
    )  # fmt: skip
    write_atomic(
        arguments.output, write_table(arguments.output, heading_of(catalog), rows_of(catalog))
    )
    wrote(arguments.output, command)
    output.narrate(
        _("{path}: {count} units").format(path=arguments.output, count=len(catalog.live))
        + " · "
        + _("it comes back with `workbench import {path} --into {catalog}`").format(
            path=arguments.output, catalog=arguments.catalog
        )
    )
    return FINE


def _known(form: str) -> None:
    """Raises UsageError for a format that nobody writes."""
    if form in FORMATS:
        return
    from workbench.article import formats

    known = [*FORMATS, *(each.name for each in formats() if each.name not in _FORMS.values())]
    if form not in known:
        raise UsageError(
            _("the format {name} is not known").format(name=form),
            hint=_("known: {names}").format(names=", ".join(dict.fromkeys(known))),
        )


def _bilingual(arguments: argparse.Namespace, config: Config, catalog: Catalog) -> int:
    """The bilingual file that a catalog is bound to, with what the catalog says, or a new one."""
    from workbench.catalog import write_atomic
    from workbench.desk.bilingual import bound_file, export_bound, export_new, is_bound
    from workbench.desk.outputs import apart, wrote
    from workbench.desk.paths import termbase_paths

    bound = is_bound(catalog)
    if bound and arguments.to == "xliff2":
        raise UsageError(
            _("the catalog belongs to a file of its own, which keeps its form"),
            where=str(arguments.catalog),
            hint=_("give that back with --to xliff"),
        )
    file = bound_file(catalog, arguments.catalog, arguments.article) if bound else None
    command = f"export {arguments.to}"
    apart(
        arguments.output, arguments.catalog, file, config.path, *termbase_paths(config),
        command=command, option="--output", force=arguments.force,
    )  # fmt: skip
    if file is None:
        data = export_new(catalog, "2.1" if arguments.to == "xliff2" else "1.2")
        write_atomic(arguments.output, data)
        wrote(arguments.output, command)
        said = _("{path}: {count} units").format(path=arguments.output, count=len(catalog.live))
        output.narrate(said)
        return _finished(arguments, catalog)
    written = export_bound(catalog, file)
    names = {unit.context: unit.id for unit in catalog.live}
    for refusal in written.refused:
        unit = f"{names.get(refusal.key, '')} ({refusal.key})"
        output.complain(_("unit {unit}: {reason}").format(unit=unit, reason=refusal.reason))
    if written.refused and not arguments.partial:
        output.complain(
            _("{path}: not written: {count} units cannot be put back").format(
                path=arguments.output, count=len(written.refused)
            )
            + " — "
            + _("mend them, or say --partial to leave them as the file has them")
        )
        return FINDINGS
    write_atomic(arguments.output, written.data)
    wrote(arguments.output, command)
    output.narrate(
        _("{path}: {count} units changed").format(path=arguments.output, count=written.changed)
    )
    return _finished(arguments, catalog)


def _finished(arguments: argparse.Namespace, catalog: Catalog) -> int:
    """1 where not every unit is confirmed, and --partial does not say that this is known."""
    states = Counter(unit.state for unit in catalog.live)
    drafts, empty = states[State.FUZZY], states[State.EMPTY]
    if not drafts and not empty:
        return FINE
    said = _("{path}: not finished: {drafts} unconfirmed, {empty} empty of {count} units").format(
        path=arguments.output, drafts=drafts, empty=empty, count=states.total()
    )
    if arguments.partial:
        output.narrate(said)
        return FINE
    output.complain(said + " — " + _("confirm them, or say --partial"))
    return FINDINGS


def _article(arguments: argparse.Namespace, catalog: Catalog) -> Path | None:
    """The article of the catalog: as told, or found, or None."""
    from workbench.desk.paths import article_of, names

    try:
        return arguments.article or article_of(arguments.catalog, names(catalog))
    except DocumentError:
        return None


def _replaceable(out: Path, form: str) -> bool:
    """Whether what is there is of the kind this writes: a compiled catalog, a template of no text."""
    if not out.is_file():
        return out.suffix.lower() == f".{form}"
    kinds = {"mo": {".mo", ".gmo"}, "pot": {".pot"}}.get(form, set())
    if out.resolve().suffix.lower() not in kinds:
        return False  # a link to something else, too
    from workbench.catalog import read_po

    try:
        units = read_po(out, to_write=False).units
        return form == "pot" and not any(unit.target for unit in units)
    except CatalogError:
        return True  # no text of gettext's: `apart` asks whose it is
