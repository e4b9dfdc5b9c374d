"""`workbench engine`: list, add, use, install, info, remove, compare.

Lives here: their options and what they print. May import: desk, drafting, config, errors, wording and
`output`, `options` of this room.
Apart from `doctor` because this changes what is installed.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.cli import output
from workbench.cli.options import add_force, add_format, add_pair, add_termbase
from workbench.config import Config
from workbench.errors import UsageError, printable
from workbench.wording import _, spoken

if TYPE_CHECKING:
    from workbench.drafting.packages import PackageInfo
    from workbench.drafting.registry import Added


def options(made: argparse.ArgumentParser, name: str) -> None:
    """VERB [WHAT…]"""
    made.add_argument(
        "verb", choices=["list", "add", "use", "install", "info", "remove", "compare"]
    )
    made.add_argument(
        "what", nargs="*", metavar="WHAT",
        help=_("install: FILE.argosmodel, or two language codes; add: a folder that CTranslate2 converted; use: engines, the first choice first; info, remove: a code such as en_ja, or a name; compare: a catalog or an article"),
    )  # fmt: skip
    made.add_argument("--name", metavar="NAME", help=_("add: what to call it; else as the folder"))
    made.add_argument(
        "--licence", metavar="NAME", help=_("add: its licence, where its card does not say")
    )
    made.add_argument(
        "--source-token", metavar="TOKEN", help=_("add: the language token of sources")
    )
    made.add_argument(
        "--target-token", metavar="TOKEN", help=_("add: the token that targets begin with")
    )
    made.add_argument(
        "--token-last", action="store_true", help=_("add: the token stands behind the source")
    )
    made.add_argument("--bos", action="store_true", help=_("add: <s> is written before sources"))
    made.add_argument("--no-eos", action="store_true", help=_("add: no </s> behind sources"))
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
    add_pair(made)
    add_force(made)
    add_termbase(made)
    add_format(made)


def run(arguments: argparse.Namespace, config: Config, name: str) -> int:
    """Run the verb."""
    verbs = {
        "list": _list,
        "add": _add,
        "use": _use,
        "install": _install,
        "info": _info,
        "remove": _remove,
        "compare": _compare,
    }
    return verbs[arguments.verb](arguments, config)


def _list(arguments: argparse.Namespace, config: Config) -> int:
    from workbench.drafting import find_packages
    from workbench.drafting.registry import added

    packages, folders = find_packages(), added()
    if arguments.format == "json":
        output.say_json([
            {"code": p.code, "version": p.version, "origin": p.origin, "path": str(p.path),
             "size": p.size, "licence": _licence(p)} for p in packages
        ] + [_manifest(one) for one in folders])  # fmt: skip
        return 0
    output.table(
        [
            [p.code, p.version, p.origin, f"{p.size / 1e6:.1f} MB", _licence(p) or "?", str(p.path)]
            for p in packages
        ]
        + [
            [
                one.called,
                one.pairs,
                one.layout.family,
                f"{one.size / 1e6:.1f} MB",
                one.licence or "?",
                str(one.folder),
            ]
            for one in folders
        ],
        right=[3],
    )
    output.narrate(
        _(
            "besides argos: ct2:NAME, ollama:MODEL, chat:MODEL@ADDRESS, process:COMMAND (`workbench guide drafts`)"
        )
    )
    if not packages:
        output.narrate(_("none; `workbench engine install en ja` fetches one"))
    return 0


def _licence(package: PackageInfo) -> str:
    """As the package says; Argos' own packages say nothing."""
    table = package.metadata.get("workbench")
    return str(table.get("licence") or "") if isinstance(table, dict) else ""


def _manifest(one: Added) -> dict[str, Any]:
    """What is known of an engine that was added."""
    return {
        "code": one.called, "pairs": one.pairs, "origin": "added", "family": one.layout.family,
        "path": str(one.folder), "size": one.size, "licence": one.licence, "commercial": one.commercial,
        "understands": list(one.understands),
    }  # fmt: skip


def _add(arguments: argparse.Namespace, config: Config) -> int:
    from workbench.drafting.converted import Layout
    from workbench.drafting.registry import add

    if len(arguments.what) != 1:
        raise UsageError(_("add what?"), hint=_("a folder with model.bin and its tokenizer"))
    layout = Layout(
        source=arguments.source or "", target=arguments.target or "",
        source_token=arguments.source_token or "", target_token=arguments.target_token or "",
        last=arguments.token_last, bos=arguments.bos, eos=False if arguments.no_eos else None,
    )  # fmt: skip
    one = add(
        Path(arguments.what[0]), name=arguments.name or "", layout=layout,
        licence=arguments.licence or "", replace=arguments.force,
    )  # fmt: skip
    output.narrate(
        _("added {name}: {family}, {pairs}, licence {licence}").format(
            name=one.called, family=one.layout.family, pairs=one.pairs, licence=one.licence or "?"
        )
    )
    if one.commercial is False:
        output.narrate(_("its licence forbids commercial use"))
    return 0


def _use(arguments: argparse.Namespace, config: Config) -> int:
    from workbench.desk.settings import settle
    from workbench.drafting import load_engine

    if not arguments.what:
        raise UsageError(_("use which engine?"), hint="workbench engine use ct2:NAME argos")
    names = list(arguments.what)
    for name in names:
        load_engine(config.source, config.target, engine=name, package=config.package)
    settled = settle(config, "engine", names if len(names) > 1 else names[0])
    output.narrate(_("{path}: engine = {names}").format(path=settled.path, names=", ".join(names)))
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

    if arguments.what and (one := _named(arguments.what[0])):
        if arguments.format == "json":
            output.say_json(_manifest(one))
            return 0
        may = {True: _("yes"), False: _("no"), None: _("nobody says")}[one.commercial]
        for title, said in (
            (_("engine"), one.called), (_("family"), one.layout.family), (_("pairs"), one.pairs),
            (_("licence"), one.licence or "?"), (_("commercial use"), may),
            (_("understands"), ", ".join(one.understands)),
            (_("size"), f"{one.size / 1e6:.1f} MB"), (_("folder"), str(one.folder)),
        ):  # fmt: skip
            output.say(printable(f"{title}: {said}"))
        return 0
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


def _named(name: str) -> Added | None:
    from workbench.drafting.registry import added

    return next((one for one in added() if name in (one.called, one.name)), None)


def _remove(arguments: argparse.Namespace, config: Config) -> int:
    from workbench.drafting import remove
    from workbench.drafting.registry import take_away

    if len(arguments.what) != 1:
        raise UsageError(_("remove which package?"), hint=_("a code such as en_ja"))
    if one := take_away(arguments.what[0]):
        output.narrate(
            _("{name} is no longer an engine; its folder {path} stays").format(
                name=one.called, path=one.folder
            )
        )
        return 0
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
