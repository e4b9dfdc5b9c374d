"""`workbench engine`: list, install, info, remove, compare.

Lives here: their options and what they print. May import: desk, drafting, config, errors, wording and
`output`, `options` of this room.
Apart from `doctor` because this changes what is installed.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from workbench.cli import output
from workbench.cli.options import add_force, add_format, add_termbase
from workbench.config import Config
from workbench.errors import UsageError, printable
from workbench.wording import _, spoken


def options(made: argparse.ArgumentParser, name: str) -> None:
    """VERB [WHAT…]"""
    made.add_argument("verb", choices=["list", "install", "info", "remove", "compare"])
    made.add_argument(
        "what", nargs="*", metavar="WHAT",
        help=_("install: FILE.argosmodel, or two language codes; info, remove: a code such as en_ja; compare: a catalog or an article"),
    )  # fmt: skip
    made.add_argument(
        "--engine", action="append", metavar="NAME",
        help=_("compare: an engine, as `pretranslate --engine` takes it; may be repeated"),
    )  # fmt: skip
    made.add_argument(
        "--reference", type=Path, metavar="REF", help=_("compare: a careful translation")
    )
    made.add_argument(
        "--html", type=Path, metavar="FILE", help=_("compare: the drafts side by side")
    )
    add_force(made)
    add_termbase(made)
    add_format(made)


def run(arguments: argparse.Namespace, config: Config, name: str) -> int:
    """Run the verb."""
    verbs = {
        "list": _list,
        "install": _install,
        "info": _info,
        "remove": _remove,
        "compare": _compare,
    }
    return verbs[arguments.verb](arguments, config)


def _list(arguments: argparse.Namespace, config: Config) -> int:
    from workbench.drafting import find_packages

    packages = find_packages()
    if arguments.format == "json":
        output.say_json([
            {"code": p.code, "version": p.version, "origin": p.origin, "path": str(p.path),
             "size": p.size} for p in packages
        ])  # fmt: skip
        return 0
    output.table(
        [[p.code, p.version, p.origin, f"{p.size / 1e6:.1f} MB", str(p.path)] for p in packages],
        right=[3],
    )
    output.narrate(
        _(
            "besides argos: ollama:MODEL, chat:MODEL@ADDRESS, process:COMMAND (`workbench guide drafts`)"
        )
    )
    if not packages:
        output.narrate(_("none; `workbench engine install en ja` fetches one"))
    return 0


def _install(arguments: argparse.Namespace, config: Config) -> int:
    from workbench.drafting import install_file, install_from_index

    what = arguments.what
    if len(what) == 1 and (what[0].endswith(".argosmodel") or Path(what[0]).is_file()):
        package = install_file(Path(what[0]))
    elif len(what) == 2:
        with output.progress(_("downloading")) as tick:
            package = install_from_index(what[0], what[1], on_progress=tick)
    else:
        raise UsageError(
            _("install what?"), hint=_("FILE.argosmodel, or two language codes such as en ja")
        )
    output.narrate(
        _("installed {code} {version} in {path}").format(
            code=package.code, version=package.version, path=package.path
        )
    )
    return 0


def _info(arguments: argparse.Namespace, config: Config) -> int:
    from workbench.drafting import find_packages
    from workbench.errors import PackageError

    code = (
        arguments.what[0].replace("-", "_")
        if arguments.what
        else f"{config.source}_{config.target}"
    )
    for package in find_packages():
        if package.code == code:
            break
    else:
        raise PackageError(
            _("no package {code}").format(code=code), hint=_("`workbench engine list` shows them")
        )
    if arguments.format == "json":
        output.say_json({
            "code": package.code, "version": package.version, "origin": package.origin,
            "path": str(package.path), "size": package.size, "sha256": package.sha256,
            "metadata": package.metadata, "card": package.card,
        })  # fmt: skip
        return 0
    said = f"{package.code} {package.version}  {package.origin}  {package.size / 1e6:.1f} MB"
    output.say(printable(said))
    output.say(printable(str(package.path)))
    if package.sha256:
        output.say(printable(f"sha256 {package.sha256}"))
    output.say()
    for line in package.card.splitlines():
        output.say(printable(line))
    return 0


def _remove(arguments: argparse.Namespace, config: Config) -> int:
    from workbench.drafting import remove

    if len(arguments.what) != 1:
        raise UsageError(_("remove which package?"), hint=_("a code such as en_ja"))
    for package in remove(arguments.what[0]):
        output.narrate(_("removed {path}").format(path=package.path))
    return 0


def _compare(arguments: argparse.Namespace, config: Config) -> int:
    from workbench.desk.compare_engines import compare_engines, side_by_side
    from workbench.desk.outputs import apart, wrote
    from workbench.desk.paths import termbase_paths
    from workbench.desk.terms import open_termbase

    if len(arguments.what) != 1 or not arguments.reference:
        raise UsageError(
            _("compare on what?"),
            hint="workbench engine compare CATALOG --reference REF --engine argos --engine ollama:MODEL",
        )
    path = Path(arguments.what[0])
    if arguments.html:
        apart(
            arguments.html, path, arguments.reference, *termbase_paths(config), config.path,
            command="compare", option="--html", force=arguments.force,
        )  # fmt: skip
    termbase = open_termbase(config, config.source, config.target, lenient=arguments.lenient)
    with output.progress(_("drafting")) as tick:
        catalog, rows, tested = compare_engines(
            path, arguments.reference, config.engine or ("argos",), config,
            termbase if termbase.concepts else None, lambda _name, done, every: tick(done, every),
        )  # fmt: skip
    if arguments.html:
        arguments.html.write_text(side_by_side(catalog, rows, spoken()), encoding="utf-8")
        wrote(arguments.html, "compare")
    if arguments.format == "json":
        output.say_json([
            {"engine": r.engine, "package": r.package, "seconds": round(r.seconds, 3), "empty": r.empty,
             "errors": r.errors, "findings": r.findings,
             "scores": {name: {"value": value, "signature": sign} for name, value, sign in r.scores}}
            for r in rows
        ])  # fmt: skip
        return 0
    names = [name for name, _value, _sign in rows[0].scores]
    head = [_("engine"), _("package"), *names, _("empty"), _("errors"), _("findings"), _("seconds")]
    body = [
        [r.engine, r.package, *(f"{value:.1f}" for _n, value, _s in r.scores), str(r.empty),
         str(r.errors), str(r.findings), f"{r.seconds:.1f}"]
        for r in rows
    ]  # fmt: skip
    output.table([head, *body], right=range(2, len(head)))
    for name, _value, sign in rows[0].scores:
        output.say(f"{name}  {sign}")
    for one in tested:
        if one.p_value is not None:
            said = _("{one} and {two} differ in {metric}: p = {p:.3f} ({test})")
            output.say(said.format(
                one=rows[0].engine, two=rows[1].engine, metric=one.metric, p=one.p_value, test=one.test
            ))  # fmt: skip
    return 0
