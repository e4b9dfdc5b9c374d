"""`workbench doctor`: what is installed, what is missing and how to get it.

Lives here: its checks and table. May import: config, errors, desk, drafting (deferred), wording and
`output`, `options` of this room.
Apart from `engine` because this looks at everything and changes nothing.
"""

from __future__ import annotations

import argparse
import os
import platform
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from workbench import __version__
from workbench.cli import output
from workbench.cli.options import add_format
from workbench.config import Config, shipped, user_data
from workbench.errors import FINE, NO_ENGINE, WorkbenchError
from workbench.wording import _

_LIBRARIES = ("argostranslate", "ctranslate2", "sentencepiece", "sacrebleu", "textual",
              "mecab-python3", "ipadic", "simplemma", "nupunkt", "sentencex")  # fmt: skip
_UNWANTED = ("torch", "stanza", "spacy", "minisbd")


def options(made: argparse.ArgumentParser, name: str) -> None:
    """Nothing but the form."""
    add_format(made)


def run(arguments: argparse.Namespace, config: Config, name: str) -> int:
    """Print the table; exit 3 where no package can translate the configured pair."""
    rows = list(_rows(config))
    if arguments.format == "json":
        output.say_json([{"what": w, "state": s, "detail": d} for w, s, d in rows])
    else:
        output.table([[w, s, d] for w, s, d in rows])
    return NO_ENGINE if any(w == "engine" and s == "missing" for w, s, _d in rows) else FINE


def _rows(config: Config) -> Iterator[tuple[str, str, str]]:
    yield "workbench", "ok", f"{__version__}, Python {platform.python_version()}"
    for library in _LIBRARIES:
        try:
            yield library, "ok", version(library)
        except PackageNotFoundError:
            yield library, "missing", _("install the workbench again")
    for library in _UNWANTED:
        try:
            yield library, "unneeded", version(library) + " " + _("(several GB may go with it)")
        except PackageNotFoundError:
            continue
    yield "config", "ok", str(config.path or _("none; defaults"))
    yield from _project(config)
    yield from _termbase(config)
    yield from _engine(config)
    yield _data(user_data())
    yield "shipped", "ok" if shipped("glossary").is_dir() else "missing", str(shipped("glossary"))


def _project(config: Config) -> Iterator[tuple[str, str, str]]:
    """Own terms, commit hook and CI of the folder of the settings, or of this one."""
    from workbench.desk.project import standing

    for part in standing(config.path.parent if config.path else Path.cwd()):
        yield "project", "ok" if part.good else "none", f"{part.what}: {part.said}"


def _data(folder: Path) -> tuple[str, str, str]:
    """Whether the user's data folder is there, or can be made; nothing is made to find out."""
    place = folder
    while not os.path.lexists(place) and place != place.parent:
        place = place.parent
    reason = ""
    if not place.is_dir():
        reason = _("{place} is no folder").format(place=place)
    elif not os.access(place, os.W_OK | os.X_OK):
        reason = _("{place} may not be written to").format(place=place)
    if not reason:
        return "data", "ok", str(folder)
    hint = _("name a folder you may write to in WORKBENCH_DATA or ARGOS_PACKAGES_DIR")
    said = _("cannot be used: {reason}").format(reason=reason)
    return "data", "broken", f"{folder}: {said} — {hint}"


def _termbase(config: Config) -> Iterator[tuple[str, str, str]]:
    from workbench.desk.terms import layers_of, open_termbase

    try:
        termbase = open_termbase(config, config.source, config.target)
    except WorkbenchError as error:
        yield "termbase", "broken", str(error)
    else:
        count = len(termbase.concepts)
        yield "termbase", "ok", _("{count} concepts").format(count=count)
        for line in layers_of(termbase):
            yield "termbase", "ok", line


def _engine(config: Config) -> Iterator[tuple[str, str, str]]:
    from workbench.drafting import locate

    try:
        found = locate(config.source, config.target, config.package)
    except WorkbenchError as error:
        yield "engine", "missing", str(error)
    else:
        for package in found:
            yield "engine", "ok", f"{package.code} {package.version} ({package.origin})"
